"""`claimcheck remove`: claims and articles that should not be in the ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, ChangeFlags, LedgerFlags, SignFlags, takes

EXAMPLES = (
    "claimcheck remove C-7F3K",
    "claimcheck remove news/draft.md                the article and all its claims",
    'claimcheck remove A-5XM2 --force --note "never published"',
)


@takes()
def command(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="CLAIM|ARTICLE...", show_default=False, help="ids, ARTICLE:LINE, or the path of an article"
        ),
    ],
    *,
    force: Annotated[
        bool, typer.Option("--force", help="claims with verdicts too: they are kept, as claims that are gone")
    ] = False,
    sign: SignFlags,
    change: ChangeFlags,
    ledger: LedgerFlags,
    data: AsDataFlags,
) -> int:
    """Take claims or whole articles out of the ledger. Files on disk are not touched.

    A claim with verdicts is never deleted: with --force it is kept as one that is gone.
    """
    from claimcheck.cli.amending import remove

    return remove(what, force, sign, change, ledger, data)

"""`claimcheck source remove`: take sources out of the ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, ChangeFlags, LedgerFlags, takes

EXAMPLES = (
    "claimcheck source remove S-9K3T",
    "claimcheck source remove sources/draft.pdf --files     and delete the stored file",
    "claimcheck source remove S-9K3T --force --dry-run      what would stand on nothing then",
)


@takes()
def command(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", show_default=False, help="ids, paths, addresses, or parts of their names"),
    ],
    *,
    force: Annotated[
        bool, typer.Option("--force", help="those that are cited too: their names stay for what cites them")
    ] = False,
    files: Annotated[
        bool, typer.Option("--files", help="delete their files under sources/ as well; others are never touched")
    ] = False,
    change: ChangeFlags,
    ledger: LedgerFlags,
    data: AsDataFlags,
) -> int:
    """Take sources out of the ledger. One that a claim, verdict or article cites is refused.

    With --force it goes all the same: what cites it keeps its id and its name, and the next check tells of every claim
    that stands on nothing because of it.
    """
    from claimcheck.cli.discarding import remove

    return remove(sources, force, files, change, ledger, data)

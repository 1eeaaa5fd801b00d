"""`claimcheck show`: everything that is known about a claim, an article, a source, a conflict."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, LedgerFlags, OutputFlags, PickFlags, takes

EXAMPLES = (
    "claimcheck show C-7F3K                  a claim: verdicts, sources, conflicts, what it used to say",
    "claimcheck show news/fire.md:12",
    'claimcheck show --text "two engines reached the mill"',
    "claimcheck show news/fire.md            an article: how far the checking is",
    "claimcheck show S-9K3T K-2MVW           a source and the claims that cite it; a conflict",
)


@takes()
def command(
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", show_default=False, help="ids of any kind, ARTICLE:LINE, or an article"),
    ] = None,
    *,
    pick: PickFlags,
    output: OutputFlags,
    ledger: LedgerFlags,
    data: AsDataFlags,
) -> int:
    """Show everything that is known about a claim, an article, a source or a conflict.

    Of a claim whose text changed after it was judged, the old words are shown beside the new ones.
    """
    from claimcheck.cli.showing import show

    return show(what or (), pick.text, output, ledger, data)

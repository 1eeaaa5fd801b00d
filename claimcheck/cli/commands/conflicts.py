"""`claimcheck conflicts`: the conflicts kept in the ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, DetailFlags, LedgerFlags, OutputFlags, takes

EXAMPLES = (
    "claimcheck conflicts                             what cannot both be true, and waits for a decision",
    "claimcheck conflicts --article news/fire.md      those of one article",
    "claimcheck conflicts --status accepted,distinct  what was decided, by whom and why",
    "claimcheck conflicts K-7F3K                      one of them",
)


@takes()
def command(
    named: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", show_default=False, help="only these: ids of conflicts, or of claims"),
    ] = None,
    *,
    status: Annotated[
        list[str] | None,
        typer.Option("--status", metavar="STATUS", help="open, distinct, accepted, fixed [default: open]"),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="the settled ones too")] = False,
    rule: Annotated[
        list[str] | None, typer.Option("--rule", metavar="CODE", help="only of this rule: CC101, CC1 (repeatable)")
    ] = None,
    article: Annotated[
        list[str] | None,
        typer.Option("--article", "-a", metavar="ARTICLE", help="only with a side in it: a path, a folder, an id"),
    ] = None,
    output: OutputFlags,
    data: AsDataFlags,
    ledger: LedgerFlags,
    detail: DetailFlags,
) -> int:
    """List the conflicts of the ledger: both sentences, the arithmetic, and who decided what.

    `claimcheck add` finds them; `claimcheck resolve` keeps what you decide. A decision holds for the wordings it was
    made for: when a side changes, the conflict is open again.
    """
    from claimcheck.cli.conflicting import Listing, show

    return show(Listing(named or (), status or (), every, rule or (), article or (), output, data, ledger, detail))

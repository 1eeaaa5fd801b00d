"""`claimcheck resolve`: what was decided about conflicts."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, ChangeFlags, LedgerFlags, SignFlags, takes

EXAMPLES = (
    'claimcheck resolve K-7F3K --as distinct --note "two fires, two years apart"',
    'claimcheck resolve K-7F3K K-9Q2M --as accepted --note "the toll rose; both are dated"',
    "claimcheck resolve C-4XHT --as fixed            the one open conflict of a claim",
    "claimcheck resolve K-7F3K --as open             take a decision back",
)


@takes()
def command(
    named: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", show_default=False, help="ids of conflicts or of claims; beginnings will do"),
    ] = None,
    *,
    as_: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="distinct|accepted|fixed|open",
            show_default=False,
            help="distinct: not about the same thing; accepted: it stands; fixed: the text was mended; open: undo",
        ),
    ] = "",
    sign: SignFlags,
    change: ChangeFlags,
    data: AsDataFlags,
    ledger: LedgerFlags,
) -> int:
    """Say what is to be done about a conflict; your name, the time and the reason are kept with it.

    `claimcheck check` is silent about what was called distinct or accepted, until one of the sentences changes: then
    the conflict is open again. What was called fixed but is found again opens by itself.
    """
    from claimcheck.cli.conflicting import Resolving, resolve

    return resolve(Resolving(named or (), as_, sign, change, data, ledger))

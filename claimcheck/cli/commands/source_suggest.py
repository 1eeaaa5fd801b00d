"""`claimcheck source suggest`: passages of the stored sources that may support or contradict a claim."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, ClaimWords, LedgerFlags, OutputFlags, PickFlags, takes

EXAMPLES = (
    "claimcheck source suggest C-7F3K",
    "claimcheck source suggest news/fire.md:12 --source sources/log.csv -n 3",
    'claimcheck source suggest --text "reached the mill"',
)


@takes()
def command(
    claims: ClaimWords = None,
    *,
    pick: PickFlags,
    source: Annotated[
        list[str] | None, typer.Option("--source", "-s", metavar="SOURCE", help="look in this source only (repeatable)")
    ] = None,
    number: Annotated[int, typer.Option("--number", "-n", metavar="N", help="so many passages a claim", min=1)] = 5,
    data: AsDataFlags,
    output: OutputFlags,
    ledger: LedgerFlags,
) -> int:
    """Find passages of the stored sources that may tell whether a claim is true.

    Each is shown with its place, the words it has in common with the claim, whether it bears its figures out, and the
    line to type if it is what you were looking for. Nothing is attached before you say so.
    """
    from claimcheck.cli.suggesting import suggest

    return suggest(claims or (), pick.text, source or (), number, output, ledger, data)

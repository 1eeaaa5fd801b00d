"""`claimcheck split`: one sentence, several claims."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, ChangeFlags, LedgerFlags, takes

EXAMPLES = (
    'claimcheck split C-7F3K --at "and nobody was hurt"',
    'claimcheck split C-7F3K --at "and 14 to" --at "and nine" --keep-verdicts',
)


@takes()
def command(
    claim: Annotated[
        str, typer.Argument(metavar="CLAIM", show_default=False, help="an id, its beginning, or ARTICLE:LINE")
    ],
    *,
    at: Annotated[
        list[str], typer.Option("--at", metavar="WORDS", help="the words that the next claim begins with (repeatable)")
    ],
    keep_verdicts: Annotated[
        bool, typer.Option("--keep-verdicts", help="what was verified of the whole holds for each part")
    ] = False,
    change: ChangeFlags,
    ledger: LedgerFlags,
    data: AsDataFlags,
) -> int:
    """Make several claims of a sentence that says several things, so that each can be checked by itself.

    The parts stay apart when the article is added again. Verdicts on the whole become the history of every part, which
    is stale until somebody looks at it; --keep-verdicts lets them stand.
    """
    from claimcheck.cli.amending import split

    return split(claim, at, keep_verdicts, change, ledger, data)

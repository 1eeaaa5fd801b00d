"""`claimcheck correct`: a verdict on claims that need other words."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import (
    AsDataFlags,
    ChangeFlags,
    CiteFlags,
    ClaimWords,
    LedgerFlags,
    PickFlags,
    SignFlags,
    takes,
)
from claimcheck.errors import UsageError

EXAMPLES = (
    'claimcheck correct C-7F3K --to "Six boats took part." --source sources/minutes.txt',
    'claimcheck correct news/fire.md:12 --to "Four engines came." --note "rang the brigade"',
)


@takes()
def command(
    claims: ClaimWords = None,
    *,
    to: Annotated[str, typer.Option("--to", metavar="TEXT", help="what it should say")],
    pick: PickFlags,
    cite: CiteFlags,
    sign: SignFlags,
    change: ChangeFlags,
    ledger: LedgerFlags,
    data: AsDataFlags,
) -> int:
    """Say that a claim is wrong, and what it should say instead.

    The article itself is not touched. When it has been changed and added again, verify the new wording.
    """
    from claimcheck.cli.judging import Judging, judge
    from claimcheck.ledger.records import Status

    if not to.strip():
        raise UsageError("--to is empty", "say what the claim should say")
    return judge(Judging(Status.CORRECTED, claims or (), ledger, sign, change, data, pick, cite, to))

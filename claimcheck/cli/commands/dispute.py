"""`claimcheck dispute`: a verdict on claims that are wrong or in doubt."""

from __future__ import annotations

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

EXAMPLES = (
    'claimcheck dispute C-7F3K --source sources/minutes.txt --quote "six boats took part"',
    'claimcheck dispute news/fire.md:12 --note "the brigade says four engines"',
)


@takes()
def command(
    claims: ClaimWords = None,
    *,
    pick: PickFlags,
    cite: CiteFlags,
    sign: SignFlags,
    change: ChangeFlags,
    ledger: LedgerFlags,
    data: AsDataFlags,
) -> int:
    """Say that a claim is wrong, or that a source speaks against it.

    Other people's verdicts stay beside yours; where they differ, `show` and `list` say so.
    """
    from claimcheck.cli.judging import Judging, judge
    from claimcheck.ledger.records import Status

    return judge(Judging(Status.DISPUTED, claims or (), ledger, sign, change, data, pick, cite))

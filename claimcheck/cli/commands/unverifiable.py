"""`claimcheck unverifiable`: a verdict on claims nobody can check."""

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

EXAMPLES = ('claimcheck unverifiable C-7F3K --note "the only witness does not want to talk"',)


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
    """Say that a claim cannot be checked: you tried, and there is no way to know."""
    from claimcheck.cli.judging import Judging, judge
    from claimcheck.ledger.records import Status

    return judge(Judging(Status.UNVERIFIABLE, claims or (), ledger, sign, change, data, pick, cite))

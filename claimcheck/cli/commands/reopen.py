"""`claimcheck reopen`: a verdict on claims to be looked at again."""

from __future__ import annotations

from claimcheck.cli.flags import AsDataFlags, ChangeFlags, ClaimWords, LedgerFlags, PickFlags, SignFlags, takes

EXAMPLES = ('claimcheck reopen C-7F3K --note "a reader wrote in"',)


@takes()
def command(
    claims: ClaimWords = None,
    *,
    pick: PickFlags,
    sign: SignFlags,
    change: ChangeFlags,
    ledger: LedgerFlags,
    data: AsDataFlags,
) -> int:
    """Take up a claim again: earlier verdicts become history, and it counts as in progress.

    Nothing is deleted: `show` tells what was concluded before, by whom and why.
    """
    from claimcheck.cli.judging import Judging, judge
    from claimcheck.ledger.records import Status

    return judge(Judging(Status.IN_PROGRESS, claims or (), ledger, sign, change, data, pick))

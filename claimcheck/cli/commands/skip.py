"""`claimcheck skip`: a verdict on claims that need no checking."""

from __future__ import annotations

from claimcheck.cli.flags import AsDataFlags, ChangeFlags, ClaimWords, LedgerFlags, PickFlags, SignFlags, takes

EXAMPLES = (
    "claimcheck skip C-7F3K",
    'claimcheck skip C-7F3K C-9Q2M --note "common knowledge"',
)


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
    """Say that there is nothing to check in a claim: an opinion, a question, a figure of speech."""
    from claimcheck.cli.judging import Judging, judge
    from claimcheck.ledger.records import Status

    return judge(Judging(Status.NOT_APPLICABLE, claims or (), ledger, sign, change, data, pick))

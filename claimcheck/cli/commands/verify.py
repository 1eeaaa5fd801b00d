"""`claimcheck verify`: a verdict on claims that are true as they stand."""

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
    'claimcheck verify C-7F3K --source sources/budget.pdf --locator "p. 4"',
    'claimcheck verify C-7F3K C-9Q2M --source https://example.org/report --note "both in table 2"',
    'claimcheck verify news/fire.md:12 --source "Liv Moen, harbour master, by phone" --by "Ada Holm"',
    'claimcheck verify --text "two engines reached the mill" --source sources/log.csv',
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
    """Say that a claim is true as it stands: you checked it, and here is where.

    Your name, the time and the source are kept with the verdict. It holds for the present wording: when the sentence or
    the bytes of a cited file change, the claim turns stale.
    """
    from claimcheck.cli.judging import Judging, judge
    from claimcheck.ledger.records import Status

    return judge(Judging(Status.VERIFIED, claims or (), ledger, sign, change, data, pick, cite))

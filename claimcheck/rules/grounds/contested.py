"""contested: a claim somebody verified cannot be true with another, or people disagree about it.

What it does
    Looks at verified claims that stand in an open conflict, and at claims on which people have come to different
    verdicts.

Why it matters
    “Verified” is the last word only until another sentence says otherwise.

Flagged
    > “seven people died”, verified, while another paragraph says eight
    > a claim that one person verified and another disputes

Not flagged
    > a conflict that was called distinct or accepted
    > unverified claims in conflict: the conflict itself is told

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.ledger.grounds import Grounds
from claimcheck.ledger.records import Status
from claimcheck.model import Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.settings import Settings

RULE = Rule(
    "CC603",
    "contested",
    Severity.ERROR,
    "grounds",
    "0.2",
    help="claimcheck conflicts shows the other side; resolve it, or reopen the claim.",
)


def check(subject: Grounds, settings: Settings) -> Iterator[Finding]:
    """One finding a claim."""
    for claim in subject.claims:
        stands = claim.standing
        if not claim.factual or not stands.verdicts:
            continue
        if stands.disagreement:
            told = ", ".join(f"{v.status} by {v.by}" for v in stands.verdicts if v.status is not Status.IN_PROGRESS)
            yield finding(RULE, f"people disagree: {told}", (claim.where,))
        elif stands.contested and stands.status is Status.VERIFIED:
            by = " and ".join(v.by for v in stands.verdicts if v.status is Status.VERIFIED)
            told = "{count} verified claims are in conflict with others"
            message = f"verified by {by}, and yet in conflict with another claim"
            yield finding(RULE, message, (claim.where,))._replace(together=told)

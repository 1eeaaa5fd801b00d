"""unverified: nobody has given a verdict on a claim.

What it does
    Looks at every fact, figure, quotation and prediction of the ledger. Only `claimcheck check` without a path
    tells.

Why it matters
    What is published unchecked should be so knowingly.

Flagged
    > a claim that was added and never looked at, or taken up and not decided

Not flagged
    > a heading, a byline, an opinion, a claim somebody skipped

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
    "CC601",
    "unverified",
    Severity.WARNING,
    "grounds",
    "0.2",
    help="claimcheck list --status unchecked lists them; verify, dispute, correct or skip each.",
)


def check(subject: Grounds, settings: Settings) -> Iterator[Finding]:
    """One finding a claim; where people read, those of one article are told together."""
    for claim in subject.claims:
        if not claim.factual or claim.standing.status not in (Status.UNCHECKED, Status.IN_PROGRESS):
            continue
        begun = claim.standing.status is Status.IN_PROGRESS
        message = "taken up, and not decided yet" if begun else "nobody has given a verdict on it"
        yield finding(RULE, message, (claim.where,))._replace(together="{count} claims have no verdict yet")

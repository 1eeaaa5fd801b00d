"""no-source: a claim to be checked cites nothing, and neither does its article.

What it does
    Looks at every fact, figure, quotation and prediction of the ledger: its own citations, those of its verdicts,
    and the sources of the whole article.

Why it matters
    Nobody can check again what nobody says where to check.

Flagged
    > “The ferry carried 240 people.”, added without --source

Not flagged
    > a heading, a byline, an opinion, a claim somebody skipped
    > a claim of an article that was added with --source

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
    "CC401",
    "no-source",
    Severity.WARNING,
    "grounds",
    "0.2",
    help="Say where it can be checked: claimcheck edit CLAIM --cite FILE|URL|PERSON.",
)


def check(subject: Grounds, settings: Settings) -> Iterator[Finding]:
    """One finding a claim; where people read, those of one article are told together."""
    for claim in subject.claims:
        if not claim.unsourced:
            continue
        if claim.standing.status is Status.VERIFIED:
            yield finding(RULE, "verified, but no source is named for it", (claim.where,))
        else:
            told = "{count} claims name no source"
            yield finding(RULE, "no source is named for it", (claim.where,))._replace(together=told)

"""attributed-dispute: two named parties give different figures.

What it does
    Notes two figures of the same thing when each is put into the mouth of another speaker.

Why it matters
    Rival parties who disagree are news, not an error; the desk may still want to see both at a glance.

Flagged
    > Police said 300 people marched. … Organisers said 2,000 people marched.

Not flagged
    > Police said 300 people marched. … A police statement later spoke of the 300 marchers.

Options
    None. Always info: it never fails a build.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model import Finding, Link, Severity
from claimcheck.rules.base import Rule
from claimcheck.rules.pairs import conflict, is_conflict
from claimcheck.settings import Settings

RULE = Rule(
    "CC105",
    "attributed-dispute",
    Severity.INFO,
    "pair",
    "0.1",
    rank=9,
    help="Fine if both parties are named and the text says that they disagree.",
)


def check(link: Link, settings: Settings) -> Iterator[Finding]:
    """Yield a dispute between two speakers."""
    if is_conflict(link) and ("dispute" in link.licence or link.first.about.disputes(link.second.about)):
        yield conflict(RULE, link)

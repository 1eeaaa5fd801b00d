"""magnitude-slip: the values differ by a factor of about a thousand or a million.

What it does
    Reports two figures of the same thing that have the same leading digits and another scale word.

Why it matters
    Million for billion is the slip that correction columns print most often.

Flagged
    > The fund lost $4.69 million last year. … Its losses of $4.69 billion led to the board's resignation.

Not flagged
    > The fund lost $4.69 million a day. … It lost $1.7 billion that year.

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model import Finding, Link, Severity
from claimcheck.rules.base import Rule
from claimcheck.rules.pairs import conflict, is_conflict
from claimcheck.settings import Settings

RULE = Rule(
    "CC104",
    "magnitude-slip",
    Severity.ERROR,
    "pair",
    "0.1",
    rank=5,
    help="Check the scale word: thousand, million or billion.",
)


def check(link: Link, settings: Settings) -> Iterator[Finding]:
    """Yield a slip of scale."""
    if is_conflict(link) and link.judgement.factor and not link.judgement.bound:
        yield conflict(RULE, link)

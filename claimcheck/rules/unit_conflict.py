"""unit-conflict: the same quantity in two units that do not convert into each other.

What it does
    Converts both figures exactly and reports them when even their rounded readings stay apart.

Why it matters
    A figure converted once, wrongly, spreads: the reader with the other yardstick gets another fact.

Flagged
    > The camp is 20 miles from the border. … Thirty-nine kilometres lie between the camp and the border.

Not flagged
    > The camp is 20 miles from the border. … The camp lies 32 km from the border.
    > The camp is 20 miles from the border. … The well is 9 km from the camp.

Options
    None. A warning instead of an error where rounding to one figure could explain the difference.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model import Finding, Link, Severity
from claimcheck.rules.base import Rule
from claimcheck.rules.pairs import conflict, is_conflict, softened
from claimcheck.settings import Settings

RULE = Rule(
    "CC102",
    "unit-conflict",
    Severity.ERROR,
    "pair",
    "0.1",
    rank=2,
    help="Find which unit the source used, and convert the other figure again.",
)


def check(link: Link, settings: Settings) -> Iterator[Finding]:
    """Yield the conflict of two units."""
    if is_conflict(link) and link.judgement.units:
        yield conflict(RULE, link, severity=softened(RULE, link))

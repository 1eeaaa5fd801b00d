"""value-conflict: the same quantity, two values, same unit.

What it does
    Reports two figures that are about the same thing – same role, same owner, same time – whose readings do not meet.

Why it matters
    A reader who meets 12 dead in the first paragraph and 14 in the ninth trusts neither, nor the rest.

Flagged
    > The ferry fire killed 12 people. … Relatives of the 14 dead gathered at the quay.
    > The plant employs 4,300 people. … Letters went to all 3,400 of the company's employees.

Not flagged
    > The fire killed 12 people and injured 14.
    > The toll rose from 12 to 14. Twelve on Monday, 14 by Friday. Fourteen dead, five of them children.
    > About 1,200 soldiers are based there. … The base holds 1,187 soldiers.

Options
    None. A difference that rounding could explain ("1,000" against "1,012") is a warning, not an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model import Finding, Link, Severity
from claimcheck.rules.base import Rule
from claimcheck.rules.pairs import conflict, is_conflict, softened
from claimcheck.settings import Settings

RULE = Rule(
    "CC101",
    "value-conflict",
    Severity.ERROR,
    "pair",
    "0.1",
    rank=1,
    help="Check which figure the source gives, and correct the other.",
)


def check(link: Link, settings: Settings) -> Iterator[Finding]:
    """Yield the conflict of two values."""
    if is_conflict(link) and link.first.figure.when is None:
        yield conflict(RULE, link, severity=softened(RULE, link))

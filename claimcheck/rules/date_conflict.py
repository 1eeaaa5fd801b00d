"""date-conflict: the same event, two dates.

What it does
    Reports two dates given for one event: the same predicate with the same participants.

Why it matters
    A date that moves between paragraphs is the first thing a reader with a calendar finds.

Flagged
    > The queen opened the dam on 14 May 2011. … The plaque unveiled when the queen opened the dam on 4 June 2011 …

Not flagged
    > The dam was begun on 14 May 2005 and opened on 4 June 2011.
    > The dam opened in December. … It opened on December 3.

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
    "CC106",
    "date-conflict",
    Severity.ERROR,
    "pair",
    "0.1",
    rank=4,
    help="Check the date in the source; if these are two events, name what sets them apart.",
)


def check(link: Link, settings: Settings) -> Iterator[Finding]:
    """Yield the conflict of two dates."""
    if is_conflict(link) and link.first.figure.when is not None:
        yield conflict(RULE, link)

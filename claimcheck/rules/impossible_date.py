"""impossible-date: a day that no calendar has.

What it does
    Finds dates whose month does not have that day: 31 April, 30 February, 29 February of a common year, also as an end
    of a range and in figures (2023-02-29).

Why it matters
    Such a date is a slip of the hand or of the calendar; the event took place on another day.

Flagged
    > The contract runs until 31 April 2023.
    > The harbour froze on 29 February 2023.

Not flagged
    > The harbour froze on 29 February 2024.
    > "November 31", named after a day that does not exist, is her first novel.

Options
    None.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from claimcheck.lexicon import table
from claimcheck.model import Document, Finding, Severity
from claimcheck.rules.base import DATES, Rule, finding
from claimcheck.rules.days import MONTHS, Dated, dated, quoted_surface, tokens_of
from claimcheck.settings import Settings

RULE = Rule(
    "CC302",
    "impossible-date",
    Severity.ERROR,
    "document",
    "0.1",
    help="The month has fewer days; look up the date.",
    needs=DATES,
)
LEAP_YEAR = 2000  # February without a year may have 29 days
OPENING, CLOSING = "*_\"“‘'«„", "*_\"”’'»“"
_DAY = re.compile(r"(\d{4}|XXXX)-(\d\d)-(\d\d)")


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """One finding for each date that does not exist, unless the text says so itself or it is a title."""
    for item in dated(subject):
        for year, month, day in _DAY.findall(item.when.value):
            days = monthrange(int(year) if year.isdecimal() else LEAP_YEAR, int(month))[1]
            if int(day) > days and not _meant(subject, item):
                yield _finding(subject, item, year, int(month), days)
                break


def _finding(document: Document, item: Dated, year: str, month: int, days: int) -> Finding:
    name = MONTHS[month - 1]
    if month == 2 and year.isdecimal():
        name += f" {int(year)}"
    why = f"{name} has {days} days"
    where = document.locate(item.figure.start, item.figure.end, figure=item.figure, role="doubtful")
    return finding(RULE, f"{quoted_surface(item.figure)}: {why}", (where,), explanation=(why,))


def _meant(document: Document, item: Dated) -> bool:
    """True for a title in italics or quotation marks, and where the sentence talks about the odd day itself."""
    if _wrapped(document.text, item.figure.start, item.figure.end):
        return True
    if document.source is not None and not document.places:
        first, last = document.origin(item.figure.start), document.origin(item.figure.end - 1) + 1
        if _wrapped(document.source, first, last):
            return True
    cues = table("moments")["imagined"]
    words = tokens_of(document, item.claim).words
    text = f" {' '.join(words)} "
    before = words[max(item.figure.head - 4, 0) : item.figure.head]
    return any(f" {phrase} " in text for phrase in cues["phrases"]) or any(word in before for word in cues["works"])


def _wrapped(text: str, start: int, end: int) -> bool:
    return start > 0 and end < len(text) and text[start - 1] in OPENING and text[end] in CLOSING

"""impossible-time: a time that no clock shows.

What it does
    Finds an hour above 24, a minute above 59, and the 24-hour clock with "am" or "pm" (19:15 PM).

Why it matters
    One of the figures is a slip, or two notations were mixed; the reader cannot tell when it was.

Flagged
    > The last ferry left at 19:15 PM.
    > The ferry left at 25:10.

Not flagged
    > The last ferry left at 19:15. The first had left at 6:15 AM.
    > The ratio was 25:10. He scored at 75:10 and ran 25:10 over five miles.

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.lexicon import table
from claimcheck.model import Document, Finding, Severity
from claimcheck.rules.base import DATES, Rule, finding
from claimcheck.rules.days import Dated, dated, quoted_surface, tokens_of
from claimcheck.settings import Settings

RULE = Rule(
    "CC303",
    "impossible-time",
    Severity.ERROR,
    "document",
    "0.1",
    help="Write the time in one notation: 19:15 or 7:15 p.m.",
    needs=DATES,
)


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """One finding for each time that no clock shows; scores, ratios and running times are left alone."""
    for item in dated(subject, "time"):
        if item.when.clock is None and not _other_count(subject, item):
            where = subject.locate(item.figure.start, item.figure.end, figure=item.figure, role="doubtful")
            why = _why(item)
            yield finding(RULE, f"{quoted_surface(item.figure)}: {why}", (where,), explanation=(why,))


def _why(item: Dated) -> str:
    hour, minute = (int(part) for part in item.when.value[1:].split(":"))
    if minute > 59:
        return f"an hour has 60 minutes, so none ends in :{minute:02d}"
    if hour > 24 or (hour == 24 and minute):
        return f"a day has 24 hours, so no clock shows {hour}:{minute:02d}"
    return f"{hour}:{minute:02d} is on the 24-hour clock, “{item.when.word}” on the 12-hour clock"


def _other_count(document: Document, item: Dated) -> bool:
    """True where the sentence is about a match, a race, a recording or a verse; with "am" or "pm" it is a time."""
    if item.when.word:
        return False
    words = tokens_of(document, item.claim).words
    return any(word in table("moments")["counted_times"]["words"] for word in words)

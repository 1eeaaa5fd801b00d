"""weekday-mismatch: a weekday and a date that do not fall on each other.

What it does
    Compares a weekday written beside a date with the calendar. Without a year it takes the years that the dateline
    makes likely, and every year the text names, and speaks only when none of them fits.

Why it matters
    One of the two was copied or counted wrongly, and a reader who holds an appointment or an archive by it is misled.

Flagged
    > The bridge was opened on Thursday, 27 June 2017. (It was a Tuesday.)

Not flagged
    > The bridge was opened on Tuesday, 27 June 2017.
    > On Thursday, 27 June, the bridge was opened. (No year and no dateline.)

Options
    None. There is no fix to offer: either side may be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from claimcheck.model import Document, Finding, Severity, When
from claimcheck.rules.base import DATES, Rule, finding
from claimcheck.rules.days import WEEKDAYS, Dated, dated, quoted_surface, spelt, weekday_name
from claimcheck.settings import Settings

RULE = Rule(
    "CC301",
    "weekday-mismatch",
    Severity.ERROR,
    "document",
    "0.1",
    help="Look up both the weekday and the date; either may be wrong.",
    needs=DATES,
)
NEAR = timedelta(120)  # a date without a year that lies further from the dateline may be of any year: silent
CLOSE = timedelta(14)  # so close to the dateline that no other year is meant
PLAIN = 2023  # a year without a leap day, to count days between two dates of one year
SAME_YEAR = timedelta(31)  # days so close are of one year
GREGORIAN = 1753  # Britain and its colonies changed calendars in 1752; before, weekdays prove nothing
NUMERIC = re.compile(r"\d[/-]\d")
JULIAN = ((1800, 11), (1900, 12), (1924, 13))  # before that year: days the Julian calendar, used in the east, lagged


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """One finding for each weekday that no likely year gives to its date."""
    named = {w.year for _, _, w in dated(subject) if w.year is not None}
    for item in dated(subject):
        when = item.when
        if when.weekday is None or when.month is None or when.day is None:
            continue
        days = _days(when, subject.dateline, named)
        if days and NUMERIC.search(item.figure.surface) and when.day <= 12:
            other = when._replace(month=when.day, day=when.month)  # 3/12 may be either order
            days += _days(other, subject.dateline, named)
        if days and not any(_fits(day, when) for day in days):
            yield _finding(subject, item, days[0])
    if subject.dateline is None:
        yield from _apart(subject)


def _apart(document: Document) -> Iterator[Finding]:
    """Weekdays of days close to each other, in a text that tells no year: "Monday 3 March … Tuesday 26 March"."""
    kept: list[Dated] = []
    for item in dated(document):
        when = item.when
        if when.year is not None or None in (when.weekday, when.month, when.day) or when.first is not None:
            continue
        near = [(k, days) for k in kept if (days := _between(k.when, when)) is not None]
        wrong = [(k, days) for k, days in near if ((k.when.weekday or 0) + days - (when.weekday or 0)) % 7]
        if wrong and len(wrong) == len(near):
            yield _beside(document, item, *wrong[0])
        else:
            kept.append(item)


def _between(first: When, second: When) -> int | None:
    """Days from one date without a year to the other; None where they are far apart or a leap day may lie between."""
    one, other = _day(PLAIN, first.month, first.day), _day(PLAIN, second.month, second.day)
    if one is None or other is None or abs(other - one) > SAME_YEAR or (one.month < 3) != (other.month < 3):
        return None
    return (other - one).days


def _beside(document: Document, item: Dated, known: Dated, days: int) -> Finding:
    day = WEEKDAYS[((known.when.weekday or 0) + days) % 7]
    step = (
        f"{abs(days)} day{'s' * (abs(days) != 1)} {'after' if days >= 0 else 'before'} {quoted_surface(known.figure)}"
    )
    where = tuple(
        document.locate(d.figure.start, d.figure.end, figure=d.figure, role=role)
        for d, role in ((item, "doubtful"), (known, "against"))
    )
    message = f"{quoted_surface(item.figure)}: {step} is a {day}"
    return finding(
        RULE, message, where, explanation=("neither has a year; so close, they are of one",),
        severity=Severity.WARNING, confidence=0.7,
    )  # fmt: skip


def _days(when: When, dateline: date | None, named: set[int]) -> list[date]:
    """The days that may be meant, likeliest first; none when nothing tells the year."""
    if when.year is not None:
        years = [when.year]
    elif dateline is not None:
        years = [dateline.year, dateline.year - 1, dateline.year + 1]
    else:
        return []
    found = [day for year in years if (day := _day(year, when.month, when.day)) is not None]
    if when.year is None and dateline is not None:
        found.sort(key=lambda d: abs(d - dateline))
        if not found or abs(found[0] - dateline) > NEAR:
            return []
        if abs(found[0] - dateline) <= CLOSE:
            found = found[:1]
        found += [day for year in sorted(named) if (day := _day(year, when.month, when.day)) is not None]
    return [d for d in found if d.year >= GREGORIAN]


def _day(year: int, month: int | None, day: int | None) -> date | None:
    try:
        return date(year, month or 1, day or 1)
    except ValueError:
        return None  # 29 February of a year that has none, 31 June: another rule speaks


def _fits(day: date, when: When) -> bool:
    """True when the day has the weekday, in our calendar or, while it was in use, in the Julian one."""
    if day.weekday() == when.weekday:
        return True
    lag = next((lag for year, lag in JULIAN if day.year < year), 0)
    return bool(lag) and (day + timedelta(lag)).weekday() == when.weekday


def _finding(document: Document, item: Dated, day: date) -> Finding:
    surface = quoted_surface(item.figure)
    message = f"{surface}: {spelt(day)} {'is' if _ahead(document, day) else 'was'} a {weekday_name(day)}"
    explanation = [f"{spelt(day)} = {weekday_name(day)} by the calendar"]
    if item.when.year is None and document.dateline is not None:
        explanation.append(f"the year is taken from the dateline, {spelt(document.dateline)}")
    where = document.locate(item.figure.start, item.figure.end, figure=item.figure, role="doubtful")
    confidence = 1.0 if item.when.year is not None else 0.8
    return finding(RULE, message, (where,), explanation=tuple(explanation), confidence=confidence)


def _ahead(document: Document, day: date) -> bool:
    return document.dateline is not None and day >= document.dateline

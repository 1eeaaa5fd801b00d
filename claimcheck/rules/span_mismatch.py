"""span-mismatch: a duration that the dates beside it do not give.

What it does
    Compares a duration with the dates it is said of in the same sentence: "2011–2024, a 10-year war", "begun in 1931
    and finished in 1937, took nine years", "started in 2012 and completed in 2019, five years later", "Held from 1 to
    5 June, the ten-day fair", "elected in 1980 … for 25 years until he resigned in 1995", "40 years after it
    opened in 1952" of something that has just happened; and a century with the year in it ("painted in 1650 … one of
    the best 16th-century panels").

Why it matters
    Either a date or the duration was miscounted; the sum is one that readers do.

Flagged
    > The war of 2011–2024, a 10-year war, emptied the valley.
    > Held from 1 to 5 June, the ten-day fair drew 4,000 visitors.

Not flagged
    > The war of 2011–2024, a 13-year war, emptied the valley. Nearly 14 years is fair too.
    > Between 2011 and 2024 she spent ten years abroad. The 2023-24 season took nine months.

Options
    None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from claimcheck.model import PROSE_KINDS, Claim, Document, Figure, Finding, Severity
from claimcheck.rules.base import DATES, Rule, finding
from claimcheck.rules.days import quoted_surface, sentence_of, tokens_of
from claimcheck.rules.spans import after_it_began, from_until, just_now, of_one_thing, says_how_long, took, years_later
from claimcheck.settings import Settings

RULE = Rule(
    "CC305",
    "span-mismatch",
    Severity.ERROR,
    "document",
    "0.1",
    help="Count again: either a date or the duration is off.",
    needs=DATES,
)
_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)")
DAYS = {"day": 1, "week": 7, "fortnight": 14}
MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_NEARLY = Decimal("0.75")  # "nearly six months" is more than this much of them
LAST = 29  # days of a month that every year has
YEARLESS = 2001  # stands for the year of "3 to 9 May"


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """One finding for each duration that contradicts the dates of its sentence."""
    for index, claim in enumerate(subject.claims):
        if len(claim.figures) < 2 or sentence_of(subject, claim).kind not in PROSE_KINDS:
            continue
        durations = [f for f in claim.figures if f.kind == "duration" and f.unit in DAYS | MONTHS and not f.change]
        dates = [f for f in claim.figures if f.kind == "date"]
        spans = [f for f in dates if f.when is not None and "/" in f.when.value]
        if dates and durations and len(spans) < 2:  # "60 years, from 1832 to 1846 and from 1847 to 1895": their sum
            yield from _durations(subject, index, claim, durations, dates)
        yield from _centuries(subject, claim, dates)
        if len(dates) == 3:
            yield from _later(subject, claim, dates)


def _durations(
    document: Document, index: int, claim: Claim, durations: list[Figure], dates: list[Figure]
) -> Iterator[Finding]:
    tokens = tokens_of(document, claim)
    for duration in durations:
        for span in dates:
            if span.when is not None and "/" in span.when.value and says_how_long(tokens, duration, span):
                yield from _compare(document, duration, *_ends(span), (span,))
        plain = len(durations) == 1 and len(dates) == 2
        if plain and (from_until(tokens, duration, dates) or took(tokens, duration, dates)):
            first, last = (_day(f) for f in dates)
            yield from _compare(document, duration, first, last, (dates[0], dates[1]))
        if len(dates) == 1 and after_it_began(tokens, duration, dates[0]) and just_now(document, index):
            start = dates[0].when.first if dates[0].when else None
            yield from _compare(document, duration, start, document.dateline, (dates[0],), now=True)


def _day(figure: Figure) -> date | None:
    """The first day of a date; in one year with the others where none is known."""
    when = figure.when
    if when is None or when.first is not None:
        return None if when is None else when.first
    return date(YEARLESS, when.month, when.day) if when.month and when.day and when.day < LAST else None


def _ends(span: Figure) -> tuple[date | None, date | None]:
    """First and last day of a range; both in one year where none is known."""
    when = span.when
    if when is None or when.first is not None:
        return (None, None) if when is None else (when.first, when.last)
    ends = _DAY.findall(when.value)
    try:
        first, last = (date(YEARLESS, int(month), int(day)) for month, day in ends)
    except ValueError:
        return None, None
    return first, last


def _compare(
    document: Document,
    duration: Figure,
    first: date | None,
    last: date | None,
    dates: tuple[Figure, ...],
    now: bool = False,
) -> Iterator[Finding]:
    """A finding where the dates cannot give the duration, inclusive and exclusive counting and rounding allowed."""
    if first is None or last is None or first > last or (duration.value is None and duration.low is None):
        return
    given = _length(first, last, duration.unit, dates, now)
    low = duration.low if duration.low is not None else Decimal(0)
    if duration.modifier == "nearly" and duration.high is not None:
        low = max(low, duration.high * _NEARLY)
    high = duration.high if duration.high is not None else Decimal("Infinity")
    slack = high / 10 if duration.modifier in ("about", "nearly") and high.is_finite() else Decimal(0)
    if low - (slack if duration.modifier == "about" else 0) <= given[1] and given[0] <= high + slack:
        return
    shown = f"{given[0]}" if given[0] == given[1] else f"{given[0]} to {given[1]}"
    spans = " … ".join(quoted_surface(f) for f in dates)
    message = f"{quoted_surface(duration)} … {spans}: that is {shown} {duration.unit}s"
    why = f"{spans} = {shown} {duration.unit}s" + (" by the dateline" if now else "")
    where = tuple(
        document.locate(f.start, f.end, figure=f, role=role)
        for f, role in zip((duration, *dates), ("doubtful", *("against" for _ in dates)), strict=True)
    )
    yield finding(RULE, message, where, explanation=(why,), confidence=0.7 if now else 0.9)


def _length(first: date, last: date, unit: str, dates: tuple[Figure, ...], now: bool) -> tuple[int, int]:
    """Fewest and most units from first to last: whole years count either way, days with and without the first."""
    if unit in DAYS:
        days = (last - first).days
        size = DAYS[unit]
        return days // size, -(-(days + (size == 1)) // size)
    months = (last.year - first.year) * 12 + last.month - first.month
    coarse = any(f.when is not None and f.when.granularity == "year" for f in dates)
    if coarse:
        return _years(first.year, last.year, unit)
    size = MONTHS[unit]
    return months // size, -(-(months + 1) // size)


def _years(first: int, last: int, unit: str) -> tuple[int, int]:
    """Between two bare years: 2011–2024 is 12 to 14 years."""
    low, high = (last - first - 1) * 12, (last - first + 1) * 12
    size = MONTHS[unit]
    return max(low // size, 0), -(-high // size)


def _later(document: Document, claim: Claim, dates: list[Figure]) -> Iterator[Finding]:
    """Started in 2012 and completed in 2019, five years later."""
    tokens = tokens_of(document, claim)
    for later in dates:
        found = years_later(tokens, later, [d for d in dates if d is not later])
        if found is None:
            continue
        first, last, said = found
        counted = (last.when.year or 0) - (first.when.year or 0) if first.when and last.when else said
        if counted < 0 or abs(counted - said) <= 1:
            continue
        why = f"from {quoted_surface(first)} to {quoted_surface(last)} is {counted} years"
        where = tuple(
            document.locate(f.start, f.end, figure=f, role=role)
            for f, role in ((later, "doubtful"), (first, "against"), (last, "against"))
        )
        yield finding(RULE, f"{quoted_surface(later)}: {why}", where, explanation=(why,), confidence=0.8)


def _centuries(document: Document, claim: Claim, dates: list[Figure]) -> Iterator[Finding]:
    """Painted in 1650 … one of the best 16th-century panels."""
    years = [f for f in dates if f.when is not None and f.when.granularity == "year" and f.modifier == "exact"]
    named = [f for f in dates if f.when is not None and f.when.granularity == "century" and f.when.value.isdecimal()]
    if len(years) != 1 or len(named) != 1 or len(dates) != 2:
        return
    year, century = years[0], named[0]
    if year.when is None or century.when is None or year.when.year is None or century.when.first is None:
        return
    tokens = tokens_of(document, claim)
    off = year.when.year - century.when.first.year  # 0–100 inside; 1800 is the last year of the 18th for purists
    if 0 <= off <= 100 or not of_one_thing(tokens, year, century):
        return
    number = (year.when.year + 99) // 100
    message = f"{quoted_surface(century)} … {quoted_surface(year)}: {year.when.year} is in century {number}"
    where = tuple(
        document.locate(f.start, f.end, figure=f, role=role) for f, role in ((century, "doubtful"), (year, "against"))
    )
    yield finding(RULE, message, where, explanation=(f"century {number} = {number * 100 - 99} to {number * 100}",))

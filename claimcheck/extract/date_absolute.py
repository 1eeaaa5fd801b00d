"""Dates that name their year, month, day, quarter, season …: from Parts to an interval of days, and their TIMEX3 value.

A year that is not written is taken from the dateline, in the direction the text looks; a day that does not exist has no
interval. Knows no weekdays without a date and nothing relative (`date_resolve`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from claimcheck.extract.calendar import days_in, holiday_in, iso_week, shifted
from claimcheck.extract.date_parts import Frame, Parts
from claimcheck.model import When

STALE = 200  # days: a date a little ahead is meant without any "will" where the last one is further back than this
# Of Parts: all but year, month, day and weekday, up to `form`.
REST = slice(4, 15)
NOTHING: object = ((None,) * 7) + (False, False, None, "")


def in_full(parts: Parts) -> When | None:
    """The date of a year, a month and year, or a day with both: nearly every date of a text. None for others."""
    year, month, day, weekday = parts[:4]
    if year is None or parts[REST] != NOTHING or (month is None and (day is not None or weekday is not None)):
        return None
    first, last = _days(year, month, day) or (None, None)
    if month is None:
        return When(f"{year:04d}", first, last, "year", False, None, None, year, None, None, parts.word)
    if day is not None:
        value, grain = f"{year:04d}-{month:02d}-{day:02d}", "day"
    else:
        value, grain = f"{year:04d}-{month:02d}", "month" if weekday is None else "day"
    return When(value, first, last, grain, False, month, day, year, weekday, None, parts.word)


def _days(year: int, month: int | None, day: int | None) -> tuple[date, date] | None:
    """First and last day of a year, month or day; None where there is no such day."""
    if not 2 <= year <= 9000:
        return None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    length = days_in(year, month)
    if day is None:
        return date(year, month, 1), date(year, month, length)
    if day > length:
        return None
    found = date(year, month, day)
    return found, found


def narrow(first: date, last: date, part: tuple[int, int]) -> tuple[date, date]:
    """The stretch of a period that `part` (hundredths of its length) picks out."""
    length = (last - first).days + 1
    begin = first + timedelta(length * part[0] // 100)
    end = first + timedelta(max(-(-length * part[1] // 100) - 1, 0))
    return begin, min(end, last)


def absolute(parts: Parts, frame: Frame) -> When:
    """The date of any Parts that are not relative; the frame tells the year that is not written."""
    year = shown = parts.year
    interval = None
    if not parts.bc and year is None and parts.decade is None and parts.century is None:
        inferred = _infer_year(parts, frame)
        if inferred is not None:
            shown = (inferred[0] + timedelta(3 if parts.week is not None else 0)).year  # of the Thursday of a week
            alone = parts.day is not None and parts.month is None  # "the 29th"
            interval = _interval(parts._replace(month=inferred[0].month) if alone else parts, shown)
    elif not parts.bc:
        interval = _interval(parts, year)
    if interval is not None and (parts.holiday is not None or (parts.day is not None and parts.month is None)):
        return When(interval[0].isoformat(), *interval, year=year, day=parts.day, word=parts.word)
    first, last = interval if interval is not None else (None, None)
    return When(
        value=_timex(parts, shown),
        first=first,
        last=last,
        granularity="quarter" if parts.half is not None else parts.granularity,
        month=parts.month,
        day=parts.day,
        year=None if parts.bc else year,
        weekday=parts.weekday,
        word=parts.word or ("fiscal" if parts.fiscal else ""),
    )


def _interval(parts: Parts, year: int | None) -> tuple[date, date] | None:
    """First and last day; None where the day does not exist or the year is unknown."""
    if year is not None and parts.month is not None and parts[REST] == NOTHING:
        return _days(year, parts.month, parts.day)
    if parts.century is not None:
        return date(parts.century * 100 or 1, 1, 1), date(parts.century * 100 + 100, 12, 31)
    if parts.decade is not None:
        return date(parts.decade * 10, 1, 1), date(parts.decade * 10 + 9, 12, 31)
    if year is None or not 2 <= year <= 9000:
        return None
    if parts.fiscal:  # a fiscal year begins up to a year before, or ends a good half year after, the calendar year
        return date(year - 1, 1, 1), date(year + 1, 12, 31)
    if parts.month is not None and parts.day is not None:
        if parts.day > days_in(year, parts.month):
            return None
        day = date(year, parts.month, parts.day)
        return day, day
    if parts.holiday is not None:
        named = holiday_in(parts.holiday, year)
        return None if named is None else (named, named)
    if parts.week is not None:
        return iso_week(year, parts.week)
    if parts.season is not None:
        first, last = parts.season.first, parts.season.last
        return date(year, *first), date(year + (last < first), *last)
    begin, end = months(parts)
    return date(year, begin, 1), date(year, end, days_in(year, end))


def months(parts: Parts) -> tuple[int, int]:
    """First and last month of a month, quarter, half or whole year."""
    if parts.month is not None:
        return parts.month, parts.month
    if parts.quarter is not None:
        return parts.quarter * 3 - 2, parts.quarter * 3
    if parts.half is not None:
        return parts.half * 6 - 5, parts.half * 6
    return 1, 12


def _infer_year(parts: Parts, frame: Frame) -> tuple[date, date] | None:
    """The occurrence of a yearless date nearest to the dateline in the direction the text looks; back by default."""
    written = (parts.month, parts.day, parts.quarter, parts.half, parts.season, parts.week, parts.holiday)
    if frame.day is None or not any(written):
        return None
    if parts.month is None and parts.day is not None:
        options = list(_monthly(parts.day, frame.day))
    else:
        years = range(frame.day.year - 1, frame.day.year + 2)
        options = [found for y in years if (found := _interval(parts, y)) is not None]
    if parts.part is not None:
        options = [narrow(*option, parts.part) for option in options]
    past = [o for o in options if o[0] <= frame.day]
    future = [o for o in options if o[1] >= frame.day]
    if parts.word.startswith("this ") or parts.word == "this":  # "this September", "this Friday, 15 June"
        day = frame.day
        return min(options, key=lambda o: (o[0].year != day.year, abs((o[0] - day).days)), default=None)
    ahead = frame.ahead if not parts.low else parts.low > 0
    if ahead and future:
        return future[0]
    if not past:
        return future[0] if future else None
    if ahead is None and future:
        near = (future[0][0] - frame.day).days <= frame.soon
        if near and (frame.day - past[-1][1]).days > STALE:
            return future[0]
    return past[-1]


def _monthly(day: int, today: date) -> Iterator[tuple[date, date]]:
    for shift in (-1, 0, 1):
        year, month = shifted(today.year, today.month, shift)
        if day <= days_in(year, month):
            yield date(year, month, day), date(year, month, day)


def _timex(parts: Parts, year: int | None) -> str:
    if parts.century is not None:
        return f"{parts.century:02d}"
    if parts.decade is not None:
        return f"{parts.decade:03d}"
    head = "XXXX" if year is None else f"{year:04d}"
    if parts.bc:
        return f"BC{head}"
    if parts.fiscal:
        head = f"FY{head}"
    if parts.season is not None:
        return f"{head}-{parts.season.code}"
    if parts.week is not None:
        return f"{head}-W{parts.week:02d}"
    if parts.quarter is not None:
        return f"{head}-Q{parts.quarter}"
    if parts.half is not None:
        return f"{head}-H{parts.half}"
    month = "" if parts.month is None else f"-{parts.month:02d}"
    if parts.day is not None:
        return f"{head}{month or '-XX'}-{parts.day:02d}"
    return head + month

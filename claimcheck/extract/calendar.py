"""The calendar: pure arithmetic on days, weeks, months, named days. Knows no words, no text and no dateline.

Sources: ISO 8601 week numbers through `date.isocalendar`; Easter after Meeus, Astronomical Algorithms, ch. 8.
"""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

from claimcheck.lexicon.dates import Holiday

FEBRUARY = 2
MONTH_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
DAYS = {"day": 1, "week": 7, "fortnight": 14}
MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def days_in(year: int | None, month: int) -> int:
    """How many days a month has; February without a year has 29."""
    if month != FEBRUARY:
        return MONTH_DAYS[month]
    return 29 if year is None or isleap(year) else 28


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian algorithm: Meeus, Astronomical Algorithms, ch. 8)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    skipped = (century + 8) // 25
    moon = (19 * golden + century - century // 4 - (century - skipped + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday in our calendar (Meeus's Julian algorithm: Astronomical Algorithms, ch. 8)."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    julian = date(year, month, day + 1)
    return julian + timedelta(year // 100 - year // 400 - 2)  # days the Julian calendar is behind


def holiday_in(holiday: Holiday, year: int) -> date | None:
    """The day a named day falls on in a year; None where the name alone does not tell."""
    if holiday.kind == "open":
        return None
    if holiday.kind == "orthodox":
        return orthodox_easter(year) + timedelta(holiday.a)
    if holiday.kind == "fixed":
        return date(year, holiday.a, holiday.b)
    if holiday.kind == "easter":
        return easter(year) + timedelta(holiday.a)
    if holiday.c < 0:
        last = date(year, holiday.a, days_in(year, holiday.a))
        return last - timedelta((last.weekday() - holiday.b) % 7)
    first = date(year, holiday.a, 1)
    return first + timedelta((holiday.b - first.weekday()) % 7 + 7 * (holiday.c - 1) + holiday.d)


def iso_week(year: int, week: int) -> tuple[date, date] | None:
    """First and last day of an ISO week; None where the year has no such week."""
    if not 1 <= week <= date(year, 12, 28).isocalendar().week:
        return None
    first = date.fromisocalendar(year, week, 1)
    return first, first + timedelta(6)


def week_of(day: date, week_start: int) -> date:
    """The first day of the week that holds `day`, weeks beginning on weekday `week_start` (Monday = 0)."""
    return day - timedelta((day.weekday() - week_start) % 7)


def period(unit: str, shift: int, today: date, week_start: int = 0) -> tuple[str, date, date]:
    """TIMEX3 value, first and last day of this (0), last (-1), next (1) day, week, weekend, month … from `today`."""
    if unit == "day":
        day = today + timedelta(shift)
        return day.isoformat(), day, day
    if unit in ("week", "weekend", "fortnight"):
        start = week_of(today, week_start) + timedelta(7 * shift)
        number = (start + timedelta((3 - start.weekday()) % 7)).isocalendar()
        value = f"{number.year}-W{number.week:02d}"
        if unit == "week":
            return value, start, start + timedelta(6)
        if unit == "weekend":
            saturday = start + timedelta((5 - start.weekday()) % 7)
            return value + "-WE", saturday, saturday + timedelta(1)
        begin, end = sorted((today, today + timedelta(14 * (shift or 1))))
        return f"{begin.isoformat()}/{end.isoformat()}", begin, end
    if unit == "month":
        year, month = shifted(today.year, today.month, shift)
        return f"{year:04d}-{month:02d}", date(year, month, 1), date(year, month, days_in(year, month))
    if unit == "quarter":
        year, month = shifted(today.year, (today.month - 1) // 3 * 3 + 1, 3 * shift)
        value = f"{year:04d}-Q{month // 3 + 1}"
        return value, date(year, month, 1), date(year, month + 2, days_in(year, month + 2))
    length = MONTHS[unit] // 12
    year = today.year // length * length + length * shift
    shown = {1: f"{year:04d}", 10: f"{year // 10:03d}", 100: f"{year // 100:02d}"}[length]
    return shown, date(year, 1, 1), date(year + length - 1, 12, 31)


def moved(day: date, unit: str, count: int) -> date:
    """`day` moved by calendar units, kept inside the month and inside the years that `date` knows."""
    if unit in DAYS:
        shift = DAYS[unit] * count
        ordinal = min(max(day.toordinal() + shift, 1), date.max.toordinal())
        return date.fromordinal(ordinal)
    if unit == "weekend":
        return moved(day, "week", count)
    year, month = shifted(day.year, day.month, MONTHS[unit] * count)
    year = min(max(year, 1), 9999)
    return date(year, month, min(day.day, days_in(year, month)))


def shifted(year: int, month: int, months: int) -> tuple[int, int]:
    """(year, month) moved by a number of months."""
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1

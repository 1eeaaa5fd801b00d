"""From the parts of a date as written to an interval of days: the dateline, the tense, ranges, bounds, TIMEX3 values.

Pure functions of Parts and Frame. Refuses to guess: a year that nothing tells stays open (`XXXX-12-02`), a day that
does not exist keeps its value and gets no interval, so that a rule can say so.

Source of the value forms: TIMEX3 (ISO-TimeML, ISO 24617-1).
"""

from __future__ import annotations

from datetime import date, timedelta

from claimcheck.extract.calendar import days_in, iso_week, moved, period, shifted, week_of
from claimcheck.extract.date_absolute import absolute, in_full, months, narrow
from claimcheck.extract.date_parts import Frame, Parts
from claimcheck.model import When

MAX_YEARS = 3000  # "two thousand years ago" still has a date; beyond that nothing is resolved
APPROXIMATE = {"week": 3, "fortnight": 3, "day": 0}  # days a writer's "two weeks ago" may be off


def resolve(parts: Parts, frame: Frame) -> When:
    """The date as an interval of days, as far as it and the frame fix it."""
    if parts.year is not None and parts.base is None and (when := in_full(parts)) is not None:
        return when
    if parts.base is not None:
        when = _based(parts, parts.base, frame)
    elif parts.form and parts.weekday is None:
        when = _relative(parts, frame)
    elif parts.weekday is not None and parts.month is None:
        when = _weekday(parts, frame)
    else:
        when = absolute(parts, frame)
    if parts.part is not None and when.first is not None and when.last is not None:
        first, last = narrow(when.first, when.last, parts.part)
        when = when._replace(first=first, last=last)
    return when


# --- weekdays ----------------------------------------------------------------------------------------------------


def _weekday(parts: Parts, frame: Frame) -> When:
    """A weekday without a month: the nearest such day in the direction of the text, or one of a named week."""
    found = _on_weekday(parts, frame, frame.day) if frame.day is not None else None
    if found is None:
        value, first, last = f"XXXX-WXX-{(parts.weekday or 0) + 1}", None, None
    else:
        value, first, last = found[0].isoformat(), found[1], found[2]
    relative = found is not None
    return When(value, first, last, relative=relative, weekday=parts.weekday, day=parts.day, word=parts.word)


def _on_weekday(parts: Parts, frame: Frame, today: date) -> tuple[date, date, date] | None:
    """The day meant, and the first and the last one that readers may take it for."""
    wanted = parts.weekday or 0
    if parts.day is not None:
        found = _weekday_and_day(wanted, parts.day, today)
        return None if found is None else (found, found, found)
    ahead = parts.low > 0 if parts.form else frame.ahead
    gap = wanted - today.weekday()
    near = today + timedelta(gap % 7 if ahead else -(-gap % 7))
    if parts.form and parts.low and near == today:  # strictly one side of today
        near += timedelta(7 if ahead else -7)
    if abs(parts.low) > 1:  # "the Sunday before last"
        near += timedelta(7 * (parts.low + (-1 if ahead else 1)))
    if parts.form != "period":  # "on Tuesday", "this past Wednesday"
        return near, near, near
    start = week_of(today, frame.week_start) + timedelta(7 * parts.low)
    named = start + timedelta((wanted - start.weekday()) % 7)
    if parts.loose and parts.low:
        return named, min(named, near), max(named, near)
    return named, named, named


def _weekday_and_day(weekday: int, day: int, today: date) -> date | None:
    """The nearest "Monday 21st" to today within a year either way."""
    for shift in sorted(range(-12, 13), key=abs):
        year, month = shifted(today.year, today.month, shift)
        if day <= days_in(year, month) and date(year, month, day).weekday() == weekday:
            return date(year, month, day)
    return None


# --- periods, spans, distances -----------------------------------------------------------------------------------


def _relative(parts: Parts, frame: Frame) -> When:
    unit, grain = parts.unit, parts.granularity
    bare = When("XXXX", granularity=grain, relative=True, word=parts.word)
    if parts.form == "turn":
        return bare
    if frame.day is None:
        return When(_unresolved(parts), granularity=grain, relative=True, word=parts.word)
    if abs(parts.low) > MAX_YEARS or abs(parts.high) > MAX_YEARS or (parts.deictic and frame.ahead is False):
        return bare
    if parts.form == "weekend":
        shift = 1 if frame.ahead else -(frame.day.weekday() < 5)
        value, first, last = period(unit, shift - (frame.ahead is True and frame.day.weekday() < 5), frame.day)
    elif parts.form in ("period", "to-date"):
        value, first, last = period(unit, parts.low, frame.day, frame.week_start)
        last = last if parts.form == "period" else frame.day
    elif parts.form == "span":
        value, first, last = _span(parts, frame.day)
    else:
        value, first, last = _away(parts, frame.day)
        if frame.grain != "day":
            grain = frame.grain
            value, first, last = period(grain, 0, date.fromisoformat(value))
    return When(value, first, last, grain, relative=True, word=parts.word)


def _unresolved(parts: Parts) -> str:
    letters = {"day": "D", "week": "W", "weekend": "WE", "fortnight": "W", "month": "M", "quarter": "Q", "year": "Y"}
    if parts.form == "period" or parts.low != parts.high:
        return {"week": "XXXX-WXX", "month": "XXXX-XX", "day": "XXXX-XX-XX", "weekend": "XXXX-WXX-WE"}.get(
            parts.unit, "XXXX"
        )
    count = abs(parts.low) * {"fortnight": 2, "decade": 10, "century": 100}.get(parts.unit, 1)
    return f"P{count}{letters.get(parts.unit, 'Y')}"


def _span(parts: Parts, today: date) -> tuple[str, date, date]:
    """A span, "the past three years", "the next ten days": from or up to today; the vaguer bound of "few" is drawn."""
    edge = moved(today, parts.unit, parts.high if parts.low > 0 else parts.low)
    first, last = min(edge, today), max(edge, today)
    return f"{first.isoformat()}/{last.isoformat()}", first, last


def _away(parts: Parts, today: date) -> tuple[str, date, date]:
    """A distance, "two weeks ago": weeks may be some days off, months and years one either way."""
    low, high = moved(today, parts.unit, parts.low), moved(today, parts.unit, parts.high)
    middle = moved(today, parts.unit, (parts.low + parts.high) // 2)
    for unit, count in parts.more:
        low, high, middle = (moved(day, unit, count) for day in (low, high, middle))
    finest = parts.more[-1][0] if parts.more else parts.unit
    if finest in APPROXIMATE:
        slack = timedelta(APPROXIMATE[finest])
        return middle.isoformat(), low - slack, high + slack
    return middle.isoformat(), moved(low, parts.unit, -1), moved(high, parts.unit, 1)


def _based(parts: Parts, base: Parts, frame: Frame) -> When:
    """Counted from what `base` resolves to: "two days before 3 May", "the last week of July", "March last year"."""
    if parts.form == "away" and parts.word.endswith("from"):  # "two weeks from Saturday": the one to come
        frame = frame._replace(ahead=True)
    origin = resolve(base, frame)
    if origin.first is None or origin.last is None:
        return When("XXXX", granularity=parts.granularity, relative=True, word=parts.word)
    if not parts.form:
        when = absolute(parts._replace(base=None, year=origin.first.year), frame)
        return when._replace(year=None, relative=origin.relative)
    if parts.weekday is not None and parts.form == "period":
        middle = date.fromisoformat(origin.value) if len(origin.value) == 10 else origin.first
        start = week_of(middle, frame.week_start)
        day = start + timedelta((parts.weekday - start.weekday()) % 7)
        return When(day.isoformat(), day, day, relative=True, weekday=parts.weekday, word=parts.word)
    if parts.form == "away":
        if parts.unit == base.granularity == "year" and parts.low == parts.high and not parts.more:
            return When(*period("year", parts.low, origin.first), "year", relative=True, word=parts.word)
        named = date.fromisoformat(origin.value) if origin.granularity == "day" and len(origin.value) == 10 else None
        value, first, last = _away(parts, named or origin.first)
        return When(value, first, last, parts.granularity, relative=True, word=parts.word)
    if parts.unit == "week" and base.year is not None and base.granularity == "year" and parts.high == 1:
        number = parts.low if parts.low > 0 else date(base.year, 12, 28).isocalendar().week
        week = iso_week(base.year, number)
        if week is not None:
            return When(f"{base.year:04d}-W{number:02d}", *week, "week")
    if parts.weekday is not None:
        return _nth_weekday(parts, origin.first, origin.last)
    if parts.low > 0:
        first = moved(origin.first, parts.unit, (parts.low - 1) * parts.high)
        last = moved(first, parts.unit, parts.high) - timedelta(1)
    else:
        last = origin.last
        first = moved(last + timedelta(1), parts.unit, -parts.high)
    if parts.unit == "month" and parts.high == 1:
        return When(f"{first.year:04d}-{first.month:02d}", first, last, "month")
    if parts.unit == "quarter" and parts.high == 1 and first.month % 3 == 1:
        return When(f"{first.year:04d}-Q{first.month // 3 + 1}", first, last, "quarter")
    same = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return When(same, first, last, parts.granularity)


def _nth_weekday(parts: Parts, first: date, last: date) -> When:
    """The second Tuesday, the last Friday of a period."""
    weekday = parts.weekday or 0
    if parts.low < 0:
        day = last - timedelta((last.weekday() - weekday) % 7)
    else:
        day = first + timedelta((weekday - first.weekday()) % 7 + 7 * (parts.low - 1))
    if not first <= day <= last:
        return When("XXXX-XX-XX", weekday=weekday)
    return When(day.isoformat(), day, day, weekday=weekday)


# --- ranges and bounds -------------------------------------------------------------------------------------------


def resolve_range(a: Parts, b: Parts, frame: Frame) -> When:
    """From `a` to `b`, each completing the other ("3 to 9 May", "Nov 18 – Feb 2, 2015", "Monday to Friday")."""
    a, b = _completed(a, b)
    first, last = resolve(a, frame), resolve(b, frame)
    end = last.last
    if first.first is not None and end is not None and end < first.first:
        weekdays = a.weekday is not None and b.weekday is not None and a.month is None and b.month is None
        if weekdays or a.form:
            last = resolve(b, frame._replace(day=first.first, ahead=True))
        elif a.year is None and b.year is None and not b.form:
            first = resolve(a._replace(year=end.year - 1), frame)._replace(year=None)
    value = f"{first.value}/{last.value}"
    fixed = first.first is not None and last.last is not None and first.first <= last.last
    return When(
        value,
        first.first if fixed else None,
        last.last if fixed else None,
        last.granularity,
        relative=first.relative or last.relative,
        word=last.word if last.word == first.word else "",
    )


def _completed(a: Parts, b: Parts) -> tuple[Parts, Parts]:
    if a.form or b.form or (a.weekday is not None and a.month is None and a.day is None):
        return a, b
    if a.month is None and a.day is not None and b.month is not None:
        a = a._replace(month=b.month)
    if b.month is None and b.day is not None and a.month is not None:
        b = b._replace(month=a.month, year=b.year if b.year is not None else a.year)
    yearless = (a.month, a.quarter, a.half, a.season)
    if a.year is None and b.year is not None and any(yearless):
        a = a._replace(year=b.year - (_order(a) > _order(b)))
    elif b.year is None and a.year is not None and any((b.month, b.quarter, b.half, b.season)):
        b = b._replace(year=a.year + (_order(b) < _order(a)))
    return a, b


def _order(parts: Parts) -> tuple[int, int]:
    return months(parts)[0], parts.day or 0


def bounded(when: When, modifier: str, timed: bool = False) -> When:
    """The date with one side opened: since, after, before, until; "after 2018" begins with 2019.

    With a time of day (`timed`) the day itself stays in: "before 5 p.m. on 3 May".
    """
    first, last = when.first, when.last
    if first is None or last is None:
        return when
    beyond = timedelta(not timed)
    if modifier == "at-least":
        return when._replace(last=None)
    if modifier == "more-than":
        return when._replace(first=last + beyond, last=None)
    if modifier == "at-most":
        return when._replace(first=None)
    if modifier == "less-than":
        return when._replace(first=None, last=first - beyond)
    return when

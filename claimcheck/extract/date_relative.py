"""Readers of weekdays and relative dates: Tuesday, yesterday, this week, the past three years, two weeks ago.

As in `date_days`: an Atom or None. What only makes sense beside a date ("two days before …", "the last week of …")
becomes an Atom that waits for it (`date_joins`). Refuses to resolve anything: that is `calendar`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from claimcheck.extract.date_numbers import ENDINGS, QUOTES, count_in, ordinal
from claimcheck.extract.date_parts import Parts
from claimcheck.extract.date_reading import AHEAD, BACK, Atom, Reading

TENSE_REACH = 12  # tokens in which a verb tells whether "in two weeks" lies ahead
SIZES = {"decade": 6, "year": 5, "quarter": 4, "month": 3, "fortnight": 2, "week": 2, "day": 1}
VAGUE = (2, 6)  # how many "the coming weeks" are
SHORT_WEEKDAY = 5  # letters of the longest abbreviation: thurs


def weekday_day(r: Reading, head: int, tail: int) -> Atom | None:
    """Monday 21st, Wednesday the thirty-first; "on Tuesday 14 were hurt" is not one."""
    number = ordinal(r, head + 1, tail)
    if number is None and r.among("end", tail) and r.word(tail - 2) != "," and r.word(tail - 1).isdecimal():
        number = int(r.word(tail - 1))
    if number is None or not 1 <= number <= 31:
        return None
    return Atom(head, tail, Parts(weekday=r.words.weekdays[r.word(head)], day=number))


def weekday(r: Reading, head: int, tail: int) -> Atom | None:
    """Tuesday, next Friday, this past Wednesday; "every Tuesday", "Black Friday" and "the Sunday Times" are no day."""
    at = next(i for i in range(head, tail) if r.word(i) in r.words.weekdays)
    word = r.word(at)
    shifts = [r.word(i) for i in range(head, at)]
    if "that" in shifts or r.among("weekday_habit", head - 1) or r.among("weekday_named", head - 1):
        return None
    ranged = (r.among("range_mark", at + 1) or r.among("range_word", at + 1)) and r.word(at + 2) in r.words.weekdays
    cue = bool(shifts) or ranged or r.among("weekday_before", head - 1)
    strict = len(word) <= SHORT_WEEKDAY  # "Sat", "Sun", "Wed"
    if r.among("weekday_noun", at + 1) or (strict and not (r.capital(at) and cue)):
        return None
    title = r.capital(at + 1) and r.word(at + 1) in r.words.cues["day_part"] and r.named(at + 2)  # Saturday Night Live
    placed = r.is_a("before", head - 2) and r.closed(at + 1) and not strict  # "in Marram Tuesday,"
    if title or (not cue and ((r.named(head - 1) and not placed) or r.named(at + 1))):
        return None
    end = tail if strict and tail < len(r.low) else at + 1
    parts = Parts(weekday=r.words.weekdays[word])
    if shifts:
        parts = _shifted(r, parts.weekday, at - 1, word)
        if r.word(head - 1) == "the" and shifts[-1] == "next":  # "the next Tuesday": of a story told
            parts = parts._replace(anchored=True)
    return Atom(head, end, parts, kind="loose" if r.word(head - 1) in ("a", "one") else "date")


def _shifted(r: Reading, number: int | None, at: int, word: str) -> Parts:
    """Next Friday (of next week, or the nearest: two readings), this past Wednesday (the nearest)."""
    near, anchored = r.among("near", at), r.among("anchored", at)
    shift = r.word(at)
    sign = r.words.shifts[shift]
    form = "near" if near else "period"
    words = f"{shift} {word}"
    return Parts(
        weekday=number, form=form, unit="week", low=sign, high=sign, loose=not near, anchored=anchored, word=words
    )


def around(r: Reading, head: int, tail: int) -> Atom | None:
    """The day before yesterday, the day after tomorrow, the week before last, the week after next."""
    sign = {"before": -1, "after": 1}.get(r.word(head + 1), 0)
    last = r.word(tail - 1)
    day = r.words.weekdays.get(r.word(head))
    if day is not None and sign and r.words.shifts.get(last) == sign and r.word(head - 1) == "the":
        words = f"{r.word(head)} {r.word(head + 1)} {last}"
        return Atom(head, tail, Parts(weekday=day, form="near", unit="week", low=2 * sign, high=2 * sign, word=words))
    unit = r.words.units.get(r.word(head))
    if unit is None or not sign or not (unit == "day" if last in r.words.days else r.words.shifts.get(last) == sign):
        return None
    count = sign + (r.words.days[last] if unit == "day" else sign)
    words = f"{unit} {r.word(head + 1)} {last}"
    return Atom(head, tail, Parts(form="period", unit=unit, low=count, high=count, word=words))


def relative_day(r: Reading, head: int, tail: int) -> Atom | None:
    """Today, yesterday, tomorrow, tonight."""
    word = r.word(head)
    shift = r.words.days[word]
    return Atom(head, tail, Parts(form="period", unit="day", low=shift, high=shift, word=word))


def day_part(r: Reading, head: int, tail: int) -> Atom | None:
    """Last night, this morning; the next evening; that night, not "that night shifts"."""
    word = r.word(head)
    if word not in ("last", "this", "next") and not r.among("anchored", head):
        return None
    if word == "that" and not _pointed(r, head, tail):
        return None
    shift = r.words.shifts[word]
    anchored = word not in ("last", "this")
    words = f"{word} {r.word(tail - 1)}"
    return Atom(head, tail, Parts(form="period", unit="day", low=shift, high=shift, anchored=anchored, word=words))


def weekend(r: Reading, head: int, tail: int) -> Atom | None:
    """Over the weekend: the one just past, or the one to come where the text looks ahead."""
    if r.word(head - 1) != "the" or not r.among("weekend_before", head - 2):
        return None
    return Atom(head, tail, Parts(form="weekend", unit="weekend", word="the weekend"))


def period(r: Reading, head: int, tail: int) -> Atom | None:
    """Last month, next year, the past decade; "the previous year" counts from a year named before."""
    unit = r.words.units[r.word(tail - 1)]
    shift = next(r.word(i) for i in range(tail - 2, head - 1, -1) if r.word(i) in r.words.shifts)
    count = r.words.shifts[shift]
    words = f"{shift} {unit}"
    if shift == "that" and not _pointed(r, head, tail):
        return None
    if shift == "this" and (r.word(head - 2), r.word(head - 1)) == ("so", "far"):
        return Atom(head - 2, tail, Parts(form="to-date", unit=unit, word=f"{unit} to date"))
    if shift == "past" or (shift == "coming" and r.word(head - 1) == "the"):
        return Atom(head, tail, Parts(form="span", unit=unit, low=count, high=count, word=words))
    anchored = shift in r.words.cues["anchored"]
    return Atom(head, tail, Parts(form="period", unit=unit, low=count, high=count, anchored=anchored, word=words))


def _pointed(r: Reading, head: int, tail: int) -> bool:
    """True where "that year" points back; "that year groups mix" is a clause."""
    led = r.is_a("before", head - 1) or r.among("within_in", head - 1)  # "on that day", "later that month"
    return head == 0 or led or r.closed(tail)


def within(r: Reading, head: int, tail: int) -> Atom | None:
    """The end of the year, by the start of next week, earlier in the month: the period the text is written in."""
    unit = r.words.units.get(r.word(tail - 1))
    part = r.words.parts.get(r.word(head))
    inner = r.word(head + 1) == "in"
    if unit is None or part is None or r.word(tail) == "of" or inner != r.among("within_in", head):
        return None
    words = f"{r.word(head)} {unit}"
    return Atom(head, tail, Parts(form="period", unit=unit, part=part, deictic=True, word=words))


def next_day(r: Reading, head: int, tail: int) -> Atom | None:
    """The next day, the previous day, the same day: counted from a day the text named before."""
    word = r.word(head)
    if r.word(tail - 1) != "day" or not (word == "next" or r.among("anchored", head)):
        return None
    if word == "that" and not _pointed(r, head, tail):
        return None
    shift = r.words.shifts[word]
    return Atom(head, tail, Parts(form="period", unit="day", low=shift, high=shift, anchored=True, word=f"{word} day"))


def span(r: Reading, head: int, tail: int) -> Atom | None:
    """The past three years, the next few days, the coming weeks."""
    unit = r.words.units.get(r.word(tail - 1))
    at = next(i for i in range(head, tail) if r.word(i) in r.words.shifts)
    if unit is None or r.among("span_never", at):
        return None
    word = r.word(at)
    low, high = count_in(r, head + (at == head), tail - 1) or VAGUE
    sign = r.words.shifts[word]
    low, high = sorted((low * sign, high * sign))
    anchored = r.among("anchored", at)
    return Atom(
        head, tail, Parts(form="span", unit=unit, low=low, high=high, anchored=anchored, word=f"{word} {unit}s")
    )


def nth(r: Reading, head: int, tail: int) -> Atom | None:
    """The last week of …, the first two months of …, the second Tuesday of …: waits for the date that follows."""
    unit = r.words.units.get(r.word(tail - 2))
    day = r.words.weekdays.get(r.word(tail - 2))
    if r.word(tail - 2) in ENDINGS or day is not None:
        unit = "day"
    number = -1 if r.word(head) in ("last", "final") else ordinal(r, head, tail)
    if unit is None or number is None:
        return None
    start = head + 1 + (r.word(head + 1) in ENDINGS)
    count = count_in(r, start, tail - 2) or (1, 1)
    return Atom(head, tail, Parts(form="nth", unit=unit, low=number, high=count[1], weekday=day), kind="nth")


def nth_within(r: Reading, head: int, tail: int) -> Atom | None:
    """The twenty-sixth day of the month, the last week of the year: of the one the text is written in."""
    whole, unit = r.words.units.get(r.word(tail - 1)), r.words.units.get(r.word(tail - 4))
    number = -1 if r.word(head) in ("last", "final") else ordinal(r, head, tail)
    if unit is None or whole is None or number is None or SIZES.get(unit, 9) >= SIZES.get(whole, 0):
        return None
    if whole == "week" or not r.among("day_before", head - 2):
        return None  # "the first day of the week" is any week's
    base = Parts(form="period", unit=whole, deictic=True)
    return Atom(head, tail, Parts(form="nth", unit=unit, low=number, high=1, base=base))


def offset(r: Reading, head: int, tail: int) -> Atom | None:
    """Two weeks ago, three days later, in a month's time; else it waits for "before" or "after" a date."""
    if tail == head + 1:
        unit = r.words.units.get(r.word(head))
        return _the_day(r, head, "day" if unit is None and r.among("day_part", head) else unit)
    tail, more = _first_of(r, head, tail)
    unit = r.words.units.get(r.word(tail - 1))
    count = count_in(r, head, tail - 1)
    dated = (
        r.word(head).isdecimal() and len(r.word(head)) == 4 and tail == head + 2 and r.word(tail) != "ago"
    )  # "World Cup 2018 day five"
    if unit is None or count is None or dated or r.word(head - 1) in r.words.units:
        return None  # "a month two days later" is more than two days
    low, high = count
    last = more[-1].tail if more else tail
    ahead = Parts(
        form="away",
        unit=unit,
        low=low,
        high=high,
        more=tuple((m.unit, m.number) for m in more),
        word=" ".join(r.word(i) for i in range(head, last)),
    )
    found = _away_from(r, head, last, ahead)
    if found is None and more:
        return Atom(head, tail, ahead._replace(more=()), kind="offset")
    return found or Atom(head, tail, ahead, kind="offset")


def _away_from(r: Reading, head: int, tail: int, ahead: Parts) -> Atom | None:
    """The distance with what it counts from: ago, later, earlier, from now, in … or a date that follows."""
    link = r.word(tail)
    if link == "ago":
        return Atom(head, tail + 1, _backwards(ahead)._replace(word=f"{ahead.word} ago"))
    if r.among("earlier", tail) and not r.among("compared", tail + 1):
        return Atom(head, tail + 1, _backwards(ahead)._replace(anchored=True, word=f"{ahead.word} earlier"))
    if r.among("later", tail) and not r.among("compared", tail + 1):
        return Atom(head, tail + 1, ahead._replace(anchored=True, word=f"{ahead.word} later"))
    if link == "from" and r.word(tail + 1) in ("now", "today"):
        return Atom(head, tail + 2, ahead)
    if r.word(head - 1) == "in" and (end := _time_after(r, tail) or (tail if _will(r, head, tail) else 0)):
        return Atom(head - 1, end, ahead)
    beside = ahead.more and link in ("before", "after", "from", "since")
    return Atom(head, tail, ahead, kind="offset") if beside else None


def _backwards(parts: Parts) -> Parts:
    more = tuple((unit, -count) for unit, count in parts.more)
    return parts._replace(low=-parts.high, high=-parts.low, more=more)


class _Piece(NamedTuple):
    """The "1 month" of "2 years 1 month 21 days": a unit, how many, and where it ends."""

    unit: str
    number: int
    tail: int


def _first_of(r: Reading, head: int, tail: int) -> tuple[int, list[_Piece]]:
    """Where the first count and unit end, and the smaller ones after it: two weeks and two days."""
    first = next((i + 1 for i in range(head + 1, tail) if r.word(i) in r.words.units), tail)
    pieces: list[_Piece] = []
    size = SIZES.get(r.words.units.get(r.word(first - 1), ""), 0)
    start = first
    for at in range(first, tail):
        unit = r.words.units.get(r.word(at))
        if unit is None:
            continue
        count = count_in(r, start, at)
        if count is None or not 0 < SIZES.get(unit, 0) < size:
            return first, []
        pieces.append(_Piece(unit, count[1], at + 1))
        size, start = SIZES[unit], at + 1
    return first, pieces


def _the_day(r: Reading, head: int, unit: str | None) -> Atom | None:
    """The day before …, the year after …: waits for its date; alone it counts from a day named before."""
    if r.word(head - 1) != "the" or unit is None:
        return None
    sign = {"before": -1, "after": 1}.get(r.word(head + 1), 0)
    if sign and r.among("closing", head + 2):
        word = f"the {unit} {r.word(head + 1)}"
        return Atom(head, head + 2, Parts(form="period", unit=unit, low=sign, high=sign, anchored=True, word=word))
    return Atom(head, head + 1, Parts(form="away", unit=unit, low=1, high=1, word=f"the {unit}"), kind="offset")


def _will(r: Reading, head: int, tail: int) -> bool:
    """True when "in two weeks" says when, not how fast ("built in two weeks"): the verb beside it looks ahead."""
    before = r.before.head if r.before is not None and r.before.parts.form == "away" else -1
    if r.word(before) == "in" and r.among("links", head - 2):  # "in two weeks or in a week"
        return True
    right = range(tail, min(tail + TENSE_REACH, len(r.low))) if head < 2 or r.word(head - 2) in ("and", "but") else ()
    for i in (*range(head - 2, max(head - TENSE_REACH, -1), -1), *right):
        tense = r.tenses[r.low[i]]
        if tense in (AHEAD, BACK) or r.word(i) == "back":
            return tense != BACK
    return False


def _time_after(r: Reading, at: int) -> int:
    """The end of "'s time" or "' time" after "in two weeks"; 0 without."""
    if r.word(at) in QUOTES and r.word(at + 1) == "time":
        return at + 2
    return at + 1 if r.word(at) == "time" and r.written(at - 1).endswith(("'s", "’s")) else 0


def the_nth(r: Reading, head: int, tail: int) -> Atom | None:
    """On the 9th: only after a preposition and where no noun follows ("the 9th floor")."""
    hangs = r.word(tail) in ("-", "–", "/") and r.glued(tail - 1)
    closed = r.closed(tail) and not hangs and r.word(tail) != "of"
    cue = r.among("day_before", head - 2) if r.word(head - 1) == "the" else r.word(head - 1) == "on"
    if not cue or not closed:
        return None
    number = int(r.word(head))
    return Atom(head, tail, Parts(day=number)) if 1 <= number <= 31 else None


READERS: Mapping[str, Callable[[Reading, int, int], Atom | None]] = {
    "weekday_day": weekday_day,
    "weekday": weekday,
    "around": around,
    "relative_day": relative_day,
    "day_part": day_part,
    "weekend": weekend,
    "period": period,
    "within": within,
    "next_day": next_day,
    "span": span,
    "nth": nth,
    "nth_within": nth_within,
    "offset": offset,
    "the_nth": the_nth,
}

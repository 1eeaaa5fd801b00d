"""Readers of days and months: what the tokens of one match of the date grammar say, as Parts; one function a branch.

Each takes the Reading and the matched tokens [head, tail) and gives an Atom, or None where the words only look like a
date: a modal "may", "$12 December", a fraction, a version. Precision before recall.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from claimcheck.extract.calendar import days_in
from claimcheck.extract.date_numbers import ENDINGS, QUOTES, full_year, word_year
from claimcheck.extract.date_parts import Parts
from claimcheck.extract.date_reading import Atom, Reading

DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})\.(\d\d)\.(\d\d)")
PLAIN = frozenset((",", ".", *ENDINGS))  # what a date in figures has between its numbers
SHIFTS = ("next", "last", "this")
MOST_DAYS = 39  # a slip like "32 March" is read, so that a rule can point at it; "45 March" is something else
NEAR, FAR = 7, 31  # days from the dateline: which order of 3/12 is meant where nothing else tells
FIRST_YEAR, LAST_YEAR = 1000, 2199


def textual(r: Reading, head: int, tail: int) -> Atom | None:
    """Any date with a month in letters, in any order, with weekday, year and a second day."""
    plain = _in_figures(r, head, tail)
    if plain is not None:
        return Atom(head, tail, plain)
    if _newspaper(r, head):
        head += 1 + (r.word(head + 1) in (",", "."))
    year = month = weekday = None
    days: list[int] = []
    tens = 0
    at = head
    while at < tail:
        word = r.word(at)
        if word in r.words.months:
            month = r.words.months[word]
        elif word in r.words.weekdays and not days:
            weekday = r.words.weekdays[word]
        elif word.isdecimal() and len(word) == 4:
            year = int(word)
        elif word.isdecimal() and month is not None and r.word(at - 1) in QUOTES:
            year = full_year(int(word))
        elif word.isdecimal() and month is not None and r.word(at - 1) == "of" and at > head:
            year = full_year(int(word)) if int(word) > 31 else 0  # "April of 87", not "April of 12"
        elif word.isdecimal():
            days.append(int(word))
        elif word in ("twenty", "thirty") and r.word(at + 1 + (r.word(at + 1) == "-")) in r.words.after_tens:
            tens = r.words.numbers[word]
        elif word in r.words.ordinals:
            days.append(tens + r.words.ordinals[word])
            tens = 0
        elif (spoken := word_year(r, at, tail)) is not None:
            year, at = spoken
            continue
        elif word in r.words.numbers and word not in ("a", "an"):
            days.append(tens + r.words.numbers[word])
            tens = 0
        at += 1
    if (
        month is None
        or year == 0
        or not _month_meant(r, head, tail, days, year)
        or any(not 0 < d <= MOST_DAYS for d in days)
    ):
        return None
    shift = r.word(head) if weekday is not None and r.word(head) in r.words.shifts else ""
    parts = Parts(year, month, days[0] if days else None, weekday, word=shift)
    until = Parts(year, month, days[1]) if len(days) > 1 else None
    if until is not None and (days[1] <= days[0] or _counts_something(r, tail)):
        return None
    if until is None and year is None and weekday is None and days and r.word(head - 1) in SHIFTS:
        return _next(r, head, tail, parts)
    listed = until is not None and any(r.word(i) == "and" for i in range(head, tail)) and r.word(head - 1) != "between"
    return Atom(head, tail, parts, until, kind="list" if listed else "date")


def _in_figures(r: Reading, head: int, tail: int) -> Parts | None:
    """The parts of 3 March 2015, March 3rd, May 2015; None for what needs another look, and for what is no date."""
    year = month = day = None
    for at in range(head, tail):
        word = r.word(at)
        if word.isdecimal():
            if len(word) == 4:
                year = int(word)
            elif day is None:
                day = int(word)
            else:
                return None
        elif word in r.words.months:
            if month is not None or (word in r.words.cues["month_modal"] and not r.capital(at)):
                return None
            month = r.words.months[word]
        elif word not in PLAIN:
            return None
    if month is None or year == 0 or r.is_a("money", head - 1):
        return None
    if day is not None and (not 0 < day <= MOST_DAYS or (year is None and r.word(head - 1) in SHIFTS)):
        return None
    return Parts(year, month, day)


def _newspaper(r: Reading, head: int) -> bool:
    """True for "Evening Sun, August 16": a name before the short form of a weekday makes it one."""
    short = r.word(head) in r.words.weekdays and len(r.word(head)) <= 3
    return short and (r.named(head - 1) or r.word(head - 1) == "the")


def _counts_something(r: Reading, tail: int) -> bool:
    """True for "March 3 and 12 people": the second number counts."""
    linked = r.word(tail - 2) in ("and", "to", "through")
    return linked and r.written(tail - 1).isdecimal() and not r.closed(tail)


def _month_meant(r: Reading, head: int, tail: int, days: list[int], year: int | None) -> bool:
    """False for "may 5 of them", "the second May election", "$12 December"."""
    at = next(i for i in range(head, tail) if r.word(i) in r.words.months)
    if r.is_a("money", head - 1):
        return False
    if days and r.word(head) in r.words.ordinals:
        joined = "of" in (r.word(head + 1), r.word(head + 3)) or year is not None
        if not joined or r.among("month_only_day", head - 1):
            return False
    if r.among("month_modal", at) and not r.capital(at):
        ended = any(r.word(i) in ENDINGS for i in range(head, tail))
        return ended or (year is not None and (bool(days) or r.word(at - 1) in ("in", "since")))
    return True


def month(r: Reading, head: int, tail: int) -> Atom | None:
    """A bare month: names and verbs ("May", "March", "April Jones") need a cue before or after."""
    word = r.word(head)
    shift = r.words.shifts.get(r.word(head - 1)) if head else None
    modal = r.among("month_modal", head) and not r.capital(head)
    if modal or (shift is None and not _bare_month(r, head, tail, word)):
        return None
    end = head + 1 if tail == len(r.low) else tail  # a closing full stop is not part of "Dec."
    if shift is None:
        return Atom(head, end, Parts(month=r.words.months[word]))
    parts = Parts(month=r.words.months[word], low=shift, word=f"{r.word(head - 1)} {word}")
    return Atom(head - 1, end, parts)


def _bare_month(r: Reading, head: int, tail: int, word: str) -> bool:
    ranged = r.word(tail) in ("-", "–") and r.word(tail + 1) in r.words.months
    cue = ranged or (r.among("month_before", head - 1) and not r.among("month_title", head - 2))
    short = len(word) <= 4 and word not in ("june", "july")  # "May", and "Jan", "Mar", "Dec": names and noise
    if short or r.among("month_modal", head):
        owner = r.written(head) != word  # "May's": no surname follows
        return r.capital(head) and cue and (owner or not r.named(tail))
    if r.among("month_name", head):
        if not r.capital(head):  # "in april ,": not the august company, not an april fool
            return cue and r.closed(tail)
        return (cue or head > 0) and not r.named(tail) and not r.named(head - 1)
    return True


def iso(r: Reading, head: int, tail: int) -> Atom | None:
    """2024-12-03, 2024/7/6, Friday 2018-7-6."""
    if r.word(tail - 2) != r.word(tail - 4) or _chained(r, tail - 5, tail):
        return None
    year, month, day = (int(r.word(i)) for i in (tail - 5, tail - 3, tail - 1))
    if not 1 <= month <= 12 or not 1 <= day <= MOST_DAYS:
        return None
    return Atom(head, tail, Parts(year, month, day, _weekday_in(r, head, tail - 5)))


def numeric(r: Reading, head: int, tail: int) -> Atom | None:
    """3/12/2024, 12/3/24, 30-04-2022."""
    first, second, last = (r.word(i) for i in (tail - 5, tail - 3, tail - 1))
    dash = r.word(tail - 2) != "/"
    if r.word(tail - 2) != r.word(tail - 4) or _chained(r, tail - 5, tail) or (dash and len(last) != 4):
        return None
    year = int(last) if len(last) == 4 else full_year(int(last))
    order = _order(r, int(first), int(second), year) if FIRST_YEAR <= year <= LAST_YEAR else None
    if order is None:
        return None
    return Atom(head, tail, Parts(year, *order, _weekday_in(r, head, tail - 5)))


def slashed(r: Reading, head: int, tail: int) -> Atom | None:
    """22/04 after a weekday, "on" or another date: anything else of this form is a fraction, a ratio or a name."""
    first, second = r.word(tail - 3), r.word(tail - 1)
    if _chained(r, tail - 3, tail) or f"{first}/{second}" in r.words.not_dates:
        return None
    weekday = _weekday_in(r, head, tail - 3)
    cue = r.among("numeric_before", head - 1) and max(int(first), int(second)) > 9
    linked = r.before is not None and r.before.tail == head - 1 and r.among("links", head - 1)
    ranged = r.word(tail) in ("-", "–") and r.word(tail + 1).isdecimal() and r.word(tail + 2) == "/"
    order = _order(r, int(first), int(second), None)
    if order is None or not (weekday is not None or linked or ranged or cue):
        return None
    if weekday is None and r.word(head - 1) in SHIFTS:
        return _next(r, head, tail, Parts(None, *order))
    return Atom(head, tail, Parts(None, *order, weekday))


def _next(r: Reading, head: int, tail: int, parts: Parts) -> Atom:
    """Next 6 April, last 5/12: the word tells which year."""
    shift = r.word(head - 1)
    return Atom(head - 1, tail, parts._replace(low=r.words.shifts[shift], word=shift))


def month_year(r: Reading, head: int, tail: int) -> Atom | None:
    """03/2024, 12-2015; without the zero only after a preposition ("in 3/2024")."""
    number = r.word(head)
    if _chained(r, head, tail) or not 1 <= int(number) <= 12:
        return None
    dashed = r.word(head + 1) != "/"
    if number[0] != "0" and not (dashed and len(number) == 2) and not r.among("month_before", head - 1):
        return None
    if dashed and _numbered(r, head, tail):
        return None
    return Atom(head, tail, Parts(int(r.word(tail - 1)), int(number)))


def _numbered(r: Reading, head: int, tail: int) -> bool:
    """True for what two dashed numbers are called otherwise: Order 12-2015, case 2015-3, a 2015-3 win."""
    named = r.named(head - 1) or r.is_a("number", head - 1) or r.among("code_before", head - 1)
    return named or r.word(head - 1) in ("a", "the") or not r.closed(tail) or r.among("glue", head - 1)


def year_month(r: Reading, head: int, tail: int) -> Atom | None:
    """2015-3: the month of a file or a table."""
    month = int(r.word(tail - 1))
    if not month or _chained(r, head, tail) or _numbered(r, head, tail):
        return None
    return Atom(head, tail, Parts(int(r.word(head)), month))


def spaced(r: Reading, head: int, tail: int) -> Atom | None:
    """2016 10 16: only where both numbers fit, and none follows."""
    month, day = int(r.word(head + 1)), int(r.word(head + 2))
    if not 1 <= month <= 12 or not 1 <= day <= days_in(int(r.word(head)), month) or not r.closed(tail):
        return None
    return Atom(head, tail, Parts(int(r.word(head)), month, day))


def compact(r: Reading, head: int, tail: int) -> Atom | None:
    """20241203, the date of a file name: eight digits that make a day of our time."""
    word = r.word(head)
    if len(word) != 8 or word[:2] not in ("19", "20") or r.is_a("money", head - 1) or not r.closed(tail):
        return None
    year, month, day = int(word[:4]), int(word[4:6]), int(word[6:])
    if not 1 <= month <= 12 or not 1 <= day <= days_in(year, month):
        return None
    return Atom(head, tail, Parts(year, month, day))


def dotted(r: Reading, head: int, tail: int) -> Atom | None:
    """23.04.2022 and 2022.04.23; other dotted numbers are versions, sections, addresses."""
    found = DOTTED.fullmatch(r.word(tail - 1))
    if found is None or _chained(r, tail - 1, tail) or r.is_a("number", tail - 2):
        return None
    if found[4]:
        year, month, day = (int(found[i]) for i in (4, 5, 6))
    else:
        order = _order(r, int(found[1]), int(found[2]), int(found[3]), dots=True)
        if order is None:
            return None
        year, (month, day) = int(found[3]), order
    if not 1 <= month <= 12 or not 1 <= day <= MOST_DAYS or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return Atom(head, tail, Parts(year, month, day, _weekday_in(r, head, tail - 1)))


def _order(r: Reading, first: int, second: int, year: int | None, dots: bool = False) -> tuple[int, int] | None:
    """(month, day) of two numbers: by variety, by what is possible, by nearness to the dateline, else month first."""
    us, gb = (first, second), (second, first)
    possible = [o for o in (us, gb) if 1 <= o[0] <= 12 and 1 <= o[1] <= 31]
    if len(possible) < 2 or us == gb:
        return possible[0] if possible else None
    if r.variety == "gb" or dots:
        return gb
    if not r.variety and r.near is not None and _away(gb, year, r.near) <= NEAR and _away(us, year, r.near) > FAR:
        return gb
    return us


def _away(order: tuple[int, int], year: int | None, near: date) -> int:
    """About how many days a (month, day) lies from the dateline."""
    return abs(((year or near.year) - near.year) * 365 + (order[0] - near.month) * 30 + order[1] - near.day)


def _chained(r: Reading, head: int, tail: int) -> bool:
    """True when the digits hang on to more digits: 555-2024-12-03, 1/2/3/4, 1.2.2024/5; a range of dates does not."""
    before = r.among("glue", head - 1) and r.glued(head - 1) and r.glued(head - 2) and _ends_in_digit(r, head - 2)
    after = r.glued(tail - 1) and r.glued(tail) and r.word(tail) in ("-", "/", ":", "–") and _is_number(r, tail + 1)
    year = len(r.word(tail + 1)) == 4
    return before or (after and not year and r.word(tail + 2) != "/")


def _ends_in_digit(r: Reading, index: int) -> bool:
    return r.written(index)[-1:].isdigit()


def _is_number(r: Reading, index: int) -> bool:
    return r.written(index)[:1].isdigit()


def _weekday_in(r: Reading, head: int, tail: int) -> int | None:
    return next((r.words.weekdays[w] for i in range(head, tail) if (w := r.word(i)) in r.words.weekdays), None)


READERS: Mapping[str, Callable[[Reading, int, int], Atom | None]] = {
    "iso": iso,
    "numeric": numeric,
    "slashed": slashed,
    "month_year": month_year,
    "year_month": year_month,
    "spaced": spaced,
    "compact": compact,
    "dotted": dotted,
    "dmy": textual,
    "mdy": textual,
    "ymd": textual,
    "ym": textual,
    "my": textual,
    "month": month,
}

"""Readers: what the tokens of one match of the date grammar say, as Parts; one function a branch.

Each takes the Reading and the matched tokens [head, tail) and gives an Atom, or None where the words only look like a
date: a modal "may", "2010 people", "the 80s" of a thermometer, a fraction, a version. Precision before recall.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from claimcheck.extract.calendar import Parts
from claimcheck.extract.date_grammar import Atom, Reading

OLD, NEW = 1900, 2060  # a bare number in this range is a year unless something forbids it
PIVOT = 35  # '24 = 2024, '68 = 1968
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})\.(\d\d)\.(\d\d)")
QUOTES = ("'", "’", "‘", "`")
DASHES = ("-", "–", "—", "‒", "‐", "‑", "−", "~")
ENDINGS = ("st", "nd", "rd", "th")


UNITS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}


def full_year(two_digits: int) -> int:
    """'24 → 2024, '68 → 1968."""
    return two_digits + (2000 if two_digits < PIVOT else 1900)


def textual(r: Reading, head: int, tail: int) -> Atom | None:
    """Any date with a month in letters, in any order, with weekday, year and a second day."""
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
        elif word.isdecimal():
            if len(word) == 4:
                year = int(word)
            elif month is not None and r.word(at - 1) in QUOTES:
                year = full_year(int(word))
            else:
                days.append(int(word))
        elif word in ("twenty", "thirty") and r.word(at + 1 + (r.word(at + 1) == "-")) in (r.words.ordinals | UNITS):
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
    if month is None or not _month_meant(r, head, tail, days, year) or any(not 0 < d < 40 for d in days):
        return None
    shift = head if weekday is not None and r.word(head) in r.words.shifts else -1
    parts = Parts(year, month, days[0] if days else None, weekday, word=r.word(shift) if shift >= 0 else "")
    until = Parts(year, month, days[1]) if len(days) > 1 else None
    if until is not None and (days[1] <= days[0] or _joins_other(r, head, tail)):
        return None
    return Atom(head, tail, parts, until)


def _joins_other(r: Reading, head: int, tail: int) -> bool:
    """True for "March 3 and 12 people": the second number counts something."""
    return (
        r.tokens.word(tail - 1).isdecimal()
        and not (tail >= len(r.tokens) or r.is_a("closed", tail))
        and r.word(tail - 2) in ("and", "to", "through")
    )


def _month_meant(r: Reading, head: int, tail: int, days: list[int], year: int | None) -> bool:
    """False for "may 5 of them", "the second May election", "$12 December"."""
    at = next(i for i in range(head, tail) if r.word(i) in r.words.months)
    word = r.word(at)
    if head and r.is_a("money", head - 1):
        return False
    if days and r.word(head) in r.words.ordinals:
        if "of" not in (r.word(head + 1), r.word(head + 3)) and year is None:
            return False
        if r.word(head - 1) in ("a", "one", "two", "-"):
            return False
    ended = any(r.word(i) in ENDINGS for i in range(head, tail))
    if word in ("may", "march") and not r.capital(at):
        return ended or (year is not None and bool(days)) or (year is not None and r.word(at - 1) in ("in", "since"))
    return True


def month(r: Reading, head: int, tail: int) -> Atom | None:
    """A bare month: names and verbs ("May", "March", "April Jones") need a cue before or after."""
    word = r.word(head)
    shift = r.words.shifts.get(r.word(head - 1)) if head else None
    if shift is None and not _bare_month(r, head, tail, word):
        return None
    if word in ("may", "march") and not r.capital(head):
        return None
    end = head + 1 if tail == len(r.tokens) else tail  # a closing full stop is not part of "Dec."
    if shift is None:
        return Atom(head, end, Parts(month=r.words.months[word]))
    parts = Parts(month=r.words.months[word], low=shift, word=f"{r.word(head - 1)} {word}")
    return Atom(head - 1, end, parts)


def _bare_month(r: Reading, head: int, tail: int, word: str) -> bool:
    before = r.word(head - 1)
    cue = before in MONTH_CUES and not (before in ("of", "to", "for", "by") and r.word(head - 2) in ("mr", "mrs", "ms"))
    if len(word) <= 4 and word not in ("may", "june", "july"):  # "Jan", "Mar", "Dec": names and noise
        return r.capital(head) and (cue or before in ("-", "–", "to")) and not _named(r, tail)
    if word in ("may", "march"):
        return r.capital(head) and cue and not _named(r, tail)
    if word in ("april", "june", "august"):
        return r.capital(head) and (cue or head > 0) and not _named(r, tail) and not _named(r, head - 1)
    return r.capital(head) or cue


MONTH_CUES = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "by",
        "from",
        "to",
        "through",
        "of",
        "during",
        "early",
        "late",
        "mid",
        "this",
        "last",
        "next",
        "and",
        "or",
        "between",
        "before",
        "after",
        "-",
        "–",
        "for",
    ]
)


def _named(r: Reading, at: int) -> bool:
    """True when the neighbour is a capitalised word: "April Jones", "Theresa May"."""
    word = r.tokens.word(at)
    return 0 < at < len(r.tokens) and word[:1].isalpha() and r.capital(at) and word not in MONTH_CUES


def iso(r: Reading, head: int, tail: int) -> Atom | None:
    """2024-12-03, 2024/7/6, Friday 2018-7-6."""
    if r.word(tail - 2) != r.word(tail - 4) or _chained(r, tail - 5, tail):
        return None
    year, month, day = (int(r.word(i)) for i in (tail - 5, tail - 3, tail - 1))
    if not 1 <= month <= 12 or not 1 <= day <= 39:
        return None
    return Atom(head, tail, Parts(year, month, day, _weekday_in(r, head, tail - 5)))


def numeric(r: Reading, head: int, tail: int) -> Atom | None:
    """3/12/2024, 12/3/24, 30-04-2022."""
    first, second, last = (r.word(i) for i in (tail - 5, tail - 3, tail - 1))
    dash = r.word(tail - 2) != "/"
    if r.word(tail - 2) != r.word(tail - 4) or _chained(r, tail - 5, tail) or (dash and len(last) != 4):
        return None
    year = int(last) if len(last) == 4 else full_year(int(last))
    if not 1000 <= year <= 2199:
        return None
    order = _order(r, int(first), int(second), year)
    if order is None:
        return None
    return Atom(head, tail, Parts(year, *order, _weekday_in(r, head, tail - 5)))


def slashed(r: Reading, head: int, tail: int) -> Atom | None:
    """22/04 after a weekday or "on": anything else of this form is a fraction, a ratio or a name."""
    first, second = r.word(tail - 3), r.word(tail - 1)
    if _chained(r, tail - 3, tail) or f"{first}/{second}" in r.words.not_dates:
        return None
    weekday = _weekday_in(r, head, tail - 3)
    cue = r.word(head - 1) in ("on", "by", "until", "since", "from", "this", "next", "before", "after")
    linked = (
        r.before is not None and r.before.tail == head - 1 and r.word(head - 1) in ("to", "-", "–", ",", "or", "and")
    )
    linked = linked or (r.word(tail) in DASHES and r.word(tail + 1).isdecimal() and r.word(tail + 2) == "/")
    order = _order(r, int(first), int(second), None)
    if order is None or not (weekday is not None or linked or (cue and max(int(first), int(second)) > 9)):
        return None
    return Atom(head, tail, Parts(None, *order, weekday))


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
    if not 1 <= month <= 12 or not 1 <= day <= 31 or not 1000 <= year <= 2199:
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
    if not r.variety and r.near is not None:

        def away(o: tuple[int, int]) -> int:
            y, m, d = r.near or (0, 0, 0)
            return abs(((year or y) - y) * 365 + (o[0] - m) * 30 + o[1] - d)

        if away(gb) <= 7 and away(us) > 31:
            return gb
    return us


def _chained(r: Reading, head: int, tail: int) -> bool:
    """True when the digits hang on to more digits or letters: 555-2024-12-03, 1/2/3/4, v1.2.2024."""
    t = r.tokens
    before = (
        head > 0
        and t.low[head - 1] in ("-", "/", ".", ":", "–", "_", "+")
        and head > 1
        and t.low[head - 2][-1:].isdigit()
    )
    after = (
        tail < len(t)
        and t.low[tail - 1][-1:].isdigit()
        and t.low[tail] in ("-", "/", ":", "–", "%")
        and tail + 1 < len(t)
        and t.low[tail + 1][:1].isdigit()
        and not len(t.low[tail + 1].rstrip()) == 4
        and t.word(tail + 2) != "/"
    )
    return before or after


def _weekday_in(r: Reading, head: int, tail: int) -> int | None:
    return next((r.words.weekdays[w] for i in range(head, tail) if (w := r.word(i)) in r.words.weekdays), None)


# --- quarters, fiscal years, ranges of years, decades, centuries, seasons ------------------------------------------


def ordinal(r: Reading, head: int, tail: int) -> int | None:
    """The first ordinal in the tokens: 3rd, third, twenty-first."""
    tens = 0
    for at in range(head, tail):
        word = r.word(at)
        if word in r.words.ordinals:
            return tens + r.words.ordinals[word]
        if word.isdecimal() and r.word(at + 1) in ENDINGS:
            return int(word)
        tens = r.words.numbers.get(word, 0) if word in ("twenty", "thirty") else tens if word in DASHES else 0
    return None


def year_in(r: Reading, head: int, tail: int) -> int | None:
    """The year written in the tokens, in digits, as '24 or in words."""
    for at in range(head, tail):
        word = r.word(at)
        if word.isdecimal() and len(word) == 4:
            return int(word)
        if word.isdecimal() and len(word) == 2 and r.word(at - 1) in QUOTES and at > head:
            return full_year(int(word))
        if (spoken := word_year(r, at, tail)) is not None:
            return spoken[0]
    return None


def quarter(r: Reading, head: int, tail: int) -> Atom | None:
    """Q3 2024, 3Q24, third quarter of 2024, fourth-quarter; without a year "of" tells a share from a season."""
    letter = next((i for i in range(head, tail) if r.word(i) == "q"), None)
    year = year_in(r, head, tail)
    if letter is not None:
        digit = next((r.word(i) for i in (letter + 1, letter - 1) if head <= i < tail and len(r.word(i)) == 1), "")
        number = int(digit) if digit.isdecimal() else 0
    else:
        number = ordinal(r, head, tail) or (4 if r.word(head) in ("last", "final") else 0)
        if year is None and (r.word(head) == "last" or r.word(tail) == "of"):
            return None
    if not 1 <= number <= 4:
        return None
    fiscal = any(r.word(i) in ("fiscal", "financial", "fy") for i in range(head, tail))
    return Atom(head, tail, Parts(year, quarter=number, fiscal=fiscal))


def half(r: Reading, head: int, tail: int) -> Atom | None:
    """H1 2024, 2024 H2, the first half of 2024."""
    year = year_in(r, head, tail)
    letter = next((i for i in range(head, tail) if r.word(i) == "h"), None)
    if letter is None:
        number = ordinal(r, head, tail) or 0
    else:
        digit = next((r.word(i) for i in (letter + 1, letter - 1) if head <= i < tail and len(r.word(i)) == 1), "0")
        number = int(digit) if digit.isdecimal() else 0
    if year is None or number not in (1, 2):
        return None
    return Atom(head, tail, Parts(year, half=number))


def fiscal(r: Reading, head: int, tail: int) -> Atom | None:
    """Fiscal 2024, FY24, financial year 2023-24 (named by the year it ends in), calendar year 2008."""
    numbers = [r.word(i) for i in range(head + 1, tail) if r.word(i).isdecimal()]
    plain = r.word(head) in ("cy", "calendar")
    if r.word(head) in ("fiscal", "financial") and len(numbers[0]) == 2 and "year" not in (r.word(head + 1),):
        return None
    year = int(numbers[0]) if len(numbers[0]) == 4 else full_year(int(numbers[0]))
    if len(numbers) > 1:
        year = int(numbers[1]) if len(numbers[1]) == 4 else year // 100 * 100 + int(numbers[1])
    return Atom(head, tail, Parts(year, fiscal=not plain))


def years(r: Reading, head: int, tail: int) -> Atom | None:
    """1939-45, 2011–2024, season 2023/24; 2015-12 is a month."""
    first, second, dash = r.word(head), r.word(tail - 1), r.word(head + 1)
    if _chained(r, head, tail) or r.is_a("money", head - 1):
        return None
    start = int(first)
    end = int(second) if len(second) == 4 else start // 100 * 100 + int(second)
    if (
        len(second) == 2
        and (end == start + 1 or (end > start and dash != "/"))
        and "-" not in r.tokens.low[head + 1 : head + 1]
    ):
        return Atom(head, tail, Parts(start), Parts(end))
    if len(second) == 4 and start < end <= start + 2000:
        return Atom(head, tail, Parts(start), Parts(end))
    if len(second) == 2 and 1 <= int(second) <= 12 and dash in ("-", "/") and OLD <= start <= NEW:
        return Atom(head, tail, Parts(start, int(second)))
    return None


def decade(r: Reading, head: int, tail: int) -> Atom | None:
    """The 1980s, the '80s, the eighties; "her eighties" is an age, "in the 80s" may be the weather."""
    at = head + (r.word(head) in QUOTES)
    word = r.word(at)
    cue = head - 1
    while r.word(cue) in ("early", "mid", "late", "-", "–"):
        cue -= 1
    if r.is_a("own", cue):
        return None
    if len(word) == 4:
        year = int(word)
        if year % 10 or (r.tokens.low[at] != word and r.word(at + 1) != "s"):
            return None
        if year % 100 == 0 and year < 2000:
            return Atom(head, tail, Parts(century=year // 100))
        return Atom(head, tail, Parts(decade=year // 10))
    if r.word(cue) not in ("the", "in") or WEATHER.intersection(w.rstrip() for w in r.tokens.low):
        return None
    if word in r.words.decades:
        return Atom(head, tail, Parts(decade=r.words.decades[word]))
    if int(word) % 10 or int(word) < 20 or (at == head and r.word(cue - 1) not in DECADE_CUES):
        return None
    return Atom(head, tail, Parts(decade=190 + int(word) // 10))


WEATHER = frozenset(("temperature", "temperatures", "degrees", "highs", "lows", "fahrenheit", "percent", "°"))
DECADE_CUES = frozenset(("in", "since", "of", "from", "during", "until"))


def century(r: Reading, head: int, tail: int) -> Atom | None:
    """19th century, eighteenth-century, 18th and 19th centuries, 5th century BC; a batsman's second century is none."""
    number = ordinal(r, head, tail)
    spelt = not r.word(head).isdecimal()
    if number is None or not 1 <= number <= 30:
        return None
    if spelt and number < 13 and r.word(head - 1) not in ("the", "early", "mid", "late", "-", "in", "of"):
        return None
    if r.word(tail - 1) in ("bc", "bce", "b.c.", "b.c.e."):
        return Atom(head, tail, Parts(number * 100, bc=True, word="century"))
    middle = next((i for i in range(head + 1, tail - 1) if r.word(i) in ("and", "to", "through", *DASHES)), None)
    other = ordinal(r, middle, tail) if middle is not None else None
    if other is not None and other > number:
        return Atom(head, tail, Parts(century=number - 1), Parts(century=other - 1))
    return Atom(head, tail, Parts(century=number - 1))


def season(r: Reading, head: int, tail: int) -> Atom | None:
    """Spring 2023, last summer, in the winter; "fall" and "spring" alone are verbs and steel."""
    at = head + (r.word(head) in r.words.shifts)
    word = r.word(at)
    found = r.words.seasons.get(word)
    if found is None:
        return None
    year = year_in(r, at + 1, tail)
    if year is not None:
        return Atom(head, tail, Parts(year, season=found))
    if word in ("fall", "spring") and r.word(tail) in ("in", "of", "from", "to", "by"):
        return None
    if at > head:
        shift = r.words.shifts[r.word(head)]
        return Atom(head, at + 1, Parts(season=found, low=shift, word=f"{r.word(head)} {word}"))
    before = r.word(head - 2) if r.word(head - 1) == "the" else r.word(head - 1)
    bare = before in ("in", "since", "until", "during", "by") and (r.word(tail) == "" or r.is_a("closed", tail))
    if bare and r.word(tail) != "of" and not r.capital(at):
        return Atom(head, at + 1, Parts(season=found))
    return None


# --- weekdays and relative words -----------------------------------------------------------------------------------


def weekday_day(r: Reading, head: int, tail: int) -> Atom | None:
    """Monday 21st, Wednesday the thirty-first; "on Tuesday 14 were hurt" is not one."""
    weekday = r.words.weekdays[r.word(head)]
    number = ordinal(r, head + 1, tail)
    if number is None and r.word(tail) in ("", ".", "!", "?") and r.word(tail - 2) != ",":
        number = int(r.word(tail - 1)) if r.word(tail - 1).isdecimal() else None
    if number is None or not 1 <= number <= 31:
        return None
    return Atom(head, tail, Parts(weekday=weekday, day=number))


def weekday(r: Reading, head: int, tail: int) -> Atom | None:
    """Tuesday, next Friday, this past Wednesday; "every Tuesday", "Black Friday" and "the Sunday Times" are no day."""
    at = next(i for i in range(head, tail) if r.word(i) in r.words.weekdays)
    word = r.word(at)
    shifts = [r.word(i) for i in range(head, at)]
    before = r.word(head - 1)
    if (
        "that" in shifts
        or before in NAMED_DAYS
        or before in ("every", "each", "most", "some", "any", "all")
        or (r.tokens.low[at].startswith(word + "s"))
    ):
        return None
    strict = len(word) <= 5
    if strict and not (r.capital(at) and (shifts or before in WEEKDAY_CUES)):
        return None
    if not shifts and before not in WEEKDAY_CUES and (_named(r, head - 1) or (_named(r, at + 1) and head == at)):
        return None
    end = tail if strict and tail < len(r.tokens) else at + 1
    parts = Parts(weekday=r.words.weekdays[word])
    if shifts:
        sign = r.words.shifts[shifts[-1]]
        near = shifts[-1] in ("past", "coming", "upcoming")
        parts = Parts(
            weekday=r.words.weekdays[word],
            form="near" if near else "period",
            unit="week",
            low=sign,
            high=sign,
            loose=not near,
            anchored=shifts[-1] in ANCHORED,
            word=f"{shifts[-1]} {word}",
        )
    return Atom(head, end, parts, kind="loose" if before in ("a", "one") else "date")


WEEKDAY_CUES = frozenset(
    [
        "week",
        "on",
        "by",
        "until",
        "till",
        "since",
        "from",
        "through",
        "before",
        "after",
        "of",
        "to",
        "or",
        "and",
        "-",
        "–",
        "late",
        "early",
    ]
)
NAMED_DAYS = frozenset(
    [
        "black",
        "cyber",
        "super",
        "bloody",
        "good",
        "easter",
        "palm",
        "ash",
        "whit",
        "maundy",
        "holy",
        "shrove",
        "pancake",
    ]
)
ANCHORED = ("previous", "following", "same", "that")


def around(r: Reading, head: int, tail: int) -> Atom | None:
    """The day before yesterday, the day after tomorrow, the week before last, the week after next."""
    unit = r.words.units.get(r.word(head))
    sign = {"before": -1, "after": 1}.get(r.word(head + 1), 0)
    last = r.word(tail - 1)
    if unit is None or not sign or not (unit == "day" if last in r.words.days else r.words.shifts.get(last) == sign):
        return None
    count = sign + (r.words.days[last] if unit == "day" else sign)
    return Atom(
        head, tail, Parts(form="period", unit=unit, low=count, high=count, word=f"{unit} {r.word(head + 1)} {last}")
    )


def relative_day(r: Reading, head: int, tail: int) -> Atom | None:
    """Today, yesterday, tomorrow, tonight."""
    word = r.word(head)
    shift = r.words.days[word]
    return Atom(head, tail, Parts(form="period", unit="day", low=shift, high=shift, word=word))


def day_part(r: Reading, head: int, tail: int) -> Atom | None:
    """Last night, this morning; the next evening."""
    word = r.word(head)
    if word not in ("last", "this", "next", "previous", "following"):
        return None
    shift = r.words.shifts[word]
    anchored = word in ("next", "previous", "following")
    words = f"{word} {r.word(tail - 1)}"
    return Atom(head, tail, Parts(form="period", unit="day", low=shift, high=shift, anchored=anchored, word=words))


def period(r: Reading, head: int, tail: int) -> Atom | None:
    """This week, last month, next year, the past decade; "the previous year" counts from a year named before."""
    word = r.word(tail - 1) if r.word(tail - 1) in r.words.units else r.word(tail - 2)
    unit = r.words.units[word]
    shift = next(r.word(i) for i in range(tail - 2, head - 1, -1) if r.word(i) in r.words.shifts)
    count = r.words.shifts[shift]
    if shift == "past" or (shift == "coming" and r.word(head - 1) == "the"):
        return Atom(head, tail, Parts(form="span", unit=unit, low=count, high=count, word=f"{shift} {unit}"))
    parts = Parts(form="period", unit=unit, low=count, high=count, anchored=shift in ANCHORED, word=f"{shift} {unit}")
    return Atom(head, tail, parts)


def within(r: Reading, head: int, tail: int) -> Atom | None:
    """The end of the year, by the start of next week, earlier in the month: the period the text is written in."""
    unit = r.words.units.get(r.word(tail - 1))
    if unit is None or r.word(head) not in r.words.parts or r.word(tail) == "of":
        return None
    inner = r.word(head + 1) == "in"
    if inner != (r.word(head) in ("earlier", "later", "early", "late")):
        return None
    words = f"{r.word(head)} {unit}"
    return Atom(head, tail, Parts(form="period", unit=unit, part=r.words.parts[r.word(head)], deictic=True, word=words))


def next_day(r: Reading, head: int, tail: int) -> Atom | None:
    """The next day, the previous day, the same day: counted from a day the text named before."""
    word = r.word(head)
    if r.word(tail - 1) != "day" or word not in ("next", "previous", "following", "same", "that"):
        return None
    shift = r.words.shifts[word]
    return Atom(head, tail, Parts(form="period", unit="day", low=shift, high=shift, anchored=True, word=f"{word} day"))


def count_in(r: Reading, head: int, tail: int) -> tuple[int, int] | None:
    """A small number of the tokens as (fewest, most): 3, three, twenty-three, a couple of, a few."""
    total = 0
    for at in range(head, tail):
        word = r.word(at)
        if word in r.words.vague:
            return r.words.vague[word]
        if word.isdecimal() and len(word) <= 4:
            return int(word), int(word)
        value = r.words.numbers.get(word, 0)
        total = total * value if value == 100 and total else max(total, 0) + value if word not in ("a", "an") else 1
    return (total, total) if total else None


def span(r: Reading, head: int, tail: int) -> Atom | None:
    """The past three years, the next few days, the coming weeks."""
    unit = r.words.units.get(r.word(tail - 1))
    word = next(r.word(i) for i in range(head, tail) if r.word(i) in r.words.shifts)
    if unit is None or word in ("same", "that", "this", "current"):
        return None
    low, high = count_in(r, head + (r.word(head) == word), tail - 1) or (2, 6)
    sign = r.words.shifts[word]
    low, high = sorted((low * sign, high * sign))
    return Atom(
        head, tail, Parts(form="span", unit=unit, low=low, high=high, anchored=word in ANCHORED, word=f"{word} {unit}s")
    )


def nth(r: Reading, head: int, tail: int) -> Atom | None:
    """The last week of …, the first two months of …: waits for the date that follows."""
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


def offset(r: Reading, head: int, tail: int) -> Atom | None:
    """Two weeks ago, three days later, in a month's time; else it waits for "before" or "after" a date."""
    unit = r.words.units.get(r.word(tail - 1))
    if unit is not None and tail == head + 1:
        return _the_day(r, head, unit)
    end = tail - 1 - (r.word(tail - 2) in ("business", "calendar", "working", "consecutive", "school"))
    count = count_in(r, head, end)
    if unit is None or count is None:
        return None
    low, high = count
    after, then = r.word(tail), r.word(tail + 1)
    words = " ".join(r.word(i) for i in range(head, tail))
    if after == "ago":
        return Atom(head, tail + 1, Parts(form="away", unit=unit, low=-high, high=-low, word=f"{words} ago"))
    if after in ("earlier", "later", "afterwards", "previously") and then not in ("than", "this", "that"):
        if after in ("earlier", "previously"):
            low, high = -high, -low
        parts = Parts(form="away", unit=unit, low=low, high=high, anchored=True, word=f"{words} {after}")
        return Atom(head, tail + 1, parts)
    if after == "from" and then in ("now", "today"):
        return Atom(head, tail + 2, Parts(form="away", unit=unit, low=low, high=high, word=f"{words} from now"))
    if r.word(head - 1) == "in" and _will(r, head):
        return Atom(head - 1, tail, Parts(form="away", unit=unit, low=low, high=high, word=f"in {words}"))
    if r.word(head - 1) == "in" and (timed := _time_after(r, tail)):
        return Atom(head - 1, timed, Parts(form="away", unit=unit, low=low, high=high, word=f"in {words}"))
    return Atom(head, tail, Parts(form="away", unit=unit, low=low, high=high, word=words), kind="offset")


def _the_day(r: Reading, head: int, unit: str) -> Atom | None:
    """The day before …, the year after …: waits for its date; alone it counts from a day named before."""
    if r.word(head - 1) != "the":
        return None
    sign = {"before": -1, "after": 1}.get(r.word(head + 1), 0)
    word = f"the {unit} {r.word(head + 1)}"
    if sign and r.word(head + 2) in ("", ".", ",", ";", ")"):
        parts = Parts(form="period", unit=unit, low=sign, high=sign, anchored=True, word=word)
        return Atom(head, head + 2, parts)
    return Atom(head, head + 1, Parts(form="away", unit=unit, low=1, high=1, word=f"the {unit}"), kind="offset")


def _will(r: Reading, head: int) -> bool:
    """True when "in two weeks" follows a verb of what is to come and says when, not how fast ("built in two weeks")."""
    return any(r.is_a("ahead", i) or r.word(i) == "back" for i in range(max(head - 8, 0), head))


def _time_after(r: Reading, at: int) -> int:
    """The end of "'s time" or "' time" after "in two weeks"; 0 without."""
    if r.word(at) in QUOTES and r.word(at + 1) == "time":
        return at + 2
    return at + 1 if r.word(at) == "time" and r.tokens.word(at - 1).endswith(("'s", "’s")) else 0


def the_nth(r: Reading, head: int, tail: int) -> Atom | None:
    """On the 9th: only after a preposition and where no noun follows ("the 9th floor")."""
    closed = r.word(tail) == "" or (r.is_a("closed", tail) and r.word(tail) not in ("-", "of", "–", "/"))
    if r.word(head - 1) != "the" or r.word(head - 2) not in DAY_CUES or not closed:
        return None
    number = int(r.word(head))
    return Atom(head, tail, Parts(day=number)) if 1 <= number <= 31 and len(r.word(head)) <= 2 else None


DAY_CUES = ("on", "by", "until", "till", "since", "from", "before", "after", "week", "of")


# --- years ---------------------------------------------------------------------------------------------------------


def era(r: Reading, head: int, tail: int) -> Atom | None:
    """44 BC, AD 79, 500 CE: written in capitals."""
    sign, number = (head, head + 1) if not r.word(head).isdecimal() else (tail - 1, head)
    digits = r.word(number)
    if not r.tokens.surface(sign).isupper() or len(digits) > 4 or not int(digits):
        return None
    bc = r.word(sign).startswith("b")
    return Atom(head, tail, Parts(int(digits), bc=bc))


def spoken_year(r: Reading, head: int, tail: int) -> Atom | None:
    """In nineteen ninety-six, in two thousand and fifteen."""
    found = word_year(r, head, tail)
    follows = r.word(tail) == "" or r.is_a("closed", tail)
    if found is None or not follows or not r.is_a("sure", head - 1):
        return None
    return Atom(head, found[1], Parts(found[0]))


def word_year(r: Reading, head: int, tail: int) -> tuple[int, int] | None:
    """The year in words at `head` and where it ends: nineteen ninety-six, seventeen hundred thirty, two thousand five."""
    numbers = r.words.numbers
    first = numbers.get(r.word(head), 0)
    second = r.word(head + 1)
    if first in (1, 2) and second == "thousand" and head + 1 < tail:
        base, at = first * 1000, head + 2
    elif 16 <= first <= 20 and head + 1 < tail:
        base, at = first * 100, head + 1 + (second == "hundred")
    else:
        return None
    rest = 0
    while at < tail:
        value = numbers.get(r.word(at), 0) if r.word(at) not in ("a", "an") else 0
        if not value and r.word(at) not in ("and", "-"):
            break
        if value >= 100 or (rest and not (rest % 10 == 0 and value < 10)):
            break
        rest += value
        at += 1
    if rest < 10 and second not in ("hundred", "thousand"):
        return None
    if base % 1000 and not rest and r.word(at - 1) != "hundred":
        return None
    return (base + rest, at) if base + rest >= 1000 and (rest or base % 1000 == 0 or second == "hundred") else None


def holiday(r: Reading, head: int, tail: int) -> Atom | None:
    """Christmas Eve, Easter Monday 2024, Thanksgiving; "Christmas trees" and "Easter Island" are no days."""
    for size in (5, 4, 3, 2, 1):
        name = tuple(r.tokens.word(i).replace("’", "'") for i in range(head, head + size))
        found = r.words.holidays.get(name)
        if found is None or head + size > len(r.tokens):
            continue
        end = head + size
        follows = r.word(end) == "" or r.is_a("closed", end) or r.tokens.word(end).isdecimal()
        if (size == 1 or name[0] == "may") and not (r.capital(head + size - 1) and follows):
            return None
        at = end + (r.word(end) in ("of", ",", "in"))
        written = r.tokens.word(at)
        dated = written.isdecimal() and len(written) == 4 and OLD <= int(written) <= NEW
        shift = r.words.shifts.get(r.word(head - 1), 0) if head else 0
        parts = Parts(int(written) if dated else None, holiday=found, low=shift, word=" ".join(name))
        return Atom(head, at + 1 if dated else end, parts)
    return None


def week(r: Reading, head: int, tail: int) -> Atom | None:
    """Week 27 of 2024, in week 31; "Week 10" of a season and week 12 of a pregnancy are no calendar weeks."""
    number, year = int(r.word(head + 1)), year_in(r, head + 2, tail)
    if not 1 <= number <= 53 or r.capital(head) or (year is None and r.word(head + 2) == "of"):
        return None
    return Atom(head, tail, Parts(year, week=number))


def weekend(r: Reading, head: int, tail: int) -> Atom | None:
    """Over the weekend: the one just past, or the one to come where the text looks ahead."""
    if r.word(head - 1) != "the" or r.word(head - 2) not in ("over", "during", "at", "on", "for", "through"):
        return None
    return Atom(head, tail, Parts(form="weekend", unit="weekend", word="the weekend"))


def year(r: Reading, head: int, tail: int) -> Atom | None:
    """A bare year: likely from 1900 to 2099, elsewhere only after a sure cue; never a count or a name's number."""
    number = int(r.word(head))
    if _year_forbidden(r, head, tail):
        return None
    cue = r.is_a("cue", head - 1) or (r.word(head - 1) == "the" and r.word(head - 2) == "year")
    sure = r.is_a("sure", head - 1) or r.word(head - 1) in ("early", "mid", "late", "c", "spring", "summer", "winter")
    sure = sure or (r.word(head - 1) == "to" and r.word(head - 2) == "back")
    if r.word(head - 1) == "-" and r.word(head - 2) in ("mid", "early", "late", "pre", "post"):
        sure = True
    linked = r.before is not None and r.before.parts.year is not None and head - r.before.tail == 1
    linked = linked and r.word(head - 1) in ("and", "to", "or", ",", "/", *DASHES, "until", "through", "till")
    if OLD <= number <= NEW:
        if r.is_a("number", head - 1) and not (r.word(head - 1) == "than" and r.word(head - 2) in COMPARED):
            return None
        if r.word(head - 1) in ("about", "around") and tail < len(r.tokens) and not r.is_a("closed", tail):
            return None
        return Atom(head, tail, Parts(number))
    closed = r.word(tail) == "" or r.is_a("closed", tail)
    if (
        not (sure and closed)
        and not linked
        and not _bracketed(r, head, tail)
        and not (cue and number > 1500 and closed)
    ):
        return None
    if number > NEW and not sure:
        return None
    if r.word(head - 1) in ("by", "for", "from", "of", "than", "about", "around", "to") and (
        number % 100 == 0 or number > NEW
    ):
        return None
    return Atom(head, tail, Parts(number))


COMPARED = ("later", "earlier", "greater", "less")


def _bracketed(r: Reading, head: int, tail: int) -> bool:
    return r.word(head - 1) == "(" and r.word(tail) in (")", "-", "–", ",")


def _year_forbidden(r: Reading, head: int, tail: int) -> bool:
    """Units, money, counted nouns after or before, and numbers inside longer codes."""
    t = r.tokens
    if r.is_a("money", head - 1) or r.word(head - 1) in ("#", "№", "+", "°", "~", "@"):
        return True
    if tail < len(t) and t.low[head] == t.word(head):  # something is glued to its end
        glued = t.word(tail)
        if glued in ("%", "°", "x", "×", "m", "k", "$", "€", "£", "+", "_", "bn", "mm", "km", "kg", "cm", "mb"):
            return True
        if glued in ("-", "/", ":", ".", "–", ",") and t.low[tail] == glued and t.low[tail + 1 : tail + 2] != []:
            follows = t.low[tail + 1]
            if follows[:1].isdigit() or (
                glued in ("-", "/", ":")
                and follows.rstrip()
                in (
                    "strong",
                    "member",
                    "seat",
                    "metre",
                    "meter",
                    "mile",
                    "page",
                    "acre",
                    "pound",
                    "foot",
                    "kilometre",
                    "kilometer",
                    "year",
                )
            ):
                return True
    if (
        head
        and t.low[head - 1] == t.word(head - 1)
        and t.word(head - 1) in ("-", "/", ".", ":", ",", "_", "–", "=", "&")
    ):
        prefix = t.word(head - 2)
        dated = r.before is not None and r.before.tail == head - 1
        if (
            prefix
            and t.low[head - 2] == prefix
            and prefix not in ("mid", "early", "late", "pre", "post", "c", ")")
            and not dated
        ):
            return t.word(head - 1) not in (",", "–") or prefix.isdecimal()
    if tail < len(t) and r.is_a("counted", tail):
        cue = r.is_a("sure", head - 1)
        return not (cue and r.is_a("verb", tail + 1))
    return t.word(tail) in ("per", "%") and t.word(tail + 1) in ("cent", "")


READERS: Mapping[str, Callable[[Reading, int, int], Atom | None]] = {
    "holiday": holiday,
    "weekend": weekend,
    "week": week,
    "iso": iso,
    "numeric": numeric,
    "slashed": slashed,
    "dotted": dotted,
    "dmy": textual,
    "mdy": textual,
    "ymd": textual,
    "ym": textual,
    "my": textual,
    "quarter": quarter,
    "half": half,
    "fiscal": fiscal,
    "years": years,
    "decade": decade,
    "century": century,
    "season": season,
    "weekday_day": weekday_day,
    "weekday": weekday,
    "around": around,
    "relative_day": relative_day,
    "day_part": day_part,
    "period": period,
    "within": within,
    "next_day": next_day,
    "span": span,
    "nth": nth,
    "offset": offset,
    "the_nth": the_nth,
    "era": era,
    "word_year": spoken_year,
    "month": month,
    "year": year,
}

"""Readers of quarters, fiscal years, ranges of years, decades, centuries, seasons, calendar weeks, years.

As in `date_days`: an Atom, or None where the words only look like a date ("2010 people", a batsman's second century,
the 80s of a thermometer, a third quarter-final).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from claimcheck.extract.date_numbers import DASHES, QUOTES, full_year, ordinal, word_year, year_in
from claimcheck.extract.date_parts import Parts
from claimcheck.extract.date_reading import Atom, Reading

OLD, NEW = 1900, 2060  # a bare number in this range is a year unless something forbids it
OLDEST = 20_000  # "10,000 BC"
CLEAR = 1500  # smaller bare numbers need a sure cue ("in 1066")
SPELT_CENTURY = 13  # "her second century" is cricket; "fourteenth century" is not


def quarter(r: Reading, head: int, tail: int) -> Atom | None:
    """Q3 2024, 3Q24, third quarter of 2024, fourth-quarter; without a year "of" tells a share from a season."""
    year = year_in(r, head, tail) or _short_year(r, head, tail)
    letter = next((i for i in range(head, tail) if r.word(i) == "q"), None)
    number = _digit_beside(r, letter, head, tail) if letter is not None else ordinal(r, head, tail) or 0
    after = tail + (r.word(tail) == "-")
    if [r.word(i) for i in range(tail, tail + 3)] == ["of", "the", "year"]:
        return Atom(head, tail + 3, Parts(quarter=number)) if 1 <= number <= 4 else None
    if letter is None and year is None and (r.word(tail) == "of" or r.among("quarter_game", after)):
        return None
    if not 1 <= number <= 4:
        return None
    fiscal = any(r.among("fiscal", i) for i in range(head, tail))
    return Atom(head, tail, Parts(year, quarter=number, fiscal=fiscal))


def half(r: Reading, head: int, tail: int) -> Atom | None:
    """H1 2024, 2024 H2, the first half of 2024."""
    year = year_in(r, head, tail) or _short_year(r, head, tail)
    letter = next((i for i in range(head, tail) if r.word(i) == "h"), None)
    number = ordinal(r, head, tail) or 0 if letter is None else _digit_beside(r, letter, head, tail)
    if number not in (1, 2) or (letter is not None and year is None):
        return None
    waits = year is None and r.word(tail - 1) == "half"  # "the first half of last year"
    return Atom(head, tail, Parts(year, half=number), kind="of-year" if waits else "date")


def _short_year(r: Reading, head: int, tail: int) -> int | None:
    """The 24 of 3Q24 and 1H24."""
    last = r.word(tail - 1)
    short = tail - head == 3 and len(last) == 2 and last.isdecimal() and r.word(head + 1) in ("q", "h")
    return full_year(int(last)) if short and r.capital(head + 1) else None  # "1h 24" is a length of time


def _digit_beside(r: Reading, letter: int, head: int, tail: int) -> int:
    """The digit of Q3, 3Q, H1; 0 without one."""
    beside = (r.word(i) for i in (letter + 1, letter - 1) if head <= i < tail)
    digit = next((word for word in beside if len(word) == 1 and word.isdecimal()), "0")
    return int(digit)


def fiscal(r: Reading, head: int, tail: int) -> Atom | None:
    """Fiscal 2024, FY24, financial year 2023-24 (named by the year it ends in), calendar year 2008."""
    numbers = [r.word(i) for i in range(head + 1, tail) if r.word(i).isdecimal()]
    plain = not r.among("fiscal", head)
    if len(numbers[0]) == 2 and r.word(head) != "fy" and not plain and r.word(head + 1) != "year":
        return None
    year = int(numbers[0]) if len(numbers[0]) == 4 else full_year(int(numbers[0]))
    if len(numbers) > 1:
        year = int(numbers[1]) if len(numbers[1]) == 4 else year // 100 * 100 + int(numbers[1])
    return Atom(head, tail, Parts(year, fiscal=not plain))


def years(r: Reading, head: int, tail: int) -> Atom | None:
    """1939-45, 2011–2024, season 2023/24; 2015-12 is a month."""
    first, second, dash = r.word(head), r.word(tail - 1), r.word(head + 1)
    if _in_a_code(r, head, tail) or r.is_a("money", head - 1):
        return None
    apart = dash != "/" and len(second) == 2 and not (r.glued(head) and r.glued(head + 1))
    if apart and not r.among("season_after", tail):
        return None  # "in 2023 - 24 people"
    start = int(first)
    end = int(second) if len(second) == 4 else start // 100 * 100 + int(second)
    if end == start + 1 or (end > start and (dash != "/" or len(second) == 4)):
        return Atom(head, tail, Parts(start), Parts(end))
    if len(second) == 2 and 1 <= int(second) <= 12 and dash in ("-", "/") and OLD <= start <= NEW:
        return Atom(head, tail, Parts(start, int(second)))
    return None


def decade(r: Reading, head: int, tail: int) -> Atom | None:
    """The 1980s, the '80s, the eighties; "her eighties" is an age, "in the 80s" may be the weather."""
    at = head + (r.word(head) in QUOTES)
    word = r.word(at)
    cue = head - 1
    while r.among("decade_part", cue):
        cue -= 1
    if r.is_a("own", cue):
        return None
    if len(word) == 4:
        return None if int(word) % 10 else Atom(head, tail, _decade(int(word)))
    linked = r.before is not None and (r.before.parts.decade is not None and r.before.tail == head - 1)
    if linked and r.among("links", head - 1) and word.isdecimal() and int(word) % 10 == 0:
        return Atom(head, tail, Parts(decade=190 + int(word) // 10))  # "the 1950s and '60s"
    if linked and word in r.words.decades:
        return Atom(head, tail, Parts(decade=r.words.decades[word]))
    if r.word(cue) not in ("the", "in") or r.words.cues["weather"].intersection(r.tokens.words):
        return None
    if word in r.words.decades:
        return Atom(head, tail, Parts(decade=r.words.decades[word]))
    if int(word) % 10 or int(word) < 20 or (at == head and not r.among("decade_before", cue - 1)):
        return None
    return Atom(head, tail, Parts(decade=190 + int(word) // 10))


def _decade(year: int) -> Parts:
    """The 1800s are a century, the 2000s its first ten years."""
    return Parts(century=year // 100) if year % 100 == 0 and year < 2000 else Parts(decade=year // 10)


def century(r: Reading, head: int, tail: int) -> Atom | None:
    """19th century, eighteenth-century, 18th and 19th centuries, 5th century BC."""
    number = ordinal(r, head, tail)
    if number is None or not 1 <= number <= 30:
        return None
    if not r.word(head).isdecimal() and number < SPELT_CENTURY and not r.among("century_before", head - 1):
        return None
    if r.among("bc", tail - 1):
        return Atom(head, tail, Parts(number * 100, bc=True, word="century"))
    middle = next((i for i in range(head + 1, tail - 1) if r.word(i) in ("and", "to", "through", *DASHES)), None)
    other = ordinal(r, middle, tail) if middle is not None else None
    until = Parts(century=other - 1) if other is not None and other > number else None
    return Atom(head, tail, Parts(century=number - 1), until)


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
    if r.among("season_verb", at) and r.among("season_noun", tail):
        return None
    if at > head:
        shift = r.words.shifts[r.word(head)]
        return Atom(head, at + 1, Parts(season=found, low=shift, word=f"{r.word(head)} {word}"))
    cue = head - 1 - (r.word(head - 1) == "the")
    if r.among("season_before", cue) and r.closed(tail) and r.word(tail) != "of" and not r.capital(at):
        return Atom(head, at + 1, Parts(season=found))
    return None


def week(r: Reading, head: int, tail: int) -> Atom | None:
    """Week 27 of 2024, in week 31; "Week 10" of a season and week 12 of a pregnancy are no calendar weeks."""
    number, year = int(r.word(head + 1)), year_in(r, head + 2, tail)
    other = r.word(head + 2) == "of" and r.word(head + 3) not in r.words.shifts  # "week 12 of the season"
    if not 1 <= number <= 53 or r.capital(head) or (year is None and other):
        return None
    return Atom(head, tail, Parts(year, week=number))


# --- single years --------------------------------------------------------------------------------------------------


def era(r: Reading, head: int, tail: int) -> Atom | None:
    """44 BC, AD 79, 500 CE, from 500 to 300 BC: written in capitals."""
    before = not r.word(head)[0].isdigit()
    sign = head if before else tail - 1
    digits = [r.word(i).replace(",", "") for i in range(head, tail) if r.word(i)[0].isdigit()]
    bc = r.among("bc", sign)
    if not r.tokens.surface(sign).isupper() or any(not 0 < int(d) <= (OLDEST if bc else NEW) for d in digits):
        return None
    parts = [Parts(int(d), bc=bc) for d in digits]
    if len(parts) == 1:
        return Atom(head, tail, parts[0])
    if r.word(head + 1) == "and" and r.word(head - 1) != "between":
        return None
    ordered = (int(digits[0]) > int(digits[1])) == bc
    return Atom(head, tail, parts[0], parts[1]) if ordered else None


def spoken_year(r: Reading, head: int, tail: int) -> Atom | None:
    """In nineteen ninety-six, in two thousand and fifteen."""
    found = word_year(r, head, tail)
    if found is None or not r.closed(tail) or not r.is_a("sure", head - 1):
        return None
    return Atom(head, found[1], Parts(found[0]))


def short_year(r: Reading, head: int, tail: int) -> Atom | None:
    """The class of '98, in '68; a quotation may begin so, so a mark must follow, or "class of" stand before."""
    named = r.word(head - 1) == "of" and r.among("year_named", head - 2)
    if r.glued(head - 1) or not (named or (r.is_a("sure", head - 1) and r.closed(tail))):
        return None
    return Atom(head, tail, Parts(full_year(int(r.word(tail - 1)))))


def year(r: Reading, head: int, tail: int) -> Atom | None:
    """A bare year: likely from 1900 to 2060, elsewhere only after a sure cue; never a count or a name's number."""
    number = int(r.word(head))
    if OLD <= number <= NEW and _plain(r, head, tail):
        return Atom(head, tail, Parts(number))
    if _number_glued(r, head, tail) or _in_a_code(r, head, tail) or _counts(r, head, tail):
        return None
    if OLD <= number <= NEW:
        named = r.is_a("number", head - 1) and not (r.word(head - 1) == "than" and r.among("year_compared", head - 2))
        amount = r.word(head - 1) in ("about", "around") and not r.closed(tail)
        return None if named or amount else Atom(head, tail, Parts(number))
    linked = r.before is not None and r.before.parts.year is not None and head - r.before.tail == 1
    if linked and r.among("links", head - 1):
        return Atom(head, tail, Parts(number))
    if r.word(head - 1) == "(" and r.word(tail) in (")", "-", "–", ","):
        return Atom(head, tail, Parts(number))
    if not r.closed(tail) or not (_sure(r, head) or (r.is_a("cue", head - 1) and CLEAR < number < OLD)):
        return None
    rounded = number % 100 == 0 or number > NEW
    return None if rounded and r.among("year_round", head - 1) else Atom(head, tail, Parts(number))


def _plain(r: Reading, head: int, tail: int) -> bool:
    """True where neither neighbour can make a number of it: most years, told by two look-ups."""
    low = r.low
    if head == 0 or not r.beside[low[head - 1]][0]:
        return False
    return tail >= len(low) - (low[-1] == ".") or r.beside[low[tail]][1]


def _sure(r: Reading, head: int) -> bool:
    """True after "in", "since", "mid-", "back to": what stands before a year and hardly before a count."""
    prefix = r.word(head - 1) == "-" and r.among("year_prefix", head - 2)
    back = r.word(head - 1) == "to" and r.word(head - 2) == "back"
    if r.word(head - 1) == "." and r.among("life", head - 2) and not r.capital(head - 2):
        return r.word(head - 2) in ("c", "ca") or r.word(head - 3) == "("  # "c. 1850", "(b. 1872)"
    about = r.word(head - 1) in ("c", "ca") and not r.capital(head - 1)
    born = r.word(head - 2) == "(" and r.among("born", head - 1)
    return r.is_a("sure", head - 1) or r.among("year_part", head - 1) or prefix or back or about or born


def _number_glued(r: Reading, head: int, tail: int) -> bool:
    """True for $2024, #2024, No. 2024, 2024%, 2024km, 2024-strong, 2024 per cent."""
    before = r.is_a("money", head - 1) or r.among("number_mark", head - 1)
    abbreviated = r.word(head - 1) == "." and r.among("number_abbreviated", head - 2)
    after = r.glued(head) and r.among("number_glued", tail)
    adjective = r.glued(head) and r.word(tail) == "-" and r.among("number_adjective", tail + 1)
    percent = r.word(tail) == "%" or (r.word(tail) == "per" and r.word(tail + 1) == "cent")
    return before or abbreviated or after or adjective or percent


def _in_a_code(r: Reading, head: int, tail: int) -> bool:
    """True inside a longer code: ISO 9001:2015, 555-2010, COVID-2019, 2010-5-B; not mid-2019 or a range of dates."""
    hangs = r.glued(tail - 1) and r.glued(tail) and r.among("glue", tail)
    if hangs and r.written(tail + 1)[:1].isdigit():
        return True
    mark = r.word(head - 1)
    if not r.glued(head - 1) or mark not in ("-", "/", ".", ":", ",", "–", "&"):
        return False
    prefix = r.word(head - 2)
    dated = r.before is not None and r.before.tail == head - 1
    if not r.glued(head - 2) or r.among("year_prefix", head - 2) or prefix in ("c", ")") or dated:
        return False
    return mark not in (",", "–") or prefix.isdecimal()


def _counts(r: Reading, head: int, tail: int) -> bool:
    """True for "2010 people"; "in 2010 people began" goes on with a verb, so the people are its subject."""
    if r.word(tail) == "year":  # "a 2000 year old oak"
        return True
    numbered = r.word(head - 1).isdecimal() and not r.glued(head - 2)  # not E3 2015, 15:50:06 2016
    if numbered or (r.word(tail).isdecimal() and r.word(tail + 1).isdecimal()):
        return True  # "Windows 10 1909", "2016 555 0199"
    return r.is_a("counted", tail) and not (r.is_a("sure", head - 1) and r.is_a("verb", tail + 1))


READERS: Mapping[str, Callable[[Reading, int, int], Atom | None]] = {
    "quarter": quarter,
    "half": half,
    "fiscal": fiscal,
    "years": years,
    "decade": decade,
    "century": century,
    "season": season,
    "week": week,
    "era": era,
    "word_year": spoken_year,
    "short_year": short_year,
    "year": year,
}

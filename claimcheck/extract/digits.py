"""Numbers that begin with a digit: "1,200", "3.5", "10 1/2", "5½", "2.5 million", "21st", "9.8e-3", "80 , 000".

Refuses identifiers: more than 24 digits, leading zeros, "1.2.3", and slashes that are no fraction ("9/11", "24/7").
"""

from __future__ import annotations

import re
from decimal import Decimal

from claimcheck.extract.numbers import (
    ONE,
    TENTH,
    Number,
    and_a_half,
    decade,
    fraction,
    nothing,
    ordinal,
    scaled,
)
from claimcheck.extract.surfaces import match_unit
from claimcheck.extract.tables import Tables
from claimcheck.tokens import Tokens

LONGEST = 24
GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
PLAIN = re.compile(r"\d+(?:\.\d+)?")
COMMA = re.compile(r"\d{1,3},\d{1,2}")  # "€1,5 million": a decimal comma, believed only before a scale word
DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,4}")  # "1.200.000"
THIN = frozenset("\u00a0\u2009\u202f")  # spaces that group digits
ENDINGS = frozenset(("st", "nd", "rd", "th"))
SLASHES = frozenset(("/", "⁄"))
TIMES = frozenset(("x", "×", "*", "·"))
DENOMINATORS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 64, 100, 1000))
LARGEST_POWER = 30
MOST_MARKS = 100  # "8.2/10", "61.5/100": a rating
SECONDS = re.compile(r"[0-5]\d(?:\.\d+)?")
LONGEST_RACE = 30  # hours
LONGEST_RUN = 9  # hours: above, "12:30:45" is a time of day unless the sentence speaks of racing
RACE_REACH = 12  # tokens in which a two-part race time wants its cue


def read(tables: Tables, tokens: Tokens, at: int) -> Number | None:
    """The number that begins with the digits at token `at`."""
    words = tokens.words
    word = words[at]
    if len(word) > LONGEST:
        return nothing(at, at + 1)
    tail = at + 1
    if not word.isdecimal():
        if GROUPED.fullmatch(word):
            word = word.replace(",", "")
        elif DOTTED.fullmatch(word) and (word.count(".") == 2 or ".000" in word):
            word = word.replace(".", "")
        elif COMMA.fullmatch(word) and _is_decimal(tables, tokens, at, tail):
            word = word.replace(",", ".")
        elif not PLAIN.fullmatch(word):
            return nothing(at, tail)
    elif not tokens.joined(at):
        word, tail = _rejoined(tokens, at, word)
    if word[0] == "0" and len(word) > 1 and word[1] != ".":
        return nothing(at, _past_groups(tokens, tail))
    head = at
    if at and words[at - 1] == "." and word.isdecimal() and tokens.joined(at - 1) and not tokens.joined(at - 2):
        word, head = f"0.{word}", at - 1  # ".5 percent"
    value = Decimal(word)
    step = ONE if "." not in word else ONE.scaleb(-len(word.partition(".")[2]))
    if tail >= len(words):
        return Number(head, tail, value, value, 1, step, "digits")
    follower = words[tail]
    if follower == ":":
        race = _race(tables, tokens, at)
        if race is not None:
            return race
    if follower == "s" and tokens.joined(tail - 1) and value % 10 == 0 and 20 <= value <= 90:
        lived = decade(tables, tokens, head, tail + 1, int(value))
        if lived is not None:
            return lived
    if follower in ENDINGS and tokens.joined(tail - 1) and follower == _ending(word):
        return ordinal(head, tail + 1, int(value)) if step == 1 else None
    if not follower[0].isalpha() or follower in TIMES or follower == "e":
        special = _mixed(tables, tokens, head, tail, value, step, follower) or _power(tokens, head, tail, value, step)
        if special is not None:
            return special
    elif follower == "and":
        part, after = and_a_half(tables, tokens, tail)
        if part is not None:
            return scaled(tables, tokens, head, after, value + part, TENTH, "digits")
    return scaled(tables, tokens, head, tail, value, step, "digits")


def _is_decimal(tables: Tables, tokens: Tokens, at: int, tail: int) -> bool:
    """True where "7,5" must be a decimal: before a scale or a unit, or with a currency before it."""
    if tokens.word(tail) in tables.words.scales or tokens.word(at - 1) in tables.units.signs:
        return True
    return match_unit(tokens, tail, tables.units, digits=True) is not None


def _mixed(
    tables: Tables, tokens: Tokens, head: int, tail: int, value: Decimal, step: Decimal, follower: str
) -> Number | None:
    """As in "3/4", "10 1/2", "2-1/2", "5½"; "9/11" and "24/7" are no numbers."""
    if follower in tables.words.glyphs:
        value += tables.words.glyphs[follower]
        return scaled(tables, tokens, head, tail + 1, value, TENTH, "digits")
    if follower in SLASHES:
        return _simple(tables, tokens, head, tail, value, step)
    first = tail + 1 if follower == "-" else tail
    if tokens.word(first + 1) not in SLASHES:
        return None
    above, below = tokens.word(first), tokens.word(first + 2)
    if not (above.isdecimal() and below.isdecimal() and len(above) < 4 and len(below) < 4 and above[0] != "0"):
        return None
    if int(above) < int(below) and int(below) in DENOMINATORS:
        value += Decimal(int(above)) / int(below)
        return scaled(tables, tokens, head, first + 3, value, TENTH, "digits")
    return None


def _simple(tables: Tables, tokens: Tokens, head: int, tail: int, value: Decimal, step: Decimal) -> Number | None:
    """A fraction without a whole number: "3/4 mile", "1 / 4 point"; nothing when it is a date, a ratio or an event."""
    below, end = tokens.word(tail + 1), tail + 2
    if not below.isdecimal() or len(below) > 5:
        return None
    if value != int(value):
        marks = int(below) if value <= int(below) <= MOST_MARKS else 0
        return Number(head, end, value, value, 1, step, "rating", out_of=marks) if marks else None
    plausible = 0 < value < int(below) and int(below) in DENOMINATORS and below[0] != "0"
    if not plausible or tokens.word(end) in ("/", "⁄") or tokens.word(head - 1) in ("/", "⁄"):
        return nothing(head, end)
    made = fraction(tables, tokens, head, end, value / int(below), "ratio", digits=True)
    made.out_of = int(below) if made.style == "ratio" else 0
    return made


def _power(tokens: Tokens, head: int, tail: int, value: Decimal, step: Decimal) -> Number | None:
    """As in "9.83e-3", "5.5x10-3", "5 × 10^6": a power of ten."""
    word, at = tokens.word(tail), tail + 1
    if word == "e":
        if not (tokens.joined(tail - 1) and tokens.joined(tail)):
            return None
    elif word in TIMES and tokens.word(at) == "10":
        at += 1
        at += tokens.word(at) == "^"
    else:
        return None
    sign = 1
    if tokens.word(at) in ("-", "−", "+"):
        sign, at = -1 if tokens.word(at) != "+" else 1, at + 1
    power = tokens.word(at)
    if not power.isdecimal() or len(power) > 2 or int(power) > LARGEST_POWER or not tokens.joined(at - 1):
        return None
    value, step = value.scaleb(sign * int(power)), step.scaleb(sign * int(power))
    return Number(head, at + 1, value, value, 1, step, "digits")


def _race(tables: Tables, tokens: Tokens, at: int) -> Number | None:
    """As in "2:24:09", "ran 3:41.2", "finished in 3:41": what a stopwatch shows, in seconds; "at 3:41" is a time."""
    words, size = tokens.words, len(tokens)
    parts, tail = [words[at]], at + 1
    while len(parts) < 3 and tail + 1 < size and words[tail] == ":" and tokens.joined(tail - 1) and tokens.joined(tail):
        parts.append(words[tail + 1])
        tail += 2
    if len(parts) < 2 or not parts[0].isdecimal() or not all(map(SECONDS.fullmatch, parts[1:])) or "." in parts[-2]:
        return None
    if int(parts[0]) > (LONGEST_RACE if len(parts) == 3 else 59) or tokens.word(tail) == ":" or tokens.joined(at - 1):
        return None
    if int(parts[0]) > LONGEST_RUN if len(parts) == 3 else "." not in parts[1]:
        before = tokens.word(at - 1)
        around = words[max(0, at - RACE_REACH) : at] if before in tables.cues.race_before else ()
        if tables.cues.race_cues.isdisjoint(around):
            return None
    value = Decimal(0)
    for part in parts:
        value = value * 60 + Decimal(part)
    step = ONE.scaleb(-len(parts[-1].partition(".")[2]))
    return Number(at, tail, value, value, 1, step, "race")


def _ending(word: str) -> str:
    """The ordinal ending that fits the digits: 1st, 2nd, 3rd, 11th; "12st" is a weight."""
    if word[-2:-1] == "1":
        return "th"
    return {"1": "st", "2": "nd", "3": "rd"}.get(word[-1], "th")


def _past_groups(tokens: Tokens, tail: int) -> int:
    """Past the further groups of a telephone number that begins with a zero: "020 7946 0958"."""
    while tokens.word(tail).isdecimal() or (tokens.word(tail) == "-" and tokens.word(tail + 1).isdecimal()):
        tail += 1
    return tail


def _spaced(tokens: Tokens, at: int, word: str) -> tuple[str, int]:
    """As in "10 000", "1 200 000": groups of three set off by spaces; "12 300 were hurt" are two numbers."""
    low, tail, groups = tokens.low, at + 1, [word]
    while len(groups) < 5 and tail < len(low) and len(tokens.words[tail]) == 3 and tokens.words[tail].isdecimal():
        groups.append(tokens.words[tail])
        tail += 1
        if not low[tail - 1][-1].isspace():
            break
    thin = all(low[i][-1] in THIN for i in range(at, tail - 1))
    believed = thin or "000" in groups[1:] or (len(groups) > 2 and len(word) < 3)
    if not believed or tokens.word(tail).isdecimal():
        return word, at + 1
    return "".join(groups), tail


def _rejoined(tokens: Tokens, at: int, word: str) -> tuple[str, int]:
    """Digits that a tokeniser pulled apart: "80 , 000" and "46 . 8"; the digits and where they end."""
    low, words, tail = tokens.low, tokens.words, at + 1
    size = len(low)
    if tail < size and len(words[tail]) == 3 and words[tail].isdecimal() and len(word) <= 3 and word[0] != "0":
        return _spaced(tokens, at, word)
    if len(word) <= 3 and word[0] != "0":
        for _ in range(5):
            if tail + 1 >= size or low[tail] != ", " or tokens.joined(tail - 1):
                break
            part = words[tail + 1]
            if len(part) != 3 or not part.isdecimal():
                break
            word, tail = word + part, tail + 2
    year = len(word) == 4 and "1900" <= word <= "2100"
    if tail + 1 < size and low[tail] == ". " and not tokens.joined(tail - 1) and not year:
        part = words[tail + 1]
        if part.isdecimal() and len(part) <= 4:
            word, tail = f"{word}.{part}", tail + 2
    return word, tail

"""A number with what stands right beside it: sign, currency, unit, counted noun. The quantity grammar begins here.

A `Part` is mutable on purpose and never leaves `extract`. Refuses to look further than the neighbours: joining parts is
`joins`, bounds and rates are `quantities`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.extract.measures import currency_before, unit_after
from claimcheck.extract.names import name_end
from claimcheck.extract.nouns import counted, hyphenated, is_plural
from claimcheck.extract.numbers import DASHES, Number, and_a_half
from claimcheck.extract.surfaces import match_unit
from claimcheck.extract.tables import Tables
from claimcheck.lexicon.cues import Cues
from claimcheck.lexicon.units import Unit, UnitTable
from claimcheck.tokens import Tokens

MINUS = frozenset(("-", "−", "minus", "negative"))
QUOTES = frozenset(('"', "”", "″", "''"))
PRIMES = frozenset(("'", "’", "′"))
MOST_INCHES = 130  # above, the mark closes a quotation
MOST_QUOTED = 300  # tokens; a longer quotation is read as not open
# Symbols that may be a scale instead: "2.5m people", "100t barrels".
UNITED = {"race": "second", "decade": "year"}  # numbers that bring their unit along
SCALE_LIKE = frozenset(("metre", "tonne", "bit", "byte", "kelvin"))


@dataclass(slots=True)
class Part:
    """A number with its currency or unit: tokens [head, tail). `top` is the upper end of a range.

    `left`: the currency stands before the number; `noun_end`: past the counted noun; `kind`, `modifier` and `change`
    are set where joining parts settles them; `shade` says more than a modifier ("just over"); tokens before `floor`
    belong to the figure before, and `compared`: "35 % more than …" would set the two against each other;
    `led`: the change of the figure before it.
    """

    number: Number
    head: int
    tail: int
    value: Decimal | None
    unit: Unit | None = None
    left: bool = False
    noun: str = ""
    noun_end: int = 0
    top: Part | None = None
    kind: str = ""
    modifier: str = ""
    change: str = ""
    shade: str = ""
    floor: int = 0
    compared: bool = False
    led: str = ""


def read_parts(tokens: Tokens, numbers: Sequence[Number], tables: Tables, currency: str) -> list[Part]:
    """The parts of a sentence, names with numbers left out. `currency`: what a bare "$" stands for, or ""."""
    found: list[Part] = []
    floor = 0
    for n, number in enumerate(numbers):
        if number.head < floor or number.style == "none":
            continue
        part = _part(tokens, number, floor, tables, currency)
        if number.style in ("digits", "words"):
            linked = n + 1 < len(numbers) and numbers[n + 1].head <= number.tail + 2
            end = name_end(
                tokens,
                part.number,
                part.head,
                part.tail,
                found[-1].tail if found else -1,
                tables.cues,
                part.unit,
                part.noun,
                linked=linked,
            )
            if end:
                floor = end
                continue
        if found and part.unit is not None and part.unit.name in SCALE_LIKE:
            _as_before(tokens, part, found)
        if found and found[-1].noun_end > part.head:
            found[-1].noun_end = found[-1].tail
        found.append(part)
        floor = part.tail
    return found


def _part(tokens: Tokens, number: Number, floor: int, tables: Tables, currency: str) -> Part:
    part = Part(number, number.head, number.tail, number.value)
    if number.style in ("ordinal", "multiple", "ratio", "rating"):
        return part
    if number.style in UNITED:
        part.unit = tables.units.units[UNITED[number.style]]
        return part
    if number.style == "vague":
        at = number.tail + (tokens.word(number.tail) == "of")
        found = match_unit(tokens, at, tables.units, digits=False)
        if found is not None:
            part.unit, part.tail = found[0].unit, found[1]
    elif not (number.style == "digits" and _marked_feet(tokens, part, tables.units, tables.cues.inch_after)):
        before = tokens.word(number.head - 1)
        signed = before in ("-", "−") and tokens.word(number.head - 2) in tables.units.signs
        million = _in_millions(tokens, number, floor, tables) if before[:1] == "m" else None
        money = million
        if money is None and (signed or before in tables.paying):
            money = currency_before(tokens, number.head - signed, floor, tables, currency)
        if money is not None:
            _money(tokens, part, money, tables)
            if million is not None and number.scale == 1:
                _rescale(part, 10**6, part.tail)
            part.value = -part.value if signed and part.value is not None else part.value
        else:
            _measure(tokens, part, tables)
            if part.unit is None and number.style == "digits":
                _unit_before(tokens, part, tables.units)
        below = part.unit is not None and _below_zero(tokens, part, tables.cues)
        if not signed and not below and tokens.word(part.head - 1) in MINUS:
            _sign(tokens, part)
    if part.unit is None:
        set_noun(tokens, part, tables.cues)
    return part


def _in_millions(tokens: Tokens, number: Number, floor: int, tables: Tables) -> tuple[Unit, int] | None:
    """As in "€m 30", "MAUD 60": the currency, in millions, and where it begins."""
    at = number.head - 1
    word = tokens.word(at)
    if at < floor:
        return None
    if word == "m":
        return currency_before(tokens, at, floor, tables, "") if tokens.joined(at - 1) else None
    unit = tables.units.codes.get(word[1:])
    return (unit, at) if unit is not None and tokens.surface(at).isupper() else None


def _money(tokens: Tokens, part: Part, money: tuple[Unit, int], tables: Tables) -> None:
    """A currency before the number: scale letters count, and its name may follow once more ("$5 million dollars")."""
    part.unit, part.head = money
    part.left = True
    _suffix(tokens, part, tables)
    again = match_unit(tokens, part.tail, tables.units, digits=True)
    if again is not None and again[0].unit.dimension == "money" and not tokens.word(again[1])[:1].isdecimal():
        part.tail = again[1]
        if again[0].unit.name.endswith(part.unit.name.rpartition(" ")[2]):
            part.unit = again[0].unit


def _measure(tokens: Tokens, part: Part, tables: Tables) -> None:
    found = unit_after(tokens, part.number, tables)
    if (found is None or found[0].name in SCALE_LIKE) and _suffix(tokens, part, tables):
        found = unit_after(tokens, part.number, tables)
    if found is None:
        _millions_after(tokens, part, tables)
        return
    part.unit, part.tail = found
    number = part.number
    if tokens.word(part.tail) == "and" and part.value is not None and number.step >= 1 and number.scale == 1:
        half, end = and_a_half(tables, tokens, part.tail)
        if half is not None:
            part.number = Number(number.head, number.tail, None, part.value + half, 1, Decimal("0.5"), "words")
            part.value, part.number.value, part.tail = part.value + half, part.value + half, end
    elif part.unit.dimension == "money":
        size = tables.words.scales.get(tokens.word(part.tail), 0)
        if size > 100 and number.scale == 1:  # "75 USD million"
            _rescale(part, size, part.tail + 1)


def _millions_after(tokens: Tokens, part: Part, tables: Tables) -> None:
    """As in "60 MAUD": a currency in millions."""
    word = tokens.word(part.tail)
    unit = tables.units.codes.get(word[1:]) if len(word) == 4 and word[0] == "m" else None
    if unit is not None and part.number.scale == 1 and tokens.surface(part.tail).isupper():
        _rescale(part, 10**6, part.tail + 1)
        part.unit = unit


def _unit_before(tokens: Tokens, part: Part, units: UnitTable) -> None:
    """As in "magnitude 6.1", "a magnitude of 6.1", "magnitude-6.1": a unit that stands before its number."""
    at = part.head - 1
    tied = tokens.word(at) in DASHES and tokens.joined(at) and tokens.joined(at - 1)
    unit = units.before.get(tokens.word(at - 1 if tied or tokens.word(at) == "of" else at))
    if unit is not None:
        part.unit = unit
        part.head -= 2 * tied
    elif part.number.scale > 1 and at >= 0:
        found = match_unit(tokens, at, units, digits=False)
        if found is not None and found[0].unit.dimension == "money" and not found[0].plural and found[1] == part.head:
            part.unit, part.head = found[0].unit, at  # "dollar 22.5 million"


def _suffix(tokens: Tokens, part: Part, tables: Tables) -> bool:
    """As in "£2m", "10k runners", "3.2m barrels": a letter as a scale, where money, a unit or a plural says so."""
    number = part.number
    letter = tokens.word(number.tail)
    size = tables.words.suffixes.get(letter, 0)
    if not size or len(letter) > 1 or number.scale > 1 or number.style != "digits":
        return False
    tight, after = tokens.joined(number.tail - 1), number.tail + 1
    if part.unit is None:
        word = tokens.word(after)
        if tokens.surface(number.tail).isupper() and tokens.surface(after)[:1].isupper():
            return False  # "221B Baker Street", "14K Gold Street"
        spelled = letter in ("m", "k") and match_unit(tokens, after, tables.units, digits=False) is not None
        noun, end = counted(tokens, after, tables.cues, many=True)
        plural = bool(noun) and is_plural(tokens.word(end - 1), tables.cues) and letter != "t" and word != "of"
        if word == "of" and letter == "m" and tight:
            plural = tokens.word(after + 1) in tables.cues.noun_determiners | tables.cues.noun_pronouns
        bare = letter == "k" and tight and tokens.surface(number.tail) == "k" and not word[:1].isalnum()
        if not (spelled or bare or (plural and (tight or letter != "m"))):
            return False
    elif not tight and tokens.joined(number.tail):
        return False
    _rescale(part, size, after)
    return True


def _as_before(tokens: Tokens, part: Part, earlier: Sequence[Part]) -> None:
    """As in "4.1m passengers in July, against 3.8m": a letter that was a scale before is one again, of the same."""
    letter = tokens.word(part.number.tail)
    for other in reversed(earlier):
        scaled = other.number.scale > 1 and tokens.word(other.number.tail - 1) == letter
        if scaled and other.number.style == "digits" and part.number.scale == 1:
            _rescale(part, other.number.scale, part.number.tail + 1)
            part.unit, part.noun = other.unit, other.noun
            return


def _rescale(part: Part, size: int, tail: int) -> None:
    number = part.number
    value = number.mantissa * size
    part.number = Number(number.head, tail, value, number.mantissa, size, number.step * size, number.style)
    part.value, part.tail = value, tail


def _sign(tokens: Tokens, part: Part) -> None:
    """A minus before the number or its currency, unless it joins two things ("3-4", "mid-10")."""
    sign = tokens.word(part.head - 1)
    if sign not in MINUS or part.value is None:
        return
    if sign in ("-", "−"):
        before = tokens.word(part.head - 2)
        if tokens.joined(part.head - 2) and before not in ("(", '"', "“", "["):
            return
        heat = part.unit is not None and part.unit.dimension in ("temperature", "angle")
        if not tokens.joined(part.head - 1) and not heat and before:
            return
        if before[:1].isdecimal():
            return
    elif (part.unit is None and sign == "negative") or tokens.word(part.head - 2) in ("or", "plus"):
        return
    part.value, part.head = -part.value, part.head - 1


def _below_zero(tokens: Tokens, part: Part, cues: Cues) -> bool:
    """As in "12 degrees below zero": the sign behind the unit; the part then reaches past it."""
    unit, at = part.unit, part.tail
    if tokens.word(at) not in cues.heat_below or tokens.word(at + 1) not in cues.heat_zero:
        return False
    if unit is None or part.value is None or not (unit.dimension == "temperature" or unit.name == "degree"):
        return False
    if unit.dimension != "temperature":
        part.unit = Unit("degree", "temperature", "degree")
    part.value, part.tail = -part.value, at + 2
    return True


def set_noun(tokens: Tokens, part: Part, cues: Cues) -> None:
    """Look for the noun that the part counts, past a hyphen ("12-member", "1,200-strong")."""
    at = part.tail
    if tokens.word(at) in DASHES and tokens.joined(at - 1):
        strong = tokens.word(at + 1) == "strong"
        noun, end = ("person", at + 2) if strong else hyphenated(tokens, at + 1, cues)
    else:
        noun, end = counted(tokens, at, cues, many=part.value is None or part.value != 1)
    if noun:
        part.noun, part.noun_end = noun, end


def _marked_feet(tokens: Tokens, part: Part, units: UnitTable, sized: frozenset[str]) -> bool:
    """Feet and inches by their marks: 5'10" and 9"."""
    end = part.tail
    mark = tokens.word(end)
    if mark not in PRIMES and mark not in QUOTES:
        return False
    if not tokens.joined(end - 1) and (mark != '"' or tokens.word(end + 1) not in sized):
        return False  # '10 " long' is one
    if mark in QUOTES:
        if _open_quote(tokens, part.head) or (part.value or 0) > MOST_INCHES:
            return False
        part.unit, part.tail = units.units["inch"], end + 1
        return True
    if tokens.word(end + 1)[:1].isdecimal() and tokens.word(end + 2) in QUOTES | PRIMES:
        part.unit, part.tail = units.units["foot"], end + 1
        return True
    return False


def _open_quote(tokens: Tokens, before: int) -> bool:
    """True when a quotation is open at token `before`, so that a mark after the number closes it."""
    words = tokens.words[max(0, before - MOST_QUOTED) : before]
    plain = sum(1 for i, word in enumerate(words) if word == '"' and not (i and words[i - 1].isdecimal()))
    return bool(plain % 2) or words.count("“") > words.count("”")

"""The unit or currency beside a number.

What an ambiguous surface means is settled here, from its neighbours: "pound" (mass, money), "in" (inch), "degree", "$".
Refuses to read numbers.
"""

from __future__ import annotations

from decimal import Decimal

from claimcheck.extract.numbers import DASHES, ONE, Number
from claimcheck.extract.rates import inverse
from claimcheck.extract.surfaces import in_context, match_unit
from claimcheck.extract.tables import Tables
from claimcheck.lexicon.cues import Cues
from claimcheck.lexicon.units import Surface, Unit, UnitTable
from claimcheck.tokens import Tokens

LOWER_SIGNS = frozenset(("kr", "zł"))  # the others are written with a capital: "Rs", "RM"
HUNDREDTH = Decimal("0.01")
BARE_LETTERS = {"r": "zar", "n": "ngn"}
SEATS = frozenset(
    ("A", "B", "J", "N")
)  # "row 5A", "5 A levels": beside whole numbers these are no amperes, bytes, joules, newtons
HEAT = Unit("degree", "temperature", "degree")
SCALE_REACH = 4  # tokens: "on the Celsius scale"
BRACKETS = {"(": ")", "{": "}", "[": "]"}


def currency_before(tokens: Tokens, at: int, floor: int, tables: Tables, default: str) -> tuple[Unit, int] | None:
    """The currency whose sign or code ends just before token `at` (not before `floor`), and where it begins."""
    if at <= floor:
        return None
    words, units = tokens.words, tables.units
    head = at - 1
    sign = words[head]
    if sign == "." and head > floor:
        head, sign = head - 1, words[head - 1]
    unit = units.signs.get(sign)
    if unit is None:
        if sign in BARE_LETTERS:
            return _lettered(tokens, at, head, tables)
        code = units.codes.get(sign)
        return (code, head) if code is not None and head == at - 1 and _is_code(tokens, head, sign, tables) else None
    unit = in_context(tokens, head, sign, unit, units)
    if sign[0].isalpha():
        return (unit, head) if sign in LOWER_SIGNS or not tokens.surface(head).islower() else None
    if head != at - 1:
        return None
    if head > floor:
        prefix = words[head - 1]
        known = units.prefixes.get(prefix)
        if known is not None and (
            tokens.joined(head - 1)
            or prefix not in tables.cues.money_words
            or (prefix in ("us", "c") and tokens.surface(head - 1).isupper())
        ):
            return known, head - 1
    if sign == "$":
        unit = _dollar(tokens, at, units.codes.get(default.lower(), unit) if default else unit, tables)
    return unit, head


def _lettered(tokens: Tokens, at: int, head: int, tables: Tables) -> tuple[Unit, int] | None:
    """As in "R2.5bn", "N400 million": one letter stands for a currency only before a large sum."""
    large = tokens.word(at + 1) in tables.words.scales or tokens.word(at + 1) in tables.words.suffixes
    if head != at - 1 or not tokens.joined(head) or not large or not tokens.surface(head).isupper():
        return None
    return tables.units.codes[BARE_LETTERS[tokens.word(head)]], head


def _dollar(tokens: Tokens, at: int, unit: Unit, tables: Tables) -> Unit:
    """A bare "$": the house's, unless a dollar country stands behind the sum ("$2.2 billion Canadian")."""
    if not unit.name.endswith(("dollar", "peso")):
        unit = tables.units.codes["usd"]
    end = at + 1
    while tokens.word(end) in tables.words.scales or tokens.word(end) in tables.words.suffixes:
        end += 1
    after = tokens.word(end + 1)
    if after[:1].isalnum() and after not in tables.cues.closed:
        return unit  # "a $5 million Canadian film"
    return tables.units.units.get(f"{tokens.surface(end)} dollar", unit)


def _is_code(tokens: Tokens, at: int, code: str, tables: Tables) -> bool:
    return code in tables.cues.money_codes or tokens.surface(at).isupper()


def unit_after(tokens: Tokens, number: Number, tables: Tables) -> tuple[Unit, int] | None:
    """The unit that follows a number, past a hyphen ("20-mile") or in brackets ("20 (kg)"), and where it ends."""
    at, words, units = number.tail, tokens.words, tables.units
    if at >= len(words):
        return None
    digits = number.style == "digits" or number.scale > 1
    word = words[at]
    if word in DASHES:
        spelled = match_unit(tokens, at + 1, units, digits=False) if not tokens.joined(at - 1) else None
        if not tokens.joined(at - 1) and (spelled is None or spelled[0].plural or tokens.joined(at)):
            return None
        at += 1
    elif word in BRACKETS:
        closed = at + 2 < len(words) and words[at + 2] == BRACKETS[word] and words[at + 1].isalpha()
        found = match_unit(tokens, at + 1, units, digits=True) if closed and digits else None
        return (found[0].unit, at + 3) if found and words[at + 1] != "a" else None
    found = match_unit(tokens, at, units, digits=digits)
    if found is None:
        return None
    surface, end = found
    if not _wanted(tokens, number, at, end, surface, tables):
        return None
    unit = surface.unit
    if words[at] in ("pound", "pounds") and end == at + 1:
        money = _is_money(tokens, number, at, tables.cues)
        unit = in_context(tokens, at, words[at], units.codes["gbp"], units) if money else units.units["pound"]
    elif unit.name == "degree" and tokens.word(end) not in tables.cues.heat_angle:
        unit = _scale(tokens, end, units) or (HEAT if _heat(tokens, tables.cues) else unit)
    return unit, end


def _scale(tokens: Tokens, end: int, units: UnitTable) -> Unit | None:
    """As in "−273° on the Celsius scale": the scale that is named soon behind a bare degree."""
    for at in range(end, end + SCALE_REACH):
        found = match_unit(tokens, at, units, digits=False)
        if found is not None and found[0].unit.dimension == "temperature":
            return found[0].unit
    return None


def _is_plural_noun(word: str, cues: Cues) -> bool:
    """As in "5 A levels": what follows the letter is counted, so the letter is part of its name."""
    return word.endswith("s") and word.isalpha() and not (word in cues.closed or word in cues.forms)


def _heat(tokens: Tokens, cues: Cues) -> bool:
    return not cues.heat_cues.isdisjoint(tokens.words)


def _is_money(tokens: Tokens, number: Number, at: int, cues: Cues) -> bool:
    """As in "pounds": money where the sentence speaks of money or the number is in the millions, mass elsewhere."""
    after = tokens.word(at + 1)
    if tokens.word(at - 1) in DASHES or (tokens.word(at) == "pound" and after.isalpha() and number.value != 1):
        return any(tokens.word(i) in cues.money_priced for i in (at + 1, at + 2, at + 3))
    if number.value is not None and number.value >= 1_000_000:
        return True
    if after == "of" or not cues.money_weight.isdisjoint(tokens.words):
        return False
    return not cues.money_cues.isdisjoint(tokens.words)


def _wanted(tokens: Tokens, number: Number, at: int, end: int, surface: Surface, tables: Tables) -> bool:
    """False for a surface that is something else here: "2 in my car", "12 won seats", "the 1990s"."""
    cues = tables.cues
    word, after = tokens.words[at], tokens.word(end)
    tight = tokens.joined(at - 1)
    if end == at + 1 and len(word) == 1 and not tight and after[1:].isalpha() and tokens.surface(end)[0].isupper():
        return False  # "2.7 A Game of Stones": a capital that opens a title
    if surface.unit.dimension == "money":
        if surface.unit.base.lower() == word:
            return not (tokens.joined(end - 1) and after[:1].isdecimal())
        large = number.scale > 1 or (number.value is not None and number.value >= 1000)
        if large or word not in cues.money_doubtful:
            return True
        told = surface.unit.base.isupper() and word in tables.units.local  # the sentence names the country
        return told and number.style == "digits" and not cues.money_cues.isdisjoint(tokens.words)
    if inverse(tokens, at):
        return False  # "4e14 s-1"
    if word == "in":
        foot = tokens.word(number.head - 1) in ("ft", "feet", "foot", "'", "′")
        return tight or foot or not after or not after[0].isalnum() or after in cues.inch_after
    if number.step == 1 and surface.exact in SEATS and (tight or _is_plural_noun(after, cues)):
        return False
    if word == "pm" and end == at + 1:
        return number.step not in (ONE, HUNDREDTH)  # "2.1 pm" is a length, "2 pm" and "2.15 pm" are times of day
    if word == "s":
        return not (tight and number.step == 1)
    if surface.unit.name == "kelvin" and word == "k":
        return "°" in tokens.words or _heat(tokens, cues)
    return True

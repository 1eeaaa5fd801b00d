"""The unit or currency beside a number, and "per what". Longest match in the unit table from one token on.

What an ambiguous surface means is settled here, from its neighbours: "pound" (mass, money), "in" (inch), "degree", "$".
Refuses to read numbers.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from claimcheck.extract.numbers import DASHES, Number
from claimcheck.lexicon.cues import cues
from claimcheck.lexicon.units import Surface, Unit, UnitTable, unit_table
from claimcheck.lexicon.words import singular
from claimcheck.tokens import Tokens

DAY = Decimal(86400)
SPEED_PER = frozenset(("second", "minute", "hour", "millisecond"))
BRACKETS = {"(": ")", "{": "}", "[": "]"}


def match_unit(tokens: Tokens, at: int, table: UnitTable, *, digits: bool) -> tuple[Surface, int] | None:
    """The longest unit surface that begins at token `at`, and where it ends; symbols count only after digits."""
    words = tokens.words
    if at >= len(words):
        return None
    for surface in table.surfaces.get(words[at], ()):
        if surface.symbol and (not digits or (surface.exact is not None and _runs_on(tokens, at))):
            continue
        end = at + 1 if len(surface.words) == 1 else _spelled_at(tokens, at, surface.words)
        if end == len(words) and words[end - 1] == "." and end > at + 1:
            continue  # the full stop of the sentence, not of the abbreviation
        if end and (surface.exact is None or tokens.text[tokens.begin(at) : tokens.finish(end - 1)] == surface.exact):
            return surface, end
    return None


def _runs_on(tokens: Tokens, at: int) -> bool:
    """A single letter that digits follow without a space: "618 A330s" are no amperes."""
    return tokens.joined(at) and len(tokens.words[at]) == 1 and tokens.words[at + 1][0].isdecimal() and (
        tokens.words[at] not in ("h", "m")
    )


def _spelled_at(tokens: Tokens, at: int, surface: tuple[tuple[str, bool], ...]) -> int:
    """Where a surface ends if it stands at token `at` (a hyphen may stand for a space inside it), else 0."""
    words, low = tokens.words, tokens.low
    last = len(surface) - 1
    for n, (word, spaced) in enumerate(surface):
        if at >= len(words) or words[at] != word:
            return 0
        tight = low[at] == word
        at += 1
        if n < last:
            if tight == spaced and not (spaced and at < len(low) and low[at] == "-"):
                return 0
            if spaced and tight:
                at += 1
    return at


@cache
def _table(language: str) -> UnitTable:
    return unit_table(language)


def unit_at(tokens: Tokens, at: int, digits: bool) -> bool:
    """True when a unit of measurement begins at token `at`: how "half a mile" differs from "half a loaf"."""
    return match_unit(tokens, at, _table("en"), digits=digits) is not None


def currency_before(tokens: Tokens, at: int, floor: int, table: UnitTable, default: str) -> tuple[Unit, int] | None:
    """The currency whose sign or code ends just before token `at` (not before `floor`), and where it begins."""
    if at <= floor:
        return None
    words = tokens.words
    head = at - 1
    sign = words[head]
    if sign == "." and head > floor:
        head, sign = head - 1, words[head - 1]
    unit = table.signs.get(sign)
    if unit is None:
        code = table.codes.get(sign)
        return (code, head) if code is not None and head == at - 1 and _is_code(tokens, head, sign) else None
    if sign[0].isalpha():
        return (unit, head) if tokens.surface(head)[0].isupper() or sign in ("kr",) else None
    if head != at - 1:
        return None
    if head > floor:
        prefix = words[head - 1]
        known = table.prefixes.get(prefix)
        if known is not None and (
            tokens.joined(head - 1)
            or prefix not in cues()["money_words"]
            or (prefix in ("us", "c") and tokens.surface(head - 1).isupper())
        ):
            return known, head - 1
    if sign == "$" and default:
        unit = table.codes.get(default.lower(), unit)
    return unit, head


def _is_code(tokens: Tokens, at: int, code: str) -> bool:
    return code in cues()["money_codes"] or tokens.surface(at).isupper()


def unit_after(tokens: Tokens, number: Number, table: UnitTable) -> tuple[Unit, int] | None:
    """The unit that follows a number, past a hyphen ("20-mile") or in brackets ("20 (kg)"), and where it ends."""
    at, words = number.tail, tokens.words
    if at >= len(words):
        return None
    digits = number.style == "digits" or number.scale > 1
    word = words[at]
    if word in DASHES:
        spelled = match_unit(tokens, at + 1, table, digits=False) if not tokens.joined(at - 1) else None
        if not tokens.joined(at - 1) and (spelled is None or spelled[0].plural or tokens.joined(at)):
            return None
        at += 1
    elif word in BRACKETS:
        closed = at + 2 < len(words) and words[at + 2] == BRACKETS[word] and words[at + 1].isalpha()
        found = match_unit(tokens, at + 1, table, digits=True) if closed and digits else None
        return (found[0].unit, at + 3) if found and words[at + 1] != "a" else None
    found = match_unit(tokens, at, table, digits=digits)
    if found is None:
        return None
    surface, end = found
    if not _wanted(tokens, number, at, end, surface):
        return None
    unit = surface.unit
    if words[at] in ("pound", "pounds") and end == at + 1:
        unit = table.codes["gbp"] if _is_money(tokens, number, at) else table.units["pound"]
    elif unit.name == "degree" and tokens.word(end) not in cues()["heat_angle"] and _heat(tokens):
        unit = Unit("degree", "temperature", "degree")
    return unit, end


def _heat(tokens: Tokens) -> bool:
    return not cues()["heat_cues"].isdisjoint(tokens.words)


def _is_money(tokens: Tokens, number: Number, at: int) -> bool:
    """As in "pounds": money where the sentence speaks of money or the number is in the millions, mass elsewhere."""
    known = cues()
    after = tokens.word(at + 1)
    if tokens.word(at - 1) in DASHES or (tokens.word(at) == "pound" and after.isalpha() and number.value != 1):
        return any(tokens.word(i) in known["money_priced"] for i in (at + 1, at + 2, at + 3))
    if number.value is not None and number.value >= 1_000_000:
        return True
    if after == "of" or not known["money_weight"].isdisjoint(tokens.words):
        return False
    return not known["money_cues"].isdisjoint(tokens.words)


def _wanted(tokens: Tokens, number: Number, at: int, end: int, surface: Surface) -> bool:
    """False for a surface that is something else here: "2 in my car", "12 won seats", "the 1990s"."""
    word, after = tokens.words[at], tokens.word(end)
    tight = tokens.joined(at - 1)
    if surface.unit.dimension == "money":
        if surface.unit.base.lower() == word:
            return not (tokens.joined(end - 1) and after[:1].isdecimal())
        large = number.scale > 1 or (number.value is not None and number.value >= 1000)
        return large or word not in cues()["money_doubtful"]
    if word == "in":
        foot = tokens.word(number.head - 1) in ("ft", "feet", "foot", "'", "′")
        return tight or foot or not after or not after[0].isalnum() or after in cues()["inch_after"]
    if word == "s":
        return not (tight and number.step == 1)
    if surface.unit.name == "kelvin" and word == "k":
        return "°" in tokens.words or _heat(tokens)
    return True


def per_after(tokens: Tokens, at: int, unit: Unit | None, table: UnitTable) -> tuple[str, int] | None:
    """As in "per day", "a barrel", "/kg", "an hour", "daily" from token `at`: the denominator and where it ends."""
    words = tokens.words
    if at >= len(words):
        return None
    word, start = words[at], at + 1
    rate = cues().rates.get(word)
    if rate is not None:
        return rate, start
    if word in DASHES and tokens.joined(at) and tokens.joined(at - 1):
        word, start = tokens.word(at + 1), at + 2
        if word not in ("a", "an", "per"):
            return None
        if tokens.word(start) in DASHES:
            start += 1
    if word == "per" or (word == "/" and tokens.joined(at - 1) and tokens.joined(at)):
        return _denominator(tokens, start, table, symbols=word == "/")
    if word in ("a", "an", "each", "every"):
        return _article_rate(tokens, start, unit, table)
    if word == "of" and unit is not None and unit.dimension in ("mass", "volume", "energy"):
        return _rate_past_stuff(tokens, at, unit, table)
    return None


def _article_rate(tokens: Tokens, start: int, unit: Unit | None, table: UnitTable) -> tuple[str, int] | None:
    """As in "a day", "an hour", and for money "a share"."""
    money = unit is not None and unit.dimension == "money"
    if money and tokens.word(start) in cues()["money_per"]:
        return tokens.word(start), start + 1
    found = match_unit(tokens, start, table, digits=False)
    if found is None or found[0].plural:
        return None
    name, end = found[0].unit, found[1]
    if not (money or name.dimension == "duration") or tokens.word(end) in cues()["per_never"]:
        return None
    return name.name, end


def _rate_past_stuff(tokens: Tokens, at: int, unit: Unit, table: UnitTable) -> tuple[str, int] | None:
    """As in "9,000 litres of clean water a week": the rate behind what is measured."""
    for start in (at + 2, at + 3):
        if not tokens.word(start - 1).isalpha() or tokens.word(start - 1) in cues().closed:
            return None
        if tokens.word(start) in ("a", "an", "per"):
            found = match_unit(tokens, start + 1, table, digits=False)
            if found is not None and found[0].unit.dimension == "duration" and not found[0].plural:
                if tokens.word(found[1]) not in cues()["per_never"]:
                    return found[0].unit.name, found[1]
            return None
    return None


def _denominator(tokens: Tokens, at: int, table: UnitTable, *, symbols: bool) -> tuple[str, int] | None:
    found = match_unit(tokens, at, table, digits=symbols or len(tokens.word(at)) > 1)
    if found is not None and found[0].unit.dimension != "money":
        return found[0].unit.name, found[1]
    word = tokens.word(at)
    if word[:1].isdecimal() and not symbols:
        noun = tokens.word(at + 1)
        return (f"{word.replace(',', '')} {singular(noun)}", at + 2) if noun.isalpha() else None
    if word == "annum":
        return "year", at + 1
    if word in ("capita", "head"):
        return "person", at + 1
    if word in ("cent", "se") or not word.isalpha() or (symbols and len(word) < 3):
        return None
    return singular(word), at + 1


def speed(unit: Unit, per: str, table: UnitTable) -> Unit | None:
    """The unit of speed that a length per hour, minute or second makes: "kilometre per hour"."""
    if unit.dimension != "length" or per not in SPEED_PER:
        return None
    name = f"{unit.name} per {per}"
    known = table.units.get(name)
    if known is not None:
        return known
    return Unit(name, "speed", "metre per second", unit.factor / (table.units[per].factor * DAY))

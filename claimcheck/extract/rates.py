"""Per what: "per day", "a barrel", "/kg", "daily", and speeds as units of their own. Refuses "a day after"."""

from __future__ import annotations

from decimal import Decimal

from claimcheck.extract.numbers import DASHES
from claimcheck.extract.surfaces import match_unit
from claimcheck.extract.tables import Tables
from claimcheck.lexicon.units import Unit
from claimcheck.lexicon.words import singular
from claimcheck.tokens import Tokens

DAY = Decimal(86400)
SPEED_PER = frozenset(("second", "minute", "hour", "millisecond"))
SPREAD = frozenset(("area", "volume", "mass"))  # "52 bushels an acre", "9 people a square mile", "300 miles a gallon"
INVERSE = frozenset(("duration", "length", "area", "volume", "mass", "substance"))
MINUSES = frozenset(("-", "−", "⁻", "–"))
POWERS = {"1": "", "¹": "", "2": "square ", "²": "square ", "3": "cubic ", "³": "cubic "}
POINTS = frozenset(("·", "⋅", "."))


def per_after(tokens: Tokens, at: int, unit: Unit | None, tables: Tables) -> tuple[str, int] | None:
    """As in "per day", "a barrel", "/kg", "an hour", "daily" from token `at`: the denominator and where it ends."""
    words = tokens.words
    if unit is not None and unit.per:
        return unit.per, at
    if at >= len(words):
        return None
    word, start = words[at], at + 1
    rate = tables.cues.rates.get(word)
    if rate is not None:
        return rate, start
    if word in DASHES and tokens.joined(at) and tokens.joined(at - 1):
        word, start = tokens.word(at + 1), at + 2
        if word not in ("a", "an", "per"):
            return None
        if tokens.word(start) in DASHES:
            start += 1
    if word == "/" and tokens.joined(at - 1) != tokens.joined(at):
        return None
    if word in ("per", "/"):
        return _denominator(tokens, start, tables, symbols=word == "/")
    if word in ("a", "an", "each", "every"):
        return _article_rate(tokens, start, unit, tables)
    if word == "to" and words[start : start + 1] == ["the"]:
        return _to_the(tokens, start + 1, unit, tables)
    if word == "of" and unit is not None and unit.dimension in ("mass", "volume", "energy", "duration", "data"):
        return _rate_past_stuff(tokens, at, unit, tables)
    if word in POINTS and tokens.joined(at - 1) and tokens.joined(at):
        at += 1
    return _inverse_rate(tokens, at, tables) if inverse(tokens, at) else None


def inverse(tokens: Tokens, at: int) -> bool:
    """True for a symbol with a negative power at token `at`: "s-1", "m⁻²", as in "1.4 m s-1"."""
    if tokens.word(at + 1) not in MINUSES or tokens.word(at + 2) not in POWERS or len(tokens.word(at)) > 3:
        return False
    ends = not (tokens.joined(at + 2) and tokens.word(at + 3)[:1].isalnum())
    return ends and tokens.joined(at) and tokens.joined(at + 1)


def _inverse_rate(tokens: Tokens, at: int, tables: Tables) -> tuple[str, int] | None:
    found = match_unit(tokens, at, tables.units, digits=True)
    if found is None or found[1] != at + 1 or found[0].unit.dimension not in INVERSE:
        return None
    name = POWERS[tokens.word(at + 2)] + found[0].unit.name
    return (name, at + 3) if name in tables.units.units else None


def _article_rate(tokens: Tokens, start: int, unit: Unit | None, tables: Tables) -> tuple[str, int] | None:
    """As in "a day", "an hour", and for money "a share"."""
    money = unit is not None and unit.dimension == "money"
    found = match_unit(tokens, start, tables.units, digits=False)
    if money and found is None and tokens.word(start) in tables.cues.money_per:
        return tokens.word(start), start + 1
    if found is None:
        return (tokens.word(start), start + 1) if money and _priced(tokens, start, tables) else None
    if found[0].plural:
        return None
    name, end = found[0].unit, found[1]
    spread = name.dimension in SPREAD and (unit is None or unit.dimension != name.dimension)
    if not (money or spread or name.dimension == "duration") or tokens.word(end) in tables.cues.per_never:
        return None
    if unit is None and tokens.word(end) in tables.cues.per_counting:
        return None
    return name.name, end


def _to_the(tokens: Tokens, at: int, unit: Unit | None, tables: Tables) -> tuple[str, int] | None:
    """As in "48 miles to the gallon", "9 people to the square mile"; not "a mile to the sea"."""
    found = match_unit(tokens, at, tables.units, digits=False)
    if found is None or found[0].plural or found[0].unit.dimension not in SPREAD:
        return None
    other = unit is None or unit.dimension != found[0].unit.dimension
    return (found[0].unit.name, found[1]) if other else None


def _priced(tokens: Tokens, at: int, tables: Tables) -> bool:
    """As in "$5 a crossing": a noun that ends its phrase."""
    word, after = tokens.word(at), tokens.word(at + 1)
    verb = word in tables.cues.verbs and not word.endswith("ing")
    if not word.isalpha() or word in tables.cues.stops or verb or word.endswith("s"):
        return False
    return not after[:1].isalnum() or after in ("for", "in", "on", "from", "to", "and", "at", "when", "while")


def _rate_past_stuff(tokens: Tokens, at: int, unit: Unit, tables: Tables) -> tuple[str, int] | None:
    """As in "9,000 litres of clean water a week": the rate behind what is measured."""
    for start in (at + 2, at + 3):
        if not tokens.word(start - 1).isalpha() or tokens.word(start - 1) in tables.cues.closed:
            return None
        if tokens.word(start) in ("a", "an", "per"):
            found = match_unit(tokens, start + 1, tables.units, digits=False)
            if found is None or found[0].unit.dimension != "duration" or found[0].plural:
                return None
            return (found[0].unit.name, found[1]) if tokens.word(found[1]) not in tables.cues.per_never else None
    return None


def _denominator(tokens: Tokens, at: int, tables: Tables, *, symbols: bool) -> tuple[str, int] | None:
    found = match_unit(tokens, at, tables.units, digits=symbols or len(tokens.word(at)) > 1)
    if found is not None and found[0].unit.dimension != "money":
        return found[0].unit.name, found[1]
    word = tokens.word(at)
    if word[:1].isdecimal() and not symbols:
        noun, count = tokens.word(at + 1), word.replace(",", "")
        found = match_unit(tokens, at + 1, tables.units, digits=True)
        if found is not None and found[0].unit.dimension != "money":
            return f"{count} {found[0].unit.name}", found[1]
        return (f"{count} {singular(noun)}", at + 2) if noun.isalpha() else None
    if word == "annum":
        return "year", at + 1
    if word in ("capita", "head"):
        return "person", at + 1
    if word in ("cent", "se") or not word.isalpha() or (symbols and len(word) < 3):
        return None
    return singular(word), at + 1


def speed(unit: Unit, per: str, tables: Tables) -> Unit | None:
    """The unit of speed that a length per hour, minute or second makes: "kilometre per hour"."""
    if unit.dimension != "length" or per not in SPEED_PER:
        return None
    name = f"{unit.name} per {per}"
    known = tables.units.units.get(name)
    if known is not None:
        return known
    return Unit(name, "speed", "metre per second", unit.factor / (tables.units.units[per].factor * DAY))

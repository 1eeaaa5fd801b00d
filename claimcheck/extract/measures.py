"""The unit or currency beside a number, and "per what". Longest match in the unit table from one token on.

What an ambiguous surface means is settled here, from its neighbours: "m" (metre, million), "pound" (mass, money), "$".
Refuses to read numbers.
"""

from __future__ import annotations

from decimal import Decimal

from claimcheck.extract.numbers import ARTICLES, DASHES, Number
from claimcheck.lexicon.units import Surface, Unit, UnitTable, unit_table
from claimcheck.lexicon.words import singular
from claimcheck.tokens import Tokens

MONEY_CUES = frozenset(
    (
        "£ € $ cost costs price priced prices pay pays paid paying worth budget fund funds funding funded fine fined fee fees "
        "tax taxes salary wage wages spend spending spent earn earned earning earns debt debts loan loans grant grants sell "
        "sold buy bought charge charged charges bill bills donate donated raised sterling deposit bank money cash profit "
        "revenue sales deficit stolen reward bounty compensation invest invested investment savings owed rent"
    ).split()
)
WEIGHT_CUES = frozenset("weigh weighs weighed weighing weight heavy heavier lighter bomb lost shed gained lb lbs".split())
HEAT_CUES = frozenset(
    (
        "temperature temperatures heat cold warm warmer cooler cool hot weather frost freezing thermostat fever forecast "
        "warmed cooled warming cooling mercury climate oven sunny minus thermometer"
    ).split()
)
PLURAL_FOLKS = frozenset("people men women children police".split())
NEVER_PER = frozenset("ago earlier later before after old".split())
RATES = {
    "daily": "day",
    "hourly": "hour",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
}
PER_NOUNS = frozenset("share head person barrel unit piece night pop seat ticket household worker student pupil vote".split())


def match_unit(tokens: Tokens, at: int, table: UnitTable, *, digits: bool) -> tuple[Surface, int] | None:
    """The longest unit surface that begins at token `at`, and where it ends; symbols count only after digits."""
    low = tokens.low
    if at >= len(low):
        return None
    for surface in table.surfaces.get(low[at].rstrip(), ()):
        if surface.symbol and not digits:
            continue
        end = _spelled_at(low, at, surface.words)
        if end and (surface.exact is None or tokens.text[tokens.begin(at) : tokens.finish(end - 1)] == surface.exact):
            return surface, end
    return None


def _spelled_at(low: list[str], at: int, words: tuple[tuple[str, bool], ...]) -> int:
    """Where `words` end if they stand at token `at` (a hyphen may stand for a space between them), else 0."""
    last = len(words) - 1
    for n, (word, spaced) in enumerate(words):
        if at >= len(low):
            return 0
        token = low[at]
        bare = token.rstrip()
        if bare != word:
            return 0
        at += 1
        if n < last:
            if (bare != token) != spaced and not (spaced and at < len(low) and low[at] == "-"):
                return 0
            if spaced and bare == token:
                at += 1
    return at


def unit_at(tokens: Tokens, at: int) -> bool:
    """True when a spelled-out unit of measurement begins at token `at`: how "half a mile" differs from "half a loaf"."""
    found = match_unit(tokens, at, unit_table(), digits=False)
    return found is not None


def currency_before(tokens: Tokens, at: int, table: UnitTable, default: str = "") -> tuple[Unit, int] | None:
    """The currency whose sign or code stands just before token `at`, and where it begins."""
    if at == 0:
        return None
    sign = tokens.low[at - 1].rstrip()
    head = at - 1
    if sign == "." and head and tokens.low[head - 1] in ("rs", "kr", "fr"):
        sign, head = tokens.low[head - 1], head - 1
    unit = table.signs.get(sign)
    if unit is not None:
        if sign.isalpha() and not tokens.surface(head)[0].isupper() and sign not in ("元",):
            return None
        prefix = tokens.low[head - 1] if head else ""
        known = table.prefixes.get(prefix.rstrip())
        if known is not None and (prefix == prefix.rstrip() or len(prefix.rstrip()) > 1 or prefix == "c "):
            if prefix.rstrip() not in ("can", "us") or tokens.text[tokens.begin(head - 1)].isupper() or prefix == "us ":
                return known, head - 1
        if sign == "$" and default:
            unit = table.codes.get(default.lower(), unit)
        return unit, head
    code = table.codes.get(sign)
    if code is not None and _is_code(tokens, head, sign):
        return code, head
    return None


ANY_CASE = frozenset("usd eur gbp jpy cny rmb aud cad chf hkd nzd sgd inr rub sek nok dkk mxn brl zar krw btc".split())


def _is_code(tokens: Tokens, at: int, code: str) -> bool:
    return code in ANY_CASE or tokens.surface(at).isupper()


def unit_after(tokens: Tokens, number: Number, table: UnitTable) -> tuple[Unit, int] | None:
    """The unit that follows a number, past a hyphen ("20-mile"), and where it ends."""
    at = number.tail
    low = tokens.low
    if at >= len(low):
        return None
    digits = number.style == "digits" or number.scale > 1
    if low[at] in DASHES and low[at - 1] == low[at - 1].rstrip():
        at += 1
    elif low[at] in ("(", "{", "[") and at + 2 < len(low) and low[at + 2].rstrip() in (")", "}", "]"):
        found = match_unit(tokens, at + 1, table, digits=True)
        return (found[0].unit, at + 3) if digits and found and found[1] == at + 2 and low[at + 1] != "a" else None
    elif number.scale > 1 and number.style == "words" and low[at].rstrip() == "of" and False:
        return None
    found = match_unit(tokens, at, table, digits=digits)
    if found is None:
        return None
    surface, end = found
    unit = surface.unit
    if not _wanted(tokens, number, at, end, surface):
        return None
    if unit.name == "pound" and _is_money(tokens, number, at):
        unit = table.codes["gbp"]
    elif unit.base == "GBP" and low[at].rstrip() in ("pound", "pounds") and end == at + 1 and not _is_money(tokens, number, at):
        unit = table.units["pound"]
    elif unit.name == "degree" and any(cue in HEAT_CUES for cue in map(str.rstrip, low)):
        unit = Unit("degree", "temperature", "degree")
    return unit, end


def _is_money(tokens: Tokens, number: Number, at: int) -> bool:
    """ "pounds": money where the sentence speaks of money or the number is in the millions, mass elsewhere."""
    words = {token.rstrip() for token in tokens.low}
    if number.value is not None and number.value >= 1_000_000:
        return True
    if words & WEIGHT_CUES:
        return False
    return bool(words & MONEY_CUES)


DOUBTFUL_MONEY = frozenset("won real mark marks crown crowns som dram lev sol sen mao buck rand kip dong".split())
SECOND_WORDS = frozenset(("second",))


def _wanted(tokens: Tokens, number: Number, at: int, end: int, surface: Surface) -> bool:
    """False for a surface that is something else here: "2 in my car", "12 won seats", "100 m votes"."""
    low = tokens.low
    word = low[at].rstrip()
    joined = low[at - 1] == low[at - 1].rstrip()
    after = low[end].rstrip() if end < len(low) else ""
    if surface.unit.dimension == "money":
        code = surface.unit.base.lower() == word
        if code and not _is_code(tokens, at, word):
            return False
        large = number.scale > 1 or (number.value is not None and number.value >= 1000)
        return word not in DOUBTFUL_MONEY or large
    if word == "in":
        return joined or after in ("", ".", ",", ")", ";", "thick", "long", "wide", "tall", "high", "deep", "x", "by", "of")
    if word in ("s", "min") and joined and number.step == 1 and word == "s":
        return False
    if word == "second" and end == at + 1 and not (after[:1].isalpha() or joined or low[at] == "second"):
        return True
    return True


def per_after(tokens: Tokens, at: int, unit: Unit | None, table: UnitTable) -> tuple[str, int] | None:
    """ "per day", "a barrel", "/kg", "an hour", "daily" from token `at`: the denominator and where it ends."""
    low = tokens.low
    if at >= len(low):
        return None
    word = low[at].rstrip()
    if word in RATES:
        return RATES[word], at + 1
    start = at + 1
    if word in DASHES and low[at] == word and low[at + 1 : at + 2] and low[at + 1].rstrip() in ("a", "an", "per"):
        word, start = low[at + 1].rstrip(), at + 2
        if tokens.word(start) in DASHES:
            start += 1
    if word in ("per", "/"):
        if word == "/" and (low[at - 1] != low[at - 1].rstrip() or low[at] != "/"):
            return None
        return _denominator(tokens, start, table, symbols=word == "/")
    if word in ("a", "an", "each", "every"):
        found = match_unit(tokens, start, table, digits=False)
        if found is not None:
            surface, end = found
            rate = surface.unit.dimension == "duration" or (unit is not None and unit.dimension == "money")
            if rate and not surface.plural and tokens.word(end) not in NEVER_PER:
                return surface.unit.name, end
        elif unit is not None and unit.dimension == "money" and tokens.word(start) in PER_NOUNS:
            return tokens.word(start), start + 1
    return None


def _denominator(tokens: Tokens, at: int, table: UnitTable, *, symbols: bool) -> tuple[str, int] | None:
    found = match_unit(tokens, at, table, digits=symbols)
    if found is not None:
        return found[0].unit.name, found[1]
    word = tokens.word(at)
    if word[:1].isdecimal() and not symbols:
        noun = tokens.word(at + 1)
        if noun.isalpha():
            return f"{word.replace(',', '')} {singular(noun)}", at + 2
        return None
    if word == "cent":
        return None
    return (singular(word), at + 1) if word.isalpha() else None


def speed(unit: Unit, per: str, table: UnitTable) -> Unit | None:
    """The unit of speed that a length per hour, minute or second makes: "kilometre per hour"."""
    if unit.dimension != "length" or per not in ("second", "minute", "hour", "millisecond"):
        return None
    name = f"{unit.name} per {per}"
    known = table.units.get(name)
    if known is not None:
        return known
    seconds = table.units[per].factor * Decimal(86400)
    return Unit(name, "speed", "metre per second", unit.factor / seconds)

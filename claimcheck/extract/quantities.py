"""Number × unit × modifier × range × per × noun: the parts of a figure put together, and the Figure made of them.

`parts` reads each number with its currency and unit, `joined` turns neighbours into ranges, compounds and lists,
`finish` adds bounds, rate, noun and change. Refuses to read dates (they come first and win) or to know words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from claimcheck.extract.joins import joined
from claimcheck.extract.measures import currency_before, match_unit, per_after, speed, unit_after
from claimcheck.extract.names import name_end
from claimcheck.extract.nouns import counted
from claimcheck.extract.numbers import DASHES, ONE, Number
from claimcheck.extract.parts import Part
from claimcheck.extract.precision import Reading, reading, span, vague
from claimcheck.interval import Interval
from claimcheck.lexicon.modifiers import Modifiers, modifiers
from claimcheck.lexicon.numerals import Numerals, numerals
from claimcheck.lexicon.units import Unit, UnitTable, unit_table
from claimcheck.model import Base, Context, Figure
from claimcheck.tokens import Tokens

PERCENT = Unit("", "ratio", "percent", Decimal(100))
TIMES = Unit("", "factor", "time")
COUNT = Unit("", "count", "")
SIGNED = frozenset(("temperature", "money", "ratio", "points"))
MINUS = frozenset(("-", "−", "minus", "negative"))
EXCEEDING = frozenset(("exceed", "exceeds", "exceeded", "exceeding", "surpass", "top", "topped"))
NEEDS_UNIT = frozenset(("near", "within", "above", "below", "beyond"))
KINDS = {"money": "money", "ratio": "percent", "points": "points", "duration": "duration"}
TIMES_AFTER = frozenset(
    "higher more as the larger greater bigger faster less lower longer what that its their stronger worse better heavier "
    "taller older smaller deeper".split()
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables one language's quantities are read with."""

    units: UnitTable
    words: Numerals
    rules: Modifiers


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The tables of a language."""
    return Lexicon(unit_table(language), numerals(language), modifiers(language))


def quantities(tokens: Tokens, numbers: Sequence[Number], context: Context) -> list[Figure]:
    """The figures made of these numbers, in order."""
    tables = lexicon(context.language)
    found = joined(tokens, _parts(tokens, numbers, tables, context), tables.units)
    figures: list[Figure] = []
    for part in found:
        figure = finish(tokens, part, tables, figures)
        if figure is not None and (not figures or figures[-1].tail <= figure.head):
            figures.append(figure)
    return figures


def _parts(tokens: Tokens, numbers: Sequence[Number], tables: Lexicon, context: Context) -> list[Part]:
    found: list[Part] = []
    blocked = 0
    for n, number in enumerate(numbers):
        if number.head < blocked or number.style == "none":
            continue
        limit = numbers[n + 1].head if n + 1 < len(numbers) else len(tokens)
        part = _part(tokens, number, tables, context, limit)
        if number.style in ("digits", "words"):
            blocked = name_end(tokens, number, part.head, part.tail, bare=part.unit is None, noun=part.noun)
            if blocked:
                continue
        found.append(part)
    return found


def _part(tokens: Tokens, number: Number, tables: Lexicon, context: Context, limit: int) -> Part:
    part = Part(number, number.head, number.tail, number.value)
    if number.style in ("ordinal", "multiple", "ratio"):
        return part
    if number.style == "vague":
        if tokens.word(number.tail) == "of":
            found = match_unit(tokens, number.tail + 1, tables.units, digits=False)
            if found is not None:
                part.unit, part.tail = found[0].unit, found[1]
        return _with_noun(tokens, part, limit)
    money = currency_before(tokens, number.head, tables.units, context.currency)
    if money is not None:
        part.unit, part.head, part.left = money[0], money[1], True
        _suffix(tokens, part, tables, money=True)
        again = match_unit(tokens, part.tail, tables.units, digits=True)
        if again is not None and again[0].unit.dimension == "money":
            part.tail = again[1]
    else:
        found = unit_after(tokens, number, tables.units)
        if found is None or found[0].name in ("metre", "tonne", "bit", "kelvin"):
            counted_suffix = _suffix(tokens, part, tables, money=False)
            found = unit_after(tokens, part.number, tables.units) if counted_suffix else found
        if found is not None:
            part.unit, part.tail = found
            if part.unit.dimension == "money":
                _late_scale(tokens, part, tables)
    _sign(tokens, part)
    return _with_noun(tokens, part, limit)


def _with_noun(tokens: Tokens, part: Part, limit: int) -> Part:
    if part.unit is None:
        many = part.value is None or part.value != 1
        at = part.tail
        if tokens.word(at) in DASHES and tokens.low[at - 1] == tokens.word(at - 1):
            at, many = at + 1, False
        noun, end = counted(tokens, at, many=many)
        if noun and end <= max(limit, at + 1):
            part.noun, part.noun_end = noun, end
    return part


def _suffix(tokens: Tokens, part: Part, tables: Lexicon, *, money: bool) -> bool:
    """ "£2m", "10k runners", "3.2m barrels": a single letter as a scale, where money or a plural noun says so."""
    number = part.number
    letter = tokens.word(number.tail)
    size = tables.words.suffixes.get(letter)
    if size is None or len(letter) > 1 or number.scale > 1 or number.style != "digits":
        return False
    if not money:
        after = number.tail + 1
        shared = letter in ("m", "k") and match_unit(tokens, after, tables.units, digits=False) is not None
        if not shared:
            noun, _ = counted(tokens, after, many=True)
            if not noun or letter == "t" or not _plural_follows(tokens, after):
                return letter == "k" and _bare_k(tokens, part, size)
    _rescale(part, size, number.tail + 1)
    return True


def _bare_k(tokens: Tokens, part: Part, size: int) -> bool:
    number = part.number
    if tokens.low[number.tail - 1] != tokens.word(number.tail - 1) or tokens.surface(number.tail) == "K":
        return False
    _rescale(part, size, number.tail + 1)
    return True


def _plural_follows(tokens: Tokens, at: int) -> bool:
    noun, end = counted(tokens, at, many=True)
    return bool(noun) and tokens.word(end - 1).removesuffix("'s") != noun


def _rescale(part: Part, size: int, tail: int) -> None:
    number = part.number
    part.number = Number(
        number.head, tail, number.mantissa * size, number.mantissa, size, number.step * size, number.style
    )
    part.value, part.tail = part.number.value, tail


def _late_scale(tokens: Tokens, part: Part, tables: Lexicon) -> None:
    """ "75 USD million"."""
    size = tables.words.scales.get(tokens.word(part.tail))
    if size is not None and part.number.scale == 1 and size > 100:
        _rescale(part, size, part.tail + 1)


def _sign(tokens: Tokens, part: Part) -> None:
    """A minus before the number or its currency, unless it joins two things ("3-4", "mid-10")."""
    before = tokens.word(part.head - 1)
    if before not in MINUS or part.value is None:
        return
    if before in ("-", "−"):
        spaced = part.head == 1 or tokens.low[part.head - 2] != tokens.word(part.head - 2)
        opened = part.head > 1 and tokens.low[part.head - 2] in ("(", '"')
        loose = tokens.low[part.head - 1] != before and part.head > 1 and tokens.word(part.head - 2)[:1].isalnum()
        if not (spaced or opened) or (loose and part.unit is None):
            return
        if loose and part.unit is not None and part.unit.dimension != "temperature":
            return
    elif part.unit is None and before == "negative":
        return
    part.value, part.head = -part.value, part.head - 1


# --- finishing -----------------------------------------------------------------------------------------------------------


def finish(tokens: Tokens, part: Part, tables: Lexicon, before: list[Figure]) -> Figure | None:
    """The Figure of one part, or `None` when nothing about it says that it is one."""
    number = part.number
    if part.kind == "score":
        return _figure(tokens, part, "score", COUNT, None, "exact")
    if number.style == "ordinal":
        return _figure(tokens, part, "ordinal", Unit("", "ordinal", ""), _exact(number), "exact")
    if number.style == "multiple" or _is_multiple(tokens, part):
        return _measured(tokens, part, "ratio", TIMES, tables)
    if number.style == "ratio":
        return _measured(tokens, part, "ratio", PERCENT, tables)
    if _is_age(tokens, part, tables.units):
        return _measured(tokens, part, "age", part.unit or COUNT, tables)
    if part.unit is None:
        return _measured(tokens, part, "count", COUNT, tables)
    return _measured(tokens, part, KINDS.get(part.unit.dimension, "measure"), part.unit, tables)


def _exact(number: Number) -> Reading:
    value = number.value
    both = Interval(value, value)
    return Reading(value, value, both, both, False)


def _is_multiple(tokens: Tokens, part: Part) -> bool:
    """ "three times higher", "3x", "10-fold"; "three times" alone counts occasions."""
    if part.unit is not None or part.number.style not in ("digits", "words"):
        return False
    word = tokens.word(part.tail)
    if word == "times" and tokens.word(part.tail + 1) in TIMES_AFTER:
        part.tail += 1
    elif word in ("x", "fold") and tokens.low[part.tail - 1] == tokens.word(part.tail - 1):
        part.tail += 1
    elif word in DASHES and tokens.word(part.tail + 1) == "fold":
        part.tail += 2
    else:
        return False
    part.noun = ""
    return True


def _is_age(tokens: Tokens, part: Part, units: UnitTable) -> bool:
    """ "aged 45", "two-year-old", "45 years old", "Smith, 45, said"."""
    after = tokens.word(part.tail)
    before = tokens.word(part.head - 1)
    if part.unit is not None:
        if part.unit.dimension != "duration":
            return False
        at = part.tail + 1 if after in DASHES else part.tail
        if tokens.word(at) in ("old", "olds"):
            part.tail = at + 1
            return True
        if after == "of" and tokens.word(part.tail + 1) == "age":
            part.tail += 2
            return True
        return False
    if part.number.step != 1 or part.number.scale > 1 or part.value is None or not 0 <= part.value <= 120:
        return False
    aged = before in ("aged", "age", "ages") or (before in ("between", "from") and tokens.word(part.head - 2) in ("aged", "ages"))
    if not aged and not _apposed(tokens, part):
        return False
    part.unit = units.units["year"]
    part.noun = ""
    return True


def _apposed(tokens: Tokens, part: Part) -> bool:
    """ "Anna Smith, 45, said": commas around a bare number after a name."""
    if part.noun or part.top is not None or not tokens.low[part.number.head][:1].isdecimal():
        return False
    at = part.head - 1
    if at < 1 or tokens.word(at) != "," or tokens.word(part.tail) not in (",", ")") or part.value is None:
        return False
    name = tokens.surface(at - 1)
    following = tokens.word(part.tail + 1)
    return name[0].isupper() and len(name) > 1 and part.value >= 1 and not following[:1].isdecimal()


def _measured(tokens: Tokens, part: Part, kind: str, unit: Unit, tables: Lexicon) -> Figure | None:
    rules = tables.rules
    count = kind in ("count", "age")
    modifier = part.modifier
    if not modifier:
        modifier = _right(tokens, part, rules)
    if kind == "count" and part.noun and part.top is None or part.noun_end > part.tail:
        part.tail = max(part.tail, part.noun_end) if kind == "count" else part.tail
    if not modifier or modifier == "between":
        modifier = _right(tokens, part, rules) or modifier
    rate = per_after(tokens, part.tail, part.unit, tables.units)
    per = ""
    if rate is not None:
        per, part.tail = rate
        faster = speed(unit, per, tables.units)
        if faster is not None:
            unit, per = faster, ""
    left = _left(tokens, part, rules)
    if left and modifier != "between":
        modifier = left if not modifier or left not in ("exact",) else modifier
    change = part.change or _change(tokens, part, rules, kind)
    scale = unit.scale
    read = _reading(part, modifier or "exact", tables, count=count, signed=unit.dimension in SIGNED)
    if part.number.style == "vague":
        modifier = "about"
    if scale != ONE:
        read = _times(read, scale)
    value = part.value if part.value is None else part.value * scale
    if part.top is not None and part.top.value is not None and part.value is not None:
        value = (part.value + part.top.value) / 2 * scale
        modifier = "between" if modifier in ("", "exact") else modifier
    return _figure(tokens, part, kind, unit, read, modifier or "exact", value=value, per=per, change=change)


def _times(read: Reading, scale: Decimal) -> Reading:
    low = None if read.low is None else read.low * scale
    high = None if read.high is None else read.high * scale
    return Reading(low, high, read.tight.scaled(scale), read.loose.scaled(scale), read.hard)


def _reading(part: Part, modifier: str, tables: Lexicon, *, count: bool, signed: bool) -> Reading:
    if part.number.vague is not None:
        return vague(part.number)
    if part.value is None:
        return Reading(None, None, Interval(None, None), Interval(None, None), False)
    if part.top is not None and part.top.value is not None:
        return span(part.number, part.top.number, part.value, part.top.value, tables.rules, count=count)
    return reading(part.number, part.value, modifier, tables.words, tables.rules, count=count, signed=signed)


def _left(tokens: Tokens, part: Part, rules: Modifiers) -> str:
    """The modifier before the figure; `part.head` moves to its first word."""
    modifier = ""
    for _ in range(3):
        at = part.head - 1
        found = _phrase(tokens, at, rules) if at >= 0 else None
        filler = at
        while found is None and filler > 0 and filler > at - 2 and tokens.word(filler) in rules.between:
            filler -= 1
            found = _phrase(tokens, filler, rules)
        if found is None:
            break
        meaning, head = found
        if not _meant(tokens, part, head, filler, rules):
            break
        if tokens.word(head) in EXCEEDING and _negated(tokens, head):
            meaning = "at-most"
        modifier = meaning if not modifier or modifier in ("exact", "about") else modifier
        part.head = head
    return modifier


def _phrase(tokens: Tokens, at: int, rules: Modifiers) -> tuple[str, int] | None:
    for rest, modifier in rules.left.get(tokens.word(at), ()):
        if all(tokens.word(at - n - 1) == word for n, word in enumerate(rest)):
            return modifier, at - len(rest)
    return None


def _negated(tokens: Tokens, at: int) -> bool:
    before = tokens.word(at - 1)
    return before in ("not", "never") or before.endswith(("n't", "n’t"))


def _meant(tokens: Tokens, part: Part, head: int, last: int, rules: Modifiers) -> bool:
    """False where a bound word is a plain preposition: "over 12 months", "spread over 12 km²", "near 3 towns"."""
    word = tokens.word(last)
    if head != last:
        return True
    if word in NEEDS_UNIT and part.unit is None:
        return False
    if word == "over":
        before = tokens.word(head - 1)
        if before in rules.over_place:
            return False
        if part.unit is not None and part.unit.dimension == "duration":
            return before in rules.over_bound
    return True


def _right(tokens: Tokens, part: Part, rules: Modifiers) -> str:
    """The modifier just after the figure; `part.tail` moves past it."""
    at = part.tail
    if tokens.word(at) in DASHES and tokens.low[at - 1] == tokens.word(at - 1):
        at += 1
    for rest, modifier in rules.right.get(tokens.word(at), ()):
        if all(tokens.word(at + n + 1) == word for n, word in enumerate(rest)):
            part.tail = at + 1 + len(rest)
            return modifier
    return ""


def _change(tokens: Tokens, part: Part, rules: Modifiers, kind: str) -> str:
    """Whether the figure is the size of a change, its end or its start, or "another" so many."""
    before = tokens.word(part.head - 1)
    first = tokens.word(part.number.tail)
    if before in rules.more or first in ("more", "additional", "further", "other", "extra"):
        return "more"
    if kind == "count" and before not in ("by", "to", "from"):
        return ""
    if before == "by" and kind != "age":
        return "by"
    if before in ("to", "from"):
        recent = any(tokens.word(i) in rules.change for i in range(max(0, part.head - 9), part.head - 1))
        return before if recent else ""
    after = tokens.word(part.tail + 1) if tokens.word(part.tail) in DASHES else tokens.word(part.tail)
    measured = kind in ("percent", "points", "money", "measure", "duration", "ratio")
    if measured and (before in rules.change_by or after in rules.change_after):
        return "by"
    return ""


def _figure(
    tokens: Tokens,
    part: Part,
    kind: str,
    unit: Unit,
    read: Reading | None,
    modifier: str,
    *,
    value: Decimal | None = None,
    per: str = "",
    change: str = "",
) -> Figure:
    tight = loose = base = None
    if read is not None:
        shift = unit.shift if change != "by" else Decimal(0)
        plain = unit.factor == 1 and not shift
        tight = read.tight if plain else read.tight.scaled(unit.factor, shift)
        loose = read.loose if plain else read.loose.scaled(unit.factor, shift)
        low = read.low if read.low is None or plain else read.low * unit.factor + shift
        high = read.high if read.high is None or plain else read.high * unit.factor + shift
        base = Base(unit.base, low, high)
    start = tokens.begin(part.head)
    end = tokens.finish(part.tail - 1)
    return Figure(
        start=start,
        end=end,
        surface=tokens.text[start:end],
        kind=kind,
        dimension="age" if kind == "age" else unit.dimension,
        value=part.number.value if kind == "ordinal" else value,
        low=read.low if read else None,
        high=read.high if read else None,
        modifier=modifier,
        unit=part.noun if kind == "count" else unit.name,
        base=base,
        per=per,
        tight=tight,
        loose=loose,
        hard=read.hard if read else False,
        change=change,
        of=-1,
        head=part.head,
        tail=part.tail,
    )

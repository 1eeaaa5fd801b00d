"""Figures from parts: kind, bound, rate, noun, change and the intervals, put together in this order.

`quantities` is the way in. Refuses to read dates (they come first and win) and to know words (tables do).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from claimcheck.extract import bounds
from claimcheck.extract.joins import is_rating, joined
from claimcheck.extract.measures import per_after, speed, unit_at
from claimcheck.extract.numbers import DASHES, ONE, Grammar, Number
from claimcheck.extract.parts import Lexicon, Part, read_parts, set_noun
from claimcheck.extract.precision import Reading, exactly, reading, span, vague
from claimcheck.lexicon.cues import cues
from claimcheck.lexicon.modifiers import modifiers
from claimcheck.lexicon.numerals import numerals
from claimcheck.lexicon.units import ZERO, Unit, unit_table
from claimcheck.model import Base, Context, Figure
from claimcheck.tokens import Tokens

SHARE = Unit("", "ratio", "percent", Decimal(100))
TIMES = Unit("", "factor", "time")
COUNT = Unit("", "count", "")
PLACE = Unit("", "ordinal", "")
SCORE = Unit("", "score", "")
SIGNED = frozenset(("temperature", "money", "ratio", "points", "angle"))
KINDS = {"money": "money", "ratio": "percent", "points": "points", "duration": "duration"}
OLDEST = 120


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The tables of a language."""
    words = numerals(language)
    return Lexicon(unit_table(language), words, modifiers(language), cues(language), Grammar(words, unit_at))


def quantities(tokens: Tokens, numbers: Sequence[Number], context: Context) -> list[Figure]:
    """The figures made of these numbers, in order and without overlap."""
    tables = lexicon(context.language)
    parts = joined(tokens, read_parts(tokens, numbers, tables, context.currency), tables)
    _points(tokens, parts, tables)
    figures: list[Figure] = []
    for part in parts:
        figure = _finished(tokens, part, tables, figures[-1] if figures else None)
        if figure is not None and (not figures or figures[-1].tail <= figure.head):
            figures.append(figure)
    return figures


def _finished(tokens: Tokens, part: Part, tables: Lexicon, last: Figure | None) -> Figure | None:
    """The Figure of one part, or `None` when nothing about it says that it is one."""
    style = part.number.style
    if part.kind == "score":
        return _figure(tokens, part, "score", SCORE, None, "exact", None)
    if style == "rating" or (style == "ratio" and part.number.out_of in (5, 10, 100) and is_rating(tokens, tables.cues)):
        return _rating(tokens, part, tables)
    if style == "ordinal":
        return (
            None
            if _named_rank(tokens, part)
            else _figure(tokens, part, "ordinal", PLACE, exactly(part.number), "exact", part.value)
        )
    if style == "multiple" or _is_multiple(tokens, part, tables):
        if part.number.precision == "multiple" and _occasions(tokens, part, tables):
            part.noun, part.number.precision = "time", ""  # "twice a week"
            return _measured(tokens, part, "count", COUNT, tables)
        return _measured(tokens, part, "ratio", TIMES, tables)
    if style == "ratio":
        return _measured(tokens, part, "ratio", SHARE, tables)
    if _is_age(tokens, part, tables, last):
        part.kind = "age"
        return _measured(tokens, part, "age", part.unit or tables.units.units["year"], tables)
    if part.unit is None:
        return _measured(tokens, part, "count", COUNT, tables)
    return _measured(tokens, part, KINDS.get(part.unit.dimension, "measure"), part.unit, tables)


def _rating(tokens: Tokens, part: Part, tables: Lexicon) -> Figure:
    """ "8.35 out of 10", "7/10": marks, compared with other marks on the same scale."""
    number, top = part.number, Decimal(part.number.out_of)
    if number.style == "ratio" and number.value is not None:
        value = (number.value * top).to_integral_value()
        part.number = Number(number.head, number.tail, value, value, 1, ONE, "rating", out_of=number.out_of)
        part.value = value
    return _measured(tokens, part, "score", Unit("", "score", f"out of {top}"), tables, per=f"{top}")


def _named_rank(tokens: Tokens, part: Part) -> bool:
    """As in "the Fourth Estate", "Second World War": a capitalised ordinal before a capital is a name."""
    first, after = part.head, part.tail
    if first == 0 or after >= len(tokens) or not tokens.surface(first)[0].isupper():
        return False
    return tokens.surface(after)[0].isupper()


def _is_multiple(tokens: Tokens, part: Part, tables: Lexicon) -> bool:
    """As in "three times higher", "3x", "10-fold"; "three times" alone counts occasions."""
    if part.unit is not None or part.number.style not in ("digits", "words"):
        return False
    word = tokens.word(part.tail)
    if word == "times" and tokens.word(part.tail + 1) in tables.cues["times_after"]:
        part.tail += 1
    elif word == "fold" or (word == "x" and tokens.joined(part.tail - 1)):
        part.tail += 1
    elif word in DASHES and tokens.word(part.tail + 1) == "fold":
        part.tail += 2
    else:
        return False
    return True


def _points(tokens: Tokens, parts: list[Part], tables: Lexicon) -> None:
    """As in "fell 6 points to 39 percent": points beside the percentage they lead to are percentage points."""
    for first, second in zip(parts, parts[1:], strict=False):
        if first.noun != "point" or first.unit is not None or second.unit is None or second.head - first.noun_end != 1:
            continue
        if second.unit.name == "percent" and tokens.word(first.noun_end) in ("to", "from"):
            first.unit, first.tail = tables.units.units["percentage point"], first.noun_end


def _occasions(tokens: Tokens, part: Part, tables: Lexicon) -> bool:
    """ "twice a week", "twice denied": how often, not how many times as much."""
    if tokens.word(part.head) not in ("twice", "thrice"):
        return False
    return tokens.word(part.tail) not in tables.cues["times_after"]


# --- ages ----------------------------------------------------------------------------------------------------------------


def _is_age(tokens: Tokens, part: Part, tables: Lexicon, last: Figure | None) -> bool:
    """As in "aged 45", "two-year-old", "45 years old", "Smith, 45, said", "87 yo"."""
    if part.unit is not None:
        return part.unit.dimension == "duration" and _old(tokens, part)
    if part.number.step != 1 or part.number.scale > 1 or part.value is None or not 0 <= part.value <= OLDEST:
        return False
    known = tables.cues
    outside = tokens.word(part.head - 1)
    aged = outside in known["age_before"] or (
        outside in ("between", "from", "over", "under", "about", "around")
        and tokens.word(part.head - 2) in known["age_before"]
    )
    if part.top is not None and tokens.word(part.head) in ("between", "from"):
        aged = aged or outside in known["age_before"]
    if not aged and not part.noun:
        aged = (
            (
                last is not None
                and last.kind == "age"
                and tokens.word(part.head - 1) in ("and", "or")
                and last.tail == part.head - 1
            )
            or (outside in known["age_verbs"] and "age" in tokens.words[max(0, part.head - 10) : part.head])
            or _apposed(tokens, part, tables)
            or (outside in known["age_verbs"] and tokens.word(part.head - 2) in known["age_persons"] and part.value >= 1)
        )
    if tokens.word(part.tail) in ("yo", "y/o"):
        part.tail, aged = part.tail + 1, True
    if aged:
        part.unit, part.noun, part.noun_end = tables.units.units["year"], "", 0
    return aged


def _old(tokens: Tokens, part: Part) -> bool:
    at = part.tail + 1 if tokens.word(part.tail) in DASHES else part.tail
    if tokens.word(at) in ("old", "olds"):
        part.tail = at + 1
        return True
    if tokens.word(at) == "of" and tokens.word(at + 1) == "age":
        part.tail = at + 2
        return True
    return False


def _apposed(tokens: Tokens, part: Part, tables: Lexicon) -> bool:
    """As in "Anna Smith, 45, said", "Moe, then 24, sailed": commas around a bare number after a name."""
    if part.top is not None or part.number.style != "digits" or part.value is None or part.value < 1:
        return False
    at = part.head - 1
    at -= tokens.word(at) in tables.cues["age_adverbs"]
    if at < 1 or tokens.words[at] != "," or tokens.word(part.tail) not in (",", ")", ";"):
        return False
    name, following = tokens.surface(at - 1), tokens.word(part.tail + 1)
    if not name[0].isupper() or len(name) < 2 or following[:1].isdecimal():
        return False
    return tokens.words[at - 1] not in tables.cues.closed


# --- everything measured -------------------------------------------------------------------------------------------------


def _measured(tokens: Tokens, part: Part, kind: str, unit: Unit, tables: Lexicon, *, per: str = "") -> Figure:
    modifier = part.modifier
    if not modifier:
        modifier = bounds.after(tokens, part, tables)
        if modifier and kind == "count" and not part.noun:
            set_noun(tokens, part, tables.cues)
    if kind == "count" and part.noun_end > part.tail:
        part.tail = part.noun_end
        modifier = modifier or bounds.after(tokens, part, tables)
    rate = per_after(tokens, part.tail, part.unit, tables.units)
    if rate is not None and not per:
        per, part.tail = rate
        faster = speed(unit, per, tables.units)
        if faster is not None:
            unit, per = faster, ""
        modifier = modifier or bounds.after(tokens, part, tables)
    left = bounds.before(tokens, part, tables)
    if left and modifier in ("", "about", "exact"):
        modifier = left
    change = part.change or bounds.change(tokens, part, kind, tables.cues)
    change = "" if change == "none" else change
    read = _reading(part, modifier or "exact", tables, count=kind == "count", unit=unit)
    value = part.value
    if modifier in ("", "exact") and (part.number.vague is not None or part.number.precision == "couple"):
        modifier = "about"
    if part.top is not None and part.top.value is not None and value is not None:
        value = (value + part.top.value) / 2
        modifier = "about" if part.modifier == "about" else "between"
    if unit.scale != ONE:
        read = read.scaled(unit.scale)
        value = value if value is None else value * unit.scale
    return _figure(tokens, part, kind, unit, read, modifier or "exact", value, per=per, change=change)


def _reading(part: Part, modifier: str, tables: Lexicon, *, count: bool, unit: Unit) -> Reading:
    if part.number.vague is not None:
        return vague(part.number)
    if part.value is None:
        raise ValueError("a part without a value")
    if part.top is not None and part.top.value is not None:
        return span(part.number, part.top.number, part.value, part.top.value, tables.rules, count=count)
    if part.kind == "age" and modifier == "exact":
        return exactly(part.number, past=ONE)
    signed = unit.dimension in SIGNED
    return reading(
        part.number, part.value, modifier, tables.words, tables.rules, count=count, signed=signed, shade=part.shade
    )


def _figure(
    tokens: Tokens,
    part: Part,
    kind: str,
    unit: Unit,
    read: Reading | None,
    modifier: str,
    value: Decimal | None,
    *,
    per: str = "",
    change: str = "",
) -> Figure:
    low = high = tight = loose = base = None
    if read is not None:
        low, high, tight, loose = read.low, read.high, read.tight, read.loose
        factor, shift = unit.factor, unit.shift if change != "by" else ZERO
        if factor == ONE and not shift:
            base = Base(unit.base, low, high)
        else:
            tight, loose = tight.scaled(factor, shift), loose.scaled(factor, shift)
            base = Base(
                unit.base,
                None if low is None else low * factor + shift,
                None if high is None else high * factor + shift,
            )
    start, end = tokens.begin(part.head), tokens.finish(part.tail - 1)
    return Figure(
        start,
        end,
        tokens.text[start:end],
        kind,
        "age" if kind == "age" else unit.dimension,
        value,
        low,
        high,
        modifier,
        part.noun if kind == "count" else unit.name,
        base,
        per,
        None,
        tight,
        loose,
        read.hard if read is not None else False,
        change,
        -1,
        part.head,
        part.tail,
    )

"""Figures from parts: kind, bound, rate, noun, change and the intervals, put together in this order.

`quantities` is the way in. Refuses to read dates (they come first and win) and to know words (tables do).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from claimcheck.extract import bounds
from claimcheck.extract.ages import is_age
from claimcheck.extract.joins import is_rating, joined
from claimcheck.extract.nouns import counted_subject
from claimcheck.extract.numbers import DASHES, ONE, Number
from claimcheck.extract.parts import Part, read_parts, set_noun
from claimcheck.extract.precision import Reading, exactly, reading, span, vague
from claimcheck.extract.rates import MINUSES, per_after, speed
from claimcheck.extract.tables import Tables, tables_of
from claimcheck.lexicon.units import ZERO, Unit
from claimcheck.model import Base, Context, Figure
from claimcheck.tokens import Tokens

SHARE = Unit("", "ratio", "percent", Decimal(100))
TIMES = Unit("", "factor", "time")
COUNT = Unit("", "count", "")
PLACE = Unit("", "ordinal", "")
SCORE = Unit("", "score", "")
SIGNED = frozenset(("temperature", "money", "ratio", "points", "angle"))
KINDS = {"money": "money", "ratio": "percent", "points": "points", "duration": "duration"}
PLAIN = frozenset(("digits", "words"))
LED = ("by", "from")  # changes whose end may follow
SOFT = ("", "exact", "about")
RATED = frozenset((5, 10, 100))


def quantities(tokens: Tokens, numbers: Sequence[Number], context: Context) -> list[Figure]:
    """The figures made of these numbers, in order and without overlap."""
    tables = tables_of(context.language)
    parts = joined(tokens, read_parts(tokens, numbers, tables, context.currency), tables)
    _points(tokens, parts, tables)
    figures: list[Figure] = []
    for part in parts:
        if part.unit is not None and part.unit.british is not None and context.variety:
            part.unit = _local(part.unit, context.variety)
        if figures:
            last = figures[-1]
            part.floor = last.tail
            part.led = last.change
            part.compared = last.kind != "ordinal" and not (last.kind == "count" and part.unit is not None)
        figure = _finished(tokens, part, tables, figures[-1] if figures else None)
        if figure is not None and (not figures or figures[-1].tail <= figure.head):
            figures.append(figure)
    return figures


def _local(unit: Unit, variety: str) -> Unit:
    """A ton, gallon or pint as the text's variety of English means it."""
    factor = unit.british if variety == "gb" and unit.british is not None else unit.factor
    return unit._replace(factor=factor, british=None)


def _finished(tokens: Tokens, part: Part, tables: Tables, last: Figure | None) -> Figure | None:
    """The Figure of one part, or `None` when it turns out to be a name. `last` is the figure before it."""
    style = part.number.style
    if part.kind == "score":
        return _figure(tokens, part, "score", SCORE, None, "exact", None)
    if style in PLAIN and part.unit is not None and part.unit.dimension != "duration" and not part.kind:
        return _measured(tokens, part, KINDS.get(part.unit.dimension, "measure"), part.unit, tables)
    if style == "ordinal":
        if _named_rank(tokens, part, tables) or _adverb(tokens, part, tables):
            return None
        return _figure(tokens, part, "ordinal", PLACE, exactly(part.number), "exact", part.value)
    if _is_rating(tokens, part, tables):
        return _rating(tokens, part, tables)
    if style == "multiple" and _is_adjective(tokens, part, tables):
        return None
    if style == "multiple" or _is_multiple(tokens, part, tables):
        if _occasions(tokens, part, tables):
            part.noun, part.number.precision = "time", ""
            return _measured(tokens, part, "count", COUNT, tables)
        return _measured(tokens, part, "ratio", TIMES, tables)
    if style == "ratio":
        return _measured(tokens, part, "ratio", SHARE, tables)
    if is_age(tokens, part, tables, last):
        part.kind = "age"
        return _measured(tokens, part, "age", part.unit or tables.units.units["year"], tables)
    if part.unit is None:
        return _measured(tokens, part, "count", COUNT, tables)
    return _measured(tokens, part, KINDS.get(part.unit.dimension, "measure"), part.unit, tables)


def _is_rating(tokens: Tokens, part: Part, tables: Tables) -> bool:
    if part.number.style == "ratio":
        return part.number.out_of in RATED and is_rating(tokens, tables.cues)
    return part.number.style == "rating"


def _rating(tokens: Tokens, part: Part, tables: Tables) -> Figure:
    """As in "8.35 out of 10", "7/10": marks, compared with other marks on the same scale."""
    number, top = part.number, Decimal(part.number.out_of)
    if number.style == "ratio" and number.value is not None:
        value = (number.value * top).to_integral_value()
        part.number = Number(number.head, number.tail, value, value, 1, ONE, "rating", out_of=number.out_of)
        part.value = value
    return _measured(tokens, part, "score", Unit("", "score", f"out of {top}"), tables, per=f"{top}")


def _named_rank(tokens: Tokens, part: Part, tables: Tables) -> bool:
    """As in "the Fourth Estate", "42nd Street": a capitalised ordinal, or any before a street, is part of a name."""
    if not tokens.surface(part.tail)[:1].isupper():
        return False
    street = tokens.word(part.tail) in tables.cues.names_street
    return street or (part.head > 0 and tokens.surface(part.head)[0].isupper())


def _adverb(tokens: Tokens, part: Part, tables: Tables) -> bool:
    """As in "first of all", "at first", "when he first came", "a third party": no place in an order."""
    at = part.tail + (tokens.word(part.tail) in DASHES and tokens.joined(part.tail))
    after = tokens.word(at)
    if at > part.tail and after in tables.cues.rank_hyphen:
        return True
    if after in tables.cues.rank_idioms or (after == "of" and tokens.word(at + 1) == "all"):
        return True
    if tokens.word(part.head - 1) == "per":
        return True  # "16 terabits of data per second"
    return part.value == 1 and (tokens.word(part.head - 1) == "at" or after in tables.cues.verbs)


def _is_multiple(tokens: Tokens, part: Part, tables: Tables) -> bool:
    """As in "three times higher", "3x", "10-fold"; "three times" alone counts occasions."""
    if part.unit is not None or part.number.style not in ("digits", "words"):
        return False
    word = tokens.word(part.tail)
    if (
        (word == "times" and _many_times(tokens, part, tables))
        or word == "fold"
        or (word == "x" and tokens.joined(part.tail - 1))
    ):
        part.tail += 1
    elif word in DASHES and tokens.word(part.tail + 1) == "fold":
        part.tail += 2
    else:
        return False
    return True


def _many_times(tokens: Tokens, part: Part, tables: Tables) -> bool:
    """As in "three times higher", "2.6 times earnings", "five times last year's"; alone it tells how often."""
    return (
        tokens.word(part.tail + 1) in tables.cues.times_after
        or part.number.step < 1
        or _past_owner(tokens, part.tail + 1, tables)
    )


def _past_owner(tokens: Tokens, at: int, tables: Tables) -> bool:
    """As in "last year's", "the previous record's": what a multiple is taken of."""
    if tokens.word(at) not in tables.cues.times_past:
        return False
    return any(tokens.word(i).endswith(("'s", "’s")) for i in (at + 1, at + 2))


def _is_adjective(tokens: Tokens, part: Part, tables: Tables) -> bool:
    """As in "a double room", "double digits": no factor."""
    cues, after = tables.cues, tokens.word(part.tail)
    if (
        tokens.word(part.head) not in cues.times_adjectives
        or tokens.word(part.head - 1) in cues.closed - cues.noun_articles
    ):
        return False
    return after[:1].isalpha() and after not in cues.times_after and after not in cues.closed


def _points(tokens: Tokens, parts: list[Part], tables: Tables) -> None:
    """As in "fell 6 points to 39 percent": points beside the percentage they lead to are percentage points."""
    for first, second in pairwise(parts):
        end = _past_points(tokens, first)
        led = end + (tokens.word(end) == ",")
        if not end or first.unit or not second.unit or second.head - led != 1:
            continue
        if second.unit.name == "percent" and tokens.word(led) in ("to", "from"):
            first.unit, first.tail = tables.units.units["percentage point"], end
            first.number.style = "words"  # a quarter of one of those points, not a share


def _past_points(tokens: Tokens, part: Part) -> int:
    """Where "6 points", "half a point", "a quarter of a point" end; 0 where no points are counted."""
    if part.noun == "point":
        return part.noun_end
    at = part.tail
    if part.number.style == "digits" or part.number.value is None or part.number.value >= 1:
        return 0
    for word in ("of", "a"):
        at += tokens.word(at) == word
    return at + 1 if tokens.word(at) in ("point", "points") else 0


def _occasions(tokens: Tokens, part: Part, tables: Tables) -> bool:
    """As in "twice a week", "twice denied": how often, not how many times as much."""
    often = part.number.precision == "multiple" and tokens.word(part.head) in tables.cues.times_occasions
    if not often or _past_owner(tokens, part.tail, tables):
        return False
    return tokens.word(part.tail) not in tables.cues.times_after


def _measured(tokens: Tokens, part: Part, kind: str, unit: Unit, tables: Tables, *, per: str = "") -> Figure:
    """A figure with everything around it: noun, bound after, rate, bound before, change, in this order."""
    behind = _behind(tokens, part, kind, tables)
    modifier = part.modifier or behind
    rate = None if per else _rate(tokens, part, tables)
    if rate is not None:
        per, part.tail = rate
        faster = speed(unit, per, tables)
        if faster is not None:
            unit, per = faster, ""
        modifier = modifier or bounds.after(tokens, part, tables)
    left = bounds.before(tokens, part, tables) if tokens.word(part.head - 1) in tables.bounding else ""
    if left and modifier in SOFT and not (modifier == "about" and left == "exact"):
        modifier = left
    change = part.change or bounds.change(tokens, part, kind, tables.cues)
    if kind == "count" and not part.noun and tokens.word(part.head - 1) in tables.cues.noun_told:
        part.noun = counted_subject(tokens, part.head, 0 if part.led in LED else part.floor, tables.cues)
    read = _reading(part, modifier or "exact", tables, count=kind == "count", unit=unit)
    value = part.value
    if part.top is not None and part.top.value is not None and value is not None:
        value = (value + part.top.value) / 2
        modifier = "about" if part.modifier == "about" else "between"
    elif part.number.style == "decade":
        modifier = "between"
    elif modifier in ("", "exact") and (part.number.vague is not None or part.number.precision == "couple"):
        modifier = "about"
    if unit.scale != ONE:
        read = read.scaled(unit.scale)
        value = value if value is None else value * unit.scale
    change = "" if change == "none" else change
    return _figure(tokens, part, kind, unit, read, modifier or "exact", value, per=per, change=change)


def _rate(tokens: Tokens, part: Part, tables: Tables) -> tuple[str, int] | None:
    """What stands behind the figure as its denominator, and where that ends."""
    at, unit = part.tail, part.unit
    told = tokens.word(at) in tables.rated or tokens.word(at + 1) in MINUSES  # "1.4 m s-1"
    return per_after(tokens, at, unit, tables) if told or (unit is not None and unit.per) else None


def _behind(tokens: Tokens, part: Part, kind: str, tables: Tables) -> str:
    """The modifier right behind the number or behind its noun ("20-odd boats", "20 boats or so")."""
    modifier = bounds.after(tokens, part, tables) if tokens.word(part.tail) in tables.bounded else ""
    if kind != "count":
        return modifier
    if modifier and not part.noun:
        set_noun(tokens, part, tables.cues)
    if part.noun_end > part.tail:
        part.tail = part.noun_end
        if not modifier and tokens.word(part.tail) in tables.bounded:
            modifier = bounds.after(tokens, part, tables)
    return modifier


def _reading(part: Part, modifier: str, tables: Tables, *, count: bool, unit: Unit) -> Reading:
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
            if unit.british is not None:
                tight, loose = tight.hull(read.tight.scaled(unit.british)), loose.hull(read.loose.scaled(unit.british))
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

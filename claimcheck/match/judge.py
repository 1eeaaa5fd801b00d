"""`judge(a, b)`: what follows from two figures that are about the same thing. Pure arithmetic on intervals.

Whether they are about the same thing is not asked here (see linkage.py and compare.py); whatever engine proposed the
pair, this one function decides, so a result never depends on the engine (DESIGN 5).

Levels (DESIGN 4): loose readings disjoint, or a hard bound broken by more than the last written digit → conflict;
only the readings as written disjoint → soft conflict (rounding could explain it); a bound that excludes the other's
value only by its edge ("more than 900" / "900") → `edge`, which only a side-by-side comparison reports.
"""

from __future__ import annotations

from decimal import Decimal

from claimcheck.interval import Interval, contains, disjoint, gap, point
from claimcheck.lexicon.units import unit_table
from claimcheck.model import Base, Figure, Judgement, When
from claimcheck.wording import BOUND_WORDS, number, plural, reading

_YEARS = {"year": 1, "decade": 10, "century": 100}
_SLIPS = (3, 6, 9)  # thousand/million, million/billion, thousand/billion
_FAR = 5  # beyond this ratio two figures under one key are two things, unless a scale word or a zero slipped
_SLIP_TOLERANCE = Decimal("0.02")  # the digits stayed, only the scale word slipped

AGREE = Judgement("agree")
COMPATIBLE = Judgement("compatible")


def judge(a: Figure, b: Figure, told: bool = True) -> Judgement:
    """What follows from `a` and `b`, both about the same thing; "agree" means b follows from a.

    Without `told` the arithmetic is left out: of most conflicts nobody will ever hear.
    """
    if a.when is not None and b.when is not None:
        return _judge_dates(a, b, a.when, b.when)
    if a.tight is None or b.tight is None:
        return COMPATIBLE
    if a.value is None or b.value is None:  # "dozens", "millions": too vague to contradict a neighbour
        return COMPATIBLE
    if not disjoint(a.tight, b.tight):
        return _within(a, b, a.tight, b.tight, told)
    if a.hard != b.hard and not gap(a.tight, b.tight):
        return Judgement("conflict", True, True, arithmetic=_steps(a, b, told), edge=True)
    loose_a, loose_b = a.loose or a.tight, b.loose or b.tight
    if a.hard or b.hard:
        soft = not _bound_broken(a, b)
        bound = True
    else:
        soft = disjoint(a.tight, b.tight) and not disjoint(loose_a, loose_b)
        bound = False
    units = a.unit != b.unit and a.kind != "count"
    slip = _slip(a, b)
    far = not slip and _far(a, b)
    return Judgement("conflict", soft, bound, units, slip, far=far, arithmetic=_steps(a, b, told))


def _steps(a: Figure, b: Figure, told: bool) -> tuple[str, ...]:
    return arithmetic(a, b) if told else ()


def _far(a: Figure, b: Figure) -> bool:
    """More than five times apart, and not by a power of ten (a zero too many is an error like any other)."""
    one, other = _middle(a), _middle(b)
    if one is None or other is None or one <= 0 or other <= 0:
        return False
    ratio = max(one, other) / min(one, other)
    return ratio > _FAR and ratio not in (10, 100, 1000)


def _bound_broken(a: Figure, b: Figure) -> bool:
    """A hard bound, blurred by its last digit, against the other side as written."""
    assert a.tight is not None and b.tight is not None
    reading_a = (a.loose if a.hard else a.tight) or a.tight
    reading_b = (b.loose if b.hard else b.tight) or b.tight
    return disjoint(reading_a, reading_b)


def _within(a: Figure, b: Figure, tight_a: Interval, tight_b: Interval, told: bool) -> Judgement:
    exact_a, exact_b = _value(a), _value(b)
    if exact_a is not None and b.modifier in ("more-than", "less-than", "at-least", "at-most"):
        if contains(tight_b, exact_a):
            return AGREE
        return Judgement("conflict", True, True, arithmetic=_steps(a, b, told), edge=True)
    if exact_b is not None and a.modifier in ("more-than", "less-than", "at-least", "at-most"):
        if contains(tight_a, exact_b):
            return COMPATIBLE
        return Judgement("conflict", True, True, arithmetic=_steps(a, b, told), edge=True)
    if contains(tight_b, tight_a) or (exact_a is not None and exact_b is not None):
        return AGREE
    if exact_a is not None and contains(tight_b, exact_a):
        return AGREE
    return COMPATIBLE


def _value(figure: Figure) -> Interval | None:
    """The written value as a point in the base unit, for figures without a bound."""
    if figure.modifier != "exact" or figure.base is None or figure.base.low is None:
        return None
    return point(figure.base.low)


def _slip(a: Figure, b: Figure) -> int:
    """3, 6 or 9 when the values differ by about that power of ten and share their leading digits; else 0."""
    low_a, low_b = _middle(a), _middle(b)
    if a.kind == "money" and a.unit != b.unit:
        return 0
    if low_a is None or low_b is None or low_a <= 0 or low_b <= 0:
        return 0
    ratio = max(low_a, low_b) / min(low_a, low_b)
    for power in _SLIPS:
        if abs(ratio / Decimal(10) ** power - 1) <= _SLIP_TOLERANCE:
            return power
    return 0


def _middle(figure: Figure) -> Decimal | None:
    base: Base | Interval | None = figure.base
    if base is None:
        return None
    if figure.modifier in ("at-most", "less-than"):
        return base.high
    if base.low is None and base.high is None:  # "about 16,000" has its readings only
        base = figure.tight or Interval(None, None)
    if base.low is not None and base.high is not None:
        return (base.low + base.high) / 2
    return base.low if base.low is not None else base.high


# --- dates -----------------------------------------------------------------------------------------------------------


def _judge_dates(a: Figure, b: Figure, when_a: When, when_b: When) -> Judgement:
    if (when_a.clock is None) != (when_b.clock is None):
        return COMPATIBLE
    if when_a.clock is not None and when_b.clock is not None and when_a.clock != when_b.clock:
        return Judgement("conflict", arithmetic=(f"{a.surface} and {b.surface} are two times of day",))
    if when_a.first is None and when_a.last is None and (when_b.first is None and when_b.last is None):
        return _judge_partial(a, b, when_a, when_b)
    span_a, span_b = _span(when_a), _span(when_b)
    if a.modifier == b.modifier == "at-least" and when_a.first is not None and when_b.first is not None:
        span_a, span_b = _begun(when_a), _begun(when_b)  # "since 1971" / "since 1981": when it began is what is said
    if disjoint(span_a, span_b):
        return Judgement("conflict", bound=_open(when_a) or _open(when_b), arithmetic=_date_arithmetic(a, b))
    if contains(span_b, span_a):
        return AGREE
    return COMPATIBLE


def _judge_partial(a: Figure, b: Figure, when_a: When, when_b: When) -> Judgement:
    """Dates without a year ("3 May" / "before 4 May"): in one year, they conflict when they cannot meet."""
    if when_a.month is not None and when_b.month is not None:
        span_a, span_b = _in_one_year(a, when_a), _in_one_year(b, when_b)
        if disjoint(span_a, span_b):
            return Judgement("conflict", arithmetic=_date_arithmetic(a, b))
        return AGREE if contains(span_b, span_a) else COMPATIBLE
    pairs = ((when_a.month, when_b.month), (when_a.day, when_b.day), (when_a.weekday, when_b.weekday))
    if any(x is not None and y is not None and x != y for x, y in pairs):
        return Judgement("conflict", arithmetic=_date_arithmetic(a, b))
    return AGREE if when_a.value == when_b.value else COMPATIBLE


def _in_one_year(figure: Figure, when: When) -> Interval:
    """A month, or a day of a month, as days of a year of 12 × 31 days, open where "before" or "after" says so."""
    first = Decimal(31 * ((when.month or 1) - 1) + (when.day or 1))
    last = first if when.day else first + 30
    if figure.modifier in ("less-than", "at-most"):
        return Interval(None, last if figure.modifier == "at-most" else first - 1)
    if figure.modifier in ("more-than", "at-least"):
        return Interval(first if figure.modifier == "at-least" else last + 1, None)
    return Interval(first, last)


def _span(when: When) -> Interval:
    low = None if when.first is None else Decimal(when.first.toordinal())
    high = None if when.last is None else Decimal(when.last.toordinal())
    return Interval(low, high)


def _begun(when: When) -> Interval:
    """The stretch in which something said to last since then began, as wide as the date was written."""
    assert when.first is not None
    years = _YEARS.get(when.granularity, 0)
    last = when.first.replace(year=when.first.year + years - 1, month=12, day=31) if years else when.first
    return Interval(Decimal(when.first.toordinal()), Decimal(last.toordinal()))


def _open(when: When) -> bool:
    return when.first is None or when.last is None


def _date_arithmetic(a: Figure, b: Figure) -> tuple[str, ...]:
    when_a, when_b = a.when, b.when
    if when_a is None or when_b is None or None in (when_a.first, when_a.last, when_b.first, when_b.last):
        return (f"{a.surface} and {b.surface} are not the same date",)
    days = int(gap(_span(when_a), _span(when_b)))
    if days >= 730:
        return (f"{a.surface} and {b.surface} are about {round(days / 365.2425)} years apart",)
    return (f"{a.surface} and {b.surface} are {days} day{'s' * (days != 1)} apart",)


# --- the arithmetic in words -----------------------------------------------------------------------------------------


def converted(figure: Figure, other: Figure) -> Decimal | None:
    """The value of `figure` (its bound, for a bound) in the unit of `other`; None where units do not convert."""
    base, reference = figure.base, other.base
    if base is None or reference is None or base.unit != reference.unit:
        return None
    upper = figure.modifier in ("at-most", "less-than")
    own = base.high if upper or base.low is None else base.low
    if own is None:
        own = base.low
    unit = unit_table().units.get(other.unit)
    if own is not None and unit is not None and unit.shift:
        return (own - unit.shift) / unit.factor  # degrees have no common zero
    points = [(reference.low, other.low), (reference.high, other.high)]
    for in_base, in_unit in points:
        if own is not None and in_base and in_unit:
            return own * in_unit / in_base
    return None


def arithmetic(a: Figure, b: Figure) -> tuple[str, ...]:
    """The steps that show the two cannot both be true, in words: conversion, the distance, and last the short form.

    ("within 20 miles" / "35 kilometers"): "20 miles = 32.2 kilometres", "35 kilometres is 2.81 kilometres beyond it",
    "at most 32.2 kilometres against 35 kilometres".
    """
    in_b = converted(a, b)
    distance = _distance(a, b, in_b)
    if in_b is None or a.unit == b.unit or a.kind != b.kind or a.kind in ("count", "percent", "ratio"):
        return (distance,) if distance else ()
    plain = f"{number(a.value, 12)} {plural(a.unit)}" if a.value is not None else reading(a)
    word = BOUND_WORDS.get(a.modifier, "")
    short = f"{word} {number(in_b)} {plural(b.unit)} against {reading(b)}".strip()
    return tuple(line for line in (f"{plain} = {number(in_b)} {plural(b.unit)}", distance, short) if line)


def _distance(a: Figure, b: Figure, in_b: Decimal | None) -> str:
    value_b = b.value if b.value is not None else (b.low if b.low is not None else b.high)
    if in_b is None or value_b is None or not in_b:
        return ""
    apart = abs(value_b - in_b)
    unit = "percentage points" if b.kind == "percent" else b.unit if apart == 1 else plural(b.unit)
    for one, other in ((a, b), (b, a)):
        if one.hard or one.modifier in ("at-least", "at-most", "more-than", "less-than"):
            side = "below" if one.modifier in ("at-least", "more-than") else "beyond"
            return f"{reading(other)} is {number(apart)} {unit} {side} “{one.surface}”".replace("  ", " ")
    larger, smaller = max(value_b, in_b), min(value_b, in_b)
    if smaller > 0 and larger / smaller >= 100:
        return f"{reading(a)} against {reading(b)}: a factor of about {number(larger / smaller, 2)}"
    share = f" ({number(100 * apart / smaller, 2)}%)" if smaller > 0 and b.kind not in ("percent", "count") else ""
    return f"{reading(a)} against {reading(b)}: {number(apart)} {unit} apart{share}".replace("  ", " ")


__all__ = ["arithmetic", "converted", "judge", "number", "plural", "reading"]

"""What follows from two figures put side by side, where that is more than their arithmetic (`judge`).

Who says "more than 120 million" knows of 120; a score is two numbers; a place in a row can be bounded; a date without
its year is of the same year as the one it answers; a period that begins like the other ends like it, too.
"""

from __future__ import annotations

import re
from decimal import Decimal

from claimcheck.match.judge import AGREE, COMPATIBLE, arithmetic, judge
from claimcheck.match.sides import View
from claimcheck.model import Figure, Judgement, Mention, When

_LOWER = ("more-than", "at-least")
_GROWING = frozenset(("count", "money"))
_POINTS = frozenset(("exact", "at-most"))  # "as of 9 April", "by 10 April"
_NUMBERS = re.compile(r"\d+")


def weigh(one: View, other: View) -> Judgement:
    """What follows from two figures, each in its statement."""
    a, b = one.mention.figure, other.mention.figure
    if a.kind == b.kind == "ordinal" and "loose" in (one.bound, other.bound):
        return COMPATIBLE
    if a.kind == b.kind == "ordinal" and one.bound != other.bound:
        return _places(a._replace(modifier=one.bound or a.modifier), b._replace(modifier=other.bound or b.modifier))
    if a.kind == b.kind == "score" and a.value is None and b.value is None:
        return _scores(a, b)
    if a.when is not None and b.when is not None:
        return _dates(a, b)
    found = judge(a, b)
    if found.outcome == "conflict" or a.modifier not in _LOWER or b.modifier not in _LOWER:
        return found
    low_a, low_b = _low(a), _low(b)
    if low_a is not None and low_b is not None and low_b > low_a:
        return Judgement("conflict", True, True, arithmetic=arithmetic(a, b), edge=True)
    return found


def _places(a: Figure, b: Figure) -> Judgement:
    """Two places in a row, one of them bounded: "the 58th minute" / "after the 57th minute"."""
    free, tied = (a, b) if b.modifier in ("more-than", "less-than") else (b, a)
    if free.value is None or tied.value is None or free.modifier != "exact":
        return COMPATIBLE
    beyond = free.value > tied.value if tied.modifier == "more-than" else free.value < tied.value
    if beyond:
        return AGREE if tied is b else COMPATIBLE
    return Judgement("conflict", True, True, arithmetic=(f"{a.surface} against {b.surface}",), edge=True)


def _scores(a: Figure, b: Figure) -> Judgement:
    """Two scores, whichever side each names first: "won 3-1" / "lost 1-3"."""
    left, right = (sorted(_NUMBERS.findall(f.surface)) for f in (a, b))
    if left == right or not left or len(left) != len(right):
        return AGREE if left == right else COMPATIBLE
    return Judgement("conflict", arithmetic=(f"{a.surface} and {b.surface} are two scores",))


def _dates(a: Figure, b: Figure) -> Judgement:
    """Two dates: periods end by end, and a date without its year in the year of the other."""
    assert a.when is not None and b.when is not None
    ends_a, ends_b = a.when.value.split("/"), b.when.value.split("/")
    if len(ends_a) == len(ends_b) == 2 and all(map(_is_day, (*ends_a, *ends_b))):
        met = [_meets(x, y) for x, y in zip(ends_a, ends_b, strict=True)]
        if any(met):
            apart = Judgement("conflict", True, arithmetic=(f"{a.surface} and {b.surface} share one end only",))
            return AGREE if all(met) else apart
    if _is_open(a.when) and _is_open(b.when) and a.when.granularity == b.when.granularity == "quarter":
        apart = Judgement("conflict", arithmetic=(f"{a.surface} and {b.surface} are two quarters",))
        return AGREE if ends_a[0][4:] == ends_b[0][4:] else apart
    if _is_open(a.when) != _is_open(b.when) and a.when.month is not None and b.when.month is not None:
        return judge(a._replace(when=_yearless(a.when)), b._replace(when=_yearless(b.when)))
    return judge(a, b)


def _is_day(value: str) -> bool:
    return len(value) == len("2020-04-27")


def _meets(a: str, b: str) -> bool:
    """True for one day of the year, whichever year is left out."""
    return a[4:] == b[4:] and (a[:4] == b[:4] or "XXXX" in (a[:4], b[:4]))


def _is_open(when: When) -> bool:
    return when.first is None and when.last is None


def _yearless(when: When) -> When:
    return when._replace(first=None, last=None)


def dated_apart(a: Mention, b: Mention) -> tuple[Figure, Figure, Judgement] | None:
    """The dates of two figures that agree, where these do not: "31 cases on 11 March" / "31 cases before 11 March".

    Both statements give one day; what is said to have been so on two days was misdated in one of them.
    """
    days_a, days_b = _days(a), _days(b)
    if len(days_a) != 1 or len(days_b) != 1:
        return None
    one, other = days_a[0], days_b[0]
    found = _dates(one, other)
    return (one, other, found) if found.outcome == "conflict" else None


def updated(a: Mention, b: Mention) -> bool:
    """True where two counts of two days need not be at odds: counts grow, 12 on Monday may be 14 by Friday.

    A bound that goes against the growth ("fewer than 10 by Friday") or a date that is one itself is not excused.
    """
    days_a, days_b = _days(a), _days(b)
    if len(days_a) != 1 or len(days_b) != 1 or a.figure.kind not in _GROWING:
        return False
    one, other = days_a[0], days_b[0]
    later = _order(one, other)
    if not later or one.modifier not in _POINTS or other.modifier not in _POINTS:
        return False
    low_a, low_b = _low(a.figure), _low(b.figure)
    if low_a is None or low_b is None:
        return False
    return a.figure.modifier == b.figure.modifier == "exact" or (low_b > low_a) == (later > 0)


def _order(a: Figure, b: Figure) -> int:
    """1 where the day of `b` is after that of `a`, -1 where it is before, 0 where they are one or cannot be told."""
    if a.when is None or b.when is None or (a.when.year or b.when.year) != (b.when.year or a.when.year):
        return 0
    one, other = ((w.month or 0, w.day or 0) for w in (a.when, b.when))
    return (other > one) - (one > other)


def _low(figure: Figure) -> Decimal | None:
    if figure.base is None:
        return None
    return figure.base.low if figure.base.low is not None else figure.base.high


def _days(mention: Mention) -> list[Figure]:
    """The days, as written, that a figure is said of."""
    times = mention.about.times
    return [f for f in mention.claim.figures if f.when is not None and f.when in times and f.when.day is not None]

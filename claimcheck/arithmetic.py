"""Sums, differences, products, ratios and changes of intervals, so that a written precision survives the arithmetic.

The result of every function holds each number that can arise when one number is taken from each operand, and an end is
open when no pair of operand numbers reaches it. Refuses to judge: `interval.disjoint` does, on what comes out of here.
Division is carried to 28 digits (Decimal's default context); the error is far below any written precision.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from claimcheck.interval import Interval, point

HUNDRED = Decimal(100)
_ZERO = Decimal(0)

_End = tuple[Decimal | None, bool]  # (value or unbounded, open)


def total(parts: Iterable[Interval]) -> Interval:
    """The sum of all parts; 0 when there are none."""
    result = point(_ZERO)
    for part in parts:
        result = plus(result, part)
    return result


def plus(a: Interval, b: Interval) -> Interval:
    """`a` + `b`."""
    low, low_open = _sum((a.low, a.low_open), (b.low, b.low_open))
    high, high_open = _sum((a.high, a.high_open), (b.high, b.high_open))
    return Interval(low, high, low_open, high_open)


def negative(a: Interval) -> Interval:
    """−`a`."""
    low = None if a.high is None else -a.high
    high = None if a.low is None else -a.low
    return Interval(low, high, a.high_open, a.low_open)


def minus(a: Interval, b: Interval) -> Interval:
    """`a` − `b`."""
    return plus(a, negative(b))


def times(a: Interval, b: Interval) -> Interval:
    """`a` × `b`, both not negative (quantities, counts, shares). Raises ValueError otherwise."""
    low_a, low_b = _not_negative(a), _not_negative(b)
    low = (low_a[0] * low_b[0], low_a[1] or low_b[1]) if low_a[0] and low_b[0] else (_ZERO, False)
    if a.high is None or b.high is None:
        return Interval(low[0], None, low[1])
    high = a.high * b.high
    return Interval(low[0], high, low[1], bool(high) and (a.high_open or b.high_open))  # 0 × anything is 0 itself


def over(a: Interval, b: Interval) -> Interval | None:
    """`a` ÷ `b`, both not negative; None when `b` may be 0. Raises ValueError for negative operands."""
    low_a, low_b = _not_negative(a), _not_negative(b)
    if not low_b[0]:
        return None
    high = None if a.high is None else a.high / low_b[0]
    low = _ZERO if b.high is None else low_a[0] / b.high
    low_open = low_a[1] or b.high_open or (b.high is None and bool(low_a[0]))
    return Interval(low, high, low_open, a.high_open or low_b[1])


def share(part: Interval, whole: Interval) -> Interval | None:
    """`part` as a percentage of `whole`; None when the whole may be 0."""
    ratio = over(part, whole)
    return None if ratio is None else ratio.scaled(HUNDRED)


def growth(before: Interval, after: Interval) -> Interval | None:
    """The change from `before` to `after` in percent (+25 = up 25 %); None when `before` may be 0."""
    ratio = over(after, before)
    return None if ratio is None else ratio.scaled(HUNDRED, -HUNDRED)


def size(a: Interval) -> Interval:
    """|`a`|: how large, whatever the direction."""
    if a.low is not None and a.low >= 0:
        return a
    if a.high is not None and a.high <= 0:
        return negative(a)
    ends = [(_ZERO if end is None else abs(end), is_open) for end, is_open in _ends(a)]
    if a.low is None or a.high is None:
        return Interval(_ZERO, None)
    high = max(end for end, _ in ends)
    return Interval(_ZERO, high, False, all(is_open for end, is_open in ends if end == high))


def holds(a: Interval, value: Decimal) -> bool:
    """True when `value` lies in `a`."""
    above = a.low is None or value > a.low or (value == a.low and not a.low_open)
    below = a.high is None or value < a.high or (value == a.high and not a.high_open)
    return above and below


def _ends(a: Interval) -> tuple[_End, _End]:
    return (a.low, a.low_open), (a.high, a.high_open)


def _sum(a: _End, b: _End) -> _End:
    if a[0] is None or b[0] is None:
        return None, False
    return a[0] + b[0], a[1] or b[1]


def _not_negative(a: Interval) -> tuple[Decimal, bool]:
    if a.low is None or a.low < 0:
        raise ValueError(f"not a quantity: {a}")
    return a.low, a.low_open

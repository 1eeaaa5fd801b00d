"""Decimal intervals with open and closed ends, and written precision as an interval. No words, no units.

A figure is an interval (DESIGN 4): measures are rounded to their last written digit, with the upper end open
(round-half-up: 35 stands for [34.5, 35.5)); counts are points; bounds have one open-ended side.
"""

from decimal import Decimal
from typing import NamedTuple

HALF = Decimal("0.5")
TEN = Decimal(10)


class Interval(NamedTuple):
    """Numbers from `low` to `high`; `None` = unbounded. An open end does not contain its own value."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def scaled(self, factor: Decimal, shift: Decimal = Decimal(0)) -> "Interval":
        """Every number times `factor` (> 0) plus `shift`: how a unit converts into its base unit."""
        low = None if self.low is None else self.low * factor + shift
        high = None if self.high is None else self.high * factor + shift
        return Interval(low, high, self.low_open, self.high_open)

    def hull(self, other: "Interval") -> "Interval":
        """The smallest interval that holds both."""
        low, low_open = self.low, self.low_open
        if low is not None and (other.low is None or (other.low, other.low_open) < (low, low_open)):
            low, low_open = other.low, other.low_open
        high, high_open = self.high, self.high_open
        if high is not None and (other.high is None or (other.high, not other.high_open) > (high, not high_open)):
            high, high_open = other.high, other.high_open
        return Interval(low, high, low_open, high_open)


def point(value: Decimal) -> "Interval":
    """The interval of one exact number."""
    return Interval(value, value)


def disjoint(a: Interval, b: Interval) -> bool:
    """True when no number lies in both."""
    return _below(a, b) or _below(b, a)


def _below(a: Interval, b: Interval) -> bool:
    if a.high is None or b.low is None:
        return False
    return a.high < b.low or (a.high == b.low and (a.high_open or b.low_open))


def contains(outer: Interval, inner: Interval) -> bool:
    """True when every number of `inner` lies in `outer`."""
    if outer.low is not None:
        if inner.low is None or inner.low < outer.low:
            return False
        if inner.low == outer.low and outer.low_open and not inner.low_open:
            return False
    if outer.high is not None:
        if inner.high is None or inner.high > outer.high:
            return False
        if inner.high == outer.high and outer.high_open and not inner.high_open:
            return False
    return True


def gap(a: Interval, b: Interval) -> Decimal:
    """The distance between two intervals; 0 when they touch or overlap."""
    if a.high is not None and b.low is not None and a.high < b.low:
        return b.low - a.high
    if b.high is not None and a.low is not None and b.high < a.low:
        return a.low - b.high
    return Decimal(0)


def last_digit(value: Decimal) -> Decimal:
    """The unit of the last digit as written: 35 → 1, 3.50 → 0.01, 1.2E+9 → 1E+8."""
    exponent = value.as_tuple().exponent
    return TEN**exponent if isinstance(exponent, int) else Decimal(1)


def last_nonzero_digit(value: Decimal) -> Decimal:
    """The unit of the last digit that is not a trailing zero: 1200 → 100, 3.50 → 0.1, 0 → 1."""
    if not value:
        return last_digit(value)
    digits = value.as_tuple()
    if not isinstance(digits.exponent, int):
        return Decimal(1)
    zeros = 0
    for digit in reversed(digits.digits):
        if digit:
            break
        zeros += 1
    return TEN ** (digits.exponent + zeros)


def rounded_to(value: Decimal, step: Decimal) -> "Interval":
    """All numbers that round (half up) to `value` at `step`: [value − step/2, value + step/2)."""
    half = step * HALF
    return Interval(value - half, value + half, False, True)

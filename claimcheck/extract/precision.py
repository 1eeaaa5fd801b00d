"""What a figure's wording says about its value: low and high as written, and the tight and loose intervals (DESIGN 4).

Counts are exact, measures are rounded to their last written digit; hedges, bounds and fuzzy words reach as far as their
rows in modifiers.toml and numerals.toml say. Refuses to know words.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from claimcheck.extract.numbers import Number
from claimcheck.interval import HALF, Interval, last_nonzero_digit, point
from claimcheck.lexicon.modifiers import Modifiers
from claimcheck.lexicon.numerals import Numerals

ZERO = Decimal(0)
ONE = Decimal(1)
HARD = frozenset(("at-least", "more-than", "at-most", "less-than"))


class Reading(NamedTuple):
    """`low`/`high` as written, `tight`/`loose` intervals, all in the written unit."""

    low: Decimal | None
    high: Decimal | None
    tight: Interval
    loose: Interval
    hard: bool

    def scaled(self, factor: Decimal) -> Reading:
        """The same in a unit `factor` times as small: basis points in percentage points."""
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        return Reading(low, high, self.tight.scaled(factor), self.loose.scaled(factor), self.hard)


def exactly(number: Number, past: Decimal | None = None) -> Reading:
    """The reading of one exact value; with `past`, up to that much more, left out: an age of 45 is [45, 46)."""
    value = number.value
    if value is None or past is None:
        both = Interval(value, value)
        return Reading(value, value, both, both, False)
    both = Interval(value, value + past, False, True)
    return Reading(value, value, both, both, False)


def around(value: Decimal, reach: Decimal) -> Interval:
    """[value − reach, value + reach)."""
    return Interval(value - reach, value + reach, False, reach != 0)


def written(number: Number, *, count: bool) -> Decimal:
    """Half the worth of the last written digit: how far rounding reaches. Counts in plain digits are exact."""
    if count and number.scale == 1 and number.step >= 1:
        return ZERO
    return number.step * HALF


def rounded(number: Number, value: Decimal, rules: Modifiers, *, count: bool) -> Decimal:
    """How far a writer may have rounded: half the last digit that is not zero, within a share of the value."""
    exact = written(number, count=count)
    if count and number.scale == 1 and abs(value) < rules.counted:
        return exact
    digit = last_nonzero_digit(value) if value else number.step
    if digit <= (ONE if count and number.scale == 1 else number.step):
        return exact
    share = rules.loose["count" if count else "measure"] * abs(value)
    return max(exact, min(digit * HALF, share))


def reading(
    number: Number,
    value: Decimal,
    modifier: str,
    words: Numerals,
    rules: Modifiers,
    *,
    count: bool,
    signed: bool,
    shade: str,
) -> Reading:
    """The reading of one value under a modifier.

    `signed`: values below zero make sense, so an upper bound is open below; `shade`: a row of
    [reach] that narrows it, "close" (just over) or "odd" (twenty-odd).
    """
    plain = count and modifier == "exact" and number.scale == 1 and number.step == 1
    if plain and not (number.precision or shade) and abs(value) < rules.counted:  # by far the commonest
        only = Interval(value, value)
        return Reading(value, value, only, only, False)
    near = written(number, count=count)
    far = rounded(number, value, rules, count=count)
    if number.precision:
        tight_share, loose_share = words.precision[number.precision]
        near, far = abs(value) * tight_share, abs(value) * loose_share
    if modifier in HARD:
        return _bound(value, modifier, near, None if signed else ZERO, rules, close=shade == "close")
    if shade == "odd":
        step, (tight_times, loose_times) = last_nonzero_digit(value), rules.reach["odd"]
        tight, loose = (
            Interval(value, value + step * tight_times, False, True),
            Interval(value, value + step * loose_times),
        )
        return Reading(value, value + step * tight_times - number.step, tight, loose, False)
    if modifier == "nearly":
        tight_share, loose_share = rules.reach["nearly"]
        size = abs(value)
        tight = Interval(value - size * tight_share, value, False, True)
        return Reading(None, value, tight, Interval(value - size * loose_share, value + near), False)
    if modifier == "about":
        tight_share, loose_share = rules.reach["about"]
        size = abs(value)
        return Reading(
            None, None, around(value, max(far, size * tight_share)), around(value, max(far, size * loose_share)), False
        )
    tight = around(value, near) if near else point(value)
    return Reading(value, value, tight, around(value, far) if far else tight, False)


def _bound(
    value: Decimal, modifier: str, near: Decimal, floor: Decimal | None, rules: Modifiers, *, close: bool
) -> Reading:
    """A bound: what it allows, and loosely as far past it as its last digit reaches."""
    tight_share, loose_share = rules.reach["close"]
    size = abs(value)
    if modifier in ("at-least", "more-than"):
        top = value + size * tight_share if close else None
        far = value + size * loose_share if close else None
        return Reading(value, None, Interval(value, top, modifier == "more-than"), Interval(value - near, far), True)
    low = value - size * tight_share if close else floor
    far = value - size * loose_share if close else floor
    is_open = modifier == "less-than"
    return Reading(
        floor, value, Interval(low, value, False, is_open), Interval(far, value + near, False, is_open), True
    )


def span(
    low: Number, high: Number, low_value: Decimal, high_value: Decimal, rules: Modifiers, *, count: bool
) -> Reading:
    """The reading of a range: both ends rounded as they are written."""
    tight = Interval(low_value - written(low, count=count), high_value + written(high, count=count), False, not count)
    far_low = rounded(low, low_value, rules, count=count)
    far_high = rounded(high, high_value, rules, count=count)
    loose = Interval(low_value - far_low, high_value + far_high, False, not count)
    return Reading(low_value, high_value, tight, loose, False)


def vague(number: Number) -> Reading:
    """The reading of "dozens", "several hundred", "in her fifties": at least so many, hardly more than."""
    row = number.vague
    if row is None:
        raise ValueError("a vague number without its row")
    return Reading(
        row.least,
        row.most - ONE if number.style == "decade" else None,
        Interval(row.least, row.most, False, True),
        Interval(row.loose_least, row.loose_most, False, True),
        False,
    )

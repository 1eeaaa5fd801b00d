from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.arithmetic import growth, holds, minus, negative, over, plus, share, size, times, total
from claimcheck.interval import Interval, disjoint, point, rounded_to

NUMBERS = st.decimals(-10_000, 10_000, places=2, allow_nan=False, allow_infinity=False)
SIZES = st.decimals(0, 10_000, places=2, allow_nan=False, allow_infinity=False)


@st.composite
def intervals(draw: st.DrawFn, numbers: st.SearchStrategy[Decimal] = NUMBERS) -> tuple[Interval, Decimal]:
    """An interval and a number in it."""
    low, inside, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    low_open = draw(st.booleans()) and low < inside
    high_open = draw(st.booleans()) and inside < high
    unbounded = draw(st.booleans()) and draw(st.booleans())
    return Interval(low, None if unbounded else high, low_open, high_open and not unbounded), inside


def d(text: str) -> Decimal:
    return Decimal(text)


@given(intervals(), intervals())
def test_sums_and_differences_hold_every_sum_and_difference(
    a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]
) -> None:
    assert holds(a[0], a[1])
    assert holds(plus(a[0], b[0]), a[1] + b[1])
    assert holds(minus(a[0], b[0]), a[1] - b[1])
    assert plus(a[0], b[0]) == plus(b[0], a[0])
    assert negative(negative(a[0])) == a[0]
    assert holds(size(a[0]), abs(a[1]))


@given(intervals(SIZES), intervals(SIZES))
def test_products_and_quotients_hold_every_one(a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]) -> None:
    assert holds(times(a[0], b[0]), a[1] * b[1])
    ratio = over(a[0], b[0])
    if ratio is None:
        assert b[0].low == 0
        return
    exact = Fraction(a[1]) / Fraction(b[1])
    tolerance = Fraction(1, 10**20)
    assert ratio.low is None or Fraction(ratio.low) <= exact + tolerance
    assert ratio.high is None or Fraction(ratio.high) >= exact - tolerance


@given(st.lists(intervals(), max_size=6))
def test_a_total_holds_the_total(parts: list[tuple[Interval, Decimal]]) -> None:
    assert holds(total(i for i, _ in parts), sum((x for _, x in parts), Decimal(0)))


@given(SIZES, SIZES.filter(bool))
def test_points_stay_points(a: Decimal, b: Decimal) -> None:
    ratio = over(point(a), point(b))
    assert ratio is not None
    assert ratio == point(a / b)


def test_open_ends_stay_open() -> None:
    assert plus(rounded_to(d("3"), d("1")), point(d("1"))) == Interval(d("3.5"), d("4.5"), False, True)
    assert negative(rounded_to(d("3"), d("1"))) == Interval(d("-3.5"), d("-2.5"), True, False)
    assert size(Interval(d("-3"), d("2"), True, False)) == Interval(d("0"), d("3"), False, True)
    assert size(Interval(None, d("2"))) == Interval(d("0"), None)


def test_share_and_growth() -> None:
    sixty = share(point(d("79")), point(d("132")))
    assert sixty is not None
    assert not disjoint(sixty, rounded_to(d("60"), d("1")))
    assert disjoint(sixty, rounded_to(d("63"), d("1")))
    assert growth(point(d("12")), point(d("15"))) == point(d("25"))
    assert growth(point(d("15")), point(d("12"))) == point(d("-20"))
    assert growth(Interval(d("0"), d("1")), point(d("15"))) is None


def test_an_unbounded_operand_leaves_one_end() -> None:
    assert times(Interval(d("2"), None), point(d("3"))) == Interval(d("6"), None)
    assert over(point(d("6")), Interval(d("2"), None)) == Interval(d("0"), d("3"), True, False)
    assert plus(Interval(None, d("2")), point(d("3"))) == Interval(None, d("5"))


def test_negative_quantities_are_refused() -> None:
    with pytest.raises(ValueError, match="not a quantity"):
        times(point(d("-1")), point(d("2")))
    with pytest.raises(ValueError, match="not a quantity"):
        over(Interval(None, d("1")), point(d("2")))

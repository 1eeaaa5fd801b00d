"""Ticks of a number line: round numbers, dates or clock times between its two edges, with what to call them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from math import ceil, floor, log10
from typing import NamedTuple, Protocol

from claimcheck.wording import number

_MOST = 6  # ticks on one line
_GREAT = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
_MINUTES = (1, 5, 10, 15, 30, 60, 120, 180, 360)
_DAYS = (1, 2, 5, 7, 14)
_MONTHS = (1, 2, 3, 6)
_MONTH = 30.44  # days
_YEAR = 365.25


class Tick(NamedTuple):
    """A mark at `at` (0 left edge, 1 right edge) and its label."""

    at: float
    label: str


class Scale(Protocol):
    """Ticks between two edges, given in the unit of the line (for a logarithmic one, as powers of ten)."""

    def __call__(self, left: float, right: float, *, log: bool = False, whole: bool = False) -> tuple[Tick, ...]:
        """The ticks from left to right."""


def _placed(values: Iterator[tuple[float, str]], left: float, right: float) -> tuple[Tick, ...]:
    return tuple(Tick(round((at - left) / (right - left), 6), label) for at, label in values if left <= at <= right)


def amount_ticks(left: float, right: float, *, log: bool = False, whole: bool = False) -> tuple[Tick, ...]:
    """Multiples of 1, 2 or 5 times a power of ten; on a logarithmic line the powers of ten themselves."""
    if log:
        every = max(1, ceil((right - left) / _MOST))
        powers = range(ceil(left), floor(right) + 1, every)
        return _placed(((float(power), _label(10.0**power, 10.0**power)) for power in powers), left, right)
    rough = (right - left) / _MOST
    size = 10.0 ** floor(log10(rough))
    step = next((factor * size for factor in (1, 2, 5) if factor * size >= rough), 10 * size)
    if whole:
        step = max(step, 1.0)
    first = ceil(left / step)
    return _placed(((n * step, _label(n * step, step)) for n in range(first, floor(right / step) + 1)), left, right)


def _label(value: float, step: float) -> str:
    """A tick's number with the digits its step needs: 0.5, 1,200, 2.5m."""
    for size, word in _GREAT:
        if abs(value) >= size:
            return number(Decimal(repr(round(value / size, 6)))) + word
    places = max(0, -floor(log10(step))) if step < 1 else 0
    return f"{round(value, places) + 0.0:,.{places}f}"


def clock_ticks(left: float, right: float, *, log: bool = False, whole: bool = False) -> tuple[Tick, ...]:
    """Minutes after midnight as times of day."""
    step = next((step for step in _MINUTES if (right - left) / step <= _MOST), _MINUTES[-1])
    minutes = range(ceil(left / step) * step, floor(right) + 1, step)
    return _placed(((m, f"{m // 60:02}:{m % 60:02}") for m in minutes if 0 <= m < 24 * 60), left, right)


def date_ticks(left: float, right: float, *, log: bool = False, whole: bool = False) -> tuple[Tick, ...]:
    """Days of the proleptic Gregorian calendar (`date.toordinal`) as ISO days, months or years."""
    first = date.fromordinal(max(1, ceil(left)))
    last = date.fromordinal(min(date.max.toordinal(), max(1, floor(right))))
    days = right - left
    for step in _DAYS:
        if days / step <= _MOST:
            return _placed(_each_day(first, last, step), left, right)
    for step in _MONTHS:
        if days / _MONTH / step <= _MOST:
            return _placed(_each_month(first, last, step), left, right)
    step = int(_nice(days / _YEAR / _MOST))
    years = range(ceil(first.year / step) * step, last.year + 1, step)
    return _placed(((date(year, 1, 1).toordinal(), str(year)) for year in years if year > 0), left, right)


def _nice(rough: float) -> float:
    size = 10.0 ** floor(log10(rough)) if rough > 1 else 1.0
    return next((factor * size for factor in (1, 2, 5) if factor * size >= rough), 10 * size)


def _each_day(first: date, last: date, step: int) -> Iterator[tuple[float, str]]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1, step):
        yield ordinal, (date.min + timedelta(days=ordinal - 1)).isoformat()


def _each_month(first: date, last: date, step: int) -> Iterator[tuple[float, str]]:
    begun = ceil((first.year * 12 + first.month - (first.day == 1)) / step) * step
    for month in range(begun, last.year * 12 + last.month, step):
        year, place = divmod(month, 12)
        yield date(year, place + 1, 1).toordinal(), f"{year}-{place + 1:02}"

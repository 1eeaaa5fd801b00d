"""Figures on one number line: where each begins and ends, as written and as it may have been rounded. Pure geometry.

`number_line` places two or more figures of one kind on a common scale; a terminal draws it with `text_line`
(numbertext.py), a page as SVG. Positions run from 0 (left edge) to 1 (right edge).

    within 20 miles  ┣━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫
    35 kilometres                                     ●
                     0───────10───────20───────30────── km

Refuses to judge: whether two figures are about the same thing, or can both be true, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from math import log10
from typing import NamedTuple

from claimcheck.interval import Interval
from claimcheck.lexicon.units import Unit, unit_table
from claimcheck.model import Figure, When
from claimcheck.reporters.numberticks import Scale, Tick, amount_ticks, clock_ticks, date_ticks
from claimcheck.reporters.readings import read_as
from claimcheck.reporters.visible import squeezed
from claimcheck.wording import plural

MOST = 12  # figures on one line; a sum of more parts is told in words
_ROOM = 0.08  # of the span, left free at each edge
_GREAT = 60  # ends so many times apart are drawn on a logarithmic scale, lest the small ones fall into one point


class Bar(NamedTuple):
    """One figure. `low`/`high`: as it may have been rounded; `tight_low`/`tight_high`: as written; `value`: the number
    itself, None where only a bound is told. `open_low`/`open_high`: it goes on beyond that edge of the line.

    `surface` and `reading` are harmless on a screen; a page still has to escape them.
    """

    surface: str
    reading: str
    low: float
    high: float
    tight_low: float
    tight_high: float
    value: float | None = None
    open_low: bool = False
    open_high: bool = False

    @property
    def point(self) -> bool:
        """True for an exact number: nothing between its two ends."""
        return self.low == self.high


class NumberLine(NamedTuple):
    """`unit`: what the ticks count, "" for dates and bare numbers; `log`: the scale is logarithmic."""

    unit: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    log: bool = False


class _Span(NamedTuple):
    """A figure's two readings and its value, all in the unit of the line."""

    tight: Interval
    loose: Interval
    value: Decimal | None


def number_line(figures: Sequence[Figure], language: str = "en") -> NumberLine | None:
    """The figures on one line, in their order; None for figures that have no common one.

    That is: fewer than two, more than `MOST`, other dimensions, denominators or currencies, changes beside values,
    scores, dates without a year, and figures that all stand on one point.
    """
    if not 1 < len(figures) <= MOST:
        return None
    if all(figure.when is not None for figure in figures):
        return _of_dates(figures, language)
    if len({_kind(figure) for figure in figures}) > 1:
        return None
    unit, shown = _unit(figures, language)
    spans = [_span(figure, unit) for figure in figures]
    if any(span is None for span in spans):
        return None
    whole = figures[0].kind == "count" and all(_whole(span) for span in spans if span)
    return _drawn(figures, [span for span in spans if span], shown, language, whole=whole)


def _kind(figure: Figure) -> tuple[str, ...]:
    """Figures that differ here have no common line."""
    base = figure.base.unit if figure.base is not None else ""
    change = figure.change if figure.change in ("by", "more") else ""
    return figure.dimension, base, figure.per, change


def _unit(figures: Sequence[Figure], language: str) -> tuple[Unit | None, str]:
    """The unit of the line and its name: the one all were written in, else the metric one, else the largest."""
    per = f" per {figures[0].per}" if figures[0].per else ""
    names = list(dict.fromkeys(figure.unit for figure in figures))
    if figures[0].kind in ("percent", "points") or figures[0].dimension == "ratio":
        return None, "%" + per if figures[0].kind == "percent" else ""
    table = unit_table(language)
    units = [table.units.get(name) for name in names]
    if figures[0].kind == "count" or any(unit is None for unit in units):
        return None, plural(names[0]) + per if len(names) == 1 and names[0] else ""
    if len(names) > 1:
        metric = table.metric.get(names[0])
        if metric is not None and figures[0].kind == "measure":
            return metric[0], metric[1] + per
    unit = max((unit for unit in units if unit is not None), key=lambda unit: unit.factor)
    return unit, plural(unit.name) + per


def _span(figure: Figure, unit: Unit | None) -> _Span | None:
    tight = figure.tight
    if tight is None or (tight.low is None and tight.high is None):
        return None
    loose = figure.loose or tight
    value = figure.base.low if figure.base is not None and figure.modifier in ("exact", "about", "nearly") else None
    if value is None and figure.value is not None and tight.low is not None and tight.high is not None:
        value = (tight.low + tight.high) / 2 if figure.modifier in ("exact", "about") else None
    if unit is None or (unit.factor == 1 and not unit.shift):
        return _Span(tight, loose, value)
    factor, shift = 1 / unit.factor, -unit.shift / unit.factor
    return _Span(
        tight.scaled(factor, shift), loose.scaled(factor, shift), None if value is None else value * factor + shift
    )


def _whole(span: _Span) -> bool:
    ends = (span.tight.low, span.tight.high, span.value)
    return all(end is None or end == end.to_integral_value() for end in ends)


def _of_dates(figures: Sequence[Figure], language: str) -> NumberLine | None:
    """Dates as days, of one day as minutes; dates that no year fixes have no place."""
    whens = [figure.when for figure in figures if figure.when is not None]
    days = {when.first for when in whens} | {when.last for when in whens}
    if all(when.clock is not None for when in whens) and len(days) == 1:
        minutes = [Interval(Decimal(when.clock or 0), Decimal(when.clock or 0)) for when in whens]
        return _drawn(figures, [_Span(at, at, at.low) for at in minutes], "", language, ticks=clock_ticks)
    if any(when.first is None and when.last is None for when in whens):
        return None
    spans = [_Span(at, at, at.low if when.first == when.last else None) for when, at in _days(whens)]
    return _drawn(figures, spans, "", language, ticks=date_ticks)


def _days(whens: Iterable[When]) -> Iterable[tuple[When, Interval]]:
    for when in whens:
        yield when, Interval(_day(when.first), _day(when.last))


def _day(day: date | None) -> Decimal | None:
    return None if day is None else Decimal(day.toordinal())


# --- positions -------------------------------------------------------------------------------------------------------


def _drawn(
    figures: Sequence[Figure],
    spans: Sequence[_Span],
    unit: str,
    language: str,
    *,
    ticks: Scale = amount_ticks,
    whole: bool = False,
) -> NumberLine | None:
    ends = [float(end) for span in spans for end in (*span.loose[:2], *span.tight[:2]) if end is not None]
    low, high = min(ends), max(ends)
    if low == high and not any(None in span.loose[:2] for span in spans):
        return None
    smallest = min((end for end in ends if end > 0), default=0.0)
    log = ticks is amount_ticks and low > 0 and high / smallest > _GREAT
    if log:
        low, high = log10(low), log10(high)
    room = (high - low) * _ROOM or abs(high) * _ROOM or 1.0
    left = low if low == 0 and not log else low - room
    right = high + room

    def at(end: Decimal | None, edge: float) -> float:
        if end is None:
            return edge
        number = float(end)
        return round(((log10(number) if log else number) - left) / (right - left), 6)

    bars = [
        Bar(
            squeezed(figure.surface),
            squeezed(read_as(figure, language)),
            at(span.loose.low, 0.0),
            at(span.loose.high, 1.0),
            at(span.tight.low, 0.0),
            at(span.tight.high, 1.0),
            None if span.value is None else at(span.value, 0.0),
            span.loose.low is None,
            span.loose.high is None,
        )
        for figure, span in zip(figures, spans, strict=True)
    ]
    return NumberLine(unit, tuple(bars), ticks(left, right, log=log, whole=whole), log)

"""A figure in words as it was understood, for people: bounds in words, metric units, so many digits as make sense.

"within 20 miles" → "at most 32.2 km"; "$4,690m" → "4.69 billion US dollars"; "half an hour" → "30 minutes".
Refuses to judge: it shows what a Figure holds, converted where the reader would otherwise have to.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from claimcheck.lexicon.units import UnitTable, unit_table
from claimcheck.model import Figure
from claimcheck.wording import BOUND_WORDS, number, plural, with_unit

_WHEN = {"at-least": "from", "more-than": "after", "at-most": "until", "less-than": "before", "about": "about"}
_CHANGES = ("by", "from", "to")
_GREAT = ((Decimal(10**12), "trillion"), (Decimal(10**9), "billion"), (Decimal(10**6), "million"))
_SMALLER = {"hour": ("minute", 60), "minute": ("second", 60), "day": ("hour", 24), "year": ("month", 12)}
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_WRITTEN = 12  # significant digits of a number shown in its own unit
_CONVERTED = 3  # … and of one that was converted
_TRADED = frozenset(("ounce",))  # gold is priced by the troy ounce, spices by the other
_ROUND = 8  # characters: "4.69 billion", but 4,690,123,456

Amounts = tuple[Decimal, ...]


class _Shown(NamedTuple):
    """One number or the two ends of a range, unit and denominator they are shown in, and how many digits count."""

    amounts: Amounts
    unit: str
    digits: int = _WRITTEN
    symbol: bool = False
    per: str = ""


def label(figure: Figure) -> str:
    """What kind of quantity a figure is, in one word: a measure's dimension, else its kind."""
    return figure.dimension if figure.kind == "measure" else figure.kind


def read_as(figure: Figure, language: str = "en") -> str:
    """A figure as understood: "at most 32.2 km", "before 2024-12-03", "3 US dollars per day"."""
    if figure.date is not None:
        return f"{_WHEN.get(figure.modifier, '')} {_moment(figure.date)}".strip()
    amounts = _amounts(figure)
    if not amounts:
        return figure.surface
    if figure.kind == "ordinal":
        return _ranked(int(amounts[0]))
    shown = _shown(figure, amounts, unit_table(language))
    change = figure.change if figure.change in _CHANGES else ""
    bound = BOUND_WORDS.get(figure.modifier, "") if len(amounts) == 1 else ""
    return " ".join(word for word in (change, bound, _text(figure, shown)) if word)


def _moment(value: str) -> str:
    """An ISO date or time for people: "2025-03-11 03:40", "12:00"."""
    return value.removeprefix("T").replace("T", " ")


def _ranked(place: int) -> str:
    ending = "th" if place % 100 in (11, 12, 13) else _ENDINGS.get(place % 10, "th")
    return f"{place:,}{ending}"


def _amounts(figure: Figure) -> Amounts:
    """The number to show, or the two ends of a range ("3 to 5", "20 ± 2", "dozens")."""
    low, high, value = figure.low, figure.high, figure.value
    if value is None and low is not None and high is None and figure.tight is not None and figure.base is not None:
        top, bottom = figure.tight.high, figure.base.low
        high = top * low / bottom if top is not None and bottom else None
    if low is not None and high is not None and low != high and figure.modifier in ("between", "about", "exact"):
        return low, high
    return tuple(end for end in ((value,) if value is not None else (low, high)) if end is not None)


def _shown(figure: Figure, amounts: Amounts, table: UnitTable) -> _Shown:
    """The amounts in metric units, pence as pounds, half an hour as minutes; trade units as they are."""
    own, shown = table.units.get(figure.unit), table.metric.get(figure.unit)
    if figure.kind == "duration" and figure.unit in _SMALLER and max(amounts) < 1:
        name, many = _SMALLER[figure.unit]
        return _Shown(tuple(amount * many for amount in amounts), name, per=figure.per)
    times, per = _denominator(figure.per, table)
    digits = _WRITTEN if times in (None, 1) else _CONVERTED
    unit, symbol, factor, shift = figure.unit, False, Decimal(1), Decimal(0)
    if figure.kind == "money" and own is not None and own.factor != 1:
        code = (figure.base.unit if figure.base is not None else own.base).lower()  # cents beside euros are euro cents
        if code in table.codes:
            unit, factor = table.codes[code].name, own.factor
    elif figure.kind == "measure":
        if own is None or shown is None or times is None:  # half of "miles per gallon" converted is worse than none
            return _Shown(amounts, unit, per=figure.per)
        (target, unit), symbol = shown, True
        if target != own:
            factor, digits = own.factor / target.factor, _CONVERTED
            shift = (own.shift - target.shift) / target.factor if figure.change != "by" else shift
    return _Shown(tuple(a * factor * (times or 1) + shift for a in amounts), unit, digits, symbol, per)


def _denominator(per: str, table: UnitTable) -> tuple[Decimal | None, str]:
    """What to multiply a rate by for its metric denominator, and that one's symbol; `None` for one that stays."""
    own = table.units.get(per)
    if not per or own is None or own.dimension == "duration":
        return Decimal(1), per
    if per not in table.metric or per in _TRADED:
        return None, per
    target, symbol = table.metric[per]
    return target.factor / own.factor, symbol


def _text(figure: Figure, shown: _Shown) -> str:
    amounts, per = shown.amounts, f" per {shown.per}" if shown.per else ""
    if figure.kind == "ratio" and figure.dimension == "ratio":
        return f"{_range(tuple(100 * amount for amount in amounts), _CONVERTED)}%{per}"
    if figure.kind == "ratio":
        return f"{_range(amounts, _CONVERTED)} times{per}"
    if figure.kind == "score":
        return f"{_range(amounts, _WRITTEN)} out of {figure.per}" if figure.per else _range(amounts, _WRITTEN)
    more = " more" * (figure.change == "more")
    if figure.kind == "percent":
        return f"{_range(amounts, shown.digits)}%{more}{per}"
    numbers = _range(amounts, shown.digits) + more
    name = shown.unit if shown.symbol or not shown.unit or amounts == (Decimal(1),) else plural(shown.unit)
    return with_unit(numbers, name) + " old" * (figure.kind == "age") + per


def _range(amounts: Amounts, digits: int) -> str:
    """One number, or "3 to 5", with "million" and the like where that loses nothing."""
    largest = max(map(abs, amounts))
    size, word = next(((size, word) for size, word in _GREAT if largest >= size), (Decimal(1), ""))
    brief = [number(amount / size, digits) for amount in amounts]
    if word and all(len(text) < _ROUND for text in brief):
        return f"{' to '.join(brief)} {word}"
    return " to ".join(number(amount, digits) for amount in amounts)

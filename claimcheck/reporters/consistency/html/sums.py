"""A sum that does not come out, drawn: the total, and below it its parts end to end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from claimcheck.ledger.consistency import ShownConflict
from claimcheck.model import Figure
from claimcheck.reporters.consistency.html.drawings import percent
from claimcheck.reporters.consistency.html.element import Markup, element

TOTAL_MISMATCH = "CC201"  # the rule whose first side is the total and whose others are its parts
_ROOM = Decimal("1.03")
_HEIGHT, _BAR = 26, 16  # pixels of a row, and of its bar
_LETTER = 0.03  # of the width: in less there is no room for one


def stacked(shown: ShownConflict, letters: Sequence[str]) -> Markup | None:
    """The drawing of a conflict between a total and its parts; None for any other, and where a figure has no one value.

    A side may be missing from the ledger, so that the first is the total is seen by the message, which names it.
    """
    figures = [side.figure for side in shown.sides if side.figure is not None]
    if shown.conflict.code != TOTAL_MISMATCH or not 2 < len(figures) == len(shown.sides) <= len(set(letters)):
        return None
    values = [_value(figure) for figure in figures]
    whole, parts = values[0], [value for value in values[1:] if value]
    alike = len({(figure.dimension, figure.base.unit if figure.base else "", figure.per) for figure in figures}) == 1
    if (
        whole is None
        or len(parts) < len(values) - 1
        or not alike
        or shown.sides[0].surface not in shown.conflict.message
    ):
        return None
    room = max(whole, sum(parts)) * _ROOM
    total = _row(_label(letters[:1], figures[0].surface), [(letters[0], Decimal(0), whole)], room)
    below = _row(_label(letters[1:], ""), list(_end_to_end(letters[1:], parts)), room, whole)
    caption = element("figcaption", "The parts end to end, below their total")
    return element("figure", caption, total, below, class_="line sum")


def _value(figure: Figure) -> Decimal | None:
    """The one positive number a figure stands for, in its base unit."""
    tight = figure.tight
    if tight is None or tight.low is None or tight.high is None or tight.high <= 0:
        return None
    return (tight.low + tight.high) / 2


def _end_to_end(letters: Sequence[str], parts: Sequence[Decimal]) -> Iterator[tuple[str, Decimal, Decimal]]:
    at = Decimal(0)
    for letter, part in zip(letters, parts, strict=True):
        yield letter, at, at + part
        at += part


def _label(letters: Sequence[str], surface: str) -> Markup:
    signs = [
        [" + " if n else None, element("b", letter, class_=f"letter l{letter}")] for n, letter in enumerate(letters)
    ]
    return element("span", signs, [" ", element("bdi", surface)] if surface else None, class_="label")


def _row(
    label: Markup, pieces: Sequence[tuple[str, Decimal, Decimal]], room: Decimal, mark: Decimal | None = None
) -> Markup:
    """A row of bars; `mark`: where the total ends, as a line through it."""
    drawn = [part for name, low, high in pieces for part in _piece(name, float(low / room), float(high / room))]
    if mark is not None:
        at = percent(float(mark / room))
        drawn.append(element("line", x1=at, x2=at, y1=0, y2=_HEIGHT, class_="goal"))
    track = element("svg", drawn, class_=f"track b{pieces[0][0]}", width="100%", height=_HEIGHT, aria_hidden="true")
    return element("div", label, track, class_="row")


def _piece(letter: str, low: float, high: float) -> list[Markup]:
    top = (_HEIGHT - _BAR) // 2
    bar = element("rect", x=percent(low), width=percent(high - low), y=top, height=_BAR, class_="tight")
    if high - low < _LETTER:
        return [bar]
    return [bar, element("text", letter, x=percent((low + high) / 2), y=top + _BAR - 4, class_="middle")]

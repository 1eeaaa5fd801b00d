"""A number line in characters: one row a figure, and one for the ticks.

    within 20 miles  ┣━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫
    12 kilometres               ●
                     0───────10───────20───────30────── km

Thick: the figure as written; thin: as it may have been rounded; a dot: the number itself; an arrow: it goes on beyond.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.reporters.numberline import Bar, NumberLine
from claimcheck.reporters.paint import Line
from claimcheck.reporters.visible import cells, clipped, padded

LEAST = 24  # cells of the line itself; on less a picture tells nothing
_MOST = 72  # … and on more it tells no more
_CAPPED = 4  # cells between the ends of a bar that shows them
_LABEL = 28  # cells that a figure's surface may take


class Signs(NamedTuple):
    """The characters of a drawing."""

    thick: str = "━"
    thin: str = "─"
    left: str = "┣"
    right: str = "┫"
    point: str = "●"
    on_left: str = "◀"
    on_right: str = "▶"
    axis: str = "─"


LINES = Signs()
ASCII = Signs("=", "-", "[", "]", "o", "<", ">", "-")


def text_line(line: NumberLine, width: int, signs: Signs = LINES, styles: Sequence[str] = ()) -> tuple[Line, ...]:
    """The rows of a number line on `width` cells; none where they are too few. `styles`: one for each bar, in order."""
    label = min(max(cells(bar.surface) for bar in line.bars), _LABEL)
    unit = f" {line.unit}" if line.unit else ""
    room = min(width - label - 2 - cells(unit), _MOST)
    if room < LEAST:
        return ()
    return tuple(_rows(line, label, room, unit, signs, styles))


def _rows(line: NumberLine, label: int, room: int, unit: str, signs: Signs, styles: Sequence[str]) -> Iterator[Line]:
    for number, bar in enumerate(line.bars):
        style = styles[number] if number < len(styles) else ""
        name = padded(clipped(bar.surface, label, "…" if signs is LINES else "..."), label)
        yield (f"{name}  ", ""), (_bar(bar, room, signs).rstrip(), style)
    yield (" " * (label + 2), ""), (_axis(line, room, signs), "gutter"), (unit, "dim")


def _bar(bar: Bar, room: int, signs: Signs) -> str:
    def at(position: float) -> int:
        return min(room - 1, max(0, round(position * (room - 1))))

    row = [" "] * room
    low, high, tight_low, tight_high = map(at, (bar.low, bar.high, bar.tight_low, bar.tight_high))
    row[low : high + 1] = signs.thin * (high - low + 1)
    row[tight_low : tight_high + 1] = signs.thick * (tight_high - tight_low + 1)
    if tight_high - tight_low >= _CAPPED:
        row[tight_low], row[tight_high] = signs.left, signs.right
    if bar.open_low:
        row[low] = signs.on_left
    if bar.open_high:
        row[high] = signs.on_right
    if bar.value is not None or (high - low <= 1 and not (bar.open_low or bar.open_high)):
        row[at(bar.value if bar.value is not None else (bar.low + bar.high) / 2)] = signs.point
    return "".join(row)


def _axis(line: NumberLine, room: int, signs: Signs) -> str:
    """The ticks' labels on a rule, each with its middle where it belongs; one that would touch another is left out."""
    row = [signs.axis] * room
    free = 0
    for tick in line.ticks:
        start = round(tick.at * (room - 1)) - (len(tick.label) - 1) // 2
        start = min(max(start, 0), room - len(tick.label))
        if start < free:
            continue
        row[start : start + len(tick.label)] = tick.label
        free = start + len(tick.label) + 1
    return "".join(row)

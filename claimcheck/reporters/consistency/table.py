"""The consistency report for a terminal: aligned, cut to the width there is, long lists cut with a word on the rest.

In a pipe every line is whole and nothing is coloured; on a terminal each article has a bar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from claimcheck.ledger.consistency import ConsistencyReport, ShownSide
from claimcheck.reporters import Look
from claimcheck.reporters.consistency import words
from claimcheck.reporters.consistency.sections import Grid, Item, Section, sections
from claimcheck.reporters.ledger.signs import STYLES, dot_for, signs_for, spoken
from claimcheck.reporters.paint import Line, Piece, flowed, hung, paint, shows
from claimcheck.reporters.snippet import excerpt
from claimcheck.reporters.visible import cells, clipped, padded, squeezed

CAP = 10
_BAR = 12  # cells
_LABEL = 10  # columns of what stands before a detail: as wide as an id
_GAP = "  "


def write(report: ConsistencyReport, stream: TextIO, look: Look) -> None:
    """Write the report."""
    signs = _Signs(stream, look.width)
    paint((_cut(line, look.width) for line in _lines(report, signs, look.width)), stream, look)


class _Signs:
    """The few signs of a report as the stream can show them; a bar only on a terminal."""

    def __init__(self, stream: TextIO, width: int | None) -> None:
        self.status, self.dot = signs_for(stream), dot_for(stream)
        full, empty = ("█", "░") if shows(stream, "█░") else ("#", "-")
        self.bar = (full, empty) if width is not None else None
        self.on_screen = width is not None

    def counted(self, status: str, number: int) -> str:
        """How many claims have a status: with its sign on a terminal."""
        return (f"{self.status[status]} " if self.on_screen else "") + f"{number:,} {spoken(status)}"


def _lines(report: ConsistencyReport, signs: _Signs, width: int | None) -> Iterator[Line]:
    about = f", {squeezed(report.scope)}" if report.scope else ""
    yield ((f"consistency report of {squeezed(report.ledger)}, {words.minute(report.made)}{about}", "title"),)
    yield ()
    if not report.claims:
        yield ((words.EMPTY if not report.scope else "no claim is among those asked for", "warning"),)
        if not report.scope:
            yield ((words.next_step(words.NEXT), "help"),)
    else:
        yield ((words.headline(report), "good" if report.counts.percent == 100 else "title"),)
        for group in words.statuses(report.counts):
            told = [(signs.counted(status, number), STYLES[status]) for status, number in group]
            yield _phrases(told, _GAP if signs.on_screen else signs.dot)
        troubles = words.troubles(report)
        if troubles:
            yield _phrases(troubles, signs.dot)
    for section in sections(report, CAP):
        yield ()
        yield from _grid(section, signs.bar) if isinstance(section, Grid) else _section(section, width)


def _phrases(phrases: Sequence[tuple[str, str]], dot: str) -> Line:
    pieces: list[Piece] = [("  ", "")]
    for number, (text, style) in enumerate(phrases):
        pieces += [(dot, "dim")] * bool(number) + [(text, style)]
    return tuple(pieces)


def _section(section: Section, width: int | None) -> Iterator[Line]:
    total = f" ({section.total:,})" if section.total and not section.title.startswith("since ") else ""
    yield (squeezed(section.title), "title"), (total, "dim")
    for item in section.items:
        yield from _item(item, width)
    if section.more:
        yield (("  " + section.more, "dim"),)
    if section.hint:
        yield from hung([("  ", "")], words.next_step(section.hint), "help", width, 8)


def _item(item: Item, width: int | None) -> Iterator[Line]:
    """An item and what is told of it; what needs a decision is wrapped to `width` rather than cut."""
    place = squeezed(item.place)
    head: list[Piece] = [
        (f"  {squeezed(item.id)}{_GAP}", "title"),
        (place + _GAP if place and item.text else place, "place"),
    ]
    if item.lead:
        head += [(item.lead, item.lead.partition("[")[0]), (": ", "dim")]
    indent = _LABEL + 2 * len(_GAP)
    yield from hung(head, squeezed(item.text), item.style, width if item.details else None, indent)
    for detail in item.details:
        label = "    " + (padded(squeezed(detail.label), _LABEL) + _GAP if detail.label else "")
        if width is not None and detail.sides and detail.sides[0].text:
            yield from _side(label, detail.sides, width)
        else:
            yield from hung([(label, "dim")], squeezed(detail.text), detail.style, width)


def _side(label: str, sides: Sequence[ShownSide], width: int) -> Iterator[Line]:
    """A sentence with its figures in sight: cut around them to one line, or whole where they are too far apart."""
    place, text = squeezed(words.side_place(sides[0])), squeezed(sides[0].text)
    head = ((label, "dim"), (place + _GAP if place else "", "place"))
    figures = [squeezed(side.surface) for side in sides]
    cut = excerpt(text, figures, width - sum(cells(piece) for piece, _ in head))
    yield from flowed(head, cut or excerpt(text, figures, cells(text)), width, cells(label))


def _grid(grid: Grid, bar: tuple[str, str] | None) -> Iterator[Line]:
    yield (grid.title, "title"), (f" ({grid.total:,})", "dim")
    barred = bar is not None and any(row.percent is not None for row in grid.rows)
    rows = [grid.header, *(tuple(map(squeezed, row.cells)) for row in grid.rows)]
    last = len(grid.header) - 1
    widths = [max(cells(row[column]) for row in rows) for column in range(last)]
    for number, cell_texts in enumerate(rows):
        pieces: list[Piece] = [("  ", "")]
        row = grid.rows[number - 1] if number else None
        if barred:
            pieces.append((_bar(row.percent, bar) if row else " " * _BAR, "good"))
            pieces.append((_GAP, ""))
        for column, text in enumerate(cell_texts):
            style = (row.styles[column] if row.styles else "") if row else "dim"
            room = widths[column] - cells(text) if column < last else 0
            set_right = column in grid.numbers
            pieces.append((" " * room + text if set_right else padded(text, cells(text) + room), style))
            pieces.append((_GAP if column < last else "", ""))
        yield tuple(pieces)
    left = grid.total - len(grid.rows)
    if left:
        yield ((f"  {words.more(left, grid.title)}", "dim"),)


def _bar(percent: int | None, bar: tuple[str, str] | None) -> str:
    if percent is None or bar is None:
        return " " * _BAR
    done = percent * _BAR // 100
    return bar[0] * done + bar[1] * (_BAR - done)


def _cut(line: Line, width: int | None) -> Line:
    """A line no wider than the terminal: what is over is cut from its last piece, the end of a text."""
    if width is None:
        return line
    room, kept = width, list[Piece]()
    for text, style in line:
        if room <= 0:
            break
        kept.append((clipped(text, room), style))
        room -= cells(text)
    return tuple(kept)

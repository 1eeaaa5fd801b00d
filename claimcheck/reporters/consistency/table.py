"""The consistency report for a terminal: aligned, cut to the width there is, long lists cut with a word on the rest.

In a pipe every line is whole and nothing is coloured; on a terminal each article has a bar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from claimcheck.ledger.consistency import ConsistencyReport
from claimcheck.reporters import Look
from claimcheck.reporters.consistency import words
from claimcheck.reporters.consistency.sections import Grid, Item, Section, sections
from claimcheck.reporters.paint import Line, Piece, paint
from claimcheck.reporters.visible import cells, clipped, padded, squeezed

CAP = 10
_BAR = 12  # cells
_LABEL = 10  # columns of what stands before a detail: as wide as an id
_GAP = "  "
_LEAST = 16  # columns that a text is wrapped to; below it is cut


def write(report: ConsistencyReport, stream: TextIO, look: Look) -> None:
    """Write the report."""
    full, empty = ("█", "░") if _shows(stream, "█░") else ("#", "-")
    bar = (full, empty) if look.width is not None else None
    paint((_cut(line, look.width) for line in _lines(report, bar, look.width)), stream, look)


def _lines(report: ConsistencyReport, bar: tuple[str, str] | None, width: int | None) -> Iterator[Line]:
    about = f", {squeezed(report.scope)}" if report.scope else ""
    yield ((f"consistency report of {squeezed(report.ledger)}, {words.minute(report.made)}{about}", "title"),)
    yield ()
    if not report.claims:
        yield ((words.EMPTY if not report.scope else "no claim is among those asked for", "warning"),)
        if not report.scope:
            yield ((f"next: {words.NEXT}", "help"),)
    else:
        yield ((words.headline(report), "good" if report.counts.percent == 100 else ""),)
        for phrases in (*words.by_status(report.counts), words.troubles(report)):
            if phrases:
                yield _phrases(phrases)
    for section in sections(report, CAP):
        yield ()
        yield from _grid(section, bar) if isinstance(section, Grid) else _section(section, width)


def _phrases(phrases: Sequence[tuple[str, str]]) -> Line:
    pieces: list[Piece] = [("  ", "")]
    for number, (text, style) in enumerate(phrases):
        pieces += [(" · ", "dim")] * bool(number) + [(text, style)]
    return tuple(pieces)


def _section(section: Section, width: int | None) -> Iterator[Line]:
    total = f" ({section.total:,})" if section.total and not section.title.startswith("since ") else ""
    yield ((squeezed(section.title) + total, "title"),)
    if section.hint:
        yield (("  " + section.hint, "dim"),)
    for item in section.items:
        yield from _item(item, width if item.details else None)
    if section.more:
        yield (("  " + section.more, "dim"),)


def _item(item: Item, width: int | None) -> Iterator[Line]:
    """An item and what is told of it; what needs a decision is wrapped to `width` rather than cut."""
    place = squeezed(item.place)
    head: list[Piece] = [
        (f"  {squeezed(item.id)}{_GAP}", "other"),
        (place + _GAP if place and item.text else place, "gutter"),
    ]
    yield from _hung(head, squeezed(item.text), item.style, width, _LABEL + 2 * len(_GAP))
    for detail in item.details:
        label = "    " + (padded(squeezed(detail.label), _LABEL) + _GAP if detail.label else "")
        yield from _hung([(label, "dim")], squeezed(detail.text), detail.style, width, cells(label))


def _hung(head: Sequence[Piece], text: str, style: str, width: int | None, indent: int) -> Iterator[Line]:
    """`head` and `text` in lines of `width`, those after the first set in; one line without a width."""
    if width is None or width - indent < _LEAST:
        yield *head, (text, style)
        return
    line, room = "", width - sum(cells(piece) for piece, _ in head)
    begin = tuple(head)
    for word in text.split(" "):
        if line and cells(line) + 1 + cells(word) > room:
            yield *begin, (line, style)
            begin, line, room = ((" " * indent, ""),), word, width - indent
        else:
            line = f"{line} {word}" if line else word
    yield *begin, (line, style)


def _grid(grid: Grid, bar: tuple[str, str] | None) -> Iterator[Line]:
    yield (grid.title, "title"), (f" ({grid.total:,})", "")
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


def _shows(stream: TextIO, text: str) -> bool:
    """True when `stream` can show these characters."""
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True

"""Text set in a column: blocks wrapped into rows, and a row cut into pieces that know what they are.

Pure: nothing here knows Textual or a colour. A row is a stretch of the text it was cut from, so that a place finds its
row, and a row its claims. Only the rows on the screen are ever made into pieces.

Text is untrusted: control and bidirectional characters are spelled out (reporters.visible), widths are cells.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimcheck.model import Block, BlockKind
from claimcheck.reporters.visible import cell, cells, visible

Piece = tuple[str, tuple[str, ...]]  # text, and the names of all that it is: ("heading",), ("current", "figure")

_WORDS = re.compile(r"\s+|\S+")
_BLANK = re.compile(r"\s+")
_PREFIX = {BlockKind.ITEM: ("• ", "  "), BlockKind.QUOTE: ("│ ", "│ "), BlockKind.FOOTNOTE: ("† ", "  ")}
_HEADINGS = frozenset((BlockKind.TITLE, BlockKind.HEADING))
_QUIET = frozenset((BlockKind.DATELINE, BlockKind.BYLINE, BlockKind.META))
_LEAST = 8  # cells of a column of text, however narrow the terminal is
_JOINT = " │ "  # between the cells of a table's row


class Row(NamedTuple):
    """A line on the screen: code points [start, end) of the text, what stands before it, and what it is.

    An empty row (`start == end`) parts two blocks. `table`: it holds cells of a table, parted by line breaks.
    """

    start: int
    end: int
    prefix: str = ""
    style: str = ""
    table: bool = False


class Mark(NamedTuple):
    """Code points [start, end) of a text that are something: a figure, the claim that is looked at, a passage cited."""

    start: int
    end: int
    name: str


def set_rows(text: str, blocks: Sequence[Block], width: int) -> list[Row]:
    """The rows of a text in a column `width` cells wide, a blank row between two blocks; a table's rows stay close."""
    rows: list[Row] = []
    before: Block | None = None
    for block in _joined(blocks):
        if not text[block.start : block.end].strip():
            continue
        if before is not None and _apart(before, block):
            rows.append(Row(block.start, block.start))
        first, rest = _PREFIX.get(block.kind, ("", ""))
        style = "heading" if block.kind in _HEADINGS else "quiet" if block.kind in _QUIET else ""
        table = block.row >= 0
        room = max(width - cells(rest), _LEAST)
        for number, (start, end) in enumerate(wrapped(text, block.start, block.end, room, table)):
            rows.append(Row(start, end, rest if number else first, style, table))
        before = block
    return rows


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with the cells of each row of a table as one."""
    held: Block | None = None
    for block in blocks:
        if held is not None and held.row >= 0 and held.row == block.row:
            held = held._replace(end=block.end)
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


def _apart(one: Block, other: Block) -> bool:
    """True where a blank row stands between two blocks: not within a list, a table or the lines above an article."""
    if one.kind is other.kind and one.kind in (BlockKind.ITEM, BlockKind.CELL):
        return False
    return not (one.kind in _QUIET and other.kind in _QUIET)


def wrapped(text: str, start: int, end: int, width: int, table: bool = False) -> Iterator[tuple[int, int]]:
    """Stretches of text[start:end] that fit into `width` cells each, broken between words where there are any.

    `table`: a line break parts two cells of a table.
    """
    body = text[start:end].rstrip()
    lead = len(body) - len(body.lstrip())
    body, start = body[lead:], start + lead
    if not table and body.isascii() and body.isprintable() and "  " not in body:
        yield from _plain(body, start, width)
        return
    at, left, line = start, width, start  # where we are, cells left in the row, where the row began
    stop = start
    for found in _WORDS.finditer(body):
        word = found[0]
        at = start + found.start()
        if word.isspace():
            left -= len(_JOINT) if table and "\n" in word else 1
            continue
        wide = cells(visible(word))
        if wide <= left:
            left -= wide
            stop = at + len(word)
            continue
        if wide <= width and not _scripted(word):
            yield line, stop
            line, left, stop = at, width - wide, at + len(word)
            continue
        for first, size, many in _characters(word, at):
            if many > left and first > line:
                yield line, max(stop, line)
                line, left = first, width
            left -= many
            stop = first + size
    if stop > line:
        yield line, stop


def _plain(body: str, start: int, width: int) -> Iterator[tuple[int, int]]:
    """The same for text of which every character is a cell."""
    at, size = 0, len(body)
    while size - at > width:
        cut = body.rfind(" ", at, at + width + 1)
        if cut <= at:
            yield start + at, start + at + width
            at += width
        else:
            yield start + at, start + cut
            at = cut + 1
    if size > at:
        yield start + at, start + size


def _scripted(word: str) -> bool:
    """True for a word of a script that is written without blanks: it may be broken anywhere."""
    return not word.isascii() and sum(cell(letter) == 2 for letter in word) * 2 > len(word)


def _characters(word: str, at: int) -> Iterator[tuple[int, int, int]]:
    """(offset, code points, cells) of each character with the marks that belong to it."""
    begin = 0
    for number in range(1, len(word) + 1):
        if number < len(word) and (cell(word[number]) == 0 or word[number - 1] == "\u200d"):
            continue
        yield at + begin, number - begin, cells(visible(word[begin:number]))
        begin = number


def row_of(rows: Sequence[Row], offset: int) -> int:
    """The row in which the character at `offset` stands, or the nearest before it."""
    at = bisect_right(rows, offset, key=lambda row: row.start) - 1
    return max(at, 0)


def within(marks: Sequence[Mark], start: int, end: int) -> Sequence[Mark]:
    """Those of ascending, disjoint `marks` that touch [start, end)."""
    first = bisect_right(marks, start, key=lambda mark: mark.end)
    last = bisect_left(marks, end, key=lambda mark: mark.start)
    return marks[first:last]


def pieces(text: str, row: Row, layers: Sequence[Sequence[Mark]]) -> list[Piece]:
    """The row cut where anything begins or ends, each piece with the names of the marks it lies in.

    Every layer is ascending and disjoint; names come in the order of the layers.
    """
    base = (row.style,) if row.style else ()
    if row.start == row.end:
        return []
    here = [within(layer, row.start, row.end) for layer in layers]
    edges = {row.start, row.end}
    edges.update(min(max(e, row.start), row.end) for layer in here for m in layer for e in (m.start, m.end))
    cuts = sorted(edges)
    found: list[Piece] = [(row.prefix, ("quiet",))] if row.prefix else []
    for first, last in pairwise(cuts):
        names = [m.name for layer in here for m in layer if m.start <= first and last <= m.end]
        words = text[first:last]
        if row.table:
            words = words.replace("\n", _JOINT)
        found.append((visible(_BLANK.sub(" ", words)), (*base, *names)))
    return found

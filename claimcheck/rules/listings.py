"""Bullet lists with the sentence that announces them, and tables row by row. Not a rule itself (no RULE).

Refuses to guess structure the reader did not see: only blocks that are list items or cells count, nested items do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.model import BlockKind, Document, Figure
from claimcheck.rules.reckoning import DATES, Line

_MOST = 500  # items or rows; a longer list is a database


class Listing(NamedTuple):
    """`intro` is the last sentence before the list (None at the start); `items` are the lines of each item."""

    intro: Line | None
    items: tuple[tuple[Line, ...], ...]


class Table(NamedTuple):
    """Rows of cells; a cell holds the lines (sentences) in it, mostly one."""

    document: Document
    rows: tuple[tuple[tuple[Line, ...], ...], ...]


def _by_block(document: Document) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = defaultdict(list)
    for claim in document.claims:
        sentence = document.sentences[claim.sentence]
        found[sentence.block].append(Line(document, sentence, claim.sentence, claim.figures))
    return found


def listings(document: Document) -> Iterator[Listing]:
    """Every bullet or numbered list."""
    if not any(b.kind is BlockKind.ITEM for b in document.blocks):
        return
    lines = _by_block(document)
    for start, end in _runs(document, BlockKind.ITEM):
        columns = [document.position(document.origin(document.blocks[i].start)).column for i in range(start, end)]
        items = [tuple(lines[i]) for i, c in zip(range(start, end), columns, strict=True) if c == min(columns)]
        before = lines.get(start - 1, [])
        if columns[0] == min(columns):
            yield Listing(before[-1] if before else None, tuple(items))


def tables(document: Document) -> Iterator[Table]:
    """Every table, as rows of cells."""
    if not any(b.kind is BlockKind.CELL for b in document.blocks):
        return
    lines = _by_block(document)
    for start, end in _runs(document, BlockKind.CELL):
        rows: list[list[tuple[Line, ...]]] = []
        last = -1
        for i in range(start, end):
            row = document.blocks[i].row
            if row < last:  # the next table, right behind
                yield Table(document, tuple(map(tuple, rows)))
                rows = []
            if row != last:
                rows.append([])
            rows[-1].append(tuple(lines[i]))
            last = row
        yield Table(document, tuple(map(tuple, rows)))


def _runs(document: Document, kind: BlockKind) -> Iterator[tuple[int, int]]:
    """[start, end) of every run of blocks of a kind."""
    start = -1
    for i, block in enumerate(document.blocks):
        if block.kind is kind:
            start = i if start < 0 else start
        elif start >= 0:
            if i - start <= _MOST:
                yield start, i
            start = -1
    if start >= 0 and len(document.blocks) - start <= _MOST:
        yield start, len(document.blocks)


def text_of(lines: tuple[Line, ...]) -> str:
    """The text of an item or cell."""
    return " ".join(s.document.text[s.sentence.start : s.sentence.end] for s in lines)


def only_figure(lines: tuple[Line, ...]) -> tuple[Line, int] | None:
    """The one figure of an item or cell that is no date; None when there is none or more than one."""
    found = [(line, i) for line in lines for i, f in enumerate(line.figures) if _counts(f)]
    return found[0] if len(found) == 1 else None


def _counts(figure: Figure) -> bool:
    return figure.kind not in DATES and figure.kind != "ordinal" and figure.of < 0

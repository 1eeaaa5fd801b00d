"""Numbers in the cells of a table: the row's label and the head of the column say what each is a number of.

A bare 45.2 under "Area (km²)" is 45.2 square kilometres, and 310 in a table "in millions of euros" is €310 million. A
table contradicts a claim only where the claim names one row, one column fits it, and the table has one such number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from claimcheck.interval import Interval
from claimcheck.lexicon.numerals import numerals
from claimcheck.lexicon.roles import roles
from claimcheck.lexicon.units import Unit, unit_table
from claimcheck.lexicon.words import stem
from claimcheck.match.sourcing.agreement import written
from claimcheck.model import Base, Document, Figure, Mention

_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"[^\W\d_]+|\d|[^\w\s]")
_UNIT_PLACE = re.compile(r"[(\[,/]\s*(?:in\s+)?|\bin\s+|^(?=[%$€£])")
_CAPTION = 200  # characters before a table that may say "in millions of euros"
_LETTERS = 2
_ONE = Decimal(1)


class Cell(NamedTuple):
    """What a number in a table is a number of. `labels` and `heads` are the stems of the row's label and the head."""

    table: int
    row: str
    column: str
    labels: frozenset[str]
    heads: frozenset[str]
    unit: Unit | None
    scales: tuple[Decimal, ...]

    @property
    def name(self) -> str:
        """“Dorne, population”: how the cell is spoken of."""
        return ", ".join(part for part in (self.row, self.column) if part)


def stems_of(text: str) -> frozenset[str]:
    """The stems of all words and numbers of a text."""
    return frozenset(stem(word) for word in _WORD.findall(text.lower()))


def cells_of(document: Document, blocks: Mapping[int, Sequence[int]]) -> dict[int, Cell]:
    """Mention → its cell. `blocks` are the mentions of each block."""
    found: dict[int, Cell] = {}
    for number, (before, rows) in enumerate(_tables(document)):
        head: list[int] = rows[0] if rows else []
        caption = _text(document, before) if before >= 0 else ""
        if len(caption) > _CAPTION or (not blocks.keys().isdisjoint((before,)) and any(map(str.isdecimal, caption))):
            caption = ""  # prose with figures of its own
        for row in rows[1:]:
            if len(row) > 1 and not any(block in blocks for block in row) and all(_is_head(document, b) for b in row):
                head = row
            else:
                _row(document, blocks, number, caption, head, row, found)
    return found


def _row(
    document: Document,
    blocks: Mapping[int, Sequence[int]],
    table: int,
    caption: str,
    head: Sequence[int],
    row: Sequence[int],
    found: dict[int, Cell],
) -> None:
    """The cells of one row beneath its heads; where some are empty, nothing tells which head is whose."""
    whole = len(row) == len(head)
    label = _text(document, row[0]) if row[0] not in blocks or not _bare(document, row[0]) else ""
    labels = stems_of(label)
    for block, above in zip(row, head if whole else row, strict=True):
        mentions = blocks.get(block, ())
        if len(mentions) == 1 and not (block == row[0] and label):
            column = _text(document, above) if whole else ""
            unit = _unit(column) or _unit(caption)
            scales = tuple(sorted({_ONE, *_scales(column), *_scales(caption)}))
            found[mentions[0]] = Cell(table, label, column, labels, stems_of(column), unit, scales)


def _tables(document: Document) -> Iterator[tuple[int, list[list[int]]]]:
    """(the block before, the blocks of each row) of every table."""
    rows: list[list[int]] = []
    before, last = -1, -1
    for index, block in enumerate(document.blocks):
        if block.row < 0:
            if rows:
                yield before, rows
            rows, before, last = [], index, -1
        elif rows and block.row == last:
            rows[-1].append(index)
        elif rows and block.row < last:
            yield before, rows
            rows, before, last = [[index]], -1, block.row
        else:
            rows.append([index])
            last = block.row
    if rows:
        yield before, rows


def _text(document: Document, block: int) -> str:
    found = document.blocks[block]
    return " ".join(document.text[found.start : found.end].split())


def _is_head(document: Document, block: int) -> bool:
    """True for words; not for "n/a", "–"."""
    return sum(map(str.isalpha, _text(document, block))) > _LETTERS


def _bare(document: Document, block: int) -> bool:
    return not any(map(str.isalpha, _text(document, block)))


@lru_cache(maxsize=4096)
def _unit(text: str) -> Unit | None:
    """The unit a head or caption names: behind a bracket, a comma or "in"."""
    table = unit_table()
    for place in _UNIT_PLACE.finditer(text):
        pieces = _PIECE.findall(text[place.end() :].lower())[:8]
        scales = numerals().scales
        while pieces and (pieces[0].removesuffix("s") in scales or pieces[0] == "of"):
            pieces = pieces[1:]
        for surface in table.surfaces.get(pieces[0], ()) if pieces else ():
            if [word for word, _ in surface.words] == pieces[: len(surface.words)]:
                return surface.unit
        sign = table.signs.get(pieces[0]) if pieces else None
        if sign is not None:
            return sign
    return None


@lru_cache(maxsize=4096)
def _scales(text: str) -> tuple[Decimal, ...]:
    """The powers of ten a head or caption names: "thousands", "€m", "'000"."""
    words = numerals()
    found = {
        Decimal(words.scales[w])
        for word in _WORD.findall(text.lower())
        for w in (word, word.removesuffix("s"))
        if w in words.scales
    }
    if "000" in text:
        found.add(Decimal(1000))
    for sign in re.findall(r"[$€£](\w+)\b", text.lower()):
        if sign in words.suffixes:
            found.add(Decimal(words.suffixes[sign]))
    return tuple(found)


def as_asked(cell: Cell, mention: Mention, asked: Figure) -> Iterator[Mention]:
    """The cell's number as a figure of the kind asked for, under each scale that the table may mean."""
    figure = mention.figure
    number = figure.value
    if figure.when is not None and asked.when is not None:
        yield mention
    if number is None or figure.kind not in ("count", asked.kind) or asked.base is None or asked.tight is None:
        return
    bare = figure.kind == "count" and asked.kind != "count"
    if figure.kind == "count" and cell.unit is not None and cell.unit.dimension not in (asked.dimension, "count"):
        return
    for scale in cell.scales:
        if not bare:
            made = _scaled(figure, scale, Decimal(0), figure.unit or asked.unit, asked)
        elif cell.unit is not None and (cell.unit.dimension != "money" or cell.unit.base == asked.base.unit):
            made = _scaled(figure, scale * cell.unit.factor, cell.unit.shift, cell.unit.name, asked)
        elif cell.unit is None and asked.value and (base := written(asked)) and asked.dimension != "temperature":
            made = _scaled(figure, scale * base / asked.value, Decimal(0), asked.unit, asked)
        else:
            continue
        yield mention._replace(figure=made._replace(value=number * scale))


def _scaled(figure: Figure, factor: Decimal, shift: Decimal, unit: str, asked: Figure) -> Figure:
    """The figure with its number taken in another unit."""
    assert asked.base is not None
    low, high = (figure.base.low, figure.base.high) if figure.base is not None else (None, None)
    ends = Interval(low, high).scaled(factor, shift)
    return figure._replace(
        kind=asked.kind,
        dimension=asked.dimension,
        unit=unit,
        per=asked.per,
        base=Base(asked.base.unit, ends.low, ends.high),
        tight=None if figure.tight is None else figure.tight.scaled(factor, shift),
        loose=None if figure.loose is None else figure.loose.scaled(factor, shift),
    )


def fits_column(cell: Cell, mention: Mention, said: Collection[str]) -> bool:
    """True where the head of the column names what the claim's figure is a figure of."""
    if not cell.heads.isdisjoint(said):
        return True
    role = roles().get(mention.about.role)
    if role is not None and any(stem(noun) in cell.heads for noun in role.nouns):
        return True
    return cell.unit is not None and mention.figure.kind != "count" and cell.unit.dimension == mention.figure.dimension


def names_row(cell: Cell, said: Collection[str]) -> bool:
    """True where the claim has every word of the row's label."""
    return bool(cell.labels) and cell.labels <= frozenset(said)

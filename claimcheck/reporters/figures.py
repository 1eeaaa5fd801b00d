"""The figures of articles as a table for people, as CSV for spreadsheets, and as records for programs.

On a terminal the table is grouped by article, cut to fit, and closes with a count. In a pipe every line stands for
itself (`path:line:column` first), nothing is cut, and nothing but figures is written. In detail every figure is a block
with what it was taken to be about.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TextIO

from claimcheck.model import About, Claim, Document, Figure, Location
from claimcheck.reporters import Look
from claimcheck.reporters.abouts import as_written, lines
from claimcheck.reporters.abouts import record as about_record
from claimcheck.reporters.concise import where
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.paint import Line, paint
from claimcheck.reporters.readings import label, read_as
from claimcheck.reporters.records import SCHEMA_VERSION, figure_record, tool_record
from claimcheck.reporters.spreadsheet import cell
from claimcheck.reporters.summary import counted
from claimcheck.reporters.visible import cells, clipped, named, padded, squeezed, visible

_HEADER = ("where", "as written", "as read", "dimension", "about")
_STYLES = ("place", "title", "", "dim", "")
_GAP = "  "
_FEWEST = (0, 18, 16, 9, 12)  # columns that each column keeps on a narrow terminal
_PAD = 40  # columns: in a pipe a longer surface pushes only its own line

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure where it stands, with what it is about."""

    location: Location
    figure: Figure
    about: About | None
    owners: tuple[str, ...]  # its first subjects as the article writes them
    document: Document
    claim: Claim
    at: int  # which figure of the claim


def entries(documents: Iterable[Document], kind: str = "", dimension: str = "") -> Iterator[Entry]:
    """Every figure of the documents in reading order, of one kind or dimension if given."""
    for document in documents:
        names: dict[str, str] = {}
        for claim in document.claims:
            for at, figure in enumerate(claim.figures):
                if kind in ("", figure.kind) and dimension in ("", figure.dimension, label(figure)):
                    about = claim.abouts[at] if at < len(claim.abouts) else None
                    owners = tuple(as_written(key, document, names) for key in about.subjects[:2]) if about else ()
                    where_it_stands = document.locate(figure.start, figure.end, figure=figure)
                    yield Entry(where_it_stands, figure, about, owners, document, claim, at)


# --- the table --------------------------------------------------------------------------------------------------------


def write_table(found: Iterable[Entry], stream: TextIO, look: Look) -> None:
    """Aligned columns: grouped, cut to fit and counted on a terminal; plain lines in a pipe. Nothing for nothing."""
    shown = list(found)
    if shown and look.detail:
        paint(_detailed(shown, look.width), stream, look)
    elif shown:
        paint(_plain(shown) if look.width is None else _grouped(shown, look.width), stream, look)


def _detailed(found: Sequence[Entry], columns: int | None) -> Iterator[Line]:
    """Every figure with its record, one under the other, and on a terminal the count."""
    for number, entry in enumerate(found):
        if number:
            yield ()
        yield from lines(entry.document, entry.claim, entry.at)
    if columns is not None:
        yield ()
        yield ((closing(found, columns), ""),)


def _plain(found: Sequence[Entry]) -> Iterator[Line]:
    rows = [_HEADER, *((where(entry.location), *_cells(entry)) for entry in found)]
    widths = [min(max(cells(row[column]) for row in rows), _PAD) for column in range(len(_HEADER))]
    widths[0] = max(cells(row[0]) for row in rows)
    for number, row in enumerate(rows):
        yield _line(row, widths, ("dim",) * len(row) if number == 0 else _STYLES)


def _grouped(found: Sequence[Entry], columns: int) -> Iterator[Line]:
    """One article after the other under its name, all in the same columns, and the count."""
    rows = [(_place(entry), *_cells(entry)) for entry in found]
    header: Row = ("line", *_HEADER[1:])
    widths = _fitted([header, *rows], columns)
    left = iter(rows)
    for number, (path, group) in enumerate(groupby(found, key=lambda entry: entry.location.path)):
        inside = list(group)
        if number:
            yield ()
        yield (named(path), "title"), (f" · {counted(len(inside), 'figure')}", "dim")
        yield _line(header, widths, ("dim",) * len(header), right=True)
        for _ in inside:
            yield _line([clipped(*pair) for pair in zip(next(left), widths, strict=True)], widths, _STYLES, right=True)
    yield ()
    yield ((closing(found, columns), ""),)


def _line(row: Sequence[str], widths: Sequence[int], styles: Sequence[str], *, right: bool = False) -> Line:
    """One row in its columns; `right`: the first column ends where the second begins."""
    last = len(row) - 1
    pieces = [
        (text if column == last else padded(text, width) + _GAP, style)
        for column, (text, width, style) in enumerate(zip(row, widths, styles, strict=True))
    ]
    if right:
        pieces[0] = (" " * max(0, widths[0] - cells(row[0])) + row[0] + _GAP, styles[0])
    return tuple(pieces)


def _fitted(rows: Sequence[Row], columns: int) -> list[int]:
    """The widths of the columns, the widest of them cut first until all fit into `columns`."""
    widths = [max(cells(row[column]) for row in rows) for column in range(len(_HEADER))]
    fewest = [min(width, least) for width, least in zip(widths, _FEWEST, strict=True)]
    fewest[0] = widths[0]
    spare = columns - len(_GAP) * (len(widths) - 1)
    while sum(widths) > spare:
        wide = max(range(len(widths)), key=lambda column: widths[column] - fewest[column])
        if widths[wide] <= fewest[wide]:
            break
        widths[wide] -= 1
    return widths


def closing(found: Sequence[Entry], columns: int | None = None) -> str:
    """How many figures in how many articles, and of what; the rarest kinds together where `columns` are too few."""
    kinds = Counter(label(entry.figure) for entry in found)
    articles = len({entry.location.path for entry in found})
    text = f"{counted(len(found), 'figure')} in {counted(articles, 'article')}: "
    left = len(found)
    for number, (kind, many) in enumerate(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))):
        told = f"{', ' if number else ''}{many:,} {kind}"
        others = f", {left:,} others"
        if columns is not None and number and cells(text + told) + len(others) > columns and left > many:
            return text + others
        text, left = text + told, left - many
    return text


def _place(entry: Entry) -> str:
    start = entry.location.start
    return visible(entry.location.place) or f"{start.line}:{start.column}"


def _cells(entry: Entry) -> Row:
    figure = entry.figure
    return squeezed(figure.surface), squeezed(read_as(figure)), label(figure), squeezed(_about(entry))


def _about(entry: Entry) -> str:
    """The role, what is counted, and the owners, as the sentence writes them: "injured · person · Hull Alder"."""
    about = entry.about
    if about is None:
        return ""
    role = about.role.replace("-", " ")
    noun = "" if about.noun in (about.role, role) else about.noun
    return " · ".join(dict.fromkeys(part for part in (role, noun, *entry.owners) if part))


# --- for programs -----------------------------------------------------------------------------------------------------


def record(entry: Entry, detail: bool = False) -> dict[str, Json]:
    """A figure as a record, its span in offsets of the file; `detail`: with what it was taken to be about."""
    start, end = entry.location.start, entry.location.end
    place: dict[str, Json] = {"path": entry.location.path, "line": start.line, "column": start.column}
    told = {**place, **figure_record(entry.figure), "start": start.offset, "end": end.offset}
    return {**told, "about": about_record(entry.about or About())} if detail else told


def write_json(found: Iterable[Entry], stream: TextIO, look: Look) -> None:
    """One object with every figure."""
    figures = [record(entry, look.detail) for entry in found]
    page: dict[str, Json] = {"schema_version": SCHEMA_VERSION, "tool": tool_record(), "figures": figures}
    stream.write(encode(page, pretty=True) + "\n")


def write_jsonl(found: Iterable[Entry], stream: TextIO, look: Look) -> None:
    """One figure a line."""
    for entry in found:
        stream.write(encode(record(entry, look.detail)) + "\n")


def write_csv(found: Iterable[Entry], stream: TextIO, look: Look) -> None:
    """Comma-separated values with a header; text that a spreadsheet would take for a formula gets a quote before it."""
    writer = csv.writer(stream, lineterminator="\n")
    header = False
    for entry in found:
        flat = _flat(entry)
        if not header:
            writer.writerow(flat)
            header = True
        writer.writerow([cell(value) for value in flat.values()])


def _flat(entry: Entry) -> dict[str, Json]:
    figure = record(entry)
    base = figure.pop("base")
    inside = base if isinstance(base, dict) else {}
    flat = {**figure, **{f"base_{key}": inside.get(key) for key in ("unit", "low", "high")}}
    about = entry.about or About()
    return {**flat, "read_as": read_as(entry.figure), "role": about.role, "subjects": "; ".join(entry.owners)}


WRITERS = {"table": write_table, "json": write_json, "jsonl": write_jsonl, "csv": write_csv}

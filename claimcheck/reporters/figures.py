"""The figures of articles as a table for people, as CSV for spreadsheets, and as records for programs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from claimcheck.model import About, Document, Figure, Location
from claimcheck.reporters import Look
from claimcheck.reporters.concise import where
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.paint import Line, paint
from claimcheck.reporters.records import SCHEMA_VERSION, figure_record, tool_record
from claimcheck.reporters.visible import cells, clipped, padded, squeezed
from claimcheck.wording import reading

_HEADER = ("where", "as written", "as read", "kind", "about")
_STYLES = ("gutter", "title", "", "dim", "")
_GAP = "  "
# A spreadsheet takes a cell that begins so for a formula (OWASP: CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure where it stands, with what it is about."""

    location: Location
    figure: Figure
    about: About | None


def entries(documents: Iterable[Document], kind: str = "", dimension: str = "") -> Iterator[Entry]:
    """Every figure of the documents in reading order, of one kind or dimension if given."""
    for document in documents:
        for claim in document.claims:
            for at, figure in enumerate(claim.figures):
                if kind in ("", figure.kind) and dimension in ("", figure.dimension):
                    about = claim.abouts[at] if at < len(claim.abouts) else None
                    yield Entry(document.locate(figure.start, figure.end, figure=figure), figure, about)


def write_table(found: Iterable[Entry], stream: TextIO, look: Look) -> None:
    """Aligned columns; on a terminal the last column is cut to fit, in a pipe nothing is."""
    rows = [_HEADER, *(_row(entry) for entry in found)]
    widths = [max(cells(row[column]) for row in rows) for column in range(len(_HEADER))]
    paint(_table(rows, widths, look), stream, look)


def _table(rows: Sequence[tuple[str, ...]], widths: Sequence[int], look: Look) -> Iterator[Line]:
    before_last = sum(widths[:-1]) + len(_GAP) * (len(widths) - 1)
    room = max(12, look.width - before_last) if look.width else widths[-1]
    for number, row in enumerate(rows):
        styles = ("dim",) * len(row) if number == 0 else _STYLES
        *front, last = zip(row, styles, strict=True)
        pieces = [(padded(text, width) + _GAP, style) for (text, style), width in zip(front, widths, strict=False)]
        yield *pieces, (clipped(last[0], room), last[1])


def _row(entry: Entry) -> tuple[str, ...]:
    figure = entry.figure
    kind = figure.kind if figure.dimension in ("", figure.kind) else f"{figure.kind} {figure.dimension}"
    return where(entry.location), squeezed(figure.surface), squeezed(read_as(figure)), kind, squeezed(_about(entry))


def read_as(figure: Figure) -> str:
    """A figure as understood: "at most 20 miles", "2024-12-03", "3 US dollars a day"."""
    text = figure.date or reading(figure)
    return f"{text} a {figure.per}" if figure.per and not figure.date else text


def _about(entry: Entry) -> str:
    about = entry.about
    if about is None:
        return ""
    parts = (about.role, "" if about.noun == about.role else about.noun, *about.subjects[:2])
    return " · ".join(dict.fromkeys(part for part in parts if part))


def record(entry: Entry) -> dict[str, Json]:
    """A figure as a record, its span in offsets of the file."""
    start, end = entry.location.start, entry.location.end
    place: dict[str, Json] = {"path": entry.location.path, "line": start.line, "column": start.column}
    return {**place, **figure_record(entry.figure), "start": start.offset, "end": end.offset}


def write_json(found: Iterable[Entry], stream: TextIO, look: Look) -> None:
    """One object with every figure."""
    figures = [record(entry) for entry in found]
    page: dict[str, Json] = {"schema_version": SCHEMA_VERSION, "tool": tool_record(), "figures": figures}
    stream.write(encode(page, pretty=True) + "\n")


def write_jsonl(found: Iterable[Entry], stream: TextIO, look: Look) -> None:
    """One figure a line."""
    for entry in found:
        stream.write(encode(record(entry)) + "\n")


def write_csv(found: Iterable[Entry], stream: TextIO, look: Look) -> None:
    """Comma-separated values with a header; text that a spreadsheet would take for a formula gets a quote before it."""
    writer = csv.writer(stream, lineterminator="\n")
    header: list[str] = []
    for entry in found:
        flat = _flat(record(entry))
        if not header:
            header = list(flat)
            writer.writerow(header)
        writer.writerow([_cell(value) for value in flat.values()])


def _flat(figure: dict[str, Json]) -> dict[str, Json]:
    base = figure.pop("base")
    inside = base if isinstance(base, dict) else {}
    return {**figure, **{f"base_{key}": inside.get(key) for key in ("unit", "low", "high")}}


def _cell(value: Json) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = squeezed(value)
    return f"'{text}" if text.startswith(_FORMULA) or value.startswith(_FORMULA) else text


WRITERS = {"table": write_table, "json": write_json, "jsonl": write_jsonl, "csv": write_csv}

"""The sources of a ledger: as a list for people and pipes, as JSON, and what became of those that were added.

In a pipe every line stands for itself: id, state, claims, kind, retrieved, name. Nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from claimcheck.ledger.details import SourceView
from claimcheck.ledger.records import Source
from claimcheck.reporters import Look
from claimcheck.reporters.consistency import words
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.ledger.records import source_record
from claimcheck.reporters.ledger.signs import FILES, dots_for
from claimcheck.reporters.paint import Line, Piece, paint
from claimcheck.reporters.records import SCHEMA_VERSION
from claimcheck.reporters.summary import counted
from claimcheck.reporters.visible import cells, clipped, padded, squeezed

Object = dict[str, Json]

_NEEDED = 3  # columns that stay, however narrow the terminal is: id, state, what stands on it
_LEAST = 24  # cells a name gets, however narrow the terminal is
_BECAME = {
    "new": ("new source", "good"),
    "known": ("known already", ""),
    "described": ("known already, told anew", "info"),
    "stored": ("stored", "good"),
    "refreshed": ("taken in anew", "warning"),
    "same": ("as it was", "good"),
}


def source_view_record(view: SourceView) -> Object:
    """A source with its file as the user would type it, the state of that file, and who cites it."""
    source = view.source
    return {
        **source_record(source),
        "path": view.path if source.path else None,
        "snapshot": view.path if source.snapshot else None,
        "state": view.state or None,
        "claims": list(view.claims),
        "articles": list(view.articles),
    }


# --- the list ---------------------------------------------------------------------------------------------------------


def write_sources(views: Sequence[SourceView], stream: TextIO, look: Look) -> None:
    """A line for each source: columns of one width, the name cut to fit on a terminal."""
    rows = [_columns(view) for view in views]
    wide = [max((cells(row[at][0]) for row in rows), default=0) for at in range(5)]
    paint(_lines(views, rows, wide, stream, look.width), stream, look)


def _columns(view: SourceView) -> list[Piece]:
    source = view.source
    state = words.state(source, view.state) or "-"
    stands = words.stands(len(view.claims), len(view.articles))
    marks = (source.kind, "primary" if source.primary else "", "confidential" if source.confidential else "")
    kind = squeezed(", ".join(filter(None, marks))) or "-"
    return [
        (source.id, "title"),
        (state, FILES.get(state, "dim")),
        (stands, "" if view.claims or view.articles else "dim"),
        (kind, "dim"),
        (squeezed(source.retrieved[:10]) or "-", "dim"),
    ]


def _lines(
    views: Sequence[SourceView], rows: Sequence[list[Piece]], wide: Sequence[int], stream: TextIO, columns: int | None
) -> Iterator[Line]:
    told = len(wide)
    while columns is not None and told > _NEEDED and columns - sum(wide[:told]) - 2 * told < _LEAST:
        told -= 1  # the date, then the kind: source show has them
    wide = wide[:told]
    room = None if columns is None else max(columns - sum(wide) - 2 * told, _LEAST)
    for view, row in zip(views, [row[:told] for row in rows], strict=True):
        name = squeezed(_name(view))
        if room is not None:
            name = clipped(name, room, dots_for(stream))
        yield (*((padded(text, at) + "  ", style) for (text, style), at in zip(row, wide, strict=True)), (name, ""))


def _name(view: SourceView) -> str:
    """What to call it, and where it is when that is another thing: `Budget 2026 (sources/budget.pdf)`."""
    source = view.source
    where = view.path if source.path else source.url or source.person
    return f"{source.title} ({where})" if source.title and where else source.title or where or source.id


def sources_closing(views: Sequence[SourceView], of: int) -> str:
    """How many sources of how many are shown, and what is the matter with them."""
    if not of:
        return words.NO_SOURCES
    many = counted(of, "source")
    parts = [many if len(views) == of else f"{len(views):,} of {many}"]
    for word in ("changed", "missing"):
        count = sum(view.state == word for view in views)
        parts += [f"{count:,} {word}"] if count else []
    unused = sum(not view.claims and not view.articles for view in views)
    return ", ".join([*parts, *([f"{unused:,} unused"] if unused else [])])


def sources_text(views: Sequence[SourceView], of: int) -> str:
    """The same as JSON; `total`: how many sources the ledger has."""
    page: Object = {
        "schema_version": SCHEMA_VERSION,
        "sources": [source_view_record(view) for view in views],
        "total": of,
    }
    return encode(page, pretty=True)


# --- adding -----------------------------------------------------------------------------------------------------------


def write_added(views: Sequence[SourceView], became: Sequence[str], stream: TextIO, look: Look) -> None:
    """A line for each source that was added: id, what became of it, what it is called."""
    lines: list[Line] = []
    for view, word in zip(views, became, strict=True):
        told, style = _BECAME[word]
        lines.append(((f"{view.source.id}  ", "title"), (f"{told}  ", style), (squeezed(_name(view)), "")))
        if view.source.snapshot and word in ("new", "stored", "refreshed"):
            lines.append((("  stored as ", "dim"), (squeezed(view.path), "place")))
    paint(lines, stream, look)


def added_record(view: SourceView, became: str, remarks: Sequence[str]) -> Object:
    """A source that was added, what became of it, what was said besides."""
    return {**source_view_record(view), "became": became, "remarks": list(remarks)}


def named(source: Source) -> str:
    """A source in a message: its id and what it is called."""
    return f"{source.id} {source.name}"


# --- taking away ------------------------------------------------------------------------------------------------------


def write_removed(
    gone: Sequence[Source], named: Sequence[Source], files: Sequence[str], stream: TextIO, look: Look
) -> None:
    """A line for each source that was taken out, or of which only the name stays; one for each file deleted."""
    lines: list[Line] = []
    for word, style, sources in (("removed", "", gone), ("only named", "warning", named)):
        for source in sources:
            lines.append(((f"{source.id}  ", "title"), (f"{word}  ", style), (squeezed(source.name), "")))
    lines += [(("  deleted ", "dim"), (squeezed(file), "place")) for file in files]
    paint(lines, stream, look)


def removed_text(
    gone: Sequence[Source],
    named: Sequence[Source],
    claims: Sequence[str],
    files: Sequence[str],
    remarks: Sequence[str],
    dry_run: bool,
) -> str:
    """The same as JSON: `removed` and `named` sources, `claims` that cite one of the latter, `files` deleted."""
    page: Object = {
        "schema_version": SCHEMA_VERSION,
        "removed": [source_record(source) for source in gone],
        "named": [source_record(source) for source in named],
        "claims": list(claims),
        "files": list(files),
        "remarks": list(remarks),
        "dry_run": dry_run,
    }
    return encode(page, pretty=True)

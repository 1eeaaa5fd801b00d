"""The claims of a ledger as a table for people, lines for pipes, CSV for spreadsheets, JSON for programs.

On a terminal they stand under their article with its progress, one row each, cut to fit. In a pipe every line stands
for itself (id, status, place, people, sentence), nothing is cut, no colour and no sign is written.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import TextIO

from claimcheck.ledger.outcomes import Found
from claimcheck.ledger.records import Status
from claimcheck.ledger.views import ClaimView
from claimcheck.reporters import Look
from claimcheck.reporters.consistency import words
from claimcheck.reporters.encode import encode
from claimcheck.reporters.ledger.records import claim_record
from claimcheck.reporters.ledger.signs import STYLES, dot_for, dots_for, signs_for, spoken, who
from claimcheck.reporters.paint import Line, paint
from claimcheck.reporters.records import SCHEMA_VERSION
from claimcheck.reporters.spreadsheet import cell
from claimcheck.reporters.summary import counted
from claimcheck.reporters.visible import cells, clipped, padded, squeezed, visible

Paths = Mapping[str, str]  # article id → its path as the user would type it

_WHO = 12  # cells that names get at least on a terminal, and which share of it
_SHARE = 6
_TITLE = 12  # cells below which a title tells nothing
_LEAST = 24  # cells a sentence gets, however narrow the terminal is
_PLACE = 40  # cells: in a pipe a longer place pushes only its own line
# What an article's progress tells besides, worst first.
_TOLD = (Status.CONTESTED, Status.DISPUTED, Status.STALE)


class _Signs:
    """The few signs of a table as the stream can show them."""

    def __init__(self, stream: TextIO) -> None:
        self.status = signs_for(stream)
        self.dot = dot_for(stream)
        self.dots = dots_for(stream)


def write_table(found: Found, paths: Paths, stream: TextIO, look: Look) -> None:
    """Grouped and cut to fit on a terminal, plain lines in a pipe."""
    if look.width is None:
        paint(_plain(found.views, paths), stream, look)
    elif found.scores:
        paint(_ranked(found, paths, look.width, stream), stream, look)
    else:
        paint(_grouped(found, paths, look.width, stream), stream, look)


def _plain(views: Sequence[ClaimView], paths: Paths) -> Iterator[Line]:
    places = [place(view, paths) for view in views]
    people = [squeezed(who(view)) or "-" for view in views]
    statuses = [view.status for view in views]
    wide = [max((min(cells(text), _PLACE) for text in column), default=0) for column in (statuses, places, people)]
    for view, *columns in zip(views, statuses, places, people, strict=True):
        aligned = [padded(text, width) for text, width in zip(columns, wide, strict=True)]
        yield (("  ".join((view.claim.id, *aligned, squeezed(view.claim.text))), ""),)


def place(view: ClaimView, paths: Paths) -> str:
    """`news/fire.md:12`; `-` for a claim that stands nowhere."""
    if view.article is None:
        return "-"
    path = visible(paths.get(view.article.id, view.article.path))
    return f"{path}:{view.place.line}" if view.place else path


def _grouped(found: Found, paths: Paths, columns: int, stream: TextIO) -> Iterator[Line]:
    """One article after the other under its name and progress."""
    signs = _Signs(stream)
    widths = _widths(found.views, [_line(view) for view in found.views], columns)
    for number, (article, group) in enumerate(groupby(found.views, key=lambda view: view.article)):
        if number:
            yield ()
        title = paths.get(article.id, article.path) if article else f"({words.IN_NO_ARTICLE})"
        head: list[tuple[str, str]] = [(visible(title), "title")]
        if article and article.title:
            head.append((signs.dot + squeezed(article.title), ""))
        if article and article.id in found.inside:
            head.append((signs.dot + progress(found.inside[article.id]), "dim"))
        yield _cut(head, columns, signs.dots)
        for view in group:
            yield _row(view, _line(view), widths, columns, signs)


def _ranked(found: Found, paths: Paths, columns: int, stream: TextIO) -> Iterator[Line]:
    """Best fit first, each with the place it stands at."""
    places = [clipped(place(view, paths), _PLACE, dots_for(stream)) for view in found.views]
    widths = _widths(found.views, places, columns)
    for view, where in zip(found.views, places, strict=True):
        yield _row(view, where, widths, columns, _Signs(stream))


def _widths(views: Sequence[ClaimView], places: Sequence[str], columns: int) -> tuple[int, int, int]:
    """Of the columns place, status and people."""
    people = max((cells(squeezed(who(view))) for view in views), default=0)
    statuses = max((len(view.status) for view in views), default=0)
    return max(map(cells, places), default=0), statuses, min(people, max(_WHO, columns // _SHARE))


def _line(view: ClaimView) -> str:
    return str(view.place.line) if view.place else ""


def _row(view: ClaimView, where: str, widths: tuple[int, int, int], columns: int, signs: _Signs) -> Line:
    status, (first, second, third) = view.status, widths
    people = squeezed(who(view))
    if cells(people) > third and view.standing.disagreement:
        people = f"{len({verdict.by for verdict in view.standing.verdicts})} differ"  # a name alone would hide it
    before = [
        (f"{view.claim.id}  ", "title"),
        (" " * (first - cells(where)) + where + "  " if first else "", "place"),
        (f"{signs.status[status]} {padded(spoken(status), second)}  ", STYLES[status]),
        (padded(clipped(people, third, signs.dots), third) + "  " if third else "", "dim"),
    ]
    room = columns - sum(cells(text) for text, _ in before)
    return (*before, (clipped(squeezed(view.claim.text), max(room, _LEAST), signs.dots), ""))


def _cut(pieces: Sequence[tuple[str, str]], columns: int, dots: str) -> Line:
    """A heading that fits: its middle part, the title, gives way, then the end of its last."""
    over = sum(cells(text) for text, _ in pieces) - columns
    if over > 0 and len(pieces) == 3:
        path, (title, style), rest = pieces
        room = cells(title) - over
        pieces = [path, (clipped(title, room, dots), style), rest] if room >= _TITLE else [path, rest]
        over = sum(cells(text) for text, _ in pieces) - columns
    if over > 0 and len(pieces) > 1:
        *first, (last, style) = pieces
        pieces = [*first, (clipped(last, max(cells(last) - over, _TITLE), dots), style)]
    return tuple(pieces)


def progress(views: Sequence[ClaimView]) -> str:
    """How far the checking of these claims is: "12 of 40 verified, 1 contested, 3 stale"."""
    many = Counter(view.status for view in views)
    parts = [f"{many[Status.VERIFIED]:,} of {len(views):,} verified"]
    parts += [f"{many[status]:,} {spoken(status)}" for status in _TOLD if many[status]]
    return ", ".join(parts)


def closing(found: Found) -> str:
    """How many claims of how many are shown, and what was left out."""
    shown = len(found.views)
    if not found.of and not found.gone and not found.others:
        return words.EMPTY
    if shown == found.of:
        text = counted(shown, "claim")
    elif shown == found.total:
        text = f"{shown:,} of {counted(found.of, 'claim')}"
    else:
        text = f"the first {shown:,} of {found.total:,}; {counted(found.of, 'claim')} in all"
    left = []
    if found.others:
        need = "needs" if found.others == 1 else "need"
        left.append(f"{counted(found.others, 'sentence')} that {need} no checking (--all)")
    if found.gone:
        left.append(f"{found.gone:,} gone (--gone)")
    return f"{text}; left out: {', '.join(left)}" if left else text


# --- for programs -----------------------------------------------------------------------------------------------------


def write_json(found: Found, paths: Paths, stream: TextIO, look: Look) -> None:
    """One object with every claim, a claim a line; `score` where they were searched by text."""
    stream.write(f'{{"schema_version": {SCHEMA_VERSION}, "claims": [')
    for at, view in enumerate(found.views):
        record = claim_record(view, paths.get(view.article.id, "") if view.article else "")
        if found.scores:
            record["score"] = round(found.scores[at], 1)
        stream.write((",\n" if at else "\n") + encode(record))
    end = "\n]" if found.views else "]"
    stream.write(f'{end}, "total": {found.total}}}\n')


_CSV = ("id", "status", "path", "line", "kind", "text", "by", "at", "method", "note", "sources", "conflicts", "tags")


def write_csv(found: Found, paths: Paths, stream: TextIO, look: Look) -> None:
    """Comma-separated values with a header; what a spreadsheet would take for a formula gets a quote before it."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_CSV)
    for view in found.views:
        writer.writerow([cell(value) for value in _values(view, paths)])


def _values(view: ClaimView, paths: Paths) -> tuple[str | int | None, ...]:
    last = view.standing.verdicts[-1] if view.standing.verdicts else None
    return (
        view.claim.id,
        view.status,
        paths.get(view.article.id, view.article.path) if view.article else None,
        view.place.line if view.place else None,
        view.claim.kind,
        view.claim.text,
        "; ".join(dict.fromkeys(verdict.by for verdict in view.standing.verdicts)),
        last.at if last else None,
        last.method if last else None,
        (last.note if last else "") or view.claim.note,
        "; ".join(dict.fromkeys(citation.source for citation in view.citations)),
        "; ".join(conflict.id for conflict in view.conflicts),
        "; ".join(view.claim.tags),
    )


Writer = Callable[[Found, Paths, TextIO, Look], None]
WRITERS: Mapping[str, Writer] = MappingProxyType({"table": write_table, "json": write_json, "csv": write_csv})

"""Where in a source a locator points ("page 4", "line 12"), and how a place in it is called: each the other's inverse.

A place is called what people can find again: a page where the file has pages, a paragraph in a web page, whose lines
nobody sees, else a line.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from pathlib import PurePath

from claimcheck.model import BlockKind, Document

_RANGE = r"(\d{1,9})(?:\s*(?:[-\u2010-\u2015]|to|and|&)\s*(\d{1,9}))?"
_PAGE = re.compile(rf"(?:p|pp|page|pages|pg|pgs)\.?\s*{_RANGE}", re.IGNORECASE)
_LINE = re.compile(rf"(?:l|ll|line|lines)\.?\s*{_RANGE}", re.IGNORECASE)
_ROW = re.compile(rf"(?:row|rows)\.?\s*{_RANGE}", re.IGNORECASE)
_PARAGRAPH = re.compile(rf"(?:\u00b6\u00b6?|par|para|paras|paragraph|paragraphs)\.?\s*{_RANGE}", re.IGNORECASE)
_TABLE = re.compile(r"(?:table|tab)\.?\s*(\d{1,9})", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:\u00a7\u00a7?|section|sect|sec|chapter|ch|heading)(?:\.\s*|\s+|(?<=\u00a7))(.+)", re.IGNORECASE
)
_CLOCK = r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?:[.,]\d+)?"
_TIME = re.compile(
    rf"(?:(?:at|from|min|minute|time|timestamp)\.?\s*)?{_CLOCK}(?:\s*(?:[-\u2010-\u2015]|to)\s*{_CLOCK})?",
    re.IGNORECASE,
)
_STAMP = re.compile(rf"(?:^[ \t]*[\[(]?|[\[(]){_CLOCK}(?![\w:])", re.MULTILINE)
_NUMBERED = re.compile(r"(?:(?:section|chapter|part)\s+)?((?:\d+\.)*\d+|[ivxlc]+|[a-z])(?=[.):\s]|$)\.?", re.IGNORECASE)
_LONGEST_TURN = 600  # seconds after the last stamp of a transcript that it may go on
_QUOTES = "\"'\u2018\u2019\u201c\u201d\u00ab\u00bb"
_WEB = (".html", ".htm", ".xhtml")
_PARAGRAPHS = frozenset((BlockKind.PARAGRAPH, BlockKind.QUOTE))
_HEADINGS = frozenset((BlockKind.TITLE, BlockKind.HEADING))

Spans = tuple[tuple[int, int], ...]


def located(document: Document, locator: str) -> Spans | None:
    """The spans a locator means; () where the source has no such place, None where it is not understood.

    Understood: pages, lines, rows and paragraphs by number or range, "table 2", a section by number or heading
    ("§ 3.2", "section 'Results'", "Results"), a time of a transcript ("at 03:20"); two of them narrow one another
    ("p. 4, table 2"). A part that is not understood ("p. 4, footnote 3") is passed over.
    """
    words = " ".join(locator.split()).strip(" .;,")
    whole = _one(document, words)
    if whole is not None or not re.search(r"[,;]", words):
        return whole
    parts = [spans for part in re.split(r"\s*[,;]\s*", words) if (spans := _one(document, part)) is not None]
    if not parts:
        return None
    narrowed = parts[0]
    for spans in parts[1:]:
        narrowed = _common(narrowed, spans)
    return narrowed


def _common(one: Spans, other: Spans) -> Spans:
    crossed = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple((start, end) for start, end in crossed if start < end)


def _one(document: Document, words: str) -> Spans | None:
    """The spans of a locator that names one place."""
    if found := _PAGE.fullmatch(words):
        return _labelled(document, [f"page {number}" for number in _numbers(found)])
    if document.places and (spans := _labelled(document, [words.casefold()])):
        return spans
    if found := _LINE.fullmatch(words):
        if document.places:  # the lines of a page are not those of the text taken out of it
            return None
        return _lines(document, int(found[1]), int(found[2] or found[1]))
    if found := _ROW.fullmatch(words):  # a header may have been counted as a row, or not
        return _rows(document, int(found[1]), int(found[2] or found[1]) + 1)
    if found := _PARAGRAPH.fullmatch(words):
        labels = [f"paragraph {number}" for number in _numbers(found)]
        all_of_them = _paragraphs(document)
        counted = tuple(all_of_them[number - 1] for number in _numbers(found) if 0 < number <= len(all_of_them))
        return _labelled(document, labels) or counted
    if found := _TABLE.fullmatch(words):
        tables = _tables(document)
        return tables[int(found[1]) - 1 : int(found[1])] if int(found[1]) else ()
    if found := _TIME.fullmatch(words):
        return _timed(document, _seconds(found.groups()[:3]), _seconds(found.groups()[3:]) if found[5] else None)
    if found := _SECTION.fullmatch(words):
        return _section(document, found[1].strip(_QUOTES + " "), sure=True)
    return _section(document, words.strip(_QUOTES + " "), sure=False) or None


def _numbers(found: re.Match[str]) -> range:
    """The numbers of a range, at most a thousand."""
    first, last = int(found[1]), int(found[2] or found[1])
    return range(first, min(last, first + 1000) + 1)


def place_of(document: Document, start: int) -> str:
    """How the place of an offset is called: "page 4", "paragraph 12", "line 30"."""
    location = document.locate(start, start + 1)
    if location.place:
        return location.place
    if PurePath(document.path).suffix.lower() in _WEB:
        for number, (begin, end) in enumerate(_paragraphs(document), 1):
            if begin <= start < end:
                return f"paragraph {number}"
    return f"line {location.start.line}"


def _labelled(document: Document, labels: Sequence[str]) -> Spans:
    wanted = frozenset(labels)
    starts = [*document.places, (len(document.text), "")]
    return tuple((at, starts[n + 1][0]) for n, (at, own) in enumerate(document.places) if own.casefold() in wanted)


def _lines(document: Document, first: int, last: int) -> Spans:
    """What stands on the file's lines `first` to `last`: the blocks that do, as far as they do."""
    spans: list[tuple[int, int]] = []
    for block in document.blocks:
        begin = document.position(document.origin(block.start)).line
        if begin > last:
            break
        if document.position(document.origin(block.end - 1)).line >= first:
            spans.append(_cut(document, block.start, block.end, first, last))
    return tuple(span for span in spans if span[0] < span[1])


def _cut(document: Document, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The part of a block that stands on these lines."""
    breaks = [start, *(at + 1 for at in range(start, end) if document.text[at] == "\n"), end]
    inside = [
        (a, b) for a, b in itertools.pairwise(breaks) if first <= document.position(document.origin(a)).line <= last
    ]
    return (inside[0][0], inside[-1][1]) if inside else (start, end)


def _paragraphs(document: Document) -> list[tuple[int, int]]:
    return [(block.start, block.end) for block in document.blocks if block.kind in _PARAGRAPHS]


def _rows(document: Document, first: int, last: int) -> Spans:
    """Rows of all tables counted through, the first is 1; lines where the text has no rows."""
    rows: dict[int, tuple[int, int]] = {}
    for block in document.blocks:
        if block.row >= 0:
            rows[block.row] = rows.get(block.row, (block.start, 0))[0], block.end
    if not rows:
        return () if document.places else _lines(document, first, last)
    return tuple(list(rows.values())[max(0, first - 1) : last])


def _tables(document: Document) -> Spans:
    """The stretch of each table: cells that follow one another."""
    tables: list[tuple[int, int]] = []
    inside = False
    for block in document.blocks:
        cell = block.kind is BlockKind.CELL and block.row >= 0
        if cell:
            start = tables.pop()[0] if inside else block.start
            tables.append((start, block.end))
        inside = cell
    return tuple(tables)


def _section(document: Document, words: str, *, sure: bool) -> Spans:
    """What stands under a heading, by its number or its words, down to the next one of its level.

    `sure`: the locator says that it means a section, so a part of the heading is enough.
    """
    wanted = _plain(words)
    if not wanted:
        return ()
    headings = [block for block in document.blocks if block.kind in _HEADINGS]
    for fits in (_is_heading, _holds) if sure else (_is_heading,):
        for number, block in enumerate(headings):
            if fits(" ".join(document.text[block.start : block.end].split()), wanted, sure):
                following = (other.start for other in headings[number + 1 :] if other.level <= block.level)
                return ((block.start, next(following, len(document.text))),)
    return ()


def _plain(words: str) -> str:
    return re.sub(r"[^\w.]+", " ", words).strip(" .").casefold()


def _is_heading(heading: str, wanted: str, sure: bool) -> bool:
    numbered = _NUMBERED.match(heading)
    bare = _plain(heading[numbered.end() :]) if numbered else ""
    number = numbered[1].casefold().rstrip(".") if numbered else ""
    return wanted in (_plain(heading), bare) or (sure and wanted == number)


def _holds(heading: str, wanted: str, sure: bool) -> bool:
    return sure and f" {wanted} " in f" {_plain(heading)} " and not wanted.replace(".", "").isdigit()


def _seconds(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in parts)
    return (hours * 60 + minutes) * 60 + seconds


def _timed(document: Document, first: int, last: int | None) -> Spans:
    """What was said at a time: from the last stamp not after it to the next one, or to that of the end of a range."""
    stamps = [(_seconds(found.groups()), found.start()) for found in _STAMP.finditer(document.text)]
    ends = [at for _, at in stamps[1:]] + [len(document.text)]
    begun = [number for number, (time, _) in enumerate(stamps) if time <= first]
    if not begun or (first > stamps[-1][0] + _LONGEST_TURN):
        return ()
    if last is None:
        return ((stamps[begun[-1]][1], ends[begun[-1]]),)
    held = [number for number, (time, _) in enumerate(stamps) if time <= last]
    return ((stamps[begun[-1]][1], ends[max(held[-1], begun[-1])]),)

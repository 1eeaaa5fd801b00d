"""Where in a source a locator points ("page 4", "line 12"), and how a place in it is called: each the other's inverse.

A place is called what people can find again: a page where the file has pages, a paragraph in a web page, whose lines
nobody sees, else a line.
"""

from __future__ import annotations

import itertools
import re
from pathlib import PurePath

from claimcheck.model import BlockKind, Document

_PAGE = re.compile(r"p(?:p|age|ages)?\.?\s*(\d+)", re.IGNORECASE)
_LINE = re.compile(r"(?:l|ll|line|lines|row|rows)\.?\s*(\d+)(?:\s*(?:[-–—]|to)\s*(\d+))?", re.IGNORECASE)
_PARAGRAPH = re.compile(r"(?:¶|par|para|paragraph)\.?\s*(\d+)", re.IGNORECASE)
_WEB = (".html", ".htm", ".xhtml")
_PARAGRAPHS = frozenset((BlockKind.PARAGRAPH, BlockKind.QUOTE))

Spans = tuple[tuple[int, int], ...]


def located(document: Document, locator: str) -> Spans | None:
    """The spans a locator means; () where the source has no such place, None where it is not understood."""
    words = " ".join(locator.split())
    if document.places:
        page = _PAGE.fullmatch(words)
        return _labelled(document, f"page {int(page[1])}" if page else words.casefold(), known=page is not None)
    if found := _LINE.fullmatch(words):
        beside = words[0] in "rR"  # a header may have been counted as a row, or not
        return _lines(document, int(found[1]), int(found[2] or found[1]) + beside)
    if found := _PARAGRAPH.fullmatch(words):
        spans = _paragraphs(document)
        number = int(found[1])
        return (spans[number - 1],) if 0 < number <= len(spans) else ()
    return () if _PAGE.fullmatch(words) else None


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


def _labelled(document: Document, label: str, *, known: bool) -> Spans | None:
    starts = [*document.places, (len(document.text), "")]
    spans = tuple((at, starts[n + 1][0]) for n, (at, own) in enumerate(document.places) if own.casefold() == label)
    return spans or (() if known else None)


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

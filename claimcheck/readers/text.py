"""Plain text → Document: paragraphs, headings, lists, tables, quoted lines, whether lines are wrapped or not.

Text files do not say where a paragraph ends. Two kinds are told apart by their line lengths: one paragraph a
line, and hard-wrapped lines with blank lines (or indents) between paragraphs. A break inside a wrapped
paragraph is where the next word would not have fitted; any other break after a finished sentence is a new
paragraph. Refuses to reflow: the text stays as it is, blocks only point into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from claimcheck.lexicon import table
from claimcheck.model import Block, BlockKind, Document
from claimcheck.offsets import line_starts
from claimcheck.readers.decode import decode
from claimcheck.readers.meta import label
from claimcheck.readers.runs import fold
from claimcheck.readers.tables import table_rows

MARKER = re.compile(
    r"(?P<bullet>(?:[-*+–—][ \t]+|[•‣⁃◦▪●·☐☑✓✔➤►][ \t]*)(?:\d{1,3}[.)][ \t]+)?)(?=\S)"
    r"|(?P<number>(?:\(?(?P<value>\d{1,3}|[a-z]|[ivx]{1,5})(?:\.\)|\)|\.)|\(?[A-Z]\))[ \t]+)(?=\S)"
)
HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
QUOTED = re.compile(r"^[>\s]+")
RULE = re.compile(r"(?:[-*_=~#+.·•] ?){3,}$")
_MARKED = frozenset("-*+•‣⁃◦▪●·☐☑✓✔➤►–—(#>|=_~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_CLOSERS = "\"'”’»)]*_"
_ENDERS = frozenset(".!?…:;")
_WIDEST = 120  # a wrapped line is seldom longer: mail wraps at 72 to 78, editors at 80 to 100
_NARROWEST = 40


class Line(NamedTuple):
    """One line: `text[start:end]` without the white space around it, and how far it is indented."""

    start: int
    end: int
    indent: int
    body: str

    @property
    def ends(self) -> bool:
        """True when the line ends as a sentence does."""
        return self.body.rstrip(_CLOSERS)[-1:] in _ENDERS


def read(data: bytes, name: str) -> Document:
    """The bytes of a text file. Raises InputError as `decode` does."""
    return read_text(decode(data, name), name)


def read_text(text: str, name: str) -> Document:
    """Text already decoded."""
    readable, anchors = fold(text)
    if "\n" not in text and "\r" not in text:  # one line, as batch mode sends by the million
        return _one_line(text, name, readable, anchors)
    head = label(readable, tuple(blocks(readable)))
    return Document(
        name,
        readable,
        head.blocks,
        text if anchors else None,
        anchors,
        dateline=head.dateline,
        title=head.title,
        lines=line_starts(text),
    )


def _one_line(text: str, name: str, readable: str, anchors: tuple[tuple[int, int], ...]) -> Document:
    body = readable.strip()
    if not body:
        return Document(name, readable, source=text if anchors else None, anchors=anchors, lines=(0,))
    start = readable.index(body[0])
    only = _single(Line(start, start + len(body), start, body))
    title = readable[only.start : only.end] if only.kind is BlockKind.HEADING and only.level == 1 else ""
    return Document(name, readable, (only,), text if anchors else None, anchors, title=title, lines=(0,))


def lines(text: str) -> list[Line]:
    """Every line of a text, blank ones included (`start == end`)."""
    found = []
    at = 0
    for raw in text.splitlines(keepends=True):
        body = raw.strip()
        indent = raw.index(body[0]) if body else 0
        found.append(Line(at + indent, at + indent + len(body), indent, body))
        at += len(raw)
    return found


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a plain text, in order, none of them empty."""
    every = lines(text)
    width = _wrap_width(every)
    group: list[Line] = []
    for line in every:
        if line.body:
            group.append(line)
        elif group:
            yield from (_single(group[0]),) if len(group) == 1 else _group(group, width)
            group = []
    if group:
        yield from _group(group, width)


def _wrap_width(every: Sequence[Line]) -> int:
    """The column at which lines of this text may have been wrapped; 0 when none can have been."""
    lengths = sorted(a.indent + len(a.body) for a, b in pairwise(every) if a.body and b.body)
    if not lengths:
        return 0
    width = lengths[-1]
    if width > _WIDEST:  # a few long lines (a URL, a table) do not unwrap a text
        width = lengths[len(lengths) * 9 // 10]
    return width if _NARROWEST <= width <= _WIDEST else 0


def _is_wrapped(group: Sequence[Line], width: int) -> bool:
    """True when most lines of the group that do not end as a sentence end where the next word would not have fitted."""
    inner = [(a, b) for a, b in pairwise(group) if not a.ends]
    full = sum(_full(a, b, width) for a, b in inner)
    return full > 0 and full * 3 >= len(inner) * 2


def _full(line: Line, following: Line, width: int) -> bool:
    """True when the first word of `following` would not have fitted on `line`."""
    word = following.body.split(None, 1)[0]
    return line.indent + len(line.body) + 1 + len(word) > width - 3


def _group(group: Sequence[Line], width: int) -> Iterator[Block]:
    """The blocks of a run of lines without a blank one between them."""
    if len(group) == 1:
        yield _single(group[0])
        return
    rows = table_rows([line.body for line in group])
    if rows:
        yield from _table(group, rows)
        return
    width = width if width and _is_wrapped(group, width) else 0
    prose = any(line.ends for line in group)
    start, kind, level = _opening(group[0])
    first = last = group[0]
    for line in group[1:]:
        if _setext(line, last, kind, start):
            yield Block(start, last.end, BlockKind.HEADING, 1 if line.body[0] == "=" else 2)
            start = -1
        elif start < 0 or _breaks(last, line, kind, width, prose, line.indent > first.indent):
            if start >= 0:
                yield Block(start, last.end, kind, level)
            start, kind, level = _opening(line)
            first = line
        last = line
    if start >= 0:
        yield Block(start, last.end, kind, level)


def _single(line: Line) -> Block:
    start, kind, level = _opening(line)
    return Block(start, line.end, kind, level)


def _opening(line: Line) -> tuple[int, BlockKind, int]:
    """Where the text of a block that begins with `line` starts, its kind and its level."""
    body = line.body
    first = body[0]
    if first not in _MARKED:
        return line.start, BlockKind.PARAGRAPH, 0
    if first in "-*_=~#+.·•" and (RULE.match(body) or body == "--"):
        return line.start, BlockKind.META, 0
    if first == "#" and (heading := HEADING.match(body)):
        return line.start + heading.end(), BlockKind.HEADING, len(heading[1])
    if first == ">":
        inside = QUOTED.sub("", body, count=1)
        return (line.end - len(inside), BlockKind.QUOTE, 0) if inside else (line.start, BlockKind.META, 0)
    if first.isalnum() and "." not in body[:6] and ")" not in body[:6]:
        return line.start, BlockKind.PARAGRAPH, 0
    if marker := MARKER.match(body):
        return line.start + marker.end(), BlockKind.ITEM, 0
    return line.start, BlockKind.PARAGRAPH, 0


def _setext(line: Line, last: Line, kind: BlockKind, start: int) -> bool:
    """True when `line` is the === or --- under a heading."""
    body = line.body
    return (
        kind is BlockKind.PARAGRAPH
        and start == last.start
        and body[0] in "=-~"
        and len(body) >= 3
        and not body.strip(body[0])
        and not last.ends
    )


def _breaks(last: Line, line: Line, kind: BlockKind, width: int, prose: bool, hangs: bool) -> bool:
    """True when `line` begins a new block rather than continuing the one `last` belongs to.

    `prose`: some line of the group ends as a sentence does; `hangs`: `line` is indented further than that block.
    """
    if kind is BlockKind.HEADING or kind is BlockKind.META:
        return True
    opening = _opening(line)[1]
    if opening is BlockKind.QUOTE and kind is BlockKind.QUOTE:
        return last.ends
    if opening is BlockKind.ITEM:
        return _begins_item(last, line, kind, width)
    if opening is not BlockKind.PARAGRAPH:
        return True
    if kind is BlockKind.QUOTE:
        return True
    if kind is BlockKind.ITEM and hangs:
        return False
    full = bool(width) and _full(last, line, width)
    if line.indent > last.indent + 1 and kind is BlockKind.PARAGRAPH and (last.ends or not width):
        return True
    if full or (prose and _unfinished(last)):
        return False
    return last.ends or not (prose and line.body[0].islower())


def _unfinished(line: Line) -> bool:
    """True when a line ends in a word no block ends in: "… which is"."""
    word = line.body.rsplit(None, 1)[-1]
    return word.endswith(",") or word.rstrip(".").lower() in _open_ended()


@cache
def _open_ended(language: str = "en") -> frozenset[str]:
    return frozenset(table("meta", language)["unfinished"])


def _begins_item(last: Line, line: Line, kind: BlockKind, width: int) -> bool:
    """True when a marker at the line's start is one, and not a dash or number the wrapping brought there."""
    if kind is BlockKind.ITEM or not width or not _full(last, line, width):
        return True
    marker = MARKER.match(line.body)
    first = marker is None or marker["number"] is None or marker["value"] in ("1", "a", "i")
    return last.ends and first


def _table(group: Sequence[Line], rows: Sequence[Sequence[tuple[int, int]]]) -> Iterator[Block]:
    for number, (line, cells) in enumerate(zip(group, rows, strict=True)):
        for start, end in cells:
            yield Block(line.start + start, line.start + end, BlockKind.CELL, 0, number)

"""Markdown → Document: markdown-it-py says where the blocks are, `inline` what a reader sees inside them.

Only markdown-it's block parser runs (its inline tokens carry no offsets, and cost most of the time). The
content of every block is taken from the source by line, never from the parser's copy, so each run of text has
its true offset. Refuses to render: no plug-ins, no HTML output. HTML inside is read by the HTML reader.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from claimcheck.model import BlockKind, Document, Skipped
from claimcheck.offsets import line_starts
from claimcheck.readers.decode import decode
from claimcheck.readers.front import FrontMatter, front_matter
from claimcheck.readers.inline import SPECIAL, Scan, scan
from claimcheck.readers.meta import label
from claimcheck.readers.runs import Draft, Runs
from claimcheck.readers.text import read_text as read_plain_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_DEEPEST = 100  # levels of lists and quotes; the parser recurses a few frames a level
_FOOTNOTE = re.compile(r"^\[\^[^\]\s]{1,60}\]:[ \t]*", re.MULTILINE)
_HEADING_ATTRIBUTES = re.compile(r"\s{0,9}\{[#.:][^{}]{0,200}\}$")
# One line without a trace of mark-up, as batch mode sends by the million: nothing to parse.
_UNMARKED = re.compile(r"(?:[\"'“‘(]{0,2}[^\W\d_]|\d+[ ,%])[^\\`*_~!\[\]<&|\r\n]*")
_CONTAINERS = {"blockquote_open": BlockKind.QUOTE, "list_item_open": BlockKind.ITEM}
_CLOSING = frozenset(("blockquote_close", "list_item_close"))


def read(data: bytes, name: str) -> Document:
    """The bytes of a Markdown file. Raises InputError as `decode` does."""
    return read_text(decode(data, name), name)


def read_text(text: str, name: str) -> Document:
    """Text already decoded."""
    if _UNMARKED.fullmatch(text):
        return read_plain_text(text, name)
    front = front_matter(text)
    walk = _Walk(text, line_starts(text))
    title = walk.front(front)
    walk.body(front.end)
    draft = walk.draft
    head = label(draft.runs.text(), tuple(draft.blocks), title, front.date)
    return Document(
        name,
        draft.runs.text(),
        head.blocks,
        text,
        tuple(draft.runs.anchors) or ((0, 0),),
        dateline=head.dateline,
        title=head.title,
        skipped=(Skipped("CC905", name, f"nested deeper than {_DEEPEST} levels"),) if walk.too_deep else (),
        comments=tuple(draft.comments),
        lines=walk.lines,
        code=tuple(draft.code),
    )


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


class _Content:
    """The content of one block: pieces of source lines, joined by line feeds; knows where each character
    stood.
    """

    __slots__ = ("_begins", "_pieces", "_source", "text")

    def __init__(self, source: str, pieces: Sequence[tuple[int, int]]) -> None:
        first, last = pieces[0][0], pieces[-1][1]
        whole = all(a[1] + 1 == b[0] and source[a[1]] == "\n" for a, b in pairwise(pieces))
        self._pieces = [(first, last)] if whole else pieces
        self._begins = [0]
        for start, end in self._pieces:
            self._begins.append(self._begins[-1] + end - start + 1)
        self._source = source
        self.text = "\n".join([source[start:end] for start, end in self._pieces])

    def origin(self, at: int) -> int:
        """The source offset of `text[at]`."""
        piece = min(bisect_right(self._begins, at), len(self._pieces)) - 1
        return self._pieces[piece][0] + at - self._begins[piece]

    def emit(self, runs: Runs, start: int, end: int) -> None:
        """Append `text[start:end]` to `runs`, in one run a piece."""
        while start < end:
            piece = min(bisect_right(self._begins, start), len(self._pieces)) - 1
            stop = min(end, self._begins[piece + 1])
            runs.add(self.text[start:stop], self._pieces[piece][0] + start - self._begins[piece])
            start = stop


class _Walk:
    """One pass over the block tokens of a Markdown source."""

    __slots__ = (
        "_base",
        "_containers",
        "_cursor",
        "_parsed",
        "_references",
        "_row",
        "draft",
        "lines",
        "source",
        "too_deep",
    )

    def __init__(self, source: str, lines: tuple[int, ...]) -> None:
        self.source = source
        self._parsed = source.replace("\0", "\ufffd")  # as the parser does, for finding its content again
        self.lines = lines
        self.draft = Draft()
        self.too_deep = False
        self._references: Collection[str] = ()
        self._containers: list[BlockKind] = []
        self._base = 0  # number of the first line given to the parser
        self._row = -1
        self._cursor = 0  # where in the source the next table cell is looked for

    def front(self, front: FrontMatter) -> str:
        """Blocks for the title, date and author of the front matter; returns the title."""
        title = ""
        for kind, start, end in front.fields:
            opened = self.draft.begin(start)
            self.draft.runs.add(self.source[start:end], start)
            self.draft.end(opened, kind)
            if kind is BlockKind.TITLE:
                title = self.draft.runs.tail(opened).strip()
        return title

    def body(self, start: int) -> None:
        """Blocks for everything from source offset `start`, the beginning of a line."""
        self._base = bisect_left(self.lines, start)
        environment: dict[str, Any] = {}
        tokens = _parser().parse(self._parsed[start:], environment)
        self._references = environment.get("references", ())
        before = None
        for token in tokens:
            self._token(token, before or token)
            before = token

    def _token(self, token: Token, before: Token) -> None:
        kind = token.type
        if kind == "inline":
            self._inline(token, before)
        elif kind in _CONTAINERS:
            self._containers.append(_CONTAINERS[kind])
            self.too_deep = self.too_deep or token.level >= _DEEPEST - 2
        elif kind in _CLOSING:
            self._containers.pop()
        elif kind == "tr_open":
            self._row += 1
            self._cursor = self._span(token)[0]
        elif kind == "fence" or kind == "code_block":
            start, end = self._span(token)
            opened = self.draft.begin(start)
            self.draft.runs.add_plain(self.source[start:end], start)
            self.draft.end(opened, BlockKind.CODE)
        elif kind == "html_block":
            from claimcheck.readers.html import walk

            walk(self.source, self.draft, self.lines, *self._span(token))

    def _span(self, token: Token) -> tuple[int, int]:
        """Source offsets of the token's lines."""
        first, last = token.map or (0, 0)
        end = self._base + last
        return self.lines[self._base + first], self.lines[end] if end < len(self.lines) else len(self.source)

    def _pieces(self, token: Token) -> list[tuple[int, int]]:
        """Where each line of the token's content stands in the source: it is what is left of the line's mark-up."""
        pieces: list[tuple[int, int]] = []
        line, last = (self._base + number for number in token.map or (0, 1))
        for content in token.content.split("\n"):
            body = content.strip()
            found = (
                (number, self._found(body, number)) for number in range(line, min(last, line + 50, len(self.lines)))
            )
            line, at = next(((n, at) for n, at in found if at >= 0), (line, -1))
            pieces.append(
                (at, at + len(body)) if at >= 0 else (pieces[-1][1],) * 2 if pieces else (self.lines[line],) * 2
            )
            line += 1
        return pieces

    def _found(self, body: str, line: int) -> int:
        """Where on a source line `body` stands: at its end, or (in "## Title ##") further left; or -1."""
        start = self.lines[line]
        end = self.lines[line + 1] if line + 1 < len(self.lines) else len(self.source)
        at = start + len(self._parsed[start:end].rstrip()) - len(body)
        return at if at >= start and self._parsed.startswith(body, at) else self._parsed.find(body, start, end)

    def _cell(self, token: Token) -> tuple[int, int]:
        """Where a table cell's content stands: the next such stretch of the row."""
        end = self._span(token)[1]
        for content in (token.content, token.content.replace("|", "\\|")):
            at = self._parsed.find(content, self._cursor, end)
            if at >= 0:
                self._cursor = at + len(content)
                return at, self._cursor
        return self._cursor, self._cursor

    def _inline(self, token: Token, before: Token) -> None:
        """One block of text, or several where footnotes follow one another."""
        if before.type in ("td_open", "th_open"):
            content = _Content(self.source, [self._cell(token)])
            self._block(content, 0, len(content.text), BlockKind.CELL, row=self._row)
            return
        content = _Content(self.source, self._pieces(token))
        text = content.text
        if before.type == "heading_open":
            attributes = _HEADING_ATTRIBUTES.search(text[-220:])
            end = len(text) - len(attributes[0]) if attributes else len(text)
            self._block(content, 0, end, BlockKind.HEADING, int(before.tag[1:]))
            return
        notes = [*_FOOTNOTE.finditer(text)] if text.startswith("[^") else []
        kind = self._containers[-1] if self._containers else BlockKind.PARAGRAPH
        if not notes or notes[0].start():
            self._block(content, 0, notes[0].start() if notes else len(text), kind)
        ends = [note.start() for note in notes[1:]] + [len(text)]
        for note, end in zip(notes, ends, strict=bool(notes)):
            self._block(content, note.end(), end, BlockKind.FOOTNOTE)

    def _block(self, content: _Content, start: int, end: int, kind: BlockKind, level: int = 0, row: int = -1) -> None:
        """Add `content[start:end]` as a block, mark-up left out."""
        draft = self.draft
        opened = draft.begin(content.origin(start))
        text = content.text[start:end]
        if not SPECIAL.search(text):
            content.emit(draft.runs, start, end)
            draft.end(opened, kind, level, row)
            return
        found = scan(text, self._references)
        self._emit(content, start, end, found)
        for at, comment in found.comments:
            draft.comments.append((bisect_right(self.lines, content.origin(start + at)), comment))
        before = len(draft.blocks)
        draft.end(opened, kind, level, row)
        if len(draft.blocks) == before:  # nothing but images: what they show is a caption
            for first, last in found.images:
                opened = draft.begin(content.origin(start + first))
                content.emit(draft.runs, start + first, start + last)
                draft.end(opened, BlockKind.CAPTION)

    def _emit(self, content: _Content, start: int, end: int, found: Scan) -> None:
        """Append what lies between the cuts, and what stands in their place."""
        runs = self.draft.runs
        code = {first for first, _ in found.code}
        at = 0
        for first, last, instead in [*found.cuts, (end - start, end - start, "")]:
            if first > at or (first == at and at in code):
                size = runs.size
                content.emit(runs, start + at, start + first)
                if at in code:
                    self.draft.code.append((size, runs.size))
            if instead:
                runs.add(instead, content.origin(start + first))
            at = max(at, last)

"""Runs: readable text put together piece by piece, each piece remembering where in the source it stood.

Readable text differs from the source: mark-up is gone, entities are decoded, invisible characters are left
out and typographic ligatures are spelled out. Control characters stay; the reporters make them visible.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claimcheck.model import Block, BlockKind

# Left out: soft hyphen, zero-width and joining characters, byte order mark, bidirectional marks. A number or
# word with one of them inside would otherwise fall apart into two. Spelled out: the Latin ligatures
# U+FB00-FB06.
LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
_NOTE_MARK = re.compile(r"\[?\s?(?:\d{1,3}(?:[,–-]\s?\d{1,3}){0,5}|[a-z*†‡§¶]|note \d{1,3})\s?\]?")
_SQUARE = re.compile(r"(?:^|[\s\d(/])(?:[kcdm]?m|ft|foot|feet|in|mi|miles?|yd|metres?|meters?)\.?$")
_FOLDED = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufb00-\ufb06]")


class Runs:
    """Readable text in the making, with its anchors (`Document.anchors`)."""

    __slots__ = ("_expected", "anchors", "parts", "size")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.anchors: list[tuple[int, int]] = []
        self._expected = -1

    def add(self, piece: str, origin: int) -> None:
        """Append `piece`, which stands at source offset `origin`, folded."""
        if piece.isascii() or not _FOLDED.search(piece):
            self.add_plain(piece, origin)
            return
        at = 0
        for hit in _FOLDED.finditer(piece):
            self.add_plain(piece[at : hit.start()], origin + at)
            for letter in LIGATURES.get(hit[0], ""):
                self.add_plain(letter, origin + hit.start())
            at = hit.end()
        self.add_plain(piece[at:], origin + at)

    def add_plain(self, piece: str, origin: int) -> None:
        """Append `piece` as it is."""
        if not piece:
            return
        if origin != self._expected:
            self.anchors.append((self.size, origin))
        self.parts.append(piece)
        self.size += len(piece)
        self._expected = origin + len(piece)

    def tail(self, start: int) -> str:
        """The text appended since it was `start` long."""
        at = len(self.parts)
        size = self.size
        while size > start:
            at -= 1
            size -= len(self.parts[at])
        return "".join(self.parts[at:])

    def truncate(self, size: int) -> None:
        """Take back what was appended since the text was `size` long."""
        while self.size > size:
            self.size -= len(self.parts.pop())
        while self.anchors and self.anchors[-1][0] >= size:
            self.anchors.pop()
        self._expected = -1

    def text(self) -> str:
        """Everything appended so far."""
        return "".join(self.parts)


def fold(source: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The readable form of plain text and its anchors; no anchors when nothing had to change."""
    if source.isascii() or not _FOLDED.search(source):
        return source, ()
    runs = Runs()
    runs.add(source, 0)
    return runs.text(), tuple(runs.anchors) or ((0, 0),)


@dataclass(slots=True)
class Draft:
    """A document in the making: text by runs, blocks, and what else the file says. Used by readers of
    mark-up.
    """

    runs: Runs = field(default_factory=Runs)
    blocks: list[Block] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)

    def begin(self, origin: int) -> int:
        """Open a block whose text comes from around source offset `origin`; returns where its text starts."""
        if self.runs.size:
            self.runs.add_plain("\n", origin)
        return self.runs.size

    def end(self, start: int, kind: BlockKind, level: int = 0, row: int = -1) -> None:
        """Close the block opened at `start`; white space around it is left outside, an empty block is no
        block.
        """
        body = self.runs.tail(start)
        begin = start + len(body) - len(body.lstrip())
        end = start + len(body.rstrip())
        if begin < end:
            self.blocks.append(Block(begin, end, kind, level, row))

    def drop(self, kind: BlockKind) -> None:
        """Make every block of `kind` no block: its text stays, but nobody reads it."""
        self.blocks = [block for block in self.blocks if block.kind is not kind]


def folded(piece: str) -> str:
    """The readable form of text whose place in the file has no offset (DOCX, PDF)."""
    return fold(piece)[0]


def raised(before: str, body: str) -> str:
    """What superscript `body` after the text `before` means in plain text.

    A note's mark is left out, "m2" becomes m², a power gets its caret (10^9); anything else ("20th") stays.
    """
    if body in ("2", "3") and _SQUARE.search(before[-20:]):
        return "²³"[int(body) - 2]
    if body.isdigit() and before[-1:].isdigit() and before.rstrip("0123456789")[-1:] in ("×", "x", "*", "·", " "):
        return "^" + body
    return "" if _NOTE_MARK.fullmatch(body) else body

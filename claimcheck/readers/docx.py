"""DOCX → Document: paragraphs, headings, lists, tables and footnotes in order, each labelled "paragraph N".

A .docx is a zip of XML parts. They are read as a stream with expat, so depth costs no stack and no tree is built.
Files come from strangers: document type declarations are refused (entities can grow without end), and so are archives
that unpack to far more than they are. Tracked deletions, hidden and struck-out text are left out, insertions kept.
Refuses layout: text boxes, headers, footers, comments and pictures are not part of the story.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from xml.parsers import expat

from claimcheck.errors import InputError
from claimcheck.model import Block, BlockKind, Document
from claimcheck.offsets import line_starts
from claimcheck.readers.meta import label
from claimcheck.readers.runs import folded, raised

_MAX_PART = 100_000_000  # bytes of XML in one part: mark-up is at most ten times the text, and text has a limit too
_MAX_RATIO = 200  # deflate shrinks real documents by 5 to 30, a bomb by 1,000
_SMALL = 1_000_000  # bytes: below this, no ratio is a danger
_DROPPED = frozenset(("del", "moveFrom", "instrText", "delText", "txbxContent", "Fallback", "pict", "object"))
_OLD = b"\xd0\xcf\x11\xe0"  # what an encrypted document, and an old .doc, begins with
_HINT = "open it in a word processor and save it again as .docx"
_STYLES = {  # names as Word writes them whatever language it speaks
    "title": BlockKind.TITLE,
    "subtitle": BlockKind.HEADING,
    "quote": BlockKind.QUOTE,
    "intense quote": BlockKind.QUOTE,
    "caption": BlockKind.CAPTION,
    "list paragraph": BlockKind.ITEM,
    "footnote text": BlockKind.FOOTNOTE,
    "endnote text": BlockKind.FOOTNOTE,
    "html preformatted": BlockKind.CODE,
}
_LITERAL = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(data: bytes, name: str) -> Document:
    """The bytes of a .docx file. Raises InputError for one that is damaged, encrypted or a zip bomb."""
    if data.startswith(_OLD):
        raise InputError(f"{name}: encrypted, or an old .doc", "save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _body(archive, name)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError, OSError) as wrong:
        # RuntimeError: an encrypted member or an unknown compression; ValueError: a broken name or header
        raise InputError(f"{name}: not a readable .docx: {wrong}", _HINT) from wrong
    text = "".join(body.text)
    head = label(text, tuple(body.blocks))
    return Document(
        name,
        text,
        head.blocks,
        places=tuple(body.places),
        dateline=head.dateline,
        title=head.title,
        lines=line_starts(text),
    )


def _body(archive: zipfile.ZipFile, name: str) -> _Body:
    """Parse the parts that hold text."""
    members = frozenset(archive.namelist())
    if "word/document.xml" not in members:
        raise InputError(f"{name}: not a Word document (no word/document.xml in it)", _HINT)
    styles = _Styles()
    if "word/styles.xml" in members:
        _parse(_member(archive, "word/styles.xml", name), styles, name)
    body = _Body(styles.kinds())
    _parse(_member(archive, "word/document.xml", name), body, name)
    body.note = "footnote"
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        if part in members:
            _parse(_member(archive, part, name), body, name)
    return body


def _member(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """One unpacked member; refused when it grows out of proportion."""
    about = archive.getinfo(part)
    too_much = about.file_size > _SMALL and about.file_size > _MAX_RATIO * max(about.compress_size, 1)
    if too_much or about.file_size > _MAX_PART:
        raise InputError(f"{name}: unpacks to {about.file_size // 1_000_000} MB, which no article does", "a zip bomb?")
    return archive.read(part)


class _Handler(Protocol):
    """What `_parse` reports to: local names and attributes without their namespaces."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def characters(self, data: str) -> None: ...


def _parse(xml: bytes, handler: _Handler, name: str) -> None:
    """Stream one part to `handler`. Raises InputError for broken XML and for document type declarations."""

    def refuse(*_: object) -> None:
        raise InputError(f"{name}: carries a document type declaration, which no .docx needs", _HINT)

    def start(tag: str, attributes: dict[str, str]) -> None:
        handler.start(_local(tag), {_local(key): value for key, value in attributes.items()} if attributes else {})

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: handler.end(_local(tag))
    parser.CharacterDataHandler = handler.characters
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as wrong:
        raise InputError(f"{name}: damaged .docx: {wrong}", _HINT) from wrong


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


@dataclass(slots=True)
class _Styles:
    """word/styles.xml: which style is a heading, a quotation, a list, by its name or the style it is based on."""

    names: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    _open: str = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "style":
            self._open = attributes.get("styleId", "")
        elif self._open and tag == "name":
            self.names[self._open] = attributes.get("val", "").lower()
        elif self._open and tag == "basedOn":
            self.bases[self._open] = attributes.get("val", "")

    def end(self, tag: str) -> None:
        if tag == "style":
            self._open = ""

    def characters(self, data: str) -> None:
        """Styles hold no text."""

    def kinds(self) -> dict[str, tuple[BlockKind, int]]:
        """Style id → kind and heading level."""
        found = {}
        for style in self.names:
            base, steps = style, 0
            while base and steps < 20:  # a chain that bites its tail ends here
                kind = _kind_of(self.names.get(base, ""))
                if kind:
                    found[style] = kind
                    break
                base, steps = self.bases.get(base, ""), steps + 1
        return found


def _kind_of(style: str) -> tuple[BlockKind, int] | None:
    if style.startswith("heading ") and style[8:].isdigit():
        return BlockKind.HEADING, min(int(style[8:9]), 6)
    if style.startswith("list "):
        return BlockKind.ITEM, 0
    kind = _STYLES.get(style)
    return (kind, 2 if kind is BlockKind.HEADING else 0) if kind else None


class _Body:
    """The text of a document in the making."""

    def __init__(self, styles: Mapping[str, tuple[BlockKind, int]]) -> None:
        self.text: list[str] = []
        self.blocks: list[Block] = []
        self.places: list[tuple[int, str]] = []
        self.note = ""
        self._styles = styles
        self._size = 0
        self._dropping = 0
        self._paragraphs = self._notes = self._tables = self._rows = self._row_number = 0
        self._cells = 0  # how many cells the current place is inside of
        self._outer: list[tuple[list[str], tuple[BlockKind, int]]] = []  # a paragraph can hold another, in a shape
        self._paragraph: list[str] | None = None
        self._style: tuple[BlockKind, int] = (BlockKind.PARAGRAPH, 0)
        self._in_run = self._hidden = self._raised = self._in_text = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._dropping or tag in _DROPPED:
            self._dropping += 1
        elif tag == "p":
            if self._paragraph is not None:
                self._outer.append((self._paragraph, self._style))
            self._paragraph, self._style = [], (BlockKind.PARAGRAPH, 0)
        elif tag == "pStyle":
            style = attributes.get("val", "")
            self._style = (
                self._styles.get(style) or _kind_of(style.lower().replace("heading", "heading ")) or self._style
            )
        elif tag == "numPr" and self._style[0] is BlockKind.PARAGRAPH:
            self._style = (BlockKind.ITEM, 0)
        elif tag == "r":
            self._in_run, self._hidden, self._raised = True, False, False
        elif tag in ("vanish", "strike", "dstrike") and self._in_run:
            self._hidden = self._hidden or attributes.get("val", "1") not in ("0", "false", "off")
        elif tag == "vertAlign" and self._in_run:
            self._raised = attributes.get("val") == "superscript"
        elif tag == "t":
            self._in_text = True
        elif tag in _LITERAL and self._in_run:
            self._add(_LITERAL[tag])
        else:
            self._table(tag)

    def _table(self, tag: str) -> None:
        if tag == "tbl" and not self._cells:
            self._tables += 1
            self._row_number = 0
        elif tag == "tr":
            self._rows += 1
            self._row_number += not self._cells
        elif tag == "tc":
            self._cells += 1

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._dropping:
            self._dropping -= 1
        elif tag == "t":
            self._in_text = False
        elif tag == "r":
            self._in_run = False
        elif tag == "tc":
            self._cells -= 1
        elif tag == "p" and self._paragraph is not None:
            self._close(folded("".join(self._paragraph)))
            self._paragraph, self._style = self._outer.pop() if self._outer else (None, self._style)

    def characters(self, data: str) -> None:
        """Text; only what stands in <w:t> is the document's."""
        if self._in_text and not self._dropping:
            self._add(data)

    def _add(self, piece: str) -> None:
        if self._paragraph is None or self._hidden:
            return
        if self._raised:
            piece = raised("".join(self._paragraph[-3:]), piece)
        self._paragraph.append(piece)

    def _close(self, body: str) -> None:
        """A paragraph is complete: one block, with its place."""
        inside = body.strip()
        if not inside:
            return
        kind, level = self._style
        if self.note:
            self._notes += 1
            kind, place = BlockKind.FOOTNOTE, f"note {self._notes}"
        elif self._cells:
            kind, place = BlockKind.CELL, f"table {self._tables}, row {self._row_number}"
        else:
            self._paragraphs += 1
            place = f"paragraph {self._paragraphs}"
        start = self._size + len(body) - len(body.lstrip())
        row = self._rows - 1 if kind is BlockKind.CELL else -1
        self.blocks.append(Block(start, start + len(inside), kind, level, row))
        self.places.append((self._size, place))
        self.text.append(body + "\n")
        self._size += len(body) + 1

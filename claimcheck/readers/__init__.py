"""Readers: the bytes of an article → a Document whose every span maps back to the file. One format a module,
one row a format in READERS; a module is imported when its format is read, so that a text file never pays for
PDF.

Refuses to know figures or sentences: a reader makes readable text, blocks (`model.BlockKind`) and anchors, no
more.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import PurePath
from typing import NamedTuple, Protocol, cast

from claimcheck.errors import InputError, UsageError
from claimcheck.model import Document

# Reading 20 MB takes seconds and about 200 MB of memory; the longest book in print is under 10 MB. More is a
# dump.
MAX_BYTES = 20_000_000


class Reader(Protocol):
    """What a format's module provides."""

    @staticmethod
    def read(data: bytes, name: str) -> Document:
        """The bytes of one file, called `name` in messages. Raises InputError for what cannot be read."""


class TextReader(Reader, Protocol):
    """What the module of a format that is text provides besides."""

    @staticmethod
    def read_text(text: str, name: str) -> Document:
        """The same from text already decoded; never fails."""


class Format(NamedTuple):
    """One row of READERS. `signature`: what such a file's bytes begin with; `extra`: the install extra it
    needs; `media`: its content types, its own first; `plain`: people read its bytes as they are; `article`: a folder
    walk takes such a file for an article.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    decoded: bool = False
    signature: bytes = b""
    extra: str = ""
    media: tuple[str, ...] = ()
    plain: bool = False
    article: bool = True


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READERS: tuple[Format, ...] = (
    Format("text", (".txt", ".text"), "claimcheck.readers.text", True, media=("text/plain",), plain=True),
    Format(
        "markdown",
        (".md", ".markdown", ".mdown", ".mkd"),
        "claimcheck.readers.markdown",
        decoded=True,
        media=("text/markdown", "text/x-markdown"),
        plain=True,
    ),
    Format(
        "html",
        (".html", ".htm", ".xhtml"),
        "claimcheck.readers.html",
        decoded=True,
        media=("text/html", "application/xhtml+xml"),
    ),
    Format("docx", (".docx",), "claimcheck.readers.docx", signature=b"PK\x03\x04", media=(_WORD,)),
    Format("pdf", (".pdf",), "claimcheck.readers.pdf", signature=b"%PDF-", extra="pdf", media=("application/pdf",)),
    Format(
        "csv",
        (".csv", ".tsv", ".tab"),
        "claimcheck.readers.csv",
        decoded=True,
        media=("text/csv", "text/tab-separated-values", "application/csv"),
        plain=True,
        article=False,
    ),
)


def suffixes() -> frozenset[str]:
    """The file endings a folder walk picks up, lower case with their dot."""
    return frozenset(suffix for row in READERS if row.article for suffix in row.suffixes)


def read_document(data: bytes, name: str, format: str | None = None, charset: str = "") -> Document:
    """Bytes of an article → Document; the format is told from `name`, then from the first bytes, when not
    given. `charset`: the encoding a server named, "" for none; it counts where the bytes are not UTF-8.

    Raises InputError when the file is too large, damaged, or not of its format; UsageError for an unknown
    format.
    """
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise InputError(f"{name}: larger than {limit} MB, the most an article may have", "split the file")
    row = _row(format) if format else format_of(data, name)
    if charset and row.decoded:
        from claimcheck.readers.decode import declared

        text = declared(data, charset)
        if text is not None:
            return read_text(text, name, row.name)
    return cast(Reader, import_module(row.module)).read(data, name)


def read_text(text: str, name: str, format: str = "text") -> Document:
    """Text already decoded → Document; `format` is one of the rows that are text (text, markdown, html)."""
    return _text_reader(format).read_text(text, name)


@cache
def _text_reader(format: str) -> TextReader:
    row = _row(format)
    if not row.decoded:
        raise UsageError(f"{format} is not a text format", "use text, markdown or html")
    return cast(TextReader, import_module(row.module))


def _row(format: str) -> Format:
    for row in READERS:
        if row.name == format:
            return row
    raise UsageError(f"unknown format {format!r}", f"known: {', '.join(row.name for row in READERS)}")


def format_of(data: bytes, name: str) -> Format:
    """The format of a file: what its ending promises; without a known ending, what its first bytes say.

    Text for want of anything else: whether it is text is found out by reading it.
    """
    suffix = PurePath(name).suffix.lower()
    for row in READERS:
        if suffix in row.suffixes:
            return row
    for row in READERS:
        if row.signature and data.startswith(row.signature):
            return row
    head = data[:512].lstrip().lower()
    return _row("html" if head.startswith((b"<!doctype html", b"<html")) else "text")

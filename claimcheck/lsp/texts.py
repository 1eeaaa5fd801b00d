"""The open documents as the editor has them: kept by address and version, edits applied, and what they are read as.

Kept by ourselves, not by pygls, whose lines end at form feeds and U+2028 as well: one of them in an article, and every
edit below it would land in a wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import SplitResult, quote, unquote, urlsplit

from claimcheck.lsp.positions import Text
from claimcheck.readers import READERS
from claimcheck.reporters.columns import Unit, utf16

# What editors call the formats that are read as text; a file's own ending goes before it.
LANGUAGES = {"markdown": "markdown", "plaintext": "text", "text": "text", "html": "html", "xhtml": "html"}
_SCHEMES = ("file", "untitled")  # what is only looked at (the other side of a diff, a log) has another
_DRIVE = re.compile(r"/[A-Za-z](:|%3A)", re.IGNORECASE)
_MARK = "\ufeff"


class Snapshot(NamedTuple):
    """One version of an open document. `format` is "" for one that is not read; `path` None for one without a file."""

    uri: str
    version: int
    text: str
    format: str
    path: Path | None = None
    name: str = ""


class Edit(Protocol):
    """A change as the protocol tells it: a new text for a stretch, or for everything where it has no `range`."""

    @property
    def text(self) -> str:
        """What stands there now."""


class Texts:
    """The documents that are open. `unit`: what the editor counts columns in."""

    def __init__(self, unit: Unit = utf16) -> None:
        self.unit = unit
        self._open: dict[str, Snapshot] = {}

    def __iter__(self) -> Iterable[str]:
        return iter(list(self._open))

    def get(self, uri: str) -> Snapshot | None:
        """The newest version of an open document."""
        return self._open.get(uri)

    def snapshot(self) -> dict[str, Snapshot]:
        """All open documents as they are now."""
        return dict(self._open)

    def opened(self, uri: str, version: int, text: str, language: str) -> Snapshot:
        """A document was opened."""
        path = path_of(uri)
        name = path.name if path is not None else unquote(_parts(uri).path) or uri
        found = Snapshot(uri, version, text, format_of(uri, name, language), path, name)
        self._open[uri] = found
        return found

    def changed(self, uri: str, version: int, edits: Iterable[Edit]) -> Snapshot | None:
        """A document was edited; None for one that is not open."""
        before = self._open.get(uri)
        if before is None:
            return None
        text = before.text
        for edit in edits:
            where = getattr(edit, "range", None)
            if where is None:
                text = edit.text
                continue
            lines = Text(text, self.unit)
            start = lines.offset(where.start.line, where.start.character)
            end = lines.offset(where.end.line, where.end.character)
            text = text[: min(start, end)] + edit.text + text[max(start, end) :]
        found = before._replace(version=version, text=text)
        self._open[uri] = found
        return found

    def closed(self, uri: str) -> None:
        """A document was closed."""
        self._open.pop(uri, None)


def _parts(uri: str) -> SplitResult:
    """An address taken apart; one that is none has a scheme of its own, which nothing is read of."""
    try:
        return urlsplit(uri)
    except ValueError:
        return SplitResult("invalid", "", uri, "", "")


def format_of(uri: str, name: str, language: str) -> str:
    """The reader for a document: that of its file's ending, else that of its language; "" for none that is text."""
    if _parts(uri).scheme not in _SCHEMES:
        return ""
    suffix = Path(name).suffix.lower()
    for row in READERS:
        if suffix in row.suffixes:
            return row.name if row.decoded and row.article else ""
    return LANGUAGES.get(language.lower(), "")


def bare(text: str) -> tuple[str, int]:
    """A text without its byte order mark, and how many characters that takes from each offset."""
    return (text[1:], 1) if text.startswith(_MARK) else (text, 0)


def path_of(uri: str) -> Path | None:
    """The file of an address, None for one that is no file. "file:///c%3A/a%20b.md" is c:/a b.md."""
    parts = _parts(uri)
    if parts.scheme != "file":
        return None
    path = unquote(parts.path, errors="surrogateescape")
    if "\0" in path or not path:
        return None
    if _DRIVE.match(parts.path):
        path = path[1:]
    elif parts.netloc and parts.netloc != "localhost":
        path = f"//{unquote(parts.netloc)}{path}"
    return Path(path)


def uri_of(path: Path) -> str:
    """The address of a file, every character that could mean something else escaped."""
    written = path.as_posix().encode("utf-8", "surrogateescape")
    if written.startswith(b"//"):
        return "file:" + quote(written)
    return "file://" + ("" if written.startswith(b"/") else "/") + quote(written)

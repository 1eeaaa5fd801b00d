"""Places as machine formats write them: a path that is a file, and columns in the format's own unit.

Our columns count code points. SARIF and GitHub count UTF-16 code units (SARIF 2.1.0 §3.14.17, the default of
`columnKind`), reviewdog counts bytes of UTF-8 (`reviewdog.proto`, Position). An emoji is one, two or four of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from claimcheck.model import Document, Location, Position, Report
from claimcheck.offsets import line_starts

Unit = Callable[[str], int]
_HERE = re.compile(r"(?:^|(?<=/))(?:\./+)+(?=.)")
WEB = ("http://", "https://")  # what is called so is a page that could not be checked, not a file


def utf16(text: str) -> int:
    """How many UTF-16 code units a text takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf8(text: str) -> int:
    """How many bytes a text takes in UTF-8."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def repository_path(path: str) -> str:
    """A path as hosts of code know the file: "./a.md" is a.md. One that leads elsewhere is left alone."""
    return path if path.startswith(WEB) else _HERE.sub("", path)


class Region(NamedTuple):
    """A stretch of a file: 1-based lines and columns, the end exclusive. `line` 0: the file has none to name."""

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    part: str = ""  # "page 3", or the claim of a ledger, where no line says where


class Regions:
    """Where the locations of a report are, in one unit."""

    def __init__(self, report: Report, unit: Unit) -> None:
        self._documents = {document.path: document for document in (*report.beside, *report.documents)}
        self._unit = unit
        self._lines: dict[str, tuple[str, tuple[int, ...]]] = {}

    def of(self, where: Location) -> Region:
        """The region of a location. A claim that stands in no article lies in the ledger, under its id."""
        path, sign, id = where.path.rpartition("#")
        if sign and where.claim_id == id:
            return Region(repository_path(path), part=id)
        path = repository_path(where.path)
        if where.place:
            return Region(path, part=where.place)
        column = self._column(where.path, where.start)
        if not where.text:
            return Region(path, where.start.line, column, where.start.line, column)
        return Region(path, where.start.line, column, where.end.line, self._column(where.path, where.end))

    def _column(self, path: str, position: Position) -> int:
        document = self._documents.get(path)
        if document is None:
            return position.column
        text, starts = self._text(document)
        if not 0 < position.line <= len(starts):
            return position.column
        start = starts[position.line - 1]
        return self._unit(text[start : start + position.column - 1]) + 1

    def _text(self, document: Document) -> tuple[str, tuple[int, ...]]:
        if document.path not in self._lines:
            text = document.source if document.source is not None else document.text
            self._lines[document.path] = text, document.lines or line_starts(text)
        return self._lines[document.path]

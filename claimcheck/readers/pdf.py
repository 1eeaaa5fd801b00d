"""PDF → Document, through pypdf (extra `[pdf]`): lines of text, page by page, each labelled "page N".

A PDF knows where glyphs stand, not where paragraphs do. Lines are taken as pypdf finds them, words broken at a line's
end are mended, lines that come back on most pages (running heads, page numbers) are set aside, and the rest is read as
wrapped plain text. Refuses to guess: a page without text (a scan) is reported as not checked (CC905), not passed over.
"""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from claimcheck.errors import InputError
from claimcheck.model import Block, BlockKind, Document, Skipped
from claimcheck.offsets import line_starts
from claimcheck.readers.meta import label
from claimcheck.readers.runs import folded
from claimcheck.readers.text import blocks

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_HINT = "open it in a PDF viewer and print it to PDF again, or give the text"
_MAX_PAGE = 5_000_000  # bytes of drawing commands on one page: a page of text has a few thousand
_EDGE = 2  # lines at the top and the bottom of a page among which running heads are looked for
_PAGE_NUMBER = re.compile(r"(?:page |p\. ?|- ?|\[)?\d{1,4}(?: ?(?:of|/|\|) ?\d{1,4})?(?: ?-|\])?", re.IGNORECASE)
_BROKEN = re.compile(r"(?<=[a-z]{2})-\n([a-z]{2}\S*)[ \n]?")  # "pas-\nsengers and": the rest moves up
_DIGITS = re.compile(r"\d+")
# What a parser of a format this loose may trip over in a file made to break it.
_DAMAGE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    AssertionError,
    EOFError,
    OSError,
    zlib.error,
    struct.error,
)


def read(data: bytes, name: str) -> Document:
    """The bytes of a PDF file. Raises InputError for one that is damaged or encrypted, and when pypdf is missing."""
    try:
        from pypdf.errors import PyPdfError
    except ImportError as wrong:
        raise InputError(f"{name}: reading PDF needs pypdf", "pip install pypdf") from wrong
    if b"%PDF-" not in data[:1024]:
        raise InputError(f"{name}: not a PDF file", _HINT)
    skipped: list[Skipped] = []
    with _quiet():
        try:
            pages = [*_pages(data, name, skipped, (PyPdfError, *_DAMAGE))]
        except (PyPdfError, *_DAMAGE) as wrong:
            raise InputError(f"{name}: damaged PDF: {str(wrong) or type(wrong).__name__}", _HINT) from wrong
    return _document(name, pages, tuple(skipped))


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence: what pypdf logs while it mends a file is no news for the user."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _pages(
    data: bytes, name: str, skipped: list[Skipped], damage: tuple[type[BaseException], ...]
) -> Iterator[list[str]]:
    """The lines of each page; a page that cannot be read gives none and is reported."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data), strict=False)
    _unlock(reader, name)
    for number in range(1, len(reader.pages) + 1):
        try:
            page = reader.pages[number - 1]
            lines, reason = _lines(page)
        except damage as wrong:
            lines, reason = [], f"damaged ({type(wrong).__name__})"
        if reason:
            skipped.append(Skipped("CC905", name, f"page {number}: {reason}"))
        yield lines


def _unlock(reader: PdfReader, name: str) -> None:
    """Many PDFs are encrypted with an empty password, which any viewer opens."""
    if reader.is_encrypted:
        from pypdf.errors import PyPdfError

        try:
            opened = bool(reader.decrypt(""))
        except (PyPdfError, NotImplementedError):
            opened = False
        if not opened:
            raise InputError(f"{name}: encrypted PDF", "save a copy without a password")


def _lines(page: PageObject) -> tuple[list[str], str]:
    """The lines of a page, and why there are none (empty pages need no reason)."""
    contents = page.get_contents()
    size = len(contents.get_data()) if contents is not None else 0
    if size > _MAX_PAGE:
        return [], f"too large ({size // 1_000_000} MB of drawing)"
    lines = [line.rstrip() for line in folded(page.extract_text()).splitlines()]
    if any(lines):
        return lines, ""
    return [], "no text on it (a scan?)" if size > 20 else ""


def _document(name: str, pages: Sequence[list[str]], skipped: tuple[Skipped, ...]) -> Document:
    running = _running(pages)
    parts: list[str] = []
    places: list[tuple[int, str]] = []
    size = 0
    for number, lines in enumerate(pages, 1):
        body = _BROKEN.sub(r"\1\n", "\n".join(_without(lines, running)).strip("\n"))
        if body:
            places.append((size, f"page {number}"))
            parts.append(body + "\n")
            size += len(parts[-1])
    text = "".join(parts)
    found = [*blocks(text)]
    for line in dict.fromkeys(line for lines in pages for line in lines if _shape(line) in running and line.strip()):
        found.append(Block(len(text), len(text) + len(line), BlockKind.META))
        text += line + "\n"
    head = label(text, tuple(found))
    return Document(
        name,
        text,
        head.blocks,
        places=tuple(places),
        dateline=head.dateline,
        title=head.title,
        skipped=skipped,
        lines=line_starts(text),
    )


def _shape(line: str) -> str:
    """A line with its numbers taken out ("Page 3 of 12" = "Page 4 of 12"); one that ends as a sentence stays."""
    line = line.strip()
    return line if line.endswith((".", "!", "?", ",", ";")) else _DIGITS.sub("#", line)


def _edges(lines: Sequence[str]) -> list[int]:
    """Which lines stand at the top or the bottom of a page."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return filled if len(filled) <= 2 * _EDGE else filled[:_EDGE] + filled[-_EDGE:]


def _running(pages: Sequence[list[str]]) -> frozenset[str]:
    """The shapes of lines that stand at the edge of most pages."""
    filled = [lines for lines in pages if any(lines)]
    if len(filled) < 2:
        return frozenset()
    counts = Counter(shape for lines in filled for shape in {_shape(lines[i]) for i in _edges(lines)})
    most = max(2, (len(filled) * 3 + 4) // 5)
    return frozenset(shape for shape, count in counts.items() if count >= most)


def _without(lines: Sequence[str], running: frozenset[str]) -> list[str]:
    """The lines of a page without running heads and page numbers at its edges."""
    edges = frozenset(_edges(lines))
    return [
        line
        for index, line in enumerate(lines)
        if not (index in edges and (_shape(line) in running or _PAGE_NUMBER.fullmatch(line.strip())))
    ]

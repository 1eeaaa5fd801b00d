"""CSV and TSV → Document: every cell a block, the cells of one line of the table a row, each where the file has it.

A table is a source: figures are looked up in it, its lines are no sentences of an article, so a folder of articles is
walked past it (`Format.article`). The delimiter is told from the first lines, as spreadsheets of half the world write
"1,5" and put semicolons between cells. Cells stand on lines of their own in the readable text, quotation marks around a
cell are left outside and a doubled one inside counts once. Cells of a header row have level 1. What a spreadsheet would
take for a formula is text like any other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from claimcheck.model import Block, BlockKind, Document
from claimcheck.offsets import line_starts
from claimcheck.readers.decode import decode
from claimcheck.readers.runs import Runs, fold

_DELIMITERS = "\t;,|"  # in the order in which they are believed: a comma may be a decimal one
_SAMPLE, _LINES = 1 << 16, 40  # characters and lines from which the delimiter is told
_SEP = re.compile(r"sep=(.)(?:\r\n|\n|\r|\Z)", re.IGNORECASE)  # what Excel writes above a table and understands
_QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"')
_PIECE = re.compile(r'[^"]+|""?')
_LINE_END = re.compile(r"[\r\n]")
_LONGEST_CELL = 1 << 16  # characters: what a quotation mark opens and does not close by then, it does not open
_STRAY = 100  # so many such marks, and the file has no quoting
_NUMBER = re.compile(r"[-+(]?[^\w\s]?\s?\d[\d\s.,'’/:-]*\)?\s?[%\w]{0,3}")

Cell = tuple[int, int, bool]  # start and end in the file, without white space and quotation marks; whether it has those
Row = list[Cell]
Spans = list[tuple[int, int, int]]  # start and end of each cell in the readable text, and its row
Anchors = tuple[tuple[int, int], ...]


def read(data: bytes, name: str) -> Document:
    """The bytes of a table. Raises InputError as `decode` does."""
    return read_text(decode(data, name), name)


def read_text(text: str, name: str) -> Document:
    """A table already decoded; never fails."""
    declared = _SEP.match(text)
    begin = declared.end() if declared else 0
    delimiter = declared[1] if declared else delimiter_of(text, name)
    rows = list(_rows(text, begin, delimiter))
    header = 1 if _is_header(text, rows) else 0
    if '"' not in text and not fold(text)[1]:  # the file itself is readable, with its cells on lines of their own
        readable = text.replace(delimiter, "\n")
        anchors: Anchors = ((0, 0),)
        spans = [(start, end, number) for number, row in enumerate(rows) for start, end, _ in row]
    else:
        readable, anchors, spans = _unquoted(text, rows)
    blocks = tuple(
        Block(start, end, BlockKind.CELL, 1 if number < header else 0, number) for start, end, number in spans
    )
    return Document(name, readable, blocks, text, anchors, lines=line_starts(text))


def _unquoted(text: str, rows: Sequence[Row]) -> tuple[str, Anchors, Spans]:
    """The cells put together cell by cell, without their marks: readable text, anchors, and where each cell stands."""
    runs = Runs()
    spans: Spans = []
    for number, row in enumerate(rows):
        for start, end, quoted in row:
            if runs.size:
                runs.add_plain("\n", start - 1)
            at = runs.size
            _add(runs, text[start:end], start, quoted)
            if runs.size > at:
                spans.append((at, runs.size, number))
    return runs.text(), tuple(runs.anchors) or ((0, 0),), spans


def delimiter_of(text: str, name: str = "") -> str:
    """What stands between two cells: what most of the first lines have equally often. A tab where nothing does."""
    sample = _QUOTED.sub("", text[:_SAMPLE])
    lines = [line for line in sample.splitlines()[: _LINES + 1] if line.strip()]
    if len(text) > _SAMPLE and len(lines) > 1:
        lines.pop()  # it may be cut
    best, most = "\t", (0.0, 0)
    for delimiter in "\t" + _DELIMITERS if name.lower().endswith((".tsv", ".tab")) else _DELIMITERS:
        counts = Counter(line.count(delimiter) for line in lines[:_LINES])
        counts.pop(0, None)
        if not counts:
            continue
        many, often = counts.most_common(1)[0]
        score = (round(often / len(lines), 1), many)
        if score > most:
            best, most = delimiter, score
    return best


def _rows(text: str, begin: int, delimiter: str) -> Iterator[Row]:
    """The rows that have a cell with something in it; columns are not aligned, rows may be ragged."""
    ends = re.compile(rf"[{re.escape(delimiter)}\r\n]")
    at, size, stray = begin, len(text), 0
    while at < size:
        hit = _LINE_END.search(text, at)
        end = hit.start() if hit else size
        if stray >= _STRAY or text.find('"', at, end) < 0:
            row, at = list(_plain_cells(text[at:end], at, delimiter)), end + 1
        else:
            row, at, more = _quoted_row(text, at, ends, delimiter)
            stray += more
        if row:
            yield row


def _plain_cells(line: str, at: int, delimiter: str) -> Iterator[Cell]:
    """The cells of a line without quotation marks that mean anything."""
    for body in line.split(delimiter):
        if inner := body.strip():
            start = at + (body.index(inner[0]) if body[0].isspace() else 0)
            yield start, start + len(inner), False
        at += len(body) + 1


def _quoted_row(text: str, at: int, ends: re.Pattern[str], delimiter: str) -> tuple[Row, int, int]:
    """The row that begins at an offset, where the next begins, and how many marks in it opened nothing."""
    row: Row = []
    size, stray = len(text), 0
    while True:
        start, quoted = at, None
        if text.startswith('"', at):
            quoted = _QUOTED.match(text, at, min(size, at + _LONGEST_CELL))
            stray += quoted is None
        hit = ends.search(text, quoted.end() if quoted else at)
        end = hit.start() if hit else size
        marks = quoted is not None and not text[quoted.end() : end].strip()
        if quoted is not None and marks:
            start, end = quoted.start() + 1, quoted.end() - 1
        body = text[start:end]
        if inner := body.strip():
            start += body.index(inner[0]) if body[0].isspace() else 0
            row.append((start, start + len(inner), marks))
        if hit is None or hit[0] != delimiter:
            return row, hit.end() if hit else size, stray
        at = hit.end()


def _add(runs: Runs, body: str, start: int, quoted: bool) -> None:
    """A cell's text, a doubled quotation mark of a quoted cell once."""
    if not quoted or '""' not in body:
        runs.add(body, start)
        return
    for piece in _PIECE.finditer(body):
        doubled = piece[0] == '""'
        second = doubled and piece.start() > 0  # so that a cell ends behind both
        runs.add('"' if doubled else piece[0], start + piece.start() + second)


def _is_header(text: str, rows: Sequence[Row]) -> bool:
    """True where the first row names columns: words alone, each once, and under them something else."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    names = [fold(text[start:end])[0].casefold() for start, end, _ in rows[0]]
    if len(set(names)) < len(names) or any(_NUMBER.fullmatch(name) for name in names):
        return False
    return len(names) >= max(len(row) for row in rows[1:20]) - 1

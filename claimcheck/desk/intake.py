"""Files from elsewhere → rows and records, as they are written there. Nothing of the ledger is known here.

    CSV     a heading a column, in many words (data/en/exchange.toml); comma, semicolon or tab
    JSONL   our own export, or any objects with the same headings: {"text": …, "verdict": …}

What cannot be used is a Problem with its file and line, and costs nothing but its row.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from claimcheck.errors import InputError, UsageError
from claimcheck.jsonlines import object_of
from claimcheck.ledger.ids import ALPHABET, LENGTH
from claimcheck.ledger.records import Article, Claim, Conflict, Source
from claimcheck.lexicon.exchange import exchange, plain

FORMATS = ("csv", "jsonl")
SCHEMA_VERSION = 1  # of our own JSONL
KINDS: Mapping[str, str] = {"source": "sources", "article": "articles", "claim": "claims", "conflict": "conflicts"}
_ID = re.compile(rf"[ACKS]-[{ALPHABET}]{{{LENGTH}}}")
_DELIMITERS = ",;\t"
_DEEPEST = 20  # lists and objects inside each other
_LONGEST = 1 << 24  # characters of one cell; Python's own limit of 131,072 is shorter than some articles


class Problem(NamedTuple):
    """Something that cannot be used: where, what is wrong, what to do."""

    file: str
    line: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class Row(NamedTuple):
    """A row of a table or a plain object: heading → text, every heading our own."""

    file: str
    line: int
    cells: Mapping[str, str]

    def problem(self, message: str, hint: str = "") -> Problem:
        """Something wrong with this row."""
        return Problem(self.file, self.line, message, hint)


class Kept(NamedTuple):
    """A record of our own export."""

    file: str
    line: int
    record: Article | Claim | Conflict | Source


class Intake(NamedTuple):
    """What files hold. `unknown`: headings that mean nothing to us."""

    rows: list[Row]
    records: list[Kept]
    problems: list[Problem]
    unknown: list[str]


class _Bad(ValueError):
    """A line that cannot be used."""


def read(files: Sequence[tuple[str, bytes]], form: str = "") -> Intake:
    """What these files (name, bytes) hold; `form`: csv or jsonl, told by name and content when it is not given."""
    found = Intake([], [], [], [])
    for name, data in files:
        try:
            text = _text(data)
        except UnicodeDecodeError as wrong:
            line = data.count(b"\n", 0, wrong.start) + 1
            found.problems.append(Problem(name, line, "not UTF-8", "save it as CSV UTF-8"))
            continue
        kind = form or ("jsonl" if _is_jsonl(name, text) else "csv")
        (_read_jsonl if kind == "jsonl" else _read_csv)(name, text, found)
    return found


def load(path: Path) -> bytes:
    """The bytes of a file. Raises InputError."""
    try:
        return path.read_bytes()
    except OSError as wrong:
        raise InputError(f"cannot read {path}: {(wrong.strerror or str(wrong)).lower()}") from None


def one_format(word: str) -> str:
    """The value of --format, checked. Raises UsageError."""
    if word and word not in FORMATS:
        raise UsageError(f'--format: unknown format "{word}"', f"known: {', '.join(FORMATS)}")
    return word


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def _is_jsonl(name: str, text: str) -> bool:
    return name.lower().endswith((".jsonl", ".ndjson", ".json")) or text.lstrip().startswith('{"')


# --- JSONL ------------------------------------------------------------------------------------------------------------


def _read_jsonl(name: str, text: str, found: Intake) -> None:
    unknown: dict[str, None] = {}
    if re.match(r"\s*(?:\[|\{\s*\n)", text):
        hint = "claimcheck export --format jsonl writes such a file"
        found.problems.append(Problem(name, 1, "this is one JSON text, not a JSON object on each line", hint))
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.isspace():
            continue
        try:
            row = _object(line)
            kind = row.get("record")
            if kind == "ledger":
                _check_version(row)
            elif isinstance(kind, str) and kind in KINDS:
                found.records.append(Kept(name, number, _record(kind, row)))
            elif kind is not None:
                raise _Bad(f'unknown record "{kind}"')
            else:
                found.rows.append(Row(name, number, dict(_cells(row, unknown))))
        except _Bad as wrong:
            found.problems.append(Problem(name, number, str(wrong)))
    found.unknown.extend(unknown)


def _object(line: str) -> dict[str, Any]:
    try:
        return object_of(line)
    except ValueError as wrong:
        raise _Bad(str(wrong)) from None


def _check_kept(value: Any, depth: int = 0) -> None:
    """Refuse what a ledger cannot hold in a field we do not know: the file would not be read again. Raises _Bad."""
    if isinstance(value, float) or depth > _DEEPEST:
        raise _Bad("a fraction has no place in a ledger" if isinstance(value, float) else "nested too deeply")
    for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _check_kept(inside, depth + 1)


def _check_version(row: Mapping[str, Any]) -> None:
    version = row.get("schema_version")
    if not isinstance(version, int) or version < 1:
        raise _Bad("the export does not say which schema version it has")
    if version > SCHEMA_VERSION:
        raise InputError(f"the export is of schema {version}; this claimcheck knows {SCHEMA_VERSION}", "upgrade it")


def _record(kind: str, row: dict[str, Any]) -> Article | Claim | Conflict | Source:
    from claimcheck.store.codec import Malformed, record

    id = row.get("id")
    letter = {"source": "S", "article": "A", "claim": "C", "conflict": "K"}[kind]
    if not isinstance(id, str) or not _ID.fullmatch(id) or id[0] != letter:
        raise _Bad(f'"{id}" is no id of a {kind}')
    fields = {name: value for name, value in row.items() if name not in ("record", "id", "derived")}
    _check_kept(fields)
    try:
        made: Article | Claim | Conflict | Source = record(KINDS[kind], id, fields)
    except Malformed as wrong:
        raise _Bad(str(wrong)) from None
    return made


def _cells(row: Mapping[str, Any], unknown: dict[str, None]) -> Iterator[tuple[str, str]]:
    headings = exchange().headings
    for name, value in row.items():
        ours = headings.get(plain(name))
        if ours is None:
            unknown[name] = None
        elif value is not None:
            yield ours, _cell(name, value)


def _cell(name: str, value: Any) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value) if plain(name) in ("tags", "tag", "labels", "keywords") else " | ".join(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _Bad(f'"{name}" must be text')
    return str(value)


# --- CSV --------------------------------------------------------------------------------------------------------------


def _read_csv(name: str, text: str, found: Intake) -> None:
    from claimcheck.reporters.spreadsheet import unguarded

    header, delimiter = _header(text)
    columns = _columns(header)
    if not {"text", "id"} & set(columns):
        hint = 'the first line must name the columns; one of them "text" (or claim, sentence, statement)'
        found.problems.append(Problem(name, 1, "no column holds the text of the claims", hint))
        return
    found.unknown.extend(cell for cell, ours in zip(header, columns, strict=True) if ours is None and cell.strip())
    if "verdict" in columns:  # then the status is derived, and says nothing of its own
        columns = [None if ours == "status" else ours for ours in columns]
    rows = _rows(text, delimiter)
    next(rows)
    for line, row in rows:
        if isinstance(row, str):
            found.problems.append(Problem(name, line, row, "a quotation mark inside a cell is written twice"))
            continue
        if not any(cell.strip() for cell in row):
            continue
        if any(cell.strip() for cell in row[len(columns) :]):
            message = f"{len(row)} cells where the first line has {len(columns)}"
            found.problems.append(Problem(name, line, message, "a cell with the delimiter in it needs quotation marks"))
            continue
        pairs = zip(columns, row, strict=False)
        cells = {ours: unguarded(cell) for ours, cell in pairs if ours is not None and cell.strip()}
        found.rows.append(Row(name, line, cells))


def _columns(header: Sequence[str]) -> list[str | None]:
    """Our heading for each column, None for one that means nothing to us; of two for one thing the plainer."""
    ours = [exchange().headings.get(plain(cell)) for cell in header]
    exact = {name: at for at, name in reversed([*enumerate(ours)]) if name and plain(header[at]) == plain(name)}
    first = {name: at for at, name in reversed([*enumerate(ours)]) if name}
    return [name if name and at == exact.get(name, first[name]) else None for at, name in enumerate(ours)]


def _header(text: str) -> tuple[list[str], str]:
    """The first row, and the delimiter under which it makes most sense."""
    headings = exchange().headings
    best: tuple[tuple[int, int], list[str], str] = ((-1, -1), [], ",")
    for delimiter in _DELIMITERS:
        _, row = next(_rows(text, delimiter), (1, []))
        cells = [] if isinstance(row, str) else row
        score = (len({headings[plain(cell)] for cell in cells if plain(cell) in headings}), len(cells))
        if score > best[0]:
            best = score, cells, delimiter
    return best[1], best[2]


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """(line it begins in, cells) of each row; a message instead of cells where the quotation marks do not match."""
    limit = csv.field_size_limit(_LONGEST)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                yield line, next(reader)
            except StopIteration:
                return
            except csv.Error as wrong:
                yield line, str(wrong)
    finally:
        csv.field_size_limit(limit)

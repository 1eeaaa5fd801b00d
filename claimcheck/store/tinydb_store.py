"""The default store: one JSON file through TinyDB, with a storage of our own.

TinyDB's JSON storage rewrites the file in place, and two writers destroyed it within a tenth of a second when we tried.
Ours reads once, writes once at the end of a transaction, under a lock, and replaces the file whole (files.py). Document
ids are our record ids, and a transaction touches each table once.

Records are decoded when they are asked for (ledger/tables.py), and those nobody changed are copied as text. So every
record is checked before it is used or written over, and what nobody asked for costs next to nothing. A transaction
checks all of them first, up to a size.
"""

from __future__ import annotations

import contextlib
import gc
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table as TinyTable

from claimcheck.errors import LedgerError
from claimcheck.ledger.records import TABLES, VERSION, Ledger
from claimcheck.ledger.tables import Table, difference
from claimcheck.store import COMFORTABLE
from claimcheck.store.codec import Malformed, Plain, plain, record
from claimcheck.store.files import LedgerFile
from claimcheck.store.page import Unreadable, has_conflict_marks, line_in_page, read_page, write_page
from claimcheck.store.upgrades import upgraded, version_of

_NAMES = tuple(TABLES.values())
DOCTOR = "claimcheck doctor says what can be done; the file was not touched"


class Reading(NamedTuple):
    """What was read of a ledger file: its bytes, its text, the tables as they stood there and in our schema.

    `made` holds the records decoded so far, by table: who reads the same bytes again need not decode them again.
    """

    data: bytes
    text: str
    before: dict[str, dict[str, Any]]
    tables: dict[str, dict[str, Any]]
    made: dict[str, dict[str, Any]]


def _read(data: bytes, name: str) -> Reading:
    text = decoded(data, name)
    text = text.replace("\r\n", "\n") if "\r" in text else text
    before = tables_of(text, name)
    return Reading(data, text, before, upgraded_tables(before, name), {table: {} for table in _NAMES})


class PageStorage(Storage):
    """TinyDB's tables over a ledger file: read on first use, held in memory, written by `commit`."""

    def __init__(self, file: LedgerFile, known: Reading | None = None) -> None:
        """`known`: an earlier reading, good for as long as the file holds the same bytes."""
        self.file = file
        self.reading = known
        self._tables: dict[str, dict[str, Any]] | None = None

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The tables; None where there is no ledger. Raises LedgerError."""
        if self._tables is None:
            data = self.file.read()
            if data is None:
                return None
            if self.reading is None or self.reading.data != data:
                self.reading = _read(data, str(self.file.path))
            self._tables = dict(self.reading.tables)
        return self._tables

    @property
    def old(self) -> bool:
        """True for a file of an older schema, which is to be written even where nothing else changed."""
        return self.reading is not None and self.reading.tables is not self.reading.before

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Hold the tables; nothing reaches the disk before `commit`."""
        self._tables = data

    def commit(self) -> None:
        """Write the ledger file. Raises LedgerError."""
        assert self._tables is not None and self.reading is not None
        try:
            page = write_page(self._tables, self.reading.before, self.reading.text)
        except Unreadable as wrong:
            raise LedgerError(f"{self.file.path}: the ledger cannot be changed: {wrong.reason}", DOCTOR) from None
        crlf = b"\r\n" in self.reading.data
        self.file.write((page.replace("\n", "\r\n") if crlf else page).encode("utf-8"))

    def line(self, table: str, id: str, path: str = "") -> int:
        """The line of a record, or of what `path` means inside it; 0 where that cannot be told."""
        return line_of(self.reading.text, table, id, path) if self.reading is not None else 0


class RecordTable(TinyTable):
    """A TinyDB table whose document ids are ours and which is changed in one go."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB's own advice for ids that are no integers

    def apply(self, changes: Mapping[str, Plain | None]) -> None:
        """Put each record in its place; None removes it."""

        def change(table: dict[Any, Mapping[str, Any]]) -> None:
            for id, value in changes.items():
                if value is None:
                    table.pop(id, None)
                else:
                    table[id] = value

        self._update_table(change)


class _Ledgers(TinyDB):
    table_class = RecordTable


class TinyDBStore:
    """A ledger file as a Store."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = LedgerFile(path)
        self._reading: Reading | None = None  # a command loads, finds its claims, and then opens a transaction

    def load(self) -> Ledger:
        """The ledger as it is now."""
        return self._ledger(self._database())

    @contextlib.contextmanager
    def transaction(self) -> Iterator[_Transaction]:
        """Exclusive use of the ledger, saved at the end when something changed."""
        with self.file.locked():
            database = self._database()
            change = _Transaction(self._ledger(database))
            _check(change.ledger)
            before = change.ledger
            yield change
            with _without_collecting():
                _save(database, before, change.ledger)

    def create(self) -> bool:
        """Make an empty ledger where there is none."""
        with self.file.locked():
            if self.file.read() is not None:
                return False
            self.file.write(page_of(Ledger()).encode("utf-8"))
        return True

    def _database(self) -> TinyDB:
        return _Ledgers(storage=lambda: PageStorage(self.file, self._reading))

    def _ledger(self, database: TinyDB) -> Ledger:
        storage = cast(PageStorage, database.storage)
        tables = storage.read()
        if tables is None or storage.reading is None:
            raise LedgerError(f"there is no ledger {self.path}", "claimcheck init makes one")
        self._reading = storage.reading
        return ledger_of(tables, str(self.path), storage.line, self._reading.made)


class _Transaction:
    """A ledger being changed."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger


def open_store(path: Path) -> TinyDBStore:
    """The store of the ledger file `path`."""
    return TinyDBStore(path)


def page_of(ledger: Ledger, others: Mapping[str, Mapping[str, Any]] | None = None) -> str:
    """The whole file of a ledger, as text; `others`: tables this version does not know, kept as they are."""
    tables: dict[str, Any] = {n: {id: plain(r) for id, r in getattr(ledger, n).items()} for n in _NAMES}
    return write_page({**(others or {}), **tables, "schema": {"ledger": {"version": VERSION}}})


def ledger_in(data: bytes, name: str) -> Ledger:
    """The ledger in the bytes of a file called `name` in messages, of any schema up to ours. Raises LedgerError."""
    text = decoded(data, name).replace("\r\n", "\n")
    tables = upgraded_tables(tables_of(text, name), name)
    return ledger_of(tables, name, partial(line_of, text))


def decoded(data: bytes, name: str) -> str:
    """The text of a ledger file called `name` in messages. Raises LedgerError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise LedgerError(f"{name}:{line}: the ledger cannot be read: it is not UTF-8", DOCTOR) from None


def tables_of(text: str, name: str, thorough: bool = False) -> dict[str, dict[str, Any]]:
    """The tables of a ledger's text, of any version up to ours. Raises LedgerError."""
    try:
        with _without_collecting():
            tables = read_page(text, thorough)
        version = version_of(tables)
    except Unreadable as wrong:
        where = f"{name}:{wrong.line}" if wrong.line else name
        hint = MARKS if has_conflict_marks(text) else DOCTOR
        raise LedgerError(f"{where}: the ledger cannot be read: {wrong.reason}", hint) from None
    if version > VERSION:
        raise NewerLedger(
            f"{name} was written by a newer claimcheck (schema {version}; this one knows {VERSION})",
            "upgrade claimcheck; the file was not touched",
        )
    return tables


MARKS = "claimcheck doctor --repair unites both sides; the file was not touched"


class NewerLedger(LedgerError):
    """A ledger of a schema that this version does not know."""


def upgraded_tables(tables: dict[str, dict[str, Any]], name: str) -> dict[str, dict[str, Any]]:
    """The tables in the present schema. Raises LedgerError for an old file that is not what its version says, and
    where a table is missing: that is no empty table, it is one that was lost.
    """
    try:
        current = upgraded(tables)
    except (KeyError, TypeError, AttributeError, ValueError) as wrong:
        raise LedgerError(f"{name}: the ledger cannot be read: its old schema is damaged ({wrong})", DOCTOR) from None
    missing = next((table for table in _NAMES if table not in current), None)
    if missing is not None:
        raise LedgerError(f'{name}: the ledger cannot be read: the table "{missing}" is missing', DOCTOR)
    return current


@contextlib.contextmanager
def _without_collecting() -> Iterator[None]:
    """No garbage collection while a large page is read: it finds nothing and doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _check(ledger: Ledger) -> None:
    """Decode every record, so that nothing is written beside one that is damaged. Raises LedgerError.

    Of a ledger past what is comfortable, only what is used is decoded: the rest is copied as it is.
    """
    if sum(map(len, ledger)) <= 2 * COMFORTABLE:
        for table in ledger:
            for _ in table.values():
                pass


def ledger_of(
    tables: Mapping[str, Mapping[str, Any]],
    name: str,
    line: Callable[[str, str, str], int] = lambda *_: 0,
    made: Mapping[str, dict[str, Any]] = MappingProxyType({}),
) -> Ledger:
    """The ledger of tables in the present schema; its records are checked, and `made`, when they are asked for."""
    found: dict[str, Table[Any]] = {}
    for table in _NAMES:
        rows = tables.get(table, {})
        make = _maker(table, name, line)
        for id in [id for id, row in rows.items() if row.__class__ is not dict]:
            make(id, rows[id])  # raises
        found[table] = Table(rows, make, made.get(table))
    return Ledger(**found)


def _maker(table: str, name: str, line: Callable[[str, str, str], int]) -> Callable[[str, Any], Any]:
    def make(id: str, row: Any) -> Any:
        try:
            return record(table, id, row)
        except Malformed as wrong:
            at = line(table, id, wrong.path)
            raise LedgerError(f"{name}:{at}: {wrong}" if at else f"{name}: {wrong}", DOCTOR) from None

    return make


_STEP = re.compile(r"^(\w+)(?:\[(\d+)\])?")


def line_of(text: str, table: str, id: str, path: str = "") -> int:
    """The line of what `path` ("verdicts[2].status") means in a record of a ledger's text; 0 for unknown."""
    step = _STEP.match(path)
    return line_in_page(text, table, id, step[1] if step else "", int(step[2]) if step and step[2] else -1)


def _save(database: TinyDB, before: Ledger, after: Ledger) -> None:
    storage = cast(PageStorage, database.storage)
    touched = storage.old
    for name in _NAMES:
        changed, gone = difference(getattr(before, name), getattr(after, name))
        changes: dict[str, Plain | None] = {id: plain(made) for id, made in changed.items()}
        changes |= dict.fromkeys(gone)
        if changes:
            touched = True
            cast(RecordTable, database.table(name)).apply(changes)
    if touched:
        storage.commit()

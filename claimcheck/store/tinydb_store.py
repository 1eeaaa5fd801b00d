"""The default store: one JSON file through TinyDB, with a storage of our own.

TinyDB's JSON storage rewrites the file in place, and two writers destroyed it within a tenth of a second when we tried.
Ours reads once, writes once at the end of a transaction, under a lock, and replaces the file whole (files.py). Document
ids are our record ids, and a transaction touches each table once.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from claimcheck.errors import LedgerError
from claimcheck.ledger.records import TABLES, VERSION, Ledger
from claimcheck.store.codec import Plain, plain, record
from claimcheck.store.files import LedgerFile
from claimcheck.store.page import Unreadable, read_page, write_page
from claimcheck.store.upgrades import upgraded, version_of

_NAMES = tuple(TABLES.values())


class PageStorage(Storage):
    """TinyDB's tables over a ledger file: read on first use, held in memory, written by `commit`."""

    def __init__(self, file: LedgerFile) -> None:
        self.file = file
        self._text = ""
        self._before: dict[str, dict[str, Any]] | None = None
        self._tables: dict[str, dict[str, Any]] | None = None

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The tables; None where there is no ledger. Raises LedgerError."""
        if self._tables is None:
            data = self.file.read()
            if data is None:
                return None
            self._text, tables = parsed(data, str(self.file.path))
            self._before = tables
            self._tables = {name: dict(rows) for name, rows in upgraded(tables).items()}
        return self._tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Hold the tables; nothing reaches the disk before `commit`."""
        self._tables = data

    def commit(self) -> None:
        """Write the ledger file. Raises LedgerError."""
        assert self._tables is not None
        self.file.write(write_page(self._tables, self._before, self._text).encode("utf-8"))


class RecordTable(Table):
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

    def load(self) -> Ledger:
        """The ledger as it is now."""
        return _ledger(_database(self.file), self.path)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[_Transaction]:
        """Exclusive use of the ledger, saved at the end when something changed."""
        with self.file.locked():
            database = _database(self.file)
            change = _Transaction(_ledger(database, self.path))
            before = change.ledger
            yield change
            if change.ledger is not before:
                _save(database, before, change.ledger)

    def create(self) -> bool:
        """Make an empty ledger where there is none."""
        with self.file.locked():
            if self.file.read() is not None:
                return False
            self.file.write(write_page(empty()).encode("utf-8"))
        return True


class _Transaction:
    """A ledger being changed."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger


def open_store(path: Path) -> TinyDBStore:
    """The store of the ledger file `path`."""
    return TinyDBStore(path)


def empty() -> dict[str, dict[str, Any]]:
    """The tables of an empty ledger."""
    return {**{name: {} for name in _NAMES}, "schema": {"ledger": {"version": VERSION}}}


def parsed(data: bytes, name: str) -> tuple[str, dict[str, dict[str, Any]]]:
    """The text and the tables of a ledger file called `name` in messages, of any version. Raises LedgerError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise LedgerError(f"{name}:{line}: not UTF-8", DOCTOR) from None
    try:
        tables = read_page(text)
        version = version_of(tables)
    except Unreadable as wrong:
        where = f"{name}:{wrong.line}" if wrong.line else name
        raise LedgerError(f"{where}: the ledger cannot be read: {wrong.reason}", DOCTOR) from None
    if version > VERSION:
        raise LedgerError(
            f"{name} was written by a newer claimcheck (schema {version}; this one knows {VERSION})",
            "upgrade claimcheck; the file was not touched",
        )
    return text, tables


DOCTOR = "claimcheck doctor says what can be done; the file was not touched"


def _database(file: LedgerFile) -> TinyDB:
    return _Ledgers(storage=lambda: PageStorage(file))


def _ledger(database: TinyDB, path: Path) -> Ledger:
    storage = cast(PageStorage, database.storage)
    tables = storage.read()
    if tables is None:
        raise LedgerError(f"there is no ledger {path}", "claimcheck init makes one")
    return Ledger(**{name: {id: record(name, id, raw) for id, raw in tables.get(name, {}).items()} for name in _NAMES})


def _save(database: TinyDB, before: Ledger, after: Ledger) -> None:
    for name in _NAMES:
        old, new = getattr(before, name), getattr(after, name)
        if old is new:
            continue
        changes: dict[str, Plain | None] = {id: plain(r) for id, r in new.items() if old.get(id) is not r}
        changes |= {id: None for id in old if id not in new}
        if changes:
            cast(RecordTable, database.table(name)).apply(changes)
    cast(PageStorage, database.storage).commit()

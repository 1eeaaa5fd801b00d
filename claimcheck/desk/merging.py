"""Three versions of a ledger file made one: what git calls when two branches have both changed it."""

from __future__ import annotations

import subprocess
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from claimcheck.errors import LedgerError
from claimcheck.ledger.merge import merge
from claimcheck.ledger.records import TABLES, VERSION, Ledger
from claimcheck.store.codec import plain
from claimcheck.store.page import Unreadable, write_page
from claimcheck.store.tinydb_store import (
    NewerLedger,
    decoded,
    ledger_of,
    line_of,
    tables_of,
    upgraded_tables,
)

_NAMES = ("the version both came from", "our version", "their version")
_TABLES = tuple(TABLES.values())
Rows = dict[str, dict[str, Any]]


class _Version(NamedTuple):
    """One of the three: its text, its tables as they stand there and in our schema, its ledger, fully checked."""

    text: str
    before: Rows
    tables: Rows
    ledger: Ledger


def united(base: bytes, ours: bytes, theirs: bytes, name: str) -> bytes:
    """The file of the merged ledger. `base` may be empty. Raises LedgerError where a version cannot be read."""
    names = [f"{name} ({what})" for what in _NAMES]
    old = _read(base, names[0])
    mine, other = _read(ours, names[1], old), _read(theirs, names[2], old)
    merged = merge(old.ledger, mine.ledger, other.ledger)
    tables: Rows = {n: rows for n, rows in (other.tables | mine.tables).items() if n not in _TABLES}
    for table in _TABLES:
        known, rows = getattr(mine.ledger, table), mine.tables.get(table, {})
        found: dict[str, Any] = getattr(merged, table)
        tables[table] = {id: rows[id] if made is known.get(id) else plain(made) for id, made in found.items()}
    tables["schema"] = {"ledger": {"version": VERSION}}
    try:
        page = write_page(tables, mine.before, mine.text)  # records that are as they were are copied
    except Unreadable as wrong:
        raise LedgerError(f"{names[1]}: the ledger cannot be read: {wrong.reason}") from None
    return (page.replace("\n", "\r\n") if b"\r\n" in ours else page).encode("utf-8")


def _read(data: bytes, name: str, base: _Version | None = None) -> _Version:
    """A version of the file called `name` in messages. Records that are as in `base` are not decoded again."""
    if not data.strip():
        return _Version("", {}, {}, Ledger())
    text = decoded(data, name).replace("\r\n", "\n")
    before = tables_of(text, name)
    tables = upgraded_tables(before, name)
    ledger = ledger_of(tables, name, partial(line_of, text))
    made: dict[str, dict[str, Any]] = {}
    for table in _TABLES:
        known = getattr(base.ledger, table) if base is not None else {}
        rows = base.tables.get(table, {}) if base is not None else {}
        fresh = getattr(ledger, table)
        made[table] = {id: known[id] if rows.get(id) == row else fresh[id] for id, row in tables[table].items()}
    return _Version(text, before, tables, Ledger(**made))


def merge_files(base: Path, ours: Path, theirs: Path, name: str) -> LedgerError | None:
    """Write the merged ledger over `ours`; where that cannot be, git's conflict marks, and tell the reason.

    Of a newer schema nothing is written at all: two schemas mixed line by line would be neither. git then waits for
    the merge to be finished, and keeps all three versions for a `doctor --repair` with the newer claimcheck.
    """
    try:
        versions = [path.read_bytes() for path in (base, ours, theirs)]
        ours.write_bytes(united(versions[0], versions[1], versions[2], name))
    except NewerLedger as wrong:
        return wrong
    except LedgerError as wrong:
        _mark(base, ours, theirs)
        return wrong
    except OSError as wrong:
        return LedgerError(f"cannot merge {name}: {(wrong.strerror or str(wrong)).lower()}")
    return None


def _mark(base: Path, ours: Path, theirs: Path) -> None:
    """Conflict marks in `ours`, as without us: never one side alone that would look like a finished merge."""
    command = ["git", "merge-file", "-L", "ours", "-L", "base", "-L", "theirs", str(ours), str(base), str(theirs)]
    subprocess.run(command, check=False, capture_output=True)

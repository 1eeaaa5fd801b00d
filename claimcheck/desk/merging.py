"""Three versions of a ledger file made one: what git calls when two branches have both changed it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from claimcheck.errors import LedgerError
from claimcheck.ledger.merge import merge
from claimcheck.ledger.records import TABLES, Ledger
from claimcheck.store.tinydb_store import NewerLedger, decoded, ledger_of, page_of, tables_of, upgraded_tables

_NAMES = ("the version both came from", "our version", "their version")


def united(base: bytes, ours: bytes, theirs: bytes, name: str) -> bytes:
    """The file of the merged ledger. `base` may be empty. Raises LedgerError where a version cannot be read."""
    versions = [_read(data, f"{name} ({what})") for data, what in zip((base, ours, theirs), _NAMES, strict=True)]
    others = {**versions[2][1], **versions[1][1]}
    page = page_of(merge(*(ledger for ledger, _ in versions)), others)
    return (page.replace("\n", "\r\n") if b"\r\n" in ours else page).encode("utf-8")


def _read(data: bytes, name: str) -> tuple[Ledger, dict[str, dict[str, object]]]:
    """A version's ledger, every record of it checked, and the tables this version of claimcheck does not know."""
    if not data.strip():
        return Ledger(), {}
    tables = upgraded_tables(tables_of(decoded(data, name), name, thorough=True), name)
    ledger = ledger_of(tables, name)
    known = {table: dict(getattr(ledger, table)) for table in TABLES.values()}
    return Ledger(**known), {n: rows for n, rows in tables.items() if n not in known and n != "schema"}


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

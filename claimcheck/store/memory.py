"""A store that keeps nothing: for trying things out, and to hold the contract up against more than one store."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

from claimcheck.errors import LedgerError
from claimcheck.ledger.records import Ledger


class MemoryStore:
    """A ledger in memory as a Store."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ledger: Ledger | None = None
        self._lock = threading.Lock()

    def load(self) -> Ledger:
        """The ledger as it is now."""
        if self._ledger is None:
            raise LedgerError(f"there is no ledger {self.path}", "claimcheck init makes one")
        return self._ledger

    @contextlib.contextmanager
    def transaction(self) -> Iterator[_Transaction]:
        """Exclusive use of the ledger, kept at the end."""
        with self._lock:
            change = _Transaction(self.load())
            yield change
            self._ledger = change.ledger

    def create(self) -> bool:
        """Make an empty ledger where there is none."""
        with self._lock:
            if self._ledger is not None:
                return False
            self._ledger = Ledger()
        return True


class _Transaction:
    """A ledger being changed."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger


def open_store(path: Path) -> MemoryStore:
    """A store of its own; `path` is only a name."""
    return MemoryStore(path)

"""Stores: where a ledger is kept. One store a module, one row a store in STORES.

A store speaks records, never dicts. One command is one transaction: what it read cannot change under it, and what it
changed is there as a whole or not at all, whatever happens to the process.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from claimcheck.ledger.records import Ledger


class Transaction(Protocol):
    """A ledger being changed: assign another value to `ledger`; it is saved when the transaction ends without error."""

    ledger: Ledger


class Store(Protocol):
    """A place a ledger is kept in. Every method raises LedgerError for what the user can mend."""

    def load(self) -> Ledger:
        """The ledger as it is now. Takes no lock and writes nothing."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Exclusive use of the ledger: waits for other writers, saves at the end, keeps nothing after an exception."""

    def create(self) -> bool:
        """Make an empty ledger where there is none; False when there is one."""


class Opener(Protocol):
    """What a store's module provides."""

    @staticmethod
    def open_store(path: Path) -> Store:
        """The store at `path`; nothing is read yet."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of STORES."""

    module: str
    doc: str


STORES: Mapping[str, Kind] = MappingProxyType(
    {
        "tinydb": Kind("claimcheck.store.tinydb_store", "one JSON file, made to be kept in git"),
        "memory": Kind("claimcheck.store.memory", "nothing is kept: for trying out and for tests"),
    }
)
DEFAULT = "tinydb"
# Claims one file is comfortable with: past it every command still works, and says that splitting the ledger would help.
COMFORTABLE = 10_000
ADVICE = f"one ledger is comfortable to about {COMFORTABLE:,} claims: split it by desk or by year"


def open_store(path: Path, kind: str = DEFAULT) -> Store:
    """The store of a kind in STORES at `path`."""
    return cast(Opener, import_module(STORES[kind].module)).open_store(path)

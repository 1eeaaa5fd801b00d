"""A project: the folder of a ledger, its articles and its sources.

Every path in a ledger is relative to the folder the ledger stands in, with forward slashes, so that a project can be
moved and is the same on every machine. What a user types is relative to the folder they are in, and so is what they are
shown.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from claimcheck.errors import UsageError
from claimcheck.ledger.records import LOST, Ledger, Source
from claimcheck.store import Store, Transaction, open_store

LEDGER = "claims.json"
SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Project:
    """A ledger file, the folder its paths are relative to, and the store that keeps it."""

    ledger: Path
    store: Store

    @property
    def root(self) -> Path:
        """The folder of the ledger."""
        return self.ledger.parent

    def inside(self, path: Path) -> str:
        """`path` (absolute, or relative to the working folder) as the ledger writes it."""
        return Path(os.path.relpath(path.absolute(), self.root.absolute())).as_posix()

    def file(self, path: str) -> Path:
        """The file a path of the ledger means, as a path from the working folder."""
        return Path(os.path.relpath(self.root.absolute() / path))

    def shown(self, path: str) -> str:
        """A path of the ledger as a user in the working folder would type it."""
        return str(self.file(path))


def find_project(named: Path | None = None, start: Path | None = None) -> Project:
    """The project of the ledger `named`, else of the nearest claims.json, up to the top of the repository.

    Raises UsageError where there is none.
    """
    if named is not None:
        path = named / LEDGER if named.is_dir() else named
        if not _stands(path):
            raise UsageError(f"there is no ledger {path}", "claimcheck init makes one")
        return Project(path, open_store(path))
    folder = start or Path.cwd()
    for place in (folder, *folder.parents):
        path = place / LEDGER
        if _stands(path):
            return Project(path, open_store(Path(os.path.relpath(path))))  # as messages call it
        if (place / ".git").exists():
            break
    raise UsageError(f"there is no ledger ({LEDGER}) here", "claimcheck init makes one")


class _Rehearsal:
    """A ledger being changed for nothing: it is never saved."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger


@contextlib.contextmanager
def changing(project: Project, dry_run: bool = False) -> Iterator[Transaction]:
    """A transaction on the project's ledger; with `dry_run` one that locks nothing and saves nothing."""
    if dry_run:
        yield _Rehearsal(project.store.load())
        return
    with project.store.transaction() as change:
        yield change


def _stands(path: Path) -> bool:
    """True where something has the name, were it a folder or a broken link: the store says what is wrong with it."""
    return path.exists() or path.is_symlink()


def hashes_of(project: Project, sources: Iterable[Source]) -> Mapping[str, str]:
    """Source id → SHA-256 of the file it has now, for sources that have one or had; "" for what cannot be found."""
    files = {s.id: project.root / s.file if s.file else None for s in sources if s.file or s.kind == LOST}
    return {id: sha256(file) if file else "" for id, file in files.items()}


def digest_of(data: bytes) -> str:
    """The SHA-256 of some bytes, as hex digits."""
    return hashlib.sha256(data).hexdigest()


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, as hex digits; "" for what cannot be read, or is no file (a device has no end)."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""

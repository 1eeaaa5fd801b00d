"""What lies in `sources/` against what the ledger says lies there: files nobody names, sources whose file is gone.

Neither is wrong with the ledger: a file may wait to be added, and a confidential one lies on one machine only. The
doctor tells of it and is content.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from claimcheck.desk.project import SOURCES
from claimcheck.desk.snapshots import TEXT
from claimcheck.ledger.records import Ledger

_TOLD = 20  # of either kind; more would bury what is wrong
_ABOUT = "readme"  # what a file that explains the folder is called


def untidy(root: Path, ledger: Ledger) -> tuple[str, ...]:
    """A line for each source whose file is not there, and for each file that no source and no article names."""
    lost = [
        f"{source.id} {source.file}: there is no such file"
        for source in ledger.sources.values()
        if source.file and not (root / source.file).is_file()
    ]
    known = {source.file for source in ledger.sources.values()} | {a.path for a in ledger.articles.values()}
    loose = [
        f"{path}: no source of the ledger"
        for path in _stored(root)
        if path not in known and not (path.endswith(TEXT) and path.removesuffix(TEXT) in known)
    ]
    return (*_some(lost, "sources"), *_some(loose, "files"))


def _stored(root: Path) -> Iterator[str]:
    """Every file under `sources/` as the ledger would write its path; hidden ones are git's, or ours for a moment."""
    for folder, folders, names in os.walk(root / SOURCES):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and not name.casefold().startswith(_ABOUT):
                yield Path(os.path.relpath(Path(folder) / name, root)).as_posix()


def _some(lines: list[str], what: str) -> list[str]:
    more = len(lines) - _TOLD
    return [*lines[:_TOLD], f"and {more:,} more such {what}"] if more > 0 else lines

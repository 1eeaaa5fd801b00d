"""What a check depends on: the files it reads, and the folders in which they may come and go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.baseline import FILE
from claimcheck.cli.checking import Run
from claimcheck.cli.inputs import files, folders
from claimcheck.errors import ClaimcheckError, UsageError

if TYPE_CHECKING:
    from claimcheck.desk.project import Project

_SETTINGS = ("claimcheck.toml", "pyproject.toml")


class Stamp(NamedTuple):
    """What tells whether a file has changed: when it was, in nanoseconds, its size in bytes, its number."""

    changed: int
    size: int
    number: int


State = dict[str, Stamp | None]


class Watched:
    """The files of a check. What a ledger names is looked up again only when the ledger has changed."""

    def __init__(self) -> None:
        self._project: Project | None = None
        self._ledger: Stamp | None = None
        self._named: list[str] = []

    def files(self, wanted: Run) -> Iterator[str]:
        """Every file that counts in the check: articles, else the ledger and all it names; settings; the baseline."""
        if wanted.paths:
            for given in wanted.paths:
                yield from files(given, wanted.resolved.exclude)
        else:
            yield from self._of_ledger(wanted)
        yield str(wanted.more.baseline or FILE)
        if wanted.resolved.file is not None:
            yield str(wanted.resolved.file)
        elif not wanted.resolved.isolated:
            yield from _SETTINGS

    def state(self, wanted: Run) -> State:
        """Each file with what tells whether it has changed; None for one that is not there."""
        return {name: _stamp(Path(name)) for name in self.files(wanted)}

    def folders(self, wanted: Run, state: State) -> frozenset[Path]:
        """The folders to be watched, each without those below it."""
        found = {Path(name).parent for name in state}
        found |= {Path(name).resolve().parent for name in state if Path(name).is_symlink()}
        for given in wanted.paths:
            found.update(folders(given, wanted.resolved.exclude))
        return frozenset(_there(folder) for folder in found)

    def _of_ledger(self, wanted: Run) -> Iterator[str]:
        from claimcheck.desk.project import find_project

        if self._project is None:
            try:
                self._project = find_project(wanted.ledger)
            except UsageError:
                return  # none: the check says so
        project = self._project
        stamp = _stamp(project.ledger)
        if stamp is None or stamp != self._ledger:
            try:
                ledger = project.store.load()
            except ClaimcheckError:
                stamp = None  # damaged for a moment: what it named before counts
            else:
                paths = [a.path for a in ledger.articles.values() if not a.gone]
                paths += [name for s in ledger.sources.values() if s.file for name in (s.file, f"{s.file}.txt")]
                self._named = [str(project.file(path)) for path in paths]
            self._ledger = stamp
        yield str(project.ledger)
        yield str(project.file(FILE))
        yield from self._named


def _stamp(path: Path) -> Stamp | None:
    try:
        about = path.stat()
    except (OSError, ValueError):
        return None
    return Stamp(about.st_mtime_ns, about.st_size, about.st_ino)


def _there(folder: Path) -> Path:
    """The folder, or the nearest above it that exists."""
    folder = folder.absolute()
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder

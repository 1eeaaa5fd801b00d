"""The files that somebody works on as they were at a revision of git, in whichever repositories they lie."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from claimcheck.desk.repository import Revision, contents, differing, listed, revision
from claimcheck.errors import UsageError


class Repository:
    """One repository at the revision."""

    def __init__(self, at: Revision) -> None:
        self.at = at

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """Path from the top → id of the content."""
        return listed(self.at)

    @cached_property
    def differing(self) -> frozenset[str]:
        """The paths from the top whose files have changed or gone since."""
        return differing(self.at)

    def vanished(self) -> list[str]:
        """The paths from the top of what is there no more."""
        return [path for path in sorted(self.differing) if path in self.ids and not (self.at.top / path).exists()]


class Earlier:
    """Files at the revision that `word` means; the paths asked for are absolute or from the working folder.

    Every method raises UsageError where there is no repository, no revision, or no git.
    """

    def __init__(self, word: str) -> None:
        self.word = word
        self._repositories: dict[Path, Repository] = {}  # by the folder that holds .git

    def repository(self, folder: Path) -> Repository:
        """The repository a folder lies in."""
        real = Path(os.path.realpath(folder))
        home = next((place for place in (real, *real.parents) if (place / ".git").exists()), None)
        if home is None:
            raise UsageError(f"--since needs git, and {folder} is in no git repository")
        if home not in self._repositories:
            self._repositories[home] = Repository(revision(home, self.word))
        return self._repositories[home]

    def had(self, path: Path) -> bool:
        """True for a file that was there."""
        repository, name = self._place(path)
        return name in repository.ids

    def differs(self, path: Path) -> bool:
        """True for a file that is new, has changed or has gone."""
        repository, name = self._place(path)
        return name not in repository.ids or name in repository.differing

    def read(self, paths: Sequence[Path]) -> list[bytes | None]:
        """What was in each file; None for one that was not there, or whose content this clone does not have."""
        places = [self._place(path) for path in paths]
        found: dict[str, bytes] = {}
        for repository in dict.fromkeys(repository for repository, _ in places):
            wanted = (repository.ids[name] for other, name in places if other is repository and name in repository.ids)
            found |= contents(repository.at, wanted)
        return [found.get(repository.ids.get(name, "")) for repository, name in places]

    def vanished(self, folder: Path, endings: frozenset[str], most: int) -> list[tuple[str, bytes]]:
        """Name and content of the files with these endings that are there no more, in the repository of a folder."""
        repository = self.repository(folder)
        names = [name for name in repository.vanished() if Path(name).suffix.lower() in endings][:most]
        found = contents(repository.at, (repository.ids[name] for name in names))
        return [(name, found[repository.ids[name]]) for name in names if repository.ids[name] in found]

    def _place(self, path: Path) -> tuple[Repository, str]:
        """The repository of a file, and its path from the top of it; a link is what it leads to."""
        real = Path(os.path.realpath(path))
        folder = next((place for place in real.parents if place.is_dir()), real.parent)
        repository = self.repository(folder)
        return repository, Path(os.path.relpath(real, os.path.realpath(repository.at.top))).as_posix()

"""From what the user named to documents: files, folders, globs, standard input.

A path that cannot be read is an answer, not an end: it comes back as an InputError beside the documents, so that the
others are still checked and the failure is counted aloud.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from claimcheck import pipeline
from claimcheck.cli.suggest import nearest
from claimcheck.cli.terminal import is_terminal, say
from claimcheck.errors import InputError
from claimcheck.model import Document
from claimcheck.readers import MAX_BYTES, READERS, suffixes

STDIN = "-"
# Folders of programs, not of articles.
_SKIPPED_FOLDERS = frozenset(("node_modules", "__pycache__", "venv", "site-packages"))
_GLOB = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Failure:
    """A path that could not be read, and why."""

    path: str
    error: InputError


Read = Callable[[bytes, str], Document]  # an article's bytes and name → the article; may raise InputError


def documents(
    paths: Sequence[str],
    exclude: Sequence[str],
    stdin_name: str = "",
    read: Read = pipeline.read,
    without: Collection[Path] = (),
) -> Iterator[Document | Failure]:
    """The document, or what went wrong, for every article the paths stand for; each file once, in order.

    `without`: resolved paths of files that are left out.
    """
    seen: set[Path] = set(without)
    for given in paths:
        try:
            for path in _articles(given, exclude):
                real = Path(STDIN) if path == STDIN else Path(path).resolve()
                if real not in seen:
                    seen.add(real)
                    yield _read_stdin(stdin_name) if path == STDIN else _read_file(path, read)
        except InputError as wrong:
            yield Failure(given, wrong)


def _articles(given: str, exclude: Sequence[str]) -> Iterable[str]:
    """The files one argument stands for."""
    path = Path(given)
    if given == STDIN or _is(path, "file"):
        return [given]
    if _is(path, "dir"):
        found = [str(p) for p in _walk(path, exclude)]
        if not found:
            endings = ", ".join(suffix for row in READERS if row.article for suffix in row.suffixes[:1])
            raise InputError(f"no articles in folder {given}", f"looked for {endings}")
        return found
    if _is(path, "any"):
        return [given]  # a pipe or device, such as <(…) of a shell
    if _GLOB & set(given):
        return _matching(given, exclude)
    raise InputError(f"no such file: {given}", _near(path))


def _is(path: Path, what: str) -> bool:
    try:
        return path.is_file() if what == "file" else path.is_dir() if what == "dir" else path.exists()
    except OSError:  # a name longer than the system takes
        return False


def _matching(pattern: str, exclude: Sequence[str]) -> list[str]:
    import glob

    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  # Path.glob refuses absolute patterns
    unwanted = _SKIPPED_FOLDERS - set(Path(pattern).parts)
    files = [
        name
        for name in found
        if (path := Path(name)).is_file() and not unwanted.intersection(path.parts) and not excluded(path, exclude)
    ]
    if not files:
        raise InputError(f"no file matches {pattern}")
    return files


def files(given: str, exclude: Sequence[str]) -> Iterable[str]:
    """The files one argument stands for just now; none where it stands for nothing."""
    try:
        return _articles(given, exclude)
    except InputError:
        return ()


def folders(given: str, exclude: Sequence[str]) -> Iterator[Path]:
    """The folders in which what one argument stands for may come and go; some may not exist."""
    path = Path(given)
    yield path.parent
    if _is(path, "dir"):
        yield from (folder for folder, _ in _folders(path, exclude))
    elif _GLOB & set(given) and not _is(path, "file"):
        fixed = next(n for n, part in enumerate(path.parts) if _GLOB & set(part))
        base = Path(*path.parts[:fixed])
        yield base
        if fixed + 1 < len(path.parts):
            yield from (folder for folder, _ in _folders(base, exclude))
    elif path.is_symlink():
        yield path.resolve().parent


def _walk(folder: Path, exclude: Sequence[str]) -> Iterator[Path]:
    """Articles below `folder` in the order of their names; hidden, excluded and programs' folders left out."""
    endings = suffixes()
    for here, names in _folders(folder, exclude):
        for name in sorted(names):
            path = here / name
            if not name.startswith(".") and path.suffix.lower() in endings and not excluded(path, exclude):
                yield path


def _folders(folder: Path, exclude: Sequence[str]) -> Iterator[tuple[Path, list[str]]]:
    """The folders that may hold articles, each with the names of its files."""
    from claimcheck.desk.project import LEDGER, SOURCES

    for root, folders, names in os.walk(folder):
        here = Path(root)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in _SKIPPED_FOLDERS
            and not (name == SOURCES and LEDGER in names)  # what articles stand on; named by itself it is walked
            and not excluded(here / name, exclude)
        )
        yield here, names


def excluded(path: Path, globs: Sequence[str]) -> bool:
    """True when the path, or any part of it, matches one of the globs."""
    candidates = (path.as_posix(), *path.parts)
    return any(fnmatch(candidate, glob.rstrip("/")) for glob in globs for candidate in candidates)


def _near(path: Path) -> str:
    try:
        names = [p.name for p in path.parent.iterdir()]
    except OSError:
        return f"there is no folder {path.parent} either"
    near = nearest(path.name, names)
    return f'did you mean "{path.with_name(near)}"?' if near else ""


def _read_file(name: str, read: Read) -> Document | Failure:
    try:
        with Path(name).open("rb") as file:
            return read(file.read(MAX_BYTES + 1), name)
    except OSError as wrong:
        return Failure(name, InputError(f"cannot read {name}: {wrong.strerror}"))
    except InputError as wrong:
        return Failure(name, wrong)


def _read_stdin(name: str) -> Document | Failure:
    if sys.stdin is None:
        return Failure(STDIN, InputError("cannot read standard input: it is closed"))
    if is_terminal(sys.stdin):
        say("reading the article from the terminal; end with Ctrl-D")
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        document = pipeline.read(data, name or "<stdin>")
    except OSError as wrong:
        return Failure(STDIN, InputError(f"cannot read standard input: {wrong.strerror}"))
    except InputError as wrong:
        return Failure(STDIN, wrong)
    return document._replace(path=name or "-")

"""Where reports go: standard output, or files written whole or not at all.

A file is written beside its target and then renamed over it, so a crash or a full disk never leaves half a report.
A reader that closed the pipe early (`| head`) is no error; any other failure to write is one line and exit code 2.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from claimcheck.cli.suggest import did_you_mean
from claimcheck.cli.terminal import look_in, silence
from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.model import Report
from claimcheck.reporters import REPORTERS, Look, reporter

if TYPE_CHECKING:
    from claimcheck.desk.project import Project
    from claimcheck.ledger.records import Ledger


class OutputError(ClaimcheckError):
    """A report that cannot be written where it should go."""


def parse_target(written: str) -> tuple[str, Path]:
    """`FORMAT=FILE` of --report → both parts, checked."""
    name, sign, path = written.partition("=")
    if not sign or not path:
        raise UsageError(f'--report takes FORMAT=FILE, not "{written}"', "for example json=report.json")
    if name not in REPORTERS:
        raise UsageError(f'--report: unknown format "{name}"', did_you_mean(name, REPORTERS))
    return name, usable(Path(path))


def usable(path: Path) -> Path:
    """The path itself when a report can go there, found out before any work is done."""
    if path.is_dir():
        raise OutputError(f"cannot write the report to {path}: it is a folder", "name a file")
    if not path.parent.is_dir():
        raise OutputError(f"cannot write the report to {path}: no folder {path.parent}")
    return path


def distinct(targets: Iterable[Path]) -> None:
    """Refuse to write two reports to one file, of which only the last would be there. Raises OutputError."""
    seen: set[Path] = set()
    for target in targets:
        whole = target.resolve()
        if whole in seen:
            raise OutputError(f"two reports would go to {target}", "name another file for one of them")
        seen.add(whole)


def spare(targets: Iterable[Path], kept: Iterable[str]) -> None:
    """Refuse to write a report over a file that is read: an article, a source, the ledger. Raises OutputError."""
    read = {Path(path).resolve() for path in kept}
    for target in targets:
        if target.resolve() in read:
            raise OutputError(f"the report would replace {target}, which claimcheck reads", "name another file")


def files_of(project: Project, ledger: Ledger) -> Iterator[str]:
    """The files an output must never replace: the ledger, its articles, its sources and their readable text."""
    yield str(project.ledger)
    for article in ledger.articles.values():
        yield project.shown(article.path)
    for source in ledger.sources.values():
        if source.file:
            yield project.shown(source.file)
            yield project.shown(f"{source.file}.txt")


def write_report(report: Report, name: str, path: Path | None, look: Look, colour: str = "never") -> None:
    """Write `report` as format `name` to `path`, or to standard output. Raises OutputError.

    Colour and width are those of the stream, whatever `look` says.
    """
    data = REPORTERS[name].data
    with opened(path, data) as stream:
        shown = look_in(path, colour, stream, data=data)
        reporter(name).write(report, stream, replace(look, colour=shown.colour, width=shown.width, ascii=shown.ascii))


@contextlib.contextmanager
def opened(path: Path | None, data: bool = False) -> Iterator[TextIO]:
    """The stream a result goes to: a file that appears whole, or standard output."""
    with replacing(path) if path else standard_output(data) as stream:
        yield stream


@contextlib.contextmanager
def standard_output(data: bool = False) -> Iterator[TextIO]:
    """Standard output, flushed at the end. `data`: for programs, hence UTF-8 whatever the locale says."""
    stream = sys.stdout
    if stream is None or stream.closed:
        raise OutputError("cannot write the report: standard output is closed")
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        encoding = "utf-8" if data else stream.encoding
        reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        yield stream
        stream.flush()
    except BrokenPipeError:
        silence(stream)
    except OSError as wrong:
        silence(stream)
        raise OutputError(f"cannot write the report to standard output: {wrong.strerror}") from None


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A stream whose text becomes the file `path` at the end; a device or pipe is written as it is."""
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
                yield stream
            return
        with _beside(path) as stream:
            yield stream
    except BrokenPipeError:
        return
    except OSError as wrong:
        raise OutputError(f"cannot write the report to {path}: {wrong.strerror}") from None


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[TextIO]:
    target = path.resolve()  # a link stays a link
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent, text=True)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """The permissions a report gets: those of the file it replaces, else what the user's umask leaves."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask

"""One run of `tui`: what is worked on, who signs, and the interface over it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from claimcheck.cli.config import Resolved, resolve, zone_of
from claimcheck.cli.flags import LedgerFlags
from claimcheck.cli.inputs import Failure, documents
from claimcheck.cli.terminal import complain, is_terminal
from claimcheck.desk.people import git_name, now
from claimcheck.desk.project import Project, find_project
from claimcheck.desk.session import Session, unkept
from claimcheck.errors import UsageError


def work(paths: Sequence[str], by: str | None, ledger: LedgerFlags) -> int:
    """Run the interface and return the exit code."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise UsageError("the interface needs a terminal", "claimcheck report tells the same to a pipe")
    resolved = resolve({}, ())
    name = " ".join((by if by is not None else git_name()).split())
    if not paths:
        return _run(find_project(ledger.ledger), resolved, name, kept=True)
    with tempfile.TemporaryDirectory() as folder:
        return _run(_articles(Path(folder), paths, resolved), resolved, name, kept=False)


def _articles(folder: Path, paths: Sequence[str], resolved: Resolved) -> Project:
    files: list[Path] = []
    for found in documents(paths, resolved.exclude):
        if isinstance(found, Failure):
            complain(found.error)
        elif found.path != "-" and found.text.strip():
            files.append(Path(found.path))
    if not files:
        raise UsageError("there is nothing to read", "name an article, or a folder with some")
    return unkept(folder, files, resolved.settings, now(zone_of(resolved)))


def _run(project: Project, resolved: Resolved, name: str, *, kept: bool) -> int:
    session = Session(project, resolved.settings, name, timezone=zone_of(resolved), kept=kept)
    from claimcheck.tui.app import Desk

    app = Desk(session)
    app.run()
    return app.return_code or 0

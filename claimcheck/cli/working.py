"""One run of `tui`: what is worked on, who signs, and the interface over it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from claimcheck.cli.config import Resolved, resolve, zone_of
from claimcheck.cli.flags import LedgerFlags
from claimcheck.cli.inputs import Failure, documents
from claimcheck.cli.terminal import colour_choice, complain, is_terminal, wants_colour
from claimcheck.desk.people import git_name, now
from claimcheck.desk.project import Project, find_project
from claimcheck.desk.session import Session
from claimcheck.desk.taking import unkept
from claimcheck.errors import UsageError


def work(paths: Sequence[str], by: str | None, ledger: LedgerFlags, color: str = "auto") -> int:
    """Run the interface and return the exit code. Raises UsageError where there is no terminal for it."""
    coloured = wants_colour(colour_choice(color), sys.stdout)
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise UsageError("the interface needs a terminal", "claimcheck report tells the same to a pipe")
    if os.environ.get("TERM") == "dumb":
        raise UsageError(
            "the interface needs a terminal that can move its cursor, and TERM is dumb",
            "claimcheck report tells the same line by line",
        )
    _paint(coloured)
    resolved = resolve({}, ())
    name = " ".join((by if by is not None else git_name()).split())
    if not paths:
        return _run(find_project(ledger.ledger), resolved, name, kept=True)
    with tempfile.TemporaryDirectory() as folder:
        return _run(_articles(Path(folder), paths, resolved), resolved, name, kept=False)


def _paint(coloured: bool) -> None:
    """Colour or none, told to the interface the way every program is told (no-color.org)."""
    if coloured:
        os.environ.pop("NO_COLOR", None)
    else:
        os.environ["NO_COLOR"] = "1"


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

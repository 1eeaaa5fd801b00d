"""One run of `source check`: which sources, what may be asked, then the reports and the exit code as in `check`."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claimcheck.cli.checking import UNREADABLE, Found, Outlet, Run, accepted_findings, exit_code
from claimcheck.cli.inputs import Failure
from claimcheck.cli.outputs import files_of, spare
from claimcheck.cli.progress import Progress
from claimcheck.cli.size import advise
from claimcheck.cli.terminal import complain, say
from claimcheck.desk.checking import shown
from claimcheck.desk.linkreport import Online, examine_sources
from claimcheck.desk.project import Project, find_project
from claimcheck.desk.sources import known_sources
from claimcheck.errors import InputError
from claimcheck.model import Report

if TYPE_CHECKING:
    from claimcheck.cli.commands.source_check import WebFlags


def check(wanted: Run, words: Sequence[str], web: WebFlags) -> int:
    """Check the sources `words` mean, by default all, and return the exit code."""
    begin = time.perf_counter()
    outlet = Outlet.of(wanted)
    project = find_project(wanted.ledger)
    ledger = advise(project.store.load())
    spare(outlet.targets, files_of(project, ledger))
    only = tuple(dict.fromkeys(s.id for word in words for s in known_sources(project, ledger, word)))
    if not ledger.sources and not wanted.inputs.allow_empty:
        raise InputError(f"nothing to check: the ledger {project.ledger} has no sources", "claimcheck source add")
    accepted = accepted_findings(wanted, project)
    settings = wanted.resolved.settings
    with _online(project, wanted, web) as online:
        checked = examine_sources(project, ledger, settings, accepted, only=only, online=online)
    report = shown(project, checked.report)._replace(seconds=time.perf_counter() - begin)
    found = Found(report, _failed(report))
    for failure in found.failed:
        complain(failure.error)
    outlet.write(report, wanted)
    if not wanted.more.quiet:
        _tell(checked.remarks, checked.archived, web)
    return exit_code(found, wanted)


@contextlib.contextmanager
def _online(project: Project, wanted: Run, web: WebFlags) -> Iterator[Online | None]:
    """What asking takes, where anything may be asked; ended at once when the user interrupts."""
    if not (web.online or web.offline):
        yield None
        return
    from claimcheck.cli.web import web_options
    from claimcheck.desk.links import web_fetcher
    from claimcheck.desk.memory import Memory

    options = web_options(wanted.resolved, offline=web.offline, refresh=web.refresh)
    shown_progress = not (wanted.more.quiet or wanted.more.no_progress)
    memory = Memory(project.root, wanted.resolved.settings)
    with (
        Progress(shown_progress, "asking for", "addresses") as asking,
        Progress(shown_progress, "searching", "pages in the archive") as searching,
        web_fetcher(project, memory, options) as fetcher,
    ):
        try:
            yield Online(fetcher, web.archive, web.dry_run, asking, searching)
        except KeyboardInterrupt:
            fetcher.stop()
            raise


def _failed(report: Report) -> list[Failure]:
    """The articles that could not be read."""
    whole = {d.path for d in report.documents}
    lost = [s for s in report.skipped if s.code == UNREADABLE and s.path not in whole]
    return [Failure(s.path, InputError(s.reason)) for s in lost]


def _tell(remarks: Sequence[str], archived: Sequence[str], web: WebFlags) -> None:
    for remark in remarks:
        say(remark)
    if archived:
        copies = "1 archived copy" if len(archived) == 1 else f"{len(archived):,} archived copies"
        say(f"{copies} {'would be' if web.dry_run else 'were' if len(archived) > 1 else 'was'} noted down")

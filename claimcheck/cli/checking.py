"""One run of `check` on articles: read, check, write every report, say what was not checked, decide the exit code."""

from __future__ import annotations

import contextlib
import sys
import time
from collections import Counter, deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from claimcheck import pipeline
from claimcheck.baseline import FILE, Entry, parsed
from claimcheck.cli.config import Resolved
from claimcheck.cli.flags import CheckFlags, InputFlags, OutputFlags, VerdictFlags
from claimcheck.cli.inputs import STDIN, Failure, documents
from claimcheck.cli.outputs import distinct, files_of, parse_target, spare, usable, write_report
from claimcheck.cli.progress import Progress
from claimcheck.cli.terminal import complain, is_terminal, say
from claimcheck.cli.workers import cores, spread
from claimcheck.errors import ClaimcheckError, InputError, UsageError
from claimcheck.model import Document, Finding, Report, Severity, Skipped
from claimcheck.reporters import REPORTERS, Look
from claimcheck.reporters.paint import Line
from claimcheck.reporters.summary import counted, summary
from claimcheck.reporters.visible import visible
from claimcheck.suppression import directives

if TYPE_CHECKING:
    from claimcheck.desk.project import Project
    from claimcheck.ledger.records import Ledger
    from claimcheck.settings import Settings

FOUND, UNCHECKED = 1, 2
UNREADABLE = "CC905"


@dataclass(frozen=True, slots=True)
class Run:
    """What the user asked for."""

    paths: Sequence[str]
    resolved: Resolved
    inputs: InputFlags
    output: OutputFlags
    verdict: VerdictFlags
    more: CheckFlags
    ledger: Path | None = None
    since: str | None = None
    again: bool = False  # while the user watches: what was said the first time is not said again
    without: Collection[Path] = ()  # files that are no articles wherever they lie: reports written before


def run(wanted: Run) -> int:
    """Check the articles and return the exit code."""
    outlet = Outlet.of(wanted)
    found = survey(wanted, outlet.targets)
    deliver(found, outlet, wanted)
    return exit_code(found, wanted)


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where the reports of a run go: one as `name` to `path` or standard output, `extra` ones to files."""

    name: str
    path: Path | None
    extra: Sequence[tuple[str, Path]]

    @classmethod
    def of(cls, wanted: Run) -> Outlet:
        """What the flags say, checked before any work is done. Raises UsageError, OutputError."""
        path = usable(wanted.output.output) if wanted.output.output else None
        extra = [parse_target(written) for written in wanted.more.report or ()]
        name = wanted.resolved.output_format or ("full" if path is None and is_terminal(sys.stdout) else "concise")
        outlet = cls(name, path, extra)
        distinct([target for target in outlet.targets if not target.exists() or target.is_file()])
        return outlet

    @property
    def targets(self) -> list[Path]:
        """The files to be written."""
        return [target for target in (self.path, *(t for _, t in self.extra)) if target]

    def write(self, report: Report, wanted: Run) -> None:
        """Write every report, and on standard error what is to be said besides."""
        if report.documents or REPORTERS[self.name].data or self.path:
            write_report(report, self.name, self.path, _look(wanted, wanted.more.quiet), wanted.output.color)
        self._write_extra(report, wanted)
        _tell(report, wanted, told=REPORTERS[self.name].summary and self.path is None)

    def renew(self, report: Report, wanted: Run, new: Sequence[Finding]) -> None:
        """Write the files anew, each whole; on standard output, if the report goes there, only the `new` findings."""
        if self.path is not None:
            write_report(report, self.name, self.path, _look(wanted, wanted.more.quiet), wanted.output.color)
        elif new:
            some = report._replace(findings=tuple(new))
            write_report(some, self.name, None, _look(wanted, brief=True), wanted.output.color)
        self._write_extra(report, wanted)

    def _write_extra(self, report: Report, wanted: Run) -> None:
        for name, target in self.extra:
            write_report(report, name, target, Look(failing=_failing(wanted)))


def _look(wanted: Run, brief: bool) -> Look:
    return Look(brief=brief, detail=wanted.more.verbose, failing=_failing(wanted))


def _failing(wanted: Run) -> tuple[str, ...]:
    """The severities that are a failed test: errors always, also where they fail no job."""
    threshold = min(wanted.resolved.settings.fail_on or Severity.ERROR, Severity.ERROR)
    return tuple(severity.label for severity in Severity if severity >= threshold)


class Found(NamedTuple):
    """What a run found, the paths that could not be read, and how many findings --since left out."""

    report: Report
    failed: Sequence[Failure]
    elsewhere: int = 0


def deliver(found: Found, outlet: Outlet, wanted: Run) -> None:
    """Tell what could not be read, write the reports, and say how many findings were left out of them."""
    for failure in found.failed:
        complain(failure.error)
    outlet.write(found.report, wanted)
    if found.elsewhere and not wanted.more.quiet:
        say(f"{counted(found.elsewhere, 'finding')} elsewhere not shown (--since {wanted.since})")


class Checker(Protocol):
    """The stages a run needs: `pipeline` itself, or what remembers what it has read before."""

    def read(self, data: bytes, name: str) -> Document:
        """An article's bytes as a Document."""

    def check(
        self,
        documents: Sequence[Document],
        settings: Settings,
        progress: Progress | None,
        baseline: Sequence[Entry],
        spread: pipeline.Spread | None,
        linking: Progress | None,
    ) -> Report:
        """The report of `pipeline.check`."""


def survey(wanted: Run, targets: Sequence[Path], checker: Checker = pipeline) -> Found:
    """Read and check what the run is about; nothing is written, and failures are left to the caller to tell.

    `targets`: files that will be written, which may not be articles. Raises ClaimcheckError.
    """
    begin = time.perf_counter()
    if wanted.paths:
        readable, failed = _read(wanted, checker)
        spare(targets, [*(d.path for d in readable), *(_kept(wanted) if targets else ())])
        report, elsewhere = _since(wanted, _checked(readable, failed, wanted, checker))
        found = Found(report, failed, elsewhere)
    else:
        found = _ledger(wanted, targets)
    return found._replace(report=found.report._replace(seconds=time.perf_counter() - begin))


def _since(
    wanted: Run, report: Report, project: Project | None = None, ledger: Ledger | None = None
) -> tuple[Report, int]:
    """What --since asks for of a report, and how many findings that leaves out."""
    if wanted.since is None:
        return report, 0
    from claimcheck.desk.since import limited

    unsaved = (wanted.inputs.stdin_filename or STDIN) if STDIN in wanted.paths else ""
    return limited(report, wanted.since, wanted.resolved.settings, project, ledger, unsaved)


def _read(wanted: Run, checker: Checker) -> tuple[list[Document], list[Failure]]:
    """The documents with something in them, and the paths that gave none."""
    readable: list[Document] = []
    failed: list[Failure] = []
    name, exclude = wanted.inputs.stdin_filename, wanted.resolved.exclude
    with Progress(_watched(wanted), "reading") as reading:
        for found in documents(wanted.paths, exclude, name, checker.read, wanted.without):
            if isinstance(found, Failure):
                failed.append(found)
            else:
                readable.append(found)
            reading(len(readable))
    if readable and not wanted.inputs.allow_empty and not any(d.text.strip() for d in readable):
        for document in readable:
            failed.append(Failure(document.path, InputError(f"nothing to check: {document.path} has no text")))
        readable = []
    return readable, failed


def _checked(readable: Sequence[Document], failed: Sequence[Failure], wanted: Run, checker: Checker) -> Report:
    several = spread if len(readable) > 1 and cores() > 1 else None
    accepted = _baseline(wanted, Path(FILE))
    with _progress(wanted) as (progress, linking):
        report = checker.check(readable, wanted.resolved.settings, progress, accepted, several, linking)
    unread = [Skipped(UNREADABLE, failure.path, failure.error.message) for failure in failed]
    empty = [Skipped(UNREADABLE, d.path, "no text") for d in readable if not d.text.strip()]
    return report._replace(skipped=(*report.skipped, *unread, *empty))


def _watched(wanted: Run) -> bool:
    return not (wanted.more.quiet or wanted.more.no_progress)


@contextlib.contextmanager
def _progress(wanted: Run) -> Iterator[tuple[Progress, Progress]]:
    """The progress lines of a check: articles read, groups compared; taken away at the end."""
    shown = _watched(wanted)
    with Progress(shown) as progress, Progress(shown, "comparing", "groups of figures across articles") as linking:
        yield progress, linking


def _ledger(wanted: Run, targets: Sequence[Path]) -> Found:
    """The report of the whole ledger, and the articles of it that could not be read."""
    from claimcheck.cli.size import advise
    from claimcheck.desk.checking import shown
    from claimcheck.desk.review import NOT_CHECKED, review

    project = _project(wanted)
    ledger = project.store.load() if wanted.again else advise(project.store.load())
    for records in ledger:
        deque(
            records.values(), maxlen=0
        )  # records are made when asked for: a damaged one must not pass for a clean bill
    if targets:
        spare(targets, (*files_of(project, ledger), *_configured(wanted)))
    accepted = accepted_findings(wanted, project)
    several = spread if cores() > 1 else None
    with _progress(wanted) as (progress, linking):
        report = review(project, ledger, wanted.resolved.settings, progress, accepted, linking=linking, spread=several)
    report = shown(project, report)
    whole = {d.path for d in report.documents}
    failed = [
        Failure(s.path, InputError(s.reason)) for s in report.skipped if s.path not in whole and s.code != NOT_CHECKED
    ]
    if not report.documents and not failed and not wanted.inputs.allow_empty:
        raise InputError(f"nothing to check: the ledger {project.ledger} is empty", "try: claimcheck add article.md")
    report, elsewhere = _since(wanted, report, project, ledger)
    return Found(report, failed, elsewhere)


def _kept(wanted: Run) -> Iterator[str]:
    """What no report on articles may replace besides them: the ledger that lies near, if any, and the configuration."""
    from claimcheck.desk.project import find_project

    with contextlib.suppress(ClaimcheckError):  # articles can be checked without a ledger
        yield str(find_project(wanted.ledger).ledger)
    yield from _configured(wanted)


def _configured(wanted: Run) -> list[str]:
    return [str(wanted.resolved.file)] if wanted.resolved.file else []


def _project(wanted: Run) -> Project:
    from claimcheck.desk.project import find_project

    try:
        return find_project(wanted.ledger)
    except UsageError as missing:
        if wanted.ledger is not None:
            raise
        raise UsageError(f"no article named, and {missing.message}", "try: claimcheck check article.md") from None


def accepted_findings(wanted: Run, project: Project) -> tuple[Entry, ...]:
    """The findings of the baseline that counts for a run on a ledger. Raises InputError."""
    return _baseline(wanted, project.file(FILE))


def _baseline(wanted: Run, usual: Path) -> tuple[Entry, ...]:
    """The accepted findings: of the file named, else of the `usual` one, if there is one."""
    named = wanted.more.baseline
    if named is None and (wanted.resolved.isolated or not usual.is_file()):
        return ()
    path = named or usual
    try:
        return parsed(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as wrong:
        reason = wrong.strerror if isinstance(wrong, OSError) else "it is not UTF-8"
        raise InputError(f"cannot read the baseline {path}: {reason}") from None


def exit_code(found: Found, wanted: Run) -> int:
    """2 when something could not be checked, 1 for a finding that fails the run, else 0."""
    report = found.report
    if found.failed or (wanted.more.strict and report.skipped):
        return UNCHECKED
    return FOUND if fails(report.findings, wanted.resolved.settings.fail_on) and not wanted.verdict.exit_zero else 0


def fails(findings: Sequence[Finding], threshold: Severity | None) -> bool:
    """True when a finding that is not suppressed reaches the threshold; None = never."""
    return threshold is not None and any(f.severity >= threshold and f.suppressed is None for f in findings)


def _tell(report: Report, wanted: Run, told: bool) -> None:
    """Everything that is not the report, on standard error. `told`: the report has its own summary."""
    if wanted.more.verbose:
        file = wanted.resolved.file
        say(f"settings: {file if file else 'defaults and flags'}")
        for document in report.documents:
            day = f", dateline {document.dateline}" if document.dateline else ""
            figures = counted(sum(len(c.figures) for c in document.claims), "figure")
            say(f"{document.path}: {counted(len(document.sentences), 'sentence')}, {figures}{day}")
    for directive in (d for document in report.documents for d in directives(document)):
        if directive.codes and not directive.reason and directive.word != "enable" and not wanted.more.quiet:
            where = f"{visible(directive.document.path)}:{directive.line}"
            say(f"{where}: say why after the bracket of {directive.word}[…]: the next reader will want to know")
    if wanted.more.statistics:
        rules = Counter((f.code, f.severity.label, f.name) for f in report.shown)
        for (code, severity, name), count in sorted(rules.items()):
            say(f"{count:>5}  {code}  {severity:<7}  {name}")
    if not told and not wanted.more.quiet and report.documents:
        for line in summary(report):
            say(_plain(line))


def _plain(line: Line) -> str:
    return "".join(text for text, _ in line)

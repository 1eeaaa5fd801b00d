"""One run of `baseline`: check the articles and keep what was found as accepted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from claimcheck import pipeline
from claimcheck.baseline import FILE, entries, written
from claimcheck.cli.config import Resolved
from claimcheck.cli.flags import InputFlags
from claimcheck.cli.inputs import Failure, documents
from claimcheck.cli.outputs import files_of, opened, spare, usable
from claimcheck.cli.progress import Progress
from claimcheck.cli.terminal import complain, say
from claimcheck.errors import InputError, UsageError
from claimcheck.model import Document, Report
from claimcheck.reporters.summary import counted

UNREADABLE = 2


def accept(paths: Sequence[str], resolved: Resolved, inputs: InputFlags, output: Path | None) -> int:
    """Write the baseline of these articles. Nothing is written when one of them cannot be read."""
    path = usable(output or Path(FILE))
    read = list(documents(paths, resolved.exclude, inputs.stdin_filename))
    failed = [found for found in read if isinstance(found, Failure)]
    if failed:
        return _refuse(path, [failure.error for failure in failed])
    articles = [found for found in read if isinstance(found, Document)]
    spare([path], [document.path for document in articles])
    with Progress(True) as progress:
        report = pipeline.check(articles, resolved.settings, progress)
    return _keep(path, report)


def accept_ledger(resolved: Resolved, output: Path | None) -> int:
    """Write the baseline of the whole ledger, beside it."""
    from claimcheck.desk.project import find_project
    from claimcheck.desk.review import NOT_CHECKED, review

    project = find_project()
    path = usable(output or project.file(FILE))
    ledger = project.store.load()
    spare([path], files_of(project, ledger))
    with Progress(True) as progress:
        report = review(project, ledger, resolved.settings, progress)
    unread = {s.path for s in report.skipped if s.code != NOT_CHECKED} - {d.path for d in report.documents}
    if unread:
        return _refuse(path, [InputError(s.reason) for s in report.skipped if s.path in unread])
    if not report.documents:
        raise UsageError(f"{project.ledger}: there is nothing to check in it yet", "try: claimcheck add article.md")
    return _keep(path, report)


def _refuse(path: Path, wrong: Iterable[InputError]) -> int:
    for error in wrong:
        complain(error)
    say(f"{path} was not written: a baseline of only some articles would call the others' findings new")
    return UNREADABLE


def _keep(path: Path, report: Report) -> int:
    found = entries(report.findings)
    with opened(path, data=True) as stream:
        stream.write(written(found))
    say(f"{path}: {counted(len(found), 'finding')} of {counted(len(report.documents), 'article')} accepted")
    return 0

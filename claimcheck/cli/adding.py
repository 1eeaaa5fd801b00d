"""One run of `add`: analyse the articles, write them down in one transaction, tell what became of the claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from claimcheck.cli.config import Resolved, zone_of
from claimcheck.cli.flags import AsDataFlags, ChangeFlags, LedgerFlags, OutputFlags
from claimcheck.cli.inputs import Failure, documents
from claimcheck.cli.outputs import opened
from claimcheck.cli.progress import Progress
from claimcheck.cli.size import advise
from claimcheck.cli.terminal import complain, look_in
from claimcheck.desk.adding import Read, add_article, add_claim, read
from claimcheck.desk.checking import check_changed
from claimcheck.desk.conflicts import refreshed
from claimcheck.desk.facts import facts_of
from claimcheck.desk.memory import Memory
from claimcheck.desk.people import now
from claimcheck.desk.project import SOURCES, Project, find_project
from claimcheck.desk.sources import named_sources
from claimcheck.errors import InputError
from claimcheck.ledger.records import Citation, Claim, Ledger, Ruling, Status
from claimcheck.ledger.status import ruling
from claimcheck.ledger.views import views
from claimcheck.model import Document
from claimcheck.reconcile.account import Added, Summary
from claimcheck.reporters.encode import encode
from claimcheck.reporters.ledger.added import lines, record
from claimcheck.reporters.paint import paint

UNREADABLE = 2


@dataclass(frozen=True, slots=True)
class Order:
    """What the user asked for."""

    paths: Sequence[str]
    texts: Sequence[str]
    sources: Sequence[str]
    resolved: Resolved
    change: ChangeFlags
    data: AsDataFlags
    output: OutputFlags
    ledger: LedgerFlags
    progress: bool


class Outcome(NamedTuple):
    """The ledger after the run, and what was done."""

    ledger: Ledger
    summary: Summary


def run(wanted: Order) -> int:
    """Add everything and return the exit code: 2 where an article could not be read (the others are added)."""
    project = find_project(wanted.ledger.ledger)
    found, failed = _documents(wanted, project)
    articles = _analysed(project, found, wanted)
    if wanted.change.dry_run:
        outcome = _added(project, project.store.load(), articles, wanted)
    else:
        with project.store.transaction() as change:
            outcome = _added(project, change.ledger, articles, wanted)
            change.ledger = outcome.ledger
    advise(outcome.ledger)
    _tell(outcome, wanted)
    return UNREADABLE if failed else 0


def _documents(wanted: Order, project: Project) -> tuple[list[Document], list[Failure]]:
    """The articles that could be read, and those that could not; each failure is told at once.

    A folder's walk leaves out the folder of sources: what a claim stands on is no claim.
    """
    read_well: list[Document] = []
    failed: list[Failure] = []
    sources = (project.root / SOURCES).resolve()
    for found in _told(documents(wanted.paths, wanted.resolved.exclude), wanted.progress):
        if isinstance(found, Failure):
            failed.append(found)
            complain(found.error)
        elif not found.text.strip():
            failed.append(Failure(found.path, InputError(f"nothing to add: {found.path} has no text")))
            complain(failed[-1].error)
        elif sources in Path(found.path).resolve().parents and found.path not in wanted.paths:
            continue
        elif found.path == "-":
            failed.append(
                Failure("-", InputError("standard input has no name to find it by", "save it as a file first"))
            )
            complain(failed[-1].error)
        else:
            read_well.append(found)
    return read_well, failed


def _told(found: Iterable[Document | Failure], shown: bool) -> Iterator[Document | Failure]:
    """The same; meanwhile it is told how many were read."""
    with Progress(shown, "reading") as reading:
        for number, one in enumerate(found, 1):
            reading(number)
            if isinstance(one, Failure) or not one.text.strip() or one.path == "-":
                reading.clear()  # what is wrong with it is told on a line of its own
            yield one


def _analysed(project: Project, found: Sequence[Document], wanted: Order) -> list[Read]:
    settings = wanted.resolved.settings
    memory = Memory(project.root, settings)
    articles = []
    with Progress(wanted.progress) as progress:
        for document in found:
            articles.append(read(project, memory, Path(document.path), settings))
            progress(len(articles), len(found))
    return articles


def _added(project: Project, ledger: Ledger, articles: Sequence[Read], wanted: Order) -> Outcome:
    """Everything into the ledger, in memory: the caller saves it, or not."""
    at = now(zone_of(wanted.resolved))
    settings = wanted.resolved.settings
    before = contested(ledger)
    ledger, sources = named_sources(project, ledger, wanted.sources, at)
    facts = facts_of(settings)
    told: list[Added] = []
    exists = cache(partial(_exists, project))  # asked of every article of the ledger for every new one
    with Progress(wanted.progress, "adding") as progress:
        for article in articles:
            ledger, one = add_article(ledger, article, facts, at, exists=exists, sources=sources)
            told.append(one._replace(shown=project.shown(one.article.path)))
            progress(len(told), len(articles))
    loose: list[tuple[Claim, bool]] = []
    for text in wanted.texts:
        ledger, claim, new = add_claim(ledger, text, at, [Citation(id) for id in sources])
        loose.append((claim, new))
    changed = {one.article.id: a.reading._replace(article=one.article) for one, a in zip(told, articles, strict=True)}
    report = check_changed(project, ledger, settings, changed, [claim for claim, _ in loose])
    ledger = refreshed(ledger, report, at, only={*changed, *(claim.id for claim, _ in loose)})
    return Outcome(ledger, _summary(ledger, told, loose, before)._replace(dry_run=wanted.change.dry_run))


def _exists(project: Project, path: str) -> bool:
    return project.file(path).is_file()


def contested(ledger: Ledger) -> frozenset[str]:
    """The ids of the open conflicts."""
    return frozenset(id for id, conflict in ledger.conflicts.items() if ruling(conflict, ledger) is Ruling.OPEN)


def _summary(
    ledger: Ledger, told: Sequence[Added], loose: Sequence[tuple[Claim, bool]], before: frozenset[str]
) -> Summary:
    after = contested(ledger)
    shown = [v for v in views(ledger, gone=False) if v.factual]
    return Summary(
        tuple(told),
        tuple(loose),
        len(after),
        tuple(sorted(after - before)),
        len(before - after),
        sum(v.unsourced for v in shown),
        sum(v.standing.status in (Status.UNCHECKED, Status.STALE, Status.IN_PROGRESS) for v in shown),
    )


def _tell(outcome: Outcome, wanted: Order) -> None:
    with opened(wanted.output.output, data=wanted.data.as_json) as stream:
        if wanted.data.as_json:
            stream.write(encode(record(outcome.summary), pretty=True) + "\n")
            return
        look = look_in(wanted.output.output, wanted.output.color, stream)
        paint(lines(outcome.summary, look.width), stream, look)

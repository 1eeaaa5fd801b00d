"""`source check`: the sources of a ledger looked at where they are stored, and asked for where they came from.

Without `Online` nothing leaves this machine, and it is the part of `check` that is about sources. With it, every
address is asked for; a page that is there is compared with the copy that was stored (livepages.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from claimcheck.baseline import Entry
from claimcheck.desk.checking import Gathered, concluded, gather
from claimcheck.desk.links import Progress, Reached, askable, printed, reach, snapshots
from claimcheck.desk.livepages import Pages, Verdict
from claimcheck.desk.project import LEDGER, Project, changing
from claimcheck.desk.review import NOT_CHECKED, check_sources, ledger_text, record_location
from claimcheck.ledger.links import Link, LinkState
from claimcheck.ledger.records import Ledger, Source
from claimcheck.model import Document, Finding, Location, Report, Skipped
from claimcheck.rules import all_rules
from claimcheck.rules.grounds import link_blocked, source_not_checked
from claimcheck.rules.grounds.links import archived
from claimcheck.settings import Settings
from claimcheck.sources.web import Fetcher

_ELSEWHERE = ("CC901", "CC902", "CC903")  # about suppressions of findings that only `check` looks for
_CODES = {Link.BLOCKED: link_blocked.RULE.code, Link.UNCHECKED: source_not_checked.RULE.code}  # what is not checked
_NO_COPY = "the page is there, but nothing can be looked up in it without a stored copy: claimcheck source add"
_DAY = 10  # characters of an ISO date


class Online(NamedTuple):
    """What asking takes. `archive`: look for copies in a web archive; with `dry_run` they are not written down."""

    fetcher: Fetcher
    archive: bool = False
    dry_run: bool = False
    asking: Progress | None = None
    searching: Progress | None = None


class Copy(NamedTuple):
    """An archive's copy of a page; `made` is an ISO date, "" where it is not known."""

    url: str
    made: str = ""


_NONE = Copy("")


class Checked(NamedTuple):
    """The report, what is to be said besides, and the ids of sources whose archived copy was written down."""

    report: Report
    remarks: tuple[str, ...] = ()
    archived: tuple[str, ...] = ()


def examine_sources(
    project: Project,
    ledger: Ledger,
    settings: Settings,
    baseline: Sequence[Entry] = (),
    *,
    only: Sequence[str] = (),
    online: Online | None = None,
) -> Checked:
    """The report on the sources with the ids `only`, by default on all. Paths are those of the ledger."""
    settings = replace(settings, ignore=(*settings.ignore, *_ELSEWHERE))
    report = check_sources(project, ledger, settings, baseline, only=only)
    if online is None:
        return Checked(report)
    gathered = gather(project, ledger, settings)
    pages = Pages(project, ledger, settings, gathered.readings)
    wanted = [ledger.sources[id] for id in only] if only else list(ledger.sources.values())
    found = dict(_asked(pages, askable(wanted), online))
    copies, remarks = _copies([s for s, _ in found.values()], online)
    places = _Places(project, pages)
    states = [state for source, reached in found.values() for state in _states(places, pages, source, reached, copies)]
    findings = [*_said(states, settings), *_changed(places, pages, settings, copies)]
    more = _concluded(gathered, ledger, settings, baseline, findings)
    merged = _merged(places, report, more, states, {s.url for s, _ in found.values() if not s.file})
    written = _written(project, copies, online.dry_run) if online.archive else ()
    return Checked(merged, (*_unasked(wanted), *remarks), written)


def _asked(pages: Pages, sources: Sequence[Source], online: Online) -> Iterator[tuple[str, tuple[Source, Reached]]]:
    """Source id → what became of its address, in the order of the ledger. Pages are compared as they come in."""
    answers: dict[str, Reached] = {}
    for source, reached in reach(online.fetcher, sources, online.asking):
        if reached.page is not None:
            pages.take(source, reached.page)
        answers[source.id] = reached._replace(page=None)
    pages.compare()
    for source in sources:
        yield source.id, (source, answers[source.id])


def _states(
    places: _Places, pages: Pages, source: Source, reached: Reached, copies: Mapping[str, Copy]
) -> Iterator[LinkState]:
    """What is to be said of one address: where it leads, and that its page could not be compared."""
    unread = pages.unread.get(source.id, "")
    if reached.astray and pages.verdict(source.id) is Verdict.CITED:
        pages.forget(source.id)
        unread = f"it leads to {reached.to} for now, which does not say what is cited"
    if reached.link is Link.THERE and not unread:
        return
    copy = copies.get(source.id, _NONE)
    address, copied = printed(source.url), printed(copy.url)
    where = places.of(source)
    state = LinkState(source, address, reached.link, where, reached.why, reached.to, copied, copy.made)
    if reached.link is not Link.THERE:
        yield state
    if unread:
        yield state._replace(link=Link.UNCHECKED, why=unread)


def _said(states: Sequence[LinkState], settings: Settings) -> Iterator[Finding]:
    rules = [rule for rule in all_rules() if rule.RULE.scope == "link" and settings.wants(rule.RULE.code)]
    for state in states:
        for rule in rules:
            yield from rule.check(state, settings)


def _changed(places: _Places, pages: Pages, settings: Settings, copies: Mapping[str, Copy]) -> Iterator[Finding]:
    """CC403 for pages that are there and are not what was stored."""
    for source, finding in pages.findings(settings):
        where = finding.locations or places.of(source)
        copy = copies.get(source.id, _NONE)
        told = (*finding.explanation, *archived(printed(copy.url), copy.made))
        yield finding._replace(locations=where, explanation=told)


class _Places:
    """Where to point for a source: at the claims that cite it, else at its record in the ledger."""

    def __init__(self, project: Project, pages: Pages) -> None:
        self._project, self._pages = project, pages
        self._text: str | None = None

    def of(self, source: Source) -> tuple[Location, ...]:
        """The claims that cite the source, or its record."""
        where = self._pages.citing(source.id)
        if where:
            return where
        if self._text is None:
            self._text = ledger_text(self._project)
        return (record_location(self._text, source.id),)

    def documents(self) -> tuple[Document, ...]:
        """The ledger's file, if it was pointed at."""
        return () if self._text is None else (Document(LEDGER, self._text),)


def _copies(sources: Sequence[Source], online: Online) -> tuple[dict[str, Copy], list[str]]:
    """Source id → the archive's copy, as the ledger has it or as the archive says; and what went wrong."""
    known = {s.id: Copy(s.archive_url) for s in sources if s.archive_url}
    if not online.archive:
        return known, []
    if not online.fetcher.options.archive:
        return known, ["no web archive is set: web-archive"]
    fresh, wrong = snapshots(online.fetcher, [s for s in sources if not s.archive_url], online.searching)
    return known | {id: Copy(found.url, found.made[:_DAY]) for id, found in fresh.items()}, wrong


def _concluded(
    gathered: Gathered, ledger: Ledger, settings: Settings, baseline: Sequence[Entry], findings: Sequence[Finding]
) -> Report:
    """The report on these findings alone."""
    bare = gathered._replace(raised=gathered.raised._replace(findings=()), skipped=())
    return concluded(bare, ledger, settings, baseline, findings)


def _merged(
    places: _Places, report: Report, more: Report, states: Sequence[LinkState], bare: Collection[str]
) -> Report:
    """Both reports as one, in reading order. What was asked for just now is not told of as never fetched.

    `bare`: the addresses of which there is no stored copy.
    """
    findings = sorted((*report.findings, *more.findings), key=_order)
    have = {document.path for document in report.beside}
    beside = (*report.beside, *(d for d in places.documents() if d.path not in have))
    told = {state.source.url for state in states}
    left = (s for s in report.skipped if not (s.code == NOT_CHECKED and s.path in told))
    kept = [s._replace(path=printed(s.path), reason=_NO_COPY) if s.path in bare else s for s in left]
    skipped = [Skipped(_CODES[s.link], s.address, s.why) for s in states if s.link in _CODES]
    return report._replace(findings=tuple(findings), skipped=(*kept, *skipped), beside=beside)


def _order(finding: Finding) -> tuple[str, int, str]:
    first = finding.locations[0]
    return first.path, first.start.offset, finding.code


def _unasked(sources: Sequence[Source]) -> tuple[str, ...]:
    count = sum(bool(source.url and source.confidential) for source in sources)
    if not count:
        return ()
    what = "1 confidential source was" if count == 1 else f"{count:,} confidential sources were"
    return (f"{what} not asked for: a request tells who is interested",)


def _written(project: Project, copies: Mapping[str, Copy], dry_run: bool) -> tuple[str, ...]:
    """Write the archive's copies down; the ids of the sources that had none yet."""
    fresh = [id for id, copy in copies.items() if copy.made]
    if not fresh:
        return ()
    with changing(project, dry_run) as work:
        sources = (work.ledger.sources.get(id) for id in fresh)
        new = [s._replace(archive_url=copies[s.id].url) for s in sources if s is not None and not s.archive_url]
        work.ledger = work.ledger.put(*new)
    return tuple(source.id for source in new)

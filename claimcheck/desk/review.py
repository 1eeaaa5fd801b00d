"""The whole check of a ledger, as `claimcheck check` without a path makes it: its texts, and what they stand on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from claimcheck import pipeline
from claimcheck.baseline import Entry
from claimcheck.desk.checking import Gathered, Progress, concluded, gather
from claimcheck.desk.conflicts import FAMILIES, is_conflict, resolved
from claimcheck.desk.grounding import grounds
from claimcheck.desk.project import LEDGER, Project
from claimcheck.desk.shelf import Shelf
from claimcheck.ledger.grounds import Examined, Grounded, Grounds, Held
from claimcheck.ledger.records import Ledger
from claimcheck.model import Document, Finding, Location, Position, Report, Skipped
from claimcheck.rules import all_rules
from claimcheck.settings import Settings

NOT_CHECKED = "CC490"


def review(
    project: Project,
    ledger: Ledger,
    settings: Settings,
    progress: Progress | None = None,
    baseline: Sequence[Entry] = (),
    *,
    linking: Progress | None = None,
    spread: pipeline.Spread | None = None,
) -> Report:
    """The report on a ledger, decisions about conflicts honoured; paths are those of the ledger."""
    gathered = gather(project, ledger, settings, progress, linking=linking, spread=spread)
    shelf = Shelf(project, ledger, settings)
    contested = _contested(gathered, ledger, settings, baseline)
    found = grounds(project, ledger, gathered.readings, settings, contested, shelf, spread)
    report = resolved(concluded(gathered, ledger, settings, baseline, tuple(said(found, settings))), ledger)
    return report._replace(skipped=(*report.skipped, *unread(found)), beside=beside(shelf, report.findings))


_OF_ONE = ("CC402", "CC403", "CC407", "CC408")  # codes that are about a source; the others are about a claim
_OF_CLAIM = ("CC404", "CC405", "CC406", "CC409")


def check_sources(
    project: Project,
    ledger: Ledger,
    settings: Settings,
    baseline: Sequence[Entry] = (),
    *,
    only: Collection[str] = (),
    shelf: Shelf | None = None,
) -> Report:
    """What is to be said of sources, all or `only` those with these ids, and of the claims that cite them.

    `shelf`: where pages just fetched are held (`Shelf.hold`) in the place of what is stored. Paths are the ledger's.
    """
    shelf = shelf or Shelf(project, ledger, settings)
    wanted = frozenset(only) or frozenset(ledger.sources)
    gathered = gather(project, ledger, settings)
    found = _of_sources(project, grounds(project, ledger, gathered.readings, settings, (), shelf), wanted)
    each = found._replace(claims=tuple(g._replace(cited=_citing(g, wanted)) for g in found.claims))
    findings = (*said(each, settings, _OF_ONE), *said(found, settings, _OF_CLAIM))
    bare = gathered._replace(raised=gathered.raised._replace(findings=()))
    report = concluded(bare, ledger, settings, baseline, findings)
    extra = tuple(_recorded(project, report.findings))
    return report._replace(skipped=(*report.skipped, *unread(each)), beside=(*beside(shelf, report.findings), *extra))


def _of_sources(project: Project, found: Grounds, wanted: frozenset[str]) -> Grounds:
    """The claims that cite any of these sources, and where the ledger has those."""
    claims = tuple(g for g in found.claims if _citing(g, wanted))
    states = [state for state in found.sources if state.source.id in wanted]
    if any(state.held in (Held.MISSING, Held.CHANGED) for state in states):
        text = ledger_text(project)
        states = [state._replace(where=record_location(text, state.source.id)) for state in states]
    return Grounds(claims, tuple(states))


def _citing(claim: Grounded, wanted: frozenset[str]) -> tuple[Examined, ...]:
    return tuple(cited for cited in claim.cited if cited.citation.source in wanted)


def ledger_text(project: Project) -> str:
    """The ledger's file as it is written; "" where it cannot be read."""
    try:
        return project.ledger.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def record_location(text: str, id: str) -> Location:
    """Where the record of that id begins in the text of a ledger's file."""
    at = max(text.find(f'"{id}": {{'), 0)
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    start = Position(line, column, at)
    width = len(id) + 2 if text else 0
    end = Position(line, column + width, at + width)
    return Location(LEDGER, start, end, text[at : at + width], id)


def _recorded(project: Project, findings: Sequence[Finding]) -> Iterator[Document]:
    """The ledger's file, where findings point into it."""
    if any(where.path == LEDGER for finding in findings for where in finding.locations):
        yield Document(LEDGER, ledger_text(project))


def said(found: Grounds, settings: Settings, only: Collection[str] = ()) -> Iterator[Finding]:
    """What the rules say of grounds. `only`: the codes that are wanted, all by default."""
    for rule in all_rules():
        if rule.RULE.scope == "grounds" and settings.wants(rule.RULE.code) and (not only or rule.RULE.code in only):
            yield from rule.check(found, settings)


def unread(found: Grounds) -> Iterator[Skipped]:
    """The sources that claims cite and that nobody could look into: no text in them, or never fetched."""
    told: set[str] = set()
    for claim in found.claims:
        for cited in claim.cited:
            state = cited.state
            if state is None or state.source.id in told or cited.inherited:
                continue
            if state.held is Held.UNREADABLE or (state.held is Held.NOTHING and state.source.url):
                told.add(state.source.id)
                name = state.source.id if state.source.confidential else state.source.path or state.source.url
                why = "it is confidential" if state.source.confidential else state.why
                yield Skipped(NOT_CHECKED, name, f"a source that cannot be looked into: {why}")


def beside(shelf: Shelf, findings: Sequence[Finding]) -> tuple[Document, ...]:
    """The sources that findings point into."""
    named = {where.path for finding in findings for where in finding.locations}
    books = (shelf.book(source.id) for source in shelf.ledger.sources.values() if source.file in named)
    return tuple(book.document for book in books if book is not None)


def _contested(gathered: Gathered, ledger: Ledger, settings: Settings, baseline: Sequence[Entry]) -> frozenset[str]:
    """The claims that a conflict names which nobody has settled or silenced."""
    conflicts = gathered.raised._replace(
        findings=tuple(f for f in gathered.raised.findings if f.code.startswith(FAMILIES) and len(f.locations) > 1)
    )
    report = resolved(concluded(gathered._replace(raised=conflicts), ledger, settings, baseline), ledger)
    findings = (f for f in report.findings if is_conflict(f))
    return frozenset(w.claim_id for f in findings for w in f.locations if w.claim_id is not None)

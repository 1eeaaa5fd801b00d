"""The whole check of a ledger, as `claimcheck check` without a path makes it: its texts, and what they stand on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from claimcheck import pipeline
from claimcheck.baseline import Entry
from claimcheck.desk.checking import Gathered, Progress, concluded, gather
from claimcheck.desk.conflicts import is_conflict, resolved
from claimcheck.desk.grounding import grounds
from claimcheck.desk.project import Project
from claimcheck.desk.shelf import Shelf
from claimcheck.ledger.grounds import Grounds, Held
from claimcheck.ledger.records import Ledger
from claimcheck.model import Document, Finding, Report, Skipped
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
    found = grounds(project, ledger, gathered.readings, settings, contested, shelf)
    report = resolved(concluded(gathered, ledger, settings, baseline, tuple(said(found, settings))), ledger)
    return report._replace(skipped=(*report.skipped, *unread(found)), beside=beside(found, report.findings))


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


def beside(found: Grounds, findings: Sequence[Finding]) -> tuple[Document, ...]:
    """The sources that findings point into."""
    named = {where.path for finding in findings for where in finding.locations}
    return tuple(s.document for s in found.sources if s.document is not None and s.document.path in named)


def _contested(gathered: Gathered, ledger: Ledger, settings: Settings, baseline: Sequence[Entry]) -> frozenset[str]:
    """The claims that a conflict names which nobody has settled or silenced."""
    report = resolved(concluded(gathered, ledger, settings, baseline), ledger)
    findings = (f for f in report.findings if is_conflict(f))
    return frozenset(w.claim_id for f in findings for w in f.locations if w.claim_id is not None)

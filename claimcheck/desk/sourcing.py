"""The sources of a ledger looked over: what stands on each, and whether its bytes are still what they were."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.desk.project import Project, sha256
from claimcheck.errors import UsageError
from claimcheck.ledger.details import SourceView
from claimcheck.ledger.records import LOST, Ledger, Source
from claimcheck.ledger.texts import folded

MISSING, CHANGED, UNCHANGED = "missing", "changed", "unchanged"


class SourceFilters(NamedTuple):
    """What is asked of a list of sources; every filter narrows it further."""

    unused: bool = False
    missing: bool = False
    changed: bool = False
    kinds: tuple[str, ...] = ()
    text: str = ""  # words, all of which its names hold
    ids: tuple[str, ...] = ()


class SourcesFound(NamedTuple):
    """The sources that pass the filters, in the order of their names; how many there are in all."""

    views: tuple[SourceView, ...]
    of: int


def find_sources(project: Project, ledger: Ledger, filters: SourceFilters) -> SourcesFound:
    """The sources that pass the filters. Raises UsageError for a kind that no source has."""
    known = {source.kind.casefold() for source in ledger.sources.values() if source.kind}
    kinds = frozenset(kind.strip().casefold() for kind in filters.kinds)
    for kind in kinds - known:
        raise UsageError(f'--kind: no source is called "{kind}"', f"known: {', '.join(sorted(known))}" if known else "")
    words = folded(filters.text).casefold().split()
    wanted = [
        source
        for source in ledger.sources.values()
        if (not filters.ids or source.id in filters.ids)
        and (not kinds or source.kind.casefold() in kinds)
        and all(word in _names(source) for word in words)
    ]
    cited, articles = claims_on(ledger), articles_on(ledger)
    views = []
    for source in wanted:
        claims = tuple(cited.get(source.id, ()))
        above = tuple(project.shown(path) for path in articles.get(source.id, ()))
        if filters.unused and (claims or above):
            continue
        state = state_of(project, source)
        if (filters.missing or filters.changed) and state not in _states(filters):
            continue
        views.append(SourceView(source, project.shown(source.file) if source.file else "", state, claims, above))
    views.sort(key=lambda view: (view.source.name.casefold(), view.source.id))
    return SourcesFound(tuple(views), len(ledger.sources))


def _states(filters: SourceFilters) -> set[str]:
    return {word for word, on in ((MISSING, filters.missing), (CHANGED, filters.changed)) if on}


def state_of(project: Project, source: Source) -> str:
    """What has become of the stored bytes: "unchanged", "changed", "missing"; "" where there are none."""
    if source.kind == LOST:
        return MISSING
    if not source.file:
        return ""
    file = project.root / source.file
    now = sha256(file) if file.is_file() else ""  # a device has no end
    if not now:
        return MISSING
    return CHANGED if source.sha256 and now != source.sha256 else UNCHANGED


def _names(source: Source) -> str:
    told = (source.id, source.title, source.file, source.url, source.person, source.kind)
    return folded("\n".join(told)).casefold()


def claims_on(ledger: Ledger) -> dict[str, list[str]]:
    """Source id → the claims that cite it, themselves or in a verdict, in the order of the ledger."""
    cited: dict[str, list[str]] = {}
    for claim in ledger.claims.values():
        here = (*claim.sources, *(c for verdict in claim.verdicts for c in verdict.sources))
        for id in dict.fromkeys(citation.source for citation in here):
            cited.setdefault(id, []).append(claim.id)
    return cited


def articles_on(ledger: Ledger) -> dict[str, list[str]]:
    """Source id → the paths of the articles that name it for all their claims."""
    named: dict[str, list[str]] = {}
    for article in ledger.articles.values():
        for id in article.sources if not article.gone else ():
            named.setdefault(id, []).append(article.path)
    return named

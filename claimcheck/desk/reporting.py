"""The consistency report of a ledger, found out: a pure value that every format only writes down.

`report` reads nothing but what it is handed and the bytes of the sources; what changed since is told by history.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from claimcheck.desk.claims import find_articles, signers, to_be_checked
from claimcheck.desk.freshness import hashes
from claimcheck.desk.project import Project, hashes_of, sha256
from claimcheck.ledger.consistency import (
    ArticleProgress,
    ConsistencyReport,
    Counts,
    PersonProgress,
    ShownConflict,
    ShownSide,
    SourceUse,
    Stale,
)
from claimcheck.ledger.records import Article, Conflict, Ledger, Place, Ruling, Status, Verdict
from claimcheck.ledger.redaction import Redaction
from claimcheck.ledger.status import Hashes, decision, instant, ruling, wordings
from claimcheck.ledger.texts import digest
from claimcheck.ledger.views import ClaimView, views

_SEVERITIES = ("error", "warning", "info")


class Wanted(NamedTuple):
    """Which part of a ledger: everything given must hold. `articles`: paths, folders, ids."""

    articles: tuple[str, ...] = ()
    by: str = ""
    statuses: frozenset[str] = frozenset()
    include_confidential: bool = False

    @property
    def scope(self) -> str:
        """The filters in words, "" for everything."""
        parts = [
            *([f"articles: {', '.join(self.articles)}"] if self.articles else ()),
            *([f"by {self.by}"] if self.by else ()),
            *([f"status: {', '.join(sorted(self.statuses))}"] if self.statuses else ()),
        ]
        return "; ".join(parts)


class Picture(NamedTuple):
    """A ledger as it is told: the claims wanted, in reading order, and what is said of them; already redacted."""

    ledger: Ledger
    claims: tuple[ClaimView, ...]  # gone ones too, last
    paths: Mapping[str, str]
    redaction: Redaction
    digests: Hashes  # source id → what its file holds now, "" for a lost one
    places: Mapping[str, tuple[Article, Place]]
    files: Mapping[str, str] = MappingProxyType({})  # article id → what became of its file: "edited", "missing", ""

    @property
    def present(self) -> list[ClaimView]:
        """The claims that are not gone."""
        return [view for view in self.claims if not view.claim.gone]


def picture(project: Project, ledger: Ledger, wanted: Wanted) -> Picture:
    """The part of a ledger that is wanted. Raises UsageError for an article or person that is not in it."""
    digests = hashes_of(project, ledger.sources.values())
    redaction = Redaction(ledger, wanted.include_confidential)
    chosen = _chosen(
        project, ledger, wanted, views(ledger, {**digests, **hashes(project, ledger, ledger.claims.values())})
    )
    paths = {id: project.shown(article.path) for id, article in ledger.articles.items()}
    return Picture(
        ledger,
        tuple(outward(view, redaction) for view in chosen),
        paths,
        redaction,
        digests,
        ledger.places(),
        {article.id: _became(project, article) for article in ledger.articles.values() if not article.gone},
    )


def _became(project: Project, article: Article) -> str:
    """What became of an article's file since it was added."""
    file = project.root / article.path
    if not file.is_file():
        return "missing"
    return "edited" if article.sha256 and sha256(file) != article.sha256 else ""


def report(project: Project, seen: Picture, made: str, scope: str = "") -> ConsistencyReport:
    """The consistency report of what is seen, without `since`."""
    asked = [view for view in seen.claims if not view.claim.gone and to_be_checked(view)]
    shown = [show_conflict(conflict, seen) for conflict in conflicts_of(seen)]
    unsettled = [conflict for conflict in shown if conflict.ruling is Ruling.OPEN]
    sources = _sources(seen)
    bare = {view.claim.id for view in asked if view.unsourced}
    return ConsistencyReport(
        ledger=project.shown(project.ledger.name),
        made=made,
        scope=scope,
        counts=_counts(asked, bare),
        articles=tuple(_articles(seen, asked, unsettled, bare)),
        people=tuple(_people(seen.claims)),
        conflicts=tuple(sorted(unsettled, key=_gravest)),
        decided=tuple(conflict for conflict in shown if conflict.ruling is not Ruling.OPEN),
        claims=seen.claims,
        contested=tuple(view for view in asked if view.standing.contested),
        stale=tuple(_stale(view) for view in asked if view.standing.status is Status.STALE),
        disagreements=tuple(view for view in asked if view.standing.disagreement),
        unverified=tuple(view for view in asked if view.status in (Status.UNCHECKED, Status.IN_PROGRESS)),
        unsourced=tuple(view for view in asked if view.claim.id in bare),
        sources=tuple(sources),
        source_names={use.source.id: use.source.name for use in sources},
        paths=seen.paths,
    )


def show_conflict(conflict: Conflict, seen: Picture) -> ShownConflict:
    """A conflict with the sentences and places of its sides."""
    ledger = seen.ledger
    sides = []
    for side in conflict.sides:
        claim = ledger.claims.get(side.claim)
        article = ledger.articles.get(claim.article) if claim else None
        place = seen.places[side.claim][1] if side.claim in seen.places else None
        path = seen.paths.get(article.id, "") if article else ""
        text, gone = (claim.text, bool(claim.gone)) if claim else ("", True)
        sides.append(ShownSide(side.claim, side.surface, side.reading, text, path, place, gone))
    outward = seen.redaction.conflict(conflict)
    stands = decision(outward, ledger)
    return ShownConflict(outward, ruling(conflict, ledger), stands, tuple(sides))


def differing(old: str, new: str) -> tuple[str, str]:
    """The words by which two texts differ: without what they begin and end with alike."""
    was, now = old.split(), new.split()
    begin = 0
    while begin < min(len(was), len(now)) and was[begin] == now[begin]:
        begin += 1
    end = 0
    while end < min(len(was), len(now)) - begin and was[-1 - end] == now[-1 - end]:
        end += 1
    old, new = " ".join(was[begin : len(was) - end]), " ".join(now[begin : len(now) - end])
    while old and new and old[-1] == new[-1] and not old[-1].isalnum():
        old, new = old[:-1], new[:-1]
    return old, new


# --- which claims -----------------------------------------------------------------------------------------------------


def _chosen(project: Project, ledger: Ledger, wanted: Wanted, found: Sequence[ClaimView]) -> Iterable[ClaimView]:
    if wanted.articles:
        articles = {a.id for word in wanted.articles for a in find_articles(project, ledger, word)}
        found = [view for view in found if view.article is not None and view.article.id in articles]
    if wanted.by:
        people = signers(ledger, wanted.by)
        found = [view for view in found if any(v.by in people for v in view.claim.verdicts)]
    if wanted.statuses:
        found = [view for view in found if {view.status, view.standing.status} & wanted.statuses]
    return found


def outward(view: ClaimView, redaction: Redaction) -> ClaimView:
    """A claim as it is shown where others may look: without a word of what is confidential."""
    if not redaction.ids:
        return view
    standing = view.standing
    shown = standing._replace(
        verdicts=tuple(map(redaction.verdict, standing.verdicts)), past=tuple(map(redaction.verdict, standing.past))
    )
    conflicts = tuple(map(redaction.conflict, view.conflicts))
    return view._replace(claim=redaction.claim(view.claim), standing=shown, conflicts=conflicts)


# --- the parts --------------------------------------------------------------------------------------------------------


def _counts(asked: Sequence[ClaimView], unsourced: Collection[str]) -> Counts:
    statuses = Counter(Status(view.status) for view in asked)
    return Counts(
        len(asked),
        {status: statuses[status] for status in Status if statuses[status]},
        sum(view.claim.id in unsourced for view in asked),
        sum(view.standing.disagreement for view in asked),
    )


def _articles(
    seen: Picture, asked: Sequence[ClaimView], conflicts: Sequence[ShownConflict], bare: Collection[str]
) -> Iterable[ArticleProgress]:
    """Every article with claims, by path, then the claims that stand in none."""
    inside: dict[str, list[ClaimView]] = {}
    for view in asked:
        inside.setdefault(view.article.id if view.article else "", []).append(view)
    owner = {view.claim.id: view.article.id if view.article else "" for view in asked}
    against: Counter[str] = Counter()
    for conflict in conflicts:
        against.update({owner[side.claim] for side in conflict.sides if side.claim in owner})
    for id in sorted(inside, key=lambda id: (not id, seen.paths.get(id, ""))):
        article: Article | None = seen.ledger.articles.get(id)
        counts = _counts(inside[id], bare)
        yield ArticleProgress(article, seen.paths.get(id, ""), counts, against[id], seen.files.get(id, ""))


def _people(claims: Iterable[ClaimView]) -> list[PersonProgress]:
    """Whoever gave a verdict, those with the most first."""
    given: Counter[str] = Counter()
    standing: Counter[str] = Counter()
    last: dict[str, str] = {}
    for view in claims:
        for verdict in view.claim.verdicts:
            if verdict.status is not Status.IN_PROGRESS:
                given[verdict.by] += 1
                if _later(verdict.at, last.get(verdict.by, "")):
                    last[verdict.by] = verdict.at
        if not view.claim.gone:
            standing.update(v.by for v in view.standing.verdicts if v.status is not Status.IN_PROGRESS)
    everybody = sorted(given, key=lambda name: (-given[name], name))
    return [PersonProgress(name, given[name], standing[name], last.get(name, "")) for name in everybody]


def _later(at: str, other: str) -> bool:
    """True when `at` is the later time; of one zone, as they are written."""
    return at > other if not other or at[19:] == other[19:] else instant(at) > instant(other)


def conflicts_of(seen: Picture) -> list[Conflict]:
    """The conflicts with a side among the claims seen, as they stand in the articles."""
    order = {view.claim.id: at for at, view in enumerate(seen.claims)}
    found = []
    for conflict in seen.ledger.conflicts.values():
        stands = [order[side.claim] for side in conflict.sides if side.claim in order]
        if stands:
            found.append((min(stands), conflict.id, conflict))
    return [conflict for _, _, conflict in sorted(found)]


def _gravest(shown: ShownConflict) -> int:
    severity = shown.conflict.severity
    return _SEVERITIES.index(severity) if severity in _SEVERITIES else len(_SEVERITIES)


def _stale(view: ClaimView) -> Stale:
    """What the last verdict that no longer stands was given for."""
    given = [verdict for verdict in view.standing.past if verdict.status is not Status.IN_PROGRESS]
    last: Verdict = max(given, key=lambda verdict: instant(verdict.at))
    if last.digest in wordings(view.claim):
        return Stale(view, "", "", "", last)
    was = next((r.was for r in reversed(view.claim.revisions) if digest(r.was) == last.digest), "")
    old, new = differing(was, view.claim.text) if was else ("", "")
    return Stale(view, was, old, new, last)


def _sources(seen: Picture) -> list[SourceUse]:
    """Every source of what is seen, those that most stands on first."""
    claims: Counter[str] = Counter()
    recorded = {id: source.sha256 for id, source in seen.ledger.sources.items()}
    for id in {view.claim.id for view in seen.present}:
        claim = seen.ledger.claims[id]
        citations = (*claim.sources, *(c for v in claim.verdicts for c in v.sources))
        claims.update({citation.source for citation in citations})
        for citation in citations:
            recorded[citation.source] = recorded.get(citation.source, "") or citation.sha256
    shown = {view.article.id for view in seen.present if view.article}
    articles = Counter(s for id in shown for s in seen.ledger.articles[id].sources)
    whole = len(seen.claims) == len(seen.ledger.claims)
    uses = [
        SourceUse(seen.redaction.source(source), claims[id], articles[id], _state(seen.digests.get(id), recorded[id]))
        for id, source in seen.ledger.sources.items()
        if whole or claims[id] or articles[id]
    ]
    return sorted(uses, key=lambda use: (-use.claims, use.source.name, use.source.id))


def _state(now: str | None, recorded: str) -> str:
    """What became of a file: `now` is its digest, "" when it is missing, None for what is no file."""
    if now is None or not recorded:
        return "missing" if now == "" else ""
    return ("unchanged" if now == recorded else "changed") if now else "missing"

"""Single records with all that is known around them, and views of just a few claims.

A ledger decodes what it is asked for (store): what only some claims need is looked up for those alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from claimcheck.desk.cited import passages
from claimcheck.desk.freshness import hashes
from claimcheck.desk.project import Project
from claimcheck.desk.sourcing import state_of
from claimcheck.errors import UsageError
from claimcheck.ledger.consistency import ShownConflict, ShownSide
from claimcheck.ledger.details import ArticleDetail, ClaimDetail, Detail, Marked, SourceDetail
from claimcheck.ledger.ids import find_id, written_as_id
from claimcheck.ledger.records import Article, Claim, Conflict, Ledger, Place, Ruling, Source, Status, Verdict
from claimcheck.ledger.status import Hashes, decision, instant, ruling, standing, wordings
from claimcheck.ledger.texts import digest, folded
from claimcheck.ledger.views import ClaimView


def views_of(project: Project, ledger: Ledger, ids: Collection[str]) -> list[ClaimView]:
    """The views of these claims, in the order of `ids`."""
    claims = [ledger.claims[id] for id in ids]
    held = hashes(project, ledger, claims)
    places = places_of(ledger, claims)
    against = open_conflicts(ledger, ids)
    shown = []
    for claim in claims:
        article, place = places.get(claim.id, (ledger.articles.get(claim.article), None))
        named = tuple(against.get(claim.id, ()))
        shown.append(ClaimView(claim, article, place, standing(claim, bool(named), held), named))
    return shown


def places_of(ledger: Ledger, claims: Iterable[Claim]) -> dict[str, tuple[Article, Place]]:
    """Claim id → the article and place it stands at, for those of these claims that stand in one."""
    wanted = {claim.id: claim.article for claim in claims if claim.article in ledger.articles}
    articles = {id: ledger.articles[id] for id in set(wanted.values())}
    return {p.claim: (article, p) for article in articles.values() for p in article.layout if p.claim in wanted}


def open_conflicts(ledger: Ledger, ids: Collection[str]) -> dict[str, list[Conflict]]:
    """Claim id → the open conflicts that name it."""
    wanted = frozenset(ids)
    named: dict[str, list[Conflict]] = {}
    for conflict in ledger.conflicts.values():
        sides = wanted & {side.claim for side in conflict.sides}
        if sides and ruling(conflict, ledger) is Ruling.OPEN:
            for id in sides:
                named.setdefault(id, []).append(conflict)
    return named


# --- what the user names ----------------------------------------------------------------------------------------------


def named_records(project: Project, ledger: Ledger, words: Sequence[str], text: str = "") -> list[tuple[str, str]]:
    """(table, id) of each record that is named: an id of any kind, the path of an article, a claim as in `choose`."""
    from claimcheck.desk.claims import choose

    found: list[tuple[str, str]] = []
    for word in words:
        table = next((t for t in ("conflicts", "sources", "articles") if written_as_id(word, t)), "")
        if table:
            found.append((table, find_id(word, getattr(ledger, table), table)))
            continue
        path = project.inside(Path(word))
        same = [("articles", a.id) for a in ledger.articles.values() if a.path == path]
        same = same or [("sources", s.id) for s in ledger.sources.values() if s.file == path]
        found += same or [("claims", id) for id in choose(project, ledger, [word], only_read=True)]
    if text:
        found += [("claims", id) for id in choose(project, ledger, [], text)]
    if not found:
        raise UsageError("nothing to show is named", "an id of claimcheck list, ARTICLE:LINE, or --text WORDS")
    return list(dict.fromkeys(found))


def detail(project: Project, ledger: Ledger, table: str, id: str) -> Detail:
    """All that is known around one record."""
    if table == "claims":
        return claim_detail(project, ledger, id)
    if table == "conflicts":
        return conflict_detail(project, ledger, ledger.conflicts[id])
    if table == "sources":
        return _source(project, ledger, ledger.sources[id])
    return _article(project, ledger, ledger.articles[id])


# --- claims -----------------------------------------------------------------------------------------------------------


def claim_detail(project: Project, ledger: Ledger, id: str) -> ClaimDetail:
    """A claim with its neighbours, conflicts, sources, what it said when it was judged."""
    from claimcheck.desk.verdicts import changed_on_disk

    (view,) = views_of(project, ledger, [id])
    claim, article = view.claim, view.article
    before, after = _neighbours(ledger, article, view.place)
    held = hashes(project, ledger, [claim])
    past = tuple((verdict, _why_past(claim, verdict, held)) for verdict in view.standing.past)
    was = _judged_wording(claim, view.standing.past)
    conflicts = [c for c in ledger.conflicts.values() if any(side.claim == id for side in c.sides)]
    cited = {citation.source for citation in view.citations} | set(article.sources if article else ())
    return ClaimDetail(
        view,
        project.shown(article.path) if article else "",
        before,
        after,
        tuple(sorted((conflict_detail(project, ledger, c) for c in conflicts), key=_open_first)),
        {source: ledger.sources[source] for source in sorted(cited) if source in ledger.sources},
        was=was,
        change=marked(was, claim.text) if was else (),
        past=past,
        remark=changed_on_disk(project, article) if article and not claim.gone else "",
    )


def _neighbours(ledger: Ledger, article: Article | None, place: Place | None) -> tuple[str, str]:
    """The sentences before and after."""
    if article is None or place is None:
        return "", ""
    at = article.layout.index(place)
    around = [article.layout[i].claim if 0 <= i < len(article.layout) else "" for i in (at - 1, at + 1)]
    texts = [ledger.claims[id].text if id in ledger.claims else "" for id in around]
    return texts[0], texts[1]


def _judged_wording(claim: Claim, past: Sequence[Verdict]) -> str:
    """What the claim said when the last verdict was given that does not stand because of its wording."""
    held = wordings(claim)
    for verdict in reversed(past):
        if verdict.digest not in held:
            return next((r.was for r in reversed(claim.revisions) if digest(r.was) == verdict.digest), "")
    return ""


def _why_past(claim: Claim, verdict: Verdict, hashes: Hashes) -> str:
    if verdict.digest not in wordings(claim):
        return "given for another wording"
    for citation in verdict.sources:
        now = hashes.get(citation.source)
        if citation.sha256 and now is not None and now != citation.sha256:
            return f"{citation.source} cannot be found any more" if not now else f"{citation.source} changed since"
    later = [v for v in claim.verdicts if instant(v.at) >= instant(verdict.at) and v is not verdict]
    again = any(v.by == verdict.by and v.status is not Status.IN_PROGRESS for v in later)
    return "followed by another" if again else "reopened"


def marked(old: str, new: str) -> Marked:
    """What changed between two texts, word by word: runs of words that are the "same", "old" or "new"."""
    was, now = old.split(), new.split()
    runs: list[tuple[str, str]] = []
    compared = SequenceMatcher(None, [folded(word) for word in was], [folded(word) for word in now], autojunk=False)
    for kind, a, b, c, d in compared.get_opcodes():
        if kind == "equal":
            runs.append(("same", " ".join(now[c:d])))
            continue
        runs += [(label, " ".join(words)) for label, words in (("old", was[a:b]), ("new", now[c:d])) if words]
    return tuple(runs)


# --- conflicts, sources, articles -------------------------------------------------------------------------------------


def conflict_detail(project: Project, ledger: Ledger, conflict: Conflict) -> ShownConflict:
    """A conflict with the sentences and places of its sides."""
    claims = [ledger.claims[side.claim] for side in conflict.sides if side.claim in ledger.claims]
    places = places_of(ledger, claims)
    sides = []
    for side in conflict.sides:
        claim = ledger.claims.get(side.claim)
        article = ledger.articles.get(claim.article) if claim else None
        place = places[side.claim][1] if side.claim in places else None
        path = project.shown(article.path) if article else ""
        text, gone = (claim.text, bool(claim.gone)) if claim else ("", True)
        sides.append(ShownSide(side.claim, side.surface, side.reading, text, path, place, gone))
    return ShownConflict(conflict, ruling(conflict, ledger), decision(conflict, ledger), tuple(sides))


def _open_first(shown: ShownConflict) -> tuple[bool, str]:
    return shown.ruling is not Ruling.OPEN, shown.conflict.id


def _source(project: Project, ledger: Ledger, source: Source) -> SourceDetail:
    citing = [
        claim.id
        for claim in ledger.claims.values()
        if any(c.source == source.id for c in (*claim.sources, *(c for v in claim.verdicts for c in v.sources)))
    ]
    state = state_of(project, source)
    articles = tuple(project.shown(a.path) for a in ledger.articles.values() if source.id in a.sources)
    path = project.shown(source.file) if source.file else ""
    views = tuple(views_of(project, ledger, citing))
    return SourceDetail(source, path, state, views, articles, passages(project, source, views))


def _article(project: Project, ledger: Ledger, article: Article) -> ArticleDetail:
    from claimcheck.desk.verdicts import changed_on_disk

    here = views_of(project, ledger, [place.claim for place in article.layout if place.claim in ledger.claims])
    factual = tuple(view for view in here if view.factual)
    gone = sum(1 for c in ledger.claims.values() if c.article == article.id and c.gone)
    return ArticleDetail(
        article,
        project.shown(article.path),
        factual,
        len(here) - len(factual),
        gone,
        tuple(ledger.sources[id] for id in article.sources if id in ledger.sources),
        "" if article.gone else changed_on_disk(project, article),
    )

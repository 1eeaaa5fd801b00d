"""What is loose in a ledger that can be read: references to nothing, sentences in two places, times that are none.

None of it stops the program. `loose_ends` tells each; `tied` mends what can be mended without losing a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from claimcheck.ledger.ids import ALPHABET, LENGTH, LETTERS
from claimcheck.ledger.merge import merge
from claimcheck.ledger.records import LOST, Article, Claim, Conflict, Ledger, Place, Source


class Loose(NamedTuple):
    """One loose end: the record, the path of the value inside it, what is the matter, and whether `tied` mends it."""

    table: str
    id: str
    path: str
    what: str
    mends: bool = False


def loose_ends(ledger: Ledger) -> Iterator[Loose]:
    """Everything loose, table by table."""
    for table in ("articles", "claims", "conflicts", "sources"):
        for id in getattr(ledger, table):
            if not _is_id(id, table):
                yield Loose(table, id, "", f'"{id}" is no id: {LETTERS[table]}- and {LENGTH} letters or digits')
    yield from _articles(ledger)
    for claim in ledger.claims.values():
        yield from _claim(claim, ledger)
    for conflict in ledger.conflicts.values():
        yield from _conflict(conflict, ledger)
    for source in ledger.sources.values():
        yield from _source(source, ledger)


def _is_id(id: str, table: str) -> bool:
    letter, dash, rest = id.partition("-")
    return letter == LETTERS[table] and bool(dash) and len(rest) == LENGTH and set(rest) <= set(ALPHABET)


def _articles(ledger: Ledger) -> Iterator[Loose]:
    placed: dict[str, str] = {}
    paths: dict[str, str] = {}
    for id, article in ledger.articles.items():
        if not article.gone and article.path in paths:
            yield Loose("articles", id, "path", f"{article.path} is also the article {paths[article.path]}", True)
        if not article.gone:
            paths.setdefault(article.path, id)
        for at, place in enumerate(article.layout):
            here = f"layout[{at}]"
            if place.claim not in ledger.claims:
                yield Loose("articles", id, here, f"there is no claim {place.claim}", True)
            elif place.claim in placed:
                yield Loose("articles", id, here, f"{place.claim} stands in {placed[place.claim]} already", True)
            elif place.start < 0 or place.end < place.start or place.line < 1:
                yield Loose("articles", id, here, "no sentence can stand there; add the article again")
            placed.setdefault(place.claim, id)
        for at, source in enumerate(article.sources):
            if source not in ledger.sources:
                yield Loose("articles", id, f"sources[{at}]", f"there is no source {source}", True)
        yield from _times("articles", id, article, "added", "gone")


def _claim(claim: Claim, ledger: Ledger) -> Iterator[Loose]:
    id = claim.id
    if claim.article and claim.article not in ledger.articles:
        yield Loose("claims", id, "article", f"there is no article {claim.article}", True)
    for at, citation in enumerate(claim.sources):
        if citation.source not in ledger.sources:
            yield Loose("claims", id, f"sources[{at}]", f"there is no source {citation.source}", True)
    for at, verdict in enumerate(claim.verdicts):
        here = f"verdicts[{at}]"
        for citation in verdict.sources:
            if citation.source not in ledger.sources:
                yield Loose("claims", id, here, f"there is no source {citation.source}", True)
        if not verdict.by:
            yield Loose("claims", id, here, "the verdict has no name under it")
        if not _is_time(verdict.at):
            yield Loose("claims", id, here, f'"{verdict.at}" is no time with a zone')
    for at, revision in enumerate(claim.revisions):
        if revision.at and not _is_time(revision.at):
            yield Loose("claims", id, f"revisions[{at}]", f'"{revision.at}" is no time with a zone')
    yield from _times("claims", id, claim, "added", "gone")


def _conflict(conflict: Conflict, ledger: Ledger) -> Iterator[Loose]:
    if len(conflict.sides) < 2:
        yield Loose("conflicts", conflict.id, "sides", "a conflict has two sides or more")
    for at, side in enumerate(conflict.sides):
        if side.claim not in ledger.claims:
            yield Loose("conflicts", conflict.id, f"sides[{at}]", f"there is no claim {side.claim}", not conflict.gone)
    for at, decision in enumerate(conflict.decisions):
        if not _is_time(decision.at):
            yield Loose("conflicts", conflict.id, f"decisions[{at}]", f'"{decision.at}" is no time with a zone')
    yield from _times("conflicts", conflict.id, conflict, "found", "gone")


def _source(source: Source, ledger: Ledger) -> Iterator[Loose]:
    given = [name for name in ("path", "url", "person") if getattr(source, name)]
    if not given and source.kind != LOST:
        yield Loose("sources", source.id, "", "a source is a file, an address or a person; this is none of them")
    for at, other in enumerate(source.independent_of):
        if other not in ledger.sources:
            yield Loose("sources", source.id, f"independent_of[{at}]", f"there is no source {other}", True)
    yield from _times("sources", source.id, source, "added")


def _times(table: str, id: str, record: Any, *names: str) -> Iterator[Loose]:
    for name in names:
        value = getattr(record, name)
        if value and not _is_time(value):
            yield Loose(table, id, name, f'"{value}" is no time with a zone')


def _is_time(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def tied(ledger: Ledger, spare: Ledger, at: str) -> Ledger:
    """The ledger with its loose ends tied. `spare`: an older generation, for what is missing; `at`: now."""
    ledger = single(_brought_back(ledger, spare))
    seen: set[str] = set()
    changed: list[Any] = []
    for article in ledger.articles.values():
        layout = tuple(p for p in article.layout if _stays(p, article, ledger, seen))
        sources = tuple(id for id in article.sources if id in ledger.sources)
        if (layout, sources) != (article.layout, article.sources):
            changed.append(article._replace(layout=layout, sources=sources, sha256=""))
    for claim in ledger.claims.values():
        if claim.article and claim.article not in ledger.articles:
            changed.append(claim._replace(article=""))
    for source in ledger.sources.values():
        independent = tuple(id for id in source.independent_of if id in ledger.sources)
        if independent != source.independent_of:
            changed.append(source._replace(independent_of=independent))
    for conflict in ledger.conflicts.values():
        if not conflict.gone and any(side.claim not in ledger.claims for side in conflict.sides):
            changed.append(conflict._replace(gone=at))
    return ledger.put(*changed) if changed else ledger


def single(ledger: Ledger) -> Ledger:
    """The ledger with articles of one path made one, as a merge makes one of an article added on two branches."""
    known: dict[str, str] = {}
    for id, article in sorted(ledger.articles.items()):
        if article.gone or known.setdefault(article.path, id) == id:
            continue
        one, other = _apart(ledger, id), _apart(ledger, known[article.path])
        ledger = merge(_apart(one, known[article.path]), one, other)
    return ledger


def _apart(ledger: Ledger, article: str) -> Ledger:
    """The ledger without an article, its claims, and the conflicts within it."""
    claims = {c.id for c in ledger.claims.values() if c.article == article}
    within = [k.id for k in ledger.conflicts.values() if claims.issuperset(side.claim for side in k.sides)]
    return ledger.drop("articles", article).drop("claims", *claims).drop("conflicts", *within)


def _stays(place: Place, article: Article, ledger: Ledger, seen: set[str]) -> bool:
    claim = ledger.claims.get(place.claim)
    elsewhere = claim is not None and claim.article != article.id and claim.article in ledger.articles
    if claim is None or place.claim in seen or elsewhere:
        return False
    seen.add(place.claim)
    return True


def _brought_back(ledger: Ledger, spare: Ledger) -> Ledger:
    """With the records that others name and this ledger lacks, from `spare`; a cited source at least as a name."""
    claims = [p.claim for a in ledger.articles.values() for p in a.layout]
    claims += [side.claim for k in ledger.conflicts.values() if not k.gone for side in k.sides]
    missing = {id for id in claims if id not in ledger.claims and id in spare.claims}
    ledger = ledger.put(*[spare.claims[id] for id in sorted(missing)])
    articles = {c.article for c in ledger.claims.values() if c.article not in ledger.articles}
    ledger = ledger.put(*[spare.articles[id] for id in sorted(articles) if id in spare.articles])
    cited = {c.source for claim in ledger.claims.values() for c in claim.sources}
    cited |= {c.source for claim in ledger.claims.values() for v in claim.verdicts for c in v.sources}
    gone = sorted(id for id in cited if id not in ledger.sources)
    return ledger.put(*[spare.sources.get(id) or Source(id, kind=LOST, title=f"{id}, lost") for id in gone])

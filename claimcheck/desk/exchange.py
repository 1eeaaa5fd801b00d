"""What leaves the ledger for others: which records, and how much of them."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.desk.project import Project
from claimcheck.desk.reporting import Picture, conflicts_of
from claimcheck.ledger.parcel import Parcel, Publisher, Review
from claimcheck.ledger.records import Article, Source, Status
from claimcheck.ledger.views import ClaimView

NOBODY = Publisher()
# Verdicts that say something about the world; "not applicable" says something about the sentence.
TELLING = frozenset((Status.VERIFIED, Status.DISPUTED, Status.CORRECTED, Status.UNVERIFIABLE))


def parcel(
    project: Project, seen: Picture, made: str, publisher: Publisher = NOBODY, *, contested: bool = False
) -> Parcel:
    """The claims seen, with all that belongs to them. `contested`: reviews of contested claims are wanted too.

    A review is only made of a verdict that stands for the present text of a claim: what an open conflict names is not
    settled, and is left out and counted.
    """
    from claimcheck.store.codec import plain

    ids = {view.claim.id for view in seen.claims}
    telling = [view for view in seen.present if _reviews(view)]
    settled = [view for view in telling if contested or not view.standing.contested]
    return Parcel(
        ledger=project.shown(project.ledger.name),
        made=made,
        views=seen.claims,
        reviews=tuple(review for view in settled for review in _reviews(view)),
        articles=tuple(_articles(seen, ids)),
        sources={source.id: source for source in _sources(seen)},
        conflicts=tuple(
            seen.redaction.conflict(k) for k in conflicts_of(seen) if all(side.claim in ids for side in k.sides)
        ),
        paths=seen.paths,
        plain=plain,
        publisher=publisher,
        contested=len(telling) - len(settled),
    )


def _reviews(view: ClaimView) -> list[Review]:
    return [Review(view, verdict) for verdict in view.standing.verdicts if verdict.status in TELLING]


def _articles(seen: Picture, ids: set[str]) -> Iterable[Article]:
    """The articles of the claims seen, by path, without the places of other claims; all of them with all claims."""
    whole = len(ids) == len(seen.ledger.claims)
    named = {seen.ledger.claims[id].article for id in ids}
    for article in sorted(seen.ledger.articles.values(), key=lambda article: (article.path, article.id)):
        if whole or article.id in named:
            layout = article.layout if whole else tuple(place for place in article.layout if place.claim in ids)
            yield seen.redaction.article(article._replace(layout=layout))


def _sources(seen: Picture) -> Iterable[Source]:
    """The sources of the claims seen and of their articles; all of them with all claims."""
    whole = len(seen.claims) == len(seen.ledger.claims)
    cited = {citation.source for view in seen.claims for citation in view.citations}
    cited |= {id for view in seen.claims if view.article for id in view.article.sources}
    for id, source in sorted(seen.ledger.sources.items()):
        if whole or id in cited:
            yield seen.redaction.source(source)

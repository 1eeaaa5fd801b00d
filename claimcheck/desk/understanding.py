"""The figures of claims read again: what they are, and what those of a conflict were taken to be about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from claimcheck import pipeline
from claimcheck.desk.checking import Reading, readings
from claimcheck.desk.project import Project
from claimcheck.ledger.consistency import ShownConflict
from claimcheck.ledger.disagreements import Disagreement, Standpoint
from claimcheck.ledger.records import Article, Claim, Ledger
from claimcheck.model import Document, Figure
from claimcheck.reporters.abouts import brief
from claimcheck.settings import Settings


def figures(claim: Claim, article: Article | None, settings: Settings) -> tuple[Figure, ...]:
    """The figures of a claim's sentence, its dates told by the day its article was written."""
    return tuple(pipeline.figures(claim.text, settings.context(settings.dateline or _written(article))))


def figured(shown: ShownConflict, ledger: Ledger, settings: Settings) -> ShownConflict:
    """The conflict with the figure of each side; equal surfaces of one claim are taken in their order."""
    read = {id: figures(claim, ledger.articles.get(claim.article), settings) for id, claim in _claims(shown, ledger)}
    met: Counter[tuple[str, str]] = Counter()
    sides = []
    for side in shown.sides:
        same = [f for f in read.get(side.claim, ()) if " ".join(f.surface.split()) == side.surface]
        nth = met[side.claim, side.surface]
        sides.append(side._replace(figure=same[min(nth, len(same) - 1)]) if same else side)
        met[side.claim, side.surface] += 1
    return shown._replace(sides=tuple(sides))


def _claims(shown: ShownConflict, ledger: Ledger) -> Iterator[tuple[str, Claim]]:
    for side in shown.sides:
        if side.claim in ledger.claims and not side.gone:
            yield side.claim, ledger.claims[side.claim]


def _written(article: Article | None) -> date | None:
    try:
        return date.fromisoformat(article.dateline) if article is not None and article.dateline else None
    except ValueError:
        return None


def abouts(project: Project, found: Sequence[Disagreement], settings: Settings) -> Mapping[tuple[str, str], str]:
    """(claim, surface) of each side → what its figure is about, on one line; none for sides whose text has changed."""
    articles = {side.article.id: side.article for one in found for side in one.sides if side.article is not None}
    loose = {side.claim.id: side.claim for one in found for side in one.sides if side.claim and side.article is None}
    read = readings(project, [*articles.values(), *loose.values()], settings)
    by_owner: dict[str, Reading] = {}
    for each in read:
        name = each.article.id if each.article else each.examined.document.path.rpartition("#")[2]
        by_owner[name] = each
    told: dict[tuple[str, str], str] = {}
    for side in (side for one in found for side in one.sides):
        owner = by_owner.get(side.article.id if side.article else side.side.claim)
        if owner is not None and owner.as_added:
            text = _about(owner.examined.document, side)
            if text:
                told[side.side.claim, side.side.surface] = text
    return told


def _about(document: Document, side: Standpoint) -> str:
    """The record of the figure with this surface in the claim, "" for none."""
    for claim in document.claims:
        for figure in claim.figures:
            where = document.locate(figure.start, figure.end, figure=figure)
            inside = side.place is None or side.place.start <= where.start.offset < side.place.end
            if inside and " ".join(where.text.split()) == side.side.surface:
                return brief(document, where)
    return ""

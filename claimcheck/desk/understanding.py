"""What the figures of a conflict were taken to be about: read again, from memory where nothing changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimcheck.desk.checking import Reading, readings
from claimcheck.desk.project import Project
from claimcheck.ledger.disagreements import Disagreement, Standpoint
from claimcheck.model import Document
from claimcheck.reporters.abouts import brief
from claimcheck.settings import Settings


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

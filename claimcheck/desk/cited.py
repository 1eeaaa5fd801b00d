"""The places of one source that claims cite, each with the words around it as the source has them now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claimcheck.desk.project import Project
from claimcheck.errors import ClaimcheckError
from claimcheck.ledger.details import CitedPassage
from claimcheck.ledger.records import Citation, Source
from claimcheck.ledger.views import ClaimView
from claimcheck.model import Document

if TYPE_CHECKING:
    from claimcheck.sources.quotes import Haystack

_AROUND = 90  # characters of the source shown before and after


def passages(project: Project, source: Source, views: Sequence[ClaimView]) -> dict[str, tuple[CitedPassage, ...]]:
    """Claim id → the places of the source it cites, for the claims that say where or what."""
    cited = {
        view.claim.id: [c for c in view.citations if c.source == source.id and (c.quote or c.locator)] for view in views
    }
    document = _text(project, source) if any(c.quote for here in cited.values() for c in here) else None
    haystack = _ready(document) if document is not None else None
    return {id: tuple(_all(document, haystack, here)) for id, here in cited.items() if here}


def _ready(document: Document) -> Haystack:
    from claimcheck.sources.quotes import Haystack

    return Haystack(document.text)


def _text(project: Project, source: Source) -> Document | None:
    from claimcheck.desk.quoting import text_of

    try:
        return text_of(project, source)
    except ClaimcheckError:
        return None


def _all(document: Document | None, haystack: Haystack | None, citations: Sequence[Citation]) -> Iterator[CitedPassage]:
    for citation in citations:
        bare = CitedPassage(str(citation.stance), citation.locator, citation.quote)
        yield bare if document is None or not citation.quote else _looked_up(document, haystack, citation, bare)


def _looked_up(document: Document, haystack: Haystack | None, citation: Citation, bare: CitedPassage) -> CitedPassage:
    from claimcheck.desk.quoting import FOUND, look_up

    found = look_up(document, citation.quote, citation.locator, haystack)
    if found.outcome != FOUND:
        return bare._replace(outcome=found.outcome, said=found.said)
    start, end = found.places[0].start, found.places[0].end
    first = max((b.start for b in document.blocks if b.start <= start), default=0)
    last = min((b.end for b in document.blocks if b.end >= end), default=len(document.text))
    before, after = document.text[max(first, start - _AROUND) : start], document.text[end : min(last, end + _AROUND)]
    cut_before, cut_after = start - _AROUND > first, end + _AROUND < last
    return bare._replace(
        words=" ".join(document.text[start:end].split()),
        before=("…" if cut_before else "") + " ".join(before.split()) + " " * before[-1:].isspace(),
        after=" " * after[:1].isspace() + " ".join(after.split()) + ("…" if cut_after else ""),
        outcome=found.outcome,
    )

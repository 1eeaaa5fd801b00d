"""A consistency report with what only reading again can show: paragraphs, figures, and what changed in a source.

The records of a ledger hold sentences and surfaces. A page shows each side of a conflict in its paragraph and draws its
figures on a number line, so the articles with conflicts are read again, from memory where nothing changed; and sources
that changed are opened for the passages that claims cite. Everything else stays unread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from claimcheck import pipeline
from claimcheck.desk.checking import Reading, readings
from claimcheck.desk.citing import Subject, citations, examine
from claimcheck.desk.project import Project
from claimcheck.desk.reporting import Picture
from claimcheck.desk.shelf import Shelf
from claimcheck.ledger.consistency import ConsistencyReport, Drifted, Passage, ShownConflict, ShownSide, SourceUse
from claimcheck.ledger.grounds import Drift
from claimcheck.ledger.records import Claim
from claimcheck.ledger.texts import folded
from claimcheck.ledger.views import ClaimView
from claimcheck.model import Document, Figure, Sentence
from claimcheck.settings import Settings

MOST_DRIFTS = 50  # claims of one changed source whose passages are looked up


def illustrated(project: Project, seen: Picture, found: ConsistencyReport, settings: Settings) -> ConsistencyReport:
    """The report with paragraphs and figures of its conflicts, and the changed passages of its sources."""
    shown = (*found.conflicts, *found.decided)
    claims = {id: seen.ledger.claims[id] for one in shown for id in (s.claim for s in one.sides) if _there(seen, id)}
    shelf = _Claims(project, seen, claims.values(), settings)
    return found._replace(
        conflicts=tuple(shelf.illustrated(one) for one in found.conflicts),
        decided=tuple(shelf.illustrated(one) for one in found.decided),
        sources=_drifted(project, seen, found, settings),
    )


def _there(seen: Picture, id: str) -> bool:
    return id in seen.ledger.claims


# --- conflicts --------------------------------------------------------------------------------------------------------


class _Stretch(NamedTuple):
    """A claim in the document it was read in: its sentences, and [start, end) of the text."""

    document: Document
    sentences: tuple[int, ...]
    start: int
    end: int


class _Claims:
    """The claims of some conflicts where they stand, each document read once."""

    def __init__(self, project: Project, seen: Picture, claims: Iterable[Claim], settings: Settings) -> None:
        self.seen, self.settings = seen, settings
        self.claims = {claim.id: claim for claim in claims}
        present = [claim for claim in self.claims.values() if not claim.gone]
        articles = {c.article: seen.ledger.articles[c.article] for c in present if c.article in seen.ledger.articles}
        self.read: dict[str, Reading] = {
            one.article.id: one
            for one in readings(project, [a for a in articles.values() if not a.gone], settings)
            if one.article is not None
        }
        self.stretches: dict[str, _Stretch] = {}

    def illustrated(self, shown: ShownConflict) -> ShownConflict:
        """The conflict with each side in its paragraph; equal surfaces of one claim are taken in their order."""
        met: Counter[tuple[str, str]] = Counter()
        sides = []
        for side in shown.sides:
            sides.append(self._side(side, met[side.claim, side.surface]) if side.claim in self.claims else side)
            met[side.claim, side.surface] += 1
        return shown._replace(sides=tuple(sides))

    def _side(self, side: ShownSide, nth: int) -> ShownSide:
        claim = self.claims[side.claim]
        if claim.id not in self.stretches:
            self.stretches[claim.id] = self._stretch(claim)
        stretch = self.stretches[claim.id]
        same = [figure for figure in _figures(stretch) if _surface(stretch.document, figure) == side.surface]
        figure = same[min(nth, len(same) - 1)] if same else None
        return side._replace(passage=_passage(stretch), span=_span(stretch, figure, side.surface), figure=figure)

    def _stretch(self, claim: Claim) -> _Stretch:
        """Where the article has the claim; else the claim read by itself, with the dateline of its article."""
        reading = self.read.get(claim.article)
        if reading is not None:
            place = self.seen.places[claim.id][1] if claim.id in self.seen.places and reading.as_added else None
            stretch = _found(reading.examined.document, claim, place and (place.start, place.end))
            if stretch is not None:
                return stretch
        document = pipeline.from_text(claim.text, claim.id)
        if reading is not None:
            document = document._replace(dateline=reading.examined.document.dateline)
        document = pipeline.analyse(document, self.settings)
        return _Stretch(document, tuple(range(len(document.sentences))), 0, len(document.text))


def _found(document: Document, claim: Claim, place: tuple[int, int] | None) -> _Stretch | None:
    """The sentence at a claim's place in the file, or with its words where the file is another by now."""
    if place is not None:
        here = [n for n, s in enumerate(document.sentences) if _overlaps(document, s, *place)]
    else:
        wanted = folded(claim.text)
        here = [n for n, s in enumerate(document.sentences) if folded(document.text[s.start : s.end]) == wanted][:1]
    if not here:
        return None
    start, end = document.sentences[here[0]].start, document.sentences[here[-1]].end
    at = document.text.find(claim.text, start, end)  # a part of a sentence that was split
    if at >= 0:
        start, end = at, at + len(claim.text)
    return _Stretch(document, tuple(here), start, end)


def _overlaps(document: Document, sentence: Sentence, start: int, end: int) -> bool:
    return document.origin(sentence.start) < end and document.source_end(sentence.end) > start


def _figures(stretch: _Stretch) -> Iterable[Figure]:
    for claim in stretch.document.claims:
        if claim.sentence in stretch.sentences:
            yield from (figure for figure in claim.figures if stretch.start <= figure.start < stretch.end)


def _surface(document: Document, figure: Figure) -> str:
    """A figure as the records of a conflict hold it: as the file has it, on one line."""
    return " ".join(document.locate(figure.start, figure.end).text.split())


def _passage(stretch: _Stretch) -> Passage:
    document = stretch.document
    block = document.blocks[document.sentences[stretch.sentences[0]].block] if document.blocks else None
    first, last = (block.start, block.end) if block is not None else (0, len(document.text))
    text = document.text
    return Passage(
        text[min(first, stretch.start) : stretch.start],
        text[stretch.start : stretch.end],
        text[stretch.end : max(last, stretch.end)],
    )


def _span(stretch: _Stretch, figure: Figure | None, surface: str) -> tuple[int, int] | None:
    """Where the figure stands in the stretch; a side that is no figure (a negation, a name) is sought by its words."""
    if figure is not None:
        return figure.start - stretch.start, min(figure.end, stretch.end) - stretch.start
    at = stretch.document.text.find(surface, stretch.start, stretch.end) if surface else -1
    return (at - stretch.start, at - stretch.start + len(surface)) if at >= 0 else None


# --- sources ----------------------------------------------------------------------------------------------------------


def _drifted(project: Project, seen: Picture, found: ConsistencyReport, settings: Settings) -> tuple[SourceUse, ...]:
    """The uses, those of changed sources with the passages that claims cite in them."""
    changed = {use.source.id for use in found.sources if use.state == "changed"}
    if not changed:
        return found.sources
    shelf = Shelf(project, seen.ledger, settings)
    citing: dict[str, list[ClaimView]] = {id: [] for id in changed}
    for view in seen.present:
        for id in changed & {citation.source for citation in view.citations}:
            citing[id].append(view)
    return tuple(
        use._replace(drifts=tuple(_drifts(shelf, seen, use.source.id, citing[use.source.id][:MOST_DRIFTS])))
        if use.source.id in changed
        else use
        for use in found.sources
    )


def _drifts(shelf: Shelf, seen: Picture, source: str, citing: Sequence[ClaimView]) -> Iterable[Drifted]:
    redacted = seen.redaction.text
    for view in citing:
        claim = seen.ledger.claims[view.claim.id]
        document = pipeline.analyse(pipeline.from_text(claim.text, claim.id), shelf.settings)
        subject = Subject(document, tuple(range(len(document.sentences))), 0, len(document.text))
        for citation in (c for c in citations(claim) if c.source == source):
            one = examine(shelf, subject, citation)
            if one.drift is not Drift.NONE:
                outward = seen.redaction.citation(citation)
                yield Drifted(claim.id, outward.locator, redacted(one.was), redacted(one.now), one.drift is Drift.CITED)

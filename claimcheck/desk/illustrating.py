"""A consistency report with what only reading again can show: paragraphs, figures, and what changed in a source.

The records of a ledger hold sentences and surfaces. A page shows each side of a conflict in its paragraph and draws its
figures on a number line. So articles with conflicts are opened for the paragraphs, the figures of those sentences are
read again, and sources that changed are opened for the passages that claims cite. Everything else stays unread.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import NamedTuple

from claimcheck import pipeline
from claimcheck.desk.files import bytes_of
from claimcheck.desk.project import Project, digest_of
from claimcheck.desk.reporting import Picture
from claimcheck.errors import InputError
from claimcheck.ledger.consistency import ConsistencyReport, Passage, ShownConflict, ShownSide
from claimcheck.ledger.records import Article, Claim
from claimcheck.model import Block, Document, Figure
from claimcheck.settings import Settings


def illustrated(project: Project, seen: Picture, found: ConsistencyReport, settings: Settings) -> ConsistencyReport:
    """The report with paragraphs and figures of its conflicts, and the changed passages of its sources."""
    claims = _Claims(project, seen, settings)
    sources = found.sources
    if any(use.state == "changed" for use in sources):
        from claimcheck.desk.drifts import with_drifts

        sources = with_drifts(project, seen, sources, settings)
    return found._replace(
        conflicts=tuple(map(claims.illustrated, found.conflicts)),
        decided=tuple(map(claims.illustrated, found.decided)),
        sources=sources,
    )


# --- conflicts --------------------------------------------------------------------------------------------------------

_MARKS = re.compile(r"\W+")


class _Read(NamedTuple):
    """A claim as it stands in its article: its paragraph, and the figures in its sentence."""

    passage: Passage
    figures: tuple[Figure, ...]


class _Claims:
    """The claims of some conflicts where they stand; each article is opened once, and none of it analysed."""

    def __init__(self, project: Project, seen: Picture, settings: Settings) -> None:
        self.project, self.seen, self.settings = project, seen, settings
        self.documents: dict[str, tuple[Document | None, bool]] = {}
        self.claims: dict[str, _Read] = {}

    def illustrated(self, shown: ShownConflict) -> ShownConflict:
        """The conflict with each side in its paragraph; equal surfaces of one claim are taken in their order."""
        met: Counter[tuple[str, str]] = Counter()
        sides = []
        for side in shown.sides:
            claim = self.seen.ledger.claims.get(side.claim)
            sides.append(side if claim is None else self._side(side, claim, met[side.claim, side.surface]))
            met[side.claim, side.surface] += 1
        return shown._replace(sides=tuple(sides))

    def _side(self, side: ShownSide, claim: Claim, nth: int) -> ShownSide:
        if claim.id not in self.claims:
            self.claims[claim.id] = self._read(claim)
        read = self.claims[claim.id]
        same = [f for f in read.figures if _bare(f.surface) == _bare(side.surface)]
        figure = same[min(nth, len(same) - 1)] if same else None
        return side._replace(passage=read.passage, span=_span(read.passage.text, figure, side.surface), figure=figure)

    def _read(self, claim: Claim) -> _Read:
        article = self.seen.ledger.articles.get(claim.article)
        document, as_added = self._document(article) if article is not None and not claim.gone else (None, False)
        place = self.seen.places[claim.id][1] if as_added and claim.id in self.seen.places else None
        dateline = document.dateline if document is not None else None
        if dateline is None and article is not None:
            dateline = _day(article.dateline)
        figures = pipeline.figures(claim.text, self.settings.context(self.settings.dateline or dateline))
        passage = _passage(document, claim.text, place.start if place else None) if document is not None else None
        return _Read(passage or Passage("", claim.text, ""), tuple(figures))

    def _document(self, article: Article) -> tuple[Document | None, bool]:
        """An article's text as its file has it, and whether that is what it was when it was added."""
        if article.id not in self.documents:
            try:
                data = bytes_of(self.project, article)
                document = pipeline.read(data, self.project.shown(article.path))
                self.documents[article.id] = document, digest_of(data) == article.sha256
            except InputError:
                self.documents[article.id] = None, False
        return self.documents[article.id]


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _passage(document: Document, sentence: str, offset: int | None) -> Passage | None:
    """The paragraph that holds a sentence: the one at that offset of the file, else the first with its words."""
    text, blocks = document.text, document.blocks
    if offset is not None:
        here = [b for b in blocks if document.origin(b.start) <= offset < document.source_end(b.end)]
        blocks = tuple(here) or blocks
    for block in blocks:
        start, end = _sought(text, sentence, block)
        if start >= 0:
            return Passage(text[block.start : start], sentence, text[end : block.end])
    return None


def _sought(text: str, sentence: str, block: Block) -> tuple[int, int]:
    """Where a sentence stands in a block, whatever its white space; (-1, -1) where it does not."""
    at = text.find(sentence, block.start, block.end)
    if at >= 0:
        return at, at + len(sentence)
    if block.end - block.start < len(sentence) or "\n" not in text[block.start : block.end]:
        return -1, -1
    met = re.compile(r"\s+".join(map(re.escape, sentence.split()))).search(text, block.start, block.end)
    return met.span() if met is not None else (-1, -1)


def _bare(surface: str) -> str:
    """A figure without what mark-up may stand in it: a conflict's record holds it as the file has it."""
    return _MARKS.sub("", surface)


def _span(text: str, figure: Figure | None, surface: str) -> tuple[int, int] | None:
    """Where a figure stands in its sentence; a side that is none (a negation, a name) is sought by its words."""
    if figure is not None:
        return figure.start, figure.end
    at = text.find(surface) if surface else -1
    return (at, at + len(surface)) if at >= 0 else None

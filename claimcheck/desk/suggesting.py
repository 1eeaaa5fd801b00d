"""Passages of the stored sources that may support or contradict a claim, likeliest first.

A passage is a sentence, or a row of a table. It is the likelier the more of the claim's words it has, each counting the
more the fewer passages have it (inverse document frequency, Spärck Jones 1972); a figure of the claim that it bears out
or contradicts counts besides. Nothing is decided here: what a passage is worth is for a person to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from math import log
from typing import NamedTuple

from claimcheck import pipeline
from claimcheck.desk.project import Project
from claimcheck.desk.shelf import Shelf
from claimcheck.ledger.records import Claim, Ledger, Source
from claimcheck.lexicon.words import stem
from claimcheck.match.sourcing import Outcome, Prepared, Sought, seek
from claimcheck.model import BlockKind, Document
from claimcheck.settings import Settings
from claimcheck.sources.passages import place_of

SUPPORTS, CONTRADICTS = "supports", "contradicts"
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_EVERYWHERE = 0.25  # share of the passages from which a word tells nothing
_FEW = 40  # passages: among fewer no share tells anything
_LEAST = 0.3  # share of the claim's weight that a passage must have
_FIGURE, _AGAINST = 0.25, 0.2  # what a figure borne out, or contradicted, counts for
_LONGEST = 600  # characters: a longer passage is none
_LOOKED_AT = 40  # passages whose figures are looked at, for each that is asked for


class Fit(NamedTuple):
    """A figure of the claim and what the passage says of it, in a word and in words."""

    surface: str
    outcome: str
    said: str = ""


class Suggestion(NamedTuple):
    """A passage that may tell about a claim. `common`: words of the claim it has, as it writes them, rarest first."""

    source: Source
    words: str
    locator: str
    score: float
    common: tuple[str, ...]
    figures: tuple[Fit, ...] = ()

    @property
    def stance(self) -> str:
        """What the figures say: "supports", "contradicts", "" where they say nothing."""
        outcomes = {fit.outcome for fit in self.figures}
        if Outcome.CONTRADICTED in outcomes:
            return CONTRADICTS
        return SUPPORTS if outcomes and all(Outcome(outcome).borne_out for outcome in outcomes) else ""


class _Passage(NamedTuple):
    book: int
    start: int
    end: int
    stems: Mapping[str, str]  # stem → the word as written


class _Book(NamedTuple):
    source: Source
    document: Document
    prepared: Prepared


class Suggestions(NamedTuple):
    """For each claim its passages; what to say of sources that could not be read."""

    claims: tuple[tuple[Claim, tuple[Suggestion, ...]], ...]
    remarks: tuple[str, ...] = ()


def suggest(
    project: Project,
    ledger: Ledger,
    ids: Sequence[str],
    sources: Sequence[str],
    settings: Settings,
    limit: int,
) -> Suggestions:
    """The passages for each of these claims, `limit` at most, from the sources of these ids."""
    shelf = Shelf(project, ledger, settings)
    books: list[_Book] = []
    remarks: list[str] = []
    for id in sources:
        source, book = ledger.sources[id], shelf.book(id)
        if book is not None:
            books.append(_Book(source, book.document, book.prepared))
        elif source.file:
            state = shelf.state(id)
            remarks.append(f"{id}: {state.why}" if state is not None and state.why else f"{id} cannot be read")
    shelves = _Shelves(books)
    found = []
    for id in ids:
        claim = ledger.claims[id]
        article = ledger.articles.get(claim.article)
        own = article.path if article is not None else ""
        found.append((claim, tuple(shelves.suggested(_read(ledger, claim, settings), own, limit))))
    return Suggestions(tuple(found), tuple(remarks))


def _read(ledger: Ledger, claim: Claim, settings: Settings) -> Document:
    """A claim by itself, its dates read as on the day its article was written."""
    article = ledger.articles.get(claim.article)
    document = pipeline.from_text(claim.text)
    try:
        written = date.fromisoformat(article.dateline) if article is not None and article.dateline else None
    except ValueError:
        written = None
    return pipeline.analyse(document._replace(dateline=document.dateline or written), settings)


class _Shelves:
    """All passages of some sources, and how many have each word."""

    def __init__(self, books: Sequence[_Book]) -> None:
        self.books = books
        self.passages = [passage for number, book in enumerate(books) for passage in _passages(number, book.document)]
        self.many = Counter(word for passage in self.passages for word in passage.stems)
        self.having: dict[str, list[int]] = {}
        for at, passage in enumerate(self.passages):
            for word in passage.stems:
                self.having.setdefault(word, []).append(at)

    def suggested(self, claim: Document, own: str, limit: int) -> Iterator[Suggestion]:
        """The likeliest passages for a claim; none of `own`, the article it stands in."""
        weights = {word: weight for word in _stems(claim.text) if (weight := self._weight(word)) > 0}
        whole = sum(weights.values())
        if not whole:
            return
        scores: dict[int, float] = {}
        for word, weight in weights.items():
            for at in self.having.get(word, ()):
                scores[at] = scores.get(at, 0.0) + weight / whole
        likely = [at for at, score in scores.items() if score >= _LEAST]
        likely = [at for at in likely if self.books[self.passages[at].book].source.path != own]
        likely.sort(key=lambda at: (-scores[at], at))
        made = [self._made(claim, self.passages[at], scores[at], weights) for at in likely[: _LOOKED_AT * limit]]
        made.sort(key=lambda suggestion: -suggestion.score)
        seen: set[str] = set()
        for suggestion in made:
            if suggestion.words not in seen and len(seen) < limit:
                seen.add(suggestion.words)
                yield suggestion

    def _weight(self, word: str) -> float:
        many, of = self.many.get(word, 0), len(self.passages)
        if of > _FEW and many > _EVERYWHERE * of:
            return 0.0
        return log(1 + of / (many or 1)) if len(word) > 2 or word.isdigit() else 0.0

    def _made(self, claim: Document, passage: _Passage, score: float, weights: Mapping[str, float]) -> Suggestion:
        book = self.books[passage.book]
        shared = sorted((word for word in weights if word in passage.stems), key=lambda word: -weights[word])
        fits = tuple(_fits(claim, book, passage))
        borne = sum(Outcome(fit.outcome).borne_out for fit in fits) / len(fits) if fits else 0.0
        against = any(fit.outcome == Outcome.CONTRADICTED for fit in fits)
        score += _AGAINST if against else _FIGURE * borne
        words = " ".join(book.document.text[passage.start : passage.end].split())
        common = tuple(dict.fromkeys(passage.stems[word] for word in shared))
        return Suggestion(book.source, words, place_of(book.document, passage.start), score, common, fits)


def _passages(number: int, document: Document) -> Iterator[_Passage]:
    """The sentences of a document, the cells of a table's row together."""

    def row(at: int) -> tuple[int, int]:
        block = document.blocks[document.sentences[at].block]
        return (block.row, -1) if block.kind is BlockKind.CELL and block.row >= 0 else (-1, at)

    order = [at for at, sentence in enumerate(document.sentences) if sentence.kind is not BlockKind.META]
    for _, inside in groupby(order, key=row):
        sentences = [document.sentences[at] for at in inside]
        start, end = sentences[0].start, sentences[-1].end
        if end - start <= _LONGEST:
            yield _Passage(number, start, end, _stems(document.text[start:end]))


def _stems(text: str) -> dict[str, str]:
    """Stem → the word as written, for every word and number."""
    return {stem(word.casefold()).replace(",", ""): word for word in _WORD.findall(text)}


def _fits(claim: Document, book: _Book, passage: _Passage) -> Iterator[Fit]:
    """What the passage says of each figure of the claim a source is asked for."""
    for at in range(len(claim.claims)):
        for sought in seek(claim, at, book.prepared, ((passage.start, passage.end),)):
            figure = claim.claims[at].figures[sought.figure]
            if _within(sought, passage) or sought.outcome is Outcome.ABSENT:
                said = "; ".join((*sought.judgement.arithmetic, *filter(None, (sought.reason,))))
                yield Fit(figure.surface, str(sought.outcome), said)
            elif sought.outcome is not Outcome.UNSURE:
                yield Fit(figure.surface, str(Outcome.ABSENT))


def _within(sought: Sought, passage: _Passage) -> bool:
    """True for a figure of the source that stands in the passage."""
    return sought.mention is not None and passage.start <= sought.mention.figure.start < passage.end

"""Passages of the stored sources that may support or contradict a claim, likeliest first.

A passage is a sentence, or a row of a table. It is the likelier the more of the claim's words it has, each counting the
more the fewer passages have it (inverse document frequency, Spärck Jones 1972); a figure of the claim that it bears out
or contradicts counts besides. Nothing is decided here: what a passage is worth is for a person to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from math import log
from typing import NamedTuple

from claimcheck import pipeline
from claimcheck.desk.project import Project
from claimcheck.desk.quoting import text_of
from claimcheck.desk.shelf import Shelf
from claimcheck.errors import InputError
from claimcheck.extract import split_sentences
from claimcheck.ledger.records import Claim, Ledger, Source
from claimcheck.lexicon.cues import cues
from claimcheck.lexicon.rewording import rewording
from claimcheck.match.sides import family
from claimcheck.match.sourcing import Outcome, Prepared, Sought, seek
from claimcheck.model import BlockKind, Document
from claimcheck.settings import Settings
from claimcheck.sources.passages import place_of

SUPPORTS, CONTRADICTS = "supports", "contradicts"
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_EVERYWHERE = 0.25  # share of the passages from which a word tells nothing
_FEW = 40  # passages: among fewer no share tells anything
_TELLING = 2  # words in common from which a figure borne out supports the claim
_LEAST = 0.2  # share of the claim's weight that a passage must have, figures and all
_FIGURE, _AGAINST = 0.25, 0.2  # what a figure borne out, or contradicted, counts for
_ENDINGS = "aeiouy"  # of what is left of "injured" and "injury"
_LONGEST = 600  # characters: a longer passage is none
_LOOKED_AT = 24  # passages whose figures are looked at


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
        enough = len(self.common) >= _TELLING
        return SUPPORTS if outcomes and enough and all(Outcome(outcome).borne_out for outcome in outcomes) else ""


class _Passage(NamedTuple):
    book: int
    start: int
    end: int
    keys: frozenset[str]  # under which its words are looked up


class _Book(NamedTuple):
    """A source with its sentences; its figures are read when a passage of it is looked at."""

    source: Source
    document: Document


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
    progress: Callable[[int, int], None] | None = None,
) -> Suggestions:
    """The passages for each of these claims, `limit` at most, from the sources of these ids.

    `progress` is told (sources read, sources in all): the first time a long one takes seconds.
    """
    shelf = Shelf(project, ledger, settings)
    books: list[_Book] = []
    remarks: list[str] = []
    for number, id in enumerate(sources):
        if progress is not None:
            progress(number, len(sources))
        source = ledger.sources[id]
        try:
            document = text_of(project, source)
        except InputError as wrong:
            remarks += [wrong.message] if source.file else []
            continue
        books.append(_Book(source, document._replace(sentences=split_sentences(document))))
    shelves = _Shelves(books, settings.language, lambda id: book.prepared if (book := shelf.book(id)) else None)
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
    """All passages of some sources, and which of them have each word."""

    def __init__(self, books: Sequence[_Book], language: str, prepared: Callable[[str], Prepared | None]) -> None:
        self.books, self.language, self.prepared = books, language, prepared
        self.passages = [p for number, book in enumerate(books) for p in _passages(number, book.document, language)]
        self.having: dict[str, list[int]] = {}
        for at, passage in enumerate(self.passages):
            for key in passage.keys:
                self.having.setdefault(key, []).append(at)

    def suggested(self, claim: Document, own: str, limit: int) -> list[Suggestion]:
        """The likeliest passages for a claim; none of `own`, the article it stands in."""
        words = {word: self._with(keys) for word, keys in _words(claim.text, self.language)}
        weights = {word: self._weight(len(at)) for word, at in words.items()}
        known = [weight for word, weight in weights.items() if weight and words[word]]
        if not known:
            return []
        usual = sum(known) / len(known)  # a word that stands nowhere weighs as the others do
        whole = sum(known) + usual * sum(not at for at in words.values())
        scores: dict[int, float] = {}
        shared: dict[int, list[str]] = {}
        for word in sorted(words, key=lambda word: -weights[word]):
            for at in words[word] if weights[word] else ():
                scores[at] = scores.get(at, 0.0) + weights[word] / whole
                shared.setdefault(at, []).append(word)
        likely = [at for at in scores if not own or self.books[self.passages[at].book].source.path != own]
        likely.sort(key=lambda at: (-scores[at], at))
        made = [
            self._made(claim, self.passages[at], scores[at], shared[at]) for at in likely[: max(_LOOKED_AT, 2 * limit)]
        ]
        made = [suggestion for suggestion in made if suggestion.score >= _LEAST]
        made.sort(key=lambda suggestion: -suggestion.score)
        return list({suggestion.words: suggestion for suggestion in reversed(made)}.values())[::-1][:limit]

    def _with(self, keys: Sequence[str]) -> set[int]:
        """The passages that have a word under one of these keys."""
        return {at for key in keys for at in self.having.get(key, ())}

    def _weight(self, many: int) -> float:
        of = len(self.passages)
        return 0.0 if of > _FEW and many > _EVERYWHERE * of else log(1 + of / max(many, 1))

    def _made(self, claim: Document, passage: _Passage, score: float, common: Sequence[str]) -> Suggestion:
        book = self.books[passage.book]
        source = self.prepared(book.source.id)
        fits = tuple(_fits(claim, source, passage)) if source is not None else ()
        borne = sum(Outcome(fit.outcome).borne_out for fit in fits) / len(fits) if fits else 0.0
        against = any(fit.outcome == Outcome.CONTRADICTED for fit in fits)
        score += _AGAINST if against else _FIGURE * borne
        words = " ".join(book.document.text[passage.start : passage.end].split())
        return Suggestion(book.source, words, place_of(book.document, passage.start), score, tuple(common), fits)


def _passages(number: int, document: Document, language: str) -> Iterator[_Passage]:
    """The sentences of a document, the cells of a table's row together."""

    def row(at: int) -> tuple[int, int]:
        block = document.blocks[document.sentences[at].block]
        return (block.row, -1) if block.kind is BlockKind.CELL and block.row >= 0 else (-1, at)

    order = [at for at, sentence in enumerate(document.sentences) if sentence.kind is not BlockKind.META]
    heads: frozenset[str] = frozenset()  # the words above the columns tell about every row
    for (number_of_row, _), inside in groupby(order, key=row):
        sentences = [document.sentences[at] for at in inside]
        start, end = sentences[0].start, sentences[-1].end
        keys = _keys(document.text[start:end], language)
        if number_of_row < 0:
            heads = frozenset()
        elif all(document.blocks[sentence.block].level for sentence in sentences):
            heads = keys
            continue
        if end - start <= _LONGEST:
            yield _Passage(number, start, end, keys | heads)


def _keys(text: str, language: str) -> frozenset[str]:
    return frozenset(key for _, keys in _words(text, language) for key in keys)


def _words(text: str, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every number of a text and every word that is not of a closed class, with the keys it is looked up under.

    The keys are what it has in common with words made from it, and the rows of synonyms it stands in.
    """
    closed, alike = cues(language).closed, rewording(language).alike
    for word in dict.fromkeys(_WORD.findall(text)):
        folded = word.casefold()
        if folded in closed or (len(word) == 1 and not word.isdigit()):
            continue
        made = family(folded)
        key = made.rstrip(_ENDINGS) or made
        yield word, (key.replace(",", ""), *(f"={row}" for row in sorted(alike.get(folded, ()))))


def _fits(claim: Document, source: Prepared, passage: _Passage) -> Iterator[Fit]:
    """What the passage says of each figure of the claim a source is asked for."""
    for at in range(len(claim.claims)):
        for sought in seek(claim, at, source, ((passage.start, passage.end),)):
            figure = claim.claims[at].figures[sought.figure]
            if _within(sought, passage) or sought.outcome is Outcome.ABSENT:
                said = "; ".join((*sought.judgement.arithmetic, *filter(None, (sought.reason,))))
                yield Fit(figure.surface, str(sought.outcome), said)
            elif sought.outcome is not Outcome.UNSURE:
                yield Fit(figure.surface, str(Outcome.ABSENT))


def _within(sought: Sought, passage: _Passage) -> bool:
    """True for a figure of the source that stands in the passage."""
    return sought.mention is not None and passage.start <= sought.mention.figure.start < passage.end

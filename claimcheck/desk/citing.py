"""One citation of a claim looked at: is its quote in the source, are the claim's figures, has the cited place changed?

The one place where a claim and a source meet; the checks of a ledger, the status of a claim and the commands that cite
all ask here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from claimcheck.desk.shelf import Book, Shelf
from claimcheck.ledger.grounds import HELD_UP, Drift, Examined, LookedUp, Lookup
from claimcheck.ledger.records import Citation, Claim, Stance
from claimcheck.ledger.status import place_key, standing
from claimcheck.match.sourcing import figures_of_interest, seek
from claimcheck.model import Document, Location
from claimcheck.sources.passages import located
from claimcheck.sources.quotes import QuoteMatch, quotations

_TOLD = 300  # characters of a passage that are told


class Subject(NamedTuple):
    """A claim where it is read: the analysed document, its sentences there, its stretch [start, end) of the text."""

    document: Document
    sentences: tuple[int, ...]
    start: int
    end: int

    @property
    def where(self) -> Location:
        """Where the claim stands."""
        return self.document.locate(self.start, self.end)


def examine(shelf: Shelf, subject: Subject, citation: Citation, *, inherited: bool = False) -> Examined:
    """What came of looking the citation up. `inherited`: it is the claim's article that names the source."""
    state = shelf.state(citation.source)
    if state is None:
        return Examined(citation, None, inherited=inherited)
    book = shelf.book(citation.source) if state.sha256 else None
    state = shelf.state(citation.source)  # opening it may have shown that it cannot be read
    if book is None:
        changed = state is not None and _changed(citation, state.sha256)
        drift = Drift.CITED if changed and not inherited else Drift.NONE
        return Examined(citation, state, drift=drift, inherited=inherited)
    supports = citation.stance is Stance.SUPPORTS
    quotes = tuple(_quotes(subject, citation, book)) if supports or citation.quote else ()
    figures = tuple(_figures(subject, citation, book, inherited)) if supports else ()
    found = _drifted(Examined(citation, state, quotes, figures, inherited=inherited), book)
    return _withheld(found) if book.state.source.confidential else found


def _withheld(found: Examined) -> Examined:
    """Without a word of a confidential source: reports are printed where others read them."""

    def bare(looked: Sequence[LookedUp]) -> tuple[LookedUp, ...]:
        return tuple(one._replace(place=None, said="", arithmetic=()) for one in looked)

    return found._replace(quotes=bare(found.quotes), figures=bare(found.figures), was="", now="", place=None)


# --- quotes -----------------------------------------------------------------------------------------------------------


def _quotes(subject: Subject, citation: Citation, book: Book) -> Iterator[LookedUp]:
    """The quote of the citation, and the quotations that the claim itself holds, in the source."""
    if citation.quote:
        yield _looked_up(book.find(citation.quote), subject.where._replace(role="quote"), book)
    if citation.stance is not Stance.SUPPORTS:
        return
    for start, end, quoted in _quotations(subject):
        match = book.find(quoted)
        yield _looked_up(match, subject.document.locate(start, end), book)._replace(own=True)


def _quotations(subject: Subject) -> Iterator[tuple[int, int, str]]:
    """The direct quotations that begin in the claim: one may run on into the sentences after it."""
    document = subject.document
    block = document.blocks[document.sentences[subject.sentences[0]].block] if document.blocks else None
    first, last = (block.start, block.end) if block is not None else (0, len(document.text))
    for start, end in _quoted(document.text[first:last]):
        if subject.start <= first + start < subject.end:
            yield first + start, first + end, document.text[first + start : first + end]


@lru_cache(maxsize=64)  # every sentence of a paragraph asks for those of the whole
def _quoted(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((quotation.start, quotation.end) for quotation in quotations(text))


def _looked_up(match: QuoteMatch, claimed: Location, book: Book) -> LookedUp:
    lookup = {"found": Lookup.FOUND, "altered": Lookup.ALTERED}.get(match.outcome, Lookup.ABSENT)
    place = book.document.locate(match.start, match.end) if match.start >= 0 else None
    said = match.said if lookup is not Lookup.FOUND else ", ".join(match.forgiven)
    return LookedUp(claimed, lookup, place, said)


# --- figures ----------------------------------------------------------------------------------------------------------


def _figures(subject: Subject, citation: Citation, book: Book, inherited: bool) -> Iterator[LookedUp]:
    """Each figure of the claim that a source is asked for; where nothing says which passage is meant, the one that
    tells the claim again is taken for it.
    """
    spans = cited_spans(citation, book)
    document = subject.document
    for at in subject.sentences:
        figures = document.claims[at].figures
        wanted = [
            n for n in figures_of_interest(document, at) if subject.start <= figures[n].start < max(subject.end, 1)
        ]
        if not wanted:
            continue
        near = spans or (() if inherited else book.echoes.of(document, at))
        for sought in seek(document, at, book.prepared, near):
            if sought.figure not in wanted:
                continue
            figure = figures[sought.figure]
            claimed = document.locate(figure.start, figure.end, figure=figure, role="claimed")
            place = None
            if sought.mention is not None:
                there = sought.mention.figure
                place = book.document.locate(there.start, there.end, figure=there, role="source")
            arithmetic, soft = sought.judgement.arithmetic, sought.judgement.soft
            yield LookedUp(claimed, Lookup(sought.outcome), place, sought.reason, arithmetic, soft)


def cited_spans(citation: Citation, book: Book) -> Sequence[tuple[int, int]]:
    """The stretches of a source's text that a citation means; none where it says neither where nor what."""
    if citation.quote:
        match = book.find(citation.quote)
        if match.start >= 0:
            return ((match.start, match.end),)
    return located(book.document, citation.locator) or () if citation.locator else ()


# --- change -----------------------------------------------------------------------------------------------------------


def _changed(citation: Citation, now: str) -> bool:
    return bool(citation.sha256 and now and citation.sha256 != now)


def _drifted(found: Examined, book: Book) -> Examined:
    """With what a change of the source means for this citation: DESIGN 7, drift matters only where we cite.

    The place is untouched where the quote still stands there; without a quote, where the source still gives every
    figure of the claim. A citation that says neither is one of the whole source.
    """
    state, citation = book.state, found.citation
    if citation.quote:
        intact = found.quotes[0].lookup is Lookup.FOUND
    else:
        intact = bool(found.figures) and all(one.lookup in HELD_UP for one in found.figures)
    recorded = citation.sha256 or state.source.sha256
    if found.inherited or not recorded or recorded == state.sha256:
        return found._replace(intact=intact)
    if intact:
        return found._replace(intact=True, drift=Drift.AWAY)
    if citation.quote:
        place = found.quotes[0].place
        now = place.text if place is not None else ""
        return found._replace(drift=Drift.CITED, was=_short(citation.quote), now=_short(now), place=place)
    spans = cited_spans(citation, book)
    if not spans:
        return found._replace(drift=Drift.CITED)
    start, end = spans[0]
    now = book.document.text[start:end]
    return found._replace(drift=Drift.CITED, now=_short(now), place=book.document.locate(start, end))


def citations(claim: Claim) -> tuple[Citation, ...]:
    """The places in sources that count for a claim now: its own, and those of the verdicts that are not history.

    A verdict that fell because the text or its source changed still says where to look. A source that is cited as a
    whole and at a place as well is cited at the place.
    """
    cited = claim.sources
    if claim.verdicts:
        stands = standing(claim)
        last: dict[str, tuple[Citation, ...]] = {v.by: v.sources for v in (*stands.past, *stands.verdicts)}
        cited = (*cited, *(c for sources in last.values() for c in sources))
    found = {_place(citation): citation for citation in cited}
    placed = {source for source, locator, quote in found if locator or quote}
    return tuple(c for (source, locator, quote), c in found.items() if locator or quote or source not in placed)


def unmoved(claim: Claim, cited: Sequence[Examined]) -> dict[str, str]:
    """What verdicts cite that is still there, whatever else of its source changed: `place_key` → the bytes cited."""
    intact = {_place(one.citation) for one in cited if one.intact}
    whole = {source for source, _, _ in intact}
    found: dict[str, str] = {}
    for citation in (c for verdict in claim.verdicts for c in verdict.sources if c.sha256):
        bare = not (citation.locator or citation.quote)
        if _place(citation) in intact or (bare and citation.source in whole):
            found[place_key(citation)] = citation.sha256
    return found


def _place(citation: Citation) -> tuple[str, str, str]:
    return citation.source, citation.locator, citation.quote


def _short(passage: str) -> str:
    told = " ".join(passage.split())
    return told if len(told) <= _TOLD else told[: _TOLD - 1].rstrip() + "…"

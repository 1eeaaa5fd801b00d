"""`seek`: each figure of a claim in the passages it cites, then in the whole source.

A figure is found before it is contradicted: where any figure of the source agrees and nothing says that it is of
another thing, nothing else is asked. A figure nobody would look for in a source is never called missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.match.comparisons import contrast, gate, other_owner
from claimcheck.match.judge import COMPATIBLE
from claimcheck.match.likeness import singled_out
from claimcheck.match.sides import family
from claimcheck.match.sourcing.agreement import Agreement, Bond, agree
from claimcheck.match.sourcing.interest import figures_of_interest, may_be_missing
from claimcheck.match.sourcing.opposed import Opposed, anywhere, in_passage, settles
from claimcheck.match.sourcing.outcomes import Outcome, Sought
from claimcheck.match.sourcing.prepared import Prepared
from claimcheck.model import About, Claim, Document, Figure, Mention

_PASSAGE = 3  # sentences with figures: more of them is a page, in which figures meet by chance
_OUTCOMES = {
    Bond.SAME: Outcome.FOUND,
    Bond.BOUND: Outcome.FOUND,
    Bond.CONVERTED: Outcome.CONVERTED,
    Bond.ROUNDED: Outcome.ROUNDED,
}
_RANK = (Bond.SAME, Bond.CONVERTED, Bond.ROUNDED, Bond.BOUND, Bond.DROPPED, Bond.PRECISE)


class _Hit(NamedTuple):
    """A figure of the source that agrees with the claim's."""

    place: int
    agreement: Agreement
    objection: str  # why it is of another thing, "" where nothing says so
    cited: bool
    shared: int  # words of the claim around it


def seek(document: Document, claim: int, source: Prepared, spans: Sequence[tuple[int, int]] = ()) -> tuple[Sought, ...]:
    """What `source` says of each figure of `document.claims[claim]` that a source is asked for, in order.

    `spans` are the passages cited, as offsets into the source's text; empty where none are known.
    """
    wanted = figures_of_interest(document, claim)
    if not wanted:
        return ()
    return tuple(_Search(document, document.claims[claim], source, spans).all(wanted))


class _Search:
    """One claim in one source."""

    def __init__(self, document: Document, claim: Claim, source: Prepared, spans: Sequence[tuple[int, int]]) -> None:
        self.document, self.claim, self.source = document, claim, source
        abouts = claim.abouts or (About(),) * len(claim.figures)
        self.mentions = [
            Mention(document, claim, figure, about) for figure, about in zip(claim.figures, abouts, strict=True)
        ]
        self.words = _words(abouts)
        self.related = len(self.words & source.words) / len(self.words) if self.words else 0.0
        self.passage = _claims_in(source.document, spans)
        self.cited = frozenset(
            index
            for c in self.passage
            for s in (source.document.sentences[c.sentence],)
            for index in source.within(s.start, s.end)
        )

    def all(self, wanted: Sequence[int]) -> Iterator[Sought]:
        """The outcome of each figure, in order."""
        hits = {i: self._hits(i) for i in wanted}
        firm = {i: next((h for h in hits[i] if self._firm(i, h)), None) for i in wanted}
        self.taken = {hit.place for hit in firm.values() if hit is not None}
        self.opposed: dict[int, Opposed] = {}
        if 0 < len(self.passage) <= _PASSAGE and any(hit is None for hit in firm.values()):
            self.opposed = in_passage(self.document, self.claim, self.source, self.passage)
        for i in wanted:
            hit = firm[i]
            yield self._found(i, hit) if hit is not None else self._missing(i, hits[i])

    def _hits(self, index: int) -> list[_Hit]:
        """The figures of the source that agree, the best first."""
        figure, found = self.claim.figures[index], []
        for i in self.source.near(figure):
            agreement = agree(figure, self.source.mentions[i].figure)
            if agreement is not None:
                other = self.source.mentions[i]
                shared = len(self.words & _around(other))
                found.append(_Hit(i, agreement, _objection(self.mentions[index], other), i in self.cited, shared))
        found.sort(key=lambda h: (h.objection != "", _RANK.index(h.agreement.bond), not h.cited, -h.shared, h.place))
        return found

    def _firm(self, index: int, hit: _Hit) -> bool:
        """True where the figure of the source is the one the claim gives, as far as anybody can tell."""
        if hit.agreement.bond not in _OUTCOMES or hit.objection:
            return False
        figure = self.claim.figures[index]
        return hit.cited or hit.shared > 0 or settles(figure) or not self.words

    def _found(self, index: int, hit: _Hit) -> Sought:
        return self._sought(
            index, _OUTCOMES[hit.agreement.bond], self.source.mentions[hit.place], hit.agreement.how, hit.cited
        )

    def _missing(self, index: int, hits: Sequence[_Hit]) -> Sought:
        """The outcome for a figure that nothing in the source clearly is."""
        likely = next((h for h in hits if h.agreement.bond in _OUTCOMES), None)
        opposed = self._opposed(index)
        if opposed is not None and opposed.sure and not (likely is not None and settles(self.claim.figures[index])):
            cited = index in self.opposed
            found = self._sought(index, Outcome.CONTRADICTED, opposed.mention, opposed.reason, cited)
            return found._replace(judgement=opposed.judgement)
        if likely is not None:
            outcome = _OUTCOMES[likely.agreement.bond] if likely.cited or likely.shared else Outcome.UNSURE
            how = likely.agreement.how or likely.objection
            return self._sought(index, outcome, self.source.mentions[likely.place], how, likely.cited)
        if self._stands(self.claim.figures[index]):
            return self._sought(index, Outcome.FOUND, None, "the number stands in the source", False)
        if hits:
            hit = hits[0]
            missing = hit.agreement.bond is Bond.PRECISE and not may_be_missing(self.claim, index)
            outcome = Outcome.ABSENT if missing else Outcome.UNSURE
            return self._sought(index, outcome, self.source.mentions[hit.place], hit.agreement.how, hit.cited)
        if opposed is not None and (opposed.judgement.soft or opposed.judgement.edge):
            found = self._sought(index, Outcome.UNSURE, opposed.mention, opposed.reason, index in self.opposed)
            return found._replace(judgement=opposed.judgement)
        excuse = may_be_missing(self.claim, index)
        mention = None if opposed is None else opposed.mention
        return self._sought(index, Outcome.UNSURE if excuse else Outcome.ABSENT, mention, excuse, False)

    def _opposed(self, index: int) -> Opposed | None:
        found = self.opposed.get(index)
        if found is not None and not any(self.source.mentions[i].figure is found.mention.figure for i in self.taken):
            return found
        return anywhere(self.mentions[index], self.source, self.taken) if self.claim.abouts else None

    def _stands(self, figure: Figure) -> bool:
        """True where the number stands in the source as something that was read as no figure."""
        if figure.when is not None:
            year = figure.when.year
            return figure.when.granularity == "year" and year is not None and year in self.source.numerals
        return figure.value is not None and figure.value in self.source.numerals

    def _sought(self, index: int, outcome: Outcome, mention: Mention | None, reason: str, cited: bool) -> Sought:
        where = "" if mention is None else "cited" if cited else "source"
        return Sought(index, outcome, mention, COMPATIBLE, reason, where, round(self.related, 2))


def _claims_in(document: Document, spans: Sequence[tuple[int, int]]) -> list[Claim]:
    """The sentences with figures that the spans touch."""
    found = []
    for claim in document.claims if spans else ():
        sentence = document.sentences[claim.sentence]
        if claim.figures and any(start < sentence.end and sentence.start < end for start, end in spans):
            found.append(claim)
    return found


def _words(abouts: Sequence[About]) -> frozenset[str]:
    """The content words of a sentence, and what its names and pronouns stand for, as stems."""
    keys = {word for about in abouts for key in (*about.names, *about.subjects) for word in key.split()}
    return frozenset(keys).union(*(about.context for about in abouts))


def _around(mention: Mention) -> frozenset[str]:
    return _words((mention.about,))


def _objection(mention: Mention, other: Mention) -> str:
    """Why the two are of two things though their values agree; "" where nothing says so."""
    a, b = mention.about, other.about
    found = gate(mention, other, strict=False)
    if found.startswith("another noun") and family(a.noun) == family(b.noun):
        found = ""
    return found or other_owner(a, b) or contrast(a, b) or singled_out(a, b)

"""`seek`: each figure of a claim in the passages it cites, then in the whole source.

A figure is found before it is contradicted: where any figure of the source agrees and nothing says that it is of
another thing, nothing else is asked. A figure nobody would look for in a source is never called missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from claimcheck.match.comparisons import comparable
from claimcheck.match.judge import COMPATIBLE
from claimcheck.match.sourcing.agreement import Bond, takes_in, written
from claimcheck.match.sourcing.cells import stems_of
from claimcheck.match.sourcing.hits import Hit, Hits, words_of
from claimcheck.match.sourcing.interest import figures_of_interest, may_be_missing, may_be_named
from claimcheck.match.sourcing.opposed import Opposed, anywhere, in_passage, settles, told_of_another
from claimcheck.match.sourcing.outcomes import Outcome, Sought
from claimcheck.match.sourcing.prepared import Prepared
from claimcheck.match.sourcing.tables import Tables
from claimcheck.match.sourcing.workings import worked_out
from claimcheck.model import About, Claim, Document, Figure, Mention

_MOVES = ("by", "more")
_NUMBER = re.compile(r"\d+")
_TELLING = 2  # words in common by which a figure elsewhere has to do with the claim
_PASSAGE = 3  # sentences with figures: more of them is a page, in which figures meet by chance
_OUTCOMES = {
    Bond.SAME: Outcome.FOUND,
    Bond.BOUND: Outcome.FOUND,
    Bond.CONVERTED: Outcome.CONVERTED,
    Bond.ROUNDED: Outcome.ROUNDED,
}
_RANK = tuple(Bond)


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
        self.words = words_of(abouts)
        self.related = len(self.words & source.words) / len(self.words) if self.words else 0.0
        sentence = document.sentences[claim.sentence]
        self.said = self.words | stems_of(document.text[sentence.start : sentence.end])
        self.tables = Tables(source, self.said)
        self.passage = _claims_in(source.document, spans)
        self.cited = frozenset(
            index
            for c in self.passage
            for s in (source.document.sentences[c.sentence],)
            for index in source.within(s.start, s.end)
        )
        self.hits = Hits(source, self.words, self.said, self.cited, self.tables)

    def all(self, wanted: Sequence[int]) -> Iterator[Sought]:
        """The outcome of each figure, in order."""
        self.found = hits = {i: self.hits.of(self.mentions[i]) for i in wanted}
        self.firm = firm = {i: next((h for h in hits[i] if self._firm(i, h)), None) for i in wanted}
        self.taken = {hit.place for hit in firm.values() if hit is not None}
        self.same = {i: {h.place for h in hits[i] if h.agreement.bond is Bond.SAME and not h.apart} for i in wanted}
        self.opposed: dict[int, Opposed] = {}
        whole = 0 < len(self.passage) <= _PASSAGE and all(c.abouts for c in (self.claim, *self.passage))
        if whole and any(map(_open_to_doubt, firm.values())):
            self.opposed = in_passage(self.document, self.claim, self.source, self.passage)
        for i in wanted:
            hit = firm[i]
            if hit is None or (_open_to_doubt(hit) and self._told_of_another(i, hit)):
                yield self._missing(i, hits[i])
            else:
                yield self._found(i, hit)

    def _told_of_another(self, index: int, hit: Hit) -> bool:
        """True where the passage cited says otherwise, and the figure elsewhere that agrees is of another owner."""
        opposed = self._cited_against(index)
        if opposed is None or not opposed.sure or opposed.judgement.soft:
            return False
        if hit.cited:
            return True  # a bound fits many figures, and compare found a likelier one in the same passage
        return told_of_another(self.said, hit.mention, opposed.mention) != ""

    def _firm(self, index: int, hit: Hit) -> bool:
        """True where the figure of the source is the one the claim gives, as far as anybody can tell."""
        if hit.agreement.bond not in _OUTCOMES or hit.objection:
            return False
        figure = self.claim.figures[index]
        return hit.cited or hit.shared > 0 or settles(figure) or self.source.few(figure)

    def _found(self, index: int, hit: Hit) -> Sought:
        return self._sought(index, _OUTCOMES[hit.agreement.bond], hit.mention, hit.agreement.how, hit.cited)

    def _missing(self, index: int, hits: Sequence[Hit]) -> Sought:
        """The outcome for a figure that nothing in the source clearly is."""
        likely = next((h for h in hits if h.agreement.bond in _OUTCOMES), None)
        if likely is None or likely.apart or not (likely.cited or likely.shared):
            working = self._worked_out(index)
            if working is not None:
                return working
        opposed = self._opposed(index)
        if opposed is not None and self._reached(index, opposed):
            return self._sought(index, Outcome.UNSURE, opposed.mention, "it is reached from the source's", False)
        if opposed is not None and opposed.sure and self._outweighs(index, likely, opposed):
            cited = index in self.opposed
            found = self._sought(index, Outcome.CONTRADICTED, opposed.mention, opposed.reason, cited)
            return found._replace(judgement=opposed.judgement)
        if likely is not None:
            figure = self.claim.figures[index]
            another = likely.apart and likely.place in self.source.cells
            told = likely.cited or likely.shared or settles(figure) or self.source.few(figure)
            outcome = _OUTCOMES[likely.agreement.bond] if told and not another else Outcome.UNSURE
            how = likely.agreement.how or likely.objection
            return self._sought(index, outcome, likely.mention, how, likely.cited)
        stands = self._stands(self.claim.figures[index])
        if stands is not None:
            return self._sought(index, stands, None, "the number stands in the source", False)
        telling = [h for h in hits if h.agreement.bond is not Bond.LOOSE or h.cited or _tells(h)]
        if telling:
            hit = telling[0]
            missing = hit.agreement.bond is Bond.PRECISE and not may_be_missing(self.document, self.claim, index)
            outcome = Outcome.ABSENT if missing else Outcome.UNSURE
            return self._sought(index, outcome, hit.mention, hit.agreement.how, hit.cited)
        if opposed is not None and opposed.judgement.edge:
            found = self._sought(index, Outcome.UNSURE, opposed.mention, opposed.reason, index in self.opposed)
            return found._replace(judgement=opposed.judgement)
        alike = self._alike(index)
        if alike is not None:
            return alike
        dated = self._dated_otherwise(index)
        if dated is not None:
            return self._sought(index, Outcome.ABSENT, dated, f"the source says “{dated.figure.surface}”", False)
        excuse = may_be_missing(self.document, self.claim, index) or self._listed(index)
        mention = None if opposed is None else opposed.mention
        return self._sought(index, Outcome.UNSURE if excuse else Outcome.ABSENT, mention, excuse, False)

    def _reached(self, index: int, opposed: Opposed) -> bool:
        """“The debt grew by $3 billion to $18 billion”: the source's figure and another of the claim make this one."""
        figure, given = self.claim.figures[index], written(opposed.mention.figure)
        moves = [f for f in self.claim.figures if f is not figure and comparable(f, figure) and f.change in _MOVES]
        own = [written(f) for f in moves if figure.modifier == "exact"]
        ways = [(given or 0) + sign * part for part in own if part is not None for sign in (1, -1)]
        return given is not None and any(way and takes_in(figure, way) for way in ways)

    def _outweighs(self, index: int, likely: Hit | None, opposed: Opposed) -> bool:
        """True where a figure that contradicts the claim counts for more than one that agrees and is objected to."""
        if likely is None:
            return self.claim.figures[index].value not in self.source.numerals or index not in self.opposed
        if opposed.judgement.soft or (likely.mention.figure.start == opposed.mention.figure.start and not likely.apart):
            return False  # by rounding or conversion it is the claim's
        if likely.cited and not likely.apart and likely.agreement.bond is Bond.SAME:
            return False  # the very value stands in the passage cited
        if likely.place in self.source.cells and not likely.cited:
            return likely.apart  # another row of a table
        if settles(self.claim.figures[index]) and 2 * likely.shared >= len(self.words):
            return False  # told with most of the claim's own words
        cited = index in self.opposed and not likely.cited
        return likely.apart or cited or not settles(self.claim.figures[index])

    def _opposed(self, index: int) -> Opposed | None:
        found = self._cited_against(index)
        if found is not None:
            return found
        table = self.tables.opposed(self.mentions[index])
        if table is not None:
            return table
        others = self.taken.union(*(places for i, places in self.same.items() if i != index))
        return anywhere(self.mentions[index], self.source, others) if self.claim.abouts else None

    def _worked_out(self, index: int) -> Sought | None:
        """The figure as one that the claim worked out from others."""
        beside = [hit.mention for hit in self.firm.values() if hit is not None]
        working = worked_out(self.mentions[index], self.source, self.tables, self.cited, beside)
        if working is None:
            return None
        outcome = Outcome.FOUND if working.sure else Outcome.UNSURE
        return self._sought(index, outcome, working.made.mention, working.made.how, working.cited)

    def _alike(self, index: int) -> Sought | None:
        """“The average age is almost 43”, a number of nothing told, for 42.9 years; 31 degrees, for Celsius."""
        figure, about = self.claim.figures[index], self.mentions[index].about
        if figure.kind == "measure":
            whole = f"{figure.unit} "
            units = (m for m in self.source.mentions if m.figure.unit.startswith(whole))
            named = next((m for m in units if m.figure.value == figure.value), None)
            return named and self._sought(
                index, Outcome.FOUND, named, f"the source says “{named.figure.surface}”", False
            )
        if figure.kind != "count" or figure.unit or about.noun:
            return None
        for mention in self.source.numbered(figure):
            if len(self.words & words_of((mention.about,))) > 0:
                return self._sought(index, Outcome.FOUND, mention, f"the source says “{mention.figure.surface}”", False)
        return None

    def _dated_otherwise(self, index: int) -> Mention | None:
        """The one date that the source gives beside a figure of the claim, where the claim gives it another."""
        figure = self.claim.figures[index]
        dates = [f for f in self.claim.figures if f.when is not None]
        when = figure.when
        exact = figure.modifier == "exact" and when is not None and when.granularity in ("day", "year")
        if when is None or len(dates) != 1 or when.relative or not exact or may_be_named(self.document.text, figure):
            return None
        for i, hits in self.found.items():
            hit = next(
                (h for h in hits if h.agreement.bond is Bond.SAME and not h.apart and h.shared >= _TELLING), None
            )
            if hit is None or i == index:
                continue
            beside = [f for f in hit.mention.claim.figures if f.when is not None]
            other = beside[0].when if len(beside) == 1 else None
            if other is None or other.granularity != when.granularity or other.relative:
                continue
            at = hit.mention.claim.figures.index(beside[0])
            about = hit.mention.claim.abouts[at]
            if beside[0].modifier == "exact" and (when.day or hit.shared > _TELLING):
                return hit.mention._replace(figure=beside[0], about=about)
        return None

    def _listed(self, index: int) -> str:
        """“Six countries”, where the source names six of something one by one."""
        figure = self.claim.figures[index]
        listed = figure.kind == "count" and figure.value in self.source.lists
        return "the source names so many one by one" if listed else ""

    def _cited_against(self, index: int) -> Opposed | None:
        """What the passage cited says otherwise, unless that answers another figure of the claim."""
        found, mentions = self.opposed.get(index), self.source.mentions
        if found is None or any(mentions[i].figure is found.mention.figure for i in self.taken):
            return None
        return found

    def _stands(self, figure: Figure) -> Outcome | None:
        """What it says that the number stands in the source without anything telling what it is a number of."""
        value = figure.value
        if figure.kind == "score":
            sides = {Decimal(side) for side in _NUMBER.findall(figure.surface)}
            given = {m.figure.value for m in self.source.mentions} | self.source.numerals if sides else set()
            return Outcome.UNSURE if sides and sides <= given else None
        if figure.when is not None and figure.when.granularity == "year" and figure.when.year is not None:
            value = Decimal(figure.when.year)
        if value is None or value not in self.source.numerals:
            return None
        return Outcome.FOUND if settles(figure) or figure.kind in ("age", "date") else Outcome.UNSURE

    def _sought(self, index: int, outcome: Outcome, mention: Mention | None, reason: str, cited: bool) -> Sought:
        where = "" if mention is None else "cited" if cited else "source"
        return Sought(index, outcome, mention, COMPATIBLE, reason, where, round(self.related, 2))


def _open_to_doubt(hit: Hit | None) -> bool:
    """True where a figure of the passage cited may say otherwise: nothing firm was found in it, or only a bound."""
    return hit is None or not hit.cited or hit.agreement.bond is Bond.BOUND


def _tells(hit: Hit) -> bool:
    """True for a figure elsewhere that is told with words of the claim."""
    return hit.shared >= _TELLING


def _claims_in(document: Document, spans: Sequence[tuple[int, int]]) -> list[Claim]:
    """The sentences with figures that the spans touch."""
    found = []
    for claim in document.claims if spans else ():
        sentence = document.sentences[claim.sentence]
        if claim.figures and any(start < sentence.end and sentence.start < end for start, end in spans):
            found.append(claim)
    return found

"""The figures of a source that agree with a claim's, the likeliest first, and what speaks against each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from claimcheck.match.comparisons import contrast, gate, other_owner, told_apart
from claimcheck.match.likeness import singled_out
from claimcheck.match.rates import denominator, factor, rescaled
from claimcheck.match.sides import family
from claimcheck.match.sourcing.agreement import Agreement, Bond, agree
from claimcheck.match.sourcing.prepared import Prepared
from claimcheck.match.sourcing.tables import Tables
from claimcheck.model import About, Figure, Mention
from claimcheck.wording import reading

_RANK = {bond: rank for rank, bond in enumerate(Bond)}
_LOOKED_AT = 12  # of the figures that agree, how many are asked what they are about


class Hit(NamedTuple):
    """A figure of the source that agrees with the claim's."""

    place: int  # which mention of the source
    mention: Mention  # the same; a number in a table as a figure of the kind asked for
    agreement: Agreement
    objection: str  # why it is of another thing, "" where nothing says so
    apart: bool  # that is another owner, or another row of a table
    cited: bool
    shared: int  # words of the claim around it


class Hits:
    """What agrees with the figures of one claim in one source.

    `words` are the content words of the claim as stems, `said` all its words and numbers, `cited` the mentions of the
    passage it cites.
    """

    def __init__(self, source: Prepared, words: Set[str], said: Set[str], cited: Set[int], tables: Tables) -> None:
        self.source, self.words, self.said, self.cited, self.tables = source, words, said, cited, tables

    def of(self, mention: Mention) -> list[Hit]:
        """The figures of the source that agree, those first to which nothing objects."""
        found = []
        for asked, i, other in self._near(mention):
            agreement = agree(asked, other.figure)
            if agreement is not None:
                if asked is not mention.figure:
                    agreement = Agreement(Bond.CONVERTED, f"{other.figure.surface} is {reading(asked)} a {asked.per}")
                found.append((_RANK[agreement.bond], i not in self.cited, -self._shared(i, other), i, other, agreement))
        found.sort(key=lambda row: row[:4])
        hits = []
        for _, elsewhere, shared, i, other, agreement in found[:_LOOKED_AT]:
            apart, objection = self._objection(mention, i, other)
            hits.append(Hit(i, other, agreement, objection, apart, not elsewhere, -shared))
            if not objection:
                break
        hits.sort(key=lambda h: h.objection != "")
        return hits

    def _near(self, mention: Mention) -> Iterator[tuple[Figure, int, Mention]]:
        """Every figure of the source that may agree, with the claim's as it is asked for there."""
        figure, mentions = mention.figure, self.source.mentions
        near = set(self.source.near(figure)).union(self.cited)  # a bound of the passage cited, however far it lies
        yield from ((figure, i, mentions[i]) for i in sorted(near))
        yield from ((figure, i, made) for i, made in self.source.cells_near(figure))
        own = denominator(figure, mention.about)
        for per in sorted(self.source.pers - {own}) if own else ():
            by = factor(per, own)
            if by is not None:  # a rate told per year where the claim tells it per month
                asked = rescaled(figure, by, per)
                others = ((i, mentions[i]) for i in self.source.near(asked))
                yield from ((asked, i, m) for i, m in others if denominator(m.figure, m.about) == per)

    def _shared(self, place: int, other: Mention) -> int:
        """How many words speak for a figure of the source being the one."""
        cell = self.source.cells.get(place)
        if cell is None:
            return len(self.words & words_of((other.about,)))
        return len(self.said & (cell.labels | cell.heads))

    def _objection(self, mention: Mention, place: int, other: Mention) -> tuple[bool, str]:
        """What speaks against it, and whether that is another owner, or another row of a table."""
        cell = self.source.cells.get(place)
        if cell is not None:
            objection = self.tables.objection(cell, mention)
            return objection != "", objection
        owner = _other_owner(mention, other)
        return owner != "", owner or _objection(mention, other)


def words_of(abouts: Sequence[About]) -> frozenset[str]:
    """The content words of a sentence, and what its names and pronouns stand for, as stems."""
    keys = {word for about in abouts for key in (*about.names, *about.subjects) for word in key.split()}
    return frozenset(keys).union(*(about.context for about in abouts))


def _objection(mention: Mention, other: Mention) -> str:
    """Why the two are of two things though their values agree; "" where nothing says so."""
    if "" in (other.figure.per, mention.figure.per):  # "£1,200 a month", a rent of £1,200
        other = other._replace(figure=other.figure._replace(per=mention.figure.per))
    found = gate(mention, other, strict=False)
    if found.startswith("another noun") and family(mention.about.noun) == family(other.about.noun):
        found = ""
    if found.startswith("another scope") and mention.about.noun == other.about.noun != "":
        found = ""  # the very number of the very noun: a word beside it may belong to something else
    return "" if mention.figure.kind == "score" else found


def _other_owner(mention: Mention, other: Mention) -> str:
    """The two owners, where the figures have two."""
    if mention.figure.kind == "score":
        return ""
    a, b = mention.about, other.about
    found = contrast(a, b)
    one_sided = found and found == told_apart(a, b)  # only one of the two is singled out
    return other_owner(a, b) or ("" if one_sided else found) or singled_out(a, b)

"""A source made ready once, so that the figures of thousands of claims are looked up in it quickly.

Holds places and numbers, no copy of the text: the figures in the order of the text, by dimension and value, and by what
they are about; the words of the text; the numbers in it that were read as something other than a figure.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from heapq import nlargest
from typing import NamedTuple

from claimcheck.lexicon.words import stem
from claimcheck.match.pairing import block_of, block_of_figure, rarity, values_of
from claimcheck.match.sourcing.agreement import written
from claimcheck.model import About, Document, Figure, Mention

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_CANDIDATES = 24  # of the source's figures, how many are looked at as the one that says otherwise


class Shelf(NamedTuple):
    """The figures of one dimension: those with one value by value, the stretches in the order of the text."""

    values: tuple[float, ...]
    order: tuple[int, ...]
    stretches: tuple[int, ...]


class Prepared(NamedTuple):
    """A source ready to be asked. `mentions` are all its figures, in the order of the text."""

    document: Document
    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    shelves: Mapping[str, Shelf]
    postings: Mapping[tuple[str, str], Sequence[int]]  # (dimension, role, noun or owner) → mentions
    weight: Mapping[str, float]  # how rare a term is in the source, 0–1
    values: Mapping[tuple[str, str], set[tuple[str, str]]]
    words: frozenset[str]  # stems of all its words
    numerals: frozenset[Decimal]  # numbers that are in the text and in none of its figures

    def near(self, figure: Figure) -> Iterator[int]:
        """The mentions whose value may stand for that of `figure`."""
        for block in _blocks_asked(figure):
            shelf = self.shelves.get(block)
            if shelf is None:
                continue
            reach = _reach(figure)
            if reach is None:
                yield from shelf.order
            else:
                low, high = reach
                yield from shelf.order[bisect_left(shelf.values, low) : bisect_right(shelf.values, high)]
            yield from shelf.stretches

    def akin(self, mention: Mention) -> list[int]:
        """The mentions most of what is said of `mention` is said of, likeliest first."""
        found: dict[int, float] = {}
        block = block_of(mention)
        for term in _terms(mention.about):
            posted = self.postings.get((block, term), ())
            share = 1 / (1 + len(posted) ** 0.5)
            for index in posted:
                found[index] = found.get(index, 0.0) + share
        return nlargest(_CANDIDATES, found, key=lambda index: (found[index], -index))

    def within(self, start: int, end: int) -> range:
        """The mentions of which some part lies in text[start:end]."""
        first = bisect_left(self.starts, start)
        while first and self.mentions[first - 1].figure.end > start:
            first -= 1
        return range(first, bisect_left(self.starts, end))


def prepare(document: Document) -> Prepared:
    """An analysed source, ready to be asked."""
    mentions = tuple(_mentions(document))
    shelved: dict[str, list[tuple[float, int]]] = defaultdict(list)
    stretches: dict[str, list[int]] = defaultdict(list)
    postings: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        block = block_of(mention)
        value = written(mention.figure)
        if value is None:
            stretches[block].append(index)
        else:
            shelved[block].append((float(value), index))
        for term in _terms(mention.about):
            postings[block, term].append(index)
    shelves = {}
    for block in shelved.keys() | stretches.keys():
        rows = sorted(shelved[block])
        shelves[block] = Shelf(tuple(v for v, _ in rows), tuple(i for _, i in rows), tuple(stretches[block]))
    words = frozenset(map(stem, set(_WORD.findall(document.text.lower()))))
    starts = tuple(m.figure.start for m in mentions)
    numerals = frozenset(_numerals(document.text, mentions))
    return Prepared(
        document, mentions, starts, shelves, postings, rarity((document,)), values_of(mentions), words, numerals
    )


def _mentions(document: Document) -> Iterator[Mention]:
    for claim in document.claims:
        abouts = claim.abouts or (About(),) * len(claim.figures)
        for figure, about in zip(claim.figures, abouts, strict=True):
            yield Mention(document, claim, figure, about)


def _terms(about: About) -> Iterable[str]:
    """What a figure is about, as it is looked up: role, noun, owners and participants."""
    return {f"role {about.role}", about.noun, *about.subjects, *about.others} - {"", "role "}


def _blocks_asked(figure: Figure) -> tuple[str, ...]:
    if figure.kind in ("age", "duration"):
        return ("age", "duration")
    return (block_of_figure(figure),)


def _reach(figure: Figure) -> tuple[float, float] | None:
    """The stretch of values worth a look, in the base unit; None for all."""
    value = written(figure)
    if value is None:
        tight = figure.loose or figure.tight
        if tight is None or tight.low is None or tight.high is None:
            return None
        return float(tight.low), float(tight.high)
    middle = float(value)
    wide = abs(middle) * (1.0 if figure.hard else 0.3)
    if figure.modifier in ("at-least", "more-than"):
        return middle - 1e-9, middle + wide
    if figure.modifier in ("at-most", "less-than"):
        return middle / 2 if middle > 0 else middle - wide, middle
    return middle - wide, middle + wide


def _numerals(text: str, mentions: Sequence[Mention]) -> Iterator[Decimal]:
    """The numbers of the text outside its figures: "Room 214", "12300" between the commas of a table."""
    spans = [(m.figure.start, m.figure.end) for m in mentions]
    at = 0
    for hit in _NUMBER.finditer(text):
        while at < len(spans) and spans[at][1] <= hit.start():
            at += 1
        if at < len(spans) and spans[at][0] < hit.end():
            continue
        for part in {hit.group(), *hit.group().split(",")}:
            try:
                yield Decimal(part.replace(",", ""))
            except InvalidOperation:  # "1.2.3"
                continue

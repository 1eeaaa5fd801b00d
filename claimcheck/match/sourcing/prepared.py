"""A source made ready once, so that the figures of thousands of claims are looked up in it quickly.

Holds places and numbers, no copy of the text: the figures in the order of the text, by dimension and value, and by what
they are about; the words of the text; the numbers in it that were read as something other than a figure.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from heapq import nlargest
from typing import NamedTuple

from claimcheck.lexicon.units import Unit
from claimcheck.lexicon.words import stem
from claimcheck.match.pairing import block_of, block_of_figure, rarity, values_of
from claimcheck.match.rates import denominator
from claimcheck.match.sourcing.agreement import takes_in, unnamed, written
from claimcheck.match.sourcing.cells import Cell, as_asked, cells_of
from claimcheck.model import About, Document, Figure, Mention, When

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_NAME = r"[A-Z][\w'’-]{0,30}(?: [A-Z][\w'’-]{0,30}){0,3}"  # bounded: what is read may be anything
_LIST = re.compile(rf"(?<![\w'’-])(?:{_NAME}(?:, | and |, and )){{1,30}}{_NAME}")
_JOINT = re.compile(r", and |, | and ")
_FEW = 8  # figures of a dimension
_PARAGRAPHS = 3  # how many of them a figure is worked out from
_COMMON = 64  # paragraphs that hold a word which tells none of them from the rest
_YEAR = 366  # days
_CANDIDATES = 7  # of the source's figures, how many are looked at as the one that says otherwise


class Shelf(NamedTuple):
    """The figures of one dimension: those with one value by value, the stretches in the order of the text."""

    values: tuple[float, ...]
    order: tuple[int, ...]
    stretches: tuple[int, ...]


_EMPTY = Shelf((), (), ())


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
    numerals: frozenset[Decimal]  # numbers of the text that are counts of nothing told, or in none of its figures
    lists: frozenset[int]  # how many names stand in a row: "Norland, Sudland and Ostland"
    pers: frozenset[str]  # what its rates are told per: "year", "hour"
    paragraphs: Mapping[str, Sequence[int]]  # content word → the blocks with figures that hold it
    blocks: Mapping[int, Sequence[int]]  # block → its mentions
    cells: Mapping[int, Cell]  # mention → what says what it is, where it stands in a table
    columns: tuple[tuple[Unit | None, Decimal], ...]  # the units and scales of the tables' columns
    labels: Mapping[str, Sequence[int]]  # word of a row's label → the mentions of such rows

    def near(self, figure: Figure) -> Iterator[int]:
        """The mentions whose value may stand for that of `figure`."""
        for block, reach in _asked(figure):
            shelf = self.shelves.get(block)
            if shelf is None:
                continue
            if reach is None:
                yield from shelf.order
            else:
                low, high = reach
                yield from shelf.order[bisect_left(shelf.values, low) : bisect_right(shelf.values, high)]
            yield from shelf.stretches

    def numbered(self, figure: Figure) -> Iterator[Mention]:
        """The figures of any kind whose number, whatever its unit, the bare number of `figure` may stand for."""
        for mention in self.mentions:
            other = mention.figure
            if other.value is not None and other.kind != "ordinal" and takes_in(figure, other.value):
                yield mention

    def few(self, figure: Figure) -> bool:
        """True where the source has so few figures of the dimension that two of them hardly agree by chance."""
        shelf = self.shelves.get(block_of_figure(figure), _EMPTY)
        return len(shelf.order) + len(shelf.stretches) <= _FEW

    def cells_near(self, figure: Figure) -> Iterator[tuple[int, Mention]]:
        """The numbers in tables whose value may stand for that of `figure`, as figures of its kind."""
        reach = _reach(figure) if self.cells and figure.when is None and figure.base is not None else None
        base = written(figure)
        if reach is None or not base or not figure.value:
            return
        seen: set[int] = set()
        for unit, scale in self.columns:
            factor, shift = (base / figure.value, Decimal(0)) if unit is None else (unit.factor, unit.shift)
            if unit is not None and unit.dimension != figure.dimension:
                continue
            low, high = ((end - float(shift)) / float(factor * scale) for end in reach)
            for block in dict.fromkeys(("count", block_of_figure(figure))):
                shelf = self.shelves.get(block, _EMPTY)
                seen.update(shelf.order[bisect_left(shelf.values, low) : bisect_right(shelf.values, high)])
        for index in sorted(seen & self.cells.keys()):
            yield from ((index, made) for made in as_asked(self.cells[index], self.mentions[index], figure))

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

    def passages(self, words: Collection[str]) -> list[Sequence[int]]:
        """The mentions of each of the paragraphs that share most with these words, likeliest first."""
        found: dict[int, float] = {}
        for word in words:
            posted = self.paragraphs.get(word, ())
            for block in posted if len(posted) <= _COMMON else ():
                found[block] = found.get(block, 0.0) + 1 / len(posted)
        likeliest = nlargest(_PARAGRAPHS, found, key=lambda block: (found[block], -block))
        return [self.blocks[block] for block in likeliest]

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
        value = _place(mention.figure)
        if value is None:
            stretches[block].append(index)
        else:
            shelved[block].append((value, index))
        for term in _terms(mention.about):
            postings[block, term].append(index)
    shelves = {}
    for block in shelved.keys() | stretches.keys():
        rows = sorted(shelved[block])
        shelves[block] = Shelf(tuple(v for v, _ in rows), tuple(i for _, i in rows), tuple(stretches[block]))
    words = frozenset(map(stem, set(_WORD.findall(document.text.lower()))))
    blocks, paragraphs = _paragraphs(document, mentions)
    starts = tuple(m.figure.start for m in mentions)
    numerals = frozenset(_numerals(document.text, mentions))
    cells = cells_of(document, blocks)
    columns = tuple(dict.fromkeys((cell.unit, scale) for cell in cells.values() for scale in cell.scales))
    labels: dict[str, list[int]] = defaultdict(list)
    for index, cell in cells.items():
        for word in cell.labels:
            labels[word].append(index)
    return Prepared(
        document,
        mentions,
        starts,
        shelves,
        postings,
        weight=rarity((document,)),
        values=values_of(mentions),
        words=words,
        numerals=numerals,
        lists=frozenset(len(_JOINT.split(hit.group())) for hit in _LIST.finditer(document.text)),
        pers=frozenset(denominator(m.figure, m.about) for m in mentions) - {""},
        paragraphs=paragraphs,
        blocks=blocks,
        cells=cells,
        columns=columns,
        labels=labels,
    )


def _paragraphs(document: Document, mentions: Sequence[Mention]) -> tuple[dict[int, list[int]], dict[str, list[int]]]:
    """The figures of each block, and the blocks that hold each word beside a figure."""
    blocks: dict[int, list[int]] = defaultdict(list)
    words: dict[int, set[str]] = defaultdict(set)
    for index, mention in enumerate(mentions):
        block = document.sentences[mention.claim.sentence].block
        blocks[block].append(index)
        about = mention.about
        words[block].update(about.context, {about.noun} - {""}, *(k.split() for k in (*about.names, *about.subjects)))
    paragraphs: dict[str, list[int]] = defaultdict(list)
    for block, own in words.items():
        for word in own:
            paragraphs[word].append(block)
    return blocks, paragraphs


def _mentions(document: Document) -> Iterator[Mention]:
    for claim in document.claims:
        abouts = claim.abouts or (About(),) * len(claim.figures)
        for figure, about in zip(claim.figures, abouts, strict=True):
            yield Mention(document, claim, figure, about)


def _terms(about: About) -> Iterable[str]:
    """What a figure is about, as it is looked up: role, noun, owners and participants."""
    return {f"role {about.role}", about.noun, *about.subjects, *about.others} - {"", "role "}


def _place(figure: Figure) -> float | None:
    """Where a figure stands on its shelf: its value in the base unit, or its first day; None for a stretch."""
    when = figure.when
    if when is None:
        value = written(figure)
        return None if value is None else float(value)
    if when.first is None or when.last is None or (when.last - when.first).days > _YEAR:
        return None
    return float(when.first.toordinal())


def _asked(figure: Figure) -> Iterator[tuple[str, tuple[float, float] | None]]:
    """The dimensions in which a figure may be told, with the stretch of values worth a look; None for all."""
    if figure.kind in ("age", "duration"):
        yield from (("age", _reach(figure)), ("duration", _reach(figure)))
    elif figure.kind == "score":
        yield from (("score", None), ("percent", None))
    elif figure.kind in ("ratio", "percent"):
        yield from (("percent", _reach(figure)), ("score", None))
    else:
        yield block_of_figure(figure), _reach(figure)
        if unnamed(figure):
            yield "money", _reach(figure)


def _reach(figure: Figure) -> tuple[float, float] | None:
    """The stretch of values worth a look, in the base unit; None for all."""
    if figure.when is not None:
        return _days(figure, figure.when)
    value = written(figure)
    if value is None:
        tight = figure.loose or figure.tight
        if tight is None or tight.low is None or tight.high is None:
            return None
        return float(tight.low), float(tight.high)
    middle, size = float(value), abs(float(value))
    if figure.modifier in ("at-least", "more-than"):
        return middle - 0.25 * size, middle + 1.1 * size
    if figure.modifier in ("at-most", "less-than"):
        return middle - 0.6 * size, middle + 0.25 * size
    return middle - 0.3 * size, middle + 0.3 * size


def _days(figure: Figure, when: When) -> tuple[float, float] | None:
    """The first days of the dates worth a look; None for all, where the year is unknown."""
    first, last = when.first or when.last, when.last or when.first
    if first is None or last is None:
        return None
    if figure.modifier != "exact" or when.clock is not None:
        return None
    return float(first.toordinal() - _YEAR), float(last.toordinal() + 1)


def _numerals(text: str, mentions: Sequence[Mention]) -> Iterator[Decimal]:
    """The numbers of the text outside its figures, or bare: "Room 214", "12300" between the commas of a table."""
    spans = []
    for m in mentions:
        bare = m.figure.kind in ("ordinal", "score") or (m.figure.kind == "count" and not m.figure.unit)
        if bare and m.figure.value is not None:
            yield m.figure.value
        spans.append((m.figure.start, m.figure.end))
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

"""Sentences that a person split into several claims: kept apart when their article is added again.

`Claim.part_of` is the id of the claim that stands for the first part, in each of the parts. Before an article is
compared with what is known of it, its sentence is cut where the parts begin, so that each part is found as itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.ledger.records import Article, Claim, Ledger
from claimcheck.ledger.texts import folded
from claimcheck.model import Document

if TYPE_CHECKING:
    from claimcheck.desk.adding import Sentence

_ALIKE = 75.0  # likeness from which a sentence may be the one that was split, edited since
_WORDS = 3  # that a part is found by when the sentence changed


class Whole(NamedTuple):
    """A sentence that was split: its parts in order."""

    parts: tuple[Claim, ...]

    @property
    def text(self) -> str:
        """The sentence."""
        return " ".join(part.text for part in self.parts)


def wholes(ledger: Ledger, article: Article) -> list[Whole]:
    """The sentences of an article that are split into claims standing one after the other."""
    found: list[Whole] = []
    run: list[Claim] = []
    for place in article.layout:
        claim = ledger.claims.get(place.claim)
        if claim is None:
            continue
        if run and claim.part_of and claim.part_of == run[0].part_of:
            run.append(claim)
            continue
        found += [Whole(tuple(run))] if len(run) > 1 else []
        run = [claim] if claim.part_of else []
    return found + ([Whole(tuple(run))] if len(run) > 1 else [])


def as_split(ledger: Ledger, article: Article, document: Document, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of an article read again, those that were split cut into their parts."""
    cuts: dict[int, list[int]] = {}
    names: dict[int, str] = {}
    for whole in wholes(ledger, article):
        at = _again(whole, [s.text for s in sentences], cuts)
        offsets = _cuts(whole, sentences[at].text) if at >= 0 else []
        if offsets:
            cuts[at], names[at] = offsets, whole.parts[0].part_of
    if not cuts:
        return list(sentences)
    parted: list[Sentence] = []
    for at, sentence in enumerate(sentences):
        parted += _cut(document, at, sentence._replace(part_of=names[at]), cuts[at]) if at in cuts else [sentence]
    return parted


def _again(whole: Whole, texts: Sequence[str], taken: dict[int, list[int]]) -> int:
    """The sentence that is `whole`, word for word or edited; -1 for none."""
    wanted = folded(whole.text)
    free = [at for at in range(len(texts)) if at not in taken]
    for at in free:
        if folded(texts[at]) == wanted:
            return at
    from rapidfuzz import fuzz

    likeness = {at: fuzz.ratio(wanted, folded(texts[at])) for at in free}
    best = max(free, key=lambda at: likeness[at], default=-1)
    return best if best >= 0 and likeness[best] >= _ALIKE else -1


def _cuts(whole: Whole, text: str) -> list[int]:
    """Where each part but the first begins in `text`; nothing when one of them cannot be told."""
    if text == whole.text:
        lengths = accumulate(len(part.text) + 1 for part in whole.parts[:-1])
        return list(lengths)
    offsets: list[int] = []
    for before, part in pairwise(whole.parts):
        at = _beginning(before.text, part.text, text, offsets[-1] + 1 if offsets else 1)
        if at <= 0:
            return []
        offsets.append(at)
    return offsets


def _beginning(before: str, part: str, text: str, least: int) -> int:
    """Where `part` begins: by its words, by its first ones, by the last ones of the part before it; -1 for nowhere."""
    opening, closing = " ".join(part.split()[:_WORDS]), " ".join(before.split()[-_WORDS:])
    for words, skip in ((part, 0), (opening, 0), (before, 1), (closing, 1)):
        at = text.find(words, least - 1 if skip else least)
        if at >= 0 and text.find(words, at + 1) < 0:
            begin = at + (len(words) + 1) * skip
            return begin if begin < len(text) else -1
    return -1


def _cut(document: Document, at: int, sentence: Sentence, offsets: Sequence[int]) -> list[Sentence]:
    """A sentence in pieces that begin at these offsets of its text."""
    span = document.sentences[at]
    figures = document.claims[at].figures
    ends = [*offsets, len(sentence.text)]
    pieces = []
    for begin, end in zip([0, *offsets], ends, strict=True):
        start = raw_offset(document.text, span.start, begin)
        stop = span.end if end == len(sentence.text) else raw_offset(document.text, span.start, end)
        source = document.origin(start)
        text = sentence.text[begin:end].strip()
        inside = sum(start <= figure.start < stop for figure in figures)
        kind = "fact" if sentence.kind == "number" and not inside else sentence.kind
        while stop > start and document.text[stop - 1].isspace():
            stop -= 1
        pieces.append(
            sentence._replace(
                text=text,
                kind=kind,
                start=source,
                end=document.source_end(stop),
                line=document.position(source).line,
                figures=inside,
            )
        )
    return pieces


def raw_offset(text: str, start: int, squeezed: int) -> int:
    """The offset in `text` of the character that is `squeezed` characters on from `start` with white space squeezed."""
    at = start
    while at < len(text) and squeezed > 0:
        squeezed -= 1
        at += 1
        if text[at - 1].isspace():
            while at < len(text) and text[at].isspace():
                at += 1
    return at

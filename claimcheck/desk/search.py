"""Fuzzy search: the texts that a few words, half a sentence or a misspelt one may mean, best first.

Words count by how rare they are, in any order; a misspelt word counts for less, a figure never for another figure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from math import log
from typing import NamedTuple

from claimcheck.ledger.texts import folded

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_SHORTEST = 3  # letters of a word that may be misspelt, or only begun
_SPELLING = 74.0  # likeness from which a word may be another one misspelt
_BEGUN = 0.9  # what the beginning of a word counts for
_ENOUGH = 0.5  # share of the weight of the words asked for
_COVERAGE, _ORDER = 0.8, 0.2  # what makes a score: which words are there, and whether in this order
_CLEAR, _APART = 75.0, 8.0  # a score that may decide, and how far ahead of the next


class Hit(NamedTuple):
    """A text found: which, and how well it fits, 0–100."""

    at: int
    score: float


def search(query: str, texts: Sequence[str]) -> list[Hit]:
    """The texts that may be meant by `query`, best first."""
    return _searched(query, texts, _index(texts))


class Index:
    """Texts made ready for being searched again and again, at every key of somebody who types."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._plain = [folded(text).casefold() for text in texts]
        self._where: dict[str, list[int]] | None = None

    def typed(self, query: str, most: int) -> list[int]:
        """The texts that hold these very words, in their order; then those that may be meant, best first."""
        wanted = folded(query).casefold()
        if not wanted:
            return []
        found = [at for at, text in enumerate(self._plain) if wanted in text]
        if len(found) < most:
            if self._where is None:
                self._where = _index(self._texts)
            known = frozenset(found)
            found += [hit.at for hit in _searched(query, self._texts, self._where) if hit.at not in known]
        return found[:most]


def _index(texts: Sequence[str]) -> dict[str, list[int]]:
    """Word → the texts it stands in."""
    where: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        for word in dict.fromkeys(_words(text)):
            where.setdefault(word, []).append(at)
    return where


def _searched(query: str, texts: Sequence[str], where: dict[str, list[int]]) -> list[Hit]:
    asked = list(dict.fromkeys(_words(query)))
    if not asked:
        return []
    found = [_places(word, where) for word in asked]
    weights = [_weight(best, len(texts)) for best in found if best]
    usual = sum(weights) / len(weights) if weights else 0.0
    total = sum(weights) + usual * (len(asked) - len(weights))  # a word that stands nowhere weighs as the others do
    covered: dict[int, float] = {}
    for best, weight in zip([best for best in found if best], weights, strict=True):
        for at, likeness in best.items():
            covered[at] = covered.get(at, 0.0) + weight * likeness
    return _ranked(query, texts, {at: share / total for at, share in covered.items() if share >= _ENOUGH * total})


def _weight(best: Mapping[int, float], texts: int) -> float:
    """How much a word tells: the fewer texts it stands in, the more."""
    many = sum(likeness >= _BEGUN for likeness in best.values()) or len(best)
    return log(1 + texts / many)


def clear(hits: Sequence[Hit], query: str, texts: Sequence[str]) -> Hit | None:
    """The one hit that is meant beyond doubt: the only one in these very words, or far ahead of all others."""
    same = [hit for hit in hits if folded(texts[hit.at]).casefold() == folded(query).casefold()]
    if same:
        return same[0] if len(same) == 1 else None
    first = hits[0] if hits else None
    if first is None or first.score < _CLEAR:
        return None
    return first if len(hits) == 1 or hits[1].score <= first.score - _APART else None


def _words(text: str) -> list[str]:
    return [word.replace(",", "") if word[0].isdigit() else word for word in _WORD.findall(text.casefold())]


def _places(word: str, where: dict[str, list[int]]) -> dict[int, float]:
    """Text → how well its likest word fits `word`, 0–1."""
    best: dict[int, float] = {}
    for found, likeness in _alike(word, where):
        for at in where[found]:
            if likeness > best.get(at, 0.0):
                best[at] = likeness
    return best


def _alike(word: str, known: Collection[str]) -> list[tuple[str, float]]:
    from rapidfuzz import fuzz, process

    same = [(word, 1.0)] if word in known else []
    if word[0].isdigit() or len(word) < _SHORTEST:
        return same
    letters = [other for other in known if len(other) >= _SHORTEST and not other[0].isdigit()]
    begun = [(other, _BEGUN) for other in letters if other.startswith(word)]
    misspelt = process.extract(word, letters, scorer=fuzz.ratio, score_cutoff=_SPELLING, limit=None)
    return [*same, *begun, *((other, score / 100) for other, score, _ in misspelt)]


def _ranked(query: str, texts: Sequence[str], coverage: dict[int, float]) -> list[Hit]:
    from rapidfuzz import fuzz

    wanted = folded(query).casefold()
    hits = []
    for at, share in coverage.items():
        order = fuzz.partial_ratio(wanted, folded(texts[at]).casefold()) / 100
        hits.append(Hit(at, 100 * (_COVERAGE * share + _ORDER * order)))
    return sorted(hits, key=lambda hit: (-round(hit.score, 6), abs(len(texts[hit.at]) - len(query)), hit.at))

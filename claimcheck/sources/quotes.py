"""Quotes looked up in a source: typography forgiven, meaning never (DESIGN 7).

A quote and a source are compared word by word: quotation marks, dashes, spaces, line breaks and commas are no words. An
ellipsis joins fragments that follow each other closely. Whatever words differ, the quote is not there.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from claimcheck.ledger.texts import folded

_WORD = re.compile(r"[^\W_]+(?:[.,:'’][^\W_]+)*|[%$€£¥°]")
_BROKEN = re.compile(r"(?<=[^\W\d_])(?:-\r?\n[ \t]*|\u00ad\s*)(?=[a-z])")  # a word hyphenated at the end of a line
_ELLIPSIS = re.compile(r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.\s?\.\s?\.")
_QUOTED = re.compile(r'“([^“”]+)”|"([^"]+)"|«([^«»]+)»|„([^„“”]+)[“”]')
_NEAR = 60  # words that an ellipsis may stand for
_ALIKE = 0.6  # share of a quote's words that the passage meant must have
_SHORT = 4  # words; fewer are a phrase, a title, a scare quote


class QuoteMatch(NamedTuple):
    """What came of looking a quote up: "found", "altered" or "absent", and the span of the passage, -1 for none."""

    outcome: str
    start: int = -1
    end: int = -1
    forgiven: tuple[str, ...] = ()
    differences: tuple[tuple[str, str, str], ...] = ()  # kind, as quoted, as in the source
    said: str = ""


class Quotation(NamedTuple):
    """A direct quotation: the span inside its quotation marks."""

    start: int
    end: int


class Haystack:
    """A source's text made ready to be searched for many quotes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[tuple[int, int]] = []
        self.words: list[str] = []
        breaks = {m.start(): m.end() for m in _BROKEN.finditer(text)}
        for match in _WORD.finditer(text):
            start, end = match.span()
            if self.spans and breaks.get(self.spans[-1][1]) == start:
                self.words[-1] += _plain(match[0])
                self.spans[-1] = self.spans[-1][0], end
                continue
            self.words.append(_plain(match[0]))
            self.spans.append((start, end))
        self._where: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            self._where.setdefault(word, []).append(at)

    def find(self, words: list[str], first: int = 0, last: int | None = None) -> int:
        """The index from which `words` stand one after the other, between `first` and `last`; -1 for none."""
        size = len(words)
        for at in self._where.get(words[0], ()) if words else ():
            if at >= first and (last is None or at <= last) and self.words[at : at + size] == words:
                return at
        return -1


def find_quote(quote: str, haystack: Haystack) -> QuoteMatch:
    """Look a quote up in a source."""
    fragments = [words for part in _ELLIPSIS.split(quote) if (words := _words(part))]
    if not fragments:
        return QuoteMatch("absent")
    at = -1
    while (at := haystack.find(fragments[0], at + 1)) >= 0:
        end = at + len(fragments[0])
        for fragment in fragments[1:]:
            there = haystack.find(fragment, end, end + _NEAR)
            if there < 0:
                break
            end = there + len(fragment)
        else:
            start, stop = haystack.spans[at][0], haystack.spans[end - 1][1]
            forgiven = ("ellipsis",) * (len(fragments) > 1)
            return QuoteMatch("found", start, stop, forgiven)
    return _nearest([word for fragment in fragments for word in fragment], haystack)


def quotations(text: str) -> tuple[Quotation, ...]:
    """The direct quotations in a text, without phrases and titles of a few words."""
    found = (match.span(match.lastindex or 1) for match in _QUOTED.finditer(text))
    return tuple(Quotation(*span) for span in found if len(_words(text[slice(*span)])) >= _SHORT)


def _words(text: str) -> list[str]:
    return [_plain(match[0]) for match in _WORD.finditer(text)]


def _plain(word: str) -> str:
    return folded(word).casefold()


def _nearest(words: list[str], haystack: Haystack) -> QuoteMatch:
    """The passage that shares most words with a quote, and how the two differ."""
    best: tuple[float, int, SequenceMatcher[str]] | None = None
    size = len(words)
    starts = {at - n for n, word in enumerate(words) for at in haystack._where.get(word, ())[:50] if at >= n}
    shared = {at: sum(a == b for a, b in zip(haystack.words[at : at + size], words, strict=False)) for at in starts}
    for at in sorted(starts, key=lambda at: -shared[at])[:20]:
        matcher = SequenceMatcher(None, words, haystack.words[at : at + size + 2], autojunk=False)
        same = sum(block.size for block in matcher.get_matching_blocks())
        if best is None or same > best[0]:
            best = same, at, matcher
    if best is None or best[0] < max(_SHORT - 1, _ALIKE * size):
        return QuoteMatch("absent")
    _, at, matcher = best
    last = min(at + size, len(haystack.spans)) - 1
    differences = tuple(
        ("word", " ".join(words[i1:i2]), " ".join(haystack.words[at + j1 : at + j2]))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal" and i1 < size
    )
    told = (f"“{quoted}” in the quote, “{there}” in the source" for _, quoted, there in differences)
    return QuoteMatch("altered", haystack.spans[at][0], haystack.spans[last][1], (), differences, next(told, ""))

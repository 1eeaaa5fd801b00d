"""The sentence of a source that tells a claim again, all but its figures: where a citation says nothing of the place.

Figures are left out of both before they are compared: a passage with another value is just what is looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from rapidfuzz import fuzz, process

from claimcheck.ledger.texts import folded
from claimcheck.model import Document

_ALIKE = 88  # of 100: token_set_ratio of the words besides the figures
_RIVAL = 4  # a second sentence so close behind is as likely meant
_WORDS = 3  # besides the figures; fewer echo everywhere


class Echoes:
    """The sentences of a source that have figures, without them."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def _bare(self) -> dict[int, str]:
        return {claim.sentence: bare(self.document, claim.sentence) for claim in self.document.claims if claim.figures}

    def of(self, document: Document, sentence: int) -> Sequence[tuple[int, int]]:
        """The span of the one sentence that echoes a sentence of another document; none where there is no such one."""
        words = bare(document, sentence)
        if len(words.split()) < _WORDS:
            return ()
        found = process.extract(words, self._bare, scorer=fuzz.token_set_ratio, score_cutoff=_ALIKE, limit=2)
        if not found or (len(found) > 1 and found[0][1] - found[1][1] < _RIVAL):
            return ()
        told = self.document.sentences[found[0][2]]
        return ((told.start, told.end),)


def bare(document: Document, sentence: int) -> str:
    """A sentence in lower case without its figures."""
    where = document.sentences[sentence]
    parts, end = [], where.start
    for figure in document.claims[sentence].figures:
        if figure.start >= end:
            parts.append(document.text[end : figure.start])
            end = figure.end
    return folded(" ".join((*parts, document.text[end : where.end]))).casefold()

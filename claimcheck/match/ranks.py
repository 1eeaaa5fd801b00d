"""Places in a ranking that no ordinal tells: "ranked # 4", "peaked at number three". Read side by side alone.

Inside one text such numbers name more often than they rank ("flight number 93"), so the reader of figures leaves them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from claimcheck.interval import point
from claimcheck.lexicon.compare import compare_words
from claimcheck.lexicon.numerals import numerals
from claimcheck.model import Base, Figure
from claimcheck.tokens import Tokens

_LARGEST = 4  # digits


def ranks(tokens: Tokens, figures: Sequence[Figure]) -> Iterator[Figure]:
    """The places of a sentence that are none of its figures."""
    taken = {k for figure in figures for k in range(figure.head, figure.tail)}
    for index in range(len(tokens) - 1):
        if tokens.word(index) in compare_words().rank and not taken & {index, index + 1}:
            value = _number(tokens.word(index + 1))
            if value is not None:
                yield _ordinal(tokens, index, Decimal(value))


def _number(word: str) -> int | None:
    if word.isascii() and word.isdecimal() and len(word) <= _LARGEST:
        return int(word)
    return numerals().small.get(word)


def _ordinal(tokens: Tokens, head: int, value: Decimal) -> Figure:
    start, end = tokens.begin(head), tokens.finish(head + 1)
    return Figure(
        start=start,
        end=end,
        surface=tokens.text[start:end],
        kind="ordinal",
        dimension="ordinal",
        value=value,
        low=value,
        high=value,
        modifier="exact",
        unit="",
        base=Base("", value, value),
        tight=point(value),
        loose=point(value),
        head=head,
        tail=head + 2,
    )

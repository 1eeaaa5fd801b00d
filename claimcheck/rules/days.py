"""What the date rules share: the dates of a document where they stand, and how a day is spelt in a message.

No rule itself (it has no RULE). Refuses to find dates: it only walks the claims that `extract` filled.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from claimcheck.model import Claim, Document, Figure, Sentence, When
from claimcheck.rules.reckoning import cut
from claimcheck.tokens import Tokens

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Dated(NamedTuple):
    """A date or time where it stands."""

    claim: Claim
    figure: Figure
    when: When


def dated(document: Document, *kinds: str) -> Iterator[Dated]:
    """The dates (or times) of a document in reading order; `kinds` are "date" and "time", default dates."""
    wanted = kinds or ("date",)
    for claim in document.claims:
        for figure in claim.figures:
            if figure.when is not None and figure.kind in wanted:
                yield Dated(claim, figure, figure.when)


def sentence_of(document: Document, claim: Claim) -> Sentence:
    """The sentence a claim is the record of."""
    return document.sentences[claim.sentence]


def tokens_of(document: Document, claim: Claim) -> Tokens:
    """The tokens of a claim's sentence; the head and tail of its figures index them."""
    return cut(document, claim.sentence)


def spelt(day: date) -> str:
    """3 December 2024."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_name(day: date) -> str:
    """The English name of a day's weekday."""
    return WEEKDAYS[day.weekday()]


def quoted_surface(figure: Figure) -> str:
    """The surface as written, in quotation marks, on one line."""
    return f"“{' '.join(figure.surface.split())}”"

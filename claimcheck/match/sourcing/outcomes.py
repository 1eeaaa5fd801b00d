"""What comes of looking for a figure in a source."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from claimcheck.match.judge import COMPATIBLE
from claimcheck.model import Judgement, Mention


class Outcome(StrEnum):
    """FOUND as it stands (in any wording), CONVERTED from another unit, ROUNDED from a more precise figure, ABSENT,
    CONTRADICTED by a figure of the source about the same thing (a warning at most where the judgement is soft: rounding
    could explain it), or UNSURE: nothing may be said.
    """

    FOUND = "found"
    CONVERTED = "converted"
    ROUNDED = "rounded"
    ABSENT = "absent"
    CONTRADICTED = "contradicted"
    UNSURE = "unsure"

    @property
    def borne_out(self) -> bool:
        """True where the source has the figure, in whatever form."""
        return self in (Outcome.FOUND, Outcome.CONVERTED, Outcome.ROUNDED)


class Sought(NamedTuple):
    """One figure of a claim and what one source says of it.

    `related` tells how much the source speaks of the claim's matter at all: the share, 0–1, of the claim's names and
    content words that stand in the source. A source without any of them lacks the figure because it is about something
    else, which is no reproach where another source has it.
    """

    figure: int  # index into the claim's figures
    outcome: Outcome
    mention: Mention | None = None  # the figure of the source it was found as, or is contradicted by
    judgement: Judgement = COMPATIBLE  # the arithmetic in words where contradicted
    reason: str = ""  # how it was found, or why it is taken for the same thing
    where: str = ""  # "cited" or "source"; "" where the source has nothing of it
    related: float = 0.0

"""What claims stand on, looked at: facts about sources, quotes and figures, for the rules to word.

    Grounds     everything at once: every claim with what it cites, every source
    Grounded    one claim as its article reads now, where it stands, and what became of each of its citations
    Examined    one citation: its source, its quotes and figures looked up there, whether the cited place has changed
    SourceState a source: whether its bytes are still there and still the same, and what they say

The desk finds out (desk/grounding.py); a rule only selects and words.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from claimcheck.ledger.records import Article, Citation, Claim, Source
from claimcheck.ledger.status import Standing
from claimcheck.model import Location


class Held(StrEnum):
    """What has become of the bytes of a source since they were recorded."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    UNREADABLE = "unreadable"  # they are there, but no reader makes text of them
    NOTHING = "nothing"  # a person, an address never fetched: there is nothing to look at


class Drift(StrEnum):
    """Whether a change of a source touches the place that is cited."""

    NONE = "none"
    AWAY = "away"
    CITED = "cited"


class Lookup(StrEnum):
    """What came of looking something up in a source."""

    FOUND = "found"
    CONVERTED = "converted"  # a figure in another unit
    ROUNDED = "rounded"
    DERIVED = "derived"  # worked out from figures that are there
    ALTERED = "altered"  # a quote: something that matters differs
    ABSENT = "absent"
    CONTRADICTED = "contradicted"  # a figure: the source says another
    UNSURE = "unsure"


HELD_UP = frozenset((Lookup.FOUND, Lookup.CONVERTED, Lookup.ROUNDED, Lookup.DERIVED))


class SourceState(NamedTuple):
    """A source and its stored bytes now. `why` says what became of them; `opened`: there is text, and it was read.

    `where`: its record in the ledger's file, for what is to be told of a source that nothing cites.
    """

    source: Source
    held: Held
    why: str = ""
    sha256: str = ""
    opened: bool = False
    where: Location | None = None


class LookedUp(NamedTuple):
    """A quote or figure of a claim, sought in a source. `claimed`: where it stands; `place`: what was found for it.

    `own`: a quotation in the claim's text, not the quote somebody attached to the citation.
    """

    claimed: Location
    lookup: Lookup
    place: Location | None = None
    said: str = ""  # what differs, or how it was found, in words
    arithmetic: tuple[str, ...] = ()
    soft: bool = False
    own: bool = False


class Examined(NamedTuple):
    """One citation of a claim. `inherited`: the whole article stands on that source; `was`/`now`: a changed place.

    `intact`: what is cited is there, the quote or, without one, every figure of the claim.
    """

    citation: Citation
    state: SourceState | None  # None: the ledger has no such source
    quotes: tuple[LookedUp, ...] = ()
    figures: tuple[LookedUp, ...] = ()
    drift: Drift = Drift.NONE
    was: str = ""
    now: str = ""
    place: Location | None = None  # of `now`
    inherited: bool = False
    intact: bool = False
    itself: str = ""  # how the source comes to be the article itself, in words; "" where it does not


class Grounded(NamedTuple):
    """A claim as its article reads now, where it stands, and everything it cites."""

    claim: Claim
    where: Location
    standing: Standing
    cited: tuple[Examined, ...] = ()
    article: Article | None = None
    factual: bool = True  # to be checked at all
    looked_up: tuple[Location, ...] = ()  # the figures a source is asked for

    @property
    def unsourced(self) -> bool:
        """True for a claim to be checked that stands on nothing."""
        return self.factual and not self.cited


class Grounds(NamedTuple):
    """All claims that stand in an article now or are kept by themselves, and all sources."""

    claims: tuple[Grounded, ...]
    sources: tuple[SourceState, ...]

"""figure-not-in-source: a figure of a claim is in none of the sources it cites.

What it does
    Seeks each figure of a claim in its sources: as it stands, in another unit, rounded, worked out from two others.

Why it matters
    A figure that is in no source was mistyped, or comes from somewhere else.

Flagged
    > “The hall seats 480.”, citing a brochure that gives no such number

Not flagged
    > “about 4,100 people”, where the source has 4,127; “20 miles”, where it has 32 km
    > a claim that also cites a person: it may be from them
    > a source that is named for the whole article

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.ledger.grounds import Grounded, Grounds, LookedUp, Lookup
from claimcheck.model import Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.rules.grounds.standing import borne_out, called, elsewhere, held_up, quoted_wrong, readable, supporting
from claimcheck.settings import Settings

RULE = Rule(
    "CC405",
    "figure-not-in-source",
    Severity.WARNING,
    "grounds",
    "0.2",
    help="Cite where the figure is from: claimcheck source suggest CLAIM looks for it.",
)


def check(subject: Grounds, settings: Settings) -> Iterator[Finding]:
    """One finding a claim, with every figure of it that no source has."""
    for claim in subject.claims:
        lost = _lost(claim) if borne_out(claim) else []
        if lost:
            names = [called(c.state.source) for c in supporting(claim) if c.state is not None and not c.inherited]
            figures = " and ".join(f"“{_surface(one)}”" for one in lost)
            verb = "are" if len(lost) > 1 else "is"
            where = " or ".join(dict.fromkeys(names))
            yield finding(RULE, f"{figures} {verb} not in {where}", tuple(one.claimed for one in lost))


def _lost(claim: Grounded) -> list[LookedUp]:
    cited = supporting(claim)
    own = [c for c in cited if not c.inherited and readable(c)]
    if not own or elsewhere(cited):
        return []
    found: dict[int, LookedUp] = {}
    for looked in own[0].figures:
        at = looked.claimed.start.offset
        every = [one for c in cited for one in c.figures if one.claimed.start.offset == at]
        mine = [one for c in own for one in c.figures if one.claimed.start.offset == at]
        absent = all(one.lookup is Lookup.ABSENT for one in mine) and not any(
            one.lookup in (Lookup.CONTRADICTED, Lookup.UNSURE) for one in every
        )
        if absent and not held_up(looked, cited) and not quoted_wrong(looked, cited):
            found[at] = looked
    return list(found.values())


def _surface(looked: LookedUp) -> str:
    return " ".join(looked.claimed.text.split())

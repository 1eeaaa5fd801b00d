"""figure-contradicts-source: the source says another figure.

What it does
    Sets each figure of a claim beside the figures of the passages it cites, and of the whole source, that are about
    the same thing. A unit is converted, a rounding honoured; where any source bears the figure out, nothing is
    said.

Why it matters
    The claim cites a witness that speaks against it.

Flagged
    > “Forty-five people were injured”, citing “Forty-three people were injured”
    > “within 5 miles”, citing “stopped 12 kilometres from the harbour”

Not flagged
    > “about 4,100”, where the source has 4,127
    > a claim that somebody has disputed or corrected: it is known

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.ledger.grounds import Examined, Grounds, LookedUp, Lookup
from claimcheck.model import Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.rules.grounds.standing import borne_out, called, held_up, quoted_wrong, supporting
from claimcheck.settings import Settings

RULE = Rule(
    "CC406",
    "figure-contradicts-source",
    Severity.ERROR,
    "grounds",
    "0.2",
    help="Read the source again: either the claim or the citation is wrong.",
)


def check(subject: Grounds, settings: Settings) -> Iterator[Finding]:
    """One finding a figure, with the figure of the source."""
    for claim in subject.claims:
        cited = supporting(claim) if borne_out(claim) else []
        told: set[int] = set()
        for one in cited:
            for looked in one.figures:
                at = looked.claimed.start.offset
                if looked.lookup is not Lookup.CONTRADICTED or at in told:
                    continue
                if held_up(looked, cited) or quoted_wrong(looked, cited):
                    continue
                told.add(at)
                yield _finding(one, looked)


def _finding(cited: Examined, looked: LookedUp) -> Finding:
    assert cited.state is not None
    name = called(cited.state.source)
    surface = " ".join(looked.claimed.text.split())
    explanation = (*looked.arithmetic, *((looked.said,) if looked.said else ()))
    severity = Severity.WARNING if looked.soft else RULE.severity
    if looked.place is None:
        return finding(RULE, f"“{surface}”: {name} says another figure", (looked.claimed,), severity=severity)
    there = " ".join(looked.place.text.split())
    steps = looked.arithmetic[-1] if looked.arithmetic else "another figure"
    message = f"“{surface}” … “{there}”: {steps}, says {name}"
    return finding(RULE, message, (looked.claimed, looked.place), explanation=explanation, severity=severity)

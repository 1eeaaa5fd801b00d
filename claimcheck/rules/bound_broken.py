"""bound-broken: a value lies outside a bound the text gives for the same thing.

What it does
    Reads "within", "at least", "fewer than", "up to", "no more than" as the bounds they are, and reports a value of the
    same thing beyond them by more than the last written digit can explain. Units are converted.

Why it matters
    A bound is a promise: "within 20 miles" and "35 kilometers" differ by 9 %, little enough for any tolerance to let
    pass, and yet one of the two sentences is wrong.

Flagged
    > Troops came within 12 miles of the dam. … The dam, 25 kilometres from the front, supplies two cities.
    > Fewer than 50 cranes survive. … Wardens counted all 53 of the cranes.

Not flagged
    > At least 50 cranes survive. … Wardens counted 53 cranes.
    > Troops came within 12 miles of the dam. … The dam is 19 kilometres from the front.

Options
    None. A warning where the last written digit could explain it.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model import Finding, Link, Severity
from claimcheck.rules.base import Rule
from claimcheck.rules.pairs import conflict, is_conflict, softened
from claimcheck.settings import Settings

RULE = Rule(
    "CC103",
    "bound-broken",
    Severity.ERROR,
    "pair",
    "0.1",
    rank=3,
    help="Either the bound or the value is wrong: check both against the source.",
)


def check(link: Link, settings: Settings) -> Iterator[Finding]:
    """Yield a broken bound."""
    if is_conflict(link) and link.judgement.bound and link.first.figure.when is None:
        yield conflict(RULE, link, severity=softened(RULE, link))

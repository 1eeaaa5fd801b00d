"""area-by-length-factor: an area or a volume was converted with the factor of a length.

What it does
    Where a converted area does not fit, tries the factor of the plain length (for volumes that of length and area),
    and says so when that is what was used.

Why it matters
    A kilometre is 0.62 miles, a square kilometre 0.39 square miles: a country grows by 61 %.

Flagged
    > The forest covers 1 million km² (621,000 square miles).

Not flagged
    > The forest covers 1 million km² (386,000 square miles), the trail is 1,000 km (621 miles) long.

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model import Document, Finding, Severity
from claimcheck.rules.base import PAIRS, Rule
from claimcheck.rules.reckoning import lines
from claimcheck.rules.restatements import Fault, report, restatements
from claimcheck.settings import Settings

RULE = Rule(
    "CC210",
    "area-by-length-factor",
    Severity.ERROR,
    "document",
    "0.1",
    help="Square the factor of the length for an area, cube it for a volume.",
    needs=PAIRS,
)


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every area or volume that was converted with the factor of a length."""
    for line in lines(subject):
        for found in restatements(line):
            if found.fault is Fault.LENGTH_FACTOR:
                yield report(RULE, found)

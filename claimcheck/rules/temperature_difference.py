"""temperature-difference: a difference of temperatures was converted as if it were a temperature.

What it does
    Where the text says by how much something warmed or cooled, the 32 degrees between the zero points of Celsius and
    Fahrenheit must stay out of the conversion. Points at a pair that only fits with them.

Why it matters
    A warming of 4 °C becomes 39.2 °F instead of 7.2 °F. Converters do it, and so every year some headline does.

Flagged
    > By 2100 the lake will have warmed by 39.2 °F (4 °C).

Not flagged
    > By 2100 the lake will have warmed by 7.2 °F (4 °C).
    > The lake had a temperature of 39.2 °F (4 °C).

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
    "CC209",
    "temperature-difference",
    Severity.ERROR,
    "document",
    "0.1",
    help="A difference converts by 9/5 alone: leave out the 32 degrees.",
    needs=PAIRS,
)


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every difference of temperatures that was converted with the zero point."""
    for line in lines(subject):
        for found in restatements(line):
            if found.fault is Fault.DIFFERENCE:
                yield report(RULE, found)

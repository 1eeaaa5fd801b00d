"""conversion-mismatch: a figure and its conversion in brackets are not the same amount.

What it does
    Converts a measure that is restated in another unit, in brackets, after “or” or after a slash, and compares with
    the precision each side is written in.

Why it matters
    Two digits changed places, the wrong row of the table, feet for metres: half of the readers get a wrong figure.

Flagged
    > The wall is 6 ft (2.02 m) high.
    > The lake lies 20 miles (35 km) to the north, at −45 °C (133 °F) in winter.

Not flagged
    > The wall is 6 ft (1.83 m) high; about 20 miles (30 km); 1,200 feet (365 m); −40 °C (−40 °F).
    > A ticket costs $100 (€92): exchange rates move.

Options
    None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.model import Document, Finding, Severity
from claimcheck.rules.base import PAIRS, Rule
from claimcheck.rules.reckoning import Line, lines
from claimcheck.rules.restatements import Fault, report, restatements
from claimcheck.settings import Settings

RULE = Rule(
    "CC208",
    "conversion-mismatch",
    Severity.ERROR,
    "document",
    "0.1",
    help="Convert again from the figure in the source; either side may be the wrong one.",
    needs=PAIRS,
)


_POWER = re.compile(r"[\u00d7x] ?10\d|(?<![\d.,])10\u2212\d")  # "4.01\u00d71024 kg", "10\u221215 m"


def _lost_power(line: Line) -> bool:
    """True where a raised exponent has come down to the line."""
    return _POWER.search(line.document.text, line.sentence.start, line.sentence.end) is not None


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every restatement in another unit that does not convert."""
    for line in lines(subject):
        for found in restatements(line):
            if found.fault is Fault.CONVERSION and not _lost_power(line):
                yield report(RULE, found)

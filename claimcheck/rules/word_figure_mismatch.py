"""word-figure-mismatch: a number in words and its figure in brackets differ.

What it does
    Compares “three (3)”, the way of contracts and rule books to write a number twice.

Why it matters
    It is written twice so that it cannot be mistaken; now nobody knows which of the two holds.

Flagged
    > The deposit is kept for three (4) months.

Not flagged
    > The deposit is kept for three (3) months, see point three (page 4).

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
    "CC211",
    "word-figure-mismatch",
    Severity.WARNING,
    "document",
    "0.1",
    help="Ask which of the two was meant.",
    needs=PAIRS,
)


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every number written twice with two values."""
    for line in lines(subject):
        for found in restatements(line):
            if found.fault is Fault.WORDS:
                yield report(RULE, found)

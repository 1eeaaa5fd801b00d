"""factor-mismatch: “doubled”, “halved”, “three times” does not fit the two values.

What it does
    Divides the new value by the old one where a sentence states both and says how many times the one is the other.

Why it matters
    The word is written from memory, the figures from the source. Usually the word is wrong.

Flagged
    > Rents doubled from 40 to 60 euros.
    > The fee, at 90 euros, is three times the 45 euros of last year.

Not flagged
    > Rents more than doubled, from 40 to 95 euros. Membership nearly doubled, from 51 to 98.

Options
    None. Up to a tenth either way a writer may say “doubled”; up to a fifth is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimcheck.arithmetic import over
from claimcheck.interval import Interval, disjoint
from claimcheck.model import Document, Figure, Finding, Severity
from claimcheck.rules.base import NUMBERS, Rule, finding
from claimcheck.rules.changes import Change, changes
from claimcheck.rules.reckoning import Reading, endpoint, lines, middle, positive, reading, reckon
from claimcheck.rules.shares import Place
from claimcheck.rules.told_apart_ratios import told_multiples
from claimcheck.settings import Settings
from claimcheck.wording import number

RULE = Rule(
    "CC205",
    "factor-mismatch",
    Severity.ERROR,
    "document",
    "0.1",
    help="Divide the new value by the old one and choose the word again.",
    needs=NUMBERS,
)
_ROOM = Decimal("0.2")  # how far from its factor a writer may still use the word, beside both endpoints


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every factor that the two values contradict."""
    for line in lines(subject, 3):
        for change in changes(line):
            if line.figures[change.by].dimension == "factor" and not change.apart:
                yield from _judge(change)
    for by, larger, smaller in told_multiples(list(lines(subject, 1))):
        ends = [endpoint(line.figures[i]) for line, i in (larger, smaller)]
        reckoned = reckon(over, *(end for end in ends if end is not None))
        if reckoned is not None:
            yield _report(by, larger, smaller, reckoned, Severity.WARNING)


def _judge(change: Change) -> Iterator[Finding]:
    line, figures = change.line, change.line.figures
    before, after = endpoint(figures[change.before]), endpoint(figures[change.after])
    written = _room(figures[change.by])
    if written is None or before is None or after is None or not positive(before) or not positive(after):
        return
    reckoned = reckon(lambda a, b: over(b, a), before, after)
    if reckoned is None or not disjoint(written.tight, reckoned.tight):
        return
    severity = RULE.severity if disjoint(written.loose, reckoned.tight) else Severity.WARNING
    yield _report((line, change.by), (line, change.after), (line, change.before), reckoned, severity)


def _report(by: Place, after: Place, before: Place, reckoned: Reading, severity: Severity) -> Finding:
    value = middle(reckoned.tight)
    times = f"{number(value)} times" if value is not None else "another multiple"
    said, new, old = (line.figures[i].surface for line, i in (by, after, before))
    return finding(
        RULE,
        f"“{new}” is {times} “{old}”, not “{said}”",
        (by[0].locate(by[1], "doubtful"), after[0].locate(after[1], "to"), before[0].locate(before[1], "from")),
        explanation=(f"{new} ÷ {old} = {times}",),
        severity=severity,
    )


def _room(figure: Figure) -> Reading | None:
    """The factor with a fifth of room; with endpoints beside it, its own loose reading would be too wide."""
    found = reading(figure)
    if found is None or figure.modifier != "exact" or figure.value is None:
        return found
    return Reading(found.tight, Interval(figure.value * (1 - _ROOM), figure.value * (1 + _ROOM), False, True))

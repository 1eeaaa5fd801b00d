"""share-mismatch: a part, its whole and the percentage given for it do not agree.

What it does
    Divides where a sentence states all three: “61 of the 90 flats (68%)”, “61, or 68%, of 90”, “68% (61 of 90)”,
    “two thirds of the 90 flats, or 61”, “of 90 flats, 61 (68%)”.

Why it matters
    One of the three was updated and the others were not, or two digits changed places. A reader with a calculator
    finds it in ten seconds.

Flagged
    > Damp was found in 61 of the 90 flats (86%).
    > Three quarters of the 480 beds, or 310 in all, are taken.

Not flagged
    > Damp was found in 61 of the 90 flats (68%, or 67%, or “about two thirds”).
    > The mean was 61 of 90 (12). Damp was found in 61 flats, 20% more than a year ago.

Options
    None. A percentage that was cut off instead of rounded passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from claimcheck.arithmetic import share
from claimcheck.model import Document, Figure, Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.rules.reckoning import (
    Line,
    comparable,
    half_digit,
    lines,
    middle,
    positive,
    reading,
    reckon,
    verdict,
    widened,
)
from claimcheck.settings import Settings
from claimcheck.wording import number

RULE = Rule(
    "CC202",
    "share-mismatch",
    Severity.ERROR,
    "document",
    "0.1",
    help="Check all three against the source: the percentage is not always the wrong one.",
)

# What may stand between the three, as tokens joined by blanks.
_THE = r"(?: (?:the|its|their|his|her|our|all|those|these|a total of|some|more than))*"
_OF = rf"(?:[a-z]+ ){{0,2}}(?:out )?of{_THE}(?: [a-z-]+){{0,2}}"
_OR = r"(?:[a-z’'-]+ ){0,4}(?:\(|, or|or|, that is ,|[—–-] or)(?: (?:just|only|some|exactly|fully))?"
_CLOSED = r"[,)]?(?: [,)])* ?"
_ORDERS = (
    # part, whole, percentage by their place among three figures, and the two gaps
    ((0, 1, 2), re.compile(_OF), re.compile(_OR)),  # 61 of the 90 flats (68%)
    ((0, 2, 1), re.compile(_OR), re.compile(_CLOSED + _OF)),  # 61, or 68%, of 90
    ((1, 2, 0), re.compile(_OR), re.compile(_OF)),  # 68% (61 of 90)
    ((2, 1, 0), re.compile(rf"of{_THE}(?: [a-z-]+){{0,2}}"), re.compile(_OR)),  # 68% of the 90 flats, or 61
    (
        (1, 0, 2),
        re.compile(r"(?:[a-z’'-]+ ){0,6}, (?:[a-z’'-]+ ){0,4}"),
        re.compile(r"\(|, or"),
    ),  # of 90 flats, 61 (68%)
)
_OF_WHOLE_FIRST = _ORDERS[4]
_PARTS = frozenset(("", "more"))  # "another 12" is a part as well
_NOT_A_PART = frozenset(("of", "more", "fewer", "less", "than", "higher", "lower", "times", "per", "each", "vs", "ci"))


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every stated part, whole and share that do not agree."""
    for line in lines(subject, 3):
        if any(line.figures[i].dimension == "ratio" for i in line.numbers):
            for part, whole, percent in _triples(line):
                yield from _judge(line, part, whole, percent)


def _triples(line: Line) -> Iterator[tuple[int, int, int]]:
    """Indices of (part, whole, percentage) wherever the words between them make them one statement."""
    numbers = line.numbers
    at = 0
    while at + 2 < len(numbers):
        three = numbers[at : at + 3]
        gaps = [" ".join(line.between(a, b)) for a, b in pairwise(three)]
        step = 1
        for order in _ORDERS:
            places, first, second = order
            part, whole, percent = (three[p] for p in places)
            if not _fits(line, part, whole, percent):
                continue
            if order is _OF_WHOLE_FIRST and "of" not in line.before(whole, 2):
                continue
            if first.fullmatch(gaps[0] + " " * (order is _OF_WHOLE_FIRST)) and second.fullmatch(gaps[1]):
                yield part, whole, percent
                step = 3
                break
        at += step


def _fits(line: Line, part: int, whole: int, percent: int) -> bool:
    """True when the kinds are those of a part, a whole and a share, and none of them is a change."""
    n, of, share_of = (line.figures[i] for i in (part, whole, percent))
    if share_of.dimension != "ratio" or n.dimension == "ratio" or of.dimension == "ratio":
        return False
    if n.change not in _PARTS or of.change or share_of.change or any(f.per for f in (n, of, share_of)):
        return False
    if not comparable(n, of):
        return False
    return not set(line.after(max(part, whole, percent), 1)) & _NOT_A_PART


def _judge(line: Line, part: int, whole: int, percent: int) -> Iterator[Finding]:
    n, of, written = (line.figures[i] for i in (part, whole, percent))
    readings = [reading(f) for f in (n, of, written)]
    if not all(positive(r) for r in readings):
        return
    first, second, third = (r for r in readings if r is not None)
    reckoned = reckon(share, first, second)
    if reckoned is None or (first.loose.low or 0) > (second.loose.high or first.loose.low or 0):
        return
    severity = verdict(widened(third, half_digit(written)), reckoned, RULE.severity)
    if severity is None:
        return
    value = middle(reckoned.tight)
    exact = f"{number(value)}%" if value is not None else "another share"
    yield finding(
        RULE,
        f"“{n.surface}” of “{of.surface}” is {exact}, not “{written.surface}”",
        (line.locate(percent, "doubtful"), line.locate(part, "part"), line.locate(whole, "whole")),
        explanation=(f"{_plain(n)} ÷ {_plain(of)} = {exact}",),
        severity=severity,
    )


def _plain(figure: Figure) -> str:
    return number(figure.value, 12) if figure.value is not None else figure.surface

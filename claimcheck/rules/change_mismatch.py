"""change-mismatch: the percentage given for a change does not follow from its endpoints.

What it does
    Where a sentence gives the old value, the new value and the change in percent, reckons the change and compares it
    within the precision of all three: “from 12 in 2019 to 15 in 2022, up 25%”, “$46m, compared with $40m a year
    earlier, a rise of 15%”, “64 in 2015 and 80 in 2020, an increase of 25%”.

Why it matters
    “Up 20%” from 12 to 15 is 25%. The reader remembers the percentage, and it is the one nobody reckons again.

Flagged
    > The fleet went from 12 to 15 boats, a rise of 20%.
    > The bill came to €18.9 million, 45% more than the €14.0 million approved.

Not flagged
    > The fleet went from 12 to 15 boats, a rise of 25%. Membership nearly doubled, from 51 to 100.
    > Membership grew from 1,200 to 1,500, up 20% on the target.
    > Exports rose 12% on the month to 45 million, from 30 million a year earlier.

Options
    None. A percentage that was cut off instead of rounded passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimcheck.arithmetic import growth, minus, negative, size
from claimcheck.interval import Interval, disjoint, point
from claimcheck.model import Document, Finding, Severity
from claimcheck.rules.base import NUMBERS, Rule, finding
from claimcheck.rules.changes import Change, changes
from claimcheck.rules.reckoning import (
    Reading,
    endpoint,
    half_digit,
    lines,
    middle,
    positive,
    reading,
    reckon,
    verdict,
    widened,
)
from claimcheck.rules.told_apart_ratios import told_changes
from claimcheck.settings import Settings
from claimcheck.wording import number

RULE = Rule(
    "CC203",
    "change-mismatch",
    Severity.ERROR,
    "document",
    "0.1",
    help="Reckon the change again, and check both endpoints: the percentage is not always the wrong one.",
    needs=NUMBERS,
)

_SIDES = ("doubtful", "to", "from")


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every percentage that its endpoints contradict."""
    for line in lines(subject, 3):
        for change in changes(line):
            if line.figures[change.by].dimension == "ratio" and not in_points(change):
                yield from _judge(change)
    for by, one, other in told_changes(list(lines(subject, 1))):
        said, *ends = (line.figures[i].surface for line, i in (by, one, other))
        yield finding(
            RULE,
            f"“{ends[0]}” and “{ends[1]}” are not “{said}” apart",
            tuple(line.locate(i, role) for (line, i), role in zip((by, one, other), _SIDES, strict=True)),
            severity=Severity.WARNING,
        )


def in_points(change: Change) -> bool:
    """True when both endpoints are percentages and the change is that many points: CC204's case."""
    figures = change.line.figures
    ends = [reading(figures[change.before]), reading(figures[change.after])]
    written = reading(figures[change.by])
    if figures[change.after].kind != "percent" or written is None or None in ends:
        return False
    before, after = (r for r in ends if r is not None)
    points = reckon(lambda a, b: size(minus(b, a)), before, after)
    return points is not None and not disjoint(points.tight, written.tight)


def relative(change: Change) -> Reading | None:
    """The reckoned change in percent, signed where the sentence is."""
    figures = change.line.figures
    before, after = endpoint(figures[change.before]), endpoint(figures[change.after])
    if before is None or after is None or not positive(before) or not positive(after):
        return None
    return reckon(lambda a, b: _signed(growth(a, b), change.sign), before, after)


def _signed(grown: Interval | None, sign: int) -> Interval | None:
    """A growth as the sentence puts it: "20 % less" is +20 of a fall; without a direction, how large it is."""
    if grown is None:
        return None
    return grown if sign > 0 else negative(grown) if sign < 0 else size(grown)


def _plain(change: Change) -> Decimal | None:
    """The change as a reader reckons it, from the values as written: 30 to 36 is 20 %."""
    ends = [endpoint(change.line.figures[i]) for i in (change.before, change.after)]
    before, after = (middle(e.tight) if e is not None else None for e in ends)
    if before is None or after is None:
        return None
    grown = _signed(growth(point(before), point(after)), change.sign)
    return None if grown is None else grown.low


def _judge(change: Change) -> Iterator[Finding]:
    line, figures = change.line, change.line.figures
    written, reckoned = reading(figures[change.by]), relative(change)
    if written is None or reckoned is None:
        return
    severity = verdict(widened(written, half_digit(figures[change.by])), reckoned, RULE.severity)
    if severity is None:
        return
    value = _plain(change)
    exact = f"{number(value)}%" if value is not None else "another percentage"
    old, new, said = (figures[i].surface for i in (change.before, change.after, change.by))
    yield finding(
        RULE,
        f"from “{old}” to “{new}” is {exact}, not “{said}”",
        (line.locate(change.by, "doubtful"), line.locate(change.before, "from"), line.locate(change.after, "to")),
        explanation=(f"{new} against {old}: {exact}",),
        severity=severity,
    )

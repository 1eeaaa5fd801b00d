"""difference-mismatch: the difference given for two values is not their difference.

What it does
    Subtracts where a sentence states two values and how far apart they are: in points, votes, metres, euros.

Why it matters
    One of the two values was corrected and the difference was not.

Flagged
    > The score was 0.73 against 0.70, a difference of 0.02.
    > It is 4.12 metres long, 8 centimetres shorter than its predecessor at 4.04 metres.

Not flagged
    > The score was 0.726 against 0.703, a difference of 0.02 (both may have been rounded).
    > Turnout rose 5 points, from 40% to 45%.

Options
    None. A warning; rounding on any side is granted.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.arithmetic import minus, negative, size
from claimcheck.interval import Interval, disjoint, point
from claimcheck.model import Document, Finding, Severity
from claimcheck.rules.base import NUMBERS, Rule, finding
from claimcheck.rules.changes import Change, changes
from claimcheck.rules.reckoning import Reading, endpoint, grain, lines, middle, reading, reckon
from claimcheck.rules.told_apart_gaps import Gap, gaps
from claimcheck.settings import Settings

RULE = Rule(
    "CC206",
    "difference-mismatch",
    Severity.WARNING,
    "document",
    "0.1",
    help="Subtract again; any of the three may be the wrong one.",
    needs=NUMBERS,
)


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every difference that the two values contradict."""
    for line in lines(subject, 3):
        for change in changes(line):
            if line.figures[change.by].dimension not in ("ratio", "factor"):
                yield from _judge(change)
    for gap in gaps(list(lines(subject, 1))):
        yield _apart(gap)


def _apart(gap: Gap) -> Finding:
    """The finding on a difference whose values stand in the sentences before."""
    sides = (gap.by, *gap.values)
    said, one, other = (line.figures[i].surface for line, i in sides)
    return finding(
        RULE,
        f"“{one}” and “{other}” are not “{said}” apart",
        tuple(line.locate(i, role) for (line, i), role in zip(sides, ("doubtful", "from", "to"), strict=True)),
        explanation=(f"“{one}” − “{other}” is not “{said}”",),
    )


def _judge(change: Change) -> Iterator[Finding]:
    line, figures = change.line, change.line.figures
    before, after = endpoint(figures[change.before]), endpoint(figures[change.after])
    written = reading(figures[change.by])
    if before is None or after is None or written is None:
        return
    if _as_written(change):
        before, after = _exact(before), _exact(after)
    reckoned = reckon(lambda a, b: _signed(minus(b, a), change.sign), before, after)
    if reckoned is None or not disjoint(written.tight, reckoned.tight):
        return
    if _is_finer(change) and not disjoint(written.loose, reckoned.loose):
        return
    old, new, said = (figures[i].surface for i in (change.before, change.after, change.by))
    yield finding(
        RULE,
        f"“{old}” and “{new}” are not “{said}” apart",
        (line.locate(change.by, "doubtful"), line.locate(change.before, "from"), line.locate(change.after, "to")),
        explanation=(f"“{new}” − “{old}” is not “{said}”",),
    )


def _as_written(change: Change) -> bool:
    """Set side by side in one precision, the values are taken at their word: 0.73 against 0.70 is 0.03."""
    figures = change.line.figures
    exact = all(figures[i].modifier == "exact" for i in (change.before, change.after, change.by))
    grains = {grain(figures[i]) for i in (change.before, change.after, change.by)}
    units = {figures[i].unit for i in (change.before, change.after, change.by)}
    return change.apart and exact and len(grains) == 1 and len(units) == 1


def _exact(found: Reading) -> Reading:
    value = middle(found.tight)
    return found if value is None else Reading(point(value), point(value))


def _signed(difference: Interval, sign: int) -> Interval:
    return difference if sign > 0 else negative(difference) if sign < 0 else size(difference)


def _is_finer(change: Change) -> bool:
    """True when the difference is given more finely than the values: rounding them may have eaten it."""
    figures = change.line.figures
    return grain(figures[change.by]) < max(grain(figures[change.before]), grain(figures[change.after]))

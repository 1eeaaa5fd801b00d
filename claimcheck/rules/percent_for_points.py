"""percent-for-points: a difference of percentages is called a percentage.

What it does
    Where both endpoints are percentages and the change is said to be in percent, tells whether the figure given is
    the difference in percentage points.

Why it matters
    From 40% to 45% is up 5 points, or 12.5%. Unions and ministers quarrel over the two.

Flagged
    > Turnout rose from 40% to 45%, up 5 percent.

Not flagged
    > Turnout rose from 40% to 45%, up 5 points, or up 12.5 percent.

Options
    None. A warning: many papers say percent for both.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.interval import disjoint
from claimcheck.model import Document, Finding, Severity
from claimcheck.rules.base import TRIPLES, Rule, finding
from claimcheck.rules.change_mismatch import in_points, relative
from claimcheck.rules.changes import changes
from claimcheck.rules.reckoning import lines, middle, reading
from claimcheck.settings import Settings
from claimcheck.wording import number

RULE = Rule(
    "CC204",
    "percent-for-points",
    Severity.WARNING,
    "document",
    "0.1",
    help="Say “percentage points”, or give the relative change.",
    needs=TRIPLES,
)


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every change in percent that is a difference in points."""
    for line in lines(subject, 3):
        for change in changes(line):
            figure = line.figures[change.by]
            if figure.kind != "percent" or not in_points(change):
                continue
            written, reckoned = reading(figure), relative(change)
            if written is None or reckoned is None or not disjoint(written.tight, reckoned.tight):
                continue
            value = middle(reckoned.tight)
            grown = f" (a change of {number(value)}%)" if value is not None else ""
            old, new = (line.figures[i].surface for i in (change.before, change.after))
            yield finding(
                RULE,
                f"from “{old}” to “{new}” is a difference in percentage points{grown}, not “{figure.surface}”",
                (
                    line.locate(change.by, "doubtful"),
                    line.locate(change.before, "from"),
                    line.locate(change.after, "to"),
                ),
            )

"""stale-baseline: the baseline holds findings that the text no longer gives.

What it does
    Compares the baseline in use with this run: entries whose files were all checked and whose finding is gone.

Why it matters
    A mended contradiction that stays in the baseline would be let through if it came back.

Flagged
    > a baseline with the finding of a sentence that has been rewritten since

Not flagged
    > a baseline whose files were not all among those checked

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.baseline import FILE
from claimcheck.model import Finding, Location, Position, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.settings import Settings
from claimcheck.suppression import Suppression

RULE = Rule(
    "CC903",
    "stale-baseline",
    Severity.WARNING,
    "suppression",
    "0.1",
    help="Write the baseline again: claimcheck baseline.",
)
_NAMED = 5  # entries told in words


def check(subject: Suppression, settings: Settings) -> Iterator[Finding]:
    """One finding for all entries that are gone."""
    gone = [entry for entry in subject.stale if settings.wants(entry.code)]
    if not gone:
        return
    start = Position(1, 1, 0)
    place = Location(FILE, start, start, "", f"{len(gone)}")
    number = "1 entry is" if len(gone) == 1 else f"{len(gone)} entries are"
    told = [f"{entry.code} in {', '.join(entry.paths)}: {entry.message}" for entry in gone[:_NAMED]]
    rest = [f"and {len(gone) - _NAMED} more"] if len(gone) > _NAMED else []
    yield finding(RULE, f"{number} no longer found", (place,), explanation=(*told, *rest))

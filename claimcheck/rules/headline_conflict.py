"""headline-conflict: the headline's figure contradicts the body.

What it does
    Compares the figures of the title and the headings with those of the text below.

Why it matters
    Headlines are written last, by somebody else, and read by everybody.

Flagged
    > # Ferry fire kills 70 … The fire killed 17 people, the coastguard said.

Not flagged
    > # Ferry fire kills 70 … Seventy people died.
    > # Millions flee the floods … Some 3.4 million people have fled.

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model import BlockKind, Finding, Link, Severity
from claimcheck.rules.base import Rule
from claimcheck.rules.pairs import conflict, is_conflict, softened
from claimcheck.settings import Settings

RULE = Rule(
    "CC108",
    "headline-conflict",
    Severity.ERROR,
    "pair",
    "0.1",
    rank=7,
    help="Correct the headline, or the text.",
)
_TITLES = frozenset((BlockKind.TITLE, BlockKind.HEADING))


def check(link: Link, settings: Settings) -> Iterator[Finding]:
    """Yield a headline that the body contradicts."""
    if is_conflict(link) and (link.first.about.kind in _TITLES) != (link.second.about.kind in _TITLES):
        yield conflict(RULE, link, severity=softened(RULE, link))

"""polarity-conflict: the same statement affirmed and denied.

What it does
    Reports two sentences with the same content words, one with a "not" and one without.

Why it matters
    A "not" lost in editing turns a fact into its opposite, and no spelling checker minds.

Flagged
    > The ministry has commented on the leak. … The ministry has not commented on the leak.

Not flagged
    > The ministry has not only commented on the leak but published it.
    > The ministry had not yet commented. … The ministry has now commented.

Options
    None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.model import Finding, Opposition, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.settings import Settings

RULE = Rule(
    "CC109",
    "polarity-conflict",
    Severity.WARNING,
    "opposition",
    "0.1",
    help="One of the two sentences has a “not” too many or too few.",
)


_QUOTED = re.compile(r'“[^”]*”|"[^"]*"|«[^»]*»')


def _is_quotation(text: str) -> bool:
    """True for a sentence of which the greater part is quoted."""
    return 2 * sum(len(quoted) for quoted in _QUOTED.findall(text)) > len(text)


def check(opposition: Opposition, settings: Settings) -> Iterator[Finding]:
    """Yield the pair of sentences; two quotations are for quote-conflict, which knows their days."""
    if all(_is_quotation(side.text) for side in (opposition.first, opposition.second)):
        return
    yield finding(
        RULE,
        f"“{opposition.first.text}” … “{opposition.second.text}”: affirmed in one place, denied in the other",
        (opposition.first, opposition.second),
        explanation=(opposition.reason,),
        confidence=0.8,
    )

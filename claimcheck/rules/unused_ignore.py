"""unused-ignore: a comment asks for silence where nothing would be said.

What it does
    Reports each code of an `ignore`, `disable` or `file-ignore` comment that silenced no finding in this run.

Why it matters
    A text is rewritten, the comment stays, and one day it hides a real contradiction.

Flagged
    > <!-- claimcheck: ignore[CC101] the mayor's own figure --> … The fire killed 12 people. … All 12 victims are named.

Not flagged
    > <!-- claimcheck: ignore[CC101] the first toll --> … The fire killed 12 people. … All 13 people killed are named.
    > A comment for a rule that is not selected in this run.

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model import Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.settings import Settings
from claimcheck.suppression import Suppression

RULE = Rule(
    "CC901",
    "unused-ignore",
    Severity.WARNING,
    "suppression",
    "0.1",
    help="Take the comment out, or the code out of its brackets.",
)


def check(subject: Suppression, settings: Settings) -> Iterator[Finding]:
    """One finding for each code that silenced nothing, among the rules that ran."""
    for directive, code in subject.idle:
        if settings.wants(code.upper()) or not code.upper().startswith("CC"):
            message = f"{directive.word}[{code}] silences nothing"
            yield finding(RULE, message, (directive.location(code),), explanation=(f"no {code} finding in its lines",))

"""unknown-code: a comment to claimcheck that cannot be followed.

What it does
    Reports a comment that names no rule, a code that does not exist, or an instruction that is none.

Why it matters
    A suppression with a slip in it silences nothing, and nobody notices until the build is red.

Flagged
    > <!-- claimcheck: ignore[CC999] tested elsewhere --> … The fire killed 12 people.
    > <!-- claimcheck: ignroe[CC101] tested elsewhere --> … The fire killed 12 people.
    > <!-- claimcheck: ignore --> … The fire killed 12 people.

Not flagged
    > <!-- the editor: please check the toll again --> … The fire killed 12 people.

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model import Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.settings import Settings
from claimcheck.suppression import INSTRUCTIONS, Suppression

RULE = Rule(
    "CC902",
    "unknown-code",
    Severity.WARNING,
    "suppression",
    "0.1",
    help="Write it as: claimcheck: ignore[CC101] the reason. The codes: claimcheck rules.",
)


def check(subject: Suppression, settings: Settings) -> Iterator[Finding]:
    """One finding for each instruction or code that is none."""
    for directive, said in subject.unknown:
        if directive.word not in INSTRUCTIONS:
            message = f"“{said}” is no instruction; there are {', '.join(INSTRUCTIONS)}"
        elif said:
            message = f"no rule is called “{said}”"
        else:
            message = f"“{directive.word}” names no rule, and so silences nothing"
        yield finding(RULE, message, (directive.location(said),))

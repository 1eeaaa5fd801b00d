"""link-blocked: the page a claim stands on lets nobody in, or not us.

What it does
    Tells that a server answered with 401, 402, 403, 429 or 451, or asked to be left alone for longer than a check
    takes, with source check --online. The address is counted as not checked.

Why it matters
    Whether the page still says what is cited has to be looked at by a person.

Flagged
    > https://port.example/archive answers 403 to programs
    > https://port.example/a asks for a password

Not flagged
    > a server that asks to be asked again in five seconds, and then answers

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.ledger.links import Link, LinkState
from claimcheck.model import Finding, Severity
from claimcheck.rules.base import Rule
from claimcheck.rules.grounds.links import of_link
from claimcheck.settings import Settings

RULE = Rule(
    "CC412",
    "link-blocked",
    Severity.WARNING,
    "link",
    "0.2",
    lists=True,
    help="Look at the page in a browser; claimcheck source add stores a copy of what can be fetched.",
)


def check(subject: LinkState, settings: Settings) -> Iterator[Finding]:
    """One finding for an address whose server does not let us in."""
    if subject.link is Link.BLOCKED:
        yield of_link(RULE, subject, f"{subject.address} could not be read: {subject.why}")

"""link-moved: the page a claim stands on has another address now.

What it does
    Tells where a server redirects for good (301, 308), with source check --online; and that an address leads to the
    front page of its site or to an error page, which often means that the page itself is gone.

Why it matters
    Redirects are taken away some day; the new address is known while they last.

Flagged
    > http://port.example/a answers 301 to https://port.example/news/a
    > https://port.example/statements/12 leads to https://port.example/

Not flagged
    > an address that redirects only for now (302, 303, 307): to a language, a session, a nearer server

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
    "CC411",
    "link-moved",
    Severity.INFO,
    "link",
    "0.2",
    lists=True,
    help="Look at the page there, then cite the new address.",
)


def check(subject: LinkState, settings: Settings) -> Iterator[Finding]:
    """One finding for an address that has moved."""
    if subject.link is Link.MOVED:
        yield of_link(RULE, subject, f"{subject.address} has moved to {subject.to}")
    elif subject.link is Link.FRONT:
        yield of_link(RULE, subject, f"{subject.address} leads to {subject.why}, {subject.to}: the page may be gone")

"""link-dead: the page a claim stands on does not exist any more.

What it does
    Asks the server of every source that is a web address, with source check --online. Dead is only what the server
    itself calls gone (404, 410), and a server whose name does not exist while other names do.

Why it matters
    A reader who follows the link finds nothing, and neither does the next person who checks.

Flagged
    > a claim cites https://port.example/statement-12, and the server answers 404

Not flagged
    > a server that does not answer, fails, or lets nobody in: that is link-blocked or source-not-checked

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
    "CC410",
    "link-dead",
    Severity.ERROR,
    "link",
    "0.2",
    lists=True,
    help="Find where the page went, or cite an archive's copy of it: claimcheck source check --online --archive.",
)


def check(subject: LinkState, settings: Settings) -> Iterator[Finding]:
    """One finding for an address that is gone."""
    if subject.link is Link.DEAD:
        led = f", after a redirect to {subject.to}" if subject.to else ""
        yield of_link(RULE, subject, f"{subject.address} is gone: {subject.why}{led}")

"""source-not-checked: nobody knows whether a page is still there.

What it does
    Tells of every address that source check --online could not check: no answer in time, a failure of the server, a
    certificate that does not hold, an address inside a private network, a page that cannot be read.

Why it matters
    What could not be checked must not pass for checked, nor for broken.

Flagged
    > https://port.example/a did not answer within 10 seconds
    > https://port.example/a has a certificate that ended last week

Not flagged
    > a page that is gone: that is link-dead

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
    "CC490",
    "source-not-checked",
    Severity.WARNING,
    "link",
    "0.2",
    lists=True,
    help="Try again later, or look at the page in a browser.",
)


def check(subject: LinkState, settings: Settings) -> Iterator[Finding]:
    """One finding for an address that could not be checked."""
    if subject.link is Link.UNCHECKED:
        yield of_link(RULE, subject, f"{subject.address} was not checked: {subject.why}")

"""What the rules about addresses share: the finding on a link, with an archive's copy of its page."""

from __future__ import annotations

from claimcheck.ledger.links import LinkState
from claimcheck.model import Finding, Location, Position
from claimcheck.rules.base import Rule, finding, fingerprint

_START = Position(1, 1, 0)


def of_link(rule: Rule, subject: LinkState, message: str) -> Finding:
    """A finding on an address. Its identity is the source, not the claims that happen to cite it."""
    found = finding(rule, message, subject.where, explanation=archived(subject.archive, subject.archived))
    itself = Location(subject.source.id, _START, _START, subject.source.url, "")
    return found._replace(fingerprint=fingerprint(rule.code, (itself,)))


def archived(address: str, day: str) -> tuple[str, ...]:
    """Where an archive has a page, as a line of an explanation; none where it has none."""
    return (f"an archive has it: {address}" + (f" of {day}" if day else ""),) if address else ()

"""source-stale: a page was fetched long before the claim that rests on it.

What it does
    Compares the day an address was last fetched with that of the verdict, or of the citation.

Why it matters
    Pages go on being written: what a claim of today says may have been true of the page two years ago.

Flagged
    > a verdict of March 2025 on a page last fetched in January 2023

Not flagged
    > an old article that rests on a page of its own time
    > a file or a person: they do not change by themselves

Options
    `days` (365; 0 = never): how much older the page may be.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from claimcheck.ledger.grounds import Examined, Grounded, Grounds
from claimcheck.model import Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.rules.grounds.standing import called, sides
from claimcheck.settings import Settings

RULE = Rule(
    "CC407",
    "source-stale",
    Severity.WARNING,
    "grounds",
    "0.2",
    help="Fetch it again: claimcheck source add URL --refresh.",
    lists=True,
)
_DAYS = 365


def check(subject: Grounds, settings: Settings) -> Iterator[Finding]:
    """One finding a source, with the claims that are so much younger."""
    limit = settings.rules.get(RULE.code, {}).get("days", _DAYS)
    days = limit if isinstance(limit, int) else _DAYS
    old: dict[str, tuple[int, Examined, list[Grounded]]] = {}
    for claim in subject.claims:
        for cited in claim.cited:
            apart = _apart(claim, cited)
            if days and apart > days:
                most, _, claims = old.get(cited.citation.source, (0, cited, []))
                old[cited.citation.source] = max(most, apart), cited, [*claims, claim]
    for most, cited, claims in old.values():
        assert cited.state is not None
        source = cited.state.source
        message = f"{called(source)} was last fetched on {source.retrieved[:10]}, {most:,} days before it was relied on"
        yield finding(RULE, message, tuple(sides(claims)))


def _apart(claim: Grounded, cited: Examined) -> int:
    """Days from the last fetch of an address to the day a claim came to rest on it; 0 where either is not known."""
    if cited.state is None or not cited.state.source.url:
        return 0
    fetched = _moment(cited.state.source.retrieved)
    relied = _moment(cited.citation.checked or claim.claim.added)
    return (relied - fetched).days if fetched is not None and relied is not None else 0


def _moment(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None

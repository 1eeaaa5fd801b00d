"""single-source: a claim rests on one source alone.

What it does
    Counts the sources of each claim that somebody verified. Two addresses of one host, two files that hold the
    same, and a person twice are one source, unless one of them is recorded as independent of the other; a primary
    source is enough.

Why it matters
    One witness may be wrong; desks ask for two.

Flagged
    > a claim verified against one press release

Not flagged
    > a claim that cites a primary source, or two that have nothing to do with each other

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from claimcheck.ledger.grounds import Examined, Grounded, Grounds
from claimcheck.ledger.records import Source, Status
from claimcheck.model import Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.rules.grounds.standing import called, supporting
from claimcheck.settings import Settings

RULE = Rule(
    "CC409",
    "single-source",
    Severity.INFO,
    "grounds",
    "0.2",
    help="Look for a second source that does not lean on the first.",
)


def check(subject: Grounds, settings: Settings) -> Iterator[Finding]:
    """One finding a claim."""
    if settings.min_severity > Severity.INFO:
        return
    for claim in subject.claims:
        sources = _sources(claim)
        if not sources or claim.standing.status is not Status.VERIFIED or any(s.primary for s in sources):
            continue
        if all(not _independent(sources[0], other) for other in sources[1:]):
            told = "{count} claims rest on one source alone"
            message = f"rests on {called(sources[0])} alone"
            yield finding(RULE, message, (claim.where,))._replace(together=told)


def _sources(claim: Grounded) -> list[Source]:
    cited: list[Examined] = supporting(claim)
    found = {c.state.source.id: c.state.source for c in cited if c.state is not None}
    return list(found.values())


def _independent(one: Source, other: Source) -> bool:
    if other.id in one.independent_of or one.id in other.independent_of:
        return True
    if one.url and other.url:
        return _host(one.url) != _host(other.url)
    if one.person and other.person:
        return one.person.partition(",")[0].casefold() != other.person.partition(",")[0].casefold()
    return not (one.sha256 and one.sha256 == other.sha256)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or url).removeprefix("www.")
    except ValueError:
        return url

"""source-missing: a source that a claim cites is not there.

What it does
    Looks for the stored file of every source that is cited, and for its record.

Why it matters
    A verdict rests on what cannot be looked at any more, and nobody will notice until it is needed.

Flagged
    > a claim verified against sources/log.txt, which was deleted

Not flagged
    > a person, an address that was never fetched: there is no file to be missing

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.ledger.grounds import Grounded, Grounds, Held, SourceState
from claimcheck.model import Finding, Severity
from claimcheck.rules.base import Rule, finding, mark
from claimcheck.rules.grounds.standing import called, sides
from claimcheck.settings import Settings

RULE = Rule(
    "CC402",
    "source-missing",
    Severity.ERROR,
    "grounds",
    "0.2",
    help="Bring the file back, or say what the claim stands on now: claimcheck edit CLAIM --cite.",
    lists=True,
)


def check(subject: Grounds, settings: Settings) -> Iterator[Finding]:
    """One finding a source, with every claim that cites it."""
    citing: dict[str, list[Grounded]] = {}
    lost: dict[str, SourceState | None] = {}
    for claim in subject.claims:
        for cited in claim.cited:
            if cited.state is None or cited.state.held is Held.MISSING:
                citing.setdefault(cited.citation.source, []).append(claim)
                lost[cited.citation.source] = cited.state
    for id, claims in citing.items():
        state = lost[id]
        if state is None:
            message = f"the ledger has no source {id}, which is cited here"
        elif state.source.confidential:
            message = f"the file of {called(state.source)} is gone"
        else:
            message = f"the source {called(state.source)} is gone: {state.why}"
        yield finding(RULE, message, tuple(sides(claims)))._replace(fingerprint=mark(RULE.code, id))
    for alone in subject.sources:
        if alone.where is not None and alone.held is Held.MISSING and alone.source.id not in citing:
            told = f"{called(alone.source)} is gone, and nothing cites it"
            found = finding(RULE, told, (alone.where,), severity=Severity.WARNING)
            yield found._replace(fingerprint=mark(RULE.code, alone.source.id))

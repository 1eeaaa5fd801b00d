"""stale-verdict: a verdict was given for another wording, or for other bytes of its source.

What it does
    Compares each verdict with the text the claim has now, and with the cited place of its source.

Why it matters
    “Verified” under a sentence that has changed since is worse than nothing.

Flagged
    > “240 residents”, verified when it said 200

Not flagged
    > a typing slip mended, a line break, a change of the source away from what is cited

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.ledger.grounds import Grounded, Grounds
from claimcheck.ledger.records import Status
from claimcheck.ledger.texts import digest
from claimcheck.model import Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.rules.grounds.standing import called
from claimcheck.settings import Settings

RULE = Rule(
    "CC602",
    "stale-verdict",
    Severity.WARNING,
    "grounds",
    "0.2",
    help="Check the claim again; claimcheck show CLAIM has the old text beside the new.",
)


def check(subject: Grounds, settings: Settings) -> Iterator[Finding]:
    """One finding a claim, with what it said when it was judged."""
    for claim in subject.claims:
        if claim.factual and claim.standing.status is Status.STALE:
            last = claim.standing.past[-1]
            message = f"{last.status} by {last.by} on {last.at[:10]}, but {_why(claim)} since"
            yield finding(RULE, message, (claim.where,), explanation=_was(claim))


def _why(claim: Grounded) -> str:
    """What changed; a source by its name."""
    names = {c.state.source.id: called(c.state.source) for c in claim.cited if c.state is not None}
    changed = next((name for id, name in names.items() if claim.standing.why == f"source {id} changed"), "")
    return f"{changed} changed" if changed else claim.standing.why


def _was(claim: Grounded) -> tuple[str, ...]:
    judged = claim.standing.past[-1].digest
    if judged == digest(claim.claim.text):
        return ()
    was = next((r.was for r in reversed(claim.claim.revisions) if digest(r.was) == judged), "")
    return (f"it said then: “{was}”",) if was else ()

"""source-changed: a source is not what it was when it was cited.

What it does
    Compares the bytes of every source with those the citation was made from. A change at the cited place is a
    warning; one that leaves the quote, or every figure of the claim, where it was is an info.

Why it matters
    What somebody verified may no longer be what the source says.

Flagged
    > “43 people were injured” was verified against a statement that now says 45

Not flagged
    > a spelling mended three paragraphs away from the quote (an info)

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.ledger.grounds import Drift, Examined, Grounded, Grounds, Held, SourceState
from claimcheck.model import Finding, Location, Position, Severity
from claimcheck.rules.base import Rule, finding, mark
from claimcheck.rules.grounds.standing import called, sides
from claimcheck.settings import Settings

RULE = Rule(
    "CC403",
    "source-changed",
    Severity.WARNING,
    "grounds",
    "0.2",
    help="Read the source again, then verify the claim anew, or correct it.",
    lists=True,
)
_START = Position(1, 1, 0)


def check(subject: Grounds, settings: Settings) -> Iterator[Finding]:
    """One finding a source: a warning with the places that changed, else an info."""
    touched: dict[str, list[tuple[Grounded, Examined]]] = {}
    states: dict[str, SourceState] = {}
    for claim in subject.claims:
        for cited in claim.cited:
            if cited.drift is not Drift.NONE and cited.state is not None:
                states[cited.citation.source] = cited.state
                touched.setdefault(cited.citation.source, []).append((claim, cited))
    for id, several in touched.items():
        yield _told(states[id], several)
    for alone in subject.sources:
        if alone.where is not None and alone.held is Held.CHANGED and alone.source.id not in touched:
            message = f"{called(alone.source)} has changed since it was recorded; no claim leans on the change"
            found = finding(RULE, message, (alone.where,), severity=Severity.INFO)
            yield found._replace(fingerprint=mark(RULE.code, alone.source.id, alone.sha256))


def _told(state: SourceState, several: list[tuple[Grounded, Examined]]) -> Finding:
    there = [(claim, cited) for claim, cited in several if cited.drift is Drift.CITED]
    name = called(state.source)
    place = next((cited.place for _, cited in there if cited.place is not None), None)
    if place is None and not state.source.confidential:
        place = Location(state.source.file, _START, _START, "", "")
    shown = (() if place is None else (place,)) + tuple(sides(claim for claim, _ in there or several))
    if there:
        message = f"{name} has changed where it is cited"
        told = tuple(dict.fromkeys(line for _, cited in there for line in _passages(cited)))
    else:
        message, told = f"{name} has changed, away from what is cited", ()
    severity = RULE.severity if there else Severity.INFO
    found = finding(RULE, message, shown, explanation=told, severity=severity)
    return found._replace(fingerprint=mark(RULE.code, state.source.id, state.sha256))


def _passages(cited: Examined) -> list[str]:
    """What stood at the cited place, and what stands there now, as far as it is known."""
    was = [f"cited: “{cited.was}”"] if cited.was else []
    now = [f"now: “{cited.now}”"] if cited.now else []
    where = cited.citation.locator
    whole = "it is cited without saying where: claimcheck source quote ties a claim to its passage"
    return was + now or [f"at {where}" if where else whole]

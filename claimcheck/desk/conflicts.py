"""Conflicts as records: found by the rules, decided by people, reopened when a side changes.

A finding with two or more sides in claims of the ledger becomes a Conflict. It is the same conflict as long as rules of
one family speak of the same claims, so a decision outlives an edit elsewhere; whether it stands after an edit of a side
is derived from the wordings it was made for (ledger/status.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from claimcheck.ledger.ids import new_id
from claimcheck.ledger.records import Claim, Conflict, Decision, Ledger, Ruling, Side
from claimcheck.ledger.status import decision, ruling
from claimcheck.ledger.texts import digest
from claimcheck.model import Finding, Report, Severity
from claimcheck.wording import reading

FAMILIES = ("CC1", "CC2", "CC3")
OURSELVES = "claimcheck"


def is_conflict(finding: Finding) -> bool:
    """True for a finding that is kept: of a conflict rule, a warning at least, two sides, each of them in a claim."""
    return (
        finding.code.startswith(FAMILIES)
        and finding.severity >= Severity.WARNING
        and finding.suppressed is None
        and len(finding.locations) > 1
        and all(location.claim_id for location in finding.locations)
    )


def refreshed(ledger: Ledger, report: Report, at: str, only: Collection[str] | None = None) -> Ledger:
    """The ledger with the conflicts of a report: new ones recorded, those found no more marked `gone`.

    `only`: the report is about these articles (and loose claims, by their ids); conflicts that name none of them are
    left as they are.
    """
    known = {c.id: c for c in ledger.conflicts.values() if only is None or _touches(c, ledger, only)}
    changes: list[Conflict] = []
    for finding in filter(is_conflict, report.findings):
        found = _conflict(finding)
        old = _match(found, known.values())
        if old is None:
            changes.append(found._replace(id=new_id("conflicts", ledger.conflicts), found=at))
            continue
        del known[old.id]
        now = found._replace(id=old.id, found=old.found, decisions=old.decisions, extra=old.extra)
        now = _still_there(now, ledger, at)
        if now != old:
            changes.append(now)
    changes += [c._replace(gone=at) for c in known.values() if not c.gone]
    return ledger.put(*changes) if changes else ledger


def _conflict(finding: Finding) -> Conflict:
    sides = tuple(
        Side(w.claim_id or "", " ".join(w.text.split()), reading(w.figure) if w.figure is not None else "")
        for w in finding.locations
    )
    return Conflict(
        "", finding.code, finding.fingerprint, finding.message, sides, finding.severity.label, finding.explanation
    )


def _match(found: Conflict, known: Collection[Conflict]) -> Conflict | None:
    """The record a finding is: the same fingerprint about the same claims, else the same rule family about them."""
    claims = sorted(side.claim for side in found.sides)
    same = [c for c in known if sorted(side.claim for side in c.sides) == claims]
    for conflict in same:
        if conflict.fingerprint == found.fingerprint:
            return conflict
    family = [c for c in same if c.code[:3] == found.code[:3]]
    surfaces = {side.surface for side in found.sides}
    return max(family, key=lambda c: len(surfaces & {side.surface for side in c.sides}), default=None)


def _still_there(conflict: Conflict, ledger: Ledger, at: str) -> Conflict:
    """A conflict somebody called fixed, found again in the same words, is open again."""
    last = decision(conflict, ledger)
    if last is None or last.ruling is not Ruling.FIXED:
        return conflict
    note = "called fixed, but still found"
    return _decided(conflict, ledger, Decision(Ruling.OPEN, OURSELVES, at, note=note))


def _touches(conflict: Conflict, ledger: Ledger, only: Collection[str]) -> bool:
    for side in conflict.sides:
        claim = ledger.claims.get(side.claim)
        if side.claim in only or (claim is not None and claim.article in only):
            return True
    return False


def decide(ledger: Ledger, ids: Sequence[str], as_: Ruling, by: str, at: str, note: str = "") -> Ledger:
    """The ledger with a decision on each of these conflicts, for the wordings their sides have now."""
    made = [_decided(ledger.conflicts[id], ledger, Decision(as_, by, at, note=note)) for id in ids]
    return ledger.put(*made)


def _decided(conflict: Conflict, ledger: Ledger, made: Decision) -> Conflict:
    digests = tuple(digest(ledger.claims[s.claim].text) if s.claim in ledger.claims else "" for s in conflict.sides)
    return conflict._replace(decisions=(*conflict.decisions, made._replace(digests=digests)))


def of_ruling(ledger: Ledger, *wanted: Ruling) -> Iterator[Conflict]:
    """The conflicts that stand so now, errors first, then as found."""
    rank = {severity.label: -severity for severity in Severity}
    for conflict in sorted(ledger.conflicts.values(), key=lambda c: (rank.get(c.severity, 0), c.code, c.found, c.id)):
        if ruling(conflict, ledger) in wanted:
            yield conflict


def claims_of(conflict: Conflict, ledger: Ledger) -> list[Claim]:
    """The claims a conflict names, each once, in the order of its sides."""
    ids = dict.fromkeys(side.claim for side in conflict.sides)
    return [ledger.claims[id] for id in ids if id in ledger.claims]


def resolved(report: Report, ledger: Ledger) -> Report:
    """The report with those findings marked that a decision on a conflict covers: "distinct" or "accepted"."""
    settled = list(of_ruling(ledger, Ruling.DISTINCT, Ruling.ACCEPTED))
    if not settled:
        return report
    findings = []
    for finding in report.findings:
        if is_conflict(finding) and _match(_conflict(finding), settled) is not None:
            finding = finding._replace(suppressed="resolved")
        findings.append(finding)
    return report._replace(findings=tuple(findings))

"""Conflicts as records: found by a check, decided by people, open again when what they say has changed.

A record stands for one disagreement between claims, however often it is found. It is met again by the fingerprint of
its finding; where a figure or an article's name was edited, by its claims, the rule's family and its figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from claimcheck.errors import UsageError
from claimcheck.ledger.ids import new_ids
from claimcheck.ledger.records import Conflict, Decision, Ledger, Ruling, Side
from claimcheck.ledger.status import decision, ruling
from claimcheck.ledger.texts import digest
from claimcheck.model import Finding, Location, Report, Severity
from claimcheck.wording import reading

FAMILIES = ("CC1", "CC2", "CC3")  # figures of the text against each other; the rest is about one place or a source
SETTLED = frozenset((Ruling.DISTINCT, Ruling.ACCEPTED))
OURSELVES = "claimcheck"
WHY = {Ruling.DISTINCT: "not about the same thing", Ruling.ACCEPTED: "to stand as they are"}
STILL_FOUND = "called fixed, but still found"


def refreshed(ledger: Ledger, report: Report, at: str, only: Collection[str] | None = None) -> Ledger:
    """The ledger with its conflicts as the report finds them; records that say the same already stay as they are.

    A conflict found no more gets `gone`, unless an article of one of its sides could not be read. `only`: the ids of
    the articles and loose claims the report is about; conflicts that touch none of them are left alone.
    """
    findings = [f for f in report.findings if is_conflict(f)]
    met = matched(ledger, findings)
    changed: list[Conflict] = []
    fresh: list[Finding] = []
    for number, finding in enumerate(findings):
        known = met.get(number)
        if known is None:
            fresh.append(finding)
            continue
        found = _again(_written(known, finding), ledger, at)
        if found != known:
            changed.append(found)
    ids = new_ids("conflicts", len(fresh), ledger.conflicts)
    changed += (_written(Conflict(id, "", "", "", (), found=at), f) for id, f in zip(ids, fresh, strict=True))
    kept = {conflict.id for conflict in met.values()}
    looked = _looked_at(ledger, report, only)
    changed += (
        c._replace(gone=at) for id, c in ledger.conflicts.items() if id not in kept and not c.gone and looked(c)
    )
    return ledger.put(*changed) if changed else ledger


def is_conflict(finding: Finding) -> bool:
    """True for a finding that is kept as a conflict: two or more of its sides lie in claims, and nobody silenced it."""
    return (
        finding.code.startswith(FAMILIES)
        and finding.severity >= Severity.WARNING
        and finding.suppressed is None
        and len(_claims(finding)) > 1
    )


def _claims(finding: Finding) -> list[str]:
    return [where.claim_id for where in finding.locations if where.claim_id is not None]


def _surfaces(finding: Finding) -> Counter[tuple[str, str]]:
    return Counter((w.claim_id, _surface(w)) for w in finding.locations if w.claim_id is not None)


def _surface(where: Location) -> str:
    """The figure as written, on one line, as a record holds it."""
    return " ".join(where.text.split())


def _written(conflict: Conflict, finding: Finding) -> Conflict:
    """The record as the finding tells it; id, dates and decisions stay."""
    sides = tuple(
        Side(w.claim_id, _surface(w), reading(w.figure) if w.figure is not None else "")
        for w in finding.locations
        if w.claim_id is not None
    )
    return conflict._replace(
        code=finding.code,
        fingerprint=finding.fingerprint,
        message=finding.message,
        sides=sides,
        severity=finding.severity.label,
        explanation=finding.explanation,
        gone="",
    )


def _again(conflict: Conflict, ledger: Ledger, at: str) -> Conflict:
    """A conflict that is found although somebody called it fixed, in the wording it has now, is open again."""
    stands = decision(conflict, ledger)
    if stands is None or stands.ruling is not Ruling.FIXED:
        return conflict
    reopened = Decision(Ruling.OPEN, OURSELVES, at, digests(conflict, ledger), STILL_FOUND)
    return conflict._replace(decisions=(*conflict.decisions, reopened))


def _looked_at(ledger: Ledger, report: Report, only: Collection[str] | None) -> Callable[[Conflict], bool]:
    """Whether the report would have the finding if it were still there: each side's text was read, or is gone."""
    unread = {s.path for s in report.skipped} - {d.path for d in report.documents}
    lost = {a.id for a in ledger.articles.values() if a.path in unread}
    touched = None if only is None else frozenset(only)

    def looked(conflict: Conflict) -> bool:
        claims = [c for side in conflict.sides if (c := ledger.claims.get(side.claim)) is not None]
        if touched is not None and not any(c.id in touched or c.article in touched for c in claims):
            return False
        if len(claims) < len(conflict.sides) or any(c.gone for c in claims):
            return True
        return not any(c.article in lost for c in claims)

    return looked


# --- which record a finding is ---------------------------------------------------------------------------------------


def matched(ledger: Ledger, findings: Sequence[Finding]) -> dict[int, Conflict]:
    """Finding's index → the record it is, for every finding met before.

    First by fingerprint and claims; then by claims, the rule's family and the figures; last, as the text may have been
    edited, by the claims alone, or two of several: but only where no decision stands, lest it stand for other figures.
    """
    named: dict[tuple[str, str], list[Conflict]] = defaultdict(list)
    for conflict in ledger.conflicts.values():
        for id in {side.claim for side in conflict.sides}:
            named[conflict.code[:3], id].append(conflict)
    met: dict[int, Conflict] = {}
    taken: set[str] = set()
    for alike in (_same_words, _same_figures, _same_claims, _shared_claims):
        for number, finding in enumerate(findings):
            claims = frozenset(_claims(finding))
            if number in met or not claims:
                continue
            known = {c.id: c for id in claims for c in named.get((finding.code[:3], id), ()) if c.id not in taken}
            found = [c for c in known.values() if alike(c, finding, claims, ledger)]
            if found:
                best = min(
                    found, key=lambda c: (decision(c, ledger) is None, bool(c.gone), c.code != finding.code, c.id)
                )
                met[number] = best
                taken.add(best.id)
    return met


def _same_words(conflict: Conflict, finding: Finding, claims: frozenset[str], ledger: Ledger) -> bool:
    return conflict.fingerprint == finding.fingerprint and _claims_of(conflict) == claims


def _same_figures(conflict: Conflict, finding: Finding, claims: frozenset[str], ledger: Ledger) -> bool:
    return Counter((side.claim, side.surface) for side in conflict.sides) == _surfaces(finding)


def _same_claims(conflict: Conflict, finding: Finding, claims: frozenset[str], ledger: Ledger) -> bool:
    return _claims_of(conflict) == claims and decision(conflict, ledger) is None


def _shared_claims(conflict: Conflict, finding: Finding, claims: frozenset[str], ledger: Ledger) -> bool:
    return len(_claims_of(conflict) & claims) > 1 and decision(conflict, ledger) is None


def _claims_of(conflict: Conflict) -> frozenset[str]:
    return frozenset(side.claim for side in conflict.sides)


def resolved(report: Report, ledger: Ledger) -> Report:
    """The report with the findings marked whose conflict somebody called distinct or accepted, as it is worded now."""
    findings = list(report.findings)
    for number, conflict in matched(ledger, findings).items():
        if findings[number].suppressed is None and ruling(conflict, ledger) in SETTLED:
            findings[number] = findings[number]._replace(suppressed="resolved")
    return report._replace(findings=tuple(findings))


# --- what people decide ----------------------------------------------------------------------------------------------


class Settled(NamedTuple):
    """What became of one conflict: where it stood and stands. `repeated`: that was decided already, by that person."""

    conflict: Conflict
    was: Ruling
    now: Ruling
    repeated: bool = False


def decide(ledger: Ledger, ids: Iterable[str], as_: Ruling, by: str, at: str, note: str = "") -> Ledger:
    """The ledger with a decision on each conflict, for the wordings its sides have now. Raises UsageError."""
    return settled(ledger, ids, Decision(as_, by, at, note=note.strip()))[0]


def settled(ledger: Ledger, ids: Iterable[str], made: Decision) -> tuple[Ledger, list[Settled]]:
    """The same, and what became of each conflict."""
    if made.ruling in SETTLED and not made.note:
        raise UsageError(f"say why the figures are {WHY[made.ruling]}: somebody will ask", 'add --note "…"')
    told: list[Settled] = []
    for id in ids:
        before = ledger.conflicts[id]
        stands = decision(before, ledger)
        said = made._replace(digests=digests(before, ledger))
        repeated = stands is not None and stands._replace(at=said.at) == said
        after = before if repeated else before._replace(decisions=(*before.decisions, said))
        told.append(Settled(after, ruling(before, ledger), ruling(after, ledger), repeated))
    changed = [one.conflict for one in told if not one.repeated]
    return (ledger.put(*changed) if changed else ledger), told


def digests(conflict: Conflict, ledger: Ledger) -> tuple[str, ...]:
    """What the sides of a conflict say now, in order; "" for a claim that is no more."""
    return tuple(
        digest(claim.text) if (claim := ledger.claims.get(side.claim)) is not None else "" for side in conflict.sides
    )

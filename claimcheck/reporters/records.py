"""The shapes of INTERFACE 5: model objects → plain records for JSON. `data/report.schema.json` describes the same.

Here and nowhere else: objects of the model do not serialize themselves, and no dict travels between stages.
"""

from __future__ import annotations

from claimcheck.model import ClaimKind, Comparison, Document, Figure, Finding, Location, Position, Report, Severity
from claimcheck.reporters.encode import Json, plain

SCHEMA_VERSION = 1
_NOT_CLAIMED = frozenset((ClaimKind.HEADING, ClaimKind.META))


def tool_record() -> dict[str, Json]:
    """Who wrote the report."""
    from claimcheck import __version__

    return {"name": "claimcheck", "version": __version__}


def report_record(report: Report) -> dict[str, Json]:
    """A whole report."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": tool_record(),
        "documents": [document_record(d) for d in report.documents],
        "findings": [finding_record(f) for f in report.findings],
        "skipped": [{"code": s.code, "path": s.path, "reason": s.reason} for s in report.skipped],
        "summary": summary_record(report),
    }


def summary_record(report: Report) -> dict[str, Json]:
    """The counts of a report; suppressed findings count as such and under no severity."""
    shown = [f.severity for f in report.findings if f.suppressed is None]
    return {
        "files": len(report.documents),
        "sentences": sum(len(d.sentences) for d in report.documents),
        "claims": sum(claims(d) for d in report.documents),
        "figures": sum(figures(d) for d in report.documents),
        **{severity.label: shown.count(severity) for severity in reversed(Severity)},
        "suppressed": len(report.findings) - len(shown),
        "unchecked": len(report.skipped),
        "seconds": round(report.seconds, 3),
    }


def claims(document: Document) -> int:
    """How many sentences of a document state something: headings and leftovers are left out."""
    return sum(c.kind not in _NOT_CLAIMED for c in document.claims)


def figures(document: Document) -> int:
    """How many figures a document holds."""
    return sum(len(c.figures) for c in document.claims)


def document_record(document: Document) -> dict[str, Json]:
    """One article that was read."""
    return {
        "path": document.path,
        "title": document.title or None,
        "dateline": document.dateline.isoformat() if document.dateline else None,
        "sentences": len(document.sentences),
        "claims": claims(document),
        "figures": figures(document),
    }


def finding_record(finding: Finding) -> dict[str, Json]:
    """One finding with every side's location."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "confidence": round(finding.confidence, 2),
        "message": finding.message,
        "explanation": list(finding.explanation),
        "fingerprint": finding.fingerprint,
        "locations": [location_record(where) for where in finding.locations],
        "help": finding.help or None,
        "suppressed": finding.suppressed,
    }


def location_record(where: Location) -> dict[str, Json]:
    """One side of a finding. `place` ("page 3") is only there for files that have no lines."""
    record: dict[str, Json] = {
        "path": where.path,
        "start": _position(where.start),
        "end": _position(where.end),
        "text": where.text,
        "sentence": where.sentence,
        "claim_id": where.claim_id,
        "figure": None if where.figure is None else _figure_at(where, where.figure),
        "role": where.role or None,
    }
    return {**record, "place": where.place} if where.place else record


def _figure_at(where: Location, figure: Figure) -> dict[str, Json]:
    """The figure of a location, its span in offsets of the file as the location's are."""
    record = figure_record(figure)
    if where.text == figure.surface:
        record |= {"start": where.start.offset, "end": where.end.offset}
    return record


def _position(position: Position) -> dict[str, Json]:
    return {"line": position.line, "column": position.column, "offset": position.offset}


def figure_record(figure: Figure) -> dict[str, Json]:
    """One figure; numbers in the unit as written, and once more in the base unit of the dimension."""
    base = figure.base
    return {
        "start": figure.start,
        "end": figure.end,
        "surface": figure.surface,
        "kind": figure.kind,
        "dimension": figure.dimension,
        "value": plain(figure.value),
        "low": plain(figure.low),
        "high": plain(figure.high),
        "modifier": figure.modifier,
        "unit": figure.unit,
        "base": None if base is None else {"unit": base.unit, "low": plain(base.low), "high": plain(base.high)},
        "per": figure.per or None,
        "date": figure.date,
    }


def comparison_record(comparison: Comparison) -> dict[str, Json]:
    """The verdict on two statements."""
    return {
        "verdict": comparison.verdict,
        "severity": None if comparison.severity is None else comparison.severity.label,
        "confidence": round(comparison.confidence, 2),
        "reason": comparison.reason,
        "findings": [finding_record(f) for f in comparison.findings],
    }

"""The consistency report as one JSON object (data/consistency.schema.json). A record stands on a line of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from claimcheck.ledger.consistency import ConsistencyReport, Counts, Rewritten, ShownConflict, Signed, Since
from claimcheck.ledger.records import Status
from claimcheck.reporters import Look
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.ledger.records import (
    Object,
    claim_record,
    conflict_record,
    side_record,
    source_record,
    verdict_record,
)
from claimcheck.reporters.records import tool_record

SCHEMA_VERSION = 1


def write(report: ConsistencyReport, stream: TextIO, look: Look) -> None:
    """Write the report."""
    stream.writelines(_page(_whole(report)))


def _page(fields: Mapping[str, Json | Iterable[Json]]) -> Iterator[str]:
    """An object: each field on a line, each item of a list on a line, whatever is inside them in that line."""
    yield "{\n"
    for number, (name, value) in enumerate(fields.items()):
        yield ("  " if not number else ",\n  ") + encode(name) + ": "
        if isinstance(value, (str, Mapping)) or not isinstance(value, Iterable):
            yield encode(value)
            continue
        rows = [encode(item) for item in value]
        yield "[\n    " + ",\n    ".join(rows) + "\n  ]" if rows else "[]"
    yield "\n}\n"


def _whole(report: ConsistencyReport) -> dict[str, Json | Iterable[Json]]:
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": tool_record(),
        "ledger": report.ledger,
        "made": report.made,
        "scope": report.scope or None,
        "summary": _summary(report),
        "articles": [
            {
                "id": progress.article.id if progress.article else None,
                "path": progress.path or None,
                "title": (progress.article.title or None) if progress.article else None,
                "conflicts": progress.conflicts,
                "state": progress.state or None,
                **_counts(progress.counts),
            }
            for progress in report.articles
        ],
        "people": [
            {"name": one.name, "verdicts": one.given, "standing": one.standing, "last": one.last or None}
            for one in report.people
        ],
        "conflicts": map(_conflict, report.conflicts),
        "decided": map(_conflict, report.decided),
        "contested": [view.claim.id for view in report.contested],
        "stale": [
            {
                "id": doubt.view.claim.id,
                "why": doubt.view.standing.why or None,
                "was": doubt.was or None,
                "now": doubt.view.claim.text,
                "removed": doubt.old or None,
                "added": doubt.new or None,
                "verdict": verdict_record(doubt.verdict),
            }
            for doubt in report.stale
        ],
        "disagreements": [view.claim.id for view in report.disagreements],
        "unverified": [view.claim.id for view in report.unverified],
        "unsourced": [view.claim.id for view in report.unsourced],
        "sources": [
            {**source_record(use.source), "claims": use.claims, "articles": use.articles, "state": use.state or None}
            for use in report.sources
        ],
        "since": _since(report.since) if report.since else None,
        "claims": (claim_record(view, report.path(view)) for view in report.claims),
    }


def _summary(report: ConsistencyReport) -> Object:
    found = _counts(report.counts)
    found["open_conflicts"] = len(report.conflicts)
    found["decided_conflicts"] = len(report.decided)
    found["records"] = len(report.claims)
    return found


def _counts(counts: Counts) -> Object:
    return {
        "claims": counts.claims,
        "done": counts.done,
        "percent": counts.percent,
        "statuses": {str(status): counts.statuses.get(status, 0) for status in Status},
        "unsourced": counts.unsourced,
        "disagreements": counts.disagreements,
    }


def _conflict(shown: ShownConflict) -> Object:
    sides = [side_record(s.claim, s.surface, s.reading, s.text, s.path, s.place) for s in shown.sides]
    return conflict_record(shown.conflict, shown.ruling, sides)


def _since(since: Since) -> Object:
    return {
        "since": since.label,
        "new": [view.claim.id for view in since.new],
        "changed": [_rewritten(one) for one in since.rewritten if not one.keeps],
        "reworded": [_rewritten(one) for one in since.rewritten if one.keeps],
        "gone": [view.claim.id for view in since.gone],
        "removed": [{"id": claim.id, "text": claim.text} for claim in since.removed],
        "verdicts": [_signed(one) for one in since.verdicts],
        "conflicts": [shown.conflict.id for shown in since.found],
        "settled": [shown.conflict.id for shown in since.settled],
        "reopened": [shown.conflict.id for shown in since.reopened],
    }


def _rewritten(one: Rewritten) -> Object:
    return {
        "id": one.view.claim.id,
        "was": one.was,
        "now": one.view.claim.text,
        "removed": one.old or None,
        "added": one.new or None,
    }


def _signed(one: Signed) -> Object:
    return {"id": one.view.claim.id, **verdict_record(one.verdict, one.view.standing.verdicts)}

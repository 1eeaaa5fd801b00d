"""The consistency report for a spreadsheet: one claim a row, none left out, no cell a formula."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from claimcheck.ledger.consistency import ConsistencyReport
from claimcheck.ledger.views import ClaimView
from claimcheck.reporters import Look
from claimcheck.reporters.encode import Json
from claimcheck.reporters.spreadsheet import cell
from claimcheck.reporters.spreadsheet import write as write_rows


def write(report: ConsistencyReport, stream: TextIO, look: Look) -> None:
    """Write the claims of the report, with a header even where there are none."""
    write_rows(_rows(report), stream)


HEADER = (
    *("id", "text", "article", "line", "kind", "status", "verdict", "by", "at", "disagreement", "why", "was"),
    *("conflicts", "sources", "unsourced", "gone", "tags", "note"),
)


def _rows(report: ConsistencyReport) -> Iterator[tuple[str, ...]]:
    unsourced = {view.claim.id for view in report.unsourced}
    was = {doubt.view.claim.id: doubt.was for doubt in report.stale}
    yield HEADER
    for view in report.claims:
        yield tuple(map(cell, _row(view, report, was.get(view.claim.id, ""), unsourced)))


def _row(view: ClaimView, report: ConsistencyReport, was: str, unsourced: set[str]) -> tuple[Json, ...]:
    claim, standing = view.claim, view.standing
    given = standing.verdicts
    names = report.source_names
    return (
        claim.id,
        claim.text,
        report.path(view),
        view.place.line if view.place else None,
        claim.kind,
        str(view.status),
        "; ".join(str(verdict.status) for verdict in given),
        "; ".join(verdict.by for verdict in given),
        "; ".join(verdict.at for verdict in given),
        "yes" if standing.disagreement else "",
        standing.why,
        was,
        "; ".join(conflict.id for conflict in view.conflicts),
        "; ".join(dict.fromkeys(names.get(citation.source, citation.source) for citation in view.citations)),
        "yes" if claim.id in unsourced else "",
        claim.gone,
        "; ".join(claim.tags),
        claim.note,
    )

"""`csv`: the findings as a table for a spreadsheet, a row a side, the doubtful one first.

Cells that a spreadsheet would take for a formula are guarded (spreadsheet.py). What somebody silenced is there, marked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from claimcheck.model import Report
from claimcheck.reporters import Look
from claimcheck.reporters.spreadsheet import cell
from claimcheck.reporters.spreadsheet import write as write_rows

COLUMNS = (
    *("finding", "code", "name", "severity", "path", "line", "column", "place", "text", "sentence", "claim"),
    *("message", "suppressed", "fingerprint"),
)


def write(report: Report, stream: TextIO, look: Look) -> None:
    """Write the head and the rows."""
    write_rows((COLUMNS, *_rows(report)), stream)


def _rows(report: Report) -> Iterator[tuple[str, ...]]:
    for number, finding in enumerate(report.findings, 1):
        for where in finding.locations:
            line, column = ("", "") if where.place else (str(where.start.line), str(where.start.column))
            yield (
                str(number),
                finding.code,
                finding.name,
                finding.severity.label,
                cell(where.path),
                line,
                column,
                cell(where.place),
                cell(where.text),
                cell(where.sentence),
                where.claim_id or "",
                cell(finding.message),
                finding.suppressed or "",
                finding.fingerprint,
            )

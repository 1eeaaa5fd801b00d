"""`rdjson`: Reviewdog Diagnostic Format, which reviewdog turns into review comments on any host of code.

Columns are bytes of UTF-8, 1-based, the end exclusive (`reviewdog.proto`: Position, Range).
"""

from __future__ import annotations

from typing import TextIO

from claimcheck.model import Finding, Location, Report
from claimcheck.reporters import Look
from claimcheck.reporters.columns import Regions, utf8
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.visible import squeezed, visible


def write(report: Report, stream: TextIO, look: Look) -> None:
    """Write the findings as one object."""
    regions = Regions(report, utf8)
    found = [_diagnostic(finding, regions) for finding in report.shown]
    stream.write(encode({"source": {"name": "claimcheck"}, "diagnostics": found}, pretty=True) + "\n")


def _diagnostic(finding: Finding, regions: Regions) -> dict[str, Json]:
    first, *others = finding.locations
    told = [finding.message, *(text for text in finding.explanation if text not in finding.message)]
    record: dict[str, Json] = {
        "message": "\n".join(map(squeezed, told)),
        "location": _location(first, regions),
        "severity": finding.severity.label.upper(),
        "code": {"value": finding.code},
    }
    if others:
        record["related_locations"] = [
            {"message": squeezed(where.text or where.role), "location": _location(where, regions)} for where in others
        ]
    return record


def _location(where: Location, regions: Regions) -> dict[str, Json]:
    region = regions.of(where)
    record: dict[str, Json] = {"path": visible(region.path)}
    if not region.line:
        return record
    start = {"line": region.line, "column": region.column}
    return {**record, "range": {"start": start, "end": {"line": region.end_line, "column": region.end_column}}}

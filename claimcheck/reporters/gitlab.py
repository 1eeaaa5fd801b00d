"""`gitlab`: a Code Quality report, which GitLab shows in the merge request (its documented subset of Code Climate).

It has lines and no columns; the severities are GitLab's own words. What somebody silenced is left out.
"""

from __future__ import annotations

from typing import TextIO

from claimcheck.model import Finding, Report, Severity
from claimcheck.reporters import Look
from claimcheck.reporters.columns import Regions, utf16
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.visible import squeezed, visible

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(report: Report, stream: TextIO, look: Look) -> None:
    """Write the findings as one list."""
    regions = Regions(report, utf16)
    stream.write(encode([_issue(finding, regions) for finding in report.shown], pretty=True) + "\n")


def _issue(finding: Finding, regions: Regions) -> dict[str, Json]:
    region = regions.of(finding.locations[0])
    return {
        "description": squeezed(f"{finding.code} {finding.name}: {finding.message}"),
        "check_name": finding.code,
        "fingerprint": finding.fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": {
            "path": visible(region.path),
            "lines": {"begin": max(region.line, 1), "end": max(region.end_line, 1)},
        },
    }

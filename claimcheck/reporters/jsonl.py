"""`jsonl`: one finding a line, each the same object as in `json`. The counts go to standard error with every format."""

from __future__ import annotations

from typing import TextIO

from claimcheck.model import Report
from claimcheck.reporters import Look
from claimcheck.reporters.encode import encode
from claimcheck.reporters.records import finding_record


def write(report: Report, stream: TextIO, look: Look) -> None:
    """Write the findings in order."""
    for finding in report.findings:
        stream.write(encode(finding_record(finding)) + "\n")

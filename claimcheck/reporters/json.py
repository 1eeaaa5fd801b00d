"""`json`: the whole report as one object, as INTERFACE 5 and `data/report.schema.json` have it."""

from __future__ import annotations

from typing import TextIO

from claimcheck.model import Report
from claimcheck.reporters import Look
from claimcheck.reporters.encode import encode
from claimcheck.reporters.records import report_record


def write(report: Report, stream: TextIO, look: Look) -> None:
    """Write the report, indented for reading and diffing."""
    stream.write(encode(report_record(report), pretty=True) + "\n")

"""`concise`: one line a finding, `path:line:column: code severity "this" … "that" (where): what is wrong`.

The form editors and grep understand. A line is never wrapped and never coloured, whatever it is written to.
"""

from __future__ import annotations

from typing import TextIO

from claimcheck.model import Finding, Location, Report
from claimcheck.reporters import Look
from claimcheck.reporters.folding import folded
from claimcheck.reporters.visible import clipped, named, squeezed

_LONGEST = 80  # cells of a side that are quoted


def write(report: Report, stream: TextIO, look: Look) -> None:
    """Write the findings in order."""
    for finding in report.shown if look.detail else folded(report.shown):
        stream.write(line(finding) + "\n")


def line(finding: Finding) -> str:
    """One finding on one line, the doubtful side first."""
    first = finding.locations[0]
    sides = [f'"{_said(w)}"' + f" ({where(w)})" * (w is not first) for w in finding.locations if w.text]
    said = f" {' … '.join(sides)}" if sides else ""
    return f"{where(first)}: {finding.code} {finding.severity.label}{said}: {squeezed(detail(finding))}"


def _said(location: Location) -> str:
    """What stands there: a figure as it is, of a whole sentence its beginning."""
    return clipped(squeezed(location.text), _LONGEST)


def detail(finding: Finding) -> str:
    """What a message says beyond quoting the sides, which stand before it here: “12” … “14”: 2 apart → 2 apart."""
    quoted = [f"“{location.text}”" for location in finding.locations]
    for sides in range(len(quoted), 0, -1):
        opening = " … ".join(quoted[:sides]) + ": "
        if finding.message.startswith(opening):
            return finding.message.removeprefix(opening)
    return finding.message


def where(location: Location) -> str:
    """`path:line:column`, or `path:page 3` for files that have no lines."""
    path = named(location.path)
    if location.place:
        return f"{path}:{squeezed(location.place)}"
    return f"{path}:{location.start.line}:{location.start.column}"

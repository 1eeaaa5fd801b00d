"""`md`: a page for a comment on a pull request: a summary, and a table of the findings.

Whatever comes from an article stands in a code span, where no markup, link, image, HTML, mention or issue number is
live; a vertical bar is escaped even there, as a table is cut into cells first (GitHub Flavored Markdown, tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO

from claimcheck.model import Finding, Report
from claimcheck.reporters import Look
from claimcheck.reporters.concise import detail, where
from claimcheck.reporters.folding import folded
from claimcheck.reporters.summary import counted, verdict
from claimcheck.reporters.visible import clipped, squeezed

_ROOM = 50_000  # bytes of rows: GitHub refuses a comment of more than 65,536 characters
_LONGEST = 160  # cells of a text in the table
_TICKS = re.compile("`+")


def write(report: Report, stream: TextIO, look: Look) -> None:
    """Write the page."""
    stream.writelines(line + "\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    summary = "".join(text for text, _ in verdict(report))
    yield f"**claimcheck**: {summary}"
    shown = folded(report.shown)
    if shown:
        yield ""
        yield "| | where | what |"
        yield "|---|---|---|"
        yield from _rows(shown)
    if report.skipped:
        yield ""
        yield "Not checked:"
        yield ""
        for skipped in report.skipped:
            yield f"* {code(skipped.path)}: {code(skipped.reason)} ({skipped.code})"


def _rows(shown: list[Finding]) -> Iterator[str]:
    """The rows in their order. Where they are too many for one comment the gravest stay, and the rest is counted."""
    rows = [_row(finding) for finding in shown]
    room, kept = _ROOM, set[int]()
    for at in sorted(range(len(rows)), key=lambda at: -shown[at].severity):
        room -= len(rows[at].encode()) + 1
        if room < 0:
            break
        kept.add(at)
    yield from (row for at, row in enumerate(rows) if at in kept)
    if len(kept) < len(rows):
        yield ""
        yield f"{counted(len(rows) - len(kept), 'more finding')}: too many for one comment."


def _row(finding: Finding) -> str:
    sides = [f"{code(where(w))} {code(w.text)}" if w.text else code(where(w)) for w in finding.locations]
    told = code(detail(finding))
    return f"| {finding.severity.label} {finding.code} | {'<br>'.join(sides)} | {told} |"


def code(text: str) -> str:
    """Text as a code span of its own, longer backticks around those inside; "" for none."""
    plain = clipped(squeezed(text), _LONGEST).replace("|", "\\|")
    if not plain:
        return ""
    fence = "`" * (max((len(ticks) for ticks in _TICKS.findall(plain)), default=0) + 1)
    pad = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{pad}{plain}{pad}{fence}"

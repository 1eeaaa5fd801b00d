"""The line a report ends with: what was found, in how much text, and what could not be checked.

An empty run is not a clean bill: when nothing was found because nothing could be compared, it says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from claimcheck.model import Report, Severity
from claimcheck.reporters.paint import Line, Piece
from claimcheck.reporters.records import figures
from claimcheck.reporters.visible import squeezed, visible


def summary(report: Report) -> Iterator[Line]:
    """What could not be checked, then the counts, as styled lines."""
    for skipped in report.skipped:
        yield (
            ("not checked: ", "warning"),
            (f"{visible(skipped.path)}: {squeezed(skipped.reason)} ({skipped.code})", ""),
        )
    yield verdict(report)
    reason = _nothing_compared(report)
    if reason:
        yield ((reason, "warning"),)


def verdict(report: Report) -> Line:
    """The counts on one line: "2 errors, 1 warning in 1 article (24 sentences, 17 figures)"."""
    extent = ", ".join(
        (
            counted(sum(len(d.sentences) for d in report.documents), "sentence"),
            counted(sum(figures(d) for d in report.documents), "figure"),
        )
    )
    inside = f" in {counted(len(report.documents), 'article')} ({extent})"
    unchecked = f"; {counted(len(report.skipped), 'part')} not checked" if report.skipped else ""
    return *_found(report), (inside + _suppressed(report) + unchecked, "")


def _found(report: Report) -> tuple[Piece, ...]:
    shown = Counter(f.severity for f in report.shown)
    if not shown:
        return (("nothing found", "good" if not (report.skipped or _nothing_compared(report)) else "warning"),)
    pieces: list[Piece] = []
    for severity in sorted(Severity, reverse=True):
        if shown[severity]:
            number = shown[severity]
            told = f"{number:,} info" if severity is Severity.INFO else counted(number, severity.label)
            pieces += [(", ", "")] * bool(pieces) + [(told, severity.label)]
    return tuple(pieces)


def _suppressed(report: Report) -> str:
    """How many findings were silenced, and by what."""
    ways = Counter(f.suppressed for f in report.findings if f.suppressed is not None)
    words = {"inline": "by a comment", "baseline": "by the baseline", "resolved": "as resolved"}
    told = ", ".join(f"{ways[way]:,} {words[way]}" for way in words if ways[way])
    return f"; silenced: {told}" if told else ""


def _nothing_compared(report: Report) -> str:
    """Why an empty report is no clean bill, or ""."""
    if report.findings or not report.documents:
        return ""
    if not any(figures(d) for d in report.documents):
        return "there were no figures to compare, so this is not a clean bill"
    if report.compared == 0:
        return "no two figures were about the same thing, so nothing was compared: this is not a clean bill"
    return ""


def counted(number: int, word: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"

"""Two statements side by side, for people: the verdict, both with their figures, the arithmetic, and why they were, or
were not, taken to be about the same thing.

    conflict: they cannot both be true (confidence 70%)

    A | Fewer than 50 people came.
      | ^^^^^^^^^^^^^^^^^^^^ less than 50 people
    B | All 53 people sang.
      |     ^^^^^^^^^ 53 people
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model import Comparison, Document, Figure, Finding
from claimcheck.reporters import Look
from claimcheck.reporters.abouts import lines as record
from claimcheck.reporters.full import MOST_LABEL, PIPE_WIDTH, headed, helped
from claimcheck.reporters.paint import SHARED, Line, note
from claimcheck.reporters.readings import read_as
from claimcheck.reporters.snippet import Mark, dots_of, snippet
from claimcheck.reporters.visible import cells, squeezed

_MEANING = {
    "conflict": "they cannot both be true",
    "agree": "the second follows from the first",
    "compatible": "neither contradicts nor settles the other",
    "unrelated": "not about the same thing, so there is nothing to compare",
}
_STYLE = {"conflict": "error", "agree": "good", "compatible": "info", "unrelated": "dim"}
_MARGIN = 4  # the name of a statement, and the gutter


def lines(comparison: Comparison, look: Look) -> Iterator[Line]:
    """The comparison as styled lines."""
    sure = f" (confidence {comparison.confidence:.0%})" if comparison.confidence else ""
    verdict = comparison.verdict
    yield (verdict, _STYLE[verdict]), (f": {_MEANING[verdict]}{sure}", "title")
    yield ()
    for document in comparison.documents:
        yield from _statement(document, comparison, look)
    yield ()
    for finding in comparison.findings:
        yield from _found(finding, look)
    told = any(comparison.reason in finding.explanation for finding in comparison.findings)
    if comparison.reason and not told:
        yield from note(1, "" if comparison.reason.startswith(SHARED) else "why: ", comparison.reason, look)
    if look.detail:
        yield from _records(comparison)


def _found(finding: Finding, look: Look) -> Iterator[Line]:
    """What a rule has to say, the arithmetic, why the sides were put together, and what to do."""
    yield from headed(finding.severity.label, finding.code, finding.name, finding.message, look)
    for step in finding.explanation:
        if step not in finding.message:
            yield from note(1, "", step, look)
    yield from helped(finding, 1, look)


def _statement(document: Document, comparison: Comparison, look: Look) -> Iterator[Line]:
    """One statement with what was understood under each of its figures; those in conflict stand out."""
    sides = {
        (w.path, w.start.offset): finding.severity.label for finding in comparison.findings for w in finding.locations
    }
    marks = [_mark(document, figure, sides) for claim in document.claims for figure in claim.figures]
    marked = {(document.path, document.origin(f.start)) for claim in document.claims for f in claim.figures}
    marks += [
        Mark(w.start.line, w.start.column - 1, w.start.column - 1 + len(w.text), "", finding.severity.label)
        for finding in comparison.findings
        for w in finding.locations
        if w.path == document.path and (w.path, w.start.offset) not in marked and w.end.line == w.start.line
    ]
    text = document.source if document.source is not None else document.text
    rows = text.splitlines() or [""]
    name = document.path.upper()
    if not marks:
        yield (name, "place"), (" | ", "gutter"), (squeezed(text), ""), ("  (no figures)", "dim")
        return
    width = (look.width or PIPE_WIDTH) - _MARGIN
    spare = min(max(cells(mark.label) for mark in marks) + 1, MOST_LABEL)
    drawn = snippet(lambda number: rows[number - 1], marks, width, 1, False, dots_of(look), spare)
    _, *first = next(drawn)
    yield (name, "place"), *first
    yield from drawn


def _mark(document: Document, figure: Figure, sides: dict[tuple[str, int], str]) -> Mark:
    where = document.locate(figure.start, figure.end, figure=figure)
    start = where.start.column - 1
    unsettled = figure.date is not None and "X" in figure.date  # a Monday of no known week
    label = "" if unsettled else squeezed(read_as(figure))
    label = "" if label.casefold() == squeezed(where.text).casefold() else label
    severity = sides.get((where.path, where.start.offset))
    style, stroke = (severity, "^") if severity else ("other", "-")
    return Mark(where.start.line, start, start + len(where.text), label, style, stroke)


def _records(comparison: Comparison) -> Iterator[Line]:
    """What every figure of either statement was taken to be about."""
    for document in comparison.documents:
        for claim in document.claims:
            for at in range(len(claim.figures)):
                yield ()
                yield from record(document, claim, at, document.path.upper())

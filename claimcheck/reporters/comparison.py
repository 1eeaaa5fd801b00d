"""Two statements side by side, for people: the verdict, the arithmetic, and why they were (not) taken to be about the
same thing.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model import Comparison, Document, Figure
from claimcheck.reporters import Look
from claimcheck.reporters.full import picture
from claimcheck.reporters.paint import Line
from claimcheck.reporters.snippet import Mark, snippet
from claimcheck.reporters.visible import squeezed
from claimcheck.wording import reading

_MEANING = {
    "conflict": "they cannot both be true",
    "agree": "the second follows from the first",
    "compatible": "about the same thing, and neither contradicts nor settles the other",
    "unrelated": "not about the same thing, so there is nothing to compare",
}
_STYLE = {"conflict": "error", "agree": "good", "compatible": "info", "unrelated": "dim"}
_PIPE_WIDTH = 110
_MARGIN = 28  # the gutter, and room for a label behind the last figure


def lines(comparison: Comparison, look: Look) -> Iterator[Line]:
    """The comparison as styled lines: the verdict, both statements with their figures, the reason."""
    sure = f" (confidence {comparison.confidence:.0%})" if comparison.confidence else ""
    verdict = comparison.verdict
    yield (verdict, _STYLE[verdict]), (f": {_MEANING[verdict]}{sure}", "title")
    yield ()
    documents = {document.path: document for document in comparison.documents}
    for finding in comparison.findings:
        yield from picture(finding, documents, look)
        yield ()
    if not comparison.findings:
        for document in comparison.documents:
            yield from _statement(document, look)
        yield ()
    if comparison.reason and not any(comparison.reason in finding.explanation for finding in comparison.findings):
        yield ("why: ", "help"), (squeezed(comparison.reason), "")


def _statement(document: Document, look: Look) -> Iterator[Line]:
    """One statement with what was understood under each of its figures."""
    marks = [_mark(document, figure) for claim in document.claims for figure in claim.figures]
    text = document.source if document.source is not None else document.text
    rows = text.splitlines() or [""]
    name = f"{document.path.upper()} | "
    if not marks:
        yield (name, "gutter"), (squeezed(text), ""), ("  (no figures)", "dim")
        return
    drawn = snippet(lambda number: rows[number - 1], marks, (look.width or _PIPE_WIDTH) - _MARGIN, 1, numbered=False)
    _, *first = next(drawn)
    yield (name, "gutter"), *first
    yield from drawn


def _mark(document: Document, figure: Figure) -> Mark:
    where = document.locate(figure.start, figure.end, figure=figure)
    start = where.start.column - 1
    label = figure.date or reading(figure)
    return Mark(where.start.line, start, start + len(where.text), squeezed(label), "other", "-")

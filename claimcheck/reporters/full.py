"""`full`: every finding as a picture. What is wrong, the source lines with carets under both sides, the arithmetic, why
the sides were taken to be about the same thing, one line of help; at the end the summary.

    error[CC103] bound-broken: at most 20 miles against 35 kilometres
      --> fire.md:3:41
       |
     3 | … was seen within 20 miles of the harbour …
       |            ^^^^^^^^^^^^^^^ at most 20 miles
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TextIO

from claimcheck.model import Document, Finding, Location, Report
from claimcheck.offsets import line_starts
from claimcheck.reporters import Look
from claimcheck.reporters.abouts import brief
from claimcheck.reporters.concise import where
from claimcheck.reporters.folding import folded
from claimcheck.reporters.paint import HELP, Line, Piece, hung, note, paint
from claimcheck.reporters.scale import scale
from claimcheck.reporters.snippet import Mark, dots_of, snippet
from claimcheck.reporters.summary import summary
from claimcheck.reporters.visible import cells, squeezed, visible
from claimcheck.wording import reading

INDENT = 4  # columns that a first line too long for the terminal goes on at
PIPE_WIDTH = 110  # columns of source text shown where there is no terminal to ask
_SELF_EVIDENT = ("doubtful", "against")  # what the carets and the order of the sides say already
MOST_LABEL = 32  # columns kept free for the label behind a caret, at most


def write(report: Report, stream: TextIO, look: Look) -> None:
    """Write every finding, then the summary."""
    paint(lines(report, look), stream, look)


def lines(report: Report, look: Look) -> Iterator[Line]:
    """The whole report as styled lines."""
    documents = {document.path: document for document in (*report.beside, *report.documents)}
    for finding in report.shown if look.detail else folded(report.shown):
        yield from picture(finding, documents, look)
        yield ()
    if not look.brief:
        yield from summary(report)


def picture(finding: Finding, documents: Mapping[str, Document], look: Look) -> Iterator[Line]:
    """One finding as styled lines."""
    severity = finding.severity.label
    yield from headed(severity, finding.code, finding.name, finding.message, look)
    margin = len(str(max(w.start.line for w in finding.locations)))
    width = max(40, (look.width or PIPE_WIDTH) - margin - 3)
    rail: Line = ((" " * margin + " |", "gutter"),)
    drawn = False
    for number, group in enumerate(_by_file(finding.locations)):
        if drawn:
            yield rail
        yield (" " * margin + ("::: " if number else "--> "), "gutter"), (where(group[0]), "place")
        drawn = bool(group[0].text)
        if not drawn:
            continue  # a file that is not an article: nothing to draw
        yield rail
        marks = [_mark(w, severity, w is finding.locations[0]) for w in group]
        label = min(max(cells(mark.label) for mark in marks) + 1, MOST_LABEL)
        source, numbered = _source(documents, group[0]), not group[0].place
        yield from snippet(source, marks, width, margin, numbered, dots_of(look), label)
    yield from scale([w.figure for w in finding.locations], severity, margin, width - 2, look)
    if drawn:
        yield rail
    for text in finding.explanation:
        if text not in finding.message:
            yield from note(margin, "", text, look)
    if look.detail:
        for location in finding.locations:
            document = documents.get(location.path)
            told = brief(document, location) if document is not None else ""
            if told:
                yield from note(margin, "about: ", told, look)
    yield from helped(finding, margin, look)


def headed(
    severity: str,
    code: str,
    name: str,
    message: str,
    look: Look,
    *,
    before: Sequence[Piece] = (),
    style: str | None = None,
    indent: int = INDENT,
) -> Iterator[Line]:
    """The first line of a finding or conflict: how serious, by which rule, and what is wrong.

    `before`: what stands first, an id; `style`: of the severity where it is not its own.
    """
    head = (
        *before,
        (f"{severity}[{code}]", severity if style is None else style),
        (f" {name}: " if name else ": ", "dim"),
    )
    yield from hung(head, squeezed(message), "title", look.width, indent)


def helped(finding: Finding, margin: int, look: Look) -> Iterator[Line]:
    """What to do about a finding, and where to read more of it."""
    more = f"claimcheck explain {finding.code}"
    return note(margin, HELP, finding.help or more, look, f"({more})" if finding.help else "")


def _by_file(locations: Sequence[Location]) -> list[list[Location]]:
    """The sides by file and, where a file has no lines, by place; the doubtful side's group first."""
    groups: dict[tuple[str, str], list[Location]] = {}
    for location in locations:
        groups.setdefault((location.path, location.place), []).append(location)
    return list(groups.values())


def _mark(location: Location, severity: str, doubtful: bool) -> Mark:
    start, end = location.start, location.end
    stop = end.column - 1 if end.line == start.line else start.column - 1 + len(location.text)
    label = reading(location.figure) if location.figure is not None else location.role
    if label in _SELF_EVIDENT or squeezed(location.text).casefold() == label.casefold():
        label = ""
    style, stroke = (severity, "^") if doubtful else ("other", "-")
    return Mark(start.line, start.column - 1, stop, visible(label), style, stroke)


def _source(documents: Mapping[str, Document], location: Location) -> Callable[[int], str]:
    """How to get at the lines of the file a location is in; its sentence where the file is not at hand."""
    document = documents.get(location.path)
    if document is None:
        return lambda number: " " * (location.start.column - 1) + location.sentence
    text = document.source if document.source is not None else document.text
    return partial(_line, text, document.lines or line_starts(text))


def _line(text: str, starts: Sequence[int], number: int) -> str:
    end = starts[number] if number < len(starts) else len(text)
    return text[starts[number - 1] : end].rstrip("\r\n")

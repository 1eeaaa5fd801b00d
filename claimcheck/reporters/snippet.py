"""Source lines with carets under figures: the picture in the middle of a `full` finding.

Works in three coordinates: code points of the source line, the shown text (controls spelled out, tabs widened), and
terminal cells (wide characters count two). Refuses to know findings or severities: it draws marks on lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from claimcheck.reporters import Look
from claimcheck.reporters.paint import Line, Piece
from claimcheck.reporters.visible import cell, cells, visible

TAB = "    "
DOTS, TYPED_DOTS = "…", "..."
_SNAP = 16  # how far a cut may move to fall between words
_CROWDED = 0.8  # marks that need more of the width than this stand on lines of their own


@dataclass(frozen=True, slots=True)
class Mark:
    """What to underline: a 1-based line, a half-open range of 0-based columns, a label, a style and a stroke."""

    line: int
    start: int
    end: int
    label: str
    style: str
    stroke: str = "^"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a source line as shown, and for every mark its first cell and its width in cells."""

    text: str
    spans: tuple[tuple[int, int], ...]


def dots_of(look: Look) -> str:
    """What shows that a text was cut."""
    return TYPED_DOTS if look.ascii else DOTS


def snippet(
    source: Callable[[int], str],
    marks: Sequence[Mark],
    width: int,
    margin: int,
    numbered: bool = True,
    dots: str = DOTS,
    spare: int = 0,
) -> Iterator[Line]:
    """Draw `marks` on the lines that `source(number)` returns; `width` cells of text behind a gutter of `margin`.

    `numbered`: False for files without lines of their own (PDF, DOCX); `dots`: what shows a cut;
    `spare`: cells of `width` kept free for labels where a line has none left behind its last mark.
    """
    last = 0
    for row in _rows(source, sorted(set(marks), key=lambda m: (m.line, m.start, m.end)), width - spare):
        number = row[0].line
        if last and number != last + 1:
            yield (("..." if number != last else " " * margin + " |", "gutter"),)
        spans = [(m.start, m.end) for m in row]
        excerpt = cut(source(number), spans, width, dots)
        if spare and _end(row, excerpt) > width:
            excerpt = cut(source(number), spans, width - spare, dots)
        label = str(number) if numbered and number != last else ""
        yield (f"{label:>{margin}}", "place"), (" | ", "gutter"), (excerpt.text, "")
        for line in _underlines(row, excerpt):
            yield (" " * margin + " | ", "gutter"), *line
        last = number


def _end(row: Sequence[Mark], excerpt: Excerpt) -> int:
    """The cell at which the label behind the last mark ends."""
    (at, size), mark = max(zip(excerpt.spans, row, strict=True), key=lambda pair: pair[0])
    return at + size + (1 + cells(mark.label) if mark.label else 0)


def _rows(source: Callable[[int], str], marks: Sequence[Mark], width: int) -> Iterator[list[Mark]]:
    """Marks that can share one excerpt of a line."""
    row: list[Mark] = []
    for mark in marks:
        if row and (mark.line != row[0].line or _apart(source(mark.line), row[0].start, mark.end, width)):
            yield row
            row = []
        row.append(mark)
    if row:
        yield row


def _apart(line: str, start: int, end: int, width: int) -> bool:
    """True when too little of `width` would be left around `line[start:end]`."""
    return end - start > width or cells(_shown(line[start:end])) > width * _CROWDED


def cut(line: str, spans: Sequence[tuple[int, int]], width: int, dots: str = DOTS) -> Excerpt:
    """As much of `line` around `spans` as fits `width` cells, cut between words; cuts are shown by `dots`."""
    if len(line) <= width and cells(_shown(line)) <= width:
        return Excerpt(_shown(line), tuple(_span(line, 0, len(line), "", span) for span in spans))
    low = min(max(min(start for start, _ in spans), 0), len(line))
    high = min(max(max(end for _, end in spans), low), len(line))
    fitting = len(_head(line[low:high], width - 2 * (cells(dots) + 1)))
    if low + fitting < high:  # a whole sentence, longer than the line: its beginning
        high = low + max(fitting, 1)
        high -= _to_last_word(line, high, low) if high < len(line) else 0
    inner = cells(_shown(line[low:high]))
    before, after = line[max(0, low - width) : low], line[high : high + width]
    room = max(width - inner - 2 * (cells(dots) + 1), 0)
    right_need = cells(_shown(after))
    left = _tail(before, max(room - right_need, room // 2))
    right = _head(after, room - cells(_shown(left)))
    begin, end = low - len(left), high + len(right)
    if begin > 0:
        begin += _to_next_word(line, begin, low)
    if end < len(line):
        end -= _to_last_word(line, end, high)
    lead = f"{dots} " if begin > 0 else ""
    text = lead + _shown(line[begin:end]) + (f" {dots}" if end < len(line) else "")
    return Excerpt(text, tuple(_span(line, begin, end, lead, span) for span in spans))


def excerpt(text: str, words: Sequence[str], width: int) -> Line:
    """`text` on one line of `width` cells, cut so that `words` stay in sight, which stand out; () where they cannot."""
    spans, after = [], 0
    for word in words:
        start = text.find(word, after) if word else -1
        start = text.find(word) if start < 0 and word else start
        if start >= 0:
            spans.append((start, start + len(word)))
            after = start + len(word)
    low, high = min((start for start, _ in spans), default=0), max((end for _, end in spans), default=0)
    if cells(text) > width and (not spans or cells(_shown(text[low:high])) > width - 2 * (cells(DOTS) + 1)):
        return ()
    shown = cut(text, spans, width) if spans else Excerpt(_shown(text), ())
    pieces, at = list[Piece](), 0
    for begin, size in sorted(shown.spans):
        if begin >= at:
            pieces += [(_cells(shown.text, at, begin), ""), (_cells(shown.text, begin, begin + size), "title")]
            at = begin + size
    return (*pieces, (_cells(shown.text, at, cells(shown.text)), ""))


def _cells(text: str, start: int, stop: int) -> str:
    """What stands in the cells [start, stop) of a shown text."""
    if text.isascii():
        return text[start:stop]
    kept, at = list[str](), 0
    for character in text:
        if start <= at < stop:
            kept.append(character)
        at += cell(character)
    return "".join(kept)


def _span(line: str, begin: int, end: int, lead: str, span: tuple[int, int]) -> tuple[int, int]:
    start, stop = (min(max(at, begin), end) for at in span)
    return cells(lead + _shown(line[begin:start])), max(1, cells(_shown(line[start:stop])))


def _shown(text: str) -> str:
    return visible(text.replace("\t", TAB))


def _head(text: str, room: int) -> str:
    for at, character in enumerate(text):
        room -= cells(_shown(character))
        if room < 0:
            return text[:at]
    return text


def _tail(text: str, room: int) -> str:
    return _head(text[::-1], room)[::-1]


def _to_next_word(line: str, begin: int, limit: int) -> int:
    if line[begin - 1].isspace():
        return 0
    space = line.find(" ", begin, min(begin + _SNAP, limit))
    return space + 1 - begin if space >= 0 else 0


def _to_last_word(line: str, end: int, limit: int) -> int:
    if line[end].isspace():
        return 0
    space = line.rfind(" ", max(end - _SNAP, limit), end)
    return end - space if space >= 0 else 0


def _underlines(row: Sequence[Mark], excerpt: Excerpt) -> Iterator[Line]:
    """The strokes with the last label behind them, then the other labels from right to left, each under its mark."""
    placed = sorted(zip(row, excerpt.spans, strict=True), key=lambda pair: pair[1])
    strokes = [(at, mark.stroke * size, mark.style) for mark, (at, size) in placed]
    *rest, (mark, (at, size)) = placed
    yield _laid([*strokes, (at + size + 1, mark.label, mark.style)])
    while rest:
        mark, (at, _) = rest.pop()
        bars = [(where, "|", other.style) for other, (where, _) in rest]
        if mark.label:
            yield _laid([*bars, (at, "|", mark.style)])
            yield _laid([*bars, (at, mark.label, mark.style)])


def _laid(pieces: Sequence[tuple[int, str, str]]) -> Line:
    """Texts at given cells as one line; where two overlap, the first keeps its place."""
    line: list[Piece] = []
    filled = 0
    for at, text, style in pieces:
        kept = text[max(0, filled - at) :]
        start = max(at, filled)
        if kept:
            line += [(" " * (start - filled), ""), (kept, style)]
            filled = start + cells(kept)
    return tuple(line)

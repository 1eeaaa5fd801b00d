"""Lists that run through the text: "three steps. First, … Second, …", "the two finalists, A, B and C, meet".

Helper of list-count-mismatch, no rule itself (it has no RULE). Refuses to count a list whose end it cannot see.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from claimcheck.lexicon import table
from claimcheck.model import Document, Figure, Sentence
from claimcheck.rules.reckoning import Line, cues
from claimcheck.tokens import Tokens

_MOST = 12  # things announced
_REACH = 24  # sentences from an announcement to the end of its list
_NAME = 3  # words of a listed name


class Listed(NamedTuple):
    """So many are announced by `figure` of `line`, and `listed` listed in [start, end) of the text."""

    line: Line
    figure: int
    listed: int
    start: int
    end: int


def announces(figure: Figure) -> bool:
    """True for the number of things that a text goes on to list: "three recommendations"."""
    plain = figure.kind == "count" and figure.modifier == "exact" and not figure.change and not figure.per
    return plain and figure.unit in cues("listable") and figure.value is not None and 2 <= figure.value <= _MOST


@cache
def _order() -> dict[str, int]:
    """The place each word tells: first → 1, secondly → 2."""
    return {word: place for place, row in enumerate(table("arithmetic")["in_order"], 1) for word in row}


def in_order(line: Line) -> Iterator[Listed]:
    """The things that the sentences behind an announcement count: "First, … Second, … Third, …"."""
    found = [i for i in line.numbers if announces(line.figures[i])]
    if len(found) != 1 or cues("unlisted") & set(line.all_words) or line.all_words[-1:] != (".",):
        return
    document, value = line.document, int(line.figures[found[0]].value or 0)
    behind = document.sentences[line.index + 1 : line.index + 1 + _REACH]
    if not behind or _place(document, behind[0]) != 1:
        return
    last, seen = behind[0], 1
    for sentence in behind[1:]:
        if _place(document, sentence) == seen + 1:
            last, seen = sentence, seen + 1
    if seen > value or (1 < seen < value and _is_over(document, line.sentence, last)):
        yield Listed(line, found[0], seen, last.start, last.end)


def _place(document: Document, sentence: Sentence) -> int:
    """3 for a sentence that opens with "Third," or "Thirdly,"; 0 for others."""
    text = document.text[sentence.start : sentence.start + 16].lower()
    word, comma, _ = text.partition(",")
    return _order().get(word, 0) if comma else 0


def _is_over(document: Document, first: Sentence, last: Sentence) -> bool:
    """True when the last item ends the paragraph of the announcement, and the next goes on with something else."""
    after = [s for s in document.sentences if s.start > last.start]
    if first.block != last.block or (after and after[0].block == last.block):
        return False
    following = document.text[after[0].start : after[0].end].lower().split() if after else []
    return not cues("goes_on") & {word.strip(",.") for word in following[:4]}


def apposed(line: Line) -> Iterator[Listed]:
    """The names between commas behind their number: "The two finalists, Brazil, Ghana and Peru, meet"."""
    for index in line.numbers:
        figure = line.figures[index]
        plain = figure.kind == "count" and figure.modifier == "exact" and figure.unit and figure.value is not None
        if not plain or figure.per or figure.change or not 2 <= (figure.value or 0) <= _MOST:
            continue
        if line.before(index, 1) != ("the",) or line.after(index, 1) != (",",):
            continue
        found = _names(line.tokens, figure.tail + 1)
        if found is not None and found[0] != figure.value:
            tokens = line.tokens
            yield Listed(line, index, found[0], tokens.begin(figure.tail + 1), tokens.finish(found[1] - 1))


def _names(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """How many names stand from token `at` to a comma behind "and" and the last; None where it is no such list."""
    count, length, closed = 0, 0, False
    while at < len(tokens):
        word = tokens.word(at)
        if tokens.surface(at)[:1].isupper():
            length += 1
            if length > _NAME:
                return None
        elif word in (",", "and"):
            if length:
                count, length = count + 1, 0
            if word == "," and closed:
                return (count, at) if count > 1 and tokens.word(at + 1) not in ("and", "or", "which", "who") else None
            closed = closed or word == "and"
        else:
            return None
        at += 1
    return None

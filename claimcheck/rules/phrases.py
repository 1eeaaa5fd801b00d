"""The words between figures with the time phrases left out: "from 12 in 2019 to 15 in 2022" reads "from 12 to 15".

Helper of the rules on arithmetic, no rule itself (it has no RULE). Refuses to drop anything but a date and what leads
to it ("in the quarter ended March 31", "a year earlier").
"""

from __future__ import annotations

from itertools import takewhile

from claimcheck.model import Figure
from claimcheck.rules.reckoning import DATES, Line, cues

_LEAD = 6  # tokens before a date that may belong to its phrase
_REST = 12  # tokens after a figure in which its own time phrase may stand
_MARKS = frozenset((",", ";", ".", ":", ")", "(", "—", "–", "?", "!"))


def bare(line: Line, first: int, second: int) -> tuple[str, ...]:
    """The tokens between two figures without those of time phrases."""
    return bare_words(line, line.figures[first].tail, line.figures[second].head)


def bare_words(line: Line, start: int, end: int) -> tuple[str, ...]:
    """The tokens [start, end) without those of time phrases."""
    words = line.words(start, end)
    gone: set[int] = set()
    for figure in line.figures:
        if figure.kind in DATES and figure.tail > start and figure.head < end:
            head = figure.head
            while head > max(start, figure.head - _LEAD) and words[head - 1 - start] in cues("time_leads"):
                head -= 1
            gone.update(range(head, figure.tail))
    return tuple(w for i, w in enumerate(words, start) if i not in gone) if gone else words


def rest(line: Line, index: int) -> tuple[str, ...]:
    """What follows a figure up to the next mark, time phrases left out."""
    tail = line.figures[index].tail
    end = tail + len(tuple(takewhile(lambda w: w not in _MARKS, line.after(index, _REST))))
    return bare_words(line, tail, end)


def dates_beside(line: Line, index: int) -> tuple[Figure, ...]:
    """The dates between a figure and the next mark."""
    tail = line.figures[index].tail
    end = tail + len(tuple(takewhile(lambda w: w not in _MARKS, line.after(index, _REST))))
    return tuple(f for f in line.figures if f.kind in DATES and tail <= f.head < end)

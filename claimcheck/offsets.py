"""Offsets and lines of a text. Knows nothing of documents."""

from __future__ import annotations


def line_starts(text: str) -> tuple[int, ...]:
    """Offset of each line's first character; LF, CRLF and CR all end a line."""
    starts = [0]
    at = 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        if line[-1] in "\r\n":
            starts.append(at)
    return tuple(starts)

"""Places in a text as the protocol writes them: 0-based lines, and columns in the unit that the editor counts in.

The protocol knows three units, agreed upon when a session begins (LSP 3.17, "Position"): UTF-16 code units unless
something else is asked for, bytes of UTF-8, and code points (called utf-32). Lines end at LF, CRLF and CR alone, so
neither a form feed nor U+2028 begins one.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from claimcheck.offsets import line_starts
from claimcheck.reporters.columns import Unit, utf8, utf16

UNITS: dict[str, Unit] = {"utf-8": utf8, "utf-16": utf16, "utf-32": len}


class Place(NamedTuple):
    """A 0-based line and a 0-based column in units of the editor."""

    line: int
    column: int


class Text:
    """A text with its lines found, for going from offsets to places and back. Never raises for a place outside."""

    def __init__(self, text: str, unit: Unit = utf16) -> None:
        self.text = text
        self.starts = line_starts(text)
        self._unit = unit

    def place(self, offset: int) -> Place:
        """The place of an offset; beyond the end, the end."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self.starts, offset) - 1
        return Place(line, self._unit(self.text[self.starts[line] : offset]))

    def offset(self, line: int, column: int) -> int:
        """The offset of a place. A column past the line's end is its end, one inside a character the character's."""
        if line < 0 or column < 0:
            return 0
        if line >= len(self.starts):
            return len(self.text)
        start, end = self.starts[line], self.line_end(line)
        written = self.text[start:end]
        if written.isascii() or self._unit is len:
            return min(start + column, end)
        low, high = 0, len(written)  # the units of a prefix grow with its length
        while low < high:
            middle = (low + high + 1) // 2
            if self._unit(written[:middle]) <= column:
                low = middle
            else:
                high = middle - 1
        return start + low

    def line_end(self, line: int) -> int:
        """The offset of what ends a line: its LF, CRLF or CR, or the end of the text."""
        if line + 1 >= len(self.starts):
            return len(self.text)
        end = self.starts[line + 1] - 1
        return end - 1 if self.text[end - 1 : end + 1] == "\r\n" else end

"""Article text on its way to a terminal: made visible, harmless, and measured in cells.

An article may carry escape sequences, bidirectional overrides, invisible tags or broken encodings, by accident or on
purpose. Nothing of that may reach a terminal as it is: `visible` spells such characters out. Refuses to change anything
a reader could see: letters of every script, emoji and ordinary spaces pass as they are.
"""

from __future__ import annotations

import re
import unicodedata

from claimcheck.characters import UNSAFE

_COMMAND = re.compile(r"\s*::\w")  # how a line begins that GitHub's runner takes for a command
_OLD_COMMAND = "##["  # which it obeys wherever in a line it stands, as Azure's does
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_EMOJI_STYLE = "\ufe0f"


def visible(text: str) -> str:
    r"""`text` on one line, control characters as `\x1b`, bidirectional and other unseen ones as `<U+202E>`.

    The mark of a command in the log of a CI runner is spelled out too: `##<U+005B>`.
    """
    if _OLD_COMMAND in text:
        text = text.replace(_OLD_COMMAND, "##<U+005B>")
    return text if text.isprintable() else UNSAFE.sub(_spelled, text)


def named(path: str) -> str:
    """A path as in `visible`, for the beginning of a line: one that a CI log would take for a command gets "./"."""
    text = visible(path)
    return f"./{text}" if _COMMAND.match(text) else text


def _spelled(found: re.Match[str]) -> str:
    character = found[0]
    code = ord(character)
    if code < 0xA0:
        return _SHORT.get(character) or f"\\x{code:02x}"
    return f"<U+{code:04X}>"


def squeezed(text: str) -> str:
    """`text` on one line, every run of white space one blank, the rest as in `visible`: for quoting a surface."""
    return visible(" ".join(text.split()))


def cells(text: str) -> int:
    """How many terminal columns a visible text takes: wide characters and emoji two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(map(cell, text)) + text.count(_EMOJI_STYLE)


def cell(character: str) -> int:
    """Terminal columns of one character (UAX #11: wide and full-width are two)."""
    if character < "\u0300":
        return 0 if character == "\xad" else 1
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def padded(text: str, width: int) -> str:
    """`text` followed by blanks up to `width` cells; longer text stays whole."""
    return text + " " * (width - cells(text))


def clipped(text: str, width: int, mark: str = "…") -> str:
    """`text` cut to at most `width` cells, the cut shown by `mark`."""
    if cells(text) <= width:
        return text
    room = width - cells(mark)
    kept = []
    for character in text:
        room -= cell(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + mark

"""Styled lines → text, plain or coloured. Reporters name what a piece of text *is*; only here it gets a colour.

`rich` draws the colours and is imported only when there are any, so a piped run never pays for it. The sixteen ANSI
names are used, no fixed shades: a terminal's own theme stays in charge. Nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import TextIO

from claimcheck.reporters import Look
from claimcheck.reporters.visible import cells, squeezed

Piece = tuple[str, str]  # text, style
Line = tuple[Piece, ...]

STYLES: Mapping[str, str] = MappingProxyType(
    {
        "": "",
        "error": "bold red",
        "warning": "bold yellow",
        "info": "bold cyan",
        "other": "bold bright_blue",
        "gutter": "dim",  # what frames a picture
        "place": "bright_blue",
        "title": "bold",
        "good": "bold green",
        "help": "green",
        "dim": "dim",
    }
)

PRINTED = "“”‘’–—…·→×"
_TYPED = str.maketrans(dict(zip(PRINTED, ('"', '"', "'", "'", "-", "--", "...", "-", "->", "x"), strict=True)))
SHARED = "both: "  # opens the line that tells what two sides have in common
HELP = "help: "
_LEAST = 24  # cells that a text is wrapped to; on less it stays whole, and the terminal breaks it


def hung(head: Sequence[Piece], text: str, style: str, width: int | None, indent: int | None = None) -> Iterator[Line]:
    """`head` and `text`, on a terminal broken between words, what goes on set in under the beginning of the text.

    `width`: None for one line however long; `indent`: set in so far instead. Words longer than a line stay whole.
    """
    return flowed(head, [(text, style)], width, indent)


def flowed(
    head: Sequence[Piece], text: Sequence[Piece], width: int | None, indent: int | None = None, whole: str = ""
) -> Iterator[Line]:
    """As `hung`, of a text in several styles; words that are a `whole` piece are not broken."""
    lead = sum(cells(piece) for piece, _ in head)
    indent = lead if indent is None else indent
    if width is None or width - indent < _LEAST or lead + sum(cells(piece) for piece, _ in text) <= width:
        yield *head, *text
        return
    line, told, used = list(head), list[Piece](), lead
    for word in _words(text, whole):
        size = sum(cells(piece) for piece, _ in word)
        if told and used + 1 + size > width:
            yield *line, *_joined(told)
            line, told, used = [(" " * indent, "")], [], indent
        used += size + bool(told)
        told += [(" ", told[-1][1] if told[-1][1] == word[0][1] else ""), *word] if told else word
    yield *line, *_joined(told)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, neighbours of one style as one."""
    for style, same in groupby(pieces, key=lambda piece: piece[1]):
        yield "".join([text for text, _ in same]), style


def _words(text: Sequence[Piece], whole: str) -> Iterator[list[Piece]]:
    """The words of a text, each in as many pieces as it has styles."""
    word: list[Piece] = []
    for piece, style in text:
        first, *rest = piece.split(" ") if not whole or piece.strip() != whole else ("", whole)
        word += [(first, style)] if first else []
        for part in rest:
            if word:
                yield word
            word = [(part, style)] if part else []
    if word:
        yield word


def note(margin: int, word: str, text: str, look: Look, whole: str = "") -> Iterator[Line]:
    """One `= …` line under a picture whose gutter is `margin` wide; on a terminal broken between words.

    `whole`: what stands behind the text and is never broken, as somebody may copy it.
    """
    text = squeezed(text)
    if not word and text.startswith(SHARED):
        word, text = SHARED, text.removeprefix(SHARED)
    head = ((" " * margin + " = ", "gutter"), (word, "help" if word == HELP else "dim"))
    return flowed(head, [(text, ""), (f" {whole}" if whole else "", "")], look.width, whole=whole)


def shows(stream: TextIO | None, text: str) -> bool:
    """True when the encoding of `stream` has these characters."""
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def paint(lines: Iterable[Line], stream: TextIO, look: Look) -> None:
    """Write `lines` to `stream`; trailing blanks are dropped, nothing is wrapped.

    Quotation marks, dashes and dots that the stream's encoding lacks are written as a typewriter would.
    """
    if look.ascii or not shows(stream, PRINTED):
        lines = (tuple([(text.translate(_TYPED), style) for text, style in line]) for line in lines)
    if look.colour:
        _coloured(lines, stream)
        return
    for line in lines:
        stream.write("".join([text for text, _ in line]).rstrip() + "\n")


def _coloured(lines: Iterable[Line], stream: TextIO) -> None:
    from rich.color import ColorSystem
    from rich.style import Style

    styles = {name: Style.parse(words) for name, words in STYLES.items()}
    for line in lines:
        # One call a piece: a console that lays out every line takes seconds for a ledger of 10,000.
        told = [styles[style].render(text, color_system=ColorSystem.STANDARD) for text, style in line]
        stream.write("".join(told).rstrip() + "\n")

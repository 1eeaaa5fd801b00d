"""Styled lines → text, plain or coloured. Reporters name what a piece of text *is*; only here it gets a colour.

`rich` draws the colours and is imported only when there are any, so a piped run never pays for it. The sixteen ANSI
names are used, no fixed shades: a terminal's own theme stays in charge. Nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TextIO

from claimcheck.reporters import Look

Piece = tuple[str, str]  # text, style
Line = tuple[Piece, ...]

STYLES: Mapping[str, str] = MappingProxyType(
    {
        "": "",
        "error": "bold red",
        "warning": "bold yellow",
        "info": "bold cyan",
        "other": "bold bright_blue",
        "gutter": "bright_blue",
        "title": "bold",
        "good": "bold green",
        "help": "green",
        "dim": "dim",
    }
)


def paint(lines: Iterable[Line], stream: TextIO, look: Look) -> None:
    """Write `lines` to `stream`; trailing blanks are dropped, nothing is wrapped."""
    if look.colour:
        _coloured(lines, stream)
        return
    for line in lines:
        stream.write("".join([text for text, _ in line]).rstrip() + "\n")


def _coloured(lines: Iterable[Line], stream: TextIO) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=stream,
        force_terminal=True,
        color_system="standard",
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=True,
        legacy_windows=False,
    )
    for line in lines:
        console.print(Text.assemble(*[(text, STYLES[style]) for text, style in line], no_wrap=True), soft_wrap=True)

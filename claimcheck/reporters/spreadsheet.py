"""Cells of a CSV file: quoted as RFC 4180 has it, and harmless to the spreadsheet that opens them.

A spreadsheet takes a cell that begins with one of a few characters for a formula, and runs it (OWASP: CSV injection).
Such a cell gets an apostrophe before it; `unguarded` takes it away again.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from claimcheck.reporters.encode import Json
from claimcheck.reporters.visible import squeezed

BOM = "\ufeff"
# What begins a formula, also in full width; with apostrophes before it, so that one can be added and taken away again.
_FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def cell(value: Json) -> str:
    """A value as one line of text: nothing for None, white space squeezed, unseen characters spelled out."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    if not value:
        return ""
    text = squeezed(value)
    return f"'{text}" if _FORMULA.match(text) else text


def lines(values: Iterable[str]) -> str:
    """Several values as the lines of one cell."""
    return cell_of_lines([squeezed(value) for value in values])


def cell_of_lines(values: Sequence[str]) -> str:
    """Lines of text as one cell."""
    text = "\n".join(values)
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """A cell as it was before `cell` guarded it."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text


def write(rows: Iterable[Sequence[str]], stream: TextIO) -> None:
    """Rows of cells as CSV."""
    csv.writer(stream, lineterminator="\n").writerows(rows)

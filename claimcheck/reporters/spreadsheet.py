"""A value as the cell of a spreadsheet: on one line, and never a formula.

A spreadsheet takes a cell that begins with one of a few signs for a formula and runs it (OWASP: CSV injection); such a
text gets an apostrophe before it, which a spreadsheet reads as "this is text".
"""

from __future__ import annotations

from claimcheck.reporters.encode import Json
from claimcheck.reporters.visible import squeezed

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def cell(value: Json) -> str:
    """`value` as the text of a cell."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = squeezed(value)
    return f"'{text}" if text.startswith(_FORMULA) or value.startswith(_FORMULA) else text

"""Tables written in plain text: cells between pipes, tabs, or under one another in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BORDER = re.compile(r"[-+|:=\s_]+$")
_GAP = re.compile(r"\t+|(?<![.!?:,;\s])\s{2,}(?=\S)")
_CELL = re.compile(r"[^|\s](?:[^|]*[^|\s])?")
_LONGEST_CELL = 60  # a longer stretch between two gaps is prose with double spaces in it


def table_rows(bodies: Sequence[str]) -> list[list[tuple[int, int]]]:
    """The (start, end) of every cell of every line when the lines are a table, else []. Borders have no
    cells.
    """
    if len(bodies) < 2:
        return []
    if all("|" in body or _BORDER.match(body) for body in bodies):
        rows = [[] if _BORDER.match(body) else [hit.span() for hit in _CELL.finditer(body)] for body in bodies]
        return rows if sum(len(row) > 1 for row in rows) * 2 > len(rows) else []
    if not all("\t" in body or "  " in body for body in bodies):
        return []
    rows = [_columns(body) for body in bodies]
    counts = {len(row) for row in rows}
    fits = len(counts) == 1 and counts.pop() > 1
    return rows if fits and all(e - s <= _LONGEST_CELL for row in rows for s, e in row) else []


def _columns(body: str) -> list[tuple[int, int]]:
    cells = []
    at = 0
    for end, following in [*(gap.span() for gap in _GAP.finditer(body)), (len(body), len(body))]:
        cell = body[at:end]
        start = at + len(cell) - len(cell.lstrip())
        if cell.strip():
            cells.append((start, start + len(cell.strip())))
        at = following
    return cells

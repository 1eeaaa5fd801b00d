"""Many small checks as one test: telling of a test costs more than reading a sentence.

`batches` cuts rows into parameters of a test; `each` checks every row of one and tells all that fail, not the first
alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import pytest

Row = TypeVar("Row")


def batches(rows: Sequence[Row], name: Callable[[Row], str] = str, size: int = 40) -> list[Any]:
    """Parameters of up to `size` rows each, named by their first and last."""
    cut = [rows[at : at + size] for at in range(0, len(rows), size)]
    return [pytest.param(part, id=f"{name(part[0])[:40]} … {name(part[-1])[:40]}") for part in cut]


def each(check: Callable[[Row], None], rows: Iterable[Row], name: Callable[[Row], str] = str) -> None:
    """Check every row; fail with all that is wrong."""
    wrong = []
    for row in rows:
        try:
            check(row)
        except AssertionError as failed:
            wrong.append(f"{name(row)}: {failed}")
    assert not wrong, "\n".join(wrong)

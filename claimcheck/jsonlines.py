"""One line of JSON lines as an object. Knows nothing of what is in it."""

from __future__ import annotations

import json
from typing import Any


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")


_DECODE = json.JSONDecoder(parse_constant=_refuse).decode


def object_of(line: str) -> dict[str, Any]:
    """The object a line holds. Raises ValueError, in words for the line's author, for anything else."""
    try:
        row = _DECODE(line.removeprefix("\ufeff"))
    except RecursionError:
        raise ValueError("not JSON that can be read: nested too deeply") from None
    except ValueError as wrong:
        raise ValueError(f"not JSON: {wrong}") from None
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    return row

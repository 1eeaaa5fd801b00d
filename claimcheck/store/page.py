"""The text of a ledger file: made to be merged, diffed and read by people, and fast to write again.

    {
      "claims": {
        "C-7F3K9QDM": {
          "text": "…",
          "verdicts": [
            {"at": "…", "by": "…", …}
          ]
        }
      }
    }

Records are sorted by id and their fields by name; each field is a line, each item of a list is a line. So a verdict is
one new line, and two people who work on different claims never touch neighbouring lines. A record that did not change
is copied from the text it was read from: writing costs what changed, not what there is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from json import JSONEncoder
from typing import Any

from claimcheck.characters import UNSAFE, json_escaped

Tables = Mapping[str, Mapping[str, Any]]

_ENCODER = JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True)
_RECORD = re.compile(r'^    "([^"\\]+)": \{(?:\n.*?\n    \}|\})(?=,?\n)', re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r'^  "([^"\\]+)": \{\n', re.MULTILINE)


def write_page(tables: Tables, before: Tables | None = None, text: str = "") -> str:
    """The file of `tables`. Records that are the very objects of `before` are copied from `text`, its file."""
    slices = dict(_slices(text)) if before is not None else {}
    parts: list[str] = []
    for name in sorted(tables):
        old = before.get(name, {}) if before is not None else {}
        rows = []
        for id in sorted(tables[name]):
            record = tables[name][id]
            known = slices.get((name, id)) if old.get(id) is record else None
            rows.append(known if known is not None else _record(id, record))
        parts.append(f"  {_leaf(name)}: {{\n{_joined(rows)}  }}" if rows else f"  {_leaf(name)}: {{}}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _joined(rows: list[str]) -> str:
    return ",\n".join(rows) + "\n"


def _slices(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    """(table, id) → the lines of each record, where `text` is laid out as we write it."""
    opened = list(_TABLE.finditer(text))
    for table, following in zip(opened, [*opened[1:], None], strict=True):
        end = following.start() if following else len(text)
        for found in _RECORD.finditer(text, table.end(), end):
            yield (table[1], found[1]), found[0]


def _record(id: str, record: Mapping[str, Any]) -> str:
    if not record:
        return f"    {_leaf(id)}: {{}}"
    fields = ",\n".join([f"      {_leaf(name)}: {_value(record[name])}" for name in sorted(record)])
    return f"    {_leaf(id)}: {{\n{fields}\n    }}"


def _value(value: Any) -> str:
    if isinstance(value, list) and value:
        items = ",\n".join([f"        {_leaf(item)}" for item in value])
        return f"[\n{items}\n      ]"
    return _leaf(value)


def _leaf(value: Any) -> str:
    text = _ENCODER.encode(value)
    return text if text.isprintable() else UNSAFE.sub(json_escaped, text)


class Unreadable(ValueError):
    """A text that is not the JSON of a ledger: `reason`, and the 1-based line where it shows (0 = unknown)."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


def read_page(text: str) -> dict[str, dict[str, Any]]:
    """The tables of a ledger file. Raises Unreadable."""
    try:
        found = json.loads(text, parse_constant=_no_number, parse_float=_no_fraction)
    except json.JSONDecodeError as wrong:
        raise Unreadable(_explained(text, wrong), wrong.lineno) from None
    except RecursionError:
        raise Unreadable("brackets are nested too deeply") from None
    except _Number as wrong:
        raise Unreadable(f"{wrong} has no place in a ledger", _line_with(text, str(wrong))) from None
    except ValueError as wrong:  # an integer of more digits than Python reads
        raise Unreadable(str(wrong).partition(";")[0]) from None
    if not isinstance(found, dict) or not all(isinstance(table, dict) for table in found.values()):
        raise Unreadable("it is JSON, but not a ledger")
    _no_twins(text, found)
    return found


class _Number(Exception):
    """NaN, Infinity, 1e999 or a fraction: nothing a ledger ever holds."""


def _no_number(word: str) -> Any:
    raise _Number(word)


def _no_fraction(word: str) -> Any:
    raise _Number(word)


def _line_with(text: str, word: str) -> int:
    at = re.search(rf"[:\[,]\s*{re.escape(word)}(?=\s*[,\]}}])", text)
    return text.count("\n", 0, at.end()) + 1 if at else 0


def _explained(text: str, wrong: json.JSONDecodeError) -> str:
    """What is wrong, in words for the commonest ways a ledger breaks."""
    if not text.strip():
        return "it is empty"
    if re.search(r"^(<{7}|={7}|>{7}) ?", text, re.MULTILINE):
        return "git left conflict marks in it"
    if wrong.pos >= len(text.rstrip()):
        return "it ends in the middle"
    return wrong.msg[:1].lower() + wrong.msg[1:]


_KEY = re.compile(r'^    "((?:[^"\\]|\\.)*)":', re.MULTILINE)


def _no_twins(text: str, tables: Mapping[str, Mapping[str, Any]]) -> None:
    """JSON keeps the last of two equal keys in silence; here that would be a lost record. Raises Unreadable."""
    if len(_KEY.findall(text)) <= sum(map(len, tables.values())):
        return
    try:
        json.loads(text, object_pairs_hook=_once)
    except _Twice as twice:
        key = str(twice)
        places = [m.start() for m in re.finditer(rf'"{re.escape(key)}"\s*:', text)]
        raise Unreadable(f'"{key}" stands twice in it', text.count("\n", 0, places[-1]) + 1 if places else 0) from None


class _Twice(Exception):
    """An object with one key twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        raise _Twice(next(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
    return found

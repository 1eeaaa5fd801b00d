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
from collections.abc import Mapping
from json import JSONEncoder
from typing import Any

from claimcheck.characters import UNSAFE, json_escaped

Tables = Mapping[str, Mapping[str, Any]]

_ENCODER = JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True)
# No line break stands inside a JSON string, so these mark the beginning of a table, a record and a field, nothing else.
_TABLE = '\n  "'
_RECORD = '\n    "'
_FIELD = '\n      "'
_END = "\n    }"


def write_page(tables: Tables, before: Tables | None = None, text: str = "") -> str:
    """The file of `tables`. Records that are the very objects of `before` are copied from `text`, its file."""
    spliced = _spliced(tables, before, text) if before is not None else None
    if spliced is not None:
        return spliced
    known = _slices(before, text) if before is not None else {}
    parts: list[str] = []
    for name in sorted(tables):
        rows = tables[name]
        old = before.get(name, {}) if before is not None else {}
        copies = known.get(name, {})
        lines = []
        for id in sorted(rows):
            copy = copies.get(id)
            if copy is not None and old[id] is not rows[id]:
                _no_twins(copy)
                copy = None
            lines.append(copy if copy is not None else write_record(id, rows[id]))
        parts.append(f"  {_leaf(name)}: {{\n{_joined(lines)}  }}" if lines else f"  {_leaf(name)}: {{}}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


_FEW = 50


def _spliced(tables: Tables, before: Tables, text: str) -> str | None:
    """`text` with a few records replaced in place; None where more than that changed, or the layout is not ours."""
    changed: list[tuple[int, int, str]] = []
    if tables.keys() != before.keys() or text.count(_RECORD) != sum(map(len, before.values())):
        return None
    for name, rows in tables.items():
        old = before[name]
        if rows.keys() != old.keys():
            return None
        ids = [id for id, row in rows.items() if row is not old[id]]
        if len(ids) + len(changed) > _FEW or (ids and list(old) != sorted(old)):
            return None
        for id in ids:
            start, end = _extent(text, name, id)
            if start < 0:
                return None
            _no_twins(text[start:end])
            changed.append((start, end, write_record(id, rows[id])))
    parts: list[str] = []
    at = 0
    for start, end, lines in sorted(changed):
        parts += text[at:start], lines
        at = end
    return "".join([*parts, text[at:]])


def _extent(text: str, table: str, id: str) -> tuple[int, int]:
    """Where the lines of a record stand in a page laid out as ours, its comma left out; (-1, -1) for nowhere."""
    at = text.find(f'\n  "{table}": {{\n')
    start = text.find(f'{_RECORD}{id}": {{', at) if at >= 0 else -1
    if start < 0:
        return -1, -1
    if text.startswith("}", start + len(f'{_RECORD}{id}": {{')):
        return start + 1, start + len(f'{_RECORD}{id}": {{}}')
    end = text.find(_END, start)
    following = text.find(_RECORD, start + 1)
    if end < 0 or 0 <= following < end:
        return -1, -1
    return start + 1, end + len(_END)


def _no_twins(record: str) -> None:
    """Refuse to write over a record in which a key stands twice: one of the two would be lost. Raises Unreadable."""
    try:
        json.loads("{" + record + "}", object_pairs_hook=_once)
    except _Twice as twice:
        raise Unreadable(f'"{twice}" stands twice in {record.split(chr(34))[1]}') from None


def _joined(rows: list[str]) -> str:
    return ",\n".join(rows) + "\n"


def _slices(tables: Tables, text: str) -> dict[str, dict[str, str]]:
    """Table → id → the text of its record, where `text` is laid out as we write it; {} where it is not."""
    pieces = text.split(_RECORD)
    if len(pieces) != sum(map(len, tables.values())) + 1:
        return {}
    found: dict[str, dict[str, str]] = {}
    at = 0
    for name, rows in tables.items():
        copies = found[name] = {}
        for id in rows:
            at += 1
            piece = pieces[at]
            if not piece.startswith(f'{id}": {{') or piece[-2:] not in ("},", " {", "}\n"):
                return {}
            copies[id] = '    "' + piece[:-1]  # its comma
        if rows:  # after the last of a table comes the head of the next
            end = piece.rfind(_END)
            if end < 0:
                del copies[id]
            else:
                copies[id] = '    "' + piece[: end + len(_END)]
    return found


def write_record(id: str, record: Mapping[str, Any]) -> str:
    """The lines of one record, without a comma."""
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


def read_page(text: str, thorough: bool = False) -> dict[str, dict[str, Any]]:
    """The tables of a ledger file. Raises Unreadable. `thorough` looks for keys that stand twice at every depth."""
    try:
        found = json.loads(text, parse_constant=_no_number, parse_float=_no_fraction)
        whole = isinstance(found, dict) and all(isinstance(table, dict) for table in found.values())
        if thorough or not whole or _may_hold_twins(text, found):
            json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as wrong:
        raise Unreadable(_explained(text, wrong), _line_of(text, wrong)) from None
    except RecursionError:
        raise Unreadable("brackets are nested too deeply") from None
    except _Number as wrong:
        raise Unreadable(f"{wrong} has no place in a ledger", _line_with(text, str(wrong))) from None
    except _Twice as twice:
        raise Unreadable(f'"{twice}" stands twice in it', _line_of_twin(text, str(twice))) from None
    except ValueError:
        raise Unreadable("a number of thousands of digits has no place in a ledger", _line_of_digits(text)) from None
    if not whole:
        raise Unreadable("it is JSON, but not a ledger")
    return found  # type: ignore[no-any-return]


class _Number(Exception):
    """NaN, Infinity, 1e999 or a fraction: nothing a ledger ever holds."""


def _no_number(word: str) -> Any:
    raise _Number(word)


def _no_fraction(word: str) -> Any:
    raise _Number(word)


def _line_with(text: str, word: str) -> int:
    at = re.search(rf"[:\[,]\s*{re.escape(word)}(?=\s*[,\]}}])", text)
    return text.count("\n", 0, at.end()) + 1 if at else 0


def _line_of_digits(text: str) -> int:
    at = re.search(r"\d{4301}", text)  # what Python refuses to read
    return text.count("\n", 0, at.start()) + 1 if at else 0


_MARKS = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?= |$)", re.MULTILINE)


def has_conflict_marks(text: str) -> bool:
    """True where git left `<<<<<<<` in a text, which no line of a ledger begins with."""
    return _MARKS.search(text) is not None


def _explained(text: str, wrong: json.JSONDecodeError) -> str:
    """What is wrong, in words for the commonest ways a ledger breaks."""
    if not text.strip():
        return "it is empty"
    if has_conflict_marks(text):
        return "git left conflict marks in it"
    if wrong.pos >= len(text.rstrip()) or _open_to_the_end(text, wrong):
        return "it ends in the middle"
    if text.startswith(("#", "//"), wrong.pos):
        return "a comment stands in it, which JSON does not have"
    return f"it is not JSON: {wrong.msg[:1].lower()}{wrong.msg[1:].removesuffix(' at')}"


def _open_to_the_end(text: str, wrong: json.JSONDecodeError) -> bool:
    """A string that was never closed, in the last line: the file was cut there."""
    return wrong.msg.startswith("Unterminated string") and "\n" not in text[wrong.pos :].rstrip()


def _line_of(text: str, wrong: json.JSONDecodeError) -> int:
    marks = _MARKS.search(text)
    return text.count("\n", 0, marks.start()) + 1 if marks else wrong.lineno


def _may_hold_twins(text: str, tables: Mapping[str, Mapping[str, Any]]) -> bool:
    """JSON keeps the last of two equal keys in silence; here that would be a lost record. Counting lines tells."""
    records = fields = 0
    for rows in tables.values():
        records += len(rows)
        fields += sum([len(row) for row in rows.values() if row.__class__ is dict])
    return (text.count(_TABLE), text.count(_RECORD), text.count(_FIELD)) != (len(tables), records, fields)


class _Twice(Exception):
    """An object with one key twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        raise _Twice(next(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
    return found


def _line_of_twin(text: str, key: str) -> int:
    """The line of the second of two equal keys that stand side by side in one object, as well as can be told."""
    columns: set[int] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if line.count(f'"{key}": ') > 1:
            return number
        indent = len(line) - len(line.lstrip(" "))
        if line.startswith(f'"{key}":', indent):
            if indent in columns:
                return number
            columns.add(indent)
        elif line.startswith('"', indent):  # a key further out closes what was open further in
            columns = {column for column in columns if column <= indent}
    return 0


def line_in_page(text: str, table: str, id: str, field: str = "", item: int = -1) -> int:
    """The 1-based line of a record, of one of its fields, of an item there; 0 where the layout does not tell."""
    start = text.find(f'\n  "{table}": {{')
    at = text.find(f'{_RECORD}{id}": {{', max(start, 0))
    if start < 0 or at < 0:
        return 0
    line = text.count("\n", 0, at) + 2
    end = text.find(_END, at)
    inside = text.find(f'{_FIELD}{field}":', at, end) if field else -1
    if inside < 0:
        return line
    laid_out = item >= 0 and text.startswith("[\n", inside + len(f'{_FIELD}{field}": '))
    return text.count("\n", 0, inside) + 2 + (item + 1 if laid_out else 0)

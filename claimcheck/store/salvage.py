"""What can still be read out of a damaged ledger file: every record whose lines are whole, whatever happened around it.

The layout of a page (page.py) puts each record between two lines of its own, so one can be read without the others.
Commas are put right first: whoever cuts lines out of a JSON file, or unites two of them, gets those wrong.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from claimcheck.ledger.merge import merge
from claimcheck.ledger.records import TABLES, Ledger
from claimcheck.store.codec import Malformed, record
from claimcheck.store.page import has_conflict_marks

_TABLE = re.compile(r'  "(\w+)": \{')
_RECORD = re.compile(r'    "((?:[^"\\]|\\.)+)": \{')
_NAMES = tuple(TABLES.values())


class Broken(NamedTuple):
    """A record that is not whole: where it begins, and what is wrong with it."""

    table: str
    id: str
    line: int
    why: str


class Salvaged(NamedTuple):
    """What was read, what of broken records was read (to be completed from elsewhere), and the broken ones."""

    ledger: Ledger
    parts: dict[tuple[str, str], dict[str, Any]]
    broken: tuple[Broken, ...]


def lenient(data: bytes) -> str:
    """The text of bytes that should be UTF-8: of another encoding, line by line, where they are not."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    return "\n".join([_line(line) for line in data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").split(b"\n")])


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")  # what an editor on Windows would have saved


def salvaged(text: str) -> Salvaged:
    """Every record that can be read out of `text`; both sides of git's conflict marks, united."""
    if has_conflict_marks(text):
        ours, theirs = (_salvaged(side) for side in sides(text))
        ledger = merge(Ledger(), ours.ledger, theirs.ledger)
        found = {(b.table, b.id): b for b in (*ours.broken, *theirs.broken)}
        broken = tuple(b for b in found.values() if b.id not in getattr(ledger, b.table))
        return Salvaged(ledger, {**theirs.parts, **ours.parts}, broken)
    return _salvaged(text)


def sides(text: str) -> tuple[str, str]:
    """The two files that git's conflict marks stand between."""
    ours: list[str] = []
    theirs: list[str] = []
    into: tuple[list[str], ...] = (ours, theirs)
    for line in text.splitlines():
        mark = line[:7]
        if mark == "<<<<<<<":
            into = (ours,)
        elif mark == "|||||||":
            into = ()  # what both came from
        elif mark == "=======":
            into = (theirs,)
        elif mark == ">>>>>>>":
            into = (ours, theirs)
        else:
            for side in into:
                side.append(line)
    return "\n".join(ours) + "\n", "\n".join(theirs) + "\n"


def _salvaged(text: str) -> Salvaged:
    first: dict[str, dict[str, Any]] = {name: {} for name in _NAMES}
    second: dict[str, dict[str, Any]] = {name: {} for name in _NAMES}
    parts: dict[tuple[str, str], dict[str, Any]] = {}
    broken = []
    for table, id, line, lines, whole in _pieces(text):
        try:
            raw = _read(lines, whole)
            made = record(table, id, raw)
        except _Unread as wrong:
            broken.append(Broken(table, id, line, str(wrong)))
            continue
        except Malformed as wrong:
            broken.append(Broken(table, id, line, wrong.inside))
            parts[table, id] = raw
            continue
        if not whole:
            broken.append(Broken(table, id, line, "the record ends in the middle"))
            parts[table, id] = raw
        else:
            (second if id in first[table] else first)[table][id] = made
    ledger = Ledger(**first)
    if any(second.values()):  # one record twice: both are kept
        ledger = merge(Ledger(), ledger, Ledger(**second))
    return Salvaged(ledger, parts, tuple(broken))


def _pieces(text: str) -> Iterator[tuple[str, str, int, list[str], bool]]:
    """(table, id, line, its lines between the braces, whether its end was found) for each record that begins."""
    table, id, start = "", "", 0
    lines: list[str] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        heading, opening = _TABLE.match(line), _RECORD.match(line)
        if id and (heading or opening or line.rstrip(", ") == "    }"):
            yield table, id, start, lines, line.startswith("    }")
            id = ""
        if heading:
            table = heading[1] if heading[1] in _NAMES else ""
        elif opening and table:
            id, start, lines = json.loads(f'"{opening[1]}"', strict=False), number, []
            if line[opening.end() :].rstrip(", ") == "}":
                yield table, id, start, [], True
                id = ""
        elif id:
            lines.append(line)
    if id:
        yield table, id, start, lines[:-1], False  # the last line is the one that was cut


class _Unread(Exception):
    """Lines that are not JSON, even with their commas put right."""


def _read(lines: list[str], whole: bool) -> dict[str, Any]:
    mended = list(_with_commas(lines))
    if not whole and _inside_a_list(lines):
        mended.append("]")
    twins: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in pairs:
            if isinstance(found.get(name), list) and isinstance(value, list):
                found[name] = [*found[name], *(item for item in value if item not in found[name])]
            elif name in found and found[name] != value:
                twins.append(name)
            else:
                found[name] = value
        return found

    try:
        raw = json.loads("{" + "\n".join(mended) + "}", object_pairs_hook=once, parse_constant=_refuse)
    except (ValueError, RecursionError) as wrong:
        raise _Unread(str(wrong).partition(":")[0].lower()) from None
    if twins:
        raise _Unread(f'"{twins[0]}" stands in it twice, with different values')
    return raw  # type: ignore[no-any-return]


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} has no place in a ledger")


def _with_commas(lines: list[str]) -> Iterator[str]:
    """The lines with a comma after each but the last of its list or object."""
    bare = [line.rstrip().rstrip(",") for line in lines if line.strip()]
    for line, following in zip(bare, [*bare, "}"][1:], strict=True):
        yield line if _opens(line) or following.lstrip()[:1] in ("]", "}") else line + ","


def _opens(line: str) -> bool:
    return line.endswith((": [", ": {"))


def _inside_a_list(lines: list[str]) -> bool:
    """True where the last field that begins in `lines` is a list whose end is not there."""
    for line in reversed(lines):
        if line.startswith("      ]"):
            return False
        if line.startswith('      "'):
            return _opens(line)
    return False

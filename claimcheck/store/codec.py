"""Records ↔ plain JSON values. A field that has its default is left out, a field we do not know is kept.

The shape of each record is a row of SHAPES: field → how its value is written. What is read is checked against it, and
the error says which record, which field and what was expected: a ledger is a file that people edit and merge.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from claimcheck.ledger.records import (
    VERDICTS,
    Article,
    Change,
    Citation,
    Claim,
    Conflict,
    Decision,
    Place,
    Revision,
    Ruling,
    Side,
    Source,
    Stance,
    Status,
    Verdict,
)

Plain = dict[str, Any]  # a JSON object


class _Wrong(Exception):
    """A value of the wrong kind: the path inside the record, and what was expected there."""

    def __init__(self, expected: str, path: str = "") -> None:
        super().__init__(expected)
        self.expected, self.path = expected, path


class Field(NamedTuple):
    """How one kind of value is written and read. `read` raises _Wrong."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _text(value: Any) -> str:
    if value.__class__ is not str:
        raise _Wrong("expected a text")
    return value


def _flag(value: Any) -> bool:
    if value.__class__ is not bool:
        raise _Wrong("expected true or false")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    return _each(value, _text)


def _each(value: Any, read: Callable[[Any], Any]) -> tuple[Any, ...]:
    if value.__class__ is not list:
        raise _Wrong("expected a list")
    found: list[Any] = []
    try:
        for item in value:
            found.append(read(item))  # how many were read tells which one was wrong
    except _Wrong as wrong:
        raise _Wrong(wrong.expected, f"[{len(found)}]{wrong.path}") from None
    return tuple(found)


def _word(members: Iterable[Any]) -> Field:
    known: dict[str, Any] = {member.value: member for member in members}

    def read(value: Any) -> Any:
        found = known.get(value) if value.__class__ is str else None
        if found is None:
            raise _Wrong(f"expected one of {', '.join(known)}")
        return found

    return Field(str, read)


def _several(kind: type) -> Field:
    return Field(lambda rows: [_plain(row) for row in rows], lambda value: _each(value, _reader(kind)))


def _reader(kind: type) -> Callable[[Any], Any]:
    return lambda value: _record(kind, value)


TEXT = Field(_same, _text)
FLAG = Field(_same, _flag)
TEXTS = Field(list, _texts)


def _layout(places: Iterable[Place]) -> list[list[object]]:
    """Each claim with its distance from the one before: white space and length, and lines; so one edit is one row."""
    rows: list[list[object]] = []
    end, line = 0, 1
    for place in places:
        rows.append([place.claim, place.start - end, place.end - place.start, place.line - line])
        end, line = place.end, place.line
    return rows


_PLACE = [str, int, int, int]


def _places(value: Any) -> tuple[Place, ...]:
    end, line = 0, 1
    found = []
    for at, row in enumerate(_each(value, _same)):
        if row.__class__ is not list or [v.__class__ for v in row] != _PLACE:
            raise _Wrong("expected a claim id and three whole numbers", f"[{at}]")
        claim, gap, length, lines = row
        start = end + gap
        end, line = start + length, line + lines
        found.append(Place(claim, start, end, line))
    return tuple(found)


SHAPES: Mapping[type, Mapping[str, Field]] = MappingProxyType(
    {
        Citation: {
            "source": TEXT,
            "stance": _word(Stance),
            "locator": TEXT,
            "quote": TEXT,
            "checked": TEXT,
            "by": TEXT,
            "sha256": TEXT,
        },
        Verdict: {
            "status": _word([status for status in Status if status in VERDICTS]),
            "by": TEXT,
            "at": TEXT,
            "digest": TEXT,
            "sources": _several(Citation),
            "method": TEXT,
            "note": TEXT,
            "correction": TEXT,
        },
        Revision: {
            "at": TEXT,
            "change": _word(Change),
            "was": TEXT,
            "digest": TEXT,
            "keeps": FLAG,
            "others": TEXTS,
        },
        Claim: {
            "text": TEXT,
            "article": TEXT,
            "kind": TEXT,
            "attribution": TEXT,
            "added": TEXT,
            "gone": TEXT,
            "sources": _several(Citation),
            "verdicts": _several(Verdict),
            "revisions": _several(Revision),
            "tags": TEXTS,
            "note": TEXT,
            "part_of": TEXT,
        },
        Article: {
            "path": TEXT,
            "title": TEXT,
            "dateline": TEXT,
            "sha256": TEXT,
            "added": TEXT,
            "sources": TEXTS,
            "layout": Field(_layout, _places),
            "gone": TEXT,
        },
        Source: {
            "path": TEXT,
            "url": TEXT,
            "person": TEXT,
            "kind": TEXT,
            "title": TEXT,
            "primary": FLAG,
            "confidential": FLAG,
            "sha256": TEXT,
            "retrieved": TEXT,
            "archive_url": TEXT,
            "independent_of": TEXTS,
            "added": TEXT,
            "snapshot": TEXT,
            "content_type": TEXT,
        },
        Side: {"claim": TEXT, "surface": TEXT, "reading": TEXT},
        Decision: {"ruling": _word(Ruling), "by": TEXT, "at": TEXT, "digests": TEXTS, "note": TEXT},
        Conflict: {
            "code": TEXT,
            "fingerprint": TEXT,
            "message": TEXT,
            "sides": _several(Side),
            "severity": TEXT,
            "explanation": TEXTS,
            "found": TEXT,
            "gone": TEXT,
            "decisions": _several(Decision),
        },
    }
)
KINDS: Mapping[str, type] = MappingProxyType(
    {"articles": Article, "claims": Claim, "conflicts": Conflict, "sources": Source}
)


def plain(record: Article | Claim | Conflict | Source) -> Plain:
    """A record as a JSON object, without its id."""
    return {**_plain(record), **record.extra}


def record(table: str, id: str, value: Any) -> Any:
    """The record `id` of a table from its JSON object. Raises Malformed."""
    try:
        return _record(KINDS[table], value, id)
    except _Wrong as wrong:
        raise Malformed(table, id, wrong.path.lstrip("."), wrong.expected) from None


def readable(table: str, field: str, rows: Any) -> tuple[Any, ...]:
    """The items of a list field that are what they should be, the others left out."""
    found: list[Any] = []
    for row in rows if isinstance(rows, list) else ():
        with contextlib.suppress(_Wrong):
            found += SHAPES[KINDS[table]][field].read([row])
    return tuple(found)


class Malformed(Exception):
    """A record that is not what it should be: which one, the path of the value inside it, what is wrong with that."""

    def __init__(self, table: str, id: str, path: str, expected: str) -> None:
        super().__init__(f"{table} › {id}" + (f" › {path}" if path else "") + f": {expected}")
        self.table, self.id, self.path = table, id, path
        self.inside = f"{path}: {expected}" if path else expected


def _plain(record: Any) -> Plain:
    kind = record.__class__
    defaults = kind._field_defaults
    return {
        name: field.write(value)
        for name, field in SHAPES[kind].items()
        if (value := getattr(record, name)) != defaults.get(name, _MISSING)
    }


_MISSING = object()


def _record(kind: Any, value: Any, id: str | None = None) -> Any:
    if value.__class__ is not dict:
        raise _Wrong("expected an object")
    readers = READERS[kind]
    read: dict[str, Any] = {} if id is None else {"id": id}
    unknown: dict[str, object] = {}
    for name, raw in value.items():
        reader = readers.get(name)
        if reader is None:
            unknown[name] = raw
            continue
        try:
            read[name] = reader(raw)
        except _Wrong as wrong:
            raise _Wrong(wrong.expected, f".{name}{wrong.path}") from None
    if unknown:
        if id is None:  # a field of a verdict that would be lost when its claim is written again
            raise _Wrong(f'there is no field "{next(iter(unknown))}" here; there are {", ".join(readers)}')
        read["extra"] = MappingProxyType(unknown)
    try:
        return kind(**read)
    except TypeError:
        missing = next(name for name in kind._fields if name not in read and name not in kind._field_defaults)
        raise _Wrong(f'the field "{missing}" is missing') from None


READERS: Mapping[type, Mapping[str, Callable[[Any], Any]]] = MappingProxyType(
    {kind: {name: field.read for name, field in shape.items()} for kind, shape in SHAPES.items()}
)

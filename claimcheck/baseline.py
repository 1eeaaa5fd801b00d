"""The baseline: findings a desk has accepted for its old text, as a file that merges well and is read by people.

One finding a line, sorted, with its fingerprint, rule, files and message; only the fingerprint counts, and it holds no
line number, so edits elsewhere in a file keep it. Pure: text in, text out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from claimcheck.errors import InputError
from claimcheck.model import Finding

FILE = ".claimcheck-baseline.json"
SCHEMA_VERSION = 1


class Entry(NamedTuple):
    """One accepted finding."""

    fingerprint: str
    code: str
    paths: tuple[str, ...]
    message: str


def entries(findings: Iterable[Finding]) -> tuple[Entry, ...]:
    """What a baseline of these findings holds, sorted: those on a text that no comment silences."""
    return tuple(
        sorted(
            (
                Entry(f.fingerprint, f.code, tuple(sorted({w.path for w in f.locations})), f.message)
                for f in findings
                if f.suppressed in (None, "baseline") and not f.code.startswith("CC9")
            ),
            key=lambda e: (e.paths, e.code, e.fingerprint),
        )
    )


def written(found: Iterable[Entry]) -> str:
    """The text of a baseline file."""
    rows = [json.dumps({**e._asdict(), "paths": list(e.paths)}, ensure_ascii=True) for e in found]
    body = ",\n  ".join(rows)
    return f'{{"schema_version": {SCHEMA_VERSION},\n "findings": [\n  {body}\n ]}}\n'


def parsed(text: str, name: str) -> tuple[Entry, ...]:
    """The entries of a baseline file called `name` in messages. Raises InputError for anything that is not one."""
    remedy = "write it again: claimcheck baseline"
    try:
        data = json.loads(text)
    except ValueError as wrong:
        raise InputError(f"{name} is not a baseline: {wrong}", remedy) from None
    if not isinstance(data, dict) or not isinstance(data.get("findings"), list):
        raise InputError(f'{name} is not a baseline: no "findings"', remedy)
    if data.get("schema_version") != SCHEMA_VERSION:
        version = data.get("schema_version")
        raise InputError(f"{name} is of schema version {version!r}; this claimcheck reads {SCHEMA_VERSION}", remedy)
    found = []
    for number, row in enumerate(data["findings"], 1):
        try:
            entry = Entry(str(row["fingerprint"]), str(row["code"]), tuple(map(str, row["paths"])), str(row["message"]))
        except (TypeError, KeyError):
            raise InputError(f"{name} is not a baseline: entry {number} is incomplete", remedy) from None
        found.append(entry)
    return tuple(found)

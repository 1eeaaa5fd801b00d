"""From every older schema to the present one, a step a version. A step speaks plain values and holds its own literals:
it must go on meaning what it meant when the records have long moved on. Old files are kept in tests/corpus/stores.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from claimcheck.ledger.records import VERSION
from claimcheck.store.page import Unreadable

Tables = dict[str, dict[str, Any]]


def version_of(tables: Mapping[str, Mapping[str, Any]]) -> int:
    """The schema version of a ledger's tables. Raises Unreadable for tables that tell none."""
    rows = tables.get("schema", {})
    found = [row.get("version") for row in rows.values() if isinstance(row, dict)]
    if len(found) != 1 or found[0].__class__ is not int or found[0] < 1:
        raise Unreadable("it does not say which schema version it has")
    version: int = found[0]
    return version


def upgraded(tables: Tables) -> Tables:
    """The tables in the present schema; the very same objects when they are."""
    for version in range(version_of(tables), VERSION):
        tables = STEPS[version](tables)
    return tables


def _to_2(tables: Tables) -> Tables:
    """Version 1 kept records under running numbers, with their ids inside, and listed articles only."""
    moved: Tables = {
        name: {row["id"]: {k: v for k, v in row.items() if k != "id"} for row in tables.get(name, {}).values()}
        for name in ("articles", "claims", "sources")
    }
    return {**moved, "conflicts": {}, "schema": {"ledger": {"version": 2}}}


STEPS: Mapping[int, Callable[[Tables], Tables]] = MappingProxyType({1: _to_2})

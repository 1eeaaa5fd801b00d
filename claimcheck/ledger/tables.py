"""A table of records that a store has read but not decoded: each record is made when it is first asked for.

Most commands look at a handful of claims of a ledger; decoding the rest would be nine tenths of their time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeVar

R = TypeVar("R")


class Table(Mapping[str, R]):
    """Records by id. A row is a record, or the dict that `make(id, row)` makes it of; a value, never changed."""

    __slots__ = ("_made", "_make", "rows")

    def __init__(
        self, rows: Mapping[str, Any], make: Callable[[str, Any], R], made: dict[str, R] | None = None
    ) -> None:
        """`made` is shared by all tables that came of one, so that no row is decoded twice."""
        self.rows, self._make = rows, make
        self._made: dict[str, R] = {} if made is None else made

    def __getitem__(self, id: str) -> R:
        row = self.rows[id]
        if row.__class__ is not dict:
            return row  # type: ignore[no-any-return]
        found = self._made.get(id)
        if found is None:
            found = self._made[id] = self._make(id, row)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, id: object) -> bool:
        return id in self.rows

    def plus(self, records: Mapping[str, R]) -> Table[R]:
        """The table with these records added, or in the place of those with their ids."""
        return Table({**self.rows, **records}, self._make, self._made)

    def minus(self, ids: Collection[str]) -> Table[R]:
        """The table without the records of these ids."""
        return Table({id: row for id, row in self.rows.items() if id not in ids}, self._make, self._made)


def with_records(table: Mapping[str, Any], records: Mapping[str, Any]) -> Mapping[str, Any]:
    """`table` with `records` added or replaced."""
    return table.plus(records) if isinstance(table, Table) else {**table, **records}


def without(table: Mapping[str, Any], ids: Collection[str]) -> Mapping[str, Any]:
    """`table` without the records of `ids`."""
    if isinstance(table, Table):
        return table.minus(ids)
    return {id: record for id, record in table.items() if id not in ids}


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What made `after` of `before`: the records that are new or differ, and the ids that are gone.

    Rows nobody touched are told by being the same object: they are not decoded for this.
    """
    if before is after:
        return {}, []
    old, new = _rows(before), _rows(after)
    missing = object()
    changed = {}
    for id, row in new.items():
        was = old.get(id, missing)
        if was is row:
            continue
        if was is not missing:
            one, other = before[id], after[id]
            if one is other or one == other:
                continue
        changed[id] = after[id]
    return changed, [id for id in old if id not in new]


def _rows(table: Mapping[str, Any]) -> Mapping[str, Any]:
    return table.rows if isinstance(table, Table) else table

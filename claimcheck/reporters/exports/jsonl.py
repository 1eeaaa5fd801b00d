"""Every record as a JSON object a line (data/export.schema.json): nothing is lost, `import` makes the ledger of it.

The first line says what this is. `derived` is for the reader alone: where a claim stands follows from its record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from claimcheck.ledger.parcel import AnyRecord, Parcel
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.records import tool_record

SCHEMA_VERSION = 1


def write(parcel: Parcel, stream: TextIO) -> None:
    """Write the records: sources, articles, claims in reading order, conflicts."""
    stream.writelines(encode(line) + "\n" for line in _lines(parcel))


def _lines(parcel: Parcel) -> Iterator[dict[str, Json]]:
    yield {
        "record": "ledger",
        "schema_version": SCHEMA_VERSION,
        "tool": tool_record(),
        "ledger": parcel.ledger,
        "made": parcel.made,
    }
    for source in parcel.sources.values():
        yield _line("source", source, parcel)
    for article in parcel.articles:
        yield _line("article", article, parcel)
    for view in parcel.views:
        line = _line("claim", view.claim, parcel)
        line["derived"] = {
            "status": str(view.status),
            "verdict": str(view.standing.status),
            "disagreement": view.standing.disagreement,
            "path": parcel.path(view) or None,
            "line": view.place.line if view.place else None,
        }
        yield line
    for conflict in parcel.conflicts:
        yield _line("conflict", conflict, parcel)


def _line(kind: str, record: AnyRecord, parcel: Parcel) -> dict[str, Json]:
    return {"record": kind, "id": record.id, **parcel.plain(record)}

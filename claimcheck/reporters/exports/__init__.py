"""The ledger for others: reviews for search engines, a table for spreadsheets, records for programs. One format a
module, one row a format in FORMATS; what is exported is chosen and redacted before (ledger/parcel.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TextIO, cast

if TYPE_CHECKING:
    from claimcheck.ledger.parcel import Parcel


class Writer(Protocol):
    """What a format's module provides."""

    @staticmethod
    def write(parcel: Parcel, stream: TextIO) -> None:
        """Write the whole parcel to `stream`."""


@dataclass(frozen=True, slots=True)
class Format:
    """One row of FORMATS."""

    module: str
    doc: str


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "claimreview": Format("claimcheck.reporters.exports.claimreview", "schema.org ClaimReview as JSON-LD"),
        "csv": Format("claimcheck.reporters.exports.csv", "one claim a row"),
        "jsonl": Format("claimcheck.reporters.exports.jsonl", "every record as a JSON object a line; import reads it"),
    }
)


def writer(name: str) -> Writer:
    """The writer of a format in FORMATS, imported when it is asked for."""
    return cast(Writer, import_module(FORMATS[name].module))

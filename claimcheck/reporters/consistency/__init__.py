"""The consistency report on a screen, in a pull request, in a spreadsheet, as data. One format a module, one row a
format in FORMATS; all are fed the same finished value (ledger/consistency.py) and decide nothing.

words.py   READ FIRST: the phrases that every format uses, so that they all say the same in the same order
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TextIO, cast

if TYPE_CHECKING:
    from claimcheck.ledger.consistency import ConsistencyReport
    from claimcheck.reporters import Look


class Writer(Protocol):
    """What a format's module provides."""

    @staticmethod
    def write(report: ConsistencyReport, stream: TextIO, look: Look) -> None:
        """Write the whole report to `stream`."""


@dataclass(frozen=True, slots=True)
class Format:
    """One row of FORMATS. `data`: always UTF-8 and never coloured, as files for programs and browsers are.

    `illustrated`: it shows paragraphs and number lines, so articles with conflicts are read again for it.
    """

    module: str
    doc: str
    data: bool = True
    illustrated: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "table": Format("claimcheck.reporters.consistency.table", "for the terminal", data=False),
        "html": Format("claimcheck.reporters.consistency.html", "a page for a browser, in one file", illustrated=True),
        "md": Format("claimcheck.reporters.consistency.markdown", "Markdown, to paste into a pull request"),
        "csv": Format("claimcheck.reporters.consistency.csv", "one claim a row, for a spreadsheet"),
        "json": Format("claimcheck.reporters.consistency.json", "everything as one JSON object"),
    }
)


def writer(name: str) -> Writer:
    """The writer of a format in FORMATS, imported when it is asked for."""
    return cast(Writer, import_module(FORMATS[name].module))

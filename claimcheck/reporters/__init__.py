"""Reporters: a finished Report → text on a stream. One format a module, one row a format in REPORTERS.

A reporter is handed findings that are already chosen and sorted; it decides nothing, and everything of an article that
it prints goes through `visible` first. The flags, the configuration and the error for an unknown format all read this
table, so a row and a module are the whole registration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TextIO, cast

if TYPE_CHECKING:  # `--help` reads the table and pays for no records
    from claimcheck.model import Report


@dataclass(frozen=True, slots=True)
class Look:
    """How text may look. `width`: columns of a terminal, None for a file or pipe (never wrap); `brief`: no summary.

    `detail`: what each figure was taken to be about is told as well. `failing`: the severities that fail the run, for
    formats with a word of their own for that. `ascii`: the stream's encoding has no other signs.
    """

    colour: bool = False
    width: int | None = None
    brief: bool = False
    detail: bool = False
    failing: tuple[str, ...] = ("error",)
    ascii: bool = False


class Reporter(Protocol):
    """What a format's module provides."""

    @staticmethod
    def write(report: Report, stream: TextIO, look: Look) -> None:
        """Write the whole report to `stream`."""


@dataclass(frozen=True, slots=True)
class Format:
    """One row of REPORTERS. `data`: read by programs, so always UTF-8 and never coloured."""

    module: str
    doc: str
    data: bool = False
    summary: bool = False  # the report itself ends with the summary line


REPORTERS: Mapping[str, Format] = MappingProxyType(
    {
        "full": Format("claimcheck.reporters.full", "source lines with carets, arithmetic, reasons", summary=True),
        "concise": Format("claimcheck.reporters.concise", "one line a finding"),
        "json": Format("claimcheck.reporters.json", "the whole report as one JSON object", data=True),
        "jsonl": Format("claimcheck.reporters.jsonl", "one JSON object a finding, one a line", data=True),
        "sarif": Format("claimcheck.reporters.sarif", "SARIF 2.1.0, for code scanning", data=True),
        "github": Format("claimcheck.reporters.github", "annotations in a GitHub workflow", data=True),
        "gitlab": Format("claimcheck.reporters.gitlab", "a Code Quality report for GitLab", data=True),
        "rdjson": Format("claimcheck.reporters.rdjson", "review comments through reviewdog", data=True),
        "junit": Format("claimcheck.reporters.junit", "JUnit XML, for any CI server", data=True),
        "md": Format("claimcheck.reporters.markdown", "a page for a comment on a pull request", data=True),
        "csv": Format("claimcheck.reporters.csv", "a table for a spreadsheet, a row a side", data=True),
    }
)


def reporter(name: str) -> Reporter:
    """The reporter of a format in REPORTERS, imported when it is asked for."""
    return cast(Reporter, import_module(REPORTERS[name].module))

"""Flags in groups: a group is a frozen dataclass, each field one flag, and a command takes the groups it needs.

`takes` spreads the groups, and the settings of `options.SETTINGS` the command names, into the signature Typer reads,
and puts them together again for the call. So a flag is written down once, whichever commands have it, and the body of
the command gets typed records instead of twenty arguments.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from claimcheck.cli.options import BY_KEY, Setting
from claimcheck.cli.terminal import COLOURS

ClaimWords = Annotated[
    list[str] | None,
    typer.Argument(metavar="[CLAIM]...", show_default=False, help="ids, their beginnings, or ARTICLE:LINE"),
]  # the claims a verdict is about
Given = Mapping[str, object]  # setting key → what was typed, None when not given


def flag(*names: str, doc: str, metavar: str | None = None) -> Mapping[str, Any]:
    """The metadata of a dataclass field that is a flag."""
    return {"names": names, "doc": doc, "metavar": metavar}


@dataclasses.dataclass(frozen=True, slots=True)
class ConfigFlags:
    """Where settings come from."""

    config: list[str] | None = field(
        default=None,
        metadata=flag(
            "--config", metavar="PATH|KEY=VALUE", doc="use this configuration file; or set one setting (repeatable)"
        ),
    )
    isolated: bool = field(default=False, metadata=flag("--isolated", doc="ignore every configuration file"))


@dataclasses.dataclass(frozen=True, slots=True)
class OutputFlags:
    """Where and how a result is written."""

    output: Path | None = field(
        default=None,
        metadata=flag("--output", "-o", metavar="FILE", doc="write the result to FILE, whole or not at all"),
    )
    color: str = field(
        default="auto",
        metadata=flag("--color", metavar="|".join(COLOURS), doc="colour; NO_COLOR and FORCE_COLOR count too"),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class InputFlags:
    """How articles are read."""

    stdin_filename: str = field(
        default="",
        metadata=flag(
            "--stdin-filename", metavar="NAME", doc="what to call standard input; its ending tells the format"
        ),
    )
    allow_empty: bool = field(default=False, metadata=flag("--allow-empty", doc="nothing to check is not an error"))


@dataclasses.dataclass(frozen=True, slots=True)
class DetailFlags:
    """How much is told of a figure."""

    verbose: bool = field(
        default=False,
        metadata=flag("--verbose", "-v", doc="say of every figure what it was taken to be about"),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class VerdictFlags:
    """What the exit code says."""

    exit_zero: bool = field(
        default=False, metadata=flag("--exit-zero", doc="exit with 0 even when something was found")
    )


@dataclasses.dataclass(frozen=True, slots=True)
class CheckFlags:
    """What a check of articles or sources has."""

    report: list[str] | None = field(
        default=None,
        metadata=flag("--report", metavar="FORMAT=FILE", doc="write one more report to a file (repeatable)"),
    )
    baseline: Path | None = field(
        default=None,
        metadata=flag(
            "--baseline",
            metavar="FILE",
            doc="stay silent about the findings in FILE [default: .claimcheck-baseline.json, if there is one]",
        ),
    )
    strict: bool = field(default=False, metadata=flag("--strict", doc="exit with 2 when any part could not be checked"))
    statistics: bool = field(default=False, metadata=flag("--statistics", doc="count the findings by rule at the end"))
    show_settings: bool = field(
        default=False,
        metadata=flag("--show-settings", doc="print the settings and where each came from, check nothing"),
    )
    quiet: bool = field(default=False, metadata=flag("--quiet", "-q", doc="findings only, no summary"))
    verbose: bool = field(
        default=False,
        metadata=flag(
            "--verbose", "-v", doc="say which settings and articles were read, and what figures were taken to be about"
        ),
    )
    no_progress: bool = field(default=False, metadata=flag("--no-progress", doc="no progress line on a terminal"))


@dataclasses.dataclass(frozen=True, slots=True)
class RoundFlags:
    """Which findings are told, and how often."""

    since: str | None = field(
        default=None,
        metadata=flag(
            "--since",
            metavar="REV",
            doc="only findings in what changed since a revision of git: HEAD~3, main; main... = where you left main",
        ),
    )
    watch: bool = field(
        default=False,
        metadata=flag("--watch", "-w", doc="check again after every save and say what changed; Ctrl-C ends it"),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class LedgerFlags:
    """Which ledger."""

    ledger: Path | None = field(
        default=None,
        metadata=flag("--ledger", metavar="FILE", doc="the ledger [default: the nearest claims.json, here or above]"),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class AsDataFlags:
    """Output for programs."""

    as_json: bool = field(default=False, metadata=flag("--json", doc="write JSON, for programs"))


@dataclasses.dataclass(frozen=True, slots=True)
class ChangeFlags:
    """How a change of the ledger is made."""

    dry_run: bool = field(default=False, metadata=flag("--dry-run", doc="say what would change, and change nothing"))


@dataclasses.dataclass(frozen=True, slots=True)
class SignFlags:
    """Who does it, and why."""

    by: str | None = field(
        default=None,
        metadata=flag("--by", metavar="NAME", doc="who you are [default: git's user.name, else asked for]"),
    )
    note: str = field(default="", metadata=flag("--note", "-n", metavar="TEXT", doc="a note kept with it"))


@dataclasses.dataclass(frozen=True, slots=True)
class PickFlags:
    """Claims named by what they say."""

    text: str = field(
        default="",
        metadata=flag("--text", metavar="WORDS", doc="the claim that says so, as far as you remember it"),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class CiteFlags:
    """What a verdict rests on."""

    source: list[str] | None = field(
        default=None,
        metadata=flag(
            "--source",
            "-s",
            metavar="SOURCE",
            doc='where it can be checked: a file, an address, a source id, or a person in words such as "Liv Moen, '
            'harbour master, by phone" (repeatable)',
        ),
    )
    locator: list[str] | None = field(
        default=None,
        metadata=flag("--locator", metavar="WHERE", doc='where in the source: "p. 4", "row 12" (once per source)'),
    )
    quote: list[str] | None = field(
        default=None, metadata=flag("--quote", metavar="TEXT", doc="what the source says there (once per source)")
    )
    method: str = field(
        default="", metadata=flag("--method", metavar="HOW", doc='how you found out: "document", "called back", …')
    )
    confidential: bool = field(
        default=False,
        metadata=flag("--confidential", doc="the source must not be named outside: exports leave it out"),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class BatchFlags:
    """Batch mode."""

    jsonl: bool = field(
        default=False,
        metadata=flag(
            "--jsonl", doc='batch mode: one JSON object a line from the file given (or "-", standard input), one out'
        ),
    )


def takes(*settings: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Make a command of a function whose parameters may be flag groups and, named `given`, the `settings`."""

    def make(function: Callable[..., int]) -> Callable[..., int]:
        hints = get_type_hints(function, include_extras=True)
        parameters = inspect.signature(function).parameters
        groups: dict[str, Any] = {n: h for n, h in hints.items() if dataclasses.is_dataclass(h) and n in parameters}
        rows = [BY_KEY[key] for key in settings] if "given" in parameters else []
        own = [p.replace(annotation=hints[n]) for n, p in parameters.items() if n not in groups and n != "given"]

        def command(**values: Any) -> int:
            arguments: dict[str, Any] = {
                name: group(**{f.name: values.pop(f.name) for f in dataclasses.fields(group)})
                for name, group in groups.items()
            }
            if "given" in parameters:
                arguments["given"] = {row.key: values.pop(_argument(row)) for row in rows}
            return function(**arguments, **values)

        spread = [*own, *(p for row in rows for p in _setting(row)), *(p for g in groups.values() for p in _group(g))]
        return _signed(command, function, spread)

    return make


def _signed(
    command: Callable[..., int], function: Callable[..., int], parameters: Sequence[inspect.Parameter]
) -> Callable[..., int]:
    """`command` under the name and docstring of `function`, with the parameters Typer is to see."""
    command.__name__ = function.__name__
    command.__doc__ = function.__doc__
    command.__module__ = function.__module__
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what inspect reads first
    command.__annotations__ = {p.name: p.annotation for p in parameters}
    return command


def _argument(row: Setting) -> str:
    return row.key.replace("-", "_")


def _setting(row: Setting) -> Iterator[inspect.Parameter]:
    kind = list[str] | None if row.repeated else str | None
    yield _parameter(_argument(row), kind, None, (f"--{row.key}",), f"{row.doc} [default: {row.shown}]", row.metavar)


def _group(group: type) -> Iterator[inspect.Parameter]:
    hints = get_type_hints(group)
    for one in dataclasses.fields(group):
        about = one.metadata
        yield _parameter(one.name, hints[one.name], one.default, about["names"], about["doc"], about["metavar"])


def _parameter(
    name: str, kind: Any, default: object, names: Sequence[str], doc: str, metavar: str | None
) -> inspect.Parameter:
    option = typer.Option(*names, help=doc, metavar=metavar, show_default=False)
    keyword = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, keyword, default=default, annotation=Annotated[kind, option])

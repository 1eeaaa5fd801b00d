"""One run of `compare`: judge the two statements, write the result, decide the exit code."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

from claimcheck import pipeline
from claimcheck.cli.checking import fails
from claimcheck.cli.config import Resolved
from claimcheck.cli.flags import OutputFlags
from claimcheck.cli.options import one_of
from claimcheck.cli.outputs import opened, usable
from claimcheck.cli.terminal import is_terminal, look_of
from claimcheck.errors import UsageError
from claimcheck.model import Comparison
from claimcheck.reporters.comparison import lines
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.paint import paint
from claimcheck.reporters.records import SCHEMA_VERSION, comparison_record, tool_record
from claimcheck.reporters.visible import squeezed

FORMATS = ("full", "concise", "json")


@dataclass(frozen=True, slots=True)
class Question:
    """What the user asked for."""

    a: str
    b: str
    resolved: Resolved
    output: OutputFlags
    form: str | None
    exit_zero: bool
    detail: bool = False


def run(asked: Question) -> int:
    """Compare and return the exit code."""
    output, form = asked.output, asked.form
    for name, statement in (("first", asked.a), ("second", asked.b)):
        if not statement.strip():
            raise UsageError(f"nothing to compare: the {name} statement is empty")
    form = _checked(form) if form else "full" if is_terminal(sys.stdout) and not output.output else "concise"
    path = usable(output.output) if output.output else None
    comparison = pipeline.compare(asked.a, asked.b, asked.resolved.settings)
    with opened(path, data=form == "json") as stream:
        if form == "json":
            head: dict[str, Json] = {"schema_version": SCHEMA_VERSION, "tool": tool_record()}
            stream.write(encode(head | comparison_record(comparison), pretty=True) + "\n")
        elif form == "concise":
            stream.write(_concise(comparison) + "\n")
        else:
            look = replace(look_of(output.color, stream), detail=asked.detail)
            paint(lines(comparison, look), stream, look)
    return 1 if fails(comparison.findings, asked.resolved.settings.fail_on) and not asked.exit_zero else 0


def _checked(form: str) -> str:
    try:
        return str(one_of(*FORMATS)(form))
    except ValueError as wrong:
        raise UsageError(f"--output-format {wrong}") from None


def _concise(comparison: Comparison) -> str:
    """`conflict CC103 error: what is wrong (why)` on one line."""
    found = "; ".join(f"{f.code} {f.severity.label}: {squeezed(f.message)}" for f in comparison.findings)
    reason = f" ({squeezed(comparison.reason)})" if comparison.reason else ""
    return f"{comparison.verdict}{' ' + found if found else ''}{reason}"

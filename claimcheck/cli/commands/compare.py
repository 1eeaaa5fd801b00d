"""`claimcheck compare`: two statements side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.flags import BatchFlags, ConfigFlags, DetailFlags, Given, OutputFlags, VerdictFlags, takes
from claimcheck.errors import UsageError

EXAMPLES = (
    "claimcheck compare 'Fewer than 50 people came.' 'All 53 people who came sang.'",
    "claimcheck compare 'The bridge is 2 km long.' 'The 1.2-mile bridge' --output-format json",
    "claimcheck compare --jsonl pairs.jsonl         batch mode: {id, a, b, dateline?} a line",
)
FORMATS = ("full", "concise", "json")


@takes("select", "ignore", "extend-select", "min-severity", "fail-on", "dateline", "timezone", "week-start")
def command(
    a: Annotated[str | None, typer.Argument(metavar="[A]", show_default=False, help="the first statement")] = None,
    b: Annotated[str | None, typer.Argument(metavar="[B]", show_default=False, help="the second statement")] = None,
    *,
    output_format: Annotated[
        str | None, typer.Option("--output-format", metavar="|".join(FORMATS), help="how the result is written")
    ] = None,
    given: Given,
    output: OutputFlags,
    verdict: VerdictFlags,
    detail: DetailFlags,
    config: ConfigFlags,
    batch: BatchFlags,
) -> int:
    """Put two statements side by side: do they conflict, and why?

    The answer is conflict, agree (the second follows from the first), compatible (about the same thing, neither
    contradicts nor settles) or unrelated, with the arithmetic and the reason they were taken to be about one thing.

    Exit code: 1 when they conflict.
    """
    from claimcheck.cli.config import resolve
    from claimcheck.cli.terminal import colour_choice

    resolved = resolve(given, config.config or (), isolated=config.isolated)
    colour_choice(output.color)
    if batch.jsonl:
        from claimcheck.cli.batches import compare

        return compare(_only_file(a, b), resolved, verdict.exit_zero)
    if a is None or b is None:
        raise UsageError("compare needs two statements", "put each in quotes")
    if _is_file(a) and _is_file(b):
        raise UsageError(f"compare takes statements, and {a} and {b} are files", f"try: claimcheck check {a} {b}")
    from claimcheck.cli.comparing import Question, run

    return run(Question(a, b, resolved, output, output_format, verdict.exit_zero, detail.verbose))


def _only_file(a: str | None, b: str | None) -> str | None:
    if b is not None:
        raise UsageError("--jsonl reads one file")
    return a


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # a statement is longer than a file name may be
        return False

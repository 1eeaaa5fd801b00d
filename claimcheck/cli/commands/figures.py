"""`claimcheck figures`: every figure of an article as it was understood."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import BatchFlags, ConfigFlags, DetailFlags, Given, InputFlags, OutputFlags, takes
from claimcheck.errors import UsageError

EXAMPLES = (
    "claimcheck figures article.md                  a table: as written, as read, what about",
    "claimcheck figures article.md --kind money     or --dimension length",
    "claimcheck figures article.md -v               what each was taken to be about",
    "claimcheck figures news/ --csv -o figures.csv",
    "claimcheck figures --jsonl corpus.jsonl        batch mode: {id, text, dateline?} a line",
)
FORMATS = ("table", "json", "jsonl", "csv")


@takes("dateline", "timezone", "week-start", "exclude")
def command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...", show_default=False, help='files, folders, globs, or "-" for standard input'
        ),
    ] = None,
    *,
    output_format: Annotated[
        str, typer.Option("--output-format", metavar="|".join(FORMATS), help="how the figures are written")
    ] = "table",
    as_csv: Annotated[bool, typer.Option("--csv", help="the same as --output-format csv")] = False,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="only figures of this kind: count, money, …")
    ] = "",
    dimension: Annotated[
        str, typer.Option("--dimension", metavar="NAME", help="only figures of this dimension: length, mass, area, …")
    ] = "",
    given: Given,
    output: OutputFlags,
    inputs: InputFlags,
    detail: DetailFlags,
    config: ConfigFlags,
    batch: BatchFlags,
) -> int:
    """List every figure of an article as it was understood.

    Each with its value, unit, bounds and place. The quickest way to see why two figures were, or were not, compared.
    """
    from claimcheck.cli.config import resolve
    from claimcheck.cli.terminal import colour_choice

    resolved = resolve(given, config.config or (), isolated=config.isolated)
    colour_choice(output.color)
    if batch.jsonl:
        from claimcheck.cli.batches import figures

        if paths and len(paths) > 1:
            raise UsageError("--jsonl reads one file", "join them: cat *.jsonl | claimcheck figures --jsonl -")
        return figures(paths[0] if paths else None, resolved)
    if not paths:
        raise UsageError("no article named", "try: claimcheck figures article.md")
    from claimcheck.cli.listing import Listing, run

    form = "csv" if as_csv else output_format
    return run(Listing(paths, resolved, inputs, output, form, kind, dimension, detail.verbose))

"""`claimcheck sentences`: the sentence splitter alone, in batch mode. A helper for measuring, hence hidden."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import BatchFlags, takes
from claimcheck.errors import UsageError

EXAMPLES = ("claimcheck sentences --jsonl corpus.jsonl      {id, text} a line → {id, sentences: [{start, end}]}",)


@takes()
def command(
    path: Annotated[
        str | None, typer.Argument(metavar="[PATH]", show_default=False, help="a file of JSON lines")
    ] = None,
    *,
    batch: BatchFlags,
) -> int:
    """Split texts into sentences (batch mode)."""
    if not batch.jsonl:
        raise UsageError("sentences works in batch mode only", "try: claimcheck sentences --jsonl corpus.jsonl")
    from claimcheck.cli.batches import sentences

    return sentences(path)

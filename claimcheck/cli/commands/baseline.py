"""`claimcheck baseline`: accept what is found today."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.flags import ConfigFlags, Given, InputFlags, takes

EXAMPLES = (
    "claimcheck baseline news/                      from now on `check news/` tells only what is new",
    "claimcheck baseline news/ -o old.json          … and `check news/ --baseline old.json`",
)


@takes("select", "ignore", "extend-select", "min-severity", "dateline", "timezone", "week-start", "exclude")
def command(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]...", show_default=False, help="files, folders, globs")
    ] = None,
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="where to [default: .claimcheck-baseline.json]"),
    ] = None,
    given: Given,
    inputs: InputFlags,
    config: ConfigFlags,
) -> int:
    """Accept what is found today, so that only new findings are told.

    Writes the findings of your articles to .claimcheck-baseline.json. `claimcheck check` is silent about them from then
    on, and says how many it was silent about. For adopting old text as it is; everything else is better mended.
    """
    from claimcheck.cli.accepting import accept, accept_ledger
    from claimcheck.cli.config import resolve

    resolved = resolve(given, config.config or (), isolated=config.isolated)
    return accept(paths, resolved, inputs, output) if paths else accept_ledger(resolved, output)

"""`claimcheck init`: a ledger, a folder for sources, and a block of settings to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, ChangeFlags, takes

EXAMPLES = ("claimcheck init", "claimcheck init ~/stories/harbour-fire")


@takes()
def command(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", show_default=False, help="where the articles are [default: here]")
    ] = Path(),
    *,
    change: ChangeFlags,
    data: AsDataFlags,
) -> int:
    """Start a ledger: claims.json, a folder sources/, and a commented block of settings.

    What is there already stays as it is.
    """
    from claimcheck.cli.starting import start

    return start(folder, change, data)

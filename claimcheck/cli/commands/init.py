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
    no_git: Annotated[bool, typer.Option("--no-git", help="leave git alone")] = False,
    change: ChangeFlags,
    data: AsDataFlags,
) -> int:
    """Start a ledger: claims.json, a folder sources/, and a commented block of settings.

    In a git repository, a line of .gitattributes and the settings merge.claimcheck.* have git unite the ledgers of two
    branches without losing a verdict; every clone needs the settings, so run it there again. What is there already
    stays as it is.
    """
    from claimcheck.cli.starting import start

    return start(folder, change, data, git=not no_git)

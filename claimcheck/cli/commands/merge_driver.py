"""`claimcheck merge-driver`: what git calls to merge two branches' ledgers. Plumbing, hence hidden."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.flags import takes

EXAMPLES = (
    'git config merge.claimcheck.driver "claimcheck merge-driver %O %A %B %P"     claimcheck init does this',
    "claimcheck merge-driver base.json ours.json theirs.json    the result goes to ours.json",
)


@takes()
def command(
    base: Annotated[Path, typer.Argument(metavar="BASE", show_default=False, help="what both branches came from (%O)")],
    ours: Annotated[Path, typer.Argument(metavar="OURS", show_default=False, help="our version, replaced (%A)")],
    theirs: Annotated[Path, typer.Argument(metavar="THEIRS", show_default=False, help="their version (%B)")],
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", show_default=False, help="what to call it in messages (%P)")
    ] = "",
) -> int:
    """Unite the ledgers of two branches: no verdict is lost, and none stands for a text it was not given for.

    Where a version cannot be read it leaves git's conflict marks, where one is of a newer claimcheck our version, and
    exits with 1: git then waits for you. `claimcheck doctor --repair` finishes such a merge.
    """
    from claimcheck.cli.terminal import complain
    from claimcheck.desk.merging import merge_files

    wrong = merge_files(base, ours, theirs, name or ours.name)
    if wrong is not None:
        complain(wrong)
        return 1
    return 0

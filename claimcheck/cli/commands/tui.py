"""`claimcheck tui`: the terminal interface."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import LedgerFlags, takes
from claimcheck.cli.terminal import COLOURS

EXAMPLES = (
    "claimcheck tui                       the ledger: conflicts side by side, articles, sources, verdicts by key",
    'claimcheck tui --by "Ada Holm"       signing with that name',
    "claimcheck tui drafts/fire.md        an article that is in no ledger; what you decide is not kept",
)


@takes()
def command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", show_default=False, help="articles without a ledger: files, folders"),
    ] = None,
    *,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="who signs [default: git's user.name]")] = None,
    color: Annotated[
        str, typer.Option("--color", metavar="|".join(COLOURS), help="colour; NO_COLOR counts too")
    ] = "auto",
    ledger: LedgerFlags,
) -> int:
    """Work on the ledger in the terminal: conflicts side by side, articles claim by claim, sources and what drifted.

    Press ? for the keys of a screen. Every verdict is in the ledger at once, what others decide meanwhile is shown as
    it comes, and u takes back what you gave last.
    """
    from claimcheck.cli.working import work

    return work(paths or (), by, ledger, color)

"""`claimcheck source show`: a source with everything that stands on it."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, LedgerFlags, OutputFlags, takes

EXAMPLES = (
    "claimcheck source show S-9K3T",
    "claimcheck source show sources/budget.pdf",
    "claimcheck source show harbour              every source with that in its name",
)


@takes()
def command(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", show_default=False, help="ids, paths, addresses, or parts of their names"),
    ],
    *,
    data: AsDataFlags,
    output: OutputFlags,
    ledger: LedgerFlags,
) -> int:
    """Show sources: what each is, whether it is still what was recorded, and the claims that stand on it."""
    from claimcheck.cli.sourcing import show_sources

    return show_sources(sources, output, ledger, data)

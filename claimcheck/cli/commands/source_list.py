"""`claimcheck source list`: the sources, what stands on them, whether they are what they were."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, LedgerFlags, OutputFlags, takes

EXAMPLES = (
    "claimcheck source list                      every source, and how many claims stand on it",
    "claimcheck source list --unused             those that nothing stands on",
    "claimcheck source list --missing --changed  those to look at",
    "claimcheck source list --kind report --text harbour",
)


@takes()
def command(
    *,
    unused: Annotated[bool, typer.Option("--unused", help="only those that no claim and no article cites")] = False,
    missing: Annotated[bool, typer.Option("--missing", help="only those whose file cannot be found")] = False,
    changed: Annotated[bool, typer.Option("--changed", help="only those whose file is not what was recorded")] = False,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="only those of this kind (repeatable)")
    ] = None,
    text: Annotated[
        str, typer.Option("--text", metavar="WORDS", help="only those with these words in title, path, address or name")
    ] = "",
    data: AsDataFlags,
    output: OutputFlags,
    ledger: LedgerFlags,
) -> int:
    """List the sources: whether each is still what was recorded, what stands on it, what it is.

    A file is unchanged, changed or missing; an address whose page was never stored is "not stored".
    """
    from claimcheck.cli.sourcing import list_sources
    from claimcheck.desk.sourcing import SourceFilters

    filters = SourceFilters(unused, missing, changed, tuple(kind or ()), text)
    return list_sources(filters, output, ledger, data)

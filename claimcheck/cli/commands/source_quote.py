"""`claimcheck source quote`: find words in a source and attach them to claims."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, ChangeFlags, LedgerFlags, PickFlags, takes

EXAMPLES = (
    'claimcheck source quote C-7F3K sources/budget.pdf "a total of 4.2 million kroner"',
    'claimcheck source quote news/fire.md:12 S-9K3T "two engines" --locator "page 4"',
    'claimcheck source quote --text "reached the mill" log "Two engines reached the mill"',
)


@takes()
def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[CLAIM]... SOURCE WORDS",
            show_default=False,
            help="the claims, the source (id, path, address, part of its name), and what it says",
        ),
    ],
    *,
    pick: PickFlags,
    locator: Annotated[
        str, typer.Option("--locator", metavar="WHERE", help='where in the source, if it says so twice: "page 4"')
    ] = "",
    stance: Annotated[
        str, typer.Option("--stance", metavar="supports|contradicts|context", help="what it does for the claim")
    ] = "supports",
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="who you are [default: git's user.name, else asked for]")
    ] = None,
    change: ChangeFlags,
    ledger: LedgerFlags,
    data: AsDataFlags,
) -> int:
    """Look words up in a stored source, and attach them to claims: as they stand there, and where.

    Quotation marks, dashes, line breaks and an honest "…" are forgiven; a figure, a name or a "not" never is. Words
    that are not there are not attached: you see the nearest passage and what differs, and the exit code is 1.
    """
    from claimcheck.cli.quoting import quote

    return quote(words, pick.text, locator, stance, by, change, ledger, data)

"""`claimcheck source add`: take a file, a page or a person in as a source."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, ChangeFlags, LedgerFlags, takes

EXAMPLES = (
    'claimcheck source add budget.pdf --kind report --title "Budget 2026" --primary',
    "claimcheck source add https://example.org/statement --kind statement --for C-7F3K",
    'claimcheck source add --person "Liv Moen, harbour master, by phone" --confidential',
    "claimcheck source add sources/log.csv --refresh       it has changed, and that is right",
)


@takes()
def command(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE|URL]...", show_default=False, help="files and web addresses")
    ] = None,
    *,
    person: Annotated[
        list[str] | None, typer.Option("--person", metavar="WHO", help="a person, in words (repeatable)")
    ] = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="report, statement, dataset, interview, … (your own word)")
    ] = "",
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="what to call it")] = "",
    primary: Annotated[bool, typer.Option("--primary", help="a primary source: it does not tell what others said")] = (
        False
    ),
    confidential: Annotated[
        bool,
        typer.Option(
            "--confidential",
            help="it must not be named outside: exports leave it out, nothing is copied and nothing is fetched",
        ),
    ] = False,
    independent_of: Annotated[
        list[str] | None,
        typer.Option("--independent-of", metavar="SOURCE", help="a source it did not get it from (repeatable)"),
    ] = None,
    claims: Annotated[
        list[str] | None,
        typer.Option("--for", metavar="CLAIM", help="a claim that is to stand on it: id or ARTICLE:LINE (repeatable)"),
    ] = None,
    no_fetch: Annotated[bool, typer.Option("--no-fetch", help="keep an address without fetching its page")] = False,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="take a known source in as it is now: the file changed, fetch anew")
    ] = False,
    change: ChangeFlags,
    ledger: LedgerFlags,
    data: AsDataFlags,
) -> int:
    """Take files, web pages and people in as sources that claims can stand on.

    A file is copied to sources/, a page is fetched and stored there; both with the SHA-256 of their bytes, so that a
    change is noticed, and with their text beside them where they are not text themselves. What is known already, by its
    name, its bytes or its address, stays the source it is.
    """
    from claimcheck.cli.sourcing import Adding, add

    return add(
        Adding(
            tuple(sources or ()),
            tuple(person or ()),
            kind,
            title,
            primary,
            confidential,
            tuple(independent_of or ()),
            tuple(claims or ()),
            no_fetch,
            refresh,
        ),
        change,
        ledger,
        data,
    )

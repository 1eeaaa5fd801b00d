"""`claimcheck source add`: take a file, a page or a person in as a source."""

from __future__ import annotations

import dataclasses
from dataclasses import field
from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, ChangeFlags, ConfigFlags, LedgerFlags, flag, takes

EXAMPLES = (
    'claimcheck source add budget.pdf --kind report --title "Budget 2026" --primary',
    "claimcheck source add https://example.org/statement --kind statement --for C-7F3K",
    'claimcheck source add --person "Liv Moen, harbour master, by phone" --confidential',
    "claimcheck source add sources/log.csv --refresh       it has changed, and that is right",
)


@dataclasses.dataclass(frozen=True, slots=True)
class SaidFlags:
    """What is said of a source."""

    kind: str = field(
        default="", metadata=flag("--kind", metavar="KIND", doc="report, statement, dataset, … (your own word)")
    )
    title: str = field(default="", metadata=flag("--title", metavar="TEXT", doc="what to call it"))
    primary: bool = field(
        default=False, metadata=flag("--primary", doc="a primary source: it does not tell what others said")
    )
    confidential: bool = field(
        default=False,
        metadata=flag(
            "--confidential",
            doc="it must not be named outside: exports leave it out, nothing is copied and nothing is fetched",
        ),
    )
    independent_of: list[str] | None = field(
        default=None,
        metadata=flag("--independent-of", metavar="SOURCE", doc="a source it did not get it from (repeatable)"),
    )
    claims: list[str] | None = field(
        default=None,
        metadata=flag(
            "--for", metavar="CLAIM", doc="a claim that is to stand on it: an id or ARTICLE:LINE (repeatable)"
        ),
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
    said: SaidFlags,
    no_fetch: Annotated[bool, typer.Option("--no-fetch", help="keep an address without fetching its page")] = False,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="take a known source in as it is now: the file changed, fetch anew")
    ] = False,
    change: ChangeFlags,
    ledger: LedgerFlags,
    config: ConfigFlags,
    data: AsDataFlags,
) -> int:
    """Take files, web pages and people in as sources that claims can stand on.

    A file is copied to sources/, a page is fetched and stored there; both with the SHA-256 of their bytes, so that a
    change is noticed, and with their text beside them where they are not text themselves. What is known already, by its
    name, its bytes or its address, stays the source it is.
    """
    from claimcheck.cli.config import resolve
    from claimcheck.cli.sourcing import Adding, add

    wanted = Adding(
        tuple(sources or ()),
        tuple(person or ()),
        said.kind,
        said.title,
        said.primary,
        said.confidential,
        tuple(said.independent_of or ()),
        tuple(said.claims or ()),
        no_fetch,
        refresh,
        resolve({}, config.config or (), isolated=config.isolated),
    )
    return add(wanted, change, ledger, data)

"""`claimcheck edit`: what is kept about claims besides verdicts."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, ChangeFlags, LedgerFlags, takes

EXAMPLES = (
    "claimcheck edit C-7F3K --kind opinion",
    "claimcheck edit C-7F3K C-9Q2M --tag budget --tag urgent",
    'claimcheck edit C-7F3K --cite sources/budget.pdf --locator "p. 4"     a source to check it with',
    'claimcheck edit C-7F3K --note "ask Liv on Monday"',
)


@takes()
def command(
    claims: Annotated[
        list[str], typer.Argument(metavar="CLAIM...", show_default=False, help="ids, their beginnings, or ARTICLE:LINE")
    ],
    *,
    text: Annotated[
        str | None, typer.Option("--text", metavar="TEXT", help="what a claim says that stands in no article")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="fact, quote, number, prediction, opinion, …")
    ] = None,
    attribution: Annotated[
        str | None, typer.Option("--attribution", metavar="WHO", help="who says so in the article")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", "-n", metavar="TEXT", help='a note; "" takes it away')] = None,
    tag: Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="add a tag (repeatable)")] = None,
    untag: Annotated[list[str] | None, typer.Option("--untag", metavar="TAG", help="take a tag away")] = None,
    cite: Annotated[
        list[str] | None,
        typer.Option("--cite", metavar="SOURCE", help="attach a source: a file, an address, a person, an id"),
    ] = None,
    locator: Annotated[str, typer.Option("--locator", metavar="WHERE", help='where in that source: "p. 4"')] = "",
    quote: Annotated[str, typer.Option("--quote", metavar="TEXT", help="what the source says there")] = "",
    stance: Annotated[
        str, typer.Option("--stance", metavar="supports|contradicts|context", help="what it does for the claim")
    ] = "supports",
    uncite: Annotated[
        list[str] | None, typer.Option("--uncite", metavar="SOURCE", help="take an attached source away")
    ] = None,
    change: ChangeFlags,
    ledger: LedgerFlags,
    data: AsDataFlags,
) -> int:
    """Change what is kept about claims: kind, tags, notes, who says so, the sources they cite.

    The text of a sentence is what its article says: change the article and add it again.
    """
    from claimcheck.cli.amending import Amendment, edit

    wanted = Amendment(
        text,
        kind,
        attribution,
        note,
        tuple(tag or ()),
        tuple(untag or ()),
        tuple(cite or ()),
        locator,
        quote,
        stance,
        tuple(uncite or ()),
    )
    return edit(claims, wanted, change, ledger, data)

"""`claimcheck export`: the ledger for others."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import LedgerFlags, OutputFlags, takes
from claimcheck.reporters.exports import FORMATS

EXAMPLES = (
    "claimcheck export --format csv -o claims.csv             a table: one claim a row",
    "claimcheck export --format jsonl -o claims.jsonl         everything; claimcheck import reads it",
    'claimcheck export --format claimreview --publisher "The Brenna Post" --url https://example.org/fire',
    "claimcheck export --format csv --article news/fire.md --status verified",
)


@takes()
def command(
    *,
    form: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(FORMATS), show_default=False, help="how it is written")
    ] = "",
    article: Annotated[
        list[str] | None,
        typer.Option("--article", "-a", metavar="PATH", show_default=False, help="only these articles (repeatable)"),
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status", metavar="STATUS", show_default=False, help="only claims with this status, or several: a,b"
        ),
    ] = None,
    publisher: Annotated[
        str, typer.Option("--publisher", metavar="NAME", show_default=False, help="claimreview: who publishes it")
    ] = "",
    url: Annotated[
        str,
        typer.Option("--url", metavar="URL", show_default=False, help="claimreview: the page the reviews stand on"),
    ] = "",
    include_confidential: Annotated[
        bool, typer.Option("--include-confidential", help="name confidential sources too")
    ] = False,
    bom: Annotated[bool, typer.Option("--bom", help="begin the CSV with a byte order mark, as Excel likes it")] = False,
    output: OutputFlags,
    ledger: LedgerFlags,
) -> int:
    """Write the ledger for others: reviews for search engines, a table, or all records.

    claimreview holds only claims with a verdict that stands; a claim in an open conflict is left out until that is
    settled. Of a confidential source nothing but its id is written.
    """
    from claimcheck.cli.handing import Asked, hand_out
    from claimcheck.ledger.parcel import Publisher

    return hand_out(
        Asked(
            form,
            tuple(article or ()),
            tuple(status or ()),
            Publisher(" ".join(publisher.split()), url.strip()),
            include_confidential,
            bom,
            output,
            ledger,
        )
    )

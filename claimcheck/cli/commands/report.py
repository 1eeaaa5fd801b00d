"""`claimcheck report`: the consistency report of the whole ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, ConfigFlags, Given, LedgerFlags, OutputFlags, takes
from claimcheck.reporters.consistency import FORMATS

EXAMPLES = (
    "claimcheck report                                      how far the ledger is, and what needs somebody",
    "claimcheck report --since yesterday                    what changed since then",
    "claimcheck report --since main --format md             for a pull request: what this branch changes",
    "claimcheck report --format html -o report.html         a page to open in a browser, to print, to send",
    "claimcheck report --article news/ --format csv -o news.csv",
)


@takes("timezone")
def command(
    *,
    form: Annotated[str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="how it is written")] = "table",
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="DATE|REV",
            show_default=False,
            help='tell what changed since "yesterday", a date, a time, or a git revision',
        ),
    ] = "",
    article: Annotated[
        list[str] | None,
        typer.Option("--article", "-a", metavar="PATH", show_default=False, help="only these articles (repeatable)"),
    ] = None,
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", show_default=False, help="only claims this person gave a verdict on")
    ] = "",
    include_confidential: Annotated[
        bool, typer.Option("--include-confidential", help="name confidential sources too")
    ] = False,
    bom: Annotated[bool, typer.Option("--bom", help="begin the CSV with a byte order mark, as Excel likes it")] = False,
    data: AsDataFlags,
    output: OutputFlags,
    ledger: LedgerFlags,
    given: Given,
    config: ConfigFlags,
) -> int:
    """How far the fact-checking is, and what still needs somebody: the consistency report of the ledger.

    Progress by article and by person, open conflicts with their arithmetic, claims whose text changed since they were
    verified, disagreements, what nobody has looked at, what has no source, and the sources themselves.
    """
    from claimcheck.cli.config import resolve
    from claimcheck.cli.telling import Asked, tell
    from claimcheck.desk.reporting import Wanted

    resolved = resolve(given, config.config or (), isolated=config.isolated)
    wanted = Wanted(tuple(article or ()), by, include_confidential=include_confidential)
    zone = "" if resolved.is_default("timezone") else resolved.settings.timezone
    return tell(Asked(wanted, "json" if data.as_json else form, since, zone, bom, output, ledger, resolved.settings))

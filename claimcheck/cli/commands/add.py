"""`claimcheck add`: articles become claim records, again and again."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, ChangeFlags, ConfigFlags, Given, LedgerFlags, OutputFlags, takes
from claimcheck.errors import UsageError

EXAMPLES = (
    "claimcheck add article.md",
    "claimcheck add drafts/ --source sources/report.pdf",
    "claimcheck add article.md                       again, after the article was edited",
    'claimcheck add --text "The ferry carried 212 people." --source "Liv Moen, harbour master"',
)


@takes("dateline", "timezone", "week-start", "exclude")
def command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", show_default=False, help="articles: files, folders, globs"),
    ] = None,
    *,
    text: Annotated[
        list[str] | None,
        typer.Option("--text", metavar="TEXT", show_default=False, help="one claim that stands in no article"),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="SOURCE",
            show_default=False,
            help="what the whole article stands on: a file, an address, a person, or the id of a source (repeatable)",
        ),
    ] = None,
    given: Given,
    change: ChangeFlags,
    data: AsDataFlags,
    output: OutputFlags,
    config: ConfigFlags,
    ledger: LedgerFlags,
    no_progress: Annotated[bool, typer.Option("--no-progress", help="no progress line on a terminal")] = False,
) -> int:
    """Make every sentence of an article a claim to be checked.

    Add an article again after it was edited: each sentence is found again, wherever it went. Verdicts stay with the
    sentences that still say the same; where a figure, a name, a "not" or any other word that matters changed, the claim
    turns stale and shows both wordings. Sentences that are gone keep their records, and a renamed file is recognised.
    """
    from claimcheck.cli.adding import Order, run
    from claimcheck.cli.config import resolve

    if not paths and not text:
        raise UsageError("nothing to add", "name an article, or a claim with --text")
    resolved = resolve(given, config.config or (), isolated=config.isolated)
    return run(Order(paths or (), text or (), source or (), resolved, change, data, output, ledger, not no_progress))

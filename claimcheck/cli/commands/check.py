"""`claimcheck check`: the offline consistency check of articles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.flags import (
    BatchFlags,
    CheckFlags,
    ConfigFlags,
    Given,
    InputFlags,
    LedgerFlags,
    OutputFlags,
    RoundFlags,
    VerdictFlags,
    takes,
)
from claimcheck.errors import UsageError

if TYPE_CHECKING:
    from claimcheck.cli.config import Resolved

EXAMPLES = (
    "claimcheck check article.md                    one article against itself",
    "claimcheck check                               all articles and claims of the ledger",
    "claimcheck check drafts/ 'wire/*.txt'          several articles, also against each other",
    "pbpaste | claimcheck check -                   what is on standard input",
    "claimcheck check --since main...               only what your branch has changed",
    "claimcheck check --watch drafts/               again after every save, telling what changed",
    "claimcheck check news/ --output-format json -o report.json",
    "claimcheck check --jsonl corpus.jsonl          batch mode: {id, text, dateline?, format?} a line",
)


@takes(
    "output-format",
    "select",
    "ignore",
    "extend-select",
    "min-severity",
    "fail-on",
    "dateline",
    "timezone",
    "week-start",
    "exclude",
)
def command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...", show_default=False, help='files, folders, globs, or "-" for standard input'
        ),
    ] = None,
    *,
    together: Annotated[
        bool, typer.Option("--together", help="with --jsonl: check all lines against each other")
    ] = False,
    given: Given,
    output: OutputFlags,
    verdict: VerdictFlags,
    inputs: InputFlags,
    config: ConfigFlags,
    more: CheckFlags,
    rounds: RoundFlags,
    batch: BatchFlags,
    ledger: LedgerFlags,
) -> int:
    """Find the figures in your articles that cannot both be true.

    Every article is read against itself, and several articles against each other. Without a path the project's ledger
    (claims.json) is checked: all its articles and claims. Nothing leaves this machine.

    Exit code: 0 nothing found, 1 something found, 2 something could not be checked.
    """
    from claimcheck.cli.config import resolve
    from claimcheck.cli.terminal import colour_choice

    def settings() -> Resolved:
        return resolve(given, config.config or (), isolated=config.isolated)

    resolved = settings()
    colour_choice(output.color)
    if more.show_settings:
        from claimcheck.cli.commands.config import show

        return show(resolved, output)
    if batch.jsonl and (rounds.watch or rounds.since is not None):
        raise UsageError(f"--{'watch' if rounds.watch else 'since'} is for articles, --jsonl for streams")
    if batch.jsonl:
        from claimcheck.cli.batches import check

        return check(_only(paths), resolved, together=together, exit_zero=verdict.exit_zero)
    if together:
        raise UsageError("--together is for batch mode", "articles named together are checked together already")
    from claimcheck.cli.checking import Run, run

    wanted = Run(paths or (), resolved, inputs, output, verdict, more, ledger.ledger, rounds.since)
    if rounds.watch:
        from claimcheck.cli.watching import watch

        return watch(lambda: replace(wanted, resolved=settings()))
    return run(wanted)


def _only(paths: list[str] | None) -> str | None:
    if paths and len(paths) > 1:
        raise UsageError("--jsonl reads one file", "join them: cat *.jsonl | claimcheck check --jsonl -")
    return paths[0] if paths else None

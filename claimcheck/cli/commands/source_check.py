"""`claimcheck source check`: are the sources still there, and still what they were?"""

from __future__ import annotations

import dataclasses
from dataclasses import field
from typing import Annotated

import typer

from claimcheck.cli.flags import (
    CheckFlags,
    ConfigFlags,
    Given,
    InputFlags,
    LedgerFlags,
    OutputFlags,
    VerdictFlags,
    flag,
    takes,
)
from claimcheck.errors import UsageError

EXAMPLES = (
    "claimcheck source check                          what is stored: files, quotes, figures; nothing is fetched",
    "claimcheck source check --online                 and ask for every address that is cited",
    "claimcheck source check S-7F3K --online          one source",
    "claimcheck source check --online --archive       look for copies in a web archive, and note them down",
    "claimcheck source check --online --strict --report junit=links.xml",
)


@dataclasses.dataclass(frozen=True, slots=True)
class WebFlags:
    """What may be asked of whom."""

    online: bool = field(default=False, metadata=flag("--online", doc="ask the servers of all addresses"))
    offline: bool = field(
        default=False, metadata=flag("--offline", doc="as --online, but from pages fetched before; ask nobody")
    )
    refresh: bool = field(
        default=False, metadata=flag("--refresh", doc="ask again, whatever was fetched within the last day")
    )
    archive: bool = field(
        default=False, metadata=flag("--archive", doc="with --online: look for copies in a web archive, note them down")
    )
    dry_run: bool = field(default=False, metadata=flag("--dry-run", doc="with --archive: note nothing down"))


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
)
def command(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE]...", show_default=False, help="ids, files, addresses, or part of a name [default: all]"
        ),
    ] = None,
    *,
    given: Given,
    web: WebFlags,
    output: OutputFlags,
    verdict: VerdictFlags,
    inputs: InputFlags,
    config: ConfigFlags,
    more: CheckFlags,
    ledger: LedgerFlags,
) -> int:
    """Check the sources: are they there, unchanged where you cite them, and do they say what you say they say?

    Without --online only what is stored is looked at. With it, every address is asked for, a few requests at a time: is
    the page gone, has it moved, does it still say what is cited? What did not answer is counted as not checked, never
    as broken. Confidential sources are never asked for.

    Exit code: 0 nothing found, 1 something found, 2 something could not be checked (a page: only with --strict).
    """
    from claimcheck.cli.config import resolve
    from claimcheck.cli.terminal import colour_choice

    if web.offline and (web.refresh or web.archive):
        raise UsageError("--offline asks nobody", "leave out --refresh and --archive, or --offline")
    if (web.archive or web.refresh) and not web.online:
        raise UsageError(f"{'--archive' if web.archive else '--refresh'} asks servers", "add --online")
    resolved = resolve(given, config.config or (), isolated=config.isolated)
    colour_choice(output.color)
    if more.show_settings:
        from claimcheck.cli.commands.config import show

        return show(resolved, output)
    from claimcheck.cli.checking import Run
    from claimcheck.cli.source_checking import check

    return check(Run((), resolved, inputs, output, verdict, more, ledger.ledger), tuple(sources or ()), web)

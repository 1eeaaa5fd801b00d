"""One run of `report`: find out, write down."""

from __future__ import annotations

import shlex
from typing import NamedTuple

from claimcheck.cli.flags import LedgerFlags, OutputFlags
from claimcheck.cli.outputs import files_of, opened, spare, usable
from claimcheck.cli.size import advise
from claimcheck.cli.suggest import did_you_mean
from claimcheck.cli.terminal import colour_choice, look_in
from claimcheck.desk import people
from claimcheck.desk.project import find_project
from claimcheck.desk.reporting import Wanted, picture, report
from claimcheck.errors import UsageError
from claimcheck.reporters.consistency import FORMATS, writer
from claimcheck.reporters.spreadsheet import BOM
from claimcheck.settings import Settings


class Asked(NamedTuple):
    """What the user asked for."""

    wanted: Wanted
    form: str
    since: str
    timezone: str
    bom: bool
    output: OutputFlags
    ledger: LedgerFlags
    settings: Settings


def tell(asked: Asked) -> int:
    """Write the report of the ledger and return the exit code."""
    if asked.form not in FORMATS:
        raise UsageError(f'--format: unknown format "{asked.form}"', did_you_mean(asked.form, FORMATS))
    if asked.bom and asked.form != "csv":
        raise UsageError("--bom is for --format csv")
    colour = colour_choice(asked.output.color)
    path = usable(asked.output.output) if asked.output.output else None
    project = find_project(asked.ledger.ledger)
    ledger = advise(project.store.load())
    spare([path] if path else [], files_of(project, ledger))
    now = people.now(asked.timezone)
    seen = picture(project, ledger, asked.wanted)
    found = report(project, seen, now, asked.wanted.scope)
    if asked.since:
        from claimcheck.desk.history import past, since

        found = found._replace(since=since(past(project, asked.since, now, asked.timezone), seen))
    if FORMATS[asked.form].illustrated:
        from claimcheck.desk.illustrating import illustrated

        found = illustrated(project, seen, found, asked.settings)._replace(command=_command(asked))
    data = FORMATS[asked.form].data
    with opened(path, data=data) as stream:
        look = look_in(path, colour, stream, data=data)
        if asked.bom:
            stream.write(BOM)
        writer(asked.form).write(found, stream, look)
    return 0


def _command(asked: Asked) -> str:
    """The command that makes the same report again."""
    words = ["claimcheck", "report", "--format", asked.form]
    words += [f"--since={asked.since}"] if asked.since else []
    words += [f"--article={article}" for article in asked.wanted.articles]
    words += [f"--by={asked.wanted.by}"] if asked.wanted.by else []
    words += ["--include-confidential"] if asked.wanted.include_confidential else []
    words += [f"--ledger={asked.ledger.ledger}"] if asked.ledger.ledger else []
    return shlex.join(words)

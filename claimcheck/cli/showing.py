"""One run of `show`: what is named, looked up with all around it, and written."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.cli.config import resolve
from claimcheck.cli.conflicting import rule_names
from claimcheck.cli.flags import AsDataFlags, LedgerFlags, OutputFlags
from claimcheck.cli.outputs import opened, usable
from claimcheck.cli.terminal import colour_choice, look_in
from claimcheck.desk.project import find_project
from claimcheck.desk.showing import detail, named_records
from claimcheck.desk.understanding import figured, figures
from claimcheck.ledger.consistency import ShownConflict
from claimcheck.ledger.details import ClaimDetail, Detail
from claimcheck.ledger.records import Ledger
from claimcheck.reporters.ledger.claim import write_details
from claimcheck.reporters.ledger.details import details_text
from claimcheck.settings import Settings


def show(words: Sequence[str], text: str, output: OutputFlags, ledger: LedgerFlags, data: AsDataFlags) -> int:
    """Show the records and return the exit code."""
    colour = colour_choice(output.color)
    path = usable(output.output) if output.output else None
    settings = resolve({}, ()).settings
    project = find_project(ledger.ledger)
    held = project.store.load()
    named = named_records(project, held, words, text.strip())
    shown = [_read(detail(project, held, table, id), held, settings) for table, id in named]
    with opened(path, data=data.as_json) as stream:
        if data.as_json:
            stream.write(details_text(shown) + "\n")
        else:
            drawn = any(isinstance(one, ShownConflict) for one in shown)
            write_details(shown, stream, look_in(path, colour, stream), rule_names() if drawn else {})
    return 0


def _read(found: Detail, held: Ledger, settings: Settings) -> Detail:
    """A claim or conflict with its figures as they are read now."""
    if isinstance(found, ClaimDetail):
        return found._replace(figures=figures(found.view.claim, found.view.article, settings))
    return figured(found, held, settings) if isinstance(found, ShownConflict) else found

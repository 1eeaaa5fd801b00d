"""`claimcheck doctor`: is the ledger file all right, and if not, make it so."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.flags import AsDataFlags, ChangeFlags, LedgerFlags, takes

EXAMPLES = (
    "claimcheck doctor                    what is wrong with the ledger, line by line",
    "claimcheck doctor --repair           make it whole; the file as it was is kept beside it",
    "claimcheck doctor --repair --dry-run say what a repair would do",
)


@takes()
def command(
    *,
    repair: Annotated[
        bool, typer.Option("--repair", help="make the ledger whole, losing nothing that can be read")
    ] = False,
    change: ChangeFlags,
    data: AsDataFlags,
    ledger: LedgerFlags,
) -> int:
    """Check the ledger file: damage, conflict marks of git, references to nothing; every record and every field.

    A repair unites both sides of git's conflict marks, reads every record that is whole, and takes those that are not
    from the generation before the last change. Files under sources/ that no source names, and sources whose file is
    not there, are told besides, and count for nothing. It exits with 0 when nothing is wrong (any more), with 1 when
    it has told you what is, and with 2 when the file cannot be read or nothing in it can be saved.
    """
    from claimcheck.cli.doctoring import doctor

    return doctor(ledger.ledger, repair or change.dry_run, change.dry_run, data.as_json)

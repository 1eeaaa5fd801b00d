"""What to do about a ledger that has outgrown one file: said once a command, on standard error."""

from __future__ import annotations

from claimcheck.cli.terminal import say
from claimcheck.ledger.records import Ledger
from claimcheck.store import ADVICE, COMFORTABLE

_GRACE = 1.25  # a ledger a little over is not worth a line at every command


def advise(ledger: Ledger) -> Ledger:
    """The ledger itself; past the size one file is comfortable with, a line says what would help."""
    claims = len(ledger.claims)
    if claims > COMFORTABLE * _GRACE:
        say(f"{claims:,} claims: {ADVICE}")
    return ledger

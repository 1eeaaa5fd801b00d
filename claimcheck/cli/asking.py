"""Questions to the person at the terminal; never asked where nobody sits there."""

from __future__ import annotations

import sys

from claimcheck.cli.terminal import is_terminal


def ask_name() -> str:
    """The name of who is at the terminal, asked for; "" where there is no terminal."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        return ""
    sys.stderr.write("Your name, to sign with: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()

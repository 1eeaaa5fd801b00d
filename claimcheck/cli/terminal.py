"""What goes to a person rather than into a report: messages on standard error, and how text may look.

Every message is one line and passes through `visible`, so that a file name or an article cannot steer the terminal.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from pathlib import Path
from typing import TextIO

from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.reporters import Look
from claimcheck.reporters.paint import PRINTED, shows
from claimcheck.reporters.visible import named

COLOURS = ("auto", "always", "never")


def say(message: str) -> None:
    """One line on standard error; never fails, as there is nobody left to tell."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(named(message) + "\n")  # a message may begin with a path
    except (OSError, ValueError):
        return


def complain(wrong: ClaimcheckError) -> None:
    """A problem the user can mend: `claimcheck: error: message (hint)`."""
    say(f"claimcheck: error: {wrong}")


def is_terminal(stream: TextIO | None) -> bool:
    """True for an open stream on a terminal."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def wants_colour(choice: str, stream: TextIO | None) -> bool:
    """`--color`, then NO_COLOR, FORCE_COLOR, TERM=dumb (no-color.org), then whether `stream` is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return os.environ.get("TERM") != "dumb" and is_terminal(stream)


def look_of(choice: str, stream: TextIO | None) -> Look:
    """How text on `stream` may look."""
    width = shutil.get_terminal_size((100, 24)).columns if is_terminal(stream) else None
    return Look(wants_colour(choice, stream), width, ascii=not shows(stream, PRINTED))


def look_in(path: Path | None, choice: str, stream: TextIO, *, data: bool = False) -> Look:
    """How text for the file `path`, or for `stream` itself, may look: a file has colour only when it is asked for.

    `data`: for programs, never coloured.
    """
    return look_of("never" if data or (path is not None and choice == "auto") else choice, stream)


def colour_choice(word: str) -> str:
    """The value of `--color`, checked. Raises UsageError."""
    if word not in COLOURS:
        raise UsageError(f'--color must be one of {", ".join(COLOURS)}, not "{word}"')
    return word


def silence(stream: TextIO) -> None:
    """Let what is still buffered go nowhere, so that the interpreter does not fail on it at exit."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)

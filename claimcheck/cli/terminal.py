"""What goes to a person rather than into a report: messages and progress on standard error, and how text may look.

Every message is one line and passes through `visible`, so that a file name or an article cannot steer the terminal.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from typing import TextIO

from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.reporters import Look
from claimcheck.reporters.paint import PRINTED, shows
from claimcheck.reporters.visible import named

COLOURS = ("auto", "always", "never")
_PATIENCE = 0.4  # seconds before a progress line is worth showing
_REFRESH = 0.1
_BAR = 24  # columns of a progress bar


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


def _bar(done: int, total: int) -> str:
    """How much is done as a bar, in characters that the terminal's encoding has."""
    full, empty = "━", "─"
    try:
        (full + empty).encode(getattr(sys.stderr, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        full, empty = "#", "-"
    filled = _BAR * min(done, total) // max(total, 1)
    return full * filled + empty * (_BAR - filled)


class Progress:
    """A bar on a terminal's standard error that counts what is done; silent elsewhere and for short runs."""

    def __init__(self, wanted: bool, doing: str = "checking", what: str = "articles") -> None:
        """`wanted`: False for --no-progress and --quiet."""
        self._doing, self._what = doing, what
        self._on = wanted and is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"
        self._begin = self._last = time.monotonic()
        self._drawn = False

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total` are done."""
        now = time.monotonic()
        if self._on and now - self._begin > _PATIENCE and now - self._last > _REFRESH:
            self._last, self._drawn = now, True
            sys.stderr.write(f"\r\x1b[K{self._doing} {_bar(done, total)} {done:,} of {total:,} {self._what}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away again."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False

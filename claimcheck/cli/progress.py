"""How far long work is: one line on a terminal's standard error that comes after a moment and leaves no trace.

    comparing  ━━━━━━━━━━━━━━━━────────  1,204 of 1,830 groups of figures, about 4 s left

Drawn here and not by rich.progress, which works in a thread: processes for the other cores are forked from this one,
which must have no other thread, and a bar that is not needed must cost no import. Nothing is drawn in a pipe, on a dumb
terminal, in CI, with --no-progress, or for work that is done within the blink of an eye.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from types import TracebackType

from claimcheck.cli.terminal import is_terminal
from claimcheck.reporters.paint import shows
from claimcheck.reporters.visible import cells, clipped

_PATIENCE = 0.5  # seconds before a line is worth showing
_REFRESH = 0.1  # … between two drawings
_TRUSTED = 2.0  # … before the pace so far tells anything about the rest
_SHARE = 20  # … one part in so many must be done for that
_WORD, _BAR, _LEAST = 9, 24, 8  # columns of what is being done, of a bar, of the smallest bar that tells anything
_GAP = "  "


def wanted() -> bool:
    """True where somebody may be watching."""
    return is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb" and not os.environ.get("CI")


class Progress:
    """A bar that counts what is done; silent where nobody watches, and for short work. Taken away at the end of a
    `with`, however that ends; the next stage of the same work may be another one.
    """

    def __init__(self, shown: bool, doing: str = "checking", what: str = "articles", *, patience: float = _PATIENCE):
        """`shown`: False for --no-progress and --quiet; `doing`, `what`: "checking" 3 of 7 "articles"."""
        self._doing, self._what = doing, what
        self._on = shown and wanted()
        self._begin = self._last = time.monotonic() if self._on else 0.0
        self._patience = patience
        self._done = self._total = 0
        self._drawn = self._ringing = False

    def __enter__(self) -> Progress:
        if self._on and not self._ringing and _may_ring():
            signal.signal(signal.SIGALRM, self._rung)
            signal.setitimer(signal.ITIMER_REAL, self._patience)
            self._ringing = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._ringing:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            self._ringing = False
        self.clear()

    def _rung(self, number: int, frame: object) -> None:
        """The work takes longer than a moment: show how far it is, even where its first piece is not done yet."""
        if not self._drawn:
            self._draw(line(self._doing, self._what, self._done, self._total, 0.0))

    def __call__(self, done: int, total: int = 0) -> None:
        """`done` of `total` are done; no total where nobody knows it yet."""
        if not self._on:
            return
        self._done, self._total = done, total
        now = time.monotonic()
        if now - self._begin > self._patience and now - self._last > _REFRESH:
            self._last = now
            self._draw(line(self._doing, self._what, done, total, now - self._begin))

    def clear(self) -> None:
        """Take the line away again."""
        if self._drawn:
            self._drawn = False
            _write("\r\x1b[K")

    def _draw(self, text: str) -> None:
        room = shutil.get_terminal_size((80, 24)).columns - 1  # in the last column a terminal may break the line
        self._drawn = _write(f"\r\x1b[K{clipped(text, room)}")


def _may_ring() -> bool:
    """True where an alarm disturbs nobody: in the main thread, and where nobody else has set one."""
    alarm = getattr(signal, "SIGALRM", None)  # not on every system
    main = threading.current_thread() is threading.main_thread()
    return alarm is not None and main and signal.getsignal(alarm) is signal.SIG_DFL


def _write(text: str) -> bool:
    """Write to standard error; False when there is none any more."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        return False
    return True


def line(doing: str, what: str, done: int, total: int, seconds: float, columns: int = 0) -> str:
    """The whole line. `seconds`: since the work began; `columns`: of the terminal, asked for where 0."""
    head = f"{doing:<{_WORD}}{_GAP}"
    if not total:
        return f"{doing} {done:,} {what}" if done else f"{doing} {what}"
    told = f"{done:,} of {total:,} {what}{_left(done, total, seconds)}"
    room = (columns or shutil.get_terminal_size((80, 24)).columns) - 1 - cells(head) - cells(told) - len(_GAP)
    return f"{head}{_bar(done, total, min(room, _BAR))}{_GAP}{told}" if room >= _LEAST else head + told


def _left(done: int, total: int, seconds: float) -> str:
    """How much longer at this pace, once there is a pace."""
    if seconds < _TRUSTED or not total <= done * _SHARE < total * _SHARE:
        return ""
    left = seconds * (total - done) / done
    if left < 1:
        return ""
    return f", about {left:.0f} s left" if left < 100 else f", about {left / 60:.0f} min left"


def _bar(done: int, total: int, width: int) -> str:
    """How much is done as a bar, in characters that the terminal's encoding has."""
    full, empty = ("━", "─") if shows(sys.stderr, "━─") else ("#", "-")
    filled = width * min(done, total) // total
    return full * filled + empty * (width - filled)

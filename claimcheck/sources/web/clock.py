"""Time, as the fetching sees it: one object that tests replace, and that an interruption wakes."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime

from claimcheck.sources.web.page import Trouble, WebTrouble


class Clock:
    """The time of this machine. `stop` ends every sleep, present and future."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def now(self) -> float:
        """Seconds that only ever grow."""
        return time.monotonic()

    def utc(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait. Raises WebTrouble (STOPPED) once the run was stopped."""
        if self._stopped.wait(max(seconds, 0)):
            raise stopped()

    def check(self) -> None:
        """Raises WebTrouble (STOPPED) once the run was stopped."""
        if self._stopped.is_set():
            raise stopped()

    def stop(self) -> None:
        """Wake everybody who sleeps: nothing more is asked."""
        self._stopped.set()


class Budget:
    """The time one address may take. Waiting for its turn behind others is not its own fault, and given back."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self.seconds = seconds
        self._end = clock.now() + seconds

    @property
    def left(self) -> float:
        """Seconds left, never negative."""
        return max(self._end - self._clock.now(), 0.0)

    def give_back(self, seconds: float) -> None:
        """Do not count these seconds."""
        self._end += seconds

    def check(self) -> None:
        """Raises WebTrouble (NO_ANSWER) when there is no time left."""
        if not self.left:
            raise late(self.seconds)


def late(seconds: float) -> WebTrouble:
    """The trouble of an address that took too long altogether."""
    return WebTrouble(Trouble.NO_ANSWER, f"the server did not finish within {seconds:g} s", silent=True)


def stopped() -> WebTrouble:
    """The trouble of an address that was not asked because the user interrupted."""
    return WebTrouble(Trouble.STOPPED, "interrupted")

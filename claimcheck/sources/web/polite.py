"""Manners: a few connections to a host at a time, a pause between requests, and waiting as long as a server asks.

A server that asks for patience (`Retry-After`, RFC 9110 §10.2.3) is left alone by everybody until then, and one that
did not answer several times running is not asked again in this run: hundreds of links to a dead host must not take
hundreds of time-outs.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from claimcheck.sources.web.clock import Clock
from claimcheck.sources.web.page import Trouble, WebTrouble

ENOUGH = 3  # addresses of a host without an answer, running, after which it is not asked any more
_SOON = 0.002  # seconds: so short a wait is not worth waking for
_LOOK = 0.05  # seconds between two looks whether the run was stopped


@dataclass(slots=True)
class _Host:
    """What is known of one host in this run."""

    active: int = 0  # connections in use
    ready: float = 0.0  # when it may be asked next
    asked: bool = False  # it was the host that asked to be left alone until then
    silent: int = 0  # addresses without an answer, running
    why: str = ""  # of the last of them


class Hosts:
    """Who may be asked when. Safe for any number of threads."""

    def __init__(self, per_host: int, delay: float, clock: Clock) -> None:
        self._per_host, self._delay, self._clock = per_host, delay, clock
        self._hosts: dict[str, _Host] = {}
        self._changed = threading.Condition()

    @contextlib.contextmanager
    def turn(self, host: str, patience: float) -> Iterator[float]:
        """Hold one of the host's connections; gives the seconds waited for it.

        Raises WebTrouble where the host asked to be left alone for longer than `patience` seconds, or does not answer.
        """
        waited = self._take(host, patience)
        try:
            yield waited
        finally:
            with self._changed:
                self._hosts[host].active -= 1
                self._changed.notify_all()

    def free(self, host: str) -> bool:
        """True when a request to the host need not wait."""
        with self._changed:
            state = self._hosts.get(host)
            return state is None or (state.active < self._per_host and state.ready <= self._clock.now())

    def wait_for_change(self) -> None:
        """Wait until a connection is given back or a host may be asked again, at most a moment."""
        with self._changed:
            now = self._clock.now()
            soon = (s.ready - now for s in self._hosts.values() if s.active < self._per_host and s.ready > now)
            self._changed.wait(min(max(min(soon, default=_LOOK), _SOON), _LOOK))

    def rest(self, host: str, seconds: float) -> None:
        """The host asked to be left alone for so long."""
        with self._changed:
            state = self._hosts.setdefault(host, _Host())
            until = self._clock.now() + seconds
            if until > state.ready:
                state.ready, state.asked = until, True

    def answered(self, host: str) -> None:
        """The host answered, whatever it said."""
        with self._changed:
            self._hosts.setdefault(host, _Host()).silent = 0

    def silent(self, host: str, why: str) -> None:
        """One address of the host gave no answer, after all tries."""
        with self._changed:
            state = self._hosts.setdefault(host, _Host())
            state.silent += 1
            state.why = why

    def _take(self, host: str, patience: float) -> float:
        begin = self._clock.now()
        while True:
            self._clock.check()
            with self._changed:
                state = self._hosts.setdefault(host, _Host())
                if state.silent >= ENOUGH:
                    raise WebTrouble(Trouble.NO_ANSWER, f"{state.why}, {ENOUGH} times running: not asked again")
                now = self._clock.now()
                wait = state.ready - now
                if wait > patience and state.asked:
                    raise WebTrouble(Trouble.BLOCKED, f"the server asks to be left alone for {seconds_in_words(wait)}")
                if state.active >= self._per_host:
                    self._changed.wait(_LOOK)
                    continue
                if wait <= 0:
                    state.active += 1
                    state.ready, state.asked = now + self._delay, False
                    return now - begin
            self._clock.sleep(wait)


def retry_after(written: str | None, sent: str | None, now: datetime) -> float | None:
    """The seconds a server asks us to wait: `Retry-After` in either form, None where it says nothing that counts.

    A moment is reckoned from the server's own `Date` where it sent one, as its clock may differ from ours.
    """
    text = (written or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    until, since = _moment(text), _moment((sent or "").strip())
    return None if until is None else max((until - (since or now)).total_seconds(), 0.0)


def _moment(written: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(written)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def seconds_in_words(seconds: float) -> str:
    """A wait as a person would say it."""
    if seconds < 100:
        return f"{max(round(seconds), 1)} s"
    if seconds < 6000:
        return f"{round(seconds / 60)} min"
    return f"{round(seconds / 3600):,} h" if seconds < 360_000 else f"{round(seconds / 86_400):,} days"

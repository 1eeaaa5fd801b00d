"""When a text is checked: soon after the last key, the one that waits longest first, one at a time.

A check runs in a thread, which cannot be stopped; so what a newer version has overtaken is thrown away when it comes,
and a text that takes long is given longer pauses. The thread is a daemon: an editor that leaves does not wait for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Awaitable, Callable
from typing import TypeVar

Result = TypeVar("Result")
log = logging.getLogger("claimcheck.lsp")
PAUSE, PATIENCE = 0.3, 5.0  # seconds after the last key: usually, and at most for a text that takes long


async def in_background(work: Callable[[], Result]) -> Result:
    """What `work` returns or raises, worked out in a thread of its own."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Callable[[], Result]] = loop.create_future()

    def settle(outcome: Callable[[], Result]) -> None:
        if not done.done():
            done.set_result(outcome)

    def run() -> None:
        outcome = _outcome(work)
        with contextlib.suppress(RuntimeError):  # the editor has gone, and the loop with it
            loop.call_soon_threadsafe(settle, outcome)

    threading.Thread(target=run, name="check", daemon=True).start()
    return (await done)()


def _outcome(work: Callable[[], Result]) -> Callable[[], Result]:
    """What returns or raises what `work` did."""
    try:
        result = work()
    except BaseException as raised:  # noqa: BLE001  # raised again where it is waited for
        wrong = raised

        def fail() -> Result:
            raise wrong

        return fail
    return lambda: result


class Schedule:
    """The texts that wait to be checked, by address. `check` does it, and returns how many seconds that took."""

    def __init__(self, check: Callable[[str], Awaitable[float]]) -> None:
        self._check = check
        self._due: dict[str, float] = {}
        self._idle: set[str] = set()  # of those: what can wait until nothing else is due
        self._took: dict[str, tuple[float, float]] = {}  # seconds of the last two checks: one slow one is an accident
        self._waiting: dict[str, list[asyncio.Future[None]]] = {}
        self._changed = asyncio.Event()
        self._busy = ""

    def typed(self, uri: str) -> None:
        """A text was changed: check it when the writer pauses."""
        self._put(uri, min(max(PAUSE, min(self._took.get(uri, (0.0,)))), PATIENCE), later=True)

    def soon(self, uri: str, pause: float = 0.0) -> None:
        """Check a text as soon as there is time."""
        self._put(uri, pause)

    def later(self, uri: str, pause: float) -> None:
        """Check a text when nothing else is to be done: only what it is held against has changed."""
        if uri not in self._due:
            self._put(uri, pause)
            self._idle.add(uri)

    def drop(self, uri: str) -> None:
        """A text was closed."""
        self._due.pop(uri, None)
        self._idle.discard(uri)
        self._took.pop(uri, None)
        self._release(uri)

    async def checked(self, uri: str, *, hasten: bool = False) -> None:
        """Return when the text has been checked, `hasten`: now if it can be; at once where nothing is to be done."""
        if uri not in (*self._due, self._busy):
            return
        if hasten and uri in self._due:
            self._put(uri, 0.0)
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(uri, []).append(waiter)
        await waiter

    async def run(self) -> None:
        """Check what is due, for ever."""
        loop = asyncio.get_running_loop()
        while True:
            self._changed.clear()
            uri = self._next(loop.time())
            pause = None if uri is None else self._due[uri] - loop.time()
            if uri is None or (pause is not None and pause > 0):
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), pause)
                continue
            del self._due[uri]
            self._idle.discard(uri)
            self._busy, took = uri, 0.0
            try:
                took = await self._check(uri)
            except Exception:
                log.exception("%s could not be checked", uri)
            self._busy = ""
            self._took[uri] = took, self._took.get(uri, (took,))[0]
            if uri not in self._due:
                self._release(uri)

    def _next(self, now: float) -> str | None:
        """The text that is due first; of those that are due by now, what somebody has written."""
        waiting = (uri for uri, due in self._due.items() if due <= now and uri not in self._idle)
        written = min(waiting, key=self._due.__getitem__, default=None)
        return written or min(self._due, key=self._due.__getitem__, default=None)

    def _put(self, uri: str, pause: float, *, later: bool = False) -> None:
        due = asyncio.get_running_loop().time() + pause
        self._due[uri] = due if later else min(due, self._due.get(uri, due))
        self._idle.discard(uri)
        self._changed.set()

    def _release(self, uri: str) -> None:
        for waiter in self._waiting.pop(uri, ()):
            if not waiter.done():
                waiter.set_result(None)

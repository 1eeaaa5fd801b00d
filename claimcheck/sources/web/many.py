"""Many addresses at once: a bounded number of threads, no host asked by more than its share, and an end when asked.

The threads are daemons: whatever a server does, the program ends when it wants to.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from claimcheck.sources.web.addresses import parse
from claimcheck.sources.web.fetching import Fetcher
from claimcheck.sources.web.page import Page, WebTrouble

_LOOK = 0.25  # seconds after which the main thread looks whether it was interrupted
_GRACE = 2.0  # seconds given to the threads to end


class Ask(NamedTuple):
    """An address to fetch; without `whole` only its status is wanted."""

    url: str
    whole: bool = True


def fetch_each(fetcher: Fetcher, asked: Iterable[Ask]) -> Iterator[tuple[Ask, Page | WebTrouble]]:
    """Each address once, as it comes in: at no time are more pages in memory than there are threads.

    Leaving early (an interruption, a `break`) stops the fetcher and ends the threads.
    """
    line = _Line(fetcher, dict.fromkeys(asked))
    count = min(fetcher.options.threads, line.left)
    results: queue.Queue[tuple[Ask, Page | WebTrouble | BaseException]] = queue.Queue(max(count, 1))
    workers = [threading.Thread(target=_work, args=(fetcher, line, results), daemon=True) for _ in range(count)]
    for worker in workers:
        worker.start()
    done = False
    try:
        for _ in range(line.left_at_start):
            yield _next(results)
        done = True
    finally:
        if not done:
            fetcher.stop()
            line.clear()
            with contextlib.suppress(queue.Empty):  # whoever waits to hand in is let go
                while True:
                    results.get_nowait()
        for worker in workers:
            worker.join(_GRACE / max(count, 1) if not done else _GRACE)


def _next(results: queue.Queue[tuple[Ask, Page | WebTrouble | BaseException]]) -> tuple[Ask, Page | WebTrouble]:
    while True:
        try:
            ask, found = results.get(timeout=_LOOK)  # without a time-out, Ctrl-C waits on some systems
        except queue.Empty:
            continue
        if isinstance(found, Page | WebTrouble):
            return ask, found
        raise found


def _work(fetcher: Fetcher, line: _Line, results: queue.Queue[tuple[Ask, Page | WebTrouble | BaseException]]) -> None:
    while (ask := line.take()) is not None:
        found: Page | WebTrouble | BaseException
        try:
            found = fetcher.get(ask.url, ask.whole)
        except WebTrouble as trouble:
            found = trouble
        except BaseException as wrong:  # noqa: BLE001  # a bug of ours is raised where the run was started
            found = wrong
        results.put((ask, found))


class _Line:
    """The addresses that wait, a queue a host. A host that may not be asked now keeps nobody else waiting."""

    def __init__(self, fetcher: Fetcher, asked: Iterable[Ask]) -> None:
        self._fetcher = fetcher
        self._waiting: dict[str, deque[Ask]] = {}
        for ask in asked:
            self._waiting.setdefault(_host(ask.url), deque()).append(ask)
        self._lock = threading.Lock()
        self.left_at_start = self.left

    @property
    def left(self) -> int:
        """How many wait."""
        return sum(len(asks) for asks in self._waiting.values())

    def take(self) -> Ask | None:
        """The next address whose host is free; waits for one. None when nothing is left."""
        while True:
            with self._lock:
                if not self._waiting:
                    return None
                host = next((h for h in self._waiting if self._fetcher.hosts.free(h)), None)
                if host is not None:
                    asks = self._waiting.pop(host)
                    ask = asks.popleft()
                    if asks:
                        self._waiting[host] = asks  # behind the others
                    return ask
            self._fetcher.hosts.wait_for_change()

    def clear(self) -> None:
        """Nothing more is handed out."""
        with self._lock:
            self._waiting.clear()


def _host(url: str) -> str:
    try:
        return parse(url).authority
    except WebTrouble:
        return ""

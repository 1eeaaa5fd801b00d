"""Work spread over processes, one for each core, with the results in the order of the work.

The function and what goes through it are pickled, so that it does not matter how the system starts processes. Workers
leave Ctrl-C to the main process and end with it, however it ends; where one is killed, its work is done here.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Work = TypeVar("Work")
Result = TypeVar("Result")
_AHEAD = 3  # pieces of work a worker may be ahead of what has been taken: keeps it busy, and memory constant


def cores() -> int:
    """How many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def spread(function: Callable[[Work], Result], work: Iterable[Work]) -> Iterator[Result]:
    """`map` over processes."""
    with Workers(function) as workers:
        for piece in work:
            yield from workers.put(piece)
        yield from workers.drain()


class Workers(Generic[Work, Result]):
    """A pool that hands back results in order. The processes are started with the first piece of work."""

    def __init__(self, function: Callable[[Work], Result]) -> None:
        """`function` must be found by its name in a module, or be a `partial` of one that is."""
        self._function = function
        self._count = cores()
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: deque[tuple[Work, Future[Result]]] = deque()

    def __enter__(self) -> Workers[Work, Result]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def put(self, piece: Work) -> Iterator[Result]:
        """Give a piece to the workers; the results that are due before more may be given."""
        from concurrent.futures.process import BrokenProcessPool

        if self._pool is None:
            self._pool = self._started()
        try:
            self._waiting.append((piece, self._pool.submit(self._function, piece)))
        except BrokenProcessPool:
            yield from self.drain()
            yield self._function(piece)
        while len(self._waiting) > _AHEAD * self._count:
            yield self._next()

    def drain(self) -> Iterator[Result]:
        """Every result that is still to come."""
        while self._waiting:
            yield self._next()

    def _next(self) -> Result:
        from concurrent.futures.process import BrokenProcessPool

        piece, future = self._waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            return self._function(piece)

    def _started(self) -> ProcessPoolExecutor:
        import multiprocessing
        import threading
        from concurrent.futures import ProcessPoolExecutor

        # A copy of this process has every table loaded; where threads run, copying is not safe.
        copied = sys.platform == "linux" and threading.active_count() == 1
        context = multiprocessing.get_context("fork" if copied else "spawn")
        return ProcessPoolExecutor(self._count, context, initializer=_begin)


def _begin() -> None:
    """What a worker does first: leave Ctrl-C to the main process, and end when that has gone."""
    import gc
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000, 20, 20)
    gc.freeze()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)

"""`check --watch`: the check again after every save, telling only what changed.

Findings are the same when their fingerprints are, so that a finding moved to another line is no news. A file caught
half-saved (away, empty, unreadable) is given a moment before anything is said of it; one that stays unreadable is told
once, and what was found in it before stands until it can be read again.

Changes are heard from the system (watchfiles); every few seconds the files are looked at all the same, as network
drives tell nobody.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Event

from claimcheck.cli.checking import UNCHECKED, Found, Outlet, Run, deliver, survey
from claimcheck.cli.inputs import STDIN
from claimcheck.cli.outputs import opened
from claimcheck.cli.terminal import complain, say
from claimcheck.cli.watched import Stamp, State, Watched
from claimcheck.desk.kept import Kept
from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.model import Finding, Report
from claimcheck.reporters import REPORTERS
from claimcheck.reporters.concise import line
from claimcheck.reporters.summary import counted
from claimcheck.reporters.visible import squeezed

QUIET = 100  # milliseconds without a change that end a save
LATEST = 1_000  # milliseconds after which changes are looked at, however many more come
LOOK = 500  # milliseconds between two looks where no change is heard of: network drives, a save before we listen
HALF_SAVED = 0.3  # seconds a file in trouble is given
PATIENCE = 20  # times as long as a look takes is waited before the next, where no change is heard of
POLL = 1.0  # seconds between two looks where the system tells of no changes


def watch(again: Callable[[], Run], stop: Event | None = None) -> int:
    """Check, then check again whenever something changes, until Ctrl-C (KeyboardInterrupt) or `stop`.

    `again` puts together what the user asked for, settings read anew. Returns 2 where there is nothing to watch.
    Raises ClaimcheckError for what is wrong from the start.
    """
    stop = stop or Event()
    watcher = Watcher(again, stop)
    if not watcher.begin():
        return UNCHECKED
    for _ in stirrings(watcher.folders, stop):
        watcher.look()
        if watcher.unheard:
            break  # `| head` has seen enough
    return 0


class Watcher:
    """A check that is made again and again, and what it found the last time."""

    def __init__(self, again: Callable[[], Run], stop: Event) -> None:
        self._again, self._stop = again, stop
        self._wanted = again()
        self._outlet = Outlet.of(self._wanted)
        _refuse(self._wanted, self._outlet)
        self._kept, self._watched = Kept(), Watched()
        self._state: State = {}
        self._found = Found(Report((), ()), ())
        self._standing: dict[str, Finding] = {}
        self._trouble = ""
        self._listener = _identity()

    def begin(self) -> bool:
        """The first check, told as `check` tells it. False where there is nothing that could be watched."""
        wanted = self._wanted
        self._state = self._watched.state(wanted)
        self._found = survey(wanted, self._outlet.targets, self._kept)
        report = self._found.report
        deliver(self._found, self._outlet, wanted)
        self._standing = {f.fingerprint: f for f in report.shown}
        if not report.documents and not any(Path(given).is_dir() for given in wanted.paths):
            return False
        if not wanted.more.quiet:
            say(f"watching {counted(len(report.documents), 'article')}; Ctrl-C ends it")
        return True

    def folders(self) -> frozenset[Path]:
        """The folders in which something may change."""
        return self._watched.folders(self._wanted, self._state)

    @property
    def unheard(self) -> bool:
        """True where the reader of standard output has gone."""
        return _identity() != self._listener

    def look(self) -> bool:
        """Check again if anything changed, and tell how the findings differ. False where nothing changed."""
        try:
            state = self._watched.state(self._wanted)
            if any(stamp and stamp.size and not _has_bytes(state.get(name)) for name, stamp in self._state.items()):
                self._stop.wait(HALF_SAVED)
                state = self._watched.state(self._wanted)
            if state == self._state:
                return False
            self._state = state
            reports = frozenset(target.resolve() for target in self._outlet.targets)
            self._wanted = replace(self._again(), again=True, without=reports)
            self._tell(self._settled())
            self._trouble = ""
        except ClaimcheckError as wrong:  # a ledger or settings damaged for a moment
            if wrong.message != self._trouble:
                complain(wrong)
            self._trouble = wrong.message
        return True

    def _settled(self) -> Found:
        """What is found now; where something cannot be read, and that is news, what is found a moment later."""
        try:
            found = survey(self._wanted, self._outlet.targets, self._kept)
            if _messages(found) <= _messages(self._found):
                return found
        except ClaimcheckError as wrong:
            if wrong.message == self._trouble:
                raise
        self._stop.wait(HALF_SAVED)
        self._state = self._watched.state(self._wanted)
        return survey(self._wanted, self._outlet.targets, self._kept)

    def _tell(self, found: Found) -> None:
        """The reports in files anew; what is new and what is gone; one line of state."""
        known = _messages(self._found)
        for failure in found.failed:
            if failure.error.message not in known:
                complain(failure.error)
        unread = {failure.path for failure in found.failed}
        for skipped in found.report.skipped:
            if skipped not in self._found.report.skipped and skipped.path not in unread:
                say(f"not checked: {skipped.path}: {squeezed(skipped.reason)} ({skipped.code})")
        unread = {path for path in unread if Path(path).is_file()}
        now = {f.fingerprint: f for f in found.report.shown}
        new = [f for key, f in now.items() if key not in self._standing]
        lost = {key: f for key, f in self._standing.items() if key not in now}
        waiting = {key: f for key, f in lost.items() if any(w.path in unread for w in f.locations)}
        gone = [f for key, f in lost.items() if key not in waiting]
        stand = len(now) - len(new) + len(waiting)
        self._found, self._standing = found, {**now, **waiting}
        self._outlet.renew(found.report, self._wanted, new)
        if self._outlet.path is None and gone:
            with opened(None) as stream:
                stream.writelines(f"gone: {line(finding)}\n" for finding in gone)
        if not self._wanted.more.quiet:
            say(_state_line(found, len(new), len(gone), stand))


def _state_line(found: Found, new: int, gone: int, stand: int) -> str:
    """As in `12:04:31  2 new, 1 gone, 5 stand · 3 articles`."""
    told = [f"{new:,} new"] * bool(new) + [f"{gone:,} gone"] * bool(gone)
    told += [f"{stand:,} stand{'s' * (stand == 1)}"] * bool(stand)
    told += ["nothing left"] * bool(gone and not new and not stand)
    articles = counted(len(found.report.documents), "article")
    unread = f", {len(found.failed):,} not read" * bool(found.failed)
    return f"{datetime.now():%H:%M:%S}  {', '.join(told) or 'nothing found'} · {articles}{unread}"


def _messages(found: Found) -> set[str]:
    return {failure.error.message for failure in found.failed}


def _has_bytes(stamp: Stamp | None) -> bool:
    return stamp is not None and stamp.size > 0


def _identity() -> tuple[int, int] | None:
    """What standard output is connected to: a stream whose reader has gone is put to rest on another file."""
    try:
        about = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return None
    return about.st_dev, about.st_ino


def _refuse(wanted: Run, outlet: Outlet) -> None:
    """Raises UsageError for what cannot be watched or would be no use."""
    if STDIN in wanted.paths:
        raise UsageError("--watch watches files, not standard input", "name the article's file")
    for path in map(Path, wanted.paths):
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise UsageError(f"--watch watches files and folders, and {path} is neither")
    if outlet.path is None and REPORTERS[outlet.name].data:
        hint = f"write it to a file, anew after each save: -o FILE, or --report {outlet.name}=FILE"
        raise UsageError(f"--watch tells what changed, which {outlet.name} cannot", hint)


def stirrings(folders: Callable[[], frozenset[Path]], stop: Event) -> Iterator[None]:
    """Now and again: at once when something in the folders changed, else every moment; ends with `stop`.

    A look that takes long (a large folder on a slow drive) is taken less often where no change is heard of.
    """
    due = 0.0
    while not stop.is_set():
        there = folders()
        for changed in _heard(there, stop):
            begin = time.monotonic()
            if not changed and begin < due:
                continue
            yield
            same = folders() == there
            due = time.monotonic() + (time.monotonic() - begin) * PATIENCE
            if not same:
                break  # a folder came or went


def _heard(folders: frozenset[Path], stop: Event) -> Iterator[bool]:
    """True when something in the folders changed, False when a while has passed; for as long as that can be told."""
    from watchfiles import watch as hear

    try:
        for changes in hear(
            *folders,
            watch_filter=None,
            debounce=LATEST,
            step=QUIET,
            stop_event=stop,
            rust_timeout=LOOK,
            yield_on_timeout=True,
            recursive=False,
        ):
            yield bool(changes)
    except (OSError, RuntimeError) as deaf:  # too many folders for the system, or one that has just gone
        if all(folder.is_dir() for folder in folders):
            say(f"this system does not tell of changes here ({deaf}); looking every second")
            while not stop.wait(POLL):
                yield False
        else:
            stop.wait(QUIET / 1000)

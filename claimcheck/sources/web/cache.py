"""Pages kept in `.claimcheck/web/`, so that a page is not asked for again within a day, or at all with --offline.

One file a page, named by the SHA-256 of its address: a seal, one line of JSON, the body. Only pages are kept, never
errors. What is missing, damaged, or not sealed by this very folder's owner is not there: a cached page that came with a
stranger's repository must not stand in for the real one.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import re
import stat
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from claimcheck.sources.web.clock import Clock
from claimcheck.sources.web.page import Page

Seal = Callable[[bytes], bytes]
"""What proves that this folder's owner wrote some bytes: 32 bytes. Raises OSError where nothing can be kept."""

_SEAL = 32
_DAY = 86_400
_ROOM = 256 << 20  # bytes kept
_LARGEST = (1 << 30) + (1 << 20)  # bytes of a file: the largest page there may be, and what is said of it
_NAME = re.compile(r"[0-9a-f]{64}(?:\.\d+\.\d+\.tmp)?")
_FIELDS = ("url", "final_url", "status", "content_type", "retrieved", "redirects", "etag", "last_modified", "whole")


class Cache:
    """The pages of a project. Safe for any number of threads and processes."""

    def __init__(self, folder: Path, days: float, seal: Seal, clock: Clock | None = None) -> None:
        self.folder, self._days, self._seal = folder, days, seal
        self._clock = clock or Clock()

    def get(self, url: str) -> Page | None:
        """The page kept for an address, however old; None where there is none that can be believed."""
        file = self._file(url)
        try:
            about = file.stat()
            if not stat.S_ISREG(about.st_mode) or about.st_size > _LARGEST:
                return None
            data = file.read_bytes()
            if not hmac.compare_digest(data[:_SEAL], self._seal(data[_SEAL:])):
                return None
        except OSError:
            return None
        page = _page(data[_SEAL:])
        return page if page is not None and page.url == url else None

    def is_fresh(self, page: Page) -> bool:
        """True when a page is so young that its server need not be asked."""
        try:
            age = (self._clock.utc() - datetime.fromisoformat(page.retrieved)).total_seconds()
        except (ValueError, TypeError):
            return False
        return 0 <= age < self._days * _DAY

    def put(self, page: Page) -> None:
        """Keep a page in the place of what was there; where nothing can be written, do without."""
        head = json.dumps({name: getattr(page, name) for name in _FIELDS}).encode("ascii")
        body = head + b"\n" + page.data
        file = self._file(page.url)
        temporary = file.with_name(f"{file.name}.{os.getpid()}.{threading.get_ident()}.tmp")
        try:
            seal = self._seal(body)
            self.folder.mkdir(exist_ok=True)
            if self.folder.is_symlink():  # it came so with somebody's repository, and leads who knows where
                return
            temporary.write_bytes(seal + body)
            temporary.replace(file)
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)

    def sweep(self, room: int = _ROOM) -> None:
        """Forget the oldest pages past `room` bytes, and what a crash left behind."""
        with contextlib.suppress(OSError):
            if self.folder.is_symlink():
                return
            files = [(entry.stat(), entry) for entry in os.scandir(self.folder) if _NAME.fullmatch(entry.name)]
            for about, entry in sorted(files, key=lambda file: -file[0].st_mtime_ns):
                room -= about.st_size
                left = entry.name.endswith(".tmp") and self._clock.utc().timestamp() - about.st_mtime > _DAY
                if room < 0 or left:
                    Path(entry.path).unlink(missing_ok=True)

    def _file(self, url: str) -> Path:
        return self.folder / hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()


def _page(body: bytes) -> Page | None:
    """The page of a file, None for one that is damaged."""
    head, newline, data = body.partition(b"\n")
    try:
        row = json.loads(head)
        texts = [row[name] for name in _FIELDS if name not in ("status", "redirects", "whole")]
        redirects = tuple((int(status), str(address)) for status, address in row["redirects"])
        sound = row["status"] in (200, 203) and isinstance(row["whole"], bool)
        if not newline or not sound or not all(isinstance(text, str) for text in texts):
            return None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return Page(**(row | {"redirects": redirects, "data": data, "from_cache": True}))

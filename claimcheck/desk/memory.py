"""What was once read of an article, kept so that it need not be read again.

One file an article in `.claimcheck/memory/`, named by a digest of all that the result depends on: the article's bytes
and name, the settings, and this very version of the program and its tables. Nothing in it is needed: what is missing,
damaged, foreign or unwritable is simply worked out again.

The folder may have come with a stranger's repository, so reading from it must not run anything: the unpickler makes our
own records, numbers and dates, and refuses every other name.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import io
import os
import pickle
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from claimcheck import __version__
from claimcheck.model import Severity
from claimcheck.settings import Settings
from claimcheck.store.files import FOLDER, ignored_folder

_MODULES = frozenset((*("claimcheck.model", "claimcheck.interval", "claimcheck.oversize"), "claimcheck.ledger.grounds"))
_NAMES = frozenset(
    (
        ("claimcheck.pipeline", "Examined"),
        ("claimcheck.pipeline", "Raised"),
        ("claimcheck.match.pairing", "Terms"),
        ("claimcheck.ledger.records", "Citation"),
        ("claimcheck.ledger.records", "Stance"),
        ("datetime", "date"),
        ("decimal", "Decimal"),
        ("collections", "Counter"),
    )
)
_SECRET = "secret"
_KEY, _SEAL = 40, 32  # characters of a key, bytes of a seal
_ROOM = 64 << 20  # bytes kept besides what the last check used: other settings, other branches


class Memory:
    """The memory of a project for one set of settings."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self.folder = root / FOLDER / "memory"
        plain = replace(settings, fail_on=None, min_severity=Severity.INFO)  # what is told, not what is found
        self._about = f"{_program()}\0{plain!r}"
        self._secret: bytes | None = None

    def key(self, *parts: str) -> str:
        """The digest of what a result depends on besides program and settings."""
        return hashlib.sha256("\0".join((self._about, *parts)).encode("utf-8", "surrogatepass")).hexdigest()[:_KEY]

    def recall(self, key: str, name: str = "") -> Any:
        """What was kept under `key`, in the file `name` if it has one; None where nothing was, or nothing to trust."""
        try:
            data = (self.folder / (name or key)).read_bytes()
            body = data[_SEAL:]
            if not hmac.compare_digest(data[:_SEAL], self.seal(body)) or body[:_KEY] != key.encode():
                return None
            return careful(body[_KEY:])
        except OSError:
            return None

    def knows(self, key: str) -> bool:
        """True where something was kept under `key`; whether it is to be trusted, `recall` tells."""
        return (self.folder / key).is_file()

    def keep(self, key: str, value: object, name: str = "") -> None:
        """Keep `value`; where the folder cannot be written, do without. What has a `name` replaces what was there."""
        with contextlib.suppress(OSError):
            body = key.encode() + pickle.dumps(value, protocol=5)
            sealed = self.seal(body) + body
            temporary = self.folder / f"{key}.{os.getpid()}.tmp"
            temporary.write_bytes(sealed)
            temporary.replace(self.folder / (name or key))

    def sweep(self, used: Collection[str]) -> None:
        """Forget what there is no room for besides what is `used`, the oldest first, and what a crash left."""
        with contextlib.suppress(OSError):
            files = [(entry.stat(), entry) for entry in os.scandir(self.folder) if entry.name != _SECRET]
            room = _ROOM
            for about, entry in sorted(files, key=lambda file: -file[0].st_mtime_ns):
                if entry.name in used or len(entry.name) < _KEY:
                    continue
                room -= about.st_size
                if room < 0 or entry.name.endswith(".tmp"):
                    Path(entry.path).unlink(missing_ok=True)

    def seal(self, body: bytes) -> bytes:
        """What proves that this very folder's memory wrote `body`. Raises OSError where there is no memory.

        A secret stands beside it, and counts for nothing anywhere else: its file's number and time go into it, so what
        came with a clone or an archive is not believed.
        """
        if self._secret is None:
            path = self.folder / _SECRET
            if not path.exists():
                ignored_folder(self.folder.parent)
                self.folder.mkdir(exist_ok=True)
                with contextlib.suppress(FileExistsError), path.open("xb") as stream:
                    stream.write(os.urandom(32))
            about = path.stat()
            self._secret = path.read_bytes()[:32] + repr((about.st_dev, about.st_ino, about.st_ctime_ns)).encode()
        return hmac.digest(self._secret, body, "sha256")


# All that a damaged or forged pickle of the names we allow was seen to raise, and the families these belong to.
_ODD = (
    *(pickle.PickleError, ArithmeticError, AttributeError, BufferError, EOFError, ImportError, LookupError),
    *(MemoryError, NameError, OSError, RecursionError, TypeError, ValueError),
)


def careful(data: bytes) -> Any:
    """The value of a pickle; None for one that is damaged, or names anything but records, numbers and dates."""
    try:
        return _Careful(io.BytesIO(data)).load()
    except _ODD:
        return None


class _Careful(pickle.Unpickler):
    """An unpickler that makes records and runs nothing."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of that name, if it is one of ours or a number or a date."""
        if "." not in name and (module in _MODULES or (module, name) in _NAMES):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place here")


@cache
def _program() -> str:
    """The version of the program, down to the last edit of its code and tables."""
    package = Path(__file__).parent.parent
    stamps = sorted(_stamps(package))
    return f"{__version__} {hashlib.sha256(repr(stamps).encode()).hexdigest()}"


def _stamps(folder: Path) -> Iterable[tuple[str, int, int]]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _stamps(Path(entry.path))
        elif entry.name.endswith((".py", ".json")):
            about = entry.stat()
            yield entry.name, about.st_size, about.st_mtime_ns

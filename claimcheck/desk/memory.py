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
import io
import os
import pickle
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from claimcheck import __version__, pipeline
from claimcheck.model import Document
from claimcheck.pipeline import Examined
from claimcheck.settings import Settings
from claimcheck.store.files import FOLDER, ignored_folder

_MODULES = frozenset(("claimcheck.model", "claimcheck.interval", "claimcheck.oversize"))
_NAMES = frozenset(
    (
        ("claimcheck.pipeline", "Examined"),
        ("claimcheck.pipeline", "Raised"),
        ("claimcheck.match.pairing", "Terms"),
        ("datetime", "date"),
        ("decimal", "Decimal"),
        ("collections", "Counter"),
    )
)
_MOST = 20_000  # files kept; beyond it the oldest go


class Memory:
    """The memory of a project for one set of settings."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self.folder = root / FOLDER / "memory"
        self._about = f"{_program()}\0{settings!r}"

    def key(self, *parts: str) -> str:
        """The digest of what a result depends on besides program and settings."""
        return hashlib.sha256("\0".join((self._about, *parts)).encode("utf-8", "surrogatepass")).hexdigest()[:40]

    def examined(self, document: Document, sha256: str, settings: Settings) -> Examined:
        """What `pipeline.examine` says of a document whose file has these bytes; from memory where it is there."""
        key = self.key("article", document.path, sha256, str(document.dateline))
        found = self.recall(key)
        if isinstance(found, Examined):
            return found
        examined = pipeline.examine(document, settings)
        self.keep(key, examined)
        return examined

    def recall(self, key: str) -> Any:
        """What was kept under `key`; None where nothing was, or nothing that can be trusted."""
        try:
            return _Careful(io.BytesIO((self.folder / key).read_bytes())).load()
        except OSError:
            return None
        except Exception:  # noqa: BLE001  # whatever a damaged or forged pickle can raise: it is worked out again
            return None

    def keep(self, key: str, value: object) -> None:
        """Keep `value`; where the folder cannot be written, do without."""
        with contextlib.suppress(OSError):
            ignored_folder(self.folder.parent)
            self.folder.mkdir(exist_ok=True)
            temporary = self.folder / f"{key}.{os.getpid()}.tmp"
            temporary.write_bytes(pickle.dumps(value, protocol=5))
            temporary.replace(self.folder / key)

    def sweep(self, most: int = _MOST) -> None:
        """Forget what has not been written for longest, and what a crash left, until `most` files remain."""
        with contextlib.suppress(OSError):
            files = sorted(os.scandir(self.folder), key=lambda entry: entry.stat().st_mtime, reverse=True)
            for entry in files[most:]:
                Path(entry.path).unlink(missing_ok=True)


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

"""One file that is replaced whole: locked against other writers, safe against a crash at any moment.

Beside the ledger stands `.claimcheck/` (git ignores it by itself): the lock, and the generation before the last write.
A write goes to a temporary file beside the ledger, is flushed to the disk and renamed over it; at no moment does the
name stand for anything but a whole ledger. Only the holder of the lock makes such temporary files, so any that it finds
are left from a crash and are removed.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from claimcheck.errors import LedgerError

FOLDER = ".claimcheck"
PREVIOUS = "previous-"
_PATIENCE = 60.0  # seconds to wait for another writer
_IGNORE = "# made by claimcheck: nothing in here needs to be kept\n*\n"


class LedgerFile:
    """The file of a ledger at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.target = Path(os.path.realpath(path))  # a link stays a link
        self.folder = self.target.parent / FOLDER

    @property
    def previous(self) -> Path:
        """Where the generation before the last write is kept."""
        return self.folder / (PREVIOUS + self.target.name)

    def read(self) -> bytes | None:
        """The bytes of the ledger, None where there is none. Raises LedgerError."""
        try:
            kind = self.target.stat().st_mode
            if not stat.S_ISREG(kind):  # reading a pipe would wait for ever
                what = "a folder" if stat.S_ISDIR(kind) else "not a file"
                raise LedgerError(f"cannot read {self.path}: it is {what}", "name another ledger with --ledger FILE")
            return self.target.read_bytes()
        except FileNotFoundError:
            if self.path.is_symlink():
                raise LedgerError(
                    f"cannot read {self.path}: it is a link to {self.target}, which is not there", "mend the link"
                ) from None
            return None
        except OSError as wrong:
            raise LedgerError(f"cannot read {self.path}: {_reason(wrong)}") from None

    @contextlib.contextmanager
    def locked(self, patience: float = _PATIENCE) -> Iterator[None]:
        """Keep other writers out. Raises LedgerError when one stays in for longer than `patience` seconds."""
        from filelock import FileLock, Timeout

        self._prepare()
        lock = FileLock(self.folder / f"{self.target.name}.lock")
        try:
            lock.acquire(timeout=patience)
        except Timeout:
            raise LedgerError(
                f"{self.path} is in use by another claimcheck and was not changed", "try again when it has ended"
            ) from None
        except OSError as wrong:
            raise LedgerError(f"cannot lock {self.path}: {_reason(wrong)}; nothing was changed") from None
        try:
            self._sweep()
            yield
        finally:
            lock.release()

    def write(self, data: bytes, keep: bool = True) -> None:
        """Replace the ledger by `data`, keeping the old one as the previous generation (`keep`). Raises LedgerError."""
        temporary = self.target.with_name(f".{self.target.name}.{os.getpid()}.tmp")
        try:
            if self.target.exists() and not os.access(self.target, os.W_OK):
                raise PermissionError(errno.EACCES, "the file is write-protected")
            with temporary.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            if self.target.exists():
                temporary.chmod(stat.S_IMODE(self.target.stat().st_mode))
                if keep:
                    self._keep_previous()
            temporary.replace(self.target)
        except BaseException as wrong:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            if not isinstance(wrong, OSError):
                raise
            raise LedgerError(f"cannot write {self.path}: {_reason(wrong)}; nothing was changed") from None
        _sync_folder(self.target.parent)

    def keep_beside(self, mark: str) -> Path:
        """A second name for the ledger as it is, `claims.json.MARK`: never one that is taken. Raises LedgerError."""
        for number in range(1000):
            beside = self.target.with_name(f"{self.target.name}.{mark}" + (f"-{number}" if number else ""))
            try:
                with beside.open("xb") as stream:
                    stream.write(self.target.read_bytes())
                    stream.flush()
                    os.fsync(stream.fileno())
            except FileExistsError:
                continue
            except OSError as wrong:
                beside.unlink(missing_ok=True)
                raise LedgerError(f"cannot write {beside}: {_reason(wrong)}; nothing was changed") from None
            return beside
        raise LedgerError(f"there are 1,000 files called {self.target.name}.{mark} already")

    def _keep_previous(self) -> None:
        """Give the present file a second name: no copy, no space, no moment without it."""
        fresh = self.previous.with_suffix(".tmp")
        fresh.unlink(missing_ok=True)
        try:
            os.link(self.target, fresh)
        except OSError:  # a file system without hard links
            fresh.write_bytes(self.target.read_bytes())
        fresh.replace(self.previous)

    def _prepare(self) -> None:
        try:
            ignored_folder(self.folder)
        except OSError as wrong:
            raise LedgerError(f"cannot write {self.path}: {_reason(wrong)}; nothing was changed") from None

    def _sweep(self) -> None:
        """Remove what a crashed writer left: we hold the lock, so nobody is writing."""
        own = self.previous.with_suffix(".tmp")
        for left in (own, *self.target.parent.glob(f".{glob.escape(self.target.name)}.*.tmp")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def ignored_folder(folder: Path) -> None:
    """Make `folder` where it is missing, and have git ignore all that will be in it. Raises OSError."""
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text(_IGNORE, encoding="utf-8")


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself durable, where the system lets a folder be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(wrong: OSError) -> str:
    return (wrong.strerror or str(wrong)).lower()

"""The bytes of sources, stored under `sources/` beside the ledger: whole or not at all, and never over another file.

`Snapshots` is opened around a transaction of the ledger and asked to store inside it, where the ledger's lock keeps
other claimchecks out. When the transaction fails, what was stored is taken back and what was replaced is there again.
A file appears under its name only when it is whole: it is written beside, flushed, and linked to the name, which fails
where the name is taken.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from urllib.parse import unquote, urlsplit

from claimcheck.characters import UNSAFE
from claimcheck.desk.project import SOURCES, Project
from claimcheck.errors import ClaimcheckError
from claimcheck.readers import READERS

TEXT = ".txt"  # what is added to a file's name for its readable text
HUGE = 50_000_000  # bytes: git hosts warn of such files, and refuse them from 100 MB
_CHUNK = 1 << 20
_LONGEST = 120  # bytes of a name: file systems take 255, and a temporary or a text's name is longer
_UNSAFE = re.compile(r'[\\/:*?"<>|]+')  # what one system or another does not take in a name
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)  # no names on Windows, any ending
_SLUG = re.compile(r"[^\w]+")
_TEMPORARY = ".claimcheck-"
_ATTRIBUTES = ".gitattributes"
# Line ends converted at a checkout would be a changed source on every machine that converts them.
_RAW = "# made by claimcheck: a source is what it was when it was stored, byte for byte\n* -text\n"
_VAGUE = ("", "application/octet-stream", "text/plain")  # what servers say of files they do not know


class StorageError(ClaimcheckError):
    """A source that cannot be stored: a full disk, a folder that may not be written."""


# --- names ------------------------------------------------------------------------------------------------------------


def safe_name(name: str) -> str:
    """A file name that every system takes and no program takes for a flag, a hidden file or a device."""
    clean = _UNSAFE.sub("-", UNSAFE.sub("", unicodedata.normalize("NFC", name)))
    clean = " ".join(clean.split()).lstrip(".-~ ").rstrip(". ")
    stem, ending = _parted(clean)
    while len(f"{stem}{ending}".encode()) > _LONGEST:
        stem = stem[:-1]
    clean = (stem.rstrip(". ") or "source") + ending
    return f"_{clean}" if _RESERVED.match(clean) else clean


def page_name(address: str, content_type: str) -> str:
    """`<host>-<slug>-<short>.html` for a page; `short` tells two addresses with one slug apart."""
    parts = urlsplit(address)
    host = (parts.hostname or "page").removeprefix("www.")
    path = unquote(parts.path).strip("/")
    stem = _SLUG.sub("-", path.rpartition("/")[2].rpartition(".")[0] or path.rpartition("/")[2]).strip("-_")
    short = hashlib.sha256(address.encode()).hexdigest()[:6]
    return safe_name("-".join(filter(None, (host, stem[:60].strip("-"), short))) + ending_for(content_type, address))


def ending_for(content_type: str, address: str = "") -> str:
    """The ending of a file with bytes of this content type; that of the address where the type says nothing."""
    path = unquote(urlsplit(address).path).strip("/")
    media = content_type.partition(";")[0].strip().lower()
    known = next((s for row in READERS for s in row.suffixes if path.lower().endswith(s)), "")
    if known and media in _VAGUE:
        return known
    for row in READERS:
        if media in row.media:
            tabs = row.name == "csv" and "tab" in media
            return row.suffixes[1 if tabs else 0]
    from mimetypes import guess_extension

    return guess_extension(media) or known or (".html" if not media else ".bin")


def _parted(name: str) -> tuple[str, str]:
    """A name without its ending, and the ending; both dots of "tar.gz" are none of ours."""
    stem, dot, ending = name.rpartition(".")
    return (stem, dot + ending) if stem and 0 < len(ending) <= 8 and ending.isalnum() else (name, "")


# --- storing ----------------------------------------------------------------------------------------------------------


class Snapshots:
    """The folder of stored sources during one command. With `dry_run` it only says what the names would be."""

    def __init__(self, project: Project, dry_run: bool = False) -> None:
        self.project, self.dry_run = project, dry_run
        self.folder = project.root / SOURCES
        self._made: list[Path] = []
        self._replaced: list[tuple[Path, Path]] = []  # a file, and where what it was is kept meanwhile
        self._names: set[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        for path, kept in self._replaced:
            with contextlib.suppress(OSError):
                kept.unlink() if kind is None else kept.replace(path)
        for path in self._made if kind is not None else ():
            with contextlib.suppress(OSError):
                path.unlink()

    def holds(self, file: Path) -> bool:
        """True for a file that lies in the folder already, by its name or in truth."""
        absolute = Path(os.path.abspath(file))  # noqa: PTH100  # Path has nothing that folds ".." without following links
        here = Path(os.path.abspath(self.folder))  # noqa: PTH100  # the same
        if here in absolute.parents:
            return True
        with contextlib.suppress(OSError, RuntimeError):
            return not file.is_symlink() and self.folder.resolve() in file.resolve().parents
        return False

    def guard(self) -> None:
        """Keep git from converting the line ends of what lies there already."""
        if not self.dry_run:
            self._prepare()

    def copy(self, file: Path, name: str, sha256: str, text: bool) -> str:
        """A copy of `file`; its path as the ledger writes it. `text`: its readable text will stand beside it.

        Raises StorageError where the bytes are not those of `sha256` any more.
        """

        def write(stream: BinaryIO) -> None:
            digest = hashlib.sha256()
            with file.open("rb") as origin:
                while piece := origin.read(_CHUNK):
                    digest.update(piece)
                    stream.write(piece)
            if digest.hexdigest() != sha256:
                raise StorageError(f"{file} changes while it is read; nothing was changed", "try again when it is done")

        return self._new(safe_name(name), write, text)

    def put(self, data: bytes, name: str, text: bool) -> str:
        """Bytes as a new file; its path as the ledger writes it."""
        return self._new(safe_name(name), lambda stream: _all(stream, data), text)

    def replace(self, path: str, data: bytes) -> None:
        """Put `data` in the place of what the ledger calls `path`, which may be missing."""
        self._over(self.project.root / path, data)

    def set_text(self, path: str, text: str, over: bool = False) -> bool:
        """Write the readable text of a stored file beside it; False where another file has that name and keeps it.

        `over`: what stands there is the text of what the source was before, and may go.
        """
        beside = self.project.root / (path + TEXT)
        if beside.exists() or beside.is_symlink():
            try:
                same = beside.read_bytes() == text.encode()
            except OSError:
                same = False
            if over and not same:
                self._over(beside, text.encode())
            return same or over
        if not self.dry_run:
            self._prepare()
            try:
                self._link(beside, lambda stream: _all(stream, text.encode()))
            except FileExistsError:  # somebody else's, made this very moment
                return False
        return True

    def _new(self, name: str, write: Callable[[BinaryIO], object], text: bool) -> str:
        """A new file under `name`, or `name-2` … where that is taken, or taken by its text."""
        stem, ending = _parted(name)
        for number in range(1, 10_000):
            fresh = name if number == 1 else f"{stem}-{number}{ending}"
            if self._taken(fresh) or (text and self._taken(fresh + TEXT)):
                continue
            target = self.folder / fresh
            if not self.dry_run:
                self._prepare()
                try:
                    self._link(target, write)
                except FileExistsError:
                    continue
            if self._names is not None:
                self._names.add(fresh.casefold())
            return self.project.inside(target)
        raise StorageError(f"there are 10,000 files called {name} already")

    def _taken(self, name: str) -> bool:
        """True where the folder has such a name, were it in other case; or a file whose text this would seem to be."""
        if self._names is None:
            try:
                self._names = {entry.casefold() for entry in os.listdir(self.folder)}  # noqa: PTH208  # names alone
            except OSError:
                self._names = set()
        folded = name.casefold()
        of = folded.removesuffix(TEXT)
        return folded in self._names or (of != folded and of in self._names)

    def _prepare(self) -> None:
        """The folder, with what keeps git from converting line ends in it, and without what a crash left."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for left in self.folder.glob(f"{_TEMPORARY}*.tmp"):
                if not any(left == kept for _, kept in self._replaced):
                    left.unlink(missing_ok=True)
            attributes = self.folder / _ATTRIBUTES
            if not attributes.exists() and not attributes.is_symlink():
                attributes.write_text(_RAW, encoding="utf-8")
        except OSError as wrong:
            raise StorageError(f"cannot store anything in {self._shown(self.folder)}: {_reason(wrong)}") from None

    def _link(self, target: Path, write: Callable[[BinaryIO], object]) -> None:
        """A file that appears whole under a name that is free. Raises FileExistsError, StorageError."""
        temporary = self._temporary()
        try:
            with temporary.open("xb") as stream:
                write(stream)
                stream.flush()
                os.fsync(stream.fileno())
            try:
                os.link(temporary, target)
            except FileExistsError:
                raise
            except OSError:  # a file system without hard links: take the name, then put the file there
                target.touch(exist_ok=False)
                temporary.replace(target)
            self._made.append(target)
        except FileExistsError:
            raise
        except OSError as wrong:
            raise self._failed(target, wrong) from None
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)

    def _over(self, target: Path, data: bytes) -> None:
        if self.dry_run:
            return
        self._prepare()
        try:
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                self._link(target, lambda stream: _all(stream, data))
                return
            kept, temporary = self._temporary("-was"), self._temporary()
            try:
                kept.write_bytes(target.read_bytes())
                with temporary.open("xb") as stream:
                    _all(stream, data)
                    stream.flush()
                    os.fsync(stream.fileno())
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
                self._replaced.append((target, kept))
                temporary.replace(target)
            finally:
                temporary.unlink(missing_ok=True)
        except OSError as wrong:
            raise self._failed(target, wrong) from None

    def _temporary(self, mark: str = "") -> Path:
        number = len(self._made) + len(self._replaced)
        return self.folder / f"{_TEMPORARY}{os.getpid()}-{number}{mark}.tmp"

    def _failed(self, target: Path, wrong: OSError) -> StorageError:
        return StorageError(f"cannot store {self._shown(target)}: {_reason(wrong)}; nothing was changed")

    def _shown(self, path: Path) -> str:
        return os.path.relpath(path)


def _all(stream: BinaryIO, data: bytes) -> None:
    stream.write(data)


def _reason(wrong: OSError) -> str:
    return (wrong.strerror or str(wrong)).lower()

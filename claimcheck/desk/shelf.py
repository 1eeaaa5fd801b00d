"""The sources of a ledger taken from the shelf: their bytes, their text, their figures, each read when asked for.

What was once analysed is kept in the project's memory under the digest of the bytes, so that an unchanged source costs
one hash. A source that nobody asks about is never opened.
"""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from claimcheck import pipeline
from claimcheck.desk.echoes import Echoes
from claimcheck.desk.memory import Memory
from claimcheck.desk.project import Project, digest_of, sha256
from claimcheck.errors import InputError
from claimcheck.ledger.grounds import Held, SourceState
from claimcheck.ledger.records import LOST, Ledger, Source
from claimcheck.match.sourcing import Prepared, prepare
from claimcheck.model import Document
from claimcheck.pipeline import Examined, Spread, analyse_all
from claimcheck.readers import MAX_BYTES
from claimcheck.settings import Settings
from claimcheck.sources.quotes import Haystack, QuoteMatch, find_quote

_NEVER = "it was never fetched"


class Book(NamedTuple):
    """A source with its text, ready to be searched. `document` is analysed: sentences, figures, what they are about."""

    state: SourceState
    document: Document
    haystack: Haystack
    prepared: Prepared
    echoes: Echoes
    matches: dict[str, QuoteMatch]  # quotes looked up before

    def find(self, quote: str) -> QuoteMatch:
        """What comes of looking a quote up; each once."""
        if quote not in self.matches:
            self.matches[quote] = find_quote(quote, self.haystack)
        return self.matches[quote]


def without_rules(settings: Settings) -> Settings:
    """The settings that reading a source depends on: what it says depends on no choice of rules."""
    return replace(settings, select=Settings().select, extend_select=(), ignore=(), rules=Settings().rules)


class Shelf:
    """The sources of one ledger. Nothing is read twice in one run."""

    def __init__(self, project: Project, ledger: Ledger, settings: Settings, memory: Memory | None = None) -> None:
        self.project, self.ledger, self.settings = project, ledger, settings
        self.memory = memory or Memory(project.root, without_rules(settings))
        self._states: dict[str, SourceState] = {}
        self._data: dict[str, bytes] = {}
        self._books: dict[str, Book | None] = {}
        self._documents: dict[str, Document] = {}
        self._charsets: dict[str, str] | None = None  # path → the encoding its server named

    def state(self, id: str) -> SourceState | None:
        """What has become of a source; None where the ledger has none of that id. Its text is not read for it."""
        source = self.ledger.sources.get(id)
        if source is None:
            return None
        if id not in self._states:
            self._states[id] = self._looked(source)
        return self._states[id]

    def book(self, id: str) -> Book | None:
        """The source opened; None where there is no text to be had (`state` says why)."""
        if id not in self._books:
            self._books[id] = self._opened(id)
        return self._books[id]

    def fetch(self, ids: Iterable[str], spread: Spread | None = None) -> None:
        """Read the texts of these sources, several at once where `spread` can: what follows finds them read."""
        fresh: dict[str, Document] = {}
        for id in ids:
            state = self.state(id)
            if state is None or not state.sha256 or id in self._books:
                continue
            path = state.source.file or state.source.url
            if self.memory.knows(self.memory.key("source", path, state.sha256)):
                continue
            with contextlib.suppress(InputError):  # `book` says what is wrong with it
                data = self._data.get(id) or self._bytes(path)
                if digest_of(data) == state.sha256:
                    fresh[id] = self._read(data, path)
        for id, document in zip(fresh, analyse_all(list(fresh.values()), self.settings, spread), strict=True):
            state = self._states[id]
            self._keep(self.memory.key("source", document.path, state.sha256), document)

    def hold(self, id: str, data: bytes) -> None:
        """Take `data` for the bytes of a source from now on: a page just fetched, not stored yet."""
        source = self.ledger.sources[id]
        now = digest_of(data)
        held = Held.SAME if now == source.sha256 else Held.CHANGED
        self._states[id] = SourceState(source, held, sha256=now)
        self._data[id] = data
        self._books.pop(id, None)

    def _looked(self, source: Source) -> SourceState:
        if source.kind == LOST:
            return SourceState(source, Held.MISSING, why=source.title)
        if not source.file:
            return SourceState(source, Held.NOTHING, why=_NEVER if source.url else "")
        path = self.project.root / source.file
        shown = self.project.shown(source.file)
        try:
            regular = stat.S_ISREG(path.stat().st_mode)
        except (OSError, ValueError):
            return SourceState(source, Held.MISSING, why=f"there is no file {shown}")
        now = sha256(path) if regular else ""
        if not now:
            return SourceState(source, Held.MISSING, why=f"{shown} {'cannot be read' if regular else 'is not a file'}")
        return SourceState(source, Held.CHANGED if source.sha256 and now != source.sha256 else Held.SAME, sha256=now)

    def _opened(self, id: str) -> Book | None:
        state = self.state(id)
        if state is None or not state.sha256:
            return None
        path = state.source.file or state.source.url
        try:
            data = self._data.pop(id, None) or self._bytes(path)
            document = self._analysed(data, path, digest_of(data))
        except InputError as wrong:
            self._states[id] = state._replace(held=Held.UNREADABLE, why=wrong.message)
            return None
        if not document.text.strip():
            self._states[id] = state._replace(held=Held.UNREADABLE, why=f"{self.project.shown(path)} has no text")
            return None
        state = state._replace(opened=True)
        self._states[id] = state
        return Book(state, document, Haystack(document.text), prepare(document), Echoes(document), {})

    def _bytes(self, path: str) -> bytes:
        shown = self.project.shown(path)
        try:
            with (self.project.root / path).open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
        except OSError as wrong:
            raise InputError(f"cannot read {shown}: {(wrong.strerror or str(wrong)).lower()}") from None
        if len(data) > MAX_BYTES:
            raise InputError(f"{shown} is larger than {MAX_BYTES // 1_000_000} MB")
        return data

    def _analysed(self, data: bytes, path: str, sha256: str) -> Document:
        """The document under its path in the ledger, from memory where it is there. Raises InputError."""
        key = self.memory.key("source", path, sha256)
        kept = self.memory.recall(key)
        if isinstance(kept, Examined):
            return kept.document
        if key not in self._documents:
            self._keep(key, pipeline.analyse(self._read(data, path), self.settings))
        return self._documents[key]

    def _read(self, data: bytes, path: str) -> Document:
        """The text of a source under its path in the ledger. Raises InputError."""
        if self._charsets is None:
            self._charsets = {s.file: s.charset for s in self.ledger.sources.values() if s.charset}
        charset = self._charsets.get(path, "")
        return pipeline.read(data, self.project.shown(path), charset=charset)._replace(path=path)

    def _keep(self, key: str, document: Document) -> None:
        self._documents[key] = document
        self.memory.keep(key, Examined(document, (), (), ()))

    def keys(self) -> set[str]:
        """What stands for the books that were opened, in the memory."""
        opened = (book.state for book in self._books.values() if book is not None)
        return {self.memory.key("source", s.source.file or s.source.url, s.sha256) for s in opened}

"""Articles checked again and again, as while somebody writes: what has not changed is neither read nor analysed anew.

The results are those of `pipeline.check`: a document examined by itself depends on its bytes and the settings alone.
What is kept are the documents of the last check; the texts in between are forgotten.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence

from claimcheck import pipeline
from claimcheck.baseline import Entry
from claimcheck.model import Document, Report
from claimcheck.pipeline import Examined, Raised
from claimcheck.settings import Settings

Progress = Callable[[int, int], None]


class Kept:
    """The stages `read` and `check` of the pipeline, with a memory from one check to the next."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, bytes], Document] = {}
        self._seen: set[tuple[str, bytes]] = set()  # what was read since the last check
        self._examined: dict[int, tuple[Document, Examined]] = {}  # id of a document → it, and what is known of it
        self._raised: tuple[tuple[int, ...], Raised] | None = None
        self._settings: Settings | None = None

    def read(self, data: bytes, name: str) -> Document:
        """An article's bytes as a Document, as `pipeline.read` makes it. Raises InputError."""
        key = name, hashlib.sha256(data).digest()
        document = self._read.get(key)
        if document is None:
            document = self._read[key] = pipeline.read(data, name)
        self._seen.add(key)
        return document

    def check(
        self,
        documents: Sequence[Document],
        settings: Settings,
        progress: Progress | None = None,
        baseline: Sequence[Entry] = (),
        spread: pipeline.Spread | None = None,
        linking: Progress | None = None,
    ) -> Report:
        """The report of `pipeline.check`; the arguments are the same, the documents those of `read`."""
        begin = time.perf_counter()
        if settings != self._settings:
            self._examined, self._raised, self._settings = {}, None, settings
        fresh = [d for d in documents if id(d) not in self._examined]
        several = spread if len(fresh) > 1 else None
        worked_out = pipeline.examine_all(fresh, settings, several, alone=False)
        for document, examined in zip(fresh, worked_out, strict=True):
            self._examined[id(document)] = document, examined
            if progress is not None:
                progress(len(self._examined), len(documents))
        order = tuple(id(d) for d in documents)
        self._examined = {key: self._examined[key] for key in order}
        self._read = {key: d for key, d in self._read.items() if id(d) in self._examined or key in self._seen}
        self._seen.clear()
        examined_all = [examined for _, examined in self._examined.values()]
        if self._raised is None or self._raised[0] != order:
            self._raised = order, pipeline.raise_all(examined_all, settings, linking)
        report = pipeline.conclude([e.document for e in examined_all], self._raised[1], settings, baseline)
        return report._replace(seconds=time.perf_counter() - begin)

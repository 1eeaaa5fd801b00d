"""Articles as they stand in an editor, not saved and not added, checked against the ledger they belong to.

Nothing is written: neither the ledger nor its memory, which only remembers what was saved. What is worked out of a text
that changes with every key is kept in this process, the newest of it.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from claimcheck import pipeline
from claimcheck.baseline import FILE
from claimcheck.desk.checking import Finder, Reading, accepted, check_changed, day_of, key_of, named, reported
from claimcheck.desk.conflicts import resolved
from claimcheck.desk.memory import Memory
from claimcheck.desk.project import SOURCES, Project, digest_of
from claimcheck.desk.showing import views_of
from claimcheck.ledger.records import Article, Ledger
from claimcheck.ledger.views import ClaimView
from claimcheck.model import Document, Report
from claimcheck.settings import Settings

_ABOUT_THE_RUN = "CC9"  # what a comment silences, say, which nobody knows before all is read
_HELD = 256  # results of saved articles kept in this process: the newest


class Fleeting(Memory):
    """A memory that reads what the project's own holds, and keeps what is new to itself for as long as it lives."""

    def __init__(self, project: Project, settings: Settings) -> None:
        super().__init__(project.root, settings)
        self._held: OrderedDict[str, Any] = OrderedDict()
        self.warm = False  # what must be known of all articles is
        self.drafts: dict[str, tuple[str, pipeline.Examined]] = {}  # path → its newest text's key, and that examined

    def recall(self, key: str, name: str = "") -> Any:
        """What was kept under `key`, here or in the project's memory."""
        found = self._held.get(key)
        if found is None:
            found = super().recall(key, name)
            if found is not None:
                self.keep(key, found)
        else:
            self._held.move_to_end(key)
        return found

    def keep(self, key: str, value: object, name: str = "") -> None:
        """Keep `value` in this process; the oldest gives way."""
        self._held[key] = value
        self._held.move_to_end(key)
        while len(self._held) > _HELD:
            self._held.popitem(last=False)


class Draft(NamedTuple):
    """The text of one open article: its path as the ledger writes it, its bytes, the document read of them."""

    path: str
    data: bytes
    document: Document


def is_source(path: str) -> bool:
    """True for what articles stand on: a file below `sources/`."""
    return path.startswith(SOURCES + "/")


def article_at(ledger: Ledger, path: str) -> Article | None:
    """The article of the ledger at that path."""
    return next((a for a in ledger.articles.values() if a.path == path and not a.gone), None)


def check_drafts(
    project: Project,
    ledger: Ledger,
    settings: Settings,
    memory: Fleeting,
    drafts: Sequence[Draft],
    *,
    alone: bool = False,
) -> Report:
    """What is to be said of open articles, each alone and against all others of the ledger, decisions honoured.

    Findings of the severity the settings ask for; paths are those of the ledger. `alone`: only against each other,
    which takes no time where the other articles would all have to be read first. Raises LedgerError, InputError.
    """
    changed: dict[str, Reading] = {}
    for draft in drafts:
        article = article_at(ledger, draft.path)
        reading = _reading(memory, settings, draft, article)
        if article is not None:
            day = str(reading.examined.document.dateline or "")
            ledger = ledger.put(article._replace(sha256=digest_of(draft.data), dateline=day))
        changed[article.id if article else draft.path] = reading
    if alone:
        readings = list(changed.values())
        raised = pipeline.raise_all([reading.examined for reading in readings], settings)
        found = reported(raised, readings, ledger, settings, accepted(project.root / FILE))
        told = (f for f in found.findings if not f.code.startswith(_ABOUT_THE_RUN))
        found = found._replace(findings=tuple(told))
    else:
        found = check_changed(project, ledger, settings, changed, memory=memory)
        memory.warm = True
    report = resolved(found, ledger)
    return report._replace(findings=tuple(f for f in report.findings if f.severity >= settings.min_severity))


def _reading(memory: Fleeting, settings: Settings, draft: Draft, article: Article | None) -> Reading:
    """A draft as examined, with what stands for it in the memory."""
    sha256 = digest_of(draft.data)
    document = named(draft.document, draft.path)
    if article is not None and article.dateline and document.dateline is None:
        document = document._replace(dateline=day_of(article.dateline))
    mine = memory.key(draft.path, sha256, str(document.dateline or ""))
    known, examined = memory.drafts.get(draft.path, ("", None))
    if examined is None or known != mine:
        examined = pipeline.examine(document, settings)
        memory.drafts[draft.path] = mine, examined
    key = key_of(memory, draft.path, sha256, str(examined.document.dateline or ""))
    same = article is not None and article.sha256 in (sha256, digest_of(BOM_UTF8 + draft.data))
    return Reading(key, examined, article, same)


def claims_within(
    project: Project, ledger: Ledger, draft: Draft, document: Document, places: Iterable[tuple[int, int]]
) -> Mapping[int, ClaimView]:
    """Start of a stretch of an analysed draft → the claim of the ledger it stands in, with where that stands."""
    article = article_at(ledger, draft.path)
    if article is None:
        return {}
    as_added = article.sha256 in (digest_of(draft.data), digest_of(BOM_UTF8 + draft.data))
    finder = Finder([Reading("", pipeline.Examined(document, (), (), ()), article, as_added)], ledger)
    found = {start: finder.claim(document.locate(start, end)) for start, end in places}
    wanted = {start: id for start, id in found.items() if id is not None and id in ledger.claims}
    views = {view.claim.id: view for view in views_of(project, ledger, list(dict.fromkeys(wanted.values())))}
    return {start: views[id] for start, id in wanted.items()}

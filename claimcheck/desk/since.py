"""`check --since REV`: the findings that a change since a revision of git has to do with.

A sentence has changed when the article at that revision, read with the same reader, does not have it, typography
folded: one that only moved has not, one that is told once more has; so has a list that lost an item. A claim also
changes with its citations, verdicts and sources, and a conflict with what was decided about it. A finding has to do
with a change when any of its sides has, whatever the others are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from claimcheck import pipeline
from claimcheck.desk.earlier import Earlier, Repository
from claimcheck.desk.project import Project
from claimcheck.errors import InputError
from claimcheck.extract import split_sentences
from claimcheck.ledger.records import Article, Ledger
from claimcheck.ledger.texts import folded
from claimcheck.model import BlockKind, Document, Finding, Location, Report
from claimcheck.readers import suffixes
from claimcheck.rules import all_rules
from claimcheck.settings import Settings

_LISTED = (BlockKind.ITEM, BlockKind.CELL)
_MOST = 200  # articles that have vanished and are looked at for what a new one may have been called before


class Limited(NamedTuple):
    """A report without the findings that no change has to do with; `elsewhere`: how many of those nobody silenced."""

    report: Report
    elsewhere: int


def limited(
    report: Report,
    word: str,
    settings: Settings,
    project: Project | None = None,
    ledger: Ledger | None = None,
    unsaved: str = "",
) -> Limited:
    """What a report says of what changed since the revision `word`; its paths are those from the working folder.

    `project` and `ledger`: what was checked, where it was a ledger. `unsaved`: the path of an article that did not come
    from its file. Raises UsageError for a revision that is not to be had, LedgerError for a ledger damaged at the time.
    """
    earlier = Earlier(word)
    known = _Records(earlier, project, ledger) if project is not None and ledger is not None else None
    earlier.repository(project.root if project is not None else Path())  # a wrong word is told, whatever was found
    texts = _Texts(earlier, report.documents, settings, known, unsaved)
    grounds = frozenset(r.RULE.code for r in all_rules() if r.RULE.scope == "grounds")

    def touched(finding: Finding) -> bool:
        if not finding.locations or any(map(texts.changed, finding.locations)):
            return True
        ids = {w.claim_id for w in finding.locations if w.claim_id is not None}
        if known is None:
            return False
        return bool(ids & known.ruled) or (finding.code in grounds and any(map(known.changed, ids)))

    kept = tuple(f for f in report.findings if touched(f))
    limited = report._replace(findings=kept)
    return Limited(limited, len(report.shown) - len(limited.shown))


# --- the ledger -------------------------------------------------------------------------------------------------------


class _Records:
    """What changed in the records of a ledger, and in the files of its sources."""

    def __init__(self, earlier: Earlier, project: Project, ledger: Ledger) -> None:
        self._earlier, self._project, self.now = earlier, project, ledger

    @cached_property
    def before(self) -> Ledger:
        """The ledger at the revision; empty where there was none. Raises LedgerError."""
        path = self._project.ledger
        if not self._earlier.differs(path):
            return self.now
        (data,) = self._earlier.read([path])
        if data is None:
            return Ledger()
        from claimcheck.store.tinydb_store import ledger_in

        return ledger_in(data, f"{self._earlier.word}:{path.name}")

    @cached_property
    def ruled(self) -> frozenset[str]:
        """The claims of conflicts about which something else was decided then."""
        if self.before is self.now:
            return frozenset()
        ids = self.before.conflicts.keys() | self.now.conflicts.keys()
        pairs = ((self.before.conflicts.get(id), self.now.conflicts.get(id)) for id in ids)
        decided = [p for p in pairs if (p[0].decisions if p[0] else ()) != (p[1].decisions if p[1] else ())]
        return frozenset(side.claim for pair in decided for one in pair if one for side in one.sides)

    def changed(self, id: str) -> bool:
        """True where a claim is new, or says or stands on something else than then."""
        claim, old = self.now.claims.get(id), self.before.claims.get(id)
        if claim is None or old is None:
            return True
        if claim is not old and (claim.sources, claim.verdicts) != (old.sources, old.verdicts):
            return True
        if folded(claim.text) != folded(old.text) or claim.kind != old.kind:
            return True
        article, was = self.now.articles.get(claim.article), self.before.articles.get(claim.article)
        inherited = article.sources if article else ()
        if inherited != (was.sources if was else ()):
            return True
        cited = {c.source for c in claim.sources} | {c.source for v in claim.verdicts for c in v.sources}
        return any(map(self._source, sorted(cited | set(inherited))))

    def reworded(self, id: str) -> bool:
        """True for a claim that stands in no article and is new or says something else."""
        old = self.before.claims.get(id)
        return old is None or folded(old.text) != folded(self.now.claims[id].text)

    def loose(self, path: str) -> str:
        """The id of the claim that stands in no article and is a document of this name; "" for any other name."""
        name, _, id = path.rpartition("#")
        return id if name == self._project.shown(self._project.ledger.name) and id in self.now.claims else ""

    def articles(self, path: str) -> tuple[Article | None, Article | None]:
        """The records of the article at a path, then and now."""
        inside = self._project.inside(Path(path))
        now, before = self._by_path
        article = now.get(inside)
        return self.before.articles.get(article.id) if article else before.get(inside), article

    @cached_property
    def _by_path(self) -> tuple[dict[str, Article], dict[str, Article]]:
        now, before = ({a.path: a for a in ledger.articles.values()} for ledger in (self.now, self.before))
        return now, before

    def _source(self, id: str) -> bool:
        """True for a source whose record or file has changed."""
        if id not in self._sources:
            now = self.now.sources.get(id)
            self._sources[id] = now != self.before.sources.get(id) or bool(
                now and now.file and self._earlier.differs(self._project.file(now.file))
            )
        return self._sources[id]

    @cached_property
    def _sources(self) -> dict[str, bool]:
        return {}


# --- the articles -----------------------------------------------------------------------------------------------------


class _Texts:
    """What changed in the texts that were checked."""

    def __init__(
        self,
        earlier: Earlier,
        documents: Sequence[Document],
        settings: Settings,
        known: _Records | None,
        unsaved: str,
    ) -> None:
        self._earlier, self._settings, self._known, self._unsaved = earlier, settings, known, unsaved
        self._files = {d.path: d for d in documents if not (known and known.loose(d.path))}
        self._articles: dict[str, _Article] | None = None
        self._gone: dict[Repository, list[tuple[Document, Counter[str]]]] = {}

    def changed(self, where: Location) -> bool:
        """True for a place in a text that is new; in a file that is no article, in one that has changed at all."""
        if self._articles is None:
            self._articles = {d.path: _Article(d, old) for d, old in self._with_old()}
        article = self._articles.get(where.path)
        if article is not None:
            return article.changed(where)
        id = self._known.loose(where.path) if self._known else ""
        if id and self._known:
            return self._known.reworded(id)
        return self._earlier.differs(Path(where.path))

    def _with_old(self) -> Iterator[tuple[Document, Document | None]]:
        """Each article with what it was: itself where nothing has changed, None where there was none."""
        changed = [d for d in self._files.values() if self._differs(d.path)]
        data = self._earlier.read([Path(d.path) for d in changed])
        pairs = zip(changed, data, strict=True)
        was = {d.path: _read(then, d.path) if then is not None else self._renamed(d) for d, then in pairs}
        for document in self._files.values():
            if document.path in was:
                old = was[document.path]
                yield document, self._analysed(old, document.path) if old is not None else None
            else:
                yield document, document if self._same_day(document.path) else None

    def _differs(self, path: str) -> bool:
        """True for an article whose file has changed, or that does not come from its file."""
        return path == self._unsaved or self._earlier.differs(Path(path))

    def _analysed(self, old: Document, path: str) -> Document:
        if old.dateline is None and self._known is not None:
            article, _ = self._known.articles(path)
            old = old._replace(dateline=_day(article.dateline) if article else None)
        return pipeline.analyse(old, self._settings)

    def _same_day(self, path: str) -> bool:
        """True unless the ledger now has another dateline for the article."""
        if self._known is None:
            return True
        before, now = self._known.articles(path)
        return before is None or now is None or before.dateline == now.dateline

    def _renamed(self, document: Document) -> Document | None:
        """What a new article may have been: one that has vanished and shares half its sentences with it."""
        path = Path(document.path)
        if document.path == self._unsaved or self._earlier.had(path):
            return None
        own = Counter(_sentences(document))
        best, most = None, 0
        for old, sentences in self._vanished(path.parent):
            shared = (own & sentences).total()
            if shared > most and 2 * shared >= min(own.total(), sentences.total()):
                best, most = old, shared
        return best

    def _vanished(self, folder: Path) -> list[tuple[Document, Counter[str]]]:
        repository = self._earlier.repository(folder)
        if repository not in self._gone:
            found = [_read(data, name) for name, data in self._earlier.vanished(folder, suffixes(), _MOST)]
            split = [d._replace(sentences=split_sentences(d)) for d in found if d is not None]
            self._gone[repository] = [(d, Counter(_sentences(d))) for d in split]
        return self._gone[repository]


class _Article:
    """An article now and then. `old`: None for a new one, the document itself for one that is the same."""

    def __init__(self, document: Document, old: Document | None) -> None:
        self._old, self._same = old, old is document
        self._fresh = frozenset[str]()
        if old is not None and old.dateline == document.dateline:
            now, before = Counter(_sentences(document)), Counter(_sentences(old))
            self._fresh = frozenset(now - before) | frozenset(_bereft(old, document, before - now))
        else:
            self._old = None  # on another day the same words say something else
        self._spans = [(document.origin(s.start), document.source_end(s.end)) for s in document.sentences]
        self._texts = _sentences(document)

    def changed(self, where: Location) -> bool:
        """True for a place of which a sentence is new; for one outside all sentences, whose words are."""
        if self._old is None or self._same:
            return not self._same
        first, last = where.start.offset, max(where.end.offset, where.start.offset + 1)
        inside = [text for (a, b), text in zip(self._spans, self._texts, strict=True) if a < last and first < b]
        if inside:
            return not self._fresh.isdisjoint(inside)
        return folded(where.text) not in folded(self._old.source or self._old.text)


def _bereft(old: Document, document: Document, removed: Counter[str]) -> Iterator[str]:
    """The rest of each list or table that lost something, and what stood before it: “five reasons”, four left."""
    if _length(document) >= _length(old):
        return  # at most reworded, and then only that item has changed
    before = ""
    rows = zip((sentence.kind in _LISTED for sentence in old.sentences), _sentences(old), strict=True)
    for listed, run in groupby(rows, key=itemgetter(0)):
        texts = [text for _, text in run]
        if listed and not removed.keys().isdisjoint(texts):
            yield before
            yield from texts
        before = texts[-1]


def _length(document: Document) -> int:
    return sum(sentence.kind in _LISTED for sentence in document.sentences)


def _read(data: bytes, name: str) -> Document | None:
    try:
        return pipeline.read(data, name)
    except InputError:
        return None  # what nobody could read then is new


def _sentences(document: Document) -> list[str]:
    return [folded(document.text[s.start : s.end]) for s in document.sentences]


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None

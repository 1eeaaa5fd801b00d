"""The ledger checked: all its articles and its loose claims, against themselves and each other.

`check_ledger` reads everything, as `claimcheck check` does. `check_changed` is for `add`: articles that changed, and
those others that tell of the same event, are looked at; what the whole collection says (which names are rare in it, how
telling a term is) comes from an index in the memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from claimcheck import pipeline
from claimcheck.baseline import Entry
from claimcheck.desk.memory import Memory
from claimcheck.desk.project import Project, digest_of
from claimcheck.errors import InputError
from claimcheck.ledger.records import Article, Claim, Ledger
from claimcheck.ledger.texts import folded
from claimcheck.match.across import Surroundings, names_of, rare_names
from claimcheck.match.pairing import Terms, terms_of, weights
from claimcheck.model import Document, Finding, Location, Report, Skipped
from claimcheck.pipeline import Examined, Raised
from claimcheck.readers import MAX_BYTES
from claimcheck.settings import Settings

Progress = Callable[[int, int], None]
UNREADABLE = "CC905"
_EVERYTHING = "everything"


class Reading(NamedTuple):
    """One document of a ledger as examined. `key` stands for its content; `article` is None for a loose claim."""

    key: str
    examined: Examined
    article: Article | None = None


def check_ledger(
    project: Project,
    ledger: Ledger,
    settings: Settings,
    progress: Progress | None = None,
    baseline: Sequence[Entry] = (),
) -> Report:
    """The report of the whole ledger, every location with its claim.

    An article that cannot be read is counted as not checked. `progress` is told (documents read, documents in all);
    findings of the `baseline` are marked as such.
    """
    memory = Memory(project.root, settings)
    readings: list[Reading] = []
    skipped: list[Skipped] = []
    wanted: list[Article | Claim] = [*_articles(ledger), *_loose(ledger)]
    for done, one in enumerate(wanted, 1):
        try:
            readings.append(_read(project, memory, one, settings))
        except InputError as wrong:
            skipped.append(Skipped(UNREADABLE, project.shown(getattr(one, "path", "")), wrong.message))
        if progress is not None:
            progress(done, len(wanted))
    key = memory.key(_EVERYTHING, *(r.key for r in readings))
    raised = memory.recall(key)
    if not isinstance(raised, Raised):
        raised = pipeline.raise_all([r.examined for r in readings], settings)
        memory.keep(key, raised)
        memory.sweep()
    report = _report(raised, readings, ledger, settings, baseline)
    return report._replace(skipped=(*report.skipped, *skipped))


def check_changed(
    project: Project, ledger: Ledger, settings: Settings, changed: Mapping[str, Reading], loose: Sequence[Claim] = ()
) -> Report:
    """What is to be said of changed articles (by article id) and claims, alone and against all the others."""
    memory = Memory(project.root, settings)
    ours = [*changed.values(), *(_read(project, memory, claim, settings) for claim in loose)]
    own = {r.key for r in ours}
    index = _index(project, memory, ledger, settings, ours)
    rare = rare_names([frozenset(names) for names, _ in index.values()])
    telling = frozenset(name for r in ours for name in index[r.key][0]) & rare
    near = [one for key, one in _keyed(project, memory, ledger) if key not in own and telling & index[key][0]]
    readings = [*ours, *(_read(project, memory, one, settings) for one in near)]
    raised = pipeline.raise_all([r.examined for r in readings], settings, None, Surroundings(rare, _weights(index)))
    report = _report(raised, readings, ledger, settings)
    paths = {r.examined.document.path for r in ours}
    return report._replace(findings=tuple(f for f in report.findings if any(w.path in paths for w in f.locations)))


def _articles(ledger: Ledger) -> list[Article]:
    return sorted((a for a in ledger.articles.values() if not a.gone), key=lambda a: a.path)


def _loose(ledger: Ledger) -> list[Claim]:
    return sorted((c for c in ledger.claims.values() if not c.article and not c.gone), key=lambda c: (c.added, c.id))


# --- reading ----------------------------------------------------------------------------------------------------------


def _read(project: Project, memory: Memory, one: Article | Claim, settings: Settings) -> Reading:
    """An article from its file, or a loose claim from its record. Raises InputError."""
    if isinstance(one, Claim):
        document = pipeline.from_text(one.text, _name(project, one))
        sha = digest_of(one.text.encode("utf-8", "surrogatepass"))
        return Reading(_key(memory, document.path, sha), memory.examined(document, sha, settings))
    path = project.file(one.path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as wrong:
        raise InputError(f"cannot read {path}: {(wrong.strerror or str(wrong)).lower()}") from None
    document = pipeline.read(data, str(path))
    if document.dateline is None and one.dateline:
        document = document._replace(dateline=date.fromisoformat(one.dateline))
    return examine(memory, document, digest_of(data), settings)._replace(article=one)


def examine(memory: Memory, document: Document, sha256: str, settings: Settings) -> Reading:
    """A document that has just been read, with the digest of its file's bytes."""
    return Reading(_key(memory, document.path, sha256), memory.examined(document, sha256, settings))


def _key(memory: Memory, path: str, sha256: str) -> str:
    return memory.key("document", path, sha256)


def _name(project: Project, claim: Claim) -> str:
    """What the document of a loose claim is called: the ledger, and which claim of it."""
    return f"{project.shown(project.ledger.name)}#{claim.id}"


# --- the index: what `check_changed` must know of all documents -------------------------------------------------------

_Index = dict[str, tuple[frozenset[str], Terms]]  # key of a document → its names, its terms


def _index(project: Project, memory: Memory, ledger: Ledger, settings: Settings, ours: Sequence[Reading]) -> _Index:
    """Names and terms of every document of the ledger as last added, `ours` included; kept for the next time."""
    key = memory.key("index", str(project.ledger))
    kept = memory.recall(key)
    known: _Index = kept if isinstance(kept, dict) else {}
    index = {r.key: _entry(r.examined) for r in ours}
    for name, one in _keyed(project, memory, ledger):
        if name in index:
            continue
        entry = known.get(name)
        if entry is None:
            try:
                entry = _entry(_read(project, memory, one, settings).examined)
            except InputError:
                entry = (frozenset(), Terms({}, 0))  # `check` tells of it; there is nothing to compare with
        index[name] = entry
    if index.keys() != known.keys():
        memory.keep(key, index)
    return index


def _entry(examined: Examined) -> tuple[frozenset[str], Terms]:
    return names_of(examined.document), terms_of((examined.document,))


def _keyed(project: Project, memory: Memory, ledger: Ledger) -> list[tuple[str, Article | Claim]]:
    """(key, record) of every document, by what the ledger says of its content: no file is opened for it."""
    found: list[tuple[str, Article | Claim]] = []
    for article in _articles(ledger):
        found.append((_key(memory, project.shown(article.path), article.sha256), article))
    for claim in _loose(ledger):
        sha = digest_of(claim.text.encode("utf-8", "surrogatepass"))
        found.append((_key(memory, _name(project, claim), sha), claim))
    return found


def _weights(index: _Index) -> Mapping[str, float]:
    counts: Counter[str] = Counter()
    for _, terms in index.values():
        counts.update(terms.counts)
    return weights(Terms(counts, sum(terms.total for _, terms in index.values())))


# --- which claim a finding is about -----------------------------------------------------------------------------------


def _report(
    raised: Raised, readings: Sequence[Reading], ledger: Ledger, settings: Settings, baseline: Sequence[Entry] = ()
) -> Report:
    report = pipeline.conclude([r.examined.document for r in readings], raised, settings, baseline)
    finder = _Finder(readings, ledger)
    return report._replace(findings=tuple(finder.named(f) for f in report.findings))


class _Finder:
    """Tells which claim of the ledger a location of a finding falls on."""

    def __init__(self, readings: Sequence[Reading], ledger: Ledger) -> None:
        self.ledger = ledger
        self.articles = {r.examined.document.path: r.article for r in readings}
        self.texts: dict[str, dict[str, list[tuple[int, str]]]] = {}

    def named(self, finding: Finding) -> Finding:
        """The finding with a claim at each location that has one."""
        return finding._replace(locations=tuple(w._replace(claim_id=self.claim(w)) for w in finding.locations))

    def claim(self, location: Location) -> str | None:
        """The claim at a location: the one with that sentence (the nearest of several), else the one at that place."""
        article = self.articles.get(location.path)
        if article is None:
            id = location.path.rpartition("#")[2]
            return id if id in self.ledger.claims else None
        offset = location.start.offset
        same = self._texts(article).get(folded(location.sentence), ())
        if same:
            return min(same, key=lambda row: abs(row[0] - offset))[1]
        return next((p.claim for p in article.layout if p.start <= offset < p.end), None)

    def _texts(self, article: Article) -> dict[str, list[tuple[int, str]]]:
        if article.id not in self.texts:
            found: dict[str, list[tuple[int, str]]] = {}
            for place in article.layout:
                claim = self.ledger.claims.get(place.claim)
                if claim is not None:
                    found.setdefault(folded(claim.text), []).append((place.start, claim.id))
            self.texts[article.id] = found
        return self.texts[article.id]

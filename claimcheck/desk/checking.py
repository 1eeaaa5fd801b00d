"""The texts of a ledger checked: all its articles and its loose claims, against themselves and each other.

`gather` reads everything and `check_ledger` concludes from it; what the claims stand on is for review.py to add.
`check_changed` is for `add`: articles that changed, and
those others that tell of the same event, are looked at; what the whole collection says (which names are rare in it, how
telling a term is) comes from an index in the memory.

Paths in a report are those of the ledger, wherever the user stands, so that fingerprints and memory are the same for
everybody; `shown` makes them what the user would type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from claimcheck import pipeline
from claimcheck.baseline import FILE, Entry, parsed
from claimcheck.desk.files import bytes_of
from claimcheck.desk.memory import Memory
from claimcheck.desk.project import LEDGER, Project, digest_of
from claimcheck.errors import InputError
from claimcheck.ledger.records import Article, Claim, Ledger
from claimcheck.ledger.texts import folded
from claimcheck.match.across import Surroundings, names_of, rare_names
from claimcheck.match.pairing import Terms, terms_of, weights
from claimcheck.model import Document, Finding, Location, Report, Severity, Skipped
from claimcheck.pipeline import Examined, Raised
from claimcheck.settings import Settings

Progress = Callable[[int, int], None]
UNREADABLE = "CC905"
_EVERYTHING, _INDEX = "everything", "index"


class Reading(NamedTuple):
    """One document of a ledger as examined. `key` stands for its content; `article` is None for a loose claim.

    `as_added`: the article's file is what it was when its claims' places were written down.
    """

    key: str
    examined: Examined
    article: Article | None = None
    as_added: bool = True


class Gathered(NamedTuple):
    """All documents of a ledger as examined, what the rules say of their texts, and what could not be read."""

    readings: tuple[Reading, ...]
    raised: Raised
    skipped: tuple[Skipped, ...]


def check_ledger(project: Project, ledger: Ledger, settings: Settings, baseline: Sequence[Entry] = ()) -> Report:
    """The report of all texts of the ledger, every location with its claim.

    An article that cannot be read is counted as not checked.
    """
    return concluded(gather(project, ledger, settings), ledger, settings, baseline)


def gather(
    project: Project,
    ledger: Ledger,
    settings: Settings,
    progress: Progress | None = None,
    *,
    linking: Progress | None = None,
    spread: pipeline.Spread | None = None,
) -> Gathered:
    """Every document of the ledger read and linked, as far as it is not in memory. Arguments as in `pipeline.check`."""
    memory = Memory(project.root, settings)
    readings, skipped = _readings(project, memory, [*_articles(ledger), *_loose(ledger)], settings, progress, spread)
    key = memory.key(_EVERYTHING, *(r.key for r in readings))
    raised = memory.recall(key, _EVERYTHING)
    if not isinstance(raised, Raised):
        raised = pipeline.raise_all([r.examined for r in readings], settings, linking)
        memory.keep(key, raised, _EVERYTHING)
        memory.sweep({r.key for r in readings})
    return Gathered(tuple(readings), raised, tuple(skipped))


def concluded(
    gathered: Gathered,
    ledger: Ledger,
    settings: Settings,
    baseline: Sequence[Entry] = (),
    more: Sequence[Finding] = (),
) -> Report:
    """The report on what was gathered. `more`: findings about what the claims stand on."""
    raised = gathered.raised._replace(findings=(*gathered.raised.findings, *more)) if more else gathered.raised
    report = reported(raised, gathered.readings, ledger, settings, baseline)
    return report._replace(skipped=(*report.skipped, *gathered.skipped))


def check_changed(
    project: Project,
    ledger: Ledger,
    settings: Settings,
    changed: Mapping[str, Reading],
    loose: Sequence[Claim] = (),
    memory: Memory | None = None,
) -> Report:
    """What is to be said of changed articles (by article id) and claims, alone and against all the others.

    What it finds is for the ledger, so it looks for all that is kept there, whatever a run is told to show; findings of
    the baseline beside the ledger are marked as such. `memory`: another one than the project's own.
    """
    settings = replace(settings, min_severity=min(settings.min_severity, Severity.WARNING))
    memory = memory or Memory(project.root, settings)
    ours = [*changed.values(), *_readings(project, memory, loose, settings)[0]]
    own = {r.key for r in ours}
    index, lost = _index(project, memory, ledger, settings, ours)
    rare = rare_names([frozenset(names) for names, _ in index.values()])
    telling = frozenset(name for r in ours for name in index[r.key][0]) & rare
    near = [one for key, one in _keyed(project, memory, ledger) if key not in own and telling & index[key][0]]
    others, skipped = _readings(project, memory, near, settings)
    readings = [*ours, *others]
    raised = pipeline.raise_all([r.examined for r in readings], settings, None, Surroundings(rare, _weights(index)))
    report = reported(raised, readings, ledger, settings, accepted(project.root / FILE))
    paths = {r.examined.document.path for r in ours}
    found = tuple(f for f in report.findings if any(w.path in paths for w in f.locations))
    return report._replace(findings=found, skipped=(*report.skipped, *lost, *skipped))


def accepted(path: Path) -> tuple[Entry, ...]:
    """The findings a baseline file accepts; none where there is no such file. Raises InputError."""
    try:
        return parsed(path.read_text("utf-8"), str(path))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as wrong:
        reason = wrong.strerror if isinstance(wrong, OSError) else "it is not UTF-8"
        raise InputError(f"cannot read the baseline {path}: {reason}") from None


def shown(project: Project, report: Report) -> Report:
    """The report with every path as the user in the working folder would type it."""
    if project.shown(LEDGER) == LEDGER:
        return report  # the user is where the ledger is
    paths = {path: path if "://" in path else project.shown(path) for path in dict.fromkeys(_paths(report))}

    def moved(finding: Finding) -> Finding:
        return finding._replace(locations=tuple(w._replace(path=paths[w.path]) for w in finding.locations))

    return report._replace(
        documents=tuple(d._replace(path=paths[d.path]) for d in report.documents),
        findings=tuple(moved(f) for f in report.findings),
        skipped=tuple(s._replace(path=paths[s.path]) for s in report.skipped),
        beside=tuple(d._replace(path=paths[d.path]) for d in report.beside),
    )


def _paths(report: Report) -> Iterator[str]:
    yield from (d.path for d in report.documents)
    yield from (w.path for f in report.findings for w in f.locations)
    yield from (s.path for s in report.skipped)
    yield from (d.path for d in report.beside)


def _articles(ledger: Ledger) -> list[Article]:
    return sorted((a for a in ledger.articles.values() if not a.gone), key=lambda a: a.path)


def _loose(ledger: Ledger) -> list[Claim]:
    return sorted((c for c in ledger.unplaced() if not c.article and not c.gone), key=lambda c: (c.added, c.id))


# --- reading ----------------------------------------------------------------------------------------------------------


def readings(project: Project, wanted: Sequence[Article | Claim], settings: Settings) -> list[Reading]:
    """Articles and loose claims as examined, without those that cannot be read."""
    return _readings(project, Memory(project.root, settings), wanted, settings)[0]


class _Text(NamedTuple):
    """An article or loose claim whose bytes are at hand; `read` makes a document of them and may raise InputError."""

    key: str
    read: Callable[[], Document]
    article: Article | None = None
    as_added: bool = True


def _readings(
    project: Project,
    memory: Memory,
    wanted: Sequence[Article | Claim],
    settings: Settings,
    progress: Progress | None = None,
    spread: pipeline.Spread | None = None,
) -> tuple[list[Reading], list[Skipped]]:
    """Each article and loose claim as examined, from memory where it is there; and what could not be read."""
    skipped: list[Skipped] = []
    texts: list[_Text] = []
    known: dict[str, Examined] = {}
    fresh: dict[str, Document] = {}
    for one in wanted:
        try:
            text = _loose_text(project, memory, one) if isinstance(one, Claim) else _article_text(project, memory, one)
            kept = memory.recall(text.key)
            if isinstance(kept, Examined):
                known[text.key] = kept
            elif text.key not in fresh:
                fresh[text.key] = text.read()
            texts.append(text)
        except InputError as wrong:
            skipped.append(Skipped(UNREADABLE, one.path if isinstance(one, Article) else one.id, wrong.message))
    total = len(texts)
    several = spread if len(fresh) > 1 else None
    worked_out = pipeline.examine_all(list(fresh.values()), settings, several, alone=False)
    for key, examined in zip(fresh, worked_out, strict=True):
        known[key] = examined
        memory.keep(key, examined)
        if progress is not None:
            progress(len(known), total)
    return [Reading(t.key, known[t.key], t.article, t.as_added) for t in texts], skipped


def _article_text(project: Project, memory: Memory, article: Article) -> _Text:
    """An article's file. Raises InputError."""
    data = bytes_of(project, article)

    def read() -> Document:
        document = named(pipeline.read(data, project.shown(article.path)), article.path)
        if document.dateline is None and article.dateline:
            document = document._replace(dateline=day_of(article.dateline))
        return document

    sha256 = digest_of(data)
    return _Text(key_of(memory, article.path, sha256, article.dateline), read, article, sha256 == article.sha256)


def day_of(written: str) -> date | None:
    """The day of an ISO date; None for anything else."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _loose_text(project: Project, memory: Memory, claim: Claim) -> _Text:
    """A claim that stands in no article: a document of its own, called by the ledger's name and the claim's id."""
    name = f"{project.ledger.name}#{claim.id}"
    return _Text(_loose_key(project, memory, claim), lambda: pipeline.from_text(claim.text, name))


def _loose_key(project: Project, memory: Memory, claim: Claim) -> str:
    sha256 = digest_of(claim.text.encode("utf-8", "surrogatepass"))
    return key_of(memory, f"{project.ledger.name}#{claim.id}", sha256)


def named(document: Document, path: str) -> Document:
    """The document under the path it has in the ledger."""
    return document._replace(path=path, skipped=tuple(s._replace(path=path) for s in document.skipped))


def examine(memory: Memory, document: Document, sha256: str, settings: Settings) -> Reading:
    """A document that has just been read, with the digest of its file's bytes and its path in the ledger."""
    kept = memory.recall(key_of(memory, document.path, sha256))
    examined = kept if isinstance(kept, Examined) else pipeline.examine(document, settings)
    key = key_of(memory, document.path, sha256, str(examined.document.dateline or ""))
    if examined is not kept:
        memory.keep(key, examined)
    return Reading(key, examined)


def key_of(memory: Memory, path: str, sha256: str, dateline: str = "") -> str:
    """What stands for a document: its place and bytes, and the dateline that the ledger holds for it."""
    return memory.key("document", path, sha256, dateline)


# --- the index: what `check_changed` must know of all documents -------------------------------------------------------

_Index = dict[str, tuple[frozenset[str], Terms]]  # key of a document → its names, its terms


def _index(
    project: Project, memory: Memory, ledger: Ledger, settings: Settings, ours: Sequence[Reading]
) -> tuple[_Index, list[Skipped]]:
    """Names and terms of every document of the ledger as last added, `ours` included; kept for the next time.

    With it what had to be read for that, and could not be.
    """
    key = memory.key(_INDEX)
    kept = memory.recall(key, _INDEX)
    known: _Index = kept if isinstance(kept, dict) else {}
    index = {r.key: _entry(r.examined) for r in ours}
    keyed = _keyed(project, memory, ledger)
    unknown = [one for name, one in keyed if name not in index and name not in known]
    readings, lost = _readings(project, memory, unknown, settings)
    found = {r.article.id if r.article else r.key: _entry(r.examined) for r in readings}
    for name, one in keyed:
        entry = index.get(name) or known.get(name) or found.get(one.id if isinstance(one, Article) else name)
        index[name] = entry or (frozenset(), Terms({}, 0))
    if index.keys() != known.keys() and not lost:
        memory.keep(key, index, _INDEX)
    return index, lost


def _entry(examined: Examined) -> tuple[frozenset[str], Terms]:
    return names_of(examined.document), terms_of((examined.document,))


def _keyed(project: Project, memory: Memory, ledger: Ledger) -> list[tuple[str, Article | Claim]]:
    """(key, record) of every document, by what the ledger says of its content: no file is opened for it."""
    found: list[tuple[str, Article | Claim]] = []
    found += ((key_of(memory, a.path, a.sha256, a.dateline), a) for a in _articles(ledger))
    found += ((_loose_key(project, memory, claim), claim) for claim in _loose(ledger))
    return found


def _weights(index: _Index) -> Mapping[str, float]:
    counts: Counter[str] = Counter()
    for _, terms in index.values():
        counts.update(terms.counts)
    return weights(Terms(counts, sum(terms.total for _, terms in index.values())))


# --- which claim a finding is about -----------------------------------------------------------------------------------


def reported(
    raised: Raised, readings: Sequence[Reading], ledger: Ledger, settings: Settings, baseline: Sequence[Entry] = ()
) -> Report:
    """The report on documents of a ledger, each location with the claim it falls on."""
    report = pipeline.conclude([r.examined.document for r in readings], raised, settings, baseline)
    finder = Finder(readings, ledger)
    return report._replace(findings=tuple(finder.named(f) for f in report.findings))


class Finder:
    """Tells which claim of the ledger a location falls on."""

    def __init__(self, readings: Sequence[Reading], ledger: Ledger) -> None:
        self.ledger = ledger
        self.articles = {r.examined.document.path: r.article for r in readings}
        self.as_added = {r.examined.document.path for r in readings if r.as_added}
        self.texts: dict[str, dict[str, list[tuple[int, str]]]] = {}

    def named(self, finding: Finding) -> Finding:
        """The finding with a claim at each location that has one."""
        return finding._replace(
            locations=tuple(w if w.claim_id else w._replace(claim_id=self.claim(w)) for w in finding.locations)
        )

    def claim(self, location: Location) -> str | None:
        """The claim at a location: by its place, while the file is what it was when places were written down; else the
        one with that sentence, the nearest of several.
        """
        article = self.articles.get(location.path)
        if article is None:
            id = location.path.rpartition("#")[2]
            return id if id in self.ledger.claims else None
        offset = location.start.offset
        if location.path in self.as_added:
            return next((p.claim for p in article.layout if p.start <= offset < p.end), None)
        same = self._texts(article).get(folded(location.sentence), ())
        return min(same, key=lambda row: abs(row[0] - offset))[1] if same else None

    def _texts(self, article: Article) -> dict[str, list[tuple[int, str]]]:
        if article.id not in self.texts:
            found: dict[str, list[tuple[int, str]]] = {}
            for place in article.layout:
                claim = self.ledger.claims.get(place.claim)
                if claim is not None:
                    found.setdefault(folded(claim.text), []).append((place.start, claim.id))
            self.texts[article.id] = found
        return self.texts[article.id]

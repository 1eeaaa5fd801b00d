"""Articles into the ledger, for the first time and every time after.

Pure: an analysed article and a ledger in, another ledger and an account of what became of every claim out. Which
sentence is which claim is `reconcile`'s to say; here it is written down.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from claimcheck import pipeline
from claimcheck.desk.checking import Reading, examine, named
from claimcheck.desk.memory import Memory
from claimcheck.desk.parts import as_split
from claimcheck.desk.project import Project, digest_of
from claimcheck.errors import InputError
from claimcheck.ledger.ids import new_id, new_ids
from claimcheck.ledger.records import Article, Change, Citation, Claim, Ledger, Place, Revision, Status
from claimcheck.ledger.status import standing
from claimcheck.ledger.texts import digest, folded
from claimcheck.model import Document
from claimcheck.reconcile import FactsOf, Kind, Known, Step
from claimcheck.reconcile.account import Added, Fate
from claimcheck.reconcile.steps import reconcile, same_article
from claimcheck.settings import Settings

_RENAMED = 0.5  # share of an article's sentences that tells it again under another name


class Read(NamedTuple):
    """An article on its way into the ledger: its path as the ledger writes it, its bytes' digest, what it says."""

    path: str
    sha256: str
    reading: Reading


class Sentence(NamedTuple):
    """A sentence as a claim: its text on one line, its kind, who says so, and where it stands in the file."""

    text: str
    kind: str
    attribution: str
    start: int
    end: int
    line: int
    figures: int
    part_of: str = ""  # of a sentence that a person split, as in Claim


def read(project: Project, memory: Memory, file: Path, settings: Settings) -> Read:
    """A file, examined, as the ledger needs it. Raises InputError for one that cannot be read (any more).

    Text and digest are of the same bytes: what is kept in memory under a digest must never be of another version.
    """
    try:
        data = file.read_bytes()
    except OSError as wrong:
        raise InputError(f"cannot read {file}: {(wrong.strerror or str(wrong)).lower()}") from None
    path, digest = project.inside(file), digest_of(data)
    return Read(path, digest, examine(memory, named(pipeline.read(data, str(file)), path), digest, settings))


def add_article(
    ledger: Ledger,
    article: Read,
    facts: FactsOf,
    at: str,
    *,
    exists: Callable[[str], bool],
    sources: Sequence[str] = (),
) -> tuple[Ledger, Added]:
    """The ledger with the article in it, every sentence a claim; verdicts stay with what still says the same.

    `exists` says of a path of the ledger whether that file is still there: an article whose file is gone and whose
    sentences stand in this one has been renamed. `sources`: ids the whole article stands on.
    """
    document = article.reading.examined.document
    sentences = sentences_of(document)
    record, renamed, copy = _record(ledger, article, sentences, exists)
    first = record is None
    if record is None:
        record = Article(new_id("articles", ledger.articles), article.path, added=at)
    sentences = as_split(ledger, record, document, sentences)
    step = _Writer(ledger, record, sentences, at)
    fates = step.write(facts)
    record = record._replace(
        path=article.path,
        title=" ".join(document.title.split()),
        dateline=document.dateline.isoformat() if document.dateline else "",
        sha256=article.sha256,
        sources=tuple(dict.fromkeys((*record.sources, *sources))),
        layout=tuple(step.layout),
        gone="",
    )
    changed = [claim for claim in step.claims.values() if ledger.claims.get(claim.id) != claim]
    if ledger.articles.get(record.id) != record:
        ledger = ledger.put(record)
    if changed:
        ledger = ledger.put(*changed)
    figures = sum(s.figures for s in sentences)
    return ledger, Added(record, fates, figures, renamed, copy, first)


def sentences_of(document: Document) -> list[Sentence]:
    """Every sentence of an analysed document, in order, headings and leftovers included."""
    from claimcheck.reporters.abouts import as_written

    names: dict[str, str] = {}
    found = []
    for sentence, claim in zip(document.sentences, document.claims, strict=True):
        start = document.origin(sentence.start)
        speaker = next((about.speaker for about in claim.abouts if about.speaker), "")
        found.append(
            Sentence(
                " ".join(document.text[sentence.start : sentence.end].split()),
                str(claim.kind),
                as_written(speaker, document, names) if speaker else "",
                start,
                document.source_end(sentence.end),
                document.position(start).line,
                len(claim.figures),
            )
        )
    return found


def _record(
    ledger: Ledger, article: Read, sentences: Sequence[Sentence], exists: Callable[[str], bool]
) -> tuple[Article | None, str, str]:
    """The record of this article, the path it had if it was renamed, and the path of an article it is a copy of."""
    for record in ledger.articles.values():
        if record.path == article.path:
            return record, "", ""
    same = next((r for r in ledger.articles.values() if r.sha256 and r.sha256 == article.sha256), None)
    if same is not None:
        return (None, "", same.path) if exists(same.path) else (same, same.path, "")
    texts = [s.text for s in sentences]
    lost = [record for record in ledger.articles.values() if not exists(record.path)]
    likeness = {r.id: same_article([ledger.claims[p.claim].text for p in r.layout], texts) for r in lost}
    best = max(lost, key=lambda record: likeness[record.id], default=None)
    if best is None or likeness[best.id] < _RENAMED:
        return None, "", ""
    return best, best.path, ""


class _Writer:
    """Writes down what `reconcile` found, claim by claim. `claims` and `layout` are the result."""

    def __init__(self, ledger: Ledger, record: Article, sentences: Sequence[Sentence], at: str) -> None:
        self.ledger, self.record, self.sentences, self.at = ledger, record, sentences, at
        self.known = [ledger.claims[p.claim] for p in record.layout if p.claim in ledger.claims]
        claims = ledger.unplaced() if record.id in ledger.articles else ()
        self.attic = [c for c in claims if c.article == record.id]  # gone, or imported without a place
        self.claims: dict[str, Claim] = {}
        self.layout: list[Place] = []

    def write(self, facts: FactsOf) -> tuple[Fate, ...]:
        """Fill `claims` and `layout`; what became of each claim, in the order of the article."""
        steps = reconcile(_texts(self.known), [s.text for s in self.sentences], facts, _texts(self.attic))
        placed: dict[int, str] = {}
        fates: list[tuple[int, Fate]] = []
        fresh_ids = iter(new_ids("claims", len(self.sentences), self.ledger.claims))
        for step in steps:
            for at, fate in self._written(step, fresh_ids.__next__):
                if at >= 0:
                    placed[at] = fate.claim.id
                self.claims[fate.claim.id] = fate.claim
                fates.append((at if at >= 0 else len(self.sentences), fate))
        for at, sentence in enumerate(self.sentences):
            self.layout.append(Place(placed[at], sentence.start, sentence.end, sentence.line))
            self.claims[placed[at]] = self.claims[placed[at]]._replace(part_of=sentence.part_of)
        return tuple(fate for _, fate in sorted(fates, key=lambda row: row[0]))

    def _written(self, step: Step, fresh_id: Callable[[], str]) -> list[tuple[int, Fate]]:
        """(index of the sentence, or -1; fate) of each claim that a step is about."""
        known = [self.known[i] for i in step.known]
        if step.kind is Kind.NEW:
            return [(at, Fate(step.kind, self._new(at, fresh_id()))) for at in step.fresh]
        if step.kind is Kind.GONE:
            return [(-1, self._gone(claim, step.kind)) for claim in known]
        if step.kind is Kind.RETURNED:
            claim = self.attic[step.attic]
            return [(step.fresh[0], Fate(step.kind, self._now(claim._replace(gone=""), step.fresh[0])))]
        if step.kind is Kind.SPLIT:
            return self._split(known[0], step, fresh_id)
        if step.kind is Kind.MERGED:
            return self._merged(known, step)
        return [(step.fresh[0], self._changed(known[0], step))]

    def _new(self, at: int, id: str) -> Claim:
        sentence = self.sentences[at]
        return Claim(id, sentence.text, self.record.id, sentence.kind, sentence.attribution, self.at)

    def _now(self, claim: Claim, at: int) -> Claim:
        """The claim with the text it has now; kind and speaker are read again where it says something else."""
        sentence = self.sentences[at]
        if folded(sentence.text) == folded(claim.text):
            return claim._replace(text=sentence.text)
        return claim._replace(text=sentence.text, kind=sentence.kind, attribution=sentence.attribution)

    def _changed(self, claim: Claim, step: Step) -> Fate:
        now = self._now(claim, step.fresh[0])
        if folded(now.text) == folded(claim.text):
            return Fate(step.kind, now)
        change = Change.REWORDED if step.kind is Kind.REWORDED else Change.CHANGED
        now = self._revised(now, claim.text, change, step.keeps[0])
        return Fate(step.kind, now, claim.text, step.why, _lost(claim, now))

    def _split(self, claim: Claim, step: Step, fresh_id: Callable[[], str]) -> list[tuple[int, Fate]]:
        """The longest part goes on under the claim's id; every part carries what was concluded about the whole."""
        longest = max(step.fresh, key=lambda at: len(self.sentences[at].text))
        ids = {at: claim.id if at == longest else fresh_id() for at in step.fresh}
        verified = _only_verified(claim)
        fates = []
        for at, keeps in zip(step.fresh, step.keeps, strict=True):
            others = tuple(id for other, id in ids.items() if other != at)
            part = self._now(claim._replace(id=ids[at]), at)
            part = self._revised(part, claim.text, Change.SPLIT, keeps and verified, others)
            fates.append((at, Fate(step.kind, part, claim.text, step.why, _lost(claim, part))))
        return fates

    def _merged(self, known: Sequence[Claim], step: Step) -> list[tuple[int, Fate]]:
        """The first claim with verdicts goes on, the others are gone; a verdict stands if all of it was verified."""
        first = next((c for c in known if c.verdicts), known[0])
        keeps = step.keeps[0] and all(_only_verified(c) and c.verdicts for c in known)
        others = tuple(c.id for c in known if c is not first)
        now = self._now(first, step.fresh[0])
        was = " ".join(c.text for c in known)
        now = self._revised(now, first.text, Change.MERGED, keeps, others)
        merged = [(step.fresh[0], Fate(step.kind, now, was, step.why, _lost(first, now)))]
        return merged + [(-1, self._gone(c, step.kind)) for c in known if c is not first]

    def _revised(self, now: Claim, was: str, change: Change, keeps: bool, others: tuple[str, ...] = ()) -> Claim:
        revision = Revision(self.at, change, was, digest(now.text), keeps, others)
        return now._replace(revisions=(*now.revisions, revision))

    def _gone(self, claim: Claim, kind: Kind) -> Fate:
        return Fate(Kind.GONE if kind is Kind.GONE else kind, claim._replace(gone=self.at), lost=len(claim.verdicts))


def _texts(claims: Sequence[Claim]) -> list[Known]:
    return [Known(claim.id, claim.text) for claim in claims]


def _only_verified(claim: Claim) -> bool:
    """True where all that was concluded is that the claim holds: then every part of it holds as well."""
    return all(v.status is Status.VERIFIED for v in standing(claim).verdicts)


def _lost(before: Claim, after: Claim) -> int:
    """How many verdicts stood for the old wording and do not stand for the new one."""
    return len(standing(before).verdicts) - len(standing(after).verdicts)


def add_claim(ledger: Ledger, text: str, at: str, citations: Sequence[Citation] = ()) -> tuple[Ledger, Claim, bool]:
    """The ledger with one claim that stands in no article; the claim, and whether it is new."""
    text = " ".join(text.split())
    wanted = folded(text)
    for claim in ledger.claims.values():
        if not claim.article and not claim.gone and folded(claim.text) == wanted:
            more = tuple(c for c in citations if c.source not in {known.source for known in claim.sources})
            if more:
                claim = claim._replace(sources=(*claim.sources, *more))
                ledger = ledger.put(claim)
            return ledger, claim, False
    claim = Claim(new_id("claims", ledger.claims), text, added=at, sources=tuple(citations))
    return ledger.put(claim), claim, True

"""Claims and verdicts from elsewhere, united with the ledger's. Nothing the ledger holds is replaced or lost.

A claim with an id the ledger knows is that claim; so is one with the same text in the same article. Verdicts are added
where they are new, each for the wording it was given for: on a claim that says something else by now it does not stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from claimcheck.desk.intake import Intake, Kept, Problem
from claimcheck.desk.project import Project, changing
from claimcheck.ledger.records import (
    TABLES,
    Article,
    Citation,
    Claim,
    Conflict,
    Decision,
    Ledger,
    Revision,
    Source,
    Verdict,
)
from claimcheck.ledger.redaction import BLOT, HIDDEN
from claimcheck.ledger.status import instant
from claimcheck.ledger.texts import digest, folded
from claimcheck.ledger.twins import renamed
from claimcheck.settings import Settings

UNKNOWN = "a source that did not come along"
Record = Article | Claim | Conflict | Source


class Imported(NamedTuple):
    """What an import did, or would do. `known`: claims that were there already; `alone`: named an unknown article;
    `nameless`: sources of which there is only the id.
    """

    claims: int = 0
    known: int = 0
    verdicts: int = 0
    sources: int = 0
    articles: int = 0
    conflicts: int = 0
    decisions: int = 0
    alone: int = 0
    nameless: int = 0
    problems: tuple[Problem, ...] = ()
    unknown: tuple[str, ...] = ()  # headings left out
    saved: bool = False
    contradictions: int = 0  # new conflicts, found by comparing the new claims with each other and with all others

    @property
    def changes(self) -> bool:
        """True when anything is new."""
        return bool(self.claims or self.verdicts or self.sources or self.articles or self.conflicts or self.decisions)


COMPARED = 1_000  # claims of one import that are compared at once with each other and all others


class Terms(NamedTuple):
    """How to import. `sign`: the name of who imports, asked for only when a verdict says not whose it is.

    `settings`: those the new claims are read under, in search of conflicts; None to look for none.
    """

    at: str
    sign: Callable[[], str]
    strict: bool = False
    dry_run: bool = False
    settings: Settings | None = None


def take_in(project: Project, intake: Intake, terms: Terms) -> Imported:
    """Import in one transaction: all good rows, or none where `strict` and a row is bad."""
    from claimcheck.desk.rows import Rows

    with changing(project, terms.dry_run or (terms.strict and bool(intake.problems))) as change:
        ledger = change.ledger
        bench = Bench(ledger)
        bench.records(intake.records)
        Rows(project, bench, terms).add(intake.rows)
        problems = tuple(sorted((*intake.problems, *bench.problems), key=lambda p: (p.file, p.line)))
        keep = not (terms.strict and problems) and not terms.dry_run
        found = bench.result()._replace(problems=problems, unknown=tuple(dict.fromkeys(intake.unknown)), saved=keep)
        if keep and bench.changed:
            change.ledger, contradictions = _compared(project, bench, terms)
            found = found._replace(contradictions=contradictions)
    return found


def _compared(project: Project, bench: Bench, terms: Terms) -> tuple[Ledger, int]:
    """The ledger with what was taken in, and with the conflicts of its claims; how many of those are new.

    A claim of an article is compared when its article is added: only there it has a place. A large table is not
    compared here: reading it takes a second for every thousand claims, and `check` does it with all cores.
    """
    ledger = bench.ledger()
    fresh = [c for c in bench.changed.values() if isinstance(c, Claim) and c.id not in bench.before.claims]
    loose = [claim for claim in fresh if not claim.article and not claim.gone]
    if terms.settings is None or not 0 < len(loose) <= COMPARED:
        return ledger, 0
    from claimcheck.desk.checking import check_changed
    from claimcheck.desk.conflicts import refreshed

    report = check_changed(project, ledger, terms.settings, {}, loose)
    after = refreshed(ledger, report, terms.at, only={claim.id for claim in loose})
    return after, len(after.conflicts) - len(ledger.conflicts)


class Bench:
    """A ledger while others' records are laid beside its own."""

    def __init__(self, ledger: Ledger) -> None:
        self.before = ledger
        self.changed: dict[str, Record] = {}  # by id: new, or in the place of the ledger's
        self.problems: list[Problem] = []
        self.known: set[str] = set()
        self.verdicts = self.decisions = self.alone = self.nameless = 0
        self._texts: dict[tuple[str, str], list[str]] | None = None

    def ledger(self) -> Ledger:
        """The ledger with what was laid beside it."""
        return self.before.put(*self.changed.values())

    def result(self) -> Imported:
        """What is new so far."""
        new = [record for id, record in self.changed.items() if id not in getattr(self.before, TABLES[type(record)])]
        counts = {kind: sum(isinstance(record, kind) for record in new) for kind in TABLES}
        return Imported(
            counts[Claim],
            len(self.known),
            self.verdicts,
            counts[Source],
            counts[Article],
            counts[Conflict],
            self.decisions,
            self.alone,
            self.nameless,
        )

    def get(self, table: str, id: str) -> Any:
        """A record as it is by now, None for none."""
        found = self.changed.get(id)
        return found if found is not None else getattr(self.before, table).get(id)

    def put(self, record: Record) -> None:
        """Add or replace a record; one that is as it was changes nothing."""
        if self.get(TABLES[type(record)], record.id) != record:
            self.changed[record.id] = record
            if isinstance(record, Claim) and self._texts is not None:
                ids = self._texts.setdefault((record.article, digest(record.text)), [])
                if record.id not in ids:
                    ids.append(record.id)

    def texts(self) -> dict[tuple[str, str], list[str]]:
        """(article, digest of the text) → the claims that say so there, those that are not gone first."""
        if self._texts is None:
            self._texts = {}
            for claim in sorted(self.before.claims.values(), key=lambda claim: bool(claim.gone)):
                self._texts.setdefault((claim.article, digest(claim.text)), []).append(claim.id)
        return self._texts

    # --- our own records ---

    def records(self, kept: Sequence[Kept]) -> None:
        """Unite the records of an export with the ledger's."""
        theirs = self._renamed(_gathered(kept))
        for source in theirs.sources.values():
            ours = self.get("sources", source.id)
            self.put(_source(ours, source) if ours else source)
        origin = {one.record.id: one for one in kept}
        for claim in theirs.claims.values():
            self._claim(claim, theirs)
        for article in theirs.articles.values():
            ours = self.get("articles", article.id)
            placed = self._placed(article)
            self.put(_article(ours, placed) if ours else placed)
        for conflict in theirs.conflicts.values():
            self._conflict(conflict, origin.get(conflict.id))

    def _renamed(self, theirs: Ledger) -> Ledger:
        """Their records under the ids ours have: articles by path, claims by text, conflicts by fingerprint."""
        paths = {article.path: id for id, article in self.before.articles.items()}
        names = {
            id: paths[a.path]
            for id, a in theirs.articles.items()
            if id not in self.before.articles and a.path in paths and paths[a.path] not in theirs.articles
        }
        theirs = renamed(theirs, names) if names else theirs
        fresh = [claim for id, claim in theirs.claims.items() if id not in self.before.claims]
        names = {}
        if fresh and self.before.claims:
            waiting = {key: [i for i in ids if i not in theirs.claims] for key, ids in self.texts().items()}
            for claim in fresh:
                same = waiting.get((claim.article, digest(claim.text)))
                if same:
                    names[claim.id] = same.pop(0)
        theirs = renamed(theirs, names) if names else theirs
        marks = {_mark(conflict): id for id, conflict in self.before.conflicts.items()}
        names = {
            id: marks[_mark(conflict)]
            for id, conflict in theirs.conflicts.items()
            if id not in self.before.conflicts and _mark(conflict) in marks
        }
        return renamed(theirs, names) if names else theirs

    def _claim(self, claim: Claim, theirs: Ledger) -> None:
        for citation in (*claim.sources, *(c for v in claim.verdicts for c in v.sources)):
            if self.get("sources", citation.source) is None:
                self.put(Source(citation.source, person=UNKNOWN))  # a verdict counts more than a name
                self.nameless += 1
        if claim.article and claim.article not in theirs.articles and self.get("articles", claim.article) is None:
            claim = claim._replace(article="")
            self.alone += 1
        ours = self.get("claims", claim.id)
        self.unite(ours, claim) if ours is not None else self.add(claim)

    def add(self, claim: Claim) -> None:
        """A new claim."""
        self.put(claim)
        self.verdicts += len(claim.verdicts)

    def unite(self, ours: Claim, theirs: Claim) -> None:
        """What they have beside what we have; where one of the two must give way, ours stays."""
        if ours.id in self.before.claims:
            self.known.add(ours.id)
        verdicts = _added(ours.verdicts, theirs.verdicts, _same_verdict)
        self.verdicts += len(verdicts) - len(ours.verdicts)
        self.put(
            ours._replace(
                article=ours.article or theirs.article,
                verdicts=verdicts,
                sources=_added(ours.sources, theirs.sources, _same_place),
                revisions=_added(ours.revisions, theirs.revisions, _same_revision),
                tags=tuple(dict.fromkeys((*ours.tags, *(tag for tag in theirs.tags if BLOT not in tag)))),
                note=ours.note or theirs.note,
                attribution=ours.attribution or theirs.attribution,
            )
        )

    def _placed(self, article: Article) -> Article:
        """A new article, without what did not come with it."""
        return article._replace(
            sources=tuple(id for id in article.sources if self.get("sources", id) is not None),
            layout=tuple(
                p for p in article.layout if (c := self.get("claims", p.claim)) is not None and c.article == article.id
            ),
        )

    def _conflict(self, conflict: Conflict, origin: Kept | None) -> None:
        lost = next((side.claim for side in conflict.sides if self.get("claims", side.claim) is None), None)
        if lost is not None:
            self.wrong(origin, f"{conflict.id} names {lost}, a claim that is nowhere")
            return
        ours = self.get("conflicts", conflict.id)
        decisions = _added(ours.decisions, conflict.decisions, _same_decision) if ours else conflict.decisions
        self.decisions += len(decisions) - (len(ours.decisions) if ours else 0)
        self.put((ours or conflict)._replace(decisions=decisions))

    def wrong(self, origin: Kept | None, message: str) -> None:
        """Note that a record cannot be used."""
        self.problems.append(Problem(origin.file if origin else "", origin.line if origin else 0, message))


def _gathered(kept: Iterable[Kept]) -> Ledger:
    """The records as a ledger; of two with one id the later adds to the earlier."""
    tables: dict[str, dict[str, Any]] = {name: {} for name in TABLES.values()}
    twice = Bench(Ledger())
    for one in kept:
        table = tables[TABLES[type(one.record)]]
        earlier = table.get(one.record.id)
        if isinstance(one.record, Claim) and earlier is not None:
            twice.unite(earlier, one.record)
            table[one.record.id] = twice.get("claims", one.record.id) or earlier
        else:
            table.setdefault(one.record.id, one.record)
    return Ledger(**tables)


def _source(ours: Source, theirs: Source) -> Source:
    """Our source with what only they know of it; one that was redacted tells nothing."""
    if theirs.confidential and theirs.person == HIDDEN:
        return ours
    empty = {name: getattr(theirs, name) for name in ("kind", "title", "archive_url", "retrieved")}
    filled = {name: value for name, value in empty.items() if value and not getattr(ours, name)}
    return ours._replace(**filled, confidential=ours.confidential or theirs.confidential)


def _article(ours: Article, theirs: Article) -> Article:
    """Our article: where its sentences stand is for the file on this disk to say."""
    return ours._replace(
        sources=tuple(dict.fromkeys((*ours.sources, *theirs.sources))),
        title=ours.title or theirs.title,
        dateline=ours.dateline or theirs.dateline,
    )


def _mark(conflict: Conflict) -> tuple[object, ...]:
    return conflict.code, conflict.fingerprint, tuple(sorted(side.claim for side in conflict.sides))


def _added(ours: tuple[Any, ...], theirs: Iterable[Any], same: Callable[[Any, Any], bool]) -> tuple[Any, ...]:
    """Ours, and then those of theirs that are not among them."""
    found = list(ours)
    found += [one for one in theirs if not any(same(known, one) for known in ours)]
    return tuple(found)


def _less(ours: str, theirs: str) -> bool:
    """True when their text says nothing that ours does not: it is the same, was left out, or has a name blotted out."""
    if theirs in ("", ours):
        return True
    seen, known = folded(theirs), folded(ours)
    if BLOT not in seen:
        return seen == known
    return re.fullmatch(".+".join(map(re.escape, seen.split(BLOT))), known) is not None


def _same_verdict(ours: Verdict, theirs: Verdict) -> bool:
    """True for one verdict, perhaps with less told of it: an export leaves out what is confidential."""
    return (
        (ours.status, ours.by, instant(ours.at)) == (theirs.status, theirs.by, instant(theirs.at))
        and theirs.digest in ("", ours.digest)
        and _less(ours.note, theirs.note)
        and _less(ours.method, theirs.method)
        and _less(ours.correction, theirs.correction)
        and all(any(_same_place(known, place) for known in ours.sources) for place in theirs.sources)
    )


def _same_place(ours: Citation, theirs: Citation) -> bool:
    return (
        (ours.source, ours.stance) == (theirs.source, theirs.stance)
        and _less(ours.locator, theirs.locator)
        and _less(ours.quote, theirs.quote)
    )


def _same_revision(ours: Revision, theirs: Revision) -> bool:
    """True where we have judged that very change ourselves: our word on what verdicts stand for counts."""
    return (digest(ours.was), ours.digest) == (digest(theirs.was), theirs.digest)


def _same_decision(ours: Decision, theirs: Decision) -> bool:
    return (ours.ruling, ours.by, instant(ours.at), ours.digests) == (
        theirs.ruling,
        theirs.by,
        instant(theirs.at),
        theirs.digests,
    )

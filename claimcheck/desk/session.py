"""Somebody at work on a ledger: what they see, what they decide, and taking it back. No screen is known here.

What is seen is a copy of the ledger as it was on disk a moment ago. Every change is made on the ledger as it is at that
moment, in one transaction, and so no verdict of anybody is ever written over: undoing takes back just what this session
gave, where it still stands, and nothing of anybody else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from claimcheck.desk.choosing import Wanted, find
from claimcheck.desk.conflicts import digests, settled
from claimcheck.desk.freshness import hashes
from claimcheck.desk.people import now, signer
from claimcheck.desk.project import Project, changing
from claimcheck.desk.showing import views_of
from claimcheck.desk.taking import behind, take_in
from claimcheck.desk.verdicts import Opinion, give
from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.ledger.disagreements import Disagreement
from claimcheck.ledger.records import Article, Decision, Ledger, Ruling, Source, Verdict
from claimcheck.ledger.redaction import Redaction
from claimcheck.ledger.views import ClaimView, views
from claimcheck.reporters.summary import counted
from claimcheck.settings import Settings

Made = TypeVar("Made", Verdict, Decision)
Stamp = tuple[tuple[str, int, int, int], ...]  # path, time, size and number of every file that is looked at


@dataclass(frozen=True)
class Seen:
    """A ledger as it was read last, and its conflicts, open ones first."""

    project: Project
    ledger: Ledger
    conflicts: tuple[Disagreement, ...]
    settings: Settings

    @cached_property
    def views(self) -> Sequence[ClaimView]:
        """Every claim as it stands, in reading order; worked out when it is first asked for, sources looked at."""
        return tuple(views(self.ledger, hashes(self.project, self.ledger, self.ledger.claims.values())))


class Done(NamedTuple):
    """What a change came to: what happened in a line, and what the person should know besides."""

    told: str
    remarks: tuple[str, ...] = ()


class _Given(NamedTuple):
    """What this session wrote down in one go: (record it was added to, what), and the sources it made known."""

    table: str
    made: tuple[tuple[str, Verdict | Decision], ...]
    told: str
    sources: tuple[Source, ...] = ()


class Session:
    """One person's work on a project. `by`: who they are; the screen asks where it is empty."""

    def __init__(
        self, project: Project, settings: Settings, by: str = "", *, timezone: str = "", kept: bool = True
    ) -> None:
        self.project, self.settings, self.kept = project, settings, kept
        self._name, self._timezone = by, timezone
        self._given: list[_Given] = []
        self._stamp: Stamp = ()
        self._taken: Stamp = ()  # of the files when they were last taken into a ledger in memory
        self.trouble = self.news = ""
        self.seen = self._look()

    @property
    def named(self) -> bool:
        """True where it is known who signs."""
        return bool(self._name)

    def sign(self, name: str) -> None:
        """Sign with this name from now on."""
        self._name = " ".join(name.split())

    @property
    def by(self) -> str:
        """Who signs. Raises UsageError where nobody said."""
        return signer(self._name)

    # --- what is seen -------------------------------------------------------------------------------------------------

    def _look(self) -> Seen:
        before = _stamp(self.project.ledger)  # what changes while it is read is read again
        ledger = self.project.store.load()
        self._stamp = self._stamped(ledger, before)
        conflicts = find(self.project, ledger, Wanted(frozenset(Ruling)))
        return Seen(self.project, ledger, tuple(conflicts), self.settings)

    def refresh(self) -> bool:
        """Read again what changed on disk; False where nothing did, or where a ledger cannot be read just now.

        What others did meanwhile is in `news` then, and in `trouble` why a ledger cannot be read: half written by
        another program it is whole at the next look.
        """
        if not self.changed():
            return False
        before, files, taken = self.seen.ledger, frozenset(self._stamp), self._taken
        try:
            self.seen = self._look()
        except ClaimcheckError as wrong:
            self.trouble = wrong.message
            return False
        self._stamp, self._taken = taken or self._stamp, ()
        moved = {file[0] for file in self._stamp if file not in files}
        told = [news(before, self.seen.ledger), self._moved(moved)]
        self.trouble, self.news = "", "; ".join(filter(None, told))
        return True

    def _moved(self, files: Collection[str]) -> str:
        """What to say of articles and sources whose files are others now."""
        ledger, redaction = self.seen.ledger, Redaction(self.seen.ledger)
        moved = [a for a in ledger.articles.values() if str(self.project.root / a.path) in files]
        changed = behind(self.project, Ledger().put(*moved)) if self.kept else []
        names = [self.project.shown(article.path) for article in changed]
        told = [f"changed since it was added: {', '.join(names)} (A takes it in)"] if names else []
        lost = [a.path for a in moved if not (self.project.root / a.path).exists()]
        told += [f"not found any more: {', '.join(map(self.project.shown, lost))}"] if lost else []
        sources = [s for s in ledger.sources.values() if s.file and str(self.project.root / s.file) in files]
        if sources:
            told.append(f"another file now: {', '.join(redaction.source(source).name for source in sources)}")
        return "; ".join(told)

    # --- articles as they are now -------------------------------------------------------------------------------------

    def behind(self) -> list[Article]:
        """The articles that changed since they were added. Reads them: not for the thread that draws."""
        return behind(self.project, self.seen.ledger)

    def take_in(self) -> Done:
        """Take the articles that changed into the ledger, as `claimcheck add` does; what is seen stays as it is.

        It may take a while, so it is for a thread of its own; `refresh` shows what came of it. Raises LedgerError.
        """
        stamp = self._stamped(self.seen.ledger)  # what changes while it is read is taken in the next time
        files = [self.project.file(article.path) for article in self.behind()]
        wrong = take_in(self.project, files, self.settings, now(self._timezone)) if files else []
        if not self.kept:
            self._taken = stamp
        read = len(files) - len(wrong)
        told = f"{counted(read, 'article')} taken in as {'it is' if read == 1 else 'they are'} now"
        return Done(told if files else "no article has changed since it was added", tuple(one.message for one in wrong))

    def changed(self) -> bool:
        """True where the ledger, an article or a source is another file than the one that was read."""
        return self._stamp != self._stamped(self.seen.ledger)

    def _stamped(self, ledger: Ledger, first: tuple[str, int, int, int] | None = None) -> Stamp:
        paths = [article.path for article in ledger.articles.values() if not article.gone]
        paths += [source.file for source in ledger.sources.values() if source.file]
        files = (_stamp(self.project.root / path) for path in paths)
        return (first or _stamp(self.project.ledger), *files)

    def _alone(self) -> bool:
        """True where nobody else has written the ledger since it was read; asked while it is locked."""
        return not self.kept or self._stamp[:1] == (_stamp(self.project.ledger),)

    def _after(self, ledger: Ledger, claims: Collection[str], *, alone: bool) -> None:
        """See the ledger after a change of our own: only what it touches is looked at again, where that was all."""
        old, files = self.seen, {file[0]: file for file in self._stamp[1:]}
        if not alone or "views" not in old.__dict__:
            self.seen = self._look()
            self._stamp = _with(self._stamp, files)
            return
        self._stamp = _with(self._stamped(ledger), files)
        conflicts = find(self.project, ledger, Wanted(frozenset(Ruling)))
        fresh = {view.claim.id: view for view in views_of(self.project, ledger, claims)}
        seen = Seen(self.project, ledger, tuple(conflicts), self.settings)
        seen.__dict__["views"] = tuple(fresh.get(view.claim.id, view) for view in old.views)
        self.seen = seen

    # --- what is decided ----------------------------------------------------------------------------------------------

    def judge(self, ids: Sequence[str], opinion: Opinion, seen: Ledger | None = None) -> Done:
        """Give a verdict, signed and dated now whatever `opinion` says. Raises UsageError, LedgerError.

        `seen`: the ledger as it was when the person made up their mind; by default as it is seen now.
        """
        opinion = opinion._replace(by=self.by, at=now(self._timezone))
        with changing(self.project) as change:
            alone = self._alone()
            self._as_seen(_reworded(change.ledger, seen or self.seen.ledger, ids))
            outcome = give(self.project, change.ledger, ids, opinion)
            new = tuple(s for id, s in outcome.ledger.sources.items() if id not in change.ledger.sources)
            change.ledger = outcome.ledger
        fresh = [one for one in outcome.given if not one.repeated]
        if fresh:
            made = tuple((one.view.claim.id, one.view.claim.verdicts[-1]) for one in fresh)
            self._given.append(
                _Given("claims", made, f"{opinion.status}: {_first(fresh[0].view.claim.text, fresh)}", new)
            )
        self._after(outcome.ledger, ids, alone=alone)
        said = f"{opinion.status}" if fresh else f"{opinion.status}, as you said before"
        return Done(said, outcome.remarks)

    def decide(self, ids: Sequence[str], ruling: Ruling, note: str = "", seen: Ledger | None = None) -> Done:
        """Decide about conflicts; `seen` as in `judge`. Raises UsageError, LedgerError."""
        made = Decision(ruling, self.by, now(self._timezone), note=note.strip())
        sides = self._sides(ids)
        with changing(self.project) as change:
            alone = self._alone()
            self._as_seen(_decided(change.ledger, seen or self.seen.ledger, ids))
            change.ledger, told = settled(change.ledger, ids, made)
            after = change.ledger
        fresh = [one.conflict for one in told if not one.repeated]
        if fresh:
            given = tuple((one.id, one.decisions[-1]) for one in fresh)
            self._given.append(_Given("conflicts", given, f"{ruling}: {_first(fresh[0].message, fresh)}"))
        self._after(after, sides, alone=alone)
        return Done(str(ruling) if fresh else f"{ruling}, as you said before")

    def _as_seen(self, otherwise: str) -> None:
        """Nobody decides about what has become something else since they saw it. Raises UsageError."""
        if otherwise:
            self.seen = self._look()
            raise UsageError(f"{otherwise}; nothing was changed", "look again")

    def _sides(self, conflicts: Iterable[str]) -> list[str]:
        """The claims that conflicts name, as far as the ledger has them."""
        known = (self.seen.ledger.conflicts.get(id) for id in conflicts)
        claims = dict.fromkeys(side.claim for one in known if one is not None for side in one.sides)
        return [id for id in claims if id in self.seen.ledger.claims]

    @property
    def can_undo(self) -> bool:
        """True where this session gave something that was not taken back."""
        return bool(self._given)

    def undo(self) -> Done | None:
        """Take back what this session wrote down last; None where there is nothing. Raises LedgerError."""
        if not self._given:
            return None
        last = self._given[-1]
        with changing(self.project) as change:
            alone = self._alone()
            taken = _without(change.ledger, last)
            if taken is not None:
                change.ledger = taken
        self._given.pop()
        ids = [id for id, _ in last.made]
        claims = ids if last.table == "claims" else self._sides(ids)
        self._after(taken if taken is not None else self.seen.ledger, claims, alone=alone and taken is not None)
        if taken is None:
            return Done(f"not undone, the ledger has it no more: {last.told}")
        return Done(f"undone: {last.told}")


def _reworded(ledger: Ledger, seen: Ledger, ids: Sequence[str]) -> str:
    """Which of the claims says something else than what was seen, in words; "" for none."""
    for id in ids:
        there, was = ledger.claims.get(id), seen.claims.get(id)
        if there is None or was is None or there.text != was.text or there.gone != was.gone:
            return f"{id} says something else now"
    return ""


def _decided(ledger: Ledger, seen: Ledger, ids: Sequence[str]) -> str:
    """Which of the conflicts is another than what was seen, in words; "" for none."""
    for id in ids:
        there, was = ledger.conflicts.get(id), seen.conflicts.get(id)
        if there is None or was is None:
            return f"{id} is in the ledger no more"
        if there.decisions != was.decisions:
            by = there.decisions[-1].by if there.decisions else "somebody"
            return f"{id} has been decided by {by} meanwhile"
        if digests(there, ledger) != digests(was, seen):
            return f"{id} has another wording now"
    return ""


def _first(text: str, all_of_them: Sequence[object]) -> str:
    more = len(all_of_them) - 1
    return f"{text} (and {more} more)" if more else text


def _without(ledger: Ledger, given: _Given) -> Ledger | None:
    """The ledger without what was given; None where none of it is there any more."""
    before = ledger
    for id, made in given.made:
        if isinstance(made, Verdict):
            claim = ledger.claims.get(id)
            if claim is not None and made in claim.verdicts:
                ledger = ledger.put(claim._replace(verdicts=_less(claim.verdicts, made)))
        else:
            conflict = ledger.conflicts.get(id)
            if conflict is not None and made in conflict.decisions:
                ledger = ledger.put(conflict._replace(decisions=_less(conflict.decisions, made)))
    if ledger is before:
        return None
    idle = [s.id for s in given.sources if ledger.sources.get(s.id) == s]
    cited = _cited(ledger) if idle else frozenset()
    return ledger.drop("sources", *(id for id in idle if id not in cited))


def _cited(ledger: Ledger) -> frozenset[str]:
    """The sources that anything in the ledger stands on."""
    used = {id for article in ledger.articles.values() for id in article.sources}
    used.update(id for source in ledger.sources.values() for id in source.independent_of)
    for claim in ledger.claims.values():
        used.update(citation.source for citation in claim.sources)
        used.update(citation.source for verdict in claim.verdicts for citation in verdict.sources)
    return frozenset(used)


def _less(made: Sequence[Made], one: object) -> tuple[Made, ...]:
    last = max(number for number, each in enumerate(made) if each == one)
    return tuple(each for number, each in enumerate(made) if number != last)


def _with(stamp: Stamp, files: Mapping[str, tuple[str, int, int, int]]) -> Stamp:
    """A stamp of the ledger as it is now, of other files as they were: what happened to them is still to be told."""
    return (stamp[0], *(files.get(file[0], file) for file in stamp[1:]))


def _stamp(file: Path) -> tuple[str, int, int, int]:
    try:
        about = file.stat()
    except (OSError, ValueError):
        return str(file), 0, -1, 0
    return str(file), about.st_mtime_ns, about.st_size, about.st_ino


# --- what others did --------------------------------------------------------------------------------------------------


def news(before: Ledger, after: Ledger) -> str:
    """What is new in a ledger, in words: "2 verdicts by Ada Holm, 1 decision by Ove Lie, 3 claims more"."""
    told = []
    verdicts: Counter[str] = Counter()
    for id, claim in after.claims.items():
        known = before.claims.get(id)
        if known is not claim:
            verdicts.update(v.by for v in claim.verdicts if known is None or v not in known.verdicts)
    told += [f"{counted(many, 'verdict')} by {by}" for by, many in verdicts.items()]
    decisions: Counter[str] = Counter()
    for id, conflict in after.conflicts.items():
        old = before.conflicts.get(id)
        decisions.update(made.by for made in conflict.decisions if old is None or made not in old.decisions)
    told += [f"{counted(many, 'decision')} by {by}" for by, many in decisions.items()]
    for word, was, now_ in (("claim", before.claims, after.claims), ("source", before.sources, after.sources)):
        more = len(now_) - len(was)
        told += [f"{counted(abs(more), word)} {'more' if more > 0 else 'less'}"] if more else []
    other = sum(id in before.claims and before.claims[id].text != claim.text for id, claim in after.claims.items())
    told += [f"{counted(other, 'claim')} reworded"] if other else []
    more = sum(not one.gone for one in after.conflicts.values()) - sum(not c.gone for c in before.conflicts.values())
    told += [f"{counted(abs(more), 'conflict')} {'more' if more > 0 else 'less'}"] if more else []
    return ", ".join(told)

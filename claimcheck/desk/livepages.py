"""Pages as they are now against the copies that were stored: unchanged, changed, or changed where we cite.

A page rarely comes back byte for byte, so bytes are only the quick way to know that nothing has changed. Then its text
counts, and then what is cited of it: only a quote or figure that stood in the stored copy and does not stand in the
page now is a change where we cite. What the copy never held is for `check` to say, not a change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum

from claimcheck import pipeline
from claimcheck.desk.checking import Reading
from claimcheck.desk.grounding import grounds
from claimcheck.desk.memory import Memory
from claimcheck.desk.project import Project, digest_of
from claimcheck.desk.shelf import Shelf, without_rules
from claimcheck.errors import InputError
from claimcheck.ledger.grounds import HELD_UP, Drift, Examined, Grounded, Grounds, LookedUp, Lookup
from claimcheck.ledger.records import Ledger, Source, charset_in
from claimcheck.ledger.texts import folded
from claimcheck.model import Finding, Location
from claimcheck.readers import MAX_BYTES
from claimcheck.rules.base import mark
from claimcheck.rules.grounds import source_changed
from claimcheck.rules.grounds.standing import sides
from claimcheck.settings import Settings
from claimcheck.sources.web import Page
from claimcheck.sources.web.addresses import shown
from claimcheck.sources.web.page import MEGABYTE

_LOST = (Lookup.ABSENT, Lookup.ALTERED, Lookup.CONTRADICTED)
_NOTICE, _LESS = 80, 5  # a page of fewer words, and that many times fewer than its copy, is none to compare with
_LARGE, _GROWN = 2 * MEGABYTE, 10  # bytes from which a page is looked at that closely only if its copy is alike
_DAY = 10  # characters of an ISO date
_LONGEST = 300  # characters of a passage that are told


class Verdict(StrEnum):
    """What a page is to the copy of it."""

    SAME = "same"
    AWAY = "away"  # changed, but not where it is cited
    CITED = "cited"


class _Reader(Memory):
    """The memory of the project, read and not added to: what a page says today is nothing to remember."""

    def keep(self, key: str, value: object, name: str = "") -> None:
        """Keep nothing."""


class Pages:
    """The pages that came back, and what the claims of a ledger make of them.

    `take` each page, then `compare` once; then ask for verdicts and findings. `unread`: source id → why its page could
    not be compared.
    """

    def __init__(self, project: Project, ledger: Ledger, settings: Settings, readings: Sequence[Reading]) -> None:
        self._project, self._ledger, self._settings, self._readings = project, ledger, settings, readings
        self._citing: dict[str, list[Grounded]] = defaultdict(list)
        for claim in grounds(project, ledger, readings, settings).claims:
            for id in dict.fromkeys(cited.citation.source for cited in claim.cited):
                self._citing[id].append(claim)
        self._differ: dict[str, str] = {}  # source id → the day its page was fetched
        self._held: dict[str, Page] = {}  # those of them that have to be read closely
        self._touched: dict[str, list[tuple[Grounded, Examined]]] = {}
        self.unread: dict[str, str] = {}

    def citing(self, id: str) -> tuple[Location, ...]:
        """Where the claims stand that cite a source; of an article that stands on it as a whole, its first claim."""
        own: list[Grounded] = []
        first: dict[str, Grounded] = {}
        for claim in self._citing.get(id, ()):
            if any(cited.citation.source == id and not cited.inherited for cited in claim.cited):
                own.append(claim)
            elif claim.article is not None:
                first.setdefault(claim.article.id, claim)
        covered = {claim.article.id for claim in own if claim.article is not None}
        return tuple(sides([*own, *(claim for article, claim in first.items() if article not in covered)]))

    def take(self, source: Source, page: Page) -> None:
        """A page that came back. Its bytes are kept only where something that is cited is not where it was."""
        if not source.file or digest_of(page.data) == source.sha256:
            return
        copy = self._copy(source)
        if copy is None:
            return  # no copy, or none with a text: there is nothing to compare with
        size, text = copy
        if len(page.data) > _LARGE and len(page.data) > _GROWN * size:
            grown = f"{len(page.data) / MEGABYTE:,.0f} MB, many times what its copy is"
            self.unread[source.id] = f"the page is there, but it is {grown}"
            return
        try:
            name, charset = self._project.shown(source.file), charset_in(page.content_type)
            now = folded(pipeline.read(page.data, name, charset=charset).text)
        except InputError as wrong:
            self.unread[source.id] = f"the page is there, but it cannot be read: {wrong.message}"
            return
        words, before = len(now.split()), len(text.split())
        if not words:
            self.unread[source.id] = "the page is there, but it has no text to compare"
        elif words < _NOTICE and words * _LESS < before:  # a challenge, a notice, a shell that scripts would fill
            self.unread[source.id] = f"the page is there, but it has {words:,} words, where the copy has {before:,}"
        elif now != text:
            self._differ[source.id] = page.retrieved[:_DAY]
            intact = self._intact(source.id, now)
            if intact is None:
                self._held[source.id] = page
            else:
                self._touched[source.id] = intact

    def _copy(self, source: Source) -> tuple[int, str] | None:
        """Size and folded text of the stored copy, None where there is none to compare with."""
        try:
            with (self._project.root / source.file).open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
            name = self._project.shown(source.file)
            text = pipeline.read(data, name, charset=source.charset).text if len(data) <= MAX_BYTES else ""
        except (OSError, InputError):
            return None
        return (len(data), folded(text)) if text.strip() else None

    def _intact(self, id: str, now: str) -> list[tuple[Grounded, Examined]] | None:
        """The citations of a source, where all their passages stand in the folded text of its page word for word.

        None where any does not: only then need the page be read closely, which costs a hundred times as much.
        """
        found: list[tuple[Grounded, Examined]] = []
        for claim in self._citing.get(id, ()):
            for cited in claim.cited:
                if cited.citation.source != id or cited.inherited:
                    continue
                for looked in (*cited.quotes, *cited.figures):
                    if looked.lookup in HELD_UP and not _stands(looked, now):
                        return None
                found.append((claim, cited._replace(drift=Drift.AWAY, place=None)))
        return found

    def compare(self) -> None:
        """Look up in the pages that differ what is cited of their copies."""
        ids = self._held.keys()
        sources = [self._ledger.sources[id]._replace(content_type=page.content_type) for id, page in self._held.items()]
        ledger = self._ledger.put(*sources)  # a page is read in the encoding that its server names today
        shelf = Shelf(self._project, ledger, self._settings, _Reader(self._project.root, without_rules(self._settings)))
        for id, page in self._held.items():
            shelf.hold(id, page.data)
        articles = {g.article.id if g.article else g.claim.id for id in ids for g in self._citing.get(id, ())}
        some = [r for r in self._readings if _name(r) in articles]
        now = grounds(self._project, ledger, some, self._settings, (), shelf) if some else Grounds((), ())
        live = {claim.claim.id: claim for claim in now.claims}
        for id in ids:
            for claim in self._citing.get(id, ()):
                twin = live.get(claim.claim.id)
                if twin is not None:
                    self._touched.setdefault(id, []).extend((twin, e) for e in _compared(claim, twin, id))

    def verdict(self, id: str) -> Verdict:
        """What the page of a source is to its copy."""
        several = self._touched.get(id, ())
        if any(examined.drift is Drift.CITED for _, examined in several):
            return Verdict.CITED
        return Verdict.AWAY if several else Verdict.SAME

    def forget(self, id: str) -> None:
        """The page is not the one that is cited after all."""
        self._touched.pop(id, None)

    def findings(self, settings: Settings) -> Iterator[tuple[Source, Finding]]:
        """CC403 for each page that has changed; locations are those of claims alone."""
        if not settings.wants(source_changed.RULE.code):
            return
        for id, day in self._differ.items():
            source = self._ledger.sources[id]
            several = self._touched.get(id)
            if not several:
                continue
            claims = tuple(claim._replace(cited=(_printable(examined),)) for claim, examined in several)
            copy = f"the page of {day}, against the copy of {source.retrieved[:_DAY] or 'an unknown day'}"
            for found in source_changed.check(Grounds(claims, ()), settings):
                where = tuple(w for w in found.locations if w.path != source.file)
                told = (copy, *found.explanation)
                named = mark(found.code, id, "page")
                yield source, found._replace(locations=where, explanation=told, fingerprint=named)


def _printable(examined: Examined) -> Examined:
    """The citation of an address that may be printed as it is."""
    state = examined.state
    if state is None:
        return examined
    source = state.source._replace(url=shown(state.source.url))
    return examined._replace(state=state._replace(source=source))


def _name(reading: Reading) -> str:
    return reading.article.id if reading.article is not None else reading.examined.document.path.rpartition("#")[2]


def _compared(stored: Grounded, live: Grounded, id: str) -> Iterator[Examined]:
    """The citations of one source by one claim, with whether the page lost what its copy holds."""
    before = {_key(cited): cited for cited in stored.cited if cited.citation.source == id}
    for now in live.cited:
        was = before.get(_key(now))
        if was is None or now.inherited:
            continue
        lost = next(_lost(was, now), None)
        if lost is None:
            yield now._replace(drift=Drift.AWAY, place=None)
        else:
            yield now._replace(drift=Drift.CITED, was=_passage(lost[0]), now=_passage(lost[1]), place=None)


def _stands(looked: LookedUp, now: str) -> bool:
    """True where the passage in which something was found stands in a folded text."""
    if looked.place is None or looked.lookup is Lookup.DERIVED:  # worked out from several places
        return False
    return folded(looked.place.sentence or looked.place.text) in now


def _key(cited: Examined) -> tuple[str, str, str, bool]:
    return cited.citation.source, cited.citation.locator, cited.citation.quote, cited.inherited


def _lost(was: Examined, now: Examined) -> Iterator[tuple[LookedUp, LookedUp]]:
    """What was found in the copy and is not in the page: (there, here)."""
    for before, after in ((was.quotes, now.quotes), (was.figures, now.figures)):
        here = {(one.own, one.claimed.start.offset): one for one in after}
        for one in before:
            other = here.get((one.own, one.claimed.start.offset))
            if other is not None and one.lookup in HELD_UP and other.lookup in _LOST:
                yield one, other


def _passage(looked: LookedUp) -> str:
    """What stands at a place, in its sentence where that is known."""
    if looked.place is None:
        return ""
    text = " ".join((looked.place.sentence or looked.place.text).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

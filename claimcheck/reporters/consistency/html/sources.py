"""The sources of a page: what each is, what stands on it, whether it is still what it was, and what changed in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

from claimcheck.ledger.consistency import ConsistencyReport, Drifted, SourceUse
from claimcheck.ledger.records import Source
from claimcheck.ledger.redaction import HIDDEN
from claimcheck.reporters.consistency import words
from claimcheck.reporters.consistency.html.anchors import Anchors
from claimcheck.reporters.consistency.html.element import Child, Markup, element, external, here, plain
from claimcheck.reporters.summary import counted

_STATES = {"changed": "warn", "missing": "bad"}


class Sources:
    """Writes the sources of one report."""

    def __init__(self, report: ConsistencyReport, anchors: Anchors) -> None:
        self.report, self.anchors = report, anchors
        self.claims: dict[str, list[str]] = {}
        for view in report.claims:
            if not view.claim.gone:
                for id in dict.fromkeys(citation.source for citation in view.citations):
                    self.claims.setdefault(id, []).append(view.claim.id)
        self.articles: dict[str, list[str]] = {}
        for progress in report.articles:
            for id in progress.article.sources if progress.article is not None else ():
                self.articles.setdefault(id, []).append(progress.path)

    def cards(self) -> Iterator[Markup]:
        """Source after source, in the order of the report."""
        for use in self.report.sources:
            yield self._card(use)

    def _card(self, use: SourceUse) -> Markup:
        source = use.source
        anchor = self.anchors.sources[source.id]
        state = words.state(source, use.state)
        return element(
            "article",
            element("h3", element("bdi", source.name), id=f"{anchor}-head"),
            element(
                "p",
                list(_joined([self.anchors.source(source.id), *_described(source), words.source_use(use)])),
                class_="about",
            ),
            element("p", element("b", state, class_=_STATES.get(use.state, "fine")), class_="state") if state else None,
            element("dl", list(self._facts(source))) if not _hidden(source) else None,
            list(self._drift(use)),
            self._standing(source.id),
            id=anchor,
            class_="source",
            aria_labelledby=f"{anchor}-head",
        )

    def _facts(self, source: Source) -> Iterator[Markup]:
        """Where it is to be found and how fresh it is; a confidential source leads nowhere, whoever sees its name."""
        link = (lambda address: element("bdi", address)) if source.confidential else external
        found: list[tuple[str, Child]] = [
            ("file", element("bdi", source.path) if source.path else None),
            ("address", link(source.url) if source.url else None),
            ("stored as", element("bdi", source.snapshot) if source.snapshot else None),
            ("archived", link(source.archive_url) if source.archive_url else None),
            ("fetched", _aged(source.retrieved, self.report.made) if source.retrieved else None),
            ("recorded", _aged(source.added, self.report.made) if source.added and not source.retrieved else None),
            ("SHA-256", element("code", source.sha256[:16] + "…") if len(source.sha256) > 16 else None),
        ]
        for label, told in found:
            if told is not None:
                yield element("dt", label)
                yield element("dd", told)

    def _drift(self, use: SourceUse) -> Iterator[Markup]:
        cited = [drift for drift in use.drifts if drift.moved]
        away = len({drift.claim for drift in use.drifts} - {drift.claim for drift in cited})
        if cited:
            yield element("p", "changed where it is cited:", class_="lead")
            yield element("ul", (self._changed(drift) for drift in cited), class_="drift")
        if away:
            told = f"{counted(away, 'claim')} cite{'s' if away == 1 else ''} places that still say the same"
            yield element("p", told, class_="quiet")

    def _changed(self, drift: Drifted) -> Markup:
        where = f" {drift.locator}" if drift.locator else ""
        was = element("del", drift.was, dir="auto") if drift.was else None
        now = (
            element("ins", drift.now, dir="auto") if drift.now else element("em", "what it cited is not there any more")
        )
        return element("li", self.anchors.claim(drift.claim), where, ": ", was, " ", now)

    def _standing(self, id: str) -> Markup | None:
        claims, articles = self.claims.get(id, []), self.articles.get(id, [])
        if not claims and not articles:
            return None
        whole = (
            element("p", "whole: ", list(_joined([element("bdi", path) for path in articles]))) if articles else None
        )
        links = element("p", list(_joined([self.anchors.claim(claim) for claim in claims], " "))) if claims else None
        table = element("a", "in the table of claims", href=here("claims"), data_filter=f"source={quote(plain(id))}")
        shown = element("p", table) if claims else None
        return element("details", element("summary", "what stands on it"), whole, links, shown)


def _described(source: Source) -> Iterator[Child]:
    if _hidden(source):
        return
    if source.kind:
        yield element("bdi", source.kind)
    if source.primary:
        yield "primary"
    if source.confidential:
        yield element("b", "confidential", class_="warn")
    if source.person and source.person != source.name:
        yield element("bdi", source.person)


def _hidden(source: Source) -> bool:
    return source.confidential and source.person == HIDDEN


def _joined(parts: list[Child], sign: str = " · ") -> Iterator[Child]:
    for number, part in enumerate(parts):
        if number:
            yield sign
        yield part


def _aged(at: str, now: str) -> str:
    """A day, and how long before the report it was."""
    try:
        days = (date.fromisoformat(now[:10]) - date.fromisoformat(at[:10])).days
    except ValueError:
        return words.day(at)
    return words.day(at) + (f", {counted(days, 'day')} before this report" if days > 0 else "")

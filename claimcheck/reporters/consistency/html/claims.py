"""The claims of a page: a row each with its own anchor, article by article, in pieces that are drawn when seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from claimcheck.ledger.consistency import ConsistencyReport
from claimcheck.ledger.records import Status, Verdict
from claimcheck.ledger.views import ClaimView
from claimcheck.reporters.consistency import words
from claimcheck.reporters.consistency.html.anchors import Anchors
from claimcheck.reporters.consistency.html.drawings import ORDER
from claimcheck.reporters.consistency.html.element import Markup, element
from claimcheck.reporters.consistency.html.lists import column
from claimcheck.reporters.consistency.html.marks import GONE, NO_CHECK, badge, citation, opinion, standing_of
from claimcheck.reporters.summary import counted

UNSOURCED = "none"  # in the place of a source's id
PIECE = 50  # rows of one table
_HEAD = ("claim", "text", "status", "verdicts and sources")
NOWHERE = f"({words.IN_NO_ARTICLE})"


class Facets(NamedTuple):
    """The values that claims can be filtered by, each with how many claims have it. `source`: ids, and UNSOURCED."""

    status: dict[str, int]
    article: dict[str, int]
    by: dict[str, int]
    rule: dict[str, int]
    source: dict[str, int]


class Claims:
    """Writes the claims of one report."""

    def __init__(self, report: ConsistencyReport, anchors: Anchors) -> None:
        self.report, self.anchors = report, anchors
        self.rules: dict[str, dict[str, str]] = {}  # claim → conflict → its rule
        for shown in (*report.conflicts, *report.decided):
            for side in shown.sides:
                self.rules.setdefault(side.claim, {})[shown.conflict.id] = shown.conflict.code
        self.unsourced = frozenset(view.claim.id for view in report.unsourced)
        paths = [progress.path for progress in report.articles]
        self.values = {view.claim.id: self._values(view) for view in report.claims}
        self.numbers = {path: f"article-{number + 1}" for number, path in enumerate(paths)}

    def facets(self) -> Facets:
        """What can be chosen in the filters: articles as they are read, people with the most verdicts first."""
        found = Facets(
            dict.fromkeys((*ORDER, NO_CHECK, GONE), 0),
            {},
            dict.fromkeys((person.name for person in self.report.people), 0),
            dict.fromkeys(sorted({code for rules in self.rules.values() for code in rules.values()}), 0),
            dict.fromkeys((UNSOURCED, *(use.source.id for use in self.report.sources)), 0),
        )
        for view in self.report.claims:
            for facet, values in zip(found, self.values[view.claim.id], strict=True):
                for value in values:
                    facet[value] = facet.get(value, 0) + 1
        return Facets(*({value: number for value, number in facet.items() if number} for facet in found))

    def _values(self, view: ClaimView) -> tuple[tuple[str, ...], ...]:
        """What a claim has of each facet. A contested or stale claim is also what its verdicts say, as for `list`."""
        label, verdict = standing_of(view), str(view.standing.status)
        cited = dict.fromkeys(citation.source for citation in view.citations)
        return (
            (label, verdict) if label == Status.CONTESTED and verdict != Status.UNCHECKED else (label,),
            (self._article(view),),
            tuple(dict.fromkeys(verdict.by for verdict in view.claim.verdicts)),
            tuple(dict.fromkeys(self.rules.get(view.claim.id, {}).values())),
            (UNSOURCED,) if view.claim.id in self.unsourced else tuple(cited),
        )

    def groups(self) -> Iterator[Markup]:
        """Article after article."""
        for (gone, path), views in groupby(
            self.report.claims, lambda view: (bool(view.claim.gone), self._article(view))
        ):
            anchor = "" if gone else self.numbers.get("" if path == NOWHERE else path, "")
            yield self._group(path, list(views), anchor, gone)

    def _article(self, view: ClaimView) -> str:
        return self.report.path(view) or NOWHERE

    def _group(self, path: str, views: Sequence[ClaimView], anchor: str, gone: bool) -> Markup:
        note = ", gone from the article" if gone else ""
        head = element(
            "h3", element("bdi", path), element("small", f"{note} {counted(len(views), 'claim')}"), id=anchor or None
        )
        pieces = (views[at : at + PIECE] for at in range(0, len(views), PIECE))
        tables = (self._piece(path, piece, n * PIECE) for n, piece in enumerate(pieces))
        return element("section", head, tables, class_="group", data_article=path)

    def _piece(self, path: str, views: Sequence[ClaimView], before: int) -> Markup:
        name = f"{path}, claims {before + 1:,} to {before + len(views):,}"
        whole = element(
            "table",
            element("caption", name, class_="unseen"),
            element("thead", element("tr", map(column, _HEAD)), class_="unseen" if before else None),
            element("tbody", map(self._row, views)),
        )
        return element("div", whole, class_=f"piece p{(len(views) + 4) // 5}")

    def _row(self, view: ClaimView) -> Markup:
        claim = view.claim
        statuses, _, people, rules, sources = self.values[view.claim.id]
        place = f"line {view.place.line}" if view.place else None
        return element(
            "tr",
            element(
                "th", self.anchors.claim(claim.id), element("span", place, class_="at") if place else None, scope="row"
            ),
            element("td", element("p", claim.text, dir="auto"), *self._remarks(view)),
            element("td", badge(view), self._conflicts(view)),
            element("td", *self._stands_on(view)),
            id=self.anchors.claims[claim.id],
            data_s=statuses,
            data_b=people or None,
            data_r=rules or None,
            data_k=sources or None,
        )

    def _remarks(self, view: ClaimView) -> Iterator[Markup]:
        claim = view.claim
        told = (
            ("kind", claim.kind if claim.kind not in ("fact", "number") else ""),
            ("tags", ", ".join(claim.tags)),
            ("note", claim.note),
            ("gone since", words.day(claim.gone)),
            ("stale", view.standing.why),
        )
        for label, text in told:
            if text:
                yield element("span", f"{label}: ", element("bdi", self.anchors.linked(text)), class_="note")

    def _conflicts(self, view: ClaimView) -> Iterable[Markup]:
        for id in self.rules.get(view.claim.id, {}):
            yield element("span", self.anchors.conflict(id), class_="in")

    def _stands_on(self, view: ClaimView) -> Iterator[Markup]:
        standing = view.standing
        told: list[Verdict] = [*standing.verdicts, *standing.past]
        for verdict in standing.verdicts:
            yield opinion(verdict, self.anchors)
        if standing.disagreement:
            yield element("span", "disagreement", class_="warn")
        for verdict in standing.past:
            yield opinion(verdict, self.anchors, past=True)
        cited = {(c.source, c.locator, c.quote) for verdict in told for c in verdict.sources}
        for one in view.claim.sources:
            if (one.source, one.locator, one.quote) not in cited:
                yield element("div", citation(one, self.anchors), class_="verdict")

"""The places of a page that links lead to: one for each claim, conflict and source that is on it."""

from __future__ import annotations

import hashlib
import re

from claimcheck.ledger.consistency import ConsistencyReport
from claimcheck.reporters.consistency.html.element import Child, Markup, element, here

_ID = re.compile(r"[CKS]-[0-9A-Za-z]{1,40}")
_LETTERS = {"C": "claim", "K": "conflict", "S": "source"}


class Anchors:
    """What has a place on the page of one report. A ledger is edited by hand, so an id may be anything."""

    def __init__(self, report: ConsistencyReport) -> None:
        self.claims = {view.claim.id: _anchor("C", view.claim.id) for view in report.claims}
        shown = (*report.conflicts, *report.decided)
        self.conflicts = {one.conflict.id: _anchor("K", one.conflict.id) for one in shown}
        self.sources = {use.source.id: _anchor("S", use.source.id) for use in report.sources}
        self.names = report.source_names
        self._known = frozenset((*self.claims, *self.conflicts, *self.sources))

    def claim(self, id: str, *children: Child) -> Markup:
        """A link to a claim."""
        return _link(self.claims.get(id), id, children)

    def conflict(self, id: str, *children: Child) -> Markup:
        """A link to a conflict."""
        return _link(self.conflicts.get(id), id, children)

    def source(self, id: str, *children: Child) -> Markup:
        """A link to a source."""
        return _link(self.sources.get(id), id, children)

    def any(self, id: str) -> Markup:
        """A link to whatever has this id; the id alone where that is not on the page."""
        return _link(self.claims.get(id) or self.conflicts.get(id) or self.sources.get(id), id, ())

    def linked(self, told: str) -> list[Child]:
        """A text with the ids in it as links."""
        parts = re.split(r"([CKS]-[0-9A-Za-z]+)", told)
        return [self.any(part) if number % 2 and part in self._known else part for number, part in enumerate(parts)]


def _anchor(letter: str, id: str) -> str:
    """The id itself where it is one; else a name made from it. Ids of two tables never meet: their letters differ."""
    if _ID.fullmatch(id) and id.startswith(letter):
        return id
    return f"{_LETTERS[letter]}-{hashlib.sha256(id.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _link(anchor: str | None, id: str, children: tuple[Child, ...]) -> Markup:
    shown = children or (id,)
    if anchor is None:
        return element("span", *shown, class_="id")
    return element("a", *shown, href=here(anchor), class_=None if children else "id")

"""Conflicts on a page: every side in its paragraph, its figures marked and drawn on one line, the arithmetic below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from claimcheck.ledger.consistency import ConsistencyReport, ShownConflict, ShownSide
from claimcheck.ledger.records import Ruling
from claimcheck.ledger.views import ClaimView
from claimcheck.reporters.consistency import words
from claimcheck.reporters.consistency.html.anchors import Anchors
from claimcheck.reporters.consistency.html.drawings import drawn
from claimcheck.reporters.consistency.html.element import Markup, element, flow
from claimcheck.reporters.consistency.html.marks import badge, opinion, severity
from claimcheck.reporters.consistency.html.sums import stacked
from claimcheck.reporters.numberline import number_line

_BEFORE, _AFTER = 240, 160  # characters of the paragraph shown around a sentence
_LETTERS = "ABCDEFGHIJKL"


class _Mark(NamedTuple):
    start: int
    end: int
    letter: str


class Conflicts:
    """Writes conflicts of one report."""

    def __init__(self, report: ConsistencyReport, anchors: Anchors) -> None:
        self.anchors = anchors
        self.views: Mapping[str, ClaimView] = {view.claim.id: view for view in report.claims}

    def card(self, shown: ShownConflict) -> Markup:
        """One conflict."""
        conflict = shown.conflict
        anchor = self.anchors.conflicts[conflict.id]
        letters = _letters(shown.sides)
        sides, line = list(self._sides(shown.sides, letters)), stacked(shown, letters) or _line(shown.sides, letters)
        alone = len(sides) == 1  # the line stands beside the one sentence
        head = element(
            "h3",
            element("span", words.conflict_rule(shown), class_=f"severity {severity(conflict.severity)}"),
            " ",
            element("bdi", conflict.message),
            id=f"{anchor}-head",
        )
        told = [line for line in conflict.explanation if line not in conflict.message]
        why = element("ul", (element("li", element("bdi", line)) for line in told), class_="why") if told else None
        return element(
            "article",
            element("header", head, self._about(shown)),
            element("div", sides, element("div", line, why, class_="beside") if alone else None, class_="sides"),
            None if alone else [line, why],
            element("p", element("b", "decision"), " ", element("bdi", words.decided(shown)), class_="decided")
            if shown.ruling is not Ruling.OPEN
            else None,
            id=anchor,
            class_=f"conflict {severity(conflict.severity) if shown.ruling is Ruling.OPEN else 'settled'}",
            aria_labelledby=f"{anchor}-head",
        )

    def _about(self, shown: ShownConflict) -> Markup:
        found = f"found {words.day(shown.conflict.found)}" if shown.conflict.found else None
        parts = [self.anchors.conflict(shown.conflict.id), str(shown.ruling), *([found] if found else [])]
        return element("p", [[" · " if n else None, part] for n, part in enumerate(parts)], class_="about")

    def _sides(self, sides: Sequence[ShownSide], letters: Sequence[str]) -> Iterator[Markup]:
        """The claims of a conflict, each once with all its figures."""
        of_claim: dict[str, list[tuple[ShownSide, str]]] = {}
        for side, letter in zip(sides, letters, strict=True):
            of_claim.setdefault(side.claim, []).append((side, letter))
        for claim, same in of_claim.items():
            first = same[0][0]
            place = words.side_place(first)
            head = element(
                "h4", element("bdi", place, class_="place") if place else None, " ", self.anchors.claim(claim)
            )
            view = self.views.get(claim)
            yield element(
                "section",
                head,
                _quotation(first, _marks(same)),
                element("p", list(_readings(same)), class_="readings"),
                self._standing(view) if view is not None else None,
                class_="side",
            )

    def _standing(self, view: ClaimView) -> Markup:
        standing = view.standing
        given = [opinion(verdict, self.anchors) for verdict in standing.verdicts]
        given = given or [opinion(verdict, self.anchors, past=True) for verdict in standing.past[-1:]]
        told = element("div", given or element("span", "no verdict yet", class_="quiet"))
        return element("div", badge(view), told, class_="standing")


def _letters(sides: Sequence[ShownSide]) -> list[str]:
    """A letter for each side, by which the text and the number line are one; beyond the alphabet the last again."""
    return [_LETTERS[min(n, len(_LETTERS) - 1)] for n in range(len(sides))]


def _marks(same: Sequence[tuple[ShownSide, str]]) -> list[_Mark]:
    """The figures of one claim in the order they stand, none twice."""
    found = []
    for side, letter in same:
        text = side.passage.text if side.passage is not None else side.text
        at = side.span or (text.find(side.surface), text.find(side.surface) + len(side.surface))
        if at[0] >= 0 and at[1] > at[0]:
            found.append(_Mark(at[0], at[1], letter))
    kept: list[_Mark] = []
    for mark in sorted(found):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _quotation(side: ShownSide, marks: Sequence[_Mark]) -> Markup:
    """The sentence of a side in its paragraph, its figures marked."""
    if not side.text and side.passage is None:
        return element("p", "this claim is in the ledger no more", class_="quiet")
    text = side.passage.text if side.passage is not None else side.text
    inside: list[Markup | str] = []
    at = 0
    for mark in marks:
        figure = element(
            "mark", flow(text[mark.start : mark.end]), element("sup", mark.letter), class_=f"m{mark.letter}"
        )
        inside += [flow(text[at : mark.start]), figure]
        at = mark.end
    inside.append(flow(text[at:]))
    before = _last(flow(side.passage.before)) if side.passage is not None else ""
    after = _first(flow(side.passage.after)) if side.passage is not None else ""
    return element("blockquote", before, element("span", inside, class_="said"), after, dir="auto")


def _last(text: str) -> str:
    if len(text) <= _BEFORE:
        return text.lstrip()
    return "… " + text[-_BEFORE:].partition(" ")[2]


def _first(text: str) -> str:
    if len(text) <= _AFTER:
        return text.rstrip()
    return text[:_AFTER].rpartition(" ")[0] + " …"


def _readings(same: Sequence[tuple[ShownSide, str]]) -> Iterator[Markup]:
    """Each figure as it is written, and as it was read where that says more."""
    for side, letter in same:
        yield element(
            "span",
            element("b", letter, class_=f"letter l{letter}"),
            " ",
            element("bdi", words.figure(side.surface, side.reading)),
            class_="reading",
        )


def _line(sides: Sequence[ShownSide], letters: Sequence[str]) -> Markup | None:
    """The figures on one number line, where they have one."""
    figures = [side.figure for side in sides if side.figure is not None]
    if len(figures) < len(sides):
        return None
    line = number_line(figures)
    return drawn(line, letters) if line is not None else None

"""What is told of a conflict: its sides with their sentences, both figures on one number line, the arithmetic.

Pure, like panel.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from claimcheck import pipeline
from claimcheck.desk.evidence import written_on
from claimcheck.ledger.disagreements import Disagreement, Standpoint
from claimcheck.ledger.records import Ledger, Ruling
from claimcheck.ledger.redaction import Redaction
from claimcheck.model import Figure
from claimcheck.reporters.ledger.signs import STYLES, sign
from claimcheck.reporters.numberline import number_line
from claimcheck.reporters.numbertext import text_line
from claimcheck.reporters.readings import read_as
from claimcheck.reporters.visible import cells, clipped, squeezed
from claimcheck.settings import Settings
from claimcheck.tui.panel import CLAIM, Line, Section, folded_lines, row, when
from claimcheck.tui.prose import Piece
from claimcheck.tui.reading import named

_SIGN = {Ruling.OPEN: "≠", Ruling.DISTINCT: "∥", Ruling.ACCEPTED: "✓", Ruling.FIXED: "✎"}
_GAP = 3  # cells between two sides that stand beside each other
_SIDE = 34  # cells that a side needs to stand beside another


class Told(NamedTuple):
    """A conflict with all that is told of it: the sentences around each side, the figures, what they are about."""

    one: Disagreement
    around: tuple[tuple[str, str], ...]  # of each side: the sentences before and after
    figures: tuple[Figure | None, ...]
    abouts: tuple[str, ...] = ()


def told_of(one: Disagreement, ledger: Ledger, settings: Settings, abouts: Mapping[tuple[str, str], str]) -> Told:
    """All that is told of a conflict."""
    redaction = Redaction(ledger)
    one = one._replace(conflict=redaction.conflict(one.conflict))
    around = tuple(_around(side, ledger) for side in one.sides)
    figures = tuple(_figure(side, settings) for side in one.sides)
    about = tuple(abouts.get((side.side.claim, side.side.surface), "") for side in one.sides)
    return Told(one, around, figures, about)


def _around(side: Standpoint, ledger: Ledger) -> tuple[str, str]:
    if side.article is None or side.place is None:
        return "", ""
    layout = side.article.layout
    at = next((n for n, place in enumerate(layout) if place == side.place), -1)
    near = [layout[n].claim if at >= 0 and 0 <= n < len(layout) else "" for n in (at - 1, at + 1)]
    texts = [ledger.claims[id].text if id in ledger.claims else "" for id in near]
    return texts[0], texts[1]


def _figure(side: Standpoint, settings: Settings) -> Figure | None:
    """The figure of a side as it is read now."""
    if side.claim is None:
        return None
    context = settings.context(written_on(side.article.dateline if side.article else ""))
    found = pipeline.figures(side.claim.text, context)
    return next((f for f in found if " ".join(f.surface.split()) == side.side.surface), None)


# --- the list ---------------------------------------------------------------------------------------------------------


def listed_conflict(one: Disagreement, width: int) -> list[Line]:
    """A conflict in the list: what it is in a line, under it where."""
    conflict = one.conflict
    style = named(conflict.severity if one.status is Ruling.OPEN else STYLES[one.status])
    surfaces = " … ".join(dict.fromkeys(squeezed(side.side.surface) for side in one.sides))
    places = " · ".join(dict.fromkeys(f"{s.article.path}:{s.place.line}" for s in one.sides if s.article and s.place))
    state = conflict.severity if one.status is Ruling.OPEN else one.status
    room = max(width - 2, 8)
    return [
        [(f"{_SIGN[one.status]} ", style), (clipped(surfaces or squeezed(conflict.message), room), ())],
        [("  ", ()), (clipped(f"{conflict.code} {state} · {squeezed(places)}", room), ("quiet",))],
    ]


# --- the panel --------------------------------------------------------------------------------------------------------


def conflict_sections(told: Told, width: int) -> list[Section]:
    """A conflict at length: the verdict on it, its sides, the number line, the arithmetic, what was decided."""
    one = told.one
    conflict = one.conflict
    style = named(conflict.severity if one.status is Ruling.OPEN else STYLES[one.status])
    head = folded_lines(
        [
            (f"{_SIGN[one.status]} {conflict.code} {one.status}", style),
            (f" {conflict.id} ", ("quiet",)),
            (squeezed(conflict.message), ("title",)),
        ],
        width,
    )
    return [
        Section([*head, []]),
        *_sides(told, width),
        *([Section([*_line(told, width), []])] if len(_line(told, width)) else []),
        *_why(told, width),
        *_decisions(one, width),
    ]


def _sides(told: Told, width: int) -> list[Section]:
    sides = told.one.sides
    if len(sides) == 2 and width >= 2 * _SIDE + _GAP:
        room = (width - _GAP) // 2
        left, right = (_side(told, n, room) for n in (0, 1))
        lines = [_beside(left, right, n, room) for n in range(max(len(left), len(right)))]
        return [Section([*lines, []], (CLAIM, sides[0].side.claim))]
    return [Section([*_side(told, n, width), []], (CLAIM, side.side.claim)) for n, side in enumerate(sides)]


def _beside(left: Sequence[Line], right: Sequence[Line], at: int, room: int) -> Line:
    first = list(left[at]) if at < len(left) else []
    filled = sum(cells(text) for text, _ in first)
    second = list(right[at]) if at < len(right) else []
    return [*first, (" " * (room - filled), ()), (" │ ", ("quiet",)), *second]


def _side(told: Told, number: int, width: int) -> list[Line]:
    side = told.one.sides[number]
    claim = side.claim
    place = f"{side.article.path}:{side.place.line}" if side.article and side.place else "in no article"
    lines: list[Line] = [
        [(clipped(f"{'AB'[number] if number < 2 else number + 1}  {squeezed(place)}", width), ("label",))]
    ]
    if claim is None:
        return [*lines, *folded_lines([("the ledger has it no more", ("quiet",))], width)]
    before, after = told.around[number]
    text = squeezed(claim.text)
    surface = squeezed(side.side.surface)
    parts: list[Piece] = [(f"{squeezed(before)} ", ("quiet",))] if before else []
    head, found, rest = text.partition(surface) if surface else (text, "", "")
    parts += [(head, ()), (found, ("hit", "figure")), (rest, ())]
    parts += [(f" {squeezed(after)}", ("quiet",))] if after else []
    lines += folded_lines(parts, width)
    figure = told.figures[number] if number < len(told.figures) else None
    reading = read_as(figure) if figure is not None else side.side.reading
    lines += folded_lines([(surface, ("figure",)), (f" → {squeezed(reading)}", ("title",))], width) if reading else []
    if number < len(told.abouts) and told.abouts[number]:
        lines += folded_lines([(squeezed(told.abouts[number]), ("quiet",))], width)
    if claim.verdicts:
        last = claim.verdicts[-1]
        told_ = f"{sign(last.status)} {last.status} {squeezed(last.by)}, {when(last.at)}"
        lines += folded_lines([(told_, named(STYLES[last.status]))], width)
    return lines


def _line(told: Told, width: int) -> list[Line]:
    """Both figures on one number line, where they have one."""
    figures = [figure for figure in told.figures if figure is not None]
    line = number_line(figures) if len(figures) == len(told.figures) else None
    if line is None:
        return []
    return [[(text, named(style)) for text, style in drawn] for drawn in text_line(line, width)]


def _why(told: Told, width: int) -> list[Section]:
    lines: list[Line] = []
    for number, text in enumerate(told.one.conflict.explanation):
        lines += row("because" if not number else "", [(squeezed(text), ())], width)
    return [Section([*lines, []])] if lines else []


def _decisions(one: Disagreement, width: int) -> list[Section]:
    lines: list[Line] = []
    for made in reversed(one.conflict.decisions):
        note = f": {squeezed(made.note)}" if made.note else ""
        stands = "" if made == one.decision else " (no longer stands)"
        told = f"{made.ruling} by {squeezed(made.by)}, {when(made.at)}{note}{stands}"
        lines += row("decided", [(told, () if not stands else ("quiet",))], width)
    if one.conflict.found:
        lines += row("found", [(when(one.conflict.found), ("quiet",))], width)
    if one.conflict.gone:
        lines += row("gone", [(f"not found any more since {when(one.conflict.gone)}", ("quiet",))], width)
    return [Section(lines)] if lines else []

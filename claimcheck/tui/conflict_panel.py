"""What is told of a conflict: its sides with their sentences, their figures on one number line, the arithmetic.

Pure, like panel.py. Figures of one claim are marked in one sentence; each side has a letter: in its sentence, where it
is read, and on the number line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from string import ascii_uppercase
from typing import NamedTuple

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
_NO_PROSE = frozenset(("heading", "meta"))  # kinds of claim that are no part of a paragraph
_STYLES = {"gutter": "dim"}


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
    figures = tuple(_figures(one.sides, settings))
    about = tuple(abouts.get((side.side.claim, side.side.surface), "") for side in one.sides)
    return Told(one, around, figures, about)


def _around(side: Standpoint, ledger: Ledger) -> tuple[str, str]:
    if side.article is None or side.place is None:
        return "", ""
    layout = side.article.layout
    at = next((n for n, place in enumerate(layout) if place == side.place), -1)
    near = [layout[n].claim if at >= 0 and 0 <= n < len(layout) else "" for n in (at - 1, at + 1)]
    known = [ledger.claims.get(id) for id in near]
    texts = [claim.text if claim is not None and claim.kind not in _NO_PROSE else "" for claim in known]
    return texts[0], texts[1]


def _figures(sides: Sequence[Standpoint], settings: Settings) -> Iterator[Figure | None]:
    """The figure of each side as it is read now; equal ones of a claim in their order."""
    from claimcheck import pipeline

    met: Counter[tuple[str, str]] = Counter()
    for side in sides:
        if side.claim is None:
            yield None
            continue
        context = settings.context(written_on(side.article.dateline if side.article else ""))
        found = pipeline.figures(side.claim.text, context)
        same = [figure for figure in found if " ".join(figure.surface.split()) == side.side.surface]
        nth = met[side.side.claim, side.side.surface]
        met[side.side.claim, side.side.surface] += 1
        yield same[min(nth, len(same) - 1)] if same else None


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


def words_of(one: Disagreement) -> str:
    """The words a conflict is found by: what it says, its sides, where they stand, why it was decided."""
    conflict = one.conflict
    told = [conflict.id, conflict.code, conflict.message, *(made.note for made in conflict.decisions)]
    for side in one.sides:
        told += [side.side.surface, side.claim.text if side.claim else "", side.article.path if side.article else ""]
    return " ".join(dict.fromkeys(told))


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
    made = one.decision
    if made is not None and one.status is not Ruling.OPEN:
        note = f": {squeezed(made.note)}" if made.note else ""
        head += row("decided", [(f"{made.ruling} by {squeezed(made.by)}, {when(made.at)}{note}", style)], width)
    return [
        Section([*head, []]),
        *_sides(told, width),
        *([Section([*_line(told, width), []])] if len(_line(told, width)) else []),
        *_why(told, width),
        *_decisions(one, width),
    ]


def _sides(told: Told, width: int) -> list[Section]:
    groups: dict[str, list[int]] = {}
    for number, side in enumerate(told.one.sides):
        groups.setdefault(side.side.claim, []).append(number)
    if len(groups) == 2 and width >= 2 * _SIDE + _GAP:
        room = (width - _GAP) // 2
        left, right = (_side(told, numbers, room) for numbers in groups.values())
        return [Section([*_beside(left, right, room), []], (CLAIM, next(iter(groups))))]
    return [Section([*_side(told, numbers, width), []], (CLAIM, claim)) for claim, numbers in groups.items()]


def _beside(left: Sequence[Line], right: Sequence[Line], room: int) -> Iterator[Line]:
    nothing: Line = []
    for first, second in zip_longest(left, right, fillvalue=nothing):
        filled = sum(cells(text) for text, _ in first)
        yield [*first, (" " * max(room - filled, 0), ()), (" │ ", ("quiet",)), *second]


def letter(number: int) -> str:
    """The letter of a side: A, B, … Z, then numbers."""
    return ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)


def _side(told: Told, numbers: Sequence[int], width: int) -> list[Line]:
    """One claim with its sides: where it stands, the sentence among its neighbours, the readings, the verdict."""
    side = told.one.sides[numbers[0]]
    claim = side.claim
    place = f"{side.article.path}:{side.place.line}" if side.article and side.place else "in no article"
    lines: list[Line] = [[(clipped(squeezed(place), width), ("label",))]]
    if claim is None:
        return [*lines, *folded_lines([("the ledger has it no more", ("quiet",))], width)]
    lines += folded_lines(list(_sentence(told, numbers, claim.text)), width)
    for number in numbers:
        surface = squeezed(told.one.sides[number].side.surface)
        figure = told.figures[number]
        reading = read_as(figure) if figure is not None else told.one.sides[number].side.reading
        read: list[Piece] = [(f"{letter(number)} ", ("key",)), (surface, ("figure",))]
        read += [(f" → {squeezed(reading)}", ("title",))] if reading and reading != surface else []
        lines += folded_lines(read, width)
    if claim.verdicts:
        last = claim.verdicts[-1]
        said = f"{sign(last.status)} {last.status} {squeezed(last.by)}, {when(last.at)}"
        lines += folded_lines([(said, named(STYLES[last.status]))], width)
    return lines


def _sentence(told: Told, numbers: Sequence[int], text: str) -> Iterator[Piece]:
    """The sentence with every figure marked, and quietly the sentences around it."""
    before, after = told.around[numbers[0]]
    if before:
        yield f"{squeezed(before)} ", ("quiet",)
    at = 0
    for start, end, number in sorted(_spans(told, numbers, text)):
        if start >= at:
            yield text[at:start], ()
            yield text[start:end], ("hit", "figure")
            yield f" {letter(number)}", ("key",)
            at = end
    yield text[at:], ()
    if after:
        yield f" {squeezed(after)}", ("quiet",)


def _spans(told: Told, numbers: Sequence[int], text: str) -> Iterator[tuple[int, int, int]]:
    for number in numbers:
        figure, surface = told.figures[number], told.one.sides[number].side.surface
        if figure is not None:
            yield figure.start, figure.end, number
        elif surface and (at := text.find(surface)) >= 0:
            yield at, at + len(surface), number


def _line(told: Told, width: int) -> list[Line]:
    """All figures on one number line, where they have one."""
    figures = [figure for figure in told.figures if figure is not None]
    line = number_line(figures) if len(figures) == len(told.figures) else None
    if line is None:
        return []
    bars = tuple(bar._replace(surface=f"{letter(n)} {bar.surface}") for n, bar in enumerate(line.bars))
    drawn = text_line(line._replace(bars=bars), width, styles=("error", *["info"] * (len(bars) - 1)))
    return [[(text, named(_STYLES.get(style, style))) for text, style in each] for each in drawn]


def _why(told: Told, width: int) -> list[Section]:
    lines: list[Line] = []
    for number, text in enumerate(told.one.conflict.explanation):
        lines += row("because" if not number else "", [(squeezed(text), ())], width)
    for number, about in enumerate(told.abouts):
        if about:
            lines += row("" if number else "about", [(f"{letter(number)} {squeezed(about)}", ("quiet",))], width)
    return [Section([*lines, []])] if lines else []


def _decisions(one: Disagreement, width: int) -> list[Section]:
    lines: list[Line] = []
    for made in (made for made in reversed(one.conflict.decisions) if made != one.decision):
        note = f": {squeezed(made.note)}" if made.note else ""
        stands = made is one.conflict.decisions[-1] and made.ruling is Ruling.OPEN  # open again: that is its state now
        told = f"{made.ruling} by {squeezed(made.by)}, {when(made.at)}{note}{'' if stands else ' (no longer stands)'}"
        lines += row("past", [(told, ("quiet",))], width)
    if one.conflict.found:
        lines += row("found", [(when(one.conflict.found), ("quiet",))], width)
    if one.conflict.gone:
        lines += row("gone", [(f"not found any more since {when(one.conflict.gone)}", ("quiet",))], width)
    return [Section(lines)] if lines else []

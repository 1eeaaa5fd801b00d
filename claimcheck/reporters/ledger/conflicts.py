"""Conflicts of the ledger as pictures, in the manner of `full`: the sentences with their figures marked, the
arithmetic, why they were taken to be about the same thing, and who decided what; and as JSON.

    K-7F3K9QDM  error[CC101] value-conflict: “14 people” … “12 people”: 14 people against 12 people, 2 apart
      --> fire.md:3  C-9Q2M4XHT
       |
     3 | The fire killed 14 people.
       |                 ^^^^^^^^^
       |
       = called accepted by Ada Holm, 2026-11-02: the second report is newer
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TextIO

from claimcheck.ledger.consistency import ShownConflict, ShownSide
from claimcheck.ledger.disagreements import Disagreement
from claimcheck.ledger.records import Conflict, Ruling
from claimcheck.reporters import Look
from claimcheck.reporters.consistency import words
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.full import MOST_LABEL, PIPE_WIDTH, headed
from claimcheck.reporters.ledger.records import changed_page, conflict_record, side_record
from claimcheck.reporters.ledger.signs import STYLES, arrow_for
from claimcheck.reporters.paint import Line, hung, note, paint
from claimcheck.reporters.records import SCHEMA_VERSION
from claimcheck.reporters.scale import scale
from claimcheck.reporters.snippet import Mark, dots_of, snippet
from claimcheck.reporters.summary import counted
from claimcheck.reporters.visible import cells, clipped, squeezed, visible

Paths = Mapping[str, str]  # article id → its path as the user would type it
Names = Mapping[str, str]  # code of a rule → its name
Abouts = Mapping[tuple[str, str], str]  # (claim, surface) → what the figure is about, on one line
NO_NAMES: Names = MappingProxyType({})
_UNTOLD: Abouts = MappingProxyType({})
_MARK_UP = ("*", "_", "`")


def write(found: Sequence[ShownConflict], names: Names, stream: TextIO, look: Look, abouts: Abouts = _UNTOLD) -> None:
    """Every conflict as a picture, a blank line between."""
    paint(_lines(found, names, look, abouts), stream, look)


def _lines(found: Sequence[ShownConflict], names: Names, look: Look, abouts: Abouts) -> Iterator[Line]:
    for number, one in enumerate(found):
        if number:
            yield ()
        yield from picture(one, names, look, abouts)


def shown(one: Disagreement, paths: Paths) -> ShownConflict:
    """A conflict with its sides as they are shown. `paths`: article id → its path as the user would type it."""
    sides = []
    for each in one.sides:
        path = paths.get(each.article.id, each.article.path) if each.article else ""
        text, gone = (each.claim.text, bool(each.claim.gone)) if each.claim else ("", True)
        sides.append(ShownSide(each.side.claim, each.side.surface, each.side.reading, text, path, each.place, gone))
    return ShownConflict(one.conflict, one.status, one.decision, tuple(sides))


def picture(one: ShownConflict, names: Names, look: Look, abouts: Abouts = _UNTOLD) -> Iterator[Line]:
    """One conflict as styled lines."""
    conflict = one.conflict
    settled = one.ruling is not Ruling.OPEN
    before = [(f"{conflict.id}  ", "title"), (f"{one.ruling}  " if settled else "", STYLES[one.ruling])]
    style = "dim" if settled else _style(conflict.severity)
    name = names.get(conflict.code, "")
    yield from headed(conflict.severity, conflict.code, name, conflict.message, look, before=before, style=style)
    margin = max(len(str(side.place.line)) if side.place else 1 for side in one.sides)
    rail: Line = ((" " * margin + " |", "gutter"),)
    for number, group in enumerate(_by_claim(one.sides)):
        if number:
            yield rail
        path = visible(words.side_place(group[0]._replace(gone=False)) or words.IN_NO_ARTICLE)
        arrow = ":::" if number else "-->"
        yield (" " * margin + f"{arrow} ", "gutter"), (path, "place"), (f"  {group[0].claim}", "dim")
        yield rail
        yield from _sentence(group, one, margin, look)
    width = max(40, (look.width or PIPE_WIDTH) - margin - 3)
    yield from scale([s.figure for s in one.sides], style, margin, width - 2, look)
    below = list(_told(one, margin, look, abouts))
    yield from [rail, *below] if below else ()


def _told(one: ShownConflict, margin: int, look: Look, abouts: Abouts) -> Iterator[Line]:
    """What there is to say below the picture: the arithmetic, what was decided, what became of it."""
    conflict = one.conflict
    for text in conflict.explanation:
        if text not in conflict.message:
            yield from note(margin, "", text, look)
    for told in (abouts.get((side.claim, side.surface)) for side in conflict.sides):
        if told:
            yield from note(margin, "about: ", told, look)
    for made in conflict.decisions:
        yield from note(margin, "" if made is one.decision else "before: ", words.decision(made), look)
    if conflict.decisions and one.decision is None and conflict.decisions[-1].ruling is not Ruling.OPEN:
        yield from note(margin, "", words.CHANGED_SINCE, look)
    if conflict.gone:
        yield from note(margin, "", words.found_no_more(one), look)


def _style(severity: str) -> str:
    return severity if severity in ("error", "warning") else "info"


def _by_claim(sides: Sequence[ShownSide]) -> list[list[ShownSide]]:
    groups: dict[str, list[ShownSide]] = {}
    for side in sides:
        groups.setdefault(side.claim, []).append(side)
    return list(groups.values())


def _sentence(group: Sequence[ShownSide], one: ShownConflict, margin: int, look: Look) -> Iterator[Line]:
    """The sentence of one claim with the figures marked that stand in it."""
    side, place = group[0], group[0].place
    if side.gone:
        text = f"(gone) {side.text}" if side.text else f"(the ledger no longer has this claim: {side.surface})"
        yield from hung([(" " * margin + " | ", "gutter")], squeezed(text), "dim", look.width)
    else:
        number = place.line if place else 1
        line = squeezed(side.text)
        marks = list(_marks(group, line, number, one))
        width = max(40, (look.width or PIPE_WIDTH) - margin - 3)
        label = min(max((cells(mark.label) for mark in marks), default=0) + 1, MOST_LABEL)
        if marks:
            yield from snippet(lambda _: line, marks, width, margin, place is not None, dots_of(look), label)
        else:  # the words of the figure are no longer in it
            number_shown = str(number) if place else ""
            yield (f"{number_shown:>{margin}}", "place"), (" | ", "gutter"), (line, "")


def _marks(group: Sequence[ShownSide], line: str, number: int, one: ShownConflict) -> Iterator[Mark]:
    taken: list[tuple[int, int]] = []
    for side in group:
        start, end = _found(line, side.surface, taken)
        if start < 0:
            continue
        taken.append((start, end))
        doubtful = side is one.sides[0]
        label = visible(side.reading)
        label = "" if squeezed(side.surface).casefold() == label.casefold() else label
        style = _style(one.conflict.severity) if doubtful else "other"
        yield Mark(number, start, end, label, style, "^" if doubtful else "-")


def _found(line: str, surface: str, taken: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Where a figure stands in its sentence: the first place not taken by another; (-1, -1) for none."""
    plain = surface
    for sign in _MARK_UP:
        plain = plain.replace(sign, "")
    for text in (squeezed(surface), squeezed(plain)):
        start = line.find(text) if text else -1
        while start >= 0 and any(start < b and a < start + len(text) for a, b in taken):
            start = line.find(text, start + 1)
        if start >= 0:
            return start, start + len(text)
    return -1, -1


def closing(found: Sequence[Disagreement], total: int) -> str:
    """How many conflicts are shown, of what kind, and how many there are besides."""
    if not total:
        return words.NO_CONFLICTS
    opened = [one for one in found if one.status is Ruling.OPEN]
    errors = sum(one.conflict.severity == "error" for one in opened)
    kinds = [counted(errors, "error")] if errors else []
    kinds += [counted(len(opened) - errors, "warning")] if len(opened) > errors else []
    told = counted(len(opened), "open conflict") + (f" ({', '.join(kinds)})" if kinds else "")
    if len(found) > len(opened):
        told += f", {len(found) - len(opened):,} settled"
    return told if len(found) == total else f"{told}; left out: {total - len(found):,} (claimcheck conflicts --all)"


# --- for programs -----------------------------------------------------------------------------------------------------


def record(one: Disagreement, paths: Paths) -> dict[str, Json]:
    """A conflict with its sides."""
    sides = [side_record(s.claim, s.surface, s.reading, s.text, s.path, s.place) for s in shown(one, paths).sides]
    return conflict_record(one.conflict, one.status, sides)


def page(found: Sequence[Disagreement], paths: Paths, total: int) -> str:
    """All of them as one JSON object."""
    conflicts: list[Json] = [record(one, paths) for one in found]
    return encode({"schema_version": SCHEMA_VERSION, "conflicts": conflicts, "total": total}, pretty=True)


# --- what was decided -------------------------------------------------------------------------------------------------

Row = tuple[Conflict, Ruling, Ruling, bool]  # a conflict, where it stood and stands, whether that was decided already


def write_decided(rows: Sequence[Row], stream: TextIO, look: Look) -> None:
    """A line for each conflict: where it stood, where it stands, what it is about."""
    paint(_decided(rows, arrow_for(stream), look.width), stream, look)


def _decided(rows: Sequence[Row], arrow: str, columns: int | None) -> Iterator[Line]:
    for conflict, was, now, repeated in rows:
        moved = f"already {now}" if repeated else f"{was} {arrow} {now}"
        text = squeezed(conflict.message)
        if columns is not None:
            text = clipped(text, max(columns - cells(conflict.id) - cells(moved) - 4, 20))
        yield (f"{conflict.id}  ", "title"), (moved, STYLES[now]), (f"  {text}", "")


def decided_page(
    shown: Sequence[tuple[Disagreement, str, bool]], paths: Paths, remarks: Sequence[str], dry_run: bool
) -> str:
    """The same as JSON: (conflict, where it stood, whether that was decided already)."""
    conflicts: list[Json] = [{**record(one, paths), "was": was, "repeated": repeated} for one, was, repeated in shown]
    return changed_page("conflicts", conflicts, remarks, dry_run)

"""Conflicts of the ledger as pictures, in the manner of `full`: the sentences with their figures marked, the
arithmetic, why they were taken to be about the same thing, and who decided what; and as JSON.

    K-7F3K9QDM error[CC101] value-conflict: “14 people” … “12 people”: 14 people against 12 people, 2 apart
      --> fire.md:3 C-9Q2M4XHT
       |
     3 | The fire killed 14 people.
       |                 ^^^^^^^^^
       |
       = accepted by Ada Holm, 2026-11-02: the second report is newer
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TextIO

from claimcheck.ledger.disagreements import Disagreement, Standpoint
from claimcheck.ledger.records import Conflict, Decision, Ruling
from claimcheck.reporters import Look
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.full import PIPE_WIDTH, note
from claimcheck.reporters.ledger.records import changed_page, conflict_record, side_record
from claimcheck.reporters.ledger.signs import STYLES, arrow_for
from claimcheck.reporters.paint import Line, paint
from claimcheck.reporters.records import SCHEMA_VERSION
from claimcheck.reporters.snippet import Mark, snippet
from claimcheck.reporters.summary import counted
from claimcheck.reporters.visible import cells, clipped, squeezed, visible

Paths = Mapping[str, str]  # article id → its path as the user would type it
Names = Mapping[str, str]  # code of a rule → its name
Abouts = Mapping[tuple[str, str], str]  # (claim, surface) → what the figure is about, on one line
_UNTOLD: Abouts = MappingProxyType({})
_LOOSE = "in no article"
_MARK_UP = ("*", "_", "`")
_MOST_LABEL = 32


def write(
    found: Sequence[Disagreement], paths: Paths, names: Names, stream: TextIO, look: Look, abouts: Abouts = _UNTOLD
) -> None:
    """Every conflict as a picture, a blank line between."""
    paint(_lines(found, paths, names, look, abouts), stream, look)


def _lines(found: Sequence[Disagreement], paths: Paths, names: Names, look: Look, abouts: Abouts) -> Iterator[Line]:
    for number, one in enumerate(found):
        if number:
            yield ()
        yield from picture(one, paths, names, look, abouts)


def picture(one: Disagreement, paths: Paths, names: Names, look: Look, abouts: Abouts = _UNTOLD) -> Iterator[Line]:
    """One conflict as styled lines."""
    conflict = one.conflict
    settled = one.status is not Ruling.OPEN
    yield (
        (f"{conflict.id} ", "title"),
        (f"{one.status} " if settled else "", STYLES[one.status]),
        (f"{conflict.severity}[{conflict.code}]", "dim" if settled else _style(conflict.severity)),
        (f" {names.get(conflict.code, '')}: ".replace(" : ", ": "), "dim"),
        (squeezed(conflict.message), "title"),
    )
    margin = max(len(str(side.place.line)) if side.place else 1 for side in one.sides)
    arrow = "-->"
    for group in _by_claim(one.sides):
        yield (" " * margin + f"{arrow} ", "gutter"), (_where(group[0], paths), ""), (f" {group[0].side.claim}", "dim")
        yield from _sentence(group, one, margin, look)
        arrow = ":::"
    for text in conflict.explanation:
        if text not in conflict.message:
            yield from note(margin, "", text, look)
    for told in (abouts.get((side.claim, side.surface)) for side in conflict.sides):
        if told:
            yield from note(margin, "about: ", told, look)
    for made in conflict.decisions:
        word = "" if made is one.decision else "before: "
        yield from note(margin, word, _said(made), look)
    if conflict.decisions and one.decision is None and conflict.decisions[-1].ruling is not Ruling.OPEN:
        yield from note(margin, "", "a side has changed since that was decided", look)
    if conflict.gone:
        yield from note(margin, "", f"found no more since {conflict.gone[:10]}", look)


def _style(severity: str) -> str:
    return severity if severity in ("error", "warning") else "info"


def _by_claim(sides: Sequence[Standpoint]) -> list[list[Standpoint]]:
    groups: dict[str, list[Standpoint]] = {}
    for side in sides:
        groups.setdefault(side.side.claim, []).append(side)
    return list(groups.values())


def _where(side: Standpoint, paths: Paths) -> str:
    if side.article is None:
        return _LOOSE
    path = visible(paths.get(side.article.id, side.article.path))
    return f"{path}:{side.place.line}" if side.place else path


def _sentence(group: Sequence[Standpoint], one: Disagreement, margin: int, look: Look) -> Iterator[Line]:
    """The sentence of one claim with the figures marked that stand in it."""
    claim, place = group[0].claim, group[0].place
    yield ((" " * margin + " |", "gutter"),)
    if claim is None or claim.gone:
        text = f"(the ledger no longer has this claim: {group[0].side.surface})"
        text = text if claim is None else f"(gone since {claim.gone[:10]}) {claim.text}"
        yield (" " * margin + " | ", "gutter"), (squeezed(text), "dim")
    else:
        number = place.line if place else 1
        line = squeezed(claim.text)
        marks = list(_marks(group, line, number, one))
        width = max(40, (look.width or PIPE_WIDTH) - margin - 3)
        label = min(max((cells(mark.label) for mark in marks), default=0) + 1, _MOST_LABEL)
        if marks:
            yield from snippet(lambda _: line, marks, width - label, margin, place is not None)
        else:  # the words of the figure are no longer in it
            shown = str(number) if place else ""
            yield (f"{shown:>{margin}} | ", "gutter"), (line, "")
    yield ((" " * margin + " |", "gutter"),)


def _marks(group: Sequence[Standpoint], line: str, number: int, one: Disagreement) -> Iterator[Mark]:
    taken: list[tuple[int, int]] = []
    for each in group:
        start, end = _found(line, each.side.surface, taken)
        if start < 0:
            continue
        taken.append((start, end))
        doubtful = each.side is one.conflict.sides[0]
        label = visible(each.side.reading)
        label = "" if squeezed(each.side.surface).casefold() == label.casefold() else label
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


def _said(made: Decision) -> str:
    """A decision in words: "accepted by Ada Holm, 2026-11-02: the second report is newer"."""
    word = "reopened" if made.ruling is Ruling.OPEN else f"called {made.ruling}"
    return f"{word} by {made.by}, {made.at[:10]}" + (f": {made.note}" if made.note else "")


def closing(found: Sequence[Disagreement], total: int) -> str:
    """How many conflicts are shown, of what kind, and how many there are besides."""
    shown = len(found)
    if not total:
        return "no conflicts in the ledger"
    opened = [one for one in found if one.status is Ruling.OPEN]
    errors = sum(one.conflict.severity == "error" for one in opened)
    kinds = [counted(errors, "error")] if errors else []
    kinds += [counted(len(opened) - errors, "warning")] if len(opened) > errors else []
    told = counted(len(opened), "open conflict") + (f" ({', '.join(kinds)})" if kinds else "")
    if shown > len(opened):
        told += f", {shown - len(opened):,} settled"
    return told if shown == total else f"{told}; {total - shown:,} more in the ledger (--all)"


# --- for programs -----------------------------------------------------------------------------------------------------


def record(one: Disagreement, paths: Paths) -> dict[str, Json]:
    """A conflict with its sides."""
    sides = []
    for each in one.sides:
        path = paths.get(each.article.id, each.article.path) if each.article else ""
        text = each.claim.text if each.claim else ""
        sides.append(side_record(each.side.claim, each.side.surface, each.side.reading, text, path, each.place))
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

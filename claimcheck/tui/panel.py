"""What is told beside a claim: where it stands, who concluded what, its figures, its conflicts, the passages cited.

Pure: sections of lines for a width. A section that leads elsewhere says where by its `target`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from claimcheck.desk.evidence import Beside, Evidence, held_up
from claimcheck.ledger.consistency import ShownConflict
from claimcheck.ledger.details import Marked
from claimcheck.ledger.grounds import Drift, Lookup
from claimcheck.ledger.records import Citation, Ruling, Verdict
from claimcheck.ledger.redaction import HIDDEN
from claimcheck.reporters.ledger.signs import STYLES, sign
from claimcheck.reporters.readings import read_as
from claimcheck.reporters.visible import cells, squeezed
from claimcheck.tui.prose import Mark, Piece, Row, pieces, set_rows, wrapped
from claimcheck.tui.reading import named

Line = list[Piece]
CONFLICT, SOURCE, CLAIM = "conflict", "source", "claim"
_LABEL = 12  # cells of the column of labels
_AROUND = 2  # rows of a source shown before and after what is cited
_MOST = 14  # rows of a passage in the panel
_MARKS = {"same": ("", "", ()), "old": ("[-", "-]", ("old",)), "new": ("{+", "+}", ("new",))}
_LOOKED = {
    Lookup.FOUND: "found",
    Lookup.CONVERTED: "found in another unit",
    Lookup.ROUNDED: "found, rounded",
    Lookup.DERIVED: "follows from what is there",
    Lookup.ALTERED: "altered",
    Lookup.ABSENT: "not there",
    Lookup.CONTRADICTED: "says another",
    Lookup.UNSURE: "nothing to compare",
}
_STATES = {
    "unchanged": ("unchanged", "good"),
    "changed": ("changed since it was recorded", "warning"),
    "missing": ("cannot be found", "error"),
}


class Section(NamedTuple):
    """Some lines of a panel, and what they lead to: ("conflict", its id), ("source", its id); None for nowhere."""

    lines: list[Line]
    target: tuple[str, str] | None = None


def folded_lines(parts: Iterable[Piece], width: int, first: str = "", rest: str = "") -> list[Line]:
    """Pieces set in lines `width` cells wide, with these words before the first line and the others."""
    kept = [(text, names) for text, names in parts if text]
    text = "".join(part for part, _ in kept)
    deepest = max((len(names) for _, names in kept), default=0)
    layers: list[list[Mark]] = [[] for _ in range(deepest)]
    at = 0
    for part, names in kept:
        for depth, name in enumerate(names):
            layers[depth].append(Mark(at, at + len(part), name))
        at += len(part)
    room = max(width - max(cells(first), cells(rest)), 8)
    lines: list[Line] = []
    for number, (start, end) in enumerate(wrapped(text, 0, len(text), room)):
        lead = rest if number else first
        label: Line = [(lead, ("label",))] if lead else []
        lines.append([*label, *pieces(text, Row(start, end), layers)])
    return lines


def row(label: str, parts: Iterable[Piece], width: int) -> list[Line]:
    """A label and what belongs to it, set beside it."""
    return folded_lines(parts, width, f"{label:<{_LABEL}}", " " * _LABEL)


def when(at: str) -> str:
    """A time for people: "2026-11-23 14:05"."""
    date, sign_, time = at.partition("T")
    return f"{date} {time[:5]}" if sign_ and len(time) > 4 else at


def airy(told: Sequence[Section]) -> list[Section]:
    """The sections with a blank line after each, where there is room for it."""
    return [section._replace(lines=[*section.lines, []]) for section in told]


def sections(found: Beside, width: int) -> list[Section]:
    """All that is told beside a claim."""
    detail = found.detail
    told = [Section(_head(found, width))]
    told += [
        Section(_conflict(shown, detail.view.claim.id, width), (CONFLICT, shown.conflict.id)) for shown in _open(found)
    ]
    if detail.figures:
        told.append(Section(_figures(found, width)))
    told += [Section(_evidence(one, width), _target(one)) for one in _worth_telling(found.evidence)]
    if detail.view.unsourced:
        told.append(Section(row("source", [("none is named", ("warning",))], width)))
    told += [
        Section(_conflict(shown, detail.view.claim.id, width), (CONFLICT, shown.conflict.id))
        for shown in detail.conflicts
        if shown.ruling is not Ruling.OPEN
    ]
    told += [Section(lines) for lines in _history(found, width)]
    return [section for section in told if section.lines]


def _open(found: Beside) -> list[ShownConflict]:
    return [shown for shown in found.detail.conflicts if shown.ruling is Ruling.OPEN]


# --- where it stands --------------------------------------------------------------------------------------------------


def _head(found: Beside, width: int) -> list[Line]:
    detail, view = found.detail, found.detail.view
    claim, standing = view.claim, view.standing
    style = named(STYLES[view.status])
    place = f"{detail.path}:{view.place.line}" if view.place else detail.path or "in no article"
    kind = claim.kind + (f", said by {squeezed(claim.attribution)}" if claim.attribution else "")
    lines = folded_lines(
        [
            (f"{sign(view.status)} {view.status}", (*style, "title")),
            (f" {claim.id} ", ("title",)),
            (f"{squeezed(place)} · {kind}", ("quiet",)),
        ],
        width,
    )
    if standing.contested:
        told = f"{standing.status}, and contested: an open conflict names it"
        lines += row("status", [(told, ("error",))], width)
    elif standing.why:
        lines += row(
            "status", [(f"{standing.status}: {squeezed(standing.why)}", named(STYLES[standing.status]))], width
        )
    if detail.was:
        lines += row("was judged", [(squeezed(detail.was), ())], width)
        lines += row("changed", marked_pieces(detail.change), width)
    if standing.disagreement:
        said = "; ".join(f"{squeezed(v.by)} says {v.status}" for v in standing.verdicts)
        lines += row("disagree", [(said, ("warning",))], width)
    if detail.remark:
        lines += row("remark", [(squeezed(detail.remark), ("warning",))], width)
    for verdict in standing.verdicts:
        lines += _verdict("verdict", verdict, "", width)
    return lines


def marked_pieces(runs: Marked) -> Iterator[Piece]:
    """What changed between two texts, with marks that stand without colour: [-old-] {+new+}."""
    for number, (kind, words) in enumerate(runs):
        left, right, names = _MARKS[kind]
        yield " " * bool(number) + f"{left}{squeezed(words)}{right}", names


def _verdict(label: str, verdict: Verdict, reason: str, width: int) -> list[Line]:
    names = ("quiet",) if reason else named(STYLES[verdict.status])
    ended = f" ({reason})" if reason else ""
    told: list[Piece] = [
        (f"{sign(verdict.status)} {verdict.status}", names),
        (f" {squeezed(verdict.by)}, {when(verdict.at)}{squeezed(ended)}", ("quiet",) if reason else ()),
    ]
    lines = row(label, told, width)
    for name, text in (("should say", verdict.correction), ("method", verdict.method), ("note", verdict.note)):
        if text:
            lines += row("", [(f"{name}: ", ("label",)), (squeezed(text), ())], width)
    return lines


def _figures(found: Beside, width: int) -> list[Line]:
    parts: list[Piece] = []
    for figure in found.detail.figures:
        parts += [(" · ", ("quiet",))] if parts else []
        parts += [(squeezed(figure.surface), ("figure",)), (f" → {squeezed(read_as(figure))}", ())]
    return row("figures", parts, width)


# --- conflicts --------------------------------------------------------------------------------------------------------


def _conflict(shown: ShownConflict, claim: str, width: int) -> list[Line]:
    conflict = shown.conflict
    style = named(conflict.severity if shown.ruling is Ruling.OPEN else STYLES[shown.ruling])
    lines = row(
        "conflict",
        [(f"{conflict.code} {shown.ruling}", style), (f": {squeezed(conflict.message)}", ())],
        width,
    )
    if shown.decision is not None and shown.ruling is not Ruling.OPEN:
        made = shown.decision
        note = f": {squeezed(made.note)}" if made.note else ""
        lines += row("", [(f"{made.ruling} by {squeezed(made.by)}, {when(made.at)}{note}", ("quiet",))], width)
    for side in shown.sides:
        if side.claim != claim:
            place = f"{squeezed(side.path)}:{side.place.line} " if side.place else ""
            lines += row("  against", [(place, ("quiet",)), (squeezed(side.text) or "(removed)", ())], width)
    return lines


# --- what it stands on ------------------------------------------------------------------------------------------------


def _worth_telling(evidence: Sequence[Evidence]) -> list[Evidence]:
    """What the claim cites; what its article rests on as a whole comes after that, and looked into only alone."""
    own = [one for one in evidence if not one.inherited]
    above = [one for one in evidence if one.inherited]
    return [*own, *(above if not own else [one._replace(document=None, examined=None) for one in above])]


def _target(evidence: Evidence) -> tuple[str, str] | None:
    return (SOURCE, evidence.source.id) if evidence.source is not None else None


def _evidence(one: Evidence, width: int) -> list[Line]:
    label = "article's" if one.inherited else str(one.citation.stance)
    lines = row(label, source_words(one), width)
    if one.source is not None and one.source.confidential:
        return lines
    lines += drift_lines(one, width)
    if one.document is not None and not one.inherited:
        lines += passage(one, width)
    elif one.citation.quote:
        lines += row("", [(f'"{squeezed(one.citation.quote)}"', ())], width)
    return [*lines, *_borne_out(one, width)]


def source_words(one: Evidence) -> Iterator[Piece]:
    """A citation's source and place, and the state of its file: in words as well as by its style."""
    source, citation = one.source, one.citation
    if source is None:
        yield f"{citation.source} is not in the ledger", ("error",)
        return
    name = HIDDEN if source.confidential else squeezed(source.name)
    yield f"{name}", ("title",)
    yield f" {source.id}", ("quiet",)
    where = squeezed(citation.locator) or one.place
    if where and not source.confidential and not one.inherited:
        yield f", {where}", ()
    state, style = _STATES.get(one.state, ("not stored", "quiet") if source.url else ("", ""))
    if one.examined is not None and one.examined.drift is Drift.AWAY:
        state, style = "changed, but not where it is cited", "good"
    if state:
        yield f" · {state}", (style,)


def cited_at(citation: Citation) -> str:
    """Where in its source a citation points, in words."""
    return squeezed(citation.locator) or (f'"{squeezed(citation.quote)}"' if citation.quote else "")


def drift_lines(one: Evidence, width: int) -> list[Line]:
    """What became of a passage that is cited: the words that changed, or that they are there no more."""
    examined = one.examined
    if examined is None:
        return []
    if one.change:
        return row("  drift", marked_pieces(one.change), width)
    quoted = next((looked for looked in examined.quotes if not looked.own), None)
    if quoted is not None and quoted.lookup is not Lookup.FOUND:
        said = squeezed(quoted.said) or "these words are not in it now"
        lines = row("  quote", [(f'"{squeezed(one.citation.quote)}"', ("old",))], width)
        return [*lines, *row("", [(f"{_LOOKED[quoted.lookup]}: {said}", ("warning",))], width)]
    if one.drifted:
        return row("  drift", [("the place that is cited has changed", ("warning",))], width)
    return []


def passage(one: Evidence, width: int, most: int = _MOST) -> list[Line]:
    """The passage that is cited among the rows around it, as the source has them now."""
    document = one.document
    marked_ = one.spans or one.figures
    if document is None or not marked_:
        return []
    rows = set_rows(document.text, document.blocks, max(width - 4, 8))
    touched = [
        at for at, r in enumerate(rows) if r.start < r.end and any(s < r.end and r.start < e for s, e in marked_)
    ]
    if not touched:
        return []
    first, last = max(touched[0] - _AROUND, 0), min(touched[0] + most, touched[-1] + _AROUND, len(rows) - 1)
    layers = layers_of(one)
    shown = rows[first : last + 1]
    while shown and shown[0].start == shown[0].end:
        shown = shown[1:]
    while shown and shown[-1].start == shown[-1].end:
        shown = shown[:-1]
    return [[("  ┃ " if _cites(r, marked_) else "  │ ", ("quiet",)), *pieces(document.text, r, layers)] for r in shown]


def _cites(row_: Row, spans: Sequence[tuple[int, int]]) -> bool:
    return row_.start < row_.end and any(start < row_.end and row_.start < end for start, end in spans)


def layers_of(one: Evidence) -> list[list[Mark]]:
    """What is cited in a source and the figures found in it, as marks."""
    cited: list[Mark] = []
    for start, end in sorted(one.spans):
        if cited and start < cited[-1].end:
            cited[-1] = cited[-1]._replace(end=max(end, cited[-1].end))
        else:
            cited.append(Mark(start, end, "cited"))
    figures: list[Mark] = []
    for start, end in one.figures:
        if not figures or start >= figures[-1].end:
            figures.append(Mark(start, end, "figure"))
    return [cited, figures]


def _borne_out(one: Evidence, width: int) -> list[Line]:
    examined = one.examined
    if examined is None or not examined.figures:
        return []
    good, asked = held_up(one)
    if one.inherited:
        return row("", [(f"{good} of {asked} figures found in it", ("quiet",))], width)
    lines: list[Line] = []
    for looked in examined.figures:
        style = "good" if looked.lookup in (Lookup.FOUND, Lookup.CONVERTED, Lookup.ROUNDED, Lookup.DERIVED) else "quiet"
        style = "error" if looked.lookup is Lookup.CONTRADICTED else style
        there = f' "{squeezed(looked.place.text)}"' if looked.place and looked.lookup is not Lookup.FOUND else ""
        told = [(squeezed(looked.claimed.text), ("figure",)), (f": {_LOOKED[looked.lookup]}{there}", (style,))]
        lines += row("", told, width)
    return lines


# --- history ----------------------------------------------------------------------------------------------------------


def _history(found: Beside, width: int) -> Iterator[list[Line]]:
    detail, claim = found.detail, found.detail.view.claim
    for verdict, reason in reversed(detail.past):
        yield _verdict("past", verdict, reason, width)
    for revision in reversed(claim.revisions):
        stand = "verdicts stand" if revision.keeps else "verdicts ended"
        told = [
            (f"{when(revision.at)} {revision.change}, {stand}; it said: ", ("quiet",)),
            (squeezed(revision.was), ()),
        ]
        yield row("history", told, width)
    if claim.tags:
        yield row("tags", [(", ".join(map(squeezed, claim.tags)), ())], width)
    if claim.note:
        yield row("note", [(squeezed(claim.note), ())], width)
    if claim.added:
        yield row("added", [(when(claim.added), ("quiet",))], width)

"""What is told of a source: what it is, what became of it, and every claim that stands on it with the place it cites.

Pure, like panel.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.desk.evidence import Standpoint, Use
from claimcheck.ledger.details import SourceView
from claimcheck.ledger.records import Source
from claimcheck.ledger.redaction import HIDDEN
from claimcheck.reporters.ledger.signs import STYLES, sign
from claimcheck.reporters.summary import counted
from claimcheck.reporters.visible import cells, clipped, squeezed
from claimcheck.tui.panel import CLAIM, Line, Section, drift_lines, folded_lines, passage, row, when
from claimcheck.tui.prose import Piece
from claimcheck.tui.reading import named

STATES = {
    "unchanged": ("=", "unchanged", "good"),
    "changed": ("≠", "changed", "warning"),
    "missing": ("✗", "missing", "error"),
    "not stored": ("·", "not stored", "quiet"),
    "": (" ", "", "quiet"),
}


def state_word(view: SourceView) -> str:
    """What has become of a source, in the words of `claimcheck source list`; "" for a person."""
    return view.state or ("not stored" if view.source.url else "")


def name_of(source: Source) -> str:
    """What to call a source on a screen; a confidential one has no name."""
    return HIDDEN if source.confidential else squeezed(source.name)


def use_of(view: SourceView) -> str:
    """How much stands on a source: "4 claims, 1 article"; "unused"."""
    many = counted(len(view.claims), "claim") if view.claims else ""
    above = counted(len(view.articles), "article") if view.articles else ""
    return ", ".join(filter(None, (many, above))) or "unused"


def listed(view: SourceView, width: int) -> list[Line]:
    """A source in the list: its state and name, under it what stands on it and what it is."""
    mark, word, style = STATES[state_word(view)]
    source = view.source
    facts = [use_of(view), source.kind, "primary" if source.primary else "", word]
    if source.confidential:
        facts.append("confidential")
    told = " · ".join(squeezed(fact) for fact in facts if fact)
    return [
        [(f"{mark} ", named(style)), (clipped(name_of(source), max(width - 4, 8)), ())],
        [("  ", ()), (clipped(told, max(width - 4, 8)), (style,) if style in ("warning", "error") else ("quiet",))],
    ]


def chosen_from(source: Source, width: int) -> list[Line]:
    """A source in a list of one line each, to choose from."""
    facts = squeezed(", ".join(fact for fact in (source.kind, source.id) if fact))
    name = clipped(name_of(source), max(width - cells(facts) - 2, 12))
    return [[(name, ()), (f"  {facts}", ("quiet",))]]


def words_of(source: Source) -> str:
    """The words a source is found by; of a confidential one its id alone."""
    if source.confidential:
        return source.id
    return " ".join(filter(None, (source.title, source.file, source.url, source.person, source.kind, source.id)))


# --- the panel --------------------------------------------------------------------------------------------------------


def source_sections(found: Standpoint, width: int) -> list[Section]:
    """A source and all that stands on it."""
    return [
        Section(_head(found, width)),
        *(Section(_use(use, width), (CLAIM, use.view.claim.id)) for use in found.uses),
    ]


def _head(found: Standpoint, width: int) -> list[Line]:
    view, source = found.shown, found.shown.source
    lines = folded_lines([(name_of(source), ("title",)), (f" {source.id}", ("quiet",))], width)
    for label, text, style in _facts(view):
        lines += row(label, [(squeezed(text), (style,) if style else ())], width)
    lines += _drift(found, width)
    for path in view.articles:
        lines += row("article", [(f"all of {squeezed(path)} rests on it", ())], width)
    if not found.uses and not view.articles:
        lines += row("", [("nothing stands on it", ("quiet",))], width)
    return [*lines, []]


def _facts(view: SourceView) -> Iterator[tuple[str, str, str]]:
    source = view.source
    facts = [source.kind, "primary" if source.primary else "", "confidential" if source.confidential else ""]
    if any(facts):
        yield "kind", ", ".join(fact for fact in facts if fact), ""
    if source.confidential:
        yield "", "its name, its words and its place stay at this desk", "quiet"
        return
    _, word, style = STATES[state_word(view)]
    if view.path:
        yield "file", f"{view.path}: {word}", style
    if source.url:
        yield "address", source.url, ""
        if not source.file:
            yield "", "never fetched: claimcheck source add takes it in", "quiet"
    if source.archive_url:
        yield "archived", source.archive_url, ""
    if source.person:
        yield "person", source.person, ""
    if source.retrieved:
        yield "taken in", when(source.retrieved), ""
    if source.independent_of:
        yield "apart from", ", ".join(source.independent_of), ""


def _drift(found: Standpoint, width: int) -> list[Line]:
    """How much of what is cited a change touches."""
    if found.shown.state != "changed":
        return []
    if not found.looked:
        return row("drift", [("looking what the change touches …", ("quiet",))], width)
    touched = sum(use.drifted for use in found.uses)
    if not touched:
        return row("drift", [("what is cited still stands there", ("good",))], width)
    told = f"{counted(touched, 'claim')} of {len(found.uses)}: the place cited has changed"
    return row("drift", [(told, ("warning",))], width)


def _use(use: Use, width: int) -> list[Line]:
    view = use.view
    place = f"{view.article.path}:{view.place.line}" if view.article and view.place else "in no article"
    style = named(STYLES[view.status])
    head: list[Piece] = [
        (f"{sign(view.status)} {view.status}", style),
        (f" {view.claim.id} {squeezed(place)}", ("quiet",)),
    ]
    if use.drifted:
        head.append((" · drift", ("warning",)))
    lines = folded_lines(head, width)
    lines += folded_lines([(squeezed(view.claim.text), ())], width)
    for one in use.evidence:
        where = squeezed(one.citation.locator) or one.place
        if where or one.citation.stance != "supports":
            told = ", ".join(part for part in (str(one.citation.stance), where) if part)
            lines += folded_lines([(told, ("quiet",))], width, "  ", "  ")
        lines += drift_lines(one, width)
        lines += passage(one, width, 6)
    return [*lines, []]

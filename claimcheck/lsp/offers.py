"""Code actions as the protocol writes them, and what an editor says it can do with them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from lsprotocol import types

from claimcheck.lsp import actions, show
from claimcheck.lsp.checker import Checked
from claimcheck.lsp.positions import UNITS, Text
from claimcheck.model import Finding, Location
from claimcheck.reporters.columns import utf16
from claimcheck.reporters.concise import where
from claimcheck.reporters.visible import clipped, squeezed

OPEN, EXPLAIN = "claimcheck.open", "claimcheck.explain"
_LONGEST = 60  # cells of a side that is quoted in a menu
_MOST = 5  # findings that one menu is about: more are selected, not pointed at
Offer = types.CodeAction | types.Command


def abilities(client: types.ClientCapabilities, encoding: str) -> show.Abilities:
    """What the editor can do. `encoding`: the unit agreed upon."""
    published = _deep(client, "text_document", "publish_diagnostics")
    formats = _deep(client, "text_document", "hover", "content_format") or ()
    return show.Abilities(
        unit=UNITS.get(encoding, utf16),
        related=bool(_deep(published, "related_information")),
        data=bool(_deep(published, "data_support")),
        markdown=types.MarkupKind.Markdown in formats,
        open_place=bool(_deep(client, "window", "show_document", "support")),
        literal_actions=_deep(client, "text_document", "code_action", "code_action_literal_support") is not None,
        versioned_edits=bool(_deep(client, "workspace", "workspace_edit", "document_changes")),
        watches=bool(_deep(client, "workspace", "did_change_watched_files", "dynamic_registration")),
    )


def _deep(value: Any, *names: str) -> Any:
    """An attribute of an attribute; None where one on the way is not there."""
    for name in names:
        value = getattr(value, name, None)
    return value


def wanted(params: types.CodeActionParams) -> bool:
    """True unless only other kinds of actions are asked for."""
    only = params.context.only
    kinds = [str(getattr(kind, "value", kind)) for kind in only or ()]
    return only is None or any(kind in ("", "quickfix") for kind in kinds)


def offers(checked: Checked, params: types.CodeActionParams, can: show.Abilities) -> list[Offer]:
    """The actions for every finding with a side in a stretch, each finding's together, the rules' explanations last."""
    places = show.Places(checked, can.unit)
    start, end = (places.text.offset(p.line, p.character) for p in (params.range.start, params.range.end))
    found: list[Offer] = []
    explained: dict[str, Offer] = {}
    for finding, side in islice(actions.touching(checked, start, end), _MOST):
        told = [d for d in params.context.diagnostics if d.source == show.SOURCE and d.code == finding.code]
        found += _for_finding(places, finding, side, told, can)
        title = f"Explain {finding.code} ({finding.name})"
        explained.setdefault(finding.code, _command(title, EXPLAIN, [finding.code], told, can))
    return [*found, *explained.values()]


def others(checked: Checked, at: types.Position, can: show.Abilities) -> list[types.Location]:
    """Where the other sides of the findings at a place are: what an editor goes to by the key for a definition."""
    places = show.Places(checked, can.unit)
    offset = places.text.offset(at.line, at.character)
    found: list[types.Location] = []
    for finding, side in actions.touching(checked, offset, offset):
        found += (place for w in actions.other_sides(checked, finding, side) if (place := places.of(w)) is not None)
    return list({repr(place): place for place in found}.values())


def marks(checked: Checked, at: types.Position, can: show.Abilities) -> list[types.DocumentHighlight]:
    """All sides in this text of the findings at a place."""
    places = show.Places(checked, can.unit)
    offset = places.text.offset(at.line, at.character)
    sides = (w for finding, _ in actions.touching(checked, offset, offset) for w in finding.locations if w.text)
    found = {w.start.offset: places.here(w) for w in sides if checked.own(w.path)}
    return [types.DocumentHighlight(found[start], types.DocumentHighlightKind.Text) for start in sorted(found)]


def _for_finding(
    places: show.Places, finding: Finding, side: Location, told: list[types.Diagnostic], can: show.Abilities
) -> Iterator[Offer]:
    checked = places.checked
    for other in actions.other_sides(checked, finding, side) if can.open_place else ():
        place = places.of(other)
        if place is not None:
            said = clipped(squeezed(other.text or other.sentence), _LONGEST)
            title = f"Open the other side: “{said}” ({where(other)})"
            yield _command(title, OPEN, [place.uri, place.range], told, can)
    comment = actions.ignoring(checked, finding, side) if can.literal_actions else None
    if comment is not None:
        yield _ignoring(checked, finding, comment, told, can)


def _ignoring(
    checked: Checked, finding: Finding, comment: actions.Insertion, told: list[types.Diagnostic], can: show.Abilities
) -> types.CodeAction:
    """The comment put in, and the cursor where its reason is to be written."""
    uri, written = checked.snapshot.uri, checked.snapshot.text
    at = show.position(Text(written, can.unit), comment.offset)
    edit = types.TextEdit(types.Range(at, at), comment.text)
    if can.versioned_edits:
        document = types.OptionalVersionedTextDocumentIdentifier(uri, checked.snapshot.version)
        change = types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, [edit])])
    else:
        change = types.WorkspaceEdit(changes={uri: [edit]})
    then = None
    if can.open_place:
        after = Text(written[: comment.offset] + comment.text + written[comment.offset :], can.unit)
        cursor = show.position(after, comment.offset + comment.reason)
        then = types.Command("Write the reason", OPEN, arguments=[uri, types.Range(cursor, cursor)])
    title = f"Ignore {finding.code} here: say why in a comment"
    return types.CodeAction(title, types.CodeActionKind.QuickFix, told or None, edit=change, command=then)


def _command(title: str, name: str, arguments: list[Any], told: list[types.Diagnostic], can: show.Abilities) -> Offer:
    command = types.Command(title, name, arguments=arguments)
    if not can.literal_actions:
        return command
    return types.CodeAction(title, types.CodeActionKind.QuickFix, told or None, command=command)

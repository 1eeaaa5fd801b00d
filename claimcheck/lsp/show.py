"""Findings as the editor shows them: a diagnostic where the doubtful side stands, every other side related to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types

from claimcheck.desk.project import LEDGER
from claimcheck.lsp.checker import Checked
from claimcheck.lsp.positions import Text
from claimcheck.lsp.texts import uri_of
from claimcheck.model import Finding, Location, Severity
from claimcheck.reporters.columns import Unit, utf16
from claimcheck.reporters.concise import where
from claimcheck.reporters.visible import clipped, squeezed, visible
from claimcheck.suppression import directives

SOURCE = "claimcheck"
WHY = "say why after the bracket: the next reader will want to know"
_LONGEST = 200  # cells of a sentence that is quoted
_LEVELS = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


class Abilities(NamedTuple):
    """What the editor can do, as far as it matters here."""

    unit: Unit = utf16
    related: bool = False  # show the other sides of a finding
    markdown: bool = False  # of a hover
    open_place: bool = False  # open a document at a place that we name
    literal_actions: bool = False
    data: bool = False
    versioned_edits: bool = False
    watches: bool = False  # tell of files that change on the disk, when asked to


def side_at(checked: Checked, finding: Finding) -> Location:
    """The side of a finding that its diagnostic stands at: the doubtful one, if it lies in this text."""
    return next(w for w in finding.locations if checked.own(w.path))


def diagnostics(checked: Checked, can: Abilities) -> list[types.Diagnostic]:
    """Everything there is to say of a text, in reading order."""
    text = Text(checked.snapshot.text, can.unit)
    found = [_diagnostic(checked, finding, text, can) for finding in checked.findings]
    return [*found, *_unexplained(checked, text)]


def _diagnostic(checked: Checked, finding: Finding, text: Text, can: Abilities) -> types.Diagnostic:
    here = side_at(checked, finding)
    lines = [visible(finding.message)]
    lines += [visible(line) for line in finding.explanation if line not in finding.message]
    related = None
    if can.related:
        related = [r for w in finding.locations if w is not here and (r := _related(checked, w, can)) is not None]
    else:
        lines += [f"“{squeezed(w.text)}” {where(w)}" for w in finding.locations if w is not here and w.text]
    return types.Diagnostic(
        range_of(text, here, checked.shift),
        "\n".join(lines),
        severity=_LEVELS[finding.severity],
        code=finding.code,
        source=SOURCE,
        related_information=related or None,
        data={"fingerprint": finding.fingerprint} if can.data else None,
    )


def _related(checked: Checked, side: Location, can: Abilities) -> types.DiagnosticRelatedInformation | None:
    place = place_of(checked, side, can.unit)
    if place is None:
        return None
    role = f" ({side.role})" if side.role and side.role not in ("doubtful", "against") else ""
    said = clipped(squeezed(side.sentence or side.text), _LONGEST)
    if side.text and side.sentence and squeezed(side.text) != squeezed(side.sentence):
        said = f"“{clipped(squeezed(side.text), _LONGEST)}”{role}: {said}"
    if side.place:
        said = f"{squeezed(side.place)}: {said}"
    return types.DiagnosticRelatedInformation(place, said or visible(side.path))


def place_of(checked: Checked, side: Location, unit: Unit) -> types.Location | None:
    """Where a side is, for the editor to go to; the top of a file that has no lines. None without a file."""
    if checked.own(side.path):
        range_here = range_of(Text(checked.snapshot.text, unit), side, checked.shift)
        return types.Location(checked.snapshot.uri, range_here)
    if checked.root is None:
        return None
    path, sign, _ = side.path.rpartition("#")
    if sign and path.endswith(LEDGER) and side.claim_id:
        return types.Location(uri_of(checked.root / path), _record_range(checked.root / path, side.claim_id, unit))
    text = checked.text(side.path, unit)
    found = range_of(text, side, 0) if text is not None else _top()
    return types.Location(uri_of(_absolute(checked.root, side.path)), found)


def _absolute(root: Path, path: str) -> Path:
    return Path(os.path.normpath(root / path))


def _record_range(ledger: Path, id: str, unit: Unit) -> types.Range:
    """Where the record of a claim that stands in no article begins in the ledger."""
    from claimcheck.desk.review import record_location

    try:
        text = ledger.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return _top()
    return range_of(Text(text, unit), record_location(text, id), 0)


def _top() -> types.Range:
    return types.Range(types.Position(0, 0), types.Position(0, 0))


def range_of(text: Text, side: Location, shift: int) -> types.Range:
    """The stretch of a side; the rest of its line for one that spans nothing."""
    start, end = side.start.offset + shift, side.end.offset + shift
    if end <= start:
        line = text.place(start).line
        end = max(start, text.line_end(line))
    return types.Range(position(text, start), position(text, end))


def position(text: Text, offset: int) -> types.Position:
    """An offset as a position."""
    place = text.place(offset)
    return types.Position(place.line, place.column)


def _unexplained(checked: Checked, text: Text) -> Iterator[types.Diagnostic]:
    """The comments that silence something and do not say why, as the command tells them on standard error."""
    for directive in directives(checked.document):
        if directive.codes and not directive.reason and directive.word != "enable":
            found = range_of(text, directive.location(), checked.shift)
            yield types.Diagnostic(found, WHY, severity=types.DiagnosticSeverity.Information, source=SOURCE)

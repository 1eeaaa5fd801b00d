"""Findings as the editor shows them: a diagnostic where the doubtful side stands, every other side related to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
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


class Places:
    """Where the sides of findings are, for the editor to go to. The lines of each text are found once."""

    def __init__(self, checked: Checked, unit: Unit) -> None:
        self.checked, self.unit = checked, unit
        self.text = Text(checked.snapshot.text, unit)
        self._texts: dict[str, Text | None] = {}

    def here(self, side: Location) -> types.Range:
        """The range of a side in the text itself."""
        return range_of(self.text, side, self.checked.shift)

    def of(self, side: Location) -> types.Location | None:
        """Where a side is; the top of a file that has no lines, None without a file."""
        checked = self.checked
        if checked.own(side.path):
            return types.Location(checked.snapshot.uri, self.here(side))
        if checked.root is None:
            return None
        path, sign, _ = side.path.rpartition("#")
        if sign and path.endswith(LEDGER) and side.claim_id:
            return self._record(checked.root / path, side.claim_id)
        if side.path not in self._texts:
            self._texts[side.path] = checked.text(side.path, self.unit)
        text = self._texts[side.path]
        uri = checked.uris.get(side.path) or uri_of(Path(os.path.normpath(checked.root / side.path)))
        return types.Location(uri, range_of(text, side, 0) if text is not None else _top())

    def _record(self, ledger: Path, id: str) -> types.Location:
        """Where the record of a claim that stands in no article begins in the ledger."""
        from claimcheck.desk.review import record_location

        place = _top()
        with suppress(OSError, UnicodeDecodeError):
            text = ledger.read_text("utf-8")
            place = range_of(Text(text, self.unit), record_location(text, id), 0)
        return types.Location(uri_of(ledger), place)


def diagnostics(checked: Checked, can: Abilities) -> list[types.Diagnostic]:
    """Everything there is to say of a text, in reading order."""
    places = Places(checked, can.unit)
    return [*(_diagnostic(places, finding, can) for finding in checked.findings), *_unexplained(places)]


def _diagnostic(places: Places, finding: Finding, can: Abilities) -> types.Diagnostic:
    """A finding, at its doubtful side if that lies in this text, else at the first side that does."""
    here = next(w for w in finding.locations if places.checked.own(w.path))
    lines = [visible(finding.message)]
    lines += [visible(line) for line in finding.explanation if line not in finding.message]
    others = [w for w in finding.locations if w is not here]
    related = None
    if can.related:
        related = [r for w in others if (r := _related(places, w)) is not None]
    else:
        lines += [f"“{squeezed(w.text)}” {where(w)}" for w in others if w.text]
    return types.Diagnostic(
        places.here(here),
        "\n".join(lines),
        severity=_LEVELS[finding.severity],
        code=finding.code,
        source=SOURCE,
        related_information=related or None,
        data={"fingerprint": finding.fingerprint} if can.data else None,
    )


def _related(places: Places, side: Location) -> types.DiagnosticRelatedInformation | None:
    place = places.of(side)
    if place is None:
        return None
    role = f" ({side.role})" if side.role and side.role not in ("doubtful", "against") else ""
    said = clipped(squeezed(side.sentence or side.text), _LONGEST)
    if side.text and side.sentence and squeezed(side.text) != squeezed(side.sentence):
        said = f"“{clipped(squeezed(side.text), _LONGEST)}”{role}: {said}"
    if side.place:
        said = f"{squeezed(side.place)}: {said}"
    return types.DiagnosticRelatedInformation(place, said or visible(side.path))


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


def _unexplained(places: Places) -> Iterator[types.Diagnostic]:
    """The comments that silence something and do not say why, as the command tells them on standard error."""
    for directive in directives(places.checked.document):
        if directive.codes and not directive.reason and directive.word != "enable":
            found = places.here(directive.location())
            yield types.Diagnostic(found, WHY, severity=types.DiagnosticSeverity.Information, source=SOURCE)

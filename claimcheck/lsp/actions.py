"""What can be done about a finding from the editor: silence it with a reason, go to its other side, have its rule told.

A comment that silences is tried before it is offered: put in, the text must be read as before, and the comment must be
found and cover the line. So none is offered in a plain text, in front matter, in a table that it would break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck import pipeline
from claimcheck.lsp.checker import Checked
from claimcheck.lsp.texts import bare
from claimcheck.model import Document, Finding, Location
from claimcheck.offsets import line_starts
from claimcheck.rules import all_rules
from claimcheck.suppression import directives

_INDENT = re.compile(r"[ \t]*")
_ENDING = re.compile(r"\r\n|\r|\n")
_HEADINGS = ("What it does", "Why it matters")


class Insertion(NamedTuple):
    """A comment to be put in at an offset of the editor's text; `reason`: where in it the reason is to be written."""

    offset: int
    text: str
    reason: int


def touching(checked: Checked, start: int, end: int) -> Iterator[tuple[Finding, Location]]:
    """The findings with a side that a stretch of the editor's text touches, each with that side."""
    for finding in checked.findings:
        for side in finding.locations:
            if checked.own(side.path) and _touches(side, start - checked.shift, end - checked.shift):
                yield finding, side
                break


def _touches(side: Location, start: int, end: int) -> bool:
    return side.start.offset <= end and start <= max(side.end.offset, side.start.offset)


def other_sides(checked: Checked, finding: Finding, here: Location) -> list[Location]:
    """The sides of a finding besides the one the cursor is at, those of other articles included."""
    return [side for side in finding.locations if side is not here and (side.text or side.claim_id or side.place)]


def ignoring(checked: Checked, finding: Finding, side: Location) -> Insertion | None:
    """The comment that silences a finding on the line of this side; None where there is no safe place for one."""
    text, shift = bare(checked.snapshot.text)
    if finding.code.startswith("CC9") or checked.snapshot.format == "text":
        return None
    starts = line_starts(text)
    line = side.start.line - 1
    if not 0 <= line < len(starts):
        return None
    stop = starts[line + 1] if line + 1 < len(starts) else len(text)
    written = text[starts[line] : stop]
    before = text[starts[line - 1] : starts[line]] if line else ""
    opening = f"<!-- claimcheck: ignore[{finding.code}] "
    for found in _places(written, starts[line], before, opening, _ending_of(text)):
        if _harmless(checked, text, found, side.start.line):
            return found._replace(offset=found.offset + shift)
    return None


def _places(written: str, start: int, before: str, opening: str, ending: str) -> Iterator[Insertion]:
    """On a line of its own above, where a block begins; else at the end of the line."""
    indent = _INDENT.match(written)
    room = indent[0] if indent else ""
    if not before.strip():
        yield Insertion(start, f"{room}{opening} -->{ending}", len(room) + len(opening))
    end = start + len(written.rstrip())
    yield Insertion(end, f" {opening} -->", 1 + len(opening))


def _ending_of(text: str) -> str:
    found = _ENDING.search(text)
    return found[0] if found else "\n"


def _harmless(checked: Checked, text: str, comment: Insertion, line: int) -> bool:
    """True where the text with the comment says what it said, and the comment covers what stood on the line."""
    at, old = comment.offset, checked.document
    new = pipeline.from_text(text[:at] + comment.text + text[at:], checked.document.path, checked.snapshot.format)
    if _said(old) != _said(new):
        return False
    moved = line + len(_ENDING.findall(comment.text))
    found = list(directives(new))
    covers = any(d.first <= moved <= d.last and not d.reason for d in found)
    return covers and len(found) == len(list(directives(old))) + 1


def _said(document: Document) -> list[tuple[str, int, int, str]]:
    """What a document says, block by block, wherever in the file it stands."""
    text = document.text
    return [(str(b.kind), b.level, b.row, " ".join(text[b.start : b.end].split())) for b in document.blocks]


def explanation(code: str) -> str:
    """A rule in a few sentences: what it is called, what it does, why that matters; "" for no rule."""
    for module in all_rules():
        if module.RULE.code == code:
            parts = [_section(module.__doc__ or "", heading) for heading in _HEADINGS]
            return "\n\n".join((f"{code} {module.RULE.name}", *filter(None, parts), f"More: claimcheck explain {code}"))
    return ""


def _section(doc: str, heading: str) -> str:
    """The text under a heading of a rule's docstring, unwrapped."""
    lines = doc.splitlines()
    at = next((n for n, line in enumerate(lines) if line.strip().rstrip(":") == heading), None)
    if at is None:
        return ""
    body: list[str] = []
    for line in lines[at + 1 :]:
        if line.strip() and not line[0].isspace():
            break
        body.append(line.strip())
    return " ".join(" ".join(body).split())

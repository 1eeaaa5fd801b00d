"""Suppressions: what a text's own comments and the baseline ask to be silent about, and what of that is of no use.

    <!-- claimcheck: ignore[CC101] the mayor's own figure -->    this line and the next one with text
    <!-- claimcheck: disable[CC502] a play on names -->          from here …
    <!-- claimcheck: enable[CC502] -->                           … to here
    <!-- claimcheck: file-ignore[CC505] a press review -->       the whole file

A suppressed finding stays in the report, marked, so that nothing is lost silently. Pure: it sees documents and
findings, never files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from claimcheck.baseline import Entry
from claimcheck.model import Document, Finding, Location

INSTRUCTIONS = ("ignore", "disable", "enable", "file-ignore")
_COMMENT = re.compile(r"\s*claimcheck:\s*(?P<word>[\w-]*)\s*(?:\[(?P<codes>[^\]]*)\])?\s*(?P<reason>.*)", re.DOTALL)
_LAST = 1 << 60


class Directive(NamedTuple):
    """One comment addressed to claimcheck. `codes` as written; `first`/`last`: the lines of the file it covers."""

    document: Document
    line: int
    word: str
    codes: tuple[str, ...]
    reason: str
    first: int
    last: int

    def location(self, part: str = "") -> Location:
        """Where the comment stands, or a part of it (a code)."""
        document = self.document
        source = document.source if document.source is not None else document.text
        begin = document.lines[self.line - 1] if self.line <= len(document.lines) else 0
        start = max(source.find("claimcheck:", begin), begin)
        end = source.find("-->", start)
        text = source[start : end if end >= 0 else start].rstrip()
        inside = text.find(part) if part else -1
        if inside >= 0:
            start, text = start + inside, part
        place = document.position(start), document.position(start + len(text))
        return Location(document.path, *place, text, text)


@dataclass(frozen=True, slots=True)
class Suppression:
    """What was asked for in a run, and what came of it. `idle`: (directive, code) pairs that silenced nothing."""

    directives: tuple[Directive, ...]
    idle: tuple[tuple[Directive, str], ...]
    unknown: tuple[tuple[Directive, str], ...]  # the code or word that is none; "" where none is named
    stale: tuple[Entry, ...]  # accepted findings that the files they were found in no longer give


def directives(document: Document) -> Iterator[Directive]:
    """The instructions in a document's comments, in order."""
    found = [(line, match) for line, text in document.comments if (match := _COMMENT.match(text))]
    for at, (line, match) in enumerate(found):
        word = match["word"].lower()
        codes = tuple(code for part in (match["codes"] or "").split(",") if (code := part.strip()))
        first, last = line, line
        if word == "ignore":
            last = _next_text(document, line)
        elif word == "file-ignore":
            first, last = 1, _LAST
        elif word == "disable":
            last = next((end for end, m in found[at + 1 :] if _ends(m, codes)), _LAST)
        yield Directive(document, line, word, codes, match["reason"].strip(), first, last)


def _ends(match: re.Match[str], codes: Sequence[str]) -> bool:
    """True for the "enable" of the same codes, or of all."""
    named = {part.strip().lower() for part in (match["codes"] or "").split(",")} - {""}
    return match["word"].lower() == "enable" and (not named or {code.lower() for code in codes} <= named)


def _next_text(document: Document, line: int) -> int:
    """The first line after `line` that is not blank."""
    source = document.source if document.source is not None else document.text
    starts = document.lines
    for number in range(line + 1, len(starts) + 1):
        end = starts[number] if number < len(starts) else len(source)
        if source[starts[number - 1] : end].strip():
            return number
    return line


def apply(
    findings: Sequence[Finding], documents: Iterable[Document], baseline: Sequence[Entry], names: Mapping[str, str]
) -> tuple[list[Finding], Suppression]:
    """The findings, those that are silenced marked "inline" or "baseline", and what the suppressions came to.

    `names`: the name of every rule → its code. A directive may give a code, a prefix of one, or a name.
    """
    read = tuple(documents)
    asked = tuple(d for document in read for d in directives(document))
    rows, unknown = _understood(asked, names)
    accepted = {entry.fingerprint for entry in baseline}
    used: set[int] = set()
    marked = []
    for finding in findings:
        hits = [i for i, row in enumerate(rows) if _covers(row, finding)]
        used.update(hits)
        how = "inline" if hits else "baseline" if finding.fingerprint in accepted else None
        marked.append(finding if how is None else finding._replace(suppressed=how))
    idle = tuple((row.directive, row.code) for i, row in enumerate(rows) if i not in used)
    paths = {document.path for document in read}
    met = {finding.fingerprint for finding in findings}
    stale = tuple(e for e in baseline if e.fingerprint not in met and set(e.paths) <= paths)
    return marked, Suppression(asked, idle, tuple(unknown), stale)


class _Row(NamedTuple):
    """One code of a directive: as written, and the rule code or prefix it stands for."""

    directive: Directive
    code: str
    prefix: str


def _understood(asked: Iterable[Directive], names: Mapping[str, str]) -> tuple[list[_Row], list[tuple[Directive, str]]]:
    """The codes that name a rule, and what does not: (directive, the word or code; "" where none is named)."""
    known = frozenset(names.values())
    rows: list[_Row] = []
    unknown: list[tuple[Directive, str]] = []
    for directive in asked:
        if directive.word not in INSTRUCTIONS:
            unknown.append((directive, directive.word))
            continue
        if not directive.codes and directive.word != "enable":
            unknown.append((directive, ""))
        for code in directive.codes:
            prefix = names.get(code.lower(), code.upper())
            if not any(one.startswith(prefix) for one in known):
                unknown.append((directive, code))
            elif directive.word != "enable":
                rows.append(_Row(directive, code, prefix))
    return rows, unknown


def _covers(row: _Row, finding: Finding) -> bool:
    if not finding.code.startswith(row.prefix):
        return False
    asked = row.directive
    path = asked.document.path
    return any(w.path == path and asked.first <= w.start.line <= asked.last for w in finding.locations)

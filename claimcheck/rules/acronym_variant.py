"""acronym-variant: one acronym stands for two different names.

What it does
    Collects what the text itself says its acronyms stand for, as in “Harbour Rescue Service (HRS)”, and points at an
    acronym that is given two expansions.

Why it matters
    Either one of the names is wrong, or the reader cannot tell from then on which of two bodies is meant.

Flagged
    > The Harbour Rescue Service (HRS) sent a boat. … The Harbour Relief Society (HRS) paid for the fuel.

Not flagged
    > The Harbour Rescue Service (HRS) sent a boat. … The harbour rescue services (HRS) said so again.
    > Médecins Sans Frontières (MSF), or Doctors Without Borders (MSF), sent a team.

Options
    None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.lexicon import table
from claimcheck.lexicon.words import singular
from claimcheck.model import BlockKind, Document, Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.rules.naming import skeleton
from claimcheck.settings import Settings

RULE = Rule(
    "CC503",
    "acronym-variant",
    Severity.WARNING,
    "document",
    "0.1",
    help="Correct one of the names, or write the second one out.",
)

_BRACKETED = re.compile(r"\(([A-Z][A-Za-z&-]{0,8}[A-Z])s?\)")  # (NATO), (MoD), (R&D)
_EXPLAINED = re.compile(r"(?<![\w.])([A-Z]{2,8})s? \(((?:[\w’'-]{1,30} ){1,9}[\w’'-]{1,30})\)")  # NRF (National …)
_BEFORE = re.compile(r"[^\W\d_][\w’'-]*")
_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "to", "de", "des", "du", "la", "le", "les", "und", "e", "y"))
_REACH = 110


class _Expansion(NamedTuple):
    """`text[start:end]` expands `acronym`; `words` are its words that count, folded; `stop` is past the bracket."""

    acronym: str
    start: int
    end: int
    stop: int
    words: tuple[str, ...]


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Each further expansion that differs from the acronym's first one."""
    first: dict[str, _Expansion] = {}
    reported: set[tuple[str, ...]] = set()
    for found in sorted(_expansions(subject), key=lambda e: e.start):
        known = first.setdefault(found.acronym, found)
        if found.words in reported or _same(known.words, found.words) or _apart(subject, known, found):
            continue
        reported.add(found.words)
        sides = (subject.locate(found.start, found.stop), subject.locate(known.start, known.stop))
        yield finding(RULE, f"{found.acronym} is “{sides[0].text}” here and “{sides[1].text}” there", sides)


def _expansions(document: Document) -> Iterator[_Expansion]:
    if "(" not in document.text:
        return
    for block in document.blocks:
        if block.kind is BlockKind.CODE or document.text.find("(", block.start, block.end) < 0:
            continue
        for match in _BRACKETED.finditer(document.text, block.start, block.end):
            opening = max(block.start, match.start() - _REACH)
            words = list(_BEFORE.finditer(document.text, opening, match.start()))
            start = _initials(match[1], [(w.start(), w[0]) for w in words])
            if start >= 0 and document.text[words[-1].end() : match.start()] in (" ", "” ", '" '):
                yield _made(document, match[1], start, words[-1].end(), match.end())
        for match in _EXPLAINED.finditer(document.text, block.start, block.end):
            inside = [(w.start(), w[0]) for w in _BEFORE.finditer(document.text, *match.span(2))]
            if _initials(match[1], inside) == match.start(2):
                yield _made(document, match[1], match.start(2), match.end(2), match.end())


def _initials(acronym: str, words: list[tuple[int, str]]) -> int:
    """Where the words whose initials spell the acronym begin, read from the right, small words skipped; or −1."""
    letters = [c.lower() for c in acronym if c.isalpha() and (c.isupper() or len(acronym) < 3)]
    start = -1
    for at, word in reversed(words):
        if not letters:
            break
        parts = [p for p in word.lower().split("-") if p]
        initials = [p[0] for p in parts]
        if initials == letters[-len(initials) :]:
            del letters[-len(initials) :]
        elif parts[0][0] == letters[-1]:
            letters.pop()
        elif word.lower() in _SMALL and start >= 0:
            continue
        else:
            return -1
        start = at
    return -1 if letters else start


def _made(document: Document, acronym: str, start: int, end: int, stop: int) -> _Expansion:
    words = (p for w in _BEFORE.findall(document.text[start:end]) for p in w.lower().split("-"))
    return _Expansion(acronym, start, end, stop, tuple(singular(w) for w in words if w not in _SMALL))


def _same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True for the same words, spelling and inflection aside (organisation, organization), and for two bodies."""
    if _of_two_nations(a, b):
        return True  # two bodies with one set of initials
    stems = [["".join(skeleton(w)[:5]) for w in words] for words in (a, b)]
    return stems[0] == stems[1]


def _of_two_nations(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True for the American and the Australian Medical Association."""
    nations = table("names")["nations"]
    apart = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    return len(a) == len(b) and len(apart) == 1 and all(word in nations for word in apart[0])


def _apart(document: Document, a: _Expansion, b: _Expansion) -> bool:
    """Two bodies: side by side in one sentence, or by names that have no word in common."""
    if not set(a.words) & set(b.words) and all(document.text[e.start].isupper() for e in (a, b)):
        return True
    return any(s.start <= a.start < s.end and s.start <= b.start < s.end for s in document.sentences)

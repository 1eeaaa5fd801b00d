"""Words looked up in a source: whether they stand there, how they stand there, and where.

A quote is kept as the source has it, so that a later look finds the very same words; where it stands is written down in
the source's own terms, a page where it has pages, else a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claimcheck import pipeline
from claimcheck.desk.project import Project
from claimcheck.errors import InputError
from claimcheck.ledger.records import LOST, Citation, Claim, Ledger, Source
from claimcheck.model import Document
from claimcheck.readers import MAX_BYTES
from claimcheck.sources.passages import located, place_of
from claimcheck.sources.quotes import Haystack, find_everywhere, find_quote

FOUND, ALTERED, ABSENT = "found", "altered", "absent"
_PLACES = 20  # where a quote stands, told at most so often
_TOLD = 300  # characters of a passage in a message
_LEFT_OUT = ("…", "...", "[")  # a quote that leaves something out is kept as it was quoted


class Passage(NamedTuple):
    """A stretch of a source: its words on one line, and where it stands."""

    words: str
    locator: str
    start: int
    end: int


class LookUp(NamedTuple):
    """What came of looking words up. `places`: where they stand, or the nearest passage; `said`: what differs.

    `elsewhere`: they stand in the source, but not at the place that was named.
    """

    outcome: str
    places: tuple[Passage, ...] = ()
    said: str = ""
    forgiven: tuple[str, ...] = ()
    elsewhere: bool = False


def text_of(project: Project, source: Source) -> Document:
    """The text of a source as it is stored now. Raises InputError, in words, where there is none."""
    if not source.file:
        raise InputError(*_textless(source))
    name = project.shown(source.file)
    try:
        file = project.root / source.file
        if file.exists() and not file.is_file():
            raise InputError(f"{source.id}: {name} is not a file")
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as wrong:
        raise InputError(f"{source.id}: cannot read {name}: {(wrong.strerror or str(wrong)).lower()}") from None
    document = pipeline.read(data, name, charset=source.charset)
    if not document.text.strip():
        raise InputError(f"{source.id}: {name} has no text in it")
    return document


def _textless(source: Source) -> tuple[str, str]:
    if source.kind == LOST:
        return f"{source.id}, {source.name}: nothing is stored of it", ""
    if source.url:
        return f"{source.id}: the page of {source.url} was never stored", f"claimcheck source add {source.url}"
    return f"{source.id} is a person, {source.name}: nothing is stored that words could be looked up in", ""


def look_up(document: Document, words: str, locator: str = "", haystack: Haystack | None = None) -> LookUp:
    """Words in the text of a source, at the place `locator` names, where it names one that can be found.

    `haystack`: the text made ready, for whoever looks up many.
    """
    whole = haystack or Haystack(document.text)
    everywhere = find_everywhere(words, whole, _PLACES)
    match = everywhere[0] if everywhere else find_quote(words, whole)
    if match.outcome != FOUND:
        nearest = (_passage(document, match.start, match.end),) if match.start >= 0 else ()
        return LookUp(ALTERED if match.outcome == ALTERED else ABSENT, nearest, match.said)
    places = tuple(_rounded_off(document, _passage(document, one.start, one.end), words) for one in everywhere)
    spans = (located(document, locator) or ()) if locator else ()
    if not spans:
        return LookUp(FOUND, places, forgiven=tuple(match.forgiven))
    there = [at for at, place in enumerate(places) if any(s < place.end and place.start < e for s, e in spans)]
    if there:
        forgiven = everywhere[there[0]].forgiven
        return LookUp(FOUND, tuple(places[at] for at in there), forgiven=tuple(forgiven))
    inside = _inside(document, words, spans)  # it may stand in very many places
    if inside is not None:
        return LookUp(FOUND, (_rounded_off(document, inside, words),))
    return LookUp(FOUND, places, forgiven=tuple(match.forgiven), elsewhere=True)


def _inside(document: Document, words: str, spans: Sequence[tuple[int, int]]) -> Passage | None:
    for start, end in spans:
        match = find_quote(words, Haystack(document.text[start:end]))
        if match.outcome == FOUND:
            return _passage(document, start + match.start, start + match.end)
    return None


def _rounded_off(document: Document, passage: Passage, words: str) -> Passage:
    """The passage with the marks before and after it that the quote has too: "$", "%", a full stop."""
    text, start, end = document.text, passage.start, passage.end
    inside = [at for at, letter in enumerate(words) if letter.isalnum()]
    before, after = words[: inside[0]].rstrip(), words[inside[-1] + 1 :].lstrip()
    while before and start and text[start - 1] == before[-1]:
        start, before = start - 1, before[:-1]
    while after and text[end : end + 1] == after[0]:
        end, after = end + 1, after[1:]
    return _passage(document, start, end)


def _passage(document: Document, start: int, end: int) -> Passage:
    words = " ".join(document.text[start:end].split())
    return Passage(words, place_of(document, start), start, end)


def short(words: str) -> str:
    """A passage for a message."""
    return words if len(words) <= _TOLD else words[: _TOLD - 1].rstrip() + "…"


def kept_words(words: str, passage: Passage) -> str:
    """What is kept of a quote that was found: the source's own words, unless something was left out of them."""
    quoted = " ".join(words.split())
    return quoted if any(mark in quoted for mark in _LEFT_OUT) else passage.words


# --- attaching --------------------------------------------------------------------------------------------------------


class Attached(NamedTuple):
    """The ledger with a citation attached to some claims; ids of those that had it already."""

    ledger: Ledger
    already: tuple[str, ...] = ()


def attach(ledger: Ledger, ids: Sequence[str], citation: Citation) -> Attached:
    """The ledger with the citation in each of these claims; in the place of one that names the source alone."""
    changed: list[Claim] = []
    already: list[str] = []
    for id in ids:
        claim = ledger.claims[id]
        if any(_place(old) == _place(citation) for old in claim.sources):
            already.append(id)
            continue
        bare = _place(citation._replace(locator="", quote=""))
        kept = tuple(old for old in claim.sources if _place(old) != bare)
        changed.append(claim._replace(sources=(*kept, citation)))
    return Attached(ledger.put(*changed) if changed else ledger, tuple(already))


def _place(citation: Citation) -> tuple[str, ...]:
    return citation.source, citation.stance, citation.locator, citation.quote


# --- beside a verdict -------------------------------------------------------------------------------------------------


def misquoted(project: Project, source: Source, quote: str) -> str:
    """What to say of a quote that is not in its source as given; "" where it is, or where nothing is stored."""
    if not quote.strip() or not source.file:
        return ""
    try:
        found = look_up(text_of(project, source), quote)
    except InputError:
        return ""
    if found.outcome == FOUND:
        return ""
    return f"--quote: {not_there(project, source, found)}"


def not_there(project: Project, source: Source, found: LookUp) -> str:
    """That words are not in a source as given, what differs, and what it says."""
    name = project.shown(source.path) if source.path else source.name
    told = f"not in {source.id}, {name}, as given"
    if found.said:
        told += f": {found.said}"
    if found.places:
        told += f'; {found.places[0].locator} says "{short(found.places[0].words)}"'
    return told

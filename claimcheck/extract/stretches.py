"""Stretches: the parts of a block no sentence crosses, where its layout was lost on the way to one line.

List items that follow one another, ruled lines, the head of a mail, smileys and emoji in place of a full stop. Every
kind of cut is tried only in documents that hold its marks at all, so that plain prose pays next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from claimcheck.lexicon import per_language, table
from claimcheck.tokens import MAX_TOKENS, TOKEN

Cut = tuple[int, int]  # where a stretch ends and where the next one begins
Finder = Callable[[str], Iterator[Cut]]

LONG = MAX_TOKENS  # characters: no shorter sentence can hold more tokens
FACE = re.compile(r"[:;=8][-']?[)(DPp|/\\3]+(?=\s|$)")
EMOJI = re.compile("[\U0001f300-\U0001faff][\U0001f300-\U0001faff\u200d\ufe0f ]{0,40}")
_RULER = re.compile(r"(?<!\S)(?:[*_=~#]{3,}|-{5,}|[-=]{5,})(?!\S)")
_BULLET = re.compile(r"(?<=\s)(?:\(?(?P<value>\d{1,2}|[a-z])(?:\.\)|[.)])|[•⁃◦▪●‣]\s?(?:\d{1,3}\.)?)\s*(?=\S)")
_OWN_MARK = re.compile(r"(\d{1,3}|[a-z])[.)]{1,2}\s*$")
_INNER = re.compile(r"\.(?=[^\d])(?![\"'”’»)\]]+\Z)")
_SMILEY = re.compile(r"(?<=[\w!?.)]) ?[:;]-?[)(D]{1,5}(?=\s+[A-Z])")
_MOUTHS = frozenset(")(D-")
_LINK = re.compile(r"(?<!\S)https?://\S{1,2000}(?=\s+https?://)")
_STAMP = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}\s{1,3}\d{1,2}:\d\d(?::\d\d)?\s?[AP]M(?=\s+[\"“(]?([A-Za-z]+))")
_SENDER = re.compile(r"(?:^|\s)(?:[A-Z][\w.-]*|\S*@\S+|\S*>)(\s+on)?\s+$")


@dataclass(frozen=True, slots=True)
class _Rows:
    """What abbreviations.toml says of mails."""

    field: re.Pattern[str]  # "From: Ann Lee <ann@example.org>" at the start of a block
    openers: frozenset[str]
    zones: frozenset[str]


@per_language
def _rows(language: str) -> _Rows:
    rows = table("abbreviations", language)
    fields = "|".join(sorted(map(re.escape, rows["fields"]), key=len, reverse=True))
    address = r"\s?:[^@]{0,80}@[^\s,;]{0,80}[^\s,;:](?=\s+[^\s<(&,;])"
    return _Rows(
        re.compile(f"(?i:{fields}){address}"),  # at one place of a block only, so that ignoring case costs nothing
        frozenset(rows["openers"]),
        frozenset(rows["zones"]),
    )


def finders(text: str) -> tuple[Finder, ...]:
    """The kinds of cut that may be found in the blocks of `text`; none for nearly every text."""
    found: list[Finder] = []
    if (  # a single character is looked for first: that is ten times as fast
        "-----" in text
        or ("*" in text and "***" in text)
        or ("_" in text and "___" in text)
        or ("=" in text and "===" in text)
        or ("#" in text and "###" in text)
        or ("~" in text and "~~~" in text)
    ):
        found.append(_rulers)
    if ":" in text or ";" in text:
        found += _of_colons(text)
    if not text.isascii() and EMOJI.search(text):
        found.append(_emoji)
    return tuple(found)


def _of_colons(text: str) -> Iterator[Finder]:
    for eyes in ":;":
        if eyes in text and not _MOUTHS.isdisjoint([behind[:1] for behind in text.split(eyes)[1:]]):
            yield _smileys
            break
    if "@" in text:
        yield _fields
    if "/" in text:
        if "AM " in text or "PM " in text:
            yield _stamps
        if text.find("://") != text.rfind("://"):
            yield _links


def stretches(body: str, marker: str, found: tuple[Finder, ...]) -> Iterator[tuple[int, int]]:
    """(start, end) of the stretches of a block, without the white space around them; `marker` is a list item's own."""
    cuts = [cut for finder in found for cut in finder(body)]
    if marker:
        cuts += _inline_items(body, marker)
    begin = 0
    for end, following in sorted(cuts):
        if end >= begin:
            yield from _trimmed(body, begin, end)
            begin = max(begin, following)
    yield from _trimmed(body, begin, len(body))


def _trimmed(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    inside = body[start:end].strip() if start < end else ""
    if inside:
        begin = body.index(inside[0], start)
        yield begin, begin + len(inside)


def _rulers(body: str) -> Iterator[Cut]:
    for rule in _RULER.finditer(body):
        yield rule.start(), rule.start()
        yield rule.end(), rule.end()


def _smileys(body: str) -> Iterator[Cut]:
    """A smiley before a capital stands for a full stop: "Great food :) Will be back"."""
    for face in _SMILEY.finditer(body):
        before = body[max(0, face.start() - 200) : face.start()]
        if before.rfind("(") <= before.rfind(")"):  # "(see below:) Bread"
            yield face.end(), face.end()


def _emoji(body: str) -> Iterator[Cut]:
    """So does an emoji behind words; at the start of a block it is a bullet, behind "the" part of the sentence."""
    openers = _rows().openers
    for face in EMOJI.finditer(body):
        if face.start() == 0:
            return
        if face[0][-1] == " " and body[face.end() : face.end() + 1].isupper():
            before = body[max(0, face.start() - 20) : face.start()].split()
            if before and before[-1].lower() not in openers:
                yield face.end(), face.end()


def _links(body: str) -> Iterator[Cut]:
    """Web addresses in a row are a list."""
    for link in _LINK.finditer(body):
        yield link.end(), link.end()


def _fields(body: str) -> Iterator[Cut]:
    head = _rows().field.match(body)
    if head is not None:
        yield head.end(), head.end()


def _stamps(body: str) -> Iterator[Cut]:
    """The head of a forwarded mail: "Ann Lee 03/27/2001 09:11 AM Please sign"."""
    rows = _rows()
    for stamp in _STAMP.finditer(body):
        word = stamp[1]
        if word.lower() in rows.zones or word.islower():
            continue
        before = body[max(0, stamp.start() - 80) : stamp.start()]
        sender = _SENDER.search(before)
        if before.strip() and not sender:
            continue
        if sender and not sender[1]:
            yield stamp.start(), stamp.start()
        yield stamp.end(), stamp.end()


def _inline_items(body: str, marker: str) -> Iterator[Cut]:
    """The marks of further items in a list item ("1. the first 2. the second"): each must count on by one."""
    own = _OWN_MARK.search(marker)
    last = own[1] if own else ""
    for mark in _BULLET.finditer(body):
        value = mark["value"]
        if value is None or (last and value == _next_value(last)):
            yield mark.start(), mark.end()
            last = value or last


def _next_value(value: str) -> str:
    return str(int(value) + 1) if value.isdigit() else chr(ord(value) + 1)


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence of more tokens than the grammars take, in parts: cut after a comma or the like, else between words."""
    begin = start
    while end - begin > MAX_TOKENS:  # no shorter sentence can hold more tokens
        tokens = [token.end() for token in islice(TOKEN.finditer(text, begin, end), MAX_TOKENS + 1)]
        if len(tokens) <= MAX_TOKENS:
            break
        late = tokens[MAX_TOKENS * 3 // 4 : MAX_TOKENS]
        spaced = [at for at in late if text[at - 1].isspace()]
        cut = next((at for at in reversed(spaced) if text[at - 2] in ",;|:"), 0) or (spaced or late)[-1]
        yield begin, begin + len(text[begin:cut].rstrip())
        begin = cut
    yield begin, end


def is_sentence(text: str) -> bool:
    """True for one plain sentence as batch mode sends by the million: no layout to read off it, nothing to cut.

    A quick look that may say False to a sentence; never True to anything else.
    """
    return (
        text.isascii()
        and text.isprintable()
        and len(text) <= LONG
        and text[:1].isupper()
        and not text[-1].isspace()
        and "." not in (head := text[:6])
        and ")" not in head
        and is_one(text)
        and not finders(text)
    )


def is_one(body: str) -> bool:
    """True when there is no mark that could end a sentence but at the very end: many a line of batch mode."""
    if body.find("?", 0, -1) >= 0 or body.find("!", 0, -1) >= 0:
        return False
    if body.find(".", 0, -1) >= 0 and _INNER.search(body):
        return False
    return body.isascii() or "…" not in body

"""What is not a fact of the story: title, headings, dateline, byline, leftovers. For all formats; works on blocks.

The words are rows of `data/<language>/meta.toml`. A block is only judged when it is short, and datelines and bylines
only where an article has them: before its first sentence, or at its very end.
Refuses to compute a date: it says which block is the dateline, and what the date means is read with all the other
dates (`extract`). Only a machine-readable date the format declares is taken as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from claimcheck.lexicon import table
from claimcheck.model import Block, BlockKind
from claimcheck.tokens import lowered

_LONGEST = 160  # characters; headlines and the lines around a story are shorter
_TITLE_WORDS, _HEADING_WORDS, _LINE_WORDS = 24, 12, 16
_HEAD = 14  # blocks: how far down a dateline or byline may stand
_TAIL = 3
_PLACE_WORDS = 5  # before a date: "PORTO NEVO, Friday …"
_WORD = re.compile(r"\d+(?:[.:/-]\d+)*(?:st|nd|rd|th)?|[^\W\d_]+(?:[.'’-][^\W\d_]+)*|[^\w\s]")
_NUMERIC_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d\d)")
_DAY_OR_YEAR = re.compile(r"\d{1,2}(?:st|nd|rd|th)?|[12]\d{3}")
_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th)?|\d{1,2}[:.]\d\d(?:[:.]\d\d)?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_DIGIT = re.compile(r"\d")
_COUNTED = re.compile(r"[\d.,]+k?\s+(?P<rest>[a-z ]+)")
_CLOSERS = "\"'”’»)]*_ "


class Head(NamedTuple):
    """The blocks with their final kinds, and what the head of the article says."""

    blocks: tuple[Block, ...]
    title: str = ""
    dateline: date | None = None


class _Cues(NamedTuple):
    """The rows of meta.toml in the shapes they are looked up in."""

    months: frozenset[str]
    weekdays: frozenset[str]
    dated: re.Pattern[str]  # a headline that ends in "Tuesday, September 1, 2015" or "| 1 September 2015"
    stamp: frozenset[str]  # words a line may be made of that is only a date or a time, those two included
    clock: frozenset[str]
    ago: frozenset[str]
    byline: tuple[str, ...]
    staff: frozenset[str]
    desk: re.Pattern[str]
    mail: Mapping[str, BlockKind]
    begins: Mapping[str, tuple[tuple[str, str], ...]]  # first word → (phrase, row it stands in)
    whole: frozenset[str]
    counted: frozenset[str]


@cache
def _cues(language: str = "en") -> _Cues:
    rows, dates = table("meta", language), table("dates", language)
    months, weekdays, clock = frozenset(dates["months"]), frozenset(dates["weekdays"]), frozenset(rows["clock"])
    begins: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in ("caption", "notes", "starts", "unended"):
        for phrase in rows[row]:
            first = phrase.split()[0]
            begins[first] = (*begins.get(first, ()), (phrase, row))
    day, month, weekday = r"\d{1,2}(?:st|nd|rd|th)?", f"(?:{'|'.join(months)})\\.?", f"(?:{'|'.join(weekdays)})\\.?"
    written = rf"(?:{month} {day},? \d{{4}}|{day} {month},? \d{{4}})"
    return _Cues(
        months,
        weekdays,
        re.compile(rf"(?:(?<=\w)[?!]?(?<! on)(?<! of) (?={weekday})|\s?[|–—]\s?)((?:{weekday},? )?{written})$"),
        months | weekdays | clock | frozenset(rows["stamp"]) | frozenset(",.|·•-–—:;/()[]~*") | {""},
        clock,
        frozenset(rows["ago"]),
        tuple(rows["byline"]),
        frozenset(rows["staff"]),
        re.compile(rf"\b(?:{'|'.join(map(re.escape, rows['desk']))})\b"),
        {name: BlockKind(kind) for name, kind in rows["mail"].items()},
        begins,
        frozenset(rows["whole"]),
        frozenset(rows["counted"]),
    )


def label(text: str, blocks: tuple[Block, ...], title: str = "", dateline: date | None = None) -> Head:
    """Relabel the blocks of a document; `title` and `dateline` are what the format itself declares."""
    if len(blocks) < 2:
        only = bool(blocks) and blocks[0].kind is BlockKind.HEADING and blocks[0].level == 1
        return Head(blocks, text[blocks[0].start : blocks[0].end] if only and not title else title, dateline)
    found = list(blocks)
    prose = [index for index, block in enumerate(blocks) if _is_prose(text, block)]
    body = prose[0] if prose else len(blocks)
    tail = max(len(blocks) - _TAIL, prose[-1] + 1) if prose else len(blocks)
    begins = _cues().begins
    mailed = _mail_head(text, found)
    for index, block in enumerate(blocks):
        if index >= mailed and (block.kind is BlockKind.PARAGRAPH or (block.kind is BlockKind.CELL and index < body)):
            if block.end - block.start > _LONGEST:  # only a note about the text can be that long
                first = text[block.start : block.start + 24].split(None, 1)[0]
                if first.lower() not in begins:
                    continue
            at_edge = index < min(body, _HEAD) or index >= tail
            kind = _kind(text[block.start : min(block.end, block.start + _LONGEST + 1)], at_edge, index)
            if kind:
                found[index] = block._replace(kind=kind)
    if not title:
        title = _mark_title(text, found, body)
    title = _split_title(text, found) or title
    _mark_headings(text, found)
    return Head(tuple(found), title, dateline)


def _mail_head(text: str, found: list[Block]) -> int:
    """Relabel the head of a mail ("Subject: …"): its lines without their names; returns how many there are."""
    names = _cues().mail
    heads = []
    for block in found[:10]:
        name = text[block.start : block.start + 16].split(":", 1)[0].lower() + ":"
        if name not in names or block.kind is not BlockKind.PARAGRAPH:
            break
        start = block.start + len(name)
        start += len(text[start : block.end]) - len(text[start : block.end].lstrip())
        filled = start < block.end
        heads.append(block._replace(start=start, kind=names[name]) if filled else block._replace(kind=BlockKind.META))
    if len(heads) < 2:
        return 0
    found[: len(heads)] = heads
    return len(heads)


def _is_prose(text: str, block: Block) -> bool:
    """True for the first block that tells the story: long, or a finished sentence of some length."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE):
        return False
    size = block.end - block.start
    return size > _LONGEST or (size > 50 and _finished(text[block.start : block.end]))


def _finished(body: str) -> bool:
    return body.rstrip(_CLOSERS).endswith((".", "!", "?", "…"))


def _kind(body: str, at_edge: bool, index: int) -> BlockKind | None:
    """What a paragraph is when it is not prose; None when it may be. `body` is no longer than it takes to tell."""
    cues = _cues()
    low = " ".join(body.lower().split())
    row = _begins(low)
    if row == "notes":
        return BlockKind.META
    if len(body) > _LONGEST:
        return None
    if row == "caption" or " image: " in low or " photo: " in low:
        return BlockKind.CAPTION
    if row or low[0] == "©" or low in cues.whole or low.strip(" .:-–—*[]()>»→#") in cues.whole:
        return BlockKind.META
    if _DIGIT.search(low):
        counted = _COUNTED.fullmatch(low)
        if counted and counted["rest"] in cues.counted:
            return BlockKind.META
        stamp = _stamp(_WORD.findall(body), at_edge and index > 0)
        if stamp is BlockKind.DATELINE and not at_edge:
            return BlockKind.HEADING  # an entry of a timeline
        if stamp:
            return stamp
    if not at_edge:
        return None
    words = _WORD.findall(body)
    if not _is_byline(low, words, index):
        return None
    dated = any(w.lower() in cues.months for w in words) and any(_DAY_OR_YEAR.fullmatch(w) for w in words)
    return BlockKind.DATELINE if dated else BlockKind.BYLINE


def _begins(low: str) -> str:
    """The row of meta.toml with a phrase this paragraph begins with, if it may be what the row says."""
    for phrase, row in _cues().begins.get(low.split(" ", 1)[0], ()):
        if low.startswith(phrase):
            if row == "unended" and (_finished(low) or len(low.split()) > _HEADING_WORDS):
                continue
            if row == "starts" and len(low.split()) > _LINE_WORDS:
                continue
            return row
    return ""


def _stamp(words: Sequence[str], place: bool) -> BlockKind | None:
    """DATELINE for a line that is a date (after a place, when `place`), META for a time or "2 hours ago"."""
    cues = _cues()
    if len(words) > _LINE_WORDS + 8:
        return None
    low = [w.lower().rstrip(".") for w in words]
    others = 0
    for word, small in zip(words, low, strict=True):
        if small in cues.stamp or _NUMBER.fullmatch(word):
            continue
        if not place or not word[0].isupper():
            ago = "ago" in low and all(w in cues.ago or w.isdigit() for w in low)
            return BlockKind.META if ago else None
        others += 1
    month = any(w in cues.months for w in low)
    if any(_NUMERIC_DATE.fullmatch(w) for w in low) or (month and any(_DAY_OR_YEAR.fullmatch(w) for w in low)):
        return BlockKind.DATELINE if others <= _PLACE_WORDS else None
    clock = any(":" in w for w in low) or any(w in cues.clock for w in low)
    weekday = any(w in cues.weekdays for w in low)
    return BlockKind.META if clock and not others and not weekday else None


def _is_byline(low: str, words: Sequence[str], index: int) -> bool:
    cues = _cues()
    if len(words) > _LINE_WORDS or (_finished(low) and len(words) > 8):
        return False
    begun = next((cue for cue in cues.byline if low.startswith(cue + " ") or low == cue), "")
    if begun:
        after = words[len(_WORD.findall(begun)) :]
        first = after[0].lower() if after else ""
        if begun != "by":
            return True
        named = bool(after) and (after[0][0].isupper() or first in cues.staff)
        return named and first not in cues.months and first not in cues.weekdays and not _finished(low)
    if not index or _finished(low):
        return False
    alpha = [w for w in words if w[0].isalpha() and w.lower() not in ("and", "in", "for", "at", "of", "the")]
    capital = bool(alpha) and sum(w[0].isupper() for w in alpha) >= len(alpha) - 2
    return 1 < len(alpha) <= 9 and capital and cues.desk.search(low) is not None


def _mark_title(text: str, found: list[Block], body: int) -> str:
    """Find the title among the first blocks, mark it, return its text."""
    for index, block in enumerate(found[: min(len(found), 6)]):
        if block.kind is BlockKind.TITLE:
            return _squeezed(text, block)
        if block.kind is BlockKind.HEADING and block.level in (1, 2):
            found[index] = block._replace(kind=BlockKind.TITLE)
            return _squeezed(text, block)
        if block.kind is BlockKind.PARAGRAPH:
            shouted = len(found) > 1 and text[block.start : block.end].isupper()
            if (index < body < len(found) or shouted) and _is_headline(text, block, _TITLE_WORDS):
                found[index] = block._replace(kind=BlockKind.TITLE)
                return _squeezed(text, block)
            break
    return ""


def _split_title(text: str, found: list[Block]) -> str:
    """A date at the end of the headline's line is a dateline; returns what is left of such a headline."""
    for index, block in enumerate(found[:6]):
        if block.kind is BlockKind.TITLE:
            date_line = _cues().dated.search(lowered(text[block.start : block.end]))
            if date_line and date_line.start():
                end = block.start + date_line.start() + len(date_line[0]) - len(date_line[0].lstrip("?!"))
                start = block.start + date_line.start(1)
                found[index] = block._replace(end=end)
                found.insert(index + 1, Block(start, block.end, BlockKind.DATELINE))
                return _squeezed(text, found[index])
            break
    return ""


def _mark_headings(text: str, found: list[Block]) -> None:
    """Short unfinished lines before a paragraph of prose are headings, in formats that do not say so too."""
    for index in range(len(found) - 1):
        block, following = found[index], found[index + 1]
        if (
            block.kind is BlockKind.PARAGRAPH
            and _is_headline(text, block, _HEADING_WORDS)
            and (_is_prose(text, following) or (following.kind is BlockKind.CELL and not _has_digit(text, block)))
            and (not index or text[found[index - 1].end - 1] != ":")
        ):
            found[index] = block._replace(kind=BlockKind.HEADING, level=2)


def _has_digit(text: str, block: Block) -> bool:
    return _DIGIT.search(text, block.start, block.end) is not None


def _is_headline(text: str, block: Block, most: int) -> bool:
    """True for one short line that does not end as a sentence does and begins as a headline may."""
    if block.end - block.start > _LONGEST:
        return False
    body = text[block.start : block.end]
    if "\n" in body or body.rstrip(_CLOSERS).endswith((".", ":", ";", ",", "…")) or body[0].islower():
        return False
    return body[0] not in "-–—(…" and len(body.split()) <= most


def _squeezed(text: str, block: Block) -> str:
    return " ".join(text[block.start : block.end].split())

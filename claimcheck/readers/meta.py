"""What is not a fact of the story: title, headings, dateline, byline, leftovers. Shared by all formats; works on blocks.

The words are rows of `data/<language>/meta.toml`. A block is only judged when it is short, and datelines and bylines
only where an article has them: before its first sentence, or at its very end.
Refuses to compute a date: it says which block is the dateline, and what the date means is read with all the other
dates (`extract`). Only a machine-readable date the format declares is taken as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from claimcheck.lexicon import table
from claimcheck.model import Block, BlockKind

_LONGEST = 160  # characters; headlines and the lines around a story are shorter
_TITLE_WORDS, _HEADING_WORDS, _LINE_WORDS = 24, 12, 16
_HEAD = 14  # blocks: how far down a dateline or byline may stand
_TAIL = 3
_WORD = re.compile(r"\d+(?:[.:/-]\d+)*(?:st|nd|rd|th)?|[^\W\d_]+(?:[.'’-][^\W\d_]+)*|[^\w\s]")
_NUMERIC_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d\d)")
_DAY_OR_YEAR = re.compile(r"\d{1,2}(?:st|nd|rd|th)?|[12]\d{3}")
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?|\d{1,2}|[01]\d[0-5]\d|2[0-3][0-5]\d")
_COUNTED = re.compile(r"[\d.,]+k?\s+(?P<rest>[a-z ]+)")
_SEPARATORS = frozenset(",.|·•-–—:;/()[]~*")
_TERMINATORS = (".", "!", "?", "…", ":", ";", ",")
_CLOSERS = "\"'”’»)]*_ "


@dataclass(frozen=True, slots=True)
class Head:
    """The blocks with their final kinds, and what the head of the article says."""

    blocks: tuple[Block, ...]
    title: str = ""
    dateline: date | None = None


@dataclass(frozen=True, slots=True)
class _Cues:
    """The rows of meta.toml in the shapes they are looked up in."""

    months: frozenset[str]
    weekdays: frozenset[str]
    stamp: frozenset[str]
    clock: frozenset[str]
    ago: frozenset[str]
    byline: tuple[str, ...]
    staff: frozenset[str]
    desk: tuple[str, ...]
    starts: tuple[str, ...]
    whole: frozenset[str]
    counted: frozenset[str]
    caption: tuple[str, ...]


@cache
def _cues(language: str = "en") -> _Cues:
    rows, dates = table("meta", language), table("dates", language)
    return _Cues(
        frozenset(dates["months"]),
        frozenset(dates["weekdays"]),
        frozenset(rows["stamp"]),
        frozenset(rows["clock"]),
        frozenset(rows["ago"]),
        tuple(rows["byline"]),
        frozenset(rows["staff"]),
        tuple(rows["desk"]),
        tuple(rows["starts"]),
        frozenset(rows["whole"]),
        frozenset(rows["counted"]),
        tuple(rows["caption"]),
    )


def label(text: str, blocks: tuple[Block, ...], title: str = "", dateline: date | None = None) -> Head:
    """Relabel the blocks of a document; `title` and `dateline` are what the format itself declares."""
    if len(blocks) < 2:
        only = bool(blocks) and blocks[0].kind is BlockKind.HEADING and blocks[0].level == 1
        return Head(blocks, text[blocks[0].start : blocks[0].end] if only and not title else title, dateline)
    found = list(blocks)
    body = next((i for i, b in enumerate(blocks) if _is_prose(text, b)), len(blocks))
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.PARAGRAPH and block.end - block.start <= _LONGEST:
            at_edge = index < min(body, _HEAD) or index >= max(len(blocks) - _TAIL, body + 1)
            kind = _kind(text[block.start : block.end], at_edge, index)
            if kind:
                found[index] = replace(block, kind=kind)
    if not title:
        title = _mark_title(text, found, body)
    _mark_headings(text, found)
    return Head(tuple(found), title, dateline)


def _is_prose(text: str, block: Block) -> bool:
    """True for the first block that tells the story: long, or a finished sentence of some length."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE):
        return False
    size = block.end - block.start
    return size > _LONGEST or (size > 50 and _finished(text[block.start : block.end]))


def _finished(body: str) -> bool:
    return body.rstrip(_CLOSERS).endswith(_TERMINATORS[:4])


def _kind(body: str, at_edge: bool, index: int) -> BlockKind | None:
    """What a short paragraph is when it is not prose; None when it may be."""
    cues = _cues()
    low = " ".join(body.lower().split())
    if low.startswith(cues.caption):
        return BlockKind.CAPTION
    words = _WORD.findall(body)
    if len(words) > _LINE_WORDS + 8:
        return None
    if _is_leftover(low, words):
        return BlockKind.META
    stamp = _stamp(words, at_edge and index > 0)
    if stamp is BlockKind.DATELINE and not at_edge:
        return BlockKind.HEADING  # an entry of a timeline
    if stamp:
        return stamp
    if at_edge and _is_byline(low, words, index):
        dated = any(w.lower() in cues.months for w in words) and any(_DAY_OR_YEAR.fullmatch(w) for w in words)
        return BlockKind.DATELINE if dated else BlockKind.BYLINE
    return None


def _is_leftover(low: str, words: Sequence[str]) -> bool:
    cues = _cues()
    if low in cues.whole or low.strip(" .:-–—*[]()>»→") in cues.whole:
        return True
    if counted := _COUNTED.fullmatch(low):
        return counted["rest"] in cues.counted
    if not low.startswith(cues.starts) or len(words) > _LINE_WORDS:
        return False
    phrase = max((s for s in cues.starts if low.startswith(s)), key=len)
    ends_word = not phrase[-1].isalpha() or not low[len(phrase) : len(phrase) + 1].isalpha() or phrase.endswith("r")
    return ends_word and not (len(words) > 8 and _finished(low))


def _stamp(words: Sequence[str], place: bool) -> BlockKind | None:
    """DATELINE for a line that is a date (after a place, when `place`), META for a time or "2 hours ago"."""
    cues = _cues()
    low = [w.lower().rstrip(".") for w in words]
    month = any(w in cues.months for w in low)
    dated = any(_NUMERIC_DATE.fullmatch(w) for w in low)
    dated = dated or (month and any(_DAY_OR_YEAR.fullmatch(w) for w in low))
    others = 0
    timed = False
    for word, small in zip(words, low, strict=True):
        if _NUMERIC_DATE.fullmatch(word) or _TIME.fullmatch(word):
            timed = True
        elif _is_stamp_word(small):
            continue
        elif place and word[0].isupper():
            others += 1
        else:
            return BlockKind.META if all(w in cues.ago or w.isdigit() for w in low) and "ago" in low else None
    if dated:
        return BlockKind.DATELINE if others <= 5 else None
    weekday = any(w in cues.weekdays for w in low)
    clock = any(":" in w for w in low) or any(w in cues.clock for w in low)
    return BlockKind.META if timed and clock and not others and not weekday else None


def _is_stamp_word(small: str) -> bool:
    cues = _cues()
    return (
        small in cues.months
        or small in cues.weekdays
        or small in cues.stamp
        or small in cues.clock
        or small in _SEPARATORS
        or not small
        or _DAY_OR_YEAR.fullmatch(small) is not None
    )


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
    return 1 < len(alpha) <= 9 and capital and any(re.search(rf"\b{re.escape(d)}\b", low) for d in cues.desk)


def _mark_title(text: str, found: list[Block], body: int) -> str:
    """Find the title among the first blocks, mark it, return its text."""
    for index, block in enumerate(found[: min(len(found), 6)]):
        if block.kind is BlockKind.TITLE:
            return _squeezed(text, block)
        if block.kind is BlockKind.HEADING and block.level in (1, 2):
            found[index] = replace(block, kind=BlockKind.TITLE)
            return _squeezed(text, block)
        if block.kind is BlockKind.PARAGRAPH:
            if index < body < len(found) and _is_headline(text, block, _TITLE_WORDS):
                found[index] = replace(block, kind=BlockKind.TITLE)
                return _squeezed(text, block)
            break
    return ""


def _mark_headings(text: str, found: list[Block]) -> None:
    """Short unfinished lines before a paragraph of prose are headings, in formats that do not say so too."""
    for index in range(len(found) - 1):
        block, following = found[index], found[index + 1]
        if (
            block.kind is BlockKind.PARAGRAPH
            and following.kind is BlockKind.PARAGRAPH
            and _is_headline(text, block, _HEADING_WORDS)
            and _is_prose(text, following)
            and (not index or text[found[index - 1].end - 1] != ":")
        ):
            found[index] = replace(block, kind=BlockKind.HEADING, level=2)


def _is_headline(text: str, block: Block, most: int) -> bool:
    """True for one short line that does not end as a sentence does and begins as a headline may."""
    if block.end - block.start > _LONGEST:
        return False
    body = text[block.start : block.end]
    if "\n" in body or body.rstrip(_CLOSERS).endswith((".", ":", ";", ",", "…")) or body[0].islower():
        return False
    return len(body.split()) <= most


def _squeezed(text: str, block: Block) -> str:
    return " ".join(text[block.start : block.end].split())

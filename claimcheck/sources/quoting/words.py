"""The words of a quote and of a source, folded alike: what is typography is gone, where it stood is kept.

A word is a run of letters and digits, a number with its point and its sign, or a sign that is read aloud ("$", "%",
"°"). "1,200" and "1200" are one number, "per cent" and "%" one word, "don't" is the two words "do not". A hyphenated
compound is its parts, joined. Soft hyphens, zero-width characters, ligatures and full-width forms are folded (Unicode
NFKC); footnote marks, "[3]" and stage directions in brackets are no words of a source.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from claimcheck.lexicon.quoting import quoting

_IGNORED = "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"
_RAISED = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079"
_PARTS = "\u00bc-\u00be\u2150-\u215e\u2189"
_ONE_SIGN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # scripts without spaces: each sign is a word
_LETTER = rf"[^\W_\d{_RAISED}{_PARTS}{_ONE_SIGN}]"
_SIGN = rf"[^\W_{_RAISED}{_PARTS}{_ONE_SIGN}]|[\u0300-\u036f{_IGNORED}]"
_APOSTROPHE = "['\u2018\u2019\u201b\u2032\u02bc`\u00b4]"
_MINUS = "[-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d]"
_TOKEN = re.compile(
    rf"""
    (?P<number>(?:(?<![\w)\]%.,]){_MINUS})?\d+(?:[\u00a0\u2007\u2009\u202f]\d{{3}}(?!\d))+(?:[.,]\d+)?
      |(?:(?<![\w)\]%.,]){_MINUS})?\d+(?:[.,:\u00b7'\u2019]\d+)*
      |(?:(?<![\w)\]%.,]){_MINUS})?(?<![\w)\]%.,\u2026])[.\u00b7]\d+)
    |(?P<percent>%|\uff05|[Pp][Ee][Rr][ \t\u00a0-]?\n?[Cc][Ee][Nn][Tt](?!\w)|[Pp][Cc][Tt](?!\w))
    |(?P<word>{_LETTER}(?:{_SIGN})*+(?:\u00ad?[ \t]*(?<=\u00ad)[ \t]*\r?\n[ \t]*(?:{_SIGN})++)?
        (?:{_APOSTROPHE}[{_IGNORED}]?{_LETTER}(?:{_SIGN})*+)*+)
    |(?P<sign>[$\u00a2-\u00a5\u20a0-\u20cf\uff04&\u2030\u00b0+=<>\u2264\u2265\u00b1\u2248\u00d7\u00f7~{_RAISED}{_PARTS}{_ONE_SIGN}])
    """,
    re.VERBOSE,
)
_REFERENCE = r"\[(?:\s*(?:\d{1,3}|[a-z]|n(?:ote)?\s?\d{1,3})\s*[,;\u2013-]?)+\]"
_TIMED = r"[\[(]\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?[\])]"
_FOOTNOTE = rf"(?:(?<=[^\W\d_]|[.,;:!?)\"'\u2019\u201d\u00bb])|(?<=(?<!\d)[12]\d\d\d))[{_RAISED}]++"
_NUMBERED = (
    r"(?<=[a-z]{3}[.!?])\d{1,3}(?=\s+[A-Z\u201c\"]|\s*$)"  # the mark of a note that lost its place above the line
)
_AREA = re.compile(r"(?<!\w)(?:[kcmdµ]?m|ft|in|mi|yd|km|sq|s|x|y|n)$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:[,'\u2019]\d{3})+(?!\d)")
_STRAIGHT = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u2032\u02bc`\u00b4"), "'")
_FOLDED = {**_STRAIGHT, **dict.fromkeys(map(ord, _IGNORED), None)}


_ALIKE = str.maketrans("1|!0i5c", "lllolse")


class Words(NamedTuple):
    """The folded words of a text and the stretch each has in it; the parts of a contraction share theirs."""

    text: str
    folded: list[str]
    starts: list[int]
    ends: list[int]

    def surface(self, first: int, last: int) -> str:
        """Words [first, last) as written, on one line; "" for none."""
        return " ".join(self.text[self.starts[first] : self.ends[last - 1]].split()) if first < last else ""

    def gap(self, at: int) -> str:
        """What stands between word `at` - 1 and word `at`; all before the first, all behind the last."""
        before = self.ends[at - 1] if at > 0 else 0
        return self.text[before : self.starts[at] if at < len(self.starts) else len(self.text)]


def words_of(text: str, *, source: bool = False) -> Words:
    """The words of a text. Of a `source`, without its reference marks, time stamps and stage directions."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    left_out = _left_out(text) if source else []
    left_out.append((len(text) + 1, len(text) + 1))
    number, (begin, past) = 0, left_out[0]
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        while start >= past:
            number += 1
            begin, past = left_out[number]
        if begin <= start:
            continue
        group = match.lastgroup
        for part in _folded(match[0]) if group == "word" else _signs(match[0], group or ""):
            folded.append(part)
            starts.append(start)
            ends.append(end)
    return Words(text, folded, starts, ends)


@lru_cache(maxsize=100_000)
def _folded(word: str) -> tuple[str, ...]:
    """The words that one run of letters is."""
    plain = plainly(word).casefold()
    readings = quoting().contractions.get(plain)
    if readings is not None and len(readings) == 1:
        return readings[0]
    return (plain,) if plain else ()


def plainly(word: str) -> str:
    """A run of letters without typography, its case kept."""
    if word.isascii() and "`" not in word:
        return word
    return "".join(unicodedata.normalize("NFKC", word.translate(_FOLDED)).split())


@lru_cache(maxsize=20_000)
def _signs(sign: str, group: str) -> tuple[str, ...]:
    if group == "percent":
        return ("percent",)
    if group == "sign":
        return ({"&": "and", "\u2030": "permille", "\uff04": "$"}.get(sign, sign),)
    plain = unicodedata.normalize("NFKC", sign)
    negative = not plain[0].isdigit() and plain[0] not in ".\u00b7"
    plain = "".join(plain.lstrip("-\u2010\u2011\u2012\u2013\u2212").split()).replace("\u00b7", ".")
    if _GROUPED.match(plain):
        plain = re.sub(r"[,'\u2019](?=\d{3}(?!\d))", "", plain)
    plain = f"0{plain}" if plain.startswith(".") else plain
    return ("-" + plain if negative else plain,)


@lru_cache(maxsize=1)
def _marks() -> re.Pattern[str]:
    asides = "|".join(re.escape(aside) for aside in quoting().asides)
    aside = rf"[\[(]\s*(?:{asides})[^\[\]()\n]{{0,40}}[\])]"
    return re.compile(rf"(?P<raised>{_FOOTNOTE})|{_NUMBERED}|{_REFERENCE}|{_TIMED}|(?i:{aside})")


def _left_out(text: str) -> list[tuple[int, int]]:
    """The stretches of a source that are marks of reference and stage directions."""
    found = []
    for match in _marks().finditer(text):
        if match["raised"] and _AREA.search(text[max(0, match.start() - 4) : match.start()]):
            continue  # "12 km²"
        found.append(match.span())
    return found


class Haystack:
    """A source's text made ready to be searched for many quotes: linear in its length, once."""

    def __init__(self, text: str) -> None:
        """`text` is kept: spans that are found are offsets into it."""
        self.text = text
        self.words = words_of(text, source=True)
        self.stream = f" {' '.join(self.words.folded)} "
        self._offsets: list[int] | None = None
        self._where: dict[str, list[int]] | None = None

    @property
    def offsets(self) -> list[int]:
        """Where in the stream each word begins."""
        if self._offsets is None:
            at, found = 1, []
            for word in self.words.folded:
                found.append(at)
                at += len(word) + 1
            self._offsets = found
        return self._offsets

    def word_at(self, offset: int) -> int:
        """The word that begins at this offset of the stream."""
        return bisect_left(self.offsets, offset)

    def where(self, shape: str) -> list[int]:
        """The words that have this shape, as a scanner may have read them; `shape` of a word gives it."""
        if self._where is None:
            found: dict[str, list[int]] = {}
            for at, word in enumerate(self.words.folded):
                found.setdefault(shape_of(word), []).append(at)
            self._where = found
        return self._where.get(shape, [])


@lru_cache(maxsize=200_000)
def shape_of(word: str) -> str:
    """A form in which a word and what a scanner makes of it meet: only for finding passages, never for deciding."""
    if word.isdecimal():
        return word
    for several, one in (("rn", "m"), ("cl", "d"), ("li", "h"), ("vv", "w"), ("ii", "u"), ("ri", "n")):
        word = word.replace(several, one)
    return word.translate(_ALIKE)

"""Sentences: every block of a document cut into sentences with exact offsets.

A candidate is a full stop, question or exclamation mark or ellipsis, with its closing quotation marks and brackets,
before white space. What stands left of it (an abbreviation of `data/<language>/abbreviations.toml`, an initial, a list
number) and right of it decide; where they do not, the compiled splitter `sentencex` is asked, which knows many more
abbreviations than our rows. It only ever sees a small window: on long runs of quotation marks it is quadratic.
Refuses to cross a block: headings, list items and cells were told apart by the readers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from claimcheck.extract.stretches import EMOJI, FACE, LONG, finders, is_one, pieces, stretches
from claimcheck.lexicon import per_language, table
from claimcheck.model import BlockKind, Document, Sentence

_MARK = re.compile(r"[.!?…][.!?…]*+(?!\d)")  # no decimal points; a pattern that begins with a set is found faster
# A full stop that is no decimal point, and not the last mark of the text.
_SPACED = re.compile(r"\.(?: \.){2,9}")  # an ellipsis in the American manner
_CLOSE = re.compile(r"[\"'”’»)\]}*_]+")
_GLUED = re.compile(r"[A-Z][a-z]{1,12}(?=['’\s])|[a-z]{3,12}(?=\s)")
_SOLID = re.compile(r"\S")
_NEXT = re.compile(r"[\"'`“”‘’«»(\[*_]*([^\W\d_]*)")
_INITIALS = re.compile(r"[A-Za-z](?:\.[A-Za-z]){1,5}")
_LIST_NUMBER = re.compile(r"\d{1,3}|[ivxlc]{1,5}|[IVXLC]{1,5}")
_ROMAN = re.compile(r"[IVXLC]{1,5}|[A-Z]")
_VOWEL = re.compile("[aeiouy]")
_BRAND = re.compile(r"[\"'“‘(\[]*[a-z]{1,2}[A-Z]")  # iPhone, eBay
_QUOTE_MARK = re.compile('["“”«»]')
_PLURAL = re.compile(r"[A-Z][a-z]{2,15}[a-rt-z]s\s+[a-z]")
_TWO = re.compile(r"([a-z]+)\W+([a-z]*)")
_AHEAD = re.compile(r"(?:[A-Z][\w'’.-]*\s+){1,4}([a-z]+)")
_DECIMALS = re.compile(r"(\d{1,4})\s(\S+)(?:\s(\S+))?")  # what follows the point of a number pulled apart
_OPENING = "\"'`“‘«([{*_"
_QUOTES = "\"”»’'"
_SHORT_QUOTE = 80  # characters: a quotation this short inside a sentence is not cut up
_BRACKET = 300  # characters: further apart, two brackets are taken not to belong together
_BEFORE, _AFTER = 200, 80  # characters the compiled splitter is shown around a candidate


@dataclass(frozen=True, slots=True)
class _Rows:
    """abbreviations.toml in the shapes it is looked up in: word → class, and plain sets."""

    classes: Mapping[str, str]
    openers: frozenset[str]
    apart: frozenset[str]  # what may follow "5 p.m." within the sentence
    exclaiming: frozenset[str]
    reporting: frozenset[str]
    closing: frozenset[str]  # abbreviations that close a name
    words: frozenset[str]  # abbreviations that are words of their own in lower case
    prepositions: frozenset[str]
    measured: frozenset[str]  # units and scales: they follow a number
    symbols: frozenset[str]  # single letters that are units behind a number
    moments: frozenset[str]  # "5 years later" begins a sentence


@per_language
def _rows(language: str) -> _Rows:
    rows, dates = table("abbreviations", language), table("dates", language)
    classes = {word: kind for kind in ("after", "either", "number", "before", "clock") for word in rows[kind]}
    return _Rows(
        classes,
        frozenset(rows["openers"]),
        frozenset(rows["zones"]) | frozenset(dates["months"]) | frozenset(dates["weekdays"]),
        frozenset(rows["exclaiming"]),
        frozenset(rows["reporting"]),
        frozenset(rows["closing"]),
        frozenset(rows["words"]),
        frozenset(table("features/grammar", language)["PREPOSITION"]),
        frozenset(rows["measured"]) | frozenset(table("numerals", language)["scales"]),
        frozenset(rows["symbols"]),
        frozenset(rows["moments"]),
    )


def split_sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document in order; none crosses a block, none begins or ends with white space.

    Code blocks have none. A "sentence" of more than MAX_TOKENS tokens (a table dump) is cut where that hurts least.
    """
    text = document.text
    loose = finders(text)
    found: list[Sentence] = []
    for index, block in enumerate(document.blocks):
        kind, offset = block.kind, block.start
        if kind is BlockKind.CODE:
            continue
        body = text[offset : block.end]
        marker = text[max(0, offset - 9) : offset] if kind is BlockKind.ITEM else ""
        if not marker and not loose and len(body) <= LONG and is_one(body):
            found.append(Sentence(offset, block.end, index, kind))
            continue
        for start, end in stretches(body, marker, loose) if marker or loose else ((0, len(body)),):
            at = offset + start
            spans = _Segment(body[start:end]).sentences()
            if end - start <= LONG:
                found += [Sentence(at + first, at + last, index, kind) for first, last in spans]
                continue
            for first, last in spans:
                found += [Sentence(a, b, index, kind) for a, b in pieces(text, at + first, at + last)]
    return tuple(found)


class _Segment:
    """One stretch of text and how far its sentences have been told apart."""

    __slots__ = ("begun", "brackets", "quotations", "rows", "simple", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.rows = _rows()
        self.begun = 0  # where the sentence that is being read began
        self.brackets = "(" in text
        quoted = '"' in text or (not text.isascii() and _QUOTE_MARK.search(text))
        self.quotations = _quotations(text) if quoted else []
        self.simple = not self.brackets and not self.quotations

    def sentences(self) -> list[tuple[int, int]]:
        """(start, end) of each sentence."""
        text, classes = self.text, self.rows.classes
        size = len(text)
        simple = self.simple
        found = []
        at = 0
        while hit := _MARK.search(text, at):
            stop, at = hit.span()
            if text.startswith(". ", stop) and text[at + 1 : at + 2].isupper():
                word = text[text.rfind(" ", max(self.begun, stop - 30), stop) + 1 : stop]
                if (
                    word.isalpha()
                    and (len(word) > 4 or _is_short(word))
                    and word.lower() not in classes
                    and (simple or not self._is_held(stop, at + 1))
                ):
                    found.append((self.begun, at))  # by far the commonest case
                    self.begun = at = at + 1
                    continue
            if spaced := _SPACED.match(text, stop):
                at = spaced.end()
            mark = text[stop:at]
            closers = _CLOSE.match(text, at)
            at = closers.end() if closers else at
            if at == size:
                break
            end = following = at
            if text[at].isspace():
                end, following = self._closed(at)
                if following == size:
                    break
                over = self._over(mark, stop, closers[0] if closers else "", following)
            else:
                over = len(mark) == 1 and self._glued(stop, following)
            if over:
                found.append((self.begun, end))
                self.begun = following
            at = end
        found.append((self.begun, size))
        return found

    def _closed(self, close: int) -> tuple[int, int]:
        """Where the sentence would end and the next begin: a closing mark set apart or a smiley still belongs to it."""
        text = self.text
        if text[close] == " " and text[close + 1 : close + 2].isalnum():
            return close, close + 1
        while True:
            solid = _SOLID.search(text, close)
            if solid is None:
                return close, len(text)
            at = solid.start()
            head = text[at]
            if head in "”»)]" or (head == '"' and any(q[1] == at for q in self._near(at))):
                close = at + 1
            elif (head in ":;=8" and (face := FACE.match(text, at))) or (face := EMOJI.match(text, at)):
                close = at + len(face[0].rstrip())
            else:
                return close, at

    def _near(self, at: int) -> list[tuple[int, int]]:
        """The quotation that begins last before `at`, if any."""
        found = bisect_right(self.quotations, (at,)) - 1
        return self.quotations[found : found + 1] if found >= 0 else []

    def _glued(self, stop: int, following: int) -> bool:
        """No space at all ("was late.The train"): only between a plain word and one that begins sentences."""
        word = _GLUED.match(self.text, following)
        if word is None or word[0].lower() not in self.rows.openers:
            return False
        before = self._word(stop)
        return len(before) > 2 and before[-3:].islower() and before.isalpha()

    def _over(self, mark: str, stop: int, close: str, following: int) -> bool:
        """True when the sentence ends at the mark at `stop` and the next begins at `following`."""
        text = self.text
        head = text[following]
        if not self.simple and self._is_held(stop, following):
            return False
        if head in ",;:%)]}":
            return False
        if head.islower() and not _BRAND.match(text, following) and (")" in close or any(q in close for q in _QUOTES)):
            return False
        if mark[0] == "…" or mark.startswith(("..", ". ")):
            quoted = self._near(stop)
            if head.islower() or (quoted and quoted[0][1] >= following):
                return False
            if mark.count(".") > 3:
                return True
            following_word = self._next_word(following)
            return (len(following_word) > 1 and following_word in self.rows.openers) or self._asked(stop, following)
        if mark[0] in "!?" or len(mark) > 1:
            if text[stop - 1 : stop] == ":":
                return False  # "Fax:?": a character that was lost
            return self._exclaimed(mark, stop, close, following)
        return self._stopped(stop, following)

    def _is_held(self, stop: int, following: int) -> bool:
        """True inside a short quotation, or brackets, that are part of a longer sentence."""
        quoted = self._near(stop)
        if quoted and quoted[0][1] >= following and self._is_brief(*quoted[0]):
            return True
        return self.brackets and self._is_bracketed(stop, following)

    def _is_brief(self, start: int, end: int) -> bool:
        """True for a short quotation that is part of a longer sentence: "It is over. We lost," he said."""
        part = self.begun < start or self.text[end - 1] == "," or self.text[end + 1 : end + 3].lstrip()[:1].islower()
        return part and end - start <= _SHORT_QUOTE

    def _is_bracketed(self, stop: int, following: int) -> bool:
        """True inside brackets that were opened in the middle of the sentence, and after one word in brackets."""
        text = self.text
        opened = text.rfind("(", max(self.begun + 1, stop - _BRACKET), stop)
        if opened < 0:
            return False
        closed = text.find(")", opened, following)
        if closed >= 0:
            return closed > stop and not any(c.isspace() for c in text[opened:closed])  # Col. (ret.) Ann Lee
        return text.find(")", following, following + _BRACKET) >= 0

    def _exclaimed(self, mark: str, stop: int, close: str, following: int) -> bool:
        text = self.text
        if f"{self._word(stop).lower()}{mark}" in self.rows.exclaiming:
            return self._next_word(following) in self.rows.openers and not text[following].islower()
        if text[following].islower():
            return bool(_BRAND.match(text, following)) or self._restarts(stop, following)
        if close and close[-1] in _QUOTES:
            ahead = _AHEAD.match(text, following)
            return not (ahead and ahead[1] in self.rows.reporting)
        return True

    def _restarts(self, stop: int, following: int) -> bool:
        """True where somebody writes without capitals: "did it work? i doubt it", not "Will it? she asked"."""
        words = _TWO.match(self.text, following)
        if words is None or words[2] in self.rows.reporting:
            return False
        plain = self.text[max(self.begun, stop - 30) : stop].split(" ")[-1][:1].islower()
        return (plain and words[1] in self.rows.openers) or self._asked(stop, following)

    def _word(self, stop: int) -> str:
        """The word before the mark, brackets and quotation marks in front of it left out."""
        text = self.text
        word = text[max(self.begun, stop - 30, text.rfind(" ", max(0, stop - 31), stop) + 1) : stop]
        if word.isalpha():
            return word
        parts = word.split()
        return parts[-1].lstrip(_OPENING) if parts else ""

    def _next_word(self, following: int) -> str:
        word = _NEXT.match(self.text, following)
        return word[1].lower() if word else ""

    def _stopped(self, stop: int, following: int) -> bool:
        """A single full stop: is it the sentence's, or that of an abbreviation, an initial, a list number?"""
        text, rows = self.text, self.rows
        word = self._word(stop)
        low = word.lower()
        kind = rows.classes.get(low)
        if kind == "before" and low in rows.apart and len(word) > 2 and word.isupper():
            kind = None  # 9 p.m. EST, not est. 1904
        head = text[following]
        if head.isdigit():
            if self._is_pulled_apart(stop, following):
                return False
            kind = rows.classes.get(self._word(stop - 1).lower()) if text[stop - 1] == " " else kind  # "no . 1"
            initial = len(word) == 1 and word.isalpha() and word != "I"  # "J. 5", "s. 12 of the Act"
            return kind in (None, "clock") and not initial and not self._is_list_number(word, stop)
        if kind and low in rows.words and word[:1].islower() and not head.islower():
            return True  # "He was ill.", not "Springfield, Ill."
        if head.islower():
            if _BRAND.match(text, following):
                return kind not in ("before", "number")
            if kind is not None or len(word) < 2 or "." in word:
                return False
            plain = len(word) > 4 or word.isdigit() or _VOWEL.search(low) is not None  # not "31 pts. and"
            return plain and self._asked(stop, following)
        if head == "(" and (kind or "." in word) and text[following + 1 : following + 3].lstrip('"“').islower():
            return False  # Norden Ltd. ("the seller")
        opener = self._next_word(following) in rows.openers
        if kind is None:
            return self._unlisted(word, stop, following, opener)
        if kind == "either":
            return opener or (low in rows.closing and _PLURAL.match(text, following) is not None)
        if kind == "clock":
            return self._next_word(following) not in rows.apart and not self._is_adverbial(stop)
        if kind == "number":
            following_word = _NEXT.match(text, following)
            return not (following_word and _ROMAN.fullmatch(following_word[1]))
        return kind == "after"

    def _is_pulled_apart(self, stop: int, following: int) -> bool:
        """True in a number that a tokeniser split ("rose 6 . 2 %"); "in 1985 . 5 people died" are two sentences."""
        whole, ahead = self._word(stop - 1), _DECIMALS.match(self.text, following)
        if self.text[stop - 1] != " " or ahead is None or not whole.isdecimal() or len(whole) > 3:
            return False
        after, beyond = ahead[2].lower(), ahead[3] or ""
        if after == "to" or not after[0].isalnum():
            return beyond.isalpha() if after == "to" else after[0] not in "-–/"
        return after in self.rows.measured and beyond not in self.rows.moments

    def _unlisted(self, word: str, stop: int, following: int, opener: bool) -> bool:
        """A full stop after a word that is no listed abbreviation, before a capital or a mark."""
        text, rows = self.text, self.rows
        if (len(word) > 4 and "." not in word) or (word.isalpha() and _is_short(word)):
            return True
        if len(word) == 1 and word.isalpha():
            if stop - 1 == self.begun:
                return False  # "A. About forty": who speaks, or a list
            if word in rows.symbols and text[max(0, stop - 3) : stop - 1].strip()[-1:].isdigit():
                return True  # "for 24 h. Growth was measured"
            return opener and len(self._next_word(following)) > 1
        if self._is_list_number(word, stop):
            return False
        if _INITIALS.fullmatch(word):
            return opener
        return word.isdigit() or opener or self._asked(stop, following)

    def _is_list_number(self, word: str, stop: int) -> bool:
        """True when all there is of the sentence so far is a number: "2. The port fell"."""
        return stop - len(word) - 1 <= self.begun and _LIST_NUMBER.fullmatch(word) is not None

    def _is_adverbial(self, stop: int) -> bool:
        """True when the sentence so far says only when: "At 5 a.m. Mr. Smith went"."""
        words = self.text[self.begun : min(stop, self.begun + 60)].lower().split()
        return len(words) < 6 and stop - self.begun < 60 and words[0].lstrip(_OPENING) in self.rows.prepositions

    def _asked(self, stop: int, following: int) -> bool:
        """What the compiled splitter says, shown only the surroundings."""
        from sentencex import get_sentence_boundaries

        start = max(self.begun, stop - _BEFORE)
        shown = self.text[start : following + _AFTER]
        return any(row["end_index"] == following - start for row in get_sentence_boundaries("en", shown))


def _is_short(word: str) -> bool:
    """True for a short word that looks like one: in lower case, with a vowel."""
    return len(word) > 1 and word.islower() and _VOWEL.search(word) is not None


def _quotations(text: str) -> list[tuple[int, int]]:
    """(opening, closing) positions of the double quotations that are closed, in order."""
    found = []
    opened = -1
    for hit in _QUOTE_MARK.finditer(text):
        at, mark = hit.start(), hit[0]
        if mark == '"':
            loose = at == 0 or text[at - 1].isspace() or text[at - 1] in _OPENING
            free = at + 1 == len(text) or not (text[at + 1].isalnum() or text[at + 1] in "$£€'‘“[(")
            opens = loose if loose != free else opened < 0  # set apart, or glued on both sides: they take turns
            if opened < 0 and not opens and text[at - 1].isdigit():
                continue  # 6'2"
        else:
            opens = mark in "“«"
        if opens:
            opened = at
        elif opened >= 0:
            found.append((opened, at))
            opened = -1
    return found

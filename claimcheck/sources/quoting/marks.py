"""Direct quotations inside a text, by their marks: “…”, "…", ‘…’, '…', «…», »…«, „…“ and ”…”.

A quotation inside another one is a part of it. An apostrophe opens and closes nothing; a mark that is never closed
opens nothing. Titles and phrases of a few words are not told to be what somebody said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from claimcheck.lexicon.quoting import quoting
from claimcheck.lexicon.vocabulary import vocabulary
from claimcheck.lexicon.words import verb_forms
from claimcheck.sources.quoting.words import words_of

_MARK = re.compile(r"[\"'\u2018\u201a\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a]")
_CLOSING = {
    "\u201c": re.compile(r"[\u201d\u201c]"),
    "\u201d": re.compile(r"\u201d"),
    "\u201e": re.compile(r"[\u201c\u201d]"),
    "\u201a": re.compile(r"[\u2018\u2019](?!\w)"),
    "\u00ab": re.compile(r"[\u00bb\u00ab]"),
    "\u00bb": re.compile(r"[\u00ab\u00bb]"),
    "\u2039": re.compile(r"\u203a"),
    "\u203a": re.compile(r"\u2039"),
    '"': re.compile(r'"'),
    "\u2018": re.compile(r"(?<!\s)\u2019(?!\w)"),
    "'": re.compile(r"(?<!\s)'(?!\w)"),
}
_OPENS = frozenset("([{\u2014\u2013-/\"'\u2018\u201c\u201e\u00ab\u00bb:")
_ENDED = frozenset(".,!?;\u2026")
_LEAST, _PLAIN = 4, 6  # words: of fewer a phrase; from so many a statement even without a verb we know
_FAR = 2_000  # characters: single marks that stand further apart are apostrophes
_TRIED = 12  # apostrophes that may close one
_OF_SUBSTANCE = 3  # letters: longer words have a capital in a title
_DECADE = re.compile(r"'\d0s|'(?:n'|em|til|tis|twas|cause|bout)\b", re.IGNORECASE)


def quoted_spans(text: str) -> Iterator[tuple[int, int]]:
    """The spans inside the marks of each outermost quotation, in order. Linear in the length of the text."""
    at = 0
    barren: dict[str, int] = {}  # up to where no mark that could close one of this kind stands
    while (mark := _MARK.search(text, at)) is not None:
        at = mark.end()
        sign = mark[0]
        if barren.get(sign) == len(text) or not _opens(text, mark.start(), sign):
            continue
        closing = _single(text, at, sign, barren) if sign in "\u2018'" else _closed(text, at, sign, barren)
        if closing is None:
            continue
        end, following = closing
        if end > at:
            yield at, end
        at = following


def _opens(text: str, at: int, sign: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not after or after.isspace() or (before and not before.isspace() and before not in _OPENS):
        return False
    if sign == "'":
        return after.isalpha() and not _DECADE.match(text, at)
    return sign != '"' or not before.isdigit()


def _closed(text: str, start: int, sign: str, barren: dict[str, int]) -> tuple[int, int] | None:
    """Where a quotation that begins at `start` ends, and where to look for the next one; None where it never ends."""
    found = _CLOSING[sign].search(text, start)
    if found is None:
        barren[sign] = len(text)
        return None
    end = found.start()
    if found[0] == sign and sign in "\u201c\u00ab":  # opened again: a paragraph that goes on, or a mark forgotten
        broken = text[start:end].rstrip()
        return (start + len(broken), end) if "\n" in text[start + len(broken) : end] else (start, end)
    if sign == '"' and _opens(text, end, sign) and text[end - 1 : end].isspace():
        return start, end
    return end, end + 1


def _single(text: str, start: int, sign: str, barren: dict[str, int]) -> tuple[int, int] | None:
    """As `_closed`, for marks that are apostrophes as well: "the boats' owners" closes nothing."""
    begin, limit = max(start, barren.get(sign, 0)), min(len(text), start + _FAR)
    candidates = [found.start() for found in islice(_CLOSING[sign].finditer(text, begin, limit), _TRIED)]
    if not candidates:
        barren[sign] = max(begin, limit)
    last = None
    for end in candidates:
        before, after = text[end - 1], text[end + 1 : end + 2]
        if before in _ENDED or not after or after in _ENDED or after in ')]\u201d"\u2014\u2013:':
            return end, end + 1
        if last is None and before not in "sS" and sign != "'":
            last = end
    return None if last is None else (last, last + 1)


def is_statement(quoted: str) -> bool:
    """True for what somebody said: a clause, not a title ("The Quiet Harbour of Dorne") or a phrase."""
    words = words_of(quoted).folded
    if len(words) < _LEAST:
        return False
    heavy = [word for word in quoted.split() if len(word) > _OF_SUBSTANCE and word[0].isalpha()]
    if len(heavy) > 1 and all(word[0].isupper() for word in heavy):
        return False
    return len(words) >= _PLAIN or any(_is_verb(word) for word in words)


def _is_verb(word: str) -> bool:
    sure = verb_forms().get(word, ("", False))[1]
    return sure or word in quoting().modals or bool(vocabulary().get(word, frozenset()) & {"AUXILIARY"})

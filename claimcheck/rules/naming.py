"""The names of a document as they are written, and when two spellings may be one. Not a rule itself (no RULE).

Unlike `match.names`, which asks what a name refers to and folds its spelling away, this keeps every letter: a wrong
letter is what the rules on names look for. Refuses to know any name: shape, position and the words around decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from claimcheck.lexicon import table
from claimcheck.lexicon.vocabulary import vocabulary
from claimcheck.lexicon.words import in_small_letters, verb_forms
from claimcheck.model import BlockKind, Document, Sentence
from claimcheck.rules.reckoning import Same

_CAPITAL = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u024f"
_ARTICLES = "al|el|an|as|ad|at|ar|ul"  # of Arabic names, besides "ash"
_WORD = rf"(?:[{_CAPITAL}][\w’']*(?:-[\w’']+)*|(?:{_ARTICLES}|ash)-[{_CAPITAL}][\w’']*)"
_AGE = re.compile(r", \d{1,3},| \(\d{1,3}\)")
_MAX_WORDS = 8  # a longer run is a headline in capitals
_SHORTEST = 4  # letters; shorter names differ by a letter without being one name
_LONG = 10  # letters; from here on two slips leave a name itself
_OPENING = "\"'“‘([—"  # marks after which a capital says as little as at the start of a sentence
_UNTOLD = frozenset((BlockKind.CODE, BlockKind.META))
_HEADS = frozenset((BlockKind.TITLE, BlockKind.HEADING))
_CLOSED = frozenset(
    ("DETERMINER", "PREPOSITION", "PRONOUN", "CONJUNCTION", "AUXILIARY", "NEGATION", "MONTH", "WEEKDAY")
)


class Name(NamedTuple):
    """One mention of a name: `words` as written, titles and possessive ending off."""

    start: int
    end: int
    words: tuple[str, ...]
    sentence: int
    title: str  # the last title inside the run of capitals, which is no part of the name
    initial: bool  # one word, capitalised perhaps only because it opens the sentence


class _Rows(NamedTuple):
    name: re.Pattern[str]
    titles: frozenset[str]
    personal: frozenset[str]
    saying: re.Pattern[str]
    said: re.Pattern[str]


class _Word(NamedTuple):
    """What the tables know of a capitalised word: all the reader of names asks of it."""

    low: str
    title: bool
    closed: bool
    common: bool


@cache
def _rows() -> _Rows:
    rows = table("names")
    joins = "|".join(rows["joins"])
    verbs = "|".join(rows["saying"])
    # What may stand before the capital is asked after it, so that the search steps over all small letters.
    opening = rf"[{_CAPITAL}](?:(?<![\w-].)|(?<=\W(?:{_ARTICLES})-.)|(?<=\Wash-.)|(?<=^(?:{_ARTICLES})-.))"
    return _Rows(
        re.compile(rf"{opening}[\w’']*(?:-[\w’']+)*(?:(?: (?:{joins})){{0,2}} {_WORD}){{0,8}}"),
        frozenset(rows["titles"]),
        frozenset(rows["personal"]),
        re.compile(rf"(?:,[^,.;]{{1,60}},)? (?:{verbs})\b"),
        re.compile(rf"\b(?:{verbs}) (?:[a-z]+ ){{0,3}}$"),
    )


def names(document: Document) -> tuple[Name, ...]:
    """Every mention of a name in the text, headings in title case left out."""
    return _names(Same(document))


@lru_cache(maxsize=2)
def _names(key: Same) -> tuple[Name, ...]:
    return tuple(_found(key.document))


def _found(document: Document) -> Iterator[Name]:
    text, runs = document.text, _rows().name.finditer
    for index, sentence in enumerate(document.sentences):
        if sentence.kind in _UNTOLD or (sentence.kind in _HEADS and _title_case(document, sentence)):
            continue
        for match in runs(text, sentence.start, sentence.end):
            start, end = match.span()
            if text[start - 1 : start] == "-":  # an article before it
                start -= len("ash-" if text.startswith("ash-", start - 4) else "al-")
            name = _read(text, index, sentence.start, start, end)
            if name is not None:
                yield name
                if len(name.words) > 3 and "of" in name.words[2:]:
                    yield _before_of(name)


def _before_of(name: Name) -> Name:
    """The shorter reading as well: "Petra Holm of Lima" is a name of four words or of two."""
    words = name.words[: name.words.index("of", 2)]
    return name._replace(end=name.start + len(" ".join(words)), words=words)


def _title_case(document: Document, sentence: Sentence) -> bool:
    words = [w for w in document.text[sentence.start : sentence.end].split() if len(w) > 3]
    return sum(w[0].isupper() for w in words) * 10 > len(words) * 6


def _read(text: str, index: int, first: int, start: int, end: int) -> Name | None:
    """The name in one run of capitalised words: sentence openers, titles and the possessive taken off."""
    opening = start == first or text[start - 1] in _OPENING
    words = text[start:end].split(" ")
    title, skipped = "", 0
    for word in words:
        known = _word(word)
        if known.title:
            title = known.low
        elif not known.closed and not (opening and (known.common or in_small_letters(text, known.low))):
            break
        start += len(word) + 1
        skipped += 1
        opening = opening and bool(title)
    size = len(words) - skipped
    if not 0 < size <= _MAX_WORDS:
        return None
    last = words[-1]
    if last[-1] in "s'’":
        words[-1] = last.removesuffix("'s").removesuffix("’s").rstrip("'’")
        end -= len(last) - len(words[-1])
    return Name(start, end, tuple(words[skipped:] if skipped else words), index, title, opening and size == 1)


@lru_cache(maxsize=16384)
def _word(word: str) -> _Word:
    low = word.rstrip(".").lower()
    features = vocabulary().get(low, frozenset())
    common = low in vocabulary() or verb_forms().get(low, ("", False))[1]
    return _Word(low, low in _rows().titles, not features.isdisjoint(_CLOSED), common)


# --- what the words around a name say of it ------------------------------------------------------------------------


def is_person(document: Document, name: Name) -> bool:
    """True when the text says so: by a title, an age, or a verb of saying."""
    rows, text = _rows(), document.text
    title = name.title or _previous(document, name)
    before, after = _before(document, name), text[name.end : name.end + 80]
    return title in rows.personal or bool(_AGE.match(after) or rows.saying.match(after) or rows.said.search(before))


def is_place(document: Document, name: Name) -> bool:
    """True for a name right after a preposition of place."""
    return "PREPOSITION" in vocabulary().get(_previous(document, name), frozenset())


def _before(document: Document, name: Name) -> str:
    return document.text[max(document.sentences[name.sentence].start, name.start - 40) : name.start]


def _previous(document: Document, name: Name) -> str:
    words = _before(document, name).split()
    return words[-1].lower().rstrip(".") if words else ""


# --- spelling --------------------------------------------------------------------------------------------------------

_SOUNDS = (
    ("mac", "mc"), ("ph", "f"), ("ck", "k"), ("sch", "s"), ("sh", "s"), ("ch", "k"), ("th", "t"), ("gh", "g"),
    ("kh", "k"), ("q", "k"), ("c", "k"), ("z", "s"), ("w", "v"), ("x", "ks"),
)  # fmt: skip
_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ø": "o", "å": "a", "é": "e", "è": "e", "ß": "s", "ç": "c"})


@lru_cache(maxsize=8192)
def skeleton(word: str) -> str:
    """The consonants a name is heard by: Qalaat and Qalat, Mackellar and McKellar, Gonzales and Gonzalez meet."""
    low = "".join(c for c in word.lower().translate(_UMLAUTS) if c.isalnum())
    for spelling, sound in _SOUNDS:
        low = low.replace(spelling, sound)
    heard = [c for i, c in enumerate(low) if c not in "aeiouyh" or i == 0]
    return "".join(c for i, c in enumerate(heard) if i == 0 or heard[i - 1] != c)


def distance(a: str, b: str, limit: int = 3) -> int:
    """Letters to change, drop, add or swap to get from `a` to `b`, case aside; `limit` + 1 when more than `limit`."""
    a, b = a.lower(), b.lower()
    if abs(len(a) - len(b)) > limit or max(len(a), len(b)) > 60:
        return limit + 1
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, y in enumerate(b, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if last and i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return min(row[-1], limit + 1)


def alike(a: str, b: str) -> bool:
    """True when two different words are one name misspelt, as far as letters tell. "Soyuz-U" is a kind of Soyuz."""
    shorter = min(len(a), len(b))
    if "-" in a + b and (a.startswith(f"{b}-") or b.startswith(f"{a}-")):
        return False
    if a.isupper() != b.isupper() or "_" in a + b:
        return False  # an acronym and a name (ASEAN, Asian), two identifiers
    if any(map(str.isdecimal, a + b)):  # UTF-16le and UTF16le, but not UTF-16 and UTF-16le
        return a.replace("-", "").lower() == b.replace("-", "").lower()
    heard = skeleton(a) == skeleton(b)
    if shorter < _SHORTEST or not (heard or (shorter >= 6 and a[0].lower() == b[0].lower())):
        return False
    most = (3 if shorter >= 8 else 2) if heard else 1
    if distance(a, b) > most or a.lower() == b.lower():
        return False
    return not is_derived(a, b) and _american(a) != _american(b)


def heard_alike(a: str, b: str) -> bool:
    """True for two single names of one sound: short ones with another vowel (Iran, Iron) are two names."""
    shorter = min(len(a), len(b))
    return skeleton(a) == skeleton(b) and shorter > _SHORTEST and distance(a, b) <= (1 if shorter < _LONG else 2)


def one_letter(a: str, b: str) -> bool:
    """True for a slip inside a long name all of whose other words agree: Steam and Stream, Ashcombe and Ashcomb."""
    low = sorted((a.lower(), b.lower()), key=len)
    if low[1] in (low[0] + "s", low[0] + "'s") or len(low[0]) < 5 or low[0][0] != low[1][0]:
        return False
    return distance(a, b) == 1 and _american(a) != _american(b) and "RANK" not in vocabulary().get(low[0], frozenset())


def is_derived(a: str, b: str) -> bool:
    """True when one is the other with an ending: Peru and Peruvian, Roberts and Robert, Paul and Paula."""
    short, long = sorted((a.lower(), b.lower()), key=len)
    common = 0
    while common < len(short) and short[common] == long[common]:
        common += 1
    endings = _derived()
    for split in range(common, max(common - 3, 2), -1):  # "expression-ism", "expression-ist"
        rests = (short[split:], long[split:])
        if endings.issuperset(rests) and (split == common or min(map(len, rests)) > 2):
            return True
    return any(short in land and long in land for land in table("names")["lands"])


def _american(word: str) -> str:
    """A word under its American spelling: two houses, not two names."""
    low = word.lower()
    for british, american in (("isation", "ization"), ("our", "or"), ("tre", "ter"), ("ence", "ense"), ("mme", "m")):
        low = low.replace(british, american)
    return low


@cache
def _derived() -> frozenset[str]:
    return frozenset(("", *table("names")["derived"]))

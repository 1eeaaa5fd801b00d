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
from claimcheck.lexicon.words import verb_forms
from claimcheck.model import BlockKind, Document, Sentence
from claimcheck.rules.reckoning import Same

_CAPITAL = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u024f"
_WORD = rf"(?:[{_CAPITAL}][\w’']*(?:-[\w’']+)*|(?:al|el|an|as|ash|ad|at|ar|ul)-[{_CAPITAL}][\w’']*)"
_LOWER = re.compile(r"(?<![\w-])[a-z\u00df-\u00f6\u00f8-\u00ff]+(?![\w-])")
_AGE = re.compile(r",? \(?\d{1,3}\)?,")
_MAX_WORDS = 8  # a longer run is a headline in capitals
_SHORTEST = 4  # letters; shorter names differ by a letter without being one name


class Name(NamedTuple):
    """One mention of a name: `words` as written, titles and possessive ending off; `person` when the text says so."""

    start: int
    end: int
    words: tuple[str, ...]
    sentence: int
    title: str
    person: bool
    initial: bool  # one word, capitalised perhaps only because it opens the sentence
    place: bool  # right after a preposition of place


class _Rows(NamedTuple):
    name: re.Pattern[str]
    titles: frozenset[str]
    personal: frozenset[str]
    saying: re.Pattern[str]
    said: re.Pattern[str]


@cache
def _rows() -> _Rows:
    rows = table("names")
    joins = "|".join(rows["joins"])
    verbs = "|".join(rows["saying"])
    return _Rows(
        re.compile(rf"(?<![\w-]){_WORD}(?:(?: (?:{joins})){{0,2}} {_WORD}){{0,8}}"),
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
    lower = frozenset(_LOWER.findall(document.text))
    for index, sentence in enumerate(document.sentences):
        if sentence.kind in (BlockKind.CODE, BlockKind.META) or _title_case(document, sentence):
            continue
        for match in _rows().name.finditer(document.text, sentence.start, sentence.end):
            name = _read(document, index, sentence, match, lower)
            if name is not None:
                yield name
                yield from _before_of(name)


def _before_of(name: Name) -> Iterator[Name]:
    """The shorter reading as well: "Petra Holm of Lima" is a name of four words or of two."""
    if "of" in name.words[2:]:
        words = name.words[: name.words.index("of", 2)]
        yield name._replace(end=name.start + len(" ".join(words)), words=words)


def _title_case(document: Document, sentence: Sentence) -> bool:
    if sentence.kind not in (BlockKind.TITLE, BlockKind.HEADING):
        return False
    words = [w for w in document.text[sentence.start : sentence.end].split() if len(w) > 3]
    return sum(w[0].isupper() for w in words) * 10 > len(words) * 6


def _read(
    document: Document, index: int, sentence: Sentence, match: re.Match[str], lower: frozenset[str]
) -> Name | None:
    """The name in one run of capitalised words: sentence openers, titles and the possessive taken off."""
    text, rows = document.text, _rows()
    start, end = match.span()
    opening = start == sentence.start or text[start - 1] in "\"'“‘([—"
    words, titles = match[0].split(" "), []
    while words:
        low = words[0].rstrip(".").lower()
        common = _is_common(low, lower)
        if low in rows.titles:
            titles.append(low)
        elif not (opening and common) and not _is_closed(low):
            break
        start += len(words[0]) + 1
        words, opening = words[1:], opening and bool(titles)
    if not words or len(words) > _MAX_WORDS:
        return None
    bare = words[-1].removesuffix("'s").removesuffix("’s").rstrip("'’")
    end -= len(words[-1]) - len(bare)
    words[-1] = bare
    before = text[max(sentence.start, start - 40) : start]
    previous = before.split()[-1].lower().rstrip(".") if before.split() else ""
    title = titles[-1] if titles else previous if previous in rows.titles else ""
    after = text[end : end + 80]
    person = title in rows.personal or bool(_AGE.match(after) or rows.saying.match(after) or rows.said.search(before))
    place = "PREPOSITION" in vocabulary().get(previous, frozenset())
    return Name(start, end, tuple(words), index, title, person, opening and len(words) == 1, place)


def _is_common(word: str, lower: frozenset[str]) -> bool:
    """True for a word that needs no capital: the text or the tables know it in small letters."""
    return word in lower or word in vocabulary() or verb_forms().get(word, ("", False))[1]


def _is_closed(word: str) -> bool:
    known = vocabulary().get(word, frozenset())
    return bool(
        known & {"DETERMINER", "PREPOSITION", "PRONOUN", "CONJUNCTION", "AUXILIARY", "NEGATION", "MONTH", "WEEKDAY"}
    )


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
    """True when two different words are one name misspelt, as far as letters tell."""
    if min(len(a), len(b)) < _SHORTEST or a.lower() == b.lower() or is_derived(a, b):
        return False
    apart = distance(a, b)
    if _american(a) == _american(b):
        return False
    if skeleton(a) == skeleton(b):
        return apart <= (3 if min(len(a), len(b)) >= 8 else 2)
    return apart == 1 and min(len(a), len(b)) >= 6 and a[0].lower() == b[0].lower()


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
    return common >= 3 and short[common:] in endings and long[common:] in endings


def _american(word: str) -> str:
    """A word under its American spelling: two houses, not two names."""
    low = word.lower()
    for british, american in (("isation", "ization"), ("our", "or"), ("tre", "ter"), ("ence", "ense"), ("mme", "m")):
        low = low.replace(british, american)
    return low


@cache
def _derived() -> frozenset[str]:
    return frozenset(("", *table("names")["derived"]))

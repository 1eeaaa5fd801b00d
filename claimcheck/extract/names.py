"""Numbers that are names, not figures: Boeing 737, F-16, Article 50, No. 10, 555-0142, file_2.txt, "one another".

General shapes first (joined letters, addresses, telephone and list numbers), then cue words as rows of
features/figures.toml. Refuses to judge a number that carries a unit or a currency by its neighbours' capitals.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from claimcheck.extract.numbers import DASHES, Number
from claimcheck.lexicon.vocabulary import vocabulary
from claimcheck.tokens import Tokens

GLUE = frozenset("_@#=\\~&§№")
ABBREVIATED = frozenset(("no", "nos", "nr", "art", "arts", "sec", "ch", "vol", "pp", "p", "fig", "figs", "op", "para", "pt"))
ONE_BEFORE = frozenset(("no", "any", "every", "each", "some", "this", "that", "which", "the", "another", "only", "not", "as", "for"))
ONE_AFTER = frozenset(
    ("of", "another", "another's", "thing", "point", "way", "hand", "side", "reason", "by", "time", "can", "day", "such", "person's")
)
PHONE_CUES = frozenset(("call", "tel", "phone", "telephone", "fax", "dial", "text", "hotline", "ring", "+"))


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that make the number after them a name, street words, and every word that is no name itself."""

    before: frozenset[str]
    street: frozenset[str]
    common: frozenset[str]


@cache
def cues(language: str = "en") -> Cues:
    """The cue words of a language."""
    words = vocabulary(language)
    closed = ("PREPOSITION", "AUXILIARY", "CONJUNCTION", "DETERMINER", "PRONOUN", "NEGATION", "MONTH", "WEEKDAY")
    return Cues(
        frozenset(w for w, f in words.items() if "NAME_BEFORE_NUMBER" in f),
        frozenset(w for w, f in words.items() if "STREET" in f),
        frozenset(w for w, f in words.items() if any(c in f for c in closed)),
    )


def name_end(tokens: Tokens, number: Number, head: int, tail: int, *, bare: bool, noun: str) -> int:
    """Where the name ends that this number is part of; 0 for a figure.

    [`head`, `tail`) is what the figure would span, currency and unit included; `bare` = no unit or currency; `noun` =
    what is counted, if anything.
    """
    first = tokens.low[number.head]
    if not first[:1].isdecimal():
        return _spelled(tokens, number, bare=bare, noun=noun)
    end = _glued(tokens, head, tail)
    if end or not bare or number.scale > 1:
        return end
    return (
        _telephone(tokens, number)
        or _cued(tokens, number, noun)
        or _address(tokens, number)
        or _bracketed(tokens, number)
        or _capital(tokens, number, noun)
        or _year(number, noun)
    )


def _glued(tokens: Tokens, head: int, end: int) -> int:
    """Letters or joining marks without a space on either side: "F-16", "mp3", "3D", "page_2", "10.pdf"."""
    low = tokens.low
    if head:
        left = low[head - 1]
        if left == left.rstrip():
            before = low[head - 2] if head > 1 else " "
            tight = before == before.rstrip()
            if left in DASHES and tight and before[:1].isalpha():
                return end
            if left[:1].isalpha() and not (left in ("x", "×") and tight and before[:1].isdecimal()):
                return end
            if left in GLUE or (left in ("/", ".", ":") and tight):
                return end
    if end < len(low) and low[end - 1] == low[end - 1].rstrip():
        right = low[end].rstrip()
        following = low[end + 1][:1] if end + 1 < len(low) and right == low[end] else ""
        if right[0].isalpha() and not (right in ("x", "×") and (following.isdecimal() or low[end] != right)):
            return end + 1
        if right in GLUE or (right in (".", ":", "/") and following.isalnum()):
            return end + 1
    return 0


def _telephone(tokens: Tokens, number: Number) -> int:
    low, end = tokens.low, number.tail
    size = len(low[number.head].rstrip())
    if end + 1 < len(low) and low[end] == "-" and low[end + 1][:1].isdecimal():
        following = low[end + 1].rstrip()
        if (following[0] == "0" and len(following) > 1) or (size == 3 and len(following) >= 3):
            while end + 1 < len(low) and low[end] in DASHES and low[end + 1][:1].isdecimal():
                end += 2
            return end
    if tokens.word(number.head - 1) == "+" and size <= 3 and end < len(low) and low[end][:1].isdecimal():
        while end < len(low) and low[end][:1].isdecimal():
            end += 1
        return end
    return 0


def _cued(tokens: Tokens, number: Number, noun: str) -> int:
    before = tokens.word(number.head - 1)
    if before == "." and tokens.low[number.head - 2].rstrip() in ABBREVIATED and number.head > 1:
        return number.tail
    if before in cues().before and not (before in ("no", "call", "text", "form", "line", "point", "mark", "plan") and noun):
        return _series(tokens, number.tail)
    return 0


def _series(tokens: Tokens, end: int) -> int:
    """Past the other numbers of "Articles 5, 6 and 9" and "Boeing 737-800"."""
    low = tokens.low
    while end + 1 < len(low) and low[end].rstrip() in (",", "and", "-", "–", "to", "&", "or"):
        if not low[end + 1][:1].isdecimal():
            break
        end += 2
    return end


def _address(tokens: Tokens, number: Number) -> int:
    if number.tail >= len(tokens) or len(tokens.low[number.head].rstrip()) > 5:
        return 0
    for i in range(number.tail, min(number.tail + 4, len(tokens))):
        if not tokens.surface(i)[0].isupper():
            return 0
        if i > number.tail and tokens.word(i) in cues().street:
            return i + 1
    return 0


def _bracketed(tokens: Tokens, number: Number) -> int:
    """Footnote marks "[3]" and list numbers "3)", "(3)", "3." at the start of a sentence."""
    before, after = tokens.word(number.head - 1), tokens.word(number.tail)
    if before == "[" and after == "]":
        return number.tail
    start = number.head == 0 or (number.head == 1 and before == "(")
    if start and after in (")", ".") and number.tail + 1 < len(tokens):
        return number.tail
    return 0


def _capital(tokens: Tokens, number: Number, noun: str) -> int:
    """ "Voyager 2", "English 101": a capitalised word inside a sentence, then a plain number that counts nothing."""
    at = number.head - 1
    if noun or at < 1 or number.step != 1:
        return 0
    word = tokens.word(at)
    if not word.isalpha() or word in cues().common or tokens.low[at] == word:
        return 0
    surface = tokens.surface(at)
    return number.tail if surface[0].isupper() and not surface.isupper() else 0


def _year(number: Number, noun: str) -> int:
    """A bare 19xx or 20xx that no date grammar wanted is still hardly a count."""
    return number.tail if not noun and number.value is not None and 1900 <= number.value <= 2100 and number.step == 1 else 0


def _spelled(tokens: Tokens, number: Number, *, bare: bool, noun: str) -> int:
    if not bare or number.style != "words":
        return 0
    before, after = tokens.word(number.head - 1), tokens.word(number.tail)
    if tokens.low[number.head].rstrip() == "one" and number.value == 1:
        if before in ONE_BEFORE or after in ONE_AFTER or not noun or after in DASHES or before in DASHES:
            return number.tail
    if number.head and tokens.low[number.head - 1] in DASHES and not noun:
        return number.tail
    if before in cues().before and before not in ("no", "number", "numbers") and not noun:
        return number.tail
    return 0

"""Whose age and whose birth it is: helper of age-mismatch.

A name is a run of capitalised words; two names are one person when the last word is the same and no first name
contradicts. Reads only what stands right beside the figure, and the owner that `match` found for it. No rule itself.
"""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.lexicon import table
from claimcheck.model import Claim, Document, Figure
from claimcheck.rules.days import tokens_of
from claimcheck.tokens import Tokens

REACH = 14  # tokens between a name and "born"
LONGEST = 4  # words of a name


class Person(NamedTuple):
    """A person by name, folded: the words of the name in order, titles left out."""

    words: tuple[str, ...]

    def __bool__(self) -> bool:
        """False for nobody."""
        return bool(self.words)

    def same(self, other: Person) -> bool:
        """True for Ida Brandt and Brandt, Ann Brandt and Ann Brandt; not for Ann and Ida Brandt."""
        if not self.words or not other.words or self.words[-1] != other.words[-1]:
            return False
        return len(self.words) == 1 or len(other.words) == 1 or self.words[0] == other.words[0]


NOBODY = Person(())


def aged(document: Document, claim: Claim, figure: Figure) -> Person:
    """Whose age it is: "Ida Brandt, 57," · "57-year-old Ida Brandt" · "Ida Brandt, born in May, is still only 64"."""
    tokens = tokens_of(document, claim)
    if "old" in figure.surface.lower() and "-" in figure.surface:
        return _name_right(tokens, figure.tail)
    at = figure.head - 1 - (tokens.word(figure.head - 1) == "aged")
    if tokens.word(at) == ",":
        return _name_left(tokens, at - 1) or _owner(claim, figure)
    while tokens.word(at) in ("still", "now", "only", "just"):
        at -= 1
    if tokens.word(at) != "is":
        return NOBODY
    return _name_left(tokens, at - 1) or _opening(tokens) or _owner(claim, figure)


def _opening(tokens: Tokens) -> Person:
    """The name of two words or more that a sentence opens with, a title or a trade before it passed over."""
    for at in range(min(4, len(tokens))):
        found = _name_right(tokens, at)
        if len(found.words) > 1:
            return found
    return NOBODY


def born(document: Document, claim: Claim, figure: Figure) -> Person:
    """Whose birth the date `figure` is; nobody where no "born" stands close before it."""
    tokens = tokens_of(document, claim)
    verb = next((i for i in range(figure.head - 1, max(figure.head - 9, -1), -1) if tokens.word(i) == "born"), -1)
    if verb < 0 or any(word in (";", ".", "when", "after", "before") for word in tokens.words[verb : figure.head]):
        return NOBODY
    for at in range(verb - 1, max(verb - REACH, -1), -1):
        if tokens.word(at) in (";", "whose", "he", "she"):
            break
        if _capital(tokens, at):
            return _name_left(tokens, at)
    if verb <= 1:  # "Born in May 1980, Ida Brandt …"
        return _name_right(tokens, figure.tail + 1) if tokens.word(figure.tail) == "," else NOBODY
    return _owner(claim, figure)


def thing(document: Document, claim: Claim, figure: Figure) -> str:
    """The thing an age is of: the noun after "33-year-old", with "the" or a name's "'s" before; "" for others."""
    tokens = tokens_of(document, claim)
    definite = tokens.word(figure.head - 1) in ("the", "this", "its", "their")
    noun = tokens.word(figure.tail)
    lower = noun.isalpha() and not _capital(tokens, figure.tail)
    return noun if definite and lower and "old" in figure.surface.lower() else ""


def founded(document: Document, claim: Claim, figure: Figure) -> str:
    """The thing a founding year is of: "The company, founded in 1999"; "" for others."""
    tokens = tokens_of(document, claim)
    made = table("moments")["ages"]["made"]
    verb = next((i for i in range(figure.head - 1, max(figure.head - 4, -1), -1) if tokens.word(i) in made), -1)
    if verb < 2:
        return ""
    at = verb - 1
    while at > 0 and tokens.word(at) in (",", "was", "which", "is", "(", "first", "originally"):
        at -= 1
    definite = tokens.word(at - 1) in ("the", "this")
    return tokens.word(at) if definite and tokens.word(at).isalpha() else ""


def _owner(claim: Claim, figure: Figure) -> Person:
    """The owner that `match` resolved, where it is a name of several words."""
    index = claim.figures.index(figure)
    subjects = claim.abouts[index].subjects if index < len(claim.abouts) else ()
    words = tuple(subjects[0].split()) if subjects else ()
    return Person(words) if len(words) > 1 else NOBODY


def _capital(tokens: Tokens, at: int) -> bool:
    return 0 <= at < len(tokens) and tokens.word(at)[:1].isalpha() and tokens.surface(at)[:1].isupper()


def _name_left(tokens: Tokens, at: int) -> Person:
    """The capitalised words that end at `at`."""
    words: list[str] = []
    while _capital(tokens, at) and len(words) < LONGEST:
        words.insert(0, tokens.word(at))
        at -= 1
    return _person(words)


def _name_right(tokens: Tokens, at: int) -> Person:
    words: list[str] = []
    while _capital(tokens, at) and len(words) < LONGEST:
        words.append(tokens.word(at))
        at += 1
    return _person(words)


def _person(words: list[str]) -> Person:
    titles = table("moments")["ages"]["titles"]
    return Person(tuple(w.removesuffix("'s").removesuffix("’s") for w in words if w not in titles))

"""What the readers of dates share: the Atom they make, the Reading they are given, and look-ups remembered by token.

Refuses to know any grammar (`date_grammar`) or what a word is worth (`lexicon.dates`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from claimcheck.extract.date_parts import Parts
from claimcheck.lexicon.dates import DateWords
from claimcheck.tokens import Alphabet, Tokens

OWNED = ("'s", "’s")
MEMO_LIMIT = 100_000  # words
MARGIN = ("",) * 32  # of the list that Reading.word looks in; an index below zero counts from its end
SHORTEST_PAST = 4  # letters: "need", "seed" and "bed" are no past tense


class Atom(NamedTuple):
    """One match: the tokens [head, tail), what they say, and for "3 to 9 May" what the range runs to."""

    head: int
    tail: int
    parts: Parts
    until: Parts | None = None
    kind: str = "date"  # "date", "time", or what waits for a step of `date_joins`: "offset" (two days …), "nth" (the
    # last week of …), "list" (3 and 9 May), "loose" (a Tuesday)
    clock: int | None = None  # minutes after midnight
    modifier: str = "exact"


class Stems(dict[str, str]):
    """Token, with the white space after it → the word without a possessive ending; each is cut once and remembered."""

    def __missing__(self, token: str) -> str:
        word = token.rstrip()
        stem = word[:-2] if word.endswith(OWNED) and len(word) > 2 else word
        if len(self) > MEMO_LIMIT:
            self.clear()
        self[token] = stem
        return stem


class Feature(dict[str, bool]):
    """Letter of the alphabet → whether its token has a feature; looked up once and remembered."""

    def __init__(self, source: str, letters: Alphabet) -> None:
        """`source` is one `<…>` of a grammar."""
        super().__init__()
        self._source, self._letters = source, letters

    def __missing__(self, letter: str) -> bool:
        self[letter] = found = fits(self._source, self._letters.features(letter))
        return found


def fits(source: str, features: frozenset[str]) -> bool:
    """True when a token with these features is one of `<A|B-C>`."""
    for alternative in source.strip("<>").split("|"):
        wanted, *banned = alternative.split("-")
        if wanted in features and not features.intersection(banned):
            return True
    return False


class Beside(dict[str, tuple[bool, bool]]):
    """Token → whether a number after it, and one before it, may be a year with no more questions asked."""

    def __init__(self, letters: Alphabet, words: DateWords, features: Mapping[str, Feature]) -> None:
        """`features` are those of the grammar: its money signs, number cues and counted nouns ask further questions."""
        super().__init__()
        cues = words.cues
        self._letters, self._features = letters, features
        self._before = cues["number_mark"] | cues["glue"] | {"about", "around"}
        self._after = cues["number_glued"] | cues["glue"] | {"per", "year"}

    def __missing__(self, token: str) -> tuple[bool, bool]:
        letter, stem = self._letters[token], token.rstrip().removesuffix("'s").removesuffix("’s")
        spaced = token[-1:].isspace()
        plain = not stem.isdecimal()
        before = not any(self._features[name][letter] for name in ("money", "number"))
        after = not self._features["counted"][letter]
        if len(self) > MEMO_LIMIT:
            self.clear()
        self[token] = found = (
            spaced and plain and before and stem not in self._before,
            plain and after and stem not in self._after,
        )
        return found


AHEAD, BACK, HELPER, STOP = 1, -1, 2, 3


class Tenses(dict[str, int]):
    """Token → what it says of the time of its clause: AHEAD (will, due), BACK (said, -ed), HELPER (is), STOP, or 0."""

    def __init__(self, letters: Alphabet) -> None:
        """Over the words of one alphabet."""
        super().__init__()
        self._letters = letters

    def __missing__(self, token: str) -> int:
        word, features = token.rstrip(), self._letters.features(self._letters[token])
        if "FUTURE_CUE" in features:
            found = AHEAD
        elif "PAST_CUE" in features or (len(word) > SHORTEST_PAST and word.endswith("ed")):
            found = BACK
        else:
            found = HELPER if word in ("is", "are") else STOP if word in (";", ".") else 0
        if len(self) > MEMO_LIMIT:
            self.clear()
        self[token] = found
        return found


@dataclass(slots=True)
class Reading:
    """What a reader needs: the tokens, the words, the order of 3/12/2024 ("us", "gb", ""), the last match before.

    One a sentence, never leaves `extract`; `before` and `edges` follow the reading. `word(i)` is token i without a
    possessive ending, "" up to MARGIN tokens outside the sentence: the look-up of a padded list, as it is asked often.
    """

    tokens: Tokens
    letters: str  # of the tokens, as the grammar sees them
    words: DateWords
    word: Callable[[int], str]
    features: Mapping[str, Feature]
    tenses: Tenses
    beside: Beside
    variety: str
    near: date | None  # the dateline
    low: list[str]  # the tokens in lower case, with their white space
    before: Atom | None = None
    edges: frozenset[int] = frozenset()  # where dates found so far begin and end

    def written(self, index: int) -> str:
        """The token in lower case with its possessive ending; "" outside the sentence."""
        low = self.low
        return low[index].rstrip() if 0 <= index < len(low) else ""

    def capital(self, index: int) -> bool:
        """True when the token is written with a capital; False outside the sentence."""
        tokens = self.tokens
        return 0 <= index < len(self.low) and tokens.text[tokens.offsets[index]].isupper()

    def is_a(self, feature: str, index: int) -> bool:
        """True when the token has a feature of FEATURES; False outside the sentence."""
        letters = self.tokens.letters
        return 0 <= index < len(letters) and self.features[feature][letters[index]]

    def among(self, cue: str, index: int) -> bool:
        """True when the word at `index` stands in the row `cue` of dates.toml [cues]; "" is the end of the sentence."""
        return self.word(index) in self.words.cues[cue]

    def closed(self, index: int) -> bool:
        """True where no noun follows: the end of the sentence, a mark, a preposition, an auxiliary …"""
        letters = self.tokens.letters
        return index >= len(letters) or (index >= 0 and self.features["closed"][letters[index]])

    def glued(self, index: int) -> bool:
        """True when no white space follows the token."""
        low = self.low
        return 0 <= index < len(low) - 1 and not low[index][-1].isspace()

    def named(self, index: int) -> bool:
        """True when the token is a capitalised word, of a name most likely: "April Jones", "Theresa May"."""
        if not self.capital(index):
            return False
        word = self.written(index)
        return word not in self.words.cues["month_before"] and (index > 0 or not self.is_a("closed", 0))

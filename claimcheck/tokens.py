"""Tokens of one sentence, and the letter string the grammars match against.

Every token gets one letter through one dict look-up (DESIGN 8). The letter stands for the token's *set of features*
(MONTH, NUMBER_WORD, UNIT …): each distinct set is given a private letter, so "may" = {MONTH, MODAL} and "second" =
{ORDINAL, UNIT} are one letter each and an ambiguous word needs no second table. A grammar is a regular expression over
letters, written with feature names: `Alphabet.pattern("<SIGN>?<NUM>(?:<SCALE>)*")` replaces each `<NAME>` by the class
of all letters whose set holds that feature. Match positions are token indices; text offsets are computed on demand.

Refuses to know any word: the vocabulary is handed in by `claimcheck.lexicon`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate

# Matched on lower-cased text. White space is taken *after* the token: before it is quadratic on long runs of spaces
# (DESIGN 8). Common words first: this order and the plain letter range are twice as fast as Unicode classes throughout.
TOKEN = re.compile(
    r"(?:"
    r"[a-z\xdf-\xf6\xf8-\u024f]++(?![.'\u2019])"  # nearly every word
    r"|[a-z]\.[a-z](?:\.[a-z])*\.?(?![a-z])"  # u.s.  a.m.  e.g.
    r"|[a-z\xdf-\xf6\xf8-\u024f]+(?:['\u2019][a-z\xdf-\xf6\xf8-\u024f]+)?"  # words, don't, o'clock, russia's
    r"|\d+(?:[.,]\d+)*"  # 12  1,200  3.50  1.200,50  2.30 (a clock), 192.168.0.1: their shape decides
    r"|[^\W\d_]+"  # other scripts
    r"|\s+"  # only at the very start of a text
    r"|."
    r")\s*+",
    re.DOTALL,
)

MAX_TOKENS = 4000  # a longer "sentence" is a table dump or an attack; the pipeline cuts it (DESIGN 8)
_SPEC = re.compile(r"<([^<>=!]+)>")
_PRINTED = 128  # code points below are written as numbers in a regular expression, so that none has a meaning there
_FIRST_LETTER = 0xE000  # private use area: 6,400 letters, far more than there are feature sets
_MEMO_LIMIT = 200_000


class Alphabet(dict[str, str]):
    """token (lower case, with its trailing white space) → letter; unseen tokens are classified once and remembered."""

    def __init__(self, vocabulary: Mapping[str, Iterable[str]], shape: Callable[[str], Iterable[str]]) -> None:
        """`vocabulary` maps a lower-case word to its features; `shape` gives those of any other token."""
        super().__init__()
        self._letters: dict[frozenset[str], str] = {}
        self._sets: list[frozenset[str]] = []
        self._known: dict[str, str] = {}  # specification → character class, while no new letter comes
        self._vocabulary = {word: frozenset(features) for word, features in vocabulary.items()}
        self._shape = shape
        for features in self._vocabulary.values():
            self._letter(features)

    def _letter(self, features: frozenset[str]) -> str:
        letter = self._letters.get(features)
        if letter is None:
            letter = self._letters[features] = chr(_FIRST_LETTER + len(self._sets))
            self._known.clear()
            self._sets.append(features)
        return letter

    def __missing__(self, token: str) -> str:
        word = token.rstrip()
        features = self._vocabulary.get(word)
        if features is None and word.endswith(("'s", "\u2019s")):
            features = self._vocabulary.get(word[:-2])
            if features is not None:
                features = features | {"POSSESSIVE"}
        if features is None:
            features = frozenset(self._shape(word))
        if token != word:
            features = features | {"SPACED"}  # white space follows
        letter = self._letter(features)
        if len(self) > _MEMO_LIMIT:
            self.clear()
        self[token] = letter
        return letter

    def features(self, letter: str) -> frozenset[str]:
        """The feature set a letter stands for."""
        return self._sets[ord(letter) - _FIRST_LETTER]

    def register(self, universe: Iterable[frozenset[str]]) -> None:
        """Give every feature set in `universe`, and those of the vocabulary, a letter, with and without SPACED."""
        for features in [*self._sets, *universe]:
            self._letter(features | {"SPACED"})
            self._letter(features - {"SPACED"})

    def pattern(self, source: str) -> re.Pattern[str]:
        """Compile a verbose grammar over feature names.

        `<A>` any token with feature A; `<A|B>` with A or B; `<A+B>` with both; `<A-B>` with A and not B; `<.>` any.
        `+` and `-` bind tighter than `|`. Only letters registered so far can match, so register everything first.
        """
        return _compiled(source, self._letters, self._known)

    def projection(self, features: Iterable[str]) -> Projection:
        """The same letters seen through `features` alone: few classes, so that a large grammar compiles fast."""
        return Projection(self, self._letters, frozenset(features))


class Projection(dict[str, str]):
    """token → letter, as in an Alphabet, with every feature but a few forgotten: some hundred classes, not a thousand.

    A grammar of many branches compiles twenty times faster over these, and once more as fast where a class fits into
    one byte. Ask `"".join(map(projection.__getitem__, tokens.low))` for the letter string of a sentence.
    """

    def __init__(self, alphabet: Alphabet, letters: Mapping[frozenset[str], str], kept: frozenset[str]) -> None:
        """Only letters registered in the alphabet so far are known, as in `Alphabet.pattern`."""
        super().__init__()
        kept |= {"SPACED"}
        self._alphabet = alphabet
        self._classes: dict[frozenset[str], str] = {}
        self._known: dict[str, str] = {}  # the character class of each specification seen so far
        self._table: dict[str, str] = {}
        for features, letter in letters.items():
            self._table[letter] = self._classes.setdefault(features & kept, chr(len(self._classes)))

    def __missing__(self, token: str) -> str:
        letter = self._alphabet[token]
        found = self._table.get(letter, letter)  # one that came later fits no class, only "any token"
        if len(self) > _MEMO_LIMIT:
            self.clear()
        self[token] = found
        return found

    def pattern(self, source: str) -> re.Pattern[str]:
        """As `Alphabet.pattern`, to be matched against letters of this projection."""
        return _compiled(source, self._classes, self._known)


def features_of(source: str) -> frozenset[str]:
    """The feature names that a grammar speaks of."""
    return frozenset(name for spec in _SPEC.findall(source) for name in re.split(r"[|+-]", spec) if name != ".")


def _compiled(source: str, letters: Mapping[frozenset[str], str], classes: dict[str, str]) -> re.Pattern[str]:
    def letters_of(spec: str) -> str:
        found = "." if spec == "." else classes.get(spec)
        if found is None:
            rules = [
                (frozenset(wanted.split("+")), frozenset(banned))
                for wanted, *banned in (alternative.split("-") for alternative in spec.split("|"))
            ]
            chosen = [
                letter
                for features, letter in letters.items()
                if any(wanted <= features and not banned & features for wanted, banned in rules)
            ]
            found = classes[spec] = f"[{_ranges(chosen)}]" if chosen else "(?!)"
        return found

    return re.compile(_SPEC.sub(lambda m: letters_of(m[1]), source), re.VERBOSE | re.DOTALL)


def _ranges(letters: Iterable[str]) -> str:
    """The inside of a character class, neighbours as ranges: it compiles in half the time."""
    points = sorted(map(ord, letters))
    found: list[str] = []
    start = previous = points[0]
    for point in [*points[1:], -1]:
        if point == previous + 1:
            previous = point
            continue
        found.append(_written(start) if start == previous else f"{_written(start)}-{_written(previous)}")
        start = previous = point
    return "".join(found)


def _written(point: int) -> str:
    return f"\\x{point:02x}" if point < _PRINTED else chr(point)


def lowered(text: str) -> str:
    """`text` in lower case, length kept: the few characters that would grow (İ) stay as they are."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join([c.lower() if len(c.lower()) == 1 else c for c in text])


class Tokens:
    """The tokens of `text[start:end]` in lower case, each with its trailing white space, and the letter string."""

    __slots__ = ("_offsets", "_words", "end", "letters", "low", "start", "text")

    def __init__(self, text: str, alphabet: Alphabet, start: int = 0, end: int | None = None) -> None:
        """Cost: one findall and one dict look-up a token; nothing else is computed until asked for."""
        self.text = text
        self.start = start
        self.end = len(text) if end is None else end
        self.low: list[str] = TOKEN.findall(lowered(text[start:end]))
        self.letters: str = "".join(map(alphabet.__getitem__, self.low))
        self._offsets: list[int] | None = None
        self._words: list[str] | None = None

    def __len__(self) -> int:
        return len(self.low)

    @property
    def offsets(self) -> list[int]:
        """Text offset of each token's first character, and one past the last token's white space."""
        if self._offsets is None:
            self._offsets = list(accumulate(map(len, self.low), initial=self.start))
        return self._offsets

    def begin(self, index: int) -> int:
        """Text offset where token `index` begins."""
        return self.offsets[index]

    def finish(self, index: int) -> int:
        """Text offset just past token `index`, its white space left out."""
        return self.offsets[index] + len(self.low[index].rstrip())

    @property
    def words(self) -> list[str]:
        """The lower-case tokens without their white space."""
        if self._words is None:
            self._words = list(map(str.rstrip, self.low))
        return self._words

    def word(self, index: int) -> str:
        """Lower-case token without its white space; "" outside the sentence."""
        words = self._words or self.words
        return words[index] if 0 <= index < len(words) else ""

    def joined(self, index: int) -> bool:
        """True when no white space separates token `index` from the next one; False outside the sentence."""
        return 0 <= index < len(self.low) - 1 and not self.low[index][-1].isspace()

    def surface(self, index: int) -> str:
        """The token as written, without its white space; "" outside the sentence."""
        if not 0 <= index < len(self.low):
            return ""
        return self.text[self.begin(index) : self.finish(index)]

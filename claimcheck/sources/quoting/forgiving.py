"""Words that differ between a quote and its source and are the same words: everything that is ever forgiven is here.

Split at another place (a hyphen, the end of a line, a space lost by a scanner), a contraction written out, another
spelling, a number in words, accents left out, a thinking sound left out, letters that a scanner mixes up. Whatever is
not named here is a difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from claimcheck.lexicon.numerals import numerals
from claimcheck.lexicon.quoting import quoting
from claimcheck.lexicon.vocabulary import vocabulary
from claimcheck.lexicon.words import verb_forms
from claimcheck.sources.quoting.weight import MODAL, NEGATION, NUMBER, weight
from claimcheck.sources.quoting.words import Words

_AT_LINE_END = re.compile(r"[-\u00ad\u2010\u2011]\s*[\r\n]")
_HYPHEN = re.compile(r"[-\u2010\u2011\u00ad]")
_LONGEST = 10  # words on either side of one difference that are looked at part by part
_FEWEST = 2  # letters for each that a scanner misread


class Side(NamedTuple):
    """A run of words [first, last) of a quote or of a source."""

    words: Words
    first: int
    last: int

    @property
    def folded(self) -> list[str]:
        """The folded words."""
        return self.words.folded[self.first : self.last]

    def gaps(self) -> list[str]:
        """What stands between each word and the next."""
        return [self.words.gap(at) for at in range(self.first + 1, self.last)]

    def cut(self, first: int, last: int) -> Side:
        """The words [first, last) of this run."""
        return Side(self.words, self.first + first, self.first + last)

    @property
    def surface(self) -> str:
        """As written, on one line."""
        return self.words.surface(self.first, self.last)


def forgiven(quoted: Side, there: Side) -> tuple[str, ...] | None:
    """The kinds of what is forgiven where these two runs stand for one another; None where they are not the same."""
    sizes = quoted.last - quoted.first, there.last - there.first
    if max(sizes) > _LONGEST:
        return None
    known: dict[tuple[int, int], tuple[str, ...] | None] = {}

    def rest(i: int, j: int) -> tuple[str, ...] | None:
        if (i, j) == sizes:
            return ()
        if (i, j) not in known:
            known[i, j] = None
            for k, m in _steps(sizes[0] - i, sizes[1] - j):
                kind = _one(quoted.cut(i, i + k), there.cut(j, j + m))
                if kind is not None and (after := rest(i + k, j + m)) is not None:
                    known[i, j] = (kind, *after) if kind else after
                    break
        return known[i, j]

    return rest(0, 0)


def _steps(left: int, right: int) -> Iterator[tuple[int, int]]:
    for k, m in ((1, 1), (1, 2), (2, 1), (2, 2), (0, 1), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1)):
        if k <= left and m <= right:
            yield k, m


def _one(quoted: Side, there: Side) -> str | None:
    """What is forgiven between two short runs taken as one: "" nothing, None when they are not the same."""
    one, other = quoted.folded, there.folded
    if one == other:
        return ""
    if not one:
        return "fillers" if all(word in quoting().fillers for word in other) else None
    if _written_out(one) & _written_out(other):
        return "contraction"
    if len(one) == len(other) == 1:
        if _spelt(one[0]) == _spelt(other[0]) and frozenset((one[0], other[0])) not in quoting().one_spelling:
            return "spelling"
        if _bare(one[0]) == other[0] or one[0] == _bare(other[0]):
            return "accents"
    if (value := _value(one)) is not None and value == _value(other):
        return "numerals"
    if "".join(one) == "".join(other):
        return _joined(quoted, there)
    return "scanning" if _misread(quoted, there) else None


# --- one word, written in two ways ------------------------------------------------------------------------------------


def _written_out(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    readings = quoting().contractions
    each = [readings.get(word, ((word,),)) for word in words]
    if not any(word in readings for word in words):
        return frozenset(((*words,),))
    return frozenset(tuple(word for part in choice for word in part) for choice in product(*each))


@lru_cache(maxsize=20_000)
def _spelt(word: str) -> str:
    known = quoting()
    if word in known.spellings:
        return known.spellings[word]
    if len(word) >= known.least:
        for british, american in known.endings:
            if word.endswith(american) and not word.endswith(british):
                return word.removesuffix(american) + british
    return word


@lru_cache(maxsize=20_000)
def _bare(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _value(words: Sequence[str]) -> int | None:
    """A number up to 99 in words, or in digits; "one" is as often a pronoun, and no number here."""
    known = numerals()
    if len(words) == 1:
        word = words[0]
        if word.isdecimal() and len(word) < 4 and word != "1":
            return int(word)
        return known.small.get(word) if word != "one" else None
    if len(words) == 2 and words[0] in known.tens and words[1] in known.ones and words[1] != "zero":
        return known.small[words[0]] + known.small[words[1]]
    return None


# --- split and joined -------------------------------------------------------------------------------------------------


def _joined(quoted: Side, there: Side) -> str | None:
    """The same letters, split into words at other places."""
    known = quoting()
    kind = "spacing"
    for side, opposite in ((quoted, there), (there, quoted)):
        ends, at = set(), 0
        for word in opposite.folded:
            at += len(word)
            ends.add(at)
        at = 0
        for number, gap in enumerate(side.gaps()):
            before, after = side.folded[number], side.folded[number + 1]
            at += len(before)
            if at in ends:
                continue
            if before[-1].isdigit() and after[0].isdigit() and not _grouped(side.folded):
                return None
            if gap == "." and _initials(quoted.surface) == _initials(there.surface):
                kind = "typography"
                continue
            hyphen = _HYPHEN.search(gap) is not None
            if f"{before} {after}" in known.parted and not _AT_LINE_END.search(gap):
                return None
            if hyphen and f"{before}-{after}" in known.hyphenated and not _AT_LINE_END.search(gap):
                return None
            if hyphen or not gap:
                kind = "hyphenation"
            elif not gap.strip() and before[-1].isdigit() and after[0].isdigit():
                continue  # "1 200"
            elif gap.strip() or _is_weighty(before) or _is_weighty(after):
                return None
            elif kind != "hyphenation":
                kind = "scanning" if not before[-1].isdigit() else kind
    return kind


def _initials(written: str) -> str:
    """A run of initials without its points: "U.S." is "US", and "us" is another word."""
    return written.replace(".", "").replace(" ", "")


def _grouped(words: Sequence[str]) -> bool:
    """True for "1 200 000"."""
    first, *others = words
    return 1 <= len(first.lstrip("-")) <= 3 and all(len(word.partition(".")[0]) == 3 for word in others)


def _is_weighty(word: str) -> bool:
    return weight(word) in (NUMBER, NEGATION)


# --- scanners ---------------------------------------------------------------------------------------------------------


def _misread(quoted: Side, there: Side) -> bool:
    """True where the source has what a scanner may make of the quoted words, and nothing that must not be guessed."""
    one, other = "".join(quoted.folded), _raw(there)
    if any(c.isdigit() for c in one) or any(weight(word) in (NUMBER, NEGATION, MODAL) for word in quoted.folded):
        return False
    if any(map(_is_weighty, there.folded)) and not _mixed(there):
        return False
    if _is_name(quoted) or all(map(is_word, there.folded)):
        return False
    letters = sum(c.isalpha() for c in other)
    return letters >= 2 and letters * 2 >= len(other) and _confused(one, other)


def _raw(side: Side) -> str:
    """What a scanner left of the words: letters, digits and the signs it takes them for, without spaces and hyphens."""
    text = side.words.text[side.words.starts[side.first] : side.words.ends[side.last - 1]]
    return re.sub(r"[\s\u00ad-]+", "", text).casefold()


def _mixed(side: Side) -> bool:
    """True where digits stand inside a run of letters: "b0ats", "0nly"."""
    text = side.words.text[side.words.starts[side.first] : side.words.ends[side.last - 1]]
    return not any(run.isdecimal() for run in text.split()) and not any(c in text for c in ".,%$")


def _is_name(side: Side) -> bool:
    """True where a word has a capital that neither the begin of a sentence gives it nor "I" is."""
    for at in range(side.first, side.last):
        written = side.words.text[side.words.starts[at]]
        if not written.isupper() or side.folded[at - side.first] == "i":
            continue
        if at > 0 and not re.search(r"[.!?:\u201c\"]", side.words.gap(at)):
            return True
        if not _is_common(side.folded[at - side.first]):
            return True
    return False


def _is_common(word: str) -> bool:
    """True for a verb or a word of a closed class; a word that a scanner makes of another may be a name ("Mam")."""
    return word in verb_forms() or word in vocabulary()


@lru_cache(maxsize=20_000)
def is_word(word: str) -> bool:
    """True for a word that is known to be one: what looks misread is then what was written."""
    return word in quoting().words or _is_common(word)


@lru_cache(maxsize=4_000)
def _confused(printed: str, read: str) -> bool:
    """True where `read` is `printed` with letters that scanners mix up, one in three at most, or without a ligature."""
    pairs = [pair for one in quoting().confusions for pair in (one, one[::-1])]
    budget = max(1, len(printed) // _FEWEST)
    reached = {(0, 0): 0}  # (letters of each read so far) → fewest misread
    queue = [(0, 0)]
    while queue:
        i, j = place = queue.pop()
        cost = reached[place]
        nexts = []
        if i < len(printed) and j < len(read) and printed[i] == read[j]:
            nexts.append((i + 1, j + 1, cost))
        if cost < budget:
            for one, other in pairs:
                if printed.startswith(one, i) and read.startswith(other, j):
                    nexts.append((i + len(one), j + len(other), cost + 1))
            for ligature in quoting().ligatures:
                if printed.startswith(ligature, i):
                    lost = read[j : j + 1] in ("\ufffd", "?", "\x00") and j < len(read)
                    nexts.append((i + len(ligature), j + lost, cost + 1))
        for i2, j2, cost2 in nexts:
            if cost2 < reached.get((i2, j2), budget + 1):
                reached[i2, j2] = cost2
                queue.append((i2, j2))
    return (len(printed), len(read)) in reached

"""A piece of a quote laid beside a run of words of the source: what is forgiven, what differs.

Words that are the same words may still not say the same: a question mark, a capital ("us", "US"), a sentence that ends
elsewhere, a run that begins or ends inside a word or a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.lexicon.cues import cues
from claimcheck.lexicon.numerals import numerals
from claimcheck.lexicon.quoting import quoting
from claimcheck.sources.quoting.forgiving import Side, forgiven
from claimcheck.sources.quoting.telling import Difference, difference
from claimcheck.sources.quoting.weight import NEGATION, NUMBER, QUANTITY, weight
from claimcheck.sources.quoting.words import Haystack, Words, plainly

_HYPHENS = "-\u2010\u2011\u2043"
_OPENING = re.compile(r"[.!?:\u2026\"\u201c\u201e\u00ab\u2018]|\n\s*\n")
_ENDING = re.compile(r"[.!?](?![\w.])|\n\s*\n")
_PAUSE = re.compile(r"[,;:.!?\u2013\u2014]")
_PARTING = re.compile(r"\s+|(?<=[\w])[,;:]+(?=\s)")
_LINES = re.compile(r"[-\u2010\u2011]\s*[\r\n]")
_ACRONYM = 5  # letters
_MOST = 40  # differences; more are not told apart
Block = tuple[int, int, int]  # words alike: first of the quote, first of the source, how many


class Laid(NamedTuple):
    """A piece beside words [first, last) of the source: what is forgiven, what differs, how many words are the same."""

    first: int
    last: int
    forgiven: frozenset[str]
    differences: tuple[Difference, ...]
    same: int


def laid(piece: Words, haystack: Haystack, blocks: list[Block], *, caseless: bool) -> Laid:
    """A piece judged where `blocks` of its words stand, in order. `caseless`: its first letter is in brackets."""
    there = haystack.words
    size = len(piece.folded)
    first = max(0, blocks[0][1] - blocks[0][0]) if blocks[0][0] == 0 else blocks[0][1]
    last = blocks[-1][1] + blocks[-1][2]
    ways: set[str] = set()
    differences: list[Difference] = []
    for quoted, opposite in _between(piece, there, blocks, size):
        first, last = min(first, opposite.first), max(last, opposite.last)
        kinds = forgiven(quoted, opposite)
        if kinds is None:
            differences.append(difference(quoted, opposite))
            if len(differences) > _MOST:
                break
        else:
            ways.update(kinds)
    for i, j, many in blocks:
        for n in range(many):
            _cased(piece, i + n, there, j + n, caseless and i + n == 0, ways, differences)
    differences += _marks(piece, there, blocks)
    differences += _edges(piece, there, first, last)
    same = sum(many for _, _, many in blocks)
    return Laid(first, last, frozenset(ways), tuple(differences), same)


def _between(piece: Words, there: Words, blocks: list[Block], size: int) -> Iterator[tuple[Side, Side]]:
    """The runs that are not alike. Before the first block and after the last one, as many words on either side."""
    i, j = 0, blocks[0][1]
    lead = blocks[0][0]
    if lead:
        j = _opening(piece, there, blocks[0])
    for begin, opposite, many in blocks:
        if begin > i or opposite > j:
            yield Side(piece, i, begin), Side(there, j, opposite)
        i, j = begin + many, opposite + many
    if i < size:
        yield Side(piece, i, size), Side(there, j, _closing(piece, there, i, j))


def _opening(piece: Words, there: Words, block: Block) -> int:
    """Where the words of the source begin that stand for the first words of the quote, before what is alike."""
    begin, opposite, _ = block
    for more in (0, 1, -1, 2):
        first = opposite - begin - more
        if 0 <= first < opposite and forgiven(Side(piece, 0, begin), Side(there, first, opposite)) is not None:
            return first
    return max(0, opposite - begin)


def _closing(piece: Words, there: Words, i: int, j: int) -> int:
    left = len(piece.folded) - i
    for more in (0, 1, -1, 2):
        last = j + left + more
        if j < last <= len(there.folded) and forgiven(Side(piece, i, i + left), Side(there, j, last)) is not None:
            return last
    return min(len(there.folded), j + left)


# --- capitals ---------------------------------------------------------------------------------------------------------


def _cased(
    piece: Words, i: int, there: Words, j: int, free: bool, ways: set[str], differences: list[Difference]
) -> None:
    """A capital that is not where the other has it: mostly house style, seldom another word."""
    one, other = piece.text[piece.starts[i] : piece.ends[i]], there.text[there.starts[j] : there.ends[j]]
    if one == other:
        return
    one, other = plainly(one), plainly(other)
    if one == other or one.casefold() != other.casefold():
        if one.casefold() != other.casefold() and one[:1].isalpha() and ("'" in one) != ("'" in other):
            ways.add("contraction")
        return
    if free:
        ways.add("brackets")
        return
    ways.add("capital")
    titled = one.istitle() != other.istitle() and one[0] != other[0] and one[1:] == other[1:]
    capital = (piece, i) if one[0].isupper() else (there, j)
    if titled and i and one.casefold() in quoting().named and not _opening_word(*capital):
        differences.append(Difference("name", one, other))
    first = i == 0 and one[0] != other[0] and one[1:] == other[1:]
    acronym = one.isupper() != other.isupper() and 1 < len(one) <= _ACRONYM and not (one.istitle() or other.istitle())
    if (
        acronym
        and one.casefold() in quoting().cased
        and not first
        and not _shouted(there, j)
        and not _shouted(piece, i)
    ):
        differences.append(Difference("word", one, other))


def _opening_word(words: Words, at: int) -> bool:
    """True for the first word of a sentence, which has a capital whatever it is."""
    return at == 0 or _OPENING.search(words.gap(at)) is not None


def _shouted(words: Words, at: int) -> bool:
    """True where the words around are in capitals as well."""
    around = [
        words.text[words.starts[n] : words.ends[n]] for n in range(max(0, at - 3), min(len(words.folded), at + 4))
    ]
    letters = [word for word in around if len(word) > 1 and word.isalpha()]
    return sum(word.isupper() for word in letters) > len(letters) / 2


# --- marks ------------------------------------------------------------------------------------------------------------


def _marks(piece: Words, there: Words, blocks: list[Block]) -> Iterator[Difference]:
    """Marks inside the piece that change what is said; those of house style do not count."""
    quoted_only, there_only = [], []
    for i, j, many in blocks:
        for n in range(1, many):
            a, b = piece.gap(i + n), there.gap(j + n)
            if a == b or (a.isspace() and b.isspace()):
                continue
            if piece.starts[i + n] == piece.starts[i + n - 1] or there.starts[j + n] == there.starts[j + n - 1]:
                continue  # inside a contraction
            around = piece.folded[i + n - 1], piece.folded[i + n]
            if "?" in a or "?" in b:
                if ("?" in a) != ("?" in b):
                    yield Difference("mark", _around(piece, i + n), _around(there, j + n))
            elif all(c[-1:].isdigit() or c[:1].isdigit() for c in around) and _plain(a) != _plain(b):
                yield Difference("number", _around(piece, i + n), _around(there, j + n))
            elif _turned(around, a, b):
                yield Difference("negation", _around(piece, i + n), _around(there, j + n))
            elif _ENDING.search(a) and b.isspace():
                quoted_only.append((i + n, j + n))
            elif _ENDING.search(b) and a.isspace():
                there_only.append((i + n, j + n))
    if quoted_only and there_only:  # one sentence ends elsewhere: "I did not go. Because of him …"
        (i, j), (k, m) = quoted_only[0], there_only[0]
        first, last = min(i, k), max(i, k)
        yield Difference(
            "mark", piece.surface(max(0, first - 1), last + 1), there.surface(max(0, min(j, m) - 1), max(j, m) + 1)
        )


def _turned(around: tuple[str, str], one: str, other: str) -> bool:
    """True where a mark parts a "no" from the words it denies in one text only: "No, more came", "No more came"."""
    if not one.isspace() and not other.isspace():
        return False
    before, after = around
    closed = cues().closed
    mark = one.strip() or other.strip()
    if before in closed and weight(before) == NEGATION and (after not in closed or weight(after) == QUANTITY):
        return _PAUSE.search(mark) is not None
    return after in closed and weight(after) == NEGATION and _ENDING.search(mark) is not None


def _plain(gap: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[-\u2010-\u2015\u2212]", "-", gap)).strip(" ,")


def _around(words: Words, at: int) -> str:
    return " ".join(words.text[words.starts[at - 1] : words.ends[at]].split())


# --- edges ------------------------------------------------------------------------------------------------------------


def _edges(piece: Words, there: Words, first: int, last: int) -> Iterator[Difference]:
    """A piece that begins or ends inside a word, a compound or a number of the source."""
    if first > 0 and _one_word(there, first):
        yield Difference("word", piece.surface(0, 1), _around(there, first))
    elif first > 0 and _goes_on(there, first):
        yield Difference("number", piece.surface(0, 2), there.surface(first - 1, first + 2))
    if last < len(there.folded):
        if _one_word(there, last):
            size = len(piece.folded)
            yield Difference("word", piece.surface(size - 1, size), _around(there, last))
        elif weight(there.folded[last - 1]) == "number" and there.folded[last] in quoting().continuing:
            gap = there.gap(last)
            if not gap.strip() or gap.strip() == "-":
                size = len(piece.folded)
                yield Difference("number", piece.surface(size - 1, size), _around(there, last))


def _goes_on(words: Words, at: int) -> bool:
    """True where word `at` stands inside a number: "two |hundred", "half |a million"."""
    known, before, following = quoting(), words.folded[at - 1], words.folded[at : at + 2]
    if words.gap(at).strip() not in ("", *_HYPHENS):
        return False
    scales = numerals().scales
    if weight(before) == NUMBER and following[0] in scales:
        return True
    return before in known.continuing and before in known.quantifiers and following[-1] in scales


def _one_word(words: Words, at: int) -> bool:
    """True where words `at` - 1 and `at` are parts of one word: "do|n't", "non|-lethal", "$|40"."""
    if words.starts[at] == words.starts[at - 1]:
        return True
    gap = words.gap(at)
    if not gap:
        return not (words.folded[at - 1] in ("+", "=", "<", ">") and False)
    return gap in _HYPHENS or (_LINES.fullmatch(gap) is not None)

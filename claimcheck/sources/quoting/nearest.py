"""Where in a source a piece of a quote stands, or the passages most like it.

Verbatim runs are sought in the stream of folded words; what is not there is sought by its rarest words, which vote for
the place where they would stand together. rapidfuzz lays the two beside one another; it never decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import log

from rapidfuzz.distance import Levenshtein

from claimcheck.sources.quoting.judging import Block, Laid, laid
from claimcheck.sources.quoting.pieces import Piece
from claimcheck.sources.quoting.telling import Difference
from claimcheck.sources.quoting.words import Haystack, shape_of

_HITS, _FEWEST_HITS = 200, 4  # places of a verbatim run that are looked at
_LOOKED_AT = 20_000  # words of them all together
_VOTERS, _PLACES = 40, 200  # words that vote, places of each
_CANDIDATES = 6
_FEW = 2  # words
_SHUFFLED = 4  # words; of fewer the order tells nothing


def verbatim(piece: Piece, haystack: Haystack, first: int = 0, last: int | None = None) -> Iterator[int]:
    """The words of the source from which the words of a piece stand one after the other, between `first` and `last`."""
    needle = f" {' '.join(piece.words.folded)} "
    offsets = haystack.offsets
    if first >= len(offsets):
        return
    begin = offsets[first] - 1
    end = offsets[last] + len(needle) if last is not None and last < len(offsets) else len(haystack.stream)
    for _ in range(min(_HITS, max(_FEWEST_HITS, _LOOKED_AT // len(piece.words.folded)))):
        found = haystack.stream.find(needle, begin, end)
        if found < 0:
            return
        yield haystack.word_at(found + 1)
        begin = found + 1


def exact(piece: Piece, haystack: Haystack, at: int) -> Laid:
    """A piece judged where it stands verbatim."""
    return laid(piece.words, haystack, [(0, at, len(piece.words.folded))], caseless=piece.caseless)


def alike(piece: Piece, haystack: Haystack, first: int = 0, last: int | None = None) -> list[Laid]:
    """The passages most like a piece, the likest first; none where it shares too little with any."""
    size, most = len(piece.words.folded), len(haystack.words.folded)
    slack = 8 + size // 8
    end = most if last is None else min(most, last + size + slack)
    found: list[Laid] = []
    seen: set[tuple[int, int]] = set()
    for start in _voted(piece, haystack, first, end, slack):
        begin, past = max(first, start - slack), min(end, start + size + slack)
        blocks = _blocks(piece.words.folded, haystack.words.folded[begin:past], begin)
        if not blocks:
            continue
        one = laid(piece.words, haystack, blocks, caseless=piece.caseless)
        if one.differences and (firm := _firm(blocks)) and firm != blocks:
            other = laid(piece.words, haystack, firm, caseless=piece.caseless)
            one = one if other.differences else other
        one = _shuffled(piece, haystack, one, start)
        if (one.first, one.last) not in seen:
            seen.add((one.first, one.last))
            found.append(one)
            if not one.differences:
                break
    found.sort(key=lambda one: (bool(one.differences), -one.same, len(one.differences), one.first))
    return found


def _shuffled(piece: Piece, haystack: Haystack, one: Laid, start: int) -> Laid:
    """The same words in another order: told as that, where no order of them fits well."""
    size, there = len(piece.words.folded), haystack.words
    if not one.differences or one.same * 5 >= size * 4 or size < _SHUFFLED:
        return one
    slack = 8 + size // 8
    first = max(0, start - slack)
    near = there.folded[first : start + size + slack]
    most, at = _fullest(Counter(piece.words.folded), near, size)
    if most * 5 < size * 4 or most <= one.same:
        return one
    wanted = set(piece.words.folded)
    held = [first + n for n in range(at, min(len(near), at + size)) if near[n] in wanted]
    told = Difference("order", piece.words.surface(0, size), there.surface(held[0], held[-1] + 1))
    return Laid(held[0], held[-1] + 1, frozenset(), (told,), most)


def _fullest(wanted: Counter[str], near: list[str], size: int) -> tuple[int, int]:
    """How many of the wanted words the fullest window of `size` words has, and where it begins."""
    held: Counter[str] = Counter()
    best, many = (0, 0), 0
    for n, word in enumerate(near):
        held[word] += 1
        many += held[word] <= wanted[word]
        if n >= size:
            gone = near[n - size]
            many -= held[gone] <= wanted[gone]
            held[gone] -= 1
        if many > best[0]:
            best = many, max(0, n - size + 1)
    return best


def _voted(piece: Piece, haystack: Haystack, first: int, end: int, slack: int) -> Iterator[int]:
    """Where the piece would begin, by the votes of its rarest words, most votes first."""
    shapes = [shape_of(word) for word in piece.words.folded]
    places = {shape: haystack.where(shape) for shape in set(shapes)}
    order = sorted((at for at in range(len(shapes)) if places[shapes[at]]), key=lambda at: len(places[shapes[at]]))
    votes: Counter[int] = Counter()
    many = len(haystack.words.folded)
    for at in order[:_VOTERS]:
        standing = places[shapes[at]]
        value = log(1 + many / len(standing))
        if first or end < many:
            standing = [there for there in standing if first <= there < end]
        for there in standing[:: max(1, len(standing) // _PLACES)]:
            start = there - at
            votes[start // slack] += value  # type: ignore[assignment]
    near = {bucket: votes[bucket] + 0.9 * max(votes.get(bucket - 1, 0), votes.get(bucket + 1, 0)) for bucket in votes}
    for bucket in sorted(near, key=lambda bucket: (-near[bucket], bucket))[:_CANDIDATES]:
        yield bucket * slack + slack // 2


def _blocks(quoted: list[str], there: list[str], begin: int) -> list[Block]:
    """The runs of words alike, in order, drawn together where the same words stand twice."""
    one, other = [shape_of(word) for word in quoted], [shape_of(word) for word in there]
    blocks: list[Block] = []
    for step in Levenshtein.opcodes(one, other):
        if step.tag != "equal":
            continue
        for n in range(step.src_end - step.src_start):
            i, j = step.src_start + n, step.dest_start + n
            if quoted[i] != there[j]:
                continue
            if blocks and blocks[-1][0] + blocks[-1][2] == i and blocks[-1][1] + blocks[-1][2] == j:
                blocks[-1] = (blocks[-1][0], blocks[-1][1], blocks[-1][2] + 1)
            else:
                blocks.append((i, j, 1))
    _together(blocks, there)
    return [(i, j + begin, many) for i, j, many in blocks]


def _together(blocks: list[Block], there: list[str]) -> None:
    """Move the first block right, and the last one left, over words that the source only has between."""
    if len(blocks) > 1:
        (i, j, many), (k, m, count) = blocks[0], blocks[1]
        moved = _nearer(there, (j, many), m - (k - i), range(j + 1, m - many + 1))
        if moved >= 0:
            blocks[0:2] = (
                [(i, moved, many + count)] if (k, m) == (i + many, moved + many) else [(i, moved, many), (k, m, count)]
            )
    if len(blocks) > 1:
        (i, j, many), (k, m, count) = blocks[-2], blocks[-1]
        moved = _nearer(there, (m, count), j + (k - i), range(j + many, m))
        if moved >= 0:
            joined = (k, moved) == (i + many, j + many)
            blocks[-2:] = [(i, j, many + count)] if joined else [(i, j, many), (k, moved, count)]


def _firm(blocks: list[Block]) -> list[Block]:
    """The blocks without a word or two at either end that stand away from the rest, perhaps by chance."""
    kept = list(blocks)
    while len(kept) > 1 and kept[0][2] <= _FEW and kept[1][1] - kept[0][1] - (kept[1][0] - kept[0][0]) > 1:
        del kept[0]
    while len(kept) > 1 and kept[-1][2] <= _FEW and kept[-1][1] - kept[-2][1] - (kept[-1][0] - kept[-2][0]) > 1:
        del kept[-1]
    return kept


def _nearer(there: list[str], run: tuple[int, int], wanted: int, allowed: range) -> int:
    """The place nearest to `wanted` where the words of a run stand too, if it is nearer than the run; else -1."""
    at, many = run
    for off in (0, -1, 1, -2, 2, -3, 3):
        place = wanted + off
        if place in allowed and abs(off) < abs(at - wanted) and there[place : place + many] == there[at : at + many]:
            return place
    return -1

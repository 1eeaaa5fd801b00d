"""Which sentence is which claim: exact wordings first, then the most alike in the gaps between them, then anywhere.

Likeness is told with digits masked, so that a changed number never decides who is whose, and only proposes: what a pair
of wordings means is judged by wording.py. Cost grows with what changed, not with what there is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from claimcheck.ledger.texts import folded
from claimcheck.reconcile import FactsOf, Kind, Known, Step
from claimcheck.reconcile.parts import joined_steps
from claimcheck.reconcile.wording import compare_wordings

_NEAR, _FAR = 55.0, 72.0  # likeness, 0–100, from which two sentences are one: in one gap, and anywhere
_SHORT, _SURE = 4, 80.0  # words up to which more likeness is asked for, and how much
_COMMON = 0.45  # share of the longer words of the one that the other must have
_GRID = 10_000  # pairs all compared; of more, only sentences that share a rare word or stand as far down the same gap
_RARE, _BESIDE = 60, 4  # pairs one word may propose, and sentences before and after
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w{4,}")


def reconcile(
    known: Sequence[Known], fresh: Sequence[str], facts: FactsOf, attic: Sequence[Known] = ()
) -> tuple[Step, ...]:
    """What became of every known claim, and where every fresh sentence comes from; each stands in exactly one step.

    `attic` are claims that were gone already: one whose very wording is back is `returned`.
    """
    pairs = _exact([k.text for k in known], fresh)
    steady = _longest_rising(pairs)
    steps = [Step(Kind.UNCHANGED if i in steady else Kind.MOVED, (i,), (j,), (True,)) for i, j in pairs.items()]
    old = [i for i in range(len(known)) if i not in pairs]
    taken = set(pairs.values())
    new = [j for j in range(len(fresh)) if j not in taken]
    returned = list(_returned(attic, fresh, new))
    steps += returned
    new = [j for j in new if j not in {step.fresh[0] for step in returned}]
    if old and new:
        texts = [k.text for k in known]
        found = _alike(texts, fresh, old, new, {i: j for i, j in pairs.items() if i in steady})
        joint = list(joined_steps(texts, fresh, found, old, new, facts))
        steps += joint
        gone, used = ({i for s in joint for i in s.known}, {j for s in joint for j in s.fresh})
        for i, j in found.items():
            if i not in gone and j not in used:
                steps.append(_judged(texts[i], fresh[j], i, j, facts))
        gone |= {i for s in steps for i in s.known}
        used |= {j for s in steps for j in s.fresh}
        old, new = ([i for i in old if i not in gone], [j for j in new if j not in used])
    steps += [Step(Kind.NEW, (), (j,), (False,)) for j in new]
    steps += [Step(Kind.GONE, (i,)) for i in old]
    return tuple(steps)


def same_article(known: Sequence[str], fresh: Sequence[str]) -> float:
    """The share of sentences two versions of an article have in common, 0–1, of the longer one."""
    one, other = ({folded(text) for text in texts} for texts in (known, fresh))
    return len(one & other) / max(len(one), len(other), 1)


def _judged(was: str, now: str, i: int, j: int, facts: FactsOf) -> Step:
    said = compare_wordings(was, now, facts)
    return Step(Kind.REWORDED if said.same else Kind.CHANGED, (i,), (j,), (said.same,), why=said.why)


def _exact(known: Sequence[str], fresh: Sequence[str]) -> dict[int, int]:
    """Known → fresh where the wording is the same; equal sentences in their order."""
    places: dict[str, deque[int]] = defaultdict(deque)
    for i, text in enumerate(known):
        places[folded(text)].append(i)
    pairs = {}
    for j, text in enumerate(fresh):
        there = places.get(folded(text))
        if there:
            pairs[there.popleft()] = j
    return pairs


def _longest_rising(pairs: dict[int, int]) -> frozenset[int]:
    """The known sentences that kept their order: a longest rising run (Fredman 1975); the others have moved."""
    order = sorted(pairs)
    tops: list[int] = []  # the smallest end of a rising run of each length
    ends: list[int] = []
    before: dict[int, int] = {}
    for i in order:
        at = bisect_left(tops, pairs[i])
        if at == len(tops):
            tops.append(pairs[i])
            ends.append(i)
        else:
            tops[at], ends[at] = pairs[i], i
        before[i] = ends[at - 1] if at else -1
    kept = set()
    i = ends[-1] if ends else -1
    while i != -1:
        kept.add(i)
        i = before[i]
    return frozenset(kept)


def _returned(attic: Sequence[Known], fresh: Sequence[str], new: Iterable[int]) -> Iterator[Step]:
    gone = defaultdict(list)
    for at, claim in enumerate(attic):
        gone[folded(claim.text)].append(at)
    for j in new:
        there = gone.get(folded(fresh[j]))
        if there:
            yield Step(Kind.RETURNED, (), (j,), (True,), there.pop())


# --- likeness ---------------------------------------------------------------------------------------------------------


def _alike(
    known: Sequence[str], fresh: Sequence[str], old: Sequence[int], new: Sequence[int], steady: dict[int, int]
) -> dict[int, int]:
    """Known → fresh for sentences that are most likely the same one, edited."""
    left = {i: _masked(known[i]) for i in old}
    right = {j: _masked(fresh[j]) for j in new}
    place_old = _places(old, sorted(steady))
    place_new = _places(new, sorted(steady.values()))
    scores = []
    for i, j in _proposed(left, right, place_old, place_new):
        near = place_old[i].gap == place_new[j].gap
        score = _likeness(left[i], right[j], near)
        if score:
            apart = abs(place_old[i].share - place_new[j].share) if near else 2.0
            scores.append((-score - 10 * near, apart, abs(i - j), i, j))
    found: dict[int, int] = {}
    used: set[int] = set()
    for *_, i, j in sorted(scores):
        if i not in found and j not in used:
            found[i] = j
            used.add(j)
    return found


class _Masked(NamedTuple):
    """A sentence as it is compared: digits masked, small letters; its longer words."""

    text: str
    words: frozenset[str]
    length: int  # in words


class _Place(NamedTuple):
    """Which gap between unchanged sentences a sentence stands in, and how far down that gap, 0–1."""

    gap: int
    share: float


def _masked(text: str) -> _Masked:
    masked = _DIGIT.sub("0", folded(text)).casefold()
    return _Masked(masked, frozenset(_WORD.findall(masked)), len(masked.split()))


def _places(indices: Sequence[int], anchors: Sequence[int]) -> dict[int, _Place]:
    gaps: dict[int, list[int]] = defaultdict(list)
    for index in indices:
        gaps[bisect_left(anchors, index)].append(index)
    return {i: _Place(gap, at / len(inside)) for gap, inside in gaps.items() for at, i in enumerate(inside)}


def _likeness(one: _Masked, other: _Masked, near: bool) -> float:
    """How alike two sentences are, 55–100; 0 where too unlike to be one. Letters alike are not enough: words are."""
    from rapidfuzz import fuzz

    least = _NEAR if near else _FAR
    if min(one.length, other.length) <= _SHORT:
        least = _SURE
    score = fuzz.ratio(one.text, other.text, score_cutoff=least)
    if score < _FAR:
        score = max(score, 0.95 * fuzz.token_sort_ratio(one.text, other.text, score_cutoff=least))
    if score < least:
        return 0.0
    common = len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
    return score if score >= _SURE or common >= _COMMON else 0.0


def _proposed(
    old: dict[int, _Masked], new: dict[int, _Masked], place_old: dict[int, _Place], place_new: dict[int, _Place]
) -> Iterable[tuple[int, int]]:
    """The pairs to look at: all of a few; else those that share a rare word, and those as far down the same gap."""
    if len(old) * len(new) <= _GRID:
        return ((i, j) for i in old for j in new)
    where: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, texts in enumerate((old, new)):
        for index, masked in texts.items():
            for word in masked.words:
                where[word][side].append(index)
    pairs = {(i, j) for left, right in where.values() if len(left) * len(right) <= _RARE for i in left for j in right}
    gaps: dict[int, list[int]] = defaultdict(list)
    for j, place in place_new.items():
        gaps[place.gap].append(j)
    for i, place in place_old.items():
        inside = gaps[place.gap]
        at = round(place.share * len(inside))
        pairs.update((i, j) for j in inside[max(0, at - _BESIDE) : at + _BESIDE + 1])
    return pairs

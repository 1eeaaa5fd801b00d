"""Which sentence is which claim: exact wordings first, then the most alike in the gaps between them, then anywhere.

Likeness is told with digits masked, so that a changed number never decides who is whose, and only proposes: what a pair
of wordings means is judged by wording.py. Cost grows with what changed, not with what there is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.ledger.texts import folded
from claimcheck.reconcile import FactsOf, Kind, Known, Step
from claimcheck.reconcile.parts import joined_steps
from claimcheck.reconcile.wording import compare_wordings

_NEAR, _FAR = 55.0, 72.0  # likeness, 0–100, from which two sentences are one: in one gap, and anywhere
_SHORT, _SURE = 4, 80.0  # words up to which more likeness is asked for, and how much
_GRID = 250_000  # pairs compared at once; beyond it only sentences that share a rare word
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
    masked_old = {i: _masked(known[i]) for i in old}
    masked_new = {j: _masked(fresh[j]) for j in new}
    gap_of_old = dict(_gaps(old, sorted(steady)))
    gap_of_new = dict(_gaps(new, sorted(steady.values())))
    scores = [
        (score, gap_of_old[i] == gap_of_new[j], -abs(i - j), i, j)
        for i, j, score in _scored(masked_old, masked_new)
        if score >= _least(masked_old[i], masked_new[j], near=gap_of_old[i] == gap_of_new[j])
    ]
    found: dict[int, int] = {}
    used: set[int] = set()
    for _, _, _, i, j in sorted(scores, key=lambda row: (-row[0] - 10 * row[1], -row[2], row[3])):
        if i not in found and j not in used:
            found[i] = j
            used.add(j)
    return found


def _gaps(indices: Iterable[int], anchors: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(index, number of anchors before it)."""
    return ((index, bisect_left(anchors, index)) for index in indices)


def _masked(text: str) -> str:
    return _DIGIT.sub("0", folded(text)).casefold()


def _least(one: str, other: str, near: bool) -> float:
    if min(len(one.split()), len(other.split())) <= _SHORT:
        return _SURE
    return _NEAR if near else _FAR


def _scored(old: dict[int, str], new: dict[int, str]) -> Iterator[tuple[int, int, float]]:
    """(known, fresh, likeness) for all pairs, or where they are too many, for those that share a rare word."""
    from rapidfuzz import fuzz

    if len(old) * len(new) <= _GRID:
        pairs: Iterable[tuple[int, int]] = ((i, j) for i in old for j in new)
    else:
        pairs = _blocked(old, new)
    for i, j in pairs:
        score = fuzz.ratio(old[i], new[j], score_cutoff=_NEAR)
        if score < _FAR:
            score = max(score, 0.95 * fuzz.token_sort_ratio(old[i], new[j], score_cutoff=_NEAR))
        if score:
            yield i, j, score


def _blocked(old: dict[int, str], new: dict[int, str]) -> set[tuple[int, int]]:
    """Pairs that share one of the rarest words of either; what shares none is not the same sentence."""
    where: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, texts in enumerate((old, new)):
        for index, text in texts.items():
            for word in set(_WORD.findall(text)):
                where[word][side].append(index)
    pairs: set[tuple[int, int]] = set()
    for left, right in sorted(where.values(), key=lambda ends: len(ends[0]) * len(ends[1])):
        if left and right:
            if len(pairs) + len(left) * len(right) > _GRID:
                break
            pairs.update((i, j) for i in left for j in right)
    return pairs

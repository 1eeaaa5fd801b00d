"""One sentence cut in two, two sentences made one: found by what they say together.

What was concluded about a whole holds for a part only if nothing that ruled the whole is missing from the part: an
attribution, a negation, a condition, a hedge. "Police say the road is closed and the bridge is safe." is no ground for
"The bridge is safe."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from claimcheck.lexicon.rewording import Rewording, rewording
from claimcheck.reconcile import FactsOf, Kind, Step
from claimcheck.reconcile.wording import FIGURE, TIME, Word, alike, bare

_WORD = re.compile(r"\w{3,}")
_TOGETHER = 82.0  # likeness from which sentences joined are the one sentence
_BETTER = 6.0  # points by which the join must be more alike than one of the parts alone
_MOST = 4  # parts of one sentence
_REACH = 12  # sentences off within which the parts of one without a partner are sought


def joined_steps(
    known: Sequence[str],
    fresh: Sequence[str],
    found: Mapping[int, int],
    old: Sequence[int],
    new: Sequence[int],
    facts: FactsOf,
) -> Iterator[Step]:
    """A step for every sentence that was split or merged; `found` are the pairs taken for one sentence so far."""
    used_old: set[int] = set()
    used_new: set[int] = set()
    partners = set(found.values())
    loose_new = {j for j in new if j not in partners}
    for i in old:
        run = _run(known[i], fresh, found.get(i, -1), i, loose_new)
        if run:
            used_old.add(i)
            used_new.update(run)
            loose_new.difference_update(run)
            keeps = tuple(keeps_part(known[i], [fresh[j] for j in run], at, facts) for at in range(len(run)))
            yield Step(Kind.SPLIT, (i,), run, keeps, why=f"split into {len(run)}")
    back = {j: i for i, j in found.items()}
    loose_old = {i for i in old if i not in found and i not in used_old}
    for j in new:
        if j in used_new:
            continue
        run = _run(fresh[j], known, back.get(j, -1), j, loose_old)
        if run:
            loose_old.difference_update(run)
            used_old.update(run)
            used_new.add(j)
            keeps_all = says_all(fresh[j], [known[i] for i in run], facts)
            yield Step(Kind.MERGED, run, (j,), (keeps_all,), why=f"merged from {len(run)}")


def _run(whole: str, others: Sequence[str], partner: int, place: int, loose: set[int]) -> tuple[int, ...]:
    """The neighbouring sentences among `others`, `partner` or `loose` ones, that together are `whole`; () for none.

    `place`: the index of the whole on its own side, around which they are sought where it has no partner.
    """
    from rapidfuzz import fuzz

    low = whole.casefold()
    around = partner if partner >= 0 else place
    reach = _MOST if partner >= 0 else _REACH
    inside = [
        at
        for at in range(max(0, around - reach), min(len(others), around + reach + 1))
        if (at in loose or at == partner) and _held(others[at], low)
    ]
    if len(inside) < 2:
        return ()
    alone = fuzz.token_sort_ratio(low, others[partner].casefold()) if partner >= 0 else 0.0
    best: tuple[float, tuple[int, ...]] = (max(_TOGETHER, alone + _BETTER), ())
    for start, first in enumerate(inside):
        for end in range(start + 1, min(len(inside), start + _MOST)):
            run = tuple(inside[start : end + 1])
            if inside[end] - first != end - start or (partner >= 0 and partner not in run):
                continue
            joined = " ".join(others[at].casefold() for at in run)
            if len(joined) <= 1.4 * len(whole) + 20:
                score = fuzz.token_sort_ratio(low, joined)
                if score > best[0]:
                    best = (score, run)
    return best[1]


def _held(part: str, whole: str) -> bool:
    """True where most words of a part stand in the whole."""
    found = _WORD.findall(part.casefold())
    return sum(word in whole for word in found) >= 0.6 * len(found)


def keeps_part(whole: str, parts: Sequence[str], at: int, facts: FactsOf) -> bool:
    """True where a verdict that the whole holds is one that part `at` holds: all its words, and all that rules them.

    The parts must be stretches of the whole, and between them say all of it; a part that begins with a pronoun in the
    place of somebody is for a person to look at.
    """
    rows = rewording()
    cut = _cut(whole, parts, facts, rows)
    if cut is None:
        return False
    own = {w.low for w in cut.parts[at]}
    for other, part in enumerate(cut.parts):
        low = {w.low for w in part}
        if other == at:
            continue
        if (low & (rows.scopes | rows.reports)) - own:
            return False
        if low & rows.times and not (cut.apart(at, other) and own & rows.be):  # at that time only, or always then
            return False
        if other < at and low & rows.bound and not cut.apart(at, other):  # "it is not true that … and …"
            return False
    if at and not _led_alike(cut.parts[0], cut.parts[at], rows):
        return False
    end = facts(parts[-1]).rest.rstrip(" .")[-1:]  # a figure or time there may hold for all that has none of its own
    return at + 1 == len(parts) or end not in (FIGURE, TIME) or end in facts(parts[at]).rest


def says_all(whole: str, parts: Sequence[str], facts: FactsOf) -> bool:
    """True where a sentence says what several said, all of it and nothing else, in their order."""
    rows = rewording()
    cut = _cut(whole, parts, facts, rows)
    if cut is None:
        return False
    low = {w.low for part in cut.parts for w in part}
    if low & (rows.scopes | rows.reports | rows.times):
        return False  # what ruled one would rule all
    if low & rows.bound and not cut.apart(0, len(parts) - 1):
        return False
    return all(_led_alike(cut.parts[0], part, rows) for part in cut.parts[1:])


class _Cut(NamedTuple):
    """A sentence and its parts, word for word: the words of each, and whether a comma stands before it."""

    parts: Sequence[Sequence[Word]]
    commas: Sequence[bool]

    def apart(self, one: int, other: int) -> bool:
        """True where a comma stands between all parts from one to the other: clauses of their own."""
        low, high = sorted((one, other))
        return all(self.commas[low + 1 : high + 1])


def _cut(whole: str, parts: Sequence[str], facts: FactsOf, rows: Rewording) -> _Cut | None:
    """How the words of the whole fall to the parts; None where they are not the same words."""
    one, told = facts(whole), [facts(part) for part in parts]
    if list(one.keys) != [key for each in told for key in each.keys]:
        return None
    theirs = [[w for w in bare(each.rest, rows) if w.low not in rows.joints] for each in told]
    mine: list[Word] = []
    pauses: list[bool] = []
    pause = False
    for word in bare(one.rest, rows):
        pause = pause or word.comma
        if word.low not in rows.joints:
            mine.append(word)
            pauses.append(pause)
            pause = False
    said = [word for part in theirs for word in part]
    if not all(theirs) or len(mine) != len(said) or not all(alike(x, y, rows) for x, y in zip(mine, said, strict=True)):
        return None
    starts = [0, *accumulate(len(part) for part in theirs[:-1])]
    return _Cut(theirs, [pauses[start] for start in starts])


def _led_alike(first: Sequence[Word], part: Sequence[Word], rows: Rewording) -> bool:
    """False where the first begins with a time or place, which holds for all of it, and the other part does not."""
    return first[0].low not in rows.leads or part[0].low == first[0].low

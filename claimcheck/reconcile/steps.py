"""Which sentence is which claim: exact wordings first, then the most alike."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from claimcheck.ledger.texts import folded
from claimcheck.reconcile import FactsOf, Kind, Known, Step


def reconcile(
    known: Sequence[Known], fresh: Sequence[str], facts: FactsOf, attic: Sequence[Known] = ()
) -> tuple[Step, ...]:
    """What became of every known claim, and where every fresh sentence comes from."""
    old = [folded(k.text) for k in known]
    new = [folded(t) for t in fresh]
    steps = []
    usedo = set()
    usedn = set()
    for j, t in enumerate(new):
        for i, o in enumerate(old):
            if i not in usedo and o == t:
                usedo.add(i)
                usedn.add(j)
                steps.append(Step(Kind.UNCHANGED, (i,), (j,), (True,)))
                break
    for j, t in enumerate(new):
        if j in usedn:
            continue
        best = max(
            ((SequenceMatcher(None, old[i], t).ratio(), i) for i in range(len(old)) if i not in usedo), default=(0, -1)
        )
        if best[0] > 0.6:
            usedo.add(best[1])
            usedn.add(j)
            steps.append(Step(Kind.CHANGED, (best[1],), (j,), (False,), why="x"))
        else:
            a = [k for k, x in enumerate(attic) if folded(x.text) == t]
            steps.append(Step(Kind.RETURNED, (), (j,), (True,), a[0]) if a else Step(Kind.NEW, (), (j,), (False,)))
    steps += [Step(Kind.GONE, (i,)) for i in range(len(old)) if i not in usedo]
    return tuple(steps)


def same_article(known: Sequence[str], fresh: Sequence[str]) -> float:
    """The share of sentences two versions of an article have in common."""
    a = {folded(t) for t in known}
    b = {folded(t) for t in fresh}
    return len(a & b) / max(1, max(len(a), len(b)))

"""The same thing added on two branches, under two random ids: found, and given one id on both.

An article by its path, a source by its path, address or person, a claim by its text within one article, a conflict by
its fingerprint and sides. Only records that are new on both sides can be twins. The smaller id stays, so that both
people who merge end with the same ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from claimcheck.ledger.records import Citation, Claim, Ledger
from claimcheck.ledger.texts import folded

Names = Mapping[str, str]  # an id → the id its record goes by from now on


def united(base: Ledger, ours: Ledger, theirs: Ledger) -> tuple[Ledger, Ledger]:
    """Both ledgers with twins under one id."""
    for table, key in _KEYS:
        left, right = _fresh(table, base, ours, theirs), _fresh(table, base, theirs, ours)
        if not left or not right:
            continue
        names = _pairs(table, ours, theirs, left, right, key)
        if names:
            ours, theirs = renamed(ours, names), renamed(theirs, names)
    return ours, theirs


def _fresh(table: str, base: Ledger, mine: Ledger, other: Ledger) -> list[str]:
    """The ids of the records of a table that are new in `mine`, in the order they are read in."""
    known, elsewhere = getattr(base, table), getattr(other, table)
    found = [id for id in getattr(mine, table) if id not in known and id not in elsewhere]
    if table != "claims":
        return found
    order = {p.claim: (a.path, at) for a in mine.articles.values() for at, p in enumerate(a.layout)}
    return sorted(found, key=lambda id: (order.get(id, ("", -1)), id))


def _pairs(
    table: str, ours: Ledger, theirs: Ledger, left: list[str], right: list[str], key: Callable[[Any], Hashable]
) -> dict[str, str]:
    """Old id → common id, for each record of `left` with a twin in `right`: the first of equals with the first."""
    waiting: dict[Hashable, list[str]] = defaultdict(list)
    for id in reversed(right):
        waiting[key(getattr(theirs, table)[id])].append(id)
    names: dict[str, str] = {}
    for id in left:
        same = key(getattr(ours, table)[id])
        if same is not None and waiting[same]:
            twin = waiting[same].pop()
            names[max(id, twin)] = min(id, twin)
    return names


_KEYS: tuple[tuple[str, Callable[[Any], Hashable]], ...] = (
    ("sources", lambda s: (s.path, s.url, s.person.casefold()) if s.path or s.url or s.person else None),
    ("articles", lambda a: a.path or None),
    ("claims", lambda c: (c.article, folded(c.text))),
    ("conflicts", lambda k: (k.code, k.fingerprint, tuple(sorted(side.claim for side in k.sides)))),
)


def renamed(ledger: Ledger, names: Names) -> Ledger:
    """The ledger with these ids replaced wherever they are named."""
    new: Callable[[str], str] = lambda id: names.get(id, id)  # noqa: E731  # short, and used on every line below
    several: Callable[[Iterable[str]], tuple[str, ...]] = lambda ids: tuple(dict.fromkeys(map(new, ids)))  # noqa: E731
    return Ledger(
        articles={
            new(a.id): a._replace(
                id=new(a.id),
                sources=several(a.sources),
                layout=tuple(p._replace(claim=new(p.claim)) for p in a.layout),
            )
            for a in ledger.articles.values()
        },
        claims={new(c.id): _claim(c, new, several) for c in ledger.claims.values()},
        conflicts={
            new(k.id): k._replace(id=new(k.id), sides=tuple(s._replace(claim=new(s.claim)) for s in k.sides))
            for k in ledger.conflicts.values()
        },
        sources={
            new(s.id): s._replace(id=new(s.id), independent_of=several(s.independent_of))
            for s in ledger.sources.values()
        },
    )


def _claim(claim: Claim, new: Callable[[str], str], several: Callable[[Iterable[str]], tuple[str, ...]]) -> Claim:
    def cited(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        return tuple(c._replace(source=new(c.source)) for c in citations)

    return claim._replace(
        id=new(claim.id),
        article=new(claim.article),
        part_of=new(claim.part_of),
        sources=cited(claim.sources),
        verdicts=tuple(v._replace(sources=cited(v.sources)) for v in claim.verdicts),
        revisions=tuple(r._replace(others=several(r.others)) for r in claim.revisions),
    )

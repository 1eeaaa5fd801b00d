"""Figures of different documents: the same event only, told by shared rare names (DESIGN 5).

Two articles are about one event when they share rare names and are not dated apart. A later article's figure is an
update, not a conflict. Blocking key: (dimension, what is counted or measured, a name of the sentence or headline).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from typing import NamedTuple

from claimcheck.lexicon.roles import roles
from claimcheck.match.comparisons import digits_turned
from claimcheck.match.pairing import Pair, block_of, competed, may_pair, mentions_of, pair_of, rarity
from claimcheck.model import Document, Link, Mention
from claimcheck.oversize import Oversize

MAX_BLOCK = 64  # mentions under one key; kept 92.9 % of planted conflicts on a million rows (DESIGN 5)
_RARE_SHARE = 0.05  # a name in more of the documents than this names a beat, not an event
_RARE_LEAST = 3
_Key = tuple[str, str, str]
_SURE = 3.0  # evidence without which figures beside one shared name are of two events
_APART_DAYS = 1  # articles dated further apart report different states of an event


class Surroundings(NamedTuple):
    """What a whole collection says of a few of its documents: which names are rare, how telling each term is."""

    rare: frozenset[str]
    weight: Mapping[str, float]


def names_of(document: Document) -> frozenset[str]:
    """The names in sentences with figures, as keys."""
    return frozenset(n for c in document.claims for a in c.abouts for n in a.names)


def rare_names(names: Collection[frozenset[str]]) -> frozenset[str]:
    """The names that tell an event rather than a beat: in two documents or more, but in few of them all."""
    spread = Counter(name for own in names for name in own)
    limit = max(_RARE_LEAST, int(len(names) * _RARE_SHARE))
    return frozenset(name for name, n in spread.items() if 2 <= n <= limit)


def corpus_links(
    documents: Sequence[Document],
    progress: Callable[[int, int], None] | None = None,
    among: Surroundings | None = None,
) -> tuple[tuple[Link, ...], Oversize | None]:
    """The links between documents and the largest block that was cut.

    `progress` is told (blocks done, blocks in all); `among`: the documents are some of a larger collection.
    """
    mentions = tuple(m for d in documents for m in mentions_of(d))
    names = [names_of(d) for d in documents]
    number = {id(d): i for i, d in enumerate(documents)}
    rare, weight = among or (rare_names(names), rarity(documents))
    told = [own & rare for own in names]
    seen: set[tuple[int, int]] = set()
    found: list[Pair] = []
    blocks = _blocks(mentions, told, number)
    for done, members in enumerate(blocks.values(), 1):
        if progress is not None:
            progress(done, len(blocks))
        for place, i in enumerate(members[:MAX_BLOCK]):
            for j in members[place + 1 : MAX_BLOCK]:
                if (i, j) in seen or mentions[i].document is mentions[j].document:
                    continue
                seen.add((i, j))
                a, b = mentions[i], mentions[j]
                if _two_states(a, b):
                    continue
                shared = told[number[id(a.document)]] & told[number[id(b.document)]]
                near = not shared.isdisjoint(a.about.names & b.about.names)
                once = _told_once(a, b)
                if not (near or (once and len(shared) >= 2)) or not may_pair(a, b, near):
                    continue
                pair = pair_of(mentions, i, j, weight, {}, near)
                if pair is not None and (once or pair.evidence.score >= _SURE or digits_turned(a.figure, b.figure)):
                    found.append(pair)
    return tuple(competed(mentions, found)), _cut_short(mentions, blocks, seen)


def _cut_short(
    mentions: Sequence[Mention], blocks: Mapping[_Key, Sequence[int]], seen: Set[tuple[int, int]]
) -> Oversize | None:
    """The largest block over the cap that held something to compare which no other block compared."""
    large = [(key, members) for key, members in blocks.items() if len(members) > MAX_BLOCK]
    for key, members in sorted(large, key=lambda block: -len(block[1])):
        for place, j in enumerate(members[MAX_BLOCK:], MAX_BLOCK):
            near = members[place - MAX_BLOCK : place]  # all before it would be quadratic
            if any(_left_out(mentions, i, j, seen) for i in near):
                articles = len({id(mentions[i].document) for i in members})
                return Oversize(mentions[j], key[1], len(members), MAX_BLOCK, key[2], articles)
    return None


def _left_out(mentions: Sequence[Mention], i: int, j: int, seen: Set[tuple[int, int]]) -> bool:
    a, b = mentions[i], mentions[j]
    return a.document is not b.document and (i, j) not in seen and not _two_states(a, b)


def _blocks(
    mentions: Sequence[Mention], told: Sequence[frozenset[str]], number: dict[int, int]
) -> dict[_Key, list[int]]:
    blocks: dict[_Key, list[int]] = defaultdict(list)
    for i, m in enumerate(mentions):
        what = m.about.noun if m.figure.kind == "count" and m.about.noun else m.about.role
        if not what:
            continue
        for name in told[number[id(m.document)]]:
            blocks[block_of(m), what, name].append(i)
            if m.about.role and m.about.role != what:
                blocks[block_of(m), m.about.role, name].append(i)
    return blocks


def _two_states(a: Mention, b: Mention) -> bool:
    """Reports of different days, or one of them of a later state: what differs is no conflict."""
    return _dated_apart(a, b) or _updated(a, b)


def _dated_apart(a: Mention, b: Mention) -> bool:
    one, other = a.document.dateline, b.document.dateline
    return one is not None and other is not None and abs((one - other).days) > _APART_DAYS


def _updated(a: Mention, b: Mention) -> bool:
    """“The toll has risen to 32”: one of the two reports says that it tells of a later state."""
    return "update" in a.about.scopes ^ b.about.scopes


def _told_once(a: Mention, b: Mention) -> bool:
    """A role that an event has once: two names shared by the articles will do, none need stand in both sentences."""
    role = roles().get(a.about.role)
    return a.about.role == b.about.role and role is not None and role.once

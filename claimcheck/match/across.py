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
    seen: set[tuple[int, int]] = set()
    found: list[Pair] = []
    blocks = _blocks(mentions, names, number, rare)
    for done, members in enumerate(blocks.values(), 1):
        if progress is not None:
            progress(done, len(blocks))
        for place, i in enumerate(members[:MAX_BLOCK]):
            for j in members[place + 1 : MAX_BLOCK]:
                if (i, j) in seen or mentions[i].document is mentions[j].document:
                    continue
                seen.add((i, j))
                if _two_states(mentions[i], mentions[j]):
                    continue
                shared = names[number[id(mentions[i].document)]] & names[number[id(mentions[j].document)]] & rare
                near = bool(mentions[i].about.names & mentions[j].about.names & shared)
                akin = may_pair(mentions[i], mentions[j], near)
                pair = pair_of(mentions, i, j, weight, {}, near) if akin else None
                if pair is not None and _one_event(mentions[i], mentions[j], pair, shared):
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
    mentions: Sequence[Mention], names: Sequence[frozenset[str]], number: dict[int, int], rare: frozenset[str]
) -> dict[_Key, list[int]]:
    blocks: dict[_Key, list[int]] = defaultdict(list)
    for i, m in enumerate(mentions):
        what = m.about.noun if m.figure.kind == "count" and m.about.noun else m.about.role
        if not what:
            continue
        for name in names[number[id(m.document)]] & rare:
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


def _one_event(a: Mention, b: Mention, pair: Pair, shared: frozenset[str]) -> bool:
    """A shared name in both sentences, or two in both articles; a once-only role or a noun that is counted once."""
    near = a.about.names & b.about.names & shared
    role = roles().get(a.about.role)
    if a.about.role == b.about.role and role is not None and role.once:
        return bool(near) or len(shared) >= 2
    return bool(near) and (pair.evidence.score >= 3.0 or digits_turned(a.figure, b.figure))

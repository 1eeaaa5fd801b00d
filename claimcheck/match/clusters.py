"""Three or more mentions of one quantity: one Link that names the odd one out, whatever pairs it was found by.

Competition (pairing.py) judges pairs. Here the conflicts it left standing that share a mention, the mentions that agree
with either side, and further ones that nothing sets apart from them, become one Link: `first` is the side to doubt, the
value fewest places give; `counts` says how many give each. A conflict that competition refused because the side that
refers back has an agreeing neighbour is taken up again where that neighbour refers back as well: "killed 12 … the 14
dead … the 14 dead" has told of nothing that the fourteen could be but the twelve.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product

from claimcheck.lexicon.roles import generic_nouns, roles
from claimcheck.match.comparisons import contrast, other_owner
from claimcheck.match.licences import TITLES
from claimcheck.match.pairing import Pair, block_of, linked, may_pair, mentions_of, pair_of, rarity
from claimcheck.match.rates import denominator, judged
from claimcheck.model import Document, Judgement, Link, Mention

_MOST_VALUES = 3  # more values under one key are a list of things, not one thing told wrongly
_FIRM = frozenset(("definite", "event"))
_LICENSED = _FIRM | {"frame"}  # for a third value of one owner

Key = tuple[int, int]
_Grown = tuple[Link, list[Mention]]


class _Known:
    """What is asked again for every conflict of a document: its mentions by block, and how rare its words are."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks: dict[str, list[tuple[int, Mention]]] = defaultdict(list)
        for at, mention in enumerate(mentions_of(document)):
            self._blocks[block_of(mention)].append((at, mention))

    def beside(self, members: Iterable[Mention]) -> list[Mention]:
        """The mentions of the blocks that `members` are of, in the order of the text."""
        found = (row for block in {block_of(m) for m in members} for row in self._blocks.get(block, ()))
        return [mention for _, mention in sorted(found, key=lambda row: row[0])]

    @cached_property
    def weight(self) -> Mapping[str, float]:
        """How rare each term of the document is in it."""
        return rarity((self._document,))


# --- conflicts taken up again ----------------------------------------------------------------------------------------


def outvoted(mentions: Sequence[Mention], pairs: Sequence[Pair], found: Sequence[Link]) -> Iterator[Link]:
    """Conflicts that competition refused though every mention of one value faces every mention of the other.

    One side's mentions all refer back, and none of them to something the text tells with their own value.
    """
    if len(pairs) < 2:
        return
    ruled = {(p.first, p.second): (p, judged(mentions[p.first], mentions[p.second])) for p in pairs}
    agreeing: dict[int, set[int]] = defaultdict(set)
    for (i, j), (_, judgement) in ruled.items():
        if judgement.outcome == "agree":
            agreeing[i].add(j)
            agreeing[j].add(i)
    told = {_key(m) for link in found if link.judgement.outcome == "conflict" for m in (link.first, link.second)}
    for (i, j), (pair, judgement) in ruled.items():
        if not _clear(judgement) or pair.licence not in _FIRM or pair.weak:
            continue
        one, other = {i, *agreeing[i]}, {j, *agreeing[j]}
        if len(one) + len(other) < 3 or one & other or any(_key(mentions[m]) in told for m in one | other):
            continue
        if told_together(mentions, mentions[i], mentions[j]):
            continue
        if _facing(one, other, ruled) and any(_refers_back(mentions, side) for side in (one, other)):
            told.update(_key(mentions[m]) for m in one | other)
            yield linked(mentions, pair, judgement)


def _clear(judgement: Judgement) -> bool:
    return judgement.outcome == "conflict" and not (judgement.soft or judgement.edge or judgement.far)


def _facing(one: set[int], other: set[int], ruled: Mapping[tuple[int, int], tuple[Pair, Judgement]]) -> bool:
    """True when each mention is a licensed, clear conflict with one of the other value, and none is an unclear one."""
    faced: set[int] = set()
    for i, j in product(one, other):
        pair, judgement = ruled.get((min(i, j), max(i, j)), (None, None))
        if pair is None or judgement is None:
            continue
        if not _clear(judgement):
            return False
        if pair.licence in _FIRM:
            faced |= {i, j}
    return faced >= one or faced >= other


def told_together(mentions: Sequence[Mention], a: Mention, b: Mention) -> bool:
    """“Six of the eight employees”: a sentence that gives both values of the thing knows them for two things."""
    kept = [m for m in mentions if block_of(m) == block_of(a) and (_alike(m, a) or _alike(m, b))]
    one, other = ({id(m.claim) for m in kept if _same_value(m, side)} for side in (a, b))
    return not one.isdisjoint(other)


def _refers_back(mentions: Sequence[Mention], side: set[int]) -> bool:
    """True when the whole side refers back, and no other mention of that value introduces what it refers to."""
    sample = mentions[min(side)]
    told = (m for i, m in enumerate(mentions) if i in side or (_alike(m, sample) and _same_value(m, sample)))
    return all(m.about.definite and m.about.kind not in TITLES for m in told)


# --- one link a cluster ----------------------------------------------------------------------------------------------


def clustered(found: Sequence[Link]) -> tuple[Link, ...]:
    """The links with every group of conflicts about one quantity drawn together into one; the others as they are."""
    conflicts = [link for link in found if link.judgement.outcome == "conflict"]
    if not conflicts:
        return tuple(found)
    agreed: dict[Key, list[Mention]] = defaultdict(list)
    for link in found:
        if link.judgement.outcome == "agree":
            agreed[_key(link.first)].append(link.second)
            agreed[_key(link.second)].append(link.first)
    known: dict[int, _Known] = {}
    groups = _groups([(link, _grown(link, agreed, known)) for link in conflicts])
    merged = {id(group[0][0]): _one(group) for group in groups}
    joined = {id(link) for group in groups for link, _ in group[1:]}
    return tuple(merged.get(id(link), link) for link in found if id(link) not in joined)


def _key(mention: Mention) -> Key:
    return id(mention.document), mention.figure.start


def _groups(grown: Sequence[_Grown]) -> list[list[_Grown]]:
    """Conflicts that share a mention, together; the surest of each group first."""
    leader: dict[Key, int] = {}  # mention → a conflict it belongs to
    parent = list(range(len(grown)))

    def top(number: int) -> int:
        while parent[number] != number:
            parent[number] = number = parent[parent[number]]
        return number

    for number, (_, members) in enumerate(grown):
        for mention in members:
            parent[top(number)] = top(leader.setdefault(_key(mention), number))
    groups: dict[int, list[_Grown]] = defaultdict(list)
    for number, item in enumerate(grown):
        groups[top(number)].append(item)
    return [sorted(members, key=lambda item: -item[0].score) for members in groups.values()]


def _grown(link: Link, agreed: Mapping[Key, list[Mention]], known: dict[int, _Known]) -> list[Mention]:
    """The two sides, what agrees with either, and what else of their documents is about the same thing."""
    sides = (link.first, link.second)
    members = {_key(m): m for m in sides}
    for mention in (other for side in sides for other in agreed.get(_key(side), ())):
        members.setdefault(_key(mention), mention)
    for document in {id(m.document): m.document for m in sides}.values():
        own = known.get(id(document)) or known.setdefault(id(document), _Known(document))
        near = own.beside(members.values())  # whatever is added is of a block that one of them is of
        apart = [m for m in near if all(m.claim is not side.claim for side in sides)]
        for fits in (_belongs, _repeats):  # a third value may be told more than once as well
            for mention in apart:
                if _key(mention) not in members and fits(mention, tuple(members.values()), own):
                    members[_key(mention)] = mention
    return list(members.values())


def _repeats(mention: Mention, members: Sequence[Mention], own: _Known) -> bool:
    """It gives the value of a member, and nothing keeps it from that one."""
    return any(
        block_of(mention) == block_of(member)
        and _alike(mention, member)
        and _same_value(mention, member)
        and may_pair(mention, member)
        and not contrast(mention.about, member.about)
        for member in members
    )


def _belongs(mention: Mention, members: Sequence[Mention], own: _Known) -> bool:
    """It repeats one value and nothing keeps it from that side, or contradicts both and is licensed with one."""
    sides = members[:2]
    if any(block_of(mention) != block_of(side) or not _alike(mention, side) for side in sides):
        return False
    if any(contrast(mention.about, side.about) for side in sides):
        return False
    same = [side for side in sides if _same_value(mention, side)]
    if same:
        return may_pair(mention, same[0])
    if not all(_clear(judged(side, mention, told=False)) for side in sides) or _is_listed(mention):
        return False
    role = roles().get(mention.about.role)
    if not (role is not None and role.event) and not all(_one_owner(mention, side) for side in sides):
        return False
    pairs = (pair_of((side, mention), 0, 1, own.weight, {}) for side in sides if may_pair(side, mention))
    return any(pair is not None and not pair.weak and pair.licence in _LICENSED for pair in pairs)


def _one_owner(a: Mention, b: Mention) -> bool:
    """True when a name owns both: another value of a thing that merely looks alike is no third value."""
    return bool({*a.about.subjects} & {*b.about.subjects} & a.about.names) and not other_owner(a.about, b.about)


def _is_listed(mention: Mention) -> bool:
    """True for one of several counts of a sentence: "five children, four women and five men"."""
    return sum(f.kind == mention.figure.kind and f.of < 0 for f in mention.claim.figures) > 1


def _alike(a: Mention, b: Mention) -> bool:
    """One role, or one noun that says something."""
    noun = a.about.noun
    return (a.about.role == b.about.role != "") or (noun == b.about.noun and noun not in generic_nouns() | {""})


def _same_value(a: Mention, b: Mention) -> bool:
    if a.figure.when is not None or b.figure.when is not None:
        return a.figure.date == b.figure.date
    return a.figure.tight == b.figure.tight and denominator(a.figure, a.about) == denominator(b.figure, b.about)


def _one(group: Sequence[_Grown]) -> Link:
    """The surest link of a group, turned so that the odd one comes first, with the other mentions beside it."""
    best = group[0][0]
    members = {_key(m): m for _, own in group for m in own}
    values = _values(list(members.values()))
    if sum(map(len, values)) < 3 or not 1 < len(values) <= _MOST_VALUES:
        return best
    first, second = best.first, best.second
    of_value = {_key(m): at for at, v in enumerate(values) for m in v}
    most = max(range(len(values)), key=lambda at: len(values[at]))
    alone = sum(len(v) == len(values[most]) for v in values) == 1
    if alone and of_value.get(_key(first)) == most:
        first, second = second, first
    elif alone and of_value.get(_key(second)) != most:
        second = values[most][0]  # two odd ones were set against each other
    own = [of_value.get(_key(side)) for side in (first, second)]
    if own[0] is None or own[1] is None or own[0] == own[1]:
        return best  # the representative is too vague to stand for a value
    order = [own[0], own[1], *(at for at in range(len(values)) if at not in own)]
    ordered = [values[at] for at in order]
    told = {_key(first), _key(second)}
    rest = [m for v in (ordered[0], *ordered[2:], ordered[1]) for m in v if _key(m) not in told]
    kept = first is best.first and second is best.second
    judgement = best.judgement if kept else judged(first, second)
    return best._replace(
        first=first, second=second, judgement=judgement, more=tuple(rest), counts=tuple(len(v) for v in ordered)
    )


def _values(members: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions by value, in the order of the text; one so vague that it fits two values says nothing and is out."""
    values: list[list[Mention]] = []
    for mention in sorted(members, key=lambda m: (m.figure.modifier != "exact", m.document.path, m.figure.start)):
        fits = [v for v in values if all(judged(o, mention, told=False).outcome != "conflict" for o in v)]
        if not fits:
            values.append([mention])
        elif len(fits) == 1:
            fits[0].append(mention)
    return values

"""Whether two figures are about the same thing: gate, license, veto, compete → Links.

Check's prior: two figures are about different things unless something licenses the link (DESIGN 5). Links leave here
with their Judgement; the rules only select and word them.

    licence   see licences.py
    veto      one sentence; owners, places or modifiers that contrast; quotation against prose; small numbers;
              too many values under one key
    compete   mutual best only; the doubtful side must have no agreeing partner
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.roles import Role, generic_nouns, roles
from claimcheck.match.comparisons import (
    Evidence,
    contrast,
    digits_turned,
    evidence,
    gate,
    in_two_units,
    interval_key,
    other_owner,
    scale_slipped,
)
from claimcheck.match.licences import TITLES, license_of
from claimcheck.match.rates import denominator
from claimcheck.match.rates import judged as judge
from claimcheck.match.roles import dimension_of
from claimcheck.match.wordings import owned_elsewhere, worded_apart
from claimcheck.model import PROSE_KINDS, About, Document, Figure, Judgement, Link, Mention

_SMALL = Decimal(3)  # "two brothers", "three reasons": counts this small are never told apart safely
_COUNTED = 64  # values under one key that are still counted one by one
_MANY_VALUES = 4
_ACROSS = 3.0  # evidence that makes figures of two articles, beside one rare name, one figure


class Pair(NamedTuple):
    """A candidate: two mentions by index, what speaks for them, and under which licence."""

    first: int
    second: int
    evidence: Evidence
    licence: str
    weak: bool


def mentions_of(document: Document) -> Iterator[Mention]:
    """Every figure of prose and headings, restatements in brackets and bare ordinals left out."""
    for claim in document.claims:
        kind = document.sentences[claim.sentence].kind
        if kind not in PROSE_KINDS and kind not in TITLES:
            continue
        for figure, about in zip(claim.figures, claim.abouts, strict=bool(claim.abouts)):  # none: see `comparable`
            if figure.of < 0 and figure.kind != "ordinal":
                yield Mention(document, claim, figure, about)


class Terms(NamedTuple):
    """In how many sentences with figures each term stands, and how many such sentences there are."""

    counts: Mapping[str, int]
    total: int


def terms_of(documents: Iterable[Document]) -> Terms:
    """The terms of the documents' sentences with figures."""
    counts: Counter[str] = Counter()
    total = 0
    for claim in (c for d in documents for c in d.claims):
        if claim.abouts:
            total += 1
            seen: set[str] = set()
            for about in claim.abouts:
                seen.update(about.context, about.subjects, about.others, (about.noun,))
            counts.update(seen)
    return Terms(counts, total)


def rarity(documents: Iterable[Document]) -> Mapping[str, float]:
    """Inverse document frequency over sentences with figures, scaled to 0–1 (Sparck Jones 1972)."""
    return weights(terms_of(documents))


def weights(terms: Terms) -> Mapping[str, float]:
    """The inverse document frequencies of terms already counted."""
    top = math.log(1 + max(terms.total, 2))
    return {term: math.log(1 + terms.total / n) / top for term, n in terms.counts.items()}


def _key(mention: Mention) -> tuple[str, str]:
    about, kind = mention.about, mention.figure.kind
    told = about.verb if about.done or (kind == "duration" and about.verb not in frame_words().light_verbs) else ""
    rate = " rate" if denominator(mention.figure, about) else ""
    return (dimension_of(mention.figure), (about.role or (about.noun if kind == "count" else told)) + rate)


def values_of(mentions: Sequence[Mention]) -> Mapping[tuple[str, str], set[tuple[str, str]]]:
    """The distinct values under each key: many values mean that the key says little."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for m in mentions:
        if m.figure.kind != "points" and m.figure.change in ("", "to"):
            found[_key(m)].add(_value_key(m))
            found[block_of(m), "*"].add(_value_key(m))
    return found


def _value_key(mention: Mention) -> tuple[str, str]:
    when = mention.figure.when
    return (when.value, "") if when is not None else interval_key(mention.figure.tight)


def block_of(mention: Mention) -> str:
    """The first half of the blocking key: what can be compared at all."""
    return block_of_figure(mention.figure)


def block_of_figure(figure: Figure) -> str:
    """The same of a figure without its record."""
    dimension = dimension_of(figure)
    return "percent" if dimension == "ratio" else dimension


def pair_of(
    mentions: Sequence[Mention],
    i: int,
    j: int,
    weight: Mapping[str, float],
    values: Mapping[tuple[str, str], set[tuple[str, str]]],
    near: bool = False,
) -> Pair | None:
    """The pair of mentions `i` and `j`, which `may_pair`; None where a veto or the lack of a licence objects."""
    a, b = mentions[i], mentions[j]
    if contrast(a.about, b.about) or worded_apart(a, b):
        return None
    found = evidence(a.about, b.about, weight)
    rivals = _rivals(a, b, values) if values else 0
    dates = len(values.get((block_of(a), "*"), ())) - 2 if a.figure.when is not None else 0
    licence, weak = license_of(a, b, found, max(rivals, dates))
    if not licence and _sole(a, b, found, values):
        licence, weak = "frame", True
    if not licence and _disputed(a.about, b.about):
        licence, weak = "dispute", True
    if not licence and near and (found.score >= _ACROSS or digits_turned(a.figure, b.figure)):
        licence, weak = "frame", False
    if not licence or _vetoed(a, b, found, licence):
        return None
    weak = weak or a.about.quoted != b.about.quoted
    if rivals >= _MANY_VALUES and not (found.owners and found.participants >= 2):
        return None
    return Pair(i, j, found, licence, weak)


def may_pair(a: Mention, b: Mention, near: bool = False) -> bool:
    """The first look at two mentions, before anything is weighed: nothing keeps them apart, something is shared.

    `near`: the two stand in different articles, beside one rare name, which is licence enough for like nouns.
    """
    known = a.about.definite or b.about.definite  # "the $54.6 billion" of a text that has spoken of $54.6 million
    alike = near or _akin(a.about, b.about) or (known and scale_slipped(a.figure, b.figure))
    alike = alike or in_two_units(a.figure, b.figure)
    return a.claim is not b.claim and alike and not gate(a, b, strict=True)


def _rivals(a: Mention, b: Mention, values: Mapping[tuple[str, str], set[tuple[str, str]]]) -> int:
    """How many other values stand under the same key in the document: the more, the less the key says."""
    one, other = _key(a), _key(b)
    known, more = values.get(one, set()), values.get(other, set()) if other != one else set()
    known, more = (more, known) if len(more) > len(known) else (known, more)
    own = {_value_key(a), _value_key(b)}
    if len(more) > _COUNTED:  # a table: how many exactly says nothing more, and two sets united for every pair cost
        return len(known)
    return len(known) - len(known & own) + sum(value not in known and value not in own for value in more)


def _akin(a: About, b: About) -> bool:
    """A cheap first look: without one role, noun, predicate or participant in common no licence can hold."""
    if (a.role and a.role == b.role) or (a.noun and a.noun == b.noun) or a.kind in TITLES or b.kind in TITLES:
        return True
    if (a.verb == b.verb and a.verb not in frame_words().light_verbs) or (a.role and b.role):
        return True
    keys = {*a.subjects, *a.others}
    return not keys.isdisjoint(b.subjects) or not keys.isdisjoint(b.others)


def _disputed(a: About, b: About) -> bool:
    """Two speakers on one matter: the same predicate, role or noun in each one's words. Only ever an info."""
    if not a.disputes(b):
        return False
    same_noun = a.noun == b.noun and a.noun not in generic_nouns() | {""}
    return same_noun or (a.role == b.role != "") or (a.verb == b.verb and a.verb not in frame_words().light_verbs)


def _sole(a: Mention, b: Mention, found: Evidence, values: Mapping[tuple[str, str], set[tuple[str, str]]]) -> bool:
    """The only two figures of their kind in the whole text, of one owner, one of them referring back."""
    if len(values.get((block_of(a), "*"), ())) != 2 or a.figure.kind in ("age", "count") or a.figure.when is not None:
        return False
    if in_two_units(a.figure, b.figure):
        return True
    one, other = a.about, b.about
    if a.figure.kind in ("percent", "duration") and not (one.role == other.role != "" or one.noun == other.noun):
        return False  # what is 48% larger is 40% as heavy
    return bool(found.owners) and (found.named > 0 or one.definite or other.definite)


def _vetoed(a: Mention, b: Mention, found: Evidence, licence: str) -> bool:
    fa, fb, ra, rb = a.figure, b.figure, a.about, b.about
    role = roles().get(ra.role)
    if role is not None and role.event and ra.fresh and rb.fresh and a.document is b.document:
        return True  # "a boat sank … a boat sank": two introductions, two events
    ends = role is not None and role.between  # either end of a distance may be the subject
    owned = licence != "title" and not ends and fa.when is None and other_owner(ra, rb)
    if owned and not _one_event(ra, rb, role) and not (licence == "definite" and _set_again(ra, rb)):
        return True
    changing = {fa.change, fb.change} & {"by", "from", "to"} and not (role is not None and role.delta)
    if changing and fa.change and fb.change and (not ra.owner or ra.owner != rb.owner):
        return True  # two changes are one only where their owner is
    if licence == "definite" and ra.definite and rb.definite and not found.participants and _elsewhere(ra, rb):
        return True
    if licence == "definite" and not found.named and (owned_elsewhere(a, b) or owned_elsewhere(b, a)):
        return True
    if ra.quoted != rb.quoted and licence == "frame" and not _told_of_name(ra, rb, found):
        return True
    if fa.kind == "count" and ra.noun != rb.noun and not (ra.definite or rb.definite) and _kind_of(a, b):
        return True
    if fa.kind != "count" or fa.value is None or fb.value is None or licence == "event":
        return False
    return fa.value <= _SMALL and fb.value <= _SMALL and ra.role == ""


def _set_again(a: About, b: About) -> bool:
    """“The treasurer could have stopped any of the 381 refunds”: the subject does something to a known set, it does
    not own it; but a name that says where or whose the set is must stand on both sides.
    """
    known, first = (a, b) if a.definite else (b, a)
    if known.possessed or first.possessed or known.verb == first.verb or known.verb in frame_words().light_verbs:
        return False
    return all(key in first.names or key in first.subjects for key in known.subjects if key in known.names)


def _elsewhere(a: About, b: About) -> bool:
    """“These six families” / “the four families of Africa”: each refers back, one to a place of its own."""
    return any(key in x.names and key not in y.names for x, y in ((a, b), (b, a)) for key in x.subjects)


def _told_of_name(a: About, b: About, found: Evidence) -> bool:
    """A named owner's one figure ("Wexcombe has a population of 11,700"), whoever says so."""
    if (a.done or b.done) and a.verb == b.verb:
        return True  # "18 months of negotiation", said by somebody who was there
    role = roles().get(a.role)
    return a.role == b.role and role is not None and role.once and found.owners > 0 and found.named > 0


def _one_event(a: About, b: About, role: Role | None) -> bool:
    """Owners of an event may be its many names ("the fire", "the blaze"), not two subjects of one predicate."""
    plain = a.owner not in a.names and b.owner not in b.names
    return (
        role is not None and role.event and not (plain and a.verb == b.verb and a.verb not in frame_words().light_verbs)
    )


def _kind_of(a: Mention, b: Mention) -> bool:
    """“Nine people died”, “six passengers died”: the fewer of the special kind are likely some of the people."""
    generic = generic_nouns()
    special, whole = (a, b) if b.about.noun in generic else (b, a)
    if special.about.noun in generic | {""} or special.figure.value is None or whole.figure.value is None:
        return False
    return special.figure.value < whole.figure.value


# --- competition -----------------------------------------------------------------------------------------------------


def competed(mentions: Sequence[Mention], pairs: Sequence[Pair]) -> Iterator[Link]:
    """Judge every pair; keep the agreeing ones, and of the conflicts those that are mutual best and undisputed."""
    judged = [(p, judge(mentions[p.first], mentions[p.second], told=False)) for p in pairs]
    judged = [(p, j) for p, j in judged if j.outcome != "conflict" or not _borne_out(mentions, p)]
    agreeing: dict[int, float] = {}
    best: dict[int, float] = {}
    for pair, judgement in judged:
        score = pair.evidence.score
        for index in (pair.first, pair.second):
            if judgement.outcome == "conflict":
                best[index] = max(best.get(index, 0.0), score)
            else:
                agreeing[index] = max(agreeing.get(index, 0.0), score)
    taken: set[int] = set()
    for pair, judgement in sorted(judged, key=lambda item: -item[0].evidence.score):
        score = pair.evidence.score
        if judgement.outcome == "conflict":
            if judgement.edge or (pair.weak and judgement.soft):
                continue
            if judgement.far and not _disputed(mentions[pair.first].about, mentions[pair.second].about):
                continue
            if score < best[pair.first] or score < best[pair.second]:
                continue
            if pair.first in agreeing and pair.second in agreeing:
                continue
            if pair.weak and (pair.first in agreeing or pair.second in agreeing):
                continue  # what is only likely yields to what is told twice
            firm = pair.licence in ("definite", "event")  # the wrong one beside several right ones
            if not firm and max(agreeing.get(pair.first, 0.0), agreeing.get(pair.second, 0.0)) > score:
                continue
            if pair.first in taken or pair.second in taken:
                continue
            if _settled(mentions, pair) or _told_together(mentions, pair):
                continue
            taken |= {pair.first, pair.second}
            judgement = judge(mentions[pair.first], mentions[pair.second])
        yield linked(mentions, pair, judgement)


def linked(mentions: Sequence[Mention], pair: Pair, judgement: Judgement) -> Link:
    """The Link of a judged pair."""
    licence = f"weak {pair.licence}" if pair.weak else pair.licence
    first, second = mentions[pair.first], mentions[pair.second]
    return Link(first, second, min(1.0, pair.evidence.score / 10), _reason(pair), judgement, licence)


def _borne_out(mentions: Sequence[Mention], pair: Pair) -> bool:
    """True for a headline's figure that the text gives as well: the text bears its headline out.

    "Its 430-kilometre range" means what the headline means all the same.
    """
    return pair.licence != "definite" and any(
        mentions[i].about.kind in TITLES and _echoed(mentions, i) for i in (pair.first, pair.second)
    )


def _settled(mentions: Sequence[Mention], pair: Pair) -> bool:
    """True when both values are told elsewhere too, or the one that refers back has found what it refers to."""
    first, second = _echoed(mentions, pair.first), _echoed(mentions, pair.second)
    definite = (mentions[pair.first].about.definite, mentions[pair.second].about.definite)
    if first and second:
        return True
    return (first and definite == (True, False)) or (second and definite == (False, True))


def _told_together(mentions: Sequence[Mention], pair: Pair) -> bool:
    """“1,200 of the 3,100 jobs”: a sentence that gives both values knows them for two things."""
    return any(
        m.figure is not own.figure and m.figure.tight == other.figure.tight and block_of(m) == block_of(other)
        for index, other in ((pair.first, mentions[pair.second]), (pair.second, mentions[pair.first]))
        for own in (mentions[index],)
        for m in _beside(mentions, index)
        if m.claim is own.claim and m.figure.tight is not None
    )


def _echoed(mentions: Sequence[Mention], index: int) -> bool:
    """True when another sentence gives the very same value of the same noun: that is what this one refers to."""
    own = mentions[index]
    for other in _beside(mentions, index):
        if other.figure.tight != own.figure.tight or other.claim is own.claim or other.figure.when is not None:
            continue
        if block_of(other) != block_of(own):
            continue
        if other.about.noun == own.about.noun or not other.about.noun or other.about.role == own.about.role:
            return True
    return False


def _beside(mentions: Sequence[Mention], index: int) -> Iterator[Mention]:
    """The other mentions of the same document: they stand together, so a large collection costs no more."""
    document = mentions[index].document
    for way in (range(index - 1, -1, -1), range(index + 1, len(mentions))):
        for other in map(mentions.__getitem__, way):
            if other.document is not document:
                break
            yield other


def _reason(pair: Pair) -> str:
    return "both: " + " · ".join(pair.evidence.shared)

"""The figure of a source that is about the same thing as a claim's and says something else.

In the passage a claim cites, two figures are the same thing unless something objects (compare's prior); anywhere else
in the source they are different things unless something licenses the link (check's prior, DESIGN 5).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from claimcheck.lexicon.compare import compare_words
from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.roles import contrast_words, generic_nouns, roles
from claimcheck.lexicon.words import stem
from claimcheck.match.compare import pair_up, side
from claimcheck.match.comparisons import contrast, gate, other_owner
from claimcheck.match.pairing import may_pair, pair_of
from claimcheck.match.rates import judged
from claimcheck.match.sourcing.cells import stems_of
from claimcheck.match.sourcing.prepared import Prepared
from claimcheck.model import Claim, Document, Figure, Judgement, Mention
from claimcheck.wording import reading

_THOUSANDS = re.compile(r"\d\.\d{3}(?!\d)")
_EDGES = ".,;:!?()“”\"'’"
_WORD = 16  # characters in which the word before a figure stands


class Opposed(NamedTuple):
    """The source's figure, what follows from the two, why they are taken for one thing, and how sure that is."""

    mention: Mention
    judgement: Judgement
    reason: str
    sure: bool


def in_passage(document: Document, claim: Claim, source: Prepared, cited: Sequence[Claim]) -> dict[int, Opposed]:
    """Figure of the claim → the figure of the cited sentences that contradicts it."""
    ours = side(document._replace(claims=(claim,)))
    theirs = side(source.document._replace(claims=tuple(cited)))
    found: dict[int, Opposed] = {}
    sides = pair_up(theirs, ours)
    for link in sides.links if sides.verdict == "conflict" else ():
        index = next((i for i, f in enumerate(claim.figures) if f is link.second.figure), -1)
        if index >= 0 and link.judgement.outcome == "conflict":
            doubt = misread(link.second, link.first, link.judgement) or _doubt(link.second, link.first, source)
            sure = not link.judgement.edge and not doubt
            found[index] = Opposed(link.first, _told(link.first, link.second, link.judgement), link.reason, sure)
    return found


def _doubt(mention: Mention, other: Mention, source: Prepared) -> str:
    """Why a figure of the cited passage, compared with the claim's, may be of something else after all: what check
    would object (a part, another time, another owner), a name of the claim that its source does not know.
    """
    a, b = mention.about, other.about
    found = gate(_without_setting(mention), _without_setting(other), strict=True)
    if found and not found.startswith("another noun"):
        return found
    if mention.figure.when is not None and a.verb != b.verb and any(f.when is None for f in mention.claim.figures):
        return "the setting of another figure"
    spoken = [{when.word for when in about.times if when.word} for about in (a, b)]
    if all(spoken) and spoken[0].isdisjoint(spoken[1]):
        return "another time"  # "next year", "last year"
    strange = _strange_place(mention, source)
    if strange:
        return f"the source does not know {strange}"
    return contrast(a, b) or other_owner(a, b) or ("two speakers" if a.disputes(b) else "")


def _without_setting(mention: Mention) -> Mention:
    """The mention without the settings it is told in: of two sentences that tell one thing, one may leave them out."""
    scopes = frozenset(scope for scope in mention.about.scopes if not scope.startswith("setting"))
    return mention._replace(about=mention.about._replace(scopes=scopes))


def _strange_place(mention: Mention, source: Prepared) -> str:
    """A name behind "in" or "at" that the source never has: the claim may be of a part of what its source tells."""
    words = _text(mention).split()
    for before, word in pairwise(words):
        name = word.strip(_EDGES)
        place = before.lower() in frame_words().locative and name[:1].isupper()
        if place and name.isalpha() and stem(name.lower()) not in source.words:
            return name
    return ""


def _told(source: Mention, claim: Mention, found: Judgement) -> Judgement:
    """The judgement, its arithmetic in words even where there is nothing to work out."""
    if found.arithmetic:
        return found
    return found._replace(arithmetic=(f"{reading(source.figure)} against {reading(claim.figure)}",))


def misread(mention: Mention, other: Mention, found: Judgement) -> str:
    """Why two figures that disagree may not say what was read in them; "" where nothing tells so."""
    figure, given = mention.figure, other.figure
    if any(_THOUSANDS.search(f.surface) for f in (figure, given)) and _digits(figure) == _digits(given):
        return "digits grouped in another way"  # "30.000", "30,000"
    if figure.value is not None and given.value is not None and abs(figure.value) == abs(given.value):
        alike = figure.unit.startswith(f"{given.unit} ") or given.unit.startswith(f"{figure.unit} ")
        if alike or (figure.unit == given.unit and _digits(figure) == _digits(given)):
            return "the same number"  # "minus 12 degrees", "−12 °C"
    if figure.value == 0:
        return "none of a thing is seldom told as a figure"
    if not compare_words().paired.isdisjoint(stems_of(_text(mention)) | stems_of(_text(other))):
        return "figures told one by one of several things"
    if any(
        f.modifier == "exact" and _word_before(m) in compare_words().loose
        for m, f in ((mention, figure), (other, given))
    ):
        return "a bound that was not read"
    if figure.when is not None and given.when is not None:
        if mention.about.negated != other.about.negated:
            return "one is denied"
        clocks = figure.when.clock is not None or given.when.clock is not None
        return "a bound on a time of day" if clocks and {figure.modifier, given.modifier} != {"exact"} else ""
    if given.kind == "count" and given.hard and not other.about.noun:
        return "a bound on nothing told"
    return "far apart, and of two nouns" if found.far and mention.about.noun != other.about.noun else ""


def _digits(figure: Figure) -> str:
    return "".join(filter(str.isdecimal, figure.surface))


def _word_before(mention: Mention) -> str:
    text = mention.document.text[max(0, mention.figure.start - _WORD) : mention.figure.start].split()
    return text[-1].lower() if text else ""


def _text(mention: Mention) -> str:
    sentence = mention.document.sentences[mention.claim.sentence]
    return mention.document.text[sentence.start : sentence.end]


def anywhere(mention: Mention, source: Prepared, taken: Collection[int]) -> Opposed | None:
    """The likeliest figure of the source about the same thing as the claim's, where it says something else.

    `taken` are figures of the source that answer another figure of the claim.
    """
    best: tuple[float, int, bool] | None = None
    for index in source.akin(mention):
        other = source.mentions[index]
        pair = _paired(mention, other, source) if index not in taken else None
        if pair is None:
            continue
        if judged(other, mention, told=False).outcome != "conflict":
            return None
        if best is None or pair[0] > best[0]:
            best = (pair[0], index, pair[1])
    if best is None:
        return None
    score, index, weak = best
    other = source.mentions[index]
    if any(_score(beside, other, source) > score for beside in _others(mention)):
        return None  # it answers another figure of the claim
    found = judged(other, mention)
    doubt = misread(mention, other, found) or _strange_place(mention, source) or mention.about.disputes(other.about)
    sure = not (weak or found.edge or found.far or doubt)
    return Opposed(other, _told(other, mention, found), _shared(mention, other, source), sure)


def _paired(mention: Mention, other: Mention, source: Prepared) -> tuple[float, bool] | None:
    """How much speaks for the two being one thing, and whether that is weak; None where nothing licenses it."""
    near = _one_name(mention, other)
    if other.figure.kind == "ordinal" or not may_pair(mention, other, near):
        return None
    pair = pair_of((mention, other), 0, 1, source.weight, source.values, near)
    return None if pair is None else (pair.evidence.score, pair.weak)


def _one_name(mention: Mention, other: Mention) -> bool:
    """True where both sentences have one name; a name that opens its sentence is known by the other text."""
    if not mention.about.names.isdisjoint(other.about.names):
        return True
    shared = {*mention.about.subjects} & {*other.about.subjects}
    return any(_capital(key, mention) and _capital(key, other) for key in shared)


def _capital(key: str, mention: Mention) -> bool:
    """True for a key that the text has with a capital only."""
    text = mention.document.text
    return key not in text and (key.title() in text or key.upper() in text)


def _others(mention: Mention) -> list[Mention]:
    """The other figures of the claim."""
    document, claim, figure, _ = mention
    rows = zip(claim.figures, claim.abouts, strict=True)
    return [Mention(document, claim, f, about) for f, about in rows if f is not figure]


def _score(mention: Mention, other: Mention, source: Prepared) -> float:
    found = _paired(mention, other, source)
    return 0.0 if found is None else found[0]


def _shared(mention: Mention, other: Mention, source: Prepared) -> str:
    near = _one_name(mention, other)
    pair = pair_of((mention, other), 0, 1, source.weight, source.values, near)
    return "" if pair is None else "both: " + " · ".join(pair.evidence.shared)


def told_of_another(said: Set[str], hit: Mention, opposed: Mention) -> str:
    """Why a figure elsewhere in the source that agrees with the claim is of another owner than the cited one that does
    not: its own names or owner are unknown to the claim, or it is singled out by another word; "" where it may be the
    same. Tolls and the like are left alone: one event has many tellers.
    """
    here, there = _sentence(hit), _sentence(opposed)
    if len(said & there) <= len(said & here):
        return ""
    a, b = hit.about, opposed.about
    words = contrast_words()
    ours, other = {w for w in words if stem(w) in said}, {w for w in words if stem(w) in here}
    if ours - other and other - ours:
        return f"{min(ours - other)} / {min(other - ours)}"
    role = roles().get(a.role)
    if role is not None and role.event:
        return ""
    named = [name for name in a.names if said.isdisjoint(_stems(name))]
    if named and len(named) == len(a.names) and any(not said.isdisjoint(_stems(name)) for name in b.names):
        return f"told of {min(named)}"
    measured = role.nouns if role is not None else frozenset()
    plain = a.owner and a.owner != "organisation" and a.owner not in measured | generic_nouns() and not a.speaker
    known = any(not said.isdisjoint(_stems(key)) for key in b.subjects)
    return (
        f"told of {a.owner}" if plain and known and here >= _stems(a.owner) and said.isdisjoint(_stems(a.owner)) else ""
    )


def _sentence(mention: Mention) -> frozenset[str]:
    return stems_of(_text(mention))


def _stems(key: str) -> set[str]:
    return {stem(word) for word in key.split()}


def settles(figure: Figure) -> bool:
    """True for a figure told so exactly that no source has it by chance: three digits or more, a full date."""
    if figure.when is not None:
        return figure.when.granularity in ("day", "minute")
    if figure.value is None:
        return False
    digits = f"{figure.value:f}".replace(".", "").strip("0-")
    return len(digits) >= 3

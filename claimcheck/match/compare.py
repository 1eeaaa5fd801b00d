"""Two statements the user has put side by side: the same thing unless something objects (DESIGN 5).

Each figure of B is paired with the figure of A whose surroundings are most alike, one to one. Even this prior can say
"unrelated".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from claimcheck.match.comparisons import comparable
from claimcheck.match.judge import COMPATIBLE
from claimcheck.match.likeness import against, barred, likeness, strangeness
from claimcheck.match.sides import Side, View, side
from claimcheck.match.weighing import dated_apart, updated, weigh
from claimcheck.model import Judgement, Link

UNANSWERED = "no figure of one answers a figure of the other"
_LEAST = 0.3  # likeness below which a conflict is not believed
_RIVAL = 0.15  # a candidate that much short of the best, by its likeness, may as well be the one meant …
_EQUAL = 3.0  # … and one with the very same value when it falls short by this
_STRANGE = 6  # words of a claim that the first statement does not know
_EDGES = ".,;:!?()“”\"'’"
_UNRELATED = 0.15  # share of B's content words that A must hold for the two to be about one thing


class Sides(NamedTuple):
    """The outcome before the rules have worded it."""

    verdict: str  # conflict agree compatible unrelated
    reason: str
    score: float
    links: tuple[Link, ...]


class Candidate(NamedTuple):
    """Two figures that may be one thing: how alike they are, and where that ranks among the others."""

    likeness: float
    rank: float


Candidates = Mapping[tuple[int, int], Candidate]


def pair_up(a: Side, b: Side) -> Sides:
    """Pair the figures of two statements and say what follows."""
    if _echoes(a, b):
        return _echoed(a, b)
    wanted = [j for j, view in enumerate(b.views) if _claimed(view, b)]
    events = [j for j, v in enumerate(b.views) if j not in wanted and v.mention.about.role]
    candidates = _candidates(a, b, [*wanted, *events])
    links: list[Link] = []
    used: set[int] = set()
    matched: set[int] = set()
    for (i, j), found in sorted(candidates.items(), key=lambda item: -item[1].rank):
        if i in used or j in matched or found.likeness < _LEAST:
            continue
        used.add(i)
        matched.add(j)
        judgement = _undisputed(a, b, i, j, candidates)
        if j in events and judgement.outcome != "conflict":
            continue  # the day of an event, told beside other figures, settles nothing by agreeing
        one, other = a.views[i], b.views[j]
        score = min(1.0, found.likeness / 4)
        links.append(Link(one.mention, other.mention, score, _shared(one, other), judgement, "pair"))
    if not any(link.judgement.outcome == "conflict" for link in links):
        links += _misdated(links)
    return _verdict(a, b, wanted, links)


def _echoes(a: Side, b: Side) -> bool:
    """True for one sentence twice, word for word but for its figures.

    Another date beside a figure that differs, or another year beside any, is another scope.
    """
    if a.frame != b.frame or len(a.views) != len(b.views):
        return False
    pairs = list(zip(a.views, b.views, strict=True))
    whens = [one.mention.figure.when for one in a.views]
    apart = [when for when, pair in zip(whens, pairs, strict=True) if _in_place(*pair).outcome != "agree"]
    plain = [when is None for when in whens]
    years = any(when is not None and when.granularity == "year" for when in apart)
    return not (any(plain) and (years or {when is None for when in apart} == {True, False}))


def _echoed(a: Side, b: Side) -> Sides:
    """One sentence twice, word for word: each figure answers the one in its place, and nothing else is needed."""
    links = [
        Link(one.mention, other.mention, 1.0, "both: the same words", _in_place(one, other), "pair")
        for one, other in zip(a.views, b.views, strict=True)
    ]
    return _verdict(a, b, range(len(links)), links)


def _in_place(one: View, other: View) -> Judgement:
    fits = comparable(one.mention.figure, other.mention.figure)
    return weigh(one, other) if fits else COMPATIBLE


def _misdated(links: Sequence[Link]) -> list[Link]:
    """The dates of two figures that say the same of two days."""
    for link in links:
        one, other = link.first.figure, link.second.figure
        even = one.modifier == other.modifier == "exact" and one.value == other.value and one.when is None
        if even and link.judgement.outcome == "agree":
            found = dated_apart(link.first, link.second)
            if found is not None:
                first, second = link.first._replace(figure=found[0]), link.second._replace(figure=found[1])
                return [Link(first, second, link.score, link.reason, found[2], "pair")]
    return []


def _candidates(a: Side, b: Side, wanted: Sequence[int]) -> dict[tuple[int, int], Candidate]:
    found: dict[tuple[int, int], Candidate] = {}
    for j in wanted:
        for i, view in enumerate(a.views):
            bar = barred(view, b.views[j])
            if bar in ("", "role", "noun"):
                score = likeness(view, b.views[j]) - against(view, b.views[j], bar)
                found[i, j] = Candidate(score, score - strangeness(view, b.views[j], (a, b)))
    return found


def _claimed(view: View, whole: Side) -> bool:
    """Dates beside other figures are scope ("as of May 3, it had grossed …"), not what is claimed."""
    plain = any(v.mention.figure.when is None and v.mention.figure.kind != "ordinal" for v in whole.views)
    return view.mention.figure.when is None or not plain


def _undisputed(a: Side, b: Side, i: int, j: int, candidates: Candidates) -> Judgement:
    """The judgement of the pair, unless an equally fitting figure of A agrees with B's."""
    best = weigh(a.views[i], b.views[j])
    if best.outcome != "conflict":
        return best
    if _excused(a, b, i, j, best):
        return COMPATIBLE
    for (other, same), found in candidates.items():
        if same != j or other == i:
            continue
        one, wanted = a.views[other].mention.figure, b.views[j].mention.figure
        even = one.modifier == wanted.modifier == "exact" and one.value == wanted.value
        short = _EQUAL if even else _RIVAL * abs(candidates[i, j].likeness)
        if found.rank >= candidates[i, j].rank - short:
            rival = weigh(a.views[other], b.views[j])
            if rival.outcome != "conflict":
                return rival
    return best


def _excused(a: Side, b: Side, i: int, j: int, found: Judgement) -> bool:
    """True where the two are rather of two times, or two things: a count that has grown since, one of several sums many
    times larger or smaller than what is claimed, a claim most of which the first statement does not know.
    """
    one, other = a.views[i], b.views[j]
    figure = one.mention.figure
    several = sum(v.mention.figure.kind == figure.kind for v in a.views) > 1
    strange = sum(word not in a.stems for word in other.own) >= _STRANGE
    return (
        strange or updated(one.mention, other.mention) or (found.far and several and figure.kind in ("count", "money"))
    )


def _shared(one: View, other: View) -> str:
    words = [w for w in other.window if w in one.window]
    ra, rb = one.mention.about, other.mention.about
    first = [ra.role.replace("-", " ")] if ra.role and ra.role == rb.role else []
    nearest = sorted(words, key=lambda w: -other.window[w])[:5]
    return "both: " + " · ".join(dict.fromkeys([*first, *_written(nearest, other.mention.document.text)]))


def _written(stems: Sequence[str], text: str) -> list[str]:
    """Each stem as the word of the text that it was cut from."""
    words = [word.strip(_EDGES) for word in text.split()]
    return [next((word for word in words if word.lower().startswith(stem)), stem) for stem in stems]


def _verdict(a: Side, b: Side, wanted: Sequence[int], links: Sequence[Link]) -> Sides:
    share = len(a.stems & b.stems) / max(1, len(b.stems))
    related = share >= _UNRELATED or any(
        link.first.about.noun == link.second.about.noun != "" or link.first.about.role == link.second.about.role != ""
        for link in links
    )
    conflicts = [link for link in links if link.judgement.outcome == "conflict"]
    best = max(links, key=lambda link: link.score, default=None)
    reason = best.reason if best is not None else UNANSWERED
    if not related:
        return Sides("unrelated", "they share hardly a word", share, ())
    if conflicts:
        return Sides("conflict", conflicts[0].reason, conflicts[0].score, tuple(links))
    if links and len(links) == len(wanted) and all(link.judgement.outcome == "agree" for link in links):
        return Sides("agree", reason, share, tuple(links))
    return Sides("compatible" if links or share > 0.5 else "unrelated", reason, share, tuple(links))


__all__ = ["UNANSWERED", "Sides", "pair_up", "side"]

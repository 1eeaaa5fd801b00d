"""Two statements the user has put side by side: the same thing unless a gate objects (DESIGN 5).

Each figure of B is paired with the figure of A whose surroundings are most alike (words weighted by nearness, never the
value), one to one. Even this prior can say "unrelated".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.roles import regions
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.lexicon.words import stem
from claimcheck.match.comparisons import gate, told_apart
from claimcheck.match.judge import arithmetic, judge
from claimcheck.model import Document, Figure, Judgement, Link, Mention
from claimcheck.tokens import Tokens

_DECAY = 0.06  # a word n tokens away weighs 1 / (1 + 0.06 n) …
_OUTSIDE = 0.35  # … and this much of it beyond the comma, semicolon or "and" that closes the figure's own stretch
_LEAD = 0.5
_BOTH_SIDES = 0.6  # the same content word right before, or right after, the two figures
_REGION = 2.0  # "worldwide" and "outside" say which of several sums is meant
_BESIDE = 3
_LEAST = 0.5  # likeness below which a conflict is not believed
_RIVAL = 0.85  # a candidate this close to the best may as well be the one meant
_UNRELATED = 0.2  # share of B's content words that A must hold for the two to be about one thing


class Side(NamedTuple):
    """One statement: its mentions, the words around each, and all its content stems."""

    mentions: tuple[Mention, ...]
    windows: tuple[dict[str, float], ...]
    beside: tuple[tuple[str, str], ...]  # the nearest content word on either side
    stems: frozenset[str]


class Sides(NamedTuple):
    """The outcome before the rules have worded it."""

    verdict: str  # conflict agree compatible unrelated
    reason: str
    score: float
    links: tuple[Link, ...]


def side(document: Document) -> Side:
    """A statement, ready to be compared."""
    mentions: list[Mention] = []
    windows: list[dict[str, float]] = []
    beside: list[tuple[str, str]] = []
    stems: set[str] = set()
    letters = alphabet()
    for claim in document.claims:
        sentence = document.sentences[claim.sentence]
        tokens = Tokens(document.text, letters, sentence.start, sentence.end)
        words, cuts = _content(tokens), _cuts(tokens, claim.figures)
        stems.update(word for word in words if word)
        lead = min((f.head for f in claim.figures if f.when is None), default=0)
        for figure, about in zip(claim.figures, claim.abouts, strict=True):
            if figure.of < 0:
                mentions.append(Mention(document, claim, figure, about))
                windows.append(_window(words, cuts, lead, figure.head, figure.tail))
                before = next((w for w in reversed(words[: figure.head]) if w), "")
                beside.append((before, next((w for w in words[figure.tail :] if w), "")))
    return Side(tuple(mentions), tuple(windows), tuple(beside), frozenset(stems))


_CLOSED = frozenset(("DETERMINER", "PREPOSITION", "PRONOUN", "CONJUNCTION", "AUXILIARY"))


def _content(tokens: Tokens) -> list[str]:
    """A stem for each content word, "" for closed-class words, marks and numbers.

    "outside the United States" speaks of everything but the United States, so what follows "outside" is left out.
    """
    features = alphabet().features
    folded = regions()
    found: list[str] = []
    skipping = False
    for index, letter in enumerate(tokens.letters):
        word = tokens.word(index)
        closed = features(letter) & _CLOSED or not word[:1].isalpha()
        if word == "outside":
            skipping = True
            found.append("outside")
            continue
        if skipping and (word in _MARKS or word[:1].isdigit() or word in ("with", "for", "while")):
            skipping = False
        if word in folded:
            found.append(folded[word])
        else:
            found.append("" if closed or skipping else stem(word.removesuffix("'s").removesuffix("\u2019s")))
    return found


def _window(words: Sequence[str], cuts: Sequence[int], lead: int, head: int, tail: int) -> dict[str, float]:
    """How near each content word stands to the figure [head, tail), its own stretch between cuts counting most."""
    found: dict[str, float] = {}
    first = max((c for c in cuts if c <= head), default=0)
    last = min((c for c in cuts if c >= tail), default=len(words))
    for index, word in enumerate(words):
        if word and index < lead and head - index > _BESIDE:
            found[word] = _LEAD  # the topic, before any figure, is as much about one as about the next
        elif word and not head <= index < tail:
            near = head - index if index < head else index - tail + 1
            weight = (1.0 if first <= index < last else _OUTSIDE) / (1 + _DECAY * near)
            found[word] = max(found.get(word, 0.0), weight)
    return found


def _cuts(tokens: Tokens, figures: Sequence[Figure]) -> list[int]:
    """Where one figure's stretch ends: marks, and the "and"/"with"/"against" that leads over to another figure."""
    heads = [f.head for f in figures]
    found = []
    for index in range(len(tokens)):
        word = tokens.word(index)
        if word in _MARKS or (word in frame_words().leads and any(index < h <= index + 4 for h in heads)):
            found.append(index)
    return found


_MARKS = frozenset(",;:()\u2013\u2014.")


def pair_up(a: Side, b: Side) -> Sides:
    """Pair the figures of two statements and say what follows."""
    share = frozenset(("", *regions()))  # "other territories" is answered by "outside", see _content
    wanted = [j for j, m in enumerate(b.mentions) if _claimed(m, b)]
    scores = {
        (i, j): _likeness(a, b, i, j)
        for j in wanted
        for i in range(len(a.mentions))
        if not gate(a.mentions[i], b.mentions[j], strict=False)
        and told_apart(a.mentions[i].about, b.mentions[j].about) in share
    }
    links: list[Link] = []
    used: set[int] = set()
    matched: set[int] = set()
    for (i, j), score in sorted(scores.items(), key=lambda item: -item[1]):
        if i in used or j in matched or score < _LEAST:
            continue
        used.add(i)
        matched.add(j)
        judgement = _undisputed(a, b, i, j, scores)
        links.append(Link(a.mentions[i], b.mentions[j], min(1.0, score / 4), _shared(a, b, i, j), judgement, "pair"))
    return _verdict(a, b, wanted, links)


def _claimed(mention: Mention, whole: Side) -> bool:
    """Dates beside other figures are scope ("as of May 3, it had grossed …"), not what is claimed."""
    others = any(m.figure.when is None and m.figure.kind != "ordinal" for m in whole.mentions)
    return not (mention.figure.when is not None and others)


def _likeness(a: Side, b: Side, i: int, j: int) -> float:
    left, right = a.windows[i], b.windows[j]
    share = frozenset(regions().values())
    score = sum(
        min(weight, left[word]) * (_REGION if word in share else 1.0) for word, weight in right.items() if word in left
    )
    score += _BOTH_SIDES * sum(x == y != "" for x, y in zip(a.beside[i], b.beside[j], strict=True))
    ra, rb = a.mentions[i].about, b.mentions[j].about
    score += 1.0 * (ra.role != "" and ra.role == rb.role)
    score += 0.8 * (ra.noun != "" and ra.noun == rb.noun) - 0.5 * (ra.noun != "" and rb.noun not in ("", ra.noun))
    score -= 0.4 * len((ra.scopes ^ rb.scopes) - {"forecast", "total", "yearly"})
    score += 0.5 * (a.mentions[i].figure.unit == b.mentions[j].figure.unit)
    score -= 0.5 * (a.mentions[i].figure.kind == "count" and (ra.noun == "") != (rb.noun == ""))
    score -= 0.5 * (a.mentions[i].figure.when is not None and ra.verb != rb.verb)
    return score


def _undisputed(a: Side, b: Side, i: int, j: int, scores: dict[tuple[int, int], float]) -> Judgement:
    """The judgement of the pair, unless an equally fitting figure of A agrees with B's."""
    best = _pragmatic(a.mentions[i].figure, b.mentions[j].figure)
    if best.outcome != "conflict":
        return best
    for (other, same), score in scores.items():
        if same == j and other != i and score >= _RIVAL * scores[i, j]:
            rival = judge(a.mentions[other].figure, b.mentions[j].figure)
            if rival.outcome != "conflict":
                return rival
    return best


_LOWER = ("more-than", "at-least")


def _pragmatic(a: Figure, b: Figure) -> Judgement:
    """As `judge`, but "over 110 million" against "more than 120 million" is a conflict: who knows of 120 says so."""
    found = judge(a, b)
    if found.outcome == "conflict" or a.modifier not in _LOWER or b.modifier not in _LOWER:
        return found
    low_a = a.base.low if a.base is not None else None
    low_b = b.base.low if b.base is not None else None
    if low_a is not None and low_b is not None and low_b > low_a:
        return Judgement("conflict", True, True, arithmetic=arithmetic(a, b), edge=True)
    return found


def _shared(a: Side, b: Side, i: int, j: int) -> str:
    words = [w for w in b.windows[j] if w in a.windows[i]]
    ra, rb = a.mentions[i].about, b.mentions[j].about
    first = [ra.role] if ra.role and ra.role == rb.role else []
    return "both: " + " · ".join(dict.fromkeys([*first, *sorted(words, key=lambda w: -b.windows[j][w])[:5]]))


def _verdict(a: Side, b: Side, wanted: Sequence[int], links: Sequence[Link]) -> Sides:
    share = len(a.stems & b.stems) / max(1, len(b.stems))
    related = share >= _UNRELATED or any(
        link.first.about.noun == link.second.about.noun != "" or link.first.about.role == link.second.about.role != ""
        for link in links
    )
    conflicts = [link for link in links if link.judgement.outcome == "conflict"]
    best = max(links, key=lambda link: link.score, default=None)
    reason = best.reason if best is not None else "no figure of one answers a figure of the other"
    if not related:
        return Sides("unrelated", "they share hardly a word", share, ())
    if conflicts:
        return Sides("conflict", conflicts[0].reason, conflicts[0].score, tuple(links))
    if links and len(links) == len(wanted) and all(link.judgement.outcome == "agree" for link in links):
        return Sides("agree", reason, share, tuple(links))
    return Sides("compatible" if links or share > 0.5 else "unrelated", reason, share, tuple(links))

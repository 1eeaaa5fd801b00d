"""One of two statements put side by side: what stands around each of its figures (DESIGN 5).

A figure is looked at through the words around it, nearer ones weighing more; those of its own stretch, between commas
and the words that lead over to another figure, most. Beside that: which share of a whole it is ("worldwide"), whether
it is a part of a count before it, or the whole of which another figure is a part.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claimcheck.lexicon.compare import compare_words
from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.roles import regions
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.lexicon.words import stem
from claimcheck.match.ranks import ranks
from claimcheck.model import About, Claim, Document, Figure, Mention
from claimcheck.tokens import Tokens

_DECAY = 0.06  # a word n tokens away weighs 1 / (1 + 0.06 n) …
_OUTSIDE = 0.35  # … and this much of it beyond the comma, semicolon or "and" that closes the figure's own stretch
_LEAD = 0.5
_LEFT_OUT = 0.9  # a word said of the whole and left out with its parts
_BESIDE = 3
_STEM = 6  # letters that tell a family of words: "recoveries" and "recovered", "reviews" and "reviewers"
_REGION = 4  # how far before the figure a region word may stand: "for a worldwide total of"
_MARKS = frozenset(",;:()\u2013\u2014.")
_CLOSED = frozenset(("DETERMINER", "PREPOSITION", "PRONOUN", "CONJUNCTION", "AUXILIARY"))
_NUMBER = frozenset(("NUM", "CARDINAL", "SCALE", "GROUP", "FRACTION", "DAY_ENDING"))
_LEADING = 8  # how far before a figure the word may stand that leads over to it


class View(NamedTuple):
    """One figure of a statement and what stands around it. Words are stems cut to the letters of their family."""

    mention: Mention
    window: dict[str, float]  # how near each content word stands
    own: dict[str, float]  # the same for the figure's own stretch alone
    before: str  # the nearest content word on either side
    after: str
    noun: str  # what is counted, a noun left out filled in: "12 cases, of which 5 …"
    region: str = ""  # the share of a whole it is: "worldwide", "outside"
    part: bool = False  # of the count before it
    whole: bool = False  # "out of 28"
    fresh: bool = False  # on top of what was counted before: "12 more", "12 new cases"
    bound: str = ""  # before an ordinal: "more-than" for "after the 57th minute", "loose" for "above number five"
    rank: bool = False  # a place in a ranking, told by "#" or "number"
    place: bool = False  # such a place, however told: "number three", "third place", "third-largest"


class Side(NamedTuple):
    """One statement: its figures as they stand, and all its content words."""

    views: tuple[View, ...]
    stems: frozenset[str]
    frame: tuple[str, ...]  # every word outside the figures, a figure as ""


def family(word: str) -> str:
    """What a word has in common with those made from it: "review" of "reviews", "reviewed", "reviewers"."""
    return stem(word.removesuffix("'s").removesuffix("\u2019s"))[:_STEM]


def side(document: Document) -> Side:
    """A statement, ready to be compared."""
    views: list[View] = []
    stems: set[str] = set()
    frame: list[str] = []
    letters = alphabet()
    for claim in document.claims:
        sentence = document.sentences[claim.sentence]
        tokens = Tokens(document.text, letters, sentence.start, sentence.end)
        claim = _with_ranks(claim, tokens)
        words = _content(tokens, claim.figures)
        stems.update(word for word in words if word)
        frame += _frame(tokens, claim.figures)
        views += _views(document, claim, tokens, words)
    return Side(tuple(views), frozenset(stems), tuple(frame))


def _with_ranks(claim: Claim, tokens: Tokens) -> Claim:
    """The claim with the places in a ranking that it names, in the order of the sentence."""
    found = [(figure, About()) for figure in ranks(tokens, claim.figures)]
    if not found:
        return claim
    both = sorted([*zip(claim.figures, claim.abouts, strict=True), *found], key=lambda pair: pair[0].head)
    return claim._replace(figures=tuple(f for f, _ in both), abouts=tuple(a for _, a in both))


def _frame(tokens: Tokens, figures: Sequence[Figure]) -> list[str]:
    """The sentence with each figure left blank; what is counted stays."""
    inside: dict[int, int] = {}
    for figure in figures:
        spared = figure.kind in ("count", "ordinal")
        inside.update(
            dict.fromkeys(_numeral(tokens, figure) if spared else range(figure.head, figure.tail), figure.head)
        )
    heads = set(inside.values())
    return ["" if k in heads else tokens.word(k) for k in range(len(tokens)) if k in heads or k not in inside]


def _views(document: Document, claim: Claim, tokens: Tokens, words: Sequence[str]) -> list[View]:
    cuts = _cuts(tokens, claim.figures)
    heads = [f.head for f in claim.figures if f.when is None]
    lead = min(heads, default=0)
    topic = lead if len(heads) > 1 else 0  # of a single figure the whole statement is its own stretch
    shares = _regions(tokens, words, claim.figures, cuts)
    found: list[View] = []
    last: View | None = None  # the count before, and what it counted
    previous: Figure | None = None
    for figure, about in zip(claim.figures, claim.abouts, strict=True):
        if figure.of >= 0:
            continue
        noun = "" if about.noun in regions() else about.noun
        bare = figure.kind == "count" and not noun and _elided(tokens, figure)
        part = (bare and last is not None and _is_part(tokens, figure, last)) or _of_them(tokens, figure)
        if bare and last is not None:
            noun = last.noun
            about = about._replace(role=about.role or last.mention.about.role) if part else about
        window = _window(words, cuts, lead, figure.head, figure.tail)
        if part and last is not None:
            whole = last.mention.figure
            window = {**window, **{w: _LEFT_OUT for w in words[whole.head : whole.tail] if w}}
        view = View(
            Mention(document, claim, figure, about),
            window,
            _own(words, cuts, topic, figure.head, figure.tail),
            next((w for w in reversed(words[: figure.head]) if w), ""),
            next((w for w in words[figure.tail :] if w), ""),
            noun,
            shares.get(figure.head, ""),
            part,
            previous is not None and _is_whole(tokens, previous, figure),
            figure.change == "more" or _fresh(tokens, figure),
            _ordinal_bound(tokens, figure) if figure.kind == "ordinal" else "",
            figure.kind == "ordinal" and tokens.word(figure.head) in compare_words().rank,
            figure.kind == "ordinal" and _is_place(tokens, figure),
        )
        found.append(view)
        previous = figure
        if figure.kind == "count" and noun:
            last = view
    return found


def _content(tokens: Tokens, figures: Sequence[Figure]) -> list[str]:
    """The family of each content word, "" for closed-class words, marks, numbers and what bounds them.

    "outside the United States" speaks of everything but the United States, so what follows "outside" is left out.
    """
    features = alphabet().features
    folded = regions()
    idle = compare_words().idle
    numeric = {k for figure in figures for k in _numeral(tokens, figure)}
    found: list[str] = []
    skipping = False
    for index, letter in enumerate(tokens.letters):
        word = tokens.word(index)
        closed = features(letter) & _CLOSED or not word[:1].isalpha() or index in numeric or word in idle
        if word == "outside":
            skipping = True
            found.append("outside")
            continue
        if skipping and (word in _MARKS or word[:1].isdigit() or word in ("with", "for", "while")):
            skipping = False
        if word in folded:
            found.append(folded[word])
        else:
            found.append("" if closed or skipping else family(word))
    return found


def _numeral(tokens: Tokens, figure: Figure) -> range:
    """The tokens that only say how much: "more than 12 million" of "more than 12 million hits", all of "9 percent"."""
    if figure.when is not None:
        return range(0)  # the month stands for the time of the year: two reports of one event are days apart
    if figure.kind not in ("count", "ordinal"):
        return range(figure.head, figure.tail)
    features = alphabet().features
    numbers = [k for k in range(figure.head, figure.tail) if features(tokens.letters[k]) & _NUMBER]
    return range(figure.head, numbers[-1] + 1) if numbers else range(0)


def _window(words: Sequence[str], cuts: Sequence[int], lead: int, head: int, tail: int) -> dict[str, float]:
    """How near each content word stands to the figure [head, tail), its own stretch between cuts counting most."""
    found: dict[str, float] = {}
    first, last = _stretch(words, cuts, head, tail)
    for index, word in enumerate(words):
        if word and index < lead and head - index > _BESIDE:
            found[word] = _LEAD  # the topic, before any figure, is as much about one as about the next
        elif word:
            near = head - index if index < head else max(0, index - tail + 1)
            weight = (1.0 if first <= index < last else _OUTSIDE) / (1 + _DECAY * near)
            found[word] = max(found.get(word, 0.0), weight)
    return found


def _own(words: Sequence[str], cuts: Sequence[int], lead: int, head: int, tail: int) -> dict[str, float]:
    """The content words of the figure's own stretch, without the topic before the first figure."""
    found: dict[str, float] = {}
    for index in range(*_stretch(words, cuts, head, tail)):
        if words[index] and not (index < lead and head - index > _BESIDE):
            near = head - index if index < head else max(0, index - tail + 1)
            found[words[index]] = max(found.get(words[index], 0.0), 1 / (1 + _DECAY * near))
    return found


def _stretch(words: Sequence[str], cuts: Sequence[int], head: int, tail: int) -> tuple[int, int]:
    return max((c for c in cuts if c <= head), default=0), min((c for c in cuts if c >= tail), default=len(words))


def _cuts(tokens: Tokens, figures: Sequence[Figure]) -> list[int]:
    """Where one figure's stretch ends: marks, and the "and"/"with"/"against" that leads over to another figure."""
    heads = [f.head for f in figures]
    found = []
    for index in range(len(tokens)):
        word = tokens.word(index)
        if word in _MARKS or (word in frame_words().leads and any(index < h <= index + _LEADING for h in heads)):
            found.append(index)
    return found


def _regions(tokens: Tokens, words: Sequence[str], figures: Sequence[Figure], cuts: Sequence[int]) -> dict[int, str]:
    """Which share of a whole each figure is, by its head. A region word says it of one figure: the one it follows,
    unless nothing but "total of" stands between it and the next ("for a worldwide total of $450 million").
    """
    names = frozenset(regions().values())
    found: dict[int, str] = {}
    plain = [f for f in figures if f.when is None and f.kind != "ordinal"]
    taken: set[int] = set()
    for figure in plain:
        first, _ = _stretch(words, cuts, figure.head, figure.tail)
        end = figure.tail if figure.kind == "money" else figure.head
        near = [k for k in range(max(first, figure.head - _REGION), end) if words[k] in names]
        if near and not any(f.head <= k < f.tail for f in plain if f is not figure for k in near):
            taken.update(near)
            found[figure.head] = words[near[0]]
    for figure in plain:
        following = min((f.head for f in plain if f.head >= figure.tail), default=len(words))
        _, last = _stretch(words, cuts, figure.head, figure.tail)
        after = [k for k in range(figure.tail, min(last, following)) if words[k] in names and k not in taken]
        if after:
            found[figure.head] = words[after[0]]
    return found


def _elided(tokens: Tokens, figure: Figure) -> bool:
    """True for a number that no noun follows: "of which 40 were", "54 in Dorne"."""
    if figure.tail >= len(tokens):
        return True
    word = tokens.word(figure.tail)
    return not word[:1].isalnum() or bool(alphabet().features(tokens.letters[figure.tail]) & _CLOSED)


def _is_part(tokens: Tokens, figure: Figure, last: View) -> bool:
    words = compare_words()
    if last.part:
        return True
    before = [tokens.word(k) for k in range(max(0, figure.head - 3), figure.head)]
    return bool(before) and (
        before[-1] in words.part_marks or any(tuple(before[-len(p) :]) == p for p in words.part_before)
    )


def _of_them(tokens: Tokens, figure: Figure) -> bool:
    after = tuple(tokens.word(k) for k in range(figure.tail, min(len(tokens), figure.tail + 2)))
    return after in compare_words().part_after


def _is_whole(tokens: Tokens, previous: Figure, figure: Figure) -> bool:
    between = [tokens.word(k) for k in range(previous.tail, figure.head)]
    return "of" in between and all(word in compare_words().whole for word in between)


def _fresh(tokens: Tokens, figure: Figure) -> bool:
    near = range(max(0, figure.head - 1), min(len(tokens), figure.tail + 1))
    said = [k for k in near if tokens.word(k) in compare_words().fresh]
    return figure.kind == "count" and any(k + 1 >= len(tokens) or tokens.word(k + 1) != "than" for k in said)


def _ordinal_bound(tokens: Tokens, figure: Figure) -> str:
    words = compare_words()
    for index in (figure.head - 1, figure.head - 2):
        word = tokens.word(index) if index >= 0 else ""
        if word in words.later or word in words.earlier:
            return "more-than" if word in words.later else "less-than"
        if word in words.loose:
            return "loose"
        if word != "the":
            break
    return ""


def _is_place(tokens: Tokens, figure: Figure) -> bool:
    words = compare_words()
    behind = [tokens.word(figure.tail + k) for k in range(2)]
    behind = behind[1:] if behind[0] == "-" else behind[:1]
    return (
        tokens.word(figure.head) in words.rank
        or any(word in words.places or word.endswith("est") for word in behind)
        or (tokens.word(figure.head - 1) in words.placed and _elided(tokens, figure))
    )

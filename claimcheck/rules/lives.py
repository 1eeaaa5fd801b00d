"""What a few sentences say of one life: births, deaths and ages. Helper of age-mismatch and date-order; no rule itself.

A life is a run of sentences of one paragraph about one person: the first opens with a name, a pronoun or "Born", the
others with "he", "she" or "the 40-year-old". Refuses a sentence with another person or a relative in it: whose date
it is would be a guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import takewhile
from typing import NamedTuple

from claimcheck.lexicon import table
from claimcheck.lexicon.words import verb_forms
from claimcheck.model import PROSE_KINDS, Claim, Document, Figure
from claimcheck.rules.days import sentence_of, tokens_of
from claimcheck.rules.reckoning import Same
from claimcheck.tokens import Tokens

_REACH = 8  # tokens between a verb and its date
_FAR = 14  # tokens between "died" and "at the age of 79", the date among them
_OPENING = 8  # tokens of a subject at the start of a sentence
_SHORT = 5  # tokens of "He was 49."
_SPANS = range(12, 111)  # years between the ends of a life in brackets


class Told(NamedTuple):
    """A year of birth or death: its figure, and the year where the figure is a span "(1872–1931)"."""

    figure: Figure
    first: tuple[int, int, int]
    last: tuple[int, int, int]
    span: bool = False


class Age(NamedTuple):
    """An age and when it was: "death", "now", or the figure of the year beside it."""

    figure: Figure
    at: str
    year: Figure | None = None


class Life(NamedTuple):
    """What is told of one person, in reading order."""

    births: tuple[Told, ...]
    deaths: tuple[Told, ...]
    ages: tuple[Age, ...]


@cache
def _row(name: str) -> frozenset[str]:
    return frozenset(table("moments")["lives"][name])


@lru_cache(maxsize=2)
def _lives(key: Same) -> tuple[Life, ...]:
    document = key.document
    text = document.text.lower()
    if not any(word in text for word in _row("told")):
        return ()
    found, chain = [], list[Claim]()
    for claim in document.claims:
        follows = bool(chain) and _follows(document, chain, claim)
        if chain and not follows:
            found.append(_life(document, chain))
            chain = []
        if follows or (claim.figures and _begins(document, claim)):
            chain.append(claim)
    if chain:
        found.append(_life(document, chain))
    return tuple(life for life in found if life.births or life.deaths)


def lives(document: Document) -> tuple[Life, ...]:
    """Every life of which a birth or a death is told; worked out once for both rules."""
    return _lives(Same(document))


def _begins(document: Document, claim: Claim) -> bool:
    """True for a sentence of one person with a date of birth or death in it."""
    if sentence_of(document, claim).kind not in PROSE_KINDS or not any(f.kind == "date" for f in claim.figures):
        return False
    tokens = tokens_of(document, claim)
    told = not _row("told").isdisjoint(tokens.words) or any(_is_span(tokens, f) for f in claim.figures)
    return told and _is_alone(tokens, claim, frozenset())


def _names(tokens: Tokens) -> frozenset[str]:
    """The surname a sentence opens with: of "Otto Brandt died", Brandt."""
    at = 0
    while tokens.surface(at)[:1].isupper() and tokens.word(at).isalpha():
        at += 1
    return frozenset((tokens.word(at - 1),)) if at > 1 else frozenset()


def _follows(document: Document, chain: list[Claim], claim: Claim) -> bool:
    """True when the next sentence goes on about the same person."""
    before, named = chain[-1], _names(tokens_of(document, chain[0]))
    one, other = sentence_of(document, before), sentence_of(document, claim)
    if one.block != other.block or claim.sentence != before.sentence + 1:
        return False
    tokens = tokens_of(document, claim)
    word = tokens.word(0)
    aged = word == "the" and any(f.kind == "age" and f.head == 1 and _bare(tokens, f) for f in claim.figures)
    old = word == "at" and any(f.kind == "age" and f.head in (1, 4) for f in claim.figures)
    old = old and bool((_row("pronouns") | named) & set(tokens.words[2:12]))
    again = word in named and not tokens.surface(1)[:1].isupper()
    return (word in _row("pronouns") or aged or old or again) and _is_alone(tokens, claim, named)


def _bare(tokens: Tokens, age: Figure) -> bool:
    """True for "The 40-year-old now runs …": no noun that may be somebody else's."""
    return tokens.word(age.tail) in _row("after_age")


def _is_alone(tokens: Tokens, claim: Claim, named: frozenset[str]) -> bool:
    """True for a sentence without a relative, a possessor or a second name of a person."""
    words = tokens.words
    if not _row("others").isdisjoint(words) or any(w.endswith(("'s", "’s")) for w in words[:_OPENING]):
        return False
    dated = {i for f in claim.figures for i in range(f.head, f.tail)}
    if words[:1] == ["born"]:  # "Born in Lagos in 1990, Ada Obi moved …"
        end = next((f.tail for f in claim.figures if f.kind == "date" and tokens.word(f.tail) == ","), len(words))
        dated |= set(takewhile(lambda i: tokens.surface(i)[:1].isupper(), range(end + 1, len(words))))
    opening = True
    for at, word in enumerate(words):
        capital = word[:1].isalpha() and tokens.surface(at)[:1].isupper()
        if not capital:
            opening = opening and (word in ("the", "a", "-", ".", "(", '"') or at == 0)
        elif not (opening or at in dated or word in named or word in _nations() or _is_placed(tokens, at)):
            return False
    return True


def _is_placed(tokens: Tokens, at: int) -> bool:
    """True for a name behind a preposition of place: "in Graz", "in the Alps", "moved to Paris"."""
    while at > 0 and tokens.surface(at)[:1].isupper():
        at -= 1
    at -= tokens.word(at) == "the"
    word = tokens.word(at)
    return word in _row("placing") or (word == "to" and tokens.word(at - 1) in _row("moving"))


@cache
def _nations() -> frozenset[str]:
    return frozenset(table("names")["nations"])


def _is_span(tokens: Tokens, figure: Figure) -> bool:
    """True for the "(1872–1931)" behind a name."""
    if figure.kind != "date" or figure.when is None or figure.when.first is None or figure.when.last is None:
        return False
    if tokens.word(figure.head - 1) != "(" or tokens.word(figure.tail) != ")" or "/" not in figure.when.value:
        return False
    named = (tokens.surface(figure.head - 2)[:1].isupper() or tokens.word(0) == "the") and figure.head > 2
    if tokens.word(0) == "the" and tokens.surface(1)[:1].isupper():
        return False  # "The Lenz Institute (1920–1960)"
    return (
        named
        and _row("bodies").isdisjoint(tokens.words[: figure.head])
        and figure.when.last.year - figure.when.first.year in _SPANS
    )


def _life(document: Document, chain: list[Claim]) -> Life:
    births, deaths, ages = list[Told](), list[Told](), list[Age]()
    closing = False  # the sentence before ended with a death
    for claim in chain:
        tokens = tokens_of(document, claim)
        dates = [f for f in claim.figures if f.kind == "date"]
        died = list[Figure]()
        for figure in dates:
            if _is_span(tokens, figure):
                births.append(_end(figure, 0))
                deaths.append(_end(figure, 1))
                continue
            verb = _verb(tokens, figure, dates, claim.figures)
            if verb == "born" and _known(figure):
                births.append(_plain(figure))
            elif verb in _row("died") and _known(figure):
                deaths.append(_plain(figure))
                died.append(figure)
        ages += [a for f in claim.figures if f.kind == "age" for a in _aged(tokens, f, dates, closing)]
        closing = bool(died) and died[-1] is dates[-1]
    return Life(tuple(births), tuple(deaths), tuple(ages))


def _known(figure: Figure) -> bool:
    when = figure.when
    known = when is not None and (when.year is not None or when.relative) and when.first is not None
    return known and figure.modifier == "exact"


def _plain(figure: Figure) -> Told:
    when = figure.when
    if when is None or when.first is None or when.last is None:
        raise ValueError("only resolved dates are told")
    first, last = when.first, when.last
    return Told(figure, (first.year, first.month, first.day), (last.year, last.month, last.day))


def _end(figure: Figure, which: int) -> Told:
    when = figure.when
    if when is None or when.first is None or when.last is None:
        raise ValueError("only resolved dates are told")
    year = (when.first, when.last)[which].year
    return Told(figure, (year, 1, 1), (year, 12, 31), True)


def _verb(tokens: Tokens, date: Figure, dates: list[Figure], figures: tuple[Figure, ...]) -> str:
    """The verb of birth or death that governs a date and has the person of the sentence as subject; else ""."""
    stop = max((d.tail for d in dates if d.tail <= date.head), default=0)
    for at in range(date.head - 1, max(date.head - 1 - _REACH, stop - 1), -1):
        word = tokens.word(at)
        if word == "born" or word in _row("died"):
            ages = [f for f in figures if f.kind == "age"]
            return word if _has_subject(tokens, at, dates + ages) else ""
        if word in _row("breaks"):
            return ""
    return ""


def _has_subject(tokens: Tokens, verb: int, dates: list[Figure]) -> bool:
    """True when nothing but its auxiliaries stands between a verb and a pronoun, the date before or the opening."""
    at = verb - 1
    while at >= 0 and tokens.word(at) in _row("before_verb"):
        if tokens.word(at) in _row("pronouns"):
            return True
        at -= 1
    if at < 0 or any(d.head <= at < d.tail for d in dates):
        return True
    early = at < _OPENING and _row("breaks").isdisjoint(tokens.words[: at + 1])
    plain = not any(w in verb_forms() for w in tokens.words[1 : at + 1])  # "She plays a nurse who died in 1943"
    return early and plain and not any(d.head <= at for d in dates)


def _year_behind(tokens: Tokens, age: Figure, dates: list[Figure]) -> Figure | None:
    """The year of "at the age of 30, in 1972,"."""
    gaps = [",", "in"], ["in"]
    return next((d for d in dates if tokens.words[age.tail : d.head] in gaps and _known(d)), None)


def _aged(tokens: Tokens, age: Figure, dates: list[Figure], closing: bool) -> Iterator[Age]:
    """The age with the time it was reached; nothing where the words leave that open."""
    if age.unit != "year" or age.modifier != "exact":
        return
    lead = tuple(tokens.words[max(age.head - 3, 0) : age.head])
    if "old" in age.surface.lower() and "-" in age.surface:
        if age.head == 1 and tokens.word(0) == "the" and _bare(tokens, age):
            yield Age(age, "now")
        return
    if closing and len(tokens) <= _SHORT and tokens.word(0) in _row("pronouns") and lead[-1:] == ("was",):
        yield Age(age, "death")
        return
    if age.head == 1 and tokens.word(0) == "at":
        verb = next((i for i in range(age.tail, age.tail + 4) if tokens.word(i) == "is"), -1)
        if verb >= 0 and tokens.word(verb + 1) not in _row("hearsay"):
            yield Age(age, "now")
        return
    said = lead[-1:] == ("aged",) or lead[-2:] == ("age", "of") or lead[-1:] == ("at",)
    beside = next((d for d in reversed(dates) if d.tail <= age.head and age.head - d.tail <= 5), None)
    died = next((i for i in range(age.head - 1, max(age.head - _FAR, -1), -1) if tokens.word(i) in _row("died")), -1)
    if said and died >= 0 and _row("breaks").isdisjoint(tokens.words[died : age.head]):
        if _has_subject(tokens, died, dates):
            yield Age(age, "death")
    elif said and beside is not None and _known(beside) and tokens.word(age.tail) in (",", ".", ""):
        if tokens.words[beside.tail : age.head] in (
            [",", "aged"],
            [",", "at", "the", "age", "of"],
            ["aged"],
            ["at", "the", "age", "of"],
        ):
            yield Age(age, "year", beside)
    elif lead[-2:] == ("age", "of") and (later := _year_behind(tokens, age, dates)) is not None:
        yield Age(age, "year", later)
    elif lead[-1:] == ("was",) and tokens.word(age.tail) == "when" and lead[-2:-1] and lead[-2] in _row("pronouns"):
        after = [d for d in dates if d.head >= age.tail]
        if after and after[0].head - age.tail <= _REACH and _known(after[0]):
            clause = set(tokens.words[age.tail : after[0].head])
            if _row("breaks").isdisjoint(clause - {"when"}) and _row("pronouns") & clause:
                yield Age(age, "year", after[0])

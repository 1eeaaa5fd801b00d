"""Statements that an event began at a time, and dated deeds of the same event: helper of relative-date-mismatch.

The words are rows of `moments.toml`. An event counts as the same only by its own noun ("the offensive reached …") or
by those who take part in it ("militia offensive … militia units took"). No rule itself (it has no RULE).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from claimcheck.lexicon import table
from claimcheck.lexicon.words import singular
from claimcheck.model import PROSE_KINDS, Document, Figure
from claimcheck.rules.days import Dated, dated, sentence_of, tokens_of
from claimcheck.tokens import Tokens

REACH = 8  # tokens between a verb and the time it is said to have happened at
SUBJECT = 5  # tokens of a noun phrase looked at
STOPS = frozenset((",", ";", ".", ":", "(", ")", "—", "–", "and", "but", "which", "that", "who"))
LITTLE = frozenset(("the", "a", "an", "this", "that", "its", "their", "his", "her", "of", "in", "and", "new", "latest"))


class Event(NamedTuple):
    """A kind of event: what it is called, and what those who take part in it do."""

    nouns: frozenset[str]
    acts: frozenset[str]


class Beginning(NamedTuple):
    """An event said to have begun, "the militia offensive, which began this week": when, its noun, who takes part."""

    item: Dated
    noun: str
    actors: frozenset[str]
    event: Event


@cache
def _events() -> tuple[Event, ...]:
    rows = table("moments")["event"]
    return tuple(Event(frozenset(row["nouns"]), frozenset(row["acts"])) for row in rows)


@cache
def _words(section: str, row: str) -> frozenset[str]:
    return frozenset(table("moments")[section][row])


def beginnings(document: Document) -> Iterator[Beginning]:
    """Every statement that an event began at a time counted from the dateline."""
    for item in dated(document):
        known = item.when.relative and item.when.first is not None and item.when.last is not None
        if known and item.figure.modifier == "exact" and sentence_of(document, item.claim).kind in PROSE_KINDS:
            tokens = tokens_of(document, item.claim)
            found = _before(tokens, item) or _after(tokens, item)
            if found is not None:
                yield found


def _before(tokens: Tokens, item: Dated) -> Beginning | None:
    """The verb left of the time: "… offensive, which began this week", "militias launched an offensive on Monday"."""
    between = _words("begins", "between")
    nouns = frozenset(noun for event in _events() for noun in event.nouns)
    for at in range(item.figure.head - 1, max(item.figure.head - 1 - REACH, -1), -1):
        word = tokens.word(at)
        if word in _words("begins", "verbs"):
            return _subject(tokens, item, at) or _object(tokens, item, at)
        if word not in between and word not in nouns and not word.isalpha():
            return None
    return None


def _after(tokens: Tokens, item: Dated) -> Beginning | None:
    """The time first: "On Monday militias launched an offensive", "This week the strike began"."""
    for at in range(item.figure.tail, min(item.figure.tail + REACH, len(tokens))):
        if tokens.word(at) in _words("begins", "verbs"):
            return _subject(tokens, item, at) or _object(tokens, item, at)
        if tokens.word(at) in STOPS and at > item.figure.tail:
            return None
    return None


def _subject(tokens: Tokens, item: Dated, verb: int) -> Beginning | None:
    """The event as subject of the verb, relative pronoun and auxiliaries passed over."""
    at = verb - 1
    while at > 0 and tokens.word(at) in _words("begins", "between") and verb - at < REACH:
        at -= 1
    for index in range(at, max(at - REACH, -1), -1):  # "the offensive in the hill country, which began …"
        if tokens.word(index) in STOPS or tokens.word(index) in _words("begins", "verbs"):
            return None
        found = _beginning(item, tokens.word(index), _phrase(tokens, index - 1))
        if found is not None:
            return found
    return None


def _object(tokens: Tokens, item: Dated, verb: int) -> Beginning | None:
    """The event as what was launched; the subject of the verb are the actors."""
    if tokens.word(verb) not in _words("begins", "transitive"):
        return None
    for at in range(verb + 1, min(verb + 1 + SUBJECT, len(tokens))):
        if tokens.word(at) in STOPS:
            return None
        if any(tokens.word(at) in event.nouns for event in _events()):
            return _beginning(item, tokens.word(at), _phrase(tokens, verb - 1) | _phrase(tokens, at - 1))
    return None


def _beginning(item: Dated, noun: str, phrase: frozenset[str]) -> Beginning | None:
    if phrase & _words("other_event", "words"):
        return None
    event = next((e for e in _events() if noun in e.nouns), None)
    return None if event is None else Beginning(item, noun, phrase - event.nouns, event)


def _phrase(tokens: Tokens, at: int) -> frozenset[str]:
    """The singulars of the words of the noun phrase that ends at `at`."""
    found = []
    for index in range(at, max(at - SUBJECT, -1), -1):
        word = tokens.word(index)
        if word in ("'", "’"):  # "the farmers' protest"
            continue
        if word in STOPS or not word[:1].isalpha() or word in _words("begins", "verbs"):
            break
        if word in ("the", "a", "an"):
            break
        found.append(singular(word.removesuffix("'s").removesuffix("’s")))
    return frozenset(found) - LITTLE


def deeds(document: Document, beginning: Beginning) -> Iterator[Dated]:
    """Dated deeds of the same event: its noun or its actors as subject, an act of such events as verb, a single day."""
    for item in dated(document):
        if item.figure == beginning.item.figure or item.when.granularity not in ("day", "minute"):
            continue
        prose = sentence_of(document, item.claim).kind in PROSE_KINDS
        if item.when.first is None or item.when.relative or item.figure.modifier != "exact" or not prose:
            continue
        if _does(tokens_of(document, item.claim), item, beginning):
            yield item


def _does(tokens: Tokens, item: Dated, beginning: Beginning) -> bool:
    figure = item.figure
    verbs = beginning.event.acts | _words("begins", "verbs")
    for at in range(max(figure.head - 2 * REACH, 0), min(figure.tail + REACH, len(tokens))):
        if tokens.word(at) in verbs and (figure.tail <= at or not STOPS & set(tokens.words[at : figure.head])):
            doers = _phrase(tokens, at - 1)
            acts = tokens.word(at) in beginning.event.acts
            if singular(beginning.noun) in doers or (acts and doers & beginning.actors):
                return not _elsewhere(tokens, figure, at)
    return False


def _elsewhere(tokens: Tokens, figure: Figure, verb: int) -> bool:
    """True when the words up to the verb, the date left out, speak of an earlier or another event."""
    words = (w for i, w in enumerate(tokens.words[: verb + 3]) if not figure.head <= i < figure.tail)
    return not _words("other_event", "words").isdisjoint(words)

"""The words around a figure that bound, hedge or relate it: "at least", "or so", "over", "rose by … to …", "another".

Phrases are rows of modifiers.toml, matched outwards from the figure, longest first. Refuses words that are plain
prepositions where they stand ("over 12 months", "near 3 towns", "under three metres of snow").
"""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.extract.numbers import ARTICLES, DASHES
from claimcheck.extract.parts import Part
from claimcheck.extract.tables import Tables
from claimcheck.lexicon import per_language, table
from claimcheck.lexicon.cues import Cues
from claimcheck.lexicon.modifiers import Modifiers, Phrase
from claimcheck.tokens import Tokens

MOST_PHRASES = 3  # "at least an estimated …", "up to about …"
MOST_FILLERS = 2
SOFT = ("", "exact", "about")
CHANGE_REACH = 9  # tokens to the left in which a verb of change is looked for
PLAIN = ("digits", "words")
SIZES = frozenset(("length", "area", "volume"))
OTHER_WAY = {"less-than": "at-least", "more-than": "at-most"}  # of a bound that is denied: "never fell below 30"
MEASURED = frozenset(("percent", "points", "money", "measure", "duration", "ratio"))


class PlainWords(NamedTuple):
    """Where a bound word is none: races, buildings, work; and the words that deny a bound."""

    raced: frozenset[str]
    built: frozenset[str]
    made: frozenset[str]
    denied: frozenset[str]


@per_language
def plain_words(language: str) -> PlainWords:
    """The rows of modifiers.toml [plain]."""
    rows = table("modifiers", language)["plain"]
    return PlainWords(*(frozenset(rows[name].split()) for name in PlainWords._fields))


def before(tokens: Tokens, part: Part, tables: Tables) -> str:
    """The modifier from the phrases before the figure, or ""; `part.head` moves to the first of them.

    Tokens before `part.floor` belong to the figure before: "35 % more than the 14 billion" bounds nothing.
    """
    modifier = ""
    rules = tables.rules
    for _ in range(MOST_PHRASES):
        at = part.head - 1
        if at < 0:
            break
        found = _phrase(tokens, at, rules)
        key = at
        while found is None and key > 0 and at - key < MOST_FILLERS and tokens.words[key] in rules.between:
            key -= 1
            found = _phrase(tokens, key, rules)
        if found is None:
            break
        head = key - len(found.rest)
        if head < part.floor or (part.compared and head == part.floor and found.rest and tokens.words[key] == "than"):
            break
        if not _meant(tokens, part, head, key, tables.cues):
            break
        meaning = _meaning(tokens, part, head, found.modifier, tables.cues)
        if modifier in SOFT and not (modifier == "about" and meaning == "exact"):
            modifier, part.shade = meaning, found.shade or part.shade
        part.head = head
    return modifier


def _phrase(tokens: Tokens, at: int, rules: Modifiers) -> Phrase | None:
    phrases = rules.left.get(tokens.words[at])
    if phrases is None:
        return None
    words = tokens.words
    for size, known in phrases:
        if size <= at:
            phrase = known.get(tuple(words[at - size : at]))
            if phrase is not None:
                return phrase
    return None


def _meaning(tokens: Tokens, part: Part, head: int, modifier: str, cues: Cues) -> str:
    """What the bound at token `head` says, the other way round where it is denied; a denied change is none."""
    word = tokens.words[head]
    if word in cues.over_exceeding:
        return "at-most" if _denied(tokens, head) else modifier
    levelled = word in cues.change_levels and tokens.word(head - 1) in cues.change_words
    if not levelled or not _denied(tokens, head - 1):
        return modifier
    part.change = "none"
    return OTHER_WAY.get(modifier, modifier)


def _denied(tokens: Tokens, at: int) -> bool:
    """As in "never fell", "has rarely dropped", "cannot exceed": a denial right before token `at`."""
    word = tokens.word(at - 1)
    return word in plain_words().denied or word.endswith(("n't", "n’t"))


def _meant(tokens: Tokens, part: Part, head: int, key: int, cues: Cues) -> bool:
    """False where a bound word is a plain preposition: "over 12 months", "spread over 12 km²", "near 3 towns"."""
    if head != key:
        placed = tokens.words[head] in cues.over_money  # "north of $20 million"
        if tokens.word(key - 1) in plain_words().built and tokens.words[key] == "of":
            return not _is_built(tokens, part, key - 1)
        return not placed or (part.unit is not None and part.unit.dimension == "money")
    word = tokens.words[key]
    if key + 1 < part.head and tokens.words[key + 1] in ARTICLES and word in cues.over_prepositions:
        return False  # "walked out over a 2.5 % offer"
    if word in cues.over_measured and part.unit is None and not part.kind and part.number.style in PLAIN:
        outside = tokens.word(head - 1)
        levelled = outside in cues.change_words or (outside in cues.auxiliaries and part.number.scale > 1)
        return word in cues.change_levels and levelled  # "dropped below 100", "were above 5.7 million"
    if word in cues.over_cover and part.unit is not None and tokens.word(part.tail) == "of":
        return part.unit.dimension != "length"
    if word == "over":
        outside = tokens.word(head - 1)
        if outside.isdecimal() and part.unit is None and not cues.over_paired.isdisjoint(tokens.words):
            return False  # "a blood pressure of 140 over 90"
        if outside in cues.over_taken and _opens(tokens, head - 1):
            return False
        if outside in cues.over_place:
            return tokens.word(part.tail) == "of" and outside in plain_words().made
        if part.unit is not None and part.unit.dimension == "duration" and part.kind != "age":
            return outside in cues.over_bound or tokens.word(part.tail) in cues.per_never | cues.per_counting
        if part.unit is not None and part.unit.dimension == "length":
            return not _is_stretch(tokens, part, head)
    return not (word == "some" and tokens.word(head - 1) in cues.noun_determiners)


def _opens(tokens: Tokens, at: int) -> bool:
    """True for a participle that opens its clause: no subject of its own stands before it."""
    word = tokens.word(at - 1)
    return not word[:1].isalnum() or word == "when"


def _is_built(tokens: Tokens, part: Part, at: int) -> bool:
    """As in "a ceiling of 3 metres", "a floor of 12 rooms": part of a house."""
    if part.unit is None:
        return tokens.words[at] == "floor"
    return part.unit.dimension in SIZES


def _is_stretch(tokens: Tokens, part: Part, head: int) -> bool:
    """As in "falls 300 metres over 14 km", "won over 800 metres": the stretch or race that the rest is told of."""
    if tokens.word(part.tail) == "of":
        return False  # "over 14 km of pipe"
    return (head == part.floor and part.compared) or tokens.word(head - 1) in plain_words().raced


def after(tokens: Tokens, part: Part, tables: Tables) -> str:
    """The modifier just after the figure, or ""; `part.tail` moves past it."""
    at, words = part.tail, tokens.words
    if at >= len(words):
        return ""
    if words[at] in DASHES and tokens.joined(at - 1):
        at += 1
    comma = tokens.word(at) == ","
    at += comma
    for phrase in tables.rules.right.get(tokens.word(at), ()):
        end = at + 1 + len(phrase.rest)
        if comma and (phrase.modifier != "about" or not phrase.rest):
            continue
        if any(tokens.word(at + n + 1) != word for n, word in enumerate(phrase.rest)):
            continue
        following = tokens.word(end)
        if phrase.attached and at > part.number.tail and not tokens.joined(at - 1):
            continue
        if following[:1].isdecimal() or following in tables.cues.numbers:
            return ""
        part.tail = end
        part.shade = phrase.shade
        return phrase.modifier
    return ""


def change(tokens: Tokens, part: Part, kind: str, cues: Cues) -> str:
    """Whether the figure is the size of a change ("by"), its end ("to"), its start ("from"), or so many "more"."""
    words, head = tokens.words, part.head
    outside = words[head - 1] if head else ""
    after = tokens.word(part.number.tail) in cues.change_following
    if after or outside in cues.change_more:
        return "more" if kind != "ratio" else "by" if after else ""
    if outside in ("by", "to", "from"):
        if part.led == "by" and head - 1 == part.floor and outside != "by":
            return outside  # "up 5p to 32p"
        if outside == "by" and kind in MEASURED:
            return "by" if tokens.word(part.tail) != "of" else ""
        recent = words[max(0, head - CHANGE_REACH) : head - 1]
        return outside if not cues.change_words.isdisjoint(recent) else ""
    if words[head] in cues.change_levels:
        return "to" if outside in cues.change_words else ""
    if kind not in MEASURED:
        return ""
    behind = tokens.word(part.tail)
    if kind == "percent" and behind in cues.change_compared:
        return "by"
    at = part.tail + (behind in DASHES)
    length = part.unit is not None and part.unit.dimension in ("length", "duration")
    grown = outside in cues.change_by and not length
    return "by" if grown or tokens.word(at) in cues.change_after else ""

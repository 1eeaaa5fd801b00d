"""The names of a document: who and what it talks about, and the ways it returns to them.

A name is a run of capitalised words ("Hadley Point Air Base", "Anna de Vries"). Shorter forms meet their longest form
("Vries" → "Anna de Vries" where that is unambiguous), acronyms meet their expansion ("Northern Relief Fund (NRF)"),
and definite descriptions meet the last fitting name ("the base" → "Hadley Point Air Base"). Refuses to guess: where two
names fit equally well, the description stays what it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from claimcheck.lexicon import table
from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.vocabulary import vocabulary
from claimcheck.lexicon.words import in_small_letters, singular, verb_forms
from claimcheck.model import BlockKind, Document

_WORD = r"[A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u024f][\w'\u2019]*(?:-[\w'\u2019]+)*"
_JOIN = r"(?:\ (?:of|the|de|da|del|der|den|di|la|le|van|von|bin|al|el|y|for|on|upon|of\ the)(?=\ [A-Z\u00c0-\u024f]))?"
_NAME = re.compile(rf"{_WORD}(?:{_JOIN}[ ]{_WORD})*", re.VERBOSE)
_ACRONYM = re.compile(r"\(([A-Z][A-Z&.]{1,9})\)")
_MAX_NAME = 8  # words; a longer run is a headline in title case


_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his"), "he"),
    **dict.fromkeys(("she", "her"), "she"),
    **dict.fromkeys(("it", "its"), "it"),
    **dict.fromkeys(("they", "their"), "they"),
}
_TITLED = {
    **dict.fromkeys(("mr", "sir", "lord", "king", "prince", "father"), "he"),
    **dict.fromkeys(("mrs", "ms", "miss", "dame", "lady", "queen", "princess", "sister"), "she"),
}


@dataclass(slots=True)
class Names:
    """The names of one document. Keys are folded ("hadley point air base"); `at` are text offsets, ascending."""

    mentions: list[tuple[int, str]] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)  # any folded form → key
    heads: dict[str, list[tuple[int, str]]] = field(default_factory=dict)  # last common word → (at, key)
    counts: dict[str, int] = field(default_factory=dict)
    text: str = ""  # of the document
    genders: dict[str, str] = field(default_factory=dict)  # key → pronoun class it was first spoken of with

    def may_be(self, key: str, pronoun: str) -> bool:
        """True when a pronoun may stand for this name; the first pronoun used of it, or a title, settles which."""
        kind = _PRONOUNS.get(pronoun)
        if not key or kind is None:
            return False
        if key not in self.genders:
            titled = next((_TITLED[w] for w in key.split() if w in _TITLED), "")
            self.genders[key] = titled or kind
        return self.genders[key] == kind or kind == "they"

    def key(self, folded: str) -> str:
        """The key of a folded name: its longest form in this document, itself if it has none."""
        return self.known.get(folded, folded)

    def described(self, head: str, at: int) -> str | None:
        """The name a definite description with this head returns to: the last before `at`, if any has that head."""
        found = self.heads.get(head)
        if not found:
            return None
        place = bisect_left(found, (at, ""))
        return found[place - 1][1] if place else None

    def referent(self, head: str, at: int) -> str | None:
        """The named owner behind a generic noun ("the company"): the one most spoken of before `at`."""
        kind = referents().get(head)
        if kind is None:
            return None
        place = bisect_left(self.mentions, (at, ""))
        before = [key for _, key in self.mentions[:place]]
        if not before:
            return None
        if kind == "person" or (kind != "organisation" and len(set(before)) > 1):
            return None
        before = [key for key in before if not key[:1].isdigit()]
        best = max(dict.fromkeys(before), key=lambda key: (self.counts[key], -before.index(key)))
        return best if self.counts[best] > 1 or best == before[0] else None


@cache
def referents(language: str = "en") -> dict[str, str]:
    """Generic noun → kind of owner it stands for (organisation, place, person, thing)."""
    rows: dict[str, list[str]] = table("roles", language)["referents"]
    return {noun: kind for kind, nouns in rows.items() for noun in nouns}


class _Word(NamedTuple):
    """What is to be known of a word inside a name, looked up once a word; `folded` as `fold` writes it."""

    folded: str
    common: bool  # in the tables in small letters
    calendar: bool  # a month or weekday
    closed: bool  # of a closed class
    join: bool  # "of", "de"


_CLOSED = ("DETERMINER", "PREPOSITION", "PRONOUN", "CONJUNCTION", "AUXILIARY", "NEGATION", "SUBORDINATOR", "RELATIVE")
_OUTER = ("the", "a", "an")


@lru_cache(maxsize=65536)
def _word(written: str) -> _Word:
    word = written.lower().replace("\u2019", "'").replace(".", "")
    word = word[:-2] if word.endswith("'s") else word.rstrip("'")
    features = vocabulary().get(word, frozenset())
    calendar, closed = not features.isdisjoint(("MONTH", "WEEKDAY")), not features.isdisjoint(_CLOSED)
    common = bool(features) or verb_forms().get(word, ("", False))[1]
    return _Word(word, common, calendar, closed, word in frame_words().name_joins)


def fold(name: str) -> str:
    """A name in lower case, possessive ending, dots and outer article off."""
    words = [word for written in name.split() if (word := _word(written).folded)]
    while words and words[0] in _OUTER:
        words = words[1:]
    return " ".join(words)


def find_names(document: Document) -> Names:
    """Every name of the prose, resolved to its longest form."""
    text = document.text
    found = Names(text=text)
    starts = {s.start for s in document.sentences}
    raw: list[tuple[int, str]] = []
    owned: list[tuple[int, str, str]] = []
    returned: dict[str, bool] = {}
    for sentence in document.sentences:
        if sentence.kind in _HEADS and _title_case(text[sentence.start : sentence.end]):
            continue  # every word has a capital, so no capital tells
        for match in _NAME.finditer(text, sentence.start, sentence.end):
            at, end = match.span()
            initial = at == sentence.start or text[at - 1] in _BEFORE_FIRST
            parts = _POSSESSION.split(match[0])
            skipped, name = _trimmed(parts[0], initial, text)
            if len(parts) == 2 and name:
                owned.append((at, name, _trimmed(parts[1], False, text)[1]))
                continue
            if len(parts) > 1:
                skipped, name = _trimmed(match[0], initial, text)
            if name:
                raw.append((at + skipped, _with_noun(name, text, end, returned)))
    raw += _possessives(owned, {name for _, name in raw})
    _resolve(found, _settled(raw, starts), text, sorted(starts))
    return found


def _settled(raw: list[tuple[int, str]], starts: set[int]) -> list[tuple[int, str]]:
    """The mentions in order, those left out that only a sentence's first capital makes a name."""
    inside = {name for at, name in raw if at not in starts and " " not in name}
    for _, name in raw:
        if " " in name:
            inside.update(name.split())
    return sorted((at, name) for at, name in raw if at not in starts or " " in name or name in inside or len(name) < 2)


_BEFORE_FIRST = "\"'\u201c\u2018(["  # marks after which a capital says as little as at the start of a sentence
_HEADS = frozenset((BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION))


def _title_case(line: str) -> bool:
    words = [w for w in line.split() if w[:1].isalpha() and len(w) > 3]
    return len(words) > 2 and sum(w[0].isupper() for w in words) > 0.8 * len(words)


_POSSESSION = re.compile(r"['\u2019]s\ ")
_NOUN = re.compile(r"\ ([a-z]{3,})\b")


def _with_noun(name: str, text: str, end: int, returned: dict[str, bool]) -> str:
    """“Tarvek airfield”: a common noun belongs to the name where the text returns to it as “the airfield”.

    `returned` remembers, for one text, which nouns it returns to.
    """
    match = _NOUN.match(text, end)
    if match is None:
        return name
    noun = match[1]
    known = returned.get(noun)
    if known is None:
        plain = _word(noun).closed or verb_forms().get(noun, ("", False))[1]
        known = returned[noun] = not plain and (f"the {noun}" in text or f"The {noun}" in text)
    return f"{name} {noun}" if known else name


def _possessives(owned: list[tuple[int, str, str]], alone: set[str]) -> list[tuple[int, str]]:
    """“Russia's Hadley Base” is two names where Russia is spoken of by itself; “St Mary's Hospital” is one."""
    owners = {owner for _, owner, _ in owned}
    found = []
    for at, owner, thing in owned:
        if not thing or owner in alone or thing in alone or any(thing != t for _, o, t in owned if o == owner):
            found += [(at, owner)] + [(at + len(owner) + 3, thing)] * bool(thing)
        else:
            found.append((at, f"{owner} {thing}"))
    return found if owners else []


def _trimmed(written: str, initial: bool, text: str) -> tuple[int, str]:
    """The folded name in a run of capitals, and how many characters before it are no part of it.

    Off go the outer article, a first word that needs no capital, months, weekdays and small words at either end.
    """
    pieces = written.split(" ")
    words = [_word(piece) for piece in pieces]
    first, last = 0, len(words)
    while first < last and words[first].folded in _OUTER:
        first += 1
    while first < last:
        word = words[first]
        common = initial and (word.common or in_small_letters(text, word.folded))
        if not (
            common
            or word.join
            or word.calendar
            or (word.closed and last - first > 1 and in_small_letters(text, word.folded))
        ):
            break
        first, initial = first + 1, False
        while first < last and words[first].closed:
            first += 1
    while first < last and (words[last - 1].calendar or words[last - 1].join):
        last -= 1
    size = last - first
    if not 0 < size <= _MAX_NAME or (size == 1 and (len(words[first].folded) < 2 or words[first].closed)):
        return 0, ""
    if size == 1:
        return sum(map(len, pieces[:first])) + first, words[first].folded
    return sum(map(len, pieces[:first])) + first, " ".join([word.folded for word in words[first:last]])


def _joint(raw: list[tuple[int, str]], starts: list[int]) -> set[str]:
    """“Halvorn Tessel”, where a sentence speaks of Halvorn and of Tessel: a union of two, and neither's long form."""
    pairs = {name for _, name in raw if name.count(" ") == 1}
    words = {word for name in pairs for word in name.split()}
    within: dict[str, set[int]] = {}
    for at, name in raw:
        if name in words:
            within.setdefault(name, set()).add(bisect_right(starts, at))
    return {name for name in pairs if set.intersection(*(within.get(word, set()) for word in name.split()))}


def _resolve(found: Names, raw: list[tuple[int, str]], text: str, starts: list[int]) -> None:
    forms = dict.fromkeys(name for _, name in raw)
    joint = _joint(raw, starts)
    by_word: dict[str, list[str]] = {}
    for form in forms:
        for word in (form,) if form in joint else set(form.split()):
            by_word.setdefault(word, []).append(form)
    for form in forms:
        found.known[form] = _longest(form, by_word)
    for match in _ACRONYM.finditer(text):
        expansion = _expansion(match[1], text[max(0, match.start() - 90) : match.start()])
        if expansion:
            folded = fold(expansion)
            found.known[match[1].lower().replace(".", "")] = found.known.get(folded, folded)
    mentions, counts, heads = found.mentions, found.counts, found.heads
    for at, name in raw:
        key = found.known[name]
        mentions.append((at, key))
        counts[key] = counts.get(key, 0) + 1
        for word in key.split():
            heads.setdefault(singular(word), []).append((at, key))


def _longest(form: str, by_word: dict[str, list[str]]) -> str:
    """The one longer name of the document that this form is a part of, else the form itself."""
    words = form.split()
    if len(by_word.get(words[-1], ())) < 2:
        return form
    candidates = [
        other
        for other in by_word[words[-1]]
        if len(other) > len(form) and f" {form} " in f" {other} " and (len(words) > 1 or _part(words[0], other))
    ]
    longest = max(candidates, key=len, default=form)
    rivals = [c for c in candidates if c not in longest and longest not in c and f" {c} " not in f" {longest} "]
    return form if rivals else longest


def _part(word: str, other: str) -> bool:
    words = other.split()
    return word == words[-1] or (word == words[0] and not word.endswith(_ADJECTIVAL))


_ADJECTIVAL = ("ian", "ish", "ese")  # "Russian" is no short form of "Russian Railways"


def _expansion(acronym: str, before: str) -> str:
    """The capitalised words right before "(ABC)" whose initials make ABC, small words skipped."""
    letters = [c for c in acronym.lower() if c.isalpha()]
    words = before.split()
    taken: list[str] = []
    for word in reversed(words):
        if not letters:
            break
        bare = word.strip("\"'\u201c\u201d,").lower()
        if bare[:1] == letters[-1] and word.strip("\"'\u201c")[:1].isupper():
            letters.pop()
        elif bare not in frame_words().name_joins and bare != "and":
            if not (taken and bare[:1].isalpha()):
                return ""
            break
        taken.insert(0, word.strip("\"'\u201c\u201d,"))
    return " ".join(taken) if not letters else ""

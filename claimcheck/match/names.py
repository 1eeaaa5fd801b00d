"""The names of a document: who and what it talks about, and the ways it returns to them.

A name is a run of capitalised words ("Hadley Point Air Base", "Anna de Vries"). Shorter forms meet their longest form
("Vries" → "Anna de Vries" where that is unambiguous), acronyms meet their expansion ("Northern Relief Fund (NRF)"),
and definite descriptions meet the last fitting name ("the base" → "Hadley Point Air Base"). Refuses to guess: where two
names fit equally well, the description stays what it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache, lru_cache

from claimcheck.lexicon import table
from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.vocabulary import vocabulary
from claimcheck.lexicon.words import singular, verb_forms
from claimcheck.model import BlockKind, Document

_WORD = r"[A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u024f][\w'\u2019]*(?:-[\w'\u2019]+)*"
_JOIN = r"(?:\ (?:of|the|de|da|del|der|den|di|la|le|van|von|bin|al|el|y|for|on|upon|of\ the)(?=\ [A-Z\u00c0-\u024f]))?"
_NAME = re.compile(rf"{_WORD}(?:{_JOIN}[ ]{_WORD})*", re.VERBOSE)
_LOWER = re.compile(r"(?<![^\W\d_])[a-z\u00df-\u00f6\u00f8-\u024f]+(?:-[a-z\u00df-\u024f]+)*")
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
    common: frozenset[str] = frozenset()  # lower-case words of the document
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


def fold(name: str) -> str:
    """A name in lower case, possessive ending, dots and outer article off."""
    words = name.lower().replace("\u2019", "'").replace(".", "").split()
    words = [w[:-2] if w.endswith("'s") else w.rstrip("'") for w in words]
    while words and words[0] in ("the", "a", "an"):
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=65536)
def _traits(word: str) -> tuple[bool, bool, bool]:
    """Whether a word is common (in the tables in small letters), a month or weekday, and of a closed class."""
    features = vocabulary().get(word, frozenset())
    calendar = not features.isdisjoint(("MONTH", "WEEKDAY"))
    return bool(features) or verb_forms().get(word, ("", False))[1], calendar, not features.isdisjoint(_CLOSED)


_CLOSED = ("DETERMINER", "PREPOSITION", "PRONOUN", "CONJUNCTION", "AUXILIARY", "NEGATION")


def _common(word: str, lower_words: frozenset[str]) -> bool:
    """True for a capitalised word that is not a name by itself: it starts a sentence, or is a month or weekday."""
    return word in lower_words or _traits(word)[0]


def find_names(document: Document) -> Names:
    """Every name of the prose, resolved to its longest form."""
    found = Names()
    text = document.text
    lower_words = frozenset(_LOWER.findall(text))
    found.common = lower_words
    starts = {s.start for s in document.sentences}
    raw: list[tuple[int, str]] = []
    owned: list[tuple[int, str, str]] = []
    for sentence in document.sentences:
        if sentence.kind in _HEADS and _title_case(text[sentence.start : sentence.end]):
            continue  # every word has a capital, so no capital tells
        for match in _NAME.finditer(text, sentence.start, sentence.end):
            initial = match.start() in starts or _after_quote(text, match.start())
            parts = _POSSESSION.split(match[0])
            if len(parts) == 2 and (owner := _trimmed(parts[0], initial, lower_words)):
                owned.append((match.start(), owner, _trimmed(parts[1], False, lower_words)))
            elif name := _trimmed(match[0], initial, lower_words):
                at = match.start() + max(0, match[0].lower().find(name.split()[0]))
                raw.append((at, _with_noun(name, text, match.end(), lower_words)))
    raw += _possessives(owned, {name for _, name in raw})
    inside = {word for at, name in raw if at not in starts for word in name.split()}
    inside |= {word for at, name in raw if " " in name for word in name.split()}
    raw = [(at, name) for at, name in raw if at not in starts or " " in name or name in inside or len(name) < 2]
    _resolve(found, sorted(raw), text)
    return found


_HEADS = frozenset((BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION))


def _title_case(line: str) -> bool:
    words = [w for w in line.split() if w[:1].isalpha() and len(w) > 3]
    return len(words) > 2 and sum(w[0].isupper() for w in words) > 0.8 * len(words)


_POSSESSION = re.compile(r"['\u2019]s\ ")
_NOUN = re.compile(r"\ ([a-z]{3,})\b")


def _with_noun(name: str, text: str, end: int, lower_words: frozenset[str]) -> str:
    """“Tarvek airfield”: a common noun belongs to the name where the text returns to it as “the airfield”."""
    match = _NOUN.match(text, end)
    if match is None or _closed(match[1]) or verb_forms().get(match[1], ("", False))[1]:
        return name
    return f"{name} {match[1]}" if f"the {match[1]}" in text or f"The {match[1]}" in text else name


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


def _after_quote(text: str, at: int) -> bool:
    return at > 0 and text[at - 1] in "\"'\u201c\u2018(["


def _trimmed(name: str, initial: bool, lower_words: frozenset[str]) -> str:
    words = fold(name).split()
    while words and (
        (initial and _common(words[0], lower_words)) or words[0] in frame_words().name_joins or _calendar(words[0])
    ):
        words, initial = words[1:], False
        while words and _closed(words[0]):
            words = words[1:]
    while words and (_calendar(words[-1]) or words[-1] in frame_words().name_joins):
        words = words[:-1]
    if not words or len(words) > _MAX_NAME or (len(words) == 1 and (len(words[0]) < 2 or _closed(words[0]))):
        return ""
    return " ".join(words)


def _calendar(word: str) -> bool:
    return _traits(word)[1]


def _closed(word: str) -> bool:
    return _traits(word)[2]


def _resolve(found: Names, raw: list[tuple[int, str]], text: str) -> None:
    forms = dict.fromkeys(name for _, name in raw)
    by_word: dict[str, list[str]] = {}
    for form in forms:
        for word in set(form.split()):
            by_word.setdefault(word, []).append(form)
    for form in forms:
        found.known[form] = _longest(form, by_word)
    for match in _ACRONYM.finditer(text):
        expansion = _expansion(match[1], text[max(0, match.start() - 90) : match.start()])
        if expansion:
            folded = fold(expansion)
            found.known[match[1].lower().replace(".", "")] = found.known.get(folded, folded)
    for at, name in raw:
        key = found.key(name)
        found.mentions.append((at, key))
        found.counts[key] = found.counts.get(key, 0) + 1
        for word in key.split():
            found.heads.setdefault(singular(word), []).append((at, key))


def _longest(form: str, by_word: dict[str, list[str]]) -> str:
    """The one longer name of the document that this form is a part of, else the form itself."""
    words = form.split()
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

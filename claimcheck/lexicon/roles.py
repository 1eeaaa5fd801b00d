"""Typed view of `roles.toml` and `scopes.toml`: what a figure measures, and which figure of its kind it is."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from claimcheck.errors import DataError
from claimcheck.lexicon import per_language, table
from claimcheck.lexicon.words import singular

SIDE = "side:"  # begins the name of a scope that is one side of a matter
SIDE_OF = "side-of:"  # … of the noun behind it


class Role(NamedTuple):
    """One row of roles.toml. Words are stems; `after` and `before` are phrases as written."""

    name: str
    dimensions: frozenset[str]
    counted: frozenset[str]
    who: frozenset[str]
    nouns: frozenset[str]
    verbs: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    beside: frozenset[str]
    after: tuple[tuple[str, ...], ...]
    before: frozenset[str]
    things: frozenset[str]
    default: bool
    adjectival: bool
    between: bool
    group: str
    delta: bool
    change: bool
    bearer: bool
    once: bool
    event: bool


_FIELDS = frozenset(Role._fields)


@per_language
def roles(language: str) -> dict[str, Role]:
    """Every role by name. Raises DataError for an unknown field or a row without name or dimensions."""
    found = {}
    for row in table("roles", language)["role"]:
        if not row.get("name") or not row.get("dimensions") or row.keys() - _FIELDS:
            raise DataError(f"roles.toml: role {row.get('name', '?')!r} is malformed", "see the head of the file")
        found[row["name"]] = Role(
            row["name"],
            frozenset(row["dimensions"]),
            frozenset(singular(w) for w in row.get("counted", ())),
            frozenset(singular(w) for w in row.get("who", ())),
            frozenset(singular(w) for w in row.get("nouns", ())),
            frozenset(row.get("verbs", ())),
            tuple(tuple(phrase.split()) for phrase in row.get("phrases", ())),
            frozenset(row.get("beside", ())),
            tuple(tuple(phrase.split()) for phrase in row.get("after", ())),
            frozenset(row.get("before", ())),
            frozenset(singular(w) for w in row.get("things", ())),
            bool(row.get("default")),
            bool(row.get("adjectival")),
            bool(row.get("between")),
            str(row.get("group", "")),
            bool(row.get("delta")),
            bool(row.get("change")),
            bool(row.get("bearer")),
            bool(row.get("once")),
            bool(row.get("event")),
        )
    return found


class Cues(NamedTuple):
    """The roles one dimension can have, indexed by the word that tells."""

    counted: dict[str, str]
    who: frozenset[str]  # those of `counted` that yield to an event
    nouns: dict[str, tuple[str, ...]]
    verbs: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # first word → (phrase, role)
    beside: dict[str, tuple[str, ...]]
    after: dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # first word → (phrase, role)
    before: dict[str, str]
    things: dict[str, str]
    default: str
    adjectival: str


@cache
def cues(dimension: str, language: str = "en") -> Cues:
    """The cue words of every role a dimension can have."""
    counted: dict[str, str] = {}
    nouns: dict[str, tuple[str, ...]] = {}
    verbs: dict[str, tuple[str, ...]] = {}
    beside: dict[str, tuple[str, ...]] = {}
    after: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    before: dict[str, str] = {}
    who: set[str] = set()
    things: dict[str, str] = {}
    default = adjectival = ""
    for role in roles(language).values():
        if dimension not in role.dimensions:
            continue
        counted.update(dict.fromkeys((*role.counted, *role.who), role.name))
        who |= role.who
        before.update(dict.fromkeys(role.before, role.name))
        things.update(dict.fromkeys(role.things, role.name))
        default = role.name if role.default else default
        adjectival = role.name if role.adjectival else adjectival
        for target, words in ((nouns, role.nouns), (verbs, role.verbs), (beside, role.beside)):
            for word in words:
                target[word] = (*target.get(word, ()), role.name)
        for listed, told in ((after, role.after), (phrases, role.phrases)):
            for phrase in told:
                listed[phrase[0]] = (*listed.get(phrase[0], ()), (phrase, role.name))
    return Cues(counted, frozenset(who), nouns, verbs, phrases, beside, after, before, things, default, adjectival)


@per_language
def synonymous(language: str) -> dict[str, str]:
    """Verb → the verb its synonyms are folded to."""
    rows: dict[str, list[str]] = table("roles", language)["predicates"]
    return {verb: key for key, verbs in rows.items() for verb in verbs}


@per_language
def synonyms(language: str) -> dict[str, str]:
    """Counted noun → the word its synonyms are folded to."""
    rows: dict[str, list[str]] = table("roles", language)["synonyms"]
    return {word: key for key, words in rows.items() for word in words}


@per_language
def together(language: str) -> dict[str, str]:
    """Counted noun → what it and its counterpart are together ("men and women" are people)."""
    rows: dict[str, list[str]] = table("roles", language)["together"]
    return {word: key for key, words in rows.items() for word in words}


@per_language
def generic_nouns(language: str) -> frozenset[str]:
    """Counted nouns that a more special one may stand for ("person" for "sailor")."""
    rows: dict[str, list[str]] = table("roles", language)["generic"]
    return frozenset(word for words in rows.values() for word in words)


@per_language
def siblings(language: str) -> frozenset[frozenset[str]]:
    """Pairs of counted nouns of which neither is a kind of the other: men and women."""
    rows: list[list[str]] = table("roles", language)["siblings"]["nouns"]
    return frozenset(map(frozenset, rows))


@per_language
def conditions(language: str) -> frozenset[str]:
    """Prepositions that make a count the condition under which another figure holds."""
    return frozenset(table("scopes", language)["conditions"]["words"])


@per_language
def happenings(language: str) -> dict[str, str]:
    """Nouns for what happens ("fire", "trial") → "event"."""
    rows: list[dict[str, list[str]]] = table("moments", language)["event"]
    return {noun: "event" for row in rows for noun in row["nouns"]}


@per_language
def scope_cues(language: str) -> dict[str, tuple[tuple[tuple[str, ...], str, int, bool], ...]]:
    """First word of a scope cue → (its words, the scope, how near the figure it must stand, whether inside it too).

    A reach of 0 is the whole clause. Sides of one matter are among them, as "side:vote:0", and those that hold for the
    noun behind them, as "side-of:age:0".
    """
    found: dict[str, tuple[tuple[tuple[str, ...], str, int, bool], ...]] = {}
    rows = table("scopes", language)
    entries = [(n, row["words"], int(row["near"]), "inside" in row) for n, row in rows["apart"].items()]
    entries.append(("total", rows["total"]["words"], 6, False))
    for row, sides in rows["sides"].items():
        entries += ((f"{SIDE}{row}:{number}", words, 0, False) for number, words in enumerate(sides))
    for row, sides in rows["sides-of"].items():
        entries += ((f"{SIDE_OF}{row}:{number}", words, 0, False) for number, words in enumerate(sides))
    for name, words, near, inside in entries:
        for cue in words:
            phrase = tuple(cue.split())
            found[phrase[0]] = (*found.get(phrase[0], ()), (phrase, name, near, inside))
    return found


@per_language
def rate_words(language: str) -> dict[str, str]:
    """Scope → the span of time a figure under it is counted per: "yearly" → "year"."""
    rows: dict[str, str] = table("scopes", language)["rates"]
    return rows


@per_language
def speech_verbs(language: str) -> frozenset[str]:
    """Verb forms that introduce who says so."""
    return frozenset(table("scopes", language)["speech"]["verbs"])


@per_language
def regions(language: str) -> dict[str, str]:
    """Word → the share of a whole it speaks of ("outside", "worldwide")."""
    rows: dict[str, list[str]] = table("scopes", language)["regions"]
    return {word: key for key, words in rows.items() for word in words}


@per_language
def contrast_words(language: str) -> frozenset[str]:
    """Words that single out one of several owners ("older", "second"): on one side only, they tell two things apart."""
    rows: list[str] = table("scopes", language)["contrast"]["words"]
    return frozenset(rows)

"""Verbs, singulars and stems: the little morphology that finding clauses and comparing words needs.

Rule-made, table-backed, English spelling rules only; refuses to be a tagger. `inflections` follows the regular spelling
rules (consonant doubling, -y → -ies, silent e); irregular forms are rows of `verbs.toml`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from claimcheck.lexicon import per_language, table

_VOWELS = frozenset("aeiou")
_DOUBLING = ("mit", "fer", "cur", "pel", "bel", "get", "gin", "rol", "quip", "vel", "cel", "nal", "tal", "al")


def _doubles(verb: str) -> bool:
    """Short consonant-vowel-consonant verbs double their last letter (stop → stopped)."""
    return (
        2 < len(verb) <= 5
        and verb[-1] not in "aeiouwxy"
        and verb[-2] in _VOWELS
        and verb[-3] not in _VOWELS
        and sum(c in _VOWELS for c in verb) == 1
    )


def inflections(verb: str) -> tuple[str, str, str]:
    """The regular -s, -ed and -ing forms of a base form."""
    if verb.endswith("e"):
        ing = verb[:-2] + "ying" if verb.endswith("ie") else verb if verb.endswith("ee") else verb[:-1]
        return verb + "s", verb + "d", (ing if ing.endswith("ying") else ing + "ing")
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    long = verb + verb[-1] if _doubles(verb) else verb
    return third, long + "ed", long + "ing"


@per_language
def verb_forms(language: str) -> dict[str, tuple[str, bool]]:
    """Every verb form → (base form, sure): `sure` is False where the form is as often a noun ("reports")."""
    rows = table("verbs", language)
    both = frozenset(rows["both"].split())
    found: dict[str, tuple[str, bool]] = {}
    irregular: dict[str, list[str]] = rows["irregular"]
    for verb in dict.fromkeys((*rows["plain"].split(), *rows["both"].split(), *irregular)):
        third, past, ing = inflections(verb)
        sure = verb not in both
        for form in (verb, third):
            found.setdefault(form, (verb, sure))
        doubled = [verb + verb[-1] + e for e in ("ed", "ing")] if verb.endswith(_DOUBLING) else []
        for form in (*irregular.get(verb, (past,)), ing, *doubled):
            if form not in found or not found[form][1]:
                found[form] = (verb, form not in both)
    return found


@per_language
def unchanging(language: str) -> frozenset[str]:
    """Verbs whose past looks like their base form: cost, cut, hit, put."""
    irregular: dict[str, list[str]] = table("verbs", language)["irregular"]
    return frozenset(verb for verb, forms in irregular.items() if verb in forms)


@per_language
def amounts(language: str) -> frozenset[str]:
    """Plurals of which a bare number tells the level, not how many there are: "shares", "temperatures"."""
    return frozenset(table("verbs", language)["amounts"]["levels"].split())


@per_language
def adjectival(language: str) -> frozenset[str]:
    """Verbs whose base form is as often an adjective: "clean", "open"."""
    return frozenset(table("verbs", language)["adjectival"]["words"].split())


class Tenses(NamedTuple):
    """Words before a verb that tell its time. `ahead`: still to come ("will", "to")."""

    ahead: frozenset[str]


@per_language
def tenses(language: str) -> Tenses:
    """The words that tell the time of a verb."""
    rows = table("verbs", language)["tenses"]
    return Tenses(*(frozenset(rows[name].split()) for name in Tenses._fields))


def base_form(word: str) -> str:
    """The base form of a verb form we know, else the word itself."""
    return verb_forms().get(word, (word, False))[0]


_NOMINAL = (
    ("ation", "ate"),
    ("ation", "e"),
    ("ation", ""),
    ("ion", "e"),
    ("ion", ""),
    ("ment", ""),
    ("al", "e"),
    ("al", ""),
)


@lru_cache(maxsize=65536)
def verb_of(noun: str) -> str:
    """The verb a noun is made from ("negotiation" → "negotiate", "search" → "search"); "" where none is known."""
    known = verb_forms().get(noun)
    if known is not None:
        return known[0]
    for ending, repaired in _NOMINAL:
        if noun.endswith(ending):
            base = noun[: -len(ending)] + repaired
            if verb_forms().get(base, ("",))[0] == base:
                return base
    return ""


@per_language
def _plurals(language: str) -> dict[str, str]:
    found: dict[str, str] = dict(table("verbs", language)["nouns"])
    return found


@per_language
def _kept_e(language: str) -> frozenset[str]:
    """Singulars in -ie, -oe, -che and -use, which the plural's spelling does not tell from -y, -o, -ch and -us."""
    return frozenset(word for words in table("verbs", language)["singulars"].values() for word in words.split())


@lru_cache(maxsize=65536)
def singular(noun: str) -> str:
    """The singular of a lower-case noun, by table then by spelling."""
    known = _plurals().get(noun)
    if known is not None:
        return known
    if len(noun) < 4 or noun.endswith(("ss", "us", "is")) or not noun.endswith("s"):
        return noun
    kept = _kept_e()
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-1] if noun[:-1] in kept else noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes", "zzes", "oes", "uses", "theses")) and noun[:-1] not in kept:
        if noun.endswith("theses"):
            return noun[:-2] + "is"
        return noun[:-1] if noun.endswith(("ouses", "auses")) else noun[:-2]
    return noun[:-1]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A form under which inflections of one word meet: verb base, singular, then common endings off."""
    known = verb_forms().get(word)
    if known is not None:
        return known[0]
    word = singular(word)
    known = verb_forms().get(word)
    if known is not None:
        return known[0]
    for ending in ("ingly", "ation", "ment", "ions", "ion", "ing", "ers", "er", "ed", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)].removesuffix("e")
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


@lru_cache(maxsize=2048)  # asked at each mention of a name: the whole text is searched for a word it does not have
def in_small_letters(text: str, word: str) -> bool:
    """True where a text writes `word`, given in lower case, as a word of its own: then it needs no capital."""
    at = text.find(word) if word else -1
    while at >= 0:
        around = text[at - 1 : at] if at else "", text[at + len(word) : at + len(word) + 1]
        if not any(c.isalnum() or c in "-_" for c in around if c):
            return True
        at = text.find(word, at + 1)
    return False

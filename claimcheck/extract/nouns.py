"""The noun a count counts: "300 aid workers" → worker, "12 of the dead" → dead. Shallow by design: no tagger.

A number governs the words up to its first plural noun, verb, preposition or mark. Refuses to guess past a verb.
"""

from __future__ import annotations

from functools import cache

from claimcheck.lexicon import table
from claimcheck.lexicon.vocabulary import vocabulary
from claimcheck.lexicon.words import singular, verb_forms
from claimcheck.tokens import Tokens

MOST_WORDS = 5
IRREGULAR = frozenset("people men women children police troops cattle sheep aircraft dead wounded injured missing".split())
STATES = frozenset("dead killed injured wounded missing arrested hurt detained hospitalised hospitalized displaced homeless".split())
NEVER = frozenset("which who that than then there here also more fewer less ago later earlier old strong".split())
SKIPPED = frozenset("more other additional further extra new such different".split())


@cache
def stops(language: str = "en") -> frozenset[str]:
    """Words no counted noun reaches across: prepositions, auxiliaries, pronouns, conjunctions, sure verbs."""
    table("verbs", language)
    closed = ("PREPOSITION", "AUXILIARY", "PRONOUN", "CONJUNCTION", "DETERMINER", "NEGATION", "MONTH", "WEEKDAY")
    words = {w for w, features in vocabulary(language).items() if any(f in features for f in closed)}
    return frozenset(words - {"second", "like", "round"}) | NEVER


@cache
def verbs(language: str = "en") -> frozenset[str]:
    """Verb forms that are hardly ever nouns."""
    return frozenset(word for word, (_, sure) in verb_forms(language).items() if sure)


def counted(tokens: Tokens, at: int, *, many: bool) -> tuple[str, int]:
    """The singular noun counted from token `at` on, and where it ends; ("", at) when there is none.

    `many`: the number is not one, so a plural noun ends the search and a singular one hardly counts.
    """
    low = tokens.low
    end = min(len(low), at + MOST_WORDS + 2)
    if at < end and low[at].rstrip() == "of" and at + 1 < end:
        inner = low[at + 1].rstrip()
        at += 2 if inner in ("the", "its", "their", "his", "her", "these", "those", "our", "all") else 1
        if inner in ("them", "us", "which", "whom", "this", "that"):
            return "", at - 1
        end = min(len(low), at + MOST_WORDS)
    stop, sure = stops(), verbs()
    head, tail, begin = "", at, at
    i = at
    while i < end:
        raw = low[i]
        word = raw.rstrip()
        if word in ("-", "–") and i > begin and low[i - 1] == low[i - 1].rstrip() and raw == word:
            i += 1
            continue
        if not word[:1].isalpha():
            joined = word[:1].isdecimal() and i > begin and low[i - 1] in ("-", "–")
            if joined:
                i += 1
                continue
            break
        if word in STATES and (not head or i == begin):
            return word, i + 1
        if word in stop or (word in sure and i > begin):
            break
        if word in sure and not word.endswith(("ed", "en", "ing")):
            break
        bare = word.removesuffix("'s").removesuffix("\u2019s")
        possessive = bare != word
        plural = word in IRREGULAR or (word.endswith("s") and not word.endswith(("ss", "us", "is")))
        if head and many and _plural(head) and not plural:
            break
        head, tail = bare, i + 1
        i += 1
        if possessive:
            break
        if many and plural and i < end and not _plural(low[i].rstrip()):
            break
    if not head or (head in SKIPPED):
        return "", at
    if many and not _plural(head) and head.endswith(("ed", "ly", "ing")):
        return "", at
    return singular(head), tail


def _plural(word: str) -> bool:
    return word in IRREGULAR or (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")))

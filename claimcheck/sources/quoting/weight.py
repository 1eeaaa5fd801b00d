"""Words that may never be taken for one another: numbers, negations, modal verbs, quantities, units."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from claimcheck.lexicon import per_language
from claimcheck.lexicon.numerals import numerals
from claimcheck.lexicon.quoting import quoting
from claimcheck.lexicon.units import unit_table
from claimcheck.lexicon.vocabulary import vocabulary

NUMBER, NEGATION, MODAL, QUANTITY, UNIT, DATE = "number", "negation", "modal", "quantity", "unit", "date"
_SIGNS = frozenset("+=<>\u2264\u2265\u00b1\u2248\u00d7\u00f7~\u00b2\u00b3\u00b9")


@per_language
def number_words(language: str) -> frozenset[str]:
    """Every word that is a number or a part of one."""
    known = numerals(language)
    groups = (known.small, known.scales, known.groups, known.ordinals, known.denominators, known.multiples)
    return frozenset(word for group in (*groups, known.decades, known.vague) for word in group)


@lru_cache(maxsize=20_000)
def weight(word: str) -> str:
    """The kind of a folded word that changes what is claimed, "" for any other."""
    known = quoting()
    if any(c.isnumeric() for c in word) or word in number_words() or word in _SIGNS:
        return NUMBER
    if word in known.negations or word.endswith("n't"):
        return NEGATION
    if word in known.modals:
        return MODAL
    if word in known.quantifiers:
        return QUANTITY
    features = vocabulary().get(word, frozenset())
    if features & {"MONTH", "WEEKDAY"}:
        return DATE
    return UNIT if word in ("percent", "permille", "\u00b0") or _is_unit(word) else ""


def _is_unit(word: str) -> bool:
    table = unit_table()
    if len(word) == 1 and not word.isalnum():
        return word in table.signs or not word.isascii() or word == "$"
    return word in table.openers and any(len(surface.words) == 1 for surface in table.surfaces[word])


def weighty(words: Sequence[str]) -> list[str]:
    """Those of some words whose place nothing may take."""
    return [word for word in words if weight(word) in (NUMBER, NEGATION, MODAL, QUANTITY)]


def opposed(one: str, other: str) -> bool:
    """True for a word and its contrary: "safe" / "unsafe", "harmless" / "harmful"."""
    known = quoting()
    short, long = sorted((one, other), key=len)
    return any(long == opening + short for opening in known.negative_openings) or any(
        long.endswith(ending) and long.removesuffix(ending) == short.removesuffix("ful")
        for ending in known.negative_endings
    )

"""Words whose company says what a number is: the typed view of `figures.toml`. Word sets only, no grammar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from claimcheck.errors import DataError
from claimcheck.lexicon import table
from claimcheck.lexicon.vocabulary import vocabulary
from claimcheck.lexicon.words import verb_forms

CLOSED = frozenset(
    (
        "PREPOSITION",
        "AUXILIARY",
        "PRONOUN",
        "CONJUNCTION",
        "DETERMINER",
        "NEGATION",
        "MONTH",
        "WEEKDAY",
        "CARDINAL",
        "SCALE",
    )
)


@dataclass(frozen=True, slots=True)
class Cues:
    """The word sets of `figures.toml` (`[section] key` → `section_key`), and three made from other tables.

    `closed`: words of the closed classes, months and number words; `stops`: those and whatever ends a noun phrase;
    `numbers`: number words; `verbs`: verb forms that are hardly ever nouns.
    """

    sets: Mapping[str, frozenset[str]]
    rates: Mapping[str, str]
    closed: frozenset[str]
    stops: frozenset[str]
    numbers: frozenset[str]
    verbs: frozenset[str]

    def __getitem__(self, name: str) -> frozenset[str]:
        """The words of one set. Raises DataError for a name that is no set."""
        try:
            return self.sets[name]
        except KeyError:
            raise DataError(f"figures.toml has no words {name!r}") from None


@cache
def cues(language: str = "en") -> Cues:
    """The cue words of a language."""
    rows = table("figures", language)
    sets = {
        f"{section}_{key}": frozenset(words.split())
        for section, keys in rows.items()
        if section != "rates"
        for key, words in keys.items()
    }
    closed = frozenset(word for word, features in vocabulary(language).items() if features & CLOSED)
    stops = (closed - {"second", "like", "round"}) | sets["noun_never"]
    numbers = frozenset(word for word, features in vocabulary(language).items() if features & {"CARDINAL", "SCALE"})
    verbs = frozenset(word for word, (_, sure) in verb_forms(language).items() if sure)
    return Cues(sets, rows["rates"], closed, stops, numbers, verbs)

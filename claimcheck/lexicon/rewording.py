"""Typed view of `rewording.toml`: what may change in a sentence without changing what it claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import permutations
from typing import NamedTuple, TypeVar

from claimcheck.errors import DataError
from claimcheck.lexicon import per_language, table

T = TypeVar("T")


class Rewording(NamedTuple):
    """One set a question; what each is for stands above its row."""

    free: frozenset[str]
    last: frozenset[str]
    weighty: frozenset[str]
    caseless: frozenset[str]
    relative: frozenset[str]
    leads: frozenset[str]
    clauses: frozenset[str]
    reports: frozenset[str]
    infinitive: frozenset[str]
    be: frozenset[str]
    by: frozenset[str]
    dating: frozenset[str]
    modifying: frozenset[str]
    vague: frozenset[str]
    joints: frozenset[str]
    scopes: frozenset[str]
    bound: frozenset[str]
    times: frozenset[str]
    negations: frozenset[str]
    contracted: Mapping[str, str]
    alike: Mapping[str, frozenset[int]]  # word → the rows of synonyms it stands in
    confusable: Mapping[str, frozenset[str]]  # word → words that a slip would make of it, and that are words

    def same(self, one: str, other: str) -> bool:
        """True for two words that stand in one row of synonyms."""
        return bool(self.alike.get(one, frozenset()) & self.alike.get(other, frozenset()))

    def mistaken(self, one: str, other: str) -> bool:
        """True for two words that look like one misspelt, and are not."""
        return other in self.confusable.get(one, frozenset())


@per_language
def rewording(language: str) -> Rewording:
    """The words of a language. Raises DataError for a row too many or too few."""
    rows = dict(table("rewording", language))
    wanted = {*Rewording._fields, "synonyms"} - {"alike", "confusable"}
    if set(rows) != wanted:
        raise DataError("rewording.toml: rows missing or unknown", ", ".join(sorted(set(rows) ^ wanted)))
    alike: dict[str, set[int]] = {}
    forms = [form for row in rows.pop("synonyms") for form in row.split("|")]
    for number, row in enumerate(forms):
        for word in row.split():
            alike.setdefault(word, set()).add(number)
    contracted: Mapping[str, str] = rows.pop("contracted")
    return Rewording(
        **{name: frozenset(row) for name, row in rows.items()},
        contracted=contracted,
        alike=_sealed(alike),
        confusable=_sealed(_confusable(table("confusable", language)["words"])),
    )


def _confusable(rows: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        for one, other in permutations(row.split(), 2):
            found.setdefault(one, set()).add(other)
    return found


def _sealed(found: Mapping[str, set[T]]) -> dict[str, frozenset[T]]:
    return {word: frozenset(several) for word, several in found.items()}

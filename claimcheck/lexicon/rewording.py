"""Typed view of `rewording.toml`: what may change in a sentence without changing what it claims."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

from claimcheck.errors import DataError
from claimcheck.lexicon import per_language, table


class Rewording(NamedTuple):
    """One set a question; what each is for stands above its row."""

    free: frozenset[str]
    leads: frozenset[str]
    reports: frozenset[str]
    be: frozenset[str]
    by: frozenset[str]
    joints: frozenset[str]
    scopes: frozenset[str]
    negations: frozenset[str]
    alike: Mapping[str, frozenset[int]]  # word → the rows of synonyms it stands in
    confusable: frozenset[frozenset[str]]

    def same(self, one: str, other: str) -> bool:
        """True for two words that stand in one row of synonyms."""
        return bool(self.alike.get(one, frozenset()) & self.alike.get(other, frozenset()))


@per_language
def rewording(language: str) -> Rewording:
    """The words of a language. Raises DataError for a row too many or too few."""
    rows = dict(table("rewording", language))
    wanted = {*Rewording._fields, "synonyms"} - {"alike"}
    if set(rows) != wanted:
        raise DataError("rewording.toml: rows missing or unknown", ", ".join(sorted(set(rows) ^ wanted)))
    alike: dict[str, set[int]] = {}
    forms = [form for row in rows.pop("synonyms") for form in row.split("|")]
    for number, row in enumerate(forms):
        for word in row.split():
            alike.setdefault(word, set()).add(number)
    pairs = {frozenset(pair) for row in rows.pop("confusable") for pair in combinations(row.split(), 2)}
    sets = {name: frozenset(row) for name, row in rows.items()}
    return Rewording(
        **sets, alike={word: frozenset(found) for word, found in alike.items()}, confusable=frozenset(pairs)
    )

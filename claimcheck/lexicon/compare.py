"""Typed view of `compare.toml`: the words by which two statements put side by side are read."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.errors import DataError
from claimcheck.lexicon import per_language, table


class CompareWords(NamedTuple):
    """One set a question; what each is for stands above its row."""

    whole: frozenset[str]
    part_before: tuple[tuple[str, ...], ...]
    part_after: tuple[tuple[str, ...], ...]
    part_marks: frozenset[str]
    fresh: frozenset[str]
    later: frozenset[str]
    earlier: frozenset[str]
    loose: frozenset[str]
    places: frozenset[str]
    placed: frozenset[str]
    rank: frozenset[str]
    idle: frozenset[str]
    paired: frozenset[str]
    alike: dict[str, frozenset[str]]  # counted noun → the rows it stands in


@per_language
def compare_words(language: str) -> CompareWords:
    """The sets of a language. Raises DataError for a row too many or too few."""
    rows = dict(table("compare", language))
    if set(rows) != set(CompareWords._fields):
        raise DataError(
            "compare.toml: rows missing or unknown", ", ".join(sorted(set(rows) ^ set(CompareWords._fields)))
        )
    families: dict[str, list[str]] = rows.pop("alike")
    nouns = {noun for family in families.values() for noun in family}
    return CompareWords(
        whole=frozenset(rows["whole"]),
        part_before=tuple(tuple(phrase.split()) for phrase in rows["part_before"]),
        part_after=tuple(tuple(phrase.split()) for phrase in rows["part_after"]),
        part_marks=frozenset(rows["part_marks"]),
        fresh=frozenset(rows["fresh"]),
        later=frozenset(rows["later"]),
        earlier=frozenset(rows["earlier"]),
        loose=frozenset(rows["loose"]),
        places=frozenset(rows["places"]),
        placed=frozenset(rows["placed"]),
        rank=frozenset(rows["rank"]),
        idle=frozenset(rows["idle"]),
        paired=frozenset(rows["paired"]),
        alike={noun: frozenset(name for name, family in families.items() if noun in family) for noun in nouns},
    )

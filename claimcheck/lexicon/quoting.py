"""Typed view of `quoting.toml`: what may differ between a quote and its source, and what never may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from claimcheck.errors import DataError
from claimcheck.lexicon import per_language, table


class Quoting(NamedTuple):
    """One set a question; what each is for stands above its row. `contractions`: short form → its readings in full."""

    negations: frozenset[str]
    negative_endings: tuple[str, ...]
    negative_openings: tuple[str, ...]
    modals: frozenset[str]
    carrying: frozenset[str]
    conditions: frozenset[str]
    quantifiers: frozenset[str]
    continuing: frozenset[str]
    cased: frozenset[str]
    named: frozenset[str]
    fillers: frozenset[str]
    asides: tuple[str, ...]
    contractions: Mapping[str, tuple[tuple[str, ...], ...]]
    spellings: Mapping[str, str]  # American spelling → British
    endings: tuple[tuple[str, str], ...]  # British, American
    least: int
    one_spelling: frozenset[frozenset[str]]
    hyphenated: frozenset[str]
    parted: frozenset[str]
    confusions: tuple[tuple[str, str], ...]  # what is printed, what is read
    ligatures: tuple[str, ...]
    words: frozenset[str]  # words that a scanner makes of other words: they are taken for what they are


_LISTS = ("negations", "modals", "carrying", "conditions", "quantifiers", "continuing", "cased", "named", "fillers")
_TUPLES = ("negative_endings", "negative_openings", "asides")
_TABLES = ("contracted", "spelling", "joining", "scanning")


@per_language
def quoting(language: str) -> Quoting:
    """The words of a language. Raises DataError for a row too many or too few."""
    rows = table("quoting", language)
    if set(rows) != {*_LISTS, *_TUPLES, *_TABLES}:
        wrong = set(rows) ^ {*_LISTS, *_TUPLES, *_TABLES}
        raise DataError("quoting.toml: rows missing or unknown", ", ".join(sorted(wrong)))
    spelling, joining, scanning = rows["spelling"], rows["joining"], rows["scanning"]
    plain: dict[str, Any] = {name: frozenset(rows[name]) for name in _LISTS}
    plain |= {name: tuple(rows[name]) for name in _TUPLES}
    return Quoting(
        **plain,
        contractions=_contractions(rows, language),
        spellings={american: british for british, american in _pairs(spelling["words"])},
        endings=tuple(_pairs(spelling["endings"])),
        least=spelling["least"],
        one_spelling=frozenset(map(frozenset, _pairs(spelling["apart"]))),
        hyphenated=frozenset(joining["apart"]),
        parted=frozenset(joining["parted"]),
        confusions=tuple(_pairs(scanning["confusions"])),
        ligatures=tuple(scanning["ligatures"]),
        words=frozenset(word for row in scanning["words"] for word in row.split()),
    )


def _pairs(rows: list[str]) -> Iterator[tuple[str, str]]:
    for row in rows:
        one, other = row.split(" ")
        yield one, other


def _contractions(rows: Mapping[str, Any], language: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    plain: Mapping[str, list[str]] = table("quotes", language)["contractions"]
    found: dict[str, tuple[tuple[str, ...], ...]] = {short: (tuple(full),) for short, full in plain.items()}
    several: Mapping[str, list[str]] = rows["contracted"]
    found |= {short: tuple(tuple(full.split()) for full in readings) for short, readings in several.items()}
    return found

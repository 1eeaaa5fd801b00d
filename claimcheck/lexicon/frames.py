"""Typed view of `frames.toml`: the small words by which `match` reads the frame of a sentence."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.errors import DataError
from claimcheck.lexicon import per_language, table


class FrameWords(NamedTuple):
    """One set a question; what each is for stands above its row."""

    locative: frozenset[str]
    the: frozenset[str]
    direct: frozenset[str]
    measured: frozenset[str]
    own: frozenset[str]
    introducing: frozenset[str]
    predicate_denials: frozenset[str]
    time_prepositions: frozenset[str]
    leads: frozenset[str]
    ahead: frozenset[str]
    past: frozenset[str]
    name_joins: frozenset[str]
    light_verbs: frozenset[str]
    denials: frozenset[str]
    contrasts: frozenset[str]
    opposites: frozenset[str]
    alike: frozenset[str]
    supposing: frozenset[str]
    shaded: frozenset[str]
    not_all: frozenset[str]
    object_prepositions: frozenset[str]
    hypothetical: frozenset[str]
    settings: frozenset[str]
    be: frozenset[str]
    now: frozenset[str]
    lasting: frozenset[str]
    while_prepositions: frozenset[str]
    before_number: frozenset[str]
    impersonal: frozenset[str]
    pluperfect: frozenset[str]
    passive: frozenset[str]
    after_verb: frozenset[str]


@per_language
def frame_words(language: str) -> FrameWords:
    """The sets of a language. Raises DataError for a row too many or too few."""
    rows: dict[str, list[str]] = dict(table("frames", language))
    if set(rows) != set(FrameWords._fields):
        raise DataError("frames.toml: rows missing or unknown", ", ".join(sorted(set(rows) ^ set(FrameWords._fields))))
    return FrameWords(**{name: frozenset(words) for name, words in rows.items()})

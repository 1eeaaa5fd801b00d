"""The tables that reading figures needs, one language at a time. Holds nothing of its own."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.lexicon import per_language
from claimcheck.lexicon.cues import Cues, cues
from claimcheck.lexicon.modifiers import Modifiers, modifiers
from claimcheck.lexicon.numerals import Numerals, numerals
from claimcheck.lexicon.units import UnitTable, unit_table

_DASHES = frozenset(("-", "‐", "‑", "–"))
_RATES = frozenset(("per", "/", "a", "an", "each", "every", "to", "of", "·", "⋅", "."))
_PAYING = frozenset((".", "r", "n"))


@dataclass(frozen=True, slots=True)
class Tables:
    """Units and currencies, number words, bounds and hedges, cue words.

    The sets are first looks: a figure whose neighbour is in none of them needs none of the readers behind them.
    """

    units: UnitTable
    words: Numerals
    rules: Modifiers
    cues: Cues
    bounding: frozenset[str]  # last words of what may bound a figure from the left
    bounded: frozenset[str]  # first tokens of what may bound it from the right
    rated: frozenset[str]  # first tokens of "per day", "a barrel", "daily", "to the gallon"
    paying: frozenset[str]  # currency signs and codes, and the full stop of one


@per_language
def tables_of(language: str) -> Tables:
    """The tables of a language."""
    units, rules, words = unit_table(language), modifiers(language), cues(language)
    return Tables(
        units,
        numerals(language),
        rules,
        words,
        frozenset(rules.left) | frozenset(rules.between),
        frozenset(rules.right) | _DASHES | {","},
        frozenset(words.rates) | _DASHES | _RATES,
        frozenset(units.signs) | frozenset(units.codes) | _PAYING,
    )

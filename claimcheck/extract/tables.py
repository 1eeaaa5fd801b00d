"""The tables that reading figures needs, one language at a time. Holds nothing of its own."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.lexicon import per_language
from claimcheck.lexicon.cues import Cues, cues
from claimcheck.lexicon.modifiers import Modifiers, modifiers
from claimcheck.lexicon.numerals import Numerals, numerals
from claimcheck.lexicon.units import UnitTable, unit_table


@dataclass(frozen=True, slots=True)
class Tables:
    """Units and currencies, number words, bounds and hedges, cue words."""

    units: UnitTable
    words: Numerals
    rules: Modifiers
    cues: Cues


@per_language
def tables_of(language: str) -> Tables:
    """The tables of a language."""
    return Tables(unit_table(language), numerals(language), modifiers(language), cues(language))

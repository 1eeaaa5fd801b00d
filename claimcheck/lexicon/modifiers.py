"""Bounds and hedges as look-ups: the typed view of `modifiers.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from claimcheck.errors import DataError
from claimcheck.lexicon import table
from claimcheck.tokens import TOKEN

MODIFIERS = frozenset(("exact", "about", "at-least", "more-than", "at-most", "less-than", "nearly", "between"))

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


@dataclass(frozen=True, slots=True)
class Modifiers:
    """`left` is keyed by a phrase's last word (words before it reversed), `right` by its first; longest first."""

    left: Phrases
    right: Phrases
    between: frozenset[str]
    over_bound: frozenset[str]
    over_place: frozenset[str]
    change: frozenset[str]
    change_by: frozenset[str]
    change_after: frozenset[str]
    more: frozenset[str]
    reach: Mapping[str, tuple[Decimal, Decimal]]  # share of the value: as written, loose
    loose: Mapping[str, Decimal]
    counted: int


def _phrases(rows: Mapping[str, list[str]], *, backwards: bool) -> Phrases:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for modifier, phrases in rows.items():
        if modifier not in MODIFIERS:
            raise DataError(f"modifiers.toml: unknown modifier {modifier!r}", f"known: {sorted(MODIFIERS)}")
        for phrase in phrases:
            words = tuple(token.rstrip() for token in TOKEN.findall(phrase.lower()))
            words = words[::-1] if backwards else words
            found.setdefault(words[0], []).append((words[1:], modifier))
    return {first: tuple(sorted(rest, key=lambda r: -len(r[0]))) for first, rest in found.items()}


@cache
def modifiers(language: str = "en") -> Modifiers:
    """The bounds and hedges of a language. Raises DataError for an unknown modifier."""
    rows = table("modifiers", language)
    change = rows["change"]
    return Modifiers(
        left=_phrases(rows["left"], backwards=True),
        right=_phrases(rows["right"], backwards=False),
        between=frozenset(rows["between"]["words"]),
        over_bound=frozenset(rows["over"]["bound"]),
        over_place=frozenset(rows["over"]["place"]),
        change=frozenset(change["words"]),
        change_by=frozenset(change["by"]),
        change_after=frozenset(change["after"]),
        more=frozenset(change["more"]),
        reach={word: (Decimal(a), Decimal(b)) for word, (a, b) in rows["reach"].items()},
        loose={word: Decimal(share) for word, share in rows["loose"].items() if word != "counted"},
        counted=rows["loose"]["counted"],
    )

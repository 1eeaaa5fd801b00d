"""Bounds and hedges as look-ups: the typed view of `modifiers.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from claimcheck.errors import DataError
from claimcheck.lexicon import per_language, table
from claimcheck.lexicon.cues import cues
from claimcheck.tokens import TOKEN

MODIFIERS = frozenset(("exact", "about", "at-least", "more-than", "at-most", "less-than", "nearly", "between"))


class Phrase(NamedTuple):
    """The words of a phrase past its key word, and what it means.

    `attached`: counts only right behind the number ("50 plus countries"). `shade` names a row of [reach] that says more
    than the modifier does: "close" (just over), "odd" (twenty-odd).
    """

    rest: tuple[str, ...]
    modifier: str
    shade: str
    attached: bool


Phrases = Mapping[str, tuple[Phrase, ...]]


Ahead = Mapping[str, tuple[tuple[int, Mapping[tuple[str, ...], Phrase]], ...]]


class Modifiers(NamedTuple):
    """`right` is keyed by a phrase's first word, longest first.

    `left` is keyed by the last word, then by how many stand before it, most first, and by these as they are written.
    """

    left: Ahead
    right: Phrases
    between: frozenset[str]
    reach: Mapping[str, tuple[Decimal, Decimal]]  # share of the value: as written, loose
    loose: Mapping[str, Decimal]
    counted: int


def _phrases(rows: Mapping[str, list[str]], language: str, attached: frozenset[str], *, backwards: bool) -> Phrases:
    found: dict[str, list[Phrase]] = {}
    close, odd = cues(language).over_close, cues(language).over_odd
    for modifier, phrases in rows.items():
        if modifier not in MODIFIERS:
            raise DataError(f"modifiers.toml: unknown modifier {modifier!r}", f"known: {sorted(MODIFIERS)}")
        for phrase in phrases:
            words = tuple(token.rstrip() for token in TOKEN.findall(phrase.lower()))
            near = modifier in ("more-than", "less-than") and not close.isdisjoint(words)
            shade = "close" if near else "" if odd.isdisjoint(words) else "odd"
            words = words[::-1] if backwards else words
            found.setdefault(words[0], []).append(Phrase(words[1:], modifier, shade, phrase in attached))
    return {first: tuple(sorted(rest, key=lambda p: -len(p.rest))) for first, rest in found.items()}


def _ahead(phrases: Phrases) -> Ahead:
    found: dict[str, tuple[tuple[int, Mapping[tuple[str, ...], Phrase]], ...]] = {}
    for word, rows in phrases.items():
        sizes: dict[int, dict[tuple[str, ...], Phrase]] = {}
        for phrase in rows:
            sizes.setdefault(len(phrase.rest), {}).setdefault(phrase.rest[::-1], phrase)
        found[word] = tuple(sizes.items())
    return found


@per_language
def modifiers(language: str) -> Modifiers:
    """The bounds and hedges of a language. Raises DataError for an unknown modifier."""
    rows = table("modifiers", language)
    attached = frozenset(rows["attached"]["words"])
    return Modifiers(
        left=_ahead(_phrases(rows["left"], language, attached, backwards=True)),
        right=_phrases(rows["right"], language, attached, backwards=False),
        between=frozenset(rows["between"]["words"]),
        reach={word: (Decimal(a), Decimal(b)) for word, (a, b) in rows["reach"].items()},
        loose={word: Decimal(share) for word, share in rows["loose"].items() if word != "counted"},
        counted=rows["loose"]["counted"],
    )

"""The written forms of units found in text: longest match in a table keyed by first token, never a regex (DESIGN 8)."""

from __future__ import annotations

from itertools import pairwise

from claimcheck.lexicon.units import Surface, Unit, UnitTable
from claimcheck.tokens import Tokens

REACH = 60  # tokens on either side: how far a word may stand that tells what an ambiguous form means
TOWARDS = frozenset(("to", "for", "into", "towards", "against"))  # "£5m for Egypt": where it goes, not whose it is


def match_unit(tokens: Tokens, at: int, table: UnitTable, *, digits: bool) -> tuple[Surface, int] | None:
    """The longest unit surface that begins at token `at`, and where it ends; symbols count only after digits."""
    words = tokens.words
    if at >= len(words) or words[at] not in table.openers:
        return None
    for surface in table.surfaces[words[at]]:
        if surface.symbol and (not digits or (surface.exact is not None and _runs_on(tokens, at))):
            continue
        end = at + 1 if len(surface.words) == 1 else _spelled_at(tokens, at, surface.words)
        if end == len(words) and words[end - 1] == "." and end > at + 1:
            continue  # the full stop of the sentence, not of the abbreviation
        if end and (surface.exact is None or tokens.text[tokens.begin(at) : tokens.finish(end - 1)] == surface.exact):
            form = words[at] if end == at + 1 else " ".join(word for word, _ in surface.words)
            unit = in_context(tokens, at, form, surface.unit, table)
            return (surface if unit is surface.unit else surface._replace(unit=unit)), end
    return None


def in_context(tokens: Tokens, at: int, form: str, unit: Unit, table: UnitTable) -> Unit:
    """What an ambiguous form at token `at` means here: "948 mb" in a storm, "pesos" in Manila. Else `unit` as it is."""
    if unit.dimension != "money":
        rows = table.either.get(form)
        if rows is not None:
            around = tokens.words[max(0, at - REACH) : at + REACH]
            for other, cues in rows:
                if not cues.isdisjoint(around):
                    return other
        return unit
    choices = table.local.get(form)
    if choices is None:
        return unit
    words = ["", *tokens.words[max(0, at - REACH) : at + REACH]]
    if all(cues.isdisjoint(words) for _, cues in choices) and not any(w.endswith(("'s", "’s")) for w in words):
        return unit
    told = {w.removesuffix("'s").removesuffix("’s") for before, w in pairwise(words) if before not in TOWARDS}
    found = [other for other, cues in choices if not cues.isdisjoint(told)]
    if len(found) != 1:
        return unit
    return found[0] if unit.factor == 1 else unit._replace(base=found[0].base)


def _runs_on(tokens: Tokens, at: int) -> bool:
    """A single letter that digits follow without a space: "618 A330s" are no amperes."""
    return (
        tokens.joined(at)
        and len(tokens.words[at]) == 1
        and tokens.words[at + 1][0].isdecimal()
        and (tokens.words[at] not in ("h", "m"))
    )


def _spelled_at(tokens: Tokens, at: int, surface: tuple[tuple[str, bool], ...]) -> int:
    """Where a surface ends if it stands at token `at` (a hyphen may stand for a space inside it), else 0."""
    words, low = tokens.words, tokens.low
    last = len(surface) - 1
    for n, (word, spaced) in enumerate(surface):
        if at >= len(words) or words[at] != word:
            return 0
        tight = low[at] == word
        at += 1
        if n < last:
            if tight == spaced and not (spaced and at < len(low) and low[at] == "-"):
                return 0
            if spaced and tight:
                at += 1
    return at

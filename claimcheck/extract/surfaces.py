"""The written forms of units found in text: longest match in a table keyed by first token, never a regex (DESIGN 8)."""

from __future__ import annotations

from claimcheck.lexicon.units import Surface, UnitTable
from claimcheck.tokens import Tokens


def match_unit(tokens: Tokens, at: int, table: UnitTable, *, digits: bool) -> tuple[Surface, int] | None:
    """The longest unit surface that begins at token `at`, and where it ends; symbols count only after digits."""
    words = tokens.words
    if at >= len(words):
        return None
    for surface in table.surfaces.get(words[at], ()):
        if surface.symbol and (not digits or (surface.exact is not None and _runs_on(tokens, at))):
            continue
        end = at + 1 if len(surface.words) == 1 else _spelled_at(tokens, at, surface.words)
        if end == len(words) and words[end - 1] == "." and end > at + 1:
            continue  # the full stop of the sentence, not of the abbreviation
        if end and (surface.exact is None or tokens.text[tokens.begin(at) : tokens.finish(end - 1)] == surface.exact):
            return surface, end
    return None


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

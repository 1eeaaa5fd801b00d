"""What differs between a quote and the passage it was taken from, told in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from claimcheck.sources.quoting.forgiving import Side, is_word
from claimcheck.sources.quoting.weight import NEGATION, NUMBER, UNIT, opposed, weight

_SHORT = 80  # characters of a difference that are told


class Difference(NamedTuple):
    """One difference: its kind, the words as quoted and as in the source, "" for none."""

    kind: str  # number negation unit modal quantity date name order missing added word case mark ellipsis
    quoted: str
    there: str


def difference(quoted: Side, there: Side) -> Difference:
    """Two runs of words that are not the same, the kind being the gravest that applies."""
    return Difference(kind_of(quoted, there), quoted.surface, there.surface)


def kind_of(quoted: Side, there: Side) -> str:
    """The kind of a difference."""
    one, other = quoted.folded, there.folded
    if one and other and Counter(one) == Counter(other):
        return "order"
    changed = (Counter(one) - Counter(other)) + (Counter(other) - Counter(one))
    kinds = {weight(word) for word in changed}
    if NEGATION in kinds or (len(one) == len(other) == 1 and opposed(one[0], other[0])):
        return NEGATION
    if NUMBER in kinds:
        return NUMBER
    if not one:
        return "missing"
    if not other:
        return "added"
    if UNIT in kinds:
        return UNIT
    if _named(quoted) and _named(there):
        return "name"
    return next((kind for kind in sorted(kinds) if kind), "word")


def _named(side: Side) -> bool:
    return any(
        side.words.text[side.words.starts[at]].isupper() and (at > 0 or not is_word(side.folded[0]))
        for at in range(side.first, side.last)
        if side.folded[at - side.first] != "i"
    )


def said(differences: Sequence[Difference]) -> str:
    """The gravest difference in one phrase."""
    if not differences:
        return ""
    order = ("negation", "number", "unit", "name", "order", "ellipsis")
    worst = min(differences, key=lambda one: order.index(one.kind) if one.kind in order else len(order))
    quoted, there = _short(worst.quoted), _short(worst.there)
    if worst.kind == "order" and quoted and there:
        return f"“{quoted}” in the quote stands as “{there}” in the source"
    if worst.kind == "ellipsis":
        return worst.there
    if not quoted:
        return f"“{there}” in the source is left out of the quote"
    if not there:
        return f"“{quoted}” in the quote is not in the source"
    return f"“{quoted}” in the quote, “{there}” in the source"


def _short(words: str) -> str:
    return words if len(words) <= _SHORT else words[: _SHORT - 1].rstrip() + "…"

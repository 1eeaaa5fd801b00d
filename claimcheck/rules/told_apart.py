"""Arithmetic whose parts stand in more than one sentence: what may be an operand, and what is a slip of a result.

Not a rule itself (no RULE). The rules ask here for the figures of a sentence and its neighbours that fit a stated
result, and whether the result stated is a slip of the one reckoned rather than something else.
Refuses to guess: an operand that is not the only one of its kind nearby is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from claimcheck.interval import Interval, disjoint, last_digit, last_nonzero_digit, rounded_to
from claimcheck.model import Figure
from claimcheck.rules.reckoning import Line, Reading, grain, middle, reading, reckon
from claimcheck.rules.shares import Place

BACK = 2  # sentences before the statement in which its operands may stand
_WRITTEN = frozenset(("exact", "about", "nearly"))
_OPERAND = frozenset(("", "to", "from"))
_THIRD = 3
_DIGITS = 2  # of one digit, any number is another with one digit wrong
_MOST = Decimal(10) ** 6  # a share, a change or a factor of more is none


def neighbours(every: Sequence[Line], at: int, back: int = BACK) -> list[Line]:
    """The sentences with figures right before sentence `at` in its paragraph, the nearest last."""
    line = every[at]
    found = every[max(at - back, 0) : at]
    return [x for x in found if line.index - x.index <= back and x.sentence.block == line.sentence.block]


def is_bare(figure: Figure) -> bool:
    """True for a number without a unit, which takes that of the figures it stands with: "The train will take 44"."""
    return figure.kind == "count" and figure.dimension == "count" and not figure.unit and not figure.per


def fits(figure: Figure, like: Figure) -> bool:
    """True when a figure may be of one kind with `like`: one dimension and currency, one noun, or a bare number."""
    if figure.per != like.per:
        return False
    if is_bare(figure) or is_bare(like):
        return "ratio" not in (figure.dimension, like.dimension)
    if figure.dimension != like.dimension:
        return False
    return figure.unit == like.unit if figure.dimension in ("count", "money") else figure.kind == like.kind


def operands(lines: Sequence[Line], like: Figure) -> list[Place]:
    """Every figure of the sentences that fits `like`, usable or not: one too many makes the statement ambiguous."""
    return [(line, i) for line in lines for i in line.numbers if fits(line.figures[i], like)]


def usable(place: Place) -> bool:
    """True for a value as such: no bound, no change, no range."""
    figure = place[0].figures[place[1]]
    return figure.modifier in _WRITTEN and figure.change in _OPERAND and figure.value is not None and figure.of < 0


def in_unit(figure: Figure, like: Figure) -> Reading | None:
    """The readings of a figure, a bare number taken in the unit of `like`."""
    found, unit = reading(figure), worth(like)
    if found is None or figure.value is None or not is_bare(figure) or unit is None or is_bare(like):
        return found
    if like.dimension == "count":
        return found
    written = found.tight if found.tight.low != found.tight.high else _digits(figure.value)
    return Reading(written.scaled(unit), written.hull(found.loose).scaled(unit))


def _digits(value: Decimal) -> Interval:
    return rounded_to(value, last_digit(value))


def worth(figure: Figure) -> Decimal | None:
    """How much of the base unit one of the figure's own unit is."""
    centre = middle(figure.tight) if figure.tight is not None else None
    if centre is None or not figure.value or figure.modifier != "exact":
        return None
    return centre / figure.value


def slipped(said: Decimal, due: Decimal) -> bool:
    """True when one number may be the other mistyped, or is no more than a third off."""
    return due > 0 and (abs(said - due) * _THIRD <= due or mistyped(said, due))


def mistyped(said: Decimal, due: Decimal) -> bool:
    """True when one digit is wrong, or two have changed places."""
    finest = min(last_nonzero_digit(said), last_nonzero_digit(due))
    one, other = (str(int(x / finest)) for x in (said, due))
    if len(one) != len(other) or len(one) < _DIGITS:
        return False
    apart = [k for k in range(len(one)) if one[k] != other[k]]
    if len(apart) == 1:
        return True
    turned = len(apart) == 2 and apart[1] == apart[0] + 1
    return turned and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]


def is_slip(
    by: Figure, values: Sequence[Figure], apply: Callable[..., Interval | None], *, ratio: bool = False
) -> bool:
    """True where `apply` to the values gives another result than `by`, yet near enough to be meant as that result.

    Rounding the values may have eaten the difference only where the result is given more finely than they are. The
    unit of a `ratio` is its own, whatever the values are counted in.
    """
    sums = values if ratio else (by, *values)
    like = next((f for f in sums if not is_bare(f)), sums[0])
    found = [r for r in (in_unit(f, like) for f in sums) if r is not None]
    written = reading(by) if ratio else found[0] if found else None
    unit = Decimal(1) if ratio else worth(like)
    if len(found) < len(sums) or written is None or not unit:
        return False
    reckoned = reckon(apply, *found[-len(values) :])
    if reckoned is None or not disjoint(written.loose, reckoned.tight):
        return False
    if grain(by) < max(map(grain, values)) and not disjoint(written.tight, reckoned.loose):
        return False
    said, due = middle(written.tight), middle(reckoned.tight)
    if ratio:
        return said is not None and due is not None and _near(by, said, due)
    return said is not None and due is not None and slipped(round(said / unit, 6), round(due / unit, 6))


def _near(by: Figure, said: Decimal, due: Decimal) -> bool:
    """A slip of a percentage or a factor, with the result given to as many digits as is said."""
    value = by.value if by.value is not None else said
    if by.dimension == "factor":
        return value / 2 <= due <= value * 2
    return due < _MOST and slipped(value, due.quantize(value))

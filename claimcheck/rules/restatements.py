"""Figures that say one thing twice: "20 miles (32 km)", "6 ft/1.83 m", "three (3) months". Not a rule (no RULE).

`restatements` pairs them and says what is wrong with a pair, if anything; CC208 to CC211 each word one kind of fault,
so that a pair gives one finding under the most specific code.
Refuses to compare money in two currencies: exchange rates move.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from claimcheck.interval import Interval, disjoint, rounded_to
from claimcheck.lexicon.units import Unit, unit_table
from claimcheck.model import Figure, Finding
from claimcheck.rules.base import Rule, finding
from claimcheck.rules.reckoning import BOUNDS, Line, cues, step
from claimcheck.wording import number, plural

# Half a step of five is this share of a figure at most: 365 and 4,500 may stand for "to the nearest five", 35 may not.
_FIVES = Decimal("0.06")
_CUT = Decimal("0.002")  # a factor of a length may have been cut off: 0.62
_LINKS = frozenset((("/",), (",", "or"), ("(",), ("(", "or"), ("(", "about")))
_CONVERTED = frozenset(("measure", "duration"))
_ROOTS = {"area": (Decimal(1) / 2,), "volume": (Decimal(1) / 3, Decimal(2) / 3)}

# Beside a temperature: it is a difference of temperatures, not one of them.
_RISES = frozenset(
    (
        "rise",
        "increase",
        "drop",
        "fall",
        "difference",
        "warming",
        "cooling",
        "decline",
        "gain",
        "change",
        "swing",
        "jump",
    )
)
_WARMER = frozenset(("warmer", "cooler", "colder", "hotter", "milder"))
_HIGHER = frozenset((("higher", "than"), ("lower", "than")))
_USUAL = frozenset(("average", "normal", "usual", "pre-industrial", "preindustrial", "seasonal"))


class Fault(Enum):
    """What is wrong with a pair."""

    NONE = ""
    CONVERSION = "conversion"
    DIFFERENCE = "difference"
    LENGTH_FACTOR = "length factor"
    WORDS = "words"


class Restatement(NamedTuple):
    """`figures[second]` restates `figures[first]` of the line; `expected` is what it should be, in its own unit."""

    line: Line
    first: int
    second: int
    fault: Fault
    expected: Decimal | None = None


@lru_cache(maxsize=64)
def restatements(line: Line) -> tuple[Restatement, ...]:
    """Every pair of one sentence, with its fault; worked out once for all rules."""
    found: list[Restatement] = []
    for second in line.numbers:
        first = line.figures[second].of
        if first < 0:
            first = _linked(line, second)
        if first >= 0 and not _opposite(line.figures[first], line.figures[second]) and not _of_another(line, second):
            found.extend(_pair(line, first, second))
    return tuple(found)


_FLOORS, _CEILINGS = ("at-least", "more-than"), ("at-most", "less-than")


def _opposite(a: Figure, b: Figure) -> bool:
    """“Below 1 MB or above 2 GB”: two limits, not one limit in two units."""
    return (a.modifier in _FLOORS and b.modifier in _CEILINGS) or (a.modifier in _CEILINGS and b.modifier in _FLOORS)


def _of_another(line: Line, second: int) -> bool:
    """“15 km (8 miles by the old road)”: the bracket goes on to say what else it speaks of."""
    following = line.after(second, 2)
    return (
        line.before(second, 1) == ("(",) and following[:1] != (")",) and bool(cues("of_another") & set(following[:1]))
    )


def report(rule: Rule, found: Restatement) -> Finding:
    """The finding of a rule on one pair, the restating side first."""
    line, a, b = found.line, found.line.figures[found.first], found.line.figures[found.second]
    known = ""
    if found.expected is not None:
        known = f": {a.surface} is {number(found.expected, _digits(b))} {plural(b.unit)}"
    return finding(
        rule,
        f"“{a.surface}” is not “{b.surface}”{known}",
        (line.locate(found.second, "doubtful"), line.locate(found.first, "against")),
        explanation=(known.removeprefix(": "),) if known else (),
    )


def _digits(figure: Figure) -> int:
    """Significant digits worth showing beside a figure: one more than it has, three at least."""
    return max(3, len((figure.value or Decimal(0)).normalize().as_tuple().digits) + 1)


def _linked(line: Line, second: int) -> int:
    """The figure before, when a bracket, a slash or ", or" joins the two; −1 when they do not say one thing twice."""
    place = line.numbers.index(second)
    if not place:
        return -1
    first = line.numbers[place - 1]
    a, b = line.figures[first], line.figures[second]
    link = line.between(first, second)
    if link not in _LINKS or a.dimension != b.dimension:
        return -1
    converted = a.kind in _CONVERTED and b.kind in _CONVERTED and a.unit != b.unit
    twice = a.unit == b.unit and link == ("(",) and _spelled(a) and not _spelled(b)
    return first if converted or twice else -1


def _pair(line: Line, first: int, second: int) -> Iterator[Restatement]:
    a, b = line.figures[first], line.figures[second]
    if a.dimension != b.dimension or a.value is None or b.value is None or a.tight is None or b.tight is None:
        return
    if a.per and b.per and a.per != b.per:
        return
    if a.unit == b.unit:
        if _spelled(a) and not _spelled(b) and line.after(second, 1) == (")",):
            wrong = disjoint(a.tight, b.tight) and "exact" == a.modifier == b.modifier
            wrong = wrong or (a.modifier in BOUNDS and b.modifier == "exact" and a.value != b.value)
            yield Restatement(line, first, second, Fault.WORDS if wrong else Fault.NONE)
        return
    units = unit_table().units
    if a.dimension in ("money", "count", "ratio") or a.unit not in units or b.unit not in units:
        return
    if a.dimension == "temperature":
        fault = _temperatures(line, first, second, units[a.unit], units[b.unit])
        shifted = (a.value * units[a.unit].factor + units[a.unit].shift - units[b.unit].shift) / units[b.unit].factor
        expected = None if fault is Fault.DIFFERENCE else shifted
        if _is_difference(line, first):
            expected = a.value * units[a.unit].factor / units[b.unit].factor
        yield Restatement(line, first, second, fault, expected)
        return
    fault = Fault.CONVERSION if disjoint(a.tight, _rounder(b, units[b.unit])) else Fault.NONE
    factor = units[a.unit].factor * units[a.unit].scale / (units[b.unit].factor * units[b.unit].scale)
    if fault is Fault.CONVERSION and _by_length(a, b, factor):
        fault = Fault.LENGTH_FACTOR
    yield Restatement(line, first, second, fault, a.value * factor if a.modifier != "between" else None)


def _spelled(figure: Figure) -> bool:
    return not any(c.isdigit() for c in figure.surface)


def _rounded(figure: Figure) -> Interval:
    """What a converted figure may stand for, in its own unit: rounded to its last digit but noughts, or to fives."""
    value = figure.value or Decimal(0)
    last = step(figure)
    if value and (value / last) % 5 == 0 and last * 5 / 2 <= abs(value) * _FIVES:
        last *= 5
    return rounded_to(value, last)


def _rounder(figure: Figure, unit: Unit) -> Interval:
    """The widest reading of a converted figure, in base units."""
    loose = figure.loose or figure.tight
    if figure.modifier != "exact" or loose is None:
        return loose or Interval(None, None)
    return loose.hull(_rounded(figure).scaled(unit.scale * unit.factor, unit.shift))


def _temperatures(line: Line, first: int, second: int, one: Unit, other: Unit) -> Fault:
    """Two temperatures agree as temperatures or, where the text speaks of a rise, as differences."""
    a, b = line.figures[first], line.figures[second]
    tight = rounded_to(a.value or Decimal(0), Decimal(1).scaleb(_exponent(a)))
    if a.low is not None and a.high is not None and a.modifier != "exact":
        tight = Interval(a.low, a.high)
    wide = _rounded(b)
    if b.low is not None and b.high is not None and b.modifier != "exact":
        wide = Interval(b.low, b.high)
    same = not disjoint(tight.scaled(one.factor, one.shift), wide.scaled(other.factor, other.shift))
    apart = not disjoint(tight.scaled(one.factor), wide.scaled(other.factor))
    if apart or (same and not _is_difference(line, first)):
        return Fault.NONE
    return Fault.DIFFERENCE if same else Fault.CONVERSION


def _exponent(figure: Figure) -> int:
    exponent = (figure.value or Decimal(0)).as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _is_difference(line: Line, index: int) -> bool:
    """True when the words say that a temperature is by how much something warmed or cooled."""
    figure = line.figures[index]
    if figure.change == "by" and (figure.modifier not in BOUNDS or "by" in line.before(index, 2)):
        return True  # "rose above 30 °C" is a level
    before, after = line.before(index, 3), [w for w in line.after(index, 9) if w not in ("(", ")")]
    if before[-1:] == ("of",) and _RISES & set(before[:-1]):
        return True
    after = [w for w in after if not any(c.isdigit() for c in w) and w not in ("°", "°c", "°f", "c", "f")][:5]
    return (
        bool(_WARMER & set(after[:2]))
        or tuple(after[:2]) in _HIGHER
        or bool({"above", "below"} & set(after[:2]) and _USUAL & set(after))
    )


def _by_length(a: Figure, b: Figure, factor: Decimal) -> bool:
    """True when an area was converted with the factor of a length (or a volume with that of a length or an area)."""
    if a.value is None or a.value <= 0 or factor <= 0:
        return False
    if not all(f.unit.startswith(("square", "cubic")) for f in (a, b)):
        return False  # nobody takes gallons for a length
    near = _rounded(b)
    wrong = [a.value * (factor.ln() * root).exp() for root in _ROOTS.get(a.dimension, ())]
    return any(not disjoint(near, Interval(value * (1 - _CUT), value * (1 + _CUT))) for value in wrong)

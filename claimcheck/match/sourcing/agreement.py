"""Two figures, the claim's and the source's: does the one stand for the other? Arithmetic only.

A claim may say less precisely what its source says, never more precisely: "4,100" for 4,127 is rounded, "4,127" for
"about 4,100" is not in the source.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from claimcheck.arithmetic import holds
from claimcheck.interval import HALF, Interval, contains, disjoint, last_nonzero_digit, point
from claimcheck.match.comparisons import comparable
from claimcheck.match.judge import converted
from claimcheck.match.sourcing.dates import dates_agree
from claimcheck.model import Base, Figure
from claimcheck.wording import number, plural

_BOUNDED = frozenset(("at-least", "more-than", "at-most", "less-than"))
_LOWER = frozenset(("at-least", "more-than"))
_ABOUT = Decimal("0.05")  # "about 4,100": how far off, beyond rounding, the source may be
_MOST = Decimal("0.1")
_HUNDRED = Decimal(100)
_LARGE = 1000
_WHOSE = re.compile(r"[A-Z]{3}|[A-Za-z]\s?[$£¥₩₨]")  # a code, or letters before the sign
_CLOSE = Decimal("0.25")  # how far a bound may be loosened in the telling
_FAR = 2  # a bound is told of a figure near it: nobody says "more than 40" of 4,000


class Bond(StrEnum):
    """How a figure of the claim stands to a figure of the source."""

    SAME = "same"
    CONVERTED = "converted"
    ROUNDED = "rounded"
    BOUND = "bound"  # the bound of the claim follows from the source: "more than 40" / 43
    DROPPED = "dropped"  # the source's bound was left out: "40" / "more than 40"
    LOOSE = "loose"  # both may be true, and the one does not say the other: "fewer than 500" / "more than 400"
    PRECISE = "precise"  # the claim is more precise than the source


class Agreement(NamedTuple):
    """The bond and, in words, how it was seen."""

    bond: Bond
    how: str = ""


def agree(claim: Figure, source: Figure) -> Agreement | None:
    """How the claim's figure follows from the source's; None where it does not."""
    if claim.when is not None and source.when is not None:
        found = dates_agree(claim, source)
        return Agreement(Bond(found), _told(claim, source)) if found else None
    if "score" in (claim.kind, source.kind):
        claim, source = (_share(figure) for figure in (claim, source))
    if source.kind == "money" and unnamed(claim) and claim.base is not None and source.base is not None:
        base = claim.base._replace(unit=source.base.unit)  # "under 2.02 million" of dollars
        claim = claim._replace(kind="money", dimension=source.dimension, unit=source.unit, base=base)
    if claim.kind == source.kind == "money" and claim.base is not None and _one_currency(claim, source):
        known = source.base or claim.base
        source = source._replace(unit=claim.unit, base=known._replace(unit=claim.base.unit))
    if not comparable(claim, source) and {claim.kind, source.kind} != {"age", "duration"}:
        return None
    if claim.kind == source.kind == "score":
        return Agreement(Bond.SAME) if _score(claim) == _score(source) else None
    if claim.tight is None or source.tight is None:
        return None
    if claim.value is None or source.value is None or "between" in (claim.modifier, source.modifier):
        return _stretches(claim, source, claim.tight, source.tight)
    return _values(claim, source, claim.tight, source.tight)


def unnamed(figure: Figure) -> bool:
    """A large count of nothing told, which may be a sum of money: "a total of 2.02 million"."""
    value = figure.value
    return figure.kind == "count" and not figure.unit and value is not None and abs(value) >= _LARGE


def _one_currency(a: Figure, b: Figure) -> bool:
    """True where one figure leaves open whose crowns or dollars they are, and the other says whose: "kroner" / "NOK".

    What a bare "$" was taken for depends on the text it stands in; of two texts one may be at home elsewhere.
    """
    shared = {*a.unit.split()} & {*b.unit.split()}
    return a.unit != b.unit and bool(shared) and (_bare(a, shared) or _bare(b, shared))


def _bare(figure: Figure, noun: Collection[str]) -> bool:
    """True where the words of a sum name no country and no code: "$3m", "3 million kroner"; not "A$3m", "NOK 3m"."""
    words = figure.surface.lower()
    told = any(word.lower() in words for word in figure.unit.split() if word not in noun)
    return not told and not _WHOSE.search(figure.surface)


def _share(figure: Figure) -> Figure:
    """A mark on a scale as a share of it, so that 5.7/10 answers "more than half"; any other figure as it is."""
    if figure.kind != "score" or figure.value is None or not figure.per.isdecimal() or not int(figure.per):
        return figure
    factor = _HUNDRED / int(figure.per)
    base = figure.base or Base("percent", None, None)
    ends = Interval(base.low, base.high).scaled(factor)
    return figure._replace(
        kind="ratio",
        dimension="ratio",
        unit="",
        per="",
        base=Base("percent", ends.low, ends.high),
        tight=None if figure.tight is None else figure.tight.scaled(factor),
        loose=None if figure.loose is None else figure.loose.scaled(factor),
    )


def written(figure: Figure) -> Decimal | None:
    """The written value in the base unit of its dimension, whatever bounds or hedges it; None for a stretch."""
    if figure.value is None or figure.modifier == "between" or figure.base is None:
        return None
    low, high = figure.base.low, figure.base.high
    if figure.modifier in ("at-most", "less-than", "nearly"):
        return high
    if low is not None:
        return low
    if high is not None:
        return high
    tight = figure.tight
    if tight is None or tight.low is None or tight.high is None:
        return None
    return (tight.low + tight.high) / 2


def _values(claim: Figure, source: Figure, tight: Interval, given: Interval) -> Agreement | None:
    ours, theirs = written(claim), written(source)
    if ours is None or theirs is None:
        return None
    if claim.modifier in _BOUNDED:
        return _bound(claim, source, ours, theirs)
    if source.modifier in _BOUNDED:
        return Agreement(Bond.DROPPED, _told(claim, source)) if ours == theirs else None
    units = claim.unit != source.unit and claim.kind not in ("count", "ratio", "percent", "age")
    if ours == theirs:
        return Agreement(Bond.CONVERTED if units else Bond.SAME, _told(claim, source))
    if holds(tight, theirs) or holds(_reach(claim, tight, ours), theirs):
        return Agreement(Bond.CONVERTED if units else Bond.ROUNDED, _rounded(claim, source, units))
    if holds(given, ours) or (source.loose is not None and holds(source.loose, ours)):
        return Agreement(Bond.PRECISE, f"the source says “{source.surface}”, less precisely")
    return None


def _reach(claim: Figure, tight: Interval, ours: Decimal) -> Interval:
    """All that the claim's figure may stand for: its rounding, and a little more behind "about" and "nearly"."""
    if claim.modifier == "about":
        value = claim.value or ours
        digit = min(last_nonzero_digit(value) * HALF / abs(value), _MOST) if value else _MOST
        reach = abs(ours) * max(_ABOUT, digit)
        return Interval(ours - reach, ours + reach)
    return claim.loose if claim.loose is not None and claim.modifier == "exact" else tight


def takes_in(claim: Figure, value: Decimal) -> bool:
    """True where the claim's figure may stand for `value`, in the base unit of its dimension, rounded or bounded."""
    tight, ours = claim.tight, written(claim)
    if tight is None:
        return False
    if ours is None:
        return holds(claim.loose or tight, value)
    if claim.modifier in _BOUNDED:
        return holds(tight, value) and _near(ours, value)
    return holds(tight, value) or holds(_reach(claim, tight, ours), value)


def _bound(claim: Figure, source: Figure, ours: Decimal, theirs: Decimal) -> Agreement | None:
    """A bound of the claim against whatever the source says."""
    assert claim.tight is not None and source.tight is not None
    lower = claim.modifier in _LOWER
    told = f"the source says “{source.surface}”"
    if source.modifier in _BOUNDED:
        if (source.modifier in _LOWER) != lower:
            between = ours <= theirs if lower else theirs <= ours
            return Agreement(Bond.LOOSE, told) if between and _near(ours, theirs) else None
        if ours == theirs:
            return Agreement(Bond.SAME, _told(claim, source))
        if claim.value and abs(ours - theirs) <= last_nonzero_digit(claim.value) * HALF * abs(ours / claim.value):
            return Agreement(Bond.CONVERTED if claim.unit != source.unit else Bond.ROUNDED, told)
        if contains(claim.tight, source.tight):
            close = abs(ours - theirs) <= _CLOSE * abs(theirs)
            swapped = claim.value == source.value  # "up to 31 miles" / "up to 31 km"
            return Agreement(Bond.BOUND if close else Bond.LOOSE, told) if not swapped else None
        return Agreement(Bond.PRECISE, told) if _near(ours, theirs) else None
    if contains(claim.tight, point(theirs)):
        if _near(ours, theirs):
            return Agreement(Bond.BOUND, f"“{claim.surface}” follows from “{source.surface}”")
        return Agreement(Bond.LOOSE, told)
    return Agreement(Bond.DROPPED, told) if ours == theirs else None


def _near(ours: Decimal, theirs: Decimal) -> bool:
    return abs(theirs) <= _FAR * abs(ours) and abs(ours) <= _FAR * abs(theirs)


def _stretches(claim: Figure, source: Figure, tight: Interval, given: Interval) -> Agreement | None:
    """Ranges and vague words: "10 to 12", "dozens"."""
    ours, theirs = written(claim), written(source)
    if (claim.low, claim.high, claim.unit, claim.value) == (source.low, source.high, source.unit, source.value):
        return Agreement(Bond.SAME, _told(claim, source))
    if theirs is not None and source.modifier not in _BOUNDED and holds(claim.loose or tight, theirs):
        return Agreement(Bond.ROUNDED, f"“{claim.surface}” takes in “{source.surface}”")
    if contains(claim.loose or tight, given):
        return Agreement(Bond.ROUNDED, f"“{claim.surface}” takes in “{source.surface}”")
    if ours is not None and source.modifier == "between" and source.base is not None:
        if claim.modifier in _BOUNDED:
            end = source.base.low if claim.modifier in _LOWER else source.base.high
            told = f"the source says “{source.surface}”"
            loose = not disjoint(tight, given)
            return Agreement(Bond.SAME, told) if end == ours else Agreement(Bond.LOOSE, told) if loose else None
        if holds(source.loose or given, ours):
            return Agreement(Bond.PRECISE, f"the source says “{source.surface}”")
    elif ours is not None and claim.modifier not in _BOUNDED and holds(given, ours):
        return Agreement(Bond.PRECISE, f"the source says “{source.surface}”")
    return None


def _score(figure: Figure) -> list[str]:
    return sorted("".join(c if c.isdecimal() else " " for c in figure.surface).split())


def _told(claim: Figure, source: Figure) -> str:
    return "" if claim.surface == source.surface else f"the source says “{source.surface}”"


def _rounded(claim: Figure, source: Figure, units: bool) -> str:
    if not units:
        return f"rounded from “{source.surface}”"
    value = converted(source, claim)
    if value is None:
        return f"the source says “{source.surface}”"
    return f"{source.surface} is {number(value)} {plural(claim.unit)}"


__all__ = ["Agreement", "Bond", "agree", "takes_in", "unnamed", "written"]

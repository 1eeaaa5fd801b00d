"""Rates under two denominators: "12,000 a month" and "96,000 a year", "$3 a gallon" and "$0.79 a litre".

Days and hours are left out beside the longer spans: nobody says how many days a week something runs.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from claimcheck.interval import Interval
from claimcheck.lexicon.roles import rate_words
from claimcheck.lexicon.units import per_unit
from claimcheck.match.judge import judge
from claimcheck.model import About, Base, Figure, Judgement, Mention
from claimcheck.wording import reading

_LONG = Decimal(7)  # days; spans from a week up hold as many working days as any other


def denominator(figure: Figure, about: About) -> str:
    """What the figure is counted per: "year" for "£3 million a year" and for "£3 million in annual savings"."""
    return figure.per or next((per for scope, per in rate_words().items() if scope in about.scopes), "")


@lru_cache(maxsize=1024)
def factor(per: str, other: str) -> Decimal | None:
    """By what a figure per `other` is multiplied to be one per `per`; `None` where the two do not convert."""
    if per == other:
        return Decimal(1)
    one, two = per_unit(per), per_unit(other)
    if one is None or two is None or one[1].dimension != two[1].dimension:
        return None
    size, base = one[0] * Decimal(one[1].factor), two[0] * Decimal(two[1].factor)
    if not size or not base or (one[1].dimension == "duration" and min(size, base) < _LONG):
        return None
    return size / base


def judged(a: Mention, b: Mention, told: bool = True) -> Judgement:
    """`judge`, where need be after telling both under one denominator."""
    one, other = denominator(a.figure, a.about), denominator(b.figure, b.about)
    by = factor(other, one) if one != other else None
    if by is None:
        return judge(a.figure, b.figure, told)
    made = rescaled(a.figure, by, other)
    found = judge(made, b.figure, told)
    if found.outcome != "conflict":
        return found
    found = found._replace(units=True, far=False)
    if not told:
        return found
    short = f"{reading(made)} a {other} against {reading(b.figure)}"
    return found._replace(arithmetic=(f"{reading(a.figure)} a {one} = {reading(made)} a {other}", short))


def rescaled(figure: Figure, by: Decimal, per: str) -> Figure:
    """The figure `by` times as large, told per `per`."""
    base = figure.base
    return figure._replace(
        value=None if figure.value is None else figure.value * by,
        low=None if figure.low is None else figure.low * by,
        high=None if figure.high is None else figure.high * by,
        base=None if base is None else Base(base.unit, *Interval(base.low, base.high).scaled(by)[:2]),
        tight=None if figure.tight is None else figure.tight.scaled(by),
        loose=None if figure.loose is None else figure.loose.scaled(by),
        per=per,
    )

"""What a claim works out honestly from two or more figures of one passage: a sum, a difference, a share, an age.

Only within the passage cited or one paragraph, and only where the operation makes sense: with enough numbers anything
can be made. The arithmetic is that of the written values; the claim may round what comes out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from claimcheck.interval import Interval
from claimcheck.lexicon.roles import generic_nouns
from claimcheck.match.comparisons import comparable, roles_fit
from claimcheck.match.sourcing.agreement import takes_in, written
from claimcheck.model import Base, Figure, Mention
from claimcheck.wording import number

_FOURTH = 4
_MOST = 16  # figures of a passage beyond which it is a table or a list
_HUNDRED = Decimal(100)
_CLOSE = Decimal("1.1")  # how far a sum may lie beyond the bound that is told of it
_CLOSE_SHARE = Decimal("1.3")  # the same of a share: "more than half"
_FRACTIONS = ("percent", "ratio")
_OLDEST = 400  # years of a person, a firm, a church
_YEAR = Decimal("365.2425")  # days
_DAY = 1440  # minutes
_WIDTHS = {"day": 1, "week": 7, "month": 31, "year": 366}
_SLACK = 2  # how many of its unit a duration may be off where dates are told by the month or year
_UNITS = ("measure", "money", "duration", "percent")
_CONTRASTED = frozenset(("change", "compared"))
_POINTS = frozenset(("point", "percentage point"))
_SPANS = ("duration", "age")


class Reckoned(NamedTuple):
    """The arithmetic in words, and the first of the figures it starts from."""

    how: str
    mention: Mention


def reckoned(claim: Mention, passage: Sequence[Mention], days: Sequence[tuple[date, str]] = ()) -> Reckoned | None:
    """How the claim's figure follows from figures of `passage`; None where it does not.

    `days` are the days that the claim and its source were written, each with what it is called.
    """
    figure = claim.figure
    order = next((m for m in passage if _one_more(claim, m)), None)
    if order is not None:
        return Reckoned(order.figure.surface, order)
    told = _filled([m for m in passage if m.figure.kind != "ordinal" and m.figure.of < 0])
    if not told or len(told) > _MOST or figure.kind == "score" or figure.modifier in ("less-than", "at-most"):
        return None  # an upper bound takes in too much
    if figure.when is not None:
        return next(_years(figure, told), None)
    plain = [m for m in told if m.figure.when is None and written(m.figure) is not None]
    if figure.kind == "count" and not figure.unit and not claim.about.noun and _may_be_age(figure):
        found = next(_elapsed(_as_age(figure), told, days), None)  # "she was 23 when she won", "it turns 75"
        if found is not None:
            return found
    if figure.kind in _SPANS:
        found = next(_elapsed(figure, told, days), None)
        if found is not None:
            return found
    if "average" in claim.about.scopes or "each" in claim.about.scopes or figure.per:
        found = next(_averages(figure, plain), None)
        if found is not None:
            return found
    if figure.dimension == "factor":
        return next(_times(figure, plain), None)
    if figure.kind in _FRACTIONS:
        found = next(_shares(figure, plain), None)
        if found is not None:
            return found
    if figure.kind == "points":
        return next(_points(figure, plain), None)
    if figure.kind == "percent":
        found = next(_by_points(figure, plain), None)
        if found is not None:
            return found
    return next(_sums(claim, plain), None)


def _filled(told: Sequence[Mention]) -> list[Mention]:
    """The figures, a bare number taken to be of the unit before it: "women live 84.1 years, men 80.3"."""
    found: list[Mention] = []
    for m in told:
        before = found[-1] if found and found[-1].claim is m.claim else None
        bare = m.figure.kind == "count" and not m.figure.unit and not m.about.noun and m.figure.base is not None
        if bare and before is not None and before.figure.kind in _UNITS and before.figure.value:
            factor = (written(before.figure) or Decimal(0)) / before.figure.value
            ends = Interval(*(m.figure.base or before.figure.base or Base("", None, None))[1:]).scaled(factor)
            base = Base(before.figure.base.unit if before.figure.base is not None else "", ends.low, ends.high)
            unit = before.figure._replace(surface=m.figure.surface, value=m.figure.value, base=base)
            tight = None if m.figure.tight is None else m.figure.tight.scaled(factor)
            m = m._replace(figure=unit._replace(tight=tight, loose=tight, start=m.figure.start, end=m.figure.end))
        found.append(m)
    return found


def _averages(figure: Figure, told: Sequence[Mention]) -> Iterator[Reckoned]:
    """What falls to each: a sum, a measure or a count over a count."""
    for whole in told:
        for heads in told:
            if (
                figure.per
                and heads.figure.unit == figure.per
                and heads.figure.value
                and whole.figure.kind == figure.kind
            ):
                yield from _made(figure, (whole, heads), " : ", _value(whole) / heads.figure.value)
            alike = (whole.figure.kind, whole.figure.dimension) == (figure.kind, figure.dimension)
            if alike and heads is not whole and heads.figure.kind == "count" and _value(heads) > 1:
                yield from _made(figure, (whole, heads), " : ", _value(whole) / _value(heads))


def _one_more(claim: Mention, other: Mention) -> bool:
    """“Four other albums” before the fifth, “five albums” up to it."""
    figure, place = claim.figure, other.figure
    if figure.kind != "count" or place.kind != "ordinal" or figure.value is None or place.value is None:
        return False
    near = place.value - figure.value in (0, 1) and place.value >= _FOURTH
    return near and claim.about.noun == other.about.noun != ""


def _sums(claim: Mention, told: Sequence[Mention]) -> Iterator[Reckoned]:
    """Sums and differences of figures of the claim's own kind, of one noun or role with it or with each other."""
    figure = claim.figure
    fitting = [m for m in told if comparable(figure, m.figure) and m.figure.per in ("", figure.per) and _fits(claim, m)]
    by_sentence: dict[int, list[Mention]] = {}
    for m in fitting:
        by_sentence.setdefault(m.claim.sentence, []).append(m)
    runs = [
        run
        for group in (*by_sentence.values(), fitting)
        for size in range(len(group), 2, -1)
        for at in range(len(group) - size + 1)
        for run in (group[at : at + size],)
    ]
    for run in runs:
        if all(_of_one_kind(run[0], m) for m in run[1:]):
            yield from _made(figure, run, " + ", sum((_value(m) for m in run), Decimal(0)))
    for a, b in combinations(fitting, 2):
        if _of_one_kind(a, b):
            yield from _made(figure, (a, b), " + ", _value(a) + _value(b))
            yield from _less(figure, a, b)
    if figure.change in ("by", "more") or not _CONTRASTED.isdisjoint(claim.about.scopes):
        pairs = combinations([m for m in told if comparable(figure, m.figure)], 2)
        for a, b in pairs:  # "3,700 more deaths than births"
            if a.claim is b.claim:
                yield from _less(figure, a, b)


def _less(figure: Figure, a: Mention, b: Mention) -> Iterator[Reckoned]:
    more, less = (a, b) if _value(a) >= _value(b) else (b, a)
    yield from _made(figure, (more, less), " − ", _value(more) - _value(less))


def _shares(figure: Figure, told: Sequence[Mention]) -> Iterator[Reckoned]:
    """What share one figure is of another, by how much one exceeds the other, and what a share leaves over."""
    for a, b in combinations(told, 2):
        if (
            (a.figure.kind in _FRACTIONS and figure.change != "by")
            or not comparable(a.figure, b.figure)
            or not _of_one_kind(a, b)
        ):
            continue
        more, less = (a, b) if _value(a) >= _value(b) else (b, a)
        if not _value(less) or _value(less) < 0:
            continue
        if a.figure.kind not in _FRACTIONS and figure.change not in ("by", "more"):
            yield from _made(figure, (less, more), " of ", _HUNDRED * _value(less) / _value(more))
        first, last = _value(a), _value(b)  # in the order of the text: "from 50 to 60"
        yield from _made(figure, (a, b), " to ", abs(last - first) / first * _HUNDRED)
        yield from _made(figure, (b, a), " to ", abs(last - first) / last * _HUNDRED)
    for m in told:
        if m.figure.kind in _FRACTIONS and not m.figure.change and _value(m) < _HUNDRED:
            yield from _made(figure, (m,), "100% − ", _HUNDRED - _value(m))


def _times(figure: Figure, told: Sequence[Mention]) -> Iterator[Reckoned]:
    """How many times one figure is another: "doubled", "twice as many"."""
    for a, b in combinations(told, 2):
        if comparable(a.figure, b.figure) and _of_one_kind(a, b):
            more, less = (a, b) if _value(a) >= _value(b) else (b, a)
            if _value(less) > 0:
                yield from _made(figure, (more, less), " : ", _value(more) / _value(less))


def _points(figure: Figure, told: Sequence[Mention]) -> Iterator[Reckoned]:
    """Percentage points between two shares."""
    for a, b in combinations([m for m in told if m.figure.kind == "percent"], 2):
        yield from _made(figure, (a, b), " to ", abs(_value(a) - _value(b)))


def _by_points(figure: Figure, told: Sequence[Mention]) -> Iterator[Reckoned]:
    """A share, and by how many points it was more or less before."""
    moves = [m for m in told if m.figure.kind == "points" or (m.figure.kind == "count" and m.about.noun in _POINTS)]
    for share in told:
        for move in moves if share.figure.kind == "percent" else ():
            if share.claim is move.claim:
                yield from _made(figure, (share, move), " + ", _value(share) + _value(move))
                yield from _made(figure, (share, move), " − ", _value(share) - _value(move))


def _elapsed(figure: Figure, told: Sequence[Mention], days: Sequence[tuple[date, str]]) -> Iterator[Reckoned]:
    """A duration or an age from two dates, from one and the day of writing, or from two times of day."""
    times = [m for m in told if m.figure.when is not None and m.figure.when.clock is not None]
    for a, b in combinations(times, 2):
        minutes = abs(_clock(a) - _clock(b))
        if takes_in(figure, Decimal(minutes) / _DAY):
            yield Reckoned(f"{a.figure.surface} to {b.figure.surface}", a)
    dates = [
        m for m in told if m.figure.when is not None and m.figure.when.clock is None and not m.figure.when.relative
    ]
    ends = [(_ends(m.figure), m.figure.surface, m) for m in dates]
    for i, (begin, name, mention) in enumerate(ends):
        if begin is not None and "/" in (mention.figure.date or "") and _spans(figure, *_halves(mention.figure, begin)):
            yield Reckoned(name, mention)
        others = [*((e, n) for e, n, _ in ends[i + 1 :]), *(((day, day), n) for day, n in days)]
        for end, other in others:
            if begin is not None and end is not None and _spans(figure, begin, end):
                yield Reckoned(f"{name} to {other}", mention)


def _may_be_age(figure: Figure) -> bool:
    return figure.modifier == "exact" and figure.value is not None and 0 < figure.value <= _OLDEST


def _as_age(figure: Figure) -> Figure:
    """A bare number as years of age: from one birthday to the next."""
    value = figure.value or Decimal(0)
    return figure._replace(kind="age", unit="year", tight=Interval(value * _YEAR, (value + 1) * _YEAR, False, True))


def _clock(mention: Mention) -> int:
    when = mention.figure.when
    return when.clock if when is not None and when.clock is not None else 0


def _halves(figure: Figure, ends: tuple[date, date]) -> tuple[tuple[date, date], tuple[date, date]]:
    """The two ends of a stretch of time, each as wide as it is written."""
    wide = _WIDTHS.get(figure.when.granularity if figure.when is not None else "", 0)
    return (ends[0], ends[0] + timedelta(days=wide)), (ends[1] - timedelta(days=wide), ends[1])


def _ends(figure: Figure) -> tuple[date, date] | None:
    when = figure.when
    if when is None or (when.first or when.last) is None:
        return None
    first, last = when.first or when.last, when.last or when.first
    if first is None or last is None:
        return None
    if (when.granularity == "year" and first.year == last.year) or figure.modifier in ("at-least", "more-than"):
        last = max(last, first.replace(month=12, day=31)) if when.granularity == "year" else first
    return first, last


def _spans(figure: Figure, begin: tuple[date, date], end: tuple[date, date]) -> bool:
    """True where the time between two dates, as closely as they are told, is what the claim says."""
    if begin[0] > end[1]:
        begin, end = end, begin
    least, most = (end[0] - begin[1]).days, (end[1] - begin[0]).days
    tight = figure.tight
    if tight is None or most - least > _SLACK * _WIDTHS.get(figure.unit, 0):
        return False
    low = tight.low is None or most + 1 >= tight.low
    return low and (tight.high is None or max(least, 0) < tight.high)


def _years(figure: Figure, told: Sequence[Mention]) -> Iterator[Reckoned]:
    """A year from another year and a number of years: "founded in 2008 … eleven years later"."""
    when = figure.when
    if when is None or when.granularity != "year" or when.year is None:
        return
    spans = [m for m in told if m.figure.kind == "duration" and m.figure.unit == "year" and m.figure.value is not None]
    for m in told:
        year = m.figure.when.year if m.figure.when is not None else None
        for span in spans if year is not None else ():
            if span.figure.value is not None and abs(when.year - (year or 0)) == span.figure.value:
                yield Reckoned(f"{m.figure.surface} and {span.figure.surface}", m)


def _made(figure: Figure, parts: Sequence[Mention], sign: str, value: Decimal) -> Iterator[Reckoned]:
    base = written(figure)
    if not value or not takes_in(figure, value) or any(m.figure.hard for m in parts):
        return
    close = _CLOSE_SHARE if figure.kind in _FRACTIONS else _CLOSE
    if figure.hard and (base is None or value > close * base):
        return
    if figure.kind in _FRACTIONS and value > _HUNDRED and sign.strip() == "+":
        return
    terms = sign.join(m.figure.surface for m in parts) if len(parts) > 1 else f"{sign}{parts[0].figure.surface}"
    shown = _shown(figure, value)
    yield Reckoned(f"{terms} = {shown}" if sign.strip() in ("+", "−", "100% −") else f"{terms}: {shown}", parts[0])


def _shown(figure: Figure, value: Decimal) -> str:
    """The result as the claim would write it."""
    if figure.kind in _FRACTIONS and figure.dimension != "factor":
        return f"{number(value)}%"
    base = written(figure)
    if base and figure.value:
        value = value * figure.value / base
    return number(value, 12 if value == value.to_integral_value() else 3)


def _value(mention: Mention) -> Decimal:
    return written(mention.figure) or Decimal(0)


def _fits(claim: Mention, part: Mention) -> bool:
    """True where a figure may be a term of a sum that is said of what the claim says."""
    return roles_fit(claim.about.role, part.about.role) or _more_of(claim, part)


def _more_of(one: Mention, part: Mention) -> bool:
    """“Another 120 jobs went”: more of the same, whatever verb it is told with."""
    return part.figure.change == "more" and one.about.noun == part.about.noun != ""


def _of_one_kind(a: Mention, b: Mention) -> bool:
    """Two terms of one noun or role, or told in one sentence with nothing that keeps their nouns apart."""
    one, other = a.about, b.about
    if a.figure.per != b.figure.per and "" not in (a.figure.per, b.figure.per):
        return False
    if not roles_fit(one.role, other.role):
        return _more_of(a, b) or _more_of(b, a)
    together = a.claim is b.claim
    if a.figure.kind != "count":
        return together or one.role == other.role != "" or a.figure.unit == b.figure.unit
    nouns = [m.about.noun if m.figure.unit else "" for m in (a, b)]  # of a bare number the noun is only guessed at
    if nouns[0] == nouns[1] != "":
        return together or min(_value(a), _value(b)) > _FOURTH
    if "" in nouns:
        return together
    generic = generic_nouns()
    return together and (one.role == other.role != "" or one.noun in generic or other.noun in generic)


__all__ = ["Reckoned", "reckoned"]

"""Shares, factors and changes whose two values stand in the sentences before. Not a rule itself (no RULE).

`shares`: "Of the 184 starters … 151 are still running and 33 have given up, 28 percent"; "562 of them, or 54 percent".
`multiples`: "11,640 salmon passed. In 2015 it had been 1,940. The run is four times as large as then".
`grown`: "There were 340 last year. It had been 250 in 2010. That is a rise of 46 percent".
`apiece`: "11.7 million pounds, which comes to 1.8 million for each of the nine families".
Refuses to divide where a third figure of the kind stands nearby.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from claimcheck.arithmetic import HUNDRED, growth, over, share, size
from claimcheck.interval import Interval, disjoint
from claimcheck.lexicon.words import singular
from claimcheck.model import Figure
from claimcheck.rules.reckoning import Line, cues, reading
from claimcheck.rules.shares import Place
from claimcheck.rules.told_apart import fits, is_bare, is_slip, mistyped, neighbours, usable

Ratio = tuple[Place, Place, Place]  # what is said, the value divided, the value it is divided by

_CLAUSE = 6  # tokens of the clause that tells of a part before its share
_OPENING = 6  # tokens before a statement that opens its sentence
_ENDS = frozenset(((".",), (",",), (";",), ()))
_FOR_EACH = frozenset((("for", "each", "of", "the"), ("for", "each", "of", "its"), ("for", "each", "of", "their")))
_WHICH = frozenset(((",", "which"), (",", "or"), (",", "making")))
_OF_THEM = frozenset((("of", "them"), ("of", "these"), ("of", "those")))


def told_shares(every: Sequence[Line]) -> Iterator[Ratio]:
    """Every percentage of a part of what the sentences before counted that the count contradicts."""
    for at, line in enumerate(every):
        for by in line.numbers:
            figure = line.figures[by]
            place = line.numbers.index(by)
            if figure.kind != "percent" or figure.modifier != "exact" or not place:
                continue
            part = line.numbers[place - 1]
            whole = _whole(every, at, part, by) if _is_part(line.figures[part]) else None
            if whole is not None:
                said, values = figure, (line.figures[part], whole[0].figures[whole[1]])
                if is_slip(said, values, share, ratio=True):
                    yield (line, by), (line, part), whole


def _is_part(figure: Figure) -> bool:
    return figure.kind == "count" and figure.modifier == "exact" and not figure.change and bool(figure.value)


def _whole(every: Sequence[Line], at: int, part: int, by: int) -> Place | None:
    """What a part is a share of: with another part of its sentence it makes exactly that, or it is "of them"."""
    line = every[at]
    gap = line.between(part, by)
    tied = gap[-1:] == (",",) or gap[-2:] == (",", "or")
    if not tied or gap.count(",") != 1 or len(gap) > _CLAUSE or line.after(by, 1) not in _ENDS:
        return None
    near = [(x, i) for x in neighbours(every, at) for i in x.numbers if _is_counted(x.figures[i])]
    value = line.figures[part].value or Decimal(0)
    others = {_value((line, i)) + value for i in line.numbers if i not in (part, by) and _is_part(line.figures[i])}
    made = [p for p in near if _value(p) in others]
    if len(made) == 1:
        return made[0]
    if gap[:2] not in _OF_THEM:
        return None
    larger = [p for p in near if _value(p) > value]
    if len(larger) == 1:
        return larger[0]
    return None if larger else _known(every, at, line.figures[part], line.figures[by])


def _is_counted(figure: Figure) -> bool:
    return figure.kind == "count" and bool(figure.unit) and figure.modifier == "exact" and not figure.change


def _value(place: Place) -> Decimal:
    return place[0].figures[place[1]].value or Decimal(0)


def _known(every: Sequence[Line], at: int, part: Figure, said: Figure) -> Place | None:
    """The number of those whom a sentence before calls "The patients", where only a slip divides it from the share."""
    for before in reversed(neighbours(every, at)):
        words = before.words(0, 2)
        if words[:1] != ("the",):
            continue
        noun = singular(words[1])
        counted = [(x, i) for x in every[:at] for i in x.numbers if _is_counted(x.figures[i])]
        counted = [p for p in counted if p[0].figures[p[1]].unit == noun and _value(p) > (part.value or 0)]
        if counted and said.value is not None and part.value is not None:
            most = max(counted, key=_value)
            due = (part.value * HUNDRED / _value(most)).quantize(said.value)
            return most if mistyped(said.value, due) and not _fits_any(part, said, counted) else None
    return None


def _fits_any(part: Figure, said: Figure, wholes: Sequence[Place]) -> bool:
    """True when one of the counts gives the share as it stands."""
    for line, i in wholes:
        given, one, whole = reading(said), reading(part), reading(line.figures[i])
        found = share(one.loose, whole.loose) if one is not None and whole is not None else None
        if given is None or found is None or not disjoint(given.loose, found):
            return True
    return False


def told_multiples(every: Sequence[Line]) -> Iterator[Ratio]:
    """Every "four times as large as" that the two values before contradict."""
    for at, line in enumerate(every):
        for by in line.numbers:
            figure = line.figures[by]
            if figure.dimension != "factor" or figure.modifier != "exact" or not _sets_beside(line, by):
                continue
            pair = _two(every, at)
            if pair is not None and is_slip(figure, _figures(pair), over, ratio=True):
                yield (line, by), *pair


def _sets_beside(line: Line, by: int) -> bool:
    """True for "The run is four times as large as", the first thing that a sentence with no other values says."""
    alone = all(line.figures[i].kind == "duration" for i in line.numbers if i != by)
    words = line.after(by, 3)
    return alone and words[:1] == ("as",) and words[2:] == ("as",) and line.figures[by].head <= _OPENING


def _two(every: Sequence[Line], at: int) -> tuple[Place, Place] | None:
    """The larger and the smaller of the only two values in the sentences before."""
    near = [(x, i) for x in neighbours(every, at) for i in x.numbers if x.figures[i].kind not in ("age",)]
    if len(near) != 2 or not all(map(usable, near)) or not fits(*_figures((near[0], near[1]))):
        return None
    if all(is_bare(f) for f in _figures((near[0], near[1]))) or near[0][0] is near[1][0]:
        return None
    larger, smaller = sorted(near, key=_value, reverse=True)
    return (larger, smaller) if 0 < _value(smaller) < _value(larger) else None


def _figures(pair: tuple[Place, Place]) -> tuple[Figure, Figure]:
    (one, i), (other, j) = pair
    return one.figures[i], other.figures[j]


def told_changes(every: Sequence[Line]) -> Iterator[Ratio]:
    """Every "That is a rise of 46 percent" that the two values before contradict."""
    for at, line in enumerate(every):
        if len(line.numbers) != 1:
            continue
        by = line.numbers[0]
        figure, words = line.figures[by], line.before(by, 2)
        named = words[-1:] == ("of",) and words[:1] and words[0] in cues("told_gap")
        opened = line.words(0, 1)[:1] and line.words(0, 1)[0] in {*cues("told_this"), "a", "an"}
        if figure.kind != "percent" or figure.modifier != "exact" or not named or not opened or figure.head > _OPENING:
            continue
        pair = _two(every, at)
        # The order of telling shows no direction: either way of reckoning the change may be meant.
        if pair is not None and is_slip(figure, _figures(pair), _rise, ratio=True):
            fallen = is_slip(figure, _figures(pair), _fall, ratio=True)
            if fallen or words[0] in ("gain", "rise", "increase"):
                yield (line, by), *pair


def _rise(larger: Interval, smaller: Interval) -> Interval | None:
    found = growth(smaller, larger)
    return None if found is None else size(found)


def _fall(larger: Interval, smaller: Interval) -> Interval | None:
    found = growth(larger, smaller)
    return None if found is None else size(found)


def told_rates(every: Sequence[Line]) -> Iterator[Ratio]:
    """Every "…, which comes to 1.8 million for each of the nine families" that the total before contradicts."""
    for line in every:
        for whole, rate, count in zip(line.numbers, line.numbers[1:], line.numbers[2:], strict=False):
            said, total, number = (line.figures[i] for i in (rate, whole, count))
            told = line.between(rate, count) in _FOR_EACH and line.between(whole, rate)[:2] in _WHICH
            plain = all(f.modifier == "exact" and not f.per and not f.change for f in (said, total))
            if told and plain and _is_part(number) and fits(said, total) and is_slip(said, (total, number), _each):
                yield (line, rate), (line, whole), (line, count)


def _each(total: Interval, number: Interval) -> Interval | None:
    return over(total, number)

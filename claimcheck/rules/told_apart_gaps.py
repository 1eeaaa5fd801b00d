"""Differences whose two values stand in other sentences, or share one unit. Not a rule itself (no RULE).

`named`: "On Monday it was 20 percent. … 35 percent. A gain of 25 points", "That saves 61 minutes".
`further`: "The price was put at 180 million euros. It is now 228 million, 58 million more".
`left_over`: "Of their 310 cows they found 268. The other 52 …", "Of the 48 cores, 6 broke, which left 32".
Refuses to subtract where a third figure of the kind stands nearby.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from claimcheck.arithmetic import minus, size
from claimcheck.interval import Interval
from claimcheck.model import Figure
from claimcheck.rules.breakdowns import takes_the_rest
from claimcheck.rules.reckoning import Line, cues
from claimcheck.rules.shares import Place
from claimcheck.rules.told_apart import fits, is_bare, is_slip, mistyped, neighbours, operands, usable

_OPENING = 3  # tokens before the noun of a difference that opens its sentence: "That is a gain of …"
_APART = 6  # tokens between two values set against each other
_LARGE, _FEW = 1000, 5  # a lead of fewer is no proof by its digits, nor is one of many values
_TIED = 10  # tokens between a total and the part taken from it


class Gap(NamedTuple):
    """A stated difference, the value taken from, and the value taken away."""

    by: Place
    values: tuple[Place, Place]


def gaps(every: Sequence[Line]) -> Iterator[Gap]:
    """Every stated difference that two values of its sentence and its neighbours contradict."""
    for at, line in enumerate(every):
        for i in line.numbers:
            figure = line.figures[i]
            if figure.modifier != "exact" or figure.value is None or figure.per:
                continue
            pair = _named(every, at, i) or _further(every, at, i) or _left_over(every, at, i)
            if pair is None:
                pair = _far(every, at, i)
            elif not _is_wrong((line, i), pair):
                pair = None
            if pair is not None:
                yield Gap((line, i), pair)


def _is_wrong(by: Place, pair: tuple[Place, Place]) -> bool:
    return is_slip(_figure(by), [_figure(p) for p in pair], _between)


def _between(a: Interval, b: Interval) -> Interval:
    return size(minus(a, b))


def _figure(place: Place) -> Figure:
    return place[0].figures[place[1]]


def _named(every: Sequence[Line], at: int, i: int) -> tuple[Place, Place] | None:
    """The two values behind "a gain of 25 points", "his lead of 400 votes", "that saves 61 minutes"."""
    line = every[at]
    if not _names_gap(line, i):
        return None
    said = line.figures[i]
    within = [p for p in _candidates([line], said) if p != (line, i)]
    if cues("unreal") & set(line.all_words):
        return None  # "a margin of 350 votes had been forecast"
    if len(within) == 2 and _set_against(line, within[0][1], within[1][1]) and _appended(line, within[1][1], i):
        return (within[0], within[1]) if all(map(usable, within)) else None
    if not _opens(line, i):
        return None
    near = [p for p in _candidates([*neighbours(every, at), line], said) if p != (line, i)]
    if len(near) != 2 or not all(map(usable, near)) or any(p[0] is line for p in near):
        return None
    named = [p for p in near if not is_bare(_figure(p))]
    return (near[0], near[1]) if named else None


def _far(every: Sequence[Line], at: int, i: int) -> tuple[Place, Place] | None:
    """The two of a few large counts before, of which only a slip divides "his lead of 26,700 votes"."""
    line = every[at]
    said = line.figures[i]
    lead = line.before(i, 2) in (("lead", "of"), ("majority", "of"), ("margin", "of"))
    if not lead or said.kind != "count" or not said.unit or (said.value or 0) < _LARGE:
        return None
    told = [(x, k) for x in every[:at] for k in x.numbers if fits(x.figures[k], said)]
    told = [p for p in told if (_figure(p).value or 0) >= _LARGE]
    values = {value: p for p in reversed(told) if (value := _figure(p).value) is not None}
    if not 2 <= len(values) <= _FEW or not all(map(usable, told)):
        return None
    due = {abs(a - b): (p, q) for (a, p), (b, q) in combinations(values.items(), 2)}
    near = [pair for gap, pair in due.items() if mistyped(said.value or Decimal(0), gap)]
    return near[0] if len(near) == 1 and said.value not in {*due, *values} else None


def _candidates(lines: Sequence[Line], said: Figure) -> list[Place]:
    """Figures that fit the difference; of points, percentages, the second of two in one sentence without its word."""
    points = said.dimension == "points" or (said.dimension == "count" and said.unit == "point")
    if not points:
        return operands(lines, said)
    found: list[Place] = []
    for line in lines:
        percents = [i for i in line.numbers if line.figures[i].kind == "percent"]
        bare = [i for i in line.numbers if is_bare(line.figures[i])] if len(percents) == 1 else []
        bare = [i for i in bare if _set_against(line, percents[0], i)]
        found += [(line, i) for i in sorted((*percents, *bare))]
    return found


def _set_against(line: Line, one: int, other: int) -> bool:
    """True for "12 percent against 16.5"."""
    words = line.between(one, other)
    return 0 < len(words) <= _APART and bool(cues("versus") & set(words)) and not {",", ";", ":"} & set(words)


def _appended(line: Line, last: int, i: int) -> bool:
    """True for "…, a difference of 5"."""
    words = line.between(last, i)
    return words.count(",") == 1 and ";" not in words and len(words) - words.index(",") <= _OPENING + 2


def _names_gap(line: Line, i: int) -> bool:
    """True for a figure behind "a gain of" or "that saves"."""
    one, other = ("", "", *line.before(i, 2))[-2:]
    if other == "of" and one in cues("told_gap"):
        return not " ".join(line.after(i, 2)).startswith(("between them", "a year", "each", "per"))
    return other in cues("told_saving") and one in cues("told_this")


def _opens(line: Line, i: int) -> bool:
    """True when the statement begins its sentence, so that it sums up what was said before."""
    head = line.figures[i].head
    first = line.words(0, 1)
    own = first and (first[0] in cues("told_this") or first[0] in ("a", "an", "his", "her", "their", "its", "the"))
    return bool(own) and head <= _OPENING + 3 and not {",", ";"} & set(line.words(0, head))


def _further(every: Sequence[Line], at: int, i: int) -> tuple[Place, Place] | None:
    """The value just before "58 million more", and the one other of the sentences before."""
    line = every[at]
    said, now = line.figures[i], _just_before(line, i)
    if now is None or "than" in line.after(i, 2) or not (said.change == "more" or _further_word(line, i)):
        return None
    new = line.figures[now]
    near = [p for p in operands(neighbours(every, at), new) if not _is_small(p, new)]
    own = [p for p in operands([line], new) if p[1] not in (i, now)]
    if len(near) != 1 or own or not usable(near[0]) or not usable((line, now)):
        return None
    old = _figure(near[0])
    if is_bare(old) or not fits(said, old) or not fits(new, old):
        return None
    fewer = bool(cues("down") & {*line.after(i, 1), *said.surface.lower().split()})
    if new.value is None or old.value is None or (new.value < old.value) != fewer:
        return None
    return (near[0], (line, now))


def _is_small(place: Place, like: Figure) -> bool:
    """True for a bare count of another order beside sums: "three" among millions."""
    figure = _figure(place)
    return is_bare(figure) and (figure.value or 0) * 100 < (like.value or 0)


def _further_word(line: Line, i: int) -> bool:
    return line.after(i, 1)[:1] in (("more",), ("less",), ("fewer",)) and line.after(i, 2)[1:] != ("than",)


def _just_before(line: Line, i: int) -> int | None:
    """The figure of which only a comma divides figure `i`."""
    place = line.numbers.index(i)
    return line.numbers[place - 1] if place and line.between(line.numbers[place - 1], i) == (",",) else None


def _left_over(every: Sequence[Line], at: int, i: int) -> tuple[Place, Place] | None:
    """Total and part before "the other 52", "which left 32"."""
    line = every[at]
    if takes_the_rest(line, i) and line.numbers[0] == i:
        near = neighbours(every, at, 1)
        return _taken_from(near[0], near[0].numbers, line.figures[i]) if near else None
    if line.before(i, 1) in (("left",), ("leaves",), ("leaving",)) and line.numbers.index(i) == 2:
        return _taken_from(line, line.numbers[:2], line.figures[i])
    return None


def _taken_from(line: Line, numbers: Sequence[int], rest: Figure) -> tuple[Place, Place] | None:
    """Both where a sentence has only these two: "Of the 310 cows they found 268", "268 of their 310 cows" …"""
    if len(numbers) != 2 or cues("told_vague") & set(line.all_words):
        return None
    one, other = numbers
    whole, part = (one, other) if _is_of(line, one) and line.figures[one].head <= _OPENING else (other, one)
    if whole == other and line.between(one, other)[:1] != ("of",):
        return None
    pair = ((line, whole), (line, part))
    total, taken = line.figures[whole], line.figures[part]
    right = total.unit and fits(taken, total) and fits(rest, total) and all(map(usable, pair))
    larger = total.value is not None and taken.value is not None and total.value > taken.value
    return pair if right and larger and len(line.between(one, other)) <= _TIED else None


def _is_of(line: Line, i: int) -> bool:
    one, other = ("", "", *line.before(i, 2))[-2:]
    return one == "of" and other in cues("told_article")

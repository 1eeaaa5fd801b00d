"""Old value, new value and the change between them, where one sentence states all three. Not a rule itself (no RULE).

"Sales rose 35 % to 18.9 million from 14.0 million", "a budget of €60m, twice last year's €40m", "€34,400, €4,500 more
than the €29,900 model". CC203 to CC206 each judge one kind of change.
Refuses to guess an endpoint, and is silent where the percentage may have another base ("12 % on the month").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from claimcheck.lexicon import table
from claimcheck.lexicon.frames import frame_words
from claimcheck.rules.phrases import bare
from claimcheck.rules.reckoning import BOUNDS, Line, comparable, cues
from claimcheck.rules.versus import another_base, is_change, versus

_NEAR = 8  # tokens between a change and its endpoints
_APART = 14  # tokens between the endpoints
_STOPS = frozenset((";", ".", "while", "whereas", "but", "although", "when", "because", "where", ":", "?", "!"))
_IS = frozenset((("is",), ("was",), (",", "is"), (",", "was"), (",", "comes", "to")))
_LEADS = frozenset(("from", "to", "at", "on"))
_PREMIUM = frozenset(("premium", "discount"))
_FILLERS = frozenset(("the", "just", "only", "some", "a", "its", "their"))


class Change(NamedTuple):
    """Indices of a line's figures: `before`, `after` and `by`. `sign`: +1 or −1 where a comparative says so, else 0.

    `apart`: the two stand side by side and neither is the old one ("0.73 against 0.70, a difference of 0.02").
    """

    line: Line
    before: int
    after: int
    by: int
    sign: int = 0
    apart: bool = False


@lru_cache(maxsize=64)
def changes(line: Line) -> tuple[Change, ...]:
    """Every change with both endpoints, each figure the change in one at most; worked out once for all rules."""
    kept: dict[int, Change] = {}
    opposed = (Change(line, *found) for found in versus(line))
    for found in (*_from_to(line), *_compared(line), *_side_by_side(line), *opposed):
        kept.setdefault(found.by, found)
    if kept and any(phrase in " ".join(line.all_words) for phrase in table("arithmetic")["other_base"]):
        return ()
    return tuple(kept.values())


def _lead(line: Line, index: int) -> str:
    """The word that leads to an endpoint: "from", "to", "at", "on"; else ""."""
    figure = line.figures[index]
    if figure.change in ("from", "to"):
        return figure.change
    words = [w for w in line.before(index, 3) if w not in _FILLERS]
    return words[-1] if words and words[-1] in _LEADS else ""


def _from_to(line: Line) -> Iterator[Change]:
    """The shape: "from A to B" or "to B from A", with the change before, between or after."""
    numbers = _timeless(line)
    for place, by in enumerate(numbers):
        for first, second in _neighbours(numbers, place):
            leads = _lead(line, first), _lead(line, second)
            if leads == ("from", "to"):
                before, after = first, second
            elif leads[1] == "from" and leads[0] in ("to", "at"):
                before, after = second, first
            else:
                continue
            a, b, change = line.figures[before], line.figures[after], line.figures[by]
            if leads[0] == "at" and numbers.index(first) < place:
                continue
            if _lead(line, by) == "from":
                continue  # "from 1.6% to 5.1%, after falling from a 10.1% growth rate": itself an endpoint
            if comparable(a, b) and is_change(change, b) and _is_stated(line, by, first, second):
                yield Change(line, before, after, by)


def _timeless(line: Line) -> tuple[int, ...]:
    """The figures without the durations: "doubled in ten years, from 124 to 312"; all where only durations change."""
    found = tuple(i for i in line.numbers if line.figures[i].dimension != "duration")
    return found if len(found) > 2 else line.numbers


def _neighbours(numbers: tuple[int, ...], place: int) -> Iterator[tuple[int, int]]:
    """The two figures after a figure, around it, and before it."""
    for first, second in ((place + 1, place + 2), (place - 1, place + 1), (place - 2, place - 1)):
        if first >= 0 and second < len(numbers):
            yield numbers[first], numbers[second]


def _is_stated(line: Line, by: int, first: int, second: int) -> bool:
    """True when the words between say that this is the change between the two."""
    ordered = sorted((by, first, second))
    gaps = [bare(line, a, b) for a, b in pairwise(ordered)]
    if any(_STOPS & set(gap) for gap in gaps) or len(bare(line, first, second)) > _APART:
        return False
    figure = line.figures[by]
    beside = gaps[0] if by < second else gaps[1]
    if len(beside) > _NEAR:
        return False
    if "and" in beside:
        return False  # "rents rose from 400 to 500 and wages by 5 %"
    if by > second:
        if another_base(line, by):
            return False
        said = figure.change in ("by", "more") or bool(cues("change") & set(beside)) or "(" in beside
        return said or bool(cues("change") & set(line.after(by, 2)))
    return figure.change in ("by", "more") or figure.dimension == "factor"


def _compared(line: Line) -> Iterator[Change]:
    """The shape: "B, 35 % more than the A", "B, twice last year's A", "B were up 12 % on A"."""
    numbers = line.numbers
    for after, by, before in zip(numbers, numbers[1:], numbers[2:], strict=False):
        a, b, change = line.figures[before], line.figures[after], line.figures[by]
        if not comparable(a, b) or not is_change(change, b) or b.change in ("from", "by"):
            continue
        if b.kind == "count" and not frame_words().settings.isdisjoint(line.before(after, 2)):
            continue  # "468 pairs on the three islands, 30 % more than the 360": the islands are where
        lead, tail = bare(line, after, by), line.between(by, before)
        linked = len(lead) <= _NEAR and set(lead) <= cues("linking") | cues("up") | cues("down") | _PREMIUM
        if not lead or not linked:
            continue
        sign = _sign(line, by, before)
        if change.dimension == "factor":
            joined = set(tail) <= cues("multiple")
        else:
            merged = a.modifier in BOUNDS and a.head == change.tail
            leads = {"than", "from", "on", "below", "above", "under"} | (
                {"to", "over"} if _PREMIUM & set(lead) else set()
            )
            stated = bool(leads & set(tail)) and (set(tail) <= cues("against") or _is_of_another(tail))
            joined = merged or stated
            joined = joined and (sign != 0 or change.change == "by" or bool(_PREMIUM & set(lead)))
        if joined and len(tail) <= _NEAR:
            yield Change(line, before, after, by, sign)


def _sign(line: Line, by: int, before: int) -> int:
    """+1 or −1 as the comparative beside the change says, else 0."""
    words = {*line.before(by, 1), *line.between(by, before)}
    if line.figures[before].modifier in BOUNDS and line.figures[before].head == line.figures[by].tail:
        words |= {line.figures[before].surface.split()[0].lower()}
    sign = bool(cues("up") & words) - bool(cues("down") & words)
    return -sign if line.figures[before].dimension == "duration" and cues("speed") & words else sign


def _is_of_another(tail: tuple[str, ...]) -> bool:
    """True for "higher than the old mast at": what is compared with bears its value behind it."""
    compares = tail[:1] and tail[0] in cues("up") | cues("down") and tail[1:2] == ("than",)
    return bool(compares) and tail[2:3] in (("the",), ("its",), ("their",)) and tail[-1] in ("at", "(")


def _side_by_side(line: Line) -> Iterator[Change]:
    """The shape: "A against B, a difference of D", "the difference between A and B is D", "A, lost B, leaving D"."""
    numbers = line.numbers
    yield from _lead_first(line)
    for first, second, by in zip(numbers, numbers[1:], numbers[2:], strict=False):
        a, b, change = line.figures[first], line.figures[second], line.figures[by]
        if not comparable(a, b) or not comparable(change, b) or change.dimension in ("ratio", "factor"):
            continue
        between, last = line.between(first, second), line.between(second, by)
        named = bool(cues("difference") & set(last)) and last[-1:] == ("of",) and len(last) <= 5
        lead = line.before(first, _NEAR)
        asked = bool(cues("difference") & set(line.before(first, 3))) and last in _IS
        apart = lead[-1:] == (",",) and "between" in lead and bool(cues("difference") & set(lead))
        if apart and between[:2] == (",", "and") and len(between) <= _NEAR and last in _IS:
            yield Change(line, first, second, by, apart=True)  # "the gap between the highest, A, and the lowest, B, is"
        two = named and 1 < len(between) <= 6 and between[0] in ("and", "to", "against") and not _STOPS & set(between)
        versus = bool(between) and set(between) <= cues("versus") | {","} and len(between) <= 4
        taken = set(between) | (set(line.before(first, 3)) if "of" in between else set())
        left = "leaving" in last and bool(cues("taking") & taken) and not {";", ".", "and"} & set(last)
        if (versus and (named or asked)) or (two and is_change(change, a)) or left:
            yield Change(line, first, second, by, apart=True)


def _lead_first(line: Line) -> Iterator[Change]:
    """The shape: "won by 214 votes, with 5,310 to her rival's 4,996"."""
    numbers = line.numbers
    for by, first, second in zip(numbers, numbers[1:], numbers[2:], strict=False):
        a, b, change = line.figures[first], line.figures[second], line.figures[by]
        if not comparable(a, b) or change.dimension != "count" or change.dimension != a.dimension:
            continue
        before, lead, between = line.before(by, 3), line.between(by, first), line.between(first, second)
        ahead = before[-1:] == ("by",) or (before[-1:] == ("of",) and bool(cues("difference") & set(before)))
        joined = lead in ((",",), (",", "with"), ("(",), (":",), ("–",), ("—",), (",", "by"), ("with",))
        if ahead and joined and between[:1] in (("to",), ("against",)) and len(between) <= 5:
            yield Change(line, first, second, by, apart=True)

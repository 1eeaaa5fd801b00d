"""A part, its whole and the share given for it, wherever a text states all three. Not a rule itself (no RULE).

In one sentence: "61 of the 90 flats (68%)", "61, or 68%, of 90", "26,244 women (54%) and 22,356 men (46%)". Across
sentences only for groups whose sizes the text gives: "The least active third, 16,200 people … In the least active group
there were 1,053, or 6.5%", and then only beside another group that does fit.
Refuses to infer a whole: a guessed denominator turns right figures into wrong ones.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from claimcheck.arithmetic import HUNDRED, holds, share, total
from claimcheck.lexicon import table
from claimcheck.model import Document, Figure
from claimcheck.rules.reckoning import (
    Line,
    Reading,
    comparable,
    cues,
    half_digit,
    one_noun,
    positive,
    reading,
    reckon,
    widened,
)

Place = tuple[Line, int]

# What may stand between the three, as tokens joined by blanks.
_THE = r"(?: (?:the|its|their|his|her|our|all|those|these|a total of|some|more than))*"
_OF = rf"(?:[a-z]+ ){{0,2}}(?:out )?of{_THE}(?: [a-z-]+){{0,2}}"
_FROM = r"(?:[a-z]+ ){0,4}(?:from|in) (?:a|an|its|the|their)(?: [a-z-]+){0,2}(?: of)?"
_OR = r"(?:[a-z’'-]+ ){0,4}(?:\(|, or|or|, that is ,|[—–-] or)(?: (?:just|only|some|exactly|fully))?"
_PART_OF = rf"of{_THE}(?: [a-z-]+){{0,3}}"
_ON = r"on (?:sales|revenue|revenues|turnover|income)(?: of)?"
_MARGIN = r", (?:or )?a (?:net |gross |profit |operating )?margin of"
_SAID = (
    r"(?:[a-z]+ ){0,4}, (?:which|that) (?:is|was|are|were|means|makes|represents|equals)(?: just| only| some| exactly)?"
)
_RATED = r"(?:[a-z]+ ){0,4}, an? (?:[a-z-]+ ){0,2}(?:rate|share|proportion|percentage) of"
_FOUND = r"and(?: [a-z-]+){1,4}(?: at| in| on| of| among)|(?:[a-z]+ ){1,5}and"
_TURNED = frozenset(((":",), (",", "with"), ("(",), (",", "as"), ("with",)))
_CLOSED = r"[,)]?(?: [,)])* ?"


class _Order(NamedTuple):
    """`part`, `whole` and `percent` by their place among three figures in a row, and the two gaps between them."""

    part: int
    whole: int
    percent: int
    first: re.Pattern[str]
    second: re.Pattern[str]
    opened: str = ""  # a word that stands right before the first figure
    closed: str = ""  # a row of phrases one of which follows the last figure
    ended: bool = False  # a mark follows the last figure


_ORDERS = (
    _Order(0, 1, 2, re.compile(_OF), re.compile(_OR)),  # 61 of the 90 flats (68%)
    _Order(0, 2, 1, re.compile(_OR), re.compile(_CLOSED + _OF)),  # 61, or 68%, of 90
    _Order(1, 2, 0, re.compile(_OR), re.compile(_OF)),  # 68% (61 of 90)
    _Order(2, 1, 0, re.compile(_PART_OF), re.compile(_OR)),  # 68% of the 90 flats, or 61
    _Order(
        1,
        0,
        2,
        re.compile(r"(?:[a-z’'-]+ ){0,6},(?: [a-z’'-]+){0,4}"),
        re.compile(r"(?:[a-z’'-]+ ){0,4}(?:\(|, or)"),
        opened="of",
    ),  # of 90 flats, 61 (68%)
    _Order(0, 1, 2, re.compile(_FROM), re.compile(_OR), closed="of_whole"),  # 40 jobs from a staff of 90, or 44% of …
    _Order(0, 1, 2, re.compile(_OF), re.compile(","), ended=True),  # 12 of the 16 members, two thirds, …
    _Order(2, 1, 0, re.compile(_PART_OF), re.compile(","), ended=True),  # a third of the 120 members, 40 people, …
    _Order(2, 1, 0, re.compile(_PART_OF), re.compile(","), closed="in_all"),  # a third of the 120 members, 40 in all
    _Order(
        2, 0, 1, re.compile(","), re.compile(rf"of (?:whom|which|them|these|those)(?: ,)? {_OR}")
    ),  # half of whom (60)
    _Order(0, 1, 2, re.compile(_OF), re.compile(_SAID)),  # 31 of the 90 seats, which is 34%
    _Order(0, 1, 2, re.compile(_OF), re.compile(_RATED)),  # 18 of the 24 passed, a pass rate of 75%
    _Order(1, 0, 2, re.compile(_FOUND), re.compile(_RATED)),  # 240 farms and found faults at 66, a rate of 27.5%
    _Order(0, 1, 2, re.compile("in"), re.compile(r"\("), opened="in words"),  # three in eight (37.5%)
    _Order(0, 1, 2, re.compile(_ON), re.compile(_MARGIN)),  # a profit of 4 on sales of 50, a margin of 8%
)
_NEAR = 20  # sentences with figures, back from a group's share to its size
_ELSEWHERE = frozenset(("in", "among", "for", "at", "on", "with", "after", "before", "by", "during", "against"))
_PARTS = frozenset(("", "more"))  # "another 12" is a part as well
_NOT_A_PART = frozenset(("of", "more", "fewer", "less", "than", "higher", "lower", "times", "per", "each", "vs", "ci"))


class Share(NamedTuple):
    """`part` of the sum of `wholes` is said to be `percent`."""

    part: Place
    wholes: tuple[Place, ...]
    percent: Place

    @property
    def written(self) -> Reading | None:
        """The share as given, with room for digits cut off instead of rounded."""
        figure = self.percent[0].figures[self.percent[1]]
        found = reading(figure)
        return None if found is None else widened(found, half_digit(figure))

    @property
    def reckoned(self) -> Reading | None:
        """Part divided by whole, in percent; None where that cannot be."""
        line, index = self.part
        readings = [reading(line.figures[index]), *(reading(w.figures[i]) for w, i in self.wholes)]
        known = [r for r in readings if positive(r) and r is not None]
        if len(known) < len(readings):
            return None
        whole = Reading(total(r.tight for r in known[1:]), total(r.loose for r in known[1:]))
        if whole.loose.high is None or (known[0].loose.low or 0) > whole.loose.high:
            return None
        return reckon(share, known[0], whole)


def stated(line: Line) -> Iterator[Share]:
    """Every share that one sentence states with its part and its whole."""
    if not any(line.figures[i].dimension == "ratio" for i in line.numbers):
        return
    yield from _triples(line)
    yield from _partition(line)
    yield from _turnout(line)


def _triples(line: Line) -> Iterator[Share]:
    numbers = line.numbers
    at = 0
    while at + 2 < len(numbers):
        three = numbers[at : at + 3]
        gaps = [" ".join(line.between(a, b)) for a, b in pairwise(three)]
        order = next((o for o in _ORDERS if _is_order(line, o, three, gaps)), None)
        if order is not None:
            yield Share((line, three[order.part]), ((line, three[order.whole]),), (line, three[order.percent]))
        at += 1 if order is None else 3


def _is_order(line: Line, order: _Order, three: tuple[int, ...], gaps: list[str]) -> bool:
    if not order.first.fullmatch(gaps[0]) or not order.second.fullmatch(gaps[1]):
        return False
    part, whole, percent = (line.figures[three[p]] for p in (order.part, order.whole, order.percent))
    if not _fits(part, whole, percent):
        return False
    if order.opened == "in words":
        return not any(c.isdigit() for c in part.surface + whole.surface) and line.after(three[2], 1) == (")",)
    if order.opened and order.opened not in line.before(three[0], 2):
        return False
    if order.part > order.whole and not order.opened and not one_noun(part, whole):
        return False
    if order.closed:
        return " ".join(line.after(three[2], 3)).startswith(tuple(table("arithmetic")[order.closed]))
    if order.ended:
        same = part.unit == "person" or one_noun(part, whole)  # "half of the 60 ships, 12 tankers, …" is no share
        return same and line.after(three[2], 1)[:1] in ((",",), (".",), (";",), ())
    following = line.after(three[2], 3)
    if gaps[1].endswith("(") and set(following[:1]) & _ELSEWHERE:
        return False  # "(25% in the control group)"
    again = order.percent == 2 and " ".join(following).startswith(tuple(table("arithmetic")["of_whole"]))
    return again or not set(following[:1]) & _NOT_A_PART


def _fits(part: Figure, whole: Figure, percent: Figure) -> bool:
    """True when the kinds are those of a part, a whole and a share, and none of them is a change."""
    if percent.dimension != "ratio" or part.dimension == "ratio" or whole.dimension == "ratio":
        return False
    if part.change not in _PARTS or whole.change or percent.change or part.per or whole.per or percent.per:
        return False
    return comparable(part, whole)


def _turnout(line: Line) -> Iterator[Share]:
    """Turnout with those who came and those who could: "61%: 11,220 of the 18,400 voters cast a ballot"."""
    if "turnout" not in line.all_words:
        return
    for percent, part, whole in zip(line.numbers, line.numbers[1:], line.numbers[2:], strict=False):
        if not _fits(*(line.figures[i] for i in (part, whole, percent))):
            continue
        opened = "turnout" in line.before(percent, 4) and line.between(percent, part) in _TURNED
        voters = line.figures[whole].unit in cues("voters") and cues("cast") & set(line.after(whole, 4))
        if opened and voters and re.fullmatch(_OF, " ".join(line.between(part, whole))):
            yield Share((line, part), ((line, whole),), (line, percent))


def _partition(line: Line) -> Iterator[Share]:
    """Parts each with its share in brackets, where the shares make 100%: the whole is the sum of the parts."""
    numbers = line.numbers
    pairs = [(a, b) for a, b in pairwise(numbers) if line.between(a, b) == ("(",) and line.after(b, 1) == (")",)]
    pairs = [p for p in pairs if _fits(line.figures[p[0]], line.figures[p[0]], line.figures[p[1]])]
    shares = [line.figures[b].tight for _, b in pairs]
    if len(pairs) < 2 or not holds(total(s for s in shares if s is not None), HUNDRED):
        return
    joints = [line.between(b, c)[1:2] for (_, b), (c, _) in pairwise(pairs)]
    if set(joints) <= {(",",), ("and",)} and all(
        comparable(line.figures[a], line.figures[pairs[0][0]]) for a, _ in pairs
    ):
        wholes = tuple((line, a) for a, _ in pairs)
        for part, percent in pairs:
            yield Share((line, part), wholes, (line, percent))


# --- groups across sentences -----------------------------------------------------------------------------------------


def of_groups(document: Document, every: list[Line]) -> Iterator[tuple[Share, list[Share]]]:
    """Each share of a group whose size stands elsewhere, with the other shares of its paragraph."""
    beside: dict[int, list[Share]] = defaultdict(list)
    for place, line in enumerate(every):
        for part, percent in pairwise(line.numbers):
            if line.between(part, percent) in (("(",), (",", "or")):
                whole = _size(line, part, every[max(0, place - _NEAR) : place])
                if whole is not None and _fits(line.figures[part], whole[0].figures[whole[1]], line.figures[percent]):
                    beside[line.sentence.block].append(Share((line, part), (whole,), (line, percent)))
    for shares in beside.values():
        for found in shares:
            yield found, [s for s in shares if s is not found]


def _size(line: Line, part: int, earlier: list[Line]) -> Place | None:
    """The one figure before which the group of a part is named as it is before the part: "the least active …"."""
    group = _group(line.before(part, 8))
    if not group:
        return None
    sizes = [
        (other, i)
        for other in earlier
        for i in other.numbers
        if other.figures[i].kind == "count" and _names(other.before(i, 8), group)
    ]
    return sizes[0] if len(sizes) == 1 else None


def _group(words: tuple[str, ...]) -> tuple[str, ...]:
    """What a group is called: "in the least active group there were" → least active."""
    text = " ".join(words)
    match = re.search(r"\b(?:in|among|of) the ((?:[a-z-]+ ){0,3}?[a-z-]+)(?: there were| it was| there was)?$", text)
    found = match[1].split() if match else []
    if found and found[-1] in cues("groups"):
        found.pop()
    return tuple(found)


def _names(words: tuple[str, ...], group: tuple[str, ...]) -> bool:
    """True when a figure's size is given right behind the group's name: "the least active third, 16,200 people"."""
    kept = [w for w in words if w not in cues("groups") and w not in (",", "of", "(")]
    return tuple(kept[-len(group) :]) == group


def of_them(every: list[Line]) -> Iterator[Share]:
    """A share of what the sentence before counted: "150 complaints. It upheld 45 of them, or 30%."."""
    for before, line in pairwise(every):
        if line.index - before.index != 1 or before.sentence.block != line.sentence.block:
            continue
        wholes = [i for i in before.numbers if before.figures[i].kind == "count" and before.figures[i].unit]
        percents = [i for i in line.numbers if line.figures[i].dimension == "ratio"]
        if len(wholes) == len(percents) == 1 and len(before.numbers) == 1:
            part = _of_them(line, percents[0])
            if part >= 0 and _fits(line.figures[part], before.figures[wholes[0]], line.figures[percents[0]]):
                yield Share((line, part), ((before, wholes[0]),), (line, percents[0]))


def _of_them(line: Line, percent: int) -> int:
    """The figure "of them" whose share `percent` is; −1 for none."""
    gap, last = line.before(percent, 3), line.after(percent, 1)
    for part in (i for i in line.numbers if i < percent):
        told = line.after(part, 2)
        close = line.between(part, percent) in (("(",), (",", "or"), ("of", "them", ",", "or"), ("of", "them", "("))
        ended = gap[-2:] == (",", "or") and last in ((".",), ())
        if told in (("of", "them"), ("of", "these"), ("of", "those")) and (close or ended):
            return part if close or part == line.numbers[0] else -1
        opened = line.words(0, 3) in (("of", "these", ","), ("of", "them", ","), ("of", "those", ","))
        if opened and part == line.numbers[0] and close:
            return part
    return -1

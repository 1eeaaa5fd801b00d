"""Totals whose parts stand in other sentences. Not a rule itself (no RULE).

`parallel`: three statements give the same two things, and one of them adds up ("… 11.3 million customers and £312
billion of assets … 6.9 million customers and £185 billion … 4.4 million customers and £127 billion"), so that the other
must. `combined`: "a combined workforce of 24,600" with "14,800 people and Easton 9,800" in a neighbouring sentence.
`of_the_money`: "Of the money, …, … and …" with the sum that the text names more than once before.
`the_others`: "48 shelters. Twenty-six are in the north. The other 19 are in the south."
Refuses to look for sums where nothing says that there is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, product

from claimcheck.arithmetic import total
from claimcheck.interval import disjoint
from claimcheck.lexicon.words import verb_forms
from claimcheck.model import Figure
from claimcheck.rules.breakdowns import enumeration, takes_the_rest
from claimcheck.rules.reckoning import Line, comparable, counted, cues, middle
from claimcheck.rules.shares import Place

_EARLY = 8  # tokens before the first part
_SENTENCES = 4  # the total's and those of its parts
_OPENING = 3  # tokens before a number that opens its sentence: "Of these, 26 …"
_DIGITS = 3  # an accidental sum of fewer digits is no proof that figures are parts and total
_MEASURED = frozenset(("ratio", "factor", "points", "temperature", "duration", "age"))


def parallel(every: list[Line]) -> Iterator[tuple[Place, tuple[Place, ...]]]:
    """(total, parts) of what three sentences state once each, beside another thing of theirs that adds up."""
    found: dict[str, list[Place]] = defaultdict(list)
    for line in every:
        for i in line.numbers:
            if key := _key(line.figures[i]):
                found[key].append((line, i))
    for key, places in found.items():
        if len(places) == 3 and len({line.index for line, _ in places}) == 3:
            whole, *parts = sorted(places, key=_value, reverse=True)
            others = [found[other] for other in found if other != key]
            if not _adds_up(whole, parts) and any(_is_parallel(whole, parts, other) for other in others):
                yield whole, tuple(parts)


def _is_parallel(whole: Place, parts: list[Place], others: list[Place]) -> bool:
    """True when one figure of the total's sentence is the sum of one figure from each part's sentence."""
    beside = [[place for place in others if place[0] is line] for line, _ in (whole, *parts)]
    if not all(beside) or any(len(places) > 3 for places in beside):
        return False
    return any(_adds_up(lead, rest) for lead, *rest in product(*beside))


def _key(figure: Figure) -> str:
    """What is counted or paid, as written; "" for what is never a part of a total."""
    exact = figure.modifier == "exact" and not figure.change and not figure.per and figure.kind != "ordinal"
    if not exact or not figure.unit or figure.dimension in _MEASURED or figure.tight is None:
        return ""
    return f"{figure.dimension}|{counted(figure)}"


def _value(place: Place) -> Decimal:
    line, i = place
    tight = line.figures[i].tight
    return (middle(tight) if tight is not None else None) or Decimal(0)


def _adds_up(whole: Place, parts: Sequence[Place]) -> bool:
    figures = [line.figures[i] for line, i in (whole, *parts)]
    if any(f.tight is None or f.value is None for f in figures):
        return False
    digits = max(len(f.value.normalize().as_tuple().digits) for f in figures if f.value is not None)
    added = total(f.tight for f in figures[1:] if f.tight is not None)
    return digits >= _DIGITS and figures[0].tight is not None and not disjoint(figures[0].tight, added)


def combined(every: list[Line]) -> Iterator[tuple[Place, tuple[Place, ...]]]:
    """(total, parts) of "a combined workforce of N" and the two that a neighbouring sentence names."""
    for one, other in pairwise(every):
        if other.index - one.index == 1 and one.sentence.block == other.sentence.block:
            for first, second in ((one, other), (other, one)):
                whole = next((i for i in first.numbers if "combined" in first.before(i, 4)), -1)
                if whole >= 0:
                    yield from _owned(first, whole, second)


def _owned(line: Line, whole: int, beside: Line) -> Iterator[tuple[Place, tuple[Place, ...]]]:
    """Exactly two comparable figures, the second with another owner: "Calder employs 14,800 and Easton 9,800"."""
    figure = line.figures[whole]
    parts = [i for i in beside.numbers if comparable(beside.figures[i], figure)]
    if len(parts) != 2 or figure.modifier != "exact" or not figure.tight:
        return
    if any(beside.figures[i].change or beside.figures[i].modifier != "exact" for i in parts):
        return
    gap = beside.between(*parts)
    named = beside.tokens.surface(beside.figures[parts[1]].head - 1)[:1].isupper()
    if gap[:1] in (("and",), (",",), (";",)) and len(gap) <= 5 and named and not cues("partial") & set(gap):
        yield (line, whole), tuple((beside, i) for i in parts)


def of_the_money(every: list[Line]) -> Iterator[tuple[Place, tuple[Place, ...]]]:
    """(total, parts) of "Of the money taken, A went on …, B on … and C on …", the total a sum named twice before."""
    for line in every:
        words = line.words(0, 3)
        if words[:2] != ("of", "the") or words[2:3] not in [(w,) for w in cues("money")] or len(line.numbers) < 2:
            continue
        first = next((i for i in line.numbers if line.figures[i].dimension == "money"), -1)
        if first < 0 or line.figures[first].head > _EARLY:
            continue
        parts, extra, complete = enumeration(line, first, line.figures[first])
        if complete and len(parts) > 1 and not extra:
            whole = _twice(line, line.figures[first], every)
            if whole is not None:
                yield whole, tuple((line, i) for i in parts)


def _twice(line: Line, part: Figure, every: list[Line]) -> Place | None:
    """The sum that the text names most often before, if more than once, at its first mention."""
    found: dict[Decimal, list[Place]] = defaultdict(list)
    for other in every:
        for i in other.numbers:
            figure = other.figures[i]
            if other.index < line.index and figure.value is not None and comparable(figure, part):
                found[figure.value].append((other, i))
    best = max(found.values(), key=len, default=[])
    return best[0] if len(best) > 1 and best[0][0].figures[best[0][1]].dimension == "money" else None


def the_others(every: list[Line]) -> Iterator[tuple[Place, tuple[Place, ...]]]:
    """(total, parts) of a count and the sentences behind it that tell of so many of them and of "the other 19"."""
    for at, line in enumerate(every):
        last = next((i for i in line.numbers if takes_the_rest(line, i)), -1)
        if last < 0 or last != line.numbers[-1]:
            continue
        chain = [line]
        for back in range(at - 1, max(at - _SENTENCES, -1), -1):
            before = every[back]
            if chain[0].index - before.index != 1 or before.sentence.block != line.sentence.block:
                break
            parts = tuple((other, i) for other in chain for i in other.numbers)
            if len(parts) > 1 and _opens(chain[0]) and all(_is_part(*part) for part in parts):
                whole = one_whole(before, parts)
                if whole is not None:
                    yield whole, parts
                break
            chain.insert(0, before)


def _opens(line: Line) -> bool:
    """True for a sentence that begins with its number: "Twenty-six are …", "Of these, 26 are …"."""
    return line.figures[line.numbers[0]].head <= _OPENING and line.words(0, 1) not in (("the",), ("a",), ("an",))


def _is_part(line: Line, index: int) -> bool:
    """True for a bare count that nothing makes a part of a part."""
    figure = line.figures[index]
    plain = figure.kind in ("count", "money") and figure.modifier == "exact" and not figure.per
    alone = figure.change == "" or takes_the_rest(line, index)
    within = line.after(index, 1) == ("of",) and figure.head > _OPENING
    said = set(line.all_words) & (cues("partial") - cues("the_rest") - {"them"})
    bare = not figure.unit or (figure.kind == "money" and not _is_adjective(line, index)) or in_one_verb(line, index)
    return plain and alone and bare and not within and not said


def _is_adjective(line: Line, index: int) -> bool:
    """True for "the other £2,000 gift": the money is what a thing cost."""
    behind = (*line.after(index, 1), ".")[0]
    ends = not behind.isalpha() or behind in cues("belonging") or verb_forms().get(behind, ("", False))[1]
    return not (ends or behind in cues("goes_with"))


def in_one_verb(line: Line, index: int) -> bool:
    """True for "Forty run on diesel": what reads like the noun is the verb."""
    figure = line.figures[index]
    word, behind = figure.surface.split()[-1].lower(), line.after(index, 1)
    return len(figure.surface.split()) > 1 and word in verb_forms() and bool(behind) and behind[0] in cues("belonging")


def one_whole(line: Line, parts: Sequence[Place]) -> Place | None:
    """The one count of things in a sentence that is larger than each of the parts."""
    most = max(_value(part) for part in parts)
    kind = parts[0][0].figures[parts[0][1]].kind
    if any(other.figures[i].kind != kind for other, i in parts):
        return None
    found = [
        i for i in line.numbers if line.figures[i].kind == kind and line.figures[i].unit and _value((line, i)) > most
    ]
    figure = line.figures[found[0]] if len(found) == 1 else None
    if figure is None or figure.modifier != "exact" or figure.change not in ("", "by") or figure.per:
        return None
    return line, found[0]

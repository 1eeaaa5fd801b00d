"""Totals told in shapes of running prose, with parts in one or two sentences. Not a rule itself (no RULE).

`announced`: "The 30 posts go to three towns: 12 to …, 11 to … and nine to …", "Only 23 are known: 13 of them in …".
`closed`: "A lost 5 kilograms, B 4.5 and C 8, a loss of 17 kilograms between them".
`merged`: "One has 210 pupils, the other 580. Next year they will be one, with 790 on the roll".
`the_remaining`: "It cost 4.6 million euros. The state paid 2.6 million, … and the town the remaining million".
`complementary`: "Of the 184 starters, 127 were men and 67 were women".
`of_the_set`: "Nine of the dead lived in A, six in B and three in C" where the text counts the dead elsewhere.
Refuses to add up where a further figure of the kind stands among the parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from claimcheck.lexicon import table
from claimcheck.model import Figure
from claimcheck.rules.breakdowns import enumeration, takes_the_rest
from claimcheck.rules.reckoning import Line, cues
from claimcheck.rules.shares import Place
from claimcheck.rules.told_apart import fits, is_bare, neighbours, usable

Sum = tuple[Place, tuple[Place, ...]]

_HEAD = 4  # tokens before a total that opens its sentence
_LEADING = 16  # tokens between a total and the colon behind it
_NEAR = 12  # tokens between the parts of one sentence
_OF_THESE = frozenset(("of", word, ",") for word in ("these", "them", "those"))
_LIKE = 3  # tokens of a part among which its verb and noun stand


def sums(every: Sequence[Line]) -> Iterator[Sum]:
    """Every total and its parts, in these shapes."""
    for at, line in enumerate(every):
        many = len(line.numbers)
        if many > 2:
            found = _announced(line) or _closed(line) or _complementary(line) or _of_the_set(every, at)
        else:
            found = _merged(every, at) if many == 1 else None
        found = found or (_the_remaining(every, at) if many > 1 else None)
        if found is not None and all(map(_is_plain, (found[0], *found[1]))):
            yield found


def _is_plain(place: Place) -> bool:
    figure = place[0].figures[place[1]]
    return figure.value is not None and figure.modifier == "exact" and figure.of < 0 and not figure.per


def _places(line: Line, numbers: Sequence[int]) -> tuple[Place, ...]:
    return tuple((line, i) for i in numbers)


def _announced(line: Line) -> Sum | None:
    """A total, perhaps the number of its parts, a colon, and one part after another to the end of the sentence."""
    words = line.all_words
    if words.count(":") != 1:
        return None
    colon = words.index(":")
    lead = [i for i in line.numbers if line.figures[i].head < colon]
    parts = [i for i in line.numbers if line.figures[i].head > colon]
    if len(lead) not in (1, 2) or len(parts) < 2 or line.figures[parts[0]].head != colon + 1:
        return None
    whole, known = line.figures[lead[0]], len(lead) == 2
    grouped = known and line.figures[lead[1]].value == len(parts) and line.figures[lead[1]].unit not in ("", whole.unit)
    own = words[line.figures[parts[0]].tail :][:2] == ("of", "them")
    if not (grouped or (own and not known)) or colon - line.figures[lead[0]].tail > _LEADING or not whole.unit:
        return None
    found, extra, complete = enumeration(line, parts[0], whole)
    listed = complete and not extra and list(found) == parts and "and" in words[colon:]
    if not listed or cues("told_some") & set(words[colon:]):
        return None
    if not all(is_bare(f) or f.unit == whole.unit for f in (line.figures[i] for i in parts)):
        return None
    return (line, lead[0]), _places(line, parts)


def _closed(line: Line) -> Sum | None:
    """Parts with one unit given once, and what they make "between them" at the end."""
    last = line.numbers[-1]
    whole = line.figures[last]
    parts = line.numbers[:-1]
    behind = " ".join(line.after(last, 4))
    if not whole.unit or not behind.startswith(tuple(table("arithmetic")["in_all"])):
        return None
    if line.between(parts[-1], last).count(",") != 1 or cues("partial") & set(line.all_words) - {"them"}:
        return None
    figures = [line.figures[i] for i in parts]
    if not all(fits(f, whole) and f.change in ("", "by") for f in figures) or not any(f.unit for f in figures):
        return None
    return ((line, last), _places(line, parts)) if _is_series(line, parts) else None


def _merged(every: Sequence[Line], at: int) -> Sum | None:
    """One figure of a sentence that puts together the two things of the sentence before."""
    line = every[at]
    before = neighbours(every, at, 1)
    if not before or len(before[0].numbers) != 2:
        return None
    text = " ".join(line.all_words)
    if not any(f" {phrase} " in f" {text} " for phrase in table("arithmetic")["told_together"]):
        return None
    whole, parts = line.figures[line.numbers[0]], _places(before[0], before[0].numbers)
    one, other = (p[0].figures[p[1]] for p in parts)
    gap = before[0].between(*before[0].numbers)
    if gap[:1] != ("and",) or len(gap) > _NEAR // 2:
        return None
    if whole.change or not fits(one, other) or not all(fits(f, whole) and not f.change for f in (one, other)):
        return None
    if (is_bare(one) and is_bare(other)) or cues("partial") & {*line.all_words, *before[0].all_words}:
        return None
    return (line, line.numbers[0]), parts


def _the_remaining(every: Sequence[Line], at: int) -> Sum | None:
    """All figures of a sentence, the last of them "the remaining …", and the one total just before."""
    line = every[at]
    last = line.numbers[-1]
    if not takes_the_rest(line, last):
        return None
    near = neighbours(every, at)
    parts = line.numbers
    figures = [line.figures[i] for i in parts]
    told = (cues("told_some") - ({"these", "those"} if line.words(0, 3) in _OF_THESE else set())) & set(line.all_words)
    if told or not _is_series(line, parts):
        return None
    wholes = [(x, i) for x in near for i in x.numbers if x.figures[i].unit and not x.figures[i].change]
    wholes = [p for p in wholes if all(fits(f, p[0].figures[p[1]]) for f in figures)]
    most = max((f.value for f in figures if f.value is not None), default=None)
    if figures[0].dimension == "count" and _of(wholes[0] if wholes else (line, last)).dimension == "count":
        wholes = [p for p in wholes if most is not None and (_of(p).value or 0) > most]
    return (wholes[0], _places(line, parts)) if len(wholes) == 1 and usable(wholes[0]) else None


def _is_series(line: Line, parts: Sequence[int]) -> bool:
    """True for figures of which a comma or "and" divides each from the next, the last two an "and"."""
    gaps = [line.between(a, b) for a, b in pairwise(parts)]
    divided = all({",", "and"} & set(gap) and len(gap) <= _NEAR and not {":", ";", "("} & set(gap) for gap in gaps)
    return divided and "and" in gaps[-1]


def _of(place: Place) -> Figure:
    return place[0].figures[place[1]]


def _complementary(line: Line) -> Sum | None:
    """For "Of the 184 starters, 127 were men and 67 were women", and nothing else."""
    if len(line.numbers) != 3 or line.words(0, 1) != ("of",) or line.figures[line.numbers[0]].head > _HEAD:
        return None
    whole, one, other = line.numbers
    kinds = [set(line.after(i, _LIKE)) for i in (one, other)]
    pairs = [(first, second) for first, second in table("arithmetic")["complements_told"]]
    if not any((a in kinds[0] and b in kinds[1]) or (b in kinds[0] and a in kinds[1]) for a, b in pairs):
        return None
    gap = line.between(one, other)
    if "and" not in gap or len(gap) > _LIKE + 1 or line.between(whole, one) != (",",):
        return None
    return (line, whole), _places(line, (one, other))


def _of_the_set(every: Sequence[Line], at: int) -> Sum | None:
    """For "Nine of the dead lived in A, six in B and three in C" against the number that the text gives of them."""
    line = every[at]
    first = line.figures[line.numbers[0]]
    if first.head > 1 or " of the " not in first.surface or first.unit not in cues("told_dead"):
        return None
    found, extra, complete = enumeration(line, line.numbers[0], first)
    if extra or not complete or list(found) != list(line.numbers):
        return None
    before = {line.after(i, 1) for i in line.numbers[1:]}
    own = line.after(line.numbers[0], 2)[1:]
    if len(before) != 1 or before != {own} or own[0] not in cues("belonging"):
        return None
    wholes = [(x, i) for x in every[max(at - _HEAD, 0) : at] for i in x.numbers if _counts_dead(x, i)]
    values = {_of(p).value for p in wholes}
    told = sum(line.figures[i].value or 0 for i in line.numbers)
    exceeds = len(values) == 1 and all(value is not None and told > value for value in values)
    return (wholes[-1], _places(line, line.numbers)) if exceeds else None


def _counts_dead(line: Line, i: int) -> bool:
    """True for "17 people died", "killed 17 people", "17 dead"."""
    figure = line.figures[i]
    if figure.unit not in cues("people") | cues("told_dead") or figure.change or " of the " in figure.surface:
        return False
    near = {*line.after(i, 2), *line.before(i, 2), figure.unit}
    return bool(cues("told_dead") & near)

"""Two values set against each other and then the change between them: helper of `changes`, no rule (no RULE).

"$46 million, compared with $40 million a year earlier, an increase of 15 %", "58 % in 2018 and 64 % in 2022, up 6
points", "rose 8 % to $91 million, compared with $84 million in the same quarter last year".
Refuses where the change is said of another base ("up 20 % on the target") or one of the values was only expected.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.lexicon import table
from claimcheck.model import Figure
from claimcheck.rules.phrases import bare, dates_beside, rest
from claimcheck.rules.reckoning import DATES, Line, comparable, cues, one_noun

Triple = tuple[int, int, int, int, bool]  # before, after, by, sign, apart: the fields of a Change

_STOPS = frozenset((";", ".", ":", "?", "!", "while", "whereas", "although"))
_PHRASE = 6  # tokens of a phrase that may hang on a value ("on the test set")
_BETWEEN = 12  # tokens from the value of one year to that of the next
_NEAR = 3  # tokens from a change to the date of its base
_MARKS = frozenset((",", "(", "—", "–"))
_OTHER_BASE = frozenset(("on", "over", "against", "from", "than", "compared", "versus", "above", "below"))


def is_change(figure: Figure, endpoint: Figure) -> bool:
    """True when `figure` can be the change of a value like `endpoint`: a share, a factor, points, or as much of it."""
    if figure.dimension in ("ratio", "factor", "points"):
        return not figure.per
    if endpoint.kind == "percent" and figure.unit in ("point", "percentage point"):
        return True
    if figure.dimension == "count" and endpoint.unit and not one_noun(figure, endpoint):
        return False  # "88 points against 71, a lead of three places"
    return comparable(figure, endpoint)


def versus(line: Line) -> Iterator[Triple]:
    """Every change told of two values that stand against each other."""
    numbers = line.numbers
    for one, two, three in zip(numbers, numbers[1:], numbers[2:], strict=False):
        yield from _against(line, one, two, three)
        yield from _risen(line, one, two, three)
        yield from _year_by_year(line, one, two, three)


def another_base(line: Line, by: int) -> bool:
    """True for "up 20 % on the target", "up 20 % on 2021": the change is of something else than the values before."""
    tail = line.figures[by].tail
    if line.words(tail, tail + 1) not in {(w,) for w in _OTHER_BASE}:
        return False
    dates = [f for f in line.figures if f.kind in DATES]
    behind = next((f for f in dates if 0 < f.head - tail <= _NEAR), None)
    if behind is None:
        return bool(rest(line, by)[1:])
    known = {f.date for f in dates if f.tail <= line.figures[by].head}
    return bool(known) and behind.date not in known


def _told(line: Line, second: int, by: int) -> tuple[bool, int, bool]:
    """Whether what stands between a value and a figure makes that the change; its sign; whether it is a difference."""
    gap = bare(line, second, by)
    mark = max((i for i, w in enumerate(gap) if w in _MARKS), default=-1)
    if mark < 0 or mark > _PHRASE or _STOPS & set(gap) or (mark and gap[0] not in cues("hanging")):
        return False, 0, False
    said, behind = gap[mark + 1 :], line.after(by, 1)
    nouns, directions = cues("change") | cues("difference"), cues("up") | cues("down")
    if not set(said) <= cues("telling") | nouns | directions:
        return False, 0, False
    named = bool(nouns & set(said)) and said[-1] in ("of", "by", "up", "down", "about")
    follows = not nouns & set(said) and bool(behind) and behind[0] in nouns | directions
    sign = bool(cues("up") & set(behind)) - bool(cues("down") & set(behind)) if follows else 0
    return named or follows, sign, bool(cues("difference") & set(said))


def _against(line: Line, first: int, second: int, by: int) -> Iterator[Triple]:
    """The shape: "B, compared with A a year earlier, an increase of X", "B for one against A for the other"."""
    after, before, change = (line.figures[i] for i in (first, second, by))
    if not comparable(after, before) or not is_change(change, after) or after.change or before.change == "by":
        return
    gap = bare(line, first, second)
    text = " ".join(gap)
    phrase = next((p for p in table("arithmetic")["set_against"] if text == p or text.endswith(" " + p)), "")
    lead = gap[: len(gap) - len(phrase.split())]
    if not phrase or len(lead) > _PHRASE or (_STOPS | {"and"}) & set(lead):
        return
    told, sign, apart = _told(line, second, by)
    if phrase == "to" and not apart:
        return  # "4,120 votes to 3,870, a margin of 250"; "12 to 15, up 3" is a range or a course
    if apart and change.dimension == "ratio" and change.kind == "percent" and after.kind != "percent":
        return
    if told and not _expected(line, second) and not another_base(line, by):
        yield second, first, by, sign, apart


def _risen(line: Line, by: int, first: int, second: int) -> Iterator[Triple]:
    """The shape: "rose X to B, compared with A a year earlier"."""
    change, after, before = (line.figures[i] for i in (by, first, second))
    if change.change != "by" or after.change != "to" or not comparable(after, before) or not is_change(change, after):
        return
    if bare(line, by, first) != ("to",) or line.between(by, first) != ("to",):
        return
    gap = tuple(w for w in bare(line, first, second) if w != ",")
    if " ".join(gap) not in table("arithmetic")["set_against"] or gap == ("to",) or rest(line, second):
        return
    dates = dates_beside(line, second)
    yearly = any("year" in f.surface.lower() or (f.when is not None and f.when.granularity == "year") for f in dates)
    if not dates or yearly:
        yield second, first, by, 0, False


def _year_by_year(line: Line, first: int, second: int, by: int) -> Iterator[Triple]:
    """The shape: "58 % in 2018 and 64 % in 2022, up 6 points", "In 2015 there were 64; by 2020 there were 80, …"."""
    a, b, change = (line.figures[i] for i in (first, second, by))
    if not comparable(a, b) or not is_change(change, b) or not one_noun(b, a) or a.change or b.change:
        return
    dates = [f for f in line.figures if f.kind in DATES and f.head < change.head]
    whens = [f.when for f in dates if f.when is not None and f.when.granularity == "year" and f.when.year]
    if len(dates) != 2 or len(whens) != 2 or (whens[0].year or 0) >= (whens[1].year or 0):
        return
    before = dates[0].tail <= a.head and a.tail <= dates[1].head and dates[1].tail <= b.head
    behind = a.tail <= dates[0].head and dates[0].tail <= b.head and b.tail <= dates[1].head
    gap = bare(line, first, second)
    if not (before or behind) or len(gap) > _BETWEEN or not gap or not set(gap) <= cues("year_links"):
        return
    told, sign, apart = _told(line, second, by)
    if told and not apart and not another_base(line, by):
        yield first, second, by, sign, False


def _expected(line: Line, index: int) -> bool:
    """True for "$84 million expected by analysts"."""
    return bool(cues("unreal") & set(rest(line, index)))

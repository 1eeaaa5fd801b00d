"""A total and the parts it is said to be made of, where one sentence states them. Not a rule itself (no RULE).

Forms: "six members: three men, two women and a child", "305 seats (151 …, 108 … and 46 …)", "made up of", "split
between", "27 men and 16 women, 43 in all", "151 + 108 = 259", "Of the 305 seats, 151 went to …, 108 to … and 46 to …".
Refuses lists that may be partial or overlap, and lists with a part it cannot count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from claimcheck.lexicon import table
from claimcheck.lexicon.words import singular
from claimcheck.model import Figure
from claimcheck.rules.phrases import bare, bare_words
from claimcheck.rules.reckoning import Line, comparable, cues, one_noun

_LONGEST_PART = 16  # tokens from one part's figure to the next
_LAST = 5  # tokens of the last part that tell what it did
_MOST_PARTS = 40
_ENDS = frozenset((".", ";", ":", ")", "!", "?", "—", "–"))
_BEFORE_PART = frozenset(
    ("other", "remaining", "the", "another", "about", "some", "only", "just", "to", "a", "all", "his", "her", "its")
)


class Breakdown(NamedTuple):
    """Indices of a line's figures; `extra` counts parts in words without a figure ("and a child").

    `form`: "listed" (all of it, in so many words), "beside" (only behind a comma), "of" (may be partial).
    """

    line: Line
    total: int
    parts: tuple[int, ...]
    extra: int
    form: str


def breakdowns(line: Line) -> Iterator[Breakdown]:
    """Every breakdown of a sentence; a figure is a part in one of them at most."""
    used: set[int] = set()
    if len(line.numbers) > _MOST_PARTS:
        return  # a table in a row, not a sentence
    for read in (_backwards, _forwards):
        for total in line.numbers:
            found = read(line, total) if _is_total(line.figures[total]) else None
            if found is not None and _belongs(found):
                continue
            if found is not None and not used & {*found.parts, total} and not _is_partial(found):
                used |= {*found.parts, total}
                yield found


def _belongs(found: Breakdown) -> bool:
    """“7 networks, 3 in German, 2 in Italian and 2 in French”: the seeming total is itself a part.

    Also true for a number inside a word ("six-pointed stars").
    """
    line = found.line
    parts = [line.figures[i].value or 0 for i in (found.total, *found.parts)]
    larger = [line.figures[i].value for i in line.numbers if i < min(found.total, *found.parts)]
    return sum(parts) + found.extra in larger or line.after(found.total, 1) in (("-",), ("‐",), ("‑",))


def _is_total(figure: Figure) -> bool:
    return figure.dimension not in ("factor", "points", "temperature", "ratio") and figure.kind not in ("age", "score")


def enumeration(line: Line, first: int, total: Figure) -> tuple[tuple[int, ...], int, bool]:
    """The parts that begin with figure `first`, parts in words after them, and whether the list is closed by "and"."""
    parts = [first]
    closed = False
    for index in islice(_plain(line, first), _MOST_PARTS):
        gap = _without_brackets(line.between(parts[-1], index))
        joint = _joint(gap)
        if not joint and not comparable(line.figures[index], total):
            continue  # "£2 million on two villas, …": a figure inside a part
        if not joint or closed or not comparable(line.figures[index], total) or len(gap) > _LONGEST_PART:
            break
        parts.append(index)
        closed = closed or "and" in joint or "&" in joint
    extra, complete = _words_after(line, parts[-1], closed)
    return tuple(parts), extra, complete


def _plain(line: Line, first: int) -> Iterator[int]:
    """The figures after `first` that are no remark in brackets on the one before."""
    depth = line.depths[line.figures[first].head]
    return (i for i in line.numbers if i > first and line.depths[line.figures[i].head] <= depth)


def _without_brackets(words: Sequence[str]) -> list[str]:
    kept, depth = [], 0
    for word in words:
        depth += word == "("
        if not depth:
            kept.append(word)
        depth -= word == ")" and depth > 0
    return kept


def _joint(gap: Sequence[str]) -> tuple[str, ...]:
    """What joins a part to the one before: the marks right before it. () when something else stands between."""
    words = list(gap)
    while words and words[-1] in _BEFORE_PART:
        words.pop()
    joint: list[str] = []
    while words and words[-1] in (",", ";", "and", "&", "+", "plus"):
        joint.append(words.pop())
    if not joint or {",", ";", ":", "(", ")", "—", "–"} & set(words) or _opens_part(words):
        return ()
    return tuple(joint)


def _opens_part(words: Sequence[str]) -> bool:
    """True when "and" inside a part opens one more without a figure: "two men and a boy, and three women"."""
    return any(
        w in ("and", "&") and (words[i + 1 : i + 2] or [""])[0] in _uncounted() | {"a", "an"}
        for i, w in enumerate(words)
    )


@cache
def _uncounted() -> frozenset[str]:
    return cues("uncounted")


def _words_after(line: Line, last: int, closed: bool) -> tuple[int, bool]:
    """Parts in words behind the last figure ("and a child" → 1), and whether the list then ends in full."""
    words = _without_brackets(line.after(last, 2 * _LONGEST_PART))
    for place, word in enumerate(words):
        if word in _ENDS:
            break
        if word in ("and", "&", "or"):
            following = (words[place + 1 : place + 2] or [""])[0]
            if following in ("a", "an", "one") and not closed:
                return 1, True
            if not closed or following in _uncounted():
                return 0, False
        if word == "," and not closed and (words[place + 1 : place + 2] or [""])[0] in ("a", "an"):
            return 0, False
    return 0, closed or (words[:1] or ["."])[0] in _ENDS or not any(w in (",", "and") for w in words)


def _forwards(line: Line, total: int) -> Breakdown | None:
    """The total first, then its parts."""
    whole = line.figures[total]
    after = [i for i in line.numbers if i > total]
    first = next((i for i in after if comparable(line.figures[i], whole)), -1)
    if len(after) < 2 or first < 0:
        return None
    gap = bare(line, total, first)
    form = _form(line, total, gap)
    if _complementary(line, first, after):
        form = "listed"
    if not form or (first != after[0] and gap[-1:] != (":",)):  # "to be split three ways: …"
        return None
    parts, extra, complete = enumeration(line, first, whole)
    if gap[-1:] == ("(",) and whole.dimension not in ("count", "money") and line.figures[first].unit != whole.unit:
        return None  # "between 4 ft and 6 ft (1.2 m and 1.8 m)": both ends again
    if gap[-1:] == ("(",):
        named = len(gap) > 2 and any(phrase in " ".join(gap) for phrase in table("arithmetic")["made_of"])
        parts, extra, complete = (_each_bracketed if named else _bracketed)(line, first, whole)
    if not complete or len(parts) + extra < 2:
        return None
    if form == "of" and len(parts) == 2 and _is_left(line.after(parts[-1], 3)):
        form = "beside"
    if form and takes_the_rest(line, parts[-1]):
        return Breakdown(line, total, parts, extra, "listed")
    if form == "beside" and _form(line, total, gap) == "beside" and not all(_is_elided(line, i, whole) for i in parts):
        return None
    return Breakdown(line, total, parts, extra, form)


def _is_left(words: tuple[str, ...]) -> bool:
    """True for "… and 650 remain." at the end of a list: that is all there is ("remain in use" is not)."""
    place = next((i for i, w in enumerate(words) if w in cues("left_over")), -1)
    return place >= 0 and words[place + 1 : place + 2] in ((), (".",), (",",), (";",))


def takes_the_rest(line: Line, part: int) -> bool:
    """True for "the other 19", "the remaining $1.9 million": with it, all of the total is told."""
    article, word = (*("", ""), *line.before(part, 2))[-2:]
    return article in ("the", "its", "their") and word in cues("the_rest")


def _complementary(line: Line, first: int, after: list[int]) -> bool:
    """True for "187 of them women and 215 men": two parts that are all of it, whatever the words between say."""
    second = next((i for i in after if i > first), -1)
    if second < 0:
        return False
    nouns = [_noun(line, i) for i in (first, second)]
    return any(set(nouns) == set(pair) for pair in table("arithmetic")["complements"])


def _noun(line: Line, index: int) -> str:
    """What a part counts: its own noun, or the one after "of them"."""
    figure = line.figures[index]
    if figure.unit:
        return figure.unit
    words = line.after(index, 3)
    return singular(words[2]) if len(words) == 3 and words[0] == "of" and words[1] in ("them", "whom") else ""


def _is_elided(line: Line, part: int, whole: Figure) -> bool:
    """True for a part that leaves its noun to the total: "12 members, seven from Calder"; and for men among people."""
    figure = line.figures[part]
    people = cues("people")
    if figure.unit in people and (whole.unit in people or whole.unit.endswith(("er", "or", "ist", "ant", "member"))):
        return True
    following = line.after(part, 1)
    if figure.unit in cues("ways") and figure.unit == figure.surface.split()[-1].lower():
        return True  # "5,200 at the gate and 3,900 online"
    return one_noun(figure, whole) and bool(following) and following[0] in cues("belonging")


def _bracketed(line: Line, first: int, total: Figure) -> tuple[tuple[int, ...], int, bool]:
    """The parts inside one pair of brackets, each figure one of them."""
    parts = [first]
    for index in line.numbers:
        if index > first:
            gap = line.between(parts[-1], index)
            if ")" in gap:
                break
            if not _joint(gap) or not comparable(line.figures[index], total):
                return (first,), 0, False
            parts.append(index)
    rest = line.after(parts[-1], _LONGEST_PART)
    end = rest.index(")") if ")" in rest else -1
    return tuple(parts), 0, end >= 0 and not {",", "and"} & set(rest[:end])


def _each_bracketed(line: Line, first: int, total: Figure) -> tuple[tuple[int, ...], int, bool]:
    """The parts each in brackets behind its name: "split between sport (£2 million), art (£1 million) and …"."""
    parts, closed = [first], False
    for index in line.numbers:
        if index > first and not closed:
            gap = line.between(parts[-1], index)
            if gap[:1] != (")",) or gap[-1:] != ("(",) or len(gap) > _LONGEST_PART:
                break
            if gap[1] not in (",", "and", ";") or not comparable(line.figures[index], total):
                return (first,), 0, False
            parts.append(index)
            closed = "and" in gap[:3]
    return tuple(parts), 0, closed and line.after(parts[-1], 1) == (")",)


def _form(line: Line, total: int, gap: Sequence[str]) -> str:
    """How the words between total and first part tie them: "listed", "beside", "of", or "" for not at all."""
    words = list(gap)
    while words and words[-1] in _BEFORE_PART:
        words.pop()
    text = " ".join(words)
    if len(words) <= 14 and (words[-1:] in ([":"], ["("]) or text.endswith(tuple(table("arithmetic")["made_of"]))):
        return "listed"
    lead = line.before(total, 3)
    if "of" in lead and lead[-1:] != (",",) and line.figures[total].head <= 5 and words[-1:] == [","]:
        return "of"
    if words[:3] == [",", "of", "which"] and len(words) <= 7:
        return "of"
    if words and words[0] in cues("belonging"):
        return ""  # "$2 million for the clinic, …": a part itself
    if words[-1:] in ([","], ["—"], ["–"]) and len(words) <= 4 and not {",", ";", ":"} & set(words[:-1]):
        return "beside"
    return ""


def _backwards(line: Line, total: int) -> Breakdown | None:
    """The parts first, then "43 in all", "a total of 43", "= 43"."""
    before = [i for i in line.numbers if i < total and "(" not in line.before(i, 1)]
    if len(before) < 2:
        return None
    text = " ".join(line.after(total, 4))
    words = _without_brackets(line.between(before[-1], total))
    ends = text.startswith(tuple(table("arithmetic")["in_all"])) and words[-1:] in ([","], ["or"], ["–"], ["—"])
    sums = " ".join(words).endswith(tuple(table("arithmetic")["totalling"]))
    named = line.figures[total].surface.lower().startswith("a total of") and words[-1:] == [","]
    if not (ends or named or sums):
        return None
    parts = [before[-1]]
    for index in reversed(before[:-1]):
        gap = _without_brackets(line.between(index, parts[0]))
        if not _joint(gap) or not comparable(line.figures[index], line.figures[total]) or len(gap) > _LONGEST_PART:
            break
        parts.insert(0, index)
    if "+" in line.before(parts[0], 1):
        return None  # "the number 10 + 10 + 5": a part before the first is no figure
    if len(parts) < 2 or {"and", ";"} & set(words) or words.count(",") > 1:
        return None
    return Breakdown(line, total, tuple(parts), 0, "listed")


def _is_partial(found: Breakdown) -> bool:
    """True when words among total and parts say that the parts are not all of it, or overlap."""
    line = found.line
    figures = [line.figures[i] for i in (found.total, *found.parts)]
    units = {f.unit for f in figures[1:]}
    if any(figures[0].unit in kinds and not units.isdisjoint(kinds) for kinds in table("arithmetic")["apart"]):
        return True  # "five children, four women and two men": a list, its first member no total
    start, end = min(f.head for f in figures), max(f.tail for f in figures)
    begun = figures[1].head
    words = {*bare_words(line, start - 3, begun), *line.words(begun, end + 3)} if begun > start else None
    words = set(line.words(start - 3, end + 3)) if words is None else words
    all_told = takes_the_rest(line, found.parts[-1])
    if all_told:
        words -= cues("the_rest")  # and "raised $4 million" is no change
    if any(_is_size(line, i) for i in found.parts):
        return True
    if any(f.change in ("by", "from", "to") for f in figures[all_told:]) or any(
        f.modifier == "between" for f in figures
    ):
        return True
    after = sorted(i for i in line.numbers if i >= found.parts[0])
    if found.form == "listed" and _complementary(line, found.parts[0], after):
        return False
    rows = cues("partial") | (cues("loose_partial") if found.form == "beside" else frozenset())
    return bool(words & rows)


def _is_size(line: Line, index: int) -> bool:
    """True for "packages of coffee, 5- and 10-ounce ones": how large each is, not how much they are together."""
    figure = line.figures[index]
    return line.after(index, 1) == ("-",) or (figure.kind == "measure" and "-" in figure.surface)


def exclude_each_other(line: Line, parts: Sequence[int]) -> bool:
    """True when each part did what the others did not: voted for, voted against, abstained; said yes, said no."""
    ends = [*(line.figures[i].head for i in parts[1:]), line.figures[parts[-1]].tail + _LAST]
    told = [set(line.words(line.figures[i].tail, end)) for i, end in zip(parts, ends, strict=True)]
    for classes in table("arithmetic")["alternatives"]:
        kinds = [max((k for k, words in enumerate(classes) if not each.isdisjoint(words)), default=-1) for each in told]
        if min(kinds) >= 0 and len(set(kinds)) == len(kinds):
            return True
    return False

"""Every figure of one sentence: dates first, then quantities, in order and without overlap."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.extract.dates import find_dates
from claimcheck.extract.elided import with_nouns
from claimcheck.extract.quantities import quantities
from claimcheck.extract.reader import reader
from claimcheck.extract.titles import quoted_titles
from claimcheck.model import Context, Figure
from claimcheck.tokens import Tokens

RESTATING = frozenset((("(",), ("[",), (",", "or"), ("/",), ("or",)))
# Dimensions whose units say the same thing in other words; a bracketed count or share says something else.
CONVERTED = frozenset(
    (
        "length",
        "area",
        "volume",
        "mass",
        "speed",
        "temperature",
        "energy",
        "power",
        "pressure",
        "money",
        "data",
        "duration",
    )
)


def find_figures(tokens: Tokens, context: Context) -> tuple[Figure, ...]:
    """The figures of a sentence, by start; dates and times win over numbers on the tokens they cover."""
    dates: Sequence[Figure] = find_dates(tokens, context)
    numerals = reader(context.language)
    if numerals.start.search(tokens.letters) is None:
        return tuple(dates)
    taken = _addresses(tokens)
    if taken is not None:
        dates = [date for date in dates if 1 not in taken[date.head : date.tail]]
    if dates:
        taken = taken if taken is not None else bytearray(len(tokens))
        for date in dates:
            taken[date.head : date.tail] = b"\1" * (date.tail - date.head)
    if _quotes(tokens):
        for head, tail in quoted_titles(tokens):
            taken = taken if taken is not None else bytearray(len(tokens))
            taken[head:tail] = b"\1" * (tail - head)
    numbers = numerals.find(tokens, taken)
    if not numbers:
        return tuple(dates)
    figures: Sequence[Figure] = quantities(tokens, numbers, context)
    if len(figures) > 1:
        figures = with_nouns(tokens, figures, context.language)
    if taken is not None:
        apart = [_apart(tokens, f, taken) for f in figures]
        figures = sorted([*dates, *(f for f in apart if f is not None)], key=lambda f: f.start)
    return _restated(tokens, figures)


def _quotes(tokens: Tokens) -> bool:
    find, start, end = tokens.text.find, tokens.start, tokens.end
    return find('"', start, end) >= 0 or find("“", start, end) >= 0 or find("‘", start, end) >= 0


def _addresses(tokens: Tokens) -> bytearray | None:
    """The tokens of web and mail addresses, marked; `None` when there are none."""
    find, start, end = tokens.text.find, tokens.start, tokens.end
    if find("@", start, end) < 0 and find("://", start, end) < 0 and find("ww", start, end) < 0:
        return None
    low = tokens.low
    taken, begin = bytearray(len(low)), 0
    for i in range(len(low)):
        if tokens.joined(i):
            continue
        run = low[begin : i + 1]
        if "@" in run or "://" in "".join(run) or run[0] == "www":
            taken[begin : i + 1] = b"\1" * (i + 1 - begin)
        begin = i + 1
    return taken


def _apart(tokens: Tokens, figure: Figure, taken: bytearray) -> Figure | None:
    """The figure without the tokens that belong to a date: "£5m a year | last May"; `None` if it stands inside one."""
    if 1 not in taken[figure.head : figure.tail]:
        return figure
    head, tail = figure.head, figure.tail
    while head < tail and taken[head]:
        head += 1
    first = taken.find(1, head, tail)
    tail = tail if first < 0 else first
    if head >= tail:
        return None
    start, end = tokens.begin(head), tokens.finish(tail - 1)
    per = figure.per if tail == figure.tail else ""
    return figure._replace(start=start, end=end, surface=tokens.text[start:end], per=per, head=head, tail=tail)


def _restated(tokens: Tokens, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Mark a figure that says the one before it again: "20 miles (32 km)", "20 miles, or 32 km", "three (3) months"."""
    found = list(figures)
    for i in range(1, len(found)):
        first, second = found[i - 1], found[i]
        if second.head - first.tail > 2 or first.dimension != second.dimension or first.change != second.change:
            continue
        if (
            second.of < 0
            and tuple(tokens.words[first.tail : second.head]) in RESTATING
            and _again(tokens, first, second)
        ):
            if _both_ends(tokens, found[i - 2 : i + 2]):
                found[i : i + 2] = [second._replace(of=i - 2), found[i + 1]._replace(of=i - 1)]
            else:
                found[i] = second._replace(of=i - 1)
    return tuple(found)


def _both_ends(tokens: Tokens, figures: Sequence[Figure]) -> bool:
    """“Between 4 ft and 6 ft (1.2 m and 1.8 m)”: the bracket says two figures again, in their order."""
    if len(figures) < 4 or tokens.word(figures[3].tail) != ")":
        return False
    joints = [tuple(tokens.words[a.tail : b.head]) for a, b in ((figures[0], figures[1]), (figures[2], figures[3]))]
    return joints[0] == joints[1] and len(joints[0]) == 1 and figures[0].dimension == figures[3].dimension


def _again(tokens: Tokens, first: Figure, second: Figure) -> bool:
    """Another unit of the same dimension, or digits in brackets behind a number in words; not "£3bn (£2.5bn)"."""
    if first.dimension in CONVERTED and first.unit != second.unit and first.unit and second.unit:
        loose = first.dimension == "duration" and tokens.word(second.head - 1) == "or"
        return first.per == second.per and not (loose and tokens.word(second.head - 2) != ",")  # "1-month or 1-year"
    spelled = not any(map(str.isdecimal, first.surface)) and second.surface[0].isdecimal()
    return spelled and tokens.word(second.head - 1) == "(" and tokens.word(second.tail) == ")"

"""Every figure of one sentence: dates first, then quantities, in order and without overlap."""

from __future__ import annotations

from dataclasses import replace

from claimcheck.extract.dates import find_dates
from claimcheck.extract.quantities import quantities
from claimcheck.extract.reader import reader
from claimcheck.model import Context, Figure
from claimcheck.tokens import Tokens


def find_figures(tokens: Tokens, context: Context) -> tuple[Figure, ...]:
    """The figures of a sentence, by start; dates and times win over numbers on the tokens they cover."""
    dates = find_dates(tokens, context)
    taken = None
    if dates:
        taken = bytearray(len(tokens))
        for date in dates:
            taken[date.head : date.tail] = b"\1" * (date.tail - date.head)
    numbers = reader(context.language).find(tokens, taken)
    if not numbers:
        return tuple(dates)
    figures = quantities(tokens, numbers, context)
    if dates:
        figures = [f for f in figures if not any(taken[f.head : f.tail])] if taken else figures
        figures = sorted([*dates, *figures], key=lambda f: f.start)
    return _restated(tokens, figures)


def _restated(tokens: Tokens, figures: list[Figure]) -> tuple[Figure, ...]:
    """Mark "20 miles (32 km)": the figure in brackets right after another of its dimension says it again."""
    for i in range(1, len(figures)):
        first, second = figures[i - 1], figures[i]
        if second.head != first.tail + 1 or tokens.word(first.tail) != "(" or first.dimension != second.dimension:
            continue
        if tokens.word(second.tail) in (")", ",", ";"):
            figures[i] = replace(second, of=i - 1)
    return tuple(figures)

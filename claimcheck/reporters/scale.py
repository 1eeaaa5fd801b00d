"""The two figures of a conflict on a number line, inside the gutter of its picture.

       |
       |  within 5 miles  ┣━━━━━━━━━━━━━━━━━━━━┫
       |  12 kilometres                                  ●
       |                  0─────────5─────────10──────────── km

Drawn where it shows more than the two numbers do: a bound, a range, something rounded, or two units. Two exact numbers
of one unit are only two dots; more than two figures are a sum or a quarrel, which words tell better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.model import Figure
from claimcheck.reporters import Look
from claimcheck.reporters.paint import Line

_WIDEST = 84  # cells: a longer line makes a gap no plainer
_STYLES = ("other",)


def scale(figures: Sequence[Figure | None], severity: str, margin: int, width: int, look: Look) -> Iterator[Line]:
    """The rows for two figures, the doubtful one first, and an empty one above; nothing where they tell nothing new.

    `margin`: how wide the gutter is; `width`: the cells beside it.
    """
    told = [figure for figure in figures if figure is not None]
    if look.brief or len(figures) != 2 or len(told) != 2 or _plain(told):
        return
    from claimcheck.reporters.numberline import number_line
    from claimcheck.reporters.numbertext import ASCII, LINES, text_line

    line = number_line(told)
    if line is None:
        return
    rows = text_line(line, min(width, _WIDEST), ASCII if look.ascii else LINES, (severity, *_STYLES))
    if rows:
        yield ((" " * margin + " |", "gutter"),)
    for row in rows:
        yield (" " * margin + " |  ", "gutter"), *row


def _plain(figures: Sequence[Figure]) -> bool:
    """True for two exact numbers of one unit, and for two days: what stands in the sentence already shows how far."""
    one, other = figures
    return all(f.modifier == "exact" and _exact(f) for f in figures) and one.unit == other.unit


def _exact(figure: Figure) -> bool:
    """True for a number, day or time that is one point, as far as a picture goes."""
    when = figure.when
    if when is not None:
        return when.first is None or when.first == when.last
    return figure.value is not None

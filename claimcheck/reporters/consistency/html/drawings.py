"""Drawings of a page as inline SVG: bars of progress, and the figures of a conflict on one number line.

Positions are percentages, so a drawing is as wide as its place while its lines and letters keep their size. Every
drawing stands beside text that says the same; colours and patterns come from the style sheet, by class.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.ledger.consistency import DONE, OPEN, Counts
from claimcheck.reporters.consistency import words
from claimcheck.reporters.consistency.html.element import Markup, element
from claimcheck.reporters.numberline import Bar, NumberLine

ORDER = (*DONE, *OPEN)
_ROW = 26  # pixels of one figure's row
_MIDDLE = _ROW // 2
_WORTH = 60  # characters of a reading beside its figure


def patterns() -> Markup:
    """What fills the bars of the statuses that colour alone would not tell apart. Once a page."""
    kinds = (
        ("disputed", "M0 0L6 6M6 0L0 6"),
        ("corrected", "M0 3H6"),
        ("unverifiable", "M3 0V6"),
        ("not-applicable", "M1.5 1.5h.01M4.5 4.5h.01"),
        ("in-progress", "M0 6L6 0"),
        ("stale", "M0 0L6 6"),
        ("contested", "M0 6L6 0M3 0V6"),
    )
    return element(
        "svg",
        element(
            "defs",
            (
                element(
                    "pattern",
                    element("rect", width=6, height=6, class_=f"f-{name}"),
                    element("path", d=path, class_="hatch"),
                    id=f"p-{name}",
                    width=6,
                    height=6,
                    patternUnits="userSpaceOnUse",
                )
                for name, path in kinds
            ),
        ),
        width=0,
        height=0,
        aria_hidden="true",
        class_="defs",
    )


def progress(counts: Counts, height: int = 12, name: str = "") -> Markup:
    """A bar of all claims by status, done ones first. `name`: what it shows, where no text beside it says so."""
    told = "; ".join(text for phrases in words.by_status(counts) for text, _ in phrases)
    segments = list(_segments(counts, height))
    if not name:
        return element("svg", segments, class_="bar", width="100%", height=height, aria_hidden="true")
    title = element("title", f"{name}: {told or 'nothing to check'}")
    return element("svg", title, segments, class_="bar", width="100%", height=height, role="img")


def _segments(counts: Counts, height: int) -> Iterator[Markup]:
    done = 0
    for status in ORDER:
        number = counts.statuses.get(status, 0)
        if number and counts.claims:
            x, width = percent(done / counts.claims), percent(number / counts.claims)
            yield element("rect", x=x, width=width, height=height, class_=f"s-{status}")
            done += number


def swatch(status: str) -> Markup:
    """The filling of one status, for a legend."""
    bar = element("rect", width=14, height=14, class_=f"s-{status}")
    return element("svg", bar, width=14, height=14, class_="swatch", aria_hidden="true")


# --- number lines -----------------------------------------------------------------------------------------------------


def drawn(line: NumberLine, letters: Sequence[str]) -> Markup:
    """The figures of a number line, each named beside its bar; `letters` say which side each is."""
    rows = [_row(bar, letter, line) for bar, letter in zip(line.bars, letters, strict=True)]
    unit = f"On one line, in {line.unit}" if line.unit else "On one line"
    scale = ", on a logarithmic scale" if line.log else ""
    axis = element("div", element("span"), _axis(line), class_="row axis")
    return element("figure", element("figcaption", unit + scale), rows, axis, class_="line")


def _row(bar: Bar, letter: str, line: NumberLine) -> Markup:
    more = "" if _says_the_same(bar) or len(bar.reading) > _WORTH else bar.reading
    label = element(
        "span",
        element("b", letter, class_=f"letter l{letter}"),
        " ",
        element("bdi", bar.surface),
        element("small", " ", more) if more else None,
        class_="label",
    )
    grid = (_vertical(tick.at, 0, _ROW, "grid") for tick in line.ticks)
    drawing = element("svg", grid, _bar(bar), class_=f"track b{letter}", width="100%", height=_ROW, aria_hidden="true")
    return element("div", label, drawing, class_="row")


def _says_the_same(bar: Bar) -> bool:
    """True where the reading only writes the unit another way: "12 km" of "12 kilometres"."""
    number, _, unit = bar.reading.partition(" ")
    return bar.reading in bar.surface or (number in bar.surface.split() and " " not in unit)


def _bar(bar: Bar) -> Iterator[Markup]:
    """Thick: as written; thin: as it may have been rounded; a dot: the number itself; an arrow: it goes on beyond."""
    if bar.high > bar.low:
        yield element("line", x1=percent(bar.low), x2=percent(bar.high), y1=_MIDDLE, y2=_MIDDLE, class_="loose")
    if bar.tight_high > bar.tight_low:
        x, width = percent(bar.tight_low), percent(bar.tight_high - bar.tight_low)
        yield element("rect", x=x, width=width, y=_MIDDLE - 5, height=10, class_="tight")
    for at, open_end in ((bar.tight_low, bar.open_low), (bar.tight_high, bar.open_high)):
        if not open_end and bar.tight_high > bar.tight_low:
            yield _vertical(at, _MIDDLE - 8, _MIDDLE + 8, "end")
    if bar.value is not None or bar.point:
        at = bar.low if bar.value is None else bar.value
        yield element("circle", cx=percent(at), cy=_MIDDLE, r=5, class_="value")
    if bar.open_low:
        yield _arrow(0.0, f"M0 {_MIDDLE}l9 -7v14z")
    if bar.open_high:
        yield _arrow(1.0, f"M0 {_MIDDLE}l-9 -7v14z")


def _arrow(at: float, path: str) -> Markup:
    return element("svg", element("path", d=path), x=percent(at), overflow="visible", class_="arrow")


def _axis(line: NumberLine) -> Markup:
    ticks = (
        (
            _vertical(tick.at, 0, 5, "tick"),
            element("text", tick.label, x=percent(tick.at), y=18, class_=_side(tick.at)),
        )
        for tick in line.ticks
    )
    base = element("line", x1="0", x2="100%", y1="0.5", y2="0.5", class_="tick")
    return element("svg", base, ticks, class_="scale", width="100%", height=22, aria_hidden="true")


def _side(at: float) -> str:
    return "first" if at < 0.04 else "last" if at > 0.94 else "middle"


def _vertical(at: float, top: int, bottom: int, kind: str) -> Markup:
    return element("line", x1=percent(at), x2=percent(at), y1=top, y2=bottom, class_=kind)


def percent(share: float) -> str:
    """A share of the width, as SVG writes it."""
    return f"{share * 100:.6g}%" if 0 < share < 1 else f"{round(share) * 100}%"

"""total-mismatch: the parts do not add up to the total.

What it does
    Adds up what a sentence, a list or a table says a total is made of, and compares within the precision of all of
    them. The total may stand a sentence before its parts: “48 shelters. Twenty-six are in the north. The other 19 …”.

Why it matters
    A late change to one part, or to the total, is the commonest slip in a story with a list of sums.

Flagged
    > The council has 305 seats: 151 Reds, 108 Greens, 39 Blues and four others.
    > The grant of £5.3 million was split between sport (£2.5 million), art (£1.8 million) and heritage (£1.2 million).

Not flagged
    > It killed ten people, including three children and four women.
    > The council has 305 seats: 151 Reds, 108 Greens and 46 others.
    > Of 312 people 140 were children, 96 needed care and 81 stayed the night.

Options
    None. A warning where rounding could explain it, or where the parts only stand behind a comma.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from claimcheck.arithmetic import plus, total
from claimcheck.interval import Interval, disjoint, point
from claimcheck.model import Document, Figure, Finding, Location, Severity
from claimcheck.rules.base import NUMBERS, Rule, finding
from claimcheck.rules.breakdowns import Breakdown, breakdowns, enumeration, exclude_each_other
from claimcheck.rules.listings import Listing, Table, listings, only_figure, tables, text_of
from claimcheck.rules.reckoning import Line, Reading, comparable, cues, grain, lines, middle, one_noun, reading, verdict
from claimcheck.rules.shares import Place
from claimcheck.rules.sums import combined, of_the_money, one_whole, parallel, the_others
from claimcheck.rules.told_apart import in_unit, is_bare, is_slip
from claimcheck.rules.told_apart_sums import sums
from claimcheck.settings import Settings
from claimcheck.wording import number, plural

RULE = Rule(
    "CC201",
    "total-mismatch",
    Severity.ERROR,
    "document",
    "0.1",
    help="Add up again; either the total or one of the parts is wrong, or a part is missing.",
    needs=NUMBERS,
)
_OF_THESE = frozenset(("of", word, ",") for word in ("these", "them", "those"))
_SHORT = 4  # tokens between parts that leave out the verb: "…, the region 20 million and the town 15 million"
_ANOTHER = 5  # counts with so many times the total are parts of something else
_LEAST, _MOST = Decimal("0.75"), Decimal("1.34")  # parts behind a comma are all of it only if they come this close


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every total that its parts contradict."""
    before: Line | None = None
    every = list(lines(subject, 1))
    for line in every:
        found = list(breakdowns(line)) if len(line.numbers) > 2 else []
        for each in found:
            yield from _judge(each)
        if not found and before is not None and line.index == before.index + 1:
            yield from _shared(before, line)
            yield from _of_these(before, line)
        before = line
    for whole, parts in (*parallel(every), *combined(every), *of_the_money(every), *the_others(every)):
        yield from _weigh(whole, list(parts), Severity.WARNING)
    for whole, parts in sums(every):
        yield from _told(whole, parts)
    for listing in listings(subject):
        yield from _listed(listing)
    for each_table in tables(subject):
        yield from _tabled(each_table)


def _shared(before: Line, line: Line) -> Iterator[Finding]:
    """The total a sentence earlier: "… gives $4 million to the town. The money will be split: $1 million for …"."""
    words = line.all_words
    if ":" not in words or not cues("shared") & set(words[: words.index(":")]):
        return
    colon = words.index(":")
    first = next((i for i in line.numbers if line.figures[i].head > colon), -1)
    if first < 0 or line.figures[first].dimension == "count":
        return
    wholes = [i for i in before.numbers if comparable(before.figures[i], line.figures[first])]
    earlier = [i for i in line.numbers if i < first and comparable(line.figures[i], line.figures[first])]
    parts, extra, complete = enumeration(line, first, line.figures[first])
    if len(wholes) != 1 or earlier or not complete or len(parts) < 2 or extra:
        return
    if (cues("partial") & set(words)) or any(line.figures[i].change for i in parts):
        return
    yield from _weigh((before, wholes[0]), [(line, i) for i in parts])


def _of_these(before: Line, line: Line) -> Iterator[Finding]:
    """Parts that exceed what the sentence before counted: "312 people. Of these, 140 came from …, 96 from …"."""
    if line.words(0, 3) not in _OF_THESE or before.sentence.block != line.sentence.block or not line.numbers:
        return
    first = line.numbers[0]
    parts, extra, complete = enumeration(line, first, line.figures[first])
    if not complete or len(parts) < 2 or extra or (cues("partial") - {"them"}) & set(line.all_words):
        return
    places = [(line, i) for i in parts]
    whole = one_whole(before, places)
    reckoned = summed([line.figures[i] for i in parts], 0)
    if whole is None or reckoned is None or not _goes_on(Breakdown(line, first, parts, 0, "of")):
        return
    written = reading(before.figures[whole[1]])
    if written is not None and (middle(reckoned.tight) or 0) > (middle(written.tight) or 0):
        yield from _weigh(whole, places)


def _told(whole: Place, parts: tuple[Place, ...]) -> Iterator[Finding]:
    """The finding where parts that stand apart, one unit given once, miss a total they are meant to make."""
    figure, figures = (whole[0].figures[whole[1]], [line.figures[i] for line, i in parts])
    if is_slip(figure, figures, lambda *found: total(found)):
        like = next((f for f in (figure, *figures) if not is_bare(f)), figure)
        readings = [r for r in (in_unit(f, like) for f in figures) if r is not None]
        reckoned = Reading(total(r.tight for r in readings), total(r.loose for r in readings))
        sides = (whole[0].locate(whole[1], "total"), *(line.locate(i, "part") for line, i in parts))
        yield report(figure, figures, 0, reckoned, sides, Severity.WARNING)


def _listed(listing: Listing) -> Iterator[Finding]:
    """A list under "40 houses in three villages:", or one with an item "Total: …"."""
    totals = [i for i in listing.items if _is_total_row(text_of(i))]
    others = [i for i in listing.items if i not in totals]
    parts = [p for p in map(only_figure, others) if p is not None]
    if len(parts) < max(2, len(others)) or _says_partial(others):
        return
    if len(totals) == 1 and listing.items[-1] == totals[0]:
        whole = only_figure(totals[0])
        if whole is not None:
            yield from _weigh(whole, parts)
    elif not totals and len(parts) > 2 and listing.intro is not None:
        intro = listing.intro
        words = intro.all_words
        wholes = [i for i in intro.numbers if comparable(intro.figures[i], parts[0][0].figures[parts[0][1]])]
        wholes = [i for i in wholes if intro.figures[i].value != len(parts)] or wholes[:1]  # "Four blocks make up …"
        if words[-1:] == (":",) and len(wholes) == 1 and not cues("partial") & set(words):
            yield from _weigh((intro, wholes[0]), parts, Severity.WARNING)


def _tabled(found: Table) -> Iterator[Finding]:
    """The columns of a table whose last row is a total; a column of rates or averages is too far off to be a sum."""
    rows = [row for row in found.rows if row]
    if len(rows) < 4 or not _is_total_row(text_of(rows[-1][0])):
        return
    for column in range(1, len(rows[-1])):
        cells = [only_figure(row[column]) for row in rows if column < len(row)]
        figures = [c for c in cells if c is not None]
        if len(figures) < len(rows) - 1 or cells[-1] is None or any(f is None for f in cells[1:]):
            continue
        yield from _weigh(figures[-1], [f for f in cells[1:-1] if f is not None])


def _is_total_row(text: str) -> bool:
    words = text.replace(":", " ").lower().split()
    return bool(words) and words[0].strip("*_") in cues("total_row")


def _says_partial(items: list[tuple[Line, ...]]) -> bool:
    return any(cues("partial") & set(text_of(item).lower().split()) for item in items)


def _weigh(
    whole: tuple[Line, int], parts: list[tuple[Line, int]], severity: Severity = RULE.severity
) -> Iterator[Finding]:
    """The finding on a total and parts from different sentences, where they are near enough to be meant as a sum."""
    figure = whole[0].figures[whole[1]]
    figures = [line.figures[i] for line, i in parts]
    written, reckoned = reading(figure), summed(figures, 0)
    if written is None or reckoned is None or not all(comparable(f, figure) for f in figures):
        return
    if figure.dimension in ("ratio", "factor", "points", "temperature") or len(figures) < 2:
        return
    total_value, parts_value = middle(written.tight), middle(reckoned.tight)
    if not total_value or parts_value is None or not _LEAST <= parts_value / total_value <= _MOST:
        return
    found = _verdict(written, reckoned, severity, figure, figures)
    if found is None:
        return
    locations = (whole[0].locate(whole[1], "total"), *(line.locate(i, "part") for line, i in parts))
    yield report(figure, figures, 0, reckoned, locations, found)


def _judge(found: Breakdown) -> Iterator[Finding]:
    figures = found.line.figures
    whole, parts = figures[found.total], [figures[i] for i in found.parts]
    reckoned = summed(parts, found.extra)
    written = reading(whole)
    if written is None or reckoned is None or not _plausible(found, written, reckoned):
        return
    severity = _verdict(written, reckoned, RULE.severity, whole, parts)
    if severity is None:
        return
    if found.form == "beside":
        severity = Severity.WARNING
    locations = (
        found.line.locate(found.total, "total"),
        *(found.line.locate(i, "part") for i in found.parts),
    )
    yield report(whole, parts, found.extra, reckoned, locations, severity)


def _verdict(
    written: Reading, reckoned: Reading, severity: Severity, whole: Figure, parts: list[Figure]
) -> Severity | None:
    """Worse than a warning only where rounding explains nothing; a total coarser than its parts may be rounded."""
    if " of the " in whole.surface:
        return None  # "nine of the dead lived in …, five in …": itself a part
    if whole.value == len(parts):
        return None  # "three groups: 52 …, 50 … and 51 …" announces how many there are
    found = verdict(written, reckoned, severity)
    finer = min(map(grain, parts)) < grain(whole)
    if found is None or found == severity or not finer or disjoint(written.loose, reckoned.tight):
        return found
    return None


def report(
    whole: Figure,
    parts: list[Figure],
    extra: int,
    reckoned: Reading,
    locations: tuple[Location, ...],
    severity: Severity,
) -> Finding:
    """The finding on one total, with the sum written out."""
    value, base = middle(reckoned.tight), middle(whole.tight) if whole.tight is not None else None
    if value is not None and base and whole.value:
        value = value * whole.value / base  # in the unit of the total, not in that of its dimension
    said = " + ".join([*(f.surface for f in parts), *["1"] * extra])
    unit = f" {plural(whole.unit)}" if whole.dimension not in ("count", "money") else ""
    exact = f"{number(value, 6)}{unit}" if value is not None else "another sum"
    return finding(
        RULE,
        f"the parts add up to {exact}, not to “{whole.surface}”",
        locations,
        explanation=(f"{said} = {exact}",),
        severity=severity,
    )


def summed(parts: list[Figure], extra: int) -> Reading | None:
    """The sum of all parts; None when one of them has no value."""
    readings = [r for r in map(reading, parts) if r is not None]
    if len(readings) < len(parts):
        return None
    more: Interval = point(Decimal(extra))
    return Reading(plus(total(r.tight for r in readings), more), plus(total(r.loose for r in readings), more))


def _plausible(found: Breakdown, written: Reading, reckoned: Reading) -> bool:
    """True when the parts can be meant as all of the total."""
    whole, parts = middle(written.tight), middle(reckoned.tight)
    if not whole or parts is None or written.tight.high is None or written.tight.low is None:
        return False
    ratio = parts / whole
    if ratio > _ANOTHER and found.line.figures[found.total].dimension == "count":
        return False  # "The 42 proposals concern four ministries: 17 for …"
    if found.form == "of":
        return ratio > 1 and _goes_on(found)
    if found.form == "beside":
        return _LEAST <= ratio <= _MOST
    return Decimal("0.5") <= ratio <= 2 or _one_kind(found)


def _one_kind(found: Breakdown) -> bool:
    """True for money and measures, and for counts of one noun: no other explanation is left."""
    figures = found.line.figures
    whole = figures[found.total]
    return whole.dimension != "count" or all(one_noun(figures[i], whole) for i in found.parts)


def _goes_on(found: Breakdown) -> bool:
    """True when the parts after the first are the same thing said shorter: "151 went to …, 108 to … and 60 to …"."""
    line = found.line
    later = {line.after(i, 1) for i in found.parts[1:]}
    if len(later) == 1 and later <= {("to",), ("for",), ("on",), ("from",)}:
        return True
    counts = line.figures[found.total].dimension == "count"
    if counts and exclude_each_other(line, found.parts):
        return True
    return not counts and all(len(line.between(a, b)) <= _SHORT for a, b in pairwise(found.parts))

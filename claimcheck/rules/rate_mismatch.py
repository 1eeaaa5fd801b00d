"""rate-mismatch: so many at so much each do not make the total.

What it does
    Multiplies where a sentence states a number of things, an amount for each and the total.

Why it matters
    One of the three was updated alone. The total goes into the headline.

Flagged
    > The 300 tickets at $20 each brought in $9,000.

Not flagged
    > The 300 tickets at $20 each brought in $6,000. About 300 tickets at $20 each brought in some $6,500.

Options
    None. A warning; the precision of all three is granted.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.arithmetic import times
from claimcheck.interval import disjoint
from claimcheck.model import Document, Figure, Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.rules.changes import cues
from claimcheck.rules.reckoning import Line, comparable, grain, lines, middle, positive, reading, reckon
from claimcheck.settings import Settings
from claimcheck.wording import number

RULE = Rule(
    "CC213",
    "rate-mismatch",
    Severity.WARNING,
    "document",
    "0.1",
    help="Multiply again; any of the three may be the wrong one.",
)
_FEES = frozenset(("deposit", "fee", "price", "fine", "bonus", "grant", "fare", "toll"))  # "paid a deposit of €500"
_NEAR = 6  # tokens from the count to the rate
_FAR = 8  # and from the rate to the total


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every count, rate and total that do not fit."""
    for line in lines(subject, 3):
        for count, rate, whole in zip(line.numbers, line.numbers[1:], line.numbers[2:], strict=False):
            if _is_stated(line, count, rate, whole):
                yield from _judge(line, count, rate, whole)


def _is_stated(line: Line, count: int, rate: int, whole: int) -> bool:
    """True for "300 tickets at $20 each brought in $9,000" and the like."""
    n, r, t = (line.figures[i] for i in (count, rate, whole))
    if n.dimension != "count" or not n.unit or r.dimension in ("ratio", "factor", "points", "temperature", "duration"):
        return False
    if n.change or r.change or t.change not in ("", "to") or not _one_thing(r, t) or n.modifier == "about":
        return False
    first, second = line.between(count, rate), _unattributed(line.between(rate, whole))
    each = bool(cues("apiece") & {*second[:2], *first}) or r.per != "" or second[:2] in (("a", "head"), ("a", "person"))
    of = first == ("of",) or (first[-1:] == ("of",) and bool(_FEES & set(first)))
    sums = "total" in second or second[-1:] == ("=",) or t.surface.lower().startswith("a total of")
    behind = " ".join(line.after(whole, 2)).startswith(("in all", "in total", "altogether", "all told"))
    verbs = bool({"brought", "came", "raised", "makes", "cost", "totalling"} & set(second))
    if not (each or of) or not (sums or behind or verbs):
        return False
    return (
        len(first) <= _NEAR and len(second) <= _FAR and set(first) <= cues("rated") and set(second) <= cues("yielding")
    )


def _unattributed(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without ", the dealer said,"."""
    if words[:1] == (",",) and "," in words[1:]:
        end = words.index(",", 1)
        if words[end - 1] in ("said", "says", "added"):
            return words[end:]
    return words


def _one_thing(rate: Figure, whole: Figure) -> bool:
    """True when the total is in what each one is: euros for euros, seats for seats."""
    if rate.dimension == "count":
        return bool(rate.unit) and whole.dimension == "count" and whole.unit in (rate.unit, "person", "people", "")
    return rate.dimension == whole.dimension and comparable(rate, whole)


def _judge(line: Line, count: int, rate: int, whole: int) -> Iterator[Finding]:
    figures = [line.figures[i] for i in (count, rate, whole)]
    found = [r for r in map(reading, figures) if positive(r) and r is not None]
    if len(found) < 3:
        return
    reckoned = reckon(times, found[0], found[1])
    if reckoned is None or not disjoint(found[2].tight, reckoned.tight):
        return
    if not disjoint(found[2].loose, reckoned.loose) and grain(figures[2]) > grain(figures[1]):
        return
    value = middle(reckoned.tight)
    unit = figures[2].unit if figures[2].dimension not in ("money",) else ""
    exact = f"{number(value, 6)} {unit}".strip() if value is not None else "another total"
    n, r, t = (f.surface for f in figures)
    yield finding(
        RULE,
        f"“{n}” times “{r}” is {exact}, not “{t}”",
        (line.locate(whole, "total"), line.locate(count, "count"), line.locate(rate, "rate")),
        explanation=(f"{n} × {r} = {exact}",),
    )

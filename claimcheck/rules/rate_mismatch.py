"""rate-mismatch: so many at so much each do not make the total.

What it does
    Multiplies where a sentence states a number of things, an amount for each and the total; the total may stand in
    the next one: “12 classes with 25 pupils each. In all, 360 pupils go there.”

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
from claimcheck.lexicon import table
from claimcheck.model import Document, Figure, Finding, Severity
from claimcheck.rules.base import NUMBERS, Rule, finding
from claimcheck.rules.reckoning import Line, comparable, counted, cues, grain, lines, middle, positive, reading, reckon
from claimcheck.rules.told_apart_ratios import told_rates
from claimcheck.settings import Settings
from claimcheck.wording import number, plural

RULE = Rule(
    "CC213",
    "rate-mismatch",
    Severity.WARNING,
    "document",
    "0.1",
    help="Multiply again; any of the three may be the wrong one.",
    needs=NUMBERS,
)
_FEES = frozenset(("deposit", "fee", "price", "fine", "bonus", "grant", "fare", "toll"))  # "paid a deposit of €500"
_NEAR = 6  # tokens from the count to the rate
_CLOSE = 5  # within a fifth, both the rate and the total may have been rounded
_FAR = 8  # and from the rate to the total


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every count, rate and total that do not fit."""
    before: Line | None = None
    for line in lines(subject, 1):
        if before is not None and line.index == before.index + 1 and line.sentence.block == before.sentence.block:
            yield from _across(before, line)
        before = line
        for count, rate, whole in zip(line.numbers, line.numbers[1:], line.numbers[2:], strict=False):
            if _is_stated(line, count, rate, whole):
                yield from _judge(line, count, rate, whole)
            elif _is_filled(line, count, rate, whole):  # here the total comes first
                yield from _judge(line, rate, whole, count)
            elif _is_priced(line, count, rate, whole):  # and here the rate
                yield from _judge(line, rate, count, whole)
    for (line, rate), (_, whole), (_, count) in told_rates(list(lines(subject, 3))):
        yield from _judge(line, count, rate, whole)


def _is_stated(line: Line, count: int, rate: int, whole: int) -> bool:
    """True for "300 tickets at $20 each brought in $9,000" and the like."""
    n, r, t = (line.figures[i] for i in (count, rate, whole))
    if n.dimension != "count" or not n.unit or r.dimension in ("ratio", "factor", "points", "temperature"):
        return False
    if r.dimension == "duration" and not cues("apiece") & set(line.after(rate, 1)):
        return False
    if n.change or r.change or t.change not in ("", "to") or not _one_thing(r, t) or n.modifier == "about":
        return False
    if r.per and r.per not in (n.unit, "person", "head", "piece"):
        return False  # "12 workers at €500 a week": by the week, not in all
    first, second = line.between(count, rate), _unattributed(line.between(rate, whole))
    near = len(first) <= _NEAR and len(second) <= _FAR
    if not near or not set(first) <= cues("rated") or not set(second) <= cues("yielding"):
        return False
    of = first == ("of",) or (first[-1:] == ("of",) and bool(_FEES & set(first)))
    each = bool(cues("apiece") & {*second[:2], *first, *line.before(count, 3)}) or bool(r.per)
    again = (
        r.kind == "count"
        and counted(r) == counted(t)
        and second in ((",",), (",", "or"), ("–",), ("—",), (":",), ("make",))
    )
    stated = of or each or second[:2] in (("a", "head"), ("a", "person"))
    return stated and line.after(whole, 1) != ("of",) and (again or _is_total(line, whole, second))


def _is_total(line: Line, whole: int, before: tuple[str, ...]) -> bool:
    """True when the words around a figure say that it is what all make together."""
    if "total" in before or before[-1:] == ("=",) or line.figures[whole].surface.lower().startswith("a total of"):
        return True
    behind = " ".join(line.after(whole, 2)).startswith(("in all", "in total", "altogether", "all told"))
    return behind or bool(
        {"brought", "bringing", "came", "raised", "raising", "earning", "makes", "cost", "totalling"} & set(before)
    )


def _is_filled(line: Line, whole: int, count: int, rate: int) -> bool:
    """True for "840 people in 24 rows of 30 seats"."""
    t, n, r = (line.figures[i] for i in (whole, count, rate))
    counts = all(f.kind == "count" and f.unit and not f.change and f.modifier == "exact" for f in (t, n, r))
    first, second = line.between(whole, count), line.between(count, rate)
    return (
        counts
        and _one_thing(r, t)
        and counted(n) != counted(t)
        and second == ("of",)
        and first in (("in",), (":",), ("(",))
    )


def _is_priced(line: Line, rate: int, count: int, whole: int) -> bool:
    """True for "at 40 euros a night, seven nights cost 320 euros": the rate says what of."""
    r, n, t = (line.figures[i] for i in (rate, count, whole))
    same = r.per != "" and line.between(rate, count)[:1] == (",",) and _one_thing(r, t) and not t.per
    named = r.per in (n.unit, *n.surface.lower().split()) or f"{r.per}s" in n.surface.lower().split()
    costs = {
        "brought",
        "brings",
        "raised",
        "earned",
        "yielded",
        "cost",
        "costs",
        "total",
        "comes",
        "come",
        "makes",
        "is",
        "adds",
    } & {
        *line.between(count, whole),
        *n.surface.lower().split(),
    }
    return same and named and bool(costs) and n.modifier == "exact" and len(line.between(count, whole)) <= _NEAR


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
        return bool(rate.unit) and whole.dimension == "count" and counted(whole) in (counted(rate), "person", "")
    return rate.dimension == whole.dimension and comparable(rate, whole)


def _across(before: Line, line: Line) -> Iterator[Finding]:
    """The total a sentence later: "12 classes with 25 pupils each. In all, 360 pupils go there."."""
    if len(before.numbers) != 2 or len(line.numbers) != 1:
        return
    (count, rate), whole = before.numbers, line.numbers[0]
    n, r, t = before.figures[count], before.figures[rate], line.figures[whole]
    plain = all(f.modifier == "exact" and not f.change and not f.per for f in (n, r, t))
    if (
        not plain
        or n.kind != "count"
        or not n.unit
        or counted(r) != counted(t)
        or counted(n) == counted(r)
        or not _one_thing(r, t)
    ):
        return
    each = before.after(rate, 1) in (("each",), ("apiece",)) and set(before.between(count, rate)) <= cues("rated")
    behind = " ".join(line.after(whole, 2)).startswith(tuple(table("arithmetic")["in_all"]))
    opened = " ".join(line.words(0, 3)).startswith(tuple(table("arithmetic")["in_all"]))
    if cues("partly") & set(line.all_words):
        return
    if each and (behind or opened or t.surface.lower().startswith("a total of")):
        yield from _judge(before, count, rate, whole, line)


def _judge(line: Line, count: int, rate: int, whole: int, other: Line | None = None) -> Iterator[Finding]:
    """The finding where the product is not the total, which may stand in the sentence `other`."""
    last = other or line
    figures = [line.figures[count], line.figures[rate], last.figures[whole]]
    found = [r for r in map(reading, figures) if positive(r) and r is not None]
    if len(found) < 3:
        return
    reckoned = reckon(times, found[0], found[1])
    if reckoned is None or not disjoint(found[2].tight, reckoned.tight):
        return
    value, total = middle(reckoned.tight), middle(found[2].tight)
    near = not value or total is None or abs(total - value) <= value / _CLOSE
    rounded = near or not disjoint(found[2].loose, reckoned.tight)
    if rounded and not disjoint(found[2].loose, reckoned.loose) and grain(figures[2]) > grain(figures[1]):
        return
    if value is not None and total and figures[2].value:
        value = value * figures[2].value / total  # in the unit of the total, not in that of its dimension
    unit = plural(figures[2].unit) if figures[2].unit and figures[2].dimension != "money" else ""
    exact = f"{number(value, 6)} {unit}".strip() if value is not None else "another total"
    n, r, t = (f.surface for f in figures)
    yield finding(
        RULE,
        f"“{n}” times “{r}” is {exact}, not “{t}”",
        (last.locate(whole, "total"), line.locate(count, "count"), line.locate(rate, "rate")),
        explanation=(f"{n} × {r} = {exact}",),
    )

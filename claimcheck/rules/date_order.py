"""date-order: what must come first has the later date.

What it does
    Compares the dates of two opposite events of one subject in one sentence: born and died, opens and closes, begins
    and ends, founded and dissolved; and over several sentences a death with the birth, and with the life in brackets.

Why it matters
    One of the dates is wrong, or the two were swapped.

Flagged
    > The fair opens on 5 May and closes on 3 May.
    > The painter was born in 1992 and died in 1990.

Not flagged
    > The fair opens on 3 May and closes on 5 May.
    > The museum closed on 3 May and opened again on 5 May. The museum closes on 3 May, and the café opens on 1 May.

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from claimcheck.lexicon import table
from claimcheck.model import PROSE_KINDS, Document, Figure, Finding, Severity
from claimcheck.rules.base import DATES, Rule, finding
from claimcheck.rules.days import quoted_surface, sentence_of, tokens_of
from claimcheck.rules.lives import Life, lives
from claimcheck.settings import Settings
from claimcheck.tokens import Tokens

RULE = Rule(
    "CC306",
    "date-order",
    Severity.ERROR,
    "document",
    "0.1",
    help="Look up both dates; they may be swapped.",
    needs=DATES,
)
REACH = 7  # tokens between a verb and its date


class Order(NamedTuple):
    """Verbs of what comes first and of what comes after; `twice`: the first may come again after the second."""

    first: frozenset[str]
    second: frozenset[str]
    twice: bool


@cache
def _orders() -> tuple[Order, ...]:
    rows = table("moments")["order"]
    return tuple(Order(frozenset(r["first"]), frozenset(r["second"]), r["twice"]) for r in rows)


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """One finding for each pair of dates in the wrong order."""
    told: set[Figure] = set()
    for claim in subject.claims:
        dates = [f for f in claim.figures if f.kind == "date"]
        if len(dates) == 2 and sentence_of(subject, claim).kind in PROSE_KINDS:
            tokens = tokens_of(subject, claim)
            for order in _orders():
                found = _swapped(tokens, dates, order)
                if found is not None:
                    told.add(found[2])
                    yield _finding(subject, tokens, *found)
    for life in lives(subject):
        yield from _life(subject, life, told)


def _life(document: Document, life: Life, told: set[Figure]) -> Iterator[Finding]:
    """A death before the birth, and one that is not the end of the life in brackets."""
    births = {(b.first, b.last) for b in life.births}
    for death in life.deaths:
        other = next((d for d in life.deaths if d.span), None)
        if other is not None and not death.span and not other.first <= death.first <= other.last:
            why = f"the life {quoted_surface(other.figure)} ends in {other.first[0]}"
            yield _apart(document, death.figure, other.figure, why)
        elif len(births) == 1 and death.last < life.births[0].first and death.figure not in told:
            why = f"{death.figure.surface} is before {life.births[0].figure.surface}"
            yield _apart(document, death.figure, life.births[0].figure, why)


def _apart(document: Document, death: Figure, against: Figure, why: str) -> Finding:
    where = tuple(
        document.locate(f.start, f.end, figure=f, role=role) for f, role in ((death, "doubtful"), (against, "against"))
    )
    message = f"{quoted_surface(death)} … {quoted_surface(against)}: {why}"
    return finding(RULE, message, where, explanation=(why,), confidence=0.85)


def _swapped(tokens: Tokens, dates: list[Figure], order: Order) -> tuple[Figure, int, Figure, int] | None:
    """The earlier event with its verb, the later one with its verb, when their dates are the wrong way round."""
    verbs = [_verb(tokens, date, order.first | order.second, dates) for date in dates]
    if verbs[0] < 0 or verbs[1] < 0 or not _one_subject(tokens, verbs[1], dates[0]):
        return None
    words = [tokens.word(v) for v in verbs]
    if words[0] in order.first and words[1] in order.second:
        start, end = 0, 1
    elif words[0] in order.second and words[1] in order.first and not order.twice:
        start, end = 1, 0
    else:
        return None
    if not _before(dates[end], dates[start]):
        return None
    return dates[start], verbs[start], dates[end], verbs[end]


def _verb(tokens: Tokens, date: Figure, verbs: frozenset[str], dates: list[Figure]) -> int:
    """The verb a date belongs to: the nearest to its left, with no other date between; -1 without one."""
    stop = max((d.tail for d in dates if d.tail <= date.head), default=0)
    for at in range(date.head - 1, max(date.head - 1 - REACH, stop - 1), -1):
        if tokens.word(at) in verbs:
            return at
        if tokens.word(at) in (";", ".", ":"):
            return -1
    return -1


def _one_subject(tokens: Tokens, verb: int, first: Figure) -> bool:
    """True when nothing but a comma, a conjunction, a pronoun or an auxiliary stands between the two statements."""
    return all(word in table("moments")["order_links"]["words"] for word in tokens.words[first.tail : verb])


def _before(a: Figure, b: Figure) -> bool:
    """True when `a` is wholly before `b`; without years both are taken in one year."""
    x, y = a.when, b.when
    if x is None or y is None or a.modifier != "exact" or b.modifier != "exact":
        return False
    if x.year is None and y.year is None and not x.relative and not y.relative:
        if x.month is None or y.month is None or abs(x.month - y.month) > 6:
            return False
        if x.day is None or y.day is None:
            return x.month < y.month
        return (x.month, x.day) < (y.month, y.day)
    if (x.year is None) != (y.year is None) or x.last is None or y.first is None:
        return False
    return x.last < y.first


def _finding(document: Document, tokens: Tokens, start: Figure, begun: int, end: Figure, ended: int) -> Finding:
    verbs = tokens.surface(begun), tokens.surface(ended)
    why = f"{end.surface} is before {start.surface}"
    message = f"“{verbs[1]}” {quoted_surface(end)} … “{verbs[0]}” {quoted_surface(start)}: {why}"
    where = tuple(
        document.locate(f.start, f.end, figure=f, role=role) for f, role in ((end, "doubtful"), (start, "against"))
    )
    return finding(RULE, message, where, explanation=(why,), confidence=0.9)

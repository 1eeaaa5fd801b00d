"""shares-over-100: shares that exclude each other add up to more than 100%.

What it does
    Adds up three or more percentages listed in one breath, where the sentence speaks of votes, owners or the parts of
    a mixture, and reports what rounding cannot bring back to 100.

Why it matters
    Voters have one vote. One of the shares belongs to another question, or two digits changed places.

Flagged
    > Of those who voted, 45% backed Roe, 38% Doe and 22% Poe.

Not flagged
    > Of those who voted, 45% backed Roe, 33.3% Doe and 22% Poe: 100.3 is rounding.
    > Asked what they read (several answers were allowed), 60% said novels, 45% history and 30% poems.

Options
    None. A warning: several answers may have been allowed.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from claimcheck.arithmetic import HUNDRED, total
from claimcheck.lexicon.words import verb_forms
from claimcheck.model import Document, Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.rules.breakdowns import enumeration
from claimcheck.rules.changes import cues
from claimcheck.rules.reckoning import Line, lines
from claimcheck.settings import Settings
from claimcheck.wording import number

RULE = Rule(
    "CC207",
    "shares-over-100",
    Severity.WARNING,
    "document",
    "0.1",
    help="Check the shares, or say that several answers were possible.",
)
_NEAR = 8  # tokens between the shares of two rivals
_MOST = Decimal(150)  # no slip of the pen: shares like these were never meant to exclude each other
_ROOM = Decimal("0.3")  # beyond what the written digits grant: 100.3 is said to be 100


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every list of exclusive shares beyond 100%."""
    for line in lines(subject, 2):
        yield from _duel(line)
        first = next((i for i in line.numbers if line.figures[i].kind == "percent"), -1)
        if first < 0:
            continue
        parts, _, complete = enumeration(line, first, line.figures[first])
        if complete and len(parts) > 2 and _exclude(line, parts):
            yield from _judge(line, parts)


def _duel(line: Line) -> Iterator[Finding]:
    """The shape: "61% of the vote against 42% for her rival"."""
    for first, second in pairwise(line.numbers):
        percents = all(line.figures[i].kind == "percent" and not line.figures[i].change for i in (first, second))
        gap = line.between(first, second)
        vote = gap[:1] == ("of",) and bool({"vote", "votes"} & set(gap[:3])) and len(gap) <= _NEAR
        if percents and vote and {"against", "to"} & set(gap[3:]):
            yield from _judge(line, (first, second))


def _exclude(line: Line, parts: tuple[int, ...]) -> bool:
    """True when the sentence is about a vote or a mixture, and the shares after the first repeat its verb."""
    figures = [line.figures[i] for i in parts]
    if any(f.kind != "percent" or f.change or f.per or f.modifier != "exact" for f in figures):
        return False
    words = line.all_words
    if not cues("exclusive") & set(words) or cues("several_answers") & set(words):
        return False
    listed = " ".join((*line.words(figures[0].tail, figures[-1].head), *line.after(parts[-1], 4)))
    listed = listed.replace("in favour", "").replace("in favor", "")
    of = line.after(parts[0], 1) == ("of",)
    if (set(listed.split()) - ({"of"} if of else set())) & cues("overlapping"):
        return False
    return not any(verb_forms().get(word, ("", False))[1] for i in parts[1:] for word in line.after(i, 1))


def _judge(line: Line, parts: tuple[int, ...]) -> Iterator[Finding]:
    figures = [line.figures[i] for i in parts]
    added = total(f.tight for f in figures if f.tight is not None)
    if added.low is None or not HUNDRED + _ROOM < added.low < _MOST:
        return
    value = sum((f.value for f in figures if f.value is not None), Decimal(0))
    said = " + ".join(f.surface for f in figures)
    yield finding(
        RULE,
        f"the shares add up to {number(value, 4)}%",
        tuple(line.locate(i, "part") for i in reversed(parts)),
        explanation=(f"{said} = {number(value, 4)}%",),
    )

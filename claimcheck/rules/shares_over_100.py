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

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from claimcheck.arithmetic import HUNDRED, total
from claimcheck.lexicon import table
from claimcheck.lexicon.words import singular, verb_forms
from claimcheck.model import Document, Finding, Severity
from claimcheck.rules.base import PAIRS, Rule, finding
from claimcheck.rules.breakdowns import enumeration, exclude_each_other
from claimcheck.rules.phrases import bare
from claimcheck.rules.reckoning import Line, cues, lines
from claimcheck.settings import Settings
from claimcheck.wording import number

RULE = Rule(
    "CC207",
    "shares-over-100",
    Severity.WARNING,
    "document",
    "0.1",
    help="Check the shares, or say that several answers were possible.",
    needs=PAIRS,
)
_NEAR = 8  # tokens between the shares of two rivals
_MOST = Decimal(150)  # no slip of the pen: shares like these were never meant to exclude each other
_NAME = 3  # words of what a share comes from
_NEXT = re.compile(r"(?:,|, and|and) (?:the )?([a-z’'-]+(?: [a-z’'-]+){0,2}?)(?: for| with)?")
_NEXT_OF = re.compile(r"of [a-z ’'-]{2,40}? " + _NEXT.pattern)
_ROOM = Decimal("0.3")  # beyond what the written digits grant: 100.3 is said to be 100


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every list of exclusive shares beyond 100%."""
    for line in lines(subject, 2):
        percents = [i for i in line.numbers if line.figures[i].kind == "percent"]
        if len(percents) < 2:
            continue
        yield from _duel(line)
        yield from _complements(line, percents)
        parts, _, complete = enumeration(line, percents[0], line.figures[percents[0]])
        if len(parts) > 2 and ((complete and _exclude(line, parts)) or _are_alternatives(line, parts)):
            yield from _judge(line, parts)
        elif len(percents) > 2 and _are_sources(line, percents):
            yield from _judge(line, tuple(percents))


def _complements(line: Line, percents: list[int]) -> Iterator[Finding]:
    """The shape: "52 percent were men and 58 percent were women"."""
    if len(percents) != 2:
        return
    gap, behind = _said(line.between(*percents)), _said(line.after(percents[1], 2))
    if gap[1:] in (("and",), (",",), (",", "and"), (",", "while"), (";",)) and behind:
        nouns = singular(gap[0]), singular(behind[0])
        if any(set(nouns) == set(pair) for pair in table("arithmetic")["complements"]):
            yield from _judge(line, tuple(percents))


def _said(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if words[:1] in (("were",), ("are",)) else words


def _are_alternatives(line: Line, parts: tuple[int, ...]) -> bool:
    """True for "48% said yes, 39% said no and 21% had no opinion", "55% Hindu, 30% Muslim and 24% Christian"."""
    plain = all(line.figures[i].modifier == "exact" and not line.figures[i].change for i in parts)
    undated = all(bare(line, a, b) == line.between(a, b) for a, b in pairwise(parts))
    return (
        plain
        and undated
        and not cues("several_answers") & (set(line.all_words) - {"respondents"})
        and (exclude_each_other(line, parts))
    )


def _are_sources(line: Line, parts: list[int]) -> bool:
    """True for "Solar provided 35 percent of the power, wind 42 percent and hydro 31 percent": what it comes from."""
    first = line.figures[parts[0]]
    lead = line.words(0, first.head)
    if len(parts) != len(line.numbers) or not cues("provides") & set(lead[1:]) or first.change or len(lead) > _NEAR:
        return False
    names = [lead[: next(i for i, w in enumerate(lead) if i and w in cues("provides"))]]
    for place, (a, b) in enumerate(pairwise(parts)):
        shape = _NEXT_OF if not place else _NEXT
        match = shape.fullmatch(" ".join(line.between(a, b)))
        if match is None or line.figures[b].change or bare(line, a, b) != line.between(a, b):
            return False
        names.append(tuple(match[1].split()))
    named = all(len(name) <= _NAME and name[-1] in cues("sources") for name in names)
    return named and len(set(names)) == len(names) and line.after(parts[-1], 1) in ((".",), (), (",",), (";",))


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

"""share-mismatch: a part, its whole and the percentage given for it do not agree.

What it does
    Divides where a sentence states all three: “61 of the 90 flats (68%)”, “61, or 68%, of 90”, “68% (61 of 90)”,
    “two thirds of the 90 flats, or 61”, “of 90 flats, 61 (68%)”, “61 of the 90, a rate of 68%”. The whole may stand in
    the sentence before: “The town has 90 flats. Damp was found in 61 of them, or 68%.”

Why it matters
    One of the three was updated and the others were not, or two digits changed places. A reader with a calculator
    finds it in ten seconds.

Flagged
    > Damp was found in 61 of the 90 flats (86%).
    > Three quarters of the 480 beds, or 310 in all, are taken.

Not flagged
    > Damp was found in 61 of the 90 flats (68%, or 67%, or “about two thirds”).
    > The mean was 61 of 90 (12). Damp was found in 61 flats, 20% more than a year ago.

Options
    None. A percentage that was cut off instead of rounded passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from claimcheck.model import Document, Figure, Finding, Severity
from claimcheck.rules.base import NUMBERS, Rule, finding
from claimcheck.rules.reckoning import Line, half_digit, lines, middle, reading, verdict, widened
from claimcheck.rules.shares import Share, of_groups, of_them, stated
from claimcheck.rules.told_apart_ratios import told_shares
from claimcheck.settings import Settings
from claimcheck.wording import number

RULE = Rule(
    "CC202",
    "share-mismatch",
    Severity.ERROR,
    "document",
    "0.1",
    help="Check all three against the source: the percentage is not always the wrong one.",
    needs=NUMBERS,
)

_NEAR = 4  # tokens between a share in words and its figure in brackets


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every stated part, whole and share that do not agree; of a group only beside one that does."""
    every = list(lines(subject, 1))
    done: set[tuple[int, int]] = set()
    for line in every:
        for share in stated(line):
            done.add((line.index, share.percent[1]))
            yield from _judge(share, RULE.severity)
        yield from _twice(line)
    for share in of_them(every):
        if share.reckoned is None:
            continue  # "nine schools": no whole of 616
        done.add((share.part[0].index, share.percent[1]))
        yield from _judge(share, Severity.WARNING)
    for percent, part, whole in told_shares(every):
        if (part[0].index, percent[1]) not in done:
            yield from _judge(Share(part, (whole,), percent), Severity.WARNING)
    for share, others in of_groups(subject, every):
        if (share.part[0].index, share.percent[1]) not in done and any(map(_agrees, others)):
            yield from _judge(share, Severity.WARNING)


def _twice(line: Line) -> Iterator[Finding]:
    """A share in words and in figures: "three out of four (65%)"."""
    for first, second in pairwise(line.numbers):
        a, b = line.figures[first], line.figures[second]
        if a.dimension != "ratio" or b.kind != "percent" or a.kind == "percent" or a.change or b.change:
            continue
        inside = line.between(first, second)[-1:] == ("(",) and line.after(second, 1) == (")",)
        said, written = reading(a), reading(b)
        if not inside or len(line.between(first, second)) > _NEAR or said is None or written is None:
            continue
        severity = verdict(said, widened(written, half_digit(b)), RULE.severity)
        if severity is not None:
            sides = (line.locate(second, "doubtful"), line.locate(first, "against"))
            yield finding(RULE, f"“{a.surface}” is not “{b.surface}”", sides, severity=severity)


def _agrees(share: Share) -> bool:
    written, reckoned = share.written, share.reckoned
    return written is not None and reckoned is not None and verdict(written, reckoned, RULE.severity) is None


def _judge(share: Share, worst: Severity) -> Iterator[Finding]:
    written, reckoned = share.written, share.reckoned
    if written is None or reckoned is None:
        return
    severity = verdict(written, reckoned, worst)
    if severity is None:
        return
    value = middle(reckoned.tight)
    exact = f"{number(value)}%" if value is not None else "another share"
    part, percent = (line.figures[i] for line, i in (share.part, share.percent))
    wholes = [line.figures[i] for line, i in share.wholes]
    whole = " + ".join(w.surface for w in wholes)
    yield finding(
        RULE,
        f"“{part.surface}” of “{whole}” is {exact}, not “{percent.surface}”",
        (
            share.percent[0].locate(share.percent[1], "doubtful"),
            share.part[0].locate(share.part[1], "part"),
            *(line.locate(i, "whole") for line, i in share.wholes if (line, i) != share.part),
        ),
        explanation=(f"{_plain(part)} ÷ {_sum(wholes)} = {exact}",),
        severity=severity,
    )


def _sum(figures: list[Figure]) -> str:
    said = " + ".join(map(_plain, figures))
    return f"({said})" if len(figures) > 1 else said


def _plain(figure: Figure) -> str:
    return number(figure.value, 12) if figure.value is not None else figure.surface

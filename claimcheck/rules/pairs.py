"""What the rules on a Link have in common: wording a conflict of two figures. Not a rule itself (no RULE)."""

from __future__ import annotations

from claimcheck.lexicon.numerals import numerals
from claimcheck.model import Finding, Link, Location, Mention, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.wording import reading


def sides(link: Link) -> tuple[Location, ...]:
    """Every location: the two in reading order, a headline or the odd one out first as the one to doubt, then more."""
    return tuple(
        m.document.locate(m.figure.start, m.figure.end, figure=m.figure) for m in (link.first, link.second, *link.more)
    )


def conflict(rule: Rule, link: Link, *, severity: Severity | None = None, help: str = "") -> Finding:
    """The finding of a pair rule: both surfaces as written, the arithmetic, why they are taken to be one thing."""
    first, second, *more = sides(link)
    steps = link.judgement.arithmetic
    places = tally(link)
    detail = "; ".join(part for part in (steps[-1] if steps else "they cannot both be true", places) if part)
    return finding(
        rule,
        f"“{first.text}” … “{second.text}”: {detail}",
        (first, second, *more),
        explanation=tuple(line for line in (places, *steps[:-1], link.reason) if line),
        severity=severity,
        confidence=round(link.score, 2),
        help=help,
    )


def tally(link: Link) -> str:
    """How many places say what, where there are more than two: "two of three places say 14 dead"."""
    if not link.counts:
        return ""
    odd, most, *others = link.counts
    places = _spelled(sum(link.counts))
    if most > max(odd, *others, 0):
        return f"{_spelled(most)} of {places} places say {_said(link.second)}"
    if odd == most == 1:
        return f"{places} places, {_spelled(len(link.counts))} figures: no majority"
    told = ((odd, link.first), (most, link.second))
    values = ", ".join(f"{_spelled(n)} say{'s' * (n == 1)} {_said(side)}" for n, side in told)
    return f"of {places} places {values}: no majority"


def _said(mention: Mention) -> str:
    figure = mention.figure
    return figure.surface if figure.when is not None else reading(figure)


def _spelled(count: int) -> str:
    """A small count as a word."""
    return next((word for word, value in numerals().small.items() if value == count), str(count))


def is_conflict(link: Link) -> bool:
    """True when the two cannot both be true, as written at least."""
    return link.judgement.outcome == "conflict"


def softened(rule: Rule, link: Link) -> Severity:
    """The rule's severity, one step lower where rounding could explain it or the link itself is only likely."""
    if link.judgement.soft or link.judgement.edge or link.licence.startswith("weak"):
        return min(rule.severity, Severity.WARNING)
    return rule.severity

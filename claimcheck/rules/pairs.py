"""What the rules on a Link have in common: wording a conflict of two figures. Not a rule itself (no RULE)."""

from __future__ import annotations

from claimcheck.model import Finding, Link, Location, Severity
from claimcheck.rules.base import Rule, finding


def sides(link: Link) -> tuple[Location, Location]:
    """Both locations, in reading order; a headline comes first as the one to doubt."""
    first, second = (
        m.document.locate(m.figure.start, m.figure.end, figure=m.figure) for m in (link.first, link.second)
    )
    return first, second


def conflict(rule: Rule, link: Link, *, severity: Severity | None = None, help: str = "") -> Finding:
    """The finding of a pair rule: both surfaces as written, the arithmetic, why they are taken to be one thing."""
    first, second = sides(link)
    steps = link.judgement.arithmetic
    detail = steps[-1] if steps else "they cannot both be true"
    return finding(
        rule,
        f"“{first.text}” … “{second.text}”: {detail}",
        (first, second),
        explanation=(*steps[:-1], link.reason) if link.reason else steps[:-1],
        severity=severity,
        confidence=round(link.score, 2),
        help=help,
    )


def is_conflict(link: Link) -> bool:
    """True when the two cannot both be true, as written at least."""
    return link.judgement.outcome == "conflict"


def softened(rule: Rule, link: Link) -> Severity:
    """The rule's severity, one step lower where rounding could explain it or the link itself is only likely."""
    if link.judgement.soft or link.judgement.edge or link.licence.startswith("weak"):
        return min(rule.severity, Severity.WARNING)
    return rule.severity

"""Many findings of one kind in one file, told to people as one: "14 claims have no verdict yet".

What a program reads keeps every finding; nothing is decided here but how much of it a page repeats.
"""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.model import Finding
from claimcheck.reporters.visible import clipped, squeezed

_FEW = 2  # so many are told one by one
_NAMED = 3  # of many, so many are named
_WIDTH = 70


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those of one rule in one file that say how they are told together as one, at the first of them."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    told = list(findings)
    for finding in told:
        if finding.together:
            groups.setdefault(_group(finding), []).append(finding)
    many = {key: several for key, several in groups.items() if len(several) > _FEW}
    shown: list[Finding] = []
    for finding in told:
        several = many.get(_group(finding)) if finding.together else None
        if several is None:
            shown.append(finding)
        elif several[0] is finding:
            shown.append(_one(several))
    return shown


def _group(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.locations[0].path, finding.together


def _one(several: list[Finding]) -> Finding:
    first = several[0]
    named = [f"line {f.locations[0].start.line}: {_words(f)}" for f in several[:_NAMED]]
    rest = len(several) - len(named)
    more = [f"and {rest:,} more (-v tells each)"] if rest else []
    where = first.locations[0]._replace(text="", end=first.locations[0].start)
    message = first.together.format(count=f"{len(several):,}")
    return first._replace(message=message, locations=(where,), explanation=(*named, *more), together="")


def _words(finding: Finding) -> str:
    return f"“{clipped(squeezed(finding.locations[0].text), _WIDTH)}”"

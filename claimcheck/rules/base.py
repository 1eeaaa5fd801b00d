"""The rule contract, and the one way a rule makes a Finding.

A rule is a module of this package with a docstring under fixed headings (What it does, Why it matters, Flagged,
Not flagged, Options), a constant `RULE = Rule(...)` and a function `check(subject, settings) -> Iterator[Finding]`.
`scope` picks the subject: "document" → Document, "pair" → Link, "opposition" → Opposition,
"corpus" → tuple[Document, ...], "suppression" → Suppression, "blocks" → Oversize; of a ledger alone "grounds" →
Grounds and, when addresses were asked for, "link" → LinkState. Of the pair rules that have something to say on one
link, the highest `rank` speaks.
A document rule that reckons with figures says in `needs` what a document must have before it is worth asking.
Rules never read text for figures or decide what is comparable: extract and match did; a rule selects and words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from claimcheck.model import Document, Finding, Location, Severity
from claimcheck.settings import Settings

DATED = frozenset(("date", "time"))  # kinds of figures that are no numbers
TEXT, DATES, NUMBERS, PAIRS, TRIPLES = "text", "dates", "numbers", "pairs", "triples"
_TRAITS = tuple(frozenset((TEXT, NUMBERS, PAIRS, TRIPLES)[: n + 1]) for n in range(4))  # by numbers in one sentence
_DATES = frozenset((DATES,))


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule is called and how it runs. `rank`: among pair rules on one link the highest speaks.

    `needs`: the trait without which a document cannot hold what the rule flags; see `traits`. `lists`: the sides are
    all that it concerns, not two set against each other, so others may say of two of them what they have to say.
    """

    code: str
    name: str
    severity: Severity
    scope: str  # document pair opposition corpus suppression blocks grounds link
    since: str
    rank: int = 0
    help: str = ""
    needs: str = TEXT
    lists: bool = False


class RuleModule(Protocol):
    """What the package walker expects of a rule's module."""

    RULE: Rule

    @staticmethod
    def check(subject: object, settings: Settings) -> Iterator[Finding]:
        """Yield what is wrong with the subject."""


def traits(document: Document) -> frozenset[str]:
    """What a document has for rules to look at: text, dates, numbers, and two or three numbers in one sentence."""
    most, dates = 0, False
    for claim in document.claims:
        if claim.figures:
            timed = sum(figure.kind in DATED for figure in claim.figures)
            most, dates = max(most, len(claim.figures) - timed), dates or timed > 0
    found = _TRAITS[min(most, 3)]
    return found | _DATES if dates else found


def finding(
    rule: Rule,
    message: str,
    locations: tuple[Location, ...],
    *,
    explanation: tuple[str, ...] = (),
    severity: Severity | None = None,
    confidence: float = 1.0,
    help: str = "",
) -> Finding:
    """A Finding of `rule`, fingerprint included; the doubtful location first."""
    return Finding(
        rule.code,
        rule.name,
        rule.severity if severity is None else severity,
        confidence,
        message,
        locations,
        explanation,
        help or rule.help,
        fingerprint(rule.code, locations),
    )


def fingerprint(code: str, locations: tuple[Location, ...]) -> str:
    """A finding's identity: rule, files, what the sides say. Never a line number, so edits elsewhere keep it."""
    parts = [code]
    for where in sorted(locations, key=lambda w: (w.path, w.sentence, w.text)):
        parts += [where.path, " ".join(where.sentence.casefold().split()), where.text.casefold()]
    return mark(*parts)


def mark(*parts: str) -> str:
    """The digest that stands for a finding about these things."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]

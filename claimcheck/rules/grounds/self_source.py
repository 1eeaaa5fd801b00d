"""self-source: a claim stands on the article it is in.

What it does
    Follows the sources of every article: its own file, a copy of it, a text that holds it word for word, an article
    that in turn stands on this one.

Why it matters
    A claim that cites itself has no source, however often it is repeated.

Flagged
    > news/fire.md, cited by a claim of news/fire.md
    > two articles that are each the source of the other

Not flagged
    > a source that quotes a sentence or two of the article

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.ledger.grounds import Examined, Grounded, Grounds
from claimcheck.model import Finding, Severity
from claimcheck.rules.base import Rule, finding, mark
from claimcheck.rules.grounds.standing import called, sides
from claimcheck.settings import Settings

RULE = Rule(
    "CC408",
    "self-source",
    Severity.WARNING,
    "grounds",
    "0.2",
    help="Name what the article itself was written from.",
    lists=True,
)


def check(subject: Grounds, settings: Settings) -> Iterator[Finding]:
    """One finding for an article and a source of it."""
    found: dict[tuple[str, str], tuple[Examined, list[Grounded]]] = {}
    for claim in subject.claims:
        for cited in claim.cited:
            if cited.itself:
                key = claim.where.path, cited.citation.source
                found.setdefault(key, (cited, []))[1].append(claim)
    for (path, id), (cited, claims) in found.items():
        assert cited.state is not None
        message = f"{called(cited.state.source)}: {cited.itself}"
        yield finding(RULE, message, tuple(sides(claims)))._replace(fingerprint=mark(RULE.code, path, id))

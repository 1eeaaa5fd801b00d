"""quote-not-found: a quote is not in the source it is said to come from.

What it does
    Looks up the quote attached to each citation, and every direct quotation in a claim, in the sources cited.
    Quotation marks, dashes, spaces, line breaks and an honest “…” are forgiven; another number, name or word, a
    “not” more or less never is.

Why it matters
    A quotation is the one thing a reader takes for exact.

Flagged
    > “We lost 14 boats”, where the transcript has “We lost 40 boats”
    > “It was safe”, where the transcript has “It was not safe”

Not flagged
    > curly quotes for straight ones, a dash for a hyphen, a line break
    > a quotation that one of several sources holds

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.ledger.grounds import Examined, Grounded, Grounds, LookedUp, Lookup
from claimcheck.model import Finding, Location, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.rules.grounds.standing import called, elsewhere, held_up, supporting
from claimcheck.settings import Settings

RULE = Rule(
    "CC404",
    "quote-not-found",
    Severity.ERROR,
    "grounds",
    "0.2",
    help="Quote it as the source has it, or cite the source it is from.",
)


def check(subject: Grounds, settings: Settings) -> Iterator[Finding]:
    """One finding for each quote that is not where it should be."""
    for claim in subject.claims:
        broken = [(c, q) for c in claim.cited for q in c.quotes if not q.own and q.lookup is not Lookup.FOUND]
        yield from (_attached(cited, quote) for cited, quote in broken)
        yield from _quotations(claim, [quote.place for _, quote in broken if quote.place is not None])


def _attached(cited: Examined, quote: LookedUp) -> Finding:
    """The quote that somebody attached to the citation."""
    assert cited.state is not None
    name = called(cited.state.source)
    words = _short(cited.citation.quote)
    if quote.lookup is Lookup.ALTERED and quote.said:
        return _finding(quote, f"the quote “{words}” is not in {name}: {quote.said}")
    return _finding(quote, f"the quote “{words}” is not in {name}")


def _quotations(claim: Grounded, told: Sequence[Location]) -> Iterator[Finding]:
    """The quotations in the claim itself: altered ones, and those that no source it cites has."""
    cited = supporting(claim)
    for one in cited:
        for quote in one.quotes:
            if not quote.own or quote.lookup is Lookup.FOUND or held_up(quote, cited) or one.state is None:
                continue
            name = called(one.state.source)
            if quote.lookup is Lookup.ALTERED and quote.place not in told:
                yield _finding(quote, f"{name} has it in other words: {quote.said}" if quote.said else f"not in {name}")
            elif quote.lookup is Lookup.ABSENT and not one.inherited and not elsewhere(cited) and one is _first(cited):
                said = f"“{_short(quote.claimed.text)}” is not in {name}"
                yield _finding(quote, said)._replace(severity=Severity.WARNING, confidence=0.7)


def _first(cited: list[Examined]) -> Examined:
    return next(c for c in cited if not c.inherited)


def _finding(quote: LookedUp, message: str) -> Finding:
    sides = (quote.claimed,) if quote.place is None else (quote.claimed, quote.place)
    return finding(RULE, message, sides)


def _short(words: str) -> str:
    told = " ".join(words.split())
    return told if len(told) <= 80 else told[:79].rstrip() + "…"

"""What a source taken in anew means for the claims that cite it: whose words are gone, whose nobody can tell."""

from __future__ import annotations

from claimcheck.desk.quoting import FOUND, look_up, short
from claimcheck.ledger.records import Citation, Ledger
from claimcheck.model import Document
from claimcheck.reporters.summary import counted
from claimcheck.sources.quotes import Haystack

_TOLD = 12  # citations told one by one


def moved(ledger: Ledger, source: str, document: Document | None) -> list[str]:
    """A line for each place cited in a source whose words are there no more; then how many stand, or may not.

    `document` is what the source says now, None where that cannot be read.
    """
    quoted, bare = _citations(ledger, source)
    if document is None:
        return [f"{_claims(len(quoted) + len(bare))} it: what it says now cannot be read"] if quoted or bare else []
    told: list[str] = []
    still = 0
    haystack = Haystack(document.text) if quoted else None
    for id, citation in quoted:
        found = look_up(document, citation.quote, haystack=haystack)
        if found.outcome == FOUND:
            still += 1
            continue
        line = f'{id} cites "{short(citation.quote)}", which is there no more'
        if found.said:
            line += f": {found.said}"
        if found.places:
            line += f'; {found.places[0].locator} says "{short(found.places[0].words)}"'
        told.append(line)
    told = [*told[:_TOLD], *([f"and {len(told) - _TOLD} more such places"] if len(told) > _TOLD else [])]
    if still:
        told.append(f"{counted(still, 'quote')} from it still stand{'s' if still == 1 else ''} there")
    if bare:
        told.append(f"{_claims(len(bare))} it without a quote: look whether it still says so: {_some(bare)}")
    return told


def _citations(ledger: Ledger, source: str) -> tuple[list[tuple[str, Citation]], list[str]]:
    """(claim, citation) for every quote from a source, each once; and the claims that cite it without one."""
    quoted: dict[tuple[str, str], Citation] = {}
    bare: dict[str, None] = {}
    for claim in ledger.claims.values():
        if claim.gone:
            continue
        here = [c for c in (*claim.sources, *(c for v in claim.verdicts for c in v.sources)) if c.source == source]
        for citation in here:
            if citation.quote.strip():
                quoted.setdefault((claim.id, citation.quote), citation)
        if here and not any(citation.quote.strip() for citation in here):
            bare[claim.id] = None
    return [(id, citation) for (id, _), citation in quoted.items()], list(bare)


def _claims(many: int) -> str:
    return f"{counted(many, 'claim')} cite{'s' if many == 1 else ''}"


def _some(ids: list[str]) -> str:
    return ", ".join(ids[:_TOLD]) + (f" and {len(ids) - _TOLD} more" if len(ids) > _TOLD else "")

"""What a screen or report shows of a ledger: each claim with where it stands, in reading order."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.ledger.records import Article, Citation, Claim, Conflict, Ledger, Place, Ruling
from claimcheck.ledger.status import UNKNOWN, Hashes, Standing, ruling, standing

FACTUAL = frozenset(("fact", "quote", "number", "prediction"))  # kinds of claim that need checking and a source


class ClaimView(NamedTuple):
    """A claim, the article and place it stands at (None for one that stands in none), and its status."""

    claim: Claim
    article: Article | None
    place: Place | None
    standing: Standing
    conflicts: tuple[Conflict, ...] = ()  # open ones that name it

    @property
    def status(self) -> str:
        """The one word for where it stands: contested, stale, verified …"""
        return self.standing.label

    @property
    def factual(self) -> bool:
        """True for a claim to be checked; headings, bylines and opinions are records too, but need no source."""
        return self.claim.kind in FACTUAL and not self.claim.gone

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every place in a source the claim or one of its verdicts cites, each once."""
        cited = (*self.claim.sources, *(c for v in self.claim.verdicts for c in v.sources))
        return tuple({(c.source, c.locator, c.quote, c.stance): c for c in cited}.values())

    @property
    def unsourced(self) -> bool:
        """True for a claim to be checked that neither cites a source nor stands in an article that does."""
        return self.factual and not self.citations and not (self.article is not None and self.article.sources)


def views(ledger: Ledger, hashes: Hashes = UNKNOWN, *, gone: bool = True) -> list[ClaimView]:
    """Every claim: by article path and place, then those that stand in no article, then (`gone`) gone ones."""
    named: dict[str, list[Conflict]] = {}
    for conflict in ledger.conflicts.values():
        if ruling(conflict, ledger) is Ruling.OPEN:
            for id in {side.claim for side in conflict.sides}:
                named.setdefault(id, []).append(conflict)
    places = ledger.places()
    shown = []
    for id, claim in ledger.claims.items():
        if claim.gone and not gone:
            continue
        article, place = places.get(id, (ledger.articles.get(claim.article), None))
        against = tuple(named.get(id, ()))
        shown.append(ClaimView(claim, article, place, standing(claim, bool(against), hashes), against))
    return sorted(shown, key=_order)


def _order(view: ClaimView) -> tuple[bool, str, int, str, str]:
    path = view.article.path if view.article else "\U0010ffff"
    return bool(view.claim.gone), path, view.place.start if view.place else 0, view.claim.added, view.claim.id

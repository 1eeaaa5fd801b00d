"""What a screen or report shows of a conflict: where it stands, and each side with its claim and place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from claimcheck.ledger.records import Article, Claim, Conflict, Decision, Ledger, Place, Ruling, Side
from claimcheck.ledger.status import decision, ruling

Places = Mapping[str, tuple[Article, Place]]


class Standpoint(NamedTuple):
    """One side of a conflict; `claim` is None for one that the ledger no longer has."""

    side: Side
    claim: Claim | None
    article: Article | None
    place: Place | None


class Disagreement(NamedTuple):
    """A conflict, where it stands, the decision that stands, if any, and its sides, the doubtful one first."""

    conflict: Conflict
    status: Ruling
    decision: Decision | None
    sides: tuple[Standpoint, ...]


def disagreement(conflict: Conflict, ledger: Ledger, places: Places) -> Disagreement:
    """A conflict as it is shown; `places` as `Ledger.places` gives them."""
    sides = []
    for side in conflict.sides:
        claim = ledger.claims.get(side.claim)
        at = ledger.articles.get(claim.article) if claim is not None else None
        article, place = places.get(side.claim, (at, None))
        sides.append(Standpoint(side, claim, article, place))
    return Disagreement(conflict, ruling(conflict, ledger), decision(conflict, ledger), tuple(sides))

"""Records on their way out of a ledger: what is chosen and already redacted, for the exports to write down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from claimcheck.ledger.records import Article, Claim, Conflict, Source, Verdict
from claimcheck.ledger.views import ClaimView

AnyRecord = Article | Claim | Conflict | Source


class Review(NamedTuple):
    """A verdict that says something about a claim and stands for its present text."""

    view: ClaimView
    verdict: Verdict


class Publisher(NamedTuple):
    """Who publishes reviews, and the address of the page they stand on."""

    name: str = ""
    url: str = ""


class Parcel(NamedTuple):
    """What is exported. `views` are the claims in reading order; `plain` makes a JSON object of a record."""

    ledger: str  # the file as the user would type it
    made: str
    views: tuple[ClaimView, ...]
    reviews: tuple[Review, ...]
    articles: tuple[Article, ...]
    sources: Mapping[str, Source]
    conflicts: tuple[Conflict, ...]
    paths: Mapping[str, str]  # article id → its path as the user would type it
    plain: Callable[[AnyRecord], Mapping[str, Any]]
    publisher: Publisher = Publisher()
    contested: int = 0  # claims left out of the reviews because an open conflict names them

    def path(self, view: ClaimView) -> str:
        """The path of a claim's article, "" for a claim that stands in none."""
        return self.paths.get(view.article.id, view.article.path) if view.article else ""

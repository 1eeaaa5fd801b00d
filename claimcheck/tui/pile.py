"""All articles of a ledger with their claims in reading order, and which of the claims are asked for. Headless."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from claimcheck.desk.claims import to_be_checked
from claimcheck.desk.project import Project
from claimcheck.ledger.consistency import OPEN
from claimcheck.ledger.records import Article, Ledger
from claimcheck.ledger.views import ClaimView
from claimcheck.settings import Settings
from claimcheck.tui.filtering import Filter, Key, choices, rules_of
from claimcheck.tui.items import article_item, claim_item, source_items
from claimcheck.tui.picker import Item, Narrowing

NO_ARTICLE = "-"  # stands for the claims that stand in no article


class Sight(Protocol):
    """What a screen sees: a ledger as it was read last, and its claims as they stand."""

    @property
    def project(self) -> Project:
        """The ledger's project."""

    @property
    def ledger(self) -> Ledger:
        """All records."""

    @property
    def views(self) -> Sequence[ClaimView]:
        """Every claim, in reading order."""

    @property
    def settings(self) -> Settings:
        """How figures are read."""


class Pile:
    """The articles of what is seen, by path, each with its claims; and the filter on them."""

    def __init__(self, sight: Sight, filter: Filter) -> None:
        self.sight = sight
        self._rules = rules_of(sight.ledger.conflicts.values())
        self._claims: dict[str, list[ClaimView]] = {}
        for view in sight.views:
            if not view.claim.gone:
                self._claims.setdefault(_home(view), []).append(view)
        self._index: Narrowing | None = None
        self.filter = Filter()
        self.passing: frozenset[str] | None = None
        self.ask(filter)

    def ask(self, filter: Filter) -> None:
        """Ask for these claims from now on."""
        self.filter = filter
        self.passing = filter.passing(self.sight.views, self._rules) if filter.keys else None

    @property
    def articles(self) -> list[str]:
        """The ids of the articles that have claims, by path; NO_ARTICLE last."""
        return list(self._claims)

    def record(self, article: str) -> Article | None:
        """An article."""
        return self.sight.ledger.articles.get(article)

    def views(self, article: str) -> list[ClaimView]:
        """The claims of an article."""
        return self._claims.get(article, [])

    def home(self, claim: str) -> str:
        """The article a claim stands in; "" for a claim that nobody knows."""
        found = self.sight.ledger.claims.get(claim)
        return "" if found is None else found.article if found.article in self._claims else NO_ARTICLE

    def beside(self, article: str, by: int) -> str:
        """The next article (1) or the previous one (-1), round and round."""
        known = self.articles
        return known[(known.index(article) + by) % len(known)] if article in known else ""

    def waiting(self, article: str, by: int) -> tuple[str, str]:
        """The nearest article after (1) or before (-1) this one with a claim nobody has settled, and that claim."""
        known = self.articles
        here = known.index(article) if article in known else -1
        for other in known[here + 1 :] if by > 0 else known[: max(here, 0)][::-1]:
            unsettled = [view.claim.id for view in self._asked(other) if view.status in OPEN]
            if unsettled:
                return other, unsettled[0 if by > 0 else -1]
        return "", ""

    def first(self) -> tuple[str, str]:
        """The first article with a claim that is asked for, and that claim."""
        return next(((article, view.claim.id) for article in self.articles for view in self._asked(article)), ("", ""))

    def _asked(self, article: str) -> Iterator[ClaimView]:
        kept = self.passing
        return (v for v in self.views(article) if to_be_checked(v) and (kept is None or v.claim.id in kept))

    # --- to choose from -----------------------------------------------------------------------------------------------

    def to_filter(self) -> list[tuple[Key, int]]:
        """What can be asked for, and how many claims it shows."""
        return list(choices(self.sight.views, self._rules))

    def to_search(self) -> Narrowing:
        """Every claim, made ready for the search once."""
        if self._index is None:
            self._index = Narrowing([claim_item(view) for views in self._claims.values() for view in views])
        return self._index

    def to_read(self) -> Narrowing:
        """Every article."""
        project = self.sight.project
        return Narrowing([article_item(project, id, self.record(id), views) for id, views in self._claims.items()])

    def to_cite(self) -> list[Item]:
        """Every source."""
        return source_items(self.sight.ledger)


def _home(view: ClaimView) -> str:
    return view.article.id if view.article is not None else NO_ARTICLE

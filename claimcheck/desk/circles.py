"""Sources that lead back to what cites them: the article itself, a copy of it, an article that stands on this one."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from claimcheck.desk.shelf import Shelf
from claimcheck.ledger.records import Article, Ledger
from claimcheck.ledger.texts import folded

_COPY = 0.8  # share of an article's sentences a source must hold to be a copy of it
_LEAST = 3  # sentences; fewer are found in a source because it is quoted
_WORDS = 4  # of a sentence that counts: "He laughed." stands in many texts


class Circles:
    """Which sources of which articles go round in a circle. Each pair is looked at once."""

    def __init__(self, shelf: Shelf, ledger: Ledger) -> None:
        self.shelf, self.ledger = shelf, ledger
        self._known: dict[tuple[str, str], str] = {}

    def itself(self, article: Article, source: str) -> str:
        """How the source comes to be what cites it, in words; "" where it does not."""
        key = article.id, source
        if key not in self._known:
            self._known[key] = self._found(article, source)
        return self._known[key]

    def about(self, article: Article | None) -> str:
        """What the answers for an article depend on besides itself and its sources' bytes."""
        return "" if article is None else repr(sorted(self._reached(article)))

    def _found(self, article: Article, id: str) -> str:
        state = self.shelf.state(id)
        if state is None or not state.sha256:
            return ""
        if state.source.file == article.path:
            return "the source is the article itself"
        if state.sha256 == article.sha256:
            return "the source is a copy of the article"
        between = self._articles.get(state.source.file)
        if between is not None and article.id in self._reached(between):
            return f"the source is {self.shelf.project.shown(between.path)}, which in turn stands on this article"
        return "the source holds the article word for word" if self._copied(article, id) else ""

    @cached_property
    def _articles(self) -> dict[str, Article]:
        return {article.path: article for article in self.ledger.articles.values() if not article.gone}

    @cached_property
    def _stands_on(self) -> dict[str, set[str]]:
        """Article id → the articles that are sources of it or of its claims."""
        found: dict[str, set[str]] = defaultdict(set)
        twins = {s.id: twin for s in self.ledger.sources.values() if (twin := self._articles.get(s.file)) is not None}
        if not twins:
            return found
        for article in self.ledger.articles.values():
            found[article.id] |= {twins[id].id for id in article.sources if id in twins}
        for claim in self.ledger.claims.values():
            cited = (*claim.sources, *(c for v in claim.verdicts for c in v.sources))
            found[claim.article] |= {twins[c.source].id for c in cited if c.source in twins}
        return found

    def _reached(self, article: Article) -> set[str]:
        """The articles that this one stands on, and what they stand on."""
        reached: set[str] = set()
        ahead = [article.id]
        while ahead:
            fresh = self._stands_on[ahead.pop()] - reached
            reached |= fresh
            ahead += fresh
        return reached

    def _copied(self, article: Article, id: str) -> bool:
        texts = [folded(claim.text) for p in article.layout if (claim := self.ledger.claims.get(p.claim)) is not None]
        texts = [text for text in texts if len(text.split()) >= _WORDS]
        if len(texts) < _LEAST:
            return False
        book = self.shelf.book(id)
        whole = folded(book.document.text) if book is not None else ""
        return sum(text in whole for text in texts) >= _COPY * len(texts)

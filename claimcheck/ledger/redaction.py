"""What leaves the desk: a confidential source keeps its id, and nothing else of it goes out.

Neither its name, path, address or digest, nor where in it a claim stands, its words, or a note beside it. A note that
names it elsewhere (a decision, a tag) has the name blotted out. The text of an article is never touched: it is public.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from claimcheck.ledger.records import Article, Citation, Claim, Conflict, Ledger, Source, Verdict

HIDDEN = "confidential source"
BLOT = f"[{HIDDEN}]"  # where a note named it
_SHORTEST = 3  # letters: a shorter name would blot out half of every note


class Redaction:
    """How the records of `ledger` look from outside; everything passes as it is where nothing is confidential."""

    def __init__(self, ledger: Ledger, include_confidential: bool = False) -> None:
        hidden = [] if include_confidential else [s for s in ledger.sources.values() if s.confidential]
        self.ids = frozenset(source.id for source in hidden)
        self._names = _pattern(hidden)

    def source(self, source: Source) -> Source:
        """A source; of a confidential one its id alone, and words that stand for the rest."""
        return Source(source.id, person=HIDDEN, confidential=True) if source.id in self.ids else source

    def citation(self, citation: Citation) -> Citation:
        """A place in a source; of a confidential one only that it is cited, when and by whom."""
        if citation.source in self.ids:
            return citation._replace(locator="", quote="", sha256="")
        return citation._replace(locator=self.text(citation.locator), quote=self.text(citation.quote))

    def verdict(self, verdict: Verdict) -> Verdict:
        """A verdict; what is noted beside a confidential source is left out with it."""
        if not self.ids:
            return verdict
        beside = self._cites(verdict.sources)
        return verdict._replace(
            sources=tuple(map(self.citation, verdict.sources)),
            method="" if beside else self.text(verdict.method),
            note="" if beside else self.text(verdict.note),
            correction=self.text(verdict.correction),
        )

    def claim(self, claim: Claim) -> Claim:
        """A claim with its citations and verdicts."""
        if not self.ids:
            return claim
        beside = self._cites(claim.sources) or any(self._cites(v.sources) for v in claim.verdicts)
        return claim._replace(
            sources=tuple(map(self.citation, claim.sources)),
            verdicts=tuple(map(self.verdict, claim.verdicts)),
            tags=tuple(map(self.text, claim.tags)),
            note="" if beside else self.text(claim.note),
            extra=self._plain(claim.extra),
        )

    def conflict(self, conflict: Conflict) -> Conflict:
        """A conflict with what was decided about it."""
        if not self.ids:
            return conflict
        decisions = tuple(d._replace(note=self.text(d.note)) for d in conflict.decisions)
        return conflict._replace(decisions=decisions, extra=self._plain(conflict.extra))

    def article(self, article: Article) -> Article:
        """An article."""
        return article._replace(extra=self._plain(article.extra)) if self.ids else article

    def text(self, text: str) -> str:
        """What a person wrote, with the names of confidential sources blotted out."""
        return self._names.sub(BLOT, text) if self._names and text else text

    def _cites(self, citations: tuple[Citation, ...]) -> bool:
        return any(citation.source in self.ids for citation in citations)

    def _plain(self, value: Any) -> Any:
        """A field we do not know: every text in it."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {self.text(str(key)): self._plain(inside) for key, inside in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._plain(inside) for inside in value]
        return value


def _pattern(sources: list[Source]) -> re.Pattern[str] | None:
    names = {
        name
        for source in sources
        for name in (
            *(source.title, source.path, source.path.rpartition("/")[2], source.url, source.archive_url),
            *(source.snapshot, source.snapshot.rpartition("/")[2]),
            *(source.person, source.person.partition(",")[0], source.sha256),
        )
        if len(name.strip()) >= _SHORTEST
    }
    if not names:
        return None
    longest_first = sorted((name.strip() for name in names), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)

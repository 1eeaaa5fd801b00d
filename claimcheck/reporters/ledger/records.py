"""Ledger records as JSON: the one shape every command writes under `--json`, documented in docs/ledger.md."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.ledger.records import Article, Citation, Conflict, Decision, Place, Ruling, Source, Verdict
from claimcheck.ledger.views import ClaimView
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.records import SCHEMA_VERSION

Object = dict[str, Json]


def changed_page(name: str, rows: list[Json], remarks: Sequence[str], dry_run: bool) -> str:
    """What a command that changed records writes under `--json`: the records as they are now, and what it said."""
    page: Object = {
        "schema_version": SCHEMA_VERSION,
        name: rows,
        "remarks": list(remarks),
        "dry_run": dry_run,
    }
    return encode(page, pretty=True)


def claim_record(view: ClaimView, path: str = "") -> Object:
    """A claim. `path`: its article's path as the user would type it."""
    claim, standing = view.claim, view.standing
    return {
        "id": claim.id,
        "text": claim.text,
        "status": str(view.status),
        "verdict": str(standing.status),
        "disagreement": standing.disagreement,
        "why": standing.why or None,
        "kind": claim.kind,
        "article": claim.article or None,
        "path": path or (view.article.path if view.article else None),
        "line": view.place.line if view.place else None,
        "start": view.place.start if view.place else None,
        "end": view.place.end if view.place else None,
        "attribution": claim.attribution or None,
        "added": claim.added or None,
        "gone": claim.gone or None,
        "conflicts": [conflict.id for conflict in view.conflicts],
        "sources": [citation_record(citation) for citation in view.citations],
        "verdicts": [verdict_record(v, standing.verdicts) for v in claim.verdicts],
        "revisions": [
            {"at": r.at, "change": str(r.change), "was": r.was, "keeps": r.keeps, "others": list(r.others)}
            for r in claim.revisions
        ],
        "tags": list(claim.tags),
        "note": claim.note or None,
        "part_of": claim.part_of or None,
    }


def verdict_record(verdict: Verdict, standing: tuple[Verdict, ...] = ()) -> Object:
    """A verdict; `stands`: it counts for the claim's present text."""
    return {
        "status": str(verdict.status),
        "by": verdict.by,
        "at": verdict.at,
        "stands": verdict in standing,
        "method": verdict.method or None,
        "note": verdict.note or None,
        "correction": verdict.correction or None,
        "sources": [citation_record(citation) for citation in verdict.sources],
    }


def citation_record(citation: Citation) -> Object:
    """A place in a source."""
    return {
        "source": citation.source,
        "stance": str(citation.stance),
        "locator": citation.locator or None,
        "quote": citation.quote or None,
        "checked": citation.checked or None,
        "by": citation.by or None,
        "sha256": citation.sha256 or None,
    }


def source_record(source: Source) -> Object:
    """A source."""
    return {
        "id": source.id,
        "path": source.path or None,
        "url": source.url or None,
        "person": source.person or None,
        "kind": source.kind or None,
        "title": source.title or None,
        "primary": source.primary,
        "confidential": source.confidential,
        "sha256": source.sha256 or None,
        "retrieved": source.retrieved or None,
        "archive_url": source.archive_url or None,
        "independent_of": list(source.independent_of),
        "snapshot": source.snapshot or None,
        "content_type": source.content_type or None,
    }


def article_record(article: Article, path: str = "") -> Object:
    """An article, without its layout."""
    return {
        "id": article.id,
        "path": path or article.path,
        "title": article.title or None,
        "dateline": article.dateline or None,
        "added": article.added or None,
        "gone": article.gone or None,
        "sources": list(article.sources),
        "claims": len(article.layout),
    }


def conflict_record(conflict: Conflict, status: Ruling, sides: list[Object]) -> Object:
    """A conflict; `sides` as `side_record` makes them."""
    return {
        "id": conflict.id,
        "code": conflict.code,
        "severity": conflict.severity,
        "status": str(status),
        "message": conflict.message,
        "explanation": list(conflict.explanation),
        "sides": sides,
        "found": conflict.found or None,
        "gone": conflict.gone or None,
        "fingerprint": conflict.fingerprint,
        "decisions": [decision_record(d) for d in conflict.decisions],
    }


def side_record(claim: str, surface: str, reading: str, text: str, path: str, place: Place | None) -> Object:
    """One side of a conflict: the claim, the figure as written and as read, the sentence and where it stands."""
    return {
        "claim": claim,
        "surface": surface,
        "reading": reading or None,
        "text": text,
        "path": path or None,
        "line": place.line if place else None,
    }


def decision_record(decision: Decision) -> Object:
    """A decision about a conflict."""
    return {"as": str(decision.ruling), "by": decision.by, "at": decision.at, "note": decision.note or None}

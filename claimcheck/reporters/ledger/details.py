"""Single records of a ledger with all around them as JSON: what `show --json` writes."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.ledger.consistency import ShownConflict
from claimcheck.ledger.details import ArticleDetail, CitedPassage, ClaimDetail, Detail, SourceDetail
from claimcheck.reporters.encode import Json, encode
from claimcheck.reporters.ledger.records import (
    Object,
    article_record,
    claim_record,
    conflict_record,
    side_record,
    source_record,
)
from claimcheck.reporters.records import SCHEMA_VERSION, figure_record


def details_text(details: Iterable[Detail]) -> str:
    """One object with the records of each kind in a list, as they were named."""
    tables: dict[str, list[Json]] = {"claims": [], "conflicts": [], "sources": [], "articles": []}
    for detail in details:
        if isinstance(detail, ClaimDetail):
            tables["claims"].append(_claim(detail))
        elif isinstance(detail, ArticleDetail):
            tables["articles"].append(_article(detail))
        elif isinstance(detail, SourceDetail):
            tables["sources"].append(_source(detail))
        else:
            tables["conflicts"].append(_conflict(detail))
    return encode({"schema_version": SCHEMA_VERSION, **tables}, pretty=True)


def _claim(detail: ClaimDetail) -> Object:
    return {
        **claim_record(detail.view, detail.path),
        "before": detail.before or None,
        "after": detail.after or None,
        "judged_text": detail.was or None,
        "figures": [figure_record(figure) for figure in detail.figures],
        "conflict_records": [_conflict(shown) for shown in detail.conflicts],
        "source_records": [source_record(source) for source in detail.sources.values()],
        "remark": detail.remark or None,
    }


def _article(detail: ArticleDetail) -> Object:
    return {
        **article_record(detail.article, detail.path),
        "to_check": [view.claim.id for view in detail.claims],
        "others": detail.others,
        "gone_claims": detail.gone,
        "remark": detail.remark or None,
    }


def _source(detail: SourceDetail) -> Object:
    return {
        **source_record(detail.source),
        "path": detail.path or None if detail.source.path else None,
        "snapshot": detail.path or None if detail.source.snapshot else None,
        "state": detail.state or None,
        "claims": [view.claim.id for view in detail.claims],
        "articles": list(detail.articles),
        "passages": [_passage(id, passage) for id, here in detail.passages.items() for passage in here],
    }


def _passage(claim: str, passage: CitedPassage) -> Object:
    return {
        "claim": claim,
        "stance": passage.stance,
        "locator": passage.locator or None,
        "quote": passage.words or None,
        "outcome": passage.outcome or None,
        "differs": passage.said or None,
        "before": passage.before or None,
        "after": passage.after or None,
    }


def _conflict(shown: ShownConflict) -> Object:
    sides = [side_record(s.claim, s.surface, s.reading, s.text, s.path, s.place) for s in shown.sides]
    return conflict_record(shown.conflict, shown.ruling, sides)

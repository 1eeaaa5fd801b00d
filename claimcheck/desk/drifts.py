"""What changed in the sources of a consistency report: the passages that claims cite, as they were and as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck import pipeline
from claimcheck.desk.citing import Subject, citations, examine
from claimcheck.desk.project import Project
from claimcheck.desk.reporting import Picture
from claimcheck.desk.shelf import Shelf
from claimcheck.ledger.consistency import Drifted, SourceUse
from claimcheck.ledger.grounds import Drift
from claimcheck.ledger.views import ClaimView
from claimcheck.settings import Settings

MOST = 50  # claims of one source whose passages are looked up


def with_drifts(
    project: Project, seen: Picture, uses: Sequence[SourceUse], settings: Settings
) -> tuple[SourceUse, ...]:
    """The uses, those of changed sources with the passages that claims cite in them; of at most `MOST` claims each."""
    citing: dict[str, list[ClaimView]] = {use.source.id: [] for use in uses if use.state == "changed"}
    for view in seen.present:
        for id in citing.keys() & {citation.source for citation in view.citations}:
            citing[id].append(view)
    shelf = Shelf(project, seen.ledger, settings)
    return tuple(
        use._replace(drifts=tuple(_drifts(shelf, seen, use.source.id, citing[use.source.id][:MOST])))
        if use.source.id in citing
        else use
        for use in uses
    )


def _drifts(shelf: Shelf, seen: Picture, source: str, citing: Sequence[ClaimView]) -> Iterator[Drifted]:
    redacted = seen.redaction.text
    for view in citing:
        claim = seen.ledger.claims[view.claim.id]
        document = pipeline.analyse(pipeline.from_text(claim.text, claim.id), shelf.settings)
        subject = Subject(document, tuple(range(len(document.sentences))), 0, len(document.text))
        for citation in (c for c in citations(claim) if c.source == source):
            one = examine(shelf, subject, citation)
            if one.drift is not Drift.NONE:
                outward = seen.redaction.citation(citation)
                yield Drifted(claim.id, outward.locator, redacted(one.was), redacted(one.now), one.drift is Drift.CITED)

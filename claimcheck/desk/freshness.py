"""What the sources of verdicts hold now, so that a verdict on other bytes is told from one that still stands.

Drift matters only where we cite: a source that changed is opened, and a citation whose quote (or, without one, every
figure of its claim) is still there counts as unmoved.
"""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.desk.project import Project, hashes_of
from claimcheck.ledger.records import Claim, Ledger
from claimcheck.ledger.status import Hashes


def hashes(project: Project, ledger: Ledger, claims: Iterable[Claim]) -> Hashes:
    """SHA-256 by source id of what each file holds now that verdicts on these claims cite; "" for a lost one.

    With it what an unmoved place of a changed source was cited from, by `place_key`.
    """
    found: dict[str, str] = {}
    moved: dict[str, Claim] = {}
    for claim in claims:
        for citation in (c for verdict in claim.verdicts for c in verdict.sources if c.sha256):
            source = ledger.sources.get(citation.source)
            if source is not None and source.id not in found:
                found |= hashes_of(project, (source,))
            if source is None or source.id not in found:
                continue
            if found[source.id] not in ("", citation.sha256):
                moved[claim.id] = claim
    return found | _unmoved(project, ledger, moved.values()) if moved else found


def _unmoved(project: Project, ledger: Ledger, moved: Iterable[Claim]) -> dict[str, str]:
    """The citations of changed sources that what changed does not touch."""
    from claimcheck import pipeline
    from claimcheck.desk.citing import Subject, citations, examine, unmoved
    from claimcheck.desk.shelf import Shelf
    from claimcheck.settings import Settings

    settings = Settings()
    shelf = Shelf(project, ledger, settings)
    found: dict[str, str] = {}
    for claim in moved:
        document = pipeline.analyse(pipeline.from_text(claim.text, claim.id), settings)
        subject = Subject(document, tuple(range(len(document.sentences))), 0, len(document.text))
        found |= unmoved(claim, [examine(shelf, subject, citation) for citation in citations(claim)])
    return found

"""A ledger made by hand, so that a test depends on nothing but what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from claimcheck import pipeline
from claimcheck.desk.project import LEDGER, Project
from claimcheck.ledger.records import Article, Change, Claim, Ledger, Place, Revision
from claimcheck.ledger.texts import digest, folded
from claimcheck.store import open_store

AT = "2026-03-02T10:00:00+00:00"


def project_in(folder: Path) -> Project:
    """A project with an empty ledger in `folder`."""
    store = open_store(folder / LEDGER)
    store.create()
    return Project(folder / LEDGER, store)


def added(project: Project, ledger: Ledger, texts: Mapping[str, str], keeps: bool = False) -> Ledger:
    """The ledger with these articles, each sentence a claim; sentence by sentence where the article is known.

    A sentence in other words is the same claim: `keeps` says whether its verdicts stand.
    """
    for path, text in texts.items():
        (project.root / path).write_text(text, encoding="utf-8")
        document = pipeline.read(text.encode(), path)
        _, spans = pipeline.sentences(text, "markdown")
        known = next((a for a in ledger.articles.values() if a.path == path), None)
        id = known.id if known else f"A-{len(ledger.articles) + 1:08d}"
        places = []
        for at, span in enumerate(spans):
            sentence = document.text[span.start : span.end]
            claim = Claim(f"C-{len(ledger.claims) + 1:08d}", sentence, id)
            if known and at < len(known.layout):
                claim = _revised(ledger.claims[known.layout[at].claim], sentence, keeps)
            ledger = ledger.put(claim)
            start, end = document.origin(span.start), document.origin(span.end - 1) + 1
            places.append(Place(claim.id, start, end, document.position(start).line))
        ledger = ledger.put(Article(id, path, sha256=sha256(text.encode()).hexdigest(), layout=tuple(places)))
    return ledger


def _revised(claim: Claim, sentence: str, keeps: bool) -> Claim:
    if folded(claim.text) == folded(sentence):
        return claim
    change = Change.REWORDED if keeps else Change.CHANGED
    revision = Revision(AT, change, claim.text, digest(sentence), keeps)
    return claim._replace(text=sentence, revisions=(*claim.revisions, revision))

"""Ledgers for tests, built from records alone: a small newsroom with everything in it that a report tells."""

from __future__ import annotations

import hashlib
from pathlib import Path

from claimcheck.desk.project import Project, find_project
from claimcheck.ledger.records import (
    Article,
    Change,
    Citation,
    Claim,
    Conflict,
    Decision,
    Ledger,
    Place,
    Revision,
    Ruling,
    Side,
    Source,
    Status,
    Verdict,
)
from claimcheck.ledger.texts import digest
from claimcheck.store import open_store

LOG = b"Port log, 20 November: 14 hurt."
SECRET = "Quillon Marsh"  # what must never leave: a source that was promised silence
SECRETS = (SECRET, "sources/quillon.txt", "quillon.txt", "back room", "the valve was open", "f" * 64)
FERRY = "The ferry came within 20 miles of the lighthouse."
DARK = "Located 35 kilometres from the ferry, the lighthouse was dark."
TWELVE, FOURTEEN = "Twelve people were hurt.", "Fourteen people were hurt."
OPENED, OPENED_NOW = "The harbour was opened in 1911.", "It was in 1911 that the harbour was opened."
NASTY = '=cmd|"/c calc"!A1 | **bold** <b>x</b> [link](http://evil.example) @ada </script> \u202etxt.exe'
VALVE = "The valve had been open all night."


def verdict(status: Status, by: str, at: str, text: str, *citations: Citation, note: str = "") -> Verdict:
    """A verdict on a wording."""
    return Verdict(status, by, at, digest(text), citations, note=note)


def cited(source: str, sha256: str = "", locator: str = "", quote: str = "") -> Citation:
    """A place in a source."""
    return Citation(source, locator=locator, quote=quote, sha256=sha256)


def newsroom() -> Ledger:
    """Two articles and a claim that stands in none; every status there is, two people, two conflicts, a secret."""
    added, later = "2026-11-20T09:00:00+01:00", "2026-11-22T09:00:00+01:00"
    log = cited("S-00000001", hashlib.sha256(LOG).hexdigest(), "p. 4")
    secret = cited("S-00000002", "f" * 64, "back room", "the valve was open")
    claims = (
        Claim("C-00000001", FERRY, "A-00000001", "number", added=added),
        Claim(
            "C-00000002",
            DARK,
            "A-00000001",
            "number",
            added=added,
            verdicts=(verdict(Status.VERIFIED, "Ada Holm", "2026-11-21T10:00:00+01:00", DARK, log),),
        ),
        Claim(
            "C-00000003",
            FOURTEEN,
            "A-00000001",
            "number",
            added=added,
            verdicts=(verdict(Status.VERIFIED, "Ada Holm", "2026-11-21T10:01:00+01:00", TWELVE, log),),
            revisions=(Revision(later, Change.CHANGED, TWELVE, digest(FOURTEEN)),),
        ),
        Claim("C-00000004", NASTY, "A-00000001", added=later, tags=("=tag",), note="-1+1"),
        Claim(
            "C-00000005",
            OPENED_NOW,
            "A-00000002",
            "number",
            added=added,
            verdicts=(
                verdict(Status.VERIFIED, "Ada Holm", "2026-11-21T10:02:00+01:00", OPENED, log),
                verdict(Status.DISPUTED, "Bo Lind", "2026-11-22T10:00:00+01:00", OPENED_NOW, note="it was 1912"),
            ),
            revisions=(Revision(later, Change.REWORDED, OPENED, digest(OPENED_NOW), keeps=True),),
        ),
        Claim(
            "C-00000006",
            VALVE,
            "A-00000002",
            added=added,
            verdicts=(
                verdict(
                    Status.VERIFIED, "Bo Lind", "2026-11-22T11:00:00+01:00", VALVE, secret, note=f"{SECRET} saw it"
                ),
            ),
            note=f"ask {SECRET} again",
        ),
        Claim("C-00000007", "Fire on the quay", "A-00000001", "heading", added=added),
        Claim("C-00000008", "A crew of nine was missing.", "A-00000001", "number", added=added, gone=later),
        Claim("C-00000009", "The pier is 300 metres long.", added=later, tags=("pier", SECRET)),
    )
    fire = tuple(
        Place(id, start, start + 40, line)
        for id, start, line in (
            ("C-00000007", 2, 1),
            ("C-00000001", 60, 3),
            ("C-00000002", 120, 5),
            ("C-00000003", 200, 7),
            ("C-00000004", 260, 9),
        )
    )
    harbour = (Place("C-00000005", 0, 43, 1), Place("C-00000006", 44, 80, 1))
    return Ledger().put(
        Article("A-00000001", "news/fire.md", "Fire on the quay", "2026-11-20", "a" * 64, added, layout=fire),
        Article("A-00000002", "news/harbour.md", "The harbour", added=added, sources=("S-00000001",), layout=harbour),
        *claims,
        Source("S-00000001", path="sources/log.txt", title="Port log", sha256=hashlib.sha256(LOG).hexdigest()),
        Source("S-00000002", person=SECRET, title=SECRET, archive_url="sources/quillon.txt", confidential=True),
        Conflict(
            "K-00000001",
            "CC103",
            "fp-1",
            '"within 20 miles" against "35 kilometres": at most 32.2 km against 35 km',
            (Side("C-00000001", "within 20 miles", "at most 20 miles"), Side("C-00000002", "35 kilometres", "35 km")),
            explanation=("20 mi = 32.19 km", "35 km lies beyond it"),
            found="2026-11-21T09:00:00+01:00",
        ),
        Conflict(
            "K-00000002",
            "CC101",
            "fp-2",
            '"14" against "9"',
            (Side("C-00000003", "Fourteen", "14"), Side("C-00000008", "nine", "9")),
            found=added,
            decisions=(
                Decision(
                    Ruling.DISTINCT,
                    "Bo Lind",
                    "2026-11-22T12:00:00+01:00",
                    (digest(FOURTEEN), digest("A crew of nine was missing.")),
                    f"the crew is not among the hurt, says {SECRET}",
                ),
            ),
        ),
    )


def kept(folder: Path, ledger: Ledger) -> Project:
    """A project in `folder` that holds `ledger`, its articles' files, and the one source file the newsroom has."""
    (folder / "sources").mkdir(exist_ok=True)
    (folder / "sources" / "log.txt").write_bytes(LOG)
    for article in ledger.articles.values():
        (folder / article.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / article.path).write_text("An article.\n", encoding="utf-8")
    store = open_store(folder / "claims.json")
    store.create()
    with store.transaction() as change:
        change.ledger = ledger
    return find_project(folder)

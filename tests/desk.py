"""Small ledgers for tests, made through the store: no article needs to be read for them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from claimcheck.desk.project import Project, find_project, sha256
from claimcheck.ledger.records import Article, Citation, Claim, Place, Status, Verdict
from claimcheck.ledger.texts import digest
from claimcheck.store import open_store

AT = "2026-11-02T09:00:00+01:00"
LINES = (
    "# Two engines at the mill",
    "Two fire engines reached the mill in Brenna at 03:40.",
    "The roof was lost, but nobody was hurt.",
    "Mayor Liv Moen called it a miracle.",
)
KINDS = ("heading", "number", "fact", "opinion")


def claim_id(number: int) -> str:
    """The id of a test's claim: C-00000001 …"""
    return f"C-{number:08}"


def ledger(
    folder: Path, path: str = "news/fire.md", lines: Sequence[str] = LINES, kinds: Sequence[str] = KINDS
) -> Project:
    """A ledger in `folder` with one article, written to disk, a claim a line, a blank line between."""
    store = open_store(folder / "claims.json")
    store.create()
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    claims, layout, start = [], [], 0
    with store.transaction() as change:
        first = len(change.ledger.claims) + 1
        number = len(change.ledger.articles) + 1
        article = f"A-{number:08}"
        for at, (text, kind) in enumerate(zip(lines, kinds, strict=True)):
            id = claim_id(first + at)
            claims.append(Claim(id, text.lstrip("# "), article, kind, added=AT))
            mark = len(text) - len(text.lstrip("# "))
            layout.append(Place(id, start + mark, start + len(text), 2 * at + 1))
            start += len(text) + 2
        title = lines[0].lstrip("# ")
        record = Article(article, path, title, sha256=sha256(file), added=AT, layout=tuple(layout))
        change.ledger = change.ledger.put(record, *claims)
    return find_project(folder / "claims.json")


def verdict(
    claim: Claim, by: str = "Ada Holm", status: Status = Status.VERIFIED, at: str = AT, *sources: Citation
) -> Claim:
    """The claim with one more verdict on its present wording."""
    return claim._replace(verdicts=(*claim.verdicts, Verdict(status, by, at, digest(claim.text), sources)))


def put(project: Project, *records: object) -> None:
    """Write records into the ledger."""
    with project.store.transaction() as change:
        change.ledger = change.ledger.put(*records)  # type: ignore[arg-type]


def claims_of(project: Project) -> dict[str, Claim]:
    """The claims as they are now."""
    return dict(project.store.load().claims)

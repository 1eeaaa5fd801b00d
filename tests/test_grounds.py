"""What claims stand on: the corpus of ledgers, and what a file cannot say in a row."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from claimcheck.desk.adding import add_article, read
from claimcheck.desk.facts import facts_of
from claimcheck.desk.memory import Memory
from claimcheck.desk.project import Project, digest_of, find_project
from claimcheck.desk.review import review
from claimcheck.ledger.records import Citation, Claim, Source, Stance, Status, Verdict
from claimcheck.ledger.texts import digest
from claimcheck.model import Finding, Severity
from claimcheck.settings import Settings
from claimcheck.store import open_store

AT = "2026-11-02T09:00:00+01:00"
LATER = "2026-11-03T09:00:00+01:00"
GONE = "\0gone"
QUIET = ("CC409", "CC601")
CASES = tomllib.loads((Path(__file__).parent / "corpus" / "grounds.toml").read_text("utf-8"))["case"]


def build(folder: Path, case: dict[str, Any]) -> Project:
    """The ledger of a case, before anything is edited."""
    store = open_store(folder / "claims.json")
    store.create()
    project = find_project(folder / "claims.json")
    article = folder / "article.md"
    article.write_text(case["article"] + "\n", "utf-8")
    sources = list(_sources(folder, case))
    with store.transaction() as change:
        ledger = change.ledger.put(*sources)
        found = read(project, Memory(folder, Settings()), article, Settings())
        whole = [s.id for s in sources] if case.get("whole") else []
        ledger, _ = add_article(ledger, found, facts_of(Settings()), AT, exists=lambda path: True, sources=whole)
        for claim in list(ledger.claims.values()):
            ledger = ledger.put(_judged(claim, sources, case))
        change.ledger = ledger
    return project


def _sources(folder: Path, case: dict[str, Any]) -> list[Source]:
    found = []
    about = {"retrieved": case.get("retrieved", AT), "primary": case.get("primary", False), "added": AT}
    if "source" in case:
        data = case["source"].encode()
        (folder / "sources").mkdir()
        (folder / "sources" / "a.txt").write_bytes(data)
        found.append(Source("S-00000001", path="sources/a.txt", sha256=digest_of(data), **about))
    if "path" in case:
        data = (folder / case["path"]).read_bytes()
        found.append(Source("S-00000002", path=case["path"], sha256=digest_of(data), **about))
    if "person" in case:
        found.append(Source("S-00000003", person=case["person"], added=AT))
    if "url" in case:
        found.append(Source("S-00000004", url=case["url"], **about))
    return found


def _judged(claim: Claim, sources: list[Source], case: dict[str, Any]) -> Claim:
    stance = Stance(case.get("stance", "supports"))
    cites = "cite" in case and case["cite"] in claim.text
    quote, where = case.get("quote", ""), case.get("locator", "")
    cited = tuple(
        Citation(s.id, stance, where if s.path else "", quote if s.path else "", AT, "Ada Holm", s.sha256)
        for s in sources
        if cites
    )
    status = case.get("verdict", "verified")
    if not cites and not ("verify" in case and case["verify"] in claim.text):
        return claim
    if not status:
        return claim._replace(sources=cited)
    against = tuple(c._replace(stance=Stance.CONTRADICTS) for c in cited) if status == "disputed" else cited
    given = [Verdict(Status(status), "Ada Holm", AT, digest(claim.text), against)]
    if "second" in case:
        given.append(Verdict(Status(case["second"]), "Ove Lie", LATER, digest(claim.text)))
    return claim._replace(verdicts=tuple(given))


def edited(project: Project, case: dict[str, Any]) -> None:
    """What a pull request does."""
    if "now" in case:
        (project.root / "article.md").write_text(case["now"] + "\n", "utf-8")
    if case.get("source_now") == GONE:
        (project.root / "sources" / "a.txt").unlink()
    elif "source_now" in case:
        (project.root / "sources" / "a.txt").write_text(case["source_now"], "utf-8")


def found(project: Project, case: dict[str, Any]) -> list[Finding]:
    """The findings a case is about."""
    wanted = case.get("also", [])
    info = case.get("info") or "CC409" in wanted
    settings = Settings(min_severity=Severity.INFO if info else Severity.WARNING)
    report = review(project, project.store.load(), settings)
    return [f for f in report.findings if f.code[:3] in ("CC4", "CC6") and (f.code not in QUIET or f.code in wanted)]


def told(finding: Finding) -> str:
    """A finding as the corpus writes it; what points into the source by the claim that cites it."""
    sides = [w for w in finding.locations if not w.path.startswith("sources/")]
    first = finding.locations[0]
    where = first if first in sides or finding.code != "CC403" else sides[0]
    return f"{finding.code} {where.text}"


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_corpus(case: dict[str, Any], tmp_path: Path) -> None:
    project = build(tmp_path, case)
    edited(project, case)
    expected = list(case.get("flagged", []))
    got = [told(f) for f in found(project, case)]
    short = [row for row in expected if row.startswith("CC403")]
    assert sorted(f.partition(" ")[0] if f.startswith("CC403") else f for f in got) == sorted(
        row.partition(" ")[0] if row in short else row for row in expected
    )

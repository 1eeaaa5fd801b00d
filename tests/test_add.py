"""Adding articles: every sentence a claim, and after every kind of edit each verdict where it belongs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.cli.app import run
from claimcheck.ledger.records import Claim, Ledger, Status, Verdict
from claimcheck.ledger.status import standing
from claimcheck.ledger.texts import digest
from claimcheck.store import open_store

ARTICLE = """\
# Ferry runs aground off Lund Head

A ferry with 212 passengers ran aground off Lund Head on Friday evening. The coastguard took 48 people ashore
before midnight. Captain Ada Holm said the rudder had failed.

Nobody was seriously hurt, but nine passengers were treated for cold. The company did not close the route.

Ada Holm met Bo Lund in the harbour office. The ship was built in 1987 and carries 30 cars.
The weather was calm, and the tide was low when the rudder failed.
"""

Add = Callable[..., None]


@pytest.fixture
def desk(project: Path) -> Path:
    """A project with the article added."""
    assert run(["init"]) == 0
    (project / "ferry.md").write_text(ARTICLE)
    assert run(["add", "ferry.md"]) == 0
    return project


def ledger(folder: Path) -> Ledger:
    return open_store(folder / "claims.json").load()


def find(folder: Path, part: str) -> Claim:
    """The one claim with these words."""
    (found,) = [c for c in ledger(folder).claims.values() if part in c.text]
    return found


def verify(folder: Path, part: str, status: Status = Status.VERIFIED, by: str = "Vera Falk") -> Claim:
    """Give a verdict on the claim with these words."""
    claim = find(folder, part)
    verdict = Verdict(status, by, "2026-01-05T10:00:00+01:00", digest(claim.text))
    with open_store(folder / "claims.json").transaction() as change:
        change.ledger = change.ledger.put(claim._replace(verdicts=(*claim.verdicts, verdict)))
    return claim


def edit(folder: Path, *changes: tuple[str, str], path: str = "ferry.md") -> None:
    """Edit the article and add it again."""
    text = (folder / path).read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / path).write_text(text)
    assert run(["add", path]) == 0


def status(folder: Path, id: str) -> Status:
    return standing(ledger(folder).claims[id]).status


def test_every_sentence_is_a_claim_where_it_stands(desk: Path) -> None:
    now = ledger(desk)
    (article,) = now.articles.values()
    assert article.path == "ferry.md" and article.title == "Ferry runs aground off Lund Head"
    text = (desk / "ferry.md").read_text()
    for place in article.layout:
        claim = now.claims[place.claim]
        assert " ".join(text[place.start : place.end].split()) == claim.text
        assert text.count("\n", 0, place.start) + 1 == place.line
    kinds = {c.text.split()[0]: c.kind for c in now.claims.values()}
    assert kinds["Ferry"] == "heading" and kinds["Nobody"] == "number"
    assert len(now.claims) == 9


def test_adding_the_same_again_changes_nothing(desk: Path) -> None:
    before = (desk / "claims.json").read_bytes()
    assert run(["add", "ferry.md"]) == 0
    assert (desk / "claims.json").read_bytes() == before


KEPT = {
    "a typo is mended": [("were treated for cold", "were treatd for cold"), ("treatd", "treated")],
    "typography": [("The ship was built", "The  ship\nwas built")],
    "a paragraph is inserted above": [
        ("# Ferry runs aground off Lund Head\n", "# Ferry runs aground\n\nA storm rose.\n")
    ],
    "a sentence is inserted before it": [("Nobody was", "Divers went down at dawn. Nobody was")],
    "another sentence changes": [("212 passengers", "214 passengers")],
}


@pytest.mark.parametrize("changes", KEPT.values(), ids=KEPT.keys())
def test_a_verdict_stays_with_what_still_says_the_same(desk: Path, changes: list[tuple[str, str]]) -> None:
    ids = [verify(desk, part).id for part in ("nine passengers", "built in 1987")]
    edit(desk, *changes)
    assert [status(desk, id) for id in ids] == [Status.VERIFIED, Status.VERIFIED]


STALE = {
    "a number": ("nine passengers", ("nine passengers", "eight passengers")),
    "a unit's bound": ("48 people", ("took 48 people", "took at least 48 people")),
    "a not is dropped": ("did not close", ("did not close", "did close")),
    "a not is added": ("carries 30 cars", ("was built in", "was not built in")),
    "names are swapped": ("harbour office", ("Ada Holm met Bo Lund", "Bo Lund met Ada Holm")),
    "a verb": ("rudder had failed", ("had failed", "had held")),
    "a year": ("built in 1987", ("1987", "1978")),
}


@pytest.mark.parametrize(("part", "change"), STALE.values(), ids=STALE.keys())
def test_a_verdict_never_stands_for_another_statement(desk: Path, part: str, change: tuple[str, str]) -> None:
    claim = verify(desk, part)
    edit(desk, change)
    now = ledger(desk).claims[claim.id]
    assert standing(now).status is Status.STALE
    assert now.verdicts and now.revisions[-1].was == claim.text
    edit(desk, (change[1], change[0]))  # undone: the verdict stands again
    assert status(desk, claim.id) is Status.VERIFIED


def test_shuffled_paragraphs_keep_every_verdict(desk: Path) -> None:
    ids = [verify(desk, part).id for part in ("212 passengers", "Nobody", "harbour office", "tide was low")]
    head, *paragraphs = (desk / "ferry.md").read_text().strip().split("\n\n")
    (desk / "ferry.md").write_text("\n\n".join([head, *reversed(paragraphs)]) + "\n")
    assert run(["add", "ferry.md"]) == 0
    assert {status(desk, id) for id in ids} == {Status.VERIFIED}
    assert len(ledger(desk).claims) == 9


def test_a_split_sentence_keeps_what_was_verified_of_the_whole(desk: Path) -> None:
    claim = verify(desk, "tide was low")
    edit(desk, ("The weather was calm, and the tide was low when", "The weather was calm. The tide was low when"))
    now = ledger(desk)
    parts = [c for c in now.claims.values() if c.revisions and c.revisions[-1].was == claim.text]
    assert len(parts) == 2 and claim.id in {c.id for c in parts}
    assert {standing(c).status for c in parts} == {Status.VERIFIED}


def test_a_split_of_a_disputed_sentence_asks_again(desk: Path) -> None:
    claim = verify(desk, "tide was low", Status.DISPUTED)
    edit(desk, ("The weather was calm, and the tide was low when", "The weather was calm. The tide was low when"))
    parts = [c for c in ledger(desk).claims.values() if c.revisions and c.revisions[-1].was == claim.text]
    assert {standing(c).status for c in parts} == {Status.STALE}


@pytest.mark.parametrize("both", [True, False])
def test_merged_sentences_stay_verified_only_when_both_were(desk: Path, both: bool) -> None:
    first = verify(desk, "Nobody")
    second = verify(desk, "did not close") if both else find(desk, "did not close")
    edit(desk, ("treated for cold. The company did", "treated for cold, and the company did"))
    now = ledger(desk)
    assert standing(now.claims[first.id]).status is (Status.VERIFIED if both else Status.STALE)
    assert now.claims[second.id].gone
    assert len(now.claims[second.id].verdicts) == both  # kept, though the sentence is no more


def test_a_removed_sentence_is_kept_as_gone_and_comes_back(desk: Path) -> None:
    claim = verify(desk, "did not close")
    edit(desk, (" The company did not close the route.", ""))
    now = ledger(desk).claims[claim.id]
    assert now.gone and now.verdicts
    edit(desk, ("treated for cold.", "treated for cold. The company did not close the route."))
    assert not ledger(desk).claims[claim.id].gone
    assert status(desk, claim.id) is Status.VERIFIED


@pytest.mark.parametrize("edited", [False, True])
def test_a_renamed_file_is_the_same_article(desk: Path, edited: bool) -> None:
    claim = verify(desk, "harbour office")
    (desk / "news").mkdir()
    (desk / "ferry.md").rename(desk / "news" / "lund-head.md")
    if edited:
        edit(desk, ("212", "213"), path="news/lund-head.md")
    else:
        assert run(["add", "news/lund-head.md"]) == 0
    (article,) = ledger(desk).articles.values()
    assert article.path == "news/lund-head.md"
    assert status(desk, claim.id) is Status.VERIFIED


def test_a_copy_is_another_article(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(desk / "ferry.md", desk / "copy.md")
    assert run(["add", "copy.md"]) == 0
    assert len(ledger(desk).articles) == 2
    assert "ferry.md" in capsys.readouterr().out


def test_a_dry_run_changes_nothing_and_tells_all(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verify(desk, "nine passengers")
    before = (desk / "claims.json").read_bytes()
    (desk / "ferry.md").write_text(ARTICLE.replace("nine passengers", "ten passengers"))
    capsys.readouterr()
    assert run(["add", "ferry.md", "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["dry_run"] and told["articles"][0]["fates"]["changed"] == 1
    assert told["articles"][0]["changes"][0]["verdicts_lost"] == 1
    assert (desk / "claims.json").read_bytes() == before


def test_one_bad_file_does_not_cost_the_others(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "second.md").write_text("The bridge is 300 metres long.\n")
    (desk / "bad.md").write_bytes(b"\x00\x01\x02" * 100)
    assert run(["add", "bad.md", "second.md", "missing.md"]) == 2
    assert {a.path for a in ledger(desk).articles.values()} == {"ferry.md", "second.md"}
    told = capsys.readouterr().err
    assert "bad.md" in told and "missing.md" in told


def test_a_folder_leaves_the_sources_out(desk: Path) -> None:
    (desk / "sources" / "log.txt").write_text("The log of the ferry.\n")
    assert run(["add", "."]) == 0
    assert {a.path for a in ledger(desk).articles.values()} == {"ferry.md"}


def test_from_a_folder_below(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk / "north").mkdir()
    monkeypatch.chdir(desk / "north")
    Path("note.md").write_text("The tunnel is 4 km long.\n")
    assert run(["add", "note.md", "../ferry.md"]) == 0
    assert {a.path for a in ledger(desk).articles.values()} == {"ferry.md", "north/note.md"}


def test_a_claim_by_itself(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["add", "--text", "The ferry carried  212 people.", "--json"]) == 0
    (claim,) = json.loads(capsys.readouterr().out)["claims"]
    assert claim["new"] and claim["text"] == "The ferry carried 212 people."
    assert run(["add", "--text", "The ferry carried 212 people.", "--json"]) == 0
    (again,) = json.loads(capsys.readouterr().out)["claims"]
    assert not again["new"] and again["id"] == claim["id"]


def test_without_a_ledger_it_says_how_to_make_one(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "ferry.md").write_text(ARTICLE)
    assert run(["add", "ferry.md"]) == 2
    assert "claimcheck init" in capsys.readouterr().err


def test_a_conflict_is_told_and_kept(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    edit(desk, ("The ship was built", "All 213 passengers of the ferry got home. The ship was built"))
    (conflict,) = ledger(desk).conflicts.values()
    assert conflict.code == "CC101" and len(conflict.sides) == 2
    assert "1 open" in capsys.readouterr().out
    edit(desk, ("All 213 passengers", "All 212 passengers"))
    assert "settled" in capsys.readouterr().out

"""Somebody at work on a ledger, without a screen: what is seen, decided, taken back; two of them lose nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.desk.project import Project, changing
from claimcheck.desk.session import Session, unkept
from claimcheck.desk.verdicts import Opinion
from claimcheck.errors import UsageError
from claimcheck.ledger.records import Claim, Conflict, Ruling, Side, Source, Status
from claimcheck.settings import Settings
from tests.desk import AT, claim_id, ledger

TWO, THREE = claim_id(2), claim_id(3)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    found = ledger(tmp_path)
    with found.store.transaction() as change:
        sides = (Side(TWO, "Two"), Side(THREE, "nobody"))
        change.ledger = change.ledger.put(
            Conflict("K-00000001", "CC101", "f", "two against nobody", sides), Source("S-00000001", person="Liv Moen")
        )
    return found


def at_work(project: Project, by: str = "Ada Holm") -> Session:
    return Session(project, Settings(), by)


def opinion(status: Status = Status.VERIFIED, *sources: str) -> Opinion:
    return Opinion(status, "", "", sources)


def kept(project: Project, id: str = TWO) -> Claim:
    return project.store.load().claims[id]


def stands(session: Session, id: str = TWO) -> str:
    return next(view.standing.status for view in session.seen.views if view.claim.id == id)


def test_a_verdict_is_on_disk_at_once_and_can_be_taken_back(project: Project) -> None:
    session = at_work(project)
    assert stands(session) == "unchecked" and session.undo() is None
    done = session.judge([TWO], opinion(Status.VERIFIED, "S-00000001"))
    assert done.told == "verified" and stands(session) == "verified"
    assert [v.by for v in kept(project).verdicts] == ["Ada Holm"]
    again = session.undo()
    assert again is not None and again.told.startswith("undone: verified")
    assert not kept(project).verdicts and stands(session) == "unchecked" and not session.can_undo


def test_two_at_work_lose_nothing(project: Project) -> None:
    ada, vera = at_work(project), at_work(project, "Vera Falk")
    assert stands(ada) == stands(vera) == "unchecked"
    for _ in range(3):
        ada.judge([TWO], opinion(Status.VERIFIED))
        vera.judge([TWO, THREE], opinion(Status.DISPUTED))
        ada.judge([THREE], opinion(Status.UNVERIFIABLE))
        vera.decide(["K-00000001"], Ruling.DISTINCT, "two things")
        ada.undo()  # takes back her own last one alone
    verdicts = [(v.by, str(v.status)) for v in kept(project).verdicts]
    assert set(verdicts) == {("Ada Holm", "verified"), ("Vera Falk", "disputed")}
    assert {v.by for v in kept(project, THREE).verdicts} == {"Vera Falk"}
    assert ada.refresh() or not ada.changed()
    (one,) = ada.seen.conflicts
    assert one.status is Ruling.DISTINCT
    assert {v.by for view in ada.seen.views if view.claim.id == TWO for v in view.claim.verdicts} == {
        "Ada Holm",
        "Vera Falk",
    }


def test_what_others_do_is_seen_at_the_next_look(project: Project) -> None:
    ada, vera = at_work(project), at_work(project, "Vera Falk")
    assert not ada.refresh()
    vera.judge([TWO], opinion(Status.DISPUTED))
    assert ada.refresh() and stands(ada) == "disputed" and not ada.refresh()
    (project.root / "news/fire.md").write_text("Another text.\n", "utf-8")
    assert ada.refresh() and not ada.refresh()


def test_nobody_judges_words_they_have_not_seen(project: Project) -> None:
    ada, vera = at_work(project), at_work(project, "Vera Falk")
    with changing(project) as change:
        claim = change.ledger.claims[TWO]
        change.ledger = change.ledger.put(claim._replace(text="Nine fire engines reached the mill in Brenna."))
    with pytest.raises(UsageError, match="says something else now"):
        ada.judge([TWO], opinion())
    with pytest.raises(UsageError, match="has another wording now"):
        vera.decide(["K-00000001"], Ruling.ACCEPTED, "so it is")
    assert not kept(project).verdicts


def test_undoing_what_is_gone_changes_nothing(project: Project) -> None:
    ada = at_work(project)
    ada.judge([TWO], opinion())
    with changing(project) as change:
        change.ledger = change.ledger.put(change.ledger.claims[TWO]._replace(verdicts=()))
    done = ada.undo()
    assert done is not None and "the ledger has it no more" in done.told


def test_a_decision_needs_a_reason_and_can_be_taken_back(project: Project) -> None:
    ada = at_work(project)
    assert stands(ada, THREE) == "unchecked"
    with pytest.raises(UsageError, match="say why"):
        ada.decide(["K-00000001"], Ruling.ACCEPTED)
    ada.decide(["K-00000001"], Ruling.FIXED)
    assert not any(view.standing.contested for view in ada.seen.views)
    ada.undo()
    assert sum(view.standing.contested for view in ada.seen.views) == 2
    assert not project.store.load().conflicts["K-00000001"].decisions


def test_nobody_signs_without_a_name(project: Project) -> None:
    session = Session(project, Settings())
    session.sign("  Ada   Holm ")
    assert session.by == "Ada Holm" and session.named


def test_articles_without_a_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(
        "The mill burned for 9 hours.\n\nFirefighters said the mill burned for 14 hours.\n", "utf-8"
    )
    (tmp_path / "elsewhere").mkdir()
    project = unkept(tmp_path / "elsewhere", [Path("a.md")], Settings(), AT)
    session = Session(project, Settings(), "Ada Holm", kept=False)
    assert next(view.claim.text for view in session.seen.views) == "The mill burned for 9 hours."
    session.judge([session.seen.views[0].claim.id], opinion())
    assert str(session.seen.views[0].status) in ("verified", "contested")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "elsewhere"]

"""A sitting at a ledger: decided on what was seen, only one's own is taken back, two at once lose nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from claimcheck.desk.project import Project, changing
from claimcheck.desk.session import Session, news
from claimcheck.desk.taking import unkept
from claimcheck.desk.verdicts import Opinion
from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.ledger.records import Conflict, Ruling, Side, Status
from claimcheck.settings import Settings
from tests.desk import claim_id, ledger

ONE, TWO = claim_id(1), claim_id(2)
CONFLICT = "K-00000001"
TRUE = Opinion(Status.VERIFIED, "", "")
AT = "2026-11-23T10:00:00+01:00"


@pytest.fixture
def desk(project: Path) -> Project:
    """A ledger with one article and one open conflict."""
    made = ledger(project)
    with changing(made) as change:
        first, second = (change.ledger.claims[id] for id in (ONE, TWO))
        sides = (Side(ONE, first.text.split()[0]), Side(TWO, second.text.split()[0]))
        change.ledger = change.ledger.put(Conflict(CONFLICT, "CC101", "f", "one against two", sides, found=AT))
    return made


def sit(desk: Project, name: str = "Ada Holm") -> Session:
    return Session(desk, Settings(), name)


def test_what_is_done_is_in_the_ledger_and_signed(desk: Project) -> None:
    session = sit(desk)
    session.judge([ONE], TRUE)
    session.decide([CONFLICT], Ruling.DISTINCT, "two piers")
    held = desk.store.load()
    (verdict,) = held.claims[ONE].verdicts
    (made,) = held.conflicts[CONFLICT].decisions
    assert (verdict.by, verdict.status, made.by, made.ruling, made.note) == (
        *("Ada Holm", Status.VERIFIED),
        *("Ada Holm", Ruling.DISTINCT, "two piers"),
    )
    assert session.seen.ledger == held


def test_undo_takes_back_one_thing_at_a_time_and_nothing_more(desk: Project) -> None:
    before = desk.store.load()
    session = sit(desk)
    assert session.undo() is None
    session.judge([ONE], TRUE)
    session.decide([CONFLICT], Ruling.ACCEPTED, "both were told")
    session.undo()
    assert desk.store.load().conflicts == before.conflicts
    assert desk.store.load().claims[ONE].verdicts
    session.undo()
    assert desk.store.load() == before
    assert session.undo() is None


def test_undo_leaves_what_another_wrote_meanwhile(desk: Project) -> None:
    ada, vera = sit(desk), sit(desk, "Vera Falk")
    ada.judge([ONE], TRUE)
    vera.judge([ONE], Opinion(Status.DISPUTED, "", "", note="the log says 41"))
    ada.undo()
    assert [verdict.by for verdict in desk.store.load().claims[ONE].verdicts] == ["Vera Falk"]
    assert [verdict.by for verdict in ada.seen.ledger.claims[ONE].verdicts] == ["Vera Falk"]


def test_two_sittings_lose_nothing(desk: Project) -> None:
    ada, vera = sit(desk), sit(desk, "Vera Falk")
    for number in range(1, 4):
        ada.judge([claim_id(number)], TRUE)
        vera.judge([claim_id(number)], TRUE)
    vera.refresh()
    ada.decide([CONFLICT], Ruling.DISTINCT, "two piers")
    held = desk.store.load()
    assert all({v.by for v in held.claims[claim_id(n)].verdicts} == {"Ada Holm", "Vera Falk"} for n in range(1, 4))
    assert len(held.conflicts[CONFLICT].decisions) == 1


def test_a_conflict_that_another_decided_meanwhile_is_not_decided_unseen(desk: Project) -> None:
    ada, vera = sit(desk), sit(desk, "Vera Falk")
    vera.decide([CONFLICT], Ruling.FIXED)
    with pytest.raises(UsageError, match="decided by Vera Falk meanwhile"):
        ada.decide([CONFLICT], Ruling.DISTINCT, "two piers")
    assert [made.by for made in desk.store.load().conflicts[CONFLICT].decisions] == ["Vera Falk"]
    ada.decide([CONFLICT], Ruling.DISTINCT, "two piers")  # it has been seen now
    assert len(desk.store.load().conflicts[CONFLICT].decisions) == 2


def test_a_sentence_that_was_reworded_meanwhile_is_not_judged_unread(desk: Project) -> None:
    session = sit(desk)
    with changing(desk) as change:
        change.ledger = change.ledger.put(change.ledger.claims[ONE]._replace(text="The pier is 60 metres long."))
    for act in (lambda: session.judge([ONE], TRUE), lambda: session.judge([ONE], TRUE)):
        try:
            act()
        except UsageError as wrong:
            assert "says something else now" in wrong.message
    assert len(desk.store.load().claims[ONE].verdicts) == 1  # the second time it was read
    session = sit(desk)
    with changing(desk) as change:
        change.ledger = change.ledger.put(change.ledger.claims[TWO]._replace(text="Another sentence altogether."))
    with pytest.raises(UsageError, match="another wording"):
        session.decide([CONFLICT], Ruling.DISTINCT, "two piers")


def test_what_others_did_is_told(desk: Project) -> None:
    ada, vera = sit(desk), sit(desk, "Vera Falk")
    assert not ada.refresh()
    vera.judge([ONE], TRUE)
    vera.decide([CONFLICT], Ruling.FIXED)
    assert ada.refresh()
    assert ada.news == "1 verdict by Vera Falk, 1 decision by Vera Falk"
    assert not ada.refresh()
    assert news(ada.seen.ledger, ada.seen.ledger.drop("claims", claim_id(3))) == "1 claim less"


def test_an_article_or_source_that_changes_is_seen(desk: Project) -> None:
    session = sit(desk)
    article = next(iter(session.seen.ledger.articles.values()))
    file = desk.root / article.path
    file.write_text("It says something else.\n")
    assert session.refresh()
    assert not session.refresh()


def test_a_ledger_that_cannot_be_read_is_told_and_nothing_is_lost(desk: Project) -> None:
    session = sit(desk)
    whole = desk.ledger.read_bytes()
    desk.ledger.write_bytes(whole[: len(whole) // 2])
    assert not session.refresh()
    assert str(desk.ledger.name) in session.trouble
    with pytest.raises(ClaimcheckError):
        session.judge([ONE], TRUE)
    assert desk.ledger.read_bytes() == whole[: len(whole) // 2]
    assert session.seen.ledger.claims[ONE].verdicts == ()
    desk.ledger.write_bytes(whole)
    assert session.refresh()
    assert session.trouble == ""
    desk.ledger.unlink()
    assert not session.refresh()
    assert session.trouble


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_ledger_that_cannot_be_written(desk: Project) -> None:
    session = sit(desk)
    desk.root.chmod(0o500)
    try:
        with pytest.raises(ClaimcheckError):
            session.judge([ONE], TRUE)
    finally:
        desk.root.chmod(0o700)
    assert desk.store.load() == session.seen.ledger


def test_articles_without_a_ledger(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    article = project / "tanker.md"
    article.write_text("The tanker lay within 5 miles of the pier.\n\nThe tanker lay 12 km from the pier.\n")
    made = unkept(tmp_path_factory.mktemp("away"), [article], Settings(), AT)
    session = Session(made, Settings(), "Ada Holm", kept=False)
    assert [one.conflict.code for one in session.seen.conflicts] == ["CC103"]
    assert sorted(path.name for path in project.iterdir()) == [".git", "tanker.md"]


def test_what_became_of_articles_is_told_and_taken_in(desk: Project) -> None:
    session = sit(desk)
    (article,) = session.seen.ledger.articles.values()
    file = desk.root / article.path
    with changing(desk) as change:
        change.ledger = change.ledger.put(article._replace(sha256="0" * 64))
    session.refresh()
    session.judge([ONE], TRUE)
    file.write_text("Seven people were hurt.\n\nEight people were hurt in the same fire at the pier.\n")
    session.decide([CONFLICT], Ruling.ACCEPTED, "both were told")  # what is done meanwhile hides no change
    assert session.refresh()
    assert "changed since it was added" in session.news and "A takes it in" in session.news
    assert [one.id for one in session.behind()] == [article.id]
    before = len(session.seen.ledger.claims)
    assert session.take_in().told == "1 article taken in as it is now"
    assert session.refresh()
    assert "2 claims more" in session.news and len(session.seen.ledger.claims) == before + 2
    assert session.behind() == []
    assert session.take_in().told == "no article has changed since it was added"
    assert desk.store.load().claims[ONE].verdicts  # what was concluded is kept with the claim that is gone
    file.unlink()
    assert session.refresh()
    assert "not found any more" in session.news


def test_articles_without_a_ledger_are_read_anew_and_decisions_stay(project: Path, tmp_path: Path) -> None:
    article = project / "tanker.md"
    lines = ["The tanker lay within 5 miles of the pier.", "The tanker lay 12 km from the pier."]
    article.write_text("\n\n".join(lines) + "\n")
    session = Session(unkept(tmp_path, [article], Settings(), AT), Settings(), "Ada Holm", kept=False)
    (one,) = session.seen.conflicts
    session.decide([one.conflict.id], Ruling.ACCEPTED, "both were told")
    assert not session.changed()
    article.write_text("\n\n".join([*lines, "The mast is 40 metres high.", "The mast is 60 metres high."]) + "\n")
    session.decide([one.conflict.id], Ruling.DISTINCT, "two tankers")
    assert session.changed()
    session.take_in()
    assert session.refresh()
    assert "2 claims more" in session.news
    states = {each.conflict.id: each.status for each in session.seen.conflicts}
    assert states[one.conflict.id] is Ruling.DISTINCT
    assert sum(state is Ruling.OPEN for state in states.values()) == 1
    assert not session.changed() and not session.refresh()
    article.unlink()
    session.take_in()
    assert session.refresh() and "not found any more" in session.news
    assert not session.changed()


def test_one_undo_takes_back_what_was_done_in_one_go_with_the_source_it_made_known(desk: Project) -> None:
    session, before = sit(desk), desk.store.load()
    (desk.root / "log.txt").write_text("The pier is 40 metres long.\n")
    both = Opinion(Status.VERIFIED, "", "", sources=(str(desk.root / "log.txt"),))
    session.judge([ONE, TWO], both)
    assert len(desk.store.load().sources) == len(before.sources) + 1
    undone = session.undo()
    assert undone is not None and "(and 1 more)" in undone.told
    assert desk.store.load() == before and not session.can_undo
    session.judge([ONE], both)
    sit(desk, "Vera Falk").judge([TWO], both)
    session.undo()
    held = desk.store.load()
    assert len(held.sources) == len(before.sources) + 1  # somebody else stands on it
    assert [verdict.by for verdict in held.claims[TWO].verdicts] == ["Vera Falk"]

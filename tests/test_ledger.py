"""The records of a ledger and what follows from them: statuses are derived, and never claim more than was concluded."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.errors import UsageError
from claimcheck.ledger.ids import ALPHABET, find_id, looks_like_id, new_id, new_ids
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
from claimcheck.ledger.status import contested_claims, ruling, standing
from claimcheck.ledger.texts import digest, folded
from claimcheck.ledger.views import views

OLD, NEW = "The pier is 40 metres long.", "The pier is 60 metres long."


def at(minute: int) -> str:
    return (datetime.fromisoformat("2026-02-01T09:00:00+01:00") + timedelta(minutes=minute)).isoformat()


def verdict(
    status: Status = Status.VERIFIED, by: str = "Ada", minute: int = 0, text: str = OLD, **more: object
) -> Verdict:
    return Verdict(status, by, at(minute), digest(text), **more)  # type: ignore[arg-type]


def changed(was: str, now: str, keeps: bool, minute: int = 5) -> Revision:
    return Revision(at(minute), Change.REWORDED if keeps else Change.CHANGED, was, digest(now), keeps)


# --- texts ---


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Twelve,” she said – twice…", '"Twelve," she said - twice...'),
        ("the ﬁrst  line\nand the next", "the first line and the next"),
        ("co\u00adoperate", "cooperate"),
        ("cafe\u0301", "café"),
        ("10\u00a0km", "10 km"),
        ("it’s −5", "it's -5"),
    ],
)
def test_typography_is_no_wording(one: str, other: str) -> None:
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("one", "other"), [("10² m", "102 m"), ("in the US", "in the us"), ("½", "1/2"), ("12", "13"), ("no.", "no")]
)
def test_everything_else_is(one: str, other: str) -> None:
    assert digest(one) != digest(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


# --- ids ---


def test_ids_are_random_and_readable() -> None:
    ids = new_ids("claims", 500)
    assert len(set(ids)) == 500
    assert all(id[:2] == "C-" and len(id) == 10 and set(id[2:]) <= set(ALPHABET) for id in ids)
    assert all(looks_like_id(id, "claims") and not looks_like_id(id, "sources") for id in ids)


def test_a_fresh_id_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([b"\0" * 8, b"\1" * 8])
    monkeypatch.setattr("os.urandom", lambda _: next(drawn))
    assert new_id("claims", {"C-00000000"}) == "C-11111111"


@pytest.mark.parametrize("word", ["C-7F3K9QDM", "c-7f3", "7f3k", "C-7f", " 7F3K9QDM "])
def test_an_id_may_be_shortened(word: str) -> None:
    assert find_id(word, ["C-7F3K9QDM", "C-80000000"], "claims") == "C-7F3K9QDM"


def test_what_is_misread_reads_the_same() -> None:
    assert find_id("C-lo1", ["C-10100000"], "claims") == "C-10100000"


@pytest.mark.parametrize(
    ("word", "told"), [("C-7", "2 claims"), ("C-9", "no claim"), ("S-7F3", "no claim"), ("", "no id")]
)
def test_a_wrong_id_is_told(word: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        find_id(word, ["C-7F3K9QDM", "C-7F400000"], "claims")


# --- the status of a claim ---


def test_without_verdicts_it_is_unchecked() -> None:
    assert standing(Claim("C-1", OLD)).status is Status.UNCHECKED


def test_the_latest_verdict_of_a_person_counts() -> None:
    claim = Claim("C-1", OLD, verdicts=(verdict(), verdict(Status.DISPUTED, minute=9)))
    found = standing(claim)
    assert found.status is Status.DISPUTED and not found.disagreement
    assert found.past == (claim.verdicts[0],)


def test_two_people_both_stand_and_their_disagreement_is_seen() -> None:
    claim = Claim("C-1", OLD, verdicts=(verdict(), verdict(Status.DISPUTED, "Bo", 9)))
    found = standing(claim)
    assert found.verdicts == claim.verdicts and found.disagreement
    assert not standing(claim._replace(verdicts=(verdict(), verdict(by="Bo", minute=9)))).disagreement


def test_verdicts_count_in_the_order_they_were_given_whatever_their_zone() -> None:
    early = verdict()._replace(at="2026-02-01T23:30:00+09:00")  # 14:30 UTC
    late = verdict(Status.DISPUTED)._replace(at="2026-02-01T15:00:00+00:00")
    assert {standing(Claim("C-1", OLD, verdicts=order)).status for order in permutations((early, late))} == {
        Status.DISPUTED
    }


def test_reopening_takes_back_what_was_concluded_before() -> None:
    reopened = verdict(Status.IN_PROGRESS, "Bo", 5)
    claim = Claim("C-1", OLD, verdicts=(verdict(), reopened))
    assert standing(claim).status is Status.IN_PROGRESS
    again = claim._replace(verdicts=(*claim.verdicts, verdict(minute=9)))
    assert standing(again).status is Status.VERIFIED


def test_a_changed_text_makes_it_stale_and_undoing_the_change_does_not() -> None:
    claim = Claim("C-1", NEW, verdicts=(verdict(),), revisions=(changed(OLD, NEW, keeps=False),))
    assert standing(claim).status is Status.STALE and standing(claim).past == claim.verdicts
    undone = claim._replace(text=OLD, revisions=(*claim.revisions, changed(NEW, OLD, keeps=False, minute=7)))
    assert standing(undone).status is Status.VERIFIED


def test_a_reworded_text_keeps_it_also_over_several_steps() -> None:
    texts = ["The pier is 40 metres long.", "The pier's length is 40 metres.", "The length of the pier is 40 metres."]
    steps = tuple(changed(a, b, keeps=True) for a, b in pairwise(texts))
    assert standing(Claim("C-1", texts[-1], verdicts=(verdict(),), revisions=steps)).status is Status.VERIFIED
    broken = (steps[0], changed(texts[1], texts[2], keeps=False))
    assert standing(Claim("C-1", texts[-1], verdicts=(verdict(),), revisions=broken)).status is Status.STALE


def test_a_verdict_on_the_old_text_given_later_on_another_branch_does_not_stand_for_the_new() -> None:
    late = verdict(minute=60)  # of the old wording, after the text had changed elsewhere
    claim = Claim("C-1", NEW, verdicts=(late,), revisions=(changed(OLD, NEW, keeps=False, minute=5),))
    assert standing(claim).status is Status.STALE


def test_a_verdict_on_the_new_text_outweighs_a_stale_one() -> None:
    renewed = verdict(Status.DISPUTED, "Bo", 9, NEW)
    claim = Claim("C-1", NEW, verdicts=(verdict(), renewed), revisions=(changed(OLD, NEW, keeps=False),))
    assert standing(claim).status is Status.DISPUTED and standing(claim).verdicts == (renewed,)


def test_other_bytes_in_a_cited_source_make_it_stale() -> None:
    cited = verdict(sources=(Citation("S-1", sha256="aa"),))
    claim = Claim("C-1", OLD, verdicts=(cited,))
    assert standing(claim, hashes={"S-1": "aa"}).status is Status.VERIFIED
    assert standing(claim, hashes={"S-1": "bb"}).status is Status.STALE
    assert standing(claim, hashes={"S-2": "bb"}).status is Status.VERIFIED
    assert standing(claim).status is Status.VERIFIED


@given(st.lists(st.sampled_from(list(Status)[1:7]), max_size=6), st.integers(0, 5))
def test_the_order_in_the_file_does_not_matter(statuses: list[Status], turn: int) -> None:
    verdicts = [verdict(s, by="AB"[n % 2], minute=n) for n, s in enumerate(statuses)]
    turned = verdicts[turn:] + verdicts[:turn]
    one, other = (standing(Claim("C-1", OLD, verdicts=tuple(v))) for v in (verdicts, turned))
    assert one.status is other.status and one.disagreement == other.disagreement


# --- conflicts ---


def book(second: str = "The pier, 60 metres long, is new.", *decisions: Decision, **more: object) -> Ledger:
    claims = Claim("C-1", OLD), Claim("C-2", second)
    sides = Side("C-1", "40 metres"), Side("C-2", "60 metres")
    conflict = Conflict("K-1", "CC101", "f", "40 against 60", sides, decisions=decisions, **more)  # type: ignore[arg-type]
    return Ledger().put(*claims, conflict)


def decided(as_: Ruling, minute: int = 0, second: str = "The pier, 60 metres long, is new.") -> Decision:
    return Decision(as_, "Ada", at(minute), (digest(OLD), digest(second)), "why")


def test_a_conflict_is_open_until_somebody_decides() -> None:
    ledger = book()
    assert ruling(ledger.conflicts["K-1"], ledger) is Ruling.OPEN
    assert contested_claims(ledger) == {"C-1", "C-2"}
    for as_ in (Ruling.DISTINCT, Ruling.ACCEPTED, Ruling.FIXED):
        ledger = book("The pier, 60 metres long, is new.", decided(as_))
        assert ruling(ledger.conflicts["K-1"], ledger) is as_
        assert not contested_claims(ledger)


def test_it_reopens_when_a_side_changes_and_not_when_it_is_reworded() -> None:
    was, now = "The pier, 60 metres long, is new.", "The pier, 70 metres long, is new."
    ledger = book(now, decided(Ruling.DISTINCT))
    for keeps, wanted in ((False, Ruling.OPEN), (True, Ruling.DISTINCT)):
        side = ledger.claims["C-2"]._replace(revisions=(changed(was, now, keeps),))
        assert ruling(ledger.conflicts["K-1"], ledger.put(side)) is wanted


def test_a_decision_can_be_taken_back() -> None:
    ledger = book("The pier, 60 metres long, is new.", decided(Ruling.ACCEPTED), decided(Ruling.OPEN, 5))
    assert ruling(ledger.conflicts["K-1"], ledger) is Ruling.OPEN


def test_what_is_found_no_more_is_fixed() -> None:
    ledger = book("The pier, 60 metres long, is new.", gone=at(9))
    assert ruling(ledger.conflicts["K-1"], ledger) is Ruling.FIXED


# --- views ---


def test_views_come_in_reading_order_and_know_what_lacks_a_source() -> None:
    article = Article("A-1", "b.md", layout=(Place("C-2", 0, 9, 1), Place("C-1", 10, 19, 2)))
    sourced = Article("A-2", "a.md", sources=("S-1",), layout=(Place("C-3", 0, 9, 1),))
    claims = [Claim(f"C-{n}", f"Claim {n}.", article) for n, article in ((1, "A-1"), (2, "A-1"), (3, "A-2"), (4, ""))]
    claims[1] = claims[1]._replace(sources=(Citation("S-1"),))
    ledger = Ledger().put(article, sourced, *claims, Source("S-1", person="Ada"), Claim("C-5", "x", "A-1", gone=at(0)))
    shown = views(ledger)
    assert [v.claim.id for v in shown] == ["C-3", "C-2", "C-1", "C-4", "C-5"]
    assert [v.claim.id for v in shown if v.unsourced] == ["C-1", "C-4"]
    assert [v.claim.id for v in views(ledger, gone=False)][-1] == "C-4"


def test_a_ledger_is_a_value() -> None:
    first = Ledger().put(Claim("C-1", OLD))
    second = first.put(first.claims["C-1"]._replace(note="seen")).drop("claims", "C-9")
    assert first.claims["C-1"].note == "" and second.claims["C-1"].note == "seen"
    assert not second.drop("claims", "C-1").claims

"""Conflicts as records: found, decided, open again when a side changes; `conflicts`, `resolve`, `check` of a ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ledgers import added, project_in

from claimcheck.cli.app import run
from claimcheck.desk import checking, conflicts
from claimcheck.desk.project import Project
from claimcheck.errors import UsageError
from claimcheck.ledger.records import Claim, Conflict, Ledger, Ruling
from claimcheck.ledger.status import contested_claims, ruling
from claimcheck.settings import Settings

FIRE = "The fire at the Morven mill killed {dead} people on Monday, officials said.\n\n{rest}\n"
AGAIN = "The fire at the Morven mill killed {dead} people."
OPEN, FIXED, DISTINCT, ACCEPTED = Ruling.OPEN, Ruling.FIXED, Ruling.DISTINCT, Ruling.ACCEPTED


class Desk:
    """A project whose articles change, with the conflicts found again after each change."""

    def __init__(self, folder: Path) -> None:
        self.project: Project = project_in(folder)
        self.ledger = Ledger()
        self.minute = 0

    def at(self) -> str:
        self.minute += 1
        return f"2026-03-02T10:{self.minute:02d}:00+00:00"

    def add(self, keeps: bool = False, **texts: str) -> Desk:
        """Add the articles (again), keyword = name of the file, and find the conflicts."""
        self.ledger = added(self.project, self.ledger, {f"{name}.md": text for name, text in texts.items()}, keeps)
        return self.find()

    def find(self, only: tuple[str, ...] | None = None) -> Desk:
        report = checking.check_ledger(self.project, self.ledger, Settings())
        self.ledger = conflicts.refreshed(self.ledger, report, self.at(), only)
        return self

    def decide(self, what: Ruling, note: str = "because") -> Desk:
        self.ledger = conflicts.decide(self.ledger, [self.one.id], what, "Ida", self.at(), note)
        return self

    @property
    def one(self) -> Conflict:
        (conflict,) = self.ledger.conflicts.values()
        return conflict

    @property
    def state(self) -> Ruling:
        return ruling(self.one, self.ledger)

    def save(self) -> Desk:
        with self.project.store.transaction() as change:
            change.ledger = self.ledger
        return self

    def load(self) -> Desk:
        self.ledger = self.project.store.load()
        return self


@pytest.fixture
def desk(project: Path) -> Desk:
    return Desk(project)


def fire(first: int = 12, second: int = 14) -> str:
    return FIRE.format(dead=first, rest=AGAIN.format(dead=second))


def test_the_life_of_a_conflict(desk: Desk) -> None:
    desk.add(a=fire())
    assert desk.state is OPEN
    assert {side.claim for side in desk.one.sides} == contested_claims(desk.ledger) == set(desk.ledger.claims)
    id = desk.one.id
    desk.decide(ACCEPTED)
    assert desk.state is ACCEPTED and not contested_claims(desk.ledger)
    desk.add(keeps=True, a=fire().replace("killed 14", "has killed 14"))  # reworded: what was judged says the same
    assert desk.one.id == id and desk.state is ACCEPTED
    desk.add(a=fire(12, 15))
    assert desk.one.id == id and desk.state is OPEN and len(desk.one.decisions) == 1
    assert {side.surface for side in desk.one.sides} == {"12 people", "15 people"}
    desk.add(a=fire(12, 12))
    assert desk.one.gone and desk.state is FIXED
    desk.add(a=fire(12, 15))
    assert desk.one.id == id and not desk.one.gone and desk.state is OPEN


def test_what_is_found_again_as_it_was_stays_the_very_record(desk: Desk) -> None:
    desk.add(a=fire())
    before = desk.ledger
    assert desk.find().ledger is before


def test_called_fixed_but_still_found(desk: Desk) -> None:
    desk.add(a=fire()).decide(FIXED)
    assert desk.state is FIXED
    desk.find()
    assert desk.state is OPEN
    assert (desk.one.decisions[-1].by, desk.one.decisions[-1].note) == ("claimcheck", conflicts.STILL_FOUND)
    decisions = desk.one.decisions
    assert desk.find().one.decisions == decisions


def test_a_decision_taken_and_undone_within_a_second_is_undone(desk: Desk) -> None:
    desk.add(a=fire())
    for what in (DISTINCT, OPEN):
        desk.ledger = conflicts.decide(desk.ledger, [desk.one.id], what, "Ida" if what is OPEN else "Zoe", "2026", "so")
    assert desk.state is OPEN


def test_a_decision_does_not_pass_to_other_figures_of_the_same_sentences(desk: Desk) -> None:
    both = (
        "The Morven fire killed 12 people and destroyed 30 homes.\n\nThe fire killed {} people and destroyed {} homes."
    )
    desk.add(a=both.format(14, 30)).decide(DISTINCT)
    first = desk.one
    kept = desk.ledger
    other = first._replace(fingerprint="other", sides=tuple(s._replace(surface="30 homes") for s in first.sides))
    desk.ledger = kept.put(other)  # what was judged were other figures
    desk.find()
    assert len(desk.ledger.conflicts) == 2
    assert [ruling(c, desk.ledger) for c in desk.ledger.conflicts.values()].count(OPEN) == 1


def test_three_sides_then_two(desk: Desk) -> None:
    text = fire(12, 12) + "\n" + AGAIN.format(dead=19) + "\n"
    desk.add(a=text)
    assert len(desk.one.sides) == 3 and desk.one.sides[0].surface == "19 people"
    id = desk.one.id
    desk.decide(ACCEPTED)
    desk.add(a=text.replace("officials said", "it was said").replace("killed 12 people on Monday", "was out on Monday"))
    assert desk.one.id == id and len(desk.one.sides) == 2 and desk.state is OPEN


def test_across_articles_and_only_what_was_looked_at(desk: Desk) -> None:
    desk.add(a=FIRE.format(dead=12, rest="It rained."), b=FIRE.format(dead=14, rest="The mayor was there."))
    assert {side.surface for side in desk.one.sides} == {"12 people", "14 people"}
    before = desk.ledger
    (first, second) = desk.ledger.articles.values()
    desk.ledger = added(desk.project, desk.ledger, {"b.md": FIRE.format(dead=12, rest="The mayor was there.")})
    assert not desk.find(only=("A-of-another",)).one.gone
    assert desk.find(only=(second.id,)).one.gone
    desk.ledger = before
    (desk.project.root / "a.md").unlink()  # what cannot be read proves nothing
    assert not desk.find().one.gone
    desk.ledger = desk.ledger.put(first._replace(gone="2026"), *_gone(desk.ledger, first.id))
    assert desk.find().one.gone


def _gone(ledger: Ledger, article: str) -> list[Claim]:
    return [c._replace(gone="2026") for c in ledger.claims.values() if c.article == article]


def test_an_article_of_another_name_keeps_its_conflict(desk: Desk) -> None:
    desk.add(a=fire()).decide(DISTINCT)
    (article,) = desk.ledger.articles.values()
    (desk.project.root / "a.md").rename(desk.project.root / "b.md")
    desk.ledger = desk.ledger.put(article._replace(path="b.md"))
    before = desk.one
    assert desk.find().one.id == before.id and desk.state is DISTINCT


def test_which_side_is_the_doubtful_one_is_no_part_of_a_decision(desk: Desk) -> None:
    desk.add(a=fire()).decide(DISTINCT)
    desk.ledger = desk.ledger.put(desk.one._replace(sides=desk.one.sides[::-1]))
    assert desk.state is DISTINCT
    assert desk.find().state is DISTINCT and desk.one.sides[0].surface == "12 people"


def test_two_sides_in_one_sentence(desk: Desk) -> None:
    text = "Of the 200 workers at the Morven mill, 30 (25%) were on leave."
    desk.add(a=text)
    assert {side.claim for side in desk.one.sides} == {"C-00000001"} and desk.one.code == "CC202"
    desk.decide(ACCEPTED)
    assert desk.find().state is ACCEPTED
    assert desk.add(a=text.replace("25%", "35%")).state is OPEN


def test_what_two_branches_found_becomes_one(desk: Desk) -> None:
    desk.add(a=fire())
    twin = desk.one._replace(id="K-00000000")
    desk.decide(ACCEPTED)
    decided = desk.one.id
    desk.ledger = desk.ledger.put(twin)
    report = checking.check_ledger(desk.project, desk.ledger, Settings())
    assert [f.suppressed for f in conflicts.resolved(report, desk.ledger).findings] == ["resolved"]
    desk.find()
    assert ruling(desk.ledger.conflicts[decided], desk.ledger) is ACCEPTED
    assert ruling(desk.ledger.conflicts["K-00000000"], desk.ledger) is FIXED


def test_claims_that_stand_in_no_article(desk: Desk) -> None:
    desk.ledger = desk.ledger.put(
        Claim("C-AAAAAAAA", AGAIN.format(dead=12)), Claim("C-BBBBBBBB", AGAIN.format(dead=14))
    )
    desk.find()
    assert [side.claim for side in desk.one.sides] == ["C-AAAAAAAA", "C-BBBBBBBB"]
    report = checking.check_ledger(desk.project, desk.ledger, Settings())
    assert report.findings[0].locations[0].path == "claims.json#C-AAAAAAAA"


def test_a_silenced_finding_is_no_conflict(desk: Desk) -> None:
    comment = "<!-- claimcheck: ignore[CC101] the second report is newer -->\n"
    desk.add(a=comment + fire())
    assert not desk.ledger.conflicts


def test_a_place_in_a_changed_file_is_known_by_its_words(desk: Desk) -> None:
    desk.add(a=fire())
    path = desk.project.root / "a.md"
    path.write_text("A line that is new.\n\n" + fire(), "utf-8")
    report = checking.check_ledger(desk.project, desk.ledger, Settings())
    assert sorted(str(w.claim_id) for w in report.findings[0].locations) == sorted(desk.ledger.claims)
    path.write_text(fire(12, 15), "utf-8")
    report = checking.check_ledger(desk.project, desk.ledger, Settings())
    assert sorted(str(w.claim_id) for w in report.findings[0].locations) == ["C-00000001", "None"]


def test_a_reason_is_asked_for(desk: Desk) -> None:
    desk.add(a=fire())
    with pytest.raises(UsageError, match="say why"):
        desk.decide(DISTINCT, "")


# --- check of the whole ledger ---------------------------------------------------------------------------------------


def test_check_honours_what_was_resolved(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.add(a=fire()).save()
    assert run(["check", "--select", "CC1"]) == 1
    assert "a.md:1:" in capsys.readouterr().out
    data = (desk.project.root / "claims.json").read_bytes()
    desk.decide(ACCEPTED).save()
    assert run(["check", "--select", "CC1"]) == 0
    said = capsys.readouterr()
    assert said.out == "" and "1 as resolved" in said.err
    assert (desk.project.root / "claims.json").read_bytes() != data
    (desk.project.root / "a.md").write_text(fire(12, 15), "utf-8")
    assert run(["check"]) == 1


def test_check_from_a_folder_inside(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add(a=fire()).save()
    inside = desk.project.root / "notes"
    inside.mkdir()
    monkeypatch.chdir(inside)
    assert run(["check"]) == 1
    assert capsys.readouterr().out.startswith("../a.md:1:")
    monkeypatch.chdir("/")
    assert run(["check", "--ledger", str(desk.project.ledger)]) == 1


def test_check_of_nothing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"]) == 2
    assert "nothing to check" in capsys.readouterr().err
    assert run(["check", "--allow-empty"]) == 0
    assert run(["check", "a.md", "--ledger", "claims.json"]) == 2


def test_check_counts_an_article_that_is_missing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.add(a=fire(), b="Nothing here.").save()
    (desk.project.root / "b.md").unlink()
    assert run(["check"]) == 2
    said = capsys.readouterr()
    assert "a.md:1:" in said.out and "cannot read b.md" in said.err


# --- the commands ----------------------------------------------------------------------------------------------------


def test_conflicts_are_shown_as_pictures(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.add(a=fire()).save()
    assert run(["conflicts"]) == 0
    said = capsys.readouterr()
    first, where, *_ = said.out.splitlines()
    assert first.startswith(f"{desk.one.id}  error[CC101] value-conflict: ") and where == " --> a.md:1  C-00000001"
    assert "1 | The fire at the Morven mill killed 12 people on Monday, officials said." in said.out
    assert "\n  |                                    ^^^^^^^^^\n" in said.out
    assert "  = both: " in said.out and "1 open conflict (1 error)" in said.err


def test_what_the_figures_were_taken_to_be_about(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.add(a=fire())
    desk.ledger = desk.ledger.put(Claim("C-AAAAAAAA", AGAIN.format(dead=19)))
    desk.find().save()
    assert run(["conflicts", "-v"]) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if " = about: " in line]
    assert len(told) == 3 and all("measures death toll" in line for line in told)
    (desk.project.root / "a.md").write_text("Nothing of it.", "utf-8")  # what is not read as it was is not told
    assert run(["conflicts", "-v"]) == 0
    assert capsys.readouterr().out.count(" = about: ") == 1


def test_conflicts_asked_for(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.add(a=fire(), b=fire(31, 33).replace("Morven", "Tarn").replace("fire", "flood")).save()
    assert len(desk.ledger.conflicts) == 2

    def shown(*words: str) -> int:
        assert run(["conflicts", "--json", *words]) == 0
        page = json.loads(capsys.readouterr().out)
        assert page["total"] == 2
        return len(page["conflicts"])

    assert [shown(), shown("--article", "b.md"), shown("--rule", "CC1"), shown("--rule", "cc2")] == [2, 1, 2, 0]
    assert [shown("C-00000001"), shown("--status", "acc,dist"), shown("--all")] == [1, 0, 2]
    for wrong in (["--rule", "XX"], ["--status", "closed"], ["K-ZZZZ"], ["--article", "no.md"]):
        assert run(["conflicts", *wrong]) == 2
        assert capsys.readouterr().out == ""


def test_resolve(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.add(a=fire()).save()
    id = desk.one.id
    data = desk.project.ledger.read_bytes()
    for wrong in (
        ["--as", "distinct"],
        [id],
        [id, "--as", "closed"],
        [id, "--as", "accepted"],
        ["K-UUUU", "--as", "open"],
    ):
        assert run(["resolve", *wrong, "--by", "Ida"]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert run(["resolve", "C-00000001", "--as", "acc", "--note", "it rose", "--by", "Ida", "--dry-run"]) == 0
    assert desk.project.ledger.read_bytes() == data
    assert run(["resolve", id[:5], "--as", "acc", "--note", "it  rose", "--by", "Ida"]) == 0
    assert f"{id}  open → accepted" in capsys.readouterr().out
    made = desk.load().one.decisions
    assert [(d.ruling, d.by, d.note) for d in made] == [(ACCEPTED, "Ida", "it rose")]
    assert run(["resolve", id, "--as", "accepted", "--note", "it rose", "--by", "Ida"]) == 0
    assert "already accepted" in capsys.readouterr().out and desk.load().one.decisions == made
    assert run(["resolve", id, "--as", "fixed", "--by", "Ida", "--json"]) == 0
    page = json.loads(capsys.readouterr().out)
    assert (page["conflicts"][0]["was"], page["conflicts"][0]["status"]) == ("accepted", "fixed")
    assert "still says so" in page["remarks"][0]
    assert run(["resolve", id, "--as", "open", "--by", "Ida"]) == 0
    assert desk.load().state is OPEN


def test_a_claim_in_two_conflicts_must_be_told_apart(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.add(a=fire())
    twin = desk.one._replace(id="K-ZZZZZZZZ", fingerprint="other")
    desk.ledger = desk.ledger.put(twin)
    desk.save()
    assert run(["resolve", "C-00000001", "--as", "open", "--by", "Ida"]) == 2
    assert "2 conflicts name claim C-00000001" in capsys.readouterr().err


def test_no_escape_of_an_article_reaches_the_terminal(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.add(a=fire().replace("officials", "off\x1b[31micials\u202e")).save()
    assert run(["conflicts", "--all"]) == 0
    assert not {"\x1b", "\u202e"} & set(capsys.readouterr().out)

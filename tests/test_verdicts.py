"""Verdicts: who may say what of which claim, what is kept, and what is never taken for a source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run

from claimcheck.cli.app import run
from claimcheck.desk.project import Project
from claimcheck.desk.sources import cite
from claimcheck.errors import UsageError
from claimcheck.ledger.records import Citation, Conflict, Ledger, Side, Source, Stance
from claimcheck.ledger.status import standing
from tests.desk import AT, claim_id, claims_of, ledger, put, verdict

ONE, TWO, THREE = claim_id(2), claim_id(3), claim_id(4)


@pytest.fixture
def desk(project: Path) -> Project:
    """A ledger with one article of four sentences, and a file to cite."""
    made = ledger(project)
    (project / "sources").mkdir()
    (project / "sources" / "log.csv").write_text("03:40,two engines,Brenna\n")
    return made


@pytest.fixture
def cc(desk: Project, in_process: Run) -> Run:
    """`cc(*arguments)` → exit code, standard output, standard error."""
    return in_process


def test_a_verdict_is_signed_dated_and_tied_to_wording_and_bytes(desk: Project, cc: Run) -> None:
    code, out, err = cc(
        *("verify", ONE, "--source", "sources/log.csv", "--locator", "row 1", "--quote", "two engines"),
        *("--method", "document", "--note", "clear", "--by", "Ada  Holm"),
    )
    assert code == 0 and err.startswith("new source S-") and err.endswith(": sources/log.csv\n")
    assert out == f"{ONE}  unchecked → verified  Two fire engines reached the mill in Brenna at 03:40.\n"
    held = desk.store.load()
    (given,) = held.claims[ONE].verdicts
    assert (given.status, given.by, given.method, given.note) == ("verified", "Ada Holm", "document", "clear")
    assert given.at[10] == "T" and given.at[-6] in "+-"
    (cited,) = given.sources
    source = held.sources[cited.source]
    assert (cited.stance, cited.locator, cited.quote, cited.by) == ("supports", "row 1", "two engines", "Ada Holm")
    assert source.path == "sources/log.csv" and cited.sha256 == source.sha256 and len(cited.sha256) == 64
    (Path("sources") / "log.csv").write_text("03:40,three engines,Brenna\n")
    assert f"{ONE}  stale" in cc("list")[1]
    assert cc("verify", ONE, "-s", "sources/log.csv", "--by", "Ada Holm")[1].startswith(f"{ONE}  stale → verified")


@pytest.mark.parametrize(
    ("command", "status", "stance"),
    [
        (("dispute", "-s", "sources/log.csv"), "disputed", "contradicts"),
        (("correct", "-s", "sources/log.csv", "--to", "Three engines came."), "corrected", "contradicts"),
        (("unverifiable", "-s", "sources/log.csv"), "unverifiable", "context"),
        (("skip",), "not-applicable", ""),
        (("reopen",), "in-progress", ""),
    ],
)
def test_every_verdict_has_its_command(
    desk: Project, cc: Run, command: tuple[str, ...], status: str, stance: str
) -> None:
    code, out, _ = cc(*command, ONE, "--by", "Ada Holm")
    assert code == 0 and f"unchecked → {status}" in out
    assert ("should say: Three engines came." in out) is (status == "corrected")
    (given,) = claims_of(desk)[ONE].verdicts
    assert given.status == status
    assert [cited.stance for cited in given.sources] == ([stance] if stance else [])
    assert given.correction == ("Three engines came." if status == "corrected" else "")


def test_several_claims_are_one_transaction_and_all_or_none(desk: Project, cc: Run) -> None:
    before = Path("claims.json").read_bytes()
    code, out, err = cc("verify", ONE, "C-0000ZZZ", "--by", "Ada Holm", "-s", "sources/log.csv")
    assert code == 2 and not out and 'no claim "C-0000ZZZ"' in err
    assert Path("claims.json").read_bytes() == before
    code, out, _ = cc("verify", ONE, "news/fire.md:5", ONE.lower(), "--by", "Ada Holm", "-s", "sources/log.csv")
    assert code == 0 and [line.split()[0] for line in out.splitlines()] == [ONE, TWO]
    assert len(desk.store.load().sources) == 1


def test_claims_are_named_by_id_place_or_words(desk: Project, cc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cc("verify", "C-00000002", "--by", "A", "--dry-run")[1].startswith(ONE)
    assert cc("verify", "news/fire.md:3", "--by", "A", "--dry-run")[1].startswith(ONE)
    assert cc("verify", "--text", "engins reached mill", "--by", "A", "--dry-run")[1].startswith(ONE)
    monkeypatch.chdir("news")
    assert cc("verify", "fire.md:3", "--by", "A", "--dry-run")[1].startswith(ONE)
    code, _, err = cc("verify", "fire.md:4", "--by", "A")
    assert code == 2 and f"the nearest begin on 3 ({ONE}) and 5 ({TWO})" in err
    code, _, err = cc("verify", "C-0000", "--by", "A")
    assert code == 2 and '"C-0000" begins the ids of 4 claims' in err
    code, _, err = cc("verify", "--text", "nothing of the kind", "--by", "A")
    assert code == 2 and "no claim says anything like" in err
    code, _, err = cc("verify", "--by", "A")
    assert code == 2 and "no claim named" in err


@pytest.mark.parametrize("word", ["", " ", "C-", "c-", "-", ":", ".", ":3", "news/fire.md:", "news:3:4:5", "\udcff"])
def test_what_is_no_claim_is_never_the_only_claim(project: Path, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    ledger(project, lines=("Six boats left Dorne.",), kinds=("number",))
    assert run(["verify", word, "--by", "A"]) == 2
    assert "claimcheck: error:" in capsys.readouterr().err


def test_a_line_of_an_article_that_changed_names_nothing(desk: Project, cc: Run) -> None:
    text = Path("news/fire.md").read_text()
    Path("news/fire.md").write_text("A sentence before all others.\n\n" + text)
    code, _, err = cc("verify", "news/fire.md:3", "--by", "A")
    assert code == 2 and "its lines may be others now" in err and "claimcheck add news/fire.md" in err
    assert cc("show", "news/fire.md:3")[0] == 0


def test_a_line_may_be_any_that_the_sentence_stands_on(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.md").write_text("# Boats\r\n\r\nSix boats\r\nleft Dorne\r\non Monday. One\r\ncame back.\r\n", newline="")
    run(["init"])
    run(["add", "a.md"])

    def named(place: str) -> str:
        capsys.readouterr()
        code = run(["verify", place, "--by", "A", "--dry-run"])
        out, err = capsys.readouterr()
        return out if code == 0 else err

    assert "Six boats left Dorne on Monday." in named("a.md:3")
    assert "Six boats left Dorne on Monday." in named("a.md:4")
    assert "One came back." in named("a.md:6")
    assert "One came back." in named("a.md:5")
    assert "Six boats" in named("a.md:5:3")
    assert "no claim stands on a.md:2" in named("a.md:2")
    assert "no claim stands on a.md:99" in named("a.md:99")


def test_a_part_of_a_name_is_no_article_to_judge(desk: Project, cc: Run, project: Path) -> None:
    assert cc("verify", "fire.md:3", "--by", "A", "--dry-run")[0] == 0
    for word in ("ire.md:3", "fire:3", "Two engines:3", "news:3"):
        code, _, err = cc("verify", word, "--by", "A")
        assert code == 2 and 'did you mean "news/fire.md"?' in err
    ledger(project, "old/fire.md")
    code, _, err = cc("verify", "fire.md:3", "--by", "A")
    assert code == 2 and "may be any of 2 articles" in err


def test_words_that_may_mean_several_claims_choose_none(desk: Project, cc: Run, project: Path) -> None:
    lines = ("Six boats left Dorne on Monday.", "Six boats left Dorne on Friday.")
    ledger(project, "news/boats.md", lines, ("number", "number"))
    code, out, err = cc("verify", "--text", "six boats left dorne", "--by", "A")
    assert code == 2 and not out
    assert '"six boats left dorne" may mean 2 claims' in err and "on Monday" in err and "on Friday" in err
    assert cc("verify", "--text", "six boats left dorne on friday", "--by", "A", "--dry-run")[0] == 0


def test_lines_with_several_claims_name_them(desk: Project, cc: Run) -> None:
    held = desk.store.load()
    article = next(iter(held.articles.values()))
    put(desk, article._replace(layout=tuple(p._replace(line=3) for p in article.layout)))
    code, _, err = cc("verify", "news/fire.md:3", "--by", "A")
    assert code == 2 and "4 claims stand on news/fire.md:3" in err and THREE in err


def test_the_same_verdict_again_is_told_and_not_appended(desk: Project, cc: Run) -> None:
    cc("verify", ONE, "-s", "sources/log.csv", "--by", "Ada Holm")
    before = Path("claims.json").read_bytes()
    code, out, _ = cc("verify", ONE, "-s", "sources/log.csv", "--by", "Ada Holm")
    assert code == 0 and out.startswith(f"{ONE}  already verified")
    assert Path("claims.json").read_bytes() == before
    cc("verify", ONE, "-s", "sources/log.csv", "--by", "Ada Holm", "--note", "rang them as well")
    cc("reopen", ONE, "--by", "Ada Holm")
    cc("verify", ONE, "-s", "sources/log.csv", "--by", "Ada Holm")
    assert len(claims_of(desk)[ONE].verdicts) == 4


def test_two_people_may_differ_and_both_stand(desk: Project, cc: Run) -> None:
    cc("verify", ONE, "-s", "sources/log.csv", "--by", "Ada Holm")
    code, out, _ = cc("dispute", ONE, "-s", "Liv Moen, harbour master, by phone", "--by", "Tor Lunde")
    assert code == 0 and "verified → disputed" in out and "both stand: verified by Ada Holm, " in out
    state = standing(claims_of(desk)[ONE])
    assert state.disagreement and [v.by for v in state.verdicts] == ["Ada Holm", "Tor Lunde"]
    assert "Tor Lunde vs Ada Holm" in cc("list")[1]


def test_a_name_typed_in_other_letters_is_no_other_person(desk: Project, cc: Run) -> None:
    cc("verify", ONE, "--by", "Ada Holm")
    assert "already verified" in cc("verify", ONE, "--by", "ada holm")[1]
    out = cc("dispute", ONE, "--by", "ADA HOLM")[1]
    assert "verified → disputed" in out and "both stand" not in out
    assert {v.by for v in claims_of(desk)[ONE].verdicts} == {"Ada Holm"}


def test_what_stands_in_no_article_any_more_gets_no_verdict(desk: Project, cc: Run) -> None:
    put(desk, claims_of(desk)[ONE]._replace(gone="2026-11-20T10:00:00+01:00"))
    code, _, err = cc("verify", TWO, ONE, "--by", "A")
    assert code == 2 and "stands in its article no more, since 2026-11-20" in err and f"show {ONE}" in err
    assert not claims_of(desk)[TWO].verdicts


def test_a_stale_claim_is_judged_by_its_present_wording(desk: Project, cc: Run) -> None:
    claim = verdict(claims_of(desk)[ONE])
    put(desk, claim._replace(text="Three fire engines reached the mill in Brenna at 03:40."))
    code, out, _ = cc("verify", ONE, "-s", "sources/log.csv", "--by", "Ada Holm")
    assert code == 0 and "stale → verified  Three" in out


def test_an_open_conflict_outweighs_the_verdict_and_is_told(desk: Project, cc: Run) -> None:
    sides = (Side(ONE, "Two"), Side(TWO, "nobody"))
    put(desk, Conflict("K-00000001", "CC101", "f", "two against none", sides, found=AT))
    _, out, _ = cc("verify", ONE, "-s", "sources/log.csv", "--by", "Ada Holm")
    assert "unchecked (contested) → verified (contested)" in out and "names it: K-00000001" in out


def test_what_the_person_should_know_is_told(desk: Project, cc: Run) -> None:
    _, _, err = cc("verify", ONE, "--by", "A", "--dry-run")
    assert f"{ONE}: no source is named; say where it can be checked with --source" in err
    assert "nothing was changed (--dry-run)" in err and not claims_of(desk)[ONE].verdicts
    Path("news/fire.md").write_text("Something else.\n")
    _, _, err = cc("verify", ONE, "--by", "A", "-s", "sources/log.csv")
    assert "news/fire.md has changed since it was added" in err and "claimcheck add news/fire.md" in err
    held = desk.store.load()
    put(desk, next(iter(held.articles.values()))._replace(sources=tuple(held.sources)))
    assert "no source" not in cc("verify", TWO, "--by", "A")[2]


def test_a_verdict_without_a_source_rests_on_those_the_claim_cites(desk: Project, cc: Run) -> None:
    put(desk, Source("S-00000001", path="sources/log.csv"))
    citations = (Citation("S-00000001", locator="row 1"), Citation("S-00000001", Stance.CONTRADICTS))
    put(desk, claims_of(desk)[ONE]._replace(sources=citations))
    cc("verify", ONE, "--by", "Ada Holm")
    (cited,) = claims_of(desk)[ONE].verdicts[0].sources
    assert cited.locator == "row 1" and cited.by == "Ada Holm" and len(cited.sha256) == 64


def test_places_in_sources_are_matched_by_order(desk: Project, cc: Run) -> None:
    two = ("-s", "sources/log.csv", "-s", "Liv Moen, harbour master")
    code, _, err = cc("verify", ONE, *two, "--locator", "row 1", "--by", "A")
    assert code == 2 and "--locator: which of the 2 sources is meant?" in err
    assert cc("verify", ONE, "--quote", "so", "--by", "A")[0] == 2
    assert cc("verify", ONE, *two, "--locator", "row 1", "--locator", "", "--by", "A")[0] == 0
    assert [cited.locator for cited in claims_of(desk)[ONE].verdicts[0].sources] == ["row 1", ""]


def test_as_json(desk: Project, cc: Run) -> None:
    _, out, _ = cc("verify", ONE, "--by", "A", "--json", "--dry-run")
    page = json.loads(out)
    assert page["schema_version"] == 1 and page["dry_run"] is True and len(page["remarks"]) == 1
    (claim,) = page["claims"]
    assert (claim["id"], claim["was"], claim["status"], claim["repeated"]) == (ONE, "unchecked", "verified", False)
    assert claim["verdicts"][0]["stands"] is True and claim["path"] == "news/fire.md"


def test_nobody_signs_for_nobody(desk: Project, cc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.desk.people.git_name", lambda: "")
    code, _, err = cc("verify", ONE)
    assert code == 2 and "nobody to sign as" in err and "--by NAME" in err
    monkeypatch.setattr("claimcheck.desk.people.git_name", lambda: "Tor Lunde")
    cc("verify", ONE)
    assert claims_of(desk)[ONE].verdicts[0].by == "Tor Lunde"
    assert cc("correct", ONE, "--to", " ", "--by", "A")[0] == 2
    code, _, err = cc("correct", ONE, "--to", claims_of(desk)[ONE].text, "--by", "A")
    assert code == 2 and "says just that already" in err


# --- what a user may type as a source ---------------------------------------------------------------------------------

HELD = Ledger().put(
    Source("S-9K3TQ7XD", path="sources/log.csv", sha256="0" * 64),
    Source("S-4BZ0M2QP", url="https://example.org/report", title="The report"),
    Source("S-7NPX51AA", person="Liv Moen, harbour master"),
)


@pytest.mark.parametrize(
    ("word", "id"),
    [
        ("S-9K3TQ7XD", "S-9K3TQ7XD"),
        ("s-9k3", "S-9K3TQ7XD"),
        ("9K3T", "S-9K3TQ7XD"),
        ("sources/log.csv", "S-9K3TQ7XD"),
        ("./sources/../sources/log.csv", "S-9K3TQ7XD"),
        ("HTTPS://Example.org/report", "S-4BZ0M2QP"),
        ("the report", "S-4BZ0M2QP"),
        ("Liv  Moen, harbour master", "S-7NPX51AA"),
        ("person: liv moen, harbour master", "S-7NPX51AA"),
        ("copy.csv", "S-9K3TQ7XD"),
    ],
)
def test_a_source_known_already_is_found_again(desk: Project, word: str, id: str) -> None:
    Path("copy.csv").write_bytes(Path("sources/log.csv").read_bytes())
    found = cite(desk, HELD, word, AT)
    assert found.source.id == id and not found.fresh


@pytest.mark.parametrize(
    ("word", "field", "value"),
    [
        ("https://example.org/other?q=1", "url", "https://example.org/other?q=1"),
        ("Sif Brandt, press officer, by phone", "person", "Sif Brandt, press officer, by phone"),
        ("M/S Alder's captain, on board", "person", "M/S Alder's captain, on board"),
        ("Interview: Sif Brandt", "person", "Interview: Sif Brandt"),
        ("person:Sif", "person", "Sif"),
        ("news/fire.md", "path", "news/fire.md"),
        ("../other.txt", "path", "../other.txt"),
    ],
)
def test_a_new_source_is_recorded_as_what_it_is(desk: Project, word: str, field: str, value: str) -> None:
    (Path("..") / "other.txt").write_text("elsewhere")
    found = cite(desk, HELD, word, AT)
    assert found.fresh and getattr(found.source, field) == value and found.source.added == AT
    assert [bool(part) for part in (found.source.path, found.source.url, found.source.person)].count(True) == 1
    assert bool(found.remarks) is (word == "../other.txt")


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("S-ZZZZ", ""),
        ("sources/lag.csv", 'did you mean "sources/log.csv"?'),
        ("notes.txt", ""),
        ("my notes.txt", "person:my notes.txt"),
        ("example.org", "https://example.org"),
        ("www.example.org/report", "https://www.example.org/report"),
        ("sources/", "name the file inside"),
        ("Moen", 'did you mean "Liv Moen, harbour master"?'),
        ("javascript:alert(1)", "http"),
        ("file:///etc/passwd", "http"),
        ("ftp://example.org/a", "http"),
        ("mailto:a@example.org", "http"),
        ("https://", ""),
        ("https://user:word@example.org/", "before the @"),
        ("http://localhost:8000/", ""),
        ("http://127.0.0.1/", ""),
        ("http://[::1]/", ""),
        ("http://10.1.2.3/x", ""),
        ("http://2130706433/", ""),
        ("http://0x7f.1/", ""),
        ("http://169.254.169.254/latest", ""),
        ("http://printer.local/", ""),
        ("http://intranet/", ""),
        ("http://exa\u202emple.org/", ""),
        ("", ""),
        (" ", ""),
        ("...", ""),
        ("12 34", ""),
        ("x" * 5000, ""),
        ("~nobody-here/x.pdf", ""),
        ("a\0b", ""),
    ],
)
def test_what_looks_like_a_source_and_is_none_is_an_error(desk: Project, word: str, hint: str) -> None:
    with pytest.raises(UsageError) as wrong:
        cite(desk, HELD, word, AT)
    assert hint in wrong.value.hint


def test_confidential_is_kept_from_the_first_mention(desk: Project, cc: Run) -> None:
    cc("verify", ONE, "-s", "A clerk, by phone", "--confidential", "--by", "A")
    assert [s.confidential for s in desk.store.load().sources.values()] == [True]
    assert cc("verify", ONE, "--confidential", "--by", "A")[0] == 2


def test_a_person_called_nearly_the_same_is_told(desk: Project) -> None:
    found = cite(desk, HELD, "Liv Moen, harbor master", AT)
    assert found.fresh and "S-7NPX51AA is called nearly the same" in found.remarks[0]


def test_a_changed_or_lost_file_is_told(desk: Project) -> None:
    assert "has changed since it was recorded" in cite(desk, HELD, "S-9K3T", AT).remarks[0]
    Path("sources/log.csv").unlink()
    found = cite(desk, HELD, "S-9K3T", AT)
    assert not found.sha256 and "cannot be read" in found.remarks[0]

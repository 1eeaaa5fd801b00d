"""`report`: what it finds out about a ledger, and that every format tells it, safely and in the same words."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from newsroom import DARK, FOURTEEN, LOG, NASTY, OPENED, SECRETS, TWELVE, kept, newsroom, verdict
from test_architecture import loaded

from claimcheck.cli.app import run
from claimcheck.desk.history import past, since
from claimcheck.desk.reporting import Wanted, differing, picture, report
from claimcheck.errors import LedgerError, UsageError
from claimcheck.ledger.consistency import ConsistencyReport, Since
from claimcheck.ledger.records import Change, Claim, Decision, Ledger, Revision, Ruling, Status
from claimcheck.ledger.texts import digest
from claimcheck.reporters import Look
from claimcheck.reporters.consistency import FORMATS, writer
from claimcheck.reporters.consistency.markdown import escaped
from claimcheck.reporters.spreadsheet import cell, unguarded
from claimcheck.reporters.visible import squeezed

NOW = "2026-11-23T12:00:00+01:00"


@pytest.fixture
def desk(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with the newsroom's ledger; the clock stands still."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795431600")  # 2026-11-23T11:00:00Z
    (project / ".git").rmdir()
    kept(project, newsroom())
    return project


def reported(folder: Path, **wanted: Any) -> ConsistencyReport:
    project = kept(folder, newsroom()) if not (folder / "claims.json").exists() else None
    from claimcheck.desk.project import find_project

    project = project or find_project(folder)
    return report(project, picture(project, project.store.load(), Wanted(**wanted)), NOW)


def written(found: ConsistencyReport, form: str, look: Look = Look()) -> str:  # noqa: B008  # a frozen value
    stream = io.StringIO()
    writer(form).write(found, stream, look)
    return stream.getvalue()


def ids(views: Any) -> list[str]:
    return [view.claim.id for view in views]


# --- what is found out ------------------------------------------------------------------------------------------------


def test_where_every_claim_stands(desk: Path) -> None:
    found = reported(desk)
    assert found.counts.claims == 7  # not the heading, not what is gone
    assert found.counts.statuses == {
        Status.UNCHECKED: 2,
        Status.VERIFIED: 1,
        Status.DISPUTED: 1,
        Status.STALE: 1,
        Status.CONTESTED: 2,
    }
    assert (found.counts.done, found.counts.percent) == (2, 28)
    assert ids(found.contested) == ["C-00000001", "C-00000002"]
    assert ids(found.disagreements) == ["C-00000005"]
    assert ids(found.unverified) == ["C-00000004", "C-00000009"]
    assert ids(found.unsourced) == ["C-00000001", "C-00000004", "C-00000009"]


def test_a_stale_claim_shows_the_old_text_and_what_changed(desk: Path) -> None:
    (doubt,) = reported(desk).stale
    assert (doubt.was, doubt.view.claim.text) == (TWELVE, FOURTEEN)
    assert (doubt.old, doubt.new) == ("Twelve", "Fourteen")
    assert doubt.verdict.by == "Ada Holm"


def test_a_changed_source_is_told_and_makes_its_claims_stale(desk: Path) -> None:
    (desk / "sources" / "log.txt").write_bytes(LOG.replace(b"14", b"15"))
    found = reported(desk)
    assert "C-00000002" in ids(doubt.view for doubt in found.stale)
    assert [use.state for use in found.sources if use.source.id == "S-00000001"] == ["changed"]
    (desk / "sources" / "log.txt").unlink()
    assert [use.state for use in reported(desk).sources if use.source.id == "S-00000001"] == ["missing"]


def test_progress_by_article_and_person(desk: Path) -> None:
    found = reported(desk)
    assert [(p.path, p.counts.claims, p.counts.done, p.conflicts) for p in found.articles] == [
        ("news/fire.md", 4, 0, 1),
        ("news/harbour.md", 2, 2, 0),
        ("", 1, 0, 0),
    ]
    assert [(p.name, p.given, p.standing, p.last[:10]) for p in found.people] == [
        ("Ada Holm", 3, 2, "2026-11-21"),
        ("Bo Lind", 2, 2, "2026-11-22"),
    ]


def test_open_and_decided_conflicts(desk: Path) -> None:
    found = reported(desk)
    (unsettled,) = found.conflicts
    assert [side.text for side in unsettled.sides][1] == DARK
    assert [side.place.line for side in unsettled.sides if side.place] == [3, 5]
    (decided,) = found.decided
    assert decided.ruling is Ruling.DISTINCT and decided.decision is not None and decided.decision.by == "Bo Lind"


def test_a_report_of_one_article_or_one_person(desk: Path) -> None:
    assert len(reported(desk, articles=("news/harbour.md",)).claims) == 2
    assert len(reported(desk, articles=("news",)).claims) == 8
    assert ids(reported(desk, by="bo").claims) == ["C-00000005", "C-00000006"]
    with pytest.raises(UsageError, match=r'did you mean "news/fire\.md"'):
        reported(desk, articles=("news/fier.md",))
    with pytest.raises(UsageError, match='did you mean "Ada Holm"'):
        reported(desk, by="Ada Halm")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("12 people died.", "14 people died.", ("12", "14")),
        ("It did not burn.", "It did burn.", ("not", "")),
        ("It burned.", "It burned twice.", ("burned", "burned twice")),
        ("In 1911, it rained.", "In 1912, it rained.", ("1911", "1912")),
        ("a a a", "a a", ("a", "")),
        ("same", "same", ("", "")),
        ("", "all new", ("", "all new")),
    ],
)
def test_the_words_that_differ(old: str, new: str, expected: tuple[str, str]) -> None:
    assert differing(old, new) == expected


# --- since ------------------------------------------------------------------------------------------------------------


def changes(folder: Path, word: str, timezone: str = "") -> Since:
    from claimcheck.desk.project import find_project

    project = find_project(folder)
    seen = picture(project, project.store.load(), Wanted())
    return since(past(project, word, NOW, timezone), seen)


@pytest.mark.parametrize("word", ["2026-11-22", "2026-11-22T08:59:00+01:00", "2026-11-22 08:59+0100"])
def test_since_a_date(desk: Path, word: str) -> None:
    found = changes(desk, word, "Europe/Oslo")
    assert ids(found.new) == ["C-00000004", "C-00000009"]
    assert ids(found.gone) == ["C-00000008"]
    assert [(one.view.claim.id, one.keeps, one.was) for one in found.rewritten] == [
        ("C-00000003", False, TWELVE),
        ("C-00000005", True, OPENED),
    ]
    assert [(one.verdict.by, one.view.claim.id) for one in found.verdicts] == [
        ("Bo Lind", "C-00000005"),
        ("Bo Lind", "C-00000006"),
    ]
    assert not found.found
    assert [shown.conflict.id for shown in found.settled] == ["K-00000002"]


def test_since_yesterday_counts_from_midnight_in_the_zone_of_the_newsroom(desk: Path) -> None:
    assert past_label(desk, "yesterday") == ("yesterday, 2026-11-22", "2026-11-22T00:00:00+00:00")
    assert past_label(desk, "TODAY", "Pacific/Auckland") == ("today, 2026-11-24", "2026-11-23T11:00:00+00:00")
    assert changes(desk, "2026-11-24").empty


def past_label(folder: Path, word: str, timezone: str = "UTC") -> tuple[str, str]:
    from claimcheck.desk.project import find_project

    found = past(find_project(folder), word, NOW, timezone)
    return found.label, found.moment


def git(folder: Path, *arguments: str) -> None:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    subprocess.run(
        ["git", "-c", "user.name=Ada Holm", "-c", "user.email=ada@example.org", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        env=clean,
    )


def test_since_a_revision_of_git(desk: Path) -> None:
    git(desk, "init", "-q", "-b", "main")
    git(desk, "commit", "-q", "--allow-empty", "-m", "before the ledger")
    git(desk, "add", "claims.json")
    git(desk, "commit", "-q", "-m", "the ledger")
    ledger = newsroom()
    twelve = ledger.claims["C-00000001"]
    mended = "The ferry came within 22 miles of the lighthouse."
    settled = ledger.conflicts["K-00000002"]
    ledger = ledger.drop("claims", "C-00000009").put(
        twelve._replace(
            text=mended,
            revisions=(Revision(NOW, Change.CHANGED, twelve.text, digest(mended)),),
            verdicts=(verdict(Status.VERIFIED, "Bo Lind", NOW, mended),),
        ),
        ledger.claims["C-00000004"]._replace(gone=NOW),
        Claim("C-0000000A", "It is new.", added=NOW),
        settled._replace(decisions=(*settled.decisions, Decision(Ruling.OPEN, "Ada Holm", NOW))),
    )
    kept(desk, ledger)
    found = changes(desk, "HEAD")
    assert found.label.startswith("HEAD (")
    assert ids(found.new) == ["C-0000000A"]
    assert ids(found.gone) == ["C-00000004"]
    assert [claim.id for claim in found.removed] == ["C-00000009"]
    assert [(one.was, one.keeps) for one in found.rewritten] == [(twelve.text, False)]
    assert [one.verdict.at for one in found.verdicts] == [NOW]
    assert [shown.conflict.id for shown in found.reopened] == ["K-00000002"]
    everything = changes(desk, "HEAD~1")
    assert len(everything.new) == 6 and len(everything.verdicts) == 6 and not everything.removed
    for word, message in (
        ("nonsense", "no date and no revision that git knows"),
        ("HEAD~7", "no revision that git knows"),
        ("--help", "no date and no revision"),
        ("2026-13-40", "is no date"),
    ):
        with pytest.raises(UsageError, match=message):
            changes(desk, word)


def test_since_a_revision_outside_git_is_one_clear_error(desk: Path) -> None:
    with pytest.raises(UsageError, match="in no git repository"):
        changes(desk, "HEAD")


def test_since_a_revision_with_a_damaged_or_an_older_ledger(desk: Path) -> None:
    git(desk, "init", "-q", "-b", "main")
    (desk / "claims.json").write_text('{"claims": {')
    git(desk, "add", "claims.json")
    git(desk, "commit", "-q", "-m", "damaged")
    old = {"schema": {"1": {"version": 1}}, "claims": {"1": {"id": "C-00000001", "text": "It was 1910."}}}
    (desk / "claims.json").write_text(json.dumps(old))
    git(desk, "commit", "-aqm", "version 1")
    kept_again = desk / "claims.json"
    kept_again.unlink()
    kept(desk, newsroom())
    assert [one.was for one in changes(desk, "HEAD").rewritten] == ["It was 1910."]
    with pytest.raises(LedgerError, match=r"HEAD~1:claims\.json"):
        changes(desk, "HEAD~1")


# --- the formats ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["table", "md", "csv", "json"])
def test_every_format_says_what_it_said(desk: Path, form: str, golden: Callable[[str, str], None]) -> None:
    found = reported(desk)._replace(since=changes(desk, "2026-11-22", "Europe/Oslo"))
    golden(f"consistency.{'txt' if form == 'table' else form}", written(found, form))


def test_on_a_terminal_nothing_is_wider_than_it(desk: Path) -> None:
    found = reported(desk)._replace(since=changes(desk, "2026-11-22"))
    for width in (80, 60, 40):
        text = written(found, "table", Look(width=width))
        assert max(map(len, text.splitlines())) <= width
        assert "█" in text and "\x1b" not in text


def test_long_lists_are_cut_on_a_terminal_and_nowhere_else(project: Path) -> None:
    claims = [Claim(f"C-{n:08}", f"Ship {n} has {n} decks.", kind="number") for n in range(130)]
    kept(project, Ledger().put(*claims))
    found = reported(project)
    assert "… and 120 more: claimcheck list --status unchecked" in written(found, "table")
    assert len(json.loads(written(found, "json"))["unverified"]) == 130
    assert len(written(found, "csv").splitlines()) == 131


def schema(name: str) -> Draft202012Validator:
    whole: dict[str, Any] = json.loads((files("claimcheck") / "data" / name).read_text("utf-8"))
    Draft202012Validator.check_schema(whole)
    return Draft202012Validator(whole)


@pytest.mark.parametrize("with_since", [False, True])
def test_json_keeps_its_promise(desk: Path, with_since: bool) -> None:
    found = reported(desk)
    if with_since:
        found = found._replace(since=changes(desk, "2026-11-22"))
    page = json.loads(written(found, "json"))
    schema("consistency.schema.json").validate(page)
    assert page["schema_version"] == 1 and page["summary"]["statuses"]["contested"] == 2
    schema("consistency.schema.json").validate(json.loads(written(reported(desk, by="Bo"), "json")))


def test_csv_is_one_claim_a_row_and_no_formula(desk: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(written(reported(desk), "csv"))))
    assert len(rows) == 9
    nasty = next(row for row in rows if row["id"] == "C-00000004")
    assert nasty["text"].startswith("'=cmd") and nasty["tags"] == "'=tag" and nasty["note"] == "'-1+1"
    stale = next(row for row in rows if row["id"] == "C-00000003")
    assert (stale["status"], stale["was"], stale["why"]) == ("stale", TWELVE, "the text changed")


@given(st.text())
def test_a_cell_is_no_formula_and_can_be_taken_back(text: str) -> None:
    safe = cell(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(safe) == squeezed(text)


def test_markdown_shows_article_text_and_nothing_of_it_is_markup(desk: Path) -> None:
    text = written(reported(desk), "md")
    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    assert "<b>" not in page and "<a " not in page and "<script" not in page
    assert "\u202e" not in text and "http://" not in text and "@ada" not in text
    assert "<h2>Open conflicts (1)</h2>" in page and "<table>" in page


MARKUP = st.text(alphabet="ab1 \\`*_{}[]()<>#+-.!|~$&^=:@/\"'\n\twhtps", max_size=30)


@settings(max_examples=80, deadline=None)
@given(MARKUP)
def test_no_text_is_ever_markup(text: str) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    line = f"- `C-1` x · {escaped(text)}\n\n| a | b |\n| --- | --- |\n| x {escaped(text)} | end |\n"
    kinds = {token.type for token in parser.parse(line)}
    inside = {child.type for token in parser.parse(line) for child in token.children or ()}
    assert inside <= {"text", "code_inline", "text_special"}, (text, inside)
    assert not kinds & {"html_block", "heading_open", "fence", "blockquote_open", "ordered_list_open", "hr"}
    assert sum(token.type == "td_open" for token in parser.parse(line)) == 2
    shown = "".join(c.content for t in parser.parse(line) for c in t.children or () if c.type != "code_inline")
    plain = squeezed(text)
    assert plain in shown.replace("\u200b", "")


@pytest.mark.parametrize("form", [*FORMATS])
def test_a_confidential_source_never_leaves_in_a_report(desk: Path, form: str) -> None:
    found = reported(desk)._replace(since=changes(desk, "2026-11-20"))
    text = written(found, form)
    assert not [secret for secret in SECRETS if secret in text]
    assert "confidential source" in text
    open_text = written(reported(desk, include_confidential=True), form)
    assert SECRETS[0] in open_text


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report"]) == 0
    shown = capsys.readouterr()
    assert "28 % done: 2 of 7 claims to check, in 2 articles" in shown.out
    assert "\x1b" not in shown.out and not shown.err
    assert run(["report", "--format", "csv", "--bom", "-o", "out.csv"]) == 0
    assert (desk / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfid,text")
    assert run(["report", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["summary"]["done"] == 2
    assert run(["report", "--since", "yesterday"]) == 0
    assert "since yesterday, 2026-11-22" in capsys.readouterr().out


def test_a_report_reads_no_article(desk: Path) -> None:
    modules, done = loaded(desk, "report", "--since", "yesterday")
    assert done.returncode == 0, done.stderr
    heavy = ("claimcheck.pipeline", "claimcheck.extract", "claimcheck.match", "claimcheck.rules", "rich", "rapidfuzz")
    assert not {name for name in modules if name.startswith(heavy)}


def test_an_id_that_is_none_is_no_markup(project: Path) -> None:
    odd = "C-`x`<b>\u202e"
    project_of_odd = kept(project, Ledger())
    ledger = Ledger().put(Claim(odd, "It is odd."))
    found = report(project_of_odd, picture(project_of_odd, ledger, Wanted()), NOW)
    assert "<b>" not in MarkdownIt().render(written(found, "md"))
    assert "\u202e" not in written(found, "table") + written(found, "md")


def test_an_empty_ledger_is_told_kindly(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept(project, Ledger())
    for form, words in (("table", "next: claimcheck add ARTICLE"), ("md", "Next: `claimcheck add ARTICLE`")):
        assert run(["report", "--format", form]) == 0
        assert words in capsys.readouterr().out
    assert run(["report", "--format", "json"]) == 0
    page = json.loads(capsys.readouterr().out)
    schema("consistency.schema.json").validate(page)
    assert page["summary"]["claims"] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--format", "mdd"), 'did you mean "md"'),
        (("--article", "nowhere.md"), "no article"),
        (("--since", "HEAD"), "in no git repository"),
        (("--bom",), "--bom is for --format csv"),
        (("-o", "claims.json"), "would replace"),
        (("--ledger", "other.json"), "there is no ledger other.json"),
    ],
)
def test_what_the_user_can_mend(
    desk: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    before = (desk / "claims.json").read_bytes()
    assert run(["report", *arguments]) == 2
    shown = capsys.readouterr()
    assert message in shown.err and not shown.out
    assert (desk / "claims.json").read_bytes() == before


def test_nasty_text_reaches_a_terminal_visible(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["report"])
    out = capsys.readouterr().out
    assert "<U+202E>txt.exe" in out and "\u202e" not in out
    assert NASTY.split()[0] in out


def test_an_article_whose_file_is_gone_is_told(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "news" / "harbour.md").unlink()
    assert run(["report"]) == 0
    assert "news/harbour.md (the file is missing)" in capsys.readouterr().out
    assert run(["report", "--json"]) == 0
    assert "missing" in [article["state"] for article in json.loads(capsys.readouterr().out)["articles"]]

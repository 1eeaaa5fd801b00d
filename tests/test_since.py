"""`check --since REV`: what a change has to do with, and nothing else. Real repositories, real commands."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.cli.app import run
from claimcheck.ledger.records import Decision, Ruling
from tests import desk

FIRE = """# Fire at the mill

The tanker lay within 5 miles of the harbour.

Twelve kilometres from the harbour, the tanker waited.

The mill belongs to Ada Holm.
"""
FERRY = """# The ferry

The ferry carried 40 passengers.

All 43 passengers of the ferry were saved.
"""
Check = Callable[..., tuple[int, list[str], str]]


def git(*arguments: str, ok: bool = True) -> str:
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    assert not ok or done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def edit(name: str, old: str, new: str) -> None:
    text = Path(name).read_text("utf-8")
    assert old in text
    write(name, text.replace(old, new))


def commit(message: str = "edit") -> None:
    git("add", "-A")
    git("commit", "-qm", message)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two articles, each with one finding in it; on the branch `kept` with a ledger."""
    folder = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch, contextlib.chdir(folder):
        alone(patch)
        git("init", "-q", "-b", "main", "--template=")
        git("config", "user.name", "Ida Brandt")
        git("config", "user.email", "ida@example.org")
        write("fire.md", FIRE)
        write("ferry.md", FERRY)
        commit("start")
        git("checkout", "-qb", "kept")
        run(["init"])
        run(["add", "fire.md", "ferry.md"])
        run(["add", "--text", "The yard has 12 cranes."])
        commit("ledger")
        git("checkout", "-q", "main")
        git("gc", "-q")  # few files to copy
    return folder


def alone(patch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine's git counts."""
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        patch.delenv(name, raising=False)
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        patch.setenv(name, os.devnull)


@pytest.fixture
def repository(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the repository to work in."""
    folder = tmp_path / "work"
    shutil.copytree(template, folder)
    alone(monkeypatch)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def check(repository: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    """`check(*arguments)`: exit code, `path:code` of every finding, standard error."""

    def told(*arguments: str) -> tuple[int, list[str], str]:
        capsys.readouterr()
        code = run(["check", *arguments, "--output-format", "jsonl"])
        out, err = capsys.readouterr()
        found = [json.loads(line) for line in out.splitlines()]
        return code, [f"{f['locations'][0]['path']}:{f['code']}" for f in found], err

    return told


def test_nothing_changed_nothing_is_told(check: Check) -> None:
    assert check(".")[:2] == (1, ["ferry.md:CC101", "fire.md:CC103"])
    code, found, err = check(".", "--since", "HEAD")
    assert (code, found) == (0, [])
    assert "2 findings elsewhere not shown (--since HEAD)" in err


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "not yet"])
def test_a_conflict_of_a_changed_with_an_unchanged_sentence_is_told(check: Check, committed: bool) -> None:
    edit("fire.md", "within 5 miles", "within 6 miles")
    if committed:
        commit()
    code, found, err = check(".", "--since", "HEAD~1" if committed else "HEAD")
    assert (code, found) == (1, ["fire.md:CC103"])
    assert "1 finding elsewhere not shown" in err


def test_what_only_moved_is_no_change(check: Check) -> None:
    lines = FIRE.split("\n\n")
    write("fire.md", "\n\n".join([lines[0], *reversed(lines[1:])]) + "\n")
    edit("ferry.md", "The ferry carried", "The  ferry\ncarried")
    assert check(".", "--since", "HEAD")[:2] == (0, [])


def test_typography_is_no_change(check: Check) -> None:
    write("ferry.md", FERRY + '\n"It\'s over," she said.\n')
    commit()
    write("ferry.md", FERRY.replace("\n", "\r\n") + "\r\n\u201cIt\u2019s over,\u201d she said.\r\n")
    assert check(".", "--since", "HEAD")[:2] == (0, [])


def test_another_change_in_the_same_article_is_none_of_this(check: Check) -> None:
    edit("fire.md", "Ada Holm", "Liv Moen")
    assert check(".", "--since", "HEAD")[:2] == (0, [])


def test_a_sentence_told_once_more_is_new(check: Check) -> None:
    write("ferry.md", FERRY + "\nThe ferry carried 40 passengers.\n")
    assert check(".", "--since", "HEAD")[1] == ["ferry.md:CC101"]


def test_a_list_that_lost_an_item_has_changed(check: Check) -> None:
    reasons = "".join(f"- the {word}\n" for word in ("sea", "bread", "light", "people", "price"))
    write("why.md", f"# Why\n\nThere are five reasons to stay:\n\n{reasons}\nThat is all.\n")
    commit()
    edit("why.md", "That is all.", "So be it.")
    assert check("why.md", "--since", "HEAD")[1] == []
    edit("why.md", "five", "six")
    commit()
    edit("why.md", "- the sea", "- the salt")
    assert check("why.md", "--since", "HEAD")[1] == []
    edit("why.md", "- the light\n", "")
    assert check("why.md", "--since", "HEAD")[1] == ["why.md:CC212"]


@pytest.mark.parametrize("staged", [True, False])
def test_a_renamed_article_is_not_new(check: Check, staged: bool) -> None:
    Path("news").mkdir()
    if staged:
        git("mv", "fire.md", "news/mill.md")
    else:
        Path("fire.md").rename("news/mill.md")
    assert check(".", "--since", "HEAD")[:2] == (0, [])
    edit("news/mill.md", "5 miles", "4 miles")
    assert check(".", "--since", "HEAD")[1] == ["news/mill.md:CC103"]


def test_a_new_article_is_told_in_full_tracked_or_not(check: Check) -> None:
    write("new/fire.md", FIRE.replace("tanker", "barge").replace("harbour", "lock").replace("mill", "yard"))
    assert check(".", "--since", "HEAD")[1] == ["new/fire.md:CC103"]
    git("add", "-A")
    assert check("new", "--since", "HEAD")[1] == ["new/fire.md:CC103"]


def test_another_dateline_changes_what_every_sentence_says(check: Check) -> None:
    text = "---\ntitle: The ferry\ndate: 2026-11-02\n---\n\n" + FERRY
    write("ferry.md", text)
    commit()
    edit("ferry.md", "2026-11-02", "2026-11-03")
    assert check("ferry.md", "--since", "HEAD")[1] == ["ferry.md:CC101"]


def test_where_the_branch_left_counts_with_three_dots(check: Check) -> None:
    git("checkout", "-qb", "draft")
    edit("fire.md", "5 miles", "4 miles")
    commit()
    git("checkout", "-q", "main")
    edit("ferry.md", "40", "41")
    commit()
    git("checkout", "-q", "draft")
    assert check(".", "--since", "main")[1] == ["ferry.md:CC101", "fire.md:CC103"]
    assert check(".", "--since", "main...")[1] == ["fire.md:CC103"]


def test_from_a_folder_below_and_by_absolute_path(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    write("drafts/deep/a.md", FERRY)
    commit()
    edit("drafts/deep/a.md", "43", "44")
    whole = str(Path("drafts").absolute())
    monkeypatch.chdir("drafts/deep")
    assert check("a.md", "../../fire.md", "--since", "HEAD")[1] == ["a.md:CC101"]
    assert len(check(whole, "--since", "HEAD")[1]) == 1


def test_a_link_is_what_it_leads_to(check: Check) -> None:
    Path("latest.md").symlink_to("fire.md")
    commit()
    assert check("latest.md", "--since", "HEAD")[:2] == (0, [])
    edit("fire.md", "5 miles", "4 miles")
    assert check("latest.md", "--since", "HEAD")[1] == ["latest.md:CC103"]


def test_standard_input_under_a_name(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    typed(FIRE)
    assert check("-", "--stdin-filename", "fire.md", "--since", "HEAD")[:2] == (0, [])
    typed(FIRE.replace("5 miles", "4 miles"))
    assert check("-", "--stdin-filename", "fire.md", "--since", "HEAD")[1] == ["fire.md:CC103"]
    typed(FIRE)
    assert check("-", "--since", "HEAD")[1] == ["-:CC103"]


def test_names_git_would_quote(check: Check) -> None:
    for name in ('a "b"\tc.md', "Ærø/brønd.md", "-q.md", ":(top)x.md", "line\nbreak.md"):
        write(name, FERRY)
    commit()
    names = ['a "b"\tc.md', "Ærø/brønd.md", "./-q.md", "./:(top)x.md", "line\nbreak.md"]
    for name in names:
        assert check(name, "--since", "HEAD")[:2] == (0, []), name
        edit(name, "43", "44")
        assert len(check(name, "--since", "HEAD")[1]) == 1, name


# --- with a ledger ----------------------------------------------------------------------------------------------------


@pytest.fixture
def ledger(repository: Path) -> None:
    """The articles in a ledger, committed; each sentence is a claim without a verdict."""
    git("checkout", "-q", "kept")


def test_the_whole_ledger_since(ledger: None, check: Check) -> None:
    select = ("--select", "CC1")
    assert check(*select)[1] == ["ferry.md:CC101", "fire.md:CC103"]
    assert check(*select, "--since", "HEAD")[:2] == (0, [])
    edit("fire.md", "5 miles", "4 miles")
    assert check(*select, "--since", "HEAD")[1] == ["fire.md:CC103"]
    run(["add", "fire.md"])
    assert check(*select, "--since", "HEAD")[1] == ["fire.md:CC103"]


def test_a_decision_taken_back_is_a_change(ledger: None, check: Check) -> None:
    project = desk.find_project()
    conflict = next(k for k in project.store.load().conflicts.values() if k.code == "CC101")
    ruled = conflict._replace(decisions=(Decision(Ruling.ACCEPTED, "Ada Holm", desk.AT, ()),))
    desk.put(project, ruled)
    commit()
    assert check("--select", "CC1", "--since", "HEAD")[:2] == (0, [])
    desk.put(project, conflict)
    assert check("--select", "CC1", "--since", "HEAD")[1] == ["ferry.md:CC101"]


def test_an_article_with_another_dateline_in_the_ledger(ledger: None, check: Check) -> None:
    project = desk.find_project()
    article = next(a for a in project.store.load().articles.values() if a.path == "ferry.md")
    desk.put(project, article._replace(dateline="2026-11-02"))
    assert check("--select", "CC1", "--since", "HEAD")[1] == ["ferry.md:CC101"]


def test_a_ledger_that_was_damaged_then(ledger: None, check: Check) -> None:
    whole = Path("claims.json").read_text("utf-8")
    write("claims.json", whole[: len(whole) // 2])
    commit("damaged")
    write("claims.json", whole)
    edit("ferry.md", "43", "44")
    code, found, err = check("--select", "CC1", "--since", "HEAD")
    assert code == 2 and "HEAD:claims.json" in err and found == []


# --- what is told -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("nowhere", 'git knows no revision "nowhere"'),
        ("--output=x", "is no revision"),
        ("-h", "is no revision"),
        ("", "names no revision"),
        ("...", "names no revision"),
        ("HEAD\n", "is no revision"),
        ("a b", "git knows no revision"),
        ("HEAD:fire.md", "git knows no revision"),
        ("HEAD..main", "git knows no revision"),
        ("0" * 40, "a new branch has no commit before"),
        ("published", 'did you mean "origin/published"?'),
    ],
)
def test_a_word_that_is_no_revision(check: Check, word: str, said: str) -> None:
    if word == "published":
        git("update-ref", "refs/remotes/origin/published", "HEAD")
    code, found, err = check("ferry.md", f"--since={word}")
    assert (code, found) == (2, []) and said in err and err.count("\n") == 1, err
    assert not Path("x").exists()


def test_a_word_that_is_no_revision_for_a_ledger(ledger: None, check: Check) -> None:
    code, found, err = check("--since", "nowhere")
    assert (code, found) == (2, []) and 'git knows no revision "nowhere"' in err


def test_outside_a_repository(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("fire.md", FIRE)
    (project / ".git").rmdir()
    assert run(["check", "fire.md", "--since", "HEAD"]) == 2
    assert "is in no git repository" in capsys.readouterr().err


def test_no_git(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    code, _, err = check(".", "--since", "HEAD")
    assert code == 2 and "--since needs git, which is not installed" in err


def test_a_shallow_clone_is_told(check: Check, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    edit("fire.md", "5 miles", "4 miles")
    commit()
    git("clone", "-q", "--depth", "1", Path.cwd().as_uri(), "shallow")
    monkeypatch.chdir("shallow")
    code, _, err = check(".", "--since", "HEAD~1")
    assert code == 2 and "this clone is shallow" in err and "fetch-depth: 0" in err


def test_a_hook_of_git_has_its_own_environment(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    write("drafts/a.md", FERRY)
    commit()
    for name, value in (("GIT_DIR", ".git"), ("GIT_INDEX_FILE", ".git/index"), ("GIT_PREFIX", "")):
        monkeypatch.setenv(name, value)
    monkeypatch.chdir("drafts")
    assert check("a.md", "--since", "HEAD")[:2] == (0, [])


def test_not_with_batch_mode(check: Check) -> None:
    assert run(["check", "--jsonl", "--since", "HEAD", "x.jsonl"]) == 2


def test_what_could_not_be_read_still_counts(check: Check) -> None:
    code, _, err = check("fire.md", "none.md", "--since", "HEAD")
    assert code == 2 and "no such file: none.md" in err

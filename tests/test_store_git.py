"""A ledger in git: two people, two branches, one ledger again. A real repository, and real commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from claimcheck.cli.app import run
from claimcheck.ledger.records import Ledger
from claimcheck.store import open_store
from claimcheck.store.tinydb_store import page_of

ROOT = Path(__file__).parent.parent
DRIVER = f'"{sys.executable}" -m claimcheck merge-driver %O %A %B %P'
ARTICLE = "# Ferry\n\nThe Sel Ferry carried 1,204 people in May.\n\nIt sailed 31 times.\n\nNobody was hurt.\n"


def git(*arguments: str, ok: bool = True) -> str:
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    assert not ok or done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with an article, its ledger, and git set up by `init`."""
    monkeypatch.chdir(tmp_path)
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (
        ("GIT_CONFIG_GLOBAL", os.devnull),
        ("GIT_CONFIG_SYSTEM", os.devnull),
        ("PYTHONPATH", str(ROOT)),
    ):
        monkeypatch.setenv(name, value)
    git("init", "-q", "-b", "main")
    git("config", "user.name", "Ida Brandt")
    git("config", "user.email", "ida@example.org")
    assert run(["init"]) == 0
    git("config", "merge.claimcheck.driver", DRIVER)
    Path("ferry.md").write_text(ARTICLE, encoding="utf-8")
    assert run(["add", "ferry.md"]) in (0, 1)
    commit("start")
    return tmp_path


def commit(message: str) -> None:
    git("add", "-A")
    git("commit", "-q", "-m", message)


def ledger() -> Ledger:
    return open_store(Path("claims.json")).load()


def verify(words: str, by: str) -> None:
    id = next(c.id for c in ledger().claims.values() if words in c.text)
    assert run(["verify", id, "--by", by]) in (0, 1)


def judges(words: str) -> set[str]:
    return {v.by for c in ledger().claims.values() if words in c.text for v in c.verdicts}


def two_branches() -> None:
    """Both add the same new article and judge it, both judge one claim of the old one, each changes that at one end."""
    git("branch", "other")
    for branch, by, old, new in (
        ("main", "Ida", "# Ferry\n", "# Ferry\n\nIt rained on 3 days.\n"),
        ("other", "Ravi", "Nobody was hurt.\n", "Nobody was hurt.\n\nThe ferry is 40 metres long.\n"),
    ):
        git("checkout", "-q", branch)
        Path("harbour.md").write_text("# Harbour\n\nThe pier is 90 metres long.\n", encoding="utf-8")
        Path("ferry.md").write_text(ARTICLE.replace(old, new), encoding="utf-8")
        assert run(["add", "harbour.md", "ferry.md"]) in (0, 1)
        for words in ("pier is 90", "sailed 31 times"):
            verify(words, by)
        verify("1,204 people" if by == "Ida" else "Nobody was hurt", by)
        commit(by)
    git("checkout", "-q", "main")


def united() -> None:
    """Everything both branches did is there, once."""
    assert judges("pier is 90") == {"Ida", "Ravi"} and judges("sailed 31 times") == {"Ida", "Ravi"}
    assert judges("1,204 people") == {"Ida"} and judges("Nobody was hurt") == {"Ravi"}
    texts = [c.text for c in ledger().claims.values()]
    assert sorted(texts) == sorted(set(texts)), "the article added on both branches is one"
    assert sorted(a.path for a in ledger().articles.values()) == ["ferry.md", "harbour.md"]
    places = next(a for a in ledger().articles.values() if a.path == "ferry.md").layout
    article = Path("ferry.md").read_text("utf-8")
    for place in places:
        assert article[place.start : place.end] == ledger().claims[place.claim].text
        assert article.count("\n", 0, place.start) + 1 == place.line
    assert run(["doctor"]) == 0
    assert Path("claims.json").read_text("utf-8") == page_of(ledger()), "copied or written anew, it is one text"


def test_init_tells_git_and_says_so(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Path(".gitattributes").read_text("utf-8") == "claims.json merge=claimcheck text eol=lf\n"
    git("config", "--unset", "merge.claimcheck.driver")
    capsys.readouterr()
    assert run(["init", "--no-git"]) == 0 and "git config" not in capsys.readouterr().err
    assert (
        run(["init", "--dry-run"]) == 0 and "would make git config merge.claimcheck.driver" in capsys.readouterr().err
    )
    assert not git("config", "merge.claimcheck.driver", ok=False).strip()
    assert run(["init"]) == 0 and "made git config merge.claimcheck.driver" in capsys.readouterr().err
    assert git("config", "merge.claimcheck.driver").strip() == "claimcheck merge-driver %O %A %B %P"
    assert run(["init"]) == 0 and "made" not in capsys.readouterr().err


def test_init_adds_to_the_attributes_there_are(repository: Path) -> None:
    Path(".gitattributes").write_text("*.png binary", encoding="utf-8")
    Path("desk").mkdir()
    assert run(["init", "desk"]) == 0
    assert Path("desk/.gitattributes").is_file()
    assert run(["init"]) == 0
    assert Path(".gitattributes").read_text("utf-8").startswith("*.png binary\nclaims.json merge=")
    Path("desk/.gitattributes").unlink()
    assert run(["init", "desk"]) == 0 and not Path("desk/.gitattributes").exists(), "the line above holds here too"


def test_a_merge_unites_both_branches(repository: Path) -> None:
    two_branches()
    git("merge", "-q", "other", "-m", "both")
    united()


def test_a_rebase_unites_both_branches(repository: Path) -> None:
    two_branches()
    git("checkout", "-q", "other")
    git("rebase", "-q", "main")
    united()


def test_without_the_driver_the_doctor_unites_them(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two_branches()
    Path(".gitattributes").unlink()
    commit("no driver")
    assert "CONFLICT" in git("merge", "-q", "other", ok=False)
    assert "<<<<<<<" in Path("claims.json").read_text("utf-8")
    assert run(["list"]) == 2 and "doctor --repair" in capsys.readouterr().err
    assert run(["doctor", "--repair"]) == 0
    united()


def test_without_what_git_keeps_the_marks_alone_will_do(repository: Path) -> None:
    two_branches()
    Path(".gitattributes").unlink()
    commit("no driver")
    git("merge", "-q", "other", ok=False)
    commit("marks and all")
    assert run(["doctor", "--repair"]) == 0
    assert judges("pier is 90") == {"Ida", "Ravi"} and judges("sailed 31 times") == {"Ida", "Ravi"}
    assert judges("1,204 people") == {"Ida"} and judges("Nobody was hurt") == {"Ravi"}


def test_a_driver_that_cannot_be_started_leaves_the_doctor_everything(repository: Path) -> None:
    two_branches()
    git("config", "merge.claimcheck.driver", "no-such-command-anywhere %O %A %B %P")
    git("merge", "-q", "other", ok=False)
    assert run(["doctor"]) == 1, "the file looks like ours alone, and git has not finished"
    assert run(["doctor", "--repair"]) == 0
    git("add", "claims.json")
    united()


def versions(*texts: str) -> list[str]:
    for name, text in zip("OAB", texts, strict=True):
        Path(name).write_text(text, encoding="utf-8")
    return ["merge-driver", "O", "A", "B", "claims.json"]


def test_a_version_that_is_newer_or_damaged_is_left_to_git(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = Path("claims.json").read_text("utf-8")
    newer = ours.replace('"version": 2', '"version": 3')
    assert run(versions(ours, ours, newer)) == 1
    err = capsys.readouterr().err
    assert "claims.json (their version) was written by a newer claimcheck" in err and err.count("\n") == 1
    assert Path("A").read_text("utf-8") == ours
    assert run(versions(ours.replace("claims", "c"), ours, ours.replace("claims", "{"))) == 1
    assert "<<<<<<< ours" in Path("A").read_text("utf-8")


def test_an_older_version_is_upgraded_first(repository: Path) -> None:
    old = (ROOT / "tests" / "corpus" / "stores" / "version-1.json").read_text("utf-8")
    ours = Path("claims.json").read_text("utf-8")
    assert run(versions("", ours, old)) == 0
    merged = open_store(Path("A")).load()
    assert {*ledger().claims, "C-7F3K9QDM"} <= set(merged.claims)


def test_a_merge_with_itself_is_the_same_to_the_byte(repository: Path) -> None:
    ours = Path("claims.json").read_text("utf-8")
    assert run(versions(ours, ours, ours)) == 0 and Path("A").read_text("utf-8") == ours

"""`check --watch`: what is told after each save, and what a watch must live through."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claimcheck.cli import watching
from claimcheck.cli.app import run
from tests import desk

NEAR = "The tanker lay within 5 miles of the harbour."
FAR = "\n\nTwelve kilometres from the harbour, the tanker waited.\n"
TANKER = NEAR + FAR
FERRY = "The ferry carried 40 passengers.\n\nAll 43 passengers of the ferry were saved.\n"
CLOCK = re.compile(r"^\d\d:\d\d:\d\d  ", re.M)

Step = Callable[[], object]
Watch = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def watch(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Watch:
    """`watch(steps, *arguments)`: (standard output, standard error) of the first check and after each step."""
    monkeypatch.setattr(watching, "HALF_SAVED", 0.0)

    def told(steps: list[Step], *arguments: str, code: int = 0) -> list[tuple[str, str]]:
        seen: list[tuple[str, str]] = []

        def stirrings(folders: Callable[[], frozenset[Path]], stop: threading.Event) -> Iterator[None]:
            seen.append(take(capsys))
            for step in steps:
                step()
                assert all(folder.is_dir() for folder in folders())
                yield
                seen.append(take(capsys))

        monkeypatch.setattr(watching, "stirrings", stirrings)
        assert run(["check", "--watch", *arguments]) == code
        return seen or [take(capsys)]

    return told


def take(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    out, err = capsys.readouterr()
    return out, CLOCK.sub("", err)


def save(name: str, text: str | bytes) -> Step:
    """Write a file, later than whatever was written before."""

    def write() -> None:
        path = Path(name)
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        stamp = time.time_ns() + next(_TICKS)
        os.utime(path, ns=(stamp, stamp))

    return write


_TICKS = iter(range(10**9, 10**15, 10**9))


def delete(name: str) -> Step:
    return lambda: Path(name).unlink()


def nothing() -> None:
    """Something stirred that has nothing to do with the check."""


def test_only_what_changed_is_told(watch: Watch) -> None:
    save("a.md", TANKER)()
    save("b.md", FERRY)()
    first, stirred, mended, worse = watch(
        [nothing, save("a.md", TANKER.replace("5", "50")), save("a.md", "A line on top.\n\n" + TANKER)], "a.md", "b.md"
    )
    assert first[0].count("CC103") == 1 and first[0].count("CC101") == 1
    assert first[1].splitlines()[-1] == "watching 2 articles; Ctrl-C ends it"
    assert stirred == ("", "")
    assert mended[0].startswith("gone: a.md:1:16: CC103 error") and mended[0].count("\n") == 1
    assert mended[1] == "1 gone, 1 stands · 2 articles\n"
    assert worse[0].startswith("a.md:3:16: CC103 error") and worse[0].count("\n") == 1
    assert worse[1] == "1 new, 1 stands · 2 articles\n"


def test_a_finding_that_moved_is_no_news(watch: Watch) -> None:
    save("a.md", TANKER)()
    _, moved = watch([save("a.md", "Nothing was heard.\n\n" + TANKER)], "a.md")
    assert moved == ("", "1 stands · 1 article\n")


def test_full_shows_new_findings_as_pictures_without_a_summary(watch: Watch) -> None:
    save("a.md", "All was calm.\n")()
    first, after = watch([save("a.md", TANKER)], "a.md", "--output-format", "full")
    assert "nothing found in 1 article" in first[0]
    assert "error[CC103]" in after[0] and "^^^" in after[0] and " in 1 article" not in after[0]
    assert after[1] == "1 new · 1 article\n"


def test_files_come_and_go_in_a_folder_and_a_glob(watch: Watch) -> None:
    save("drafts/a.md", "All was calm.\n")()
    steps = [
        save("drafts/deep/b.md", TANKER),
        save("wire/c.txt", FERRY),
        delete("drafts/deep/b.md"),
        save("wire/.c.txt.swp", "noise 12"),
    ]
    first, new, other, gone, noise = watch(steps, "drafts", "wire/*.txt")
    assert "no file matches wire/*.txt" in first[1]
    assert new[0].startswith(f"drafts{os.sep}deep") and new[1] == "1 new · 2 articles, 1 not read\n"
    assert "CC101" in other[0] and other[1] == "1 new, 1 stands · 3 articles\n"
    assert gone[0].startswith("gone: ") and gone[1] == "1 gone, 1 stands · 2 articles\n"
    assert noise == ("", "")


def test_a_half_saved_file_is_told_once_and_takes_nothing_away(watch: Watch) -> None:
    save("a.md", TANKER)()
    save("b.md", "All was calm.\n")()
    broken, worse = b"\x00\x01\x02" * 50, b"\x00\x01\x03" * 60
    first, damaged, still, mended = watch([save("a.md", broken), save("a.md", worse), save("a.md", TANKER)], ".")
    assert "CC103" in first[0]
    assert damaged[0] == "" and damaged[1].count("claimcheck: error: ") == 1
    assert damaged[1].splitlines()[-1] == "1 stands · 1 article, 1 not read"
    assert still == ("", "1 stands · 1 article, 1 not read\n")
    assert mended == ("", "1 stands · 2 articles\n")


def test_a_save_by_renaming_is_not_noticed_half_way(
    project: Path, monkeypatch: pytest.MonkeyPatch, watch: Watch
) -> None:
    """The file is away, or empty, when it is first looked at, and back a moment later."""
    save("a.md", TANKER)()
    returns = iter((save("a.md", TANKER), save("a.md", TANKER)))

    def wait(self: threading.Event, timeout: float | None = None) -> bool:
        next(returns)()
        return False

    monkeypatch.setattr(threading.Event, "wait", wait)
    _, renamed, truncated = watch([delete("a.md"), save("a.md", "")], "a.md")
    assert renamed == ("", "1 stands · 1 article\n")
    assert truncated == ("", "1 stands · 1 article\n")


def test_a_deleted_article_takes_its_findings_with_it(watch: Watch) -> None:
    save("a.md", TANKER)()
    save("b.md", FERRY)()
    _, gone, still, back = watch(
        [delete("a.md"), save("b.md", FERRY + "\nYes.\n"), save("a.md", TANKER)], "a.md", "b.md"
    )
    assert gone[0].startswith("gone: a.md") and "no such file: a.md" in gone[1]
    assert gone[1].splitlines()[-1] == "1 gone, 1 stands · 1 article, 1 not read"
    assert still == ("", "1 stands · 1 article, 1 not read\n")
    assert back[0].startswith("a.md:1:16") and back[1] == "1 new, 1 stands · 2 articles\n"


def test_reports_in_files_are_written_anew_and_are_no_articles(watch: Watch) -> None:
    save("drafts/a.md", TANKER)()
    counts: list[int] = []

    def mend() -> None:
        counts.append(len(json.loads(Path("drafts/all.json").read_text())["findings"]))
        save("drafts/a.md", "All was calm.\n")()

    arguments = ("drafts", "-o", "drafts/seen.md", "--output-format", "full", "--report", "json=drafts/all.json")
    first, after = watch([mend], *arguments)
    assert first[0] == after[0] == ""
    assert after[1] == "1 gone, nothing left · 1 article\n"
    assert counts == [1] and json.loads(Path("drafts/all.json").read_text())["findings"] == []
    assert "nothing found" in Path("drafts/seen.md").read_text()


def test_settings_and_baseline_are_read_anew(watch: Watch) -> None:
    save("a.md", TANKER)()
    steps = [
        save("claimcheck.toml", "ignore = ["),
        save("claimcheck.toml", 'ignore = ["CC1"]\n'),
        delete("claimcheck.toml"),
        lambda: run(["baseline", "a.md"]),
    ]
    _, damaged, ignored, back, accepted = watch(steps, "a.md")
    assert damaged[0] == "" and "claimcheck.toml" in damaged[1] and damaged[1].count("\n") == 1
    assert ignored[0].startswith("gone: ")
    assert back[0].startswith("a.md")
    assert accepted[0].startswith("gone: ")


def test_a_ledger_is_watched_with_its_articles(project: Path, watch: Watch) -> None:
    """A ledger damaged for a moment is told once; what was found before stands."""
    desk.ledger(project, lines=("# The tanker", *TANKER.strip().split("\n\n")), kinds=("heading", "number", "number"))
    whole = Path("claims.json").read_bytes()
    text = Path("news/fire.md").read_text()
    first, cut, cut_more, mended, calm = watch(
        [
            save("claims.json", whole[:100]),
            save("claims.json", whole[:100] + b" "),
            save("claims.json", whole),
            save("news/fire.md", text.replace("within 5", "within 50")),
        ],
        "--select",
        "CC1",
    )
    assert "CC103" in first[0]
    assert cut[0] == "" and cut[1].startswith("claimcheck: error: ") and cut[1].count("\n") == 1
    assert cut_more == ("", "")
    assert mended[0] == "" and mended[1] == "1 stands · 1 article\n"
    assert calm[0].startswith("gone: news/fire.md:3:16: CC103")


def test_a_source_of_the_ledger_that_changes_is_noticed(project: Path, watch: Watch) -> None:
    save("notes.txt", "Two engines came.\n")()
    desk.ledger(project)
    assert run(["verify", "C-00000002", "--source", "notes.txt", "--by", "Ada Holm"]) == 0
    _, edited = watch([save("notes.txt", "Nobody came.\n")], "--select", "CC1")
    assert edited[1] == "nothing found · 1 article\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-",), "--watch watches files"),
        (("--jsonl", "a.jsonl"), "--watch is for articles"),
        (("a.md", "--output-format", "json"), "--watch tells what changed, which json cannot"),
        (("none.md",), "no such file: none.md"),
        ((), "no article named"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_watched(watch: Watch, arguments: tuple[str, ...], said: str) -> None:
    save("a.md", TANKER)()
    ((out, err),) = watch([], *arguments, code=2)
    assert out == "" and said in err and "watching" not in err


def test_quiet_tells_findings_only(watch: Watch) -> None:
    save("a.md", TANKER)()
    first, after = watch([save("a.md", "All was calm.\n")], "a.md", "-q")
    assert "CC103" in first[0] and first[1] == ""
    assert after[0].startswith("gone: ") and after[1] == ""


def test_an_article_cannot_steer_the_terminal(watch: Watch) -> None:
    save("a.md", TANKER.replace("5 miles", "5\x1b[2J miles"))()
    _, gone = watch([save("a.md", "All was calm.\n")], "a.md")
    assert "\x1b" not in gone[0] + gone[1]


def test_what_did_not_change_is_not_read_again(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimcheck import pipeline

    save("a.md", TANKER)()
    save("b.md", FERRY)()
    examined: list[str] = []
    plain = pipeline.examine
    monkeypatch.setattr(
        pipeline,
        "examine",
        lambda document, *rest, **more: (examined.append(document.path), plain(document, *rest, **more))[1],
    )
    steps = [save("a.md", TANKER.replace("5", "4")), save("b.md", FERRY), save("a.md", TANKER.replace("5", "3"))]
    watch(steps, "a.md", "b.md")
    assert examined == ["a.md", "b.md", "a.md", "a.md"]


def test_a_device_is_not_watched(watch: Watch) -> None:
    ((out, err),) = watch([], "/dev/null", code=2)
    assert out == "" and "watches files and folders" in err


def test_since_and_watch_go_together(project: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=Ida Brandt", "-c", "user.email=ida@example.org")
        subprocess.run(["git", *who, *arguments], check=True, capture_output=True)

    (project / ".git").rmdir()
    git("init", "-q")
    save("a.md", TANKER + "\n" + FERRY)()
    git("add", "-A")
    git("commit", "-qm", "start")
    first, changed, back = watch(
        [save("a.md", TANKER + "\n" + FERRY.replace("40", "41")), save("a.md", TANKER + "\n" + FERRY)],
        "a.md",
        "--since",
        "HEAD",
    )
    assert first[0] == "" and "2 findings elsewhere not shown (--since HEAD)" in first[1]
    assert "CC101" in changed[0] and changed[1] == "1 new · 1 article\n"
    assert back[0].startswith("gone: ") and back[1] == "1 gone, nothing left · 1 article\n"


def test_the_end_of_a_pipe_and_ctrl_c(project: Path) -> None:
    """The real program: told at once what is found, told at once what is saved, ended by Ctrl-C with 130."""
    save("a.md", TANKER)()
    watched = subprocess.Popen(
        [sys.executable, "-m", "claimcheck", "check", "--watch", "a.md"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert watched.stdout is not None and watched.stderr is not None
    try:
        assert "CC103" in watched.stdout.readline()
        while "watching" not in watched.stderr.readline():
            pass
        save("a.md", TANKER.replace("5", "4"))()
        assert "within 4 miles" in watched.stdout.readline()
        assert watched.stdout.readline().startswith("gone: ")
        watched.send_signal(signal.SIGINT)
        assert watched.wait(timeout=10) == 130
        assert "Traceback" not in watched.stderr.read()
    finally:
        watched.kill()
        watched.communicate()


def test_changes_are_heard_from_the_system(tmp_path: Path) -> None:
    """The real thing: a save, and one in a folder that was made meanwhile."""
    stop, deep = threading.Event(), tmp_path / "deep"
    heard = watching.stirrings(lambda: frozenset(p for p in (tmp_path, deep) if p.is_dir()), stop)
    for change in (save(str(tmp_path / "a.md"), TANKER), deep.mkdir, save(str(deep / "a.md"), TANKER)):
        there = len(list(tmp_path.rglob("*")))
        threading.Timer(0.05, change).start()
        begin = time.monotonic()
        while len(list(tmp_path.rglob("*"))) == there:
            next(heard)
        assert time.monotonic() - begin < 5
    stop.set()
    assert list(heard) == []


def test_a_system_that_tells_of_no_changes_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import watchfiles

    def deaf(*folders: Path, **options: object) -> Iterator[set[object]]:
        raise OSError("no room for another watch")

    monkeypatch.setattr(watchfiles, "watch", deaf)
    monkeypatch.setattr(watching, "POLL", 0.01)
    stop = threading.Event()
    heard = watching.stirrings(lambda: frozenset((tmp_path,)), stop)
    next(heard)
    next(heard)
    assert "no room for another watch" in capsys.readouterr().err
    stop.set()
    assert list(heard) == []

"""What is remembered of articles: never wrong, never needed, never trusted."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest
from ledgers import added, project_in

from claimcheck import pipeline
from claimcheck.cli.app import run
from claimcheck.desk import checking, memory
from claimcheck.desk.memory import careful
from claimcheck.desk.project import Project, find_project
from claimcheck.ledger.records import Claim, Ledger
from claimcheck.model import Report, Severity
from claimcheck.settings import Settings

TEXT = "The fire at the Morven mill killed 12 people on 3/4/2024.\n\nThe fire at the Morven mill killed 14 people.\n"


@pytest.fixture
def known(project: Path) -> tuple[Project, Ledger]:
    at = project_in(project)
    return at, added(at, Ledger(), {"a.md": TEXT, "b.md": TEXT.replace("14", "15").replace("12", "15")})


def check(known: tuple[Project, Ledger], settings: Settings | None = None) -> Report:
    return checking.check_ledger(*known, settings or Settings())._replace(seconds=0)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that were examined, as it happens."""
    seen: list[str] = []
    real = pipeline.examine

    def examine(document: pipeline.Document, *rest: object, **more: object) -> pipeline.Examined:
        seen.append(document.path)
        return real(document, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "examine", examine)
    return seen


def files(known: tuple[Project, Ledger]) -> list[Path]:
    return sorted(p for p in (known[0].root / ".claimcheck" / "memory").iterdir() if p.name != "secret")


def test_nothing_is_read_twice(known: tuple[Project, Ledger], counted: list[str]) -> None:
    first = check(known)
    assert counted == ["a.md", "b.md"] and first.findings
    assert check(known) == first and len(counted) == 2
    (known[0].root / "a.md").write_text(TEXT.replace("12", "13"), "utf-8")
    assert check(known) != first and counted[2:] == ["a.md"]


def test_what_is_told_does_not_matter_but_what_is_asked_does(known: tuple[Project, Ledger], counted: list[str]) -> None:
    check(known)
    check(known, Settings(fail_on=None, min_severity=Severity.INFO))
    assert len(counted) == 2
    for settings in (Settings(week_start=6), Settings(ignore=("CC101",)), Settings(currency="CAD")):
        del counted[:]
        check(known, settings)
        assert len(counted) == 2, settings


def test_another_version_remembers_nothing(
    known: tuple[Project, Ledger], counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check(known)
    monkeypatch.setattr(memory, "_program", lambda: "another")
    check(known)
    assert len(counted) == 4


@pytest.mark.parametrize("harm", ["cut", "flipped", "empty", "swapped", "foreign"])
def test_what_is_damaged_is_worked_out_again(known: tuple[Project, Ledger], harm: str) -> None:
    right = check(known)
    some = files(known)
    whole = [path.read_bytes() for path in some]
    for at, path in enumerate(some):
        data = whole[at]
        flipped = data[:200] + bytes((data[200] ^ 1,)) + data[201:]
        harmed = {"cut": data[:100], "flipped": flipped, "empty": b"", "swapped": whole[at - 1], "foreign": b"x" * 999}
        path.write_bytes(harmed[harm])
    assert check(known) == right
    assert all(path.read_bytes() == data for path, data in zip(some, whole, strict=True) if harm != "swapped")


class Bomb:
    """A pickle that runs a command when it is loaded."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch boom",)


def test_a_bomb_does_not_go_off(known: tuple[Project, Ledger]) -> None:
    right = check(known)
    bomb = pickle.dumps(Bomb())
    assert careful(bomb) is None
    for path in files(known):
        data = path.read_bytes()
        path.write_bytes(data[:72] + bomb)
    assert check(known) == right
    assert not (known[0].root / "boom").exists()


@pytest.mark.parametrize("name", ["builtins eval", "posix system", "claimcheck.model line_starts", "builtins getattr"])
def test_a_pickle_may_name_records_only(name: str) -> None:
    module, function = name.split()
    assert careful(f"c{module}\n{function}\n.".encode()) is None


def test_a_memory_from_elsewhere_counts_for_nothing(known: tuple[Project, Ledger], counted: list[str]) -> None:
    check(known)
    secret = known[0].root / ".claimcheck" / "memory" / "secret"
    data = secret.read_bytes()
    secret.unlink()
    secret.write_bytes(data)  # as a clone or an archive would bring it: the same bytes, another file
    check(known)
    assert len(counted) == 4


def test_a_folder_that_cannot_be_written_is_no_trouble(known: tuple[Project, Ledger]) -> None:
    right = check(known)
    folder = known[0].root / ".claimcheck" / "memory"
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("a file where the folder should be", "utf-8")
    assert check(known) == right


def test_git_keeps_nothing_of_it(known: tuple[Project, Ledger]) -> None:
    check(known)
    assert "*" in (known[0].root / ".claimcheck" / ".gitignore").read_text("utf-8").split()


def test_what_is_long_unused_is_forgotten(known: tuple[Project, Ledger], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_ROOM", 0)
    for dead in range(12, 17):
        (known[0].root / "a.md").write_text(TEXT.replace("12", str(dead)), "utf-8")
        check(known)
    assert len(files(known)) == 3  # two articles, and what was found in all


def test_a_change_is_looked_at_beside_its_neighbours_only(known: tuple[Project, Ledger], counted: list[str]) -> None:
    project, ledger = known
    far = added(project, ledger, {"c.md": "A ferry sank near Tarn with 8 people aboard.\n"})
    check((project, far))
    del counted[:]
    ours = checking.Reading("new", pipeline.examine(pipeline.from_text(TEXT.replace("14", "19"), "d.md"), Settings()))
    report = checking.check_changed(project, far, Settings(), {"A-00000009": ours})
    paths = {w.path for f in report.findings for w in f.locations}
    assert "d.md" in paths and "c.md" not in {d.path for d in report.documents}
    assert counted == ["d.md"]


def test_a_neighbour_that_is_missing_is_told_and_no_more(known: tuple[Project, Ledger]) -> None:
    project, ledger = known
    check(known)
    (project.root / "b.md").unlink()
    ours = checking.Reading("new", pipeline.examine(pipeline.from_text(TEXT, "d.md"), Settings()))
    report = checking.check_changed(project, ledger, Settings(), {"A-00000009": ours}, [Claim("C-A", "It rained.")])
    assert [s.path for s in report.skipped] == ["b.md"]


@pytest.mark.parametrize("head", ["", "---\ndate: 2024-03-05\n---\n\n", "TARN, March 5, 2024 — "])
def test_what_add_has_read_check_knows(project: Path, counted: list[str], head: str) -> None:
    (project / "a.md").write_text(head + TEXT, "utf-8")
    assert run(["init"]) == 0 and run(["add", "a.md"]) == 0
    assert counted == ["a.md"]
    assert run(["check"]) == 1 and run(["add", "a.md"]) == 0
    assert counted[1:] in ([], ["a.md"] if head else [])  # its dateline is known only when it was read


def test_the_folder_one_stands_in_does_not_matter(
    known: tuple[Project, Ledger], counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    right = check(known)
    inside = known[0].root / "notes"
    inside.mkdir()
    monkeypatch.chdir(inside)
    assert check((find_project(), known[1])) == right and len(counted) == 2

"""What a ledger file survives, in small numbers; `python -m bench.torture` does the same at length."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import torture
from claimcheck.cli.app import run
from claimcheck.errors import LedgerError
from claimcheck.ledger.records import Ledger
from claimcheck.store import open_store
from claimcheck.store.files import LedgerFile


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that other users may enter, unlike pytest's own."""
    made = Path(tempfile.mkdtemp(prefix="claimcheck-"))
    monkeypatch.chdir(made)
    yield made
    shutil.rmtree(made)


def test_two_writers_at_once_lose_nothing(folder: Path) -> None:
    assert torture.writers(folder, 2, 15) == 30


def test_eight_writers_at_once_lose_nothing(folder: Path) -> None:
    assert torture.writers(folder, 8, 3, claims=50) == 24


def test_killed_while_writing_it_is_whole_and_keeps_what_it_said_it_kept(folder: Path) -> None:
    assert torture.killed(folder, 5)[0] >= 5


def test_a_full_disk_changes_nothing(folder: Path) -> None:
    message = torture.full_by_limit(folder)
    assert message == f"cannot write {folder / 'claims.json'}: file too large; nothing was changed"


def test_a_read_only_folder_changes_nothing(folder: Path) -> None:
    message = torture.read_only(folder)
    if message is None:
        pytest.skip("no folder here that one may read but not write in")
    assert message.endswith("claims.json: permission denied; nothing was changed")


def test_cut_anywhere_it_is_refused_and_repaired(folder: Path) -> None:
    assert torture.truncated(folder, 25, claims=60) == (25, 29)


def test_every_damage_is_told_in_one_line_and_touched_by_nobody(folder: Path) -> None:
    told = torture.damaged(folder)
    assert all("claims.json" in line for line in told.values())
    assert not [name for name, line in told.items() if line.count("doctor") + line.count("upgrade claimcheck") < 1]
    without = {name for name, line in told.items() if not line.split("claims.json", 1)[1][1:2].isdigit()}
    assert len(without) <= 13, f"these tell no line: {without}"


def test_what_is_not_a_file_is_no_ledger(folder: Path) -> None:
    assert dict(torture.not_a_file(folder)).keys() == {"a folder", "a broken link", "a link to itself", "a pipe"}


def test_a_link_stays_a_link(folder: Path) -> None:
    torture.linked(folder)


def test_a_write_protected_ledger_stays_as_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = torture.project(folder, 5)
    before = path.read_bytes()
    monkeypatch.setattr("claimcheck.store.files.os.access", lambda *_: False)  # root may write anything
    with pytest.raises(LedgerError, match="write-protected; nothing was changed"), open_store(path).transaction() as t:
        t.ledger = Ledger()
    assert path.read_bytes() == before and not list(folder.glob(".*.tmp"))


def test_what_a_crash_left_is_swept(folder: Path) -> None:
    path = torture.project(folder, 5)
    (folder / ".claims.json.4711.tmp").write_text("half")
    (folder / ".claimcheck" / "previous-claims.tmp").write_text("half")
    (folder / ".other.json.4711.tmp").write_text("not ours")
    with open_store(path).transaction():
        pass
    assert [p.name for p in folder.glob("**/*.tmp")] == [".other.json.4711.tmp"]


def test_a_writer_that_never_ends_is_told_of(folder: Path) -> None:
    file = LedgerFile(torture.project(folder, 5))
    with (
        file.locked(),
        pytest.raises(LedgerError, match="in use by another claimcheck and was not changed"),
        LedgerFile(file.path).locked(0.05),
    ):
        pass


def test_an_interrupted_write_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = torture.project(folder, 5)
    before = path.read_bytes()

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("claimcheck.store.files.os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt), open_store(path).transaction() as change:
        change.ledger = Ledger()
    assert path.read_bytes() == before and not list(folder.glob(".*.tmp"))


def test_the_ledger_may_have_another_name_and_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = torture.project(folder, 5).rename(folder / "2026 harbour.json")
    with open_store(path).transaction() as change:
        change.ledger = change.ledger.drop("claims", torture.JUDGED)
    path.write_bytes(path.read_bytes()[:-40])
    assert run(["doctor", "--ledger", str(path), "--repair"]) == 0
    assert "2026 harbour.json is whole again" in capsys.readouterr().err


def test_ten_thousand_claims_are_read_and_changed_at_once(folder: Path) -> None:
    """Generous bounds for a busy machine; bench.torture tells the figures."""
    line = torture.timed(10_000)
    read, changed = (float(part.split(" in ")[1].split(" s")[0]) for part in line.split(", ")[1:])
    assert read < 0.6 and changed < 0.8, line

"""The ledger of this repository: whole, true to its article, and worth looking at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimcheck.cli.app import run
from claimcheck.ledger.records import Ruling, Status
from claimcheck.ledger.status import ruling, standings
from claimcheck.store import open_store

ROOT = Path(__file__).parent.parent


def test_the_ledger_is_true_to_the_article(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    assert run(["add", "examples/harbour-fire.md", "--dry-run", "--json", "--no-progress"]) == 0
    (article,) = json.loads(capsys.readouterr().out)["articles"]
    fates = {fate: number for fate, number in article["fates"].items() if number}
    assert set(fates) == {"unchanged"} and not article["new"]


def test_it_shows_something_of_everything() -> None:
    ledger = open_store(ROOT / "claims.json").load()
    found = standings(ledger)
    assert {s.status for s in found.values()} >= {
        *(Status.UNCHECKED, Status.VERIFIED, Status.DISPUTED, Status.CORRECTED),
        *(Status.UNVERIFIABLE, Status.NOT_APPLICABLE, Status.STALE),
    }
    assert any(s.contested for s in found.values()) and any(s.disagreement for s in found.values())
    assert {ruling(c, ledger) for c in ledger.conflicts.values()} == {Ruling.OPEN, Ruling.DISTINCT}


def test_what_it_cites_is_there() -> None:
    ledger = open_store(ROOT / "claims.json").load()
    assert all((ROOT / source.path).is_file() for source in ledger.sources.values() if source.path)

"""The doctor: whatever happened to a ledger file, what is wrong is told by the line, and nothing readable is lost."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.cli.app import run
from claimcheck.desk.doctor import examine, repair
from claimcheck.errors import LedgerError
from claimcheck.ledger.checkup import loose_ends
from claimcheck.ledger.records import Article, Citation, Claim, Conflict, Ledger, Place, Side, Status, Verdict
from claimcheck.ledger.texts import digest
from claimcheck.store import open_store
from tests.records import NOON, TEXT, article_of, full

VERDICT = Verdict(Status.VERIFIED, "Ida Brandt", NOON, digest(TEXT))


@pytest.fixture
def path(project: Path) -> Path:
    """A ledger with everything in it, and a generation before that has a verdict less."""
    made = Path("claims.json")
    open_store(made).create()
    for ledger in (full(), judged(full(), "C-00000002")):
        with open_store(made).transaction() as change:
            change.ledger = ledger
    return made


def judged(ledger: Ledger, id: str) -> Ledger:
    claim = ledger.claims[id]
    return ledger.put(claim._replace(verdicts=(*claim.verdicts, VERDICT)))


def verdicts(ledger: Ledger) -> Counter[Verdict]:
    return Counter(v for claim in ledger.claims.values() for v in claim.verdicts)


def whole(path: Path) -> Ledger:
    """The ledger, every record of it checked."""
    assert examine(path).readable
    ledger = open_store(path).load()
    return Ledger(*(dict(table) for table in ledger))


def test_a_healthy_ledger_is_healthy(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    with open_store(path).transaction() as change:
        change.ledger = article_of(3)
    assert run(["doctor"]) == 0 and "6 records" not in capsys.readouterr().err
    before = path.read_bytes()
    assert run(["doctor", "--repair"]) == 0
    assert path.read_bytes() == before and not list(Path().glob("*damaged*"))


def test_a_file_cut_short_loses_only_what_was_cut(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = path.read_bytes()
    cut = text.index(b"conflicts")
    path.write_bytes(text[:cut])
    assert run(["doctor"]) == 1
    assert re.search(
        r"^claims\.json:\d+: the ledger cannot be read: it ends in the middle$", capsys.readouterr().out, re.M
    )
    assert path.read_bytes() == text[:cut]
    assert run(["doctor", "--repair"]) == 0
    assert whole(path) == judged(full(), "C-00000002"), "claims from the file, conflicts and sources from before"
    kept = next(Path().glob("claims.json.damaged-*"))
    assert kept.read_bytes() == text[:cut]


def test_a_record_cut_in_the_middle_keeps_its_whole_lines(path: Path) -> None:
    with open_store(path).transaction() as change:
        change.ledger = judged(judged(change.ledger, "C-00000002"), "C-00000002")
    text = path.read_text("utf-8")
    at = text.index('"verdicts": [', text.index('"C-00000002": {'))
    third = [m.start() for m in re.finditer('"at":', text[at:])][2]
    path.write_text(text[: at + third + 9], encoding="utf-8")
    repair(path)
    assert len(whole(path).claims["C-00000002"].verdicts) == 2, "the third was cut; the generation before had one"


@pytest.mark.parametrize("share", range(0, 100, 3))
def test_cut_anywhere_no_verdict_of_the_generation_before_is_lost(path: Path, share: int) -> None:
    text = path.read_bytes()
    path.write_bytes(text[: len(text) * share // 100])
    repair(path)
    assert not verdicts(full()) - verdicts(whole(path))
    assert not list(loose_ends(whole(path)))


DAMAGE: dict[str, Callable[[str], str]] = {
    "a comma too many": lambda t: t.replace('"kind": "number"', '"kind": "number",,', 1),
    "a comma missing": lambda t: t.replace('"kind": "number",', '"kind": "number"', 1),
    "a comma after the last": lambda t: t.replace('"text": "It was.",', '"text": "It was.",').replace(
        "    }\n  }", "    },\n  }", 1
    ),
    "a line lost": lambda t: t.replace('      "title": "The ferry",\n', "", 1).replace('  "claims": {\n', "", 1),
    "a comment": lambda t: t.replace("{\n", "{\n  // by hand\n", 1),
    "a record twice": lambda t: t.replace(
        '  "claims": {\n', '  "claims": {\n    "C-00000002": {\n      "text": "It was."\n    },\n', 1
    ),
    "a field twice": lambda t: t.replace('      "note": "look",', '      "note": "look",\n      "note": "look",', 1),
    "NaN": lambda t: t.replace("10, 60, 2", "NaN, 60, 2", 1),
    "wrong type": lambda t: t.replace('"title": "The ferry"', '"title": 7', 1),
    "unknown status": lambda t: t.replace('"status": "verified"', '"status": "perfect"', 1),
    "no text": lambda t: t.replace('"text": "It was."', '"tekst": "It was."', 1),
    "a field of a verdict nobody knows": lambda t: t.replace('"method": "call"', '"mood": "call"', 1),
    "a table lost": lambda t: t.replace('"claims": {', '"claim": {', 1),
    "no version": lambda t: t.replace('"version": 2', '"version": "2"', 1),
    "a record that is a list": lambda t: t.replace('  "sources": {\n', '  "sources": {\n    "S-00000009": [],\n', 1),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damage_by_hand_is_told_and_mended(
    path: Path, damage: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = damage(path.read_text("utf-8"))
    assert text != path.read_text("utf-8")
    path.write_text(text, encoding="utf-8")
    assert run(["doctor"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("claims.json") and "Traceback" not in out
    assert path.read_text("utf-8") == text
    assert run(["doctor", "--repair", "--dry-run"]) == 1
    assert path.read_text("utf-8") == text
    assert run(["doctor", "--repair"]) == 0
    now = whole(path)
    assert not verdicts(full()) - verdicts(now)
    assert set(now.claims) == set(full().claims) and set(now.sources) == set(full().sources)
    assert next(Path().glob("*damaged*")).read_text("utf-8") == text
    assert run(["doctor"]) == 0


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-8-sig"])
def test_another_encoding(path: Path, encoding: str) -> None:
    with open_store(path).transaction() as change:
        change.ledger = Ledger().put(Claim("C-00000001", "Größe: 12 m.", verdicts=(VERDICT,)))
    path.write_text(path.read_text("utf-8"), encoding=encoding)
    repair(path)
    assert whole(path).claims["C-00000001"] == Claim("C-00000001", "Größe: 12 m.", verdicts=(VERDICT,))


@pytest.mark.parametrize("data", [b"", b"\n", b"hello", b"[]", b"{}", b"\x00" * 99, b"{" * 99999], ids=repr)
def test_nothing_to_read_is_the_generation_before(path: Path, data: bytes) -> None:
    path.write_bytes(data[:200] if data[:1] != b"{" else data)
    repair(path)
    assert whole(path) == full()


def test_nothing_to_read_and_nothing_before_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("claims.json").write_bytes(b"hello")
    assert run(["doctor", "--repair"]) == 2
    err = capsys.readouterr().err
    assert "nothing in it can be read" in err and err.count("\n") == 1
    assert Path("claims.json").read_bytes() == b"hello" and not list(Path().glob("*damaged*"))


def test_what_was_removed_stays_removed_where_the_file_is_whole(path: Path) -> None:
    with open_store(path).transaction() as change:
        change.ledger = change.ledger.drop("conflicts", "K-00000001")
    path.write_text(path.read_text("utf-8").replace('"primary": true', '"primary": 1', 1), encoding="utf-8")
    repair(path)
    assert not whole(path).conflicts and whole(path).sources == full().sources


def test_a_verdict_that_is_wrong_in_itself_is_kept_to_be_looked_at(path: Path) -> None:
    Path(".claimcheck/previous-claims.json").unlink()
    text = path.read_text("utf-8").replace('"status": "corrected"', '"status": "perfect"', 1)
    path.write_text(text, encoding="utf-8")
    repair(path)
    claim = whole(path).claims["C-00000001"]
    assert [v.by for v in claim.verdicts] == ["Ōe \x07 Kenji"]
    assert "Ida Brandt" in str(claim.extra["damaged_verdicts"])


def test_a_ledger_that_is_gone_comes_back(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.unlink()
    assert run(["doctor"]) == 2
    assert run(["doctor", "--repair"]) == 0 and whole(path) == full()


def test_a_newer_version_is_left_alone(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = path.read_text("utf-8").replace('"version": 2', '"version": 99')
    path.write_text(text, encoding="utf-8")
    assert run(["doctor"]) == 2 and run(["doctor", "--repair"]) == 2
    assert "upgrade claimcheck" in capsys.readouterr().err and path.read_text("utf-8") == text


MARKED = """<<<<<<< HEAD
        {"at": "2026-03-02T13:00:00+01:00", "by": "Ida", "digest": "000000000001", "status": "verified"}
||||||| 0000000
=======
        {"at": "2026-03-02T14:00:00+01:00", "by": "Ravi", "digest": "000000000001", "status": "disputed"}
>>>>>>> other
"""


def test_conflict_marks_are_taken_apart_and_both_sides_kept(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = path.read_text("utf-8")
    line = next(
        row for row in text.splitlines(keepends=True) if '"by": "Ida Brandt", "digest"' in row and "verified" in row
    )
    path.write_text(text.replace(line, MARKED), encoding="utf-8")
    assert run(["list"]) == 2
    assert re.search(r"claims\.json:\d+: .*conflict marks.*doctor --repair", capsys.readouterr().err)
    assert run(["doctor"]) == 1 and run(["doctor", "--repair"]) == 0
    assert [v.by for v in whole(path).claims["C-00000002"].verdicts] == ["Ida", "Ravi"]


def test_loose_ends_are_told_and_tied(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lost = Verdict(Status.VERIFIED, "Ida", NOON, digest("x"), (Citation("S-0000000Z"),))
    loose = full().put(
        full().claims["C-00000002"]._replace(verdicts=(lost, lost._replace(at="yesterday")), article="A-0000000Z"),
        Article("A-00000002", "b.md", layout=(Place("C-00000001", 0, 9, 1), Place("C-0000000Z", 10, 19, 1))),
        Conflict("K-00000002", "CC101", "f", "m", (Side("C-00000001", "a"), Side("C-0000000Z", "b"))),
        Claim("C-1", "An id too short."),
    )
    with open_store(path).transaction() as change:
        change.ledger = loose
    assert run(["list", "--json"]) == 0, "nothing of it is fatal"
    capsys.readouterr()
    assert run(["doctor", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    lines = path.read_text("utf-8").splitlines()
    for finding in told["findings"]:
        id = finding["what"].split(": ")[0].split(" › ")[1]
        assert finding["line"] and (id in lines[finding["line"] - 1] or lines[finding["line"] - 1].startswith("      "))
    what = "\n".join(finding["what"] for finding in told["findings"])
    for words in (
        "no source S-0000000Z",
        "no claim C-0000000Z",
        "stands in A-00000001 already",
        "no article A-0000000Z",
    ):
        assert words in what
    assert '"yesterday" is no time with a zone' in what and '"C-1" is no id' in what
    assert run(["doctor", "--repair"]) == 1, "what it cannot mend is told again"
    now = whole(path)
    assert verdicts(now) == verdicts(loose)
    assert now.sources["S-0000000Z"].kind == "lost" and now.conflicts["K-00000002"].gone
    assert {end.what for end in loose_ends(now) if end.mends} == set()


def test_two_ledgers_with_the_same_damage_are_kept_under_two_names(path: Path) -> None:
    for _ in range(2):
        path.write_bytes(b"hello" + path.read_bytes())
        repair(path)
    assert len(list(Path().glob("*damaged*"))) == 2


def test_the_generation_before_survives_a_repair(path: Path) -> None:
    before = Path(".claimcheck/previous-claims.json").read_bytes()
    path.write_bytes(b"")
    repair(path)
    assert Path(".claimcheck/previous-claims.json").read_bytes() == before


def test_a_folder_is_no_ledger(project: Path) -> None:
    Path("claims.json").mkdir()
    with pytest.raises(LedgerError, match="it is a folder"):
        examine(Path("claims.json"))

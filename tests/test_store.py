"""The contract of a store, held up against every row of STORES; and the file of the default one, line by line."""

from __future__ import annotations

import difflib
import json
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from claimcheck.errors import LedgerError
from claimcheck.ledger.records import Article, Claim, Ledger, Place, Status, Verdict
from claimcheck.ledger.tables import difference
from claimcheck.ledger.texts import digest
from claimcheck.store import STORES, Store, open_store
from tests.records import NOON, TEXT, article_of, full, ledgers

CORPUS = Path(__file__).parent / "corpus" / "stores"
VERDICT = Verdict(Status.VERIFIED, "Ida Brandt", NOON, digest(TEXT))


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store of every kind, with an empty ledger in it."""
    made = open_store(tmp_path / "claims.json", request.param)
    assert made.create()
    return made


def put(store: Store, ledger: Ledger) -> None:
    with store.transaction() as change:
        change.ledger = ledger


def judged(ledger: Ledger, id: str, verdict: Verdict = VERDICT) -> Ledger:
    claim = ledger.claims[id]
    return ledger.put(claim._replace(verdicts=(*claim.verdicts, verdict)))


# ---- the contract


def test_every_field_of_every_record_comes_back(store: Store) -> None:
    put(store, full())
    assert store.load() == full()


@pytest.mark.parametrize("kind", STORES)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(ledger=ledgers)
def test_whatever_is_put_comes_back(kind: str, ledger: Ledger) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "claims.json", kind)
        store.create()
        put(store, ledger)
        assert store.load() == ledger


def test_a_transaction_that_fails_keeps_nothing(store: Store) -> None:
    put(store, full())
    with pytest.raises(ZeroDivisionError), store.transaction() as change:
        change.ledger = Ledger()
        raise ZeroDivisionError
    assert store.load() == full()
    with store.transaction() as change:  # and the lock is free
        change.ledger = judged(change.ledger, "C-00000001")


def test_a_load_sees_the_last_finished_transaction_and_does_not_wait(store: Store) -> None:
    with store.transaction() as change:
        change.ledger = full()
        assert store.load() == Ledger()
    before = store.load()
    put(store, Ledger())
    assert before == full() and store.load() == Ledger()


def test_transactions_wait_for_each_other(store: Store) -> None:
    put(store, article_of(1))

    def judge(name: str) -> None:
        for _ in range(5):
            with store.transaction() as change:
                change.ledger = judged(change.ledger, "C-00000000", VERDICT._replace(by=name))

    threads = [threading.Thread(target=judge, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.load().claims["C-00000000"].verdicts) == 15


def test_there_is_one_ledger(store: Store, tmp_path: Path) -> None:
    put(store, full())
    assert not store.create()
    assert store.load() == full()


@pytest.mark.parametrize("kind", STORES)
def test_no_ledger_is_an_error_that_says_what_to_do(kind: str, tmp_path: Path) -> None:
    store = open_store(tmp_path / "claims.json", kind)
    with pytest.raises(LedgerError, match="claimcheck init"):
        store.load()
    with pytest.raises(LedgerError, match="claimcheck init"), store.transaction():
        pass


def test_records_can_be_dropped(store: Store) -> None:
    put(store, full())
    with store.transaction() as change:
        change.ledger = change.ledger.drop("claims", "C-00000002").drop("conflicts", "K-00000001")
    assert store.load() == full().drop("claims", "C-00000002").drop("conflicts", "K-00000001")


# ---- the file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger file with everything in it."""
    made = tmp_path / "claims.json"
    open_store(made).create()
    put(open_store(made), full())
    return made


def changes(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines a change takes away, and those it adds."""
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[2:]
    return [r[1:] for r in lines if r.startswith("-")], [r[1:] for r in lines if r.startswith("+")]


def test_the_text_is_that_of_the_corpus(path: Path) -> None:
    """The layout is a contract: a change of it is a large diff in every newsroom's repository."""
    golden = CORPUS / "version-2-full.json"
    assert path.read_text("utf-8") == golden.read_text("utf-8")


def test_read_and_written_again_it_is_the_same_to_the_byte(path: Path) -> None:
    before = path.read_bytes()
    put(open_store(path), Ledger())
    put(open_store(path), full())
    assert path.read_bytes() == before
    with open_store(path).transaction() as change:
        change.ledger = Ledger(**{k: dict(v) for k, v in change.ledger._asdict().items()})
    assert path.read_bytes() == before


def test_a_transaction_that_changes_nothing_writes_nothing(path: Path) -> None:
    before = path.stat()
    with open_store(path).transaction() as change:
        change.ledger = change.ledger.put(change.ledger.claims["C-00000001"])
    with open_store(path).transaction() as change:
        change.ledger = change.ledger.put(full().claims["C-00000001"])
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_second_verdict_is_one_new_line(path: Path) -> None:
    before = path.read_text("utf-8")
    put(open_store(path), judged(open_store(path).load(), "C-00000001"))
    gone, come = changes(before, path.read_text("utf-8"))
    assert len(gone) == 1 and len(come) == 2 and come[0] == gone[0] + ","


def test_a_first_verdict_is_three_new_lines(path: Path) -> None:
    before = path.read_text("utf-8")
    put(open_store(path), judged(open_store(path).load(), "C-00000002"))
    gone, come = changes(before, path.read_text("utf-8"))
    assert len(gone) == 1 and len(come) == 4  # the comma of the field before, the list and its brackets


def test_a_sentence_at_the_top_is_a_small_change(tmp_path: Path) -> None:
    path = tmp_path / "claims.json"
    open_store(path).create()
    ledger = article_of(50)
    put(open_store(path), ledger)
    before = path.read_text("utf-8")
    article = ledger.articles["A-00000001"]
    moved = tuple(p._replace(start=p.start + 30, end=p.end + 30, line=p.line + 1) for p in article.layout)
    top = Place("C-99999999", 0, 29, 1)
    put(open_store(path), ledger.put(article._replace(layout=(top, *moved)), Claim("C-99999999", "New.", article.id)))
    gone, come = changes(before, path.read_text("utf-8"))
    assert len(gone) <= 2 and len(come) <= 8


def test_records_are_sorted_however_they_came(tmp_path: Path) -> None:
    path = tmp_path / "claims.json"
    open_store(path).create()
    for id in ("C-3", "C-1", "C-2"):
        with open_store(path).transaction() as change:
            change.ledger = change.ledger.put(Claim(id, "One."))
    assert list(open_store(path).load().claims) == ["C-1", "C-2", "C-3"]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(one=ledgers, other=ledgers)
def test_a_page_written_over_another_is_the_page_written_afresh(one: Ledger, other: Ledger) -> None:
    """Splicing, copying and writing anew are three ways to one text."""
    with tempfile.TemporaryDirectory() as folder:
        path, fresh = Path(folder) / "claims.json", Path(folder) / "fresh.json"
        for file in (path, fresh):
            open_store(file).create()
        put(open_store(path), one)
        with open_store(path).transaction() as change:
            change.ledger = change.ledger.put(*(r for table in other for r in table.values()))
            wanted = change.ledger
        put(open_store(fresh), wanted)
        assert path.read_bytes() == fresh.read_bytes()


def test_one_field_changed_in_each_record_in_turn_is_spliced_right(path: Path) -> None:
    for table in ("articles", "claims", "conflicts", "sources"):
        for id in getattr(full(), table):
            with open_store(path).transaction() as change:
                record = getattr(change.ledger, table)[id]
                change.ledger = change.ledger.put(record._replace(extra={**record.extra, "zz": [table]}))
    once = path.read_bytes()
    put(open_store(path), Ledger(**{k: dict(v) for k, v in open_store(path).load()._asdict().items()}))
    assert path.read_bytes() == once
    assert all(record.extra["zz"] for table in open_store(path).load() for record in table.values())


def test_what_nobody_asked_for_is_not_decoded(path: Path) -> None:
    ledger = open_store(path).load()
    after = ledger.put(ledger.claims["C-00000002"]._replace(note="x"))
    changed, gone = difference(ledger.claims, after.claims)
    assert list(changed) == ["C-00000002"] and not gone
    assert list(ledger.claims._made) == ["C-00000002"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
def test_line_ends_stay_as_they_are(path: Path, ending: str, mark: bytes) -> None:
    path.write_bytes(mark + path.read_text("utf-8").replace("\n", ending).encode())
    before = path.read_bytes().removeprefix(mark).decode()
    put(open_store(path), judged(open_store(path).load(), "C-00000001"))
    after = path.read_bytes().decode()
    assert after.count("\r\n") == (after.count("\n") if ending == "\r\n" else 0)
    assert len(changes(before, after)[1]) == 2
    assert open_store(path).load() == judged(full(), "C-00000001")


@pytest.mark.parametrize("indent", [None, 1, 2, 4])
def test_a_file_that_another_tool_laid_out_is_read_and_laid_out_anew(path: Path, indent: int | None) -> None:
    raw = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(dict(reversed(raw.items())), indent=indent), encoding="utf-8")
    assert open_store(path).load() == full()
    put(open_store(path), judged(full(), "C-00000001"))
    assert open_store(path).load() == judged(full(), "C-00000001")


def test_the_previous_generation_is_kept(path: Path) -> None:
    before = path.read_bytes()
    put(open_store(path), Ledger())
    assert (path.parent / ".claimcheck" / "previous-claims.json").read_bytes() == before
    assert not list(path.parent.glob(".*.tmp"))


def test_a_table_from_elsewhere_is_kept(path: Path) -> None:
    raw = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**raw, "zz_plugin": {"a": {"b": 1}}}), encoding="utf-8")
    put(open_store(path), judged(full(), "C-00000001"))
    assert json.loads(path.read_text("utf-8"))["zz_plugin"] == {"a": {"b": 1}}


def test_an_old_file_is_upgraded_on_the_first_write(tmp_path: Path) -> None:
    path = tmp_path / "claims.json"
    old = (CORPUS / "version-1.json").read_bytes()
    path.write_bytes(old)
    ledger = open_store(path).load()
    assert path.read_bytes() == old, "reading changes nothing"
    assert ledger.claims["C-7F3K9QDM"].verdicts[0].by == "Ida Brandt"
    with open_store(path).transaction():
        pass
    assert '"version": 2' in path.read_text("utf-8") and open_store(path).load() == ledger
    assert (tmp_path / ".claimcheck" / "previous-claims.json").read_bytes() == old


def test_places_of_a_large_article_are_told_from_each_other(path: Path) -> None:
    article = Article("A-1", "a.md", layout=(Place("C-1", 5, 9, 2), Place("C-2", 3, 4, 1)))  # even out of order
    put(open_store(path), Ledger().put(article))
    assert open_store(path).load().articles["A-1"] == article

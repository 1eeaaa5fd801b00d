"""Stored bytes of sources: whole or not at all, never over another file; and what they say, in every format."""

from __future__ import annotations

import errno
import threading
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.cli.app import run
from claimcheck.desk.contents import content_of_file, content_of_page, readable
from claimcheck.desk.project import Project, find_project
from claimcheck.desk.snapshots import Snapshots, StorageError, ending_for, page_name, safe_name
from claimcheck.errors import InputError
from claimcheck.model import BlockKind, Document
from claimcheck.readers import read_document, read_text
from claimcheck.readers.csv import delimiter_of
from tests.desk import ledger
from tests.make_twin import docx, pdf


@pytest.fixture
def desk(project: Path) -> Project:
    """A ledger with one article."""
    return ledger(project)


def there(desk: Project) -> set[str]:
    """Every file under sources/, temporary ones too."""
    return {file.name for file in (desk.root / "sources").iterdir()}


def full(*_: object) -> NoReturn:
    """What a disk without space does."""
    raise OSError(errno.ENOSPC, "No space left on device")


# --- whole or not at all ----------------------------------------------------------------------------------------------


def test_what_fails_leaves_nothing_behind(desk: Project) -> None:
    with Snapshots(desk) as store:
        store.put(b"one", "kept.txt", False)
    with pytest.raises(RuntimeError), Snapshots(desk) as store:
        path = store.put(b"two", "a.html", True)
        store.set_text(path, "two")
        store.replace("sources/kept.txt", b"three")
        assert (desk.root / "sources/kept.txt").read_bytes() == b"three"
        raise RuntimeError
    assert there(desk) == {".gitattributes", "kept.txt"}
    assert (desk.root / "sources/kept.txt").read_bytes() == b"one"


def test_a_file_that_changes_while_it_is_copied(desk: Project) -> None:
    log = desk.root / "log.txt"
    log.write_text("One engine.")
    with pytest.raises(StorageError, match="changes while it is read"), Snapshots(desk) as store:
        store.copy(log, "log.txt", "0" * 64, False)
    assert there(desk) == {".gitattributes"}


@pytest.mark.parametrize("call", ["os.fsync", "os.link"])
def test_a_full_disk(desk: Project, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    with Snapshots(desk) as store:
        store.put(b"one", "kept.txt", False)
    monkeypatch.setattr(call, full)
    if call == "os.link":  # no hard links is no full disk: another way is taken
        monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StorageError, match="no space left on device; nothing was changed"), Snapshots(desk) as store:
        store.put(b"two", "a.txt", False)
    monkeypatch.undo()
    assert there(desk) - {"a.txt"} == {".gitattributes", "kept.txt"}


def test_a_full_disk_is_one_line_and_no_record(
    desk: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("log.txt").write_text("Two engines.")
    before = desk.ledger.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        assert run(["source", "add", "log.txt"]) == 2
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1 and "cannot store sources/log.txt: no space left on device" in err
    assert desk.ledger.read_bytes() == before and there(desk) == {".gitattributes"}


def test_a_ledger_that_cannot_be_saved_keeps_no_files(desk: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("log.txt").write_text("Two engines.")
    monkeypatch.setattr("claimcheck.store.files.LedgerFile.write", full)
    assert run(["source", "add", "log.txt"]) == 2
    assert there(desk) == {".gitattributes"}


def test_a_file_system_without_hard_links(desk: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    with Snapshots(desk) as store:
        assert [store.put(b"x", "a.txt", False) for _ in range(2)] == ["sources/a.txt", "sources/a-2.txt"]
    assert there(desk) == {".gitattributes", "a.txt", "a-2.txt"}
    assert (desk.root / "sources/a-2.txt").read_bytes() == b"x"


def test_what_a_crash_left_is_swept_away(desk: Project) -> None:
    folder = desk.root / "sources"
    folder.mkdir()
    (folder / ".claimcheck-99-0.tmp").write_bytes(b"half")
    (folder / ".other.tmp").write_bytes(b"not ours")
    with Snapshots(desk) as store:
        store.put(b"x", "a.txt", False)
    assert there(desk) == {".gitattributes", ".other.tmp", "a.txt"}


def test_a_folder_that_cannot_be_made(desk: Project) -> None:
    (desk.root / "sources").write_text("a file")
    with pytest.raises(StorageError, match="cannot store anything in sources"), Snapshots(desk) as store:
        store.put(b"x", "a.txt", False)


def test_two_at_once_lose_nothing(desk: Project) -> None:
    for number in range(8):
        folder = desk.root / str(number)
        folder.mkdir()
        (folder / "log.txt").write_text(f"Log {number}.\n")
    codes: list[int] = []
    work = [
        threading.Thread(target=lambda n=number: codes.append(run(["source", "add", f"{n}/log.txt"])))  # type: ignore[misc]
        for number in range(8)
    ]
    for one in work:
        one.start()
    for one in work:
        one.join()
    found = find_project(desk.ledger).store.load().sources
    assert codes == [0] * 8 and len(found) == 8
    assert len({source.path for source in found.values()}) == 8
    assert {(desk.root / s.path).read_text() for s in found.values()} == {f"Log {n}.\n" for n in range(8)}


def test_a_rehearsal_gives_two_files_of_one_name_two_names(desk: Project) -> None:
    with Snapshots(desk, dry_run=True) as store:
        assert [store.put(b"x", "a.txt", False) for _ in range(2)] == ["sources/a.txt", "sources/a-2.txt"]
    assert not (desk.root / "sources").exists()


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "etc-passwd"),
        ("", "source"),
        ("...", "source"),
        ("a/b\\c.txt", "a-b-c.txt"),
        ("Æøå — «1».html", "Æøå — «1».html"),
        ("e\u0301.txt", "é.txt"),
        ("NUL", "_NUL"),
        ("\ud800.txt", "txt"),
        ("~$memo.docx", "$memo.docx"),
        ("trailing. ", "trailing"),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    ("address", "kind", "name"),
    [
        ("https://www.example.org/news/2026/the-log.html?x=1", "text/html", r"example\.org-the-log-\w{6}\.html"),
        ("https://example.org", "text/html; charset=utf-8", r"example\.org-\w{6}\.html"),
        ("https://example.org/a/b/", "", r"example\.org-b-\w{6}\.html"),
        ("https://example.org/p/report.pdf", "application/octet-stream", r"example\.org-report-\w{6}\.pdf"),
        ("https://example.org/%2e%2e/%2e%2e/x%00y", "text/plain", r"example\.org-x-y-\w{6}\.txt"),
        ("https://[2001:db8::1]/a", "text/html", r"2001-db8-1-a-\w{6}\.html"),
        ("https://xn--bt-jia.example/" + "long" * 80, "text/html", r"xn--bt-jia\.example-(?:long){15}-\w{6}\.html"),
    ],
)
def test_names_of_pages(address: str, kind: str, name: str) -> None:
    import re

    assert re.fullmatch(name, page_name(address, kind)), page_name(address, kind)


def test_the_ending_follows_the_type() -> None:
    assert ending_for("text/tab-separated-values") == ".tsv" and ending_for("text/plain", "x/data.csv") == ".csv"
    assert ending_for("application/json") == ".json" and ending_for("nonsense") == ".bin"


# --- what bytes say ---------------------------------------------------------------------------------------------------


def test_what_files_say(tmp_path: Path) -> None:
    for name, data in (("memo.docx", docx()), ("memo.pdf", pdf())):
        (tmp_path / name).write_bytes(data)
        content = content_of_file(tmp_path / name, name)
        assert content.text and not content.plain and not content.why and content.size == len(data)
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\n")
    content = content_of_file(tmp_path / "bad.pdf", "bad.pdf")
    assert content.content_type == "application/pdf" and not content.text and "damaged" in content.why
    (tmp_path / "page.html").write_bytes(b"<p></p>")
    assert "has no text in it" in content_of_file(tmp_path / "page.html", "page.html").why


def test_a_file_of_50_mb_is_hashed_and_not_read(tmp_path: Path) -> None:
    import hashlib

    file = tmp_path / "film.mp4"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    content = content_of_file(file, "film.mp4")
    assert content.size == 50_000_000 and "larger than 20 MB" in content.why and content.content_type == "video/mp4"
    assert content.sha256 == hashlib.sha256(bytes(50_000_000)).hexdigest()


def test_a_page_without_bytes_is_none() -> None:
    with pytest.raises(InputError):
        content_of_page(b"", "a.html", "text/html")
    assert content_of_page(b"<p>Two", "a.html", "").content_type == "text/html"


def test_tables_are_readable_too() -> None:
    page = b"<h1>Log</h1><table><tr><th>Hour<th>Engines<tr><td>03:40<td>two</table><p>End.</p>"
    assert readable(read_document(page, "a.html")) == "Log\n\nHour\tEngines\n03:40\ttwo\n\nEnd.\n"


@pytest.mark.parametrize(
    ("encoding", "meta", "sent"),
    [
        ("iso-8859-2", '<meta charset="ISO-8859-2">', ""),
        ("iso-8859-2", '<meta http-equiv=Content-Type content="text/html; charset=iso-8859-2">', "text/html"),
        ("windows-1250", "", "text/html; charset=Windows-1250"),
        ("utf-8", '<meta charset="iso-8859-2">', "text/html; charset=iso-8859-2"),  # its bytes say otherwise
        ("utf-8-sig", "", "text/html; charset=iso-8859-2"),
        ("iso-8859-2", '<meta charset="utf-8">', "text/html; charset=iso-8859-2"),
        ("iso-8859-2", "", 'text/html; charset="iso-8859-2"; x=y'),
    ],
)
def test_pages_are_in_the_encoding_they_name(encoding: str, meta: str, sent: str) -> None:
    data = f"{meta}<p>Łódź counted 1204 people.".encode(encoding)
    assert content_of_page(data, "a.html", sent).text == "Łódź counted 1204 people.\n"


def test_an_encoding_that_is_none_is_not_believed() -> None:
    for label in ("rot13", "zlib", "unicode_escape", "utf-7", "undefined", "idna", "x" * 50, ""):
        assert "caf\u00e9" in content_of_page("<p>café.".encode("cp1252"), "a.html", f"text/html; charset={label}").text
    assert "caf\u00e9" in content_of_page("<p>café.".encode("cp1252"), "a.html", "text/html; charset=iso-8859-1").text


# --- CSV --------------------------------------------------------------------------------------------------------------


def cells(document: Document) -> list[list[str]]:
    """The cells of a table by row."""
    rows: dict[int, list[str]] = {}
    for block in document.blocks:
        assert block.kind is BlockKind.CELL
        rows.setdefault(block.row, []).append(document.text[block.start : block.end])
    return list(rows.values())


@pytest.mark.parametrize(
    ("name", "data", "rows"),
    [
        ("a.csv", b"Hour,Engines\n03:40,2\n", [["Hour", "Engines"], ["03:40", "2"]]),
        ("a.csv", "\ufeffSted;Andel\r\nBrenna;1,5\r\n".encode(), [["Sted", "Andel"], ["Brenna", "1,5"]]),
        ("a.csv", "Sted;Båt\nBrenna;Frøya\n".encode("cp1252"), [["Sted", "Båt"], ["Brenna", "Frøya"]]),
        ("a.csv", "Sted,Båt\nBrenna,Frøya\n".encode("utf-16"), [["Sted", "Båt"], ["Brenna", "Frøya"]]),
        ("a.tsv", b"a\tb, c\n1,5\t2\n", [["a", "b, c"], ["1,5", "2"]]),
        ("a.csv", b"sep=|\na|b\n1|2", [["a", "b"], ["1", "2"]]),
        ("a.csv", b'a,b\n"two\nlines","a ""quoted"" word"\n', [["a", "b"], ["two\nlines", 'a "quoted" word']]),
        ("a.csv", b'size,n\n5" pipe,2\n"left open,3\n', [["size", "n"], ['5" pipe', "2"], ['"left open', "3"]]),
        ("a.csv", b"a,b,c\n1\n\n,,\n1,2,3,4\n", [["a", "b", "c"], ["1"], ["1", "2", "3", "4"]]),
        ("a.csv", b"=cmd|'/c calc'!A1,@SUM(1)\n-1,+2\n", [["=cmd|'/c calc'!A1", "@SUM(1)"], ["-1", "+2"]]),
        ("a.csv", b"one\ntwo\n", [["one"], ["two"]]),
        ("a.csv", b"", []),
        ("a.csv", b"\n\n\r\n", []),
    ],
)
def test_tables(name: str, data: bytes, rows: list[list[str]]) -> None:
    assert cells(read_document(data, name)) == rows


def test_every_cell_stands_where_its_location_says() -> None:
    data = 'Hour,"Eng\u00adines"\r\n"03:40",  two \r\n"a ""b""",x\r\n'
    document = read_document(data.encode(), "a.csv")
    told = [document.locate(block.start, block.end) for block in document.blocks]
    assert [(where.start.line, where.start.column, where.text) for where in told] == [
        (1, 1, "Hour"),
        (1, 7, "Eng\u00adines"),
        (2, 2, "03:40"),
        (2, 11, "two"),
        (3, 2, 'a ""b""'),
        (3, 11, "x"),
    ]


@settings(max_examples=150, deadline=None)
@given(st.text('ab1 ",;\t|\n\r\u00ad\ufb01é=', max_size=40))
def test_cells_of_any_text_stand_where_they_say(text: str) -> None:
    def bare(words: str) -> str:
        return words.replace('"', "").replace("\u00ad", "").replace("\ufb01", "fi").strip()

    document = read_text(text, "a.csv", "csv")
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        end = block.end
        where = document.locate(block.start, block.end)
        assert bare(text[where.start.offset : where.end.offset]) == bare(document.text[block.start : block.end])


def test_a_header_is_known() -> None:
    def heads(data: bytes) -> list[int]:
        return [block.level for block in read_document(data, "a.csv").blocks]

    assert heads(b"Hour,Engines\n03:40,2\n") == [1, 1, 0, 0]
    assert heads(b"03:40,2\n03:50,3\n") == [0, 0, 0, 0]
    assert heads(b"only,this\n") == [0, 0] and heads(b"a,a\n1,2\n") == [0, 0, 0, 0]


def test_delimiters() -> None:
    assert delimiter_of("a;b\n1,5;2,5\n3,5;4\n") == ";" and delimiter_of("a,b\n1;2,3\n") == ","
    assert delimiter_of('"a;b;c",d\n"e;f;g",h\n') == "," and delimiter_of("words") == "\t"


def test_large_and_hostile_tables_take_no_time() -> None:
    rows = "".join(f'{n},Brenna {n},{n * 7},"{n % 100},{n % 7}"\n' for n in range(4_000))
    assert len(read_document(rows.encode(), "a.csv").blocks) == 16_000
    for data in (b',"' * 60_000, b'"""' * 60_000, b'\n"x' + b'""' * 60_000, b'"a' * 40_000, b"," * 90_000):
        read_document(data, "a.csv")


def test_a_table_is_a_source_and_no_article(desk: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (desk.root / "news" / "log.csv").write_text("Hour,Engines\n03:40,two engines\n")
    assert run(["check", "news", "--output-format", "json"]) == 0
    assert "log.csv" not in capsys.readouterr().out
    assert run(["figures", "news/log.csv", "--output-format", "json"]) == 0
    assert "two engines" in capsys.readouterr().out

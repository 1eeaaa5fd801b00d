"""`claimcheck source …`: sources taken in, listed and shown; what is copied, what is not, and what is refused."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from claimcheck.cli.app import run
from claimcheck.desk.project import Project, find_project, sha256
from claimcheck.ledger.records import Source
from claimcheck.sources.web import Page, Trouble, WebOptions, WebTrouble
from tests.desk import claim_id, claims_of, ledger
from tests.make_twin import docx
from tests.webserver import Server, moved
from tests.webserver import page as served

HEAD, ONE, TWO, THREE = map(claim_id, (1, 2, 3, 4))
Run = Callable[..., tuple[int, str, str]]
OFFICE = "application/vnd.openxmlformats-officedocument"
PAGE = b"<html><title>Log</title><h1>Port log</h1><p>Two engines reached the mill at 03:40.</p></html>"


@pytest.fixture
def desk(project: Path) -> Project:
    """A ledger with one article of four sentences."""
    return ledger(project)


def page_of(text: str) -> None:
    """JSON as the schema that ships in the package has it."""
    whole: dict[str, Any] = json.loads((files("claimcheck") / "data" / "sources.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(whole)
    Draft202012Validator(whole).validate(json.loads(text))


@pytest.fixture
def cc(project: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """`cc(*arguments)` → exit code, standard output (checked where it is JSON), standard error."""

    def command(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(arguments)
        out, err = capsys.readouterr()
        if "--json" in arguments and arguments[0] == "source" and code < 2:
            page_of(out)
        return code, out, err

    return command


def sources(desk: Project) -> list[Source]:
    """The sources of the ledger as they are on disk now."""
    return list(find_project(desk.ledger).store.load().sources.values())


def only(desk: Project) -> Source:
    (source,) = sources(desk)
    return source


def stored(desk: Project) -> list[str]:
    """What lies in sources/, but for what git is told."""
    return sorted(file.name for file in (desk.root / "sources").iterdir() if file.name != ".gitattributes")


# --- the group --------------------------------------------------------------------------------------------------------


def test_the_group_shows_its_help_and_names_the_nearest_command(cc: Run) -> None:
    code, out, err = cc("source")
    assert (code, out) == (2, "") and "claimcheck source [OPTIONS]" in err and "  add " in err
    code, out, _ = cc("source", "--help")
    assert code == 0 and "  list " in out and "Examples:" in out
    assert 'no command "source lst" (did you mean "source list"?)' in cc("source", "lst")[2]
    assert "try: claimcheck source add --help" in cc("source", "add", "--nonsense")[2]


# --- add: files -------------------------------------------------------------------------------------------------------


def test_a_file_is_copied_with_its_text_beside(desk: Project, cc: Run, tmp_path: Path) -> None:
    (tmp_path / "log.html").write_bytes(PAGE)
    code, out, err = cc(
        "source", "add", "log.html", "--kind", "log", "--primary", "--title", " The  log ", "--for", ONE
    )
    assert (code, err) == (0, "") and "new source  The log (sources/log.html)" in out
    source = only(desk)
    assert (source.path, source.kind, source.title, source.primary) == ("sources/log.html", "log", "The log", True)
    assert source.sha256 == sha256(tmp_path / "log.html") and source.content_type == "text/html" and source.retrieved
    assert (tmp_path / "sources" / "log.html").read_bytes() == PAGE
    assert (tmp_path / "sources" / "log.html.txt").read_text() == "Port log\n\nTwo engines reached the mill at 03:40.\n"
    assert (tmp_path / "sources" / ".gitattributes").read_text().endswith("* -text\n")
    (cited,) = claims_of(desk)[ONE].sources
    assert (cited.source, cited.sha256) == (source.id, source.sha256)


@pytest.mark.parametrize(
    ("name", "data", "kind", "texts"),
    [
        ("log.txt", b"Two engines.\n", "text/plain", 0),
        ("log.md", b"# Two\n", "text/markdown", 0),
        ("log.csv", b"a,b\n1,2\n", "text/csv", 0),
        ("log.tsv", b"a\tb\n1\t2\n", "text/tab-separated-values", 0),
        ("page", PAGE, "text/html", 1),
        ("memo.docx", docx(), f"{OFFICE}.wordprocessingml.document", 1),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "image/jpeg", 0),
        ("sheet.xlsx", b"PK\x03\x04" + b"\x00" * 99, f"{OFFICE}.spreadsheetml.sheet", 0),
        ("dump", b"\x00\x01\x02" * 50, "application/octet-stream", 0),
    ],
)  # fmt: skip
def test_what_kind_of_file_it_is(desk: Project, cc: Run, name: str, data: bytes, kind: str, texts: int) -> None:
    Path(name).write_bytes(data)
    code, _, err = cc("source", "add", name)
    assert code == 0 and only(desk).content_type == kind
    assert stored(desk) == [name, f"{name}.txt"][: 1 + texts]
    assert ("no quote can be looked up in it" in err) == (name in ("photo.jpg", "sheet.xlsx", "dump"))


def test_the_same_bytes_are_the_same_source(desk: Project, cc: Run) -> None:
    Path("a.txt").write_text("Two engines.\n")
    Path("b.txt").write_text("Two engines.\n")
    cc("source", "add", "a.txt")
    code, out, err = cc("source", "add", "b.txt")
    assert code == 0 and "known already" in out and "b.txt holds the same as S-" in err
    cc("source", "add", "sources/a.txt", "--kind", "log")
    assert only(desk).kind == "log" and stored(desk) == ["a.txt"]


def test_the_readable_text_of_a_source_is_that_source(desk: Project, cc: Run) -> None:
    Path("log.html").write_bytes(PAGE)
    cc("source", "add", "log.html")
    code, out, err = cc("source", "add", "sources/log.html.txt")
    assert code == 0 and "known already" in out and f"is the readable text of {only(desk).id}" in err


def test_a_name_that_is_taken_gets_a_number_and_no_file_is_lost(desk: Project, cc: Run) -> None:
    Path("sources").mkdir()
    Path("sources/LOG.html").write_text("mine")
    Path("sources/log-2.html.txt").write_text("mine too")
    Path("log.html").write_bytes(PAGE)
    cc("source", "add", "log.html")
    assert only(desk).path == "sources/log-3.html"
    assert Path("sources/LOG.html").read_text() == "mine" and Path("sources/log-2.html.txt").read_text() == "mine too"


def test_a_file_that_lies_there_already_stays(desk: Project, cc: Run) -> None:
    Path("sources/2026").mkdir(parents=True)
    Path("sources/2026/log.html").write_bytes(PAGE)
    Path("sources/2026/log.html.txt").write_text("my own reading")
    code, _, err = cc("source", "add", "sources/2026/log.html")
    assert code == 0 and only(desk).path == "sources/2026/log.html"
    assert "log.html.txt was there already and stays as it is" in err
    assert Path("sources/2026/log.html.txt").read_text() == "my own reading"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("-rf.txt", "rf.txt"),
        (".hidden.txt", "hidden.txt"),
        ("båt rapport ſ.txt", "båt rapport ſ.txt"),
        ("a\u202etxt.exe.txt", "atxt.exe.txt"),
        ("what? a:b.txt", "what- a-b.txt"),
        ("con.txt", "_con.txt"),
        ("\x1b[31mred.txt", "[31mred.txt"),
        ("x" * 230 + ".txt", "x" * 116 + ".txt"),
    ],
)
def test_names_are_made_safe(desk: Project, cc: Run, name: str, safe: str) -> None:
    Path(name).write_text(f"Two engines, {safe}.\n")
    code, out, _ = cc("source", "add", "--", name)
    assert code == 0 and stored(desk) == [safe] and "\x1b" not in out and "\u202e" not in out


def test_a_name_that_is_no_text(desk: Project, cc: Run) -> None:
    name = os.fsdecode(b"\xff\xfelog.txt")
    Path("sources").mkdir()
    for folder in ("", "sources/"):
        Path(folder + name).write_text(f"Two engines {len(folder)}.")
    assert cc("source", "add", name)[0] == 0 and only(desk).path == "sources/log.txt"
    for arguments in (("add", f"sources/{name}"), ("add", name, "--confidential", "--refresh")):
        code, _, err = cc("source", *arguments)
        assert code in (0, 2) and len(sources(desk)) == 1, err
    code, _, err = cc("verify", ONE, "--source", f"sources/{name}", "--by", "Ada Holm")
    assert code == 2 and "is no text, and cannot be written down" in err


def test_what_is_no_source_is_refused(desk: Project, cc: Run) -> None:
    Path("empty.txt").write_text("")
    os.mkfifo("pipe")
    for words, message in (
        (("empty.txt",), "empty.txt is empty"),
        (("news",), "news is a folder"),
        (("nowhere.pdf",), 'there is no file "nowhere.pdf"'),
        (("Liv Moen",), '--person "Liv Moen"'),
        (("Liv",), '--person "Liv"'),
        (("claims.json",), "no source of its own claims"),
        (("ftp://example.org/a",), "is no web address"),
        (("http://10.0.0.1/a",), "inside a network"),
        (("",), "one of the words is empty"),
        ((" ",), "one of the words is empty"),
        (("https://exa mple.org/",), "is no web address"),
        (("pipe",), '"pipe" is no file'),
        ((), "no source is named"),
        (("a", "b", "--title", "x"), "--title is what one source is called"),
        (("--person", "..."), "names nobody"),
        (("--person", "Liv Moen", "--independent-of", "S-11111111"), "no source"),
        (("--person", "Liv Moen", "--for", "C-99999999"), "no claim"),
    ):  # fmt: skip
        code, out, err = cc("source", "add", *words)
        assert (code, out) == (2, "") and message in err and "--source" not in err, (words, err)
    assert sources(desk) == [] and not Path("sources").exists()


def test_all_are_added_or_none(desk: Project, cc: Run) -> None:
    Path("a.txt").write_text("Two engines.\n")
    code, _, _ = cc("source", "add", "a.txt", "nowhere.txt")
    assert code == 2 and sources(desk) == [] and stored(desk) == []


def test_a_link_is_what_it_leads_to(desk: Project, cc: Run, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (outside / "log.txt").write_text("Two engines.\n")
    Path("link.txt").symlink_to(outside / "log.txt")
    cc("source", "add", "link.txt")
    copy = Path("sources/link.txt")
    assert copy.is_file() and not copy.is_symlink() and only(desk).path == "sources/link.txt"


def test_a_confidential_file_is_not_copied(desk: Project, cc: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("safe")
    (outside / "memo.html").write_bytes(PAGE)
    code, _, err = cc("source", "add", str(outside / "memo.html"), "--confidential")
    source = only(desk)
    assert code == 0 and source.confidential and source.sha256 and source.path.startswith("../")
    assert not Path("sources").exists() and "was not copied, as it is confidential" in err
    Path("sources").mkdir()
    Path("sources/open.html").write_bytes(PAGE + b" ")
    _, _, err = cc("source", "add", "sources/open.html", "--confidential")
    assert stored(desk) == ["open.html"] and "whoever gets this folder can read it" in err


def test_a_source_known_from_a_verdict_is_stored_under_its_id(desk: Project, cc: Run) -> None:
    Path("log.html").write_bytes(PAGE)
    cc("verify", ONE, "--source", "log.html", "--by", "Ada Holm")
    before = only(desk)
    code, out, _ = cc("source", "add", "log.html")
    after = only(desk)
    assert code == 0 and "stored  sources/log.html" in out
    assert (before.id, before.path, after.path) == (after.id, "log.html", "sources/log.html")
    assert claims_of(desk)[ONE].verdicts[0].sources[0].sha256 == after.sha256
    assert f"{ONE}  verified" in cc("list")[1]


def test_a_changed_file_is_taken_in_anew_when_asked(desk: Project, cc: Run) -> None:
    Path("log.html").write_bytes(PAGE)
    cc("source", "add", "log.html")
    old = only(desk)
    Path("sources/log.html").write_bytes(PAGE.replace(b"Two", b"Six"))
    code, out, err = cc("source", "add", "sources/log.html")
    assert code == 0 and "--refresh takes it in as it is now" in err and only(desk) == old
    code, out, _ = cc("source", "add", "sources/log.html", "--refresh")
    assert code == 0 and "taken in anew" in out and only(desk).sha256 == sha256(Path("sources/log.html"))
    assert "  as it was  " in cc("source", "add", "sources/log.html", "--refresh")[1]
    assert "Six engines" in Path("sources/log.html.txt").read_text()


def test_a_lost_file_is_found_again(desk: Project, cc: Run) -> None:
    Path("log.txt").write_text("Two engines.\n")
    cc("source", "add", "log.txt")
    old = only(desk)
    Path("sources/log.txt").unlink()
    assert "missing" in cc("source", "list", "--missing")[1]
    assert cc("source", "add", "log.txt")[0] == 0 and only(desk) == old and Path("sources/log.txt").is_file()


def test_a_rehearsal_changes_nothing(desk: Project, cc: Run) -> None:
    Path("log.html").write_bytes(PAGE)
    code, out, err = cc("source", "add", "log.html", "--dry-run", "--for", ONE)
    assert code == 0 and "new source  sources/log.html" in out and "nothing was changed" in err
    assert sources(desk) == [] and not Path("sources").exists()
    code, out, _ = cc("source", "add", "log.html", "--dry-run", "--json")
    record = json.loads(out)["sources"][0]
    assert (record["path"], record["state"], record["became"]) == ("sources/log.html", "unchanged", "new")


# --- add: pages -------------------------------------------------------------------------------------------------------

ADDRESS = "https://www.example.org/news/the-log.php?id=7"


class Web:
    """Pages by address, and which were asked for; what is not there is gone."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []

    def put(
        self, address: str, data: bytes = PAGE, kind: str = "text/html; charset=utf-8", *steps: tuple[int, str]
    ) -> None:
        last = steps[-1][1] if steps else address
        self.pages[address] = Page(address, last, 200, kind, data, f"2026-11-2{len(self.asked)}T09:00:00+00:00", steps)

    def fetch(self, address: str, options: WebOptions) -> Page:
        assert not options.allow_private
        self.asked.append(address)
        if address not in self.pages:
            raise WebTrouble(Trouble.GONE, "there is no such page (404)", status=404)
        return self.pages[address]


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    """What the network would answer."""
    pages = Web()
    monkeypatch.setattr("claimcheck.sources.web.fetch", pages.fetch)
    return pages


def test_a_page_is_stored_with_its_text(desk: Project, cc: Run, web: Web) -> None:
    web.put(ADDRESS)
    code, out, err = cc("source", "add", ADDRESS, "--kind", "log")
    source = only(desk)
    assert (
        (code, err) == (0, "") and f"new source  {ADDRESS}" in out and "stored as sources/example.org-the-log-" in out
    )
    assert (source.url, source.path, source.kind) == (ADDRESS, "", "log")
    assert source.snapshot.startswith("sources/example.org-the-log-") and source.snapshot.endswith(".html")
    assert (source.retrieved, source.content_type) == ("2026-11-20T09:00:00+00:00", "text/html; charset=utf-8")
    assert source.sha256 == sha256(Path(source.snapshot)) and Path(source.snapshot).read_bytes() == PAGE
    assert "Two engines" in Path(source.snapshot + ".txt").read_text()
    code, out, _ = cc("source", "add", ADDRESS)
    assert "known already" in out and web.asked == [ADDRESS] and only(desk) == source
    assert "unchanged" in cc("source", "list")[1]


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        ("application/pdf", ".pdf"),
        ("text/plain; charset=utf-8", ".txt"),
        ("text/csv", ".csv"),
        ("application/xhtml+xml", ".html"),
        ("image/png", ".png"),
        ("", ".html"),
        ("application/x-strange", ".bin"),
    ],
)
def test_a_page_is_stored_under_the_ending_of_its_type(
    desk: Project, cc: Run, web: Web, kind: str, ending: str
) -> None:
    web.put("https://example.org/", b"Two engines.", kind)
    assert cc("source", "add", "https://example.org/")[0] == 0
    assert only(desk).snapshot.endswith(ending) and "example.org-" in only(desk).snapshot


def test_a_page_is_read_in_the_encoding_its_server_named(desk: Project, cc: Run, web: Web) -> None:
    web.put(ADDRESS, "<p>Łódź counted 1204 people.".encode("iso-8859-2"), "text/html; charset=iso-8859-2")
    cc("source", "add", ADDRESS)
    assert cc("source", "quote", ONE, ADDRESS, "Łódź counted 1204 people", "--by", "Ada Holm")[0] == 0
    code, out, _ = cc("check", "--select", "CC402,CC403,CC404")
    assert code == 0 and "CC404" not in out


def test_a_page_that_cannot_be_fetched_is_not_recorded(desk: Project, cc: Run, web: Web) -> None:
    Path("log.txt").write_text("Two engines.")
    code, out, err = cc("source", "add", "log.txt", ADDRESS)
    assert (code, out) == (2, "") and "there is no such page (404); nothing was recorded" in err and "--no-fetch" in err
    assert len(err.splitlines()) == 1 and sources(desk) == [] and not Path("sources").exists()
    web.put(ADDRESS, b"")
    assert "the page is empty" in cc("source", "add", ADDRESS)[2] and sources(desk) == []
    code, _, err = cc("source", "add", ADDRESS, "--no-fetch")
    assert code == 0 and only(desk).url == ADDRESS and not only(desk).file and "was not fetched" in err
    assert "not stored" in cc("source", "list")[1]
    web.put(ADDRESS)
    code, out, _ = cc("source", "add", ADDRESS)
    assert code == 0 and "  stored  " in out and only(desk).snapshot


def test_where_a_page_has_moved_to(desk: Project, cc: Run, web: Web) -> None:
    web.put("http://example.org/a", PAGE, "text/html", (301, "https://example.org/a"))
    web.put("https://example.org/b", PAGE + b" ", "text/html", (302, "https://example.org/login"))
    _, _, err = cc("source", "add", "http://example.org/a", "https://example.org/b")
    assert sorted(s.url for s in sources(desk)) == ["https://example.org/a", "https://example.org/b"]
    assert "http://example.org/a leads to https://example.org/a" in err
    held = sources(desk)
    web.put("http://example.org/a", PAGE + b"!", "text/html", (301, "https://example.org/a"))
    code, _, err = cc("source", "add", "http://example.org/a")
    assert code == 0 and "leads to https://example.org/a, which is known" in err and sources(desk) == held
    _, out, _ = cc("source", "add", "http://example.org/a", "--refresh")
    assert "taken in anew" in out and len(sources(desk)) == 2


def test_a_page_is_fetched_anew_when_asked(desk: Project, cc: Run, web: Web) -> None:
    web.put(ADDRESS)
    cc("source", "add", ADDRESS)
    old = only(desk)
    web.put(ADDRESS)
    _, out, _ = cc("source", "add", ADDRESS, "--refresh")
    assert "as it was" in out and only(desk) == old._replace(retrieved="2026-11-21T09:00:00+00:00")
    web.put(ADDRESS, PAGE.replace(b"Two", b"Six"))
    _, out, _ = cc("source", "add", ADDRESS, "--refresh", "--dry-run")
    assert "taken in anew" in out and Path(old.snapshot).read_bytes() == PAGE
    _, out, _ = cc("source", "add", ADDRESS, "--refresh")
    assert "taken in anew" in out and only(desk).snapshot == old.snapshot
    assert b"Six" in Path(old.snapshot).read_bytes() and "Six" in Path(old.snapshot + ".txt").read_text()
    web.put(ADDRESS, b"%PDF-", "application/pdf")
    _, out, err = cc("source", "add", ADDRESS, "--refresh")
    assert only(desk).snapshot.endswith(".pdf") and f"{old.snapshot} stays" in err


def test_a_lost_page_is_stored_again(desk: Project, cc: Run, web: Web) -> None:
    web.put(ADDRESS)
    cc("source", "add", ADDRESS)
    old = only(desk)
    Path(old.snapshot).unlink()
    assert cc("source", "list", "--missing")[1]
    _, out, _ = cc("source", "add", ADDRESS)
    assert "  stored  " in out and Path(old.snapshot).read_bytes() == PAGE and only(desk).sha256 == old.sha256


def test_a_confidential_page_is_not_asked_for(desk: Project, cc: Run, web: Web) -> None:
    code, _, err = cc("source", "add", ADDRESS, "--confidential")
    assert code == 0 and web.asked == [] and only(desk).confidential and "only the address is kept" in err
    cc("source", "add", ADDRESS, "--refresh")
    assert web.asked == []
    web.put("https://example.org/b")
    cc("source", "add", "https://example.org/b")
    code, _, err = cc("source", "add", "https://example.org/b", "--confidential")
    assert code == 0 and "whoever gets this folder can read it" in err


@pytest.mark.usefixtures("loopback")
def test_a_page_from_a_real_server(desk: Project, cc: Run) -> None:
    with Server(
        {
            "/a": moved("/b"),
            "/b": served(PAGE, Content_Type="text/html"),
            "/c": served(b"", 404),
        }
    ) as server:
        allow = ("--config", "allow-private=127.0.0.1", "--config", "web-delay=0")
        assert "inside a network" in cc("source", "add", f"{server.url}/a")[2]
        code, out, err = cc("source", "add", f"{server.url}/a", *allow)
        assert code == 0 and f"leads to {server.url}/b" in err and "stored as sources/127.0.0.1-b-" in out
        assert only(desk).url == f"{server.url}/b" and Path(only(desk).snapshot).read_bytes() == PAGE
        code, _, err = cc("source", "add", f"{server.url}/c", *allow)
        assert code == 2 and "nothing was recorded" in err and len(sources(desk)) == 1
    words = "Two engines reached the mill"
    assert cc("verify", ONE, "--source", f"{server.url}/b", "--quote", words, "--by", "Ada Holm")[2] == ""
    code, _, err = cc("source", "add", f"{server.url}/b", "--refresh", *allow, "--config", "web-deadline=0.2")
    assert code == 2 and len(err.splitlines()) == 1 and "cannot fetch" in err


# --- add: people ------------------------------------------------------------------------------------------------------


def test_people(desk: Project, cc: Run) -> None:
    cc("source", "add", "--person", "Liv  Moen, harbour master", "--kind", "interview")
    code, out, _ = cc("source", "add", "--person", "liv moen, harbour master", "--confidential")
    source = only(desk)
    assert code == 0 and "known already, told anew" in out
    assert (source.person, source.kind, source.confidential) == ("Liv Moen, harbour master", "interview", True)
    cc("source", "add", "--person", "Per Vik, mate", "--independent-of", source.id)
    assert next(s for s in sources(desk) if s.id != source.id).independent_of == (source.id,)
    code, _, err = cc("source", "add", "--person", "Per Vik, mate", "--independent-of", "Vik")
    assert code == 2 and "is that source itself" in err


# --- list and show ----------------------------------------------------------------------------------------------------


def test_the_list_and_its_filters(desk: Project, cc: Run) -> None:
    Path("log.txt").write_text("Two engines.\n")
    Path("plan.txt").write_text("The plan.\n")
    cc("source", "add", "log.txt", "--kind", "log", "--for", ONE, "--for", TWO)
    cc("source", "add", "plan.txt", "--title", "Plan of the\tharbour")
    cc("source", "add", "--person", "Liv Moen, harbour master")
    code, out, err = cc("source", "list")
    assert code == 0 and len(out.splitlines()) == 3 and "2 claims" in out and "3 sources, 2 unused" in err
    assert "Plan of the harbour (sources/plan.txt)" in out
    assert len(cc("source", "list", "--unused")[1].splitlines()) == 2
    assert "log.txt" in cc("source", "list", "--kind", "LOG")[1]
    assert len(cc("source", "list", "--text", "HARBOUR")[1].splitlines()) == 2
    assert "known: log" in cc("source", "list", "--kind", "report")[2]
    Path("sources/log.txt").write_text("Three engines.\n")
    Path("sources/plan.txt").unlink()
    out, err = cc("source", "list")[1:]
    assert "3 sources, 1 changed, 1 missing, 2 unused" in err
    assert len(cc("source", "list", "--missing", "--changed")[1].splitlines()) == 2
    assert cc("source", "list", "--missing")[1].count("missing") == 1
    rows = json.loads(cc("source", "list", "--json")[1])
    assert rows["total"] == 3 and rows["sources"][0]["person"] == "Liv Moen, harbour master"
    assert [row["claims"] for row in rows["sources"]] == [[], [], [ONE, TWO]] or rows["sources"][1]["claims"]


def test_a_source_is_shown_by_any_of_its_names(desk: Project, cc: Run) -> None:
    Path("log.txt").write_text("Two engines.\n")
    cc("source", "add", "log.txt", "--title", "The log", "--for", ONE)
    for word in (only(desk).id, "sources/log.txt", "log", "the LOG"):
        code, out, _ = cc("source", "show", word)
        assert code == 0 and "  unchanged\n" in out and ONE in out
    assert cc("source", "show", "plan")[0] == 2
    assert json.loads(cc("source", "show", "log", "--json")[1])["sources"][0]["claims"] == [ONE]


# --- remove -----------------------------------------------------------------------------------------------------------


def test_what_is_cited_is_not_removed(desk: Project, cc: Run) -> None:
    Path("log.html").write_bytes(PAGE)
    cc("source", "add", "log.html")
    cc("verify", ONE, "--source", "sources/log.html", "--by", "Ada Holm")
    source, claims = only(desk), claims_of(desk)
    code, out, err = cc("source", "remove", "log")
    assert (code, out) == (2, "") and f"{source.id} is cited by {ONE}" in err and only(desk) == source
    code, out, err = cc("source", "remove", "log", "--force", "--files", "--dry-run")
    assert code == 0 and "only named" in out and only(desk) == source and Path("sources/log.html").exists()
    code, out, err = cc("source", "remove", "log", "--force", "--files")
    assert code == 0 and f"(CC402): {ONE}" in err and stored(desk) == []
    assert only(desk).name.startswith("sources/log.html, removed 20") and claims_of(desk) == claims
    assert "missing" in cc("source", "list")[1] and "stale" in cc("show", ONE)[1]


def test_a_removed_source_that_is_cited_comes_back_as_itself(desk: Project, cc: Run) -> None:
    Path("log.html").write_bytes(PAGE)
    cc("source", "add", "log.html")
    cc("verify", ONE, "--source", "sources/log.html", "--by", "Ada Holm")
    id = only(desk).id
    cc("source", "remove", "log", "--force", "--files")
    assert f"{ONE}  stale" in cc("list")[1]
    code, _out, err = cc("source", "add", "log.html", "--kind", "log")
    assert code == 0 and f"it is {id} again" in err and (only(desk).id, only(desk).kind) == (id, "log")
    assert f"{ONE}  verified" in cc("list")[1]
    assert cc("source", "add", "log.html", "--kind", "Lost")[0] == 2


def test_sources_nothing_stands_on_are_removed(desk: Project, cc: Run) -> None:
    Path("log.html").write_bytes(PAGE)
    Path("plan.txt").write_text("The plan.")
    cc("source", "add", "log.html", "plan.txt")
    cc("source", "add", "--person", "Liv Moen, harbour master", "--independent-of", "log", "--independent-of", "plan")
    code, out, err = cc("source", "remove", "plan")
    assert code == 0 and "removed" in out and "plan.txt stays: --files deletes it too" in err
    assert stored(desk) == ["log.html", "log.html.txt", "plan.txt"]
    assert len(next(s for s in sources(desk) if s.person).independent_of) == 1
    Path("sources/log.html.txt").write_text("mine")
    code, out, err = cc("source", "remove", "log", "--files", "--json")
    page = json.loads(out)
    assert page["files"] == ["sources/log.html"] and page["removed"][0]["path"] == "sources/log.html"
    assert stored(desk) == ["log.html.txt", "plan.txt"]
    assert only(desk).independent_of == ()


def test_files_elsewhere_are_never_deleted(desk: Project, cc: Run) -> None:
    Path("memo.txt").write_text("The valve was open.")
    cc("source", "add", "memo.txt", "--confidential")
    code, _, err = cc("source", "remove", "memo", "--files")
    assert code == 0 and Path("memo.txt").exists() and "memo.txt stays" in err and sources(desk) == []


def test_the_name_of_a_confidential_source_goes_with_it(desk: Project, cc: Run) -> None:
    cc("verify", ONE, "--source", "Quillon Marsh, in the back room", "--confidential", "--by", "Ada Holm")
    cc("source", "remove", "Quillon", "--force")
    assert "Quillon" not in desk.ledger.read_text()


def test_which_source_is_meant_must_be_clear(desk: Project, cc: Run) -> None:
    cc("source", "add", "--person", "Liv Moen, harbour master", "--person", "Per Moen, mate")
    code, _, err = cc("source", "remove", "Moen")
    assert code == 2 and "may be any of 2 sources" in err and len(sources(desk)) == 2


# --- doctor -----------------------------------------------------------------------------------------------------------


def test_the_doctor_tells_what_is_untidy_and_is_content(desk: Project, cc: Run) -> None:
    for name, data in (("log.html", PAGE), ("plan.txt", b"The plan.")):
        Path(name).write_bytes(data)
        cc("source", "add", name)
    assert cc("doctor")[2] == "claims.json: 7 records, nothing wrong\n"
    Path("sources/plan.txt").unlink()
    Path("sources/old").mkdir()
    for name in ("stray.pdf", "stray.pdf.txt", "README.md", ".hidden", "old/notes.txt", "log.html.txt.txt"):
        (Path("sources") / name).write_text("x")
    code, out, err = cc("doctor")
    plan = next(s for s in sources(desk) if "plan" in s.path)
    assert (code, out) == (0, "") and f"{plan.id} sources/plan.txt: there is no such file" in err
    told = [line.split(":")[0] for line in err.splitlines() if "no source of the ledger" in line]
    strays = ["log.html.txt.txt", "stray.pdf", "stray.pdf.txt", "old/notes.txt"]
    assert told == [f"sources/{name}" for name in strays]
    assert len(json.loads(cc("doctor", "--json")[1])["untidy"]) == 5
    for number in range(40):
        Path(f"sources/{number}.txt").write_text("x")
    assert "and 24 more such files" in cc("doctor")[2]


# --- quote ------------------------------------------------------------------------------------------------------------

BUDGET = (
    "Budget of Brenna, 2026.\n\nThe council set aside 4.2 million kroner for the quay.\n"
    "Nobody voted “against” the plan.\n\nThe quay was built in 1911 and has never been\nrepaired since.\n\n"
    "The council set aside 4.2 million kroner for the quay.\n"
)


@pytest.fixture
def budget(desk: Project, cc: Run) -> Source:
    """A stored source."""
    Path("budget.txt").write_text(BUDGET)
    cc("source", "add", "budget.txt")
    return only(desk)


def test_a_quote_is_attached_as_the_source_has_it(desk: Project, cc: Run, budget: Source) -> None:
    said = 'nobody voted "against" the plan'
    code, out, _err = cc("source", "quote", ONE, TWO, "budget", said.capitalize(), "--by", "Ada Holm")
    assert (
        code == 0 and f'{ONE}  quotes {budget.id} sources/budget.txt, line 4: "Nobody voted “against” the plan' in out
    )
    for claim in (ONE, TWO):
        (cited,) = claims_of(desk)[claim].sources
        assert (cited.source, cited.stance, cited.locator, cited.by) == (budget.id, "supports", "line 4", "Ada Holm")
        assert cited.quote == "Nobody voted “against” the plan" and cited.sha256 == budget.sha256 and cited.checked
    code, out, _ = cc("source", "quote", ONE, "budget", said.capitalize(), "--by", "Ada Holm")
    assert code == 0 and "quotes already" in out and len(claims_of(desk)[ONE].sources) == 1


def test_a_quote_takes_the_place_of_a_bare_citation(desk: Project, cc: Run, budget: Source) -> None:
    cc("source", "add", "budget.txt", "--for", ONE)
    words = "The quay was built in 1911 and has never been repaired since."
    code, out, _ = cc("source", "quote", ONE, budget.id, words, "--by", "Ada Holm", "--json")
    page = json.loads(out)
    assert code == 0 and (page["outcome"], page["claims"], page["quote"]) == ("found", [ONE], words)
    (cited,) = claims_of(desk)[ONE].sources
    assert (cited.quote, cited.locator) == (words, "line 6")


@pytest.mark.parametrize(
    "words",
    [
        "The council set aside 4.3 million kroner for the quay.",
        "Nobody voted for the plan.",
        "The quay was built in 1911 and has been repaired since.",
        "Three whales swam past the lighthouse at noon.",
    ],
)
def test_what_is_not_there_is_not_attached(desk: Project, cc: Run, budget: Source, words: str) -> None:
    before = desk.ledger.read_bytes()
    code, out, err = cc("source", "quote", ONE, "budget", words, "--by", "Ada Holm")
    assert (code, out) == (1, "") and f"not in {budget.id}, sources/budget.txt, as given" in err
    assert "nothing was attached" in err and len(err.splitlines()) == 1 and desk.ledger.read_bytes() == before
    code, out, _ = cc("source", "quote", ONE, "budget", words, "--by", "Ada Holm", "--json")
    assert code == 1 and json.loads(out)["outcome"] in ("altered", "absent") and json.loads(out)["claims"] == []


def test_a_quote_that_stands_there_twice(desk: Project, cc: Run, budget: Source) -> None:
    words = "set aside 4.2 million kroner"
    code, _, err = cc("source", "quote", ONE, "budget", words, "--by", "Ada Holm")
    assert code == 0 and "2 times, also on line 9" in err and claims_of(desk)[ONE].sources[0].locator == "line 3"
    cc("source", "quote", TWO, "budget", words, "--locator", "line 9", "--by", "Ada Holm")
    assert claims_of(desk)[TWO].sources[0].locator == "line 9"
    code, _out, err = cc("source", "quote", THREE, "budget", words, "--locator", "line 6", "--by", "Ada Holm")
    assert code == 1 and "elsewhere: line 3, line 9; nothing was attached" in err and not claims_of(desk)[THREE].sources


def test_where_no_words_can_be_looked_up(desk: Project, cc: Run, web: Web) -> None:
    cc("source", "add", "--person", "Liv Moen, harbour master")
    cc("source", "add", ADDRESS, "--no-fetch")
    Path("photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10")
    cc("source", "add", "photo.jpg")
    for word, message in (("Liv", "is a person"), ("example.org", "was never stored"), ("photo", "binary data")):
        code, _, err = cc("source", "quote", ONE, word, "two engines", "--by", "Ada Holm")
        assert code == 2 and message in err
    Path("sources/photo.jpg").unlink()
    assert "cannot read sources/photo.jpg" in cc("source", "quote", ONE, "photo", "two engines", "--by", "A H")[2]
    for words in ((), ("photo",), ("photo", "two engines"), (ONE, "photo", "…")):
        assert cc("source", "quote", *words, "--by", "Ada Holm")[0] == 2


def test_a_quote_is_rehearsed(desk: Project, cc: Run, budget: Source) -> None:
    before = desk.ledger.read_bytes()
    code, out, err = cc("source", "quote", ONE, "budget", "built in 1911", "--by", "Ada Holm", "--dry-run")
    assert code == 0 and "quotes" in out and "nothing was changed" in err and desk.ledger.read_bytes() == before


def test_a_verdict_with_a_wrong_quote_stands_and_is_told(desk: Project, cc: Run, budget: Source) -> None:
    wrong, right = "set aside 4.3 million kroner", "set aside 4.2 million kroner"
    code, out, err = cc("verify", ONE, "--source", "sources/budget.txt", "--quote", wrong, "--by", "Ada Holm")
    assert code == 0 and "verified" in out and f"--quote: not in {budget.id}" in err and "4.2" in err
    assert claims_of(desk)[ONE].verdicts[0].sources[0].quote == wrong
    code, _, err = cc("edit", TWO, "--cite", "sources/budget.txt", "--quote", wrong)
    assert code == 0 and "--quote: not in" in err
    code, _, err = cc("dispute", TWO, "--source", "sources/budget.txt", "--quote", right, "--by", "Ada Holm")
    assert code == 0 and "--quote" not in err


def test_a_source_taken_in_anew_tells_what_that_means(desk: Project, cc: Run, budget: Source) -> None:
    for claim, words in ((ONE, "set aside 4.2 million kroner"), (TWO, "The quay was built in 1911")):
        cc("source", "quote", claim, "budget", words, "--by", "Ada Holm")
    cc("verify", THREE, "--source", "sources/budget.txt", "--by", "Ada Holm")
    Path("sources/budget.txt").write_text(BUDGET.replace("4.2", "4.6"))
    code, _, err = cc("source", "add", "sources/budget.txt", "--refresh", "--dry-run")
    assert code == 0 and f'{ONE} cites "set aside 4.2 million kroner", which is there no more' in err
    assert "4.6 million kroner" in err and "1 quote from it still stands there" in err
    assert f"1 claim cites it without a quote: look whether it still says so: {THREE}" in err
    assert ' says "' in cc("source", "add", "sources/budget.txt", "--refresh")[2]
    Path("sources/budget.txt").write_bytes(b"\x00\x01\x02" * 50)
    assert (
        "3 claims cite it: what it says now cannot be read" in cc("source", "add", "sources/budget.txt", "--refresh")[2]
    )


def test_a_source_shows_the_passages_that_are_cited(desk: Project, cc: Run, budget: Source) -> None:
    cc("source", "quote", ONE, "budget", "set aside 4.2 million kroner", "--by", "Ada Holm")
    cc("verify", TWO, "--source", "sources/budget.txt", "--quote", "was built in 1912", "--by", "Ada Holm")
    cc("dispute", THREE, "--source", "sources/budget.txt", "--locator", "line 6", "--by", "Ada Holm")
    code, out, _ = cc("source", "show", "budget")
    assert code == 0 and "line 3: The council [set aside 4.2 million kroner] for the quay." in out
    assert "says: “was built in 1912”" in out and "not there: " in out and "line 6, contradicts" in out
    rows = json.loads(cc("source", "show", "budget", "--json")[1])["sources"][0]["passages"]
    assert [(row["claim"], row["outcome"]) for row in rows] == [(ONE, "found"), (TWO, "altered"), (THREE, None)]
    assert cc("show", budget.id)[1] == out


# --- suggest ----------------------------------------------------------------------------------------------------------

LOG = (
    "Brenna fire brigade, log.\n\nThree fire engines reached the mill in Brenna at 03:40.\n\n"
    "The crews stayed until noon. Mayor Liv Moen thanked them.\n\nNobody was hurt, but the roof was lost.\n"
)


def test_passages_that_may_tell(desk: Project, cc: Run, budget: Source) -> None:
    Path("log.txt").write_text(LOG)
    cc("source", "add", "log.txt", "--title", "The log")
    log = next(s for s in sources(desk) if s.title == "The log")
    code, out, _ = cc("source", "suggest", ONE, TWO, "--json")
    first, second = json.loads(out)["claims"]
    best = first["suggestions"][0]
    assert code == 0 and best["source"] == log.id and best["locator"] == "line 3" and "mill" in best["common"]
    assert best["stance"] == "contradicts" and {"contradicted"} <= {figure["outcome"] for figure in best["figures"]}
    assert best["command"].endswith("--stance contradicts")
    assert second["suggestions"][0]["text"] == "Nobody was hurt, but the roof was lost."
    code, out, err = cc("source", "suggest", ONE, "--source", "budget")
    assert code == 0 and "no stored source says anything like it" in err
    out = cc("source", "suggest", ONE)[1]
    assert "in common: " in out and "its figures contradict" in out and f"claimcheck source quote {ONE}" in out
    assert len(json.loads(cc("source", "suggest", TWO, "-n", "1", "--json")[1])["claims"][0]["suggestions"]) == 1


def test_the_line_to_type_attaches_the_passage(desk: Project, cc: Run) -> None:
    Path("log.html").write_text("<p>It's 03:40: two fire engines $(reached) the mill in Brenna.</p>")
    cc("source", "add", "log.html")
    out = cc("source", "suggest", ONE, "--json")[1]
    line = shlex.split(json.loads(out)["claims"][0]["suggestions"][0]["command"])
    code, _, err = cc(*line[1:], "--by", "Ada Holm")
    assert code == 0 and "$(reached)" in claims_of(desk)[ONE].sources[0].quote, err


def test_a_row_of_a_table_is_a_passage(desk: Project, cc: Run) -> None:
    Path("log.csv").write_text(
        "Hour,Place,What came\n03:40,the mill in Brenna,two fire engines\n04:10,the quay,a boat\n"
    )
    cc("source", "add", "log.csv")
    best = json.loads(cc("source", "suggest", ONE, "--json")[1])["claims"][0]["suggestions"][0]
    assert best["text"] == "03:40 the mill in Brenna two fire engines" and best["locator"] == "line 2"


def test_the_head_of_a_table_tells_about_its_rows(desk: Project, cc: Run) -> None:
    Path("log.csv").write_text("Hour,Place,Fire engines\n03:40,Mill of Brenna,2\n04:10,Quay,2\n")
    cc("source", "add", "log.csv")
    found = json.loads(cc("source", "suggest", ONE, "--json")[1])["claims"][0]["suggestions"]
    assert [one["text"] for one in found] == ["03:40 Mill of Brenna 2", "04:10 Quay 2"]
    assert {"fire", "engines", "mill"} <= set(found[0]["common"])


def test_a_source_cannot_steer_the_terminal(desk: Project, cc: Run) -> None:
    Path("log.html").write_text("<p>At 03:40 two fire engines \x1b[31mreached\u202e the mill\x07 in Brenna.</p>")
    cc("source", "add", "log.html", "--title", "The \x1b[2Jlog", "--kind", "\u202elog")
    assert Path("sources/log.html.txt").read_text() == "At 03:40 two fire engines [31mreached the mill in Brenna.\n"
    line = shlex.split(json.loads(cc("source", "suggest", ONE, "--json")[1])["claims"][0]["suggestions"][0]["command"])
    for arguments in (("suggest", ONE), (*line[2:], "--by", "Ada Holm"), ("show", "log"), ("list",), ("remove", "log")):
        for extra in ((), ("--json",)):
            _, out, err = cc("source", *arguments, *extra)
            assert (out + err).strip() and not any(c in out + err for c in "\x1b\u202e\x07"), arguments
    assert claims_of(desk)[ONE].sources[0].source == only(desk).id


def test_an_article_is_not_suggested_to_itself(desk: Project, cc: Run) -> None:
    cc("source", "add", "news/fire.md")
    assert json.loads(cc("source", "suggest", ONE, "--json")[1])["claims"][0]["suggestions"] == []


# --- beside the articles ----------------------------------------------------------------------------------------------


def test_sources_are_no_articles_of_the_folder(desk: Project, cc: Run) -> None:
    for name, data in (("log.html", PAGE), ("plan.txt", b"The plan.")):
        Path(name).write_bytes(data)
        cc("source", "add", name)
        Path(name).unlink()
    page = json.loads(cc("check", ".", "--output-format", "json")[1])
    assert [document["path"] for document in page["documents"]] == ["news/fire.md"]
    page = json.loads(cc("check", "sources", "--output-format", "json")[1])
    assert len(page["documents"]) == 3
    assert len(json.loads(cc("add", ".", "--json")[1])["articles"]) == 1

"""`source check`: pages that are gone, moved, shut, silent or changed, on real servers of this machine."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from claimcheck.cli.app import run
from claimcheck.desk.project import digest_of
from claimcheck.ledger.records import Citation, Source
from claimcheck.sources.web import names
from claimcheck.store import open_store
from tests.webserver import Script, Server, close, moved, page, silent

pytestmark = pytest.mark.usefixtures("loopback")

ARTICLE = """# Storm at the pier

The storm took 43 roof tiles off the boat shed on Sunday.

The harbour board met on Monday.
"""
QUOTE = "In all 43 roof tiles were lost."
PAGE = f"<html><body><main><h1>Damage</h1><p>{QUOTE}</p><p>The board thanks the crew.</p></main></body></html>"
TOLD = "--output-format", "json", "--min-severity", "info"


class Desk:
    """A project with an article, and sources that are addresses of a server."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.sources: list[Source] = []
        (folder / "article.md").write_text(ARTICLE, "utf-8")
        assert run(["init"]) == 0 and run(["add", "article.md"]) == 0
        self.store = open_store(folder / "claims.json")

    def source(self, url: str, copy: str | None = PAGE, *, cite: str = "43 roof", quote: str = "", **more: Any) -> str:
        """A source, stored as `copy`, cited by the claim that holds `cite`."""
        id = f"S-{len(self.sources) + 1:08d}"
        made = Source(id, url=url, added="2026-03-02T10:00:00+00:00", **more)
        if copy is not None:
            path = self.folder / "sources" / f"{id}.html"
            path.parent.mkdir(exist_ok=True)
            path.write_text(copy, "utf-8")
            digest = digest_of(copy.encode())
            made = made._replace(snapshot=f"sources/{id}.html", sha256=digest, retrieved="2026-03-02T10:00:00+00:00")
        with self.store.transaction() as change:
            change.ledger = change.ledger.put(made)
            for claim in list(change.ledger.claims.values()):
                if cite and cite in claim.text:
                    cited = Citation(id, quote=quote, sha256=made.sha256)
                    change.ledger = change.ledger.put(claim._replace(sources=(*claim.sources, cited)))
        self.sources.append(made)
        return id

    def sources_of(self, words: str, id: str) -> None:
        """One more source of the claim that holds `words`."""
        with self.store.transaction() as change:
            for claim in list(change.ledger.claims.values()):
                if words in claim.text:
                    change.ledger = change.ledger.put(claim._replace(sources=(*claim.sources, Citation(id))))

    def check(self, *flags: str, config: Sequence[str] = ()) -> tuple[int, dict[str, Any], str]:
        """Exit code, the JSON report and what was said besides."""
        self._capsys.readouterr()
        settings = ["allow-private=127.0.0.1", "web-delay=0", "web-timeout=3", "web-deadline=6", *config]
        code = run(["source", "check", *flags, *TOLD, *(part for s in settings for part in ("--config", s))])
        told = self._capsys.readouterr()
        return code, json.loads(told.out) if told.out else {}, told.err

    def codes(self, *flags: str, config: Sequence[str] = ()) -> list[str]:
        """The codes found, those of the stored sources left out."""
        report = self.check("--online", *flags, config=config)[1]
        return [f["code"] for f in report["findings"] if f["code"] not in ("CC409",)]


@pytest.fixture
def desk(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(project, capsys)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server({"/a": page(PAGE.encode(), Content_Type="text/html")}) as one:
        yield one


def known(monkeypatch: pytest.MonkeyPatch, *hosts: str) -> None:
    """A name system that knows these names alone."""

    def look_up(host: str) -> list[str]:
        if host.removesuffix(".") in hosts:
            return ["127.0.0.1"]
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(names, "look_up", look_up)


# --- what the server says ---------------------------------------------------------------------------------------------


def test_a_page_that_is_as_it_was(desk: Desk, server: Server) -> None:
    desk.source(f"{server.url}/a", quote=QUOTE)
    code, report, _ = desk.check("--online", "--strict")
    assert (code, report["findings"], report["summary"]["unchecked"]) == (0, [], 0)
    assert server.paths == ["/a"]


@pytest.mark.parametrize(
    ("script", "code", "severity", "said"),
    [
        (page(b"", 404), "CC410", "error", "is gone: the page does not exist (404)"),
        (page(b"", 410), "CC410", "error", "is gone: the page was removed (410)"),
        (page(b"", 403), "CC412", "warning", "could not be read: the server does not let us in (403)"),
        (page(b"", 401), "CC412", "warning", "asks for a password (401)"),
        (page(b"", 429, Retry_After="900"), "CC412", "warning", "too often (429)"),
        (page(b"", 500, Retry_After="900"), "CC490", "warning", "was not checked: the server failed (500)"),
        (silent, "CC490", "warning", "did not answer within 0.3 s"),
        (close(b""), "CC490", "warning", "breaks off"),
        (page(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "CC490", "warning", "the page is there, but"),
        (page(b"<html><body><script>1</script></body></html>"), "CC490", "warning", "has no text to compare"),
        (moved("http://127.0.0.2/a"), "CC490", "warning", "redirects to an address that is not asked"),
    ],
)
def test_what_is_wrong(desk: Desk, server: Server, script: Script, code: str, severity: str, said: str) -> None:
    server.pages["/a"] = script
    desk.source(f"{server.url}/a", quote=QUOTE)
    status, report, _ = desk.check("--online", config=["web-timeout=0.3", "web-deadline=2"])
    (finding,) = [f for f in report["findings"] if f["code"] != "CC409"]
    assert (finding["code"], finding["severity"]) == (code, severity)
    assert said in finding["message"] and finding["message"].startswith(f"{server.url}/a ")
    (where,) = finding["locations"]
    assert (where["path"], where["text"][:14], bool(where["claim_id"])) == ("article.md", "The storm took", True)
    assert status == (1 if severity == "error" else 0)
    unknown = code in ("CC412", "CC490")
    skipped = [(s["code"], s["path"]) for s in report["skipped"]]
    assert skipped == ([(code, f"{server.url}/a")] if unknown else [])
    assert report["summary"]["unchecked"] == unknown


def test_what_was_not_checked_fails_a_strict_run(desk: Desk, server: Server) -> None:
    server.pages["/a"] = page(b"", 403)
    desk.source(f"{server.url}/a")
    assert desk.check("--online")[0] == 0
    assert desk.check("--online", "--strict")[0] == 2


@pytest.mark.parametrize(
    ("script", "codes"),
    [
        (moved("/b", 301), ["CC411"]),
        (moved("/b", 308), ["CC411"]),
        (moved("/b", 302), []),
        (moved("/b", 303), []),
        (moved("/b", 307), []),
        (moved("/", 302), ["CC411"]),
        (moved("/", 301), ["CC411"]),
        (moved("/errors/404.html", 302), ["CC411"]),
        (moved("/gone", 301), ["CC410"]),
    ],
)
def test_moved(desk: Desk, server: Server, script: Script, codes: list[str]) -> None:
    server.pages |= {"/a": script, "/b": page(PAGE.encode()), "/": page(b"<p>Welcome to the port.</p>")}
    server.pages["/errors/404.html"] = page(b"<p>Nothing here.</p>")
    desk.source(f"{server.url}/a", quote=QUOTE)
    assert desk.codes() == codes


def test_a_host_that_is_gone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    known(monkeypatch, "example.com")
    desk.source("https://port.tide.example/a")
    assert desk.codes() == ["CC410"]


def test_no_network_at_all(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is not checked, nothing is dead."""
    known(monkeypatch)
    for n in range(3):
        desk.source(f"https://port{n}.tide.example/a")
    assert desk.codes() == ["CC490"] * 3


# --- where it is told -------------------------------------------------------------------------------------------------


def test_a_source_that_nothing_cites_is_told_at_its_record(desk: Desk, server: Server) -> None:
    id = desk.source(f"{server.url}/gone", cite="")
    _, report, _ = desk.check("--online")
    (finding,) = report["findings"]
    (where,) = finding["locations"]
    line = (desk.folder / "claims.json").read_text("utf-8").splitlines()[where["start"]["line"] - 1]
    assert (where["path"], where["text"]) == ("claims.json", f'"{id}"')
    assert line.strip() == f'"{id}": {{'


def test_every_citing_claim_is_told(desk: Desk, server: Server) -> None:
    desk.source(f"{server.url}/gone", cite="harbour board")
    desk.sources_of("43 roof", "S-00000001")
    _, report, _ = desk.check("--online")
    (finding,) = [f for f in report["findings"] if f["code"] == "CC410"]
    assert [w["start"]["line"] for w in finding["locations"]] == [3, 5]


def test_a_source_of_a_whole_article_is_told_at_its_first_claim(desk: Desk, server: Server) -> None:
    id = desk.source(f"{server.url}/gone", cite="")
    with desk.store.transaction() as change:
        (article,) = change.ledger.articles.values()
        change.ledger = change.ledger.put(article._replace(sources=(id,)))
    (finding,) = [f for f in desk.check("--online")[1]["findings"] if f["code"] == "CC410"]
    assert [(w["path"], w["start"]["line"]) for w in finding["locations"]] == [("article.md", 3)]


def test_two_dead_sources_of_the_same_claims_are_two_findings(desk: Desk, server: Server) -> None:
    for n in (1, 2):
        desk.source(f"{server.url}/{n}")
        desk.sources_of("harbour board", f"S-{n:08d}")
    _, report, _ = desk.check("--online")
    found = [f for f in report["findings"] if f["code"] == "CC410"]
    assert [len(f["locations"]) for f in found] == [2, 2]
    assert len({f["fingerprint"] for f in found}) == 2


def test_an_address_that_was_never_stored_is_told_once(desk: Desk, server: Server) -> None:
    server.pages["/shut"] = page(b"", 403)
    desk.source(f"{server.url}/gone", copy=None)
    desk.source(f"{server.url}/shut", copy=None)
    _, report, _ = desk.check("--online")
    assert [(s["path"], s["reason"]) for s in report["skipped"]] == [
        (f"{server.url}/shut", "the server does not let us in (403)")
    ]


def test_from_another_folder(desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.pages["/shut"] = page(b"", 403)
    desk.source(f"{server.url}/shut")
    (desk.folder / "drafts").mkdir()
    monkeypatch.chdir(desk.folder / "drafts")
    _, report, _ = desk.check("--online")
    (finding,) = report["findings"]
    assert finding["locations"][0]["path"] == "../article.md"
    assert report["skipped"][0]["path"] == f"{server.url}/shut"


def test_a_page_that_was_not_checked_is_no_file(desk: Desk, server: Server) -> None:
    """Formats for machines name it by its address."""
    server.pages["/shut"] = page(b"", 403)
    desk.source(f"{server.url}/shut?a=1&token=sesame")
    reports = ("--report", "sarif=a.sarif", "--report", "github=a.txt", "--report", "junit=a.xml")
    desk.check("--online", *reports)
    run_of = json.loads((desk.folder / "a.sarif").read_text("utf-8"))["runs"][0]
    (note,) = run_of["invocations"][0]["toolExecutionNotifications"]
    artifact = note["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": f"{server.url}/shut?a=1&token=%E2%80%A6"}
    told = (desk.folder / "a.txt").read_text("utf-8").splitlines()[-1]
    assert told.startswith(f"::warning title=CC412::not checked: {server.url}/shut?a=1&token=…: the server does not")
    assert "sesame" not in (desk.folder / "a.xml").read_text("utf-8")


def test_only_the_sources_named_are_asked_for(desk: Desk, server: Server) -> None:
    desk.source(f"{server.url}/gone")
    second = desk.source(f"{server.url}/also-gone")
    assert desk.codes(second) == ["CC410"]
    assert server.paths == ["/also-gone"]


def test_one_address_of_two_sources_is_asked_for_once(desk: Desk, server: Server) -> None:
    desk.source(f"{server.url}/gone")
    desk.source(f"{server.url}/gone")
    assert desk.codes() == ["CC410", "CC410"]
    assert server.paths == ["/gone"]


def test_confidential_sources_are_never_asked_for(desk: Desk, server: Server) -> None:
    desk.source(f"{server.url}/a", confidential=True)
    _, report, said = desk.check("--online")
    assert server.asked == []
    assert "1 confidential source was not asked for" in said
    assert server.url not in json.dumps(report)


def test_secrets_of_an_address_are_not_printed(desk: Desk, server: Server) -> None:
    desk.source(f"{server.url}/gone?token=sesame&page=3")
    server.pages["/b"] = moved("/b?session=sesame", 301)
    desk.source(f"{server.url}/b?key=sesame")
    server.pages["/c"] = page(PAGE.replace("43", "45").encode())
    desk.source(f"{server.url}/c?sid=sesame", quote=QUOTE)
    _, report, said = desk.check("--online")
    told = json.dumps([f["message"] for f in report["findings"]] + report["skipped"], ensure_ascii=False) + said
    assert "page=3" in told and "/c?sid=… has changed" in told and "sesame" not in told


def test_fingerprints_hold_when_the_article_is_edited(desk: Desk, server: Server) -> None:
    desk.source(f"{server.url}/gone")
    before = desk.check("--online")[1]["findings"]
    (desk.folder / "article.md").write_text(ARTICLE.replace("# Storm", "# A storm"), "utf-8")
    after = desk.check("--online")[1]["findings"]
    assert [f["fingerprint"] for f in before] == [f["fingerprint"] for f in after]


# --- pages that changed -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "quote", "severity"),
    [
        (PAGE.replace("<html>", "<html><!-- made at 10:03:11 -->"), QUOTE, None),
        (PAGE.replace("thanks the crew", "thanks the whole crew"), QUOTE, "info"),
        (PAGE.replace("thanks the crew", "thanks the whole crew"), "", "info"),
        (PAGE.replace("43", "45"), QUOTE, "warning"),
        (PAGE.replace("43", "45"), "", "warning"),
        (PAGE.replace("were lost", "were not lost"), QUOTE, "warning"),
        (PAGE.replace(QUOTE, "The statement was withdrawn."), QUOTE, "warning"),
        (PAGE.replace("In all 43", "In all&nbsp;43"), QUOTE, None),
    ],
)
def test_changed(desk: Desk, server: Server, now: str, quote: str, severity: str | None) -> None:
    server.pages["/a"] = page(now.encode(), Content_Type="text/html")
    desk.source(f"{server.url}/a", quote=quote)
    code, report, _ = desk.check("--online")
    found = [f for f in report["findings"] if f["code"] != "CC409"]
    assert [(f["code"], f["severity"]) for f in found] == ([] if severity is None else [("CC403", severity)])
    assert code == 0
    for finding in found:
        assert finding["locations"][0]["path"] == "article.md"
        assert re.fullmatch(r"the page of \d{4}-\d\d-\d\d, against the copy of 2026-03-02", finding["explanation"][0])


def test_the_encoding_a_server_names_today_counts(desk: Desk, server: Server) -> None:
    """The same words in another encoding are no change; nor does one hide a change."""
    copy = PAGE.replace("Damage", "Skader på nøstet")
    server.pages["/a"] = page(copy.encode("latin-1"), Content_Type="text/html; charset=iso-8859-1")
    desk.source(f"{server.url}/a", copy, quote=QUOTE)
    assert desk.codes() == []
    changed = copy.replace("43", "45").encode("utf-16")
    server.pages["/a"] = page(changed, Content_Type="text/html; charset=utf-16")
    (finding,) = desk.check("--online", "--refresh")[1]["findings"]
    assert finding["explanation"][-1] == "now: “In all 45 roof tiles were lost.”"


def test_a_change_is_told_with_both_passages(desk: Desk, server: Server) -> None:
    server.pages["/a"] = page(PAGE.replace("43", "45").encode())
    desk.source(f"{server.url}/a", quote=QUOTE)
    (finding,) = [f for f in desk.check("--online")[1]["findings"] if f["code"] == "CC403"]
    assert finding["message"] == f"{server.url}/a has changed where it is cited"
    assert finding["explanation"][1:] == [
        "cited: “In all 43 roof tiles were lost.”",
        "now: “In all 45 roof tiles were lost.”",
    ]


def test_what_the_copy_never_said_is_no_change(desk: Desk, server: Server) -> None:
    """The quote is not in the copy: CC404 says so; the page has lost nothing."""
    server.pages["/a"] = page(PAGE.replace("thanks", "thanked").encode())
    desk.source(f"{server.url}/a", quote="Nobody was hurt in the storm.")
    found = {f["code"]: f["severity"] for f in desk.check("--online")[1]["findings"]}
    assert found["CC404"] == "error" and found.get("CC403", "info") == "info"


def test_a_page_that_is_shown_instead_is_no_change(desk: Desk, server: Server) -> None:
    """A passing redirect to another site: a notice, a login. Nobody knows what the page says now."""
    with Server({"/consent": page(b"<main><p>Do you agree to our terms?</p></main>")}, host="127.0.0.3") as other:
        server.pages["/a"] = moved(f"{other.url}/consent", 302)
        desk.source(f"{server.url}/a", quote=QUOTE)
        assert desk.codes(config=["allow-private=127.0.0.0/8"]) == ["CC490"]


@pytest.mark.parametrize(
    ("script", "codes"),
    [
        (moved("/login?next=/a", 302), ["CC490"]),
        (moved("/login?next=/a", 307), ["CC490"]),
        (moved("/login", 301), ["CC403", "CC411"]),  # for good: that is where the page is said to be now
        (moved("/a/", 302), ["CC403"]),  # the same page
    ],
)
def test_a_login_in_the_place_of_a_page(desk: Desk, server: Server, script: Script, codes: list[str]) -> None:
    login = page(b"<main><p>Log in to read what the harbour board decided on Monday.</p></main>")
    server.pages |= {"/a": script, "/login": login, "/a/": page(PAGE.replace("43", "45").encode())}
    desk.source(f"{server.url}/a", quote=QUOTE)
    assert sorted(desk.codes()) == codes


def test_a_redirect_for_now_to_what_says_the_same(desk: Desk, server: Server) -> None:
    server.pages |= {"/a": moved("/en/a-2", 302), "/en/a-2": page(PAGE.replace("thanks", "thanked").encode())}
    desk.source(f"{server.url}/a", quote=QUOTE)
    assert desk.codes() == ["CC403"]  # an info: away from what is cited


def test_a_notice_in_the_place_of_a_page_is_no_change(desk: Desk, server: Server) -> None:
    """A challenge to robots, a shell that scripts would fill: nobody knows what the page says now."""
    copy = PAGE.replace("</main>", "<p>The board met for an hour in the old customs house.</p>" * 20 + "</main>")
    server.pages["/a"] = page(b"<html><body><p>Just a moment: we check your browser.</p></body></html>")
    desk.source(f"{server.url}/a", copy, quote=QUOTE)
    _, report, _ = desk.check("--online")
    (finding,) = report["findings"]
    assert finding["code"] == "CC490" and "it has 7 words, where the copy has" in finding["message"]


def test_a_moved_page_is_compared_as_well(desk: Desk, server: Server) -> None:
    server.pages |= {"/a": moved("/b"), "/b": page(PAGE.replace("43", "45").encode())}
    desk.source(f"{server.url}/a", quote=QUOTE)
    assert sorted(desk.codes()) == ["CC403", "CC411"]


def test_the_copy_is_gone_but_the_page_is_there(desk: Desk, server: Server) -> None:
    id = desk.source(f"{server.url}/a", quote=QUOTE)
    (desk.folder / "sources" / f"{id}.html").unlink()
    assert desk.codes() == ["CC402"]


def test_a_page_that_was_never_stored(desk: Desk, server: Server) -> None:
    """It is there, and that is all that is known."""
    desk.source(f"{server.url}/a", copy=None)
    _, report, _ = desk.check("--online")
    assert report["findings"] == []
    (skipped,) = report["skipped"]
    assert skipped["path"] == f"{server.url}/a" and "the page is there, but nothing can be looked" in skipped["reason"]


# --- offline, cache, archive ------------------------------------------------------------------------------------------


def test_nothing_is_asked_without_being_told_to(desk: Desk, server: Server) -> None:
    desk.source(f"{server.url}/gone", quote=QUOTE)
    code, report, _ = desk.check()
    assert (code, report["findings"], server.asked) == (0, [], [])


def test_a_page_is_fetched_once_a_day(desk: Desk, server: Server) -> None:
    desk.source(f"{server.url}/a", quote=QUOTE)
    desk.source(f"{server.url}/gone")
    for _ in range(2):
        assert desk.codes() == ["CC410"]
    assert server.paths.count("/a") == 1 and server.paths.count("/gone") == 2
    desk.codes("--refresh")
    assert server.paths.count("/a") == 2
    asked = len(server.asked)
    _, report, _ = desk.check("--offline")
    assert len(server.asked) == asked
    assert [f["code"] for f in report["findings"] if f["code"] != "CC409"] == ["CC490"]
    assert (desk.folder / ".claimcheck" / ".gitignore").read_text().endswith("*\n")


def archive(server: Server, copy: str = "") -> str:
    found = {"available": True, "status": "200", "timestamp": "20240506070809", "url": copy}
    body = {"archived_snapshots": {"closest": found} if copy else {}}
    server.pages["/find"] = page(json.dumps(body).encode())
    return f"web-archive={server.url}/find?url={{url}}&timestamp={{timestamp}}"


def test_an_archive_has_it(desk: Desk, server: Server) -> None:
    id = desk.source(f"{server.url}/gone")
    config = [archive(server, "https://archive.tide.example/2024/a")]
    _, report, said = desk.check("--online", "--archive", "--dry-run", config=config)
    (finding,) = [f for f in report["findings"] if f["code"] == "CC410"]
    assert finding["explanation"] == ["an archive has it: https://archive.tide.example/2024/a of 2024-05-06"]
    assert "1 archived copy would be noted down" in said
    assert desk.store.load().sources[id].archive_url == ""
    _, _, said = desk.check("--online", "--archive", config=config)
    assert "1 archived copy was noted down" in said
    assert desk.store.load().sources[id].archive_url == "https://archive.tide.example/2024/a"
    before = sum(p.startswith("/find") for p in server.paths)
    _, report, _ = desk.check("--online", "--archive", config=config)
    assert sum(p.startswith("/find") for p in server.paths) == before
    (finding,) = [f for f in report["findings"] if f["code"] == "CC410"]
    assert finding["explanation"] == ["an archive has it: https://archive.tide.example/2024/a"]
    assert server.paths.count("/gone") == 3


def test_an_archive_has_none_or_cannot_be_asked(desk: Desk, server: Server) -> None:
    desk.source(f"{server.url}/gone")
    code, report, said = desk.check("--online", "--archive", config=[archive(server)])
    assert (code, "noted down" in said, report["findings"][0]["explanation"]) == (1, False, [])
    config = [archive(server)]
    server.pages["/find"] = page(b"", 503, Retry_After="999")
    code, _, said = desk.check("--online", "--archive", config=config)
    assert code == 1 and "the web archive could not be asked: the server is not available now (503)" in said


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--archive"], "add --online"),
        (["--refresh"], "add --online"),
        (["--offline", "--archive"], "--offline asks nobody"),
        (["--watch"], "no such option: --watch"),
        (["nothing-like-it"], 'no source "nothing-like-it"'),
    ],
)
def test_wrong_use(desk: Desk, flags: list[str], said: str) -> None:
    code, _, told = desk.check(*flags)
    assert code == 2 and said in told


def test_an_interruption_is_quick_and_loses_nothing(desk: Desk, server: Server) -> None:
    """What was fetched until then is in the cache, and the program ends though servers keep it waiting."""
    server.pages["/slow"] = silent
    desk.source(f"{server.url}/a", quote=QUOTE)
    for _ in range(20):
        desk.source(f"{server.url}/slow?{len(desk.sources)}", cite="")
    settings = ("allow-private=127.0.0.1", "web-delay=0", "web-timeout=30")
    flags = [part for setting in settings for part in ("--config", setting)]
    command = [sys.executable, "-m", "claimcheck", "source", "check", "--online", *flags]
    with subprocess.Popen(command, cwd=desk.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        for _ in range(400):
            if len(server.asked) > 2:
                break
            time.sleep(0.05)
        time.sleep(0.2)
        begin = time.monotonic()
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
    assert (running.returncode, out, err) == (130, b"", b"")
    assert time.monotonic() - begin < 5
    (kept,) = (desk.folder / ".claimcheck" / "web").iterdir()
    assert b"43 roof tiles" in kept.read_bytes()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("web-delay = -1", "web-delay must be a number from 0 to 3,600, not -1"),
        ("web-delay = true", "web-delay must be a number"),
        ("web-timeout = nan", "web-timeout must be a number from 0.1"),
        ("web-per-host = 1.5", "web-per-host must be a whole number from 1 to 64"),
        ('web-max-bytes = "many"', "web-max-bytes must be a whole number"),
        ('web-user-agent = "desk\\r\\nX-Injected: 1"', "web-user-agent must be printable ASCII"),
        ('web-archive = "file:///etc/{url}"', "web-archive must be a web address with {url} in it"),
        ('allow-private = ["10.0.0.0/99"]', 'allow-private must be hosts and networks: "10.0.0.0/99" is no host'),
        ('web-proxy = "x"', 'unknown key "web-proxy"'),
    ],
)
def test_settings_are_checked_where_they_are_written(desk: Desk, written: str, said: str) -> None:
    (desk.folder / "claimcheck.toml").write_text(f"# the desk's own\n{written}\n", "utf-8")
    code, _, told = desk.check("--online")
    assert code == 2 and f"claimcheck.toml:2: {said}" in told


def test_a_ledger_without_sources(desk: Desk) -> None:
    code, _, told = desk.check("--online")
    assert code == 2 and "nothing to check" in told
    assert desk.check("--online", "--allow-empty")[0] == 0


def test_baseline_and_comments(desk: Desk, server: Server) -> None:
    """A finding may be accepted or silenced as any other; directives about other rules are none of our business."""
    desk.source(f"{server.url}/gone")
    _, report, _ = desk.check("--online")
    accepted = {"version": 1, "findings": []}
    noted = ARTICLE.replace("The storm", "<!-- claimcheck: ignore[CC101] why -->\nThe storm")
    (desk.folder / "article.md").write_text(noted, "utf-8")
    assert desk.codes() == ["CC410"]
    silenced = ARTICLE.replace("The storm", "<!-- claimcheck: ignore[link-dead] it is in the archive -->\nThe storm")
    (desk.folder / "article.md").write_text(silenced, "utf-8")
    code, report, _ = desk.check("--online")
    assert (code, [f["suppressed"] for f in report["findings"] if f["code"] == "CC410"]) == (0, ["inline"])
    assert accepted

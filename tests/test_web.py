"""Fetching, against real servers on this machine: what a good one, a bad one and a hostile one may do."""

from __future__ import annotations

import gzip
import socket
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest

from claimcheck.sources.web import Ask, Fetcher, Page, Trouble, WebOptions, WebTrouble, fetch, fetch_each, find_snapshot
from claimcheck.sources.web.addresses import allowed, host_of, parse, private, same_page, shown
from claimcheck.sources.web.cache import Cache
from claimcheck.sources.web.clock import Clock
from claimcheck.sources.web.polite import retry_after
from tests.webserver import (
    AUTHORITY,
    Script,
    Server,
    Talk,
    close,
    continues,
    drip_body,
    drip_head,
    endless,
    endless_redirect,
    in_turn,
    moved,
    page,
    silent,
)

pytestmark = pytest.mark.usefixtures("loopback")

HERE = WebOptions(allow_private=("127.0.0.1",), delay=0, retries=0, timeout=3, deadline=6, max_bytes=200_000)
SHORT = WebOptions(allow_private=("127.0.0.1",), delay=0, retries=0, timeout=0.3, deadline=0.6, max_bytes=200_000)
DEAD = (Trouble.GONE, Trouble.NO_HOST)


class Slept(Clock):
    """A clock whose sleeps take no time, but are written down; it runs on with them."""

    def __init__(self, at: datetime = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)) -> None:
        super().__init__()
        self.sleeps: list[float] = []
        self.at = at

    def now(self) -> float:
        return time.monotonic() + sum(self.sleeps)

    def utc(self) -> datetime:
        return self.at + timedelta(seconds=sum(self.sleeps))

    def sleep(self, seconds: float) -> None:
        self.check()
        self.sleeps.append(seconds)


def packed(data: bytes) -> bytes:
    """The same bytes in every process: they are part of a test's name."""
    return gzip.compress(data, mtime=0)


def trouble(url: str, options: WebOptions = HERE, **more: object) -> WebTrouble:
    with pytest.raises(WebTrouble) as raised:
        fetch(url, options, **more)  # type: ignore[arg-type]
    return raised.value


def served(script: Script, options: WebOptions = HERE, **more: object) -> WebTrouble:
    """The trouble a script gives."""
    with Server({}, otherwise=script) as server:
        return trouble(f"{server.url}/a", options, **more)


def named(**hosts: str | list[str] | socket.gaierror) -> Callable[[str], list[str]]:
    """A resolver that knows some names ("_" for ".") and no others."""
    rows = {name.replace("_", "."): found for name, found in hosts.items()}

    def look_up(host: str) -> list[str]:
        found = rows.get(host.removesuffix("."), socket.gaierror(socket.EAI_NONAME, "unknown"))
        if isinstance(found, socket.gaierror):
            raise found
        return [found] if isinstance(found, str) else found

    return look_up


# --- good pages -------------------------------------------------------------------------------------------------------


def test_a_page() -> None:
    body = "Ferjen går klokka 12.".encode()
    with Server({"/a": page(body, Content_Type="text/plain; charset=utf-8", ETag='"7"', Last_Modified="x")}) as server:
        found = fetch(f"{server.url}/a#top", HERE, clock=Slept())
    assert found == Page(
        f"{server.url}/a#top",
        f"{server.url}/a",
        200,
        "text/plain; charset=utf-8",
        body,
        "2026-03-02T10:00:00+00:00",
        etag='"7"',
        last_modified="x",
    )


def test_what_is_sent_and_what_never_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login ida password sesame\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    with Server({"/b": page(b"there")}) as server:
        server.pages["/a"] = page(b"", 302, Location="/b", Set_Cookie="id=7")
        fetch(f"{server.url}/a", HERE)
        first, second = server.asked
    fields = [line.partition(":")[0] for line in second.split("\r\n")[1:]]
    assert first.startswith("GET /a HTTP/1.1\r\n")
    assert fields == ["Host", "User-Agent", "Accept", "Accept-Encoding"]
    assert "claimcheck/" in second


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("X-GZIP", lambda data: gzip.compress(data[:20]) + gzip.compress(data[20:])),
        ("gzip", lambda data: gzip.compress(data) + b"\0 left over"),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("identity", lambda data: data),
    ],
)
def test_packed_pages(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    body = b"The pier is 120 metres long. " * 400
    with Server({"/a": page(pack(body), Content_Encoding=encoding)}) as server:
        assert fetch(f"{server.url}/a", HERE).data == body


def test_chunks_and_odd_letters_in_addresses() -> None:
    chunks = b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n5;x=1\r\nTide \r\n4\r\nrose\r\n0\r\nX: 1\r\n\r\n"
    with Server({"/brygge%20%C3%B8st": chunks}) as server:
        assert fetch(f"{server.url}/brygge%20øst?år=1", HERE).data == b"Tide rose"
        assert server.paths == ["/brygge%20%C3%B8st?%C3%A5r=1"]


def test_ipv6() -> None:
    try:
        server = Server({"/a": page(b"six")}, host="::1")
    except OSError:  # a machine without IPv6: the address forms are tested without a server below
        return
    with server:
        options = WebOptions(allow_private=("::1",), delay=0, retries=0)
        assert fetch(f"{server.url}/a", options).data == b"six"
        assert trouble(f"{server.url}/a").kind is Trouble.REFUSED
        assert server.asked[0].partition("Host: ")[2].startswith(f"[::1]:{server.port}\r\n")


def test_only_the_status() -> None:
    """Without a page to compare, a large body is left where it is, and a short one frees the connection."""
    with Server({"/large": endless, "/small": page(b"x" * 1000)}) as server:
        fetcher = Fetcher(HERE)
        found = fetcher.get(f"{server.url}/large", whole=False)
        assert (found.status, found.data, found.whole) == (200, b"", False)
        for _ in range(3):
            fetcher.get(f"{server.url}/small", whole=False)
        fetcher.close()
        assert server.connections == 2
        assert {head.split()[0] for head in server.asked} == {"GET"}


def test_head_is_never_asked() -> None:
    def no_head(talk: Talk) -> None:
        talk.send(page(b"in", 200) if talk.method == "GET" else page(b"", 405))

    with Server({"/a": no_head}) as server:
        assert fetch(f"{server.url}/a", HERE).status == 200
        with Fetcher(HERE) as fetcher:
            assert fetcher.get(f"{server.url}/a", whole=False).status == 200


def test_a_connection_the_server_closed_meanwhile_is_made_anew() -> None:
    with Server({"/a": close(page(b"one")), "/b": page(b"two")}) as server:
        fetcher = Fetcher(HERE)
        for _ in range(3):
            assert fetcher.get(f"{server.url}/a").data == b"one"
            assert fetcher.get(f"{server.url}/b").data == b"two"
        fetcher.close()


def test_more_than_the_length_says_is_no_part_of_the_page() -> None:
    with Server({"/a": page(b"twelve boats and more", length=12)}) as server:
        fetcher = Fetcher(HERE)
        assert [fetcher.get(f"{server.url}/a").data for _ in range(2)] == [b"twelve boats"] * 2
        fetcher.close()


# --- bad servers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "kind", "said"),
    [
        (drip_body, Trouble.NO_ANSWER, "did not finish within 0.6 s"),
        (drip_head, Trouble.NO_ANSWER, "did not finish within 0.6 s"),
        (continues, Trouble.NO_ANSWER, "did not finish within 0.6 s"),
        (silent, Trouble.NO_ANSWER, "did not answer within 0.3 s"),
        (endless, Trouble.LIMIT, "larger than 200,000 bytes"),
        (close(b"HTTP/1.1 200 X\r\nContent-Ty"), Trouble.NO_ANSWER, "breaks off"),
        (close(b"HTTP/1.1 404 X\r\n"), Trouble.NO_ANSWER, "breaks off"),
        (endless_redirect, Trouble.LIMIT, "more than 10 redirects"),
        (moved("/a"), Trouble.LIMIT, "in a circle"),
        (page(b"x", length=10**12), Trouble.LIMIT, "larger than"),
        (close(page(b"half", length=400)), Trouble.NO_ANSWER, "breaks off"),
        (close(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nhalf"), Trouble.NO_ANSWER, "breaks off"),
        (close(b""), Trouble.NO_ANSWER, "breaks off"),
        (close(b"SSH-2.0-OpenSSH_9.6\r\n"), Trouble.NO_ANSWER, "not HTTP"),
        (close(b"\x16\x03\x01\x02\x00\x01\x00" * 40 + b"\r\n"), Trouble.NO_ANSWER, "not HTTP"),
        (close(b"HTTP/1.1 200 X\r\n" + b"X-A: b\r\n" * 1000 + b"\r\n"), Trouble.NO_ANSWER, "not HTTP"),
        (close(b"HTTP/1.1 200 X\r\nX-A: " + b"b" * 99_999 + b"\r\n\r\n"), Trouble.NO_ANSWER, "not HTTP"),
        (close(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), Trouble.NO_ANSWER, "breaks off"),
        (page(packed(b"x" * 40_000_000), Content_Encoding="gzip"), Trouble.LIMIT, "larger than"),
        (page(packed(b"whole page")[:-9], Content_Encoding="gzip"), Trouble.NO_ANSWER, "breaks off"),
        (page(b"not packed", Content_Encoding="gzip"), Trouble.NO_ANSWER, "cannot be unpacked"),
        (page(b"x", Content_Encoding="gzip, gzip"), Trouble.SERVER, "not asked for"),
        (page(b"x", Content_Encoding="br"), Trouble.SERVER, "not asked for"),
        (page(b"", 204), Trouble.SERVER, "(204)"),
        (page(b"", 304), Trouble.SERVER, "(304)"),
        (page(b"", 301), Trouble.SERVER, "(301)"),
        (page(b"", 999), Trouble.SERVER, "(999)"),
        (page(b"", 401), Trouble.BLOCKED, "password"),
        (page(b"", 403), Trouble.BLOCKED, "let us in"),
        (page(b"", 429), Trouble.BLOCKED, "too often"),
        (page(b"", 451), Trouble.BLOCKED, "legal"),
        (page(b"", 500), Trouble.SERVER, "failed"),
        (page(b"", 503), Trouble.SERVER, "not available"),
        (page(b"", 400), Trouble.SERVER, "(400)"),
        (page(b"", 404), Trouble.GONE, "does not exist"),
        (page(b"", 410), Trouble.GONE, "removed"),
    ],
)
def test_bad_servers(script: Script, kind: Trouble, said: str) -> None:
    begin = time.monotonic()
    tracemalloc.start()
    found = served(script, SHORT if "within" in said else HERE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found.kind, said in found.message) == (kind, True), found
    assert time.monotonic() - begin < 5
    assert peak < 4_000_000


def test_a_refused_connection() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        found = trouble(f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert (found.kind, found.message) == (Trouble.NO_ANSWER, "the server refuses the connection")


def test_only_what_is_gone_is_dead() -> None:
    statuses = (*range(400, 432), 444, 451, 499, *range(500, 512), 520, 599)
    with Server({}, otherwise=page(b"", 404)) as server:
        for status in statuses:
            server.pages[f"/{status}"] = page(b"", status)
        options = WebOptions(allow_private=("127.0.0.1",), delay=0, retries=0)
        fetcher = Fetcher(options)
        dead = []
        for status in statuses:
            with pytest.raises(WebTrouble) as raised:
                fetcher.get(f"{server.url}/{status}")
            if raised.value.kind in DEAD:
                dead.append(status)
        fetcher.close()
    assert dead == [404, 410]


def test_a_status_is_known_before_its_body_is() -> None:
    """A "gone" whose body never ends is gone all the same."""

    def drips(talk: Talk) -> None:
        talk.send(b"HTTP/1.1 410 X\r\nContent-Length: 9000\r\n\r\n")
        talk.drip(b"x" * 9000)

    begin = time.monotonic()
    assert served(drips, WebOptions(("127.0.0.1",), delay=0, retries=0, deadline=0.5)).kind is Trouble.GONE
    assert served(close(page(b"x", 404, length=900))).kind is Trouble.GONE
    assert time.monotonic() - begin < 5


def test_pages_that_break_off_do_not_make_a_host_silent() -> None:
    broken = close(page(b"half", length=400))
    with Server({"/good": page(b"whole")}, otherwise=broken) as server, Fetcher(HERE) as fetcher:
        for n in range(5):
            with pytest.raises(WebTrouble, match="breaks off"):
                fetcher.get(f"{server.url}/{n}")
        assert fetcher.get(f"{server.url}/good").data == b"whole"


# --- TLS --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine trusts the tests' own authority, and no other."""
    monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    monkeypatch.setenv("SSL_CERT_DIR", "/nonexistent")


@pytest.mark.usefixtures("trusted")
def test_tls_is_proved_by_name_and_connected_by_number() -> None:
    looked_up = named(harbour_example="127.0.0.1", other_example="127.0.0.1")
    with Server({"/a": page(b"safe")}, certificate="harbour.pem") as server:
        port = server.port
        assert fetch(f"https://harbour.example:{port}/a", HERE, resolver=looked_up).data == b"safe"
        assert fetch(f"https://127.0.0.1:{port}/a", HERE).data == b"safe"
        other = trouble(f"https://other.example:{port}/a", resolver=looked_up)
        assert server.asked[0].partition("Host: ")[2].startswith(f"harbour.example:{port}\r\n")
        assert len(server.asked) == 2
    assert (other.kind, "not valid for 'other.example'" in other.message) == (Trouble.TLS, True)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("certificate", ["expired.pem", ""])
def test_tls_failures(certificate: str) -> None:
    plain = b"" if certificate else page(b"", 400)
    with Server({"/a": page(b"unsafe")}, certificate=certificate, greeting=plain) as server:
        found = trouble(f"https://harbour.example:{server.port}/a", resolver=named(harbour_example="127.0.0.1"))
        assert found.kind is Trouble.TLS
        assert "expired" in found.message if certificate else "prove" in found.message
        assert server.asked == []


def test_an_authority_nobody_trusts() -> None:
    with Server({"/a": page(b"unsafe")}, certificate="harbour.pem") as server:
        found = trouble(f"https://harbour.example:{server.port}/a", resolver=named(harbour_example="127.0.0.1"))
    assert (found.kind, server.asked) == (Trouble.TLS, [])


def test_a_handshake_that_never_comes() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        begin = time.monotonic()
        found = trouble(f"https://127.0.0.1:{deaf.getsockname()[1]}/", SHORT)
    assert found.kind is Trouble.NO_ANSWER
    assert time.monotonic() - begin < 5


# --- redirects --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_told(status: int) -> None:
    with Server({"/old/a": moved("../new?x=1#part", status), "/new": page(b"new")}) as server:
        found = fetch(f"{server.url}/old/a", HERE)
    assert found.redirects == ((status, f"{server.url}/new?x=1"),)
    assert (found.final_url, found.data) == (f"{server.url}/new?x=1", b"new")


def test_a_redirect_to_what_is_gone_is_gone() -> None:
    with Server({"/a": moved("/b")}) as server:
        found = trouble(f"{server.url}/a")
    assert (found.kind, found.redirects) == (Trouble.GONE, ((301, f"{server.url}/b"),))


INSIDE = (
    "http://127.0.0.2:{port}/secret",
    "http://127.1.2.3:{port}/secret",
    "http://2130706434:{port}/secret",
    "http://0x7f000002:{port}/secret",
    "http://0177.0.0.2:{port}/secret",
    "http://0x7f.2:{port}/secret",
    "http://127.2:{port}/secret",
    "http://0:{port}/secret",
    "http://0.0.0.0:{port}/secret",
    "http://localhost:{port}/secret",
    "http://LOCALHOST.:{port}/secret",
    "http://[::1]:{port}/secret",
    "http://[0:0:0:0:0:0:0:1]:{port}/secret",
    "http://[::ffff:127.0.0.2]:{port}/secret",
    "http://[::ffff:7f00:2]:{port}/secret",
    "http://[::127.0.0.2]:{port}/secret",
    "http://[::]:{port}/secret",
    "http://[64:ff9b::127.0.0.2]:{port}/secret",
    "http://[64:ff9b:1::7f00:2]:{port}/secret",
    "http://[2002:7f00:2::]:{port}/secret",
    "http://[2001:0:7f00:2::1]:{port}/secret",
    "http://[fe80::1%25lo]:{port}/secret",
    "http://[fd00::2]:{port}/secret",
    "http://①②⑦.⓪.⓪.②:{port}/secret",
    "http://127。0。0。2:{port}/secret",
    "http://１２７.0.0.2:{port}/secret",
    "http://127.0.0.2%2f@127.0.0.1:{port}/secret",
    "http://inside.example:{port}/secret",
    "//127.0.0.2:{port}/secret",
    "http://user:sesame@127.0.0.1:{port}/secret",
    "http://127.0.0.1:{port}\\@127.0.0.2/secret",
    "http://169.254.169.254/secret",
    "http://metadata/secret",
    "file:///etc/hostname",
    "gopher://127.0.0.1:{port}/_secret",
    "javascript:alert(1)",
    "http:///secret",
    "http://",
    "http://[",
)


@pytest.mark.parametrize("target", INSIDE)
def test_a_redirect_never_leads_inside(target: str) -> None:
    """The server stands on every loopback address there is, but only one of them may be asked."""
    with Server({"/secret": page(b"sesame")}, host="0.0.0.0") as server:
        written = target.format(port=server.port).encode().decode("latin-1")
        server.pages["/a"] = moved(written, 302)
        start = f"http://127.0.0.1:{server.port}/a"
        found = trouble(start, resolver=named(inside_example="127.0.0.2"))
        assert server.paths == ["/a"]
    assert found.kind is Trouble.REFUSED
    assert "sesame" not in str(found) + str(found.redirects)


def test_a_name_is_looked_up_once_and_connected_to_where_it_was_checked() -> None:
    """A name that means another machine at the second look (DNS rebinding) gets no second look."""
    asked: list[str] = []

    def rebinding(host: str) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    with Server({"/a": moved("/b", 302), "/b": page(b"checked")}) as server:
        assert fetch(f"http://tide.example:{server.port}/a", HERE, resolver=rebinding).data == b"checked"
    assert asked == ["tide.example."]


def test_of_several_numbers_only_the_public_ones_are_asked() -> None:
    looked_up = named(tide_example=["127.0.0.2", "10.0.0.1", "127.0.0.1"])
    with Server({"/a": page(b"checked")}) as server:
        assert fetch(f"http://tide.example:{server.port}/a", HERE, resolver=looked_up).data == b"checked"


def test_a_number_that_does_not_answer_gives_way_to_the_next() -> None:
    options = WebOptions(allow_private=("127.0.0.0/8",), delay=0, retries=0, timeout=0.5)
    with Server({"/a": page(b"there")}) as server:
        looked_up = named(tide_example=["127.0.0.9", "127.0.0.1"])
        assert fetch(f"http://tide.example:{server.port}/a", options, resolver=looked_up).data == b"there"


def test_a_name_may_be_allowed() -> None:
    options = WebOptions(allow_private=("Intranet", "wiki.tide.example."), delay=0, retries=0)
    looked_up = named(intranet="127.0.0.1", wiki_tide_example="127.0.0.1", tide_example="127.0.0.1")
    with Server({"/a": page(b"ours")}) as server:
        for host in ("intranet", "WIKI.tide.example"):
            assert fetch(f"http://{host}:{server.port}/a", options, resolver=looked_up).data == b"ours"
        assert trouble(f"http://tide.example:{server.port}/a", options, resolver=looked_up).kind is Trouble.REFUSED


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with Server({}, otherwise=page(b"from the proxy")) as proxy, Server({"/a": page(b"direct")}) as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert fetch(f"{server.url}/a", HERE).data == b"direct"
        assert proxy.asked == []


# --- names ------------------------------------------------------------------------------------------------------------

GAIERROR = socket.gaierror


def test_an_unknown_name_is_dead_where_names_can_be_looked_up() -> None:
    found = trouble("https://nowhere.tide.example/", resolver=named(example_com="93.184.215.14"))
    assert (found.kind, found.message) == (Trouble.NO_HOST, "there is no host nowhere.tide.example")


def test_a_name_in_a_file_of_this_machine_proves_no_name_system() -> None:
    """A host of our own is found without any network; what is not found then is not unknown."""
    with Server({"/a": page(b"ours")}) as server:
        options = WebOptions(("wiki",), delay=0, retries=0)
        with Fetcher(options, resolver=named(wiki="127.0.0.1")) as fetcher:
            assert fetcher.get(f"http://wiki:{server.port}/a").data == b"ours"
            with pytest.raises(WebTrouble) as raised:
                fetcher.get("https://nowhere.tide.example/")
    assert raised.value.kind is Trouble.NO_ANSWER


@pytest.mark.parametrize(
    "resolver",
    [
        named(),  # every name is unknown: no network
        named(example_com="93.184.215.14", nowhere_tide_example=GAIERROR(socket.EAI_AGAIN, "try again")),
        named(example_com="93.184.215.14", nowhere_tide_example=GAIERROR(socket.EAI_FAIL, "failed")),
        named(example_com="93.184.215.14", nowhere_tide_example=GAIERROR(-5, "no address for this name")),
        named(example_com="93.184.215.14", nowhere_tide_example=[]),
    ],
)
def test_an_unknown_name_is_not_dead_otherwise(resolver: Callable[[str], list[str]]) -> None:
    assert trouble("https://nowhere.tide.example/", resolver=resolver).kind is Trouble.NO_ANSWER


def test_a_resolver_that_hangs() -> None:
    def hangs(host: str) -> list[str]:
        time.sleep(3)
        return []

    begin = time.monotonic()
    found = trouble("https://nowhere.tide.example/", WebOptions(timeout=0.1, retries=0), resolver=hangs)
    assert (found.kind, time.monotonic() - begin < 2.5) == (Trouble.NO_ANSWER, True)


# --- address forms ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("Tide.Example", "tide.example"),
        ("tide.example.", "tide.example"),
        ("brygge-øst.example", "xn--brygge-st-r8a.example"),
        ("straße.example", "xn--strae-oqa.example"),  # not strasse.example, which is another's
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
        ("under_score.example", "under_score.example"),
        ("8.8.8.8", ip_address("8.8.8.8")),
        ("134744072", ip_address("8.8.8.8")),
        ("0x8.0x8.0x808", ip_address("8.8.8.8")),
        ("010.8.8.8", ip_address("8.8.8.8")),
        ("[2606:4700::1111]", ip_address("2606:4700::1111")),
    ],
)
def test_hosts(written: str, host: object) -> None:
    assert host_of(written) == host


@pytest.mark.parametrize(
    "written",
    [
        *("", ".", "..", "a..example", "-a.example", "a-.example", "a b.example", "a%2e.example", "exa<mple", "x" * 64),
        *("1.2.3.4.5", "256.1.1.1", "1.2.3.256", "0x1ffffffff", "099.1.1.1", "4294967296", "::g"),
        *("a.example\u200b", "a\u202e.example", "a@b", "." * 300, "a." * 130 + "example", "1" * 5000),
    ],
)
def test_what_is_no_host(written: str) -> None:
    with pytest.raises(WebTrouble) as raised:
        host_of(written)
    assert raised.value.kind is Trouble.REFUSED


def test_public_numbers() -> None:
    for number in ("8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"):
        assert private(ip_address(number)) == "", number


@pytest.mark.parametrize(
    "number",
    [
        *("0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.255"),
        *("169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1"),
        *("198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1"),
        *("255.255.255.255", "168.63.129.16", "::", "::1", "::7f00:1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1"),
        *("64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2001:10::1", "2002:a00:1::"),
        *("2002:808:808::", "3fff::1", "4000::1", "5f00::1", "fc00::1", "fdff::1", "fe80::1", "fe80::1%eth0"),
        *("fec0::1", "ff02::1", "ff0e::1"),
    ],
)
def test_private_numbers(number: str) -> None:
    assert private(ip_address(number))


def test_the_table_holds_whatever_the_standard_library_calls_private() -> None:
    """An independent oracle: `ipaddress` carries the same registries."""
    from random import Random

    random = Random(20)
    for _ in range(20_000):
        four = ip_address(random.getrandbits(32))
        six = ip_address((random.choice((0, 1, 2, 3, 0xF)) << 124) + random.getrandbits(124))
        for number in (four, six):
            if not number.is_global or number.is_multicast:
                assert private(number), number


@pytest.mark.parametrize(
    "url",
    [
        *("", "tide.example", "//tide.example/", "http:tide.example", "ftp://tide.example/", "http://", "http:///a"),
        *(
            "http://tide.example:0/",
            "http://tide.example:99999/",
            "http://tide.example:x/",
            "http://[::1/",
            "http://a b/",
        ),
        *("http://tide.example/\r\nX-Injected: 1", "http://tide.example/\x00", "http://tide.example\\@evil.example/"),
        *("http://user@tide.example/", "http://:pw@tide.example/", "http://tide.example/" + "a" * 8000, "http://@a.b/"),
        *("http://tide.example/\ud800", "http://tide.example/a b", "data:text/plain,x", "mailto:a@tide.example"),
    ],
)
def test_what_is_no_address(url: str) -> None:
    assert trouble(url).kind is Trouble.REFUSED


def test_addresses() -> None:
    found = parse("HTTPS://Tide.Example:443/a%20b;c?q=1&r=ø#part")
    assert (found.url, found.port, found.authority) == (
        "https://tide.example/a%20b;c?q=1&r=%C3%B8",
        443,
        "tide.example",
    )
    assert parse("http://tide.example?x").url == "http://tide.example/?x"
    assert same_page("http://www.tide.example/a/", "https://tide.example/a")
    assert not same_page("http://tide.example/a", "http://tide.example/b")


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("https://ida:sesame@tide.example/a", "https://tide.example/a"),
        ("https://ida:se@same@tide.example/a@b", "https://tide.example/a@b"),
        ("https://tide.example/a?token=sesame&page=2", "https://tide.example/a?token=…&page=2"),
        ("https://tide.example/a?X-Amz-Signature=sesame", "https://tide.example/a?X-Amz-Signature=…"),
        ("https://tide.example/a?api_key=sesame;sid=sesame", "https://tide.example/a?api_key=…;sid=…"),
        ("https://tide.example/a#access_token=sesame", "https://tide.example/a#access_token=…"),
        ("https://tide.example/keys?keyboard=qwerty", "https://tide.example/keys?keyboard=qwerty"),
    ],
)
def test_nothing_secret_is_printed(url: str, printed: str) -> None:
    assert shown(url) == printed


def test_what_no_setting_may_allow() -> None:
    """A setting may come with a stranger's pull request: where clouds keep their credentials stays out of reach."""
    everything = WebOptions(("0.0.0.0/0", "::/0", "metadata.example", "169.254.169.254"), delay=0, retries=0, timeout=1)
    looked_up = named(metadata_example="169.254.169.254", other_example="fd00:ec2::254", tide_example="0.0.0.0")
    for host in (
        *("169.254.169.254", "[::ffff:169.254.169.254]", "[fe80::1]", "0", "224.0.0.1", "2852039166", "[ff02::1]"),
        *("[64:ff9b::a9fe:a9fe]", "metadata.example", "other.example", "tide.example", "100.100.100.200"),
    ):
        assert trouble(f"http://{host}/latest", everything, resolver=looked_up).kind is Trouble.REFUSED, host


def test_a_header_that_is_none(capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever a server sends, nothing of it is printed."""
    odd = b"HTTP/1.1 200 \x1b[31mX\r\nno colon here \x1b]0;x\x07\r\nContent-Length: 4\r\n\r\ntide"
    with Server({"/a": close(odd)}) as server:
        try:
            fetch(f"{server.url}/a", HERE)
        except WebTrouble as wrong:
            assert "\x1b" not in str(wrong)
    assert capfd.readouterr() == ("", "")


def test_front_pages_and_error_pages() -> None:
    fronts = ("/", "/index.html", "/en", "/nb-NO/", "/en/index.php", "/home", "/Default.aspx".lower())
    errors = ("/404", "/404.html", "/error-404", "/not-found", "/pages/page_not_found.htm", "/en/NotFound")
    pages = ("/news", "/en/news", "/a?x=1", "/?p=12", "/found", "/error-handling", "/1404", "/not-found-again/x")
    for path in fronts:
        assert parse(f"https://tide.example{path}").is_front, path
    for path in errors:
        assert parse(f"https://tide.example{path}").is_error, path
    for path in pages:
        assert not parse(f"https://tide.example{path}").is_front, path
        assert not parse(f"https://tide.example{path}").is_error, path


def test_what_may_be_allowed() -> None:
    rules = allowed(["10.0.0.0/8", "::1", "[fd00::]/8".replace("[", "").replace("]", ""), "Wiki", "127.1"])
    assert rules.name("wiki") and not rules.name("wikis")
    assert all(rules.number(ip_address(n)) for n in ("10.9.9.9", "::1", "fd12::1", "127.0.0.1"))
    assert not rules.number(ip_address("127.0.0.2"))
    with pytest.raises(ValueError, match="is no host and no network"):
        allowed(["10.0.0.0/99"])


# --- manners ----------------------------------------------------------------------------------------------------------

POLITE = WebOptions(allow_private=("127.0.0.1",), delay=0, retries=2, timeout=3, deadline=60)


def test_retry_after_in_seconds() -> None:
    clock = Slept()
    with Server({"/a": in_turn(page(b"", 429, Retry_After="7"), page(b"now"))}) as server:
        assert fetch(f"{server.url}/a", POLITE, clock=clock).data == b"now"
    assert sum(clock.sleeps) == pytest.approx(7, abs=1)


def test_retry_after_as_a_date() -> None:
    clock = Slept()
    later = page(b"", 503, Retry_After="Mon, 02 Mar 2026 10:00:09 GMT", Date="Mon, 02 Mar 2026 10:00:00 GMT")
    with Server({"/a": in_turn(later, page(b"now"))}) as server:
        assert fetch(f"{server.url}/a", POLITE, clock=clock).data == b"now"
    assert sum(clock.sleeps) == pytest.approx(9, abs=1)


def test_retry_after_is_too_long() -> None:
    """Neither this page nor any other of the host is asked for again before its time."""
    clock = Slept()
    with Server({"/a": page(b"", 429, Retry_After="4000"), "/b": page(b"there")}) as server:
        fetcher = Fetcher(POLITE, clock=clock)
        for path in ("/a", "/b"):
            with pytest.raises(WebTrouble) as raised:
                fetcher.get(server.url + path)
            assert raised.value.kind is Trouble.BLOCKED
        assert server.paths == ["/a"]
        assert "left alone for 67 min" in raised.value.message
        fetcher.close()
    assert sum(clock.sleeps) < 1


def test_tries_are_few_and_further_and_further_apart() -> None:
    clock = Slept()
    with Server({"/a": page(b"", 503)}) as server:
        assert trouble(f"{server.url}/a", POLITE, clock=clock).kind is Trouble.SERVER
        assert server.paths == ["/a"] * 3
    assert clock.sleeps == [1.0, 2.0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 451, 501])
def test_what_no_second_try_mends_is_asked_once(status: int) -> None:
    with Server({"/a": page(b"", status)}) as server:
        trouble(f"{server.url}/a", POLITE, clock=Slept())
        assert server.paths == ["/a"]


def test_a_failure_that_passes() -> None:
    half = close(page(b"half", length=40))
    with Server({"/a": in_turn(page(b"", 502), half, page(b"whole"))}) as server:
        assert fetch(f"{server.url}/a", POLITE, clock=Slept()).data == b"whole"


@pytest.mark.parametrize(
    ("written", "sent", "seconds"),
    [
        ("120", None, 120),
        (" 0 ", None, 0),
        ("Mon, 02 Mar 2026 10:01:00 GMT", None, 60),
        ("Monday, 02-Mar-26 10:01:00 GMT", None, 60),
        ("Mon Mar  2 10:01:00 2026", None, 60),
        ("Mon, 02 Mar 2026 12:01:00 GMT", "Mon, 02 Mar 2026 12:00:30 GMT", 30),  # a server whose clock is wrong
        ("Mon, 02 Mar 2026 09:00:00 GMT", None, 0),
        ("9" * 400, None, 999_999_999),
        *((odd, None, None) for odd in ("", None, "soon", "-5", "1.5", "٣", "Mon, 99 Mar 2026 10:01:00 GMT", "1e9")),
    ],
)
def test_retry_after(written: str | None, sent: str | None, seconds: float | None) -> None:
    assert retry_after(written, sent, datetime(2026, 3, 2, 10, 0, tzinfo=UTC)) == seconds


def test_a_host_is_asked_by_few_at_a_time_and_not_in_haste() -> None:
    at_once: list[int] = []
    times: list[float] = []
    busy = [0]

    def slow(talk: Talk) -> None:
        busy[0] += 1
        at_once.append(busy[0])
        times.append(time.monotonic())
        time.sleep(0.05)
        busy[0] -= 1
        talk.send(page(b"x"))

    options = WebOptions(allow_private=("127.0.0.1",), delay=0.03, per_host=2)
    with Server({}, otherwise=slow) as server, Fetcher(options) as fetcher:
        found = list(fetch_each(fetcher, [Ask(f"{server.url}/{n}") for n in range(10)]))
    assert all(isinstance(result, Page) for _, result in found)
    assert max(at_once) <= 2
    assert times[-1] - times[0] > 9 * 0.03 - 0.05


# --- many -------------------------------------------------------------------------------------------------------------

FAST = WebOptions(allow_private=("127.0.0.1",), delay=0, per_host=16, timeout=5, deadline=9, retries=0)


def test_many_pages() -> None:
    with Server({}, otherwise=page(b"x" * 500)) as server:
        asks = [Ask(f"{server.url}/{n}") for n in range(300)]
        fetcher = Fetcher(FAST)
        found = dict(fetch_each(fetcher, [*asks, *asks]))
        fetcher.close()
        assert set(found) == set(asks)
        assert len(server.asked) == 300
        assert server.connections <= 16
    assert all(isinstance(result, Page) for result in found.values())


def test_many_pages_of_a_host_take_one_look_up() -> None:
    asked: list[str] = []

    def slow(host: str) -> list[str]:
        asked.append(host)
        time.sleep(0.05)
        return ["127.0.0.1"]

    with Server({}, otherwise=page(b"x")) as server, Fetcher(FAST, resolver=slow) as fetcher:
        found = list(fetch_each(fetcher, [Ask(f"http://tide.example:{server.port}/{n}") for n in range(30)]))
    assert asked == ["tide.example."]
    assert all(isinstance(result, Page) for _, result in found)


def test_a_dead_host_keeps_nobody_waiting() -> None:
    """Fifty links to a host that never answers cost a few time-outs, and the others come in meanwhile."""
    with Server({}, otherwise=silent) as mute, Server({}, otherwise=page(b"x")) as server:
        asks = [Ask(f"{mute.url}/{n}") for n in range(50)] + [Ask(f"{server.url}/{n}") for n in range(50)]
        options = WebOptions(allow_private=("127.0.0.1",), delay=0, per_host=2, timeout=0.2, retries=0)
        begin = time.monotonic()
        with Fetcher(options) as fetcher:
            order = list(fetch_each(fetcher, asks))
        assert time.monotonic() - begin < 5
    good = [n for n, (_, result) in enumerate(order) if isinstance(result, Page)]
    bad = [result for _, result in order if isinstance(result, WebTrouble)]
    assert len(good) == 50
    assert {result.kind for result in bad} == {Trouble.NO_ANSWER}
    assert len(mute.asked) <= 5
    assert any("not asked again" in result.message for result in bad)


def test_an_interruption_ends_it_soon() -> None:
    with Server({}, otherwise=silent) as server:
        options = WebOptions(allow_private=("127.0.0.1",), delay=0, per_host=16, timeout=20, retries=0)
        fetcher = Fetcher(options)
        coming = fetch_each(fetcher, [Ask("http://[::1]/"), *(Ask(f"{server.url}/{n}") for n in range(40))])
        first, _ = next(coming)
        begin = time.monotonic()
        coming.close()
        assert time.monotonic() - begin < 5
        assert first.url == "http://[::1]/"
        with pytest.raises(WebTrouble) as raised:
            fetcher.get(f"{server.url}/after")
        assert raised.value.kind is Trouble.STOPPED


def test_a_bug_of_ours_is_not_taken_for_the_servers() -> None:
    def broken(host: str) -> list[str]:
        raise AssertionError("a bug")

    class Broken(Fetcher):
        def get(self, url: str, whole: bool = True, *, keep: bool = True) -> Page:
            raise AssertionError("a bug")

    with pytest.raises(AssertionError, match="a bug"):
        list(fetch_each(Broken(FAST), [Ask("http://tide.example/")]))


# --- the cache --------------------------------------------------------------------------------------------------------


def _seal(body: bytes) -> bytes:
    import hashlib

    return hashlib.sha256(b"ours" + body).digest()


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Callable[..., Cache]]:
    def made(clock: Clock | None = None, days: float = 1, seal: Callable[[bytes], bytes] = _seal) -> Cache:
        return Cache(tmp_path, days, seal, clock)

    yield made


def test_a_page_is_asked_for_once_a_day(cache: Callable[..., Cache]) -> None:
    body = page(b"tide", ETag='"1"', Content_Type="text/plain")
    later = Slept(datetime(2026, 3, 3, 10, 0, 1, tzinfo=UTC))
    with Server({"/old": moved("/a"), "/a": in_turn(body, page(b"", 304), page(b"ebb"))}) as server:
        url = f"{server.url}/old"
        first = fetch(url, HERE, cache(Slept()), clock=Slept())
        again = fetch(url, HERE, cache(Slept()), clock=Slept())
        assert server.paths == ["/old", "/a"]
        assert again == first._replace(from_cache=True)
        stale = fetch(url, HERE, cache(later), clock=later)
        assert 'If-None-Match: "1"' in server.asked[3] and "If-None-Match" not in server.asked[2]
        assert (stale.data, stale.retrieved) == (b"tide", "2026-03-03T10:00:01+00:00")
        refreshed = fetch(url, WebOptions(allow_private=("127.0.0.1",), refresh=True), cache(later), clock=later)
        assert "If-None-Match" not in server.asked[-1]
        assert (refreshed.data, refreshed.from_cache) == (b"ebb", False)
        assert fetch(url, HERE, cache(later), clock=later).data == b"ebb"


def test_offline_is_the_cache_and_nothing_else(cache: Callable[..., Cache]) -> None:
    offline = WebOptions(allow_private=("127.0.0.1",), offline=True)
    with Server({"/a": page(b"tide")}) as server:
        fetch(f"{server.url}/a", HERE, cache(Slept()), clock=Slept())
        much_later = Slept(datetime(2031, 1, 1, tzinfo=UTC))
        assert fetch(f"{server.url}/a", offline, cache(much_later), clock=much_later).data == b"tide"
        assert trouble(f"{server.url}/b", offline, cache=cache()).kind is Trouble.OFFLINE
        assert trouble(f"{server.url}/b", offline).kind is Trouble.OFFLINE
        assert server.paths == ["/a"]


@pytest.mark.parametrize("script", [page(b"", 404), page(b"", 500), close(page(b"h", length=9)), moved("/a"), silent])
def test_errors_are_never_kept(cache: Callable[..., Cache], tmp_path: Path, script: Script) -> None:
    served(script, SHORT, cache=cache())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "foreign", "folder", "other"])
def test_a_damaged_or_foreign_entry_is_not_there(cache: Callable[..., Cache], tmp_path: Path, harm: str) -> None:
    with Server({"/a": page(b"tide")}) as server:
        url = f"{server.url}/a"
        fetch(url, HERE, cache())
        (file,) = tmp_path.iterdir()
        data = file.read_bytes()
        if harm == "folder":
            file.unlink()
            file.mkdir()
        elif harm == "other":  # the right seal on another address's page
            file.write_bytes(data)
            file.rename(cache()._file(f"{server.url}/b"))
            url = f"{server.url}/b"
            server.pages["/b"] = page(b"ebb")
        elif harm != "foreign":
            file.write_bytes({"cut": data[:-1], "flip": data[:-1] + b"!", "empty": b""}[harm])
        mine = cache(seal=lambda body: b"other" * 8) if harm == "foreign" else cache()
        assert mine.get(url) is None
        assert not fetch(url, HERE, mine).from_cache


def test_the_cache_does_without_where_it_cannot_write(tmp_path: Path) -> None:
    def nowhere(body: bytes) -> bytes:
        raise PermissionError

    with Server({"/a": page(b"tide")}) as server:
        assert fetch(f"{server.url}/a", HERE, Cache(tmp_path / "none", 1, nowhere)).data == b"tide"
        assert fetch(f"{server.url}/a", HERE, Cache(tmp_path / "none", 1, _seal)).data == b"tide"


def test_a_folder_that_leads_elsewhere_is_left_alone(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / ("a" * 64)).write_bytes(b"precious")
    (tmp_path / "web").symlink_to(elsewhere)
    mine = Cache(tmp_path / "web", 1, _seal)
    with Server({"/a": page(b"tide")}) as server:
        fetch(f"{server.url}/a", HERE, mine)
    mine.sweep(0)
    assert [file.name for file in elsewhere.iterdir()] == ["a" * 64]


def test_the_cache_keeps_within_its_room(cache: Callable[..., Cache], tmp_path: Path) -> None:
    with Server({}, otherwise=page(b"x" * 10_000)) as server:
        for n in range(6):
            fetch(f"{server.url}/{n}", HERE, cache())
        cache().sweep(35_000)
        assert len(list(tmp_path.iterdir())) == 3
        assert cache().get(f"{server.url}/5") is not None and cache().get(f"{server.url}/0") is None


# --- archives ---------------------------------------------------------------------------------------------------------


def archived(**closest: object) -> bytes:
    import json

    return page(json.dumps({"url": "x", "archived_snapshots": {"closest": closest} if closest else {}}).encode())


COPY = "http://web.tide.example/web/20240506070809/https://tide.example/a"
GOOD = {"available": True, "status": "200", "timestamp": "20240506070809", "url": COPY}


def _archive(answer: Script) -> tuple[object, list[str]]:
    with Server({"/find": answer}) as server:
        template = f"{server.url}/find?url={{url}}&timestamp={{timestamp}}"
        options = WebOptions(allow_private=("127.0.0.1",), archive=template, retries=0)
        with Fetcher(options) as fetcher:
            found = find_snapshot(fetcher, "https://tide.example/a?b=1&c", "2024-05-06T09:08:09+02:00")
        return found, server.paths


def test_an_archive_has_a_copy() -> None:
    found, asked = _archive(archived(**GOOD))
    assert found == (COPY, "2024-05-06T07:08:09+00:00")
    assert asked == ["/find?url=https%3A%2F%2Ftide.example%2Fa%3Fb%3D1%26c&timestamp=20240506070809"]


@pytest.mark.parametrize(
    "answer",
    [
        archived(),
        archived(**GOOD | {"available": False}),
        archived(**GOOD | {"status": "404"}),
        archived(**GOOD | {"url": "javascript:alert(1)"}),
        archived(**GOOD | {"url": 7}),
        archived(**GOOD | {"timestamp": "2024"}),
        archived(**GOOD | {"timestamp": "20249999999999"}),
        *(page(odd) for odd in (b"[]", b"{}", b"7", b'{"archived_snapshots": []}', b'{"archived_snapshots": null}')),
    ],
)
def test_an_archive_has_none(answer: bytes) -> None:
    assert _archive(answer)[0] is None


@pytest.mark.parametrize("answer", [page(b"<html>"), page(b"[" * 100_000), page(b"", 503), page(b"", 404)])
def test_an_archive_that_fails(answer: bytes) -> None:
    with pytest.raises(WebTrouble):
        _archive(answer)

"""What bad servers cost: time and memory of each, and of a thousand links. `python -m bench.links`

Every case is a fetch in a process of its own, from a server of this one; memory is what that process used at its peak
beyond a fetch of a small page (Linux: VmHWM). The limits are those of a strict setting (5 s a page, 5 MB), not the
defaults, which are longer: what is to be seen is that they hold.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from claimcheck.ledger.records import Citation, Claim, Source
from claimcheck.store import open_store
from tests.webserver import (
    AUTHORITY,
    Script,
    Server,
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

ROOT = Path(__file__).parent.parent
LINKS = 1000
Row = tuple[str, str, str, str]

CHILD = """
import json, re, sys, time
from pathlib import Path
from claimcheck.sources.web import Fetcher, WebOptions, WebTrouble

hosts = ("127.0.0.1", "localhost")
options = WebOptions(hosts, delay=0, timeout=2, deadline=5, max_bytes=5 << 20, retries=1, backoff=0.2)
begin = time.perf_counter()
with Fetcher(options) as fetcher:
    try:
        page = fetcher.get(sys.argv[1])
        said = f"{page.status}, {len(page.data):,} bytes"
    except WebTrouble as trouble:
        said = f"{trouble.kind}: {trouble.message}"
took = time.perf_counter() - begin
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(json.dumps([took, int(peak[1]), said]))
"""

BOMB = gzip.compress(b"\0" * (1 << 28))
CASES: tuple[tuple[str, Script], ...] = (
    ("a small page", page(b"x" * 1000)),
    ("slow drip of the body", drip_body),
    ("slow drip of the header", drip_head),
    ("100 Continue without end", continues),
    ("no answer at all", silent),
    ("redirects without end", endless_redirect),
    ("a redirect to itself", moved("/a")),
    ("a redirect into 127.0.0.0/8", moved("http://127.0.0.2/")),
    ("the same, written 2130706434", moved("http://2130706434/")),
    ("the same, as IPv6 (::ffff:7f00:2)", moved("http://[::ffff:7f00:2]/")),
    ("429, Retry-After: 1", in_turn(page(b"", 429, Retry_After="1"), page(b"x"))),
    ("429, Retry-After: a date", page(b"", 429, Retry_After="Fri, 01 Jan 2999 00:00:00 GMT")),
    ("a body without end", endless),
    ("256 MB of zeros in 260 kB (gzip)", page(BOMB, Content_Encoding="gzip")),
    ("a length of 1 TB", page(b"x", length=1 << 40)),
    ("a length longer than the body", close(page(b"half", length=4000))),
    ("100,000 header fields", close(b"HTTP/1.1 200 X\r\n" + b"X: y\r\n" * 100_000 + b"\r\n")),
    ("moved", moved("/b")),
    ("gone", page(b"", 410)),
)


def fetched(url: str, **env: str) -> tuple[float, float, str]:
    """Seconds, megabytes at the peak and the outcome of one fetch in a process of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    clean |= {"PYTHONPATH": str(ROOT), **env}
    done = subprocess.run([sys.executable, "-c", CHILD, url], capture_output=True, text=True, check=True, env=clean)
    took, peak, said = json.loads(done.stdout)
    return took, peak / 1024, said


def bad_servers() -> Iterable[Row]:
    """A row for each case."""
    base = 0.0
    for name, script in CASES:
        with Server({"/b": page(b"x")}, otherwise=script) as server:
            took, peak, said = fetched(f"{server.url}/a")
        base = base or peak
        yield name, f"{took:.2f} s", f"{max(peak - base, 0):.1f} MB", said.replace(server.url, "")
    trusted = {"SSL_CERT_FILE": str(AUTHORITY), "SSL_CERT_DIR": "/nonexistent"}
    for name, certificate, host, env in (
        ("TLS: a certificate that holds", "harbour.pem", "127.0.0.1", trusted),
        ("TLS: another name", "harbour.pem", "localhost", trusted),
        ("TLS: ended in 2020", "expired.pem", "127.0.0.1", trusted),
        ("TLS: an unknown authority", "harbour.pem", "127.0.0.1", {}),
    ):
        with Server({"/": page(b"x")}, certificate=certificate) as server:
            took, peak, said = fetched(f"https://{host}:{server.port}/", **env)
        yield name, f"{took:.2f} s", f"{max(peak - base, 0):.1f} MB", said
    took, peak, said = fetched("https://no-such-host.example/")
    yield "an unknown host", f"{took:.2f} s", f"{max(peak - base, 0):.1f} MB", said


def thousand() -> Iterable[Row]:
    """A thousand links of a ledger through the command, limits lifted; then again from the cache."""
    from tests.webserver import Talk

    def answer(talk: Talk) -> None:
        number = int(talk.path[1:])
        talk.send(page(b"", 404) if number % 100 == 0 else page(b"<p>The pier is 120 metres long.</p>" * 200))

    with tempfile.TemporaryDirectory() as name, Server({}, otherwise=answer) as server:
        folder = Path(name)
        store = open_store(folder / "claims.json")
        store.create()
        with store.transaction() as change:
            sources = [Source(f"S-{n:08d}", url=f"{server.url}/{n}") for n in range(LINKS)]
            claims = [
                Claim(f"C-{n:08d}", f"The pier at bay {n} is 120 metres long.", sources=(Citation(f"S-{n:08d}"),))
                for n in range(LINKS)
            ]
            change.ledger = change.ledger.put(*sources, *claims)
        settings = ("allow-private=127.0.0.1", "web-per-host=64", "web-delay=0")
        flags = [part for setting in settings for part in ("--config", setting)]
        for what in ("--online", "--offline"):
            begin = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-m", "claimcheck", "source", "check", what, "--output-format", "json", *flags],
                capture_output=True,
                text=True,
                check=False,
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
            took = time.perf_counter() - begin
            found = [f["code"] for f in json.loads(done.stdout)["findings"]]
            counts = ", ".join(f"{found.count(code):,} {code}" for code in sorted(set(found)))
            yield f"{LINKS:,} links {what}", f"{took:.2f} s", "", f"exit {done.returncode}: {counts}"


def main() -> None:
    """Print all rows."""
    with contextlib.suppress(BrokenPipeError):
        for name, took, peak, said in (*bad_servers(), *thousand()):
            print(f"{name:<36} {took:>8} {peak:>9}  {said}")


if __name__ == "__main__":
    main()

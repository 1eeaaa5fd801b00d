"""Web servers on this machine, good and bad, for the tests and for bench/links.py.

A `Server` answers each path with a script: bytes to send, or a function that is given the open connection and may do
whatever a server on the web might do. What was asked is written down. Nothing here knows HTTP by itself, so that
nothing corrects what a test wants to be wrong.

The certificates in tests/corpus/web were made once with openssl: an authority, and two of its certificates for
harbour.example, one good for a hundred years, one that ended in 2020. Their keys are for these tests alone.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

CERTIFICATES = Path(__file__).parent / "corpus" / "web"
AUTHORITY = CERTIFICATES / "authority.pem"

Script = bytes | Callable[["Talk"], None]


class Talk:
    """One request that waits for its answer: the request's first line and fields, and the connection."""

    def __init__(self, server: Server, connection: socket.socket, head: str) -> None:
        self.server, self.connection, self.head = server, connection, head
        self.method, self.path, _ = head.split("\r\n", 1)[0].split(" ", 2)

    def field(self, name: str) -> str:
        """A field of the request, "" where it has none."""
        for line in self.head.split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return ""

    def send(self, data: bytes) -> None:
        """Send some bytes now."""
        self.connection.sendall(data)

    def drip(self, data: bytes, pause: float = 0.02) -> None:
        """Send byte by byte, for as long as somebody reads."""
        for byte in data:
            self.send(bytes([byte]))
            time.sleep(pause)

    def wait(self) -> None:
        """Say nothing until the other side is gone, or the server is closed."""
        self.server.closing.wait(30)


class Server:
    """A web server on a loopback address, on a port of its own, open within `with`."""

    def __init__(
        self,
        pages: Mapping[str, Script] | None = None,
        otherwise: Script | None = None,
        host: str = "127.0.0.1",
        certificate: str = "",
        greeting: bytes = b"",
    ) -> None:
        self.pages = dict(pages or {})
        self.otherwise = otherwise if otherwise is not None else page(b"", 404)
        self.asked: list[str] = []  # heads of all requests, in order
        self.greeting = greeting  # sent to whoever connects, before anything was asked
        self.closing = threading.Event()
        self._tls = None
        if certificate:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(CERTIFICATES / certificate)
        self._listener = socket.create_server(
            (host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=256
        )
        self._open: set[socket.socket] = set()
        self.port = int(self._listener.getsockname()[1])
        self.connections = 0
        self.url = f"{'https' if certificate else 'http'}://{f'[{host}]' if ':' in host else host}:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        self.closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in tuple(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [head.split(" ", 2)[1] for head in self.asked]

    def _accept(self) -> None:
        while not self.closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        self._open.add(connection)
        with contextlib.suppress(OSError, ValueError), connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.sendall(self.greeting)
            if self._tls is not None:
                with self._tls.wrap_socket(connection, server_side=True) as wrapped:
                    self._talk(wrapped)
            else:
                self._talk(connection)
        self._open.discard(connection)

    def _talk(self, connection: socket.socket) -> None:
        for head in _heads(connection):
            self.asked.append(head)
            talk = Talk(self, connection, head)
            script = self.pages.get(talk.path.partition("?")[0], self.otherwise)
            if callable(script):
                script(talk)
            else:
                talk.send(script)
            if self.closing.is_set():
                return


def _heads(connection: socket.socket) -> Iterator[str]:
    """The head of each request on a connection, until it is closed."""
    kept = b""
    while True:
        while b"\r\n\r\n" not in kept:
            piece = connection.recv(65536)
            if not piece:
                return
            kept += piece
        head, _, kept = kept.partition(b"\r\n\r\n")
        yield head.decode("latin-1")


def page(body: bytes = b"", status: int = 200, length: int | None = None, **fields: str) -> bytes:
    """An answer. `length`: what Content-Length claims; "_" in the name of a field stands for "-"."""
    rows = {"Content-Length": str(len(body) if length is None else length)}
    rows |= {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in rows.items())
    return f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode("latin-1") + body


def moved(to: str, status: int = 301) -> bytes:
    """A redirect."""
    return page(b"", status, Location=to)


def close(data: bytes) -> Callable[[Talk], None]:
    """Send something and hang up."""

    def script(talk: Talk) -> None:
        talk.send(data)
        talk.connection.shutdown(socket.SHUT_RDWR)

    return script


def in_turn(*scripts: Script) -> Callable[[Talk], None]:
    """Another answer each time; the last one for ever."""
    left = list(scripts)

    def script(talk: Talk) -> None:
        one = left.pop(0) if len(left) > 1 else left[0]
        if callable(one):
            one(talk)
        else:
            talk.send(one)

    return script


def silent(talk: Talk) -> None:
    """Never answer."""
    talk.wait()


def drip_body(talk: Talk) -> None:
    """A page of 10,000 bytes, one at a time."""
    talk.send(b"HTTP/1.1 200 X\r\nContent-Length: 10000\r\n\r\n")
    talk.drip(b"x" * 10000)


def drip_head(talk: Talk) -> None:
    """A header that never ends, one byte at a time."""
    talk.drip(b"HTTP/1.1 200 X\r\n" + b"X-Slow: abcdefgh\r\n" * 1000)


def endless(talk: Talk) -> None:
    """A body in chunks without end."""
    talk.send(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        talk.send(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def endless_redirect(talk: Talk) -> None:
    """From /…/n to /…/n+1, for ever."""
    base, _, number = talk.path.rpartition("/")
    talk.send(moved(f"{base}/{int(number) + 1 if number.isdigit() else 0}", 302))


def continues(talk: Talk) -> None:
    """Say "100 Continue" for ever."""
    while True:
        talk.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.005)

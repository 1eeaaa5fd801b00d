"""One request to one machine: connected to a number that was checked, proved by name, cut off when time is up.

The connection goes to the number itself, so that no second look-up of the name can lead elsewhere (DNS rebinding); the
name is what the certificate and the `Host` field are held against. Proxies of the environment are not used: a proxy
looks names up by itself, and nothing that is checked here would hold for it.

A read may wait for `timeout` seconds between two pieces, and a server that sends a byte now and then could go on for
ever, in its header too. So a timer shuts the connection down when the time of the address is up, wherever it is.

The only module that knows urllib3: it is imported when the first request is made.
"""

from __future__ import annotations

import contextlib
import http.client
import io
import os
import socket
import ssl
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from claimcheck.sources.web.addresses import Address
from claimcheck.sources.web.answer import Answer, Wanted
from claimcheck.sources.web.body import glance, read_body
from claimcheck.sources.web.clock import Budget, late, stopped
from claimcheck.sources.web.page import Trouble, WebTrouble

_LEAST = 0.01  # seconds of a time-out: 0 would mean not to wait at all
_TRIED = 4  # numbers of a name that are tried
_PROXIES = ("https_proxy", "http_proxy", "all_proxy")


class Connections:
    """The connections of one run. Safe for any number of threads."""

    def __init__(self, timeout: float, keep: int) -> None:
        self._timeout, self._keep = timeout, keep  # connections kept open to one machine
        self._idle: dict[tuple[str, str, str, int], list[HTTPConnection]] = defaultdict(list)
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._context: ssl.SSLContext | None = None
        self._ended = False

    def ask(
        self, address: Address, numbers: Sequence[str], fields: Mapping[str, str], wanted: Wanted, budget: Budget
    ) -> Answer:
        """GET an address from one of its `numbers`. Raises WebTrouble."""
        for number in numbers[:_TRIED]:
            kept = self._taken(address, number)
            if kept is not None:
                with contextlib.suppress(_Stale):
                    return self._exchange(kept, address, number, fields, wanted, budget)
        last: WebTrouble | None = None
        for number in numbers[:_TRIED]:
            budget.check()
            try:
                return self._exchange(None, address, number, fields, wanted, budget)
            except _NoConnection as wrong:
                last = wrong.trouble
        assert last is not None, "a name has a number"
        raise last

    def stop(self) -> None:
        """Shut every connection down: whoever reads from one is told at once."""
        with self._lock:
            self._ended = True
            for sock in self._open:
                _cut(sock)

    def close(self) -> None:
        """Close what is kept open."""
        with self._lock:
            for kept in self._idle.values():
                for connection in kept:
                    connection.close()
            self._idle.clear()

    def _exchange(
        self,
        connection: HTTPConnection | None,
        address: Address,
        number: str,
        fields: Mapping[str, str],
        wanted: Wanted,
        budget: Budget,
    ) -> Answer:
        """One request and its answer, on a connection kept open or on a new one."""
        again = connection is not None
        if connection is None:
            connection = self._new(address, number, budget)
        connection.timeout = min(self._timeout, max(budget.left, _LEAST))
        begun = whole = False
        try:
            with self._watched(connection, budget) as watch:
                try:
                    connection.request(
                        "GET", address.target, headers=fields, preload_content=False, decode_content=False
                    )
                    response = connection.getresponse()
                    begun = True
                    most = wanted(response.status)
                    answer, whole = _answer(response, most)
                    if most:  # a body without a length ends where the connection does: it may be we who cut it
                        self._told(watch, budget)
                except (HTTPError, http.client.HTTPException, OSError, ValueError) as wrong:
                    self._told(watch, budget)
                    if again and not begun and not isinstance(wrong, TimeoutError):
                        raise _Stale from None
                    raise _trouble(wrong, self._timeout) from None
            return answer
        finally:
            if whole and connection.sock is not None:
                self._keep_open(connection, address, number)
            else:
                connection.close()

    def _told(self, watch: _Watch, budget: Budget) -> None:
        """Raises what really ended the exchange, where it was we who did."""
        if self._ended:
            raise stopped() from None
        if watch.rang:
            raise late(budget.seconds) from None

    def _new(self, address: Address, number: str, budget: Budget) -> HTTPConnection:
        """A connection to a number, open, and for https proved by name. Raises _NoConnection, WebTrouble."""
        timeout = min(self._timeout, max(budget.left, _LEAST))
        connection: HTTPConnection
        if address.scheme == "https":
            name = address.name.removesuffix(".")
            context = self._tls()
            connection = HTTPSConnection(
                number, address.port, timeout=timeout, ssl_context=context, server_hostname=name
            )
        else:
            connection = HTTPConnection(number, address.port, timeout=timeout)
        connection.response_class = _Response
        try:
            connection.connect()
        except ssl.SSLError as wrong:
            connection.close()
            raise _tls_trouble(wrong) from None
        except (HTTPError, OSError) as wrong:
            connection.close()
            raise _NoConnection(_unreached(wrong, timeout)) from None
        return connection

    def _tls(self) -> ssl.SSLContext:
        """What a server must prove: the certificates that this machine trusts, TLS 1.2 and later."""
        with self._lock:
            if self._context is None:
                self._context = ssl.create_default_context()
                self._context.minimum_version = ssl.TLSVersion.TLSv1_2
            return self._context

    @contextlib.contextmanager
    def _watched(self, connection: HTTPConnection, budget: Budget) -> Iterator[_Watch]:
        """Within, the connection is shut down when time is up, or when the run is stopped."""
        sock = connection.sock
        watch = _Watch(sock)
        with self._lock:
            self._open.add(sock)
            if self._ended:
                _cut(sock)
        timer = threading.Timer(budget.left, watch.ring)
        timer.daemon = True
        timer.start()
        try:
            yield watch
        finally:
            timer.cancel()
            with self._lock:
                self._open.discard(sock)

    def _taken(self, address: Address, number: str) -> HTTPConnection | None:
        """A connection that was kept open, if the server did not close it meanwhile."""
        while True:
            with self._lock:
                kept = self._idle[_key(address, number)]
                if not kept:
                    return None
                connection = kept.pop()
            if connection.is_connected:
                return connection
            connection.close()

    def _keep_open(self, connection: HTTPConnection, address: Address, number: str) -> None:
        with self._lock:
            kept = self._idle[_key(address, number)]
            if len(kept) < self._keep and not self._ended:
                kept.append(connection)
                return
        connection.close()


class _Watch:
    """What shuts a socket down, and remembers that it did."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self.rang = False

    def ring(self) -> None:
        """Time is up."""
        self.rang = True
        _cut(self._sock)


class _Response(http.client.HTTPResponse):
    """An answer whose head must have an end: http.client takes a head that breaks off for a page without a body."""

    fp: Any

    def begin(self) -> None:
        """Read the head. Raises ConnectionError where it breaks off."""
        lines = _Lines(self.fp)
        self.fp = lines
        try:
            super().begin()
        finally:
            if self.fp is lines:
                self.fp = lines.stream
        if lines.last not in (b"\r\n", b"\n"):
            raise ConnectionAbortedError("the head breaks off")


class _Lines:
    """A stream that remembers the last line read from it."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self.stream = stream
        self.last = b""

    def readline(self, limit: int = -1) -> bytes:
        """The next line."""
        self.last = self.stream.readline(limit)
        return self.last

    def close(self) -> None:
        """Close the stream."""
        self.stream.close()


class _Stale(Exception):
    """A connection kept open was closed by the server just then."""


class _NoConnection(Exception):
    """One number of a name could not be connected to."""

    def __init__(self, trouble: WebTrouble) -> None:
        super().__init__(trouble.message)
        self.trouble = trouble


def _answer(response: HTTPResponse, most: int) -> tuple[Answer, bool]:
    """The answer with up to `most` bytes of its body, and whether the connection may be used again."""
    fields = {name.lower(): value for name, value in response.headers.items()}
    if most:
        return Answer(response.status, fields, read_body(response, most)), True
    try:
        whole = glance(response)
    except (HTTPError, http.client.HTTPException, OSError):  # the status is known: a body nobody wants may break off
        whole = False
    return Answer(response.status, fields, b""), whole


def _cut(sock: socket.socket) -> None:
    """Shut a connection down beneath its encryption: whoever waits for it is woken."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _key(address: Address, number: str) -> tuple[str, str, str, int]:
    return address.scheme, address.name, number, address.port


def _trouble(wrong: Exception, timeout: float) -> WebTrouble:
    """The trouble that an exception in an exchange means."""
    inner = wrong.args[-1] if wrong.args and isinstance(wrong.args[-1], BaseException) else wrong
    if isinstance(wrong, TimeoutError) or isinstance(inner, TimeoutError) or "TimeoutError" in type(wrong).__name__:
        return WebTrouble(Trouble.NO_ANSWER, f"the server did not answer within {timeout:g} s", retry=True, silent=True)
    if isinstance(inner, ssl.SSLError):
        return WebTrouble(Trouble.NO_ANSWER, "the encrypted connection broke off", retry=True)
    if isinstance(wrong, ValueError):
        return WebTrouble(Trouble.REFUSED, "the address cannot be asked for")
    if isinstance(inner, OSError) or type(inner).__name__ in ("IncompleteRead", "RemoteDisconnected", "ProtocolError"):
        return WebTrouble(Trouble.NO_ANSWER, "the answer breaks off in the middle", retry=True)
    return WebTrouble(Trouble.NO_ANSWER, "the server's answer is not HTTP")


def _tls_trouble(wrong: Exception) -> WebTrouble:
    """Why a server could not prove who it is, in OpenSSL's words."""
    why = getattr(wrong, "verify_message", "") or getattr(wrong, "reason", "") or "the handshake failed"
    words = str(why).rstrip(".").replace("_", " ")
    return WebTrouble(Trouble.TLS, f"the server could not prove who it is: {words[:120].lower()}")


def _unreached(wrong: Exception, timeout: float) -> WebTrouble:
    """Why a number could not be connected to."""
    cause = wrong.__cause__ if isinstance(wrong.__cause__, OSError) else wrong
    hint = "proxies of the environment are not used" if any(_set(name) for name in _PROXIES) else ""
    if isinstance(cause, TimeoutError) or "Timeout" in type(wrong).__name__:
        why = f"the server did not answer within {timeout:g} s"
    elif isinstance(cause, ConnectionRefusedError):
        why = "the server refuses the connection"
    else:
        why = "the connection broke off" if isinstance(cause, ConnectionError) else "the server cannot be reached"
    return WebTrouble(Trouble.NO_ANSWER, why, hint, retry=True, silent=True)


def _set(name: str) -> bool:
    return bool(os.environ.get(name) or os.environ.get(name.upper()))

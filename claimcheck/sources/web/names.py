"""Host names looked up: once a run, bounded in time, and never taken for unknown while the network is down."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable

from claimcheck.sources.web.addresses import Address, Allowed, private_name, public
from claimcheck.sources.web.page import Trouble, WebTrouble

Resolver = Callable[[str], list[str]]
"""Name → the numbers it stands for. Raises socket.gaierror; EAI_NONAME only for a name that does not exist."""

CONTROL = "example.com"  # a name that always exists (RFC 2606 §3; IANA keeps it): unknown to us = no name system here

_RECENT = 5.0  # seconds for which a name that was found proves that names can be


def look_up(host: str) -> list[str]:
    """What the system's resolver says."""
    rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


class Names:
    """The names of one run. A name is looked up once; connections are made to the numbers checked then."""

    def __init__(self, allowed: Allowed, timeout: float, resolver: Resolver) -> None:
        self._allowed, self._timeout, self._resolver = allowed, timeout, resolver
        self._found: dict[str, list[str] | WebTrouble] = {}
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        self._found_at = float("-inf")  # when a name of the public was last found

    def numbers(self, address: Address) -> list[str]:
        """The numbers to connect to, each checked. Raises WebTrouble: REFUSED, NO_HOST or NO_ANSWER."""
        host = address.host
        named = self._allowed.name(host)
        if not isinstance(host, str):
            found = [str(host)]
        else:
            why = "" if named else private_name(host)
            if why:
                raise WebTrouble(Trouble.REFUSED, f"{host} is {why}", _HINT)
            found = self._looked_up(host, named)
        kept, refused = public(found, self._allowed, named)
        if kept:
            return kept
        if refused:
            where = address.name if found == [address.name] else f"{address.name} stands for {found[0]}, which"
            raise WebTrouble(Trouble.REFUSED, f"{where} is {refused}", _HINT)
        raise WebTrouble(Trouble.NO_ANSWER, f"the name {host} has no address for now")

    def _looked_up(self, host: str, named: bool) -> list[str]:
        with self._lock:
            turn = self._turns.setdefault(host, threading.Lock())
        with turn:  # whoever comes second waits for what the first one finds
            found = self._found.get(host)
            if found is None:
                found = self._found[host] = self._answer(host, named)
        if isinstance(found, WebTrouble):
            raise found
        return found

    def _answer(self, host: str, named: bool) -> list[str] | WebTrouble:
        try:
            # the last dot keeps the search list of the machine ("corp.example") out of it
            found = self._asked(host if named else f"{host.removesuffix('.')}.")
        except socket.gaierror as wrong:
            return self._trouble(host, wrong)
        if not named:  # one that is allowed may stand in a file of this machine
            self._found_at = time.monotonic()
        return found

    def _trouble(self, host: str, wrong: socket.gaierror) -> WebTrouble:
        if wrong.errno != socket.EAI_NONAME:
            return WebTrouble(Trouble.NO_ANSWER, f"the name {host} could not be looked up for now")
        if not self._name_system_works():
            return WebTrouble(Trouble.NO_ANSWER, f"the name {host} could not be looked up: no name can be, here")
        return WebTrouble(Trouble.NO_HOST, f"there is no host {host}")

    def _name_system_works(self) -> bool:
        """True when another name was found just now, or one that always exists is: networks fail in the middle."""
        if time.monotonic() - self._found_at > _RECENT:
            try:
                if self._asked(f"{CONTROL}."):
                    self._found_at = time.monotonic()
            except socket.gaierror:
                return False
        return time.monotonic() - self._found_at <= _RECENT

    def _asked(self, host: str) -> list[str]:
        """The resolver's answer, or gaierror (EAI_AGAIN) when it takes too long: it cannot be interrupted."""
        answer: list[list[str] | BaseException] = []

        def ask() -> None:
            try:
                answer.append(self._resolver(host))
            except (OSError, UnicodeError) as wrong:
                answer.append(wrong)

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(self._timeout)
        if not answer:
            raise socket.gaierror(socket.EAI_AGAIN, "timed out")
        found = answer[0]
        if isinstance(found, socket.gaierror):
            raise found
        if isinstance(found, BaseException):
            raise socket.gaierror(socket.EAI_FAIL, str(found))
        return found


_HINT = "the setting allow-private names hosts and networks that may be asked all the same"

"""`fetch`: one address → its page, with redirects followed by hand, retries, and the cache asked first.

Always GET, never HEAD: many servers refuse HEAD, or answer it otherwise than GET (RFC 9110 §9.3.2 lets them leave
fields out, and practice goes further), so that a HEAD that says "gone" would need a GET all the same. Where only the
status is wanted, the connection is closed after a glance at the body: the server has done what any reader asks of it.

A redirect is an address from a stranger: it is taken apart, looked up and checked like the first one. Nothing personal
is ever sent: no cookies, no credentials, no referrer.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from claimcheck import __version__
from claimcheck.sources.web import names
from claimcheck.sources.web.addresses import Address, allowed, joined, parse
from claimcheck.sources.web.answer import Answer
from claimcheck.sources.web.body import ENCODINGS
from claimcheck.sources.web.clock import Budget, Clock
from claimcheck.sources.web.names import Names, Resolver
from claimcheck.sources.web.page import Page, Trouble, WebOptions, WebTrouble
from claimcheck.sources.web.polite import Hosts, retry_after

if TYPE_CHECKING:
    from claimcheck.sources.web.connection import Connections

_PAGES = frozenset((200, 203))  # 203: a page that something on the way changed
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_AGAIN = frozenset((408, 429, 500, 502, 503, 504))  # what another try may mend
_BLOCKED: Mapping[int, str] = {
    401: "the page asks for a password",
    402: "the page asks for payment",
    403: "the server does not let us in",
    407: "a proxy asks for a password",
    429: "the server says that we ask too often",
    451: "the page may not be shown here, for legal reasons",
}
_SAID: Mapping[int, str] = {
    404: "the page does not exist",
    410: "the page was removed",
    500: "the server failed",
    502: "the server failed",
    503: "the server is not available now",
    504: "the server failed",
}
_ACCEPT = "text/html, application/pdf, text/plain;q=0.9, */*;q=0.8"


class Kept(Protocol):
    """What a fetch needs of a cache."""

    def get(self, url: str) -> Page | None: ...  # noqa: D102
    def put(self, page: Page) -> None: ...  # noqa: D102
    def is_fresh(self, page: Page) -> bool: ...  # noqa: D102


class _Found(NamedTuple):
    """Where the redirects ended, and what was said there."""

    address: Address
    answer: Answer
    redirects: tuple[tuple[int, str], ...]


class Fetcher:
    """Fetches pages, any number of threads at once, with what was learnt in this run: names, hosts, connections."""

    def __init__(
        self,
        options: WebOptions | None = None,
        cache: Kept | None = None,
        clock: Clock | None = None,
        resolver: Resolver | None = None,
    ) -> None:
        """Raises ValueError for an `allow_private` that names no host and no network."""
        self.options = options or WebOptions()
        self.clock = clock or Clock()
        self.hosts = Hosts(self.options.per_host, self.options.delay, self.clock)
        self._cache = cache
        self._names = Names(allowed(self.options.allow_private), self.options.timeout, resolver or names.look_up)
        self._lock = threading.Lock()
        self._connections: Connections | None = None

    def get(self, url: str, whole: bool = True, *, keep: bool = True) -> Page:
        """The page at an address; without `whole` only its status. Raises WebTrouble.

        Without `keep` the cache is neither asked nor told.
        """
        address = parse(url)
        cache = self._cache if keep else None
        kept = cache.get(url) if cache is not None and not self.options.refresh else None
        if kept is not None and whole and not kept.whole:
            kept = None
        if kept is not None and (self.options.offline or (cache is not None and cache.is_fresh(kept))):
            return kept
        if self.options.offline:
            raise WebTrouble(Trouble.OFFLINE, "the page is not in the cache, and nothing may be fetched (--offline)")
        budget = Budget(self.clock, self.options.deadline)
        found = self._followed(address, whole, kept, budget)
        page = self._page(url, found, whole, kept)
        if cache is not None:
            cache.put(page)
        return page

    def stop(self) -> None:
        """End everything soon: sleepers wake, connections are shut down, nothing more is asked."""
        self.clock.stop()
        if self._connections is not None:
            self._connections.stop()

    def close(self) -> None:
        """Close what is kept open."""
        if self._connections is not None:
            self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _page(self, url: str, found: _Found, whole: bool, kept: Page | None) -> Page:
        status, fields, body = found.answer
        now = self.clock.utc().isoformat(timespec="seconds")
        if status == 304 and kept is not None:
            return kept._replace(retrieved=now, redirects=found.redirects, from_cache=True)
        return Page(
            url,
            found.address.url,
            status,
            "".join(c for c in fields.get("content-type", "")[:200] if c.isascii() and c.isprintable()),
            body,
            now,
            found.redirects,
            fields.get("etag", "")[:500],
            fields.get("last-modified", "")[:100],
            whole=whole,
        )

    def _followed(self, address: Address, whole: bool, kept: Page | None, budget: Budget) -> _Found:
        """The answer at the end of all redirects. Raises WebTrouble."""
        redirects: list[tuple[int, str]] = []
        seen = {address.url}
        try:
            while True:
                conditions = _conditions(kept) if kept is not None and kept.final_url == address.url else {}
                answer = self._tried(address, whole, conditions, budget)
                location = answer.fields.get("location", "")
                if answer.status not in _REDIRECTS or not location:
                    _raise_for(answer, conditions)
                    return _Found(address, answer, tuple(redirects))
                address = parse(joined(address.url, location))
                redirects.append((answer.status, address.url))
                if address.url in seen:
                    raise WebTrouble(Trouble.LIMIT, "the address redirects in a circle")
                if len(redirects) > self.options.max_redirects:
                    raise WebTrouble(Trouble.LIMIT, f"more than {self.options.max_redirects} redirects")
                seen.add(address.url)
        except WebTrouble as trouble:
            trouble.redirects = tuple(redirects)
            if redirects and trouble.kind is Trouble.REFUSED:
                trouble.message = f"it redirects to an address that is not asked: {trouble.message}"
            raise

    def _tried(self, address: Address, whole: bool, conditions: Mapping[str, str], budget: Budget) -> Answer:
        """The answer to one request, tried again where that may help. Raises WebTrouble."""
        options, host = self.options, address.authority
        attempt = 0
        while True:
            try:
                answer = self._asked(address, whole, conditions, budget)
                trouble = _told_later(answer, self.clock)
                if trouble is None:
                    return answer
            except WebTrouble as wrong:
                trouble = wrong
            wait = max(trouble.after or 0.0, options.backoff * 2**attempt)
            if trouble.after is not None or trouble.status == 429:
                self.hosts.rest(host, wait)
            if not trouble.retry or attempt == options.retries or wait >= budget.left:
                if trouble.silent:
                    self.hosts.silent(host, trouble.message)
                raise trouble
            self.clock.sleep(wait)
            attempt += 1

    def _asked(self, address: Address, whole: bool, conditions: Mapping[str, str], budget: Budget) -> Answer:
        """One request, when it is its turn."""
        self.clock.check()
        numbers = self._names.numbers(address)
        fields = {
            "Host": address.authority,
            "User-Agent": self.options.user_agent or f"claimcheck/{__version__}",
            "Accept": _ACCEPT,
            "Accept-Encoding": ENCODINGS,
            **conditions,
        }
        most = self.options.max_bytes
        with self.hosts.turn(address.authority, budget.left) as waited:
            budget.give_back(waited)
            answer = self._network().ask(
                address, numbers, fields, lambda status: most if whole and status in _PAGES else 0, budget
            )
        self.hosts.answered(address.authority)
        return answer

    def _network(self) -> Connections:
        """The connections, made with the first request: until then urllib3 is not needed."""
        from claimcheck.sources.web.connection import Connections

        with self._lock:
            if self._connections is None:
                self._connections = Connections(self.options.timeout, self.options.per_host)
            return self._connections


def fetch(
    url: str,
    options: WebOptions | None = None,
    cache: Kept | None = None,
    *,
    clock: Clock | None = None,
    resolver: Resolver | None = None,
) -> Page:
    """The page at one address. Raises WebTrouble, whose `kind` says what is the matter."""
    with Fetcher(options, cache, clock, resolver) as fetcher:
        return fetcher.get(url)


def _conditions(kept: Page) -> dict[str, str]:
    """What makes a server say "not modified" instead of sending the page again (RFC 9110 §13.1)."""
    fields = {"If-None-Match": kept.etag, "If-Modified-Since": kept.last_modified}
    return {name: value for name, value in fields.items() if value.isascii() and value.isprintable() and value}


def _told_later(answer: Answer, clock: Clock) -> WebTrouble | None:
    """The trouble of an answer that another try may mend."""
    if answer.status not in _AGAIN:
        return None
    after = retry_after(answer.fields.get("retry-after"), answer.fields.get("date"), clock.utc())
    trouble = _status_trouble(answer.status)
    trouble.retry, trouble.after = True, after
    return trouble


def _raise_for(answer: Answer, conditions: Mapping[str, str]) -> None:
    """Raises WebTrouble for any status that brings no page."""
    if answer.status in _PAGES or (answer.status == 304 and conditions):
        return
    raise _status_trouble(answer.status)


def _status_trouble(status: int) -> WebTrouble:
    if status in (404, 410):
        return WebTrouble(Trouble.GONE, f"{_SAID[status]} ({status})", status=status)
    if status in _BLOCKED:
        return WebTrouble(Trouble.BLOCKED, f"{_BLOCKED[status]} ({status})", status=status)
    said = _SAID.get(status, "the server sent no page")
    return WebTrouble(Trouble.SERVER, f"{said} ({status})", status=status)

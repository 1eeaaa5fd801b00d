"""The records of this package: a page as it was fetched, what a fetch is allowed to do, and how it can fail."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from claimcheck.errors import ClaimcheckError

ARCHIVE = "https://archive.org/wayback/available?url={url}&timestamp={timestamp}"
MEGABYTE = 1 << 20


class Trouble(StrEnum):
    """Why there is no page. Only GONE and NO_HOST mean that the link is dead: the rest was not checked."""

    GONE = "gone"  # 404, 410: the server says that there is no such page
    NO_HOST = "no-host"  # the name system says that there is no such name
    BLOCKED = "blocked"  # 401, 402, 403, 407, 429, 451: the server is there and does not let us in
    NO_ANSWER = "no-answer"  # no connection, no answer in time, an answer that breaks off, a name not resolved for now
    SERVER = "server"  # any other status: 5xx, 400, 418 …
    TLS = "tls"  # the server could not prove who it is
    LIMIT = "limit"  # larger, longer or more often redirected than we allow
    REFUSED = "refused"  # an address that we do not ask: private, not http(s), with a password in it
    OFFLINE = "offline"  # not in the cache, and nothing may be fetched
    STOPPED = "stopped"  # the user interrupted


DEAD = frozenset((Trouble.GONE, Trouble.NO_HOST))


class WebTrouble(ClaimcheckError):
    """An address that gave no page. `status` is the HTTP status, 0 where there was none.

    `redirects` are those followed until then. `retry` is true for what another try may mend, and `after` the seconds
    that the server asked us to wait first. `silent`: the server as a whole did not answer, not just this page.
    """

    def __init__(
        self,
        kind: Trouble,
        message: str,
        hint: str = "",
        *,
        status: int = 0,
        redirects: tuple[tuple[int, str], ...] = (),
        retry: bool = False,
        after: float | None = None,
        silent: bool = False,
    ) -> None:
        super().__init__(message, hint)
        self.kind = kind
        self.status = status
        self.redirects = redirects
        self.retry = retry
        self.after = after
        self.silent = silent


class Page(NamedTuple):
    """A page as it was fetched. `redirects` are the (status, address) followed, the last address is `final_url`."""

    url: str  # as asked for
    final_url: str
    status: int
    content_type: str  # as sent: "text/html; charset=utf-8"
    data: bytes  # decoded of any compression; empty where only the status was wanted
    retrieved: str  # ISO 8601 with zone: when the server was last asked
    redirects: tuple[tuple[int, str], ...] = ()
    etag: str = ""
    last_modified: str = ""
    from_cache: bool = False
    whole: bool = True  # False where only the status was wanted and `data` is not all there is


@dataclass(frozen=True, slots=True)
class WebOptions:
    """What a fetch is allowed to do. Times in seconds, sizes in bytes.

    `allow_private` holds host names and networks (CIDR) that may be asked though they are no public ones.
    `deadline` is for one address altogether: redirects, retries and what the server asks us to wait; not the time an
    address waits for its turn behind others of its host.
    """

    allow_private: tuple[str, ...] = ()
    timeout: float = 10.0  # to connect, and between any two pieces of an answer
    deadline: float = 60.0
    per_host: int = 2  # connections to a host at a time
    delay: float = 0.5  # between two requests to a host
    max_bytes: int = 20 * MEGABYTE
    max_redirects: int = 10
    retries: int = 2  # tries after the first
    backoff: float = 1.0  # before the second try; doubled before each further one
    threads: int = 16
    user_agent: str = ""  # "" = claimcheck and its version
    archive: str = ARCHIVE
    cache_days: float = 1.0
    offline: bool = False  # nothing but the cache
    refresh: bool = False  # the cache is asked nothing; it keeps what comes

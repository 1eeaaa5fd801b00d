"""Addresses on the web: fetched politely, bounded, and never from inside a private network.

`fetch` gets one page, `fetch_each` many at once. Nothing here is imported but by the two commands that may use the
network, and urllib3 only when the first request is made.
"""

from claimcheck.sources.web.archive import Snapshot, find_snapshot
from claimcheck.sources.web.cache import Cache
from claimcheck.sources.web.fetching import Fetcher, fetch
from claimcheck.sources.web.many import Ask, fetch_each
from claimcheck.sources.web.page import Page, Trouble, WebOptions, WebTrouble

__all__ = [
    "Ask",
    "Cache",
    "Fetcher",
    "Page",
    "Snapshot",
    "Trouble",
    "WebOptions",
    "WebTrouble",
    "fetch",
    "fetch_each",
    "find_snapshot",
]

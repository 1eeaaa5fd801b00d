"""Whether a web archive has a copy of a page, and of which day.

Asked is one address, made from a template: `{url}` becomes the page's address and `{timestamp}` the day a copy should
be closest to (YYYYMMDDhhmmss). The answer is the JSON of the Wayback Machine's availability service:
`{"archived_snapshots": {"closest": {"available": true, "status": "200", "timestamp": "…", "url": "…"}}}`
(https://archive.org/help/wayback_api.php).
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from claimcheck.sources.web.addresses import parse
from claimcheck.sources.web.fetching import Fetcher
from claimcheck.sources.web.page import Trouble, WebTrouble

_DIGITS = 14


class Snapshot(NamedTuple):
    """A copy of a page in an archive. `made`: ISO 8601, UTC."""

    url: str
    made: str


def lookup_address(template: str, url: str, near: str) -> str:
    """The address that is asked for the copy of `url` closest to the moment `near` (ISO 8601, "" = the latest)."""
    try:
        moment = datetime.fromisoformat(near)
        stamp = (moment.astimezone(UTC) if moment.tzinfo else moment).strftime("%Y%m%d%H%M%S")
    except ValueError:
        stamp = ""
    return template.replace("{url}", quote(url, safe="")).replace("{timestamp}", stamp)


def find_snapshot(fetcher: Fetcher, url: str, near: str = "") -> Snapshot | None:
    """The archive's copy of a page, None where it has none. Raises WebTrouble where the archive cannot be asked."""
    address = lookup_address(fetcher.options.archive, url, near)
    page = fetcher.get(address, keep=False)
    try:
        answer = json.loads(page.data)
    except (ValueError, RecursionError):
        raise WebTrouble(Trouble.SERVER, "the web archive's answer is not JSON") from None
    return _snapshot(answer, address)


def _snapshot(answer: Any, asked: str) -> Snapshot | None:
    """The copy that an answer tells of. A copy of an error page is none."""
    for key in ("archived_snapshots", "closest"):
        answer = answer.get(key) if isinstance(answer, dict) else None
    if not isinstance(answer, dict) or answer.get("available") is not True:
        return None
    url, stamp, status = (answer.get(key) for key in ("url", "timestamp", "status"))
    if not isinstance(url, str) or not isinstance(stamp, str) or not str(status).startswith("2"):
        return None
    try:
        made = datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC) if len(stamp) == _DIGITS else None
        parse(url)
    except (ValueError, WebTrouble):
        return None
    if made is None:
        return None
    if asked.startswith("https:") and url.startswith("http:"):
        url = "https" + url.removeprefix("http")  # the service writes http, and is there with https
    return Snapshot(url, made.isoformat(timespec="seconds"))

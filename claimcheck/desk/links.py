"""The addresses that claims stand on, asked for: what became of each, and which pages came back.

Facts only; which claims they concern, and whether a page still says what is cited, is for linkreport.py.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from claimcheck.desk.memory import Memory
from claimcheck.desk.project import Project
from claimcheck.ledger.links import Link
from claimcheck.ledger.records import Source
from claimcheck.sources.web import Ask, Cache, Fetcher, Page, Snapshot, Trouble, WebOptions, WebTrouble, fetch_each
from claimcheck.sources.web import find_snapshot as ask_archive
from claimcheck.sources.web.addresses import parse, same_page, shown
from claimcheck.sources.web.page import DEAD
from claimcheck.store.files import FOLDER

Progress = Callable[[int, int], None]

_WEB = "web"
_FOR_GOOD = (301, 308)  # RFC 9110 §15.4.2, §15.4.9


class Reached(NamedTuple):
    """What became of an address. `to`: where it leads now; `page`: what is there, where all of it was wanted.

    `astray`: it leads, for now, to another address, which may be a notice or a login instead of the page.
    """

    link: Link
    why: str = ""
    to: str = ""
    page: Page | None = None
    astray: bool = False


def web_fetcher(project: Project, memory: Memory, options: WebOptions) -> Fetcher:
    """A fetcher with the project's cache. Raises ValueError for options that make no sense."""
    with contextlib.suppress(OSError):
        memory.seal(b"")  # makes the folder and its secret, before several threads need them
    cache = Cache(project.root / FOLDER / _WEB, options.cache_days, memory.seal)
    cache.sweep()
    return Fetcher(options, cache)


def askable(sources: Iterable[Source]) -> list[Source]:
    """The sources that are addresses and may be asked for: a request for a confidential one would tell who asks."""
    return [source for source in sources if source.url and not source.confidential]


def reach(
    fetcher: Fetcher, sources: Sequence[Source], progress: Progress | None = None
) -> Iterator[tuple[Source, Reached]]:
    """What became of each source's address, in the order in which the answers come. Two sources may share one."""
    by_url: dict[str, list[Source]] = {}
    for source in sources:
        by_url.setdefault(source.url, []).append(source)
    asks = [Ask(url, any(s.sha256 for s in several)) for url, several in by_url.items()]
    done = 0
    for ask, answer in fetch_each(fetcher, asks):
        found = reached(ask.url, answer)
        for source in by_url[ask.url]:
            done += 1
            if progress is not None:
                progress(done, len(sources))
            yield source, found


def reached(url: str, answer: Page | WebTrouble) -> Reached:
    """What an answer means for the address that was asked for."""
    last = answer.redirects[-1][1] if answer.redirects else ""
    if isinstance(answer, WebTrouble):
        to = shown(last) if last else ""
        if answer.kind in DEAD:
            return Reached(Link.DEAD, answer.message, to)
        link = Link.BLOCKED if answer.kind is Trouble.BLOCKED else Link.UNCHECKED
        return Reached(link, str(answer), to)
    page = answer if answer.whole else None
    if last and (instead := _instead(url, last)):
        return Reached(Link.FRONT, instead, shown(last))
    for_now = any(status not in _FOR_GOOD for status, _ in answer.redirects)
    astray = for_now and not same_page(url.partition("#")[0], last)
    new = _for_good(answer.redirects)
    if new and new != url.partition("#")[0]:
        return Reached(Link.MOVED, to=shown(new), page=page, astray=astray)
    return Reached(Link.THERE, to=shown(last), page=page, astray=astray)


def snapshots(
    fetcher: Fetcher, sources: Sequence[Source], progress: Progress | None = None
) -> tuple[Mapping[str, Snapshot], list[str]]:
    """Source id → the archive's copy nearest to when it was fetched; and what went wrong, in words."""
    found: dict[str, Snapshot] = {}
    wrong: dict[str, None] = {}
    for number, source in enumerate(sources, 1):
        try:
            copy = ask_archive(fetcher, source.url, source.retrieved or source.added)
            if copy is not None:
                found[source.id] = copy
        except WebTrouble as trouble:
            wrong[f"the web archive could not be asked: {trouble}"] = None
        if progress is not None:
            progress(number, len(sources))
    return found, list(wrong)


def printed(url: str) -> str:
    """An address as it may be printed."""
    return shown(url)


def _for_good(redirects: Sequence[tuple[int, str]]) -> str:
    """The address reached by permanent redirects alone; what follows a passing one is not for good."""
    new = ""
    for status, address in redirects:
        if status not in _FOR_GOOD:
            break
        new = address
    return new


def _instead(url: str, last: str) -> str:
    """What an address leads to in the place of its page, in words; "" where it leads to a page."""
    try:
        asked, found = parse(url), parse(last)
    except WebTrouble:
        return ""
    if found.is_front and not asked.is_front:
        return "the front page of its site" if _same_site(url, last) else "the front page of another site"
    return "an error page" if found.is_error and not asked.is_error else ""


def _same_site(one: str, other: str) -> bool:
    """True where two addresses are of one host, or of hosts one of which lies inside the other."""
    try:
        a, b = parse(one).name.removeprefix("www."), parse(other).name.removeprefix("www.")
    except WebTrouble:
        return False
    return a == b or a.endswith(f".{b}") or b.endswith(f".{a}")

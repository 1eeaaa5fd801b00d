"""One run of `source add`, `source list` or `source show`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from claimcheck.cli.config import Resolved, zone_of
from claimcheck.cli.flags import AsDataFlags, ChangeFlags, LedgerFlags, OutputFlags
from claimcheck.cli.outputs import opened, usable
from claimcheck.cli.terminal import colour_choice, look_in, look_of, say
from claimcheck.desk.claims import choose
from claimcheck.desk.keeping import Fetched, Kept, Wish, keep_file, keep_page, keep_person, others, wants_page
from claimcheck.desk.people import now
from claimcheck.desk.project import Project, changing, find_project
from claimcheck.desk.showing import detail
from claimcheck.desk.snapshots import Snapshots
from claimcheck.desk.sources import Allows, address_of, file_of, known_sources
from claimcheck.desk.sourcing import UNCHANGED, SourceFilters, find_sources
from claimcheck.errors import InputError, UsageError
from claimcheck.ledger.details import SourceView
from claimcheck.ledger.records import Ledger
from claimcheck.reporters.consistency.words import ADD_SOURCE, DRY_RUN, next_step
from claimcheck.reporters.ledger.claim import write_details
from claimcheck.reporters.ledger.details import details_text
from claimcheck.reporters.ledger.records import changed_page
from claimcheck.reporters.ledger.sources import (
    added_record,
    sources_closing,
    sources_text,
    write_added,
    write_sources,
)

_FLAG = "--source: "  # what messages about a source begin with where it was typed after that flag


class Adding(NamedTuple):
    """What the user typed after `source add`."""

    words: tuple[str, ...]
    people: tuple[str, ...]
    kind: str
    title: str
    primary: bool
    confidential: bool
    apart: tuple[str, ...]
    claims: tuple[str, ...]
    no_fetch: bool
    refresh: bool
    settings: Resolved


def add(wanted: Adding, change: ChangeFlags, flags: LedgerFlags, data: AsDataFlags) -> int:
    """Take sources in."""
    if not wanted.words and not wanted.people:
        raise UsageError("no source is named", 'a file, an address, or --person "Liv Moen, harbour master"')
    if wanted.title and len(wanted.words) + len(wanted.people) > 1:
        raise UsageError("--title is what one source is called", "add the others by themselves")
    project = find_project(flags.ledger)
    at = now(zone_of(wanted.settings))
    try:
        pages = _pages(project, project.store.load(), wanted)
        with Snapshots(project, change.dry_run) as store, changing(project, change.dry_run) as work:
            work.ledger, kept = _taken(project, work.ledger, store, wanted, pages, at)
            after = work.ledger
    except UsageError as wrong:
        raise UsageError(wrong.message.removeprefix(_FLAG), wrong.hint.replace("--source", "--person")) from None
    _tell_added(project, after, kept, change, data)
    return 0


def _taken(
    project: Project, ledger: Ledger, store: Snapshots, wanted: Adding, pages: dict[str, Fetched], at: str
) -> tuple[Ledger, list[Kept]]:
    wish = Wish(
        wanted.kind,
        wanted.title,
        wanted.primary,
        wanted.confidential,
        others(project, ledger, wanted.apart, "--independent-of"),
        tuple(choose(project, ledger, wanted.claims)),
        wanted.refresh,
    )
    kept: list[Kept] = []
    allows = _allowed(wanted.settings)
    for word in dict.fromkeys(wanted.words):
        if address_of(word, allows):
            ledger, one = keep_page(project, ledger, store, word.strip(), pages.get(word), wish, at)
        else:
            file = file_of(project, word)
            if file is None:
                raise _no_file(project, ledger, word)
            ledger, one = keep_file(project, ledger, store, file, wish, at)
        kept.append(one)
    for who in dict.fromkeys(wanted.people):
        ledger, one = keep_person(project, ledger, who, wish, at)
        kept.append(one)
    return ledger, kept


def _no_file(project: Project, ledger: Ledger, word: str) -> UsageError:
    """What is wrong with a word that is no file: told as everywhere, or that a person goes after --person."""
    from claimcheck.desk.sources import cite

    if not word.strip():
        return UsageError("one of the words is empty", "a file, an address, or --person WHO")
    if "://" in word:
        return UsageError(f'"{word}" is no web address', "spaces in it are written %20")
    if Path(word).is_dir():
        return UsageError(f"{word} is a folder", "name the files inside")
    try:
        known = cite(project, ledger, word, "")
    except UsageError as wrong:
        if "--source" in wrong.hint:
            return UsageError(wrong.message, f'a person is named so: --person "{word}"')
        return wrong
    if known.new:
        return UsageError(f'there is no file "{word}"', f'a person is named so: --person "{word}"')
    return UsageError(f'there is no file "{word}"', f"{known.source.id} is a source already: {known.source.name}")


def _pages(project: Project, ledger: Ledger, wanted: Adding) -> dict[str, Fetched]:
    """The pages to be stored, fetched before the ledger is locked. Raises ClaimcheckError for one that cannot be."""
    wish = Wish(confidential=wanted.confidential, refresh=wanted.refresh)
    words = [word for word in wanted.words if address_of(word, _allowed(wanted.settings))]
    if wanted.no_fetch:
        return {}
    return {
        word: _fetched(word.strip(), wanted.settings)
        for word in words
        if wants_page(project, ledger, word.strip(), wish)
    }


def _allowed(settings: Resolved) -> Allows | None:
    """Which hosts of private networks the settings allow; None for none, and then nothing of the network is loaded."""
    written = settings.values["allow-private"].value
    if not isinstance(written, tuple) or not written:
        return None
    from claimcheck.sources.web.addresses import allowed, host_of

    known = allowed(written)

    def allows(word: str) -> bool:
        host = host_of(word)
        return known.name(host) if isinstance(host, str) else known.number(host)

    return allows


def _fetched(address: str, settings: Resolved) -> Fetched:
    from claimcheck.cli.web import web_options
    from claimcheck.sources import web

    try:
        page = web.fetch(address, web_options(settings))
    except web.WebTrouble as wrong:
        hint = wrong.hint or "--no-fetch keeps the address without its page"
        raise InputError(f"cannot fetch {address}: {wrong.message}; nothing was recorded", hint) from None
    return Fetched(page.data, page.content_type, page.retrieved, page.redirects)


def _views(project: Project, ledger: Ledger, kept: Sequence[Kept]) -> list[SourceView]:
    """Each source that was added as it stands now, or would stand, were it not only rehearsed."""
    ids = tuple(one.source.id for one in kept)
    found = {view.source.id: view for view in find_sources(project, ledger, SourceFilters(ids=ids)).views}
    views = [(one, found[one.source.id]) for one in kept]
    return [view._replace(state=UNCHANGED) if one.fresh and view.source.file else view for one, view in views]


def _tell_added(project: Project, ledger: Ledger, kept: Sequence[Kept], change: ChangeFlags, data: AsDataFlags) -> None:
    views = _views(project, ledger, kept)
    with opened(None, data=data.as_json) as stream:
        if data.as_json:
            rows = [added_record(view, one.became, one.remarks) for view, one in zip(views, kept, strict=True)]
            remarks = list(dict.fromkeys(remark for one in kept for remark in one.remarks))
            stream.write(changed_page("sources", list(rows), remarks, change.dry_run) + "\n")
            return
        write_added(views, [one.became for one in kept], stream, look_of("auto", stream))
    for remark in dict.fromkeys(remark for one in kept for remark in one.remarks):
        say(remark)
    if change.dry_run:
        say(DRY_RUN)


def list_sources(filters: SourceFilters, output: OutputFlags, flags: LedgerFlags, data: AsDataFlags) -> int:
    """List the sources."""
    colour = colour_choice(output.color)
    path = usable(output.output) if output.output else None
    project = find_project(flags.ledger)
    ledger = project.store.load()
    found = find_sources(project, ledger, filters)
    with opened(path, data=data.as_json) as stream:
        if data.as_json:
            stream.write(sources_text(found.views, found.of) + "\n")
            return 0
        write_sources(found.views, stream, look_in(path, colour, stream))
    say(sources_closing(found.views, found.of))
    if not found.of:
        say(next_step(ADD_SOURCE))
    return 0


def show_sources(words: Sequence[str], output: OutputFlags, flags: LedgerFlags, data: AsDataFlags) -> int:
    """Show sources at length."""
    colour = colour_choice(output.color)
    path = usable(output.output) if output.output else None
    project = find_project(flags.ledger)
    ledger = project.store.load()
    ids = dict.fromkeys(source.id for word in words for source in known_sources(project, ledger, word))
    shown = [detail(project, ledger, "sources", id) for id in ids]
    with opened(path, data=data.as_json) as stream:
        if data.as_json:
            stream.write(details_text(shown) + "\n")
        else:
            write_details(shown, stream, look_in(path, colour, stream))
    return 0

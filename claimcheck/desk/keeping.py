"""Taking sources in: a file is copied under `sources/`, a page fetched by whoever calls, a person written down.

What is there already stays: the same bytes, the same address, the same person is the source the ledger has, and only
what was said of it anew is changed. A file known as a source that has changed is taken in again when asked to.

A confidential source is never copied and never fetched: its bytes in the repository would go wherever that goes, and a
request for its page tells its host who asks. Only where it is, and the SHA-256 of a file, are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from claimcheck.desk.contents import Content, content_of_file, content_of_page
from claimcheck.desk.drift import moved
from claimcheck.desk.editing import Edit, edited
from claimcheck.desk.project import SOURCES, Project, sha256
from claimcheck.desk.snapshots import HUGE, TEXT, Snapshots, ending_for, page_name
from claimcheck.desk.sources import PERSON, cite, known_sources, same_address, written_path
from claimcheck.errors import UsageError
from claimcheck.ledger.ids import new_id
from claimcheck.ledger.records import LOST, Citation, Ledger, Source

# What became of a source that was added.
NEW, KNOWN, DESCRIBED, STORED, REFRESHED, SAME = "new", "known", "described", "stored", "refreshed", "same"


class Wish(NamedTuple):
    """What is said of the sources to be added. `apart`: sources they are independent of, as typed; `claims`: ids."""

    kind: str = ""
    title: str = ""
    primary: bool = False
    confidential: bool = False
    apart: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    refresh: bool = False


class Fetched(NamedTuple):
    """A page as it was fetched: its bytes, their type, when, and the (status, address) that led to them."""

    data: bytes
    content_type: str
    retrieved: str
    redirects: tuple[tuple[int, str], ...] = ()


class Kept(NamedTuple):
    """A source that was added: its record now, what became of it (NEW …), what to say besides."""

    source: Source
    became: str
    remarks: tuple[str, ...] = ()

    @property
    def fresh(self) -> bool:
        """True where its bytes are as they have just been recorded."""
        return self.became in (NEW, STORED, REFRESHED, SAME)


class _Taken(NamedTuple):
    """A source on its way in."""

    source: Source
    became: str
    remarks: tuple[str, ...] = ()

    def told(self, *remarks: str) -> _Taken:
        return self._replace(remarks=(*self.remarks, *filter(None, remarks)))


# --- files ------------------------------------------------------------------------------------------------------------


def keep_file(
    project: Project, ledger: Ledger, store: Snapshots, file: Path, wish: Wish, at: str
) -> tuple[Ledger, Kept]:
    """The ledger with a file as a source. Raises UsageError, InputError, StorageError; then nothing has changed."""
    if file.is_dir():
        raise UsageError(f"{file} is a folder", "name the files inside")
    content = content_of_file(file, str(file))
    if file.resolve() == project.ledger.resolve():
        raise UsageError("the ledger is no source of its own claims")
    path = project.inside(file)
    if store.holds(file) or wish.confidential:
        path = written_path(project, file)
    known = next((source for source in ledger.sources.values() if source.file == path), None)
    if known is not None and known.url:
        return _finished(ledger, known, KNOWN, wish, (f"{file} is the stored page of {known.id}, {known.url}",))
    of = next((s for s in ledger.sources.values() if s.file and path == s.file + TEXT), None)
    if known is None and of is not None:
        return _finished(ledger, of, KNOWN, wish, (f"{file} is the readable text of {of.id}, {of.name}",))
    if known is None:
        known = _with_bytes(project, ledger, content)
        if known is not None and (not known.path or _is_there(project, known)):
            same = f"{file} holds the same as {known.id}, {project.shown(known.file)}"
            return _finished(ledger, known, KNOWN, wish, (same,))
    taken = _known_file(project, known, content, wish) if known else None
    if taken is None:
        lost = _cited_with(ledger, content.sha256)
        fresh = Source(lost or new_id("sources", ledger.sources), path=path, added=at)
        back = f"it is {lost} again, which was removed and is still cited" if lost else ""
        taken = _Taken(_recorded(fresh, content, at), STORED if lost else NEW).told(back)
    elif taken.became == REFRESHED:
        taken = taken._replace(source=_recorded(taken.source, content, at))
    elif taken.became == KNOWN and wish.refresh:
        taken = taken._replace(source=_recorded(taken.source, content, at), became=SAME)
    elif taken.became == KNOWN and (not taken.source.sha256 or not taken.source.content_type) and not taken.remarks:
        taken = taken._replace(source=_recorded(taken.source, content, taken.source.retrieved or at))
    if taken.became == REFRESHED:
        taken = taken.told(*moved(ledger, taken.source.id, content.document))
    if not (taken.became == KNOWN and taken.remarks):
        taken = _stored(project, ledger, store, taken, file, content, wish)
    return _finished(ledger, taken.source, taken.became, wish, taken.remarks)


def _recorded(source: Source, content: Content, at: str) -> Source:
    return source._replace(sha256=content.sha256, retrieved=at, content_type=content.content_type)


def _with_bytes(project: Project, ledger: Ledger, content: Content) -> Source | None:
    """The source with these bytes: recorded so, or stored."""
    for source in ledger.sources.values():
        if source.sha256 == content.sha256:
            return source
    for source in ledger.sources.values():
        if source.file and not source.sha256 and sha256(project.root / source.file) == content.sha256:
            return source
    return None


def _cited_with(ledger: Ledger, sha256: str) -> str:
    """The id of a source that was removed and that something cites as of these bytes; "" for none."""
    lost = {source.id for source in ledger.sources.values() if source.kind == LOST}
    for claim in ledger.claims.values() if lost else ():
        for citation in (*claim.sources, *(c for verdict in claim.verdicts for c in verdict.sources)):
            if citation.source in lost and citation.sha256 == sha256:
                return citation.source
    return ""


def _is_there(project: Project, source: Source) -> bool:
    try:
        return (project.root / source.file).is_file()
    except OSError:
        return False


def _known_file(project: Project, known: Source, content: Content, wish: Wish) -> _Taken:
    """A file of the ledger named again: as it was, changed, or another copy of one that is lost."""
    if not known.sha256 or known.sha256 == content.sha256:
        return _Taken(known, KNOWN)
    if wish.refresh:
        return _Taken(known, REFRESHED)
    name = project.shown(known.path)
    return _Taken(known, KNOWN, (f"{name} has changed since it was recorded: --refresh takes it in as it is now",))


def _stored(
    project: Project, ledger: Ledger, store: Snapshots, taken: _Taken, file: Path, content: Content, wish: Wish
) -> _Taken:
    """The source with its bytes under `sources/`, unless they may not or need not be copied."""
    source, path = taken.source, project.inside(file)
    secret = source.confidential or wish.confidential
    inside = store.holds(file)
    if secret:
        if inside:
            why = f"{file} lies in {SOURCES}/: whoever gets this folder can read it"
        else:
            why = f"{file} was not copied, as it is confidential: it is cited where it is"
        return _Taken(source._replace(path=path), taken.became, (*taken.remarks, why)).told(_unread(content))
    if any(article.path == path and not article.gone for article in ledger.articles.values()):
        return taken.told(f"{file} is an article of this ledger: its own claims cannot stand on it")
    if inside:
        store.guard()
    else:
        path = store.copy(file, file.name, content.sha256, bool(content.text) and not content.plain)
        size = f"{content.size / 1_000_000:,.0f} MB" if content.size >= HUGE else ""
        taken = taken.told(f"{project.shown(path)} has {size}: git hosts refuse files over 100 MB" if size else "")
    became = STORED if taken.became == KNOWN and path != source.path else taken.became
    taken = taken._replace(source=source._replace(path=path), became=became)
    return _with_text(project, store, taken, content, over=taken.became == REFRESHED)


def _with_text(project: Project, store: Snapshots, taken: _Taken, content: Content, *, over: bool) -> _Taken:
    """The readable text beside the stored bytes, where they are not readable themselves."""
    path = taken.source.file
    if content.plain or not content.text:
        return taken.told(_unread(content))
    if store.set_text(path, content.text, over):
        return taken
    return taken.told(f"{project.shown(path)}{TEXT} was there already and stays as it is")


def _unread(content: Content) -> str:
    return f"{content.why}: no quote can be looked up in it" if content.why else ""


# --- pages ------------------------------------------------------------------------------------------------------------


def wants_page(project: Project, ledger: Ledger, address: str, wish: Wish) -> bool:
    """True where a page is to be fetched: it is new, was never stored or is lost, or is asked for anew."""
    known = same_address(ledger, address)
    if wish.confidential or (known is not None and known.confidential):
        return False
    return known is None or wish.refresh or not known.snapshot or not _is_there(project, known)


def keep_page(
    project: Project, ledger: Ledger, store: Snapshots, address: str, page: Fetched | None, wish: Wish, at: str
) -> tuple[Ledger, Kept]:
    """The ledger with an address as a source; with the bytes of its page, where that was fetched. UsageError."""
    known = same_address(ledger, address)
    moved = _for_good(page) if page is not None else ""
    if known is None and moved:
        known = same_address(ledger, moved)
    source = known or Source(new_id("sources", ledger.sources), url=moved or address, added=at)
    taken = _Taken(source, NEW if known is None else KNOWN)
    if page is None:
        if wish.confidential and not source.snapshot:
            taken = taken.told(f"{address} was not fetched, as it is confidential: only the address is kept")
        elif wish.confidential:
            where = project.shown(source.snapshot)
            taken = taken.told(f"{where} lies in {SOURCES}/: whoever gets this folder can read it")
        elif not source.snapshot:
            taken = taken.told(f"{address} was not fetched: no quote can be looked up in it")
        return _finished(ledger, taken.source, taken.became, wish, taken.remarks)
    if known is not None and not wish.refresh and known.snapshot and _is_there(project, known):
        told = f"{address} leads to {source.url}, which is known"  # found out only by asking
        return _finished(ledger, source, KNOWN, wish, (told,))
    if page.redirects:
        taken = taken.told(f"{address} leads to {page.redirects[-1][1]}")
    return _with_page(project, ledger, store, taken, page, wish)


def _with_page(
    project: Project, ledger: Ledger, store: Snapshots, taken: _Taken, page: Fetched, wish: Wish
) -> tuple[Ledger, Kept]:
    source = taken.source
    content = content_of_page(page.data, page_name(source.url, page.content_type), page.content_type)
    if taken.became == NEW:
        twin = _with_bytes(project, ledger, content)
        if twin is not None:
            taken = taken.told(f"its bytes are those of {twin.id}, {twin.name}")
    held = bool(source.snapshot) and _is_there(project, source)
    if held and source.sha256 == content.sha256 == sha256(project.root / source.snapshot):
        taken = taken._replace(source=source._replace(retrieved=page.retrieved), became=SAME)
        return _finished(ledger, taken.source, SAME, wish, taken.remarks)
    became = taken.became if taken.became == NEW else REFRESHED if source.sha256 not in ("", content.sha256) else STORED
    path = source.snapshot
    if path and path.endswith(ending_for(page.content_type, source.url)):
        store.replace(path, page.data)
    else:
        name = page_name(source.url, page.content_type)
        path = store.put(page.data, name, bool(content.text) and not content.plain)
        if held:
            taken = taken.told(f"{project.shown(source.snapshot)} stays, as what the page was before")
    source = _recorded(source, content, page.retrieved)._replace(snapshot=path)
    taken = taken._replace(source=source, became=became)
    if became == REFRESHED:
        taken = taken.told(*moved(ledger, source.id, content.document))
    taken = _with_text(project, store, taken, content, over=became == REFRESHED)
    return _finished(ledger, taken.source, taken.became, wish, taken.remarks)


def _for_good(page: Fetched) -> str:
    """Where the page has moved to for good; "" where any step on the way is a passing one."""
    if page.redirects and all(status in (301, 308) for status, _ in page.redirects):
        return page.redirects[-1][1]
    return ""


# --- people, and what is said of a source -----------------------------------------------------------------------------


def keep_person(project: Project, ledger: Ledger, words: str, wish: Wish, at: str) -> tuple[Ledger, Kept]:
    """The ledger with a person as a source. Raises UsageError."""
    cited = cite(project, ledger, PERSON + words, at)
    return _finished(ledger, cited.source, NEW if cited.new else KNOWN, wish, cited.remarks)


def _finished(
    ledger: Ledger, source: Source, became: str, wish: Wish, remarks: Sequence[str] = ()
) -> tuple[Ledger, Kept]:
    """The ledger with the source as it is now described, cited by the claims named."""
    described = _described(ledger, source, wish)
    if became == KNOWN and described != source:
        became = DESCRIBED
    if described != ledger.sources.get(described.id):
        ledger = ledger.put(described)
    if wish.claims:
        citation = Citation(described.id, sha256=described.sha256)
        at = described.retrieved or described.added
        ledger = edited(ledger, wish.claims, Edit(cite=(citation,)), at)
    return ledger, Kept(described, became, tuple(dict.fromkeys(remarks)))


def _described(ledger: Ledger, source: Source, wish: Wish) -> Source:
    """What is said of a source, where something is said."""
    if wish.kind.strip().casefold() == LOST:
        raise UsageError(f'--kind: "{LOST}" is what is left of a source that was removed', "say it in another word")
    return source._replace(
        kind=" ".join(wish.kind.split()) or source.kind,
        title=" ".join(wish.title.split()) or source.title,
        primary=wish.primary or source.primary,
        confidential=wish.confidential or source.confidential,
        independent_of=tuple(dict.fromkeys((*source.independent_of, *(_other(ledger, source, w) for w in wish.apart)))),
    )


def _other(ledger: Ledger, source: Source, id: str) -> str:
    if id == source.id:
        raise UsageError(f"--independent-of: {id} is that source itself")
    return id


def others(project: Project, ledger: Ledger, words: Sequence[str], flag: str) -> tuple[str, ...]:
    """The ids of the sources that `words` name, one each. Raises UsageError, `flag` being where they were typed."""
    return tuple(dict.fromkeys(one_source(project, ledger, word, flag).id for word in words))


def one_source(project: Project, ledger: Ledger, word: str, flag: str) -> Source:
    """The one source that `word` names. Raises UsageError."""
    found = known_sources(project, ledger, word)
    if len(found) > 1:
        names = "; ".join(f"{source.id} {source.name}" for source in found[:5])
        raise UsageError(f'{flag}: "{word}" may be any of {len(found)} sources', f"name one: {names}")
    return found[0]

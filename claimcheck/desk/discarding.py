"""Taking sources out of the ledger, and their stored files off the disk.

A source that something cites is not taken out but on demand, and then its name stays behind for those that cite it: a
verdict that says "S-9K3TQ7XD, p. 4" must go on telling what that was. Only files under `sources/` are ever deleted, and
only after the ledger has been saved without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from claimcheck.desk.contents import content_of_file
from claimcheck.desk.project import Project
from claimcheck.desk.snapshots import TEXT, Snapshots
from claimcheck.desk.sourcing import articles_on, claims_on
from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.ledger.records import LOST, Ledger, Source

_NAMED = 3  # of those that cite a source, in a message


class Discarded(NamedTuple):
    """What was taken out: sources that are gone, those of which the name stays, and the files that may go."""

    ledger: Ledger
    gone: tuple[Source, ...] = ()
    named: tuple[Source, ...] = ()
    claims: tuple[str, ...] = ()  # that cite one of those whose name stays
    files: tuple[Path, ...] = ()
    remarks: tuple[str, ...] = ()


def discarded(
    project: Project, ledger: Ledger, ids: Sequence[str], at: str, *, force: bool = False, files: bool = False
) -> Discarded:
    """The ledger without these sources. Raises UsageError where something cites one, unless forced."""
    on_claims, on_articles = claims_on(ledger), articles_on(ledger)
    cited = {id: [*on_claims.get(id, ()), *on_articles.get(id, ())] for id in ids}
    held = [id for id in ids if cited[id]]
    if held and not force:
        first = cited[held[0]]
        names = ", ".join(first[:_NAMED]) + (f" and {len(first) - _NAMED} more" if len(first) > _NAMED else "")
        others = f", and {len(held) - 1} more of these sources are cited" if len(held) > 1 else ""
        raise UsageError(
            f"{held[0]} is cited by {names}{others}; nothing was removed",
            "--force removes it and keeps its name; the check then tells what stands on nothing (CC402)",
        )
    gone = tuple(ledger.sources[id] for id in ids if id not in held)
    named = tuple(_name_of(ledger.sources[id], at) for id in held)
    taken = {*ids}
    apart = [
        source._replace(independent_of=tuple(id for id in source.independent_of if id not in taken))
        for source in ledger.sources.values()
        if source.id not in taken and not taken.isdisjoint(source.independent_of)
    ]
    old = [ledger.sources[id] for id in ids]
    ledger = ledger.put(*named, *apart).drop("sources", *(source.id for source in gone))
    paths, remarks = _files(project, ledger, old)
    if not files:
        own = {project.file(source.file) for source in old if source.file}
        remarks = [f"{path} stays: --files deletes it too" for path in paths if path in own]
        paths = []
    claims = tuple(dict.fromkeys(id for source in held for id in on_claims.get(source, ())))
    return Discarded(ledger, gone, named, claims, tuple(paths), tuple(remarks))


def _name_of(source: Source, at: str) -> Source:
    """What stays of a source that is cited: its id and its name, where that may be told."""
    if source.kind == LOST:
        return source
    name = "a confidential source" if source.confidential else source.name
    return Source(source.id, kind=LOST, title=f"{name}, removed {at[:10]}", added=source.added)


def _files(project: Project, ledger: Ledger, sources: Sequence[Source]) -> tuple[list[Path], list[str]]:
    """The stored files of these sources that nothing else uses, with the texts we wrote beside them; what stays."""
    store = Snapshots(project)
    used = {source.file for source in ledger.sources.values()} | {a.path for a in ledger.articles.values()}
    paths: list[Path] = []
    remarks: list[str] = []
    for source in sources:
        file = project.file(source.file) if source.file else None
        if file is None or not (file.is_file() or file.is_symlink()):
            continue
        if source.file in used or not store.holds(file):
            remarks.append(f"{file} stays: it is no stored copy of this source alone")
            continue
        paths.append(file)
        beside = Path(f"{file}{TEXT}")
        if beside.is_file() and f"{source.file}{TEXT}" not in used:
            if _is_ours(file, beside):
                paths.append(beside)
            else:
                remarks.append(f"{beside} stays: it is not the text that claimcheck made of {file}")
    return paths, remarks


def _is_ours(file: Path, beside: Path) -> bool:
    """True for the readable text that we make of a file."""
    try:
        return content_of_file(file, str(file)).text.encode() == beside.read_bytes()
    except (ClaimcheckError, OSError):
        return False


def delete(files: Sequence[Path]) -> tuple[str, ...]:
    """Delete files; what to say of those that could not be."""
    told = []
    for file in files:
        try:
            file.unlink()
        except OSError as wrong:
            told.append(f"{file} could not be deleted: {(wrong.strerror or str(wrong)).lower()}")
    return tuple(told)

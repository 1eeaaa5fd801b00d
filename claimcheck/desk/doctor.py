"""A ledger examined and repaired: what is wrong with the file, line by line, and the file made whole again.

A repair loses nothing it can read: the damaged file is kept beside; what git still has of an unfinished merge comes
first, then every record that can be read, then the generation before the last write for those that cannot.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from claimcheck.desk import people
from claimcheck.desk.merging import united
from claimcheck.desk.repository import Stages, stages
from claimcheck.desk.tidiness import untidy
from claimcheck.errors import LedgerError, UsageError
from claimcheck.ledger.checkup import loose_ends, tied
from claimcheck.ledger.merge import together
from claimcheck.ledger.records import TABLES, Ledger
from claimcheck.ledger.status import instant
from claimcheck.store.codec import KINDS, SHAPES, Malformed, readable, record
from claimcheck.store.files import LedgerFile
from claimcheck.store.page import has_conflict_marks
from claimcheck.store.salvage import Broken, Salvaged, lenient, salvaged
from claimcheck.store.tinydb_store import (
    NewerLedger,
    decoded,
    ledger_in,
    line_of,
    page_of,
    tables_of,
    upgraded_tables,
)

REPAIR = "claimcheck doctor --repair"


class Finding(NamedTuple):
    """One thing that is wrong with a ledger: its line (0 = of the whole file), what, and whether a repair mends it."""

    line: int
    what: str
    mends: bool


class Health(NamedTuple):
    """What is wrong with a ledger. `readable`: other commands work on it nevertheless; `untidy`: about sources/."""

    findings: tuple[Finding, ...]
    readable: bool
    records: int
    untidy: tuple[str, ...] = ()


class Repair(NamedTuple):
    """What a repair did: what is left to see to, where the file as it was is kept, and a line for each thing done."""

    health: Health
    kept: Path | None
    done: tuple[str, ...]


def examine(path: Path) -> Health:
    """Everything wrong with the ledger file `path`. Raises LedgerError for a file that cannot be read at all."""
    data = _bytes(LedgerFile(path))
    findings: list[Finding] = []
    if _unfinished(path, data) is not None:
        findings.append(Finding(0, "git has not finished merging it: both branches changed it", True))
    try:
        text = decoded(data, str(path)).replace("\r\n", "\n")
        tables = upgraded_tables(tables_of(text, str(path), thorough=True), str(path))
    except NewerLedger:
        raise
    except LedgerError as wrong:
        line, what = _placed(wrong.message, path)
        findings.append(Finding(line, what, True))
        findings += [_of_broken(b) for b in salvaged(lenient(data)).broken] if line else []
        return Health(tuple(findings), False, 0)
    good, broken = _decoded(tables, text)
    findings += [_of_broken(b) for b in broken]
    for loose in () if broken else loose_ends(good):
        line = line_of(text, loose.table, loose.id, loose.path)
        findings.append(Finding(line, f"{loose.table} › {loose.id}: {loose.what}", loose.mends))
    count = sum(len(getattr(good, name)) for name in TABLES.values())
    return Health(tuple(findings), not broken, count, () if broken else untidy(LedgerFile(path).target.parent, good))


def _bytes(file: LedgerFile) -> bytes:
    data = file.read()
    if data is None:
        hint = f"{REPAIR} restores {file.previous}" if file.previous.is_file() else "claimcheck init makes one"
        raise UsageError(f"there is no ledger {file.path}", hint)
    return data


def _unfinished(path: Path, data: bytes) -> Stages | None:
    """The versions git keeps, where `data` is still what an unfinished merge leaves: marks, or our side alone."""
    versions = stages(LedgerFile(path).target)
    if versions is None or has_conflict_marks(lenient(data)):
        return versions
    return versions if data.replace(b"\r\n", b"\n") == versions.ours.replace(b"\r\n", b"\n") else None


def _placed(message: str, path: Path) -> tuple[int, str]:
    """The line and the rest of a message `path:line: what`."""
    rest = message.removeprefix(str(path)).removeprefix(":")
    number, colon, what = rest.partition(":")
    return (int(number), what.strip()) if colon and number.isdigit() else (0, rest.strip())


def _of_broken(broken: Broken) -> Finding:
    return Finding(broken.line, f"{broken.table} › {broken.id}: {broken.why}", True)


def _decoded(tables: dict[str, dict[str, Any]], text: str) -> tuple[Ledger, list[Broken]]:
    """The records that are what they should be, and the others."""
    good: dict[str, dict[str, Any]] = {name: {} for name in TABLES.values()}
    broken = []
    for table, rows in good.items():
        for id, row in tables.get(table, {}).items():
            try:
                rows[id] = record(table, id, row)
            except Malformed as wrong:
                broken.append(Broken(table, id, line_of(text, table, id, wrong.path), wrong.inside))
    return Ledger(**good), broken


# ---- repairing


def repair(path: Path, dry_run: bool = False) -> Repair:
    """Make the ledger file `path` whole. Raises LedgerError where nothing can be saved; the file is then as it was."""
    file = LedgerFile(path)
    if dry_run:
        return _repair(file, None)
    with file.locked():
        return _repair(file, lambda: file.keep_beside(f"damaged-{_stamp()}"))


def _stamp() -> str:
    return "".join(c for c in people.now()[:19] if c.isalnum())


def _repair(file: LedgerFile, keep: Callable[[], Path] | None) -> Repair:
    data = file.read()
    if data is None:
        return _restored(file, keep is None)
    health = examine(file.path)
    if not any(finding.mends for finding in health.findings):
        return Repair(health, None, ())
    done: list[str] = []
    spare = _previous(file)
    ledger, others = _mended(file, data, spare, done)
    mended = tied(ledger, spare, people.now())
    if mended != ledger:
        done.append("references to nothing were tied up or taken out")
    page = page_of(mended, others)
    after = _health_of(mended, page)
    if keep is None:
        return Repair(after, None, tuple(done))
    kept = keep()
    file.write(page.encode("utf-8"), keep=False)
    return Repair(after, kept, tuple(done))


def _health_of(ledger: Ledger, page: str) -> Health:
    left = [
        Finding(line_of(page, end.table, end.id, end.path), f"{end.table} › {end.id}: {end.what}", end.mends)
        for end in loose_ends(ledger)
    ]
    return Health(tuple(left), True, sum(len(getattr(ledger, name)) for name in TABLES.values()))


def _restored(file: LedgerFile, dry_run: bool) -> Repair:
    """The previous generation where the ledger itself is not there any more."""
    if not file.previous.is_file():
        _bytes(file)
    data = file.previous.read_bytes()
    ledger = ledger_in(data, str(file.previous))
    if not dry_run:
        file.write(data)
    return Repair(_health_of(ledger, ""), None, (f"the ledger was gone; restored from {file.previous}",))


def _previous(file: LedgerFile) -> Ledger:
    """The generation before the last write, as far as it can be read; empty for none."""
    try:
        return _whole(ledger_in(file.previous.read_bytes(), str(file.previous)))
    except (OSError, LedgerError):
        return Ledger()


def _whole(ledger: Ledger) -> Ledger:
    """The ledger with every record decoded. Raises LedgerError for one that is not what it should be."""
    return Ledger(**{name: dict(getattr(ledger, name)) for name in TABLES.values()})


def _mended(file: LedgerFile, data: bytes, spare: Ledger, done: list[str]) -> tuple[Ledger, dict[str, dict[str, Any]]]:
    """The best ledger that can be made of what there is, and tables of others; a line in `done` for each step."""
    unmerged = _unfinished(file.path, data)
    if unmerged is not None:
        try:
            merged = united(*unmerged, str(file.path))
            done.append("both branches united from what git keeps of them; now: git add " + file.target.name)
            return _whole(ledger_in(merged, str(file.path))), {}
        except LedgerError:
            done.append("git's own versions cannot be read either")
    others: dict[str, dict[str, Any]] = {}
    text = lenient(data)
    cut = False  # what is missing may have been lost; else it was removed by whoever wrote the file
    try:
        tables = upgraded_tables(tables_of(text, str(file.path), thorough=True), str(file.path))
    except NewerLedger:
        raise
    except LedgerError:
        found = salvaged(text)
        cut = not has_conflict_marks(text)
        if not cut:
            done.append("both sides of git's conflict marks united")
    else:
        good, broken = _decoded(tables, text)
        parts = {(b.table, b.id): tables[b.table][b.id] for b in broken if isinstance(tables[b.table][b.id], dict)}
        found = Salvaged(good, parts, tuple(broken))
        others = {n: rows for n, rows in tables.items() if n not in TABLES.values() and n != "schema"}
        if not broken:
            return good, others
    if not any(found.ledger) and not any(spare) and not found.parts:
        raise LedgerError(f"{file.path}: nothing in it can be read, and there is no generation before it", _ELSEWHERE)
    return _completed(found, spare, done, None if cut else {b.id for b in found.broken}), others


_ELSEWHERE = "look for a copy: git log -- claims.json, a backup"


def _completed(found: Salvaged, spare: Ledger, done: list[str], only: set[str] | None = None) -> Ledger:
    """What was read, completed by the generation before: nothing of either is left out (`only` these ids)."""
    ledger = found.ledger
    read = sum(len(getattr(ledger, name)) for name in TABLES.values())
    done.append(f"{read} records read from the damaged file")
    for table in TABLES.values():
        here, there = getattr(ledger, table), getattr(spare, table)
        back = [id for id in there if id not in here and (only is None or id in only)]
        made = [_with_history(table, there[id], found.parts.get((table, id))) for id in back]
        ledger = ledger.put(*made)
        done += [f"{table} › {id}: as it was before the last change" for id in back]
    for broken in found.broken:
        if broken.id in getattr(ledger, broken.table):
            continue
        rest = _rescued(broken.table, broken.id, found.parts.get((broken.table, broken.id)))
        if rest is not None:
            ledger = ledger.put(rest)
            done.append(f"{broken.table} › {broken.id}: saved without what was wrong in it")
        else:
            done.append(f"{broken.table} › {broken.id}: LOST; what is left of it is in the kept file")
    return ledger


_HISTORIES = ("verdicts", "revisions", "decisions")


def _with_history(table: str, before: Any, part: dict[str, Any] | None) -> Any:
    """A record of the generation before, with the verdicts and decisions that can be read of its damaged self."""
    for name in _HISTORIES:
        if part is not None and name in part and name in SHAPES[KINDS[table]]:
            rows = readable(table, name, part[name])
            known = getattr(before, name)
            before = before._replace(**{name: together(known, known, rows, lambda row: instant(row.at))})
    return before


def _rescued(table: str, id: str, part: dict[str, Any] | None) -> Any:
    """A record made of the fields that are right; None where one it cannot do without is wrong."""
    if part is None:
        return None
    fields = dict(part)
    extra: dict[str, Any] = {}
    while True:
        try:
            return record(table, id, {**fields, **extra})
        except Malformed as wrong:
            name = wrong.path.partition("[")[0].partition(".")[0]
            if name not in fields:
                return None
            bad = fields.pop(name)
            if name in _HISTORIES and isinstance(bad, list):
                fields[name] = [row for row in bad if readable(table, name, [row])]
                bad = [row for row in bad if row not in fields[name]]
            extra[f"damaged_{name}"] = bad

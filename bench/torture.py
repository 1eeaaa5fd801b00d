"""What a ledger file survives: `python -m bench.torture`. The tests run the same, in small numbers.

Every scenario counts what went in and what is there afterwards, and raises AssertionError at the first record that is
lost or half there.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from claimcheck.cli.app import run
from claimcheck.desk.doctor import examine, repair
from claimcheck.errors import LedgerError
from claimcheck.ledger.ids import new_ids
from claimcheck.ledger.records import Article, Citation, Claim, Ledger, Place, Source, Status, Verdict
from claimcheck.ledger.texts import digest
from claimcheck.store import open_store

NOON = "2026-03-02T12:00:00+01:00"
JUDGED = "C-00000000"  # the claim that every writer judges
NOBODY = 65534


def ledger(claims: int) -> Ledger:
    """So many claims in articles of 25, every other one judged."""
    ids = [JUDGED, *new_ids("claims", claims - 1, {JUDGED})]
    records: list[Article | Claim] = []
    for number, article in enumerate(new_ids("articles", (claims + 24) // 25)):
        own = ids[number * 25 : number * 25 + 25]
        places = tuple(Place(id, 90 * at, 90 * at + 88, 2 * at + 1) for at, id in enumerate(own))
        records.append(Article(article, f"news/{number}.md", f"Article {number}", layout=places))
        for at, id in enumerate(own):
            people = random.randrange(10**6)
            text = f"The ferry of line {number} carried {people:,} people in week {at + 1}, said the harbour."
            cited = (Citation("S-00000001", locator="p. 4", sha256="0" * 64),)
            verdict = Verdict(Status.VERIFIED, "Ida Brandt", NOON, digest(text), cited)
            records.append(Claim(id, text, article, "number", verdicts=(verdict,) if at % 2 else ()))
    return Ledger().put(*records, Source("S-00000001", person="the harbour master"))


def project(folder: Path, claims: int) -> Path:
    """A ledger file of so many claims, written twice so that there is a generation before."""
    path = folder / "claims.json"
    store = open_store(path)
    store.create()
    for note in ("", "again"):
        with store.transaction() as change:
            change.ledger = ledger(claims) if not note else change.ledger
            change.ledger = change.ledger.put(change.ledger.claims[JUDGED]._replace(note=note))
    return path


def verdicts(path: Path) -> list[str]:
    """Who judged the one claim; every record of the ledger is checked on the way."""
    assert examine(path).findings == (), examine(path).findings[:3]
    return [v.note for v in open_store(path).load().claims[JUDGED].verdicts]


# ---- processes


def child(*arguments: str, **more: object) -> subprocess.Popen[str]:
    """Another process of this module."""
    command = [sys.executable, "-m", "bench.torture", "--child", *arguments]
    root = Path(__file__).parent.parent
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, **more)  # type: ignore[call-overload,no-any-return]


def write(path: Path, name: str, number: int) -> None:
    """So many transactions that each add a verdict; a line on standard output after each."""
    store = open_store(path)
    for at in range(number):
        with store.transaction() as change:
            claim = change.ledger.claims[JUDGED]
            verdict = Verdict(Status.VERIFIED, name, NOON, digest(claim.text), note=f"{name} {at}")
            change.ledger = change.ledger.put(claim._replace(verdicts=(*claim.verdicts, verdict)))
        sys.stdout.write(f"{name} {at}\n")
        sys.stdout.flush()


def writers(folder: Path, processes: int, each: int, claims: int = 200) -> int:
    """Several processes at once: every verdict is kept. The number of verdicts."""
    path = project(folder, claims)
    running = [child("write", str(path), f"W{n}", str(each)) for n in range(processes)]
    for one in running:
        one.communicate(timeout=300)
        assert one.returncode == 0
    kept = verdicts(path)
    assert len(kept) == len(set(kept)) == processes * each, (len(kept), processes * each)
    assert not list(folder.glob(".*.tmp"))
    return len(kept)


def killed(folder: Path, times: int, claims: int = 2000) -> tuple[int, int]:
    """kill -9 at a random moment of endless writing: what was acknowledged is there. (kept, left temporary files)."""
    path = project(folder, claims)
    acknowledged: list[str] = []
    crumbs = 0
    for turn in range(times):
        one = child("write", str(path), f"K{turn}", "100000")
        assert one.stdout is not None
        acknowledged.append(one.stdout.readline().strip())  # it is writing now
        time.sleep(random.random() * 0.08)
        one.kill()
        acknowledged += one.communicate()[0].splitlines()
        crumbs += len(list(folder.glob(".claims.json.*.tmp")))
        kept = verdicts(path)
        lost = {a for a in acknowledged if a.count(" ") == 1} - set(kept)
        assert not lost, lost
        assert len(kept) <= len(acknowledged) + turn + 1, "at most the one it was at when it died"
    with open_store(path).transaction():
        pass
    assert not list(folder.glob(".claims.json.*.tmp")), "the next writer sweeps"
    return len(verdicts(path)), crumbs


# ---- disks


def full_by_limit(folder: Path) -> str:
    """No file may grow past 20 kB, as on a disk that is full: nothing changes. The message."""
    path = project(folder, 500)
    return _refused(path, "limited")


def full_disk(folder: Path) -> str | None:
    """A real disk that is full, where this user may mount one; None where not."""
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)], capture_output=True
    ).returncode:
        return None
    try:
        path = project(folder, 500)
        with contextlib.suppress(OSError), (folder / "ballast").open("wb", buffering=0) as stream:
            while True:
                stream.write(b"\0" * 4096)
        return _refused(path, "write", "D", "1")
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def read_only(folder: Path) -> str | None:
    """A folder one may read but not write in: nothing changes. The message; None where that cannot be had."""
    path = project(folder, 50)
    if os.geteuid() != 0:
        folder.chmod(0o555)
        try:
            return _refused(path, "write", "R", "1")
        finally:
            folder.chmod(0o755)
    folder.chmod(0o755)
    for inside in folder.rglob("*"):
        inside.chmod(0o755 if inside.is_dir() else 0o644)
    if any(not parent.stat().st_mode & 0o001 for parent in folder.resolve().parents):
        return None  # another user could not even get there
    return _refused(path, "nobody")


def _refused(path: Path, mode: str, *more: str) -> str:
    before, kept = path.read_bytes(), _generation(path)
    one = child(mode, str(path), *more, stderr=subprocess.PIPE)
    _, message = one.communicate(timeout=60)
    assert one.returncode == 2, (one.returncode, message)
    assert message.count("\n") == 1, message
    assert path.read_bytes() == before and _generation(path) == kept
    assert not list(path.parent.glob(".claims.json.*.tmp")), "half a file is left"
    verdicts(path)
    return message.strip()


def _generation(path: Path) -> bytes:
    return (path.parent / ".claimcheck" / "previous-claims.json").read_bytes()


# ---- damage


def truncated(folder: Path, offsets: int, claims: int = 300) -> tuple[int, int]:
    """Cut at so many places: told in one line, untouched; the doctor loses nothing. (refused, verdicts saved)."""
    path = project(folder, claims)
    whole = path.read_bytes()
    before = {v for c in open_store(path).load().claims.values() for v in c.verdicts}
    for turn in range(offsets):
        cut = whole[: len(whole) * turn // offsets]
        path.write_bytes(cut)
        told = refused(path)
        assert path.read_bytes() == cut and "claims.json" in told
        repair(path)
        after = {v for c in open_store(path).load().claims.values() for v in c.verdicts}
        assert before <= after, f"cut at {len(cut)}"
        assert examine(path).findings == ()
        for kept in folder.glob("*damaged*"):
            assert kept.read_bytes() == cut
            kept.unlink()
    return offsets, len(before)


def refused(path: Path) -> str:
    """What reading and writing the ledger say: the same, in one line."""
    messages = set()
    for attempt in (_read, _change):
        try:
            attempt(path)
        except LedgerError as wrong:
            messages.add(str(wrong))
        else:
            raise AssertionError(f"{attempt.__name__} did not mind: {path.read_bytes()[:200]!r}")
    assert len(messages) == 1 and "\n" not in next(iter(messages)), messages
    return messages.pop()


def _read(path: Path) -> None:
    for table in open_store(path).load():
        for _ in table.values():
            pass


def _change(path: Path) -> None:
    with open_store(path).transaction() as change:
        change.ledger = change.ledger.put(Claim("C-ZZZZZZZZ", "Never written."))


def _with(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda whole: whole.replace(old.encode(), new.encode(), 1)


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "0 bytes": lambda whole: b"",
    "white space": lambda whole: b" \n\n",
    "not JSON": lambda whole: b"hello\n" + whole,
    "another JSON": lambda whole: b'{"name": "package", "version": 1}',
    "a list": lambda whole: b"[]",
    "an empty object": lambda whole: b"{}",
    "NaN": _with("0, 88, 0", "NaN, 88, 0"),
    "Infinity": _with("0, 88, 0", "-Infinity, 88, 0"),
    "1e999": _with("0, 88, 0", "1e999, 88, 0"),
    "a fraction": _with("0, 88, 0", "0.5, 88, 0"),
    "5,000 digits": _with("0, 88, 0", "9" * 5000 + ", 88, 0"),
    "deep nesting": lambda whole: whole.replace(b'"title": ', b'"zz": ' + b"[" * 200_000 + b', "title": ', 1),
    "UTF-16": lambda whole: whole.decode().encode("utf-16"),
    "Latin-1": lambda whole: whole.replace(b"said the harbour", "said Größe".encode("latin-1"), 1),
    "a null byte": _with("said the harbour", "said \0"),
    "conflict marks": _with('      "kind": "number",\n', '<<<<<<< HEAD\n=======\n      "kind": "number",\n>>>>>>> b\n'),
    "a comment": _with('      "kind"', '      // mine\n      "kind"'),
    "a wrong type": _with('"kind": "number"', '"kind": 7'),
    "null": _with('"kind": "number"', '"kind": null'),
    "an unknown status": _with('"status": "verified"', '"status": "fine"'),
    "a status that is no verdict": _with('"status": "verified"', '"status": "stale"'),
    "a field missing": _with('"status": "verified"', '"statuz": "verified"'),
    "a text missing": _with('      "text": ', '      "tekst": '),
    "a record twice": lambda whole: whole.replace(
        b'  "claims": {\n', b'  "claims": {\n    "C-00000000": {\n      "text": "x"\n    },\n', 1
    ),
    "a field twice": _with('      "kind": "number",\n', '      "kind": "number",\n      "kind": "number",\n'),
    "a table twice": lambda whole: whole.replace(b'  "conflicts": {}', b'  "conflicts": {},\n  "conflicts": {}', 1),
    "a table missing": _with('"conflicts": {}', '"konflicts": {}'),
    "a record that is a list": _with('  "conflicts": {}', '  "conflicts": {"K-00000001": []}'),
    "a table that is a list": _with('  "conflicts": {}', '  "conflicts": []'),
    "no version": _with('"version": 2', '"zz": 2'),
    "version true": _with('"version": 2', '"version": true'),
    "a newer version": _with('"version": 2', '"version": 99'),
    "an older version in name only": _with('"version": 2', '"version": 1'),
}


def damaged(folder: Path) -> dict[str, str]:
    """Every kind of damage: one line, exit 2 of every command, the file untouched. Kind → the line."""
    path = project(folder, 30)
    whole = path.read_bytes()
    told = {}
    for name, damage in DAMAGE.items():
        data = damage(whole)
        assert data != whole, name
        path.write_bytes(data)
        told[name] = refused(path)
        assert path.read_bytes() == data, name
        for arguments in (["list"], ["edit", JUDGED, "--note", "x"]):
            code, message = command(folder, arguments)
            assert code == 2 and message.count("\n") == 1 and "Traceback" not in message, (name, message)
            assert path.read_bytes() == data, (name, arguments)
    path.write_bytes(whole)
    return told


def command(folder: Path, arguments: list[str]) -> tuple[int, str]:
    """A command in a folder: its exit code, and what it says on standard error."""
    said = io.StringIO()
    here = Path.cwd()
    os.chdir(folder)
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
            return run(arguments), said.getvalue()
    finally:
        os.chdir(here)


def not_a_file(folder: Path) -> Iterator[tuple[str, str]]:
    """Other things under the name of a ledger: (what, the message)."""
    path = folder / "claims.json"
    for name, make in {
        "a folder": path.mkdir,
        "a broken link": lambda: path.symlink_to("nowhere.json"),
        "a link to itself": lambda: path.symlink_to("claims.json"),
        "a pipe": lambda: os.mkfifo(path),
    }.items():
        make()
        code, message = command(folder, ["list"])
        assert code == 2 and message.count("\n") == 1, (name, code, message)
        yield name, message.strip()
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def linked(folder: Path) -> str:
    """A ledger behind a link: written through it, the link stays."""
    (folder / "real").mkdir()
    path = project(folder / "real", 10)
    link = folder / "claims.json"
    link.symlink_to(path)
    _quietly(link)
    assert link.is_symlink() and verdicts(path) == ["L 0"]
    return "the link stays a link, the file behind it is written"


def _quietly(path: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        write(path, "L", 1)


# ---- scale


def timed(claims: int) -> str:
    """A ledger of so many claims: read, and changed by one verdict, each the best of three."""
    with tempfile.TemporaryDirectory() as folder:
        path = project(Path(folder), claims)
        loads, changes = [], []
        for _ in range(3):
            begin = time.perf_counter()
            open_store(path).load()
            loads.append(time.perf_counter() - begin)
            begin = time.perf_counter()
            _quietly(path)
            changes.append(time.perf_counter() - begin)
        size = path.stat().st_size / 1e6
        return f"{size:.1f} MB, read in {min(loads):.3f} s, one verdict in {min(changes):.3f} s"


def main() -> None:
    """Everything, with figures."""

    def told(name: str, scenario: Callable[[Path], object]) -> None:
        folder = Path(tempfile.mkdtemp(prefix="torture-"))
        begin = time.perf_counter()
        try:
            result = scenario(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        print(f"{name:28} {result}  ({time.perf_counter() - begin:.1f} s)", flush=True)

    told(
        "200 × kill -9",
        lambda f: "{} verdicts kept, none lost; {} temporary files left and swept".format(*killed(f, 200)),
    )
    told("2 writers × 100", lambda f: f"{writers(f, 2, 100)} verdicts kept")
    told("8 writers × 50", lambda f: f"{writers(f, 8, 50)} verdicts kept")
    told("disk full (limit)", full_by_limit)
    told("disk full (tmpfs)", full_disk)
    told("read-only folder", read_only)
    told(
        "cut at 200 offsets",
        lambda f: "{} refused and repaired, {} verdicts saved each time".format(*truncated(f, 200)),
    )
    told("damage", lambda f: "\n" + "\n".join(f"  {k:28} {v}" for k, v in damaged(f).items()))
    told("not a file", lambda f: "\n" + "\n".join(f"  {k:28} {v}" for k, v in not_a_file(f)))
    told("behind a link", linked)
    for claims in (1_000, 10_000, 100_000):
        told(f"{claims:,} claims", lambda f, n=claims: timed(n))  # type: ignore[misc]


def child_main(mode: str, path: Path, *more: str) -> int:
    """What the other process does; exit code as a command would have it."""
    if mode == "limited":
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    if mode == "nobody":
        with open_store(path).transaction():
            pass  # everything is imported now: nobody may not be allowed to read the interpreter's own files
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    name, number = more or ("X", "1")
    try:
        write(path, name, int(number))
    except LedgerError as wrong:
        sys.stderr.write(f"{wrong}\n")
        return wrong.exit_code
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        sys.exit(child_main(sys.argv[2], Path(sys.argv[3]), *sys.argv[4:]))
    main()

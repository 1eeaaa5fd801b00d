"""One run of `init`: make what is missing, leave what is there, say which was which."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from claimcheck.cli.flags import AsDataFlags, ChangeFlags
from claimcheck.cli.options import SETTINGS, Setting
from claimcheck.cli.outputs import opened, replacing
from claimcheck.cli.terminal import say
from claimcheck.desk import repository
from claimcheck.desk.project import LEDGER, SOURCES
from claimcheck.errors import UsageError
from claimcheck.reporters.consistency.words import NEXT, next_step
from claimcheck.reporters.encode import encode
from claimcheck.store import open_store

OWN_FILE, SHARED_FILE = "claimcheck.toml", "pyproject.toml"


def start(folder: Path, change: ChangeFlags, data: AsDataFlags, git: bool = True) -> int:
    """Make a project of `folder`; `git`: and tell git how ledgers are merged, in a repository."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is not a folder")
    made: list[str] = []
    kept: list[str] = []
    for name, make in (*_parts(folder), *(_git_parts(folder) if git else ())):
        (made if make is not None else kept).append(name)
        if make is not None and not change.dry_run:
            make()
    if data.as_json:
        with opened(None, data=True) as stream:
            stream.write(encode({"made": made, "kept": kept, "dry_run": change.dry_run}) + "\n")
        return 0
    for name in made:
        say(f"{'would make' if change.dry_run else 'made'} {name}")
    for name in kept:
        say(f"{name} was there already and stays as it is")
    if made and not change.dry_run:
        say(next_step(NEXT))
    return 0


def _parts(folder: Path) -> Iterator[tuple[str, Callable[[], object] | None]]:
    """(name, how to make it) of each part of a project; None for what is there already."""
    ledger = folder / LEDGER
    yield str(ledger), None if ledger.exists() else partial(_new_ledger, ledger)
    sources = folder / SOURCES
    yield f"{sources}/", None if sources.is_dir() else partial(_new_folder, sources)
    shared = folder / SHARED_FILE
    if shared.is_file() and not (folder / OWN_FILE).exists():
        text = shared.read_text("utf-8", errors="replace")
        name = f"{shared} [tool.claimcheck]"
        yield name, None if "[tool.claimcheck" in text else partial(_new_block, shared, text)
    else:
        own = folder / OWN_FILE
        yield str(own), None if own.exists() else partial(_write, own, block(""))


def _git_parts(folder: Path) -> Iterator[tuple[str, Callable[[], object] | None]]:
    """What has git merge ledgers with us; nothing outside a repository."""
    here = folder if folder.is_dir() else folder.parent
    if not repository.in_repository(here):
        return
    attributes = folder / repository.ATTRIBUTES
    known = folder.is_dir() and repository.has_attribute(folder, LEDGER)
    yield f"{attributes} [{LEDGER} merge=claimcheck]", None if known else partial(_new_attribute, attributes)
    set_up = repository.driver(here) == repository.DRIVER
    yield "git config merge.claimcheck.driver", None if set_up else partial(repository.set_driver, here)


def _new_attribute(path: Path) -> None:
    before = path.read_text("utf-8") if path.is_file() else ""
    line = repository.attribute(LEDGER)
    _write(path, before + ("\n" if before and not before.endswith("\n") else "") + line + "\n")


def _new_ledger(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    open_store(path).create()


def _new_folder(path: Path) -> None:
    path.mkdir(parents=True, exist_ok=True)
    (path / ".gitkeep").touch()  # git keeps no empty folder


def _new_block(path: Path, text: str) -> None:
    _write(path, text.rstrip("\n") + "\n\n" + block("[tool.claimcheck]\n"))


def _write(path: Path, text: str) -> None:
    with replacing(path) as stream:
        stream.write(text)


def block(head: str) -> str:
    """Every setting with what it is for, commented out, so that nothing changes before somebody says so."""
    lines = [f"# {row.key} = {_toml(row)}  # {row.doc}" for row in SETTINGS]
    return (
        head
        + "# Settings of claimcheck. Take the # away where the default does not suit you.\n"
        + "\n".join(lines)
        + "\n"
    )


def _toml(row: Setting) -> str:
    if row.repeated:
        given = row.default if isinstance(row.default, tuple) else ()
        return "[" + ", ".join(f'"{word}"' for word in given) + "]"
    return f'"{row.shown}"' if _plain(row) else '""'


def _plain(row: Setting) -> bool:
    """True where the default is shown as it would be written."""
    try:
        return row.parse(row.shown) == row.default
    except ValueError:
        return False

"""What the documentation says about the program comes from the program: `make docs` writes it, `test_docs.py` compares.

<!-- generated: NAME -->   a block of a page under docs/ that one function of BLOCKS makes, up to <!-- end -->
```console                a session in README.md or docs/: every `$ command` is run and its output put below it
```console tour           sessions that change things: all of a page run in one folder of their own, in order, with the
                          clock stopped; random ids get names that stay the same (Tour)
docs/rules.md             as a whole, from the docstrings of the rules
docs/pictures/*.svg       as a whole, by make_pictures
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from claimcheck.cli.app import COMMANDS, run
from claimcheck.cli.commands.rules import gist
from claimcheck.cli.options import SETTINGS
from claimcheck.ledger.ids import ALPHABET
from claimcheck.readers import READERS
from claimcheck.reporters import REPORTERS
from claimcheck.rules import all_rules

sys.path.insert(0, str(Path(__file__).parent))  # started as `-m tests.make_docs`, it does not find its neighbours
from launcher import Launcher
from make_pictures import drawn, pictures

ROOT = Path(__file__).parent.parent
COLUMNS = "102"
GENERATED = re.compile(r"(<!-- generated: ([a-z ]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
SESSION = re.compile(r"(```console\n)(.*?)(```)", re.DOTALL)
# A command that needs no shell: nothing but its words, and the first or last lines of what it prints.
PLAIN = re.compile(r"claimcheck ((?:[^\s'\"|<>;&$*?`\\]|'[^']*'|\"[^\"$`\\]*\"|\s)+?)(?:\s*\| (head|tail) -(\d+))?")
TOUR = re.compile(r"(```console tour\n)(.*?)(```)", re.DOTALL)


def made() -> list[Path]:
    """Every file with something generated in it."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *pictures()]


def page(path: Path) -> str:
    """One of them as it should be."""
    if path.suffix == ".svg":
        return drawn(path.stem)
    if path.name == "rules.md":
        return rules_page()
    text = SESSION.sub(_session, GENERATED.sub(_block, path.read_text("utf-8")))
    return toured(text) if TOUR.search(text) else text


def _block(found: re.Match[str]) -> str:
    name, *arguments = found[2].split()
    return found[1] + BLOCKS[name](*arguments) + found[4]


def _session(found: re.Match[str]) -> str:
    commands = [line[2:] for line in found[2].splitlines() if line.startswith("$ ")]
    return found[1] + "\n".join(f"$ {command}\n{output(command)}" for command in commands) + found[3]


def toured(text: str) -> str:
    """The page with all its tours taken."""
    with tempfile.TemporaryDirectory() as folder:
        tour = Tour(Path(folder))
        return TOUR.sub(tour.session, text)


class Tour:
    """A folder with an article and a source, and the names its random ids have on the page.

    The n-th id of a kind always gets the same name, so the page only changes when the program does.
    """

    CLOCK = 1_741_856_400  # 2025-03-13 09:00 UTC, the day after the article
    STEP = 600  # seconds between two commands
    ID = re.compile(r"\b([ACKS])-([0-9A-HJKMNP-TV-Z]{4,8})\b")

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.real: dict[str, str] = {}  # name on the page → id
        self.named: dict[str, str] = {}
        self.taken = 0
        shutil.copy(ROOT / "examples" / "harbour-fire.md", folder)
        (folder / "sources").mkdir()
        shutil.copy(ROOT / "sources" / "county-fire-service.txt", folder / "sources")
        for command in ("git init --quiet", "git config user.name 'Vera Falk'"):
            subprocess.run(["bash", "-c", command], cwd=folder, check=True)

    def session(self, found: re.Match[str]) -> str:
        """One block with its output as it is now."""
        commands = [line[2:] for line in found[2].splitlines() if line.startswith("$ ")]
        return found[1] + "\n".join(f"$ {command}\n{self.output(command)}" for command in commands) + found[3]

    def output(self, command: str) -> str:
        """What one command prints, its ids under their names."""
        self.taken += 1
        clock = str(self.CLOCK + self.STEP * self.taken)
        return self.ID.sub(self.name, output(self.ID.sub(self.id, command), self.folder, SOURCE_DATE_EPOCH=clock))

    def id(self, found: re.Match[str]) -> str:
        """The id that a name on the page, shortened or not, stands for."""
        return next((id for name, id in self.real.items() if name.startswith(found[0])), found[0])

    def name(self, found: re.Match[str]) -> str:
        """The name of an id on the page."""
        id = found[0]
        if id not in self.named:
            count = sum(name[0] == id[0] for name in self.real)
            digest = hashlib.sha256(f"{id[0]}{count}".encode()).digest()
            self.named[id] = f"{id[0]}-" + "".join(ALPHABET[byte & 31] for byte in digest[: len(found[2])])
            self.real[self.named[id]] = id
        return self.named[id]


@cache
def _launcher() -> Launcher:
    """Where processes of the command come from; ended with this one."""
    server = Launcher()
    atexit.register(server.close)
    return server


def output(command: str, folder: Path = ROOT, **more: str) -> str:
    """What a shell command prints, run at the top of the repository, without colour and 100 columns wide."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "TERM")}
    env = {**kept, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "COLUMNS": COLUMNS, **more}
    plain = PLAIN.fullmatch(command)
    if plain is None:
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=folder, env=env, check=False)
        code, out, err = done.returncode, done.stdout, done.stderr
    else:
        done = _launcher().run(shlex.split(plain[1]), folder, env, b"", 60)
        code, out, err = done.returncode, done.stdout.decode(), done.stderr.decode()
        lines = out.splitlines(keepends=True)
        out = "".join(
            lines if not plain[2] else lines[: int(plain[3])] if plain[2] == "head" else lines[-int(plain[3]) :]
        )
    assert code in (0, 1), f"{command}: {err}"
    return re.sub(r'"seconds": [\d.]+', '"seconds": 0.25', out + err)


def help_of(command: str) -> str:
    """The --help of a command, "source add" being one; asked for in this process, as there are many."""
    stream = io.StringIO()
    old = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = COLUMNS
    try:
        with contextlib.redirect_stdout(stream):
            assert run([*command.split(), "--help"]) == 0
    finally:
        os.environ.pop("COLUMNS")
        if old is not None:
            os.environ["COLUMNS"] = old
    return f"```text\n{stream.getvalue()}```\n"


def helps(*commands: str) -> str:
    """The --help of several commands, each under its name; of a group that of every command in it."""
    inside = {entry.name: [f"{entry.name} {one.name}" for one in entry.inside] for entry in COMMANDS}
    names = [name for command in commands for name in (command, *inside[command])]
    return "\n".join(f"### claimcheck {name}\n\n{help_of(name)}" for name in names)


def settings() -> str:
    """The table of settings."""
    rows = ["| key | values | default | what for |", "|---|---|---|---|"]
    for row in SETTINGS:
        values = row.metavar.replace("|", ", ")
        rows.append(f"| `{row.key}` | {values} | {row.shown} | {row.doc} |")
    return "\n".join(rows) + "\n"


def formats() -> str:
    """The table of output formats."""
    return _table(("format", "what it is"), ((f"`{name}`", row.doc) for name, row in REPORTERS.items()))


def readers() -> str:
    """The table of input formats."""
    rows = (
        (row.name, " ".join(row.suffixes), "the extra `[pdf]`, or `pip install pypdf`" if row.extra else "")
        for row in READERS
    )
    return _table(("format", "file endings", "needs"), rows)


def commands() -> str:
    """The table of commands."""
    return _table(("command", "does"), ((f"`claimcheck {e.name}`", e.doc) for e in COMMANDS if not e.hidden))


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def rules_page() -> str:
    """Every rule from its docstring."""
    page = [
        "# Rules",
        "Generated from the rules themselves by `make docs`; `claimcheck explain CODE` prints the same.",
        _table(
            ("code", "name", "default", "flags"),
            (
                (f"[{m.RULE.code}](#{m.RULE.code.lower()}-{m.RULE.name})", m.RULE.name, m.RULE.severity.label, gist(m))
                for m in all_rules()
            ),
        ).rstrip(),
    ]
    for module in all_rules():
        page.append(f"## {module.RULE.code} {module.RULE.name}")
        page.append(f"Default severity: {module.RULE.severity.label}.")
        _, _, body = (module.__doc__ or "").strip().partition("\n\n")
        page.append("\n".join(_markdown(body)).strip())
    return "\n\n".join(page) + "\n"


def _markdown(body: str) -> Iterator[str]:
    """The fixed headings of a rule's docstring as Markdown; its examples, one a line, stay lines."""
    for line in body.splitlines():
        if line and not line[0].isspace():
            yield f"### {line}\n"
        elif line.strip().startswith("> "):
            yield f"{line.strip()}\n>"
        else:
            yield line.strip()


BLOCKS: Mapping[str, Callable[..., str]] = {
    "help": help_of,
    "helps": helps,
    "settings": settings,
    "formats": formats,
    "readers": readers,
    "commands": commands,
}


if __name__ == "__main__":
    for path in made():
        text = page(path)
        if not path.is_file() or path.read_text("utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {path.relative_to(ROOT)}")

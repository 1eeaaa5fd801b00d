"""What holds the house together: who may import whom, how large anything may grow, and what a run may load."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from claimcheck.cli.app import COMMANDS, Entry, load
from claimcheck.lexicon.__main__ import DATA, compiled

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "claimcheck"
MODULES = sorted(PACKAGE.rglob("*.py"))
PARTS = sorted({path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in MODULES})

# Top may import anything below it; names on one line are siblings and may not import each other.
LAYERS = (
    ("__main__",),
    ("cli",),
    ("tui", "lsp"),
    ("desk",),
    ("pipeline",),
    ("readers", "extract", "match", "rules", "sources", "store", "reporters"),
    ("suppression",),
    ("reconcile", "settings", "wording", "arithmetic", "baseline", "oversize"),
    ("ledger",),
    ("lexicon",),
    ("tokens",),
    ("model",),
    ("interval", "offsets", "characters", "jsonlines"),
    ("errors",),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
MODULE_LINES, FUNCTION_LINES = 400, 60

# One library, one place.
HOMES = {
    "rich": {"cli", "reporters", "tui"},
    "typer": {"cli"},
    "textual": {"tui"},
    "tinydb": {"store"},
    "rapidfuzz": {"match", "sources", "reconcile", "desk"},
    "filelock": {"store"},
    "pypdf": {"readers"},
    "markdown_it": {"readers"},
    "sentencex": {"extract"},
    "urllib3": {"sources"},
    "watchfiles": {"cli"},
    "pygls": {"lsp"},
    "lsprotocol": {"lsp"},
}
# None of these may be loaded by a command that checks or lists articles.
HEAVY = (
    *("textual", "tinydb", "pypdf", "urllib3", "requests", "http.client", "http.server", "urllib.request"),
    *(
        "ssl",
        "asyncio",
        "multiprocessing",
        "sqlite3",
        "importlib.metadata",
        "pydantic",
        "tomllib",
        "watchfiles",
        "anyio",
        "pygls",
        "lsprotocol",
    ),
)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def part(path: Path) -> str:
    """The layer a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def modules(within: str) -> list[Path]:
    """The files of one layer's part."""
    return [path for path in MODULES if part(path) == within]


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree(path)))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything a file imports, wherever in the file."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            base = node.module or ""
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


@pytest.mark.parametrize("within", PARTS)
def test_imports_point_downwards(within: str) -> None:
    for path in modules(within):
        own = part(path)
        if own == "__init__":
            continue
        assert own in LEVEL, f"{own} has no place among the layers"
        for line, name in imports(path):
            top, _, rest = name.partition(".")
            if top != "claimcheck" or rest.partition(".")[0] == "__version__":
                continue
            other = rest.partition(".")[0]
            assert other == own or LEVEL[other] > LEVEL[own], f"{path.name}:{line}: {own} may not import {other}"


@pytest.mark.parametrize("within", PARTS)
def test_a_library_has_one_home(within: str) -> None:
    for path in modules(within):
        for line, name in imports(path):
            homes = HOMES.get(name.partition(".")[0])
            assert homes is None or part(path) in homes, f"{path.name}:{line}: {name} belongs in {homes}"


@pytest.mark.parametrize("within", PARTS)
def test_nothing_grows_too_large(within: str) -> None:
    for path in modules(within):
        lines = len(path.read_text("utf-8").splitlines())
        assert lines <= MODULE_LINES, f"{path.name} has {lines} lines: find the missing idea"
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                assert size <= FUNCTION_LINES, f"{path.name}:{node.lineno}: {node.name} has {size} lines"


@pytest.mark.parametrize("within", PARTS)
def test_everything_public_says_what_it_is_for(within: str) -> None:
    for path in modules(within):
        module = tree(path)
        assert ast.get_docstring(module), f"{path.name} has no docstring"
        for node in module.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{path.name}:{node.lineno}: {node.name} has no docstring"


def test_the_language_tables_are_compiled_fresh() -> None:
    for folder in (p for p in DATA.iterdir() if p.is_dir()):
        assert (folder / "tables.json").read_text("utf-8") == compiled(folder), "run: make tables"


PROBE = """
import sys
sys.argv = ["claimcheck", *sys.argv[1:]]
from claimcheck.__main__ import main
code = main()
print("\\n".join(["", "LOADED", *sys.modules]), file=sys.stderr)
sys.exit(code)
"""
ARTICLE = "The tanker lay within 5 miles of the harbour.\n\nTwelve kilometres from the harbour, the tanker waited.\n"


def loaded(folder: Path, *arguments: str) -> tuple[set[str], subprocess.CompletedProcess[str]]:
    """The modules a command has in memory at its end, and how it ended."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], capture_output=True, text=True, cwd=folder, check=False
    )
    return set(done.stderr.rpartition("LOADED\n")[2].split()), done


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("check", "--help"),
        ("check", "a.md"),
        ("check", "a.md", "--output-format", "full"),
        ("figures", "a.md"),
        ("compare", "12 people died.", "14 people died."),
    ],
    ids=" ".join,
)
def test_what_a_run_may_load(project: Path, arguments: tuple[str, ...]) -> None:
    (project / "a.md").write_text(ARTICLE)
    modules, done = loaded(project, *arguments)
    assert done.returncode in (0, 1), done.stderr
    assert not {name for name in modules if name.startswith(HEAVY)}
    assert not {name for name in modules if name.split(".")[0] == "rich"}, "rich is for colour on a terminal"
    if "--help" in arguments:
        assert not {f"claimcheck.{stage}" for stage in ("pipeline", "rules", "lexicon", "extract")} & modules
    if arguments == ("--help",):
        assert "claimcheck.model" not in modules


def test_colour_loads_rich_and_nothing_else_heavy(project: Path) -> None:
    (project / "a.md").write_text(ARTICLE)
    modules, done = loaded(project, "check", "a.md", "--output-format", "full", "--color", "always")
    assert "rich.style" in modules and "rich.console" not in modules, done.stderr
    assert not {name for name in modules if name.startswith(("textual", "tinydb", "pypdf", "urllib3", "ssl"))}


OFFLINE = (
    ("init",),
    ("add", "a.md"),
    ("add", "--text", "The tanker waited.", "--source", "https://port.example/log"),
    ("source", "add", "log.txt"),
    ("source", "add", "--no-fetch", "https://port.example/statement"),
    ("source", "list"),
    ("source", "show", "log.txt"),
    ("source", "suggest", "a.md:1"),
    ("source", "quote", "a.md:1", "log.txt", "within 5 miles", "--dry-run"),
    ("source", "check"),
    ("source", "check", "--offline"),
    ("verify", "a.md:1", "--source", "https://port.example/statement", "--by", "Ada Holm"),
    *(("check",), ("check", "a.md"), ("compare", "12 people died.", "14 people died."), ("figures", "a.md")),
    *(("list",), ("show", "a.md"), ("conflicts",), ("report",), ("doctor",), ("baseline",), ("config",), ("rules",)),
    *(("explain", "CC410"), ("export", "--format", "jsonl"), ("source", "remove", "log.txt", "--dry-run")),
)
NETWORK_PROBE = """
import json, sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"):
        asked.append([event, command])
asked, loaded, command, codes = [], [], None, {}
sys.addaudithook(watch)
from claimcheck.cli.app import run
for command in json.loads(sys.argv[1]):
    codes[" ".join(command)] = run(command)
    loaded += [[name, command] for name in ("urllib3", "claimcheck.sources.web.connection") if name in sys.modules]
print("PROBED", json.dumps([asked, loaded, codes]), file=sys.stderr)
"""


def test_only_two_commands_ever_touch_the_network(project: Path) -> None:
    """`source check --online` and `source add URL` alone; every other command is run here and watched."""
    (project / "a.md").write_text(ARTICLE)
    (project / "log.txt").write_text("The tanker lay within 5 miles of the harbour.\n")
    done = subprocess.run(
        [sys.executable, "-c", NETWORK_PROBE, json.dumps(OFFLINE)],
        capture_output=True,
        text=True,
        cwd=project,
        check=False,
    )
    asked, loaded, codes = json.loads(done.stderr.rpartition("PROBED ")[2])
    assert asked == [] and loaded == []
    assert {command: code for command, code in codes.items() if code not in (0, 1)} == {}, done.stderr


def test_only_two_modules_fetch() -> None:
    """What can reach the network is imported by the two desks that may, and by nothing else."""
    pure = {f"claimcheck.sources.web.{name}" for name in ("page", "addresses")}
    found = {
        str(path.relative_to(PACKAGE))
        for path in MODULES
        for _, name in imports(path)
        if name.startswith("claimcheck.sources.web") and name.rpartition(".")[0] not in pure
    }
    outside = {path for path in found if not path.startswith("sources/web/")}
    assert outside == {"cli/sourcing.py", "desk/links.py", "desk/linkreport.py", "desk/livepages.py"}


def test_importing_the_package_costs_nothing() -> None:
    code = "import sys, typing, __future__; old = set(sys.modules); import claimcheck; print(*set(sys.modules) - old)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["claimcheck"]


EVERY = [(entry.name, entry) for entry in COMMANDS]
EVERY += [(f"{group.name} {entry.name}", entry) for group in COMMANDS for entry in group.inside]


@pytest.mark.parametrize(("name", "entry"), EVERY, ids=[name for name, _ in EVERY])
def test_every_command_has_help_and_an_example(name: str, entry: Entry) -> None:
    command = load(entry)
    assert command.help and command.help.strip()
    assert "Examples:" in command.epilog and f"claimcheck {name}" in command.epilog
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"{name} {parameter.name} has no help"

"""What every test may use: the command as a process, golden files, and the promise that no test reaches the network."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from launcher import Launcher, fits

from claimcheck.cli.app import run

GOLDEN = Path(__file__).parent / "golden"
Command = Callable[..., subprocess.CompletedProcess[str]]
Run = Callable[..., tuple[int, str, str]]  # a command line → exit code, standard output, standard error


# Modules whose tests share one browser, one language server: they stay in one worker, whichever comes first.
TOGETHER = frozenset(("test_browser.py", "test_lsp.py"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A worker more than there are cores: tests that drive a screen, a browser or a server mostly wait."""
    return 1 + (os.cpu_count() or 1)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Tests go wherever a worker is free, but for the modules of TOGETHER.

    The marks that `--dist loadgroup` reads no longer reach it (pytest 9 with xdist 3.8).
    """
    from xdist.scheduler import LoadScopeScheduling

    class Grouped(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            module = nodeid.partition("::")[0].rpartition("/")[2]
            return module if module in TOGETHER else nodeid

    return Grouped(config, log)


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any attempt to open a connection is a failure; with `loopback`, any to another machine."""
    here = "loopback" in request.fixturenames
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: tuple[str, int]) -> None:
        if not here or not address[0].startswith(("127.", "::1")):
            self.close()
            raise AssertionError(f"a test tried to reach the network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def loopback() -> None:
    """For tests that start a server of their own on this machine, and ask it."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, cut off from any configuration above it."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def launcher() -> Iterator[Launcher]:
    """The process that processes of the command are forked from."""
    server = Launcher()
    yield server
    server.close()


@pytest.fixture
def claimcheck(project: Path, launcher: Launcher) -> Command:
    """`claimcheck(*arguments)` as a user would run it, in `project`, nothing of this terminal in its environment."""

    def start(
        *arguments: str, stdin: str | bytes = "", timeout: float = 60, **env: str
    ) -> subprocess.CompletedProcess[str]:
        clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM")}
        clean |= {"PYTHONIOENCODING": "utf-8", **env}
        data = stdin.encode() if isinstance(stdin, str) else stdin
        if fits(env):
            done = launcher.run(list(arguments), project, clean, data, timeout)
        else:
            done = subprocess.run(
                [sys.executable, "-m", "claimcheck", *arguments],
                input=data,
                capture_output=True,
                cwd=project,
                env=clean,
                timeout=timeout,
                check=False,
            )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        )

    return start


@pytest.fixture
def in_process(capsys: pytest.CaptureFixture[str]) -> Run:
    """`in_process(*arguments)`: one command line in this very process, where its streams and exit code are enough."""

    def command(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return command


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """`golden(name, text)`: `text` equals the file `tests/golden/name`; CLAIMCHECK_GOLDEN=1 rewrites it instead."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("CLAIMCHECK_GOLDEN") == "1":
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"no golden file {name}: make golden"
        assert text == path.read_text("utf-8")

    return compare

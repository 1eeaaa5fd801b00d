"""`claimcheck` in a process of its own, without Python's start-up each time: a quarter of the suite was start-up.

`python -m launcher` (started by `Launcher`, once a test worker) imports the program, checks one article to warm up,
and then forks for every request. The child gets the request's arguments, folder, environment and the very file
descriptors that stand for its streams, runs `claimcheck.__main__.main`, and its exit code is sent back. What depends on
how Python itself starts (its encoding, its flags) needs a real start: `fits` tells.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_LIMIT = 1 << 16  # bytes of one request
_STARTING = ("PYTHON", "LC_", "LANG")  # environment variables that Python reads when it starts


def fits(env: Mapping[str, str]) -> bool:
    """Whether a forked process would behave like a started one in an environment with these variables."""
    return not any(name.startswith(_STARTING) for name in env)


class Launcher:
    """The server's other end."""

    def __init__(self) -> None:
        self._here, there = socket.socketpair()
        with there:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "launcher", str(there.fileno())],
                pass_fds=(there.fileno(),),
                cwd=Path(__file__).parent,
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
                stdin=subprocess.DEVNULL,
            )

    def run(self, arguments: list[str], cwd: Path, env: dict[str, str], data: bytes, timeout: float) -> Any:
        """As `subprocess.run` with captured streams. Raises TimeoutError."""
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            given.write(data)
            given.seek(0)
            request = json.dumps({"arguments": arguments, "cwd": str(cwd), "env": env}).encode()
            assert len(request) < _LIMIT
            self._here.settimeout(timeout)
            socket.send_fds(self._here, [request], [given.fileno(), out.fileno(), err.fileno()])
            code = int(self._here.recv(32))
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess(["claimcheck", *arguments], code, out.read(), err.read())

    def close(self) -> None:
        """End the server."""
        self._here.close()
        self._server.wait(10)


def serve(there: socket.socket) -> None:
    """Answer requests until the other end is closed."""
    while True:
        request, streams, _, _ = socket.recv_fds(there, _LIMIT, 3)
        if not request:
            return
        child = os.fork()
        if not child:
            there.close()
            _become(streams, **json.loads(request))
        for stream in streams:
            os.close(stream)
        _, status = os.waitpid(child, 0)
        there.send(str(os.waitstatus_to_exitcode(status)).encode())


def _become(streams: list[int], arguments: list[str], cwd: str, env: dict[str, str]) -> None:
    """In the child: be the command, and end as it does."""
    from claimcheck.__main__ import main

    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv = ["claimcheck", *arguments]
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    code = 1
    try:
        code = main()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _warm() -> None:
    """Import what a check imports, and open the tables it opens."""
    import claimcheck.cli.checking
    from claimcheck import pipeline
    from claimcheck.settings import Settings

    assert claimcheck.cli.checking
    pipeline.check([pipeline.from_text("Within 5 miles of the pier. It is 12 km from the pier.", "a.md")], Settings())


if __name__ == "__main__":
    _warm()
    serve(socket.socket(fileno=int(sys.argv[1])))

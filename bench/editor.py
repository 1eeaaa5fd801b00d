"""What the language server costs: from a key to what is said of it, pauses included, and the memory it takes.

python -m bench.editor [CLAIMS]     a ledger of so many claims instead of 1,300 (50 articles)
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench import ledger
from bench.texts import article

ROOT = Path(__file__).parent.parent
Row = tuple[str, str, str]
KEYS = 9


class Session:
    """An editor that speaks the bare protocol to a `claimcheck lsp` of its own."""

    def __init__(self, folder: Path) -> None:
        env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        env |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder.parent / "bytecode")}
        command = (sys.executable, "-m", "claimcheck", "lsp")
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=folder, env=env)
        self.version = 0
        self.send("initialize", {"capabilities": {}, "rootUri": folder.as_uri(), "processId": None}, id=1)
        self.until("", id=1)
        self.send("initialized", {})

    def send(self, method: str, params: Any, id: int | None = None) -> None:
        """One message, a request where it has an id."""
        message = {"jsonrpc": "2.0", "method": method, "params": params} | ({} if id is None else {"id": id})
        body = json.dumps(message).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def until(self, method: str, id: int | None = None) -> Any:
        """The next message of that kind."""
        stream = self.process.stdout
        assert stream is not None
        while True:
            size = 0
            while (line := stream.readline()) != b"\r\n":
                size = int(line.partition(b":")[2]) if line.lower().startswith(b"content-length") else size
            message = json.loads(stream.read(size))
            if message.get("method", "") == method and (id is None or message.get("id") == id):
                return message

    def said(self) -> list[Any]:
        """What is said of the newest version."""
        while True:
            found = self.until("textDocument/publishDiagnostics")["params"]
            if found["version"] == self.version:
                return list(found["diagnostics"])

    def open(self, path: Path, text: str, *, others: bool = False) -> float:
        """Seconds from opening a document to what is said of it; `others`: wait for the other articles too."""
        begin = time.perf_counter()
        self.version = 1
        item = {"uri": path.as_uri(), "languageId": "markdown", "version": 1, "text": text}
        self.send("textDocument/didOpen", {"textDocument": item})
        self.said()
        if others:
            self.said()
        return time.perf_counter() - begin

    def key(self, path: Path) -> float:
        """Seconds from a key at the start of the document to what is said of it."""
        begin = time.perf_counter()
        self.version += 1
        place = {"line": 0, "character": 3}
        change = {"range": {"start": place, "end": place}, "text": "x"}
        known = {"uri": path.as_uri(), "version": self.version}
        self.send("textDocument/didChange", {"textDocument": known, "contentChanges": [change]})
        self.said()
        return time.perf_counter() - begin

    def keys(self, path: Path) -> float:
        """The median of several keys."""
        return sorted(self.key(path) for _ in range(KEYS))[KEYS // 2]

    def memory(self) -> str:
        """What the server holds in memory now, where the system tells."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        except OSError:
            return "?"
        return f"{int(status.partition('VmRSS:')[2].split()[0]) / 1024:.0f} MB"

    def leave(self) -> None:
        """End the session."""
        self.send("shutdown", None, id=2)
        self.until("", id=2)
        self.send("exit", None)
        self.process.communicate(timeout=10)


def measured(folder: Path, claims: int = 1_300) -> Iterable[Row]:
    """An article of 1,000 words alone, and one of 26 sentences in a ledger."""
    alone = folder / "alone"
    alone.mkdir()
    Session(alone).leave()  # bytecode is cached from now on
    begin = time.perf_counter()
    session = Session(alone)
    session.open(alone / "a.md", article())
    yield "from its start to the findings of 1,000 words", f"{time.perf_counter() - begin:.1f} s", ""
    yield "from a key to the findings, 1,000 words", f"{1000 * session.keys(alone / 'a.md'):.0f} ms", "500 ms"
    yield "memory", session.memory(), ""
    session.leave()
    desk = folder / "desk"
    ledger.from_articles(desk, claims)
    ledger.run(desk, "add", "articles", "--no-progress")
    session = Session(desk)
    path = sorted((desk / "articles").rglob("*.md"))[0]
    text = path.read_text("utf-8")
    what = f"{claims // ledger.PER_ARTICLE} articles"
    yield f"opening one of {what} of a ledger", f"{session.open(path, text, others=True):.1f} s", ""
    yield f"from a key to the findings, {what}", f"{1000 * session.keys(path):.0f} ms", "1,000 ms"
    yield "memory", session.memory(), ""
    session.leave()


def main() -> None:
    """Print the rows."""
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 1_300
    with tempfile.TemporaryDirectory() as folder:
        for name, value, budget in measured(Path(folder), claims):
            print(f"{name:<60} {value:>10}  {budget}")


if __name__ == "__main__":
    main()

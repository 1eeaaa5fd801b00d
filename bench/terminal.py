"""The interface as people meet it: the real program in a terminal multiplexer, driven by keys, its screens captured.

    python -m bench.terminal [FOLDER]

On a copy of the project's own ledger at 80x24 and at 160x50, and on a ledger of 10,000 claims. Each screen is captured
as text (into FOLDER, where one is named) and must hold what it is there for; whatever happens, the session is ended.
Needs tmux (Debian: apt-get install tmux).
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench import ledger

ROOT = Path(__file__).parent.parent
SIZES = ((80, 24), (160, 50))
PATIENCE = 20.0  # seconds until a screen counts as never shown
_EVERY = 0.01  # seconds between two looks
_STEPS = 40  # keys of one kind in a row, for the time a key takes
Row = tuple[str, str, str]


class Step(NamedTuple):
    """Keys, and what the screen must hold after them."""

    name: str
    keys: tuple[str, ...]
    holds: tuple[str, ...]


# One round through the copy of our own ledger: every screen, every window, a verdict, a decision, both taken back.
ROUND = (
    Step("conflicts", (), ("Conflicts 3", "seven people", "eight people", "7 people against 8", "CC101")),
    Step("help", ("?",), ("Conflicts: keys", "distinct", "list or sides")),
    Step("why", ("Escape", "d"), ("distinct: the figures are about two things. Why?",)),
    Step("decided", ("two counts", "Enter"), ("Conflicts 2", "Forty-three people")),
    Step("undone", ("u",), ("Conflicts 3",)),
    Step("article", ("2",), ("8 of 18 claims checked", "SKARVIK, 12 March 2025", "▌≠", "contested")),
    Step("next", ("n", "n"), ("Within half an hour", "unchecked")),
    Step("judged", ("s",), ("9 of 18 claims checked",)),
    Step("taken back", ("u",), ("8 of 18 claims checked",)),
    Step("search", ("/",), ("Search", "half a sentence")),
    Step("found", ("harbr",), ("far too close for comfort",)),
    Step("filter", ("Escape", "f"), ("Which claims?", "contested", "CC101", "Vera Falk")),
    Step("filtered", ("j", "Space", "Enter"), ("only verified", "Esc shows all")),
    Step(
        "verdict", ("Escape", "v"), ("verified: it is true as it stands", "Hospital bulletin no. 3", "Where", "Quote")
    ),
    Step("sources", ("Escape", "3"), ("5 sources", "1 changed", "county-fire-service.txt", "place cited has changed")),
    Step("its claims", ("Enter", "Enter"), ("[Article]", "SKARVIK")),
    Step("stored", ("3", "o"), ("Statement to the press", "1 of", "Esc close")),
)


_NUMBERS = itertools.count(1)


class Screen:
    """A program in a terminal of its own; closed at the end of the block, come what may."""

    def __init__(self, command: Sequence[str], folder: Path, width: int, height: int) -> None:
        self._socket = str(folder.parent / f"tmux-{next(_NUMBERS)}")  # a server that is still going down answers no one
        line = shlex.join(command)
        size = ("-x", str(width), "-y", str(height))
        self.begun = time.perf_counter()
        self._tmux("-f", os.devnull, "new-session", "-d", "-s", "bench", *size, "-c", str(folder), line)

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, *wrong: object) -> None:
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            self._tmux("kill-server", check=False)

    def _tmux(self, *arguments: str, check: bool = True) -> str:
        env = {name: value for name, value in os.environ.items() if name not in ("TMUX", "NO_COLOR")}
        env |= {"PYTHONPATH": str(ROOT), "TERM": env.get("TERM", "xterm-256color"), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            ("tmux", "-S", self._socket, *arguments), capture_output=True, text=True, check=False, env=env, timeout=30
        )
        if check and done.returncode:
            raise SystemExit(f"tmux {arguments[0]}: {done.stderr.strip()}")
        return done.stdout

    def shown(self) -> str:
        """What stands on the screen."""
        return self._tmux("capture-pane", "-p", "-t", "bench")

    def press(self, *keys: str) -> None:
        """Press keys: names as tmux has them (Enter, Escape, Space), anything else as it is."""
        for key in keys:
            named = key if key in ("Enter", "Escape", "Space", "PageDown") else ("-l", key)
            self._tmux("send-keys", "-t", "bench", *((named,) if isinstance(named, str) else named))
            if key == "Escape":
                time.sleep(0.15)  # alone, and not the beginning of another key

    def until(self, *words: str) -> tuple[float, str]:
        """Wait until all of this is shown: when that was, and the screen. SystemExit where it never is."""
        while True:
            shown = self.shown()
            missing = [word for word in words if word not in shown]
            if not missing:
                return time.perf_counter(), shown
            if time.perf_counter() - self.begun > PATIENCE:
                raise SystemExit(f"the screen never shows {missing[0]!r}:\n{shown}")
            time.sleep(_EVERY)

    def patient(self) -> None:
        """Wait anew, from now on."""
        self.begun = time.perf_counter()


def program(*arguments: str) -> tuple[str, ...]:
    """The command that starts the interface."""
    return (sys.executable, "-m", "claimcheck", "tui", "--by", "Bench", *arguments)


def copied(folder: Path) -> Path:
    """A copy of our own ledger, its article and its sources; one of these says something else now."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "claims.json", folder)
    for name in ("sources", "examples"):
        shutil.copytree(ROOT / name, folder / name)
    statement = folder / "sources" / "county-fire-service.txt"
    statement.write_text(statement.read_text("utf-8").replace("Seven people", "Eight people"), "utf-8")
    return folder


def round_trip(folder: Path, width: int, height: int, kept: Path | None) -> tuple[float, int]:
    """Drive every screen at one size: seconds until the first was shown, and how many captures held what they must."""
    with Screen(program(), copied(folder), width, height) as screen:
        opened, _ = screen.until("[Conflicts")
        took = opened - screen.begun
        for number, step in enumerate(ROUND):
            screen.patient()
            screen.press(*step.keys)
            _, shown = screen.until(*step.holds)
            if kept is not None:
                name = f"{width}x{height}-{number:02}-{step.name.replace(' ', '-')}.txt"
                (kept / name).write_text(shown, "utf-8")
    return took, len(ROUND)


def many_claims(folder: Path, claims: int) -> Iterator[Row]:
    """Opening a ledger of many claims in many articles, and one article that holds them all."""
    ledger.written(folder / "desk", claims)
    with Screen(program(), folder / "desk", 80, 24) as screen:
        opened, _ = screen.until("[Article]", "Article 0")
        yield f"claimcheck tui opens, {claims:,} claims", f"{opened - screen.begun:.2f} s", "1 s"
    last = one_article(folder / "long", claims)
    with Screen(program(), folder / "long", 80, 24) as screen:
        opened, _ = screen.until("[Article]")
        yield "… all of them in one article, opens", f"{opened - screen.begun:.2f} s", "1 s"
        shown, _ = screen.until("district 0 counted")
        yield "… its text is shown", f"{shown - screen.begun:.2f} s", ""
        for key, words in (("j", f"district {_STEPS} counted"), ("k", "district 0 counted")):
            screen.patient()
            begin = time.perf_counter()
            screen.press(key * _STEPS)
            done, _ = screen.until(f"▌·   The survey of {words}"[:24], words)
            yield f"… {_STEPS} times {key}", f"{1000 * (done - begin) / _STEPS:.0f} ms a key", ""
        screen.patient()
        begin = time.perf_counter()
        screen.press("G")
        done, _ = screen.until(f"district {last} counted")
        yield "… to the last claim", f"{1000 * (done - begin):.0f} ms", ""


def one_article(folder: Path, claims: int) -> int:
    """A ledger of one article with so many claims, half of them verified; the number in the last."""
    from claimcheck.desk.project import sha256
    from claimcheck.ledger.ids import new_ids
    from claimcheck.ledger.records import Article, Claim, Place, Status, Verdict
    from claimcheck.ledger.texts import digest
    from claimcheck.store import open_store

    folder.mkdir(parents=True)
    subprocess.run(("git", "init", "--quiet"), cwd=folder, check=True)
    store = open_store(folder / "claims.json")
    store.create()
    texts = [f"The survey of district {n} counted {17 * n + n % 97} houses with a damaged roof." for n in range(claims)]
    (folder / "survey.md").write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    (article,) = new_ids("articles", 1)
    at, layout, records = 0, [], []
    for n, (id, text) in enumerate(zip(new_ids("claims", claims), texts, strict=True)):
        verdict = Verdict(Status.VERIFIED, "Ada Holm", "2026-01-05T10:00:00+01:00", digest(text))
        records.append(Claim(id, text, article, "number", verdicts=(verdict,) * (n % 2)))
        layout.append(Place(id, at, at + len(text), 2 * n + 1))
        at += len(text) + 2
    record = Article(article, "survey.md", "A survey", sha256=sha256(folder / "survey.md"), layout=tuple(layout))
    with store.transaction() as change:
        change.ledger = change.ledger.put(record, *records)
    return claims - 1


def rows(folder: Path, claims: int = 10_000, kept: Path | None = None) -> Iterable[Row]:
    """Everything, a row at a time; one row that says so where there is no tmux."""
    if shutil.which("tmux") is None:
        yield "claimcheck tui, driven in a terminal", "not measured", "tmux is not installed (apt-get install tmux)"
        return
    for width, height in SIZES:
        took, held = round_trip(folder / f"copy-{width}", width, height, kept)
        yield f"claimcheck tui opens, our own ledger, {width}x{height}", f"{took:.2f} s", "1 s"
        yield "… captures that hold what they must", f"{held} of {len(ROUND)}", ""
    yield from many_claims(folder, claims)


def main() -> int:
    """Drive, capture, print."""
    kept = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for what, measured, beside in rows(Path(folder), kept=kept):
            print(f"  {what:<52} {measured:>14}   {beside}".rstrip(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

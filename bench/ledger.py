"""What the ledger costs at size: every command as a whole process on 10,000 claims, and the main ones on 100,000."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from bench import corpus
from bench.texts import article
from claimcheck.ledger.ids import new_ids
from claimcheck.ledger.records import Article, Citation, Claim, Place, Source, Status, Verdict
from claimcheck.ledger.texts import digest
from claimcheck.store import open_store

COMMAND = (sys.executable, "-m", "claimcheck")
ROOT = Path(__file__).parent.parent
PER_ARTICLE = 26
Row = tuple[str, str, str]


def run(folder: Path, *arguments: str) -> tuple[float, str]:
    """Wall time and output of one command in `folder`, with bytecode cached as in any installation."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder.parent / "bytecode")}
    begin = time.perf_counter()
    done = subprocess.run((*COMMAND, *arguments), capture_output=True, text=True, check=False, env=env, cwd=folder)
    took = time.perf_counter() - begin
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return took, done.stdout


def best(folder: Path, *arguments: str, repeat: int = 3) -> float:
    """The best wall time of several runs."""
    return min(run(folder, *arguments)[0] for _ in range(repeat))


def from_articles(folder: Path, claims: int) -> None:
    """A project of `claims` claims, made by `add` from as many articles as it takes."""
    folder.mkdir(parents=True)
    corpus.write(folder / "articles", claims // PER_ARTICLE)
    (folder / "statement.txt").write_text("A statement.\n", encoding="utf-8")
    subprocess.run(("git", "init", "--quiet"), cwd=folder, check=True)
    subprocess.run(("git", "config", "user.name", "Bench"), cwd=folder, check=True)
    run(folder, "init")


def written(folder: Path, claims: int) -> str:
    """A project of `claims` claims written straight into the store, half of them verified; the id of one."""
    folder.mkdir(parents=True)
    subprocess.run(("git", "init", "--quiet"), cwd=folder, check=True)
    store = open_store(folder / "claims.json")
    store.create()
    ids = new_ids("claims", claims)
    source = Source("S-9K3TQ7XD", person="Liv Moen")
    records: list[Article | Claim | Source] = [source]
    at = "2026-01-05T10:00:00+01:00"
    for number, name in enumerate(new_ids("articles", claims // PER_ARTICLE)):
        own = ids[number * PER_ARTICLE : (number + 1) * PER_ARTICLE]
        layout = tuple(Place(id, 120 * n, 120 * n + 118, 2 * n + 1) for n, id in enumerate(own))
        records.append(Article(name, f"articles/{number:05d}.md", f"Article {number}", layout=layout))
        for n, id in enumerate(own):
            text = f"The survey of district {number} counted {17 * n + number % 97} houses with a damaged roof."
            verdict = Verdict(Status.VERIFIED, "Ada Holm", at, digest(text), (Citation(source.id, locator="p. 4"),))
            records.append(Claim(id, text, name, "number", added=at, verdicts=(verdict,) * (n % 2)))
    with store.transaction() as change:
        change.ledger = change.ledger.put(*records)
    return ids[0]


def commands(folder: Path, claims: int) -> Iterable[Row]:
    """Every command of the ledger on `claims` claims in articles."""
    from_articles(folder, claims)
    took, _ = run(folder, "add", "articles", "--no-progress")
    yield f"add, all {claims:,} claims at once", f"{took:.1f} s", ""
    (folder / "new.md").write_text(article(), encoding="utf-8")
    yield "add, one more article of 1,000 words", f"{run(folder, 'add', 'new.md')[0]:.2f} s", "1 s"
    text = (folder / "new.md").read_text("utf-8")
    (folder / "new.md").write_text(text.replace("3", "4"), encoding="utf-8")
    yield "add, that article after an edit", f"{run(folder, 'add', 'new.md')[0]:.2f} s", "1 s"
    listed = json.loads(run(folder, "list", "--json", "--limit", "3")[1])["claims"]
    one = listed[0]["id"]
    for arguments in (
        ("list",),
        ("list", "--json"),
        ("list", "--text", "damaged houses along the river"),
        ("show", one),
        ("verify", one, "--source", "statement.txt", "--by", "Bench"),
        ("edit", one, "--tag", "seen"),
        ("conflicts",),
        ("report",),
        ("report", "--format", "json"),
        ("export", "--format", "claimreview"),
        ("export", "--format", "csv"),
        ("export", "--format", "jsonl"),
        ("doctor",),
        ("check", "--exit-zero"),
    ):
        yield f"{' '.join(a for a in arguments if a != one)}", f"{best(folder, *arguments):.2f} s", "1 s"
    page = ("report", "--format", "html", "-o", "report.html")
    yield "report --format html", f"{best(folder, *page):.2f} s", "2 s"
    yield "the page of it", f"{(folder / 'report.html').stat().st_size / 1e6:.1f} MB", ""
    with (folder / "new.md").open("a", encoding="utf-8") as article_file:
        article_file.write("\nThe pier is 40 metres long.\n")
    yield "check, an article edited since", f"{run(folder, 'check', '--exit-zero')[0]:.2f} s", "1 s"
    yield "add it", f"{run(folder, 'add', 'new.md')[0]:.2f} s", "1 s"
    yield "check after that", f"{run(folder, 'check', '--exit-zero')[0]:.2f} s", "1 s"
    shutil.rmtree(folder / ".claimcheck" / "memory")
    yield "check, the first ever (as in a fresh clone)", f"{run(folder, 'check', '--exit-zero')[0]:.2f} s", "1 s"
    conflicts = json.loads(run(folder, "conflicts", "--json")[1])["conflicts"]
    if conflicts:
        arguments = ("resolve", conflicts[0]["id"], "--as", "distinct", "--note", "two events", "--by", "Bench")
        yield "resolve", f"{run(folder, *arguments)[0]:.2f} s", "1 s"


def large(folder: Path, claims: int) -> Iterable[Row]:
    """The main commands on a ledger beyond what one file is comfortable with."""
    one = written(folder, claims)
    yield f"the file of {claims:,} claims", f"{(folder / 'claims.json').stat().st_size / 1e6:.0f} MB", ""
    yield "verify", f"{best(folder, 'verify', one, '--source', 'Liv Moen', '--by', 'Bench'):.2f} s", "2 s"
    yield "list --limit 20", f"{best(folder, 'list', '--limit', '20'):.2f} s", ""
    yield "show", f"{best(folder, 'show', one):.2f} s", ""
    yield "report", f"{best(folder, 'report'):.2f} s", ""

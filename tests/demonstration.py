"""The demonstration repository: a report, three sources, a ledger in which every claim was verified; all in git.

    report.md            what a newsroom would publish: six claims, each with a citation and a verdict
    sources/minutes.txt  the minutes of a council, with what was said there
    sources/costs.html   a page with a table
    sources/landings.csv figures by year

`build` makes it; a pull request is a branch on which one thing was changed.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from claimcheck.cli.app import run

QUOTE = "“We did not close the harbour during the 17 weeks of work,”"
REPORT = f"""# Skarvik has a deeper harbour

The dredger Marit removed 42,000 cubic metres of mud from the harbour of Skarvik.

{QUOTE} harbour master Liv Moen told the council.

The work cost 3,612,400 euros.

The town paid 55 percent of the bill.

Fishing boats landed 1,284 tonnes of cod at Skarvik in 2025.

The council will meet again in the old customs house.
"""
MINUTES = """Minutes of the council of Skarvik, 12 January 2026

The harbour committee reported that the dredger Marit removed 42,000 cubic metres of mud from the harbour of Skarvik.

Harbour master Liv Moen said: "We did not close the harbour during the 17 weeks of work." The council thanked her crew.

The council will meet again in the old customs house. Coffee was served by the rowing club.
"""
COSTS = """<!doctype html>
<html lang="en"><head><title>What the dredging cost</title></head>
<body><main>
<h1>What the dredging cost</h1>
<p>The work cost 3,612,400 euros. The town paid 55 percent of the bill, the county the rest.</p>
<table>
<tr><th>Item</th><th>Euros</th></tr>
<tr><td>Dredging</td><td>2,890,000</td></tr>
<tr><td>Quay wall</td><td>722,400</td></tr>
</table>
<p>Last edited by the treasurer's office.</p>
</main></body></html>
"""
LANDINGS = """year,species,tonnes,boats
2024,cod,1197,38
2025,cod,1284,41
2025,haddock,402,41
"""
SOURCES = {"minutes.txt": MINUTES, "costs.html": COSTS, "landings.csv": LANDINGS}
# Words of a claim, its source, where in it, what it says there.
CITED = (
    (
        "dredger Marit removed",
        "sources/minutes.txt",
        "",
        "the dredger Marit removed 42,000 cubic metres of mud from the harbour of Skarvik",
    ),
    ("did not close", "sources/minutes.txt", "", "We did not close the harbour during the 17 weeks of work."),
    ("The work cost", "sources/costs.html", "", "The work cost 3,612,400 euros."),
    ("The town paid", "sources/costs.html", "", "The town paid 55 percent of the bill"),
    ("Fishing boats landed", "sources/landings.csv", "row 3", ""),
    ("meet again", "sources/minutes.txt", "", "The council will meet again in the old customs house."),
)


def git(*arguments: str) -> str:
    """Run git in the working folder; its output."""
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def edit(name: str, old: str, new: str) -> None:
    """Put `new` in the one place of a file that has `old`."""
    text = Path(name).read_text("utf-8")
    assert text.count(old) == 1, f"{name}: {old}"
    Path(name).write_text(text.replace(old, new), encoding="utf-8")


def build() -> None:
    """Make the repository in the working folder, which is empty."""
    git("init", "-q", "-b", "main", "--template=")
    git("config", "user.name", "Ada Holm")
    git("config", "user.email", "ada@example.org")
    assert run(["init"]) == 0
    Path("report.md").write_text(REPORT, encoding="utf-8")
    for name, text in SOURCES.items():
        Path("sources", name).write_text(text, encoding="utf-8")
    assert run(["add", "report.md"]) == 0
    assert run(["source", "add", *(f"sources/{name}" for name in SOURCES)]) == 0
    for words, source, locator, quote in CITED:
        place = [*(("--locator", locator) if locator else ()), *(("--quote", quote) if quote else ())]
        assert run(["verify", "--text", words, "--source", source, *place, "--by", "Ada Holm"]) == 0
    git("add", "-A")
    git("commit", "-qm", "The report, its sources, and who checked what")


class PullRequest(NamedTuple):
    """A branch that changes one thing. `found`: "code severity path:line" of all that `check` must say of it."""

    name: str
    change: Callable[[], object]
    found: tuple[str, ...] = ()
    info: tuple[str, ...] = ()  # only with --min-severity info
    exit: int = 0


def _itself() -> None:
    assert run(["source", "add", "report.md"]) == 0
    assert run(["verify", "--text", "meet again", "--source", "report.md", "--by", "Jon Reve"]) == 0


def _unsourced() -> None:
    edit("report.md", "The council will", "The new quay is 310 metres long.\n\nThe council will")


STALE = "CC602 warning report.md"
PULL_REQUESTS = (
    PullRequest(
        "source deleted",
        lambda: Path("sources/costs.html").unlink(),
        ("CC402 error report.md:7", f"{STALE}:7", f"{STALE}:9"),
        exit=1,
    ),
    PullRequest(
        "source edited at the citation",
        lambda: edit("sources/costs.html", "55 percent", "45 percent"),
        ("CC403 warning sources/costs.html:5", "CC404 error report.md:9", f"{STALE}:9"),
        exit=1,
    ),
    PullRequest(
        "source edited away from the citation",
        lambda: edit("sources/minutes.txt", "rowing club", "choir"),
        info=("CC403 info sources/minutes.txt:1",),
    ),
    PullRequest(
        "quote altered by a digit",
        lambda: edit("report.md", "17 weeks", "19 weeks"),
        ("CC404 error report.md:5", f"{STALE}:5"),
        exit=1,
    ),
    PullRequest(
        "quote altered by a not",
        lambda: edit("report.md", "did not close", "did close"),
        ("CC404 error report.md:5", f"{STALE}:5"),
        exit=1,
    ),
    PullRequest(
        "quote altered by curly quotes only",
        lambda: edit("report.md", QUOTE, '"' + QUOTE.strip("“”") + '"'),
    ),
    PullRequest(
        "quote of a citation altered by a digit",
        lambda: edit("claims.json", 'during the 17 weeks of work."', 'during the 71 weeks of work."'),
        ("CC404 error report.md:5",),
        exit=1,
    ),
    PullRequest(
        "quote of a citation altered by a dash and an ellipsis",
        lambda: edit("claims.json", 'close the harbour during the 17 weeks of work."', 'close the harbour … of work"'),
    ),
    PullRequest(
        "figure changed",
        lambda: edit("report.md", "55 percent", "65 percent"),
        ("CC406 error report.md:9", f"{STALE}:9"),
        exit=1,
    ),
    PullRequest(
        "figure rounded",
        lambda: edit("report.md", "3,612,400 euros", "3.6 million euros"),
        (f"{STALE}:7",),
    ),
    PullRequest(
        "claim taken up again",
        lambda: run(["reopen", "--text", "The town paid", "--by", "Jon Reve", "--note", "the county disagrees"]),
        ("CC601 warning report.md:9",),
    ),
    PullRequest(
        "part of the quote attached once more",
        lambda: run(["edit", "--cite", "sources/costs.html", "--quote", "cost 3,612,400 euros", "report.md:7"]),
    ),
    PullRequest("source cites itself", _itself, ("CC408 warning report.md:13",)),
    PullRequest(
        "claim without a source",
        _unsourced,
        ("CC401 warning report.md:13", "CC601 warning report.md:13"),
    ),
)

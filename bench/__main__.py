"""`make bench`: what the tool costs, what it gets right, and the same for two known packages on the same sentences.

    python -m bench [--quick] [--no-score]

Every figure is measured in this run, on this machine. Processes are timed as wholes, best of several; sentences a
second include starting the process and reading and writing JSON.
"""

from __future__ import annotations

import gzip
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from bench import corpus, editor, extremes, ledger, terminal
from bench.planted import planted
from bench.texts import Sample, article, samples

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "bench"
SCORE = SHARED / "score.py"
NEWS = SHARED / "data" / "news_gum_wikinews.jsonl.gz"
ARTICLES = ROOT / "tests" / "corpus" / "articles" / "clean"
ENDLESS = ("prose", "digits", "spaces", "nested brackets, a word each", "quotation marks", "ranges", "months")
COMMAND = (sys.executable, "-m", "claimcheck")
FIGURES = 13  # in an article of bench.corpus
Row = tuple[str, str, str]


def timed(arguments: Sequence[str], repeat: int, folder: Path, stdin: str = "") -> float:
    """The best wall time of `repeat` runs of a command, in seconds, with bytecode cached as in any installation."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env["PYTHONPYCACHEPREFIX"] = str(folder)
    best = float("inf")
    for _ in range(repeat + 1):
        begin = time.perf_counter()
        done = subprocess.run(arguments, input=stdin, capture_output=True, text=True, check=False, env=env, cwd=ROOT)
        best = min(best, time.perf_counter() - begin)
        if done.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return best


def processes(folder: Path) -> Iterable[Row]:
    """Whole processes: help, and an article of 1,000 words."""
    text = folder / "article.txt"
    text.write_text(article(), encoding="utf-8")
    yield "claimcheck --help", f"{1000 * timed((*COMMAND, '--help'), 7, folder):.0f} ms", "150 ms"
    checking = timed((*COMMAND, "check", str(text), "--isolated"), 5, folder)
    yield "claimcheck check, an article of 1,000 words", f"{1000 * checking:.0f} ms", "400 ms"


def batches(pool: Sequence[Sample], folder: Path) -> Iterable[Row]:
    """Batch mode over single sentences and over articles."""
    lines = "".join(json.dumps({"id": at, "text": sample.text}) + "\n" for at, sample in enumerate(pool))
    took = timed((*COMMAND, "figures", "--jsonl", "-", "--isolated"), 1, folder, lines)
    yield "figures --jsonl, a figure in most sentences", f"{len(pool) / took:,.0f} sentences/s", ""
    prose, share = news()
    lines = "".join(json.dumps({"id": at, "text": text}) + "\n" for at, text in enumerate(prose))
    took = timed((*COMMAND, "figures", "--jsonl", "-", "--isolated"), 2, folder, lines)
    what = f"figures --jsonl, news prose ({share:.0f}% with a figure)"
    yield what, f"{len(prose) / took:,.0f} sentences/s", "30,000 sentences/s"
    groups = [pool[at : at + 40] for at in range(0, len(pool), 40)]
    rows = [{"id": at, "text": "\n\n".join(s.text for s in group)} for at, group in enumerate(groups)]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    took = timed((*COMMAND, "check", "--jsonl", "-", "--isolated"), 1, folder, lines)
    yield "check --jsonl, articles of 40 sentences", f"{len(pool) / took:,.0f} sentences/s", "2,000 sentences/s"


def collections(folder: Path, quick: bool) -> Iterable[Row]:
    """Folders of articles cross-checked on all cores: what a figure costs must not grow with their number."""
    for figures in (1_000, 10_000) if quick else (1_000, 10_000, 100_000):
        yield _collection(folder, figures // FIGURES, f"{figures:,} figures", "")
    if not quick:
        yield _collection(folder, 2_000, "2,000 articles, 52,000 sentences", "30 s")


def _collection(folder: Path, number: int, name: str, budget: str) -> Row:
    place = folder / f"collection-{number}"
    corpus.write(place, number)
    took = timed((*COMMAND, "check", str(place), "--isolated", "--exit-zero", "--quiet"), 0, folder)
    return f"claimcheck check, {name}", f"{took:.1f} s", budget or f"{1e6 * took / (number * FIGURES):,.0f} µs a figure"


def news(number: int = 60_000) -> tuple[list[str], float]:
    """`number` sentences of edited news (of our own articles where the labelled data is missing), and the share of
    them, in per cent, that holds a figure.
    """
    import claimcheck
    from claimcheck import pipeline

    if NEWS.is_file():
        with gzip.open(NEWS, "rt", encoding="utf-8") as rows:
            texts = [json.loads(row)["text"] for row in rows]
    else:
        texts = [path.read_text("utf-8") for path in sorted(ARTICLES.glob("*.md"))]
    found = [document.text[s.start : s.end] for document, spans in map(pipeline.sentences, texts) for s in spans]
    share = sum(1 for text in found if claimcheck.figures(text)) / len(found)
    return [found[at % len(found)] for at in range(number)], 100 * share


Answer = tuple[Decimal | None, str]  # a value and its modifier


def right(found: Sequence[Answer], wanted: Sequence[Answer], bounds: bool) -> int:
    """How many of the wanted figures were found, by value or by value and bound."""
    left = [(float(value), modifier if bounds else "") for value, modifier in found if value is not None]
    hits = 0
    for value, modifier in wanted:
        key = (float(value or 0), modifier if bounds else "")
        if key in left:
            left.remove(key)
            hits += 1
    return hits


def verdict(name: str, seconds: float, found: Sequence[Sequence[Answer]], pool: Sequence[Sample]) -> Row:
    """One reader's row: its speed, and how much of what stands in the sentences it got."""
    wanted = sum(len(sample.gold) for sample in pool)
    values, bounded = (
        100 * sum(right(f, s.gold, bounds) for f, s in zip(found, pool, strict=True)) / wanted
        for bounds in (False, True)
    )
    return (
        name,
        f"{len(pool) / seconds:,.0f} sentences/s",
        f"{values:.0f}% of values right, {bounded:.0f}% with bound or hedge",
    )


def accuracy(pool: Sequence[Sample]) -> Iterable[Row]:
    """The same sentences through both readers, in one process, imports left out."""
    import claimcheck

    claimcheck.figures(pool[0].text)
    begin = time.perf_counter()
    ours = [[(figure.value, figure.modifier) for figure in claimcheck.figures(sample.text)] for sample in pool]
    yield verdict("claimcheck.figures", time.perf_counter() - begin, ours, pool)
    yield quantulum(pool)
    yield recognizers(pool[:100])


def quantulum(pool: Sequence[Sample]) -> Row:
    """quantulum3, the best known Python package for quantities in text; it has no notion of a bound."""
    warnings.filterwarnings("ignore", module="quantulum3")
    try:
        from quantulum3 import parser
    except ImportError as missing:
        return "quantulum3", "not measured", f"{missing.name} is not installed (make bench installs it)"
    parser.parse(pool[0].text)
    begin = time.perf_counter()
    theirs = [[(Decimal(str(q.value)), "exact") for q in parser.parse(sample.text)] for sample in pool]
    return verdict("quantulum3", time.perf_counter() - begin, theirs, pool)


def recognizers(pool: Sequence[Sample]) -> Row:
    """recognizers-text, a grammar of patterns with units; it has no notion of a bound. Counts: its number model."""
    name = "recognizers-text"
    try:
        from recognizers_number import recognize_number
        from recognizers_number_with_unit import NumberWithUnitRecognizer
    except ImportError as missing:
        return name, "not measured", f"{missing.name} is not installed (make bench installs it)"
    units = NumberWithUnitRecognizer("en-us")
    models = [units.get_dimension_model(), units.get_currency_model(), units.get_temperature_model()]

    def read(text: str) -> list[Answer]:
        spans: dict[int, Answer] = {}
        for model in (*(model.parse for model in models), lambda text: recognize_number(text, "en-us")):
            for result in model(text):
                value = result.resolution.get("value")
                if value and not any(start <= result.end and result.start <= start for start in spans):
                    spans[result.start] = (Decimal(value), "exact")
        return list(spans.values())

    read(pool[0].text)
    begin = time.perf_counter()
    theirs = [read(sample.text) for sample in pool]
    return verdict(name, time.perf_counter() - begin, theirs, pool)


def endless(quick: bool) -> Iterable[Row]:
    """One endless line of a few hostile kinds: what a megabyte costs must not grow with the length."""
    sizes = (0.02, 0.1) if quick else (0.1, 1.0)
    for name, (small, large) in extremes.rows(sizes, ENDLESS):
        yield f"figures, {name}", f"{small:.2f} s/MB at {sizes[0]:g} MB", f"{large:.2f} s/MB at {sizes[1]:g} MB"


def show(title: str, rows: Iterable[Row]) -> None:
    """Print one table as its rows are measured."""
    print(f"\n{title}")
    for what, measured, beside in rows:
        print(f"  {what:<46} {measured:>20}   {beside}".rstrip(), flush=True)


def main() -> int:
    """Measure and print everything."""
    quick = "--quick" in sys.argv
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
    with tempfile.TemporaryDirectory() as folder:
        show("whole processes (best of several; budget)", processes(Path(folder)))
        pool = samples(1_000 if quick else 8_000)
        show("batch mode, start-up included (budget)", batches(pool, Path(folder)))
        show("collections, cross-checked, all cores, start-up included", collections(Path(folder), quick))
    with tempfile.TemporaryDirectory() as folder:
        claims = 1_000 if quick else 10_000
        show(f"a ledger of {claims:,} claims, whole processes (budget)", ledger.commands(Path(folder) / "desk", claims))
        if not quick:
            show("a ledger of 100,000 claims", ledger.large(Path(folder) / "archive", 100_000))
    with tempfile.TemporaryDirectory() as folder:
        show("in an editor, its pause after a key included (budget)", editor.measured(Path(folder)))
    with tempfile.TemporaryDirectory() as folder:
        show("the interface, driven in a terminal (budget)", terminal.rows(Path(folder), 1_000 if quick else 10_000))
    show("one endless line (all kinds: python -m bench.extremes)", endless(quick))
    show("the same sentences, side by side", accuracy(samples(100 if quick else 400)))
    show("errors planted in articles of our own", planted())
    if "--no-score" in sys.argv:
        return 0
    print("\nlabelled data (score.py)")
    if not SCORE.is_file():
        print(f"  not measured: there is no {SCORE}")
        return 0
    return subprocess.run([sys.executable, str(SCORE), "all", "--cmd", " ".join(COMMAND)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

"""Articles of our own with errors planted in them: how many are found, by kind, and what is said of the clean ones.

`tests/corpus/articles` (12 articles, plants.toml) and `bench/articles/<set>` (26, plants.json), each in a clean and a
planted version. The sets under `bench/articles` were written by people who had not seen the program; what it found
at first sight stands in docs/accuracy.md.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from claimcheck import pipeline
from claimcheck.model import Finding, Severity
from claimcheck.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "tests" / "corpus" / "articles"
SETS = Path(__file__).parent / "articles"


class Plant(NamedTuple):
    """One planted error: the article's clean and planted text, its kind and the changed words."""

    article: str
    clean: str
    planted: str
    kind: str
    surface: str


def plants() -> Iterator[tuple[str, tuple[Plant, ...]]]:
    """Each set's name and its plants."""
    rows = tomllib.loads((CORPUS / "plants.toml").read_text("utf-8"))["plant"]
    yield (
        "corpus",
        tuple(
            Plant(
                row["article"],
                (CORPUS / "clean" / f"{row['article']}.md").read_text("utf-8"),
                (CORPUS / "planted" / f"{row['article']}.md").read_text("utf-8"),
                row["kind"],
                row["surfaces"][0],
            )
            for row in rows
        ),
    )
    for folder in sorted(path for path in SETS.iterdir() if path.is_dir()):
        listed = json.loads((folder / "plants.json").read_text("utf-8"))
        yield (
            f"set {folder.name}",
            tuple(
                Plant(
                    row["article"],
                    (folder / f"{row['article']}.md").read_text("utf-8"),
                    (folder / f"{row['article']}.planted.md").read_text("utf-8"),
                    row["kind"],
                    row["surfaces"][0],
                )
                for row in listed
            ),
        )


def _findings(text: str) -> tuple[Finding, ...]:
    document = pipeline.from_text(text, "article.md", "markdown")
    return pipeline.check([document], Settings(min_severity=Severity.WARNING)).findings


def planted() -> Iterable[tuple[str, str, str]]:
    """Rows for `make bench`: what, figure, and the kinds beside it."""
    for name, each in plants():
        found: Counter[str] = Counter()
        kinds = Counter(plant.kind for plant in each)
        told = {plant.planted: _findings(plant.planted) for plant in each}
        for plant in each:
            start = plant.planted.index(plant.surface)
            end = start + len(plant.surface)
            found[plant.kind] += any(
                w.start.offset < end and start < w.end.offset for f in told[plant.planted] for w in f.locations
            )
        clean = {plant.clean for plant in each}
        alarms = sum(len(_findings(text)) for text in clean)
        detail = ", ".join(f"{kind} {found[kind]}/{n}" for kind, n in sorted(kinds.items()))
        figure = f"{sum(found.values())} of {len(each)}"
        yield f"{name}: planted errors found", figure, detail
        yield f"{name}: findings in the {len(clean)} clean ones", str(alarms), ""

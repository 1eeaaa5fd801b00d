"""Three or more mentions of one quantity: one finding, every place in it, the odd one out first, in every report."""

from __future__ import annotations

import io
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from claimcheck import pipeline
from claimcheck.model import Report, Severity
from claimcheck.reporters import Look, reporter
from claimcheck.settings import Settings

CORPUS = tomllib.loads((Path(__file__).parent / "corpus" / "match" / "clusters.toml").read_text("utf-8"))


def checked(row: dict[str, Any]) -> Report:
    texts = row.get("texts") or [row["text"]]
    documents = [pipeline.from_text(text, f"{n}.md", "markdown") for n, text in enumerate(texts)]
    return pipeline.check(documents, Settings(min_severity=Severity.INFO))


def by_id(row: dict[str, Any]) -> str:
    return str(row["id"])


@pytest.mark.parametrize("row", CORPUS["cluster"], ids=by_id)
def test_one_finding_names_the_odd_one_out(row: dict[str, Any]) -> None:
    found = [f for f in checked(row).findings if f.code.startswith("CC1")]
    assert [f.code for f in found] == [row["code"]], found
    texts = row.get("texts") or [row["text"]]
    places = []
    for surface in row["order"]:
        ((path, at),) = [(f"{n}.md", text.index(surface)) for n, text in enumerate(texts) if surface in text]
        places.append((path, at, at + len(surface)))
    sides = [(w.path, w.start.offset, w.end.offset) for w in found[0].locations]
    assert len(set(sides)) == len(sides) == len(places), [w.text for w in found[0].locations]
    for (path, start, end), (wanted, low, high) in zip(sides, places, strict=True):
        assert path == wanted and start < high and low < end, [w.text for w in found[0].locations]
    assert row["tally"] in found[0].explanation


@pytest.mark.parametrize("row", CORPUS["quiet"], ids=by_id)
def test_what_only_looks_like_one_quantity_is_silent(row: dict[str, Any]) -> None:
    assert not [f for f in checked(row).findings if f.severity >= Severity.WARNING]


@pytest.mark.parametrize("name", ["full", "concise", "json", "jsonl"])
def test_every_report_shows_every_place(name: str) -> None:
    row = CORPUS["cluster"][0]
    stream = io.StringIO()
    reporter(name).write(checked(row), stream, Look())
    text = stream.getvalue()
    if name.startswith("json"):
        record = json.loads(text)
        (finding,) = record["findings"] if name == "json" else [record]
        assert [w["text"] for w in finding["locations"]] == row["order"]
        assert row["tally"] in finding["explanation"]
    else:
        assert all(surface in text for surface in row["order"])
        assert row["tally"] in text


def test_nothing_is_reported_twice() -> None:
    for row in CORPUS["cluster"]:
        pairs: set[frozenset[tuple[str, int]]] = set()
        for finding in checked(row).findings:
            pair = frozenset((w.path, w.start.offset) for w in finding.locations)
            assert pair not in pairs
            pairs.add(pair)

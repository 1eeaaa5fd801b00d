"""The corpora of `match`: documents that must and must not be flagged, and pairs of statements side by side."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from claimcheck import pipeline
from claimcheck.model import Finding, Severity
from claimcheck.settings import Settings

CORPUS = Path(__file__).parent / "corpus" / "match"


def rows(name: str, key: str) -> list[Any]:
    """The rows of a corpus file; a row with `gap` is a known miss, strict so that mending it turns the test red."""
    found = tomllib.loads((CORPUS / name).read_text("utf-8"))[key]
    return [
        pytest.param(
            row,
            id=str(row.get("id", n)),
            marks=[pytest.mark.xfail(reason=row["gap"], strict=True)] if "gap" in row else [],
        )
        for n, row in enumerate(found)
    ]


def findings(row: dict[str, Any], least: Severity = Severity.WARNING) -> tuple[Finding, ...]:
    document = pipeline.from_text(row["text"], "a.md", "markdown")
    settings = Settings(
        min_severity=least,
        dateline=row.get("dateline"),
        week_start=6 if row.get("week-start") == "sunday" else 0,
    )
    return pipeline.check([document], settings).findings


def covers(finding: Finding, text: str, surfaces: list[str]) -> bool:
    spans = [(text.index(s), text.index(s) + len(s)) for s in surfaces]
    return all(any(w.start.offset < end and start < w.end.offset for w in finding.locations) for start, end in spans)


def brief(found: tuple[Finding, ...]) -> list[str]:
    return [f"{f.code} {f.message} ({'; '.join(f.explanation)})" for f in found]


@pytest.mark.parametrize("row", [*rows("flagship.toml", "document"), *rows("conflicts.toml", "document")])
def test_conflict_is_found(row: dict[str, Any]) -> None:
    soft = any(e["code"] == "CC105" for e in row["expect"])
    found = findings(row, Severity.INFO if soft else Severity.WARNING)
    found = tuple(f for f in found if f.code != "CC505")
    for expected in row["expect"]:
        hits = [f for f in found if f.code == expected["code"] and covers(f, row["text"], expected["surfaces"])]
        assert hits, f"expected {expected}, found {brief(found)}"
    assert len(found) == len(row["expect"]), brief(found)


@pytest.mark.parametrize("row", rows("linkage.toml", "document"))
def test_what_a_figure_is_about(row: dict[str, Any]) -> None:
    found = findings(row)
    for expected in row["expect"]:
        hits = [f for f in found if f.code == expected["code"] and covers(f, row["text"], expected["surfaces"])]
        assert hits, f"expected {expected}, found {brief(found)}"
    assert len(found) == len(row["expect"]), brief(found)


@pytest.mark.parametrize("row", rows("lookalikes.toml", "document"))
def test_lookalike_is_silent(row: dict[str, Any]) -> None:
    found = findings(row)
    assert not found, brief(found)


@pytest.mark.parametrize("row", rows("pairs.toml", "pair"))
def test_pair_verdict(row: dict[str, Any]) -> None:
    answer = pipeline.compare(row["a"], row["b"], Settings())
    wanted, got = row["verdict"], answer.verdict
    if wanted in ("compatible", "unrelated"):  # both say "no contradiction, nothing follows"
        assert got in ("compatible", "unrelated"), (got, answer.reason)
    else:
        assert got == wanted, (got, answer.reason, brief(answer.findings))

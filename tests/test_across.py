"""Several articles checked against each other: one event in two articles, and what only looks like one."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claimcheck import pipeline
from claimcheck.model import Severity
from claimcheck.settings import Settings

CASES = tomllib.loads((Path(__file__).parent / "corpus" / "match" / "across.toml").read_text("utf-8"))["case"]


def cases() -> list[Any]:
    """The rows; one with `gap` is a known miss, strict so that mending it turns the test red."""
    return [
        pytest.param(
            row, id=row["id"], marks=[pytest.mark.xfail(reason=row["gap"], strict=True)] if "gap" in row else []
        )
        for row in CASES
    ]


@pytest.mark.parametrize("row", cases())
def test_articles_are_checked_against_each_other(row: dict[str, Any]) -> None:
    documents = [
        pipeline.from_text(d["text"], d["path"], "markdown")._replace(
            dateline=date.fromisoformat(d["dateline"]) if "dateline" in d else None
        )
        for d in row["document"]
    ]
    found = pipeline.check(documents, Settings(min_severity=Severity.WARNING)).findings
    told = [(f.code, [w.text for w in f.locations]) for f in found]
    assert len(found) == len(row["expect"]), told
    for expected in row["expect"]:
        texts = [w.text for f in found if f.code == expected["code"] for w in f.locations]
        assert all(any(s in t or t in s for t in texts) for s in expected["surfaces"]), told

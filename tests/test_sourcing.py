"""Figures against the source: the corpus of claims and what their sources say, and a generated check of both errors."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from claimcheck import pipeline
from claimcheck.match.sourcing import Prepared, Sought, figures_of_interest, prepare, seek
from claimcheck.model import Document
from claimcheck.settings import Settings

CORPUS = tomllib.loads((Path(__file__).parent / "corpus" / "sourcing.toml").read_text("utf-8"))


def analysed(text: str, row: dict[str, Any], day: str, format: str = "text") -> Document:
    return pipeline.analyse(pipeline.from_text(text, "a", format), Settings(dateline=row.get(day)))


@cache
def _source(text: str, format: str, dateline: object) -> Prepared:
    return prepare(analysed(text, {"d": dateline}, "d", format))


def sought(row: dict[str, Any]) -> tuple[Document, tuple[Sought, ...]]:
    """The last sentence of the row's claim in the row's source."""
    document = analysed(row["claim"], row, "dateline")
    source = _source(row["source"], row.get("format", "text"), row.get("source-dateline"))
    spans = []
    if cited := row.get("cited"):
        text = source.document.text
        start = 0 if cited is True else text.index(cited)
        spans = [(start, len(text) if cited is True else start + len(cited))]
    return document, seek(document, len(document.claims) - 1, source, spans)


def rows() -> list[Any]:
    return [
        pytest.param(
            row, id=row["claim"][:60], marks=[pytest.mark.xfail(reason=row["gap"], strict=True)] if "gap" in row else []
        )
        for row in CORPUS["case"]
    ]


@pytest.mark.parametrize("row", rows())
def test_what_the_source_says_of_each_figure(row: dict[str, Any]) -> None:
    document, found = sought(row)
    figures = document.claims[-1].figures
    told = [(figures[s.figure].surface, s.outcome.value, s.reason, s.judgement.arithmetic) for s in found]
    assert [s.outcome.value for s in found] == row["expect"], told
    if "reason" in row:
        assert any(row["reason"] in s.reason for s in found), told
    for s in found:
        if s.outcome == "contradicted":
            assert s.judgement.outcome == "conflict" and s.judgement.arithmetic and s.mention is not None, told


@pytest.mark.parametrize("row", CORPUS["interest"], ids=lambda row: row["claim"])
def test_which_figures_a_source_is_asked_for(row: dict[str, Any]) -> None:
    document = analysed(row["claim"], row, "dateline")
    claim = document.claims[-1]
    assert [claim.figures[i].surface for i in figures_of_interest(document, len(document.claims) - 1)] == row["asked"]

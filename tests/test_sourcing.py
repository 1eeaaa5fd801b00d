"""Figures against the source: the corpus of claims and what their sources say, and a generated check of both errors."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from claimcheck import pipeline
from claimcheck.match.sourcing import Prepared, Sought, figures_of_interest, prepare, seek
from claimcheck.model import Document
from claimcheck.settings import Settings
from tests import derived

FOLDER = Path(__file__).parent / "corpus"
CORPUS = tomllib.loads((FOLDER / "sourcing.toml").read_text("utf-8"))
TEXTS = tomllib.loads((FOLDER / "sourcing-texts.toml").read_text("utf-8"))["text"]
ARTICLES = tomllib.loads((FOLDER / "sourcing-articles.toml").read_text("utf-8"))["source"]
MISSED = 6  # of the wrong sentences about the longer sources


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


def rows(kind: str) -> list[Any]:
    return [
        pytest.param(
            row, id=row["claim"][:60], marks=[pytest.mark.xfail(reason=row["gap"], strict=True)] if "gap" in row else []
        )
        for row in CORPUS[kind]
    ]


@pytest.mark.parametrize("row", rows("case"))
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


@pytest.mark.parametrize("row", rows("apart"))
def test_of_another_thing_nothing_is_contradicted(row: dict[str, Any]) -> None:
    for cited in (True, False):
        _, found = sought({**row, "cited": cited})
        assert not [s for s in found if s.outcome.value == "contradicted"], found


@pytest.mark.parametrize("row", rows("fair"))
def test_what_is_fair_is_left_alone(row: dict[str, Any]) -> None:
    for cited in (True, False):
        _, found = sought({**row, "cited": cited})
        assert not [s for s in found if s.outcome.value in ("contradicted", "absent")], found


@pytest.mark.parametrize("row", CORPUS["interest"], ids=lambda row: row["claim"])
def test_which_figures_a_source_is_asked_for(row: dict[str, Any]) -> None:
    document = analysed(row["claim"], row, "dateline")
    claim = document.claims[-1]
    assert [claim.figures[i].surface for i in figures_of_interest(document, len(document.claims) - 1)] == row["asked"]


@pytest.mark.parametrize(("told", "least"), [("cited", 0.85), ("source", 0.75), ("whole", 0.65)])
def test_true_claims_are_borne_out_and_false_ones_noticed(told: str, least: float) -> None:
    """Claims made from texts: rounded, converted, bounded, reworded; with digits changed, units swapped, bounds broken.

    Sought in the sentence they cite, in their text, in all texts after one another. No true claim may be called
    contradicted or missing; of the false ones so many must be.
    """
    texts = [derived.source(row) for row in TEXTS]
    whole = prepare(analysed("\n\n".join(texts), {}, "")) if told == "whole" else None
    wrong: list[str] = []
    noticed: Counter[bool] = Counter()
    for seed, (row, text) in enumerate(zip(TEXTS, texts, strict=True)):
        source = whole or prepare(analysed(text, {}, ""))
        spans = [(0, text.find(". ") + 1)] if told == "cited" else []
        for claim in derived.claims(row, seed):
            document = analysed(claim.claim, {}, "")
            outcomes = {s.outcome.value for s in seek(document, len(document.claims) - 1, source, spans)}
            assert outcomes, claim
            if claim.true and outcomes & {"absent", "contradicted"}:
                wrong.append(f"{claim.claim} ({claim.way})")
            elif not claim.true:
                noticed[bool(outcomes & {"absent", "contradicted"})] += 1
    assert not wrong, wrong
    assert noticed[True] / noticed.total() >= least, noticed


def test_an_article_against_its_sources() -> None:
    """Nothing fair is called missing or contradicted; of what is wrong hardly anything passes."""
    wrong: list[str] = []
    passed: list[str] = []
    for row in ARTICLES:
        source = prepare(analysed(row["text"], row, "day", row.get("format", "text")))
        for sentence in (*row["fair"], *row["wrong"]):
            fair = sentence in row["fair"]
            document = analysed(sentence, row, "day")
            found = seek(document, len(document.claims) - 1, source)
            noticed = any(s.outcome.value in ("absent", "contradicted") for s in found)
            if fair and noticed:
                wrong.append(sentence)
            elif not fair and not noticed:
                passed.append(sentence)
    assert not wrong, wrong
    assert len(passed) <= MISSED, passed

"""Prose labelled before it was ever run: figures found with value and unit, and their bounds, may not fall."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from claimcheck.extract import find_figures
from claimcheck.lexicon.units import unit_table
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.model import Context, Figure
from claimcheck.tokens import Tokens

FRESH = Path(__file__).parent / "corpus" / "figures" / "fresh.toml"
LEAST_F1, LEAST_MODIFIERS = 0.92, 0.95
DATED = ("date", "time")


def fits(figure: Figure, gold: dict[str, Any]) -> bool:
    """Same value and unit, or the same amount in another unit ("418p" for £4.18)."""
    known = unit_table().units
    if "value" not in gold or figure.value is None:
        ends = [(figure.low, gold.get("low")), (figure.high, gold.get("high"))]
        return figure.unit == gold["unit"] and all(w is None or f == Decimal(str(w)) for f, w in ends)
    wanted = Decimal(str(gold["value"]))
    mine, theirs = known.get(figure.unit), known.get(gold["unit"])
    if figure.unit == gold["unit"] and figure.per == gold.get("per", ""):
        return abs(figure.value - wanted) <= Decimal("0.0005") * max(Decimal("0.1"), abs(wanted))
    if mine is None or theirs is None or mine.base != theirs.base:
        return False
    return abs(figure.value * mine.factor - wanted * theirs.factor) <= Decimal("0.001") * abs(wanted * theirs.factor)


def tally(sentence: dict[str, Any]) -> tuple[int, int, int, int]:
    """(right, found, labelled, right with the right modifier) of one sentence, dates and times left out."""
    text = sentence["text"]
    day = date.fromisoformat(sentence["dateline"]) if "dateline" in sentence else None
    found = [f for f in find_figures(Tokens(text, alphabet()), Context(dateline=day)) if f.kind not in DATED]
    labelled = [g for g in sentence["figures"] if g["kind"] not in DATED]
    left, right, bound = list(found), 0, 0
    for gold in labelled:
        at = text.find(gold["surface"])
        match = next((f for f in left if f.start < at + len(gold["surface"]) and at < f.end and fits(f, gold)), None)
        if match is not None:
            left.remove(match)
            right += 1
            bound += match.modifier == gold["modifier"]
    return right, len(found), len(labelled), bound


def test_fresh_prose_is_read() -> None:
    sentences = tomllib.loads(FRESH.read_text("utf-8"), parse_float=Decimal)["sentence"]
    right, found, labelled, bound = (sum(column) for column in zip(*map(tally, sentences), strict=True))
    f1 = 2 * right / (found + labelled)
    print(f"{len(sentences)} sentences: value and unit F1 {f1:.3f}, modifiers {bound / right:.3f}")
    assert f1 >= LEAST_F1
    assert bound / right >= LEAST_MODIFIERS


@pytest.mark.parametrize("text", ["", " ", "No figure here.", "…"])
def test_text_without_figures(text: str) -> None:
    assert find_figures(Tokens(text, alphabet()), Context()) == ()

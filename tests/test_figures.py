"""Runs tests/corpus/figures/*.toml: value → phrasings, and phrasings that hold no figure."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from batches import batches, each

from claimcheck.extract import find_figures
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.model import Context, Figure
from claimcheck.tokens import Tokens

CORPUS = Path(__file__).parent / "corpus" / "figures"
CLOSE = Decimal("1e-9")


def figures(text: str) -> list[Figure]:
    """The figures of one sentence, dates and times left out."""
    return [f for f in find_figures(Tokens(text, alphabet()), Context()) if f.kind not in ("date", "time")]


Phrase = tuple[str, list[dict[str, Any]]]  # and the figures it holds


def rows() -> list[Any]:
    """A phrase that is a known gap by itself, the others by the file they stand in."""
    found, sound = [], dict[str, list[Phrase]]()
    for path in sorted(CORPUS.glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"), parse_float=Decimal).get("case", ()):
            assert set(case) <= {"say", "not", "expect", "gap"} and {"say", "not"} & set(case), f"{path.name}: {case}"
            marks = [pytest.mark.xfail(reason=case["gap"], strict=True)] if "gap" in case else []
            expect = case.get("expect", [])
            for phrase in (*case.get("say", ()), *case.get("not", ())):
                wanted = [] if phrase in case.get("not", ()) else expect if isinstance(expect, list) else [expect]
                if marks:
                    found.append(pytest.param([(phrase, wanted)], id=f"{path.stem}: {phrase}"[:90], marks=marks))
                else:
                    sound.setdefault(path.stem, []).append((phrase, wanted))
    return [part for phrases in sound.values() for part in batches(phrases, itemgetter(0))] + found


def same(found: object, wanted: object) -> bool:
    if isinstance(found, Decimal) and wanted is not None:
        return abs(found - Decimal(str(wanted))) <= CLOSE * max(Decimal(1), abs(found))
    return found == wanted


def mismatch(figure: Figure, wanted: dict[str, Any]) -> str:
    """What is wrong with a figure, or ""."""
    for field, value in wanted.items():
        found = getattr(figure, field)
        if field in ("tight", "loose", "base"):
            ends = (found.low, found.high)
            fits = all(same(a, None if b == "" else b) for a, b in zip(ends, value, strict=True))
        else:
            ends, fits = found, same(found, value)
        if not fits:
            return f"{figure.surface!r}: {field} is {ends}, not {value}"
    return ""


@pytest.mark.parametrize("phrases", rows())
def test_corpus(phrases: list[Phrase]) -> None:
    each(lambda row: reads(*row), phrases, itemgetter(0))


def reads(phrase: str, wanted: list[dict[str, Any]]) -> None:
    found = figures(phrase)
    assert len(found) == len(wanted), [(f.surface, f.kind, f.value, f.unit) for f in found]
    assert not [m for f, w in zip(found, wanted, strict=True) if (m := mismatch(f, w))]
    assert all(f.surface == phrase[f.start : f.end] for f in found)

"""The date corpus: value → phrasings, and a long list of what is no date.

Every phrasing must hold exactly the dates of its case; keys that a case leaves out are not compared. An empty `first`
or `last` means an open or unknown end. `gap = "why"` makes a case a strict xfail.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.extract import clock, dates
from claimcheck.extract.calendar import easter, moved, period
from claimcheck.extract.date_grammar import BRANCHES, CLOCK_START, FEATURES, START, TRIGGER
from claimcheck.extract.date_order import date_order
from claimcheck.extract.dateline import find_dateline
from claimcheck.extract.dates import READERS, find_dates
from claimcheck.lexicon.dates import date_words
from claimcheck.lexicon.vocabulary import alphabet, vocabulary
from claimcheck.model import Context, Figure
from claimcheck.pipeline import from_text
from claimcheck.tokens import Tokens, features_of

CORPUS = Path(__file__).parent / "corpus" / "dates"


def read(text: str, context: Context) -> tuple[Figure, ...]:
    """The dates of a text taken as one sentence."""
    return find_dates(Tokens(text, alphabet()), context)


def context_of(case: dict[str, Any]) -> Context:
    """The reference day, week start and variety of a case."""
    day = case.get("dateline")
    return Context(date.fromisoformat(day) if day else None, case.get("week_start", 0), case.get("variety", ""))


@cache
def cases() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Every case of the corpus with the name of its file."""
    found = []
    for path in sorted(CORPUS.glob("*.toml")):
        rows = tomllib.loads(path.read_text("utf-8"))
        found += [(path.stem, case) for case in rows.get("case", [])]
    return tuple(found)


def shown(figure: Figure) -> dict[str, object]:
    """What a case may ask of a figure."""
    when = figure.when
    assert when is not None
    return {
        "kind": figure.kind,
        "value": when.value,
        "first": when.first.isoformat() if when.first else "",
        "last": when.last.isoformat() if when.last else "",
        "granularity": when.granularity,
        "modifier": figure.modifier,
        "relative": when.relative,
        "year": when.year,
        "month": when.month,
        "day": when.day,
        "weekday": "" if when.weekday is None else when.weekday,
        "clock": -1 if when.clock is None else when.clock,
        "word": when.word,
    }


def mistakes(case: dict[str, Any]) -> list[str]:
    """Every phrasing that is read differently, with what was read."""
    wrong = []
    for text in case["say"]:
        figures = read(text, context_of(case))
        got = [shown(f) for f in figures]
        wanted = case["expect"]
        fits = len(got) == len(wanted) and all(
            all(g[key] == value for key, value in w.items()) for g, w in zip(got, wanted, strict=True)
        )
        if not fits:
            wrong.append(f"{text!r}: {[(f.surface, g) for f, g in zip(figures, got, strict=True)]}")
    return wrong


def _parameters() -> list[object]:
    found = []
    for number, (name, case) in enumerate(cases()):
        marks = pytest.mark.xfail(reason=case["gap"], strict=True) if "gap" in case else ()
        found.append(pytest.param(case, id=f"{name}-{number}-{case['say'][0][:30]}", marks=marks))
    return found


@pytest.mark.parametrize("case", _parameters())
def test_case(case: dict[str, Any]) -> None:
    assert not mistakes(case)


@pytest.mark.parametrize("text", tomllib.loads((CORPUS / "not.toml").read_text("utf-8"))["not"])
def test_not_a_date(text: str) -> None:
    found = read(text, Context(date(2024, 12, 3)))
    assert not [(f.surface, f.date) for f in found]


@pytest.mark.parametrize("name", [n for n, _ in cases()][:1])
def test_surfaces_are_spans(name: str) -> None:
    for _, case in cases():
        for text in case["say"]:
            for figure in read(text, context_of(case)):
                assert text[figure.start : figure.end] == figure.surface
                assert figure.surface == figure.surface.strip()


DATELINES = [
    ("Pier burns\nDecember 03, 2024\n12:42 PM\n\n{story}", date(2024, 12, 3)),
    ("# Pier burns\n\nMARRAM, Sunday, 15 June 2025\n\n{story}", date(2025, 6, 15)),
    ("PORT ELM, Dec. 3, 2024 — {story}", date(2024, 12, 3)),
    ("MARRAM HEAD (June 15, 2025) - {story}", date(2025, 6, 15)),
    ("MARRAM, Sept. 17, 2024 (Coast Wire) — {story}", date(2024, 9, 17)),
    ("{story}", None),
    ("On 3 December 2024 a pier burned. {story}", None),
    ("The council, which met on 3 December 2024 - a Tuesday - was told so. {story}", None),
]
STORY = (
    "The old pier at Marram burned to the water line on Tuesday, and nobody has said yet who is to pay for a new one."
)


@pytest.mark.parametrize(("text", "wanted"), DATELINES)
def test_dateline(text: str, wanted: date | None) -> None:
    for kind in ("text", "markdown"):
        if not text.startswith({"text": "#", "markdown": "Pier"}[kind]):
            document = from_text(text.format(story=STORY), format=kind)
            assert (document.dateline or find_dateline(document, Context())) == wanted


ORDERS = [
    ("gb", "Opened 25/12/2024, repaired 3/4/2025."),
    ("gb", "Paid on 13-05-2021 and on 04-05-2021"),
    ("gb", "due 31/1/24"),
    ("us", "Opened 12/25/2024, repaired 3/4/2025."),
    ("us", "due 1/31/24"),
    ("", "Opened 3/4/2025 and closed on 5/6/2025."),
    ("", "Opened 25/12/2024 in London and 12/25/2024 in Boston."),
    ("", "The ratio 25/12 of 40/13/2024 has no order, nor has 13/13/2024."),
    ("", "Versions 25.12.2024 and 1.25/12/2024 and 25/12/2024/7, call 020-25-12-2024."),
    ("", "Shares of 25/12 and 31/12; scores 21-7-2; 15-12-99 points"),
]


@pytest.mark.parametrize(("order", "text"), ORDERS)
def test_order_of_a_text(order: str, text: str) -> None:
    assert date_order(text) == order


def test_order_holds_for_the_whole_text() -> None:
    text = "Opened 25/12/2024 and repaired 3/4/2025."
    assert [f.date for f in read(text, Context(variety=date_order(text)))] == ["2024-12-25", "2025-04-03"]


def test_order_is_found_in_one_pass() -> None:
    assert date_order("1/2/" * 100_000 + " 25/12/2024") == "gb"


def test_ambiguous_dateline_is_none() -> None:
    document = from_text(f"*Updated 3/12/2024*\n\n{STORY}", format="markdown")
    assert find_dateline(document, Context()) is None
    assert find_dateline(document, Context(variety="gb")) == date(2024, 12, 3)


@given(
    st.dates(date(1900, 1, 1), date(2060, 12, 31)),
    st.sampled_from(["{d} {M} {y}", "{M} {d}, {y}", "{y}-{m:02}-{d:02}"]),
)
def test_every_day_is_read_back(day: date, form: str) -> None:
    name = max((word for word, number in date_words().months.items() if number == day.month), key=len)
    text = form.format(d=day.day, M=name.capitalize(), y=day.year, m=day.month)
    (figure,) = read(f"It rained on {text} in Marram", Context())
    assert figure.date == day.isoformat()
    assert figure.surface == text


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(0, 6))
def test_weeks_hold_their_day(day: date, start: int) -> None:
    _, first, last = period("week", 0, day, start)
    assert first <= day <= last
    assert first.weekday() == start
    assert last - first == timedelta(6)


@given(
    st.dates(date(1600, 1, 1), date(2600, 1, 1)),
    st.sampled_from(["month", "year", "decade", "century"]),
    st.integers(-9, 9),
)
def test_moving_forth_and_back(day: date, unit: str, count: int) -> None:
    there = moved(day, unit, count)
    back = moved(there, unit, -count)
    assert abs((back - day).days) <= 3  # the end of a shorter month is all that may be lost


@pytest.mark.parametrize(
    ("year", "month", "day"), [(1961, 4, 2), (2000, 4, 23), (2019, 4, 21), (2024, 3, 31), (2025, 4, 20), (2038, 4, 25)]
)
def test_easter(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


@settings(max_examples=300)
@given(st.text(alphabet="0123456789 /-–:.,'’()MayDecJunTuesday aptmofnextlweek\n", max_size=60))
def test_nothing_breaks(text: str) -> None:
    for figure in read(text, Context(date(2024, 12, 3))):
        assert text[figure.start : figure.end] == figure.surface
        when = figure.when
        assert when is not None
        assert when.first is None or when.last is None or when.first <= when.last


@pytest.mark.parametrize(
    "unit", ["1/2/", "12:", "May ", "2024-", "Tuesday, ", "of the end ", "'80s ", "two weeks ", "next "]
)
def test_linear(unit: str) -> None:
    """A long run of near-matches costs no more per token than a short one (the pipeline cuts at 4,000 tokens)."""
    from time import process_time

    def cost(times: int) -> float:
        tokens = Tokens(unit * times, alphabet())
        begin = process_time()
        find_dates(tokens, Context(date(2024, 12, 3)))
        return process_time() - begin

    cost(100)
    small, large = max(cost(300), 1e-3), cost(3000)
    assert large < 40 * small


def test_linear_covers_the_cap() -> None:
    assert read("2024-12-03 " * 1000, Context())


def test_every_branch_has_a_reader() -> None:
    assert {name for name, *_ in BRANCHES} == set(READERS)
    assert {name for name, _ in clock.BRANCHES} == set(clock.READERS)


def test_every_feature_of_the_grammar_has_words() -> None:
    sources = [row[-1] for row in (*BRANCHES, *clock.BRANCHES)] + [START, TRIGGER, CLOCK_START, *FEATURES.values()]
    letters = alphabet()
    known = set().union(*(letters.features(letter) for letter in letters.values()), *vocabulary().values())
    shapes = {
        "SPACED",
        "POSSESSIVE",
        "NUM",
        "INT",
        "DN",
        "ODD",
        "DECIMAL",
        "CLOCK",
        "MARK",
        "WORD",
        "YEAR",
        "D1",
        "D2",
        "D4",
    }
    assert features_of(" ".join(sources)) - known - shapes == set()


def test_every_cue_is_asked_for() -> None:
    """A row of dates.toml [cues] that no reader asks for is dead."""
    folder = Path(dates.__file__).parent
    code = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    assert [cue for cue in date_words().cues if f'"{cue}"' not in code] == []

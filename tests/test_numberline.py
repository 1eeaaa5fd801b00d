"""Figures on one number line: where each stands, what the ticks say, and when there is no line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck import pipeline
from claimcheck.model import Figure
from claimcheck.reporters.numberline import MOST, NumberLine, number_line
from claimcheck.reporters.numbertext import ASCII, LINES, text_line
from claimcheck.reporters.visible import cells
from claimcheck.settings import Settings


def figures(text: str) -> list[Figure]:
    (document,) = pipeline.check([pipeline.from_text(text, "a.txt")], Settings()).documents
    return [figure for claim in document.claims for figure in claim.figures]


def line(text: str) -> NumberLine:
    found = number_line(figures(text))
    assert found is not None
    return found


def labels(text: str) -> list[str]:
    return [tick.label for tick in line(text).ticks]


def drawn(text: str, width: int = 70) -> list[str]:
    return ["".join(piece for piece, _ in row).rstrip() for row in text_line(line(text), width)]


def test_a_bound_and_a_value_in_other_units_share_the_metric_one() -> None:
    found = line("The wreck lies within 20 miles. It is 35 km away.")
    bound, value = found.bars
    assert found.unit == "km"
    assert not found.log
    assert bound.low == 0 and bound.value is None
    assert bound.tight_high < bound.high < value.low < (value.value or 0) < value.high < 1
    assert value.surface == "35 km"
    assert bound.reading == "at most 32.2 km"


def test_the_picture() -> None:
    assert drawn("The wreck lies within 20 miles. It is 35 km away.") == [
        "within 20 miles  ┣━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫─",
        "35 km                                                        ━●",
        "                 0────────────10───────────20──────────30────────── km",
    ]
    assert drawn("Seven people died. Eight people died.", 60) == [
        "Seven people     ●",
        "Eight people                                     ●",
        "              ───7───────────────────────────────8─── people",
    ]


def test_an_open_end_runs_off_the_line() -> None:
    over, value = line("Over 900 men came. 850 men came.").bars
    assert (over.open_high, over.high, over.open_low) == (True, 1.0, False)
    assert not value.open_high and value.high < over.low
    assert "▶" in drawn("Over 900 men came. 850 men came.")[0]
    until, _ = line("He left before May 2001. He left in July 2002.").bars
    assert until.open_low and until.low == 0


@pytest.mark.parametrize(
    "text",
    [
        "It is 20 miles away.",
        "It is 20 miles long. It weighs 3 tonnes.",
        "It cost 3 dollars. It cost 4 euros.",
        "It costs €3 per litre. It costs €4 per gallon.",
        "Alder won 2-1. Birch won 3-1.",
        "It opens on 3 May. It opens on 4 May.",
        "Five men came. Five men came.",
        "It rose by 3 metres. It is 9 metres high.",
        " ".join(f"It is {n} km long." for n in range(2, MOST + 4)),
    ],
)
def test_what_has_no_line(text: str) -> None:
    assert number_line(figures(text)) is None


def test_ticks_are_round_and_few() -> None:
    assert labels("Seven people died. Eight people died.") == ["7", "8"]
    assert labels("It is 0.25 m long. It is 0.31 m long.") == ["0.24", "0.26", "0.28", "0.30", "0.32"]
    assert labels("It cost 4.5 million dollars. It cost $3bn.") == ["10m", "100m", "1bn"]
    assert line("It cost 4.5 million dollars. It cost $3bn.").log
    assert labels("It was -5 degrees Celsius. It was 40 °F.") == ["-5", "0", "5"]
    assert labels("At 10:30 he left. At 11:15 he left.")[0] == "10:30"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("On 11 March 2025 it sank. On 14 March 2025 it sank.", "2025-03-11", "2025-03-14"),
        ("In May 2001 he left. In July 2002 he left.", "2001-04", "2002-07"),
        ("In 1801 he left. In 2001 he left.", "1800", "2000"),
        ("On 3 May 2001 he left. On 28 May 2001 he left.", "2001-05-01", "2001-05-26"),
    ],
)
def test_ticks_of_dates(text: str, first: str, last: str) -> None:
    assert (labels(text)[0], labels(text)[-1]) == (first, last)
    assert len(labels(text)) <= 7


@given(
    st.lists(st.tuples(st.integers(-18, 18), st.integers(1, 9999)), min_size=2, max_size=5, unique=True),
    st.sampled_from(["", "about ", "at least ", "more than ", "nearly ", "up to "]),
    st.integers(20, 200),
)
def test_every_figure_lies_on_its_line(amounts: list[tuple[int, int]], word: str, width: int) -> None:
    texts = [f"{digits * 10.0**power:.20f}".rstrip("0").rstrip(".") for power, digits in amounts]
    found = number_line(figures(" ".join(f"It is {word if n else ''}{text} km long." for n, text in enumerate(texts))))
    if found is None:
        return
    for bar in found.bars:
        assert 0 <= bar.low <= bar.tight_low <= bar.tight_high <= bar.high <= 1
        assert bar.value is None or bar.tight_low <= bar.value <= bar.tight_high
    assert all(0 <= tick.at <= 1 for tick in found.ticks)
    assert [tick.at for tick in found.ticks] == sorted(tick.at for tick in found.ticks)
    for signs in (LINES, ASCII):
        assert all(cells("".join(text for text, _ in row)) <= width for row in text_line(found, width, signs))


def test_ascii_has_no_other_sign_and_a_narrow_place_no_line() -> None:
    found = line("Over 900 men came. 850 men came.")
    assert "".join(text for row in text_line(found, 80, ASCII) for text, _ in row).isascii()
    assert text_line(found, 30) == ()


def test_article_text_is_harmless() -> None:
    one, two = figures("It is 20 km long. It is 30 km long.")
    found = number_line([one._replace(surface="20\x1b[31m km\u202e"), two])
    assert found is not None
    assert found.bars[0].surface == "20\\x1b[31m km<U+202E>"

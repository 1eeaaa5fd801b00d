"""Properties of the figure grammar: numbers round-trip, figures stay apart, hostile text costs its length."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.extract import find_figures
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.model import Context, Figure
from claimcheck.tokens import Tokens

ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
ONES += [f"{stem}teen" for stem in ("thir", "four", "fif", "six", "seven", "eigh", "nine")]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"))


def words(n: int, *, british: bool) -> str:
    """n below 10^12 in words."""
    for scale, name in SCALES:
        if n >= scale:
            rest = n % scale
            joint = " and " if british and 0 < rest < 100 else " "
            return f"{words(n // scale, british=british)} {name}" + (
                joint + words(rest, british=british) if rest else ""
            )
    if n >= 100:
        rest = n % 100
        return f"{ONES[n // 100]} hundred" + (
            (" and " if british else " ") + words(rest, british=british) if rest else ""
        )
    if n < 20:
        return ONES[n]
    return TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else "")


def figures(text: str) -> tuple[Figure, ...]:
    return find_figures(Tokens(text, alphabet()), Context())


def value(text: str) -> Decimal | None:
    """The one value of "… ships"."""
    (figure,) = figures(f"They counted {text} ships in all")
    assert figure.unit == "ship"
    return figure.value


@given(st.integers(2, 10**12 - 1), st.booleans())
@settings(max_examples=400, deadline=None)
def test_words_read_back(n: int, british: bool) -> None:
    if 1000 <= n < 10000 and n % 1000 == 0:
        n += 1
    assert value(words(n, british=british)) == n


@given(st.integers(2, 10**15))
@settings(max_examples=200, deadline=None)
def test_digits_read_back(n: int) -> None:
    assert value(f"{n:,}") == n
    if not 1000 <= n <= 2999:  # four plain digits may be a year
        assert value(str(n)) == n


@given(st.decimals(Decimal("0.01"), Decimal(99999), places=2), st.sampled_from(("km", "%", "kg", "litres", "miles")))
@settings(max_examples=200, deadline=None)
def test_decimals_keep_their_precision(amount: Decimal, unit: str) -> None:
    (figure,) = figures(f"It came to {amount} {unit}.")
    assert figure.value == amount
    assert figure.tight is not None
    assert figure.tight.low is not None
    assert figure.base is not None
    assert figure.tight.low < figure.base.low  # type: ignore[operator]


PIECES = re.findall(
    r"\S+",
    """12 3 1,200 5.5 0 half third dozen hundred million thousands two twenty - – ( ) , . of and to from between a an
    the km miles $ £ % percent people dead years old in per day ' " / x m k bn at least more than over about by rose
    fell one first second 1/2 ½ ± Smith May 2024 am pm No 3rd bomb pound US minus 20C degrees out
    every times fold e ^ 10""",
)


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(("", " "))), max_size=30))
@settings(max_examples=500, deadline=None)
def test_figures_stand_in_order_and_apart(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + space for piece, space in pieces)
    last = 0
    for figure in figures(text):
        assert last <= figure.start < figure.end <= len(text)
        assert figure.surface == text[figure.start : figure.end]
        assert figure.surface == figure.surface.strip()
        assert figure.modifier in (
            "exact",
            "about",
            "at-least",
            "more-than",
            "at-most",
            "less-than",
            "nearly",
            "between",
        )
        assert figure.of < len(figures(text))
        last = figure.end


@given(st.text(max_size=60))
@settings(max_examples=500, deadline=None)
def test_any_text_is_survived(text: str) -> None:
    for figure in figures(text):
        assert text[figure.start : figure.end] == figure.surface


HOSTILE = {
    "digits": "9" * 50_000,
    "grouped digits": "1," + "000," * 15_000 + "000",
    "decimals": "1." + "5" * 50_000,
    "brackets": "(" * 5_000 + "12 km" + ")" * 5_000,
    "spaces": "12" + " " * 50_000 + "km",
    "hundred-": "hundred-" * 5_000,
    "one hundred": "one hundred " * 5_000,
    "twenty-": "twenty-" * 5_000,
    "numbers": "12 " * 10_000,
    "ranges": "12-" * 10_000,
    "list": "3, " * 10_000 + "and 7 km",
    "fractions": "1/2 " * 5_000 + "/" * 5_000,
    "quotes": '9" ' * 2_000,
    "superscripts": "²" * 2_000 + "½" * 2_000,
    "minus": "-" * 25_000 + "5",
    "of": "dozens of " * 5_000,
    "more than": "more than " * 10_000 + "5",
    "and": "two and " * 5_000,
    "dollars": "$" * 25_000 + "5",
    "exponent": "1e" + "9" * 2_000,
    "unicode digits": "٣" * 2_000 + " ३५ km",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_linear_time(name: str) -> None:
    """Not timed: a quadratic step on these would not finish within the suite's patience."""
    for figure in figures(HOSTILE[name]):
        assert len(figure.surface.split()) < 40

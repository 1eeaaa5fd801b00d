"""Figures in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sample import figure, report

from claimcheck.wording import number, plural, reading


@pytest.mark.parametrize(
    ("unit", "several"),
    [
        ("mile", "miles"),
        ("foot", "feet"),
        ("inch", "inches"),
        ("square mile", "square miles"),
        ("degree Celsius", "degrees Celsius"),
        ("pound sterling", "pounds sterling"),
        ("metre per second", "metres per second"),
        ("percent", "percent"),
        ("dead", "dead"),
        ("injured", "injured"),
        ("seed", "seeds"),
        ("city", "cities"),
        ("day", "days"),
        ("church", "churches"),
        ("boss", "bosses"),
        ("series", "series"),
        ("policewoman", "policewomen"),
        ("US dollar", "US dollars"),
        ("", ""),
    ],
)
def test_plural(unit: str, several: str) -> None:
    assert plural(unit) == several


@pytest.mark.parametrize(
    ("value", "text"), [("0", "0"), ("1234567.8", "1,234,568"), ("32.18688", "32.2"), ("0.000123456", "0.000123")]
)
def test_number(value: str, text: str) -> None:
    assert number(Decimal(value)) == text


def test_reading() -> None:
    mile = report().documents[0].claims[1].figures[0]
    assert reading(mile) == "at most 20 miles"
    assert reading(mile._replace(modifier="between", low=Decimal(10))) == "10 to 20 miles"
    assert reading(mile._replace(value=None, low=None, high=None)) == "within 20 miles"
    assert reading(mile._replace(value=Decimal(1))) == "at most 1 mile"
    share = figure(report().documents[3], "63 %", "63", "percent", kind="percent")
    assert reading(share) == "63%"

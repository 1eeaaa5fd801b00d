"""Units and currencies: every factor against an independent oracle, every written form read back."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any

import pint
import pytest

from claimcheck.extract import find_figures
from claimcheck.lexicon import table
from claimcheck.lexicon.units import Unit, unit_table
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.model import Context, Figure
from claimcheck.tokens import Tokens

UNITS = unit_table().units
# Where the oracle's name is not ours with underscores, or its definition is another one.
ORACLE = {
    "gallon": "US_liquid_gallon",
    "imperial gallon": "imperial_gallon",
    "quart": "US_liquid_quart",
    "pint": "US_pint",
    "cup": "US_liquid_cup",
    "fluid ounce": "US_fluid_ounce",
    "barrel": "oil_barrel",
    "tonne": "metric_ton",
    "kilotonne": "kilometric_ton",
    "megatonne": "megametric_ton",
    "gigatonne": "gigametric_ton",
    "ton": "short_ton",
    "pound": "avoirdupois_pound",
    "ounce": "avoirdupois_ounce",
    "hundredweight": "long_hundredweight",
    "dram": "avoirdupois_dram",
    "calorie": "kilocalorie",
    "pound per square inch": "psi",
    "millimetre of mercury": "millimeter_Hg",
    "British thermal unit": "international_british_thermal_unit",
    "electronvolt": "electron_volt",
    "nautical mile": "nautical_mile",
    "degree Celsius": "degC",
    "degree Fahrenheit": "degF",
}
# The oracle takes these by the US survey foot or the tropical year: given in units it has instead.
DERIVED = {
    "acre": "43560 foot**2",
    "acre-foot": "43560 foot**3",
    "furlong": "660 foot",
    "fathom": "6 foot",
    "league": "15840 foot",
    "bushel": "2150.42 inch**3",
    "horsepower": "550 foot * force_pound / second",
    "revolution per minute": "1/minute",
    "year": "365.2425 day",
    "month": "365.2425 / 12 day",
    "decade": "3652.425 day",
    "century": "36524.25 day",
    "millennium": "365242.5 day",
    "astronomical unit": "149597870700 meter",
    "parsec": "30856775814913673 meter",
    "part per million": "1",
    "part per billion": "0.001",
    "newton metre": "newton * meter",
    "metre per second squared": "meter / second**2",
}
# Pure numbers by our own convention.
OURS = frozenset(
    ("percent", "per mille", "percentage point", "magnitude", "decibel", "part per million", "part per billion")
)


@cache
def registry() -> Any:
    return pint.UnitRegistry()


def oracle_name(unit: Unit) -> str:
    name = ORACLE.get(unit.name, unit.name)
    power = 2 if name.startswith("square ") else 3 if name.startswith("cubic ") else 1
    name = re.sub(r"^(square|cubic) ", "", name)
    name = ORACLE.get(name, name).replace("metre", "meter").replace("litre", "liter")
    name = re.sub(r"^(kilo|mega|giga|tera|milli|micro)electronvolt$", r"\1electron_volt", name)
    name = name.replace(" per ", "/").replace("watt hour", "watt_hour").replace("ampere-hour", "ampere_hour")
    name = name.replace("light-year", "light_year").replace(" ", "_")
    return f"({name})**{power}" if power > 1 else name


@pytest.mark.parametrize(
    "unit", [u for u in UNITS.values() if u.dimension != "money" and u.name not in OURS], ids=lambda u: u.name
)
def test_factor_against_the_oracle(unit: Unit) -> None:
    base = {
        "newton metre": "newton * meter",
        "metre per second squared": "meter / second**2",
        "square metre": "meter**2",
        "cubic metre": "meter**3",
        "metre per second": "meter/second",
        "degree": "degree",
    }.get(unit.base, unit.base.replace("metre", "meter"))
    if unit.dimension == "temperature":
        for value in (-40, 0, 100):
            theirs = registry().Quantity(value, oracle_name(unit)).to("kelvin").magnitude
            assert float(unit.factor * value + unit.shift) == pytest.approx(theirs, rel=1e-12)
        return
    written = DERIVED.get(unit.name, oracle_name(unit))
    theirs = registry().parse_expression(written).to(base).magnitude
    assert float(unit.factor * unit.scale) == pytest.approx(theirs, rel=1e-9, abs=0)


def only(text: str) -> Figure:
    found = [f for f in find_figures(Tokens(text, alphabet()), Context()) if f.kind not in ("date", "time")]
    assert len(found) == 1, [(f.surface, f.unit) for f in found]
    return found[0]


ROWS = [row for row in table("units")["unit"] if row.get("words", True) and not row.get("before")]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_a_unit_is_read_by_its_names(row: dict[str, Any]) -> None:
    name = row["name"]
    plural = row.get("plural", f"{name}s")
    wanted = row.get("as", name)
    assert only(f"It measured 2,400 {plural} in all.").unit == wanted
    for other in row.get("names", ()):
        assert only(f"It measured 2,400 {other}.").unit == wanted


SYMBOLS = [
    (row, symbol)
    for row in table("units")["unit"]
    for symbol in (*row.get("symbols", ()), *row.get("exact", ()))
    if not (row.get("ambiguous") and symbol in re.findall(r"(\w+):", row["ambiguous"]))
]


@pytest.mark.parametrize(("row", "symbol"), SYMBOLS, ids=lambda x: x if isinstance(x, str) else x["name"])
def test_a_unit_is_read_by_its_symbols(row: dict[str, Any], symbol: str) -> None:
    unit = only(f"It showed 7.5 {symbol}, no more.").unit
    assert unit == row.get("as", row["name"])


def test_a_surface_claimed_twice_is_marked() -> None:
    marked = {s for row in table("units")["unit"] for s in re.findall(r"(\w+):", row.get("ambiguous", ""))}
    for first, surfaces in unit_table().surfaces.items():
        forms: dict[object, set[str]] = {}
        for surface in surfaces:
            if surface.exact is None:
                forms.setdefault(surface.words, set()).add(surface.unit.name)
        for words, names in forms.items():
            assert len(names) == 1 or {w.lower() for w in marked} & {first}, (words, names)


CURRENCIES = table("currencies")["currency"]


@pytest.mark.parametrize("code", sorted(CURRENCIES))
def test_a_currency_is_read_by_code_name_and_sign(code: str) -> None:
    name = CURRENCIES[code]["name"]
    plural = CURRENCIES[code].get("plural", f"{name}s")
    texts = [f"It cost {code} 2,400.", f"It cost 2,400 {plural}.", f"It cost {code}2,400."]
    texts += [f"It cost 2,400 {code}."] if CURRENCIES[code].get("after", True) else []
    texts += [f"It cost 2,400 {sign}." for sign in CURRENCIES[code].get("signs", ())]
    for text in texts:
        figure = only(text)
        assert (figure.kind, figure.unit, figure.value) == ("money", name, Decimal(2400)), text
        assert figure.base is not None
        assert figure.base.unit == code

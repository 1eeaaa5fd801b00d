"""Units and currencies: every factor against an independent oracle, every form read back, a line for every row."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

import pint
import pytest
from batches import batches, each

from claimcheck import pipeline
from claimcheck.extract import find_figures
from claimcheck.extract.house import house_currency
from claimcheck.lexicon import table
from claimcheck.lexicon.unit_forms import compiled
from claimcheck.lexicon.units import Unit, per_unit, unit_table
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.model import Context, Figure
from claimcheck.tokens import Tokens

FOLDER = Path(__file__).parent.parent / "claimcheck" / "data" / "en"
ROWS = tomllib.loads((FOLDER / "units.toml").read_text("utf-8"))
MONEY = tomllib.loads((FOLDER / "currencies.toml").read_text("utf-8"))
LINES = tomllib.loads((Path(__file__).parent / "corpus" / "figures" / "units.toml").read_text("utf-8"))
TABLE = unit_table()
UNITS = {name: unit for name, unit in TABLE.units.items() if unit.dimension != "money"}
READ_AS = {row["name"]: row["as"] for row in ROWS["unit"] if "as" in row}
# Where the oracle's name is not ours with underscores, or its definition is another one.
ORACLE = {
    "gallon": "US_liquid_gallon",
    "quart": "US_liquid_quart",
    "pint": "US_pint",
    "US pint": "US_pint",
    "cup": "US_liquid_cup",
    "fluid ounce": "US_fluid_ounce",
    "barrel": "oil_barrel",
    "tonne": "metric_ton",
    "deadweight tonne": "metric_ton",
    "kilotonne": "kilometric_ton",
    "megatonne": "megametric_ton",
    "gigatonne": "gigametric_ton",
    "ton": "short_ton",
    "pound": "avoirdupois_pound",
    "ounce": "avoirdupois_ounce",
    "hundredweight": "short_hundredweight",
    "dram": "avoirdupois_dram",
    "calorie": "kilocalorie",
    "pound per square inch": "psi",
    "millimetre of mercury": "millimeter_Hg",
    "inch of mercury": "inch_Hg",
    "centimetre of water": "centimeter_H2O",
    "British thermal unit": "international_british_thermal_unit",
    "electronvolt": "electron_volt",
    "degree Celsius": "degC",
    "degree Fahrenheit": "degF",
    "ångström": "angstrom",
    "thousandth of an inch": "thou",
    "kilogram-force": "kilogram_force",
    "pound-force": "pound_force",
    "metric horsepower": "metric_horsepower",
    "rem": "rem",
    "foot-pound": "foot_pound",
    "therm": "100000 * international_british_thermal_unit",
    "million British thermal units": "1000000 * international_british_thermal_unit",
    "quintal": "100 * kilogram",
    "dunam": "1000 * meter**2",
    "pound-foot": "foot * force_pound",
}
# The oracle takes these by the US survey foot or the tropical year, or does not know them: given in units it has.
DERIVED = {
    "acre": "43560 foot**2",
    "acre-foot": "43560 foot**3",
    "furlong": "660 foot",
    "fathom": "6 foot",
    "league": "15840 foot",
    "bushel": "2150.42 inch**3",
    "horsepower": "550 foot * force_pound / second",
    "revolution per minute": "1/minute",
    "beat per minute": "1/minute",
    "year": "365.2425 day",
    "month": "365.2425 / 12 day",
    "decade": "3652.425 day",
    "century": "36524.25 day",
    "millennium": "365242.5 day",
    "astronomical unit": "149597870700 meter",
    "parsec": "30856775814913673 meter",
    "kiloparsec": "30856775814913673e3 meter",
    "megaparsec": "30856775814913673e6 meter",
    "gigaparsec": "30856775814913673e9 meter",
    "newton metre": "newton * meter",
    "metre per second squared": "meter / second**2",
    "tola": "180 grain",
    "gauss": "0.0001 tesla",
    "ton of TNT": "4.184e9 joule",
    "kiloton of TNT": "4.184e12 joule",
    "megaton of TNT": "4.184e15 joule",
    "tonne of oil equivalent": "41.868e9 joule",
    "barrel of oil equivalent": "5800000 * international_british_thermal_unit",
}
BRITISH = {
    "gallon": "imperial_gallon",
    "quart": "imperial_quart",
    "pint": "imperial_pint",
    "fluid ounce": "imperial_fluid_ounce",
    "bushel": "8 imperial_gallon",
    "ton": "long_ton",
    "hundredweight": "long_hundredweight",
}
BASES = {
    "newton metre": "newton * meter",
    "metre per second squared": "meter / second**2",
    "square metre": "meter**2",
    "cubic metre": "meter**3",
    "metre per second": "meter/second",
}
# Pure numbers by our own convention, and the one unit that has its own amount for every substance.
OURS = frozenset(
    (
        *("percent", "per mille", "percentage point", "magnitude", "decibel", "Mach", "pH", "gross ton"),
        *("part per thousand", "part per million", "part per billion", "part per trillion", "international unit"),
    )
)


@cache
def registry() -> Any:
    return pint.UnitRegistry()


def oracle_name(unit: str) -> str:
    power = 2 if unit.startswith("square ") else 3 if unit.startswith("cubic ") else 1
    name = re.sub(r"^(square|cubic) ", "", unit)
    name = ORACLE.get(name, name).replace("metre", "meter").replace("litre", "liter")
    name = re.sub(r"^(kilo|mega|giga|tera|milli|micro)electronvolt$", r"\1electron_volt", name)
    name = name.replace(" per ", "/").replace("watt hour", "watt_hour").replace("ampere-hour", "ampere_hour")
    name = name.replace("volt-ampere", "volt_ampere").replace("light-year", "light_year")
    if "*" not in name:
        name = name.replace(" ", "_")
    return f"({name})**{power}" if power > 1 else name


@pytest.mark.parametrize("units", batches([u for u in UNITS.values() if u.name not in OURS], attrgetter("name")))
def test_factor_against_the_oracle(units: list[Unit]) -> None:
    each(_as_the_oracle, units, attrgetter("name"))


def _as_the_oracle(unit: Unit) -> None:
    """Both ways: so many base units in one of ours, so many of ours in one base unit; the British factor too."""
    base = BASES.get(unit.base, unit.base.replace("metre", "meter"))
    written = DERIVED.get(unit.name, oracle_name(unit.name))
    quantity = registry().Quantity
    if unit.dimension == "temperature":
        for value in (-40, 0, 100):
            assert float(unit.factor * value + unit.shift) == pytest.approx(quantity(value, written).to("kelvin").m)
            back = (Decimal(value) - unit.shift) / unit.factor
            assert float(back) == pytest.approx(quantity(value, "kelvin").to(written).m)
        return
    one = registry().parse_expression(written).to(base).magnitude
    assert float(unit.factor) == pytest.approx(one, rel=1e-9, abs=0)
    assert float(1 / unit.factor) == pytest.approx(1 / one, rel=1e-9, abs=0)
    assert (unit.british is not None) == (unit.name in BRITISH)
    if unit.british is not None:
        british = registry().parse_expression(BRITISH[unit.name]).to(base).magnitude
        assert float(unit.british) == pytest.approx(british, rel=1e-9, abs=0)


def test_pure_numbers_are_what_they_say() -> None:
    factors = {name: str(UNITS[name].factor) for name in OURS if UNITS[name].factor != 1}
    shares = {"part per billion": "0.001", "part per trillion": "0.000001", "part per thousand": "1000"}
    assert factors == {"per mille": "0.1", **shares}


def test_every_dimension_has_its_base() -> None:
    for dimension, base in ROWS["dimensions"].items():
        if dimension not in ("factor", "data", "radiation"):
            assert base in UNITS, base
        of_it = [u for u in UNITS.values() if u.dimension == dimension]
        assert all(u.base == base for u in of_it)
        assert base not in UNITS or (UNITS[base].factor, UNITS[base].dimension) == (1, dimension)


def test_every_factor_has_a_source() -> None:
    assert ROWS["source"].startswith("SI Brochure")
    ours = re.compile(r"10*|0\.0*1")  # powers of ten are definitions of the SI, of a prefix or of a name
    for row in ROWS["unit"]:
        metric = row["dimension"] in ("duration", "data", "frequency", "charge", "speed", "energy")
        assert "source" in row or metric or ours.fullmatch(row["factor"]), row["name"]


def figures(text: str) -> list[Figure]:
    return [f for f in find_figures(Tokens(text, alphabet()), Context()) if f.kind not in ("date", "time")]


def only(text: str) -> Figure:
    found = figures(text)
    assert len(found) == 1, [(f.surface, f.unit) for f in found]
    return found[0]


# --- a line in the corpus for every row -------------------------------------------------------------------------------

UNREAD = {row["name"] for row in ROWS["unit"] if row.get("words") is False}  # may have no form of their own


def test_every_unit_rate_and_currency_has_its_line() -> None:
    assert set(LINES["unit"]) == set(UNITS) | set(READ_AS)
    assert set(LINES["rate"]) == {symbol for row in ROWS["rate"] for symbol in (*row["symbols"], *row.get("exact", ()))}
    assert set(LINES["currency"]) == set(MONEY["currency"])
    assert {name for name, line in LINES["unit"].items() if not line} <= UNREAD


@pytest.mark.parametrize("rows", batches([(n, t) for n, t in LINES["unit"].items() if t], itemgetter(0)))
def test_a_unit_is_read_in_its_line(rows: list[tuple[str, str]]) -> None:
    each(_unit_in_line, rows)


def _unit_in_line(row: tuple[str, str]) -> None:
    name, line = row
    figure = only(line)
    assert figure.unit == READ_AS.get(name, name)
    assert figure.dimension in (UNITS[figure.unit].dimension, "angle")
    if name not in READ_AS and figure.dimension not in ("temperature", "angle"):
        assert figure.base is not None
        assert figure.value is not None
        assert figure.base.low == figure.value * UNITS[name].factor


@pytest.mark.parametrize("rows", batches(list(LINES["rate"].items()), itemgetter(0)))
def test_a_rate_is_read_in_its_line(rows: list[tuple[str, list[str]]]) -> None:
    each(_rate_in_line, rows)


def _rate_in_line(row: tuple[str, list[str]]) -> None:
    symbol, line = row
    assert symbol.lower() in line[0].lower()
    assert [(f.unit, f.per) for f in figures(line[0])] == [(line[1], line[2])]


@pytest.mark.parametrize("rows", batches(list(LINES["currency"].items()), itemgetter(0)))
def test_a_currency_is_read_in_its_line(rows: list[tuple[str, str]]) -> None:
    each(_currency_in_line, rows)


def _currency_in_line(row: tuple[str, str]) -> None:
    code, line = row
    figure = only(line)
    assert (figure.kind, figure.unit) == ("money", MONEY["currency"][code]["name"])
    assert figure.base is not None
    assert figure.base.unit == code


@pytest.mark.parametrize(
    ("surface", "value"),
    [("2 Tcf", "2E12"), ("2 bcf", "2E9"), ("2 bcm", "2E9"), ("2 mcm", "2E6"), ("2 Mtoe", "2E6"), ("2 Gyr", "2E9")],
)
def test_a_scale_inside_a_symbol_is_part_of_the_value(surface: str, value: str) -> None:
    assert only(f"It came to {surface}.").value == Decimal(value)


# --- every other written form -----------------------------------------------------------------------------------------

NAMED = [row for row in ROWS["unit"] if row.get("words", True) and not row.get("before")]


@pytest.mark.parametrize("rows", batches(NAMED, itemgetter("name")))
def test_a_unit_is_read_by_its_names(rows: list[dict[str, Any]]) -> None:
    each(_by_its_names, rows)


def _by_its_names(row: dict[str, Any]) -> None:
    name = row["name"]
    plural = row.get("plural", f"{name}s")
    wanted = row.get("as", name)
    assert only(f"It measured 2,400 {plural} in all.").unit == wanted
    for other in (*row.get("names", ()), *row.get("plurals", ())):
        assert only(f"It measured 2,400 {other}.").unit == wanted


SHARED = {
    ("nm", "nautical mile"),
    ("mb", "millibar"),
    ("kt", "knot"),
    ("K", "kelvin"),
}  # told apart by context: cases of the corpus
SYMBOLS = [
    (row, symbol)
    for row in ROWS["unit"]
    for symbol in dict.fromkeys((*row.get("symbols", ()), *row.get("exact", ())))
    if (symbol, row["name"]) not in SHARED
]


@pytest.mark.parametrize("rows", batches(SYMBOLS, itemgetter(1)))
def test_a_unit_is_read_by_its_symbols(rows: list[tuple[dict[str, Any], str]]) -> None:
    each(_by_its_symbol, rows, itemgetter(1))


def _by_its_symbol(found: tuple[dict[str, Any], str]) -> None:
    row, symbol = found
    unit = only(f"It showed 7.5 {symbol}, no more.").unit
    assert unit == row.get("as", row["name"])


def test_a_surface_claimed_twice_is_marked() -> None:
    marked = {s.lower() for row in ROWS["unit"] for s in re.findall(r"(\w+):", row.get("ambiguous", ""))}
    for first, surfaces in TABLE.surfaces.items():
        forms: dict[object, set[str]] = {}
        for surface in surfaces:
            if surface.exact is None:
                forms.setdefault(surface.words, set()).add(surface.unit.name)
        for words, names in forms.items():
            assert len(names) == 1 or first in marked, (words, names)


@pytest.mark.parametrize(
    ("per", "base"), [("gallon", "0.003785411784"), ("100 kilometre", "100000"), ("day", "1"), ("person", None)]
)
def test_a_denominator_is_known_by_its_name(per: str, base: str | None) -> None:
    found = per_unit(per)
    assert (None if found is None else found[0] * found[1].factor) == (None if base is None else Decimal(base))


def test_a_bad_row_is_named() -> None:
    from claimcheck.errors import DataError

    codes = table("figures")["money"]["codes"].split()
    for rows, money in (
        (ROWS | {"unit": [*ROWS["unit"], {"name": "smoot", "dimension": "fun", "factor": "1"}]}, MONEY),
        (ROWS | {"rate": [{"unit": "smoot", "per": "day", "symbols": ["spd"]}]}, MONEY),
        (ROWS | {"either": {"smoot": {"smoot": "bridge"}}}, MONEY),
        (ROWS, MONEY | {"signs": {"§": "SMT"}}),
    ):
        with pytest.raises(DataError, match=r"smoot|SMT"):
            compiled(rows, money, codes)


# --- currencies -------------------------------------------------------------------------------------------------------

# ISO 4217, list one, as of the amendment of 1 January 2026.
ISO = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR
ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK
MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU
UZS VED VES VND VUV WST XAF XCD XCG XDR XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = MONEY["currency"]


def test_every_current_iso_currency_is_here() -> None:
    historic = {code for code, row in CURRENCIES.items() if row.get("historic")}
    assert set(CURRENCIES) - historic - {"XBT"} == set(ISO.split())


@pytest.mark.parametrize("code", sorted(CURRENCIES))
def test_a_currency_is_read_by_code_name_and_sign(code: str) -> None:
    name = CURRENCIES[code]["name"]
    plural = CURRENCIES[code].get("plural", f"{name}s")
    texts = [f"It cost {code} 2,400.", f"It cost 2,400 {plural}.", f"It cost {code}2,400."]
    texts += [f"It cost 2,400 {code}."] if CURRENCIES[code].get("after", True) else []
    texts += [f"It cost 2,400 {sign}." for sign in CURRENCIES[code].get("signs", ())]
    texts += [f"It cost {sign} 2,400." for sign in CURRENCIES[code].get("signs", ())]
    texts += [f"It cost 2,400 {other}." for other in CURRENCIES[code].get("names", ())]
    for text in texts:
        figure = only(text)
        assert (figure.kind, figure.unit, figure.value) == ("money", name, Decimal(2400)), text
        assert figure.base is not None
        assert figure.base.unit == code


@pytest.mark.parametrize("prefix", MONEY["prefixes"])
def test_a_dollar_is_told_by_the_letters_before_it(prefix: str) -> None:
    signs = {"CNY": "¥", "JPY": "¥", "EGP": "£", "GHS": "₵"}
    wanted = signs.get(MONEY["prefixes"][prefix], "$")
    figure = only(f"The sum of {prefix.upper()}{wanted}40 was paid.")
    assert figure.base is not None
    assert figure.base.unit == MONEY["prefixes"][prefix]


def test_the_houses_dollar() -> None:
    """`currency` of the settings is what a bare "$" stands for; a currency without a "$" changes nothing."""
    for set_to, wanted in (("CAD", "CAD"), ("MXN", "MXN"), ("GBP", "USD"), ("", "USD")):
        (figure,) = find_figures(Tokens("It cost $40.", alphabet()), Context(currency=set_to))
        assert figure.base is not None
        assert figure.base.unit == wanted


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("TORONTO (Reuters) — The line cost $2bn.", "CAD"),
        ("SYDNEY, May 3 – The bridge cost $2bn.", "AUD"),
        ("HONG KONG -- The flat cost $8m.", "HKD"),
        ("MEXICO CITY, 3 May 2024 — The fine is $900.", "MXN"),
        ("LONDON, Ontario — The mill cost $2m.", "CAD"),
        ("SYDNEY, Nova Scotia — The mill cost $2m.", ""),
        ("MELBOURNE, Fla. — The mill cost $2m.", ""),
        ("WASHINGTON — Canada will pay $2m.", "USD"),
        ("Toronto will pay $2m — and more.", ""),
        ("The TORONTO line cost $2m.", ""),
        ("", ""),
    ],
)
def test_the_datelines_dollar(text: str, code: str) -> None:
    assert house_currency(pipeline.from_text(text)) == code


def test_a_dateline_knows_dollars_and_pesos_only() -> None:
    for code in MONEY["house"]:
        assert CURRENCIES[code]["name"].endswith(("dollar", "peso")), code


@pytest.mark.parametrize("minor", MONEY["minor"])
def test_minor_units(minor: str) -> None:
    row = MONEY["minor"][minor]
    figure = only(f"It cost 4,000 {row.get('plural', minor + 's')}.")
    assert (figure.kind, figure.unit) == ("money", row.get("as", minor))
    assert figure.base is not None
    sum_of = 4000 * Decimal(row["factor"])
    assert figure.base == (row["currency"] or minor, sum_of, sum_of)


def test_country_words_belong_to_currencies_there_are() -> None:
    assert set(MONEY["where"]) <= set(CURRENCIES)
    for nouns, codes in MONEY["local"].items():
        assert set(codes.split()) <= set(MONEY["where"]), nouns

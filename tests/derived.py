"""True and false claims made from texts with one marked figure: for test_sourcing.py."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# unit → (another of its dimension, how many of those it is), exact or as defined
UNITS = {
    "kilometres": ("miles", Decimal(1) / Decimal("1.609344")),
    "miles": ("kilometres", Decimal("1.609344")),
    "metres": ("feet", Decimal(1) / Decimal("0.3048")),
    "feet": ("metres", Decimal("0.3048")),
    "tonnes": ("kilograms", Decimal(1000)),
    "kilograms": ("pounds", Decimal(1) / Decimal("0.45359237")),
    "hectares": ("acres", Decimal(10000) / Decimal("4046.8564224")),
    "litres": ("US gallons", Decimal(1) / Decimal("3.785411784")),
    "square kilometres": ("square miles", Decimal(1) / Decimal("2.589988110336")),
}
FRACTIONS = ((Decimal(100) / 3, "a third"), (Decimal(50), "half"), (Decimal(200) / 3, "two thirds"))


class Derived(NamedTuple):
    """A claim, how it was made from its source, and whether the source bears it out."""

    claim: str
    way: str
    true: bool


def to_digits(value: Decimal, digits: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """The value with so many significant digits."""
    step = Decimal(1).scaleb(value.adjusted() - digits + 1)
    return (value / step).to_integral_value(rounding) * step


def plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def spelled(value: int) -> str:
    """A number below 100 in words."""
    if value < 20:
        return WORDS[value]
    return TENS[value // 10] + (f"-{WORDS[value % 10]}" if value % 10 else "")


def money(value: Decimal, sign: str) -> str:
    for size, word in ((10**9, "billion"), (10**6, "million")):
        if value >= size:
            return f"{sign}{plain(value / size)} {word}"
    return f"{sign}{plain(value)}"


def surface(kind: str, value: Decimal, unit: str) -> str:
    """A figure as a text has it."""
    if kind == "money":
        return money(value, unit)
    if kind == "percent":
        return f"{plain(value)} percent"
    if kind == "year":
        return str(value)
    return f"{plain(value)} {unit}"


def changed(value: Decimal, random: random.Random) -> Decimal:
    """One digit another, but not the last of several, which a rounding could explain."""
    digits = list(str(value))
    places = [i for i, d in enumerate(digits) if d.isdecimal() and d != "0"][:2]
    i = random.choice(places)
    digits[i] = random.choice([d for d in "123456789" if abs(int(d) - int(digits[i])) > 1])
    return Decimal("".join(digits))


def turned(value: Decimal) -> Decimal | None:
    """The first two digits in the other order."""
    text = str(value)
    if len(text) < 2 or not text[:2].isdecimal() or text[0] == text[1] or text[1] == "0":
        return None
    return Decimal(text[1] + text[0] + text[2:])


def _true(kind: str, value: Decimal, unit: str) -> Iterator[tuple[str, str]]:
    yield "same", surface(kind, value, unit)
    if kind == "year":
        yield "decade", f"the {value // 10 * 10}s"
        return
    two = to_digits(value, 2)
    if two != value:
        yield "rounded", surface(kind, two, unit)
        yield "about", f"about {surface(kind, two, unit)}"
    floor, ceiling = to_digits(value, 2, ROUND_FLOOR), to_digits(value, 2, ROUND_CEILING)
    if floor == value:
        floor, ceiling = value - to_digits(value, 1) / 10, value + to_digits(value, 1) / 10
    if kind != "percent" or floor.as_tuple().exponent == 0:
        yield "lower bound", f"more than {surface(kind, floor, unit)}"
        yield "upper bound", f"less than {surface(kind, ceiling, unit)}"
        yield "nearly", f"nearly {surface(kind, ceiling, unit)}"
    if kind == "count" and value < 100:
        yield "in words", f"{spelled(int(value))} {unit}"
    if kind == "count" and value >= 10000:
        yield "scaled", f"{plain(value / 1000)} thousand {unit}"
    if kind == "money" and value >= 10**6:
        yield "in full", f"{unit}{plain(value)}"
    if kind == "measure":
        other, factor = UNITS[unit]
        yield "converted", f"{plain(to_digits(value * factor, 3))} {other}"
        yield "converted and rounded", f"about {plain(to_digits(value * factor, 2))} {other}"
    for share, word in FRACTIONS if kind == "percent" else ():
        if abs(share - value) < 2:
            yield "fraction", f"about {word}"


def _false(kind: str, value: Decimal, unit: str, random: random.Random) -> Iterator[tuple[str, str]]:
    if kind == "year":
        yield "digit changed", str(value + random.choice((-20, -4, 3, 10)))
        return
    yield "digit changed", surface(kind, changed(value, random), unit)
    if (other := turned(value)) is not None:
        yield "digits turned", surface(kind, other, unit)
    yield "bound broken", f"more than {surface(kind, to_digits(value * Decimal('1.6'), 2), unit)}"
    yield "bound broken", f"fewer than {surface(kind, to_digits(value * Decimal('0.6'), 2), unit)}"
    if kind in ("count", "money"):
        yield "scale slipped", surface(kind, value * 1000, unit)
    if kind == "percent":
        return
    yield "zero too many", surface(kind, value * 10, unit)
    if kind == "measure":
        swapped, factor = UNITS[unit]
        yield "unit swapped", f"{plain(value)} {swapped}"
        yield "converted the wrong way", f"{plain(to_digits(value / factor, 3))} {swapped}"


def claims(row: dict[str, Any], seed: int) -> Iterator[Derived]:
    """The claims made from one text."""
    kind, digits, unit = row["figure"].split(":")
    value = Decimal(digits)
    for way, text in _true(kind, value, unit):
        yield Derived(_put(row["claim"], text), way, True)
    for way, text in _false(kind, value, unit, random.Random(seed)):
        yield Derived(_put(row["claim"], text), way, False)
    other = row["other"] + (f" {unit}" if kind == "count" else "")
    yield Derived(_put(row["claim"], other), "another's number", False)


def source(row: dict[str, Any]) -> str:
    """The text with its figure."""
    kind, digits, unit = row["figure"].split(":")
    return str(row["source"].replace("{}", surface(kind, Decimal(digits), unit)))


def _put(template: str, figure: str) -> str:
    text = template.replace("{}", figure)
    return text[:1].upper() + text[1:]

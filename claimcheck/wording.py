"""Figures in words, for rules, arithmetic and reporters alike: "at most 20 miles", "1,200,000 US dollars".

Refuses to judge or convert: it says what a Figure already holds.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from claimcheck.lexicon.units import unit_table
from claimcheck.model import Figure


def number(value: Decimal, digits: int = 3) -> str:
    """A number as a reader would write it: `digits` significant digits at least, grouped, no exponent."""
    if not value:
        return "0"
    exponent = value.adjusted()
    places = max(0, digits - 1 - exponent)
    rounded = round(value, places)
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


BOUND_WORDS = {
    "at-least": "at least",
    "more-than": "more than",
    "at-most": "at most",
    "less-than": "less than",
    "about": "about",
    "nearly": "nearly",
}


def reading(figure: Figure) -> str:
    """A figure as read: "at most 20 miles", "1,200,000 US dollars", "magnitude 6.1"."""
    unit = plural(figure.unit) if figure.unit else ""
    if figure.modifier == "between" and figure.low is not None and figure.high is not None:
        return with_unit(f"{number(figure.low, 12)} to {number(figure.high, 12)}", unit)
    value = figure.value
    if value is None:
        value = figure.low if figure.low is not None else figure.high
    if value is None:
        return figure.surface
    word = BOUND_WORDS.get(figure.modifier, "")
    unit = figure.unit if value == 1 else unit
    digits = 3 if figure.kind == "ratio" else 12
    text = f"{number(value, digits)}%" if figure.kind == "percent" else with_unit(number(value, digits), unit)
    return f"{word} {text}".strip()


@cache
def _leading() -> frozenset[str]:
    """The units that stand before their number, and have no plural: rows of units.toml."""
    return frozenset(unit.name for unit in unit_table().before.values())


def with_unit(numbers: str, unit: str) -> str:
    """A number and the name of its unit in the order people write them: "12 miles", "magnitude 6.1"."""
    return f"{unit} {numbers}" if unit in _leading() else f"{numbers} {unit}".rstrip()


_PLURALS = {
    "": "",
    "foot": "feet",
    "person": "people",
    "child": "children",
    "life": "lives",
    "injured": "injured",
    "wounded": "wounded",
    "percent": "percent",
    "hertz": "hertz",
    "aircraft": "aircraft",
    "dead": "dead",
    "missing": "missing",
    "homeless": "homeless",
    "police": "police",
    "sterling": "sterling",
    "yen": "yen",
    "yuan": "yuan",
    "renminbi": "renminbi",
    "won": "won",
    "baht": "baht",
    "rand": "rand",
    "krone": "kroner",
    "krona": "kronor",
    "leu": "lei",
    "lev": "leva",
    "sol": "soles",
    "real": "reais",
    "som": "som",
    "tenge": "tenge",
    "dong": "dong",
    "kwacha": "kwacha",
}
_HISSING = ("s", "x", "z", "ch", "sh")
_MEN = ("man", "woman")
_COUNTED_STATES = re.compile(r"[a-z]{3,}[^aeis]ed")  # the injured, the displaced; not seeds, breeds, beds


def plural(unit: str) -> str:
    """The plural of a unit or counted noun: "square mile" → "square miles", "knot per hour" → "knots per hour"."""
    if unit in _leading():
        return unit
    head, per, rest = unit.partition(" per ")
    *front, last = head.split(" ")
    if last in ("Celsius", "Fahrenheit", "sterling"):
        front = [_plural_word(front[0]), *front[1:]] if front else []
    else:
        last = _plural_word(last)
    return " ".join((*front, last)) + per + rest


def _plural_word(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith(_MEN):
        return word[:-2] + "en"
    if (word.endswith("s") and not word.endswith("ss")) or _COUNTED_STATES.fullmatch(word):
        return word
    if word.endswith(_HISSING):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"

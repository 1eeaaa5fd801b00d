"""Figures in words, for rules, arithmetic and reporters alike: "at most 20 miles", "1,200,000 US dollars".

Refuses to judge or convert: it says what a Figure already holds.
"""

from __future__ import annotations

from decimal import Decimal

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


_BOUND_WORDS = {
    "at-least": "at least",
    "more-than": "more than",
    "at-most": "at most",
    "less-than": "less than",
    "about": "about",
    "nearly": "nearly",
}


def reading(figure: Figure) -> str:
    """A figure as read: "at most 20 miles", "1,200,000 US dollars"."""
    unit = plural(figure.unit) if figure.unit else ""
    if figure.modifier == "between" and figure.low is not None and figure.high is not None:
        return f"{number(figure.low, 12)} to {number(figure.high, 12)} {unit}".strip()
    value = figure.value
    if value is None:
        value = figure.low if figure.low is not None else figure.high
    if value is None:
        return figure.surface
    word = _BOUND_WORDS.get(figure.modifier, "")
    text = f"{number(value, 12)}%" if figure.kind == "percent" else f"{number(value, 12)} {unit}".strip()
    return f"{word} {text}".strip()


_PLURALS = {"foot": "feet", "inch": "inches", "person": "people", "percent": "percent", "": ""}


def plural(unit: str) -> str:
    """The plural of a unit's name: "square mile" → "square miles", "metre per second" → "metres per second"."""
    head, per, rest = unit.partition(" per ")
    *front, last = head.split(" ")
    if last in ("Celsius", "Fahrenheit"):
        front, last = [plural(front[0])] if front else [], last
    elif last in _PLURALS:
        last = _PLURALS[last]
    elif last == "sterling":
        return "pounds sterling"
    elif not last.endswith("s"):
        last += "s"
    return " ".join((*front, last)) + per + rest

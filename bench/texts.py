"""Sentences and an article to measure on, made from templates of our own with a fixed seed.

Every sentence knows the values its figures have, so that speed is never shown without what it bought.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal

WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
PLACES = ("Skarvik", "Brenna", "Port Ellery", "Halden Bay", "Novo Selo", "Tarn Valley", "Eastmere", "Kolby")
FIRMS = ("Nordlys Shipping", "Halden Foods", "the Tarn Valley utility", "Eastmere Rail", "Kolby Paper")
PEOPLE = ("Liv Moen", "Jonas Reitan", "Ada Holm", "Marek Dvorsky", "the mayor", "a spokeswoman")


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence and its figures in order: each a value and its modifier."""

    text: str
    gold: tuple[tuple[Decimal, str], ...]


# {n} a count, {w} a number word, {m} a decimal, {big} a grouped number; the rest is filled with names.
BOUNDS = {
    "at least ": "at-least",
    "more than ": "more-than",
    "within ": "at-most",
    "fewer than ": "less-than",
    "about ": "about",
}
TEMPLATES = (
    "The fire in {place} killed at least {n} people, officials said.",
    "{firm} reported revenue of ${m} million in the first half, well above forecasts.",
    "More than {big} residents of {place} were told to leave their homes.",
    "The storm passed within {n} miles of {place} before turning out to sea.",
    "{person} said the repairs would take about {w} weeks.",
    "Unemployment in {place} fell to {m}% from a year earlier.",
    "The new bridge is {m} kilometres long and will carry freight as well as passengers.",
    "Temperatures dropped to {n} degrees Celsius overnight, the weather service said.",
    "{person} has led the council of {place} since the last election.",
    "Fewer than {n} of the boats returned to the harbour before dark.",
    "{firm} will cut {big} jobs and close {w} plants.",
    "Nobody was hurt, and the road was open again by the evening.",
    "The tunnel, {n} metres below the fjord, cost {m} billion kroner.",
    "Police counted {big} marchers; the organisers spoke of far more.",
    "Prices rose by {m} percent, the fastest pace in a decade.",
    "{person} declined to comment on the report.",
    "A convoy of {w} trucks reached {place} with {n} tonnes of flour.",
    "The reactor produced {m} megawatts, enough for the whole of {place}.",
    "The river rose {m} metres overnight and flooded the old town of {place}.",
    "The museum in {place} reopens after years of delay, to mixed reviews.",
    "{person}, who joined {firm} as a trainee, will leave with a payment of £{big}.",
    "The average commute in {place} takes {n} minutes each way.",
)


def samples(number: int, seed: int = 7) -> list[Sample]:
    """`number` sentences, the same for the same seed."""
    chance = random.Random(seed)
    return [_filled(chance.choice(TEMPLATES), chance) for _ in range(number)]


def _filled(template: str, chance: random.Random) -> Sample:
    gold: list[tuple[Decimal, str]] = []
    text = ""
    for at, part in enumerate(template.split("{")):
        name, _, rest = part.partition("}") if at else ("", "", part)
        text += _slot(name, template, chance, gold) + rest
    return Sample(text[0].upper() + text[1:], tuple(gold))


def _slot(name: str, template: str, chance: random.Random, gold: list[tuple[Decimal, str]]) -> str:
    """The text of one slot; what it is worth goes to `gold`."""
    names = {"place": PLACES, "firm": FIRMS, "person": PEOPLE}
    if not name:
        return ""
    if name in names:
        return chance.choice(names[name])
    number = {
        "n": lambda: Decimal(chance.randint(13, 480)),
        "w": lambda: Decimal(chance.randint(2, 12)),
        "m": lambda: Decimal(chance.randint(11, 979)) / 10,
        "big": lambda: Decimal(chance.randint(1_100, 98_000)),
    }[name]()
    before, _, after = template.partition("{" + name + "}")
    modifier = next((m for words, m in BOUNDS.items() if before.lower().endswith(words)), "exact")
    scale = Decimal(10) ** (6 if after.startswith(" million") else 9 if after.startswith(" billion") else 0)
    gold.append((number * scale, modifier))
    return WORDS[int(number) - 2] if name == "w" else f"{number:,}"


def article(words: int = 1_000) -> str:
    """A plain article of about `words` words in paragraphs of a few sentences."""
    paragraphs: list[str] = []
    count, at = 0, 0
    pool = samples(words)
    while count < words:
        sentences = [sample.text for sample in pool[at : at + 4]]
        at += 4
        paragraphs.append(" ".join(sentences))
        count += len(paragraphs[-1].split())
    return "\n\n".join(paragraphs) + "\n"

"""A folder of articles to measure a whole collection on: prose of our own from templates, with a fixed seed.

Every fourth event is told by one article, the others by three to five, with a toll, a damage and a place in common;
one article in twenty has the toll wrong. About a third of the sentences hold a figure, as in edited news.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

_FIRST = ("Ada", "Liv", "Marek", "Jonas", "Tomas", "Ines", "Petra", "Oskar", "Nadia", "Viktor", "Elin", "Rosa", "Hugo")
_HEADS = ("Bran", "Skar", "Hal", "Tarn", "Kol", "East", "Vel", "Mor", "Lin", "Dor", "Sten", "Ulv", "Gar", "Fen", "Ros")
_MIDDLES = ("den", "vik", "mer", "ning", "lor", "ster", "ham", "ber", "ke", "ra")
_TAILS = ("holm", "by", "stad", "ford", "wick", "mouth", "dale", "ness", "burg", "sund")
_TRADES = ("ferry", "paper", "shipping", "rail", "mining", "dairy", "energy", "timber", "textile", "cement")
_EVENTS = (
    ("fire", "The fire at the {trade} plant in {place} killed {dead} people", "The fire destroyed {homes} homes"),
    ("flood", "The flood in {place} killed {dead} people", "The water damaged {homes} houses along the river"),
    ("crash", "The train crash near {place} killed {dead} people", "The blast of the tank shook {homes} homes"),
    ("storm", "The storm that struck {place} left {dead} people dead", "The wind tore the roofs off {homes} homes"),
)
_WITH = (
    "{surname} said the {trade} works would need {n} weeks to reopen.",
    "The company employs {big} people in {place}, most of them on shifts.",
    "Repairs will cost ${m} million, according to the {trade} board.",
    "The road to {other} was closed for {n} hours.",
    "Rescuers drove {n} kilometres from {other} to reach the site.",
    "About {n}% of the district was without power on {day}.",
    "{name}, {age}, has lived in {place} since {year}.",
    "The council approved the plan by {n} votes to {w}.",
    "Rents in {other} rose {m} percent last year.",
)
_PLAIN = (
    "Nobody expected the {trade} works to open again before the summer.",
    "Neighbours brought blankets and hot soup to the school hall in {place}.",
    "{surname} declined to comment on the inquiry.",
    "It was not clear who had given the order, or why.",
    "“We heard a noise and ran,” said {name}, who lives across the street.",
    "The minister is expected to visit {place} with the governor of {other}.",
    "Trade unions had long complained about the state of the building.",
    "An inquiry will look into how the alarm came to be switched off.",
    "The mayor thanked the volunteers, many of whom had come from {other}.",
    "Most shops along the quay stayed shut, and the market was moved inland.",
    "The weather service had warned of strong winds from the west.",
    "{surname} joined the board of the {trade} company as a trainee and rose through the ranks.",
    "The school in {other} opened its doors to families who could not return.",
    "Insurers have sent their own people to look at the damage.",
    "Critics say the rules are old and hardly ever enforced.",
    "The harbour, once the busiest on the coast, has been quiet for years.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHARE = 0.3  # of the further sentences with a figure
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")


def articles(number: int, sentences: int = 25, seed: int = 11) -> Iterator[str]:
    """`number` articles of about `sentences` sentences, the same for the same seed."""
    chance = random.Random(seed)
    made = 0
    while made < number:
        facts = _facts(chance)
        for _ in range(chance.choice((1, 3, 4, 5))):
            if made < number:
                made += 1
                yield _article(chance, facts, sentences)


def write(folder: Path, number: int) -> None:
    """The articles as files in folders of a hundred."""
    for at, text in enumerate(articles(number)):
        place = folder / f"{at // 100:03d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{at:05d}.md").write_text(text, encoding="utf-8")


def _name(chance: random.Random) -> str:
    return chance.choice(_HEADS) + chance.choice(_MIDDLES) + chance.choice(_TAILS)


def _several(chance: random.Random, templates: tuple[str, ...], number: int) -> list[str]:
    """That many templates, none twice as long as there are enough."""
    found: list[str] = []
    while len(found) < number:
        found += chance.sample(templates, min(len(templates), number - len(found)))
    return found


def _facts(chance: random.Random) -> dict[str, str]:
    """What the articles on one event have in common."""
    return {
        "event": str(chance.randrange(len(_EVENTS))),
        "place": _name(chance),
        "other": _name(chance),
        "trade": chance.choice(_TRADES),
        "surname": _name(chance),
        "dead": str(chance.randint(4, 90)),
        "homes": str(chance.randint(100, 900)),
    }


def _article(chance: random.Random, shared: dict[str, str], sentences: int) -> str:
    event, toll, damage = _EVENTS[int(shared["event"])]
    told = dict(shared)
    if chance.random() < 0.05:  # an article that has it wrong
        told["dead"] = str(int(told["dead"]) + chance.randint(1, 9))
    day = chance.choice(_DAYS)
    lines = [f"{toll.format(**told)} on {day}, officials said.", f"{damage.format(**told)}, the council said."]
    figures = round((sentences - len(lines)) * _SHARE)
    pool = _several(chance, _WITH, figures) + _several(chance, _PLAIN, sentences - len(lines) - figures)
    chance.shuffle(pool)
    for template in pool:
        slots = {
            "name": f"{chance.choice(_FIRST)} {_name(chance)}",
            "day": day,
            "n": str(chance.randint(4, 96)),
            "w": chance.choice(_WORDS),
            "big": f"{chance.randint(300, 9_000):,}",
            "m": f"{chance.randint(11, 990) / 10}",
            "age": str(chance.randint(19, 88)),
            "year": str(chance.randint(1950, 2020)),
        }
        lines.append(template.format(**told, **slots))
    paragraphs = [" ".join(lines[at : at + 3]) for at in range(0, len(lines), 3)]
    return f"# {event.capitalize()} in {told['place']}\n\n" + "\n\n".join(paragraphs) + "\n"

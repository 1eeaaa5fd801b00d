"""What a figure was taken to be about, in words a journalist uses: the record by which figures are compared.

    news/fire.md:3:14  “12 people”
        read as       12 people
        measures      death toll
        belongs to    fire · Aurora

Only what the record holds is shown. Names stand as the article writes them, times as well, with their day where known.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model import About, BlockKind, Claim, Document, Location, When
from claimcheck.reporters.concise import where
from claimcheck.reporters.encode import Json
from claimcheck.reporters.paint import Line
from claimcheck.reporters.readings import read_as
from claimcheck.reporters.visible import padded, squeezed
from claimcheck.tokens import lowered

Row = tuple[str, str]  # what it is, what was found

_LABEL = 15  # columns of what it is
_INDENT = "    "
_MOODS = {"hypothetical": "no: only supposed", "question": "no: a question"}
# Scopes whose name alone would say little; all others read as they are named ("yearly", "maximum").
_SCOPES = {
    "subset": "some of a whole",
    "part": "some of a whole",
    "additional": "on top of others",
    "rest": "what is left",
    "former": "an earlier state",
    "forecast": "expected or planned",
    "each": "for each one",
    "extreme": "the oldest, the youngest",
    "change": "a change, not a level",
    "rate": "per unit of time",
    "update": "a new state of affairs",
    "simulated": "not real: an exercise",
    "total": "in all",
}
_PLACES = {
    BlockKind.TITLE: "the headline",
    BlockKind.HEADING: "a heading",
    BlockKind.CELL: "a table",
    BlockKind.CAPTION: "a caption",
    BlockKind.FOOTNOTE: "a footnote",
}


def lines(document: Document, claim: Claim, at: int, name: str = "") -> Iterator[Line]:
    """The record of one figure as a block; `name` instead of the place for a text that is no file."""
    figure = claim.figures[at]
    location = document.locate(figure.start, figure.end, figure=figure)
    yield (name or where(location), "place"), (f"  “{squeezed(figure.surface)}”", "title")
    for label, text in rows(document, claim, at):
        yield (_INDENT + padded(label, _LABEL), "dim"), (squeezed(text), "")


def brief(document: Document, location: Location) -> str:
    """The record of a finding's side on one line; "" where it has none."""
    found = _found(document, location)
    told = [f"{label} {text}" for label, text in rows(document, *found) if label != "read as"] if found else []
    return f"“{location.text}” {'; '.join(told)}" if told else ""


def _found(document: Document, location: Location) -> tuple[Claim, int] | None:
    if location.figure is None:
        return None
    start = location.figure.start
    pairs = ((claim, at) for claim in document.claims for at, f in enumerate(claim.figures) if f.start == start)
    return next(pairs, None)


def rows(document: Document, claim: Claim, at: int) -> list[Row]:
    """What there is to say of the figure `claim.figures[at]`, one row a field, empty ones left out."""
    figure = claim.figures[at]
    about = claim.abouts[at] if at < len(claim.abouts) else About()
    owners = dict.fromkeys(key for key in (about.owner, *about.subjects) if key)
    told: list[Row] = [
        ("read as", "" if figure.date is not None and "X" in figure.date else read_as(figure)),
        ("measures", about.role.replace("-", " ")),
        ("of", " ".join((*sorted(about.modifiers), about.noun)) if about.noun != about.role else ""),
        ("belongs to", _named(document, tuple(owners))),
        ("also involved", _named(document, tuple(key for key in about.others if key not in owners))),
        ("told apart by", ", ".join(sorted(about.qualifiers))),
        ("predicate", about.verb),
        ("when", ", ".join(dict.fromkeys(_time(document, claim, when) for when in about.times))),
        ("which one", ", ".join(dict.fromkeys(_scope(scope) for scope in sorted(about.scopes)))),
        ("said by", _named(document, (about.speaker,)) if about.speaker else ""),
        ("in quotes", "yes" if about.quoted else ""),
        ("denied", "yes: the sentence has a “not”" if about.negated else ""),
        ("asserted", _MOODS.get(about.mood, "")),
        ("refers back", "yes: to something told before" if about.definite else ""),
        ("introduces", "yes: a thing not told before" if about.fresh else ""),
        ("stands in", _PLACES.get(about.kind, "")),
    ]
    return [row for row in told if row[1]]


def _scope(scope: str) -> str:
    return _SCOPES.get(scope) or scope.replace("-", " ")


def _time(document: Document, claim: Claim, when: When) -> str:
    """A time as the sentence writes it, with its day or days where the dateline tells them: "Monday (2024-12-02)"."""
    written = next((f.surface for f in claim.figures if f.when == when), when.word)
    if when.first is None or when.last is None:
        return written or when.value
    days = when.value if when.first == when.last else f"{when.first} to {when.last}"
    return f"{written} ({days})" if written and written != days else days


def _named(document: Document, keys: tuple[str, ...]) -> str:
    return " · ".join(as_written(key, document, {}) for key in keys)


def as_written(key: str, document: Document, names: dict[str, str]) -> str:
    """A key of a subject in the letters of the article, so that a name keeps its capitals; `names` remembers."""
    if key not in names:
        text = document.text
        at = -1 if key in text else lowered(text).find(key)
        names[key] = key if at < 0 else text[at : at + len(key)]
    return names[key]


def record(about: About) -> dict[str, Json]:
    """The record for programs, under the names it has in the Python interface; sets are sorted."""
    return {
        "role": about.role or None,
        "noun": about.noun or None,
        "modifiers": sorted(about.modifiers),
        "owner": about.owner or None,
        "subjects": list(about.subjects),
        "others": list(about.others),
        "qualifiers": sorted(about.qualifiers),
        "verb": about.verb or None,
        "times": [when.value for when in about.times],
        "scopes": sorted(about.scopes),
        "speaker": about.speaker or None,
        "quoted": about.quoted,
        "negated": about.negated,
        "mood": about.mood,
        "definite": about.definite,
        "fresh": about.fresh,
    }

"""What matters in a text, as the program itself reads it: for telling whether two wordings say the same."""

from __future__ import annotations

import re
from functools import lru_cache

from claimcheck import pipeline
from claimcheck.ledger.texts import folded
from claimcheck.lexicon.rewording import rewording
from claimcheck.lexicon.vocabulary import vocabulary
from claimcheck.lexicon.words import singular
from claimcheck.model import Figure
from claimcheck.reconcile import Facts, FactsOf
from claimcheck.reconcile.wording import FIGURE, TIME
from claimcheck.settings import Settings
from claimcheck.wording import reading

_CALENDAR = frozenset(("MONTH", "WEEKDAY", "CARDINAL", "SCALE", "ORDINAL"))
_VAGUE = ("about", "nearly")
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W\d_]+|[\d.,]+")


def facts_of(settings: Settings) -> FactsOf:
    """How to read the facts of a text under these settings."""
    context = settings.context()

    @lru_cache(maxsize=4096)
    def facts(text: str) -> Facts:
        found = pipeline.figures(text, context)
        parts, end = [], 0
        for figure in found:
            parts += [text[end : figure.start], f" {FIGURE if figure.when is None else TIME} "]
            end = figure.end
        rest = "".join(parts) + text[end:]
        return Facts(tuple(map(_told, found)), rest, tuple(map(_key, found)))

    return facts


def _told(figure: Figure) -> str:
    """A figure in words; a unit in full, a change and a rate told."""
    per = f" per {figure.per}" if figure.per else ""
    change = f"{figure.change} " if figure.change else ""
    if figure.when is not None or figure.value is None or figure.kind == "ratio":
        return change + " ".join(figure.surface.split()) + per
    return f"{change}{reading(figure)}{per}"


def _key(figure: Figure) -> str:
    """All that is known of a figure, the same for "7 people" and "seven people", "4 May" and "May 4"."""
    parts: list[object] = [figure.kind, figure.modifier, figure.unit, figure.per, figure.change, figure.hard]
    if figure.when is not None:
        parts += [*figure.when._replace(word=""), *_beside_dates(figure.surface)]
    elif figure.value is None:
        parts += [folded(figure.surface).lower(), figure.low, figure.high]
    else:
        ends = (figure.low, figure.high) if figure.modifier == "between" else ()
        parts += [value if value is None else value.normalize() for value in (figure.value, *ends)]
        parts += _beside_numbers(figure)
    return "|".join(map(str, parts))


def _beside_numbers(figure: Figure) -> list[str]:
    """The words of a figure that its reading forgets: 50 "brave" soldiers, 67 "working" days, "all" of the 12."""
    known = vocabulary()
    found = _TOKEN.findall(figure.surface.lower())
    numbers = [at for at, w in enumerate(found) if not w.isalpha() or known.get(w, frozenset()) & _CALENDAR]
    first, last = (numbers[0], numbers[-1]) if numbers else (0, -1)
    rows = rewording()
    before = [word for word in found[:first] if word not in rows.modifying]
    if figure.modifier not in _VAGUE and not rows.vague.isdisjoint(found[:first]):
        before.append("about")  # "up to about 40" is read as "up to 40"
    if figure.kind not in ("count", "duration"):
        return before  # what follows is a unit, however it is written
    after = [singular(word) for word in found[last + 1 :]]
    return before + ([w for w in after if w != figure.unit] if figure.unit in after else after[:-1])


def _beside_dates(surface: str) -> list[str]:
    """The words of a date that name no day, month or year: "early" May, the "end" of 2020."""
    known = vocabulary()
    found = (word for word in _WORD.findall(surface.lower()) if not known.get(word, frozenset()) & _CALENDAR)
    return [word for word in found if word not in rewording().dating]

"""Bare numbers and durations that are ages: "aged 45", "two-year-old", "Smith, 45, said", "when she was six".

Refuses numbers over 120 and numbers that count something.
"""

from __future__ import annotations

from claimcheck.extract.numbers import ARTICLES, DASHES
from claimcheck.extract.parts import Part
from claimcheck.extract.tables import Tables
from claimcheck.lexicon.cues import Cues
from claimcheck.model import Figure
from claimcheck.tokens import Tokens

OLDEST = 120
GROWN = 18  # "a nurse of 24": the youngest of whom it is said; below, a number of children or the like
TITLE_REACH = 4  # tokens: "a retired railway signaller of 83"
YOUNGEST = 13  # "At 47, Solano is …": below that it may be a time of day
LIFE_REACH = 5  # "left school at 14"
AGE_REACH = 10  # tokens: "the mean age of the congregation is 71"


def is_age(tokens: Tokens, part: Part, tables: Tables, last: Figure | None) -> bool:
    """True for an age; its part then has a unit and reaches past "old". `last` is the figure before it, if any."""
    if part.number.style == "decade" or part.kind == "age":
        return True
    if part.unit is not None:
        return part.unit.dimension == "duration" and _old(tokens, part, tables)
    value = part.value
    if value is None or part.number.step != 1 or part.number.scale > 1 or not 0 <= value <= OLDEST:
        return False
    aged = _aged(tokens, part, tables) or (not part.noun and _told(tokens, part, tables, last))
    if tokens.word(part.tail) in tables.cues.age_after:
        part.tail, aged = part.tail + 1, True
    if aged:
        part.unit, part.noun, part.noun_end = tables.units.units["year"], "", 0
    return aged


def _old(tokens: Tokens, part: Part, tables: Tables) -> bool:
    """The word behind "45 years" or "45-year" that makes it an age; the part then ends behind it."""
    at = part.tail + 1 if tokens.word(part.tail) in DASHES else part.tail
    if tokens.word(at) in tables.cues.age_old:
        part.tail = at + 1
    elif tokens.word(at) == "of" and tokens.word(at + 1) in tables.cues.age_before:
        part.tail = at + 2
    elif _of_being(tokens, part, tables):
        return True
    else:
        at = part.head - 1 - (tokens.word(part.head - 1) == "of")
        return tokens.word(at) in tables.cues.age_before
    return True


def _of_being(tokens: Tokens, part: Part, tables: Tables) -> bool:
    """As in "a toddler of 18 months", "a man of 58", "a retired vet of 83".

    "A veteran of 30 years" has served so long; "a father of nine" has so many children.
    """
    at = part.head - 1
    at -= tokens.word(at) in tables.cues.age_bounds  # "a woman of about 30"
    if at < 1 or tokens.words[at] != "of":
        return False
    person = tokens.words[at - 1]
    if person in tables.cues.age_beings:
        return True
    if part.unit is not None or person not in tables.cues.age_people or (part.value or 0) < GROWN:
        return False
    return not ARTICLES.isdisjoint(tokens.words[max(0, at - TITLE_REACH) : at - 1])


def _aged(tokens: Tokens, part: Part, tables: Tables) -> bool:
    """As in "aged 45", "aged between 18 and 24", "aged under 12"."""
    cues, outside = tables.cues, tokens.word(part.head - 1)
    if outside in cues.age_before:
        return True
    further = tokens.word(part.head - 2)
    if tokens.word(part.tail) == "s":  # "the over-65s"
        side = part.head - 1 - (outside in DASHES)
        part.modifier = cues.age_sides.get(tokens.word(side), "")
        if part.modifier:
            part.head, part.tail = side, part.tail + 1
        return part.modifier != ""
    if outside not in cues.age_bounds:
        return False
    grown = outside in ("over", "under") and further in cues.age_groups and not part.noun and part.value != 0
    return further in cues.age_before or grown


def _told(tokens: Tokens, part: Part, tables: Tables, last: Figure | None) -> bool:
    """As in "aged 19 and 22", "their mean age is 71", "she was six", "Smith, 45, said"."""
    cues, outside = tables.cues, tokens.word(part.head - 1)
    if last is not None and last.kind == "age" and last.tail == part.head - 1 and (outside,) in cues.joins.list:
        return True
    if _of_being(tokens, part, tables):
        return not part.top and part.value != 0
    if outside in cues.age_verbs:
        if outside == "at" and _opening(tokens, part, cues):
            return True
        if tokens.word(part.head - 2) in cues.age_persons and part.value != 0:
            return True
        recent = tokens.words[max(0, part.head - LIFE_REACH) : part.head]
        if outside == "at" and not cues.age_lives.isdisjoint(recent) and cues.age_counts.isdisjoint(recent):
            return not part.top
        return "age" in tokens.words[max(0, part.head - AGE_REACH) : part.head]
    return _apposed(tokens, part, tables)


def _opening(tokens: Tokens, part: Part, cues: Cues) -> bool:
    """As in "At 47, Solano is …", "At 47, she leads": not a time of day, nothing counted."""
    if part.head != 1 or part.top is not None or tokens.word(part.tail) != "," or (part.value or 0) < YOUNGEST:
        return False
    following = tokens.word(part.tail + 1)
    if following in cues.age_persons:
        return True
    return tokens.surface(part.tail + 1)[:1].isupper() and following not in cues.closed


def _apposed(tokens: Tokens, part: Part, tables: Tables) -> bool:
    """As in "Anna Smith, 45, said", "Moe, then 24, sailed": commas around a bare number after a name."""
    if part.top is not None or part.number.style != "digits" or part.value == 0 or part.left:
        return False
    at = part.head - 1
    if tokens.word(at) == "then" and tokens.word(at - 1) == ",":
        return True
    at -= tokens.word(at) in tables.cues.age_adverbs
    after = tokens.word(part.tail)
    if at < 1 or tokens.words[at] != "," or after not in (",", ")", ";", "."):
        return False
    if after == "." and (at < 2 or not tokens.surface(at - 2)[0].isupper()):
        return False
    name, following = tokens.surface(at - 1), tokens.word(part.tail + 1)
    if name in tables.cues.age_people and after != ".":
        return not following[:1].isdecimal()  # "the striker, 27, has scored"
    if not name[0].isupper() or len(name) < 2 or following[:1].isdecimal():
        return False
    return tokens.words[at - 1] not in tables.cues.closed

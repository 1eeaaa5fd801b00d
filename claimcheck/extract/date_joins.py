"""Joins: what several matches of the date grammar say together.

Weekday and date ("Tuesday, Dec. 3"), weekday and week ("Monday of last week"), a distance and its origin ("two days
before 3 May"), a part of a period ("the end of 2019"), a range ("from 2011 to 2024"), a bound ("since 1971"). Each step
is one function over two neighbours or over the words beside one; a step that does not fit leaves the matches alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from claimcheck.extract.date_parts import Parts
from claimcheck.extract.date_reading import Atom, Reading

ABOUT = frozenset(("about", "nearly"))
# Tokens between two matches that a step of STEPS joins ("fell on a"), or that `range_of` does ("to the").
STEP_GAP, RANGE_GAP = 3, 2


def joined(r: Reading, atoms: Sequence[Atom]) -> list[Atom]:
    """The matches of one sentence, joined; what only waited for a partner and found none is dropped."""
    if len(atoms) == 1 and atoms[0].kind == "date":
        return [bound_of(r, to_now(r, part_of(r, atoms[0])))]
    found = list(atoms)
    if any(atom.kind == "list" for atom in atoms):
        found = [part for atom in atoms for part in (_listed(r, atom) if atom.kind == "list" else (atom,))]
    if _near(found, STEP_GAP):
        for step in STEPS:
            found = _pairs(r, found, step)
    found = [part_of(r, atom) for a in found if (atom := left_over(r, a)) is not None]
    if len(found) > 1:
        if _near(found, RANGE_GAP):
            found = _pairs(r, found, range_of)
        _share_year(r, found)
        _share_month(found)
    return [bound_of(r, to_now(r, atom)) for atom in found]


def _near(atoms: Sequence[Atom], most: int) -> bool:
    """True when two neighbours have no more than so many tokens between them; of three dates a page none has."""
    return len(atoms) > 1 and any(b.head - a.tail <= most for a, b in pairwise(atoms))


def _listed(r: Reading, atom: Atom) -> tuple[Atom, Atom]:
    """3 and 9 May: two days, the first without its month on the page; a weekday before them may be of either."""
    middle = next(i for i in range(atom.head, atom.tail) if r.word(i) == "and")
    days = [p._replace(weekday=None) for p in (atom.parts, atom.until) if p is not None]
    return Atom(atom.head, middle, days[0]), Atom(middle + 1, atom.tail, days[-1])


def _pairs(r: Reading, atoms: list[Atom], step: Callable[[Reading, Atom, Atom], Atom | None]) -> list[Atom]:
    made: list[Atom] = []
    for atom in atoms:
        merged = step(r, made[-1], atom) if made else None
        if merged is None:
            made.append(atom)
        else:
            made[-1] = merged
    return made


def _between(r: Reading, a: Atom, b: Atom) -> tuple[str, ...]:
    """The words between two matches; a long gap is cut to what no step accepts."""
    return tuple(r.word(i) for i in range(a.tail, min(b.head, a.tail + 6)))


def _plain_weekday(atom: Atom) -> bool:
    parts = atom.parts
    return parts.weekday is not None and parts.month is None and parts.day is None and atom.until is None


def weekday_and_date(r: Reading, a: Atom, b: Atom) -> Atom | None:
    """Tuesday, Dec. 3 · Tuesday (3 December) · this Friday-Jun-15."""
    if not _plain_weekday(a) or a.kind != "date" or b.parts.day is None or b.parts.month is None:
        return None
    gap = _between(r, a, b)
    if b.parts.weekday is not None or gap not in ((), (",",), ("(",), ("the",), (",", "the"), ("-",), ("–",), (".",)):
        return None
    closing = gap == ("(",) and r.word(b.tail) == ")"
    word = a.parts.word or b.parts.word
    return b._replace(head=a.head, tail=b.tail + closing, parts=b.parts._replace(weekday=a.parts.weekday, word=word))


def date_and_weekday(r: Reading, a: Atom, b: Atom) -> Atom | None:
    """27 June 2017, a Thursday · 2024-12-03 (Tuesday) · June 27 was a Thursday."""
    if a.parts.day is None or a.parts.month is None or a.parts.weekday is not None or not _plain_weekday(b) or a.until:
        return None
    if b.parts.form:
        return None
    gap = _between(r, a, b)
    bracket = gap in (("(",), ("(", "a")) and r.word(b.tail) == ")"
    article = b.kind == "loose" and gap in (
        (",", "a"),
        ("was", "a"),
        ("is", "a"),
        ("fell", "on", "a"),
        ("–", "a"),
        ("—", "a"),
    )
    if not bracket and not article:
        return None
    return a._replace(tail=b.tail + bracket, parts=a.parts._replace(weekday=b.parts.weekday))


def weekday_of_week(r: Reading, a: Atom, b: Atom) -> Atom | None:
    """Tuesday of last week · Monday this week · next week Wednesday."""
    day, week = (a, b) if _plain_weekday(a) else (b, a)
    if not _plain_weekday(day) or day.parts.form or week.parts.form != "period" or week.parts.unit != "week":
        return None
    gap = _between(r, a, b)
    gaps = ((), ("of",), ("on",), ("of", "the")) if day is a else ((), ("on",), ("-",), ("–",), (",",))
    if gap not in gaps:
        return None
    parts = week.parts._replace(weekday=day.parts.weekday, word=f"{week.parts.word} {r.word(day.head)}")
    return Atom(a.head, b.tail, parts)


def weekday_away(r: Reading, a: Atom, b: Atom) -> Atom | None:
    """Tuesday two weeks ago · in three days, on Friday: the weekday of the week that lies so far away."""
    day, far = (a, b) if _plain_weekday(a) else (b, a)
    if not _plain_weekday(day) or day.parts.form or far.parts.form != "away" or far.kind != "date":
        return None
    gaps = ((), (",",)) if day is a else (("on",), (",", "on"))
    if far.parts.anchored or (day is a and far.parts.unit == "day") or _between(r, a, b) not in gaps:
        return None
    word = f"{r.word(day.head)} {far.parts.word}"
    parts = Parts(weekday=day.parts.weekday, form="period", unit="week", base=far.parts, word=word)
    return Atom(a.head, b.tail, parts)


def in_year(r: Reading, a: Atom, b: Atom) -> Atom | None:
    """March last year · on 3 May of this year · week 27 of last year · the first half of this year."""
    if b.parts.form != "period" or b.parts.unit != "year" or b.parts.part is not None or a.until is not None:
        return None
    p = a.parts
    named = (p.month, p.quarter, p.half, p.season, p.holiday, p.week)
    if p.year is not None or p.form or p.base is not None or all(part is None for part in named):
        return None
    if a.kind not in ("date", "of-year") or _between(r, a, b) not in ((), ("of",)):
        return None
    return Atom(a.head, b.tail, p._replace(base=b.parts, low=0, word=p.word or b.parts.word))


def distance(r: Reading, a: Atom, b: Atom) -> Atom | None:
    """Two days before 3 May · three weeks from tomorrow · two weeks after Christmas."""
    relation = r.word(a.tail)
    today = b.parts.form == "period" and b.parts.unit == "day" and b.head == a.tail
    if a.kind == "date" and a.parts.form == "away" and a.parts.high < 0 and today and not a.parts.anchored:
        return Atom(a.head, b.tail, a.parts._replace(base=b.parts))  # "a year ago today"
    beside = b.head == a.tail + 1 and relation in ("before", "after", "from", "since")
    if a.kind != "offset" or b.kind != "date" or b.until is not None or not beside:
        return None
    low, high = a.parts.low, a.parts.high
    if relation == "before":
        low, high = -high, -low
    parts = a.parts._replace(low=low, high=high, base=b.parts, word=f"{a.parts.word} {relation}")
    return Atom(a.head, b.tail, parts)


def nth_of(r: Reading, a: Atom, b: Atom) -> Atom | None:
    """The first week of 2015 · the last three days of July · the second quarter of last year."""
    if b.kind != "date" or b.until is not None:
        return None
    bare_day = a.parts.day is not None and a.parts.month is None and a.parts.weekday is None and a.kind == "date"
    if not bare_day and a.kind != "nth":
        return None
    gap = _between(r, a, b)
    if bare_day and gap in ((), ("of",)) and b.parts.form == "period" and b.parts.unit == "month":
        parts = Parts(form="nth", unit="day", low=a.parts.day or 0, high=1, base=b.parts)
        return Atom(a.head, b.tail, parts)  # "the 21st this month"
    if a.kind == "nth" and gap in ((), ("the",)):
        return Atom(a.head, b.tail, a.parts._replace(base=b.parts))
    return None


def left_over(r: Reading, atom: Atom) -> Atom | None:
    """A match that waited for a partner in vain: "the last three years of drought" is a span, the rest is nothing."""
    if atom.kind == "date":
        return atom
    if atom.kind != "nth" or atom.parts.low != -1:
        return None
    if atom.parts.weekday is not None:
        parts = atom.parts._replace(form="period", unit="week", high=-1, loose=True, word="last")
        return Atom(atom.head, atom.tail - 1, parts)
    owned = r.word(atom.tail) == "the" or r.is_a("own", atom.tail)  # "the last five months of her life"
    if atom.parts.high < 2 or owned:
        return None
    parts = Parts(form="span", unit=atom.parts.unit, low=-atom.parts.high, high=-atom.parts.high)
    return Atom(atom.head, atom.tail - 1, parts._replace(word=f"last {atom.parts.unit}s"))


def _share_year(r: Reading, atoms: list[Atom]) -> None:
    """On 3 May and 9 May 2024: the year is said of both."""
    for at in range(len(atoms) - 2, -1, -1):
        a, b = atoms[at], atoms[at + 1]
        if a.parts.month is None or a.parts.year is not None or a.until is not None or b.until is not None:
            continue
        dated = (a.parts.day is None) == (b.parts.day is None)
        if dated and a.parts.day is None:  # "in January and February 1963"
            dated = not a.parts.form and not b.parts.form and (b.parts.month or 0) > (a.parts.month or 0)
        if dated and _between(r, a, b) in (("and",), (",",), ("or",), (",", "and")):
            atoms[at] = a._replace(parts=a.parts._replace(year=b.parts.year))


def _share_month(atoms: list[Atom]) -> None:
    """On 3 November … on the 5th: of the month just named, where that day is later."""
    for at in range(1, len(atoms)):
        b = atoms[at].parts
        if b.day is None or b.month is not None:
            continue
        a = atoms[at - 1].parts
        bare = b.weekday is None and not b.form and b.year is None
        if bare and a.month is not None and a.day is not None and atoms[at - 1].until is None and a.day < (b.day or 0):
            atoms[at] = atoms[at]._replace(parts=b._replace(month=a.month, year=a.year))


def part_of(r: Reading, atom: Atom) -> Atom:
    """Early 2019, mid-December, late in 2019, the end of this month: the stretch of the period, the words taken in."""
    at = atom.head - 1
    word = r.word(at)
    linked = word in ("of", "in", "the")
    if linked:
        at -= 1 + (r.word(at - 1) == "of")
    elif word in r.words.cues["range_mark"]:
        at -= 1
    part = r.words.parts.get(r.word(at))
    if part is None or atom.until is not None or atom.parts.granularity == "day":
        return atom
    fits = r.among("within_in", at) if word == "in" else r.among("part_before", at) != linked
    event = word == "the" and atom.parts.granularity == "year" and not r.closed(atom.tail)
    if not fits or event:  # "the start of the 2014 games"
        return atom
    return atom._replace(head=at, parts=atom.parts._replace(part=part))


def range_of(r: Reading, a: Atom, b: Atom) -> Atom | None:
    """From 2011 to 2024 · June–August 1992 · between the end of May and 9 June · Monday to Friday."""
    if a.until is not None or b.until is not None or not _comparable(a.parts, b.parts):
        return None
    gap = b.head - a.tail - (r.word(b.head - 1) == "the" and b.head - 1 > a.tail)
    opening = a.head - 1 - (r.word(a.head - 1) == "the")
    start = r.word(opening)
    if gap != 1 or any(r.among("range_moved", i) for i in range(max(a.head - 6, 0), a.head)):
        return None
    period = a.parts.form == "period" or b.parts.form == "period"  # "February 6 - this year": no range
    named = a.parts.holiday is not None or b.parts.holiday is not None  # "Waitangi Day - February 6"
    marked = r.among("range_word", a.tail) or (r.among("range_mark", a.tail) and not period and not named)
    if not marked and not (start == "between" and r.word(a.tail) == "and"):
        return None
    head = opening if start in ("from", "between") else a.head
    return Atom(head, b.tail, a.parts, b.parts, modifier="between")


def _comparable(a: Parts, b: Parts) -> bool:
    """Ranges run between like and like: years, dates, weekdays; never from a year or a week to a weekday."""
    weekdays = [p.weekday is not None and p.month is None for p in (a, b)]
    if weekdays[0] != weekdays[1]:
        return a.granularity == b.granularity == "day"
    return True


def to_now(r: Reading, atom: Atom) -> Atom:
    """2014–present, from March to date, between 2019 and now; a range takes its "from" in."""
    if atom.until is not None:
        return atom if r.word(atom.head - 1) not in ("from", "between") else atom._replace(head=atom.head - 1)
    link = r.word(atom.tail)
    if link not in r.words.now_links:
        return atom
    start = r.word(atom.head - 1)
    if link == "and" and start != "between":
        return atom
    at = atom.tail + 1 + (r.word(atom.tail + 1) == "the")
    if not r.among("now", at) or (r.word(at) == "date" and r.word(at - 1) == "the"):
        return atom
    head = atom.head - (start in ("from", "between"))
    return Atom(head, at + 1, atom.parts, Parts(form="period", unit="day", word="now"), modifier="between")


def bound_of(r: Reading, atom: Atom) -> Atom:
    """Since 1971, by Friday, 2012 or later; "after Tuesday's vote" bounds the vote, not the day."""
    head, tail, words = atom.head, atom.tail, r.words
    before, after = r.word(head - 1), r.word(tail)
    for size in (2, 1) if after in words.bound_starts else ():
        modifier = words.bounds_after.get(tuple(r.word(i) for i in range(tail, tail + size)))
        if modifier is not None:
            return atom._replace(tail=tail + size, modifier=modifier, head=head - (before == "from"))
    if after == "on" and before == "from" and atom.until is None:
        return atom._replace(head=head - 1, tail=tail + 1, modifier="at-least")
    if atom.until is not None:
        return atom
    if atom.parts.form == "away":
        return _loose_distance(r, atom)
    at = head
    while at > 0 and head - at < 2 and r.word(at - 1) in words.cues["bound_opening"]:
        at -= 1
    edges = [edge for edge in (head, at) if _bound_ends(r, edge)] if at < head or before in words.bound_ends else ()
    if not edges or (before == "the" and atom.parts.granularity == "year" and not r.closed(tail)):
        return atom  # "before the 2014 protests" bounds the protests
    for edge in edges:
        for size in (3, 2, 1):
            modifier = words.bounds.get(tuple(r.word(i) for i in range(edge - size, edge))) if edge >= size else None
            if modifier is not None:
                owned = r.written(tail - 1).endswith(("'s", "’s")) or r.word(tail) in ("'", "’")
                if (owned and modifier not in ABOUT) or (modifier in ABOUT and atom.parts.granularity != "year"):
                    return atom
                return atom._replace(head=edge - size, modifier=modifier)
    return atom


def _bound_ends(r: Reading, edge: int) -> bool:
    """True when the last two words before `edge` are those of a bound, or the last one may be all of it."""
    led = r.words.bound_ends.get(r.word(edge - 1))
    return led is not None and ("" in led or r.word(edge - 2) in led)


def _loose_distance(r: Reading, atom: Atom) -> Atom:
    """More than two weeks ago, less than a year ago, nearly six years ago."""
    before = (r.word(atom.head - 2), r.word(atom.head - 1))
    back = atom.parts.high < 0
    if before in (("more", "than"), ("at", "least")) or before[1] == "over":
        return atom._replace(head=atom.head - 2 + (before[1] == "over"), modifier="at-most" if back else "at-least")
    if before == ("less", "than") or before[1] in ("under", "within"):
        return atom._replace(head=atom.head - 2 + (before[0] != "less"), modifier="at-least" if back else "at-most")
    for modifier in ("about", "nearly"):
        if r.among(modifier, atom.head - 1):
            return atom._replace(head=atom.head - 1, modifier=modifier)
    return atom


# In this order: a weekday finds its date before a distance finds its origin.
STEPS: tuple[Callable[[Reading, Atom, Atom], Atom | None], ...] = (
    weekday_and_date,
    date_and_weekday,
    weekday_of_week,
    distance,
    weekday_away,
    nth_of,
    in_year,
)

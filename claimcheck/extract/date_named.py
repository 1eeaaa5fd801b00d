"""Readers of what has a name: holidays, the turn of a century, the year to date, EOY.

As in `date_days`: an Atom, or None where the words only look like a date ("Christmas trees", "Easter Island", the turn
of the screw). Holidays are rows; which day one falls on is `calendar`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from claimcheck.extract.date_numbers import QUOTES, ordinal
from claimcheck.extract.date_parts import Parts
from claimcheck.extract.date_periods import NEW, OLD
from claimcheck.extract.date_reading import Atom, Reading

LONGEST = 5  # words in the name of a holiday


def holiday(r: Reading, head: int, tail: int) -> Atom | None:
    """Christmas Eve, Easter Monday 2024, New Years Day; "Christmas trees" and "every Memorial Day" are no days."""
    if r.among("weekday_habit", head - 1):
        return None
    names, ends = _names(r, head)
    for size in range(len(names), 0, -1):
        found = r.words.holidays.get(tuple(names[:size]))
        if found is None:
            continue
        end = ends[size - 1]
        at = end + (r.word(end) in ("of", ",", "in"))
        written = r.low[at].rstrip() if at < len(r.low) else ""
        dated = written.isdecimal() and len(written) == 4 and OLD <= int(written) <= NEW
        if not (dated or _meant(r, head, end, names[:size])):
            return None
        shift = r.words.shifts.get(r.word(head - 1), 0) if head else 0
        parts = Parts(int(written) if dated else None, holiday=found, low=shift, word=" ".join(names[:size]))
        return Atom(head, at + 1 if dated else end, parts)
    return None


def _names(r: Reading, head: int) -> tuple[list[str], list[int]]:
    """The words from `head` on as the rows spell them, without apostrophes and dots, and where each ends."""
    names: list[str] = []
    ends: list[int] = []
    for at in range(head, min(head + 2 * LONGEST, len(r.low))):
        word = r.low[at].rstrip().replace("'", "").replace("’", "")
        if word in QUOTES or word == "":
            continue
        if word == "." and names[-1:] == ["st"]:
            continue
        names.append(word)
        ends.append(at + 1)
        if len(names) == LONGEST:
            break
    return names, ends


def _meant(r: Reading, head: int, end: int, name: list[str]) -> bool:
    """False for "Father Christmas", "Christmas trees", "a halloween mask", "they may day after day", "a new year"."""
    follows = r.closed(end)
    shifted = r.words.shifts.get(r.word(head - 1)) is not None
    if len(name) == 1:
        gone = r.word(head - 1) in ("last", "next") and r.is_a("determined", end)  # "Last Christmas the pub …"
        return not r.named(head - 1) and (follows or gone) and (r.capital(end - 1) or shifted)
    if name == ["new", "year"]:
        return follows and r.among("holiday_before", head - 1)
    if name[-1] == "patrick" or r.among("holiday_noun", end):
        return False
    named = r.capital(head) and r.capital(end - 1)
    return named or (name[0] != "may" and (follows or r.word(end) in r.words.units))  # "labor day weekend"


def turn(r: Reading, head: int, tail: int) -> Atom | None:
    """The turn of the century: of which one, the text must tell; the turn of the 20th is its first years."""
    number = ordinal(r, head, tail)
    unit = r.words.units.get(r.word(tail - 1), "millennium")
    if number is not None:
        parts = Parts(century=number - 1, part=(0, 10))
        return Atom(head, tail, parts, modifier="about") if unit == "century" and 1 <= number <= 30 else None
    return Atom(head, tail, Parts(form="turn", unit=unit, word=f"the turn of the {unit}"))


def closing(r: Reading, head: int, tail: int) -> Atom | None:
    """EOY, EOM, at year-end: the last days of the period the text is written in."""
    unit = r.words.closings.get(r.word(head))
    if unit is None:
        unit = r.words.units.get(r.word(head))
        if unit is None or r.word(tail - 1) != "end" or not r.closed(tail) or not r.is_a("before", head - 1):
            return None
    return Atom(
        head, tail, Parts(form="period", unit=unit, part=r.words.parts["end"], deictic=True, word=f"end {unit}")
    )


def to_date(r: Reading, head: int, tail: int) -> Atom | None:
    """The year to date, year-to-date sales, YTD."""
    return Atom(head, tail, Parts(form="to-date", unit="year", word="year to date"))


READERS: Mapping[str, Callable[[Reading, int, int], Atom | None]] = {
    "holiday": holiday,
    "turn": turn,
    "closing": closing,
    "to_date": to_date,
}

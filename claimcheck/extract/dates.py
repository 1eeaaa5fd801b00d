"""Dates and clock times of one sentence, as Figures: `find_dates`.

Matches of the grammar (`date_grammar`) are read (`date_days`, `date_periods`, `date_relative`, `clock`), joined
(`date_joins`) and resolved (`date_resolve`) against the dateline, or against the day the sentence named before ("three
days later"). What only looks like a date is left to the numbers. Refuses to carry a date from one sentence to the
next: `match` does that.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from claimcheck.extract import date_days, date_named, date_periods, date_relative
from claimcheck.extract.clock import find_times
from claimcheck.extract.date_grammar import BRANCHES, Grammar, grammar
from claimcheck.extract.date_joins import joined
from claimcheck.extract.date_order import order_of
from claimcheck.extract.date_parts import SOON, Frame
from claimcheck.extract.date_reading import AHEAD, HELPER, MARGIN, OWNED, STOP, Atom, Reading
from claimcheck.extract.date_resolve import bounded, resolve, resolve_range
from claimcheck.model import Context, Figure, When
from claimcheck.tokens import Tokens

READERS = {**date_days.READERS, **date_named.READERS, **date_periods.READERS, **date_relative.READERS}
OF_BRANCH = tuple(READERS[name] for name, *_ in BRANCHES)
LONGEST_SHORT = 5  # letters of the longest abbreviation: thurs.
PUT_OFF = 150  # days: how far ahead "adjourned until 10 May" may lie
BESIDE = 3  # tokens between "is" and its date
# What may be counted from a date of which granularity: "two years later" from a year, "two days later" from a day only.
_YEARS = frozenset(("year", "decade", "century"))
_MONTHS = _YEARS | {"month", "quarter"}
ANCHORS = {"day": _MONTHS | {"day", "week"}, "month": _MONTHS, "year": _YEARS}
REACH = 8  # tokens to either side in which a verb tells whether "Tuesday" lies ahead


def find_dates(tokens: Tokens, context: Context) -> tuple[Figure, ...]:
    """Every date and clock time of a sentence, in order of position; `when` holds its value and interval of days."""
    g = grammar(context.language)
    if g.trigger.search(tokens.letters) is None:
        return ()
    low = tokens.low
    letters = "".join(map(g.seen.__getitem__, low))
    start = g.start.search(letters)
    timed = g.clock.search(letters) is not None
    if start is None and not timed:
        return ()
    word = [*map(g.stems.__getitem__, low), *MARGIN].__getitem__
    order, day = order_of(context), context.dateline
    reading = Reading(tokens, letters, g.words, word, g.features, g.tenses, g.beside, order, day, low)
    atoms = _atoms(reading, g, start) if start is not None else []
    if atoms:
        atoms = joined(reading, atoms)
    times: list[Atom] = []
    if timed:
        reading.edges = frozenset(edge for a in atoms for edge in (a.head, a.tail))
        times = find_times(reading, context.language)
    if not atoms and not times:
        return ()
    return _figures(reading, _merged(reading, atoms, times) if times else atoms, context)


def _atoms(r: Reading, g: Grammar, start: re.Match[str] | None) -> list[Atom]:
    found: list[Atom] = []
    while start is not None:
        at = start.start()
        atom = _read(r, g, at)
        if atom is None:
            at += 1
        else:
            found.append(atom)
            r.before = atom
            at = atom.tail
        start = g.start.search(r.letters, at)
    return found


def _read(r: Reading, g: Grammar, head: int) -> Atom | None:
    """What the first branch that neither fails nor refuses makes of the tokens from `head` on."""
    for index in g.openings[r.tokens.letters[head : head + 2]]:
        match = g.branches[index].match(r.letters, head)
        if match is not None and (atom := OF_BRANCH[index](r, head, match.end())) is not None:
            return atom
    return None


def _merged(r: Reading, dates: list[Atom], times: list[Atom]) -> list[Atom]:
    """Dates and times in order; a time right beside its day becomes part of it, one inside a date is dropped."""
    heads = [d.head for d in dates]
    alone = []
    for time in times:
        at = bisect_left(heads, time.head)
        before = dates[at - 1] if at else None
        after = dates[at] if at < len(dates) else None
        if (before and before.tail > time.head) or (after and after.head < time.tail):
            continue
        if before and _one_moment(r, before, time, ((), ("at",), (",",), ("t",), (",", "at"), ("(",))):
            dates[at - 1] = before._replace(tail=time.tail, clock=time.clock)
        elif after and _one_moment(r, time, after, ((), ("on",), (",",), ("on", "the"))):
            dates[at] = after._replace(head=time.head, clock=time.clock)
        else:
            alone.append(time)
    return sorted((*dates, *alone))


def _one_moment(r: Reading, a: Atom, b: Atom, gaps: tuple[tuple[str, ...], ...]) -> bool:
    day, time = (b, a) if a.kind == "time" else (a, b)
    if time.clock is None or day.clock is not None or day.until is not None or day.modifier != "exact":
        return False
    if day.parts.granularity != "day" or time.modifier != "exact" or b.head - a.tail > 2:
        return False
    return tuple(r.word(i) for i in range(a.tail, b.head)) in gaps


# --- atoms to figures ----------------------------------------------------------------------------------------------


def _figures(r: Reading, atoms: list[Atom], context: Context) -> tuple[Figure, ...]:
    made: list[Figure] = []
    anchors: list[Frame] = []  # what "two days later" may count from, the last one first
    ahead: bool | None = None
    plain = Frame(context.dateline, context.week_start)
    for atom in atoms:
        parts = atom.parts
        if parts.year is not None and atom.until is None and not parts.anchored:
            frame = plain  # nothing is left to tell
        elif atom.kind == "time":
            made.append(_figure(r, atom, _clock(atom)))
            continue
        else:
            if context.dateline is not None and _open_year(atom):
                ahead = _ahead(r, atom, ahead)
            frame = _frame(r, atom, context, anchors, ahead)
        when = resolve(parts, frame) if atom.until is None else resolve_range(parts, atom.until, frame)
        if parts.anchored and frame.day is context.dateline:
            when = when._replace(first=None, last=None)  # an earlier sentence named the day it is counted from
        elif len(atoms) > 1 and when.first is not None and when.granularity in ANCHORS:
            anchors.insert(0, Frame(when.first, context.week_start, grain=when.granularity))
        if atom.modifier != "exact" or atom.clock is not None:
            when = _bounded(atom, when)
        made.append(_figure(r, atom, when))
    return tuple(made)


def _open_year(atom: Atom) -> bool:
    """True when the tense may decide which year, month or week is meant."""
    parts = atom.parts
    return parts.year is None and (parts.form != "away" or parts.base is not None)


def _frame(r: Reading, atom: Atom, context: Context, anchors: list[Frame], ahead: bool | None) -> Frame:
    """What the date is resolved against: the dateline, or the nearest date before it that is exact enough."""
    parts = atom.parts
    if parts.anchored:
        fitting = (anchor for anchor in anchors if parts.granularity in ANCHORS[anchor.grain])
        return next(fitting, Frame(context.dateline, context.week_start))
    deictic = parts.deictic and atom.modifier == "at-least"  # "since the start of the year" tells of this one
    soon = SOON
    if ahead is None and parts.month is not None and _until(r, atom.head) and _deferred(r, atom.head):
        soon = PUT_OFF
    return Frame(context.dateline, context.week_start, ahead if _open_year(atom) and not deictic else None, soon)


def _bounded(atom: Atom, when: When) -> When:
    """The date with its bound and its time of day."""
    if atom.modifier != "exact":
        when = bounded(when, atom.modifier, timed=atom.clock is not None)
    if atom.clock is None:
        return when
    clock = f"{when.value}T{atom.clock // 60:02d}:{atom.clock % 60:02d}"
    return when._replace(value=clock, clock=atom.clock, granularity="minute")


def _clock(atom: Atom) -> When:
    """A time of day: its value as an ISO time; where no clock shows it, as written and without `clock`."""
    if atom.clock is not None:
        value = f"T{atom.clock // 60:02d}:{atom.clock % 60:02d}"
    else:
        value = f"T{atom.parts.low:02d}:{atom.parts.high:02d}"
    return When(value, granularity="minute", clock=atom.clock, word=atom.parts.word)


def _ahead(r: Reading, atom: Atom, carried: bool | None) -> bool | None:
    """Whether the verb nearest to the date looks ahead (will, due, opens) or back (said, was, -ed); left side first.

    Without a verb a date looks where the one before it in a list did (`carried`), if that was ahead. What is put off
    is put off to a day to come ("adjourned until Thursday"), and what runs until a day does so unless told as past.
    """
    head, low, tenses = atom.head, r.low, r.tenses
    until = _until(r, head)
    if until and _deferred(r, head):
        return True if atom.parts.month is None else None
    right = range(atom.tail, atom.tail if until else min(atom.tail + REACH, len(low)))
    for side in (range(head - 1, max(head - 1 - REACH, -1), -1), right):
        for at in side:
            tense = tenses[low[at]]
            if tense == 0:
                continue
            if tense == STOP:
                break
            if tense == HELPER:
                if r.word(at + 1) == "to" or 0 < head - at <= BESIDE:  # "is to open", "is closed on Friday"
                    return True
            elif tense == AHEAD:
                return True
            elif at == 0 or not r.among("passive", at - 1):  # "will be held", "are closed": the auxiliary decides
                return False
    return True if carried or until else None


def _until(r: Reading, head: int) -> bool:
    """True for until, till and through; for "to" where something is put off to the day."""
    at = head if r.among("until", head) else head - 1
    return r.among("until", at) and (r.word(at) != "to" or _deferred(r, head))


def _deferred(r: Reading, head: int) -> bool:
    return any(r.among("deferred", i) for i in range(max(head - REACH, 0), head))


def _figure(r: Reading, atom: Atom, when: When) -> Figure:
    head, tail, _, until, kind, _, modifier = atom
    last = tail - 1
    if r.word(last) == "." and (tail == len(r.low) or len(r.word(last - 1)) > LONGEST_SHORT):
        last -= 1  # a full stop, not the mark of an abbreviation
    offsets = r.tokens.offsets
    start = offsets[head]
    surface = r.tokens.text[start : offsets[last + 1]].rstrip()
    if surface.endswith(OWNED) and r.word(last) != "s":
        surface = surface[:-2]
    end = start + len(surface)
    kind = "time" if kind == "time" else "date"
    said = modifier if until is None else "between"
    unset = (None, "", when, None, None, False, "", -1)  # base per when tight loose hard change of
    return Figure(start, end, surface, kind, kind, None, None, None, said, "", *unset, head, last + 1)

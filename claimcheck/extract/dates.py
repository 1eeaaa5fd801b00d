"""Dates and clock times of one sentence, as Figures: `find_dates`.

Matches of the grammar (`date_grammar`) are read (`date_days`, `date_periods`, `date_relative`, `clock`), joined
(`date_joins`) and resolved (`date_resolve`) against the dateline, or against the day the sentence named before ("three
days later"). What only looks like a date is left to the numbers. Refuses to carry a date from one sentence to the
next: `match` does that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import date

from claimcheck.extract import date_days, date_periods, date_relative
from claimcheck.extract.clock import clockwork, find_times
from claimcheck.extract.date_grammar import BRANCHES, Grammar, branch, grammar
from claimcheck.extract.date_joins import joined
from claimcheck.extract.date_parts import Frame
from claimcheck.extract.date_reading import AHEAD, BACK, HELPER, STOP, Atom, Reading
from claimcheck.extract.date_resolve import bounded, resolve, resolve_range
from claimcheck.lexicon.dates import date_words
from claimcheck.model import Context, Figure, When
from claimcheck.tokens import Tokens

READERS = {**date_days.READERS, **date_periods.READERS, **date_relative.READERS}
LONGEST_SHORT = 5  # letters of the longest abbreviation: thurs.
REACH = 8  # tokens to either side in which a verb tells whether "Tuesday" lies ahead


def find_dates(tokens: Tokens, context: Context) -> tuple[Figure, ...]:
    """Every date and clock time of a sentence, in order of position; `when` holds its value and interval of days."""
    g = grammar(context.language)
    if g.trigger.search(tokens.letters) is None:
        return ()
    clocks = clockwork(context.language)
    letters = g.seen.translate(tokens.letters)
    start = g.start.search(letters)
    timed = clocks.trigger.search(letters) is not None
    if start is None and not timed:
        return ()
    near = context.dateline
    order = (near.year, near.month, near.day) if near else None
    words = date_words(context.language)
    reading = Reading(tokens, tokens.low, letters, words, g.stems, g.features, g.tenses, context.variety, order)
    atoms = _atoms(reading, g, start, context.language) if start is not None else []
    if atoms:
        atoms = joined(reading, atoms)
    times: list[Atom] = []
    if timed:
        reading.edges = frozenset(edge for a in atoms for edge in (a.head, a.tail))
        times = find_times(reading, clocks)
    if not atoms and not times:
        return ()
    return _figures(reading, _merged(reading, atoms, times) if times else atoms, context)


def _atoms(r: Reading, g: Grammar, start: re.Match[str] | None, language: str) -> list[Atom]:
    found: list[Atom] = []
    while start is not None:
        at = start.start()
        atom = _read(r, at, g.openings[r.tokens.letters[at]], language)
        if atom is None:
            at += 1
        else:
            found.append(atom)
            r.before = atom
            at = atom.tail
        start = g.start.search(r.letters, at)
    return found


def _read(r: Reading, head: int, openings: tuple[int, ...], language: str) -> Atom | None:
    """What the first branch that neither fails nor refuses makes of the tokens from `head` on."""
    for index in openings:
        match = branch(language, index).match(r.letters, head)
        if match is not None and (atom := READERS[BRANCHES[index][0]](r, head, match.end())) is not None:
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
    anchor: date | None = None
    ahead: bool | None = None
    for atom in atoms:
        if context.dateline is not None and _open_year(atom):
            ahead = _ahead(r, atom, ahead)
        when = _when(atom, context, anchor, ahead)
        if atom.kind != "time" and when.granularity in ("day", "minute") and when.first is not None:
            anchor = when.first
        made.append(_figure(r.tokens, atom, when))
    return tuple(made)


def _open_year(atom: Atom) -> bool:
    """True when the tense may decide which year, month or week is meant."""
    plain = atom.parts.form == "away" and atom.parts.base is None
    return atom.kind != "time" and atom.parts.year is None and not plain


def _when(atom: Atom, context: Context, anchor: date | None, ahead: bool | None) -> When:
    if atom.kind == "time":
        return _clock(atom)
    unsure = atom.parts.anchored and anchor is None  # counted from a day that an earlier sentence named
    day = anchor if atom.parts.anchored and anchor is not None else context.dateline
    frame = Frame(day, context.week_start, ahead if _open_year(atom) else None)
    when = resolve(atom.parts, frame) if atom.until is None else resolve_range(atom.parts, atom.until, frame)
    when = replace(when, first=None, last=None) if unsure else bounded(when, atom.modifier)
    if atom.clock is not None:
        clock = f"{when.value}T{atom.clock // 60:02d}:{atom.clock % 60:02d}"
        return replace(when, value=clock, clock=atom.clock, granularity="minute")
    return when


def _clock(atom: Atom) -> When:
    """A time of day: its value as an ISO time; where no clock shows it, as written and without `clock`."""
    if atom.clock is not None:
        value = f"T{atom.clock // 60:02d}:{atom.clock % 60:02d}"
    else:
        value = f"T{atom.parts.low:02d}:{atom.parts.high:02d}"
    return When(value, granularity="minute", clock=atom.clock, word=atom.parts.word)


def _ahead(r: Reading, atom: Atom, carried: bool | None) -> bool | None:
    """Whether the verb nearest to the date looks ahead (will, due, opens) or back (said, was, -ed); left side first.

    Without a verb a date looks where the one before it in a list did (`carried`), if that was ahead.
    """
    low, tenses = r.low, r.tenses
    for side in (
        range(atom.head - 1, max(atom.head - 1 - REACH, -1), -1),
        range(atom.tail, min(atom.tail + REACH, len(low))),
    ):
        for at in side:
            tense = tenses[low[at]]
            if tense == 0:
                continue
            if tense == STOP:
                break
            if at > 0 and r.word(at - 1) == "be":  # "will be held": the auxiliary decides
                continue
            if tense == AHEAD or (tense == HELPER and r.word(at + 1) == "to"):
                return True
            if tense == BACK:
                return False
    return True if carried else None


def _figure(tokens: Tokens, atom: Atom, when: When) -> Figure:
    if tokens.word(atom.tail - 1) == "." and (
        atom.tail == len(tokens) or len(tokens.word(atom.tail - 2)) > LONGEST_SHORT
    ):
        atom = atom._replace(tail=atom.tail - 1)  # a full stop, not the mark of an abbreviation
    start, end = tokens.begin(atom.head), tokens.finish(atom.tail - 1)
    if tokens.text[end - 2 : end] in ("'s", "’s") and tokens.word(atom.tail - 1) != "s":
        end -= 2
    kind = "time" if atom.kind == "time" else "date"
    return Figure(
        start=start,
        end=end,
        surface=tokens.text[start:end],
        kind=kind,
        dimension=kind,
        value=None,
        low=None,
        high=None,
        modifier=atom.modifier if atom.until is None else "between",
        unit="",
        when=when,
        head=atom.head,
        tail=atom.tail,
    )

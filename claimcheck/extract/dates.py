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
from claimcheck.extract.date_grammar import BRANCHES, Atom, Grammar, Reading, branch, grammar
from claimcheck.extract.date_joins import joined
from claimcheck.extract.date_parts import Frame
from claimcheck.extract.date_resolve import bounded, resolve, resolve_range
from claimcheck.lexicon.dates import date_words
from claimcheck.model import Context, Figure, When
from claimcheck.tokens import Tokens

READERS = {**date_days.READERS, **date_periods.READERS, **date_relative.READERS}
LONGEST_SHORT = 5  # letters of the longest abbreviation: thurs.
OWNED = ("'s", "’s")
SHORTEST_PAST = 4  # letters: "need", "seed" and "bed" are no past tense
REACH = 8  # tokens to either side in which a verb tells whether "Tuesday" lies ahead


def find_dates(tokens: Tokens, context: Context) -> tuple[Figure, ...]:
    """Every date and clock time of a sentence, in order of position; `when` holds its value and interval of days."""
    g, clocks = grammar(context.language), clockwork(context.language)
    letters = g.seen.translate(tokens.letters)
    dated = g.trigger.search(letters) is not None
    timed = clocks.trigger.search(letters) is not None
    if not dated and not timed:
        return ()
    near = context.dateline
    order = (near.year, near.month, near.day) if near else None
    stems = [w[:-2] if w.endswith(OWNED) and len(w) > 2 else w for w in tokens.words]
    reading = Reading(tokens, stems, letters, date_words(context.language), g.features, context.variety, order)
    atoms = joined(reading, _atoms(reading, g, context.language)) if dated else []
    times: list[Atom] = []
    if timed:
        reading.edges = frozenset(edge for a in atoms for edge in (a.head, a.tail))
        times = find_times(reading, clocks)
    if not atoms and not times:
        return ()
    return _figures(reading, _merged(reading, atoms, times) if times else atoms, context)


def _atoms(r: Reading, g: Grammar, language: str) -> list[Atom]:
    found: list[Atom] = []
    at = 0
    while (match := g.atom.search(r.letters, at)) is not None:
        atom = _read(r, match, language)
        if atom is None:
            at = match.start() + 1
            continue
        found.append(atom)
        r.before = atom
        at = atom.tail
    return found


def _read(r: Reading, match: re.Match[str], language: str) -> Atom | None:
    """What the first branch that neither fails nor refuses makes of the tokens at the match."""
    first = (match.lastindex or 1) - 1
    head = match.start()
    atom = READERS[BRANCHES[first][0]](r, head, match.end())
    for index in range(first + 1, len(BRANCHES)) if atom is None else ():
        again = branch(language, index).match(r.letters, head)
        if again is not None and (atom := READERS[BRANCHES[index][0]](r, head, again.end())) is not None:
            break
    return atom


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
    left = range(atom.head - 1, max(atom.head - 1 - REACH, -1), -1)
    right = range(atom.tail, min(atom.tail + REACH, len(r.tokens)))
    for side in (left, right):
        for at in side:
            word = r.tokens.word(at)
            if word in (";", "."):
                break
            if at > 0 and r.tokens.word(at - 1) == "be":  # "will be held": the auxiliary decides
                continue
            if r.is_a("ahead", at) or (word in ("is", "are") and r.tokens.word(at + 1) == "to"):
                return True
            if r.is_a("back", at) or (len(word) > SHORTEST_PAST and word.endswith("ed")):
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

"""Clock times: 12:42 PM, 5 a.m., 11.15pm, 13:40, 0800 hours, noon, half past six.

An hour or minute that no clock shows (25:10, 13:40 PM) is found with `clock=None`, so that a rule can say so. A bare
"3:10" may be a score, a ratio, a verse or a race time: without a cue it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from claimcheck.extract.date_grammar import grammar
from claimcheck.extract.date_parts import Parts
from claimcheck.extract.date_reading import Atom, Reading
from claimcheck.lexicon import per_language

NOON, DAY = 12, 24  # hours
CLOCK_TOKENS = 3  # of 13:40; more are 13:40:05
MORNING = ("am", "a.m.", "a.m")

BRANCHES = (
    ("colon", "<D1-SPACED|D2-SPACED><COLON-SPACED><D2>(?:<COLON-SPACED><D2|DECIMAL>)?<MERIDIEM>?"),
    ("meridiem", "<D1|D2|CLOCK|CLOCK_NUMBER><MERIDIEM|OCLOCK>"),
    ("opening", "<D1|D2|CLOCK_NUMBER>(?=<DASH|RANGE_WORD>(?:<D1|D2|CLOCK_NUMBER|CLOCK>|<D1|D2><COLON><D2>)<MERIDIEM>)"),
    ("military", "<D4>(?:<HOURS_WORD|ZONE>)"),
    ("past", "<MINUTE_WORD><DASH>?<PAST_TO>(?:<CLOCK_NUMBER|D1|D2>)(?!<COUNTED_NOUN|DASH|SLASH>)"),
    ("word", "<D2|CLOCK_NUMBER>?<CLOCK_WORD>"),
)


@per_language
def clockwork(language: str) -> re.Pattern[str]:
    """The time grammar, a group a branch, over the letters of the date grammar of `language`."""
    return grammar(language).seen.pattern("|".join(f"({source})" for _, source in BRANCHES))


def find_times(r: Reading, language: str) -> list[Atom]:
    """Every clock time of a sentence, in order; `clock` is None where no clock shows it."""
    search = clockwork(language).search
    found: list[Atom] = []
    at = 0
    while (match := search(r.letters, at)) is not None:
        head, tail = match.span()
        name = BRANCHES[(match.lastindex or 1) - 1][0]
        atom = READERS[name](r, head, tail, found[-1] if found else None)
        if atom is None:
            at = head + 1
            continue
        found.append(_about(r, atom._replace(tail=_zone(r, atom.tail))))
        at = atom.tail
    return found


def _zone(r: Reading, tail: int) -> int:
    """Where the time ends with its zone: GMT, (EST), UTC+2, local time, Eastern Standard Time."""
    at = tail
    while r.among("time_noun", at) and at - tail < 2:
        at += 1
    if at > tail and r.word(at) == "time":
        return at + 1
    bracket = r.word(tail) == "("
    if not r.is_a("zone", tail + bracket):
        return tail
    end = tail + bracket + 1
    if (
        r.word(end) in ("+", "-", "−", "–")
        and r.glued(end)
        and r.word(end + 1).isdecimal()
        and len(r.word(end + 1)) < 3
    ):
        end += 2
    return tail if bracket and r.word(end) != ")" else end + bracket


def _about(r: Reading, atom: Atom) -> Atom:
    before = r.word(atom.head - 1)
    if r.among("about", atom.head - 1):
        return atom._replace(head=atom.head - 1, modifier="about")
    modifier = {"before": "less-than", "after": "more-than", "by": "at-most", "until": "at-most", "since": "at-least"}
    if before in modifier:
        return atom._replace(head=atom.head - 1, modifier=modifier[before])
    return atom


def _time(head: int, tail: int, hour: int, minute: int, meridiem: str) -> Atom:
    """The atom of a clock reading; None as clock where no clock shows it. Parts carry hour and minute as written."""
    parts = Parts(low=hour, high=minute, word=meridiem)
    clock: int | None = hour * 60 + minute
    if minute > 59 or hour > DAY or (hour == DAY and minute):
        clock = None
    elif meridiem in MORNING:
        clock = None if hour > NOON else hour % NOON * 60 + minute
    elif meridiem:
        clock = None if hour > NOON or hour == 0 else (hour % NOON + NOON) * 60 + minute
    return Atom(head, tail, parts, kind="time", clock=clock)


def colon(r: Reading, head: int, tail: int, before: Atom | None) -> Atom | None:
    """13:40, 12:42 PM, 14:05:30: with a cue, a zone, a meridiem, or alone in its block."""
    meridiem = _meridiem(r, tail - 1)
    hour, minute = int(r.word(head)), int(r.word(head + 2))
    chained = r.among("glue", head - 1) and r.glued(head - 1) and r.written(head - 2)[-1:].isdigit()
    if chained or (r.glued(tail - 1) and not meridiem and r.word(tail) in (":", "/", "%")):
        return None
    cue = r.among("clock_before", head - 1)
    linked = before is not None and before.tail == head - 1 and r.among("links", head - 1)
    zone = _zone(r, tail) > tail
    half = r.word(tail) in ("in", "at") and any(r.among("day_part", i) for i in (tail + 1, tail + 2))
    if half and not meridiem and 1 <= hour <= NOON:  # "2:30 in the afternoon"
        meridiem = "pm" if any(r.among("afternoon", i) for i in (tail + 1, tail + 2)) else "am"
    if tail - head > CLOCK_TOKENS and not (meridiem or zone) and r.word(head - 1) not in ("at", "t"):
        cue = linked = False  # "in about 2:24:09" is how long a race took
    alone = head == 0 and tail == len(r.low)
    dated = not r.edges.isdisjoint((head, tail, head - (r.word(head - 1) in (",", "t", "("))))
    if not (meridiem or cue or linked or zone or alone or dated):
        return None
    if (hour > DAY or minute > 59) and not (meridiem or zone or r.among("clock_sure", head - 1)):
        return None
    return _time(head, tail, hour, minute, meridiem)


def _meridiem(r: Reading, at: int) -> str:
    word = r.word(at)
    return word if word[:1] in ("a", "p") and word.replace(".", "") in ("am", "pm") else ""


def meridiem(r: Reading, head: int, tail: int, before: Atom | None) -> Atom | None:
    """5 a.m., 9pm, 11.15pm, eight o'clock; a bare "am" after a number over twelve is the verb."""
    word, mark = r.word(head), _meridiem(r, tail - 1)
    if "." in word:
        hour, minute = (int(n) for n in word.split("."))
    else:
        hour, minute = r.words.numbers.get(word, 0) or int(word) if not word.isdecimal() else int(word), 0
    if not mark and not 1 <= hour <= DAY:
        return None
    glued = r.low[head] == word
    if mark and "." not in word and hour > NOON and (hour > DAY or mark == "am" or (mark == "pm" and not glued)):
        return None
    if mark == "am" and not glued and r.word(head - 1) in ("i", ","):
        return None
    return _time(head, tail, hour, minute, mark)


def opening(r: Reading, head: int, tail: int, before: Atom | None) -> Atom | None:
    """The 9 of "9-11 a.m.": it takes the later time's half of the day, unless that would run backwards."""
    hour = r.words.numbers.get(r.word(head), 0) if not r.word(head).isdecimal() else int(r.word(head))
    at = tail + 1
    end = re.split(r"[.]", r.word(at))[0]
    close = int(end) if end.isdecimal() else r.words.numbers.get(end, 0)
    while at < tail + 6 and not _meridiem(r, at):
        at += 1
    mark = _meridiem(r, at)
    if not 1 <= hour <= NOON or not mark or not 1 <= close <= NOON:
        return None
    if mark not in MORNING and close % NOON < hour % NOON:
        mark = "am"
    return _time(head, tail, hour, 0, mark)


def military(r: Reading, head: int, tail: int, before: Atom | None) -> Atom | None:
    """0800 hours, 1400 GMT; "1200 hours of work" has no leading zero and no "at"."""
    word = r.word(head)
    if r.is_a("zone", head + 1) and not r.tokens.surface(head + 1).isupper():  # "Orr 2014 et al."
        return None
    if r.word(head + 1) in ("hours", "hrs") and not word.startswith("0") and not r.among("clock_before", head - 1):
        return None
    if r.word(tail) == "of" or (int(word[2:]) > 59 or int(word[:2]) > DAY):
        return None
    return _time(head, tail, int(word[:2]), int(word[2:]), "")


def past(r: Reading, head: int, tail: int, before: Atom | None) -> Atom | None:
    """Half past six, a quarter to nine, ten past five; "ten to twelve people" needs its "at"."""
    hour = r.words.numbers.get(r.word(tail - 1), 0) if not r.word(tail - 1).isdecimal() else int(r.word(tail - 1))
    word, link = r.word(head), r.word(tail - 2)
    start = head - (r.word(head - 1) == "a" and word == "quarter")
    sure = (word in ("half", "quarter") and link == "past") or r.among("clock_before", start - 1)
    sure = sure or (word == "quarter" and r.closed(tail))  # "a quarter to nine charities" is a share
    if not 1 <= hour <= NOON or not sure or (word == "half" and link != "past"):
        return None
    minute = r.words.numbers[word]
    total = hour * 60 + (minute if link != "to" else -minute)
    return _time(start, tail, total // 60, total % 60, "")


def word(r: Reading, head: int, tail: int, before: Atom | None) -> Atom | None:
    """Noon, midnight, 12 noon; "High Noon" and "midnight blue" are names and colours."""
    name = r.word(tail - 1)
    start = head if r.word(head) in ("12", "twelve") else tail - 1
    if r.capital(tail - 1) and start > 0 and not r.among("clock_before", start - 1):
        return None
    if r.among("clock_noun", tail):
        return None
    return Atom(start, tail, Parts(word=name), kind="time", clock=r.words.clocks[name])


READERS: Mapping[str, Callable[[Reading, int, int, Atom | None], Atom | None]] = {
    "colon": colon,
    "meridiem": meridiem,
    "opening": opening,
    "military": military,
    "past": past,
    "word": word,
}

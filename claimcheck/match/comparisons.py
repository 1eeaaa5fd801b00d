"""Pure scorers on two mentions: gates (why they cannot be the same), evidence (why they may be). No document walk.

The value never plays a part: the value difference *is* the conflict (DESIGN 5). Gates hold for both priors; where
`check` and `compare` differ the caller says so with `strict`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from claimcheck.interval import Interval
from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.roles import (
    contrast_words,
    generic_nouns,
    rate_words,
    roles,
    siblings,
)
from claimcheck.lexicon.words import singular, stem
from claimcheck.match.contrasts import opposed
from claimcheck.match.rates import denominator, factor
from claimcheck.model import About, Figure, Mention, When

_TURNED = 3  # digits before the zeros; "12" and "21" are two numbers like any
_NO_ZERO = frozenset(("temperature",))  # where a ratio says nothing
_FRACTIONS = frozenset(("percent", "ratio"))
_SOFT_SCOPES = frozenset(("total", "yearly"))  # says more, never another thing
_HARD_SCOPES = frozenset(("additional", "former", "change", "rate", "compared"))  # what even compare keeps apart


_PRESUPPOSED = frozenset(
    ("forecast", "each", "subset", "part", "additional", "average")
)  # "every one of the 240 houses"


def comparable(a: Figure, b: Figure) -> bool:
    """The same question can be asked of both: one dimension, one currency; for the denominator see `_rates_fit`."""
    if (a.when is None) != (b.when is None):
        return False
    if a.when is not None and b.when is not None:
        return (a.when.clock is None) == (b.when.clock is None)
    if {a.kind, b.kind} == _FRACTIONS:
        return True
    if a.kind != b.kind or a.dimension != b.dimension:
        return False
    return not (a.kind == "money" and (a.base is None or b.base is None or a.base.unit != b.base.unit))


def gate(a: Mention, b: Mention, strict: bool) -> str:
    """Why the two cannot be about the same thing, in words; "" when nothing objects. `strict` is check's reading."""
    fa, fb, ra, rb = a.figure, b.figure, a.about, b.about
    if not comparable(fa, fb) or not (_rates_fit(a, b) if strict else fa.per == fb.per):
        return "another kind of figure"
    if not roles_fit(ra.role, rb.role) and (strict or not ra.noun or ra.noun != rb.noun or ra.noun in generic_nouns()):
        return f"another role: {ra.role} / {rb.role}"
    if not _nouns_fit(a, b, strict):
        return f"another noun: {ra.noun} / {rb.noun}"
    apart = (_scopes(ra) ^ _scopes(rb)) & (ra.scopes ^ rb.scopes) - _SOFT_SCOPES
    if fa.kind == "age":
        apart -= {"extreme"}  # the youngest director is as old as the director
    if strict and fa.per != fb.per:
        apart -= {"rate", *rate_words()}  # told under two denominators, see rates.py
    if fa.when is not None:
        apart -= {"forecast"}  # a date announced and a date kept are one date
    if not strict:
        apart &= _HARD_SCOPES
    if (
        strict
        and "part" in ra.scopes ^ rb.scopes
        and ra.noun != rb.noun
        and fa.kind == "count"
        and not _event_noun(ra, rb)
    ):
        return "a part of another set"  # "seven officers were killed … four of the men were executed"
    if strict and "stage" in ra.scopes & rb.scopes:
        return "two stages of one course"  # "at 55 hours into the flight", "at 64 hours into the flight"
    if apart:
        return "another scope: " + ", ".join(sorted(apart))
    if contrasted := opposed(a, b, strict):
        return contrasted
    delta = ra.role == rb.role and ra.role != "" and roles()[ra.role].delta
    if fa.change != fb.change and {fa.change, fb.change} - {"", "to"} and not delta:
        return "a change against a value"
    if strict and any(r.negated and not r.definite for r in (ra, rb)) and ra.negated != rb.negated:
        return "one is denied"  # "the 64-month term does not stand": the term is there all the same
    if strict and any(r.mood != "asserted" and not r.definite for r in (ra, rb)):
        return "not asserted"
    if fa.when is None and times_apart(ra.times, rb.times, strict):
        return "another time"
    if strict and fa.when is not None and fb.when is not None and _two_days(fa.when, fb.when):
        return "two times of two days"
    if strict and fa.when is None and _dated(a) != _dated(b) and not (ra.definite or rb.definite):
        return "one is of another year"
    return ""


def _rates_fit(a: Mention, b: Mention) -> bool:
    """One denominator, or two that convert into each other."""
    if a.figure.per == b.figure.per:
        return True
    one, other = denominator(a.figure, a.about), denominator(b.figure, b.about)
    return bool(one and other) and factor(one, other) is not None


def _scopes(about: About) -> frozenset[str]:
    """The record's scopes; "letters will go to the 1,420 employees" forecasts nothing about the employees.

    "update" ("the toll has risen to 14") tells figures of an unfolding event apart, nothing else; and there "900 of
    the day's flights were cancelled" is the whole of what was cancelled.
    """
    found = about.scopes
    if about.role and roles()[about.role].delta:
        found = found - {"change"}
    if about.definite:
        found = frozenset(s for s in found if s not in _PRESUPPOSED and not s.startswith("setting"))
    role = roles().get(about.role)
    return found - {"part"} if role is not None and role.event else found - {"update"}


def _event_noun(a: About, b: About) -> bool:
    """“900 of the day's flights were cancelled”, “today's 740 cancellations”: one noun is the event itself."""
    return a.role == b.role != "" and not roles()[a.role].counted.isdisjoint((a.noun, b.noun))


def _two_days(a: When, b: When) -> bool:
    """Clock times of two different days: 11:30 yesterday, 9:00 today."""
    if a.clock is None or a.clock == b.clock:
        return False
    named = a.relative and b.relative and bool(a.word and b.word and a.word != b.word)
    return named or (None not in (a.first, b.first) and a.first != b.first)


_LONG = frozenset(("year", "decade", "century"))


def _dated(mention: Mention) -> bool:
    """True for a figure tied to a year that is not the article's own, or to last or next year."""
    own = mention.document.dateline
    for when in mention.about.times:
        if when.word in frame_words().ahead or (when.word in frame_words().past and mention.figure.kind == "count"):
            return True
        if when.granularity in _LONG and when.year is not None and (own is None or when.year != own.year):
            return True
    return False


def other_owner(a: About, b: About) -> str:
    """The two owners as the grammar names them, when they are two: "Alder" / "Bexley", "the mayor" / "her deputy"."""
    one, other = a.owner, b.owner
    if not one or not other or one == other or "organisation" in (one, other):
        return ""
    if not (a.possessed and b.possessed) and (one in (*b.subjects, *b.others) or other in (*a.subjects, *a.others)):
        return ""
    if _meet((one,), (other,)):
        plain, about = (one, a) if len(one) < len(other) else (other, b)
        return f"{one} / {other}" if _before(about, plain) and other.endswith(one) != one.endswith(other) else ""
    return f"{one} / {other}"


def roles_fit(a: str, b: str) -> bool:
    """One is unknown, they are one, or they are of one group (how high it is above, how deep it lies below)."""
    return not a or not b or a == b or (roles()[a].group != "" and roles()[a].group == roles()[b].group)


def _nouns_fit(a: Mention, b: Mention, strict: bool) -> bool:
    ra, rb = a.about, b.about
    if ra.noun == rb.noun or (a.figure.kind == "ordinal" and not strict):
        return True
    if a.figure.kind not in ("count", "ordinal"):
        return not strict or not (ra.noun and rb.noun)
    if not ra.noun or not rb.noun:
        return ra.role == rb.role != "" or not strict
    if {ra.noun, rb.noun} in siblings():
        return False
    if ra.role and ra.role == rb.role:
        counted = roles()[ra.role].counted
        generic = generic_nouns() | counted
        return ra.noun in generic or rb.noun in generic
    generic = generic_nouns()
    return (ra.noun in generic or rb.noun in generic) and ra.role == rb.role and not strict


def times_apart(a: tuple[When, ...], b: tuple[When, ...], strict: bool) -> bool:
    """True when both sides name a time and no time of one touches a time of the other."""
    if not a or not b:
        return False
    return not any(_touch(x, y, strict) for x in a for y in b)


def _touch(x: When, y: When, strict: bool) -> bool:
    """True when two times may be one: as intervals where both are resolved, else part by part as written."""
    if (x.first or x.last) is not None and (y.first or y.last) is not None:
        slack = 0 if strict else 3  # two reports of one event are dated days apart
        return not (_ends_before(x, y, slack) or _ends_before(y, x, slack))
    parts = ((x.year, y.year), (x.month, y.month), (x.day, y.day), (x.weekday, y.weekday))
    known = [(p, q) for p, q in parts if p is not None and q is not None]
    return all(p == q for p, q in known) if known else x.value == y.value or not (x.value and y.value)


def _ends_before(x: When, y: When, slack: int) -> bool:
    if x.last is None or y.first is None:
        return False
    return x.last.toordinal() + slack < y.first.toordinal()


class Evidence(NamedTuple):
    """How much speaks for one thing: a score (about 0–12), the shared words, what tells the owners apart."""

    score: float
    shared: tuple[str, ...]
    owners: int  # shared owner keys
    participants: int  # shared keys, owners included
    named: int  # shared names


def evidence(a: About, b: About, weight: Mapping[str, float]) -> Evidence:
    """What the two records share. `weight` gives a stem's or key's rarity in the document(s), 0–1."""
    keys_a, keys_b = (*a.subjects, *a.others), (*b.subjects, *b.others)
    measured = roles()[a.role].nouns if a.role and a.role == b.role else frozenset()
    owners = _common(a.subjects, b.subjects, measured)
    participants = _common(keys_a, keys_b, measured)
    named = tuple(k for k in participants if k in a.names or k in b.names)
    score = 0.0
    shared: list[str] = []
    if a.role and b.role and roles_fit(a.role, b.role):
        score += 2.0
        shared.append(a.role.replace("-", " "))
    if a.noun and a.noun == b.noun and a.noun not in generic_nouns():
        score += 1.0 + weight.get(a.noun, 1.0)
        shared.append(a.noun)
    for key in participants:
        score += (1.5 if key in owners else 1.0) * (0.6 + weight.get(key, 1.0))
        shared.append(key)
    if a.verb and a.verb == b.verb and a.verb not in ("be", "have"):
        score += 0.7
        shared.append(a.verb)
    common = a.terms & b.terms
    if common and shared:
        said = {w for word in shared for w in (word, *word.split())}
        common = common - said - {stem(w) for w in said} - {stem(singular(w)) for w in said}
    score += min(2.0, sum(0.6 * weight.get(t, 1.0) for t in common))
    wider = (a.context & b.context) - common
    score += min(1.5, sum(0.25 * weight.get(t, 1.0) for t in wider))
    shared += sorted(common)
    return Evidence(score, tuple(dict.fromkeys(shared))[:6], len(owners), len(participants), len(named))


def _common(a: tuple[str, ...], b: tuple[str, ...], measured: frozenset[str]) -> tuple[str, ...]:
    """Shared keys, but not the word for what is measured: the terms of two offices are two."""
    if not a or not b:
        return ()
    return tuple(key for key in dict.fromkeys(a) if key in b and key not in measured)


def contrast(a: About, b: About) -> str:
    """What tells the two owners apart, in words; "" when nothing does.

    Two different named owners, the same head under different qualifiers ("the north plant" / "the south plant"), and
    the same noun under different modifiers ("gold" / "silver" medals) are contrasts.
    """
    named_a = [k for k in _own(a) if k in a.names]
    named_b = [k for k in _own(b) if k in b.names]
    keys_a, keys_b = (*a.subjects, *a.others), (*b.subjects, *b.others)
    if named_a and named_b and not _meet(named_a, keys_b) and not _meet(named_b, keys_a):
        return f"{named_a[0]} / {named_b[0]}"
    if not (a.definite or b.definite):
        all_a = [k for k in (*a.subjects, *a.others) if k in a.names]
        all_b = [k for k in (*b.subjects, *b.others) if k in b.names]
        if all_a and all_b and not _meet(all_a, b.names) and not _meet(all_b, a.names):
            return f"{all_a[0]} / {all_b[0]}"
    elif a.definite != b.definite:
        known, first = (a, b) if a.definite else (b, a)
        placed = [k for k in known.beside if k in known.names]
        if (
            placed
            and not _meet(placed, first.names)
            and any(k in first.names for k in (*first.subjects, *first.others))
        ):
            return f"{placed[0]} / {min(first.names)}"  # "190 in Ostby … the three hundred in Brekka"
    for key in set(a.subjects) & set(b.subjects):
        before_a, before_b = _before(a, key), _before(b, key)
        only_a, only_b = before_a - before_b, before_b - before_a
        if only_a and only_b:
            return f"{min(only_a)} / {min(only_b)}"
    if told := told_apart(a, b):
        return told
    mods_a, mods_b = a.modifiers - b.modifiers, b.modifiers - a.modifiers
    if mods_a and mods_b:
        return f"{min(mods_a)} / {min(mods_b)}"
    return ""


def _own(about: About) -> tuple[str, ...]:
    """Whose figure it is: of a set referred to ("praised the 300 workers in Brekka"), not the clause's subject."""
    return about.beside if about.definite and not about.possessed else about.subjects


def told_apart(a: About, b: About) -> str:
    """The word before one owner that singles it out from the other's: "north", "older"; "" when there is none."""
    one, other = (
        {word for word, _, key in (q.partition(" ") for q in x.qualifiers) if key in y.subjects or key not in y.others}
        for x, y in ((a, b), (b, a))
    )
    return min((one ^ other) & contrast_words(), default="")


def _before(about: About, key: str) -> set[str]:
    """The words that stand before the owner `key`."""
    return {q.removesuffix(f" {key}") for q in about.qualifiers if q.endswith(f" {key}")}


def _meet(a: Iterable[str], b: Iterable[str]) -> bool:
    """True when a name of one is, or is a part of, a name of the other: "Mesa fire" and "Badger Mesa fire"."""
    others = [_words(key) for key in b]
    return any(mine <= other or other <= mine for mine in map(_words, a) for other in others)


@lru_cache(maxsize=65536)
def _words(key: str) -> frozenset[str]:
    return frozenset(key.split())


def digits_turned(a: Figure, b: Figure) -> bool:
    """Two neighbouring digits of three or more changed places ("624" / "642"): the slip of a hand that types.

    Of chance pairs of numbers fewer than one in a hundred look like this, so it speaks for one figure told twice; it
    never makes a link by itself.
    """
    if a.value is None or b.value is None or a.value == b.value or (a.unit != b.unit and a.kind != "count"):
        return False
    one, other = (f"{f.value:f}".replace(".", "") for f in (a, b))
    while one.endswith("0") and other.endswith("0"):
        one, other = one[:-1], other[:-1]
    if len(one) != len(other) or len(one) < _TURNED:
        return False
    apart = [i for i, (x, y) in enumerate(zip(one, other, strict=True)) if x != y]
    return len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(one) == sorted(other)


def scale_slipped(a: Figure, b: Figure) -> bool:
    """The same three or more digits under two scale words ("$54.6 million" / "$54.6 billion"), and no round number."""
    if a.value is None or b.value is None or abs(a.value.adjusted() - b.value.adjusted()) not in (3, 6, 9):
        return False
    if a.value <= 0 or b.value <= 0 or (a.unit != b.unit and a.kind != "count"):
        return False
    one, other = (f"{value:f}".replace(".", "").strip("0") for value in (a.value, b.value))
    return one == other and len(one) >= _TURNED and not one.endswith("5")


def in_two_units(a: Figure, b: Figure) -> bool:
    """Two measures within a factor of two in two units ("14 hectares" / "190,000 square metres").

    Who tells of the only two in a text in two units tells one of them for another reader.
    """
    if a.kind != "measure" or b.kind != "measure" or a.unit == b.unit or a.base is None or b.base is None:
        return False
    one = a.base.low if a.base.low is not None else a.base.high
    other = b.base.low if b.base.low is not None else b.base.high
    if one is None or other is None or one <= 0 or other <= 0 or a.dimension in _NO_ZERO:
        return False
    return max(one, other) <= 2 * min(one, other)


def interval_key(interval: Interval | None) -> tuple[str, str]:
    """A hashable stand-in for an interval, to count distinct values."""
    if interval is None:
        return ("", "")
    return (str(interval.low), str(interval.high))

"""Two figures that are told as opposites, not told twice: for and against, tea and coffee, each month with its count.

A reason in words, or "": the gate of `comparisons` asks here. A writer who repeats a clause and exchanges one part of
it contrasts.
"""

from __future__ import annotations

from claimcheck.interval import Interval, disjoint
from claimcheck.lexicon.roles import conditions, happenings, roles
from claimcheck.lexicon.words import stem
from claimcheck.match.names import referents
from claimcheck.model import Claim, Mention

_EVENT = "event"
_BEFORE = 12  # characters in which the preposition before a figure stands


def opposed(a: Mention, b: Mention, strict: bool) -> str:
    """Why the two are contrasted, in words; "" when they are not. `strict` is check's reading."""
    one, other = a.about.sides, b.about.sides
    if one and other and _on_other_sides(one, other):
        return "two sides of one matter"
    if not strict:
        return ""
    if _parallel(a, b):
        return "the same said of something else"
    if _under_other_conditions(a, b):
        return "under another condition"
    return "each with a count of its own" if a.figure.when is not None and _counted_apart(a.claim, b.claim) else ""


def _on_other_sides(a: frozenset[str], b: frozenset[str]) -> bool:
    """For and against, by bus and by train: each on a side of one matter where the other is not."""
    matters = {side.rpartition(":")[0] for side in a - b}
    return any(side.rpartition(":")[0] in matters for side in b - a)


def _parallel(a: Mention, b: Mention) -> bool:
    """“Sales of tea rose 4%” / “sales of coffee rose 6%”: one clause word for word, but for what it is said of.

    But an event happens once, whatever it is called the second time ("in the fire", "in the blaze"), and "the 12 dead"
    points back.
    """
    ra, rb = a.about, b.about
    if ra.definite or rb.definite or not ra.verb or ra.verb != rb.verb or not ra.terms & rb.terms:
        return False
    one, other = _exchanged(a, rb.terms), _exchanged(b, ra.terms)
    if not one or not other:
        return False
    if ra.role and roles()[ra.role].event:
        kinds = [{happenings().get(word) or referents().get(word, word) for word in words} for words in (one, other)]
        return not (_EVENT in kinds[0] | kinds[1] or kinds[0] & kinds[1])
    return True


def _exchanged(mention: Mention, terms: frozenset[str]) -> set[str]:
    """The words of participants that are all its clause has beyond these terms and its dates; none when it has more."""
    about, dated = mention.about, set[str]()
    for figure, told in zip(mention.claim.figures, mention.claim.abouts, strict=True):
        if figure.when is not None:
            dated.update(map(stem, (*figure.surface.lower().split(), told.noun)))  # "Sunday night"
    extra = about.terms - terms - dated
    participants = {word for key in (*about.others, *about.beside) for word in key.split()}
    found = {word for word in participants if stem(word) in extra}
    return found if {stem(word) for word in found} == extra else set()


def _under_other_conditions(a: Mention, b: Mention) -> bool:
    """“94% effective after two doses”, “60% effective after one dose”: a count behind the same preposition differs."""
    one, other = _conditions(a), _conditions(b)
    return any(disjoint(interval, other[key]) for key, interval in one.items() if key in other)


def _conditions(mention: Mention) -> dict[tuple[str, str], Interval]:
    """(preposition, counted noun) → the count, for the other counts of its sentence that stand behind a condition."""
    found, text = {}, mention.document.text
    for figure, told in zip(mention.claim.figures, mention.claim.abouts, strict=True):
        if figure.kind != "count" or figure.tight is None or not told.noun or figure.start == mention.figure.start:
            continue
        before = text[max(0, figure.start - _BEFORE) : figure.start].lower().split()
        if before and before[-1] in conditions():
            found[before[-1], told.noun] = figure.tight
    return found


def _counted_apart(a: Claim, b: Claim) -> bool:
    """“16 people died on the roads in May”, “11 people died on the roads in June”: two times, two counts."""
    for one, about in zip(a.figures, a.abouts, strict=True):
        for other, beside in zip(b.figures, b.abouts, strict=True):
            if one.kind != "count" or other.kind != "count" or one.tight is None or other.tight is None:
                continue
            if about.noun and (about.noun, about.role, about.verb) == (beside.noun, beside.role, beside.verb):
                return disjoint(one.tight, other.tight)
    return False

"""How well a figure of one statement answers a figure of the other: bars, likeness, strangeness. Never the value.

Side by side, two figures are the same thing unless something objects (DESIGN 5). What objects outright is a bar; a role
or a noun in other words only weighs against the pair.
"""

from __future__ import annotations

from claimcheck.lexicon.compare import compare_words
from claimcheck.lexicon.roles import contrast_words, generic_nouns, regions, roles
from claimcheck.match.comparisons import gate
from claimcheck.match.sides import Side, View, family
from claimcheck.model import About, Mention, When

_REGION = 2.0  # a region word that both have weighs this many times a plain one
_BOTH_SIDES = 0.6  # the same content word right before, or right after, the two figures
_ROLE = 1.5  # another role: what is measured was read differently, often by a word that belongs to a neighbour
_NOUN = 0.5  # another noun for what may be one count
_STRANGE = 0.3  # for each word of the figure's own stretch that the other statement does not know
_ELSEWHERE = 0.4  # for each word that it knows, of another figure
_ENOUGH = 4.0  # more of such words say no more
_SHARE = 2.5  # worldwide against abroad
_UNSAID = 0.5  # one of them says no share
_PART = 0.7
_WHOLE = 1.0
_FRESH = 1.5  # on top of what was counted before, against the count
_SLACK = 3  # days between two reports of one event


def barred(a: View, b: View) -> str:
    """Why the two cannot be one thing, "" when they can; "role" or "noun" when that only weighs against them."""
    if singled_out(a.mention.about, b.mention.about) and not (a.region and a.region == b.region):
        return "another owner"
    if (a.rank or b.rank) and not (a.place and b.place):
        return "a place in a ranking against a count"
    one, other = _as_read(a), _as_read(b)
    found = _objection(a, b, one, other)
    if not found.startswith(("another role", "another noun")) or not nouns_meet(a, b):
        return found
    if found.startswith("another role") and any(roles()[v.mention.about.role].event for v in (a, b)):
        return found  # the dead are not the injured
    return _objection(a, b, _without(one), _without(other)) or found.split()[1].strip(":")


def _objection(a: View, b: View, one: Mention, other: Mention) -> str:
    """What the gate says, unless side by side there is an answer to it."""
    found = gate(one, other, strict=False)
    answered = (
        (found == "another time" and near_times(a.mention, b.mention))
        or (found == "another scope: additional" and a.fresh and b.fresh)
        or (found == "another scope: former" and (bool(a.bound or b.bound) or _same_time(a.mention, b.mention)))
    )
    return "" if answered else found


def _as_read(view: View) -> Mention:
    """The mention with its noun as this view reads it."""
    return view.mention._replace(about=view.mention.about._replace(noun=view.noun))


def _without(mention: Mention) -> Mention:
    """The mention as if its role and noun had not been read, to hear what else objects."""
    return mention._replace(about=mention.about._replace(role="", noun=""))


def nouns_meet(a: View, b: View) -> bool:
    """True when the two nouns may stand for one count: one family of nouns, or one counts whom the other's verb names
    ("146 reviews" / "146 people reviewed it").
    """
    if a.mention.figure.kind != "count" or a.noun == b.noun or not a.noun or not b.noun:
        return True
    rows = compare_words().alike
    if rows.get(a.noun, frozenset()) & rows.get(b.noun, frozenset()) or family(a.noun) == family(b.noun):
        return True
    generic = generic_nouns()
    if a.noun in generic and b.noun in generic:
        return True
    return (b.noun in generic and family(a.mention.figure.unit) in b.own) or (
        a.noun in generic and family(b.mention.figure.unit) in a.own
    )


def _same_time(a: Mention, b: Mention) -> bool:
    """True when both name a time and the times meet: "by 24 March 17 towns had reported" is no earlier than "as of"."""
    return any(_near(x, y) for x in a.about.times for y in b.about.times)


def near_times(a: Mention, b: Mention) -> bool:
    """True unless two times, as written, are more than a few days apart; "before" and "after" leave it open."""
    return any(_near(x, y) for x in _times(a) for y in _times(b)) if _times(a) and _times(b) else True


def _times(mention: Mention) -> list[When]:
    open_ended = {f.when for f in mention.claim.figures if f.when is not None and f.modifier != "exact"}
    return [w for w in mention.about.times if w not in open_ended]


def _near(x: When, y: When) -> bool:
    if x.year is not None and y.year is not None and x.year != y.year:
        return False
    if x.month is None or y.month is None or x.day is None or y.day is None:
        return x.month == y.month or None in (x.month, y.month)
    return abs(31 * x.month + x.day - 31 * y.month - y.day) <= _SLACK


def singled_out(a: About, b: About) -> str:
    """The word that tells two owners of one kind apart, each being singled out: "north" plant / "south" plant."""
    words = contrast_words()
    one, other = ({tuple(q.split(" ", 1)) for q in about.qualifiers if " " in q} for about in (a, b))
    for word, key in one - other:
        if word in words and any(k == key and w in words and w != word for w, k in other - one):
            return word
    return ""


def likeness(a: View, b: View) -> float:
    """What speaks for the two being one thing: shared words, nearer ones more; role, noun, unit, share."""
    names = frozenset(regions().values())
    left = a.window
    score = sum(
        min(weight, left[word]) * (_REGION if word in names else 1.0)
        for word, weight in b.window.items()
        if word in left
    )
    score += _BOTH_SIDES * ((a.before == b.before != "") + (a.after == b.after != ""))
    fa, fb, ra, rb = a.mention.figure, b.mention.figure, a.mention.about, b.mention.about
    score += 1.0 * (ra.role != "" and ra.role == rb.role)
    score += 0.8 * (a.noun != "" and a.noun == b.noun)
    score -= 0.4 * len((ra.scopes ^ rb.scopes) - {"forecast", "total", "yearly"})
    score += 0.5 * (fa.unit == fb.unit or (a.noun != "" and a.noun == b.noun))
    score -= 0.5 * (fa.kind == "count" and (a.noun == "") != (b.noun == ""))
    score -= 0.5 * (fa.when is not None and ra.verb != rb.verb)
    return score


def against(a: View, b: View, bar: str) -> float:
    """What weighs against the pair whatever the words say; a share that both name outweighs a role."""
    if bar == "role":
        return _NOUN if a.region and a.region == b.region else _ROLE
    return _NOUN * (bar == "noun" or (a.noun != b.noun and "" not in (a.noun, b.noun)))


def strangeness(a: View, b: View, sides: tuple[Side, Side]) -> float:
    """What speaks for another figure of the first statement being meant: the words around this one that the second
    statement does not know, those of the second that stand by another figure, another share, a part for the whole.
    """
    one, other = sides
    unknown = sum(weight for word, weight in a.own.items() if word not in other.stems)
    elsewhere = sum(
        weight for word, weight in b.own.items() if word not in a.own and any(word in view.own for view in one.views)
    )
    found = _STRANGE * min(_ENOUGH, unknown) + _ELSEWHERE * min(_ENOUGH, elsewhere)
    if b.region and a.region != b.region and (a.region or any(v.region == b.region for v in one.views)):
        found += _SHARE
    elif a.region != b.region:
        found += _UNSAID
    if a.part and not b.part:  # a part whose every word is known is the one meant: "9 in Corby" / "nine cases in Corby"
        found += _PART if unknown or not a.own else -_PART
    elif b.part and not a.part:
        found += _PART
    return found + _WHOLE * (a.whole != b.whole) + _FRESH * (a.fresh != b.fresh)

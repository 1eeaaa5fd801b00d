"""Why no figure of one statement answers a figure of the other, in words: what kept the likeliest two apart."""

from __future__ import annotations

from itertools import product

from claimcheck.match.likeness import barred, likeness
from claimcheck.match.sides import Side, View
from claimcheck.model import Mention

_OTHER_KIND = "another kind of figure"


def refusal(first: Side, second: Side) -> str:
    """“12 people” / “14 people”: another role: death toll / injured. For two statements of which no figures met."""
    one, other = _comparable(first), _comparable(second)
    if not one or not other:
        bare = " and ".join(name for name, views in (("A", one), ("B", other)) if not views)
        return f"no figure to compare in {bare}"
    pairs = [(barred(a, b), a, b) for a, b in product(one, other)]
    bar, a, b = max(pairs, key=lambda pair: (pair[0] != _OTHER_KIND, likeness(pair[1], pair[2])))
    if bar == _OTHER_KIND:
        return "no figure of one is of a kind with a figure of the other"
    return f"“{a.mention.figure.surface}” / “{b.mention.figure.surface}”: {_told(bar, a, b)}"


def _comparable(side: Side) -> list[View]:
    """The figures that are claimed; dates and places in a row only where there are no others."""
    plain = [v for v in side.views if v.mention.figure.when is None and v.mention.figure.kind != "ordinal"]
    return plain or list(side.views)


def _told(bar: str, a: View, b: View) -> str:
    """The bar with both sides of it."""
    one, other = a.mention.about, b.mention.about
    if bar == "another time":
        return f"{bar}: {_times(a.mention)} / {_times(b.mention)}"
    if bar == "another owner":
        return f"{bar}: {', '.join(sorted(one.qualifiers))} / {', '.join(sorted(other.qualifiers))}"
    if bar == "role":
        bar = f"another role: {one.role} / {other.role}"
    if bar == "noun":
        return f"another noun: {a.noun} / {b.noun}"
    return bar.replace("-", " ") or "too little in common around them"


def _times(mention: Mention) -> str:
    surfaces = {f.when: f.surface for f in mention.claim.figures if f.when is not None}
    return ", ".join(dict.fromkeys(surfaces.get(when, when.word or when.value) for when in mention.about.times))

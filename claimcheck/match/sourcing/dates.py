"""Two dates or times of day, the claim's and the source's: is the one told by the other?"""

from __future__ import annotations

from datetime import date, timedelta

from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.match.judge import judge
from claimcheck.model import Figure, When
from claimcheck.tokens import Tokens

_EARLIER = frozenset(("less-than", "at-most"))
_LATER = frozenset(("more-than", "at-least"))
_BOUNDED = _EARLIER | _LATER
_HOURS = 180  # minutes between a time and the bound that is told of it
_HALF_DAY = 720
_YEARS = 20


def dates_agree(claim: Figure, source: Figure) -> str:
    """How the claim's date follows from the source's, as a Bond: "same" where the source gives it or a narrower one,
    "bound" where it is one of many before or after, "precise" where the source has only a wider one; "" where it
    does not.
    """
    ours, theirs = claim.when, source.when
    assert ours is not None and theirs is not None
    if ours.clock is not None:
        return _clocks(claim, source, ours, theirs)
    if ours.value == theirs.value or _is_end(ours, theirs):
        return "same"
    if _resolved(ours) and _resolved(theirs):
        if _inside(theirs, ours) or _one_start(claim, source, ours, theirs):
            return "same"
        if claim.modifier == "at-least" and ours.first is not None and theirs.first is not None:
            begun = _begun(ours, ours.first)  # "since the 2000s" / "joined in 2003"
            if begun[0] <= theirs.first <= begun[1]:
                return "same"
        if claim.modifier in _BOUNDED and judge(source, claim, told=False).outcome == "agree" and _near(ours, theirs):
            return "bound"
        if claim.modifier in _BOUNDED and source.modifier != "exact":
            return "loose" if judge(source, claim, told=False).outcome != "conflict" and _near(ours, theirs) else ""
        return "precise" if _inside(ours, theirs) else ""
    if claim.modifier in _BOUNDED and ours.month is not None and theirs.month is not None:
        one, other = (f._replace(when=w._replace(first=None, last=None)) for f, w in ((source, theirs), (claim, ours)))
        return "bound" if judge(one, other, told=False).outcome == "agree" else ""
    return _parts(ours, theirs)


def _clocks(claim: Figure, source: Figure, ours: When, theirs: When) -> str:
    if theirs.clock is None or ours.clock is None:
        return ""
    days = [when.first for when in (ours, theirs) if when.first is not None]
    if len(set(days)) > 1:
        return ""
    if ours.clock == theirs.clock or (theirs.clock - ours.clock == _HALF_DAY and not _says_half(claim)):
        return "same"
    before, after = claim.modifier in _EARLIER, claim.modifier in _LATER
    if (before and theirs.clock < ours.clock) or (after and theirs.clock > ours.clock):
        return "bound" if abs(theirs.clock - ours.clock) <= _HOURS else "loose"
    return ""


def _says_half(figure: Figure) -> bool:
    """True for "6.30am" and "six in the morning", which are never half past six in the evening."""
    features = alphabet().features
    tokens = Tokens(figure.surface, alphabet())
    return any("MERIDIEM" in features(letter) for letter in tokens.letters)


def _is_end(ours: When, theirs: When) -> bool:
    """“From 24 April to 6 October”: the day it began, or ended."""
    return ours.value in theirs.value.split("/") or (
        "/" in theirs.value and ours.first is not None and ours.first == ours.last in (theirs.first, theirs.last)
    )


def _near(ours: When, theirs: When) -> bool:
    """“Before 2008” is said of 2007 or 2001, not of 1804."""
    one, other = ours.first or ours.last, theirs.first or theirs.last
    return one is not None and other is not None and abs(one.year - other.year) <= _YEARS


def _resolved(when: When) -> bool:
    return when.first is not None or when.last is not None


def _inside(inner: When, outer: When) -> bool:
    """True where every day of `inner` is one of `outer`."""
    low = outer.first is None or (inner.first is not None and inner.first >= outer.first)
    high = outer.last is None or (inner.last is not None and inner.last <= outer.last)
    closed = outer.first is not None and outer.last is not None
    return low and high and closed


def _begun(when: When, first: date) -> tuple[date, date]:
    """The stretch in which something said to last since then began, as wide as the date is written."""
    years = {"year": 1, "decade": 10, "century": 100}.get(when.granularity, 0)
    if years:
        return first, first.replace(year=first.year + years - 1, month=12, day=31)
    return first, first + timedelta(days=30 if when.granularity == "month" else 0)


def _one_start(claim: Figure, source: Figure, ours: When, theirs: When) -> bool:
    """“Since 2019” and “in 2019”, “by May” and “in May”: one date behind two prepositions."""
    if {claim.modifier, source.modifier} == {"exact"}:
        return False
    return bool(ours.year) and (ours.year, ours.month, ours.day) == (theirs.year, theirs.month, theirs.day)


def _parts(ours: When, theirs: When) -> str:
    """Dates one of which lacks its year or its day: part by part as written or as resolved."""
    one, other = _known(ours), _known(theirs)
    shared = [(one[k], other[k]) for k in one if k in other]
    if not shared or any(a != b for a, b in shared):
        return ""
    if "weekday" in one and "weekday" in other and len(shared) == 1:
        return "same"
    wanted = {k for k in one if k != "weekday"} - {"year"} or {"year"} & one.keys()
    return "same" if wanted and wanted <= other.keys() else "precise" if wanted & other.keys() else ""


def _known(when: When) -> dict[str, int]:
    """The parts of a date that are written or resolved."""
    found: dict[str, int | None] = {
        "year": when.year,
        "month": when.month,
        "day": when.day,
        "weekday": when.weekday,
    }
    if when.first is not None and when.first == when.last:
        day = when.first
        found = {"year": day.year, "month": day.month, "day": day.day, "weekday": day.weekday()}
    return {key: value for key, value in found.items() if value is not None}

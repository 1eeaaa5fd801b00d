"""Neighbouring parts that are one figure, or share a unit: ranges, compounds, lists, scores, plus-minus.

"3.5-4 km", "between $3 and $5 million", "6ft 2in", "3, 5 and 7 km", "52-48", "20 ± 2", "one in five".
Refuses to join across anything but the few joining words and marks below.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from claimcheck.extract.elided import lend_units
from claimcheck.extract.nouns import counted, gapped, is_plural
from claimcheck.extract.numbers import DASHES, ONE, TENTH, Number
from claimcheck.extract.pairs import RANGE_DASHES, innings, is_score, odds, score
from claimcheck.extract.parts import Part, set_noun
from claimcheck.extract.surfaces import match_unit
from claimcheck.extract.tables import Tables
from claimcheck.interval import last_nonzero_digit
from claimcheck.lexicon.cues import Cues
from claimcheck.lexicon.units import Unit
from claimcheck.lexicon.words import base_form, tenses
from claimcheck.tokens import Tokens

PLAIN = frozenset(("digits", "words"))
SHARE_OF = frozenset((3, 4, 5, 10, 15, 20, 25, 30, 40, 50, 100, 200, 500, 1000))
MARKS = frozenset((4, 5, 6, 10, 20, 100))  # what ratings count to
LEAST_SHARED = 1000
MOST_BETWEEN = 5
AHEAD_REACH = 3  # tokens: "could well grow"
FORECAST = 3  # times: "will rise 5p to 32p" is no range
FAR = ("…",)


def joined(tokens: Tokens, parts: list[Part], tables: Tables) -> list[Part]:
    """The parts with neighbours joined, in order."""
    for part in parts:
        if part.noun and part.unit is None:
            _described(tokens, part, tables)
    if len(parts) < 2:
        return parts
    found = [parts[0]]
    for part in parts[1:]:
        last = found[-1]
        gap = _gap(tokens, last, part)
        whole = None
        if gap == ("-",) and _is_model(tokens, last):
            _count_models(tokens, last, part, tables.cues)
        elif gap is not FAR:
            whole = (
                _compound(tokens, last, part, gap, tables)
                or _ratio(tokens, last, part, gap, tables.cues)
                or odds(tokens, last, part, gap, tables.cues)
                or innings(tokens, last, part, gap)
                or _range(tokens, last, part, gap, tables.cues)
                or _give_or_take(last, part, gap, tables.cues)
            )
        if whole is not None:
            found[-1] = whole
            continue
        found.append(part)
    _share_lists(tokens, found, tables.cues)
    _share_brackets(tokens, found, tables)
    _share_past_sizes(tokens, found, tables.cues)
    _share_forward(tokens, found, tables.cues)
    lend_units(tokens, found)
    return [part for part in found if part.kind != "none"]


def _described(tokens: Tokens, part: Part, tables: Tables) -> None:
    """As in "11,000 flying hours", "400 man-hours": a time with a word before it, no count of things."""
    unit = tables.units.units.get(part.noun)
    if unit is None or unit.dimension != "duration" or part.noun_end <= part.tail or tokens.word(part.tail) == "of":
        return
    if part.value != 1 and not tokens.words[part.noun_end - 1].endswith("s"):
        return  # "we will be 3 next week"
    part.unit, part.tail, part.noun, part.noun_end = unit, part.noun_end, "", 0


def _gap(tokens: Tokens, first: Part, second: Part) -> tuple[str, ...]:
    """The words between two parts; more than five say nothing."""
    if second.head - first.tail > MOST_BETWEEN:
        return FAR
    return tuple(tokens.words[first.tail : second.head])


def _is_model(tokens: Tokens, first: Part) -> bool:
    """As in "12 F-16 jets": the capital letter after the space belongs to the digits behind its hyphen."""
    at = first.number.tail
    if first.unit is None or first.tail != at + 1 or len(tokens.words[at]) != 1 or not tokens.surface(at).isupper():
        return False
    return not tokens.joined(at - 1) and tokens.joined(at) and tokens.joined(at + 1)


def _count_models(tokens: Tokens, first: Part, second: Part, cues: Cues) -> None:
    first.unit, first.tail, second.kind = None, first.number.tail, "none"
    set_noun(tokens, first, cues)


def _compatible(first: Part, second: Part) -> bool:
    return first.unit is None or second.unit is None or first.unit == second.unit


def is_rating(tokens: Tokens, cues: Cues) -> bool:
    """True when the sentence speaks of ratings, so that "7/10" is one and no share."""
    return not cues.score_ratings.isdisjoint(tokens.words)


def _compound(tokens: Tokens, first: Part, second: Part, gap: tuple[str, ...], tables: Tables) -> Part | None:
    """As in "6ft 2in", "2 hours and 15 minutes", "13 dollars and 45 cents": one figure."""
    one, two = first.unit, second.unit
    if one is not None and one.dimension == "money" and two is None and gap in ((), ("and",)):
        return None if gap and tokens.word(second.tail)[:1].isalnum() else _cents(first, second)
    if one is None or two is None or gap not in tables.cues.joins.compound:
        return None
    if first.value is None or second.value is None:
        return None
    if first.number.scale > 1 or second.value < 0 or first.top is not None or first.number.step < 1:
        return None
    if one.dimension == "money" and two.dimension == "money":
        small = two.factor == Decimal("0.01") and one.factor == 1 and second.value < 100 and not second.left
        if small and (one.base == two.base or (two.name == "cent" and one.name.endswith(("dollar", "euro")))):
            return _summed(first, second, first.value + second.value / 100, one, Decimal("0.01"))
        return None
    if one.name == "hour" and two.name == "metre" and not gap:
        two = tables.units.units["minute"]  # "2h 15m"
    smaller, ratio = tables.units.compounds.get(one.name, ("", 0))
    if smaller != two.name or second.value >= ratio:
        return None
    return _summed(first, second, first.value * ratio + second.value, two, second.number.step)


def _cents(first: Part, second: Part) -> Part | None:
    """As in "15 dollars 50", "thirteen dollars and forty-five": the cents unnamed."""
    if first.left or first.unit is None or first.value is None or second.value is None or second.noun:
        return None
    number = second.number
    whole = first.number.scale == 1 and first.number.step == 1 and number.step == 1 and first.unit.factor == 1
    small = number.style in PLAIN and 10 <= second.value < 100 and number.tail == second.tail
    if not whole or not small:
        return None
    return _summed(first, second, first.value + second.value / 100, first.unit, Decimal("0.01"))


def _summed(first: Part, second: Part, value: Decimal, unit: Unit, step: Decimal) -> Part:
    number = Number(first.number.head, second.number.tail, value, value, 1, step, "digits")
    return replace(first, number=number, tail=second.tail, value=value, unit=unit)


def _ratio(tokens: Tokens, first: Part, second: Part, gap: tuple[str, ...], cues: Cues) -> Part | None:
    """As in "one in five", "two out of three"; "8.35 out of 10" is a rating, "26 out of 28 towns" two counts."""
    a, b = first.value, second.value
    if gap not in cues.joins.ratio or a is None or b is None or first.unit or second.unit or second.top:
        return None
    if not 0 <= a <= b or b != int(b) or first.number.style not in PLAIN:
        return None
    if b > 1000 and (a != 1 or gap[0] != "in" or (tokens.words[second.number.head].isdecimal() and b < 2100)):
        return None
    head, tail, step = first.number.head, second.number.tail, first.number.step
    counted_of = second.noun != "" and tokens.word(second.noun_end - 1) not in cues.score_ratings
    if gap == ("out", "of") and int(b) in MARKS and (step < 1 or (not counted_of and is_rating(tokens, cues))):
        number = Number(head, tail, a, a, 1, step, "rating", out_of=int(b))
        return replace(first, number=number, tail=second.tail, noun="", noun_end=0)
    if a != int(a) or not 0 < a < b or a > 10 or (a > 1 and b > 10 and int(b) not in SHARE_OF):
        first.noun = first.noun or second.noun
        return None
    if gap == ("in",) and a > 1 and int(b) not in SHARE_OF:
        return None
    number = Number(head, tail, a / b, a / b, 1, TENTH, "ratio", "ratio", out_of=0 if counted_of else int(b))
    return replace(first, number=number, tail=second.tail, value=a / b, noun="", noun_end=0)


def _range(tokens: Tokens, first: Part, second: Part, gap: tuple[str, ...], cues: Cues) -> Part | None:
    """A range, a score, or `None`. A unit, scale or noun that stands once belongs to both ends."""
    if len(gap) == 3 and gap[0] in DASHES and gap[2] in DASHES:
        gap = gap[1:2]  # "10-to-15-minute"
    elif _hangs(first, second, gap):
        gap = gap[1:]  # "8- to 16-metre"
    if len(gap) != 1 or first.value is None or second.value is None or first.top or not _compatible(first, second):
        return None
    if first.number.style not in PLAIN or second.number.style not in PLAIN:
        return None
    mark, before = gap[0], tokens.word(first.head - 1)
    dashed = mark in RANGE_DASHES
    if (dashed or gap in cues.joins.range) and is_score(tokens, first, second, cues, dashed=dashed):
        return score(tokens, first, second)
    if not _ranges(tokens, first, second, mark, before, cues):
        return None
    if first.noun and not first.unit and not dashed and first.noun_end and first.noun_end < second.head:
        return None
    _share(first, second)
    if before not in ("between", "from"):
        _share_thousands(tokens, first, second)
    if not _compatible(first, second):
        return None
    spread = before == "between" or (before == "from" and tokens.word(first.head - 2) in cues.range_spread)
    if first.value > second.value and spread:  # "ranged from -18 to -34 °C"
        first.value, second.value = second.value, first.value
        first.number, second.number = second.number, first.number
    elif first.value >= second.value:
        if before == "from":
            first.change, second.change = "from", "to"
        return None
    first.head -= before in ("between", "from")
    first.tail, first.top, first.modifier = second.tail, second, "between"
    first.noun, first.noun_end = second.noun, second.noun_end
    return first


def _hangs(first: Part, second: Part, gap: tuple[str, ...]) -> bool:
    """True for a hyphen that waits for the unit or noun behind the next number: "two- to three-year"."""
    return len(gap) == 2 and gap[0] in DASHES and first.unit is None and (second.unit is not None or second.noun != "")


def _ranges(tokens: Tokens, first: Part, second: Part, mark: str, before: str, cues: Cues) -> bool:
    """True when the mark or word between the parts makes a range of them here."""
    if mark in RANGE_DASHES:
        spaced = not tokens.joined(first.tail - 1)
        return not (spaced and mark == "-" and (first.unit is not None) and second.unit is None)
    if (mark,) in cues.joins.range:
        if before == "between":
            return True
        if before == "by" and second.unit is None:
            first.change, second.change = "by", "to"
            return False
        changing = any(w in cues.change_words for w in tokens.words[max(0, first.head - 8) : first.head])
        if before == "from" and changing:
            first.change, second.change = "from", "to"
            _share(first, second)
            return False
        if first.unit is not None and second.unit is None and not first.left and before in cues.change_by:
            return False  # "lost 2 per cent to 1,814"
        if before == "of" or not changing or first.unit is None or before == "from":
            return True
        return _is_forecast(tokens, first, second, cues)
    if mark == "and":
        return before == "between"
    if mark == "or" and first.value is not None and second.value is not None:
        low, high = last_nonzero_digit(first.value or ONE), last_nonzero_digit(second.value or ONE)
        gap = second.value - first.value  # "two or three", "20 or 30"
        return first.unit is None and (gap == second.number.step or gap == low == high)
    return False


def _is_forecast(tokens: Tokens, first: Part, second: Part, cues: Cues) -> bool:
    """As in "will grow 4% to 6%": what is still to come is a range; "rose 4% to 6%" may tell the size and the end."""
    if first.unit != second.unit or (second.value or ONE) > (first.value or ONE) * FORECAST:
        return False
    at = first.head - 1
    at -= tokens.word(at) == "by"
    at -= tokens.word(at) in ("up", "down")
    verb = tokens.word(at)
    if verb not in cues.change_words or base_form(verb) != verb:
        return False
    return not tenses().ahead.isdisjoint(tokens.words[max(0, at - AHEAD_REACH) : at])


def _share(first: Part, second: Part) -> None:
    """As in "$3 and $5 million", "3.5-4 km": what stands once belongs to both ends."""
    number, other = first.number, second.number
    if number.scale == 1 < other.scale and first.value is not None and number.mantissa <= other.mantissa * 10:
        _scale(first, other.scale)
    if first.unit is None:
        first.unit = second.unit
    elif second.unit is None:
        second.unit = first.unit


def _share_scale(tokens: Tokens, first: Part, second: Part, cues: Cues) -> None:
    """As in "offers of $3 and $5 million"; not in "the fee was $3 and $5 million was raised"."""
    number, other = first.number, second.number
    if number.scale > 1 or other.scale < LEAST_SHARED or first.value is None or first.unit not in (None, second.unit):
        return
    if tokens.word(max(second.tail, second.noun_end)) in cues.auxiliaries or "," in tokens.words[number.head]:
        return
    if number.mantissa <= other.mantissa * 10 and other.mantissa <= number.mantissa * 10:
        _scale(first, other.scale)


def _scale(part: Part, scale: int) -> None:
    number = part.number
    part.number = replace(number, value=number.mantissa * scale, scale=scale, step=number.step * scale)
    part.value = None if part.value is None else part.value * scale


def _share_thousands(tokens: Tokens, first: Part, second: Part) -> None:
    """As in "15 to 20,000 people": the thousands of the upper end are those of the lower."""
    low, high = first.value, second.value
    if low is None or high is None or first.left or second.number.scale > 1 or first.number.step != 1:
        return
    if tokens.words[second.number.head].endswith(",000") and low < high / 1000 <= low * 10:
        _scale(first, 1000)
        first.number = replace(first.number, scale=1)


def _give_or_take(first: Part, second: Part, gap: tuple[str, ...], cues: Cues) -> Part | None:
    """As in "20 ± 2 km", "20 plus or minus 2", "20, give or take 2"."""
    words = tuple(w for w in gap if w != ",")
    aside = words[1:] in cues.joins.plus_minus and first.unit is not None and second.unit is not None
    if words not in cues.joins.plus_minus and not aside:
        return None
    if first.value is None or second.value is None or first.top or not _compatible(first, second):
        return None
    _share(first, second)
    low, high = first.value - second.value, first.value + second.value
    top = replace(second, value=high)
    kind = "age" if aside and words[0] in cues.age_old else first.kind  # "3 years old, give or take a month"
    return replace(first, value=low, unit=first.unit, tail=second.tail, top=top, modifier="about", kind=kind)


def _share_lists(tokens: Tokens, parts: list[Part], cues: Cues) -> None:
    """As in "3, 5 and 7 km", "24x24ft": a bare number takes the unit or noun of the next in its list."""
    for i in range(len(parts) - 2, -1, -1):
        first, second = parts[i], parts[i + 1]
        if first.left and second.left and _gap(tokens, first, second) in cues.joins.list:
            _share_scale(tokens, first, second, cues)
        if first.unit is not None or first.noun or first.kind or first.number.style not in PLAIN:
            continue
        gap = _gap(tokens, first, second)
        if _hangs(first, second, gap):
            gap = gap[1:]
        listed = gap in cues.joins.list or (gap == (",",) and i + 2 < len(parts))
        if not (listed or gap in cues.joins.product) or second.number.style not in PLAIN:
            continue
        _share_scale(tokens, first, second, cues)
        if gap == ("by",):
            second.change = "none"
        if second.unit is not None and not second.left:
            first.unit = second.unit
        elif second.unit is None and second.noun and listed and first.tail != second.noun_end:
            first.noun = second.noun


def _share_forward(tokens: Tokens, parts: list[Part], cues: Cues) -> None:
    """As in "20 metres by 30", "Brazil won 12 medals, Chile seven": a bare number takes what the one before it has."""
    for first, second in pairwise(parts):
        if second.unit is not None or second.kind or second.number.style not in PLAIN:
            continue
        gap = _gap(tokens, first, second)
        if gap in cues.joins.product and first.unit is None and tokens.joined(first.tail) and not first.noun:
            first.kind = second.kind = "none"  # "a 4x4 vehicle"
            continue
        if second.noun:
            continue
        sizes = first.unit is not None and first.unit.dimension == "length" and gap in cues.joins.product
        if (
            first.unit is not None
            and not first.left
            and (sizes or gapped(tokens, first.tail, second.head, second.tail, cues))
        ):
            second.unit = first.unit
        elif first.noun and first.unit is None and gapped(tokens, first.tail, second.head, second.tail, cues):
            second.noun = first.noun


def _share_past_sizes(tokens: Tokens, parts: list[Part], cues: Cues) -> None:
    """As in "40 two-bedroom flats", "six 500-pound bombs": the noun stands behind what describes it."""
    for first, second in pairwise(parts):
        if second.head != first.tail or first.unit is not None or first.noun or first.number.style not in PLAIN:
            continue
        if second.noun_end and is_plural(tokens.words[second.noun_end - 1], cues) and second.number.style in PLAIN:
            if tokens.word(second.tail) in DASHES and tokens.joined(second.tail):
                first.noun, second.kind = "-".join((tokens.words[second.head], second.noun)), "none"
                first.noun_end = second.noun_end  # "15 three-pointers"
            continue
        end = max(second.tail, second.noun_end)
        end += (tokens.word(end) in DASHES) * 2  # "two 40-year-old men"
        if any(word in DASHES for word in tokens.words[second.tail - 2 : second.noun_end or second.tail + 1]):
            first.noun = counted(tokens, end, cues, many=True)[0]


def _share_brackets(tokens: Tokens, parts: list[Part], tables: Tables) -> None:
    """As in "three (3) months": both numbers take the unit or noun behind the bracket."""
    for first, second in pairwise(parts):
        at = second.tail
        if _gap(tokens, first, second) != ("(",) or tokens.word(at) != ")" or first.unit or second.unit:
            continue
        if first.number.style != "words" or second.number.style != "digits":
            continue
        shadow = replace(second, tail=at + 1)
        _behind(tokens, shadow, tables)
        if shadow.unit is not None or shadow.noun:
            first.unit = second.unit = shadow.unit
            first.noun = second.noun = shadow.noun


def _behind(tokens: Tokens, part: Part, tables: Tables) -> None:
    found = match_unit(tokens, part.tail, tables.units, digits=False)
    if found is not None:
        part.unit = found[0].unit
    else:
        set_noun(tokens, part, tables.cues)

"""Neighbouring numbers that are one figure, or share a unit: ranges, compounds, lists, scores, plus-minus, restatements.

"3.5-4 km", "between $3 and $5 million", "6ft 2in", "3, 5 and 7 km", "52-48", "20 ± 2", "one in five", "20 miles (32 km)".
Refuses to join across anything but the few joining words and marks below.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claimcheck.extract.numbers import DASHES, ONE, Number
from claimcheck.extract.parts import Part
from claimcheck.lexicon.modifiers import modifiers
from claimcheck.lexicon.units import Unit, UnitTable
from claimcheck.lexicon.vocabulary import vocabulary
from claimcheck.tokens import Tokens

RANGE_DASHES = DASHES | {"—", "~", "−"}
RANGE_WORDS = frozenset(("to", "through"))
SMALLER = {
    ("foot", "inch"): 12,
    ("yard", "foot"): 3,
    ("mile", "yard"): 1760,
    ("stone", "pound"): 14,
    ("pound", "ounce"): 16,
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
    ("day", "hour"): 24,
    ("week", "day"): 7,
    ("year", "month"): 12,
}
SHARE_OF = frozenset((3, 4, 5, 10, 20, 100, 1000))


def joined(tokens: Tokens, parts: list[Part], units: UnitTable) -> list[Part]:
    """The parts with neighbours joined, in order."""
    if not parts:
        return parts
    _quoted_feet(tokens, parts, units)
    found: list[Part] = [parts[0]]
    for part in parts[1:]:
        last = found[-1]
        gap = _gap(tokens, last, part)
        whole = (
            _compound(tokens, last, part, gap)
            or _ratio(tokens, last, part, gap)
            or _range(tokens, last, part, gap)
            or _give_or_take(last, part, gap)
        )
        if whole is not None:
            found[-1] = whole
            continue
        if gap == ("(",) and tokens.word(part.tail) in (")", ",", ";"):
            part.restates = True
            if last.unit is None and part.unit is None and last.number.style == "words" and last.value == part.value:
                last.noun = part.noun
        found.append(part)
    _share_lists(tokens, found)
    return found


def _gap(tokens: Tokens, first: Part, second: Part) -> tuple[str, ...]:
    """The words between two parts; more than four say nothing."""
    if second.head - first.tail > 4:
        return ("…",)
    return tuple(tokens.word(i) for i in range(first.tail, second.head))


def _compatible(first: Part, second: Part) -> bool:
    if first.unit is None or second.unit is None:
        return True
    return first.unit is second.unit or first.unit == second.unit


def _compound(tokens: Tokens, first: Part, second: Part, gap: tuple[str, ...]) -> Part | None:
    """ "6ft 2in", "2 hours and 15 minutes", "13 dollars and 45 cents": one figure."""
    if gap not in ((), ("and",), (",",), (",", "and")) or first.value is None or second.value is None:
        return None
    one, two = first.unit, second.unit
    if one is None or two is None or first.number.scale > 1 or second.value < 0:
        return None
    if one.dimension == "money" and two.dimension == "money":
        cents = two.factor == Decimal("0.01") and one.factor == 1 and not first.left and second.value < 100
        if cents and (one.base == two.base or (two.name == "cent" and one.name.endswith(("dollar", "euro")))):
            return _summed(first, second, ONE, first.value + second.value / 100, one, Decimal("0.01"))
        return None
    ratio = SMALLER.get((one.name, two.name))
    if ratio is None or second.value >= ratio or first.number.step < 1:
        return None
    return _summed(first, second, Decimal(ratio), first.value * ratio + second.value, two, second.number.step)


def _summed(first: Part, second: Part, ratio: Decimal, value: Decimal, unit: Unit, step: Decimal) -> Part:
    number = Number(first.number.head, second.number.tail, value, value, 1, step, "digits")
    return replace(first, number=number, tail=second.tail, value=value, unit=unit)


def _ratio(tokens: Tokens, first: Part, second: Part, gap: tuple[str, ...]) -> Part | None:
    """ "one in five", "two out of three", "1 in 10"."""
    a, b = first.value, second.value
    if gap not in (("in",), ("in", "every"), ("out", "of"), ("out", "of", "every"), ("of", "every"), ("of",)):
        return None
    if a is None or b is None or not 0 < a < b or first.unit or second.unit or a != int(a) or b != int(b):
        return None
    if gap == ("of",) or (gap == ("in",) and a > 1 and int(b) not in SHARE_OF):
        return None
    if a > 10 or (gap == ("in",) and 1900 <= b <= 2100):
        return None
    number = Number(first.number.head, second.number.tail, a / b, a / b, 1, Decimal("0.1"), "ratio", "ratio")
    return replace(first, number=number, tail=second.tail, value=a / b, noun="")


def _range(tokens: Tokens, first: Part, second: Part, gap: tuple[str, ...]) -> Part | None:
    """A range, or a score, or `None`. A shared unit or scale goes to the first end."""
    if len(gap) != 1 or first.value is None or second.value is None or first.top or not _compatible(first, second):
        return None
    if first.number.style not in ("digits", "words") or second.number.style not in ("digits", "words"):
        return None
    mark, before = gap[0], tokens.word(first.head - 1)
    if mark in RANGE_DASHES:
        if tokens.low[first.tail - 1] != tokens.word(first.tail - 1) and mark == "-" and first.unit is not None:
            return None
    elif mark in RANGE_WORDS:
        if before == "from" and _changing(tokens, first):
            first.change, second.change = "from", "to"
            _share(first, second)
            return None
        if _changing(tokens, first) and before != "from" and first.unit is not None and before != "between":
            return None
    elif mark == "and":
        if before != "between" and before != "both":
            return None
    elif mark == "or":
        if first.unit is not None or second.value - first.value != second.number.step:
            return None
    else:
        return None
    if mark in RANGE_DASHES | RANGE_WORDS and _is_score(tokens, first, second, mark):
        return _score(tokens, first, second)
    if first.noun and first.unit is None and mark not in RANGE_DASHES and first.noun_end <= second.head - 1:
        return None
    _share(first, second)
    if first.value is None or first.value >= second.value or not _compatible(first, second):
        if first.value is not None and mark == "to" and before == "from":
            first.change, second.change = "from", "to"
        return None
    head = first.head - 1 if before in ("between", "from") else first.head
    return replace(
        first, head=head, tail=second.tail, top=second, modifier="between", noun=second.noun, noun_end=second.noun_end
    )


def _changing(tokens: Tokens, part: Part) -> bool:
    words = modifiers().change
    return any(tokens.word(i) in words for i in range(max(0, part.head - 8), part.head))


def _share(first: Part, second: Part) -> None:
    """ "$3 and $5 million", "3.5-4 km": what stands once belongs to both ends."""
    number, other = first.number, second.number
    if number.scale == 1 and other.scale > 1 and first.value is not None and number.value is not None:
        if number.value <= other.mantissa or number.value < 1000 <= other.scale:
            number = Number(
                number.head, number.tail, number.value * other.scale, number.mantissa, other.scale,
                number.step * other.scale, number.style,
            )  # fmt: skip
            first.number, first.value = number, first.value * other.scale
    if first.unit is None:
        first.unit = second.unit
    elif second.unit is None:
        second.unit = first.unit


def _is_score(tokens: Tokens, first: Part, second: Part, mark: str) -> bool:
    """ "won 3-1", "the vote was 52-48", "by 52 votes to 48"."""
    if first.unit or second.unit or second.noun or first.noun or first.number.scale > 1 or second.number.scale > 1:
        return False
    if first.number.step != 1 or second.number.step != 1 or first.value is None or second.value is None:
        return False
    cue = vocabulary()
    cued = any(
        "SCORE_CUE" in cue.get(tokens.word(i), ()) for i in range(max(0, first.head - 7), first.head)
    ) or any("SCORE_CUE" in cue.get(tokens.word(i), ()) for i in range(second.tail, second.tail + 2))
    if mark in RANGE_WORDS:
        return cued and first.value > second.value and tokens.word(first.head - 1) != "from"
    joint = tokens.low[first.tail - 1] == tokens.word(first.tail - 1)
    return joint and (cued or first.value >= second.value) and tokens.word(first.head - 1) not in ("between", "aged", "ages")


def _score(tokens: Tokens, first: Part, second: Part) -> Part:
    tail = second.tail
    while tokens.word(tail) in RANGE_DASHES and tokens.word(tail + 1).isdecimal():
        tail += 2
    return replace(first, tail=tail, value=None, kind="score", noun="")


def _give_or_take(first: Part, second: Part, gap: tuple[str, ...]) -> Part | None:
    """ "20 ± 2 km", "20 plus or minus 2", "20, give or take 2"."""
    words = tuple(w for w in gap if w not in (",",))
    if words not in (("±",), ("+", "/", "-"), ("plus", "or", "minus"), ("give", "or", "take"), ("+", "-")):
        return None
    if first.value is None or second.value is None or not _compatible(first, second):
        return None
    _share(first, second)
    return _spread(first, second)


def _spread(first: Part, second: Part) -> Part:
    low = Number(
        first.number.head, first.number.tail, first.number.value, first.number.mantissa, first.number.scale,
        first.number.step, first.number.style,
    )  # fmt: skip
    value, reach = first.value or Decimal(0), second.value or Decimal(0)
    top = replace(second, value=value + reach)
    return replace(first, number=low, value=value - reach, tail=second.tail, top=top, modifier="about")


def _share_lists(tokens: Tokens, parts: list[Part]) -> None:
    """ "3, 5 and 7 km", "45 and 50 mg": a bare number before a comma or "and" takes the unit of the one after."""
    for i in range(len(parts) - 2, -1, -1):
        first, second = parts[i], parts[i + 1]
        gap = _gap(tokens, first, second)
        linked = gap in (("and",), ("or",), (",", "and"), (",", "or")) or (gap == (",",) and i + 2 < len(parts))
        by = gap in (("x",), ("×",), ("by",))
        if not (linked or by) or first.unit is not None or first.noun or first.kind:
            continue
        if first.number.style not in ("digits", "words") or second.number.style not in ("digits", "words"):
            continue
        if second.unit is not None and not second.left:
            first.unit = second.unit
        elif second.unit is None and second.noun and linked and second.noun_end:
            first.noun = second.noun


def _quoted_feet(tokens: Tokens, parts: list[Part], units: UnitTable) -> None:
    """ 5'10" and 9": feet and inches by their marks."""
    for part in parts:
        if part.unit is not None or part.number.style != "digits":
            continue
        mark = tokens.word(part.tail)
        tight = tokens.low[part.tail - 1] == tokens.word(part.tail - 1)
        if mark in ("'", "’", "′") and tight and tokens.word(part.tail + 1)[:1].isdecimal():
            if tokens.word(part.tail + 2) in ('"', "”", "″", "'", "’"):
                part.unit, part.tail = units.units["foot"], part.tail + 1
        elif mark in ('"', "”", "″", "''") and tight and not _open_quote(tokens, part.head):
            part.unit, part.tail = units.units["inch"], part.tail + 1
        if part.unit is not None:
            part.noun, part.noun_end = "", 0


def _open_quote(tokens: Tokens, before: int) -> bool:
    """True when a quotation is open at token `before`, so that a mark after the number closes it."""
    plain = sum(1 for token in tokens.low[:before] if token.rstrip() == '"')
    curly = sum(1 for token in tokens.low[:before] if token.rstrip() == "“")
    return bool(plain % 2) or curly > sum(1 for token in tokens.low[:before] if token.rstrip() == "”")

"""What a number is, and what digits and words share: scales ("million", "bn"), fractions of something, tables.

`reading numbers` is spread over `digits` (1,200 · 10 1/2), `spelled` (two and a half · dozens) and `reader` (where a
number may begin). All of them refuse to decide whether a number is a figure at all ("Boeing 737"), what it counts, or
what a bound word beside it means.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from claimcheck.extract.surfaces import match_unit
from claimcheck.extract.tables import Tables
from claimcheck.lexicon.numerals import Vague
from claimcheck.tokens import Tokens

ONE = Decimal(1)
TENTH = Decimal("0.1")
ARTICLES = frozenset(("a", "an"))
DASHES = frozenset(("-", "‐", "‑", "–"))
MOST_SCALES = 3  # "2 hundred thousand million"


@dataclass(slots=True)
class Number:
    """A number as written: `value` = `mantissa` × `scale`; `step` is the worth of its last written digit.

    `style`: digits words ratio ordinal multiple vague rating decade race, or "none" for what only looks like a number
    ("9/11"). `precision` names the row of numerals.toml that says how exact a word is ("half"), or "". `out_of`: what a
    written fraction or rating counts to ("8.2/10", "three out of five"), or 0; a rating's value is the number above.
    """

    head: int
    tail: int
    value: Decimal | None
    mantissa: Decimal
    scale: int
    step: Decimal
    style: str
    precision: str = ""
    vague: Vague | None = None
    out_of: int = 0


def ordinal(head: int, tail: int, value: int) -> Number:
    """A place in an order: "first", "21st"."""
    return Number(head, tail, Decimal(value), Decimal(value), 1, ONE, "ordinal")


def nothing(head: int, tail: int) -> Number:
    """Tokens that look like a number and are none: versions, "9/11", "24/7", years in words."""
    return Number(head, tail, None, ONE, 1, ONE, "none")


def group(tables: Tables, tokens: Tokens, head: int, at: int, many: Decimal) -> Number:
    """`many` of the group word at `at`: "two dozen"."""
    value = many * tables.words.groups[tokens.word(at)]
    return Number(head, at + 1, value, value, 1, ONE, "words", "dozen")


def scaled(tables: Tables, tokens: Tokens, head: int, tail: int, value: Decimal, step: Decimal, style: str) -> Number:
    """`value` times the scale words or suffixes that follow: "million", "hundred thousand", "-billion", "bn"."""
    words, scales = tokens.words, tables.words.scales
    factor, end, size = 1, tail, len(words)
    for _ in range(MOST_SCALES):
        at = end + 1 if end < size and words[end] in DASHES and tokens.joined(end) else end
        if at >= size:
            break
        word = words[at]
        times = scales.get(word)
        if times is None and style == "digits" and len(word) > 1:
            times = tables.words.suffixes.get(word)
        if times is None:
            break
        factor *= times
        end = at + 1
    if factor == 1:
        if end < size and words[end] == "dozen":
            return group(tables, tokens, head, end, value)
        return Number(head, end, value, value, 1, step, style)
    return Number(head, end, value * factor, value, factor, step * factor, style)


def fraction(tables: Tables, tokens: Tokens, head: int, tail: int, value: Decimal, row: str, *, digits: bool) -> Number:
    """A fraction just read: of a scale ("half a million"), of a unit ("half a mile"), or a ratio."""
    at = tail + 1 if tokens.word(tail) in DASHES and tokens.joined(tail - 1) else tail
    if tokens.word(at) == "of" and tokens.word(at + 1) in ARTICLES:
        at += 2
    elif tokens.word(at) in ARTICLES:
        at += 1
        at += tokens.word(at) in DASHES and tokens.joined(at - 1)  # "half-a-million"
    word = tokens.word(at)
    factor, end = 1, at
    while tokens.word(end) in tables.words.scales and end < at + MOST_SCALES:
        factor *= tables.words.scales[tokens.word(end)]
        end += 1
    if factor > 1:
        return Number(
            head, end, value * factor, value, factor, TENTH * factor, "words", "" if digits else "scaled_half"
        )
    if word == "dozen":
        return Number(head, at + 1, value * 12, value * 12, 1, ONE, "words", "dozen")
    if match_unit(tokens, at, tables.units, digits=digits) is not None:
        return Number(head, at, value, value, 1, TENTH, "digits" if digits else "words", "" if digits else row)
    return Number(head, tail, value, value, 1, TENTH, "ratio", "" if digits else row)


def and_a_half(tables: Tables, tokens: Tokens, at: int) -> tuple[Decimal | None, int]:
    """The fraction in "and a half", "-and-a-half", "and three-quarters" from the "and" at `at`, and where it ends."""
    begin = past_dash(tokens, at + 1)
    first, end = tokens.word(begin), past_dash(tokens, begin + 1)
    word = tokens.word(end)
    size = tables.words.denominators.get(word, 0)
    if first in ARTICLES or first in ("one", "1"):
        if 1 < size < 5 and not word.endswith("s"):
            return ONE / size, end + 1
    elif first in ("two", "three") and size in (3, 4):
        return Decimal(tables.words.small[first]) / size, end + 1
    return None, at


def decade(tables: Tables, tokens: Tokens, at: int, tail: int, value: int) -> Number | None:
    """As in "in her 50s", "in their late twenties": ten years of a life. Else it is a decade of the calendar."""
    words, head, low, high = tables.words, at, 0, 9
    if tokens.word(head - 1) in DASHES:
        head -= 1
    stretch = words.stretches.get(tokens.word(head - 1))
    if stretch is not None:
        head, (low, high) = head - 1, stretch
    elif head < at:
        return None
    if tokens.word(head - 1) not in tables.cues.age_whose:
        return None
    least = Decimal(value + low)
    vague = Vague(least, Decimal(value + high + 1), least - 1, Decimal(value + high + 2))
    return Number(head, tail, None, ONE, 1, ONE, "decade", "", vague)


def past_dash(tokens: Tokens, at: int) -> int:
    """Past a hyphen without spaces at `at`, if there is one."""
    return at + 1 if tokens.word(at) in DASHES and tokens.joined(at) and tokens.joined(at - 1) else at


def row_of(word: str) -> str:
    """The precision row of a denominator: "half", "third", "quarter", else "ratio"."""
    if word in ("half", "halves"):
        return "half"
    if word.startswith("third"):
        return "third"
    return "quarter" if word.startswith("quarter") else "ratio"

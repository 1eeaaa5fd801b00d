"""Numbers in words: "one hundred and two", "two and a half million", "half a mile", "a dozen", "tens of thousands".

Read left to right by hand, at most 24 words a number, so the cost is linear whatever the text repeats. Refuses years in
words ("nineteen eighty-four") and denominators that are no shares ("the second half", "a third man").
"""

from __future__ import annotations

from decimal import Decimal
from math import gcd

from claimcheck.extract.numbers import (
    ARTICLES,
    DASHES,
    ONE,
    Number,
    and_a_half,
    fraction,
    group,
    nothing,
    ordinal,
    past_dash,
    row_of,
)
from claimcheck.extract.tables import Tables
from claimcheck.tokens import Tokens

MOST_WORDS = 24
LOWEST = 10  # denominators below are only used in lowest terms
THOUSAND = 1000
HALF_STEP = Decimal("0.5")
PAIRED_REACH = 3  # tokens: "a pair of old walking boots"
AND = frozenset(("and", "&"))


def read(tables: Tables, tokens: Tokens, at: int) -> Number | None:
    """The number that begins with the cardinal word at token `at`."""
    value, tail, step, rank = _evaluate(tables, tokens, at, 0)
    if rank:
        return ordinal(at, tail, value)
    if value < 0:
        return nothing(at, tail)
    after = tokens.word(tail)
    if value <= 20:
        share = _numerator(tables, tokens, at, tail, value, after)
        if share is not None:
            return share
    joint = past_dash(tokens, tail)
    if tokens.word(joint) == "and":
        part, end = and_a_half(tables, tokens, joint)
        if part is not None:
            if step >= THOUSAND:
                return _whole_and(at, end, value, step, part)
            return _halves(tables, tokens, at, end, value + part)
    if after in tables.words.groups and after != "couple":
        return group(tables, tokens, at, tail, Decimal(value))
    return _whole(at, tail, value, step)


def _whole(head: int, tail: int, value: int, step: int) -> Number:
    scale = step if step >= THOUSAND else 1
    return Number(head, tail, Decimal(value), Decimal(value) / scale, scale, Decimal(step), "words")


def _whole_and(head: int, tail: int, value: int, step: int, part: Decimal) -> Number:
    """As in "a million and a half": the part is one of the scale."""
    total = value + part * step
    return Number(head, tail, total, total / step, step, step * HALF_STEP, "words")


def _halves(tables: Tables, tokens: Tokens, at: int, end: int, value: Decimal) -> Number:
    factor = tables.words.scales.get(tokens.word(end), 1)
    end += factor > 1
    return Number(at, end, value * factor, value, factor, factor * HALF_STEP, "words")


def _numerator(tables: Tables, tokens: Tokens, at: int, tail: int, value: int, after: str) -> Number | None:
    """As in "two-thirds", "one fifth", "three quarters of a million"."""
    dash = after in DASHES and tokens.joined(tail - 1)
    below = tokens.word(tail + 1) if dash else after
    size = tables.words.denominators.get(below, 0)
    if not 0 < value < size:
        return None
    plural = below.endswith("s") or below in ("quarter", "half")
    if (not plural) if value > 1 else below.endswith("s"):
        return None
    if size < LOWEST and gcd(value, size) > 1:
        return None  # "two quarters" of a year, "two sixths"; "four tenths" is said
    return fraction(tables, tokens, at, tail + 1 + dash, Decimal(value) / size, row_of(below), digits=False)


def _evaluate(tables: Tables, tokens: Tokens, at: int, lead: int) -> tuple[int, int, int, bool]:
    """(value, end, worth of the last word, is an ordinal) of the number words from `at`; −1 for a year in words."""
    small, scales, ordinals = tables.words.small, tables.words.scales, tables.words.ordinals
    total, current, last, step, j, end = 0, lead, 0, 1, at, at
    for _ in range(MOST_WORDS):
        word = tokens.word(j)
        if word in small:
            value = small[word]
            if not _fits(current, value):
                year = 10 <= current < 100 and not total and value >= 10 and current % 100 >= 10
                return (-1, _past(tokens, j), 1, False) if year else (total + current, end, step, False)
            current += value
            step = 1
        elif word in scales:
            scale = scales[word]
            if scale == 100:
                if not 0 < current < 100:
                    break
                current *= 100
            elif not current:
                if not total or scale <= last:
                    break
                total *= scale
            elif last and scale >= last:
                break
            else:
                total += current * scale
                current = 0
            last = scale if scale > 100 else last
            step = scale if step < 100 or scale > 100 else step
        elif word in ordinals and end > at and ordinals[word] < 100 and _fits(current, ordinals[word]):
            return total + current + ordinals[word], j + 1, 1, True
        else:
            break
        end = j + 1
        j = _connected(tables, tokens, end, total, current)
    return total + current, end, step, False


def _connected(tables: Tables, tokens: Tokens, j: int, total: int, current: int) -> int:
    """The next word of the number past a hyphen, "and" or comma that may join it; else `j` itself."""
    joint = tokens.word(j)
    if joint in tables.words.small or joint in tables.words.scales:
        return j
    following = tokens.word(j + 1)
    if joint in DASHES:
        spaced = not tokens.joined(j - 1)
        if spaced or not tokens.joined(j):
            units = following in tables.words.ones or 0 < tables.words.ordinals.get(following, 0) < 10
            return j + 1 if spaced and units and current % 100 >= 20 and not current % 10 else j
        words = tables.words
        if following == "and" and tokens.word(j + 2) in DASHES and (total or current >= 100):
            return j + 3 if tokens.word(j + 3) in words.small else j  # "one-hundred-and-twenty"
        known = following in words.small or following in words.scales or following in words.ordinals
        return j + 1 if known else j
    if joint in AND and (total or current >= 100) and following in tables.words.small:
        return j if current % 100 else j + 1
    if joint == "," and total and not current and following in tables.words.small:
        return j + 1 if tokens.word(j + 2) in tables.words.scales else j
    return j


def _fits(current: int, value: int) -> bool:
    """True when `value` (0–90) may follow `current` in the hundreds: twenty + four, hundred + twelve."""
    rest = current % 100
    if value == 0:
        return current == 0
    if value < 10:
        return rest == 0 or (rest >= 20 and rest % 10 == 0)
    return rest == 0


def _past(tokens: Tokens, at: int) -> int:
    """Past the rest of a year in words ("nineteen eighty-four")."""
    end = at + 1
    if tokens.word(end) in DASHES and tokens.joined(end - 1):
        end += 2
    return min(end, len(tokens))


# --- without a number word in front ----------------------------------------------------------------------------


def headless(tables: Tables, tokens: Tokens, at: int, floor: int) -> Number | None:
    """From a scale or group word: "a hundred", "several thousand", "a few dozen", "a couple of", "the dozen"."""
    word = tokens.word(at)
    before = tokens.word(at - 1) if at > floor else ""
    if word == "couple":
        return _couple(tables, tokens, at, before)
    if word in ("score", "gross") or (before == "of" and tokens.word(at - 2) == "couple"):
        return None
    if before in tables.words.few:
        article = at - 1 > floor and tokens.word(at - 2) in ARTICLES
        return _few(tables, tokens, at - 1 - article, at, before)
    if word in tables.words.groups:
        size = tables.words.dozens.get(before, 0)
        head = at - 1 - (tokens.word(at - 2) in ARTICLES) if size else at - (before in ARTICLES)
        if size:
            return Number(max(head, floor), at + 1, Decimal(size), Decimal(size), 1, ONE, "words")
        return group(tables, tokens, head, at, ONE)
    if before not in ARTICLES:
        return None
    value, tail, step, _ = _evaluate(tables, tokens, at, 1)
    if tokens.word(tail) == "and" and step >= THOUSAND:
        part, end = and_a_half(tables, tokens, tail)
        if part is not None:
            return _whole_and(at - 1, end, value, step, part)
    return _whole(at - 1, tail, value, step) if tail > at else None


def _couple(tables: Tables, tokens: Tokens, at: int, before: str) -> Number | None:
    after = tokens.word(at + 1)
    if before not in ARTICLES or after not in tables.cues.share_couple:
        return None
    following = at + 2 if after == "of" else at + 1
    if tokens.word(following) in tables.words.scales or tokens.word(following) == "dozen":
        return _few(tables, tokens, at - 1, following, "couple")
    return Number(at - 1, following, Decimal(2), Decimal(2), 1, ONE, "words", "couple")


def collective(tables: Tables, tokens: Tokens, at: int, floor: int) -> Number | None:
    """As in "a trio of walkers", "a pair of late goals"; "a pair of shoes" is one thing, "the trio" are named."""
    before = tokens.word(at - 1) if at > floor else ""
    if before not in ARTICLES or tokens.word(at + 1) != "of":
        return None
    ahead = tokens.words[at + 2 : at + 2 + PAIRED_REACH]
    if not tables.cues.share_paired.isdisjoint(ahead):
        return None
    value = Decimal(tables.words.sets[tokens.word(at)])
    return Number(at - 1, at + 1, value, value, 1, ONE, "words")


def _few(tables: Tables, tokens: Tokens, head: int, at: int, row: str) -> Number:
    """As in "several hundred thousand": from the scale word at `at`."""
    tail, factor = at, 1
    for _ in range(3):
        word = tokens.word(tail)
        size = tables.words.scales.get(word) or tables.words.groups.get(word)
        if size is None:
            break
        factor *= size
        tail += 1
    return Number(head, tail, None, ONE, 1, ONE, "vague", "", tables.words.few[row].times(Decimal(factor)))


def plural(tables: Tables, tokens: Tokens, at: int) -> Number | None:
    """As in "dozens", "tens of thousands", "hundreds of millions"."""
    word = tokens.word(at)
    if word in ("scores", "tens") and tokens.word(at + 1) != "of":
        return None
    vague, tail = tables.words.vague[word], at + 1
    for _ in range(2):
        larger = tables.words.vague.get(tokens.word(tail + 1)) if tokens.word(tail) == "of" else None
        if larger is None:
            break
        vague = vague.times(larger.least / 2)
        tail += 2
    if word == "tens" and tail == at + 1:
        return None
    return Number(at, tail, None, ONE, 1, ONE, "vague", "", vague)


def share(tables: Tables, tokens: Tokens, at: int, floor: int) -> Number | None:
    """From a denominator or "½": "half a million", "half of", "a third of", "½ cup"; else an ordinal or nothing."""
    word = tokens.word(at)
    glyph = tables.words.glyphs.get(word)
    if glyph is not None:
        if tokens.joined(at - 1) and tokens.word(at - 1)[0].isalpha():
            return None  # broken text: "4ï¿½0"
        return fraction(tables, tokens, at, at + 1, glyph, "ratio", digits=True)
    before = tokens.word(at - 1) if at > floor else ""
    head = at - 1 if before in ARTICLES else at
    if not (word.endswith("s") or word == "halves"):
        value = ONE / tables.words.denominators[word]
        made = fraction(tables, tokens, head, at + 1, value, row_of(word), digits=False)
        if made.style != "ratio":
            if head < at or word in ("half", "quarter"):
                return made
        elif _is_share(tables, tokens, head, at, tokens.word(at - 1)):
            return made
    rank = tables.words.ordinals.get(word)
    return ordinal(at, at + 1, rank) if rank is not None else None


def _is_share(tables: Tables, tokens: Tokens, head: int, at: int, before: str) -> bool:
    after, outside = tokens.word(at + 1), tokens.word(head - 1)
    ends = (not after[:1].isalpha() and after not in DASHES) or after in tables.cues.closed
    if tokens.word(at) == "half":
        if before in tables.words.ordinals or before in tables.cues.share_never:
            return False
        return (
            (outside in tables.cues.share_relative and tokens.word(head - 2) == "of")
            or after in tables.cues.share_of
            or (ends and outside in tables.cues.share_before)
            or after in tables.cues.share_after
        )
    if head == at:
        return False
    if outside in tables.cues.share_relative and tokens.word(head - 2) == "of":
        return True  # "£21,000, of which a third goes …"
    return after == "of" or after in tables.cues.share_after or (ends and outside in tables.cues.share_before)


def article(tables: Tables, tokens: Tokens, at: int) -> Number | None:
    """As in "about a mile", "a mile away", "an hour and a half", "a mile a day": the article at `at` counts one."""
    before, after, next_after = tokens.word(at - 1), tokens.word(at + 2), tokens.word(at + 3)
    counts = (
        before in tables.cues.article_before
        or (after == "and" and (next_after[:1].isdecimal() or next_after in tables.words.small))
        or after in tables.cues.article_after
        or (after == "or" and next_after in tables.cues.article_or)
        or (after == "of" and tokens.word(at + 1) in tables.cues.article_of and _stuff(tables, tokens, at))
        or (after in ARTICLES and next_after in tables.units.surfaces and not _is_amount(tables, before))
        or (after == "and" and next_after in ARTICLES and tokens.word(at + 4) in ("half", "quarter", "third"))
    )
    return Number(at, at + 1, ONE, ONE, 1, ONE, "words", "article") if counts else None


def _stuff(tables: Tables, tokens: Tokens, at: int) -> bool:
    """As in "a gallon of beer", not "$5 a gallon of beer", "a minute of your time"."""
    before, stuff = tokens.word(at - 1), tokens.word(at + 3)
    return stuff.isalpha() and stuff not in tables.cues.closed and not _is_amount(tables, before)


def _is_amount(tables: Tables, word: str) -> bool:
    """True for the end of a figure of which an article tells the rate: "5 dollars a mile"."""
    return word[:1].isdecimal() or word in tables.cues.numbers or word in tables.units.surfaces

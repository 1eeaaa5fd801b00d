"""Two numbers that are one result: scores ("3-1", "261-150"), odds ("three to one") and innings ("94 for six").

Refuses pairs that may be ranges or two counts, unless a word of numerals.toml [pairs] or a score word stands by.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.extract.numbers import DASHES, TENTH, Number
from claimcheck.lexicon import per_language, table
from claimcheck.lexicon.cues import Cues
from claimcheck.tokens import Tokens

if TYPE_CHECKING:
    from claimcheck.extract.parts import Part  # which asks `names`, which asks here

RANGE_DASHES = DASHES | {"—", "~", "−"}
PLAIN = frozenset(("digits", "words"))
ODDS_REACH = 6  # tokens: "outnumber the men by nearly three to one"
BY_REACH = 4  # "by a little over three to one"
WICKETS = 10
MOST_RUNS = 1200


class PairWords(NamedTuple):
    """What stands beside two numbers that are odds, an innings, or the wins and losses of a season."""

    odds: frozenset[str]
    innings: frozenset[str]
    records: frozenset[str]


@per_language
def pair_words(language: str) -> PairWords:
    """The rows of numerals.toml [pairs]."""
    rows = table("numerals", language)["pairs"]
    return PairWords(*(frozenset(rows[name].split()) for name in PairWords._fields))


def odds(tokens: Tokens, first: Part, second: Part, gap: tuple[str, ...], cues: Cues) -> Part | None:
    """As in "outnumbered by three to one", "odds of 5 to 1": so many times as many."""
    a, b = first.value, second.value
    if gap != ("to",) or a is None or b is None or not _bare(first) or not _bare(second):
        return None
    near = tokens.words[max(0, first.head - ODDS_REACH) : first.head]
    if not a > b > 0 or not are_odds(near, cues, one=b == 1):
        return None
    number = Number(first.number.head, second.number.tail, a / b, a / b, 1, TENTH, "multiple")
    return replace(first, number=number, tail=second.tail, value=a / b, change="none")


def are_odds(near: list[str], cues: Cues, *, one: bool) -> bool:
    """True where the words before "three to one" say that it compares; `one`: with one."""
    if not pair_words().odds.isdisjoint(near):
        return True
    return one and "by" in near[-BY_REACH:] and cues.change_words.isdisjoint(near)


def innings(tokens: Tokens, first: Part, second: Part, gap: tuple[str, ...]) -> Part | None:
    """As in "94 for six at lunch": runs for wickets."""
    a, b = first.value, second.value
    if gap != ("for",) or a is None or b is None or not _bare(first) or not _bare(second):
        return None
    played = b <= WICKETS and a <= MOST_RUNS and not pair_words().innings.isdisjoint(tokens.words)
    return score(tokens, first, second) if played else None


def _bare(part: Part) -> bool:
    """True for a whole number without a unit, a noun or a scale."""
    plain = part.number.style in PLAIN and part.number.step == 1 and part.number.scale == 1
    return plain and part.unit is None and not part.noun and part.top is None and not part.kind


def is_score(tokens: Tokens, first: Part, second: Part, cues: Cues, *, dashed: bool) -> bool:
    """As in "won 3-1", "the vote was 52-48", "a vote of 52 to 48", "a 0-16 season"."""
    if first.unit or second.unit or first.noun or first.value is None or second.value is None:
        return False
    falling = dashed and tokens.joined(first.tail - 1) and first.value >= second.value  # "a 2–1 League Cup defeat"
    winless = dashed and tokens.joined(first.tail - 1) and first.value == 0
    winless = winless and (not second.noun or second.noun in pair_words().records)
    if second.noun and second.noun not in cues.score_cues and not falling and not winless:
        return False
    if first.number.step != 1 or second.number.step != 1 or first.number.scale > 1 or second.number.scale > 1:
        return False
    before = tokens.word(first.head - 1)
    around = (*tokens.words[max(0, first.head - 7) : first.head], *tokens.words[second.tail : second.tail + 2])
    cued = not cues.score_cues.isdisjoint(around)
    if not dashed:
        return cued and first.value > second.value and before != "from"
    if before == "between" or before in cues.age_before:
        return False
    cued = cued or second.noun != ""
    return (cued and tokens.joined(first.tail - 1) == tokens.joined(first.tail)) or (
        tokens.joined(first.tail - 1) and (winless or first.value >= second.value)
    )


def score(tokens: Tokens, first: Part, second: Part) -> Part:
    """One figure of both; a further number belongs to it: "4-4-2"."""
    tail = second.tail
    if tokens.word(tail) in RANGE_DASHES and tokens.word(tail + 1).isdecimal():
        tail += 2  # "4-4-2"
    return replace(first, tail=tail, value=None, kind="score", noun="", noun_end=0)

"""Numbers in digits and words, before any unit: "2.5 million", "one hundred and two", "10 1/2", "half a million", "dozens".

A letter pattern finds where a number may begin; a hand-written reader takes it from there, so that every number is read
once, left to right, in time linear in its length. Refuses to decide whether a number is a figure at all ("Boeing 737"),
what it counts, or what a bound word beside it means.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from claimcheck.lexicon.numerals import Numerals, Vague, numerals
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.tokens import Tokens

ONE = Decimal(1)
LONGEST = 24  # digits; longer runs are identifiers, not figures
MOST_WORDS = 16  # words of one spelled-out number
GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
PLAIN = re.compile(r"\d+(?:\.\d+)?")
ENDINGS = frozenset(("st", "nd", "rd", "th"))
ARTICLES = frozenset(("a", "an"))
AND = frozenset(("and", "&"))
DASHES = frozenset(("-", "‐", "‑", "–"))
SLASHES = frozenset(("/", "⁄"))
DENOMINATORS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 64, 100, 1000))
HALF_OF = frozenset(("of", "the", "its", "their", "his", "her", "our", "all", "as", "that", "this", "what"))
# Words before "half" or "a third" at the end of a phrase that make it a share: "fell by half", "more than a third".
SHARE_BEFORE = frozenset(
    ("by", "than", "about", "nearly", "almost", "over", "around", "roughly", "least", "only", "just", "to", "under")
)
SHARE_AFTER = frozenset(("more", "less", "fewer", "higher", "lower", "larger", "smaller", "full", "empty"))
COUPLE_AFTER = frozenset(("of", "more", "hundred", "thousand", "dozen", "million"))


@dataclass(slots=True)
class Number:
    """A number as written: `value` = `mantissa` × `scale`; `step` is the worth of its last written digit.

    `style`: digits words ratio ordinal multiple vague, or "none" for what only looks like a number ("9/11").
    `precision` names the row of numerals.toml that says how exact a word is ("half"), or "".
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


@dataclass(frozen=True, slots=True)
class Reader:
    """The number grammar of one language. `is_unit(tokens, i)` tells whether a unit of measurement begins at i."""

    words: Numerals
    start: re.Pattern[str]
    is_unit: Callable[[Tokens, int], bool]

    def find(self, tokens: Tokens, taken: bytearray | None) -> list[Number]:
        """Every number outside the tokens marked in `taken`, in order, not overlapping; "none" styles included."""
        found: list[Number] = []
        search, letters, floor = self.start.search, tokens.letters, 0
        match = search(letters)
        while match is not None:
            at = match.start()
            number = None if taken and taken[at] else self.read(tokens, at, floor, taken)
            if number is not None:
                found.append(number)
                floor = number.tail
            match = search(letters, floor if number is not None else at + 1)
        return found

    def read(self, tokens: Tokens, at: int, floor: int, taken: bytearray | None) -> Number | None:
        """The number that begins at token `at` (or, with its article, just before), or `None`."""
        word = tokens.low[at].rstrip()
        number = self._read(tokens, at, floor, word)
        if number is not None and taken and any(taken[number.head : number.tail]):
            return None
        return number

    def _read(self, tokens: Tokens, at: int, floor: int, word: str) -> Number | None:
        words = self.words
        if word[0].isdecimal():
            return self._digits(tokens, at, word)
        if word in words.small:
            return self._spelled(tokens, at, floor)
        if word in words.vague:
            return self._plural(tokens, at, word)
        if word in words.scales or word in words.groups:
            return self._headless(tokens, at, floor, word)
        if word in words.multiples:
            return Number(at, at + 1, words.multiples[word], words.multiples[word], 1, ONE, "multiple", "multiple")
        if word in words.denominators or word in words.glyphs:
            return self._share(tokens, at, floor, word)
        if word in words.ordinals:
            return ordinal(at, at + 1, words.ordinals[word])
        return None

    # --- digits ------------------------------------------------------------------------------------------------------

    def _digits(self, tokens: Tokens, at: int, word: str) -> Number | None:
        if len(word) > LONGEST:
            return None
        tail = at + 1
        if not word.isdecimal():
            if GROUPED.fullmatch(word):
                word = word.replace(",", "")
            elif not PLAIN.fullmatch(word):
                return Number(at, tail, None, ONE, 1, ONE, "none")
        elif tokens.low[at] != word:
            word, tail = _rejoined(tokens, at, word)
        if word[0] == "0" and len(word) > 1 and word[1] != ".":
            return Number(at, tail, None, ONE, 1, ONE, "none")
        if at and tokens.low[at - 1] == "." and (at == 1 or tokens.low[at - 2][-1].isspace()):
            word, at = f"0.{word}", at - 1  # ".5 percent"
        value = Decimal(word)
        step = ONE if "." not in word else ONE.scaleb(-len(word.partition(".")[2]))
        follower = tokens.low[tail].rstrip() if tail < len(tokens.low) else ""
        if follower in ENDINGS and tokens.low[tail - 1] == word:
            return ordinal(at, tail + 1, int(value)) if step == 1 else None
        if follower in SLASHES or follower in self.words.glyphs or follower[:1].isdecimal() or follower == "-":
            mixed = self._mixed(tokens, at, tail, value, follower)
            if mixed is not None:
                return mixed
        if follower == "and":
            part, after = self._and_a_half(tokens, tail)
            if part is not None:
                return self._scaled(tokens, at, after, value + part, step, "digits")
        return self._scaled(tokens, at, tail, value, step, "digits")

    def _mixed(self, tokens: Tokens, at: int, tail: int, value: Decimal, follower: str) -> Number | None:
        """ "3/4", "10 1/2", "2-1/2", "5½"; "9/11" and "24/7" are no numbers."""
        if follower in self.words.glyphs:
            value += self.words.glyphs[follower]
            return self._scaled(tokens, at, tail + 1, value, Decimal("0.1"), "digits")
        if follower in SLASHES:
            below = tokens.word(tail + 1)
            if not below.isdecimal() or len(below) > 5 or tokens.low[tail - 1] != tokens.word(tail - 1):
                return None
            end = tail + 2
            plausible = value < int(below) and int(below) in DENOMINATORS
            if not plausible or tokens.word(end) in SLASHES or tokens.word(at - 1) in SLASHES:
                return Number(at, end, None, ONE, 1, ONE, "none")
            return self._fraction(tokens, at, end, value / int(below), "ratio", True)
        first = tail + 1 if follower == "-" else tail
        above, below = tokens.word(first), tokens.word(first + 2)
        if (
            tokens.word(first + 1) in SLASHES
            and above.isdecimal()
            and below.isdecimal()
            and len(above) < 4
            and len(below) < 4
            and int(above) < int(below)
            and int(below) in DENOMINATORS
        ):
            value += Decimal(int(above)) / int(below)
            return self._scaled(tokens, at, first + 3, value, Decimal("0.1"), "digits")
        return None

    # --- words -------------------------------------------------------------------------------------------------------

    def _spelled(self, tokens: Tokens, at: int, floor: int) -> Number | None:
        value, tail, largest, rank = self._evaluate(tokens, at, 0)
        if rank:
            return ordinal(at, tail, value)
        if value < 0:
            return Number(at, tail, None, ONE, 1, ONE, "none")
        after = tokens.word(tail)
        if value <= 20:
            dash = after in DASHES
            below = tokens.word(tail + 1) if dash else after
            size = self.words.denominators.get(below, 0)
            many = below.endswith("s") or below in ("quarter", "half")
            if size and value < size and (many if value > 1 else not below.endswith("s")):
                return self._fraction(
                    tokens, at, tail + 1 + dash, Decimal(value) / size, _row(below, value), False
                )
        if after == "and":
            part, end = self._and_a_half(tokens, tail)
            if part is not None:
                return self._scaled(tokens, at, end, value + part, Decimal("0.5"), "words")
        if after in self.words.groups and after != "couple":
            return self._group(tokens, at, tail, Decimal(value))
        scale = largest
        return Number(at, tail, Decimal(value), Decimal(value) / scale, scale, Decimal(scale), "words")

    def _evaluate(self, tokens: Tokens, at: int, lead: int) -> tuple[int, int, int, bool]:
        """(value, end, largest scale, is an ordinal) of the number words from `at`; value −1 for a year in words."""
        small, scales, ordinals = self.words.small, self.words.scales, self.words.ordinals
        total, current, last, largest, j, end = 0, lead, 0, 1, at, at
        for _ in range(MOST_WORDS):
            word = tokens.word(j)
            if word in small:
                value = small[word]
                if not _fits(current, value):
                    year = 10 <= current < 100 and not total and value >= 10 and not current % 100 < 10
                    return (-1, _past(tokens, j, small), 1, False) if year else (total + current, end, largest, False)
                current += value
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
                largest = max(largest, scale) if scale > 100 else largest
            elif word in ordinals and end > at and ordinals[word] < 100 and _fits(current, ordinals[word]):
                return total + current + ordinals[word], j + 1, 1, True
            else:
                break
            end = j = j + 1
            j = self._connector(tokens, j, total, current)
        return total + current, end, largest, False

    def _connector(self, tokens: Tokens, j: int, total: int, current: int) -> int:
        """The next word of the number past a hyphen, "and" or comma that may join it; else `j` itself."""
        joint = tokens.word(j)
        following = tokens.word(j + 1)
        if joint in DASHES and tokens.low[j] == joint and tokens.low[j - 1] == tokens.word(j - 1):
            known = following in self.words.small or following in self.words.scales or following in self.words.ordinals
            return j + 1 if known else j
        if joint in AND and (total or current >= 100) and following in self.words.small:
            return j + 1 if not (current % 100) else j
        if joint == "," and total and not current and following in self.words.small:
            further = tokens.word(j + 2)
            return j + 1 if further in self.words.scales else j
        return j

    def _and_a_half(self, tokens: Tokens, at: int) -> tuple[Decimal | None, int]:
        """The fraction in "and a half", "and three-quarters" from the "and" at `at`, and where it ends."""
        first = tokens.word(at + 1)
        if first in ARTICLES or first in ("one", "1"):
            size = self.words.denominators.get(tokens.word(at + 2), 0)
            if 1 < size < 5 and not tokens.word(at + 2).endswith("s"):
                return ONE / size, at + 3
        elif first in ("two", "three") and tokens.word(at + 2) in DASHES:
            size = self.words.denominators.get(tokens.word(at + 3), 0)
            if size in (3, 4):
                return Decimal(self.words.small[first]) / size, at + 4
        return None, at

    def _headless(self, tokens: Tokens, at: int, floor: int, word: str) -> Number | None:
        """ "a hundred", "several thousand", "a few dozen", "a couple of", "the dozen"."""
        before = tokens.word(at - 1) if at > floor else ""
        if word == "couple":
            if before not in ARTICLES or tokens.word(at + 1) not in COUPLE_AFTER:
                return None
            after = tokens.word(at + 1)
            following = at + 2 if after == "of" else at + 1
            if tokens.word(following) in self.words.scales or tokens.word(following) in self.words.groups:
                return self._few(tokens, at - 1, following, "couple")
            return Number(at - 1, at + 1, Decimal(2), Decimal(2), 1, ONE, "words", "couple")
        if word in ("pair", "score", "gross"):
            return None
        if before == "of" and tokens.word(at - 2) == "couple":
            return None
        if before in self.words.few:
            article = at - 1 > floor and tokens.word(at - 2) in ARTICLES
            return self._few(tokens, at - 1 - article, at, before)
        if word in self.words.groups:
            head = at - 1 if before in ARTICLES else at
            return self._group(tokens, head, at, ONE)
        if before not in ARTICLES:
            return None
        value, tail, largest, _ = self._evaluate(tokens, at, 1)
        if tail == at:
            return None
        return Number(at - 1, tail, Decimal(value), Decimal(value) / largest, largest, Decimal(max(largest, value)), "words")

    def _few(self, tokens: Tokens, head: int, at: int, row: str) -> Number:
        """ "several hundred thousand": from the scale word at `at`."""
        tail, factor = at, 1
        for _ in range(3):
            word = tokens.word(tail)
            size = self.words.scales.get(word) or self.words.groups.get(word)
            if size is None:
                break
            factor *= size
            tail += 1
        vague = self.words.few[row].times(Decimal(factor))
        return Number(head, tail, None, ONE, 1, ONE, "vague", "", vague)

    def _group(self, tokens: Tokens, head: int, at: int, many: Decimal) -> Number:
        size = self.words.groups[tokens.word(at)]
        value = many * size
        return Number(head, at + 1, value, value, 1, ONE, "words", "dozen")

    def _plural(self, tokens: Tokens, at: int, word: str) -> Number | None:
        """ "dozens", "tens of thousands", "hundreds of millions"."""
        if word in ("scores", "tens") and tokens.word(at + 1) != "of":
            return None
        vague, tail = self.words.vague[word], at + 1
        for _ in range(2):
            larger = self.words.vague.get(tokens.word(tail + 1)) if tokens.word(tail) == "of" else None
            if larger is None:
                break
            vague = vague.times(larger.least / 2)
            tail += 2
        if word == "tens" and tail == at + 1:
            return None
        return Number(at, tail, None, ONE, 1, ONE, "vague", "", vague)

    # --- fractions ---------------------------------------------------------------------------------------------------

    def _share(self, tokens: Tokens, at: int, floor: int, word: str) -> Number | None:
        """ "half a million", "half of", "a third of", "a quarter", "½ cup"; else an ordinal or nothing."""
        if word in self.words.glyphs:
            value = self.words.glyphs[word]
            return self._fraction(tokens, at, at + 1, value, "ratio", True)
        before = tokens.word(at - 1) if at > floor else ""
        head = at - 1 if before in ARTICLES else at
        size = self.words.denominators[word]
        value = ONE / size
        if not (word.endswith("s") or word == "halves"):
            made = self._fraction(tokens, head, at + 1, value, _row(word, 1), False)
            if made.style != "ratio":
                return made
            if self._is_share(tokens, head, at, word, before):
                return made
        rank = self.words.ordinals.get(word)
        return ordinal(at, at + 1, rank) if rank is not None else None

    def _is_share(self, tokens: Tokens, head: int, at: int, word: str, before: str) -> bool:
        after = tokens.word(at + 1)
        outside = tokens.word(head - 1)
        if word == "half":
            if before in self.words.ordinals or before in ("second", "first", "other", "better", "last", "latter"):
                return False
            ends = not after[:1].isalpha() and after not in DASHES
            return after in HALF_OF or (ends and outside in SHARE_BEFORE) or after in SHARE_AFTER
        if head == at:
            return False
        ends = not after[:1].isalpha() and after not in DASHES
        return after == "of" or after in SHARE_AFTER or (ends and outside in SHARE_BEFORE)

    def _fraction(self, tokens: Tokens, head: int, tail: int, value: Decimal, row: str, digits: bool) -> Number:
        """A fraction just read: of a scale ("half a million"), of a unit ("half a mile"), or a ratio."""
        step = Decimal("0.1")
        at = tail + 1 if tokens.word(tail) in DASHES and tokens.low[tail - 1] == tokens.word(tail - 1) else tail
        if tokens.word(at) == "of" and tokens.word(at + 1) in ARTICLES:
            at += 2
        elif tokens.word(at) in ARTICLES:
            at += 1
        word = tokens.word(at)
        if word in self.words.scales:
            factor, end = 1, at
            while tokens.word(end) in self.words.scales and end < at + 3:
                factor *= self.words.scales[tokens.word(end)]
                end += 1
            scaled = "scaled_half" if not digits else ""
            return Number(head, end, value * factor, value, factor, step * factor, "words", scaled)
        if word == "dozen":
            return Number(head, at + 1, value * 12, value * 12, 1, ONE, "words", "dozen")
        if self.is_unit(tokens, at):
            return Number(head, at, value, value, 1, step, "digits" if digits else "words", "" if digits else row)
        return Number(head, tail, value, value, 1, step, "ratio", row)

    # --- scales ------------------------------------------------------------------------------------------------------

    def _scaled(self, tokens: Tokens, head: int, tail: int, value: Decimal, step: Decimal, style: str) -> Number:
        """`value` times the scale words or suffixes that follow: "million", "hundred thousand", "-billion", "bn"."""
        factor, end = 1, tail
        for _ in range(3):
            at = end + 1 if tokens.word(end) in DASHES and tokens.low[end] == tokens.word(end) else end
            word = tokens.word(at)
            size = self.words.scales.get(word)
            if size is None and len(word) > 1 and style == "digits":
                size = self.words.suffixes.get(word)
            if size is None:
                break
            factor *= size
            end = at + 1
        if tokens.word(end) == "dozen" and factor == 1:
            return self._group(tokens, head, end, value)
        return Number(head, end, value * factor, value, factor, step * factor, style)


def ordinal(head: int, tail: int, value: int) -> Number:
    """A place in an order: "first", "21st"."""
    return Number(head, tail, Decimal(value), Decimal(value), 1, ONE, "ordinal")


def _row(word: str, above: int) -> str:
    if word in ("half", "halves"):
        return "half"
    if word.startswith("third"):
        return "third"
    return "quarter" if word.startswith("quarter") else "ratio"


def _fits(current: int, value: int) -> bool:
    """True when `value` (0–90) may follow `current` in the hundreds: twenty + four, hundred + twelve."""
    rest = current % 100
    if value == 0:
        return current == 0
    if value < 10:
        return rest == 0 or (rest >= 20 and rest % 10 == 0)
    return rest == 0


def _past(tokens: Tokens, at: int, small: object) -> int:
    """Past the rest of a year in words ("nineteen eighty-four")."""
    end = at + 1
    if tokens.word(end) in DASHES and tokens.low[end - 1] == tokens.word(end - 1):
        end += 2
    return min(end, len(tokens))


def _rejoined(tokens: Tokens, at: int, word: str) -> tuple[str, int]:
    """Digits that a tokeniser pulled apart: "80 , 000" and "46 . 8"; the digits and where they end."""
    low, tail = tokens.low, at + 1
    if len(word) <= 3 and word[0] != "0":
        for _ in range(5):
            if tail + 1 >= len(low) or low[tail] != ", ":
                break
            group = low[tail + 1].rstrip()
            if len(group) != 3 or not group.isdecimal():
                break
            word, tail = word + group, tail + 2
    if tail + 1 < len(low) and low[tail] == ". " and low[tail - 1][-1] == " ":
        part = low[tail + 1].rstrip()
        if part.isdecimal() and len(part) <= 4:
            word, tail = f"{word}.{part}", tail + 2
    return word, tail


@cache
def reader(is_unit: Callable[[Tokens, int], bool], language: str = "en") -> Reader:
    """The number reader of a language."""
    start = alphabet(language).pattern("<NUM|CARDINAL|SCALE|GROUP|RANK|FRACTION|MULTIPLE|VAGUE>")
    return Reader(numerals(language), start, is_unit)

"""What the rules on arithmetic inside a sentence share: a sentence's figures, the words between them, and the verdict
on a written figure against a reckoned one. Not a rule itself (no RULE).

Refuses to reckon with what is not stated: a denominator or an endpoint that would have to be guessed is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from claimcheck.interval import Interval, disjoint, last_digit, last_nonzero_digit
from claimcheck.lexicon import table
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.lexicon.words import singular
from claimcheck.model import PROSE_KINDS, BlockKind, Document, Figure, Location, Sentence, Severity
from claimcheck.tokens import Tokens

DATES = frozenset(("date", "time"))
_KINDS = PROSE_KINDS | {BlockKind.TITLE, BlockKind.HEADING}
BOUNDS = frozenset(("more-than", "less-than", "at-least", "at-most"))


@dataclass(frozen=True, eq=False)
class Line:
    """One sentence with its figures; `figures[i].of` and all indices below count in `figures`.

    Compared by identity: the rules look at the same lines one after another and keep what they worked out about one.
    """

    document: Document
    sentence: Sentence
    index: int
    figures: tuple[Figure, ...]

    @cached_property
    def tokens(self) -> Tokens:
        """The sentence's tokens, for the words around its figures."""
        return cut(self.document, self.index)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """Indices of the figures that are no dates, clock times or ordinals, in order."""
        return tuple(i for i, f in enumerate(self.figures) if f.kind not in DATES and f.kind != "ordinal")

    def words(self, start: int, end: int) -> tuple[str, ...]:
        """The lower-case tokens [start, end) of the sentence, marks included."""
        return tuple(self.tokens.words[max(start, 0) : max(end, 0)])

    @cached_property
    def all_words(self) -> tuple[str, ...]:
        """All tokens of the sentence."""
        return tuple(self.tokens.words)

    @cached_property
    def depths(self) -> tuple[int, ...]:
        """How many round brackets are open before each token."""
        return tuple(accumulate(((w == "(") - (w == ")") for w in self.tokens.words), initial=0))

    def between(self, first: int, second: int) -> tuple[str, ...]:
        """The tokens between two figures."""
        return self.words(self.figures[first].tail, self.figures[second].head)

    def before(self, index: int, count: int) -> tuple[str, ...]:
        """Up to `count` tokens before a figure."""
        return self.words(self.figures[index].head - count, self.figures[index].head)

    def after(self, index: int, count: int) -> tuple[str, ...]:
        """Up to `count` tokens after a figure."""
        return self.words(self.figures[index].tail, self.figures[index].tail + count)

    def locate(self, index: int, role: str = "") -> Location:
        """The Location of a figure."""
        figure = self.figures[index]
        return self.document.locate(figure.start, figure.end, figure=figure, role=role)


class Same:
    """A document as a memo's key: by identity, since comparing two by value means comparing every figure in them."""

    __slots__ = ("document",)

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.document is self.document


@lru_cache(maxsize=2)
def _cut(key: Same) -> dict[int, Tokens]:
    """Sentence → its tokens, as far as some rule has asked for them."""
    return {}


def keep_tokens(document: Document, tokens: Iterable[Tokens]) -> None:
    """The tokens of every sentence, cut already when its figures were read: `cut` need not cut them again."""
    _cut(Same(document)).update(enumerate(tokens))


def cut(document: Document, sentence: int) -> Tokens:
    """The tokens of sentence `sentence`, cut again once for all rules; the head and tail of its figures index them."""
    known = _cut(Same(document))
    tokens = known.get(sentence)
    if tokens is None:
        span = document.sentences[sentence]
        tokens = known[sentence] = Tokens(document.text, alphabet(), span.start, span.end)
    return tokens


@lru_cache(maxsize=2)
def _lines(key: Same) -> tuple[Line, ...]:
    """Every line of a document with a number, made once for all rules."""
    document = key.document
    found = []
    for claim in document.claims:
        if claim.figures:
            sentence = document.sentences[claim.sentence]
            if sentence.kind in _KINDS:
                line = Line(document, sentence, claim.sentence, claim.figures)
                if line.numbers:
                    found.append(line)
    return tuple(found)


def lines(document: Document, least: int = 2) -> Iterator[Line]:
    """Every sentence with at least `least` figures that are no dates."""
    for line in _lines(Same(document)):
        if least < 2 or len(line.numbers) >= least:
            yield line


@cache
def cues(row: str) -> frozenset[str]:
    """One row of `arithmetic.toml`."""
    return frozenset(table("arithmetic")[row])


class Reading(NamedTuple):
    """A figure, or what is reckoned from figures, read as written and as it may have been rounded."""

    tight: Interval
    loose: Interval


def reading(figure: Figure) -> Reading | None:
    """The two readings of a figure; None when it has none (a date, a unit we do not know)."""
    if figure.tight is None:
        return None
    return Reading(figure.tight, figure.loose or figure.tight)


def endpoint(figure: Figure) -> Reading | None:
    """The readings of a figure that something is compared with: "35 % more than the 14.0 billion" means no bound."""
    found = reading(figure)
    if found is None or figure.modifier not in BOUNDS:
        return found
    ends = [i.low if i.high is None else i.high for i in (found.tight, found.loose)]
    if ends[0] is None or ends[1] is None:
        return found
    half = abs(ends[0] - ends[1])  # a bound's loose reading gives way by half its last digit
    written = Interval(ends[0] - half, ends[0] + half, False, bool(half))
    return Reading(written, written)


def reckon(apply: Callable[..., Interval | None], *operands: Reading) -> Reading | None:
    """`apply` to the tight readings of the operands, and to the loose ones; None when either cannot be reckoned."""
    tight = apply(*(o.tight for o in operands))
    loose = apply(*(o.loose for o in operands))
    return None if tight is None or loose is None else Reading(tight, loose)


def verdict(written: Reading, reckoned: Reading, severity: Severity) -> Severity | None:
    """`severity` when no rounding explains the difference, a warning when rounding could, None when they agree."""
    if disjoint(written.loose, reckoned.loose):
        return severity
    if disjoint(written.tight, reckoned.tight):
        return min(severity, Severity.WARNING)
    return None


def widened(found: Reading, room: Decimal) -> Reading:
    """The same figure with `room` at both ends of what is written: cut off instead of rounded is no error."""
    tight = _stretched(found.tight, room)
    return Reading(tight, found.loose.hull(tight))


def _stretched(a: Interval, step: Decimal) -> Interval:
    low = None if a.low is None else a.low - step
    high = None if a.high is None else a.high + step
    return Interval(low, high, a.low_open, a.high_open)


def step(figure: Figure) -> Decimal:
    """The worth of the last digit of a figure that is not a trailing zero, in its own unit; 0 for none."""
    return Decimal(0) if figure.value is None else last_nonzero_digit(figure.value)


def grain(figure: Figure) -> Decimal:
    """How fine a figure is: the worth of its last digit, trailing noughts of thousands and more left out."""
    if figure.value is None:
        return Decimal(0)
    return last_nonzero_digit(figure.value) if abs(figure.value) >= 1000 else last_digit(figure.value)


def half_digit(figure: Figure) -> Decimal:
    """Half the worth of the last digit as written ("60 %" → 0.5, "8.5 %" → 0.05)."""
    return Decimal(0) if figure.value is None else last_digit(figure.value) / 2


def positive(found: Reading | None) -> bool:
    """True for a reading that arithmetic on quantities can use: above 0 throughout."""
    return found is not None and all(i.low is not None and i.low > 0 for i in (found.tight, found.loose))


def comparable(a: Figure, b: Figure) -> bool:
    """True when two figures may be added or set in proportion: one dimension, one currency, one denominator.

    A bare number is comparable with anything counted or paid: "18.9 billion kroner, 35 % more than the 14.0 billion".
    """
    if a.per and b.per and a.per != b.per:
        return False
    if a.dimension == b.dimension:
        return a.dimension != "money" or a.unit == b.unit or _one_currency(a, b)
    bare, other = (a, b) if a.dimension == "count" else (b, a)
    return bare.dimension == "count" and not bare.unit and other.dimension in ("money", "count")


@lru_cache(maxsize=4096)
def _folded(unit: str) -> str:
    head, _, last = unit.casefold().rpartition(" ")
    return f"{head} {singular(last)}".strip()


def counted(figure: Figure) -> str:
    """The unit or counted noun as the rules compare it: small letters, singular; "" for a bare number.

    The one key for "the same thing": "Kenyan" and "kenyans" count one thing, whatever was left of the plural.
    """
    return _folded(figure.unit)


def one_noun(a: Figure, b: Figure) -> bool:
    """True where `a` counts what `b` counts, or leaves that to `b`: "12 council seats, 7 …", "… 7 seats"."""
    one, other = counted(a), counted(b)
    return not one or one == other or one.split()[-1] == (other.split() or [""])[-1]


def _one_currency(a: Figure, b: Figure) -> bool:
    """Pence and pounds share a base unit; dollars and euros do not."""
    return a.base is not None and b.base is not None and a.base.unit == b.base.unit


def middle(a: Interval) -> Decimal | None:
    """The number an interval stands for in a message: its middle, or its only end."""
    if a.low is None or a.high is None:
        return a.low if a.high is None else a.high
    return (a.low + a.high) / 2

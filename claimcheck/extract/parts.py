"""The half-made figure that the quantity grammar passes from step to step. Mutable on purpose, never leaves `extract`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from claimcheck.extract.numbers import Number
from claimcheck.lexicon.units import Unit


@dataclass(slots=True)
class Part:
    """A number with its currency or unit: tokens [head, tail). `top` is the upper end of a range.

    `left`: the currency stands before the number. `restates`: the bracket after the part before says it again.
    """

    number: Number
    head: int
    tail: int
    value: Decimal | None
    unit: Unit | None = None
    left: bool = False
    noun: str = ""
    noun_end: int = 0
    top: Part | None = None
    kind: str = ""
    modifier: str = ""
    change: str = ""
    restates: bool = False

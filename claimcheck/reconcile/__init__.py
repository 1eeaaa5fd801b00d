"""An article added again: which of its sentences are which of the claims known from before. Pure: texts in, steps out.

    reconcile(known, fresh, facts, attic) → one Step for every known claim and every fresh sentence

Precision before recall: a verdict may only be kept where nothing that matters changed; where that cannot be told, the
step does not keep it, and a person looks again.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What became of a sentence."""

    UNCHANGED = "unchanged"  # the same wording (typography aside) in the same order
    MOVED = "moved"  # the same wording elsewhere in the article
    REWORDED = "reworded"  # other words, nothing that matters changed
    CHANGED = "changed"  # the same sentence with another figure, name, negation or content word
    SPLIT = "split"  # one known → two or more fresh
    MERGED = "merged"  # two or more known → one fresh
    RETURNED = "returned"  # a claim that was gone is back in the same wording
    NEW = "new"
    GONE = "gone"


class Known(NamedTuple):
    """A claim of the ledger."""

    id: str
    text: str


class Facts(NamedTuple):
    """What the program's extractor makes of a text.

    `rest`: the text with a mark in the place of each figure, U+0001, or U+0002 for a date or time.
    """

    figures: tuple[str, ...] = ()  # each in words, in order: bounds, value, unit, what it counts
    rest: str = ""
    keys: tuple[str, ...] = ()  # all that is known of each: two figures are the same one where these are equal


class Step(NamedTuple):
    """What became of some known claims (`known`: indices) and where some fresh sentences (`fresh`) come from.

    `keeps` has a flag for each of `fresh`: verdicts given for the known wording stand for this one.
    """

    kind: Kind
    known: tuple[int, ...] = ()
    fresh: tuple[int, ...] = ()
    keeps: tuple[bool, ...] = ()
    attic: int = -1  # of `returned`: which of the claims that were gone
    why: str = ""  # of `changed`: what matters and changed, in words: "7 people → 8 people"


FactsOf = Callable[[str], Facts]

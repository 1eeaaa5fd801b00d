"""Numbers whose noun or unit was left out because the figure before has it: "14 victims, nine of them children".

A noun is lent only where a word says so (rows of elisions.toml), a unit likewise ("12 miles, not nine": numerals.toml
[elided]); everywhere else a bare count stays bare: a wrong noun makes two figures look like one thing told twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.lexicon import per_language, table
from claimcheck.lexicon.words import verb_forms
from claimcheck.model import Figure
from claimcheck.tokens import Tokens

if TYPE_CHECKING:
    from claimcheck.extract.parts import Part

PLAIN = ("digits", "words")
DENIED = (",", "not")  # "waited 18 months for a crossing, not nine."
MOST_LINK = 4  # tokens
MOST_HEDGES = 4  # tokens: "serve a further at least"
TERM_REACH = 20  # tokens between a term and the part of it that is served
WERE = frozenset(("were", "was", "are", "is", "had", "have", "did"))
REACH = 3  # tokens that may stand between two counts that are joined by one word


class Elisions(NamedTuple):
    """The rows of one language."""

    partitive: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    nouns: frozenset[str]
    links: frozenset[str]
    groups: frozenset[str]


@per_language
def elisions(language: str) -> Elisions:
    """The words that point back to a noun."""
    rows = table("elisions", language)
    return Elisions(*(frozenset(rows[name]) for name in Elisions._fields))


class Elided(NamedTuple):
    """What stands before a number that has the unit of the measure before it."""

    links: frozenset[tuple[str, ...]]
    of_which: frozenset[str]
    served: frozenset[str]
    terms: frozenset[str]
    hedges: frozenset[str]
    behind: frozenset[str]


@per_language
def elided(language: str) -> Elided:
    """The rows of numerals.toml [elided]."""
    rows = table("numerals", language)["elided"]
    links = frozenset(tuple(phrase.split()) for phrase in rows["links"].split("|"))
    return Elided(links, *(frozenset(rows[name].split()) for name in Elided._fields[1:]))


def lend_units(tokens: Tokens, parts: Sequence[Part]) -> None:
    """Give a bare number the unit of the measure before it, where the words between leave no doubt."""
    for first, second in pairwise(parts):
        bare = second.unit is None and not second.noun and not second.kind and second.top is None
        if not bare or first.unit is None or first.unit.dimension == "money" or first.number.scale > 1:
            continue
        number = second.number
        if number.style in PLAIN and number.scale == 1 and first.kind != "none" and _elides(tokens, first, second):
            second.unit = first.unit


def _elides(tokens: Tokens, first: Part, second: Part) -> bool:
    rows, words = elided(), tokens.words
    gap = tuple(words[first.tail : second.head]) if second.head - first.tail <= MOST_LINK else ()
    after = tokens.word(second.tail)
    if gap in rows.links and gap[-1] in rows.of_which:
        return True
    if after[:1].isalpha() and after not in rows.behind:
        return False
    if gap in rows.links or (tuple(words[second.head - 2 : second.head]) == DENIED and not after[:1].isalpha()):
        return True
    if first.unit is None or first.unit.dimension != "duration" or second.head - first.tail > TERM_REACH:
        return False
    at = second.head - 1
    while at > max(first.tail, second.head - 1 - MOST_HEDGES) and words[at] in rows.hedges:
        at -= 1
    return words[at] in rows.served or (words[at] == "of" and words[at - 1] in rows.terms)


def with_nouns(tokens: Tokens, figures: Sequence[Figure], language: str) -> list[Figure]:
    """The figures, bare counts that point back to a noun with the noun of the count before them."""
    rows = elisions(language)
    found = list(figures)
    lender: Figure | None = None
    opens = tokens.word(0) == "of"  # "Of 318 complaints …, 41 were upheld, 260 were dismissed"
    for i, figure in enumerate(found):
        if figure.kind != "count":
            continue
        if lender is not None and _verb_behind(tokens, figure, rows):
            tail = figure.tail - 1
            end = tokens.finish(tail - 1)
            surface = tokens.text[figure.start : end]
            found[i] = lender = figure._replace(unit=lender.unit, tail=tail, end=end, surface=surface)
        elif figure.unit and figure.unit not in rows.nouns:
            lender = figure
        elif lender is not None and opens and _shared_out(tokens, figure):
            found[i] = figure._replace(unit=lender.unit)
        elif lender is not None and _points_back(tokens, lender, figure, rows):
            found[i] = lender = figure._replace(unit=lender.unit)
    return found


def _verb_behind(tokens: Tokens, figure: Figure, rows: Elisions) -> bool:
    """As in "two million live here, of whom 1.8 million hold a permit": what is no plural there is no noun."""
    word = tokens.word
    if word(figure.head - 1) not in rows.partitive or word(figure.head - 2) != "of" or figure.value == 1:
        return False
    return figure.unit != "" and word(figure.tail - 1) == figure.unit


def _shared_out(tokens: Tokens, figure: Figure) -> bool:
    """As in "Of the 48 larvae, 31 survived": one of the clauses that say what became of them."""
    before, after = tokens.word(figure.head - 1), tokens.word(figure.tail)
    return not figure.unit and before in (",", "and", "while", "but") and (after in verb_forms() or after in WERE)


def _points_back(tokens: Tokens, lender: Figure, figure: Figure, rows: Elisions) -> bool:
    """True when the words beside a bare count say that it counts what the count before it did."""
    word = tokens.word
    head, tail = figure.head, figure.tail
    if figure.unit or (word(head - 2) == "of" and word(head - 1) in rows.partitive):
        return True
    if word(tail) == "of" and word(tail + 1) in rows.partitive:
        return True
    if word(head - 1) in rows.before or word(head) in rows.before or word(tail) in rows.after:
        return not word(tail)[:1].isalpha() or word(tail) in rows.after or word(tail) in rows.groups
    if word(head - 1) == "but" and word(head - 2) == "all":
        return True  # "38 economists, and all but two …"
    between = range(lender.tail, head)
    if 0 < len(between) <= REACH and all(word(i) in rows.links for i in between):
        if word(lender.head - 1) not in rows.links and (figure.value or 0) > (lender.value or 0):
            return False  # "gained 41 points to 7,630": the level a rise led to; a vote names its majority first
        return not word(tail)[:1].isalpha() or word(tail) in rows.groups
    return word(head - 1) in rows.links and word(head - 2) == "," and word(tail) in rows.groups

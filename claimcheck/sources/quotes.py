"""Quotes looked up in a source: typography forgiven, meaning never (DESIGN 7).

A quote stands in its source where its words do, one after the other. Forgiven, and named: marks and capitals of house
style, spaces and line ends, hyphens, contractions written out, British and American spelling, numbers up to 99 in
words or digits, accents, thinking sounds, what a scanner makes of letters. An ellipsis joins what stands in one
passage, at most 60 words apart, and hides no "not"; brackets may name who is meant, never a number or a negation.
Whatever else differs, the quote is not there: no score decides (`claimcheck.sources.quoting`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimcheck.sources.quoting.forgiving import Side
from claimcheck.sources.quoting.joining import between, leading, trailing
from claimcheck.sources.quoting.judging import Laid
from claimcheck.sources.quoting.marks import is_statement, quoted_spans
from claimcheck.sources.quoting.nearest import alike, exact, verbatim
from claimcheck.sources.quoting.pieces import Taken, taken_apart
from claimcheck.sources.quoting.telling import Difference, said
from claimcheck.sources.quoting.words import Haystack

__all__ = ["Haystack", "Quotation", "QuoteMatch", "find_everywhere", "find_quote", "quotations"]

_ALIKE = 0.6  # share of a quote's words that the passage meant must have
_LEAST = 3  # words it must have
_ANOTHER_ORDER = "the parts of the quote stand in another order in the source"
_PIECES = 40  # a quote of more pieces is none
_REACHED = 200  # ways to lay the first pieces that are followed up


class QuoteMatch(NamedTuple):
    """What came of looking a quote up: "found", "altered" or "absent", and the span of the passage, -1 for none.

    `forgiven`: the kinds of what differs and does not matter. `differences`: (kind, as quoted, as in the source) of
    what does; `said`: the gravest of them in a phrase.
    """

    outcome: str
    start: int = -1
    end: int = -1
    forgiven: tuple[str, ...] = ()
    differences: tuple[tuple[str, str, str], ...] = ()
    said: str = ""


class Quotation(NamedTuple):
    """A direct quotation: the span inside its quotation marks."""

    start: int
    end: int


def find_quote(quote: str, haystack: Haystack) -> QuoteMatch:
    """Look a quote up in a source: the first place where it stands, else the passage it was altered from."""
    taken = taken_apart(quote)
    if not 0 < len(taken.pieces) <= _PIECES:
        return QuoteMatch("absent")
    near: QuoteMatch | None = None
    for run in _runs(taken, haystack):
        match = _match(quote, taken, run, haystack)
        if match.outcome == "found":
            return match
        near = near or match
    for run in _alike(taken, haystack):
        match = _match(quote, taken, run, haystack)
        if match.outcome == "found":
            return match
        if near is None and _is_meant(taken, run):
            near = match
    return near or _scattered(taken, haystack) or QuoteMatch("absent")


def find_everywhere(quote: str, haystack: Haystack, limit: int) -> tuple[QuoteMatch, ...]:
    """Every place where a quote stands, `limit` at most, in the order of the text; none where it stands nowhere."""
    taken = taken_apart(quote)
    found: list[QuoteMatch] = []
    for run in _runs(taken, haystack) if 0 < len(taken.pieces) <= _PIECES else ():
        match = _match(quote, taken, run, haystack)
        if match.outcome == "found" and (not found or match.start >= found[-1].end):
            found.append(match)
            if len(found) == limit:
                return tuple(found)
    if not found and (match := find_quote(quote, haystack)).outcome == "found":
        found.append(match)
    return tuple(found)


# --- laying the pieces ------------------------------------------------------------------------------------------------


def _runs(taken: Taken, haystack: Haystack) -> Iterator[list[Laid]]:
    """Ways to lay all pieces verbatim, in order and close by, by where the first begins."""
    first, *others = taken.pieces
    reached = [(at, [at]) for at in verbatim(first, haystack)] if others else []
    if not others:
        for at in verbatim(first, haystack):
            yield [exact(first, haystack, at)]
        return
    before = first
    for piece in others:
        ends = [run[-1] + len(before.words.folded) for _, run in reached]
        if not ends:
            return
        following = []
        for at in verbatim(piece, haystack, ends[0], ends[-1] + piece.before.most):
            latest = bisect_right(ends, at) - 1
            if latest >= 0 and at - ends[latest] <= piece.before.most:
                following.append((reached[latest][0], [*reached[latest][1], at]))
        reached, before = following[:_REACHED], piece
    for _, run in reached:
        yield [exact(piece, haystack, at) for piece, at in zip(taken.pieces, run, strict=True)]


def _alike(taken: Taken, haystack: Haystack) -> Iterator[list[Laid]]:
    """The likest ways to lay the pieces: the longest where it is likest, the others before and behind it."""
    longest = max(range(len(taken.pieces)), key=lambda n: len(taken.pieces[n].words.folded))
    for anchor in alike(taken.pieces[longest], haystack):
        run = [anchor]
        for piece in taken.pieces[longest + 1 :]:
            found = alike(piece, haystack, run[-1].last, run[-1].last + piece.before.most)
            if not found:
                break
            run.append(found[0])
        for n in range(longest - 1, -1, -1):
            piece, joint = taken.pieces[n], taken.pieces[n + 1].before
            last = run[0].first
            found = alike(piece, haystack, max(0, last - joint.most - len(piece.words.folded)), last)
            found = [one for one in found if one.last <= last]
            if not found:
                break
            run.insert(0, found[0])
        if len(run) == len(taken.pieces):
            yield run
        else:
            yield [anchor]


def _scattered(taken: Taken, haystack: Haystack) -> QuoteMatch | None:
    """All pieces stand in the source, but not where an ellipsis can join them."""
    sizes = [len(piece.words.folded) for piece in taken.pieces]
    if len(sizes) < 2 or max(sizes) < _LEAST or sum(sizes) <= _LEAST:
        return None
    places = [next(verbatim(piece, haystack), -1) for piece in taken.pieces]
    if min(places) < 0:
        return None
    longest = sizes.index(max(sizes))
    there = haystack.words
    apart = max(after - before for before, after in pairwise(places))
    ordered = places == sorted(places)
    told = f"the parts of the quote stand {apart} words apart in the source" if ordered else _ANOTHER_ORDER
    start, end = there.starts[places[longest]], there.ends[places[longest] + sizes[longest] - 1]
    kind = "ellipsis" if ordered else "order"
    return QuoteMatch("altered", start, end, (), ((kind, "", told),), told)


def _is_meant(taken: Taken, run: Sequence[Laid]) -> bool:
    """True where a passage has so much of the quote that nothing else can be meant."""
    size = sum(len(piece.words.folded) for piece in taken.pieces)
    return sum(one.same for one in run) >= max(min(_LEAST, size), _ALIKE * size)


# --- the outcome ------------------------------------------------------------------------------------------------------


def _match(quote: str, taken: Taken, run: Sequence[Laid], haystack: Haystack) -> QuoteMatch:
    differences = [one for laid in run for one in laid.differences]
    there = haystack.words
    if len(run) == len(taken.pieces):
        for (before, after), piece in zip(pairwise(run), taken.pieces[1:], strict=True):
            differences += between(piece.before, Side(there, before.last, after.first))
        differences += leading(taken.pieces[0].before, there, run[0].first)
        differences += trailing(taken.after, quote, there, run[-1].last)
    else:
        differences.append(Difference("ellipsis", "", "the parts of the quote do not stand in this order close by"))
    start, end = there.starts[run[0].first], there.ends[run[-1].last - 1]
    kinds = frozenset().union(*(laid.forgiven for laid in run))
    if differences:
        told = tuple(dict.fromkeys((one.kind, one.quoted, one.there) for one in differences))
        return QuoteMatch("altered", start, end, tuple(sorted(kinds)), told, said(differences))
    kinds |= {"ellipsis"} if any(piece.before.dots for piece in taken.pieces[1:]) else set()
    kinds |= {"brackets"} if taken.brackets else set()
    written = haystack.text[start:end]
    if not kinds and quote.strip() != written:
        kinds |= {"spacing" if written.split() == quote.split() else "typography"}
    return QuoteMatch("found", start, end, tuple(sorted(kinds)))


# --- quotations in a text ---------------------------------------------------------------------------------------------


def quotations(text: str) -> tuple[Quotation, ...]:
    """The direct quotations in a text, without titles and phrases of a few words; what one quotes is a part of it."""
    return tuple(Quotation(start, end) for start, end in quoted_spans(text) if is_statement(text[start:end]))

"""What an ellipsis or editorial brackets stand for in the source: whether they may.

An ellipsis may leave out a clause; it hides no negation of the clause it cuts and no part of a number. Brackets may
name who or what is meant; nothing in them or under them is a number, a negation, a modal verb or a quantity, unless
both say it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from claimcheck.lexicon.quoting import quoting
from claimcheck.lexicon.vocabulary import vocabulary
from claimcheck.lexicon.words import verb_forms
from claimcheck.sources.quoting.forgiving import Side
from claimcheck.sources.quoting.pieces import Joint
from claimcheck.sources.quoting.telling import Difference
from claimcheck.sources.quoting.weight import MODAL, NEGATION, NUMBER, QUANTITY, opposed, weight, weighty
from claimcheck.sources.quoting.words import Words

_MARK = re.compile(r"[,;:.!?()\u2013\u2014]|\s-\s")
_REACH = 3  # words before a number that may say how it is meant: "no more than 40"
_WRITTEN = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.!?](?!\w)|\n\s*\n")


def between(joint: Joint, covered: Side) -> Iterator[Difference]:
    """What is wrong with leaving these words of the source out, or putting the joint's words in their place."""
    if joint.dots:
        yield from _left_out(covered)
        if joint.words:
            yield from _replaced(joint, covered, anywhere=True)
    else:
        yield from _replaced(joint, covered, anywhere=False)


def _left_out(covered: Side) -> Iterator[Difference]:
    words, first, last = covered
    if first >= last:
        return
    if weight(words.folded[first - 1]) == NUMBER and words.folded[first] in quoting().continuing:
        yield Difference("number", words.surface(first - 1, first), words.surface(first - 1, first + 1))
    yield from _governing(covered)
    if any(weight(word) == NEGATION for word in covered.folded) and not _is_clause(covered):
        at = next(n for n in range(first, last) if weight(words.folded[n]) == NEGATION)
        yield Difference(NEGATION, "", words.surface(at, at + 1))


def _governing(covered: Side) -> Iterator[Difference]:
    """What is left out holds for the words that go on: "I … close it" for "I may close it", "… 40" for "up to 40"."""
    words, _, last = covered
    if last >= len(words.folded) or _MARK.search(words.gap(last)):
        return
    carried = next((n for n, word in enumerate(reversed(covered.folded)) if word not in quoting().carrying), 0)
    governing = last - 1 - carried  # "… been told" for "may well have been told"
    marked = any(_MARK.search(words.gap(n)) for n in range(governing + 1, last))
    if not marked and (weight(words.folded[governing]) == MODAL or words.folded[governing] in quoting().conditions):
        yield Difference("modal", "", words.surface(governing, last))
    elif weight(words.folded[last]) == NUMBER and any(weight(word) == QUANTITY for word in covered.folded[-_REACH:]):
        first = max(covered.first, last - _REACH)
        yield Difference("quantity", words.surface(last, last + 1), words.surface(first, last + 1))


def _is_clause(covered: Side) -> bool:
    """True where what is left out is parted by marks from what is kept, or ends with its sentence."""
    words, first, last = covered
    if _STOP.search(words.gap(last)) or _STOP.search(words.gap(first)):
        return True
    if any(_STOP.search(gap) for gap in covered.gaps()):
        at = [n for n in range(first, last) if weight(words.folded[n]) == NEGATION]
        ends = [n for n in range(first + 1, last) if _STOP.search(words.gap(n))]
        # not in the sentence that is broken off, nor in the one that goes on
        return all(any(end <= n for end in ends) and any(end > n for end in ends) for n in at)
    return bool(_MARK.search(words.gap(first)) and _MARK.search(words.gap(last)))


def _replaced(joint: Joint, covered: Side, *, anywhere: bool) -> Iterator[Difference]:
    one, other = list(joint.words), covered.folded
    if joint.stem:
        if len(other) != 1 or not other[0].startswith(joint.stem[: max(2, len(joint.stem) - 1)]):
            yield Difference("word", joint.surface, covered.surface)
        elif any(opposed(word, other[0]) for word in one) or _is_negative(other[0]) != _is_negative(one[-1]):
            yield Difference(NEGATION, joint.surface, covered.surface)
        return
    mine, theirs = _names(joint.surface), _names(covered.surface)
    if mine and theirs and not mine & theirs:
        yield Difference("name", joint.surface, covered.surface)
    missing = Counter(weighty(other)) - Counter(weighty(one))
    put_in = Counter(weighty(one)) - Counter(weighty(other))
    if put_in or (missing and not anywhere):
        kinds = {weight(word) for word in (*missing, *put_in)}
        kind = next((kind for kind in (NEGATION, NUMBER) if kind in kinds), "quantity")
        yield Difference(kind, joint.surface, covered.surface)


def _is_negative(word: str) -> bool:
    return word.endswith(quoting().negative_endings)


def _names(written: str) -> frozenset[str]:
    """The words with a capital that are nothing but names."""
    found = (word.casefold() for word in _WRITTEN.findall(written) if word[0].isupper())
    return frozenset(word for word in found if word not in vocabulary() and word not in verb_forms())


def leading(joint: Joint, words: Words, first: int) -> Iterator[Difference]:
    """What is wrong with brackets that open a quote."""
    if joint.words and first > 0:
        size = max(1, len(joint.words))
        yield from _replaced(
            joint, Side(words, max(0, first - (size if weighty(joint.words) else 1)), first), anywhere=False
        )
    elif joint.words and weighty(joint.words):
        yield Difference("added", joint.surface, "")


def trailing(joint: Joint, quote: str, words: Words, last: int) -> Iterator[Difference]:
    """What is wrong with brackets that end a quote, or with the mark it ends on."""
    if joint.words and weighty(joint.words):
        yield from _replaced(joint, Side(words, last, min(len(words.folded), last + len(joint.words))), anywhere=False)
    ending = re.search(r"[.?](?=[\"'\u2019\u201d\u00bb)\s]*$)", quote)
    if ending is None or joint.dots:
        return
    after = _STOP.search(words.text, words.ends[last - 1], words.ends[last - 1] + 600)
    asked = after is not None and "?" in after[0]
    if ending[0] == "?" and not asked:
        yield Difference("mark", words.surface(last - 1, last) + "?", words.surface(last - 1, last))
    elif ending[0] == "." and words.gap(last).lstrip("\"'\u2019\u201d\u00bb)").startswith("?"):
        yield Difference("mark", words.surface(last - 1, last) + ".", words.surface(last - 1, last) + "?")

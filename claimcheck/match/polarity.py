"""The same statement affirmed and denied: found by its words, as there is no figure to go by (CC109)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.lexicon import per_language
from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.lexicon.words import stem
from claimcheck.model import PROSE_KINDS, BlockKind, Document, Opposition
from claimcheck.tokens import Tokens, lowered

_MIN_WORDS = 4  # content words a statement needs before "the same but for a not" means anything
_NUMBERS = 1  # figures that count as a content word
_ALIKE = 0.85
_CODE = frozenset("_→/")  # marks of identifiers, paths and indexes: no statement stands there
_ORDERS = ("do not ", "don't ", "don\u2019t ")
_CLOSED = frozenset(("DETERMINER", "PREPOSITION", "PRONOUN", "CONJUNCTION", "AUXILIARY"))


class Statement(NamedTuple):
    """A sentence by its content stems and whether it is denied; `shaded` when a "not" does not deny it whole."""

    sentence: int
    stems: frozenset[str]
    numbers: frozenset[str]
    negated: bool
    shaded: bool
    lead: str = ""  # the first of the stems, the subject mostly; "by" in a sentence that may be passive
    turned: bool = False  # denied by its verb: "rejected", "denied"
    sides: frozenset[str] = frozenset()  # "under", "after": what another statement may have otherwise
    denied: frozenset[str] = frozenset()  # the stems behind the last "not": what it can deny


@per_language
def _opposites(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """A verb that denies → the one it denies (rejected → approved); and verbs for those (accepted → approved)."""
    rows = frame_words(language)
    denying, alike = (dict([row.split()[:2] for row in sorted(found)]) for found in (rows.opposites, rows.alike))
    return denying, alike


def statement(document: Document, sentence: int) -> Statement:
    """Sentence `sentence` of the document as a Statement."""
    span = document.sentences[sentence]
    letters = alphabet()
    tokens = Tokens(document.text, letters, span.start, span.end)
    denials, shades, not_all = frame_words().denials, frame_words().shaded, frame_words().not_all
    be = frame_words().be
    contrasts, (opposites, alike) = frame_words().contrasts, _opposites()
    stems, numbers, sides, negated, shaded = dict[str, None](), set(), set(), False, False
    turned, passive = False, False
    denied: set[str] = set()
    for word, letter in zip(tokens.words, tokens.letters, strict=True):
        if word in denials or word.endswith(("n't", "n\u2019t")):
            negated = not negated
            denied.clear()
        elif word in shades or word == "?" or (negated and word in not_all):
            shaded = True
        elif word[:1].isdigit():
            numbers.add(word)
        elif word in contrasts:
            sides.add(word)
        elif word in opposites:
            negated, turned = not negated, True
            stems[stem(opposites[word])] = None
        elif word[:1].isalpha() and _CLOSED.isdisjoint(letters.features(letter)):
            word = alike.get(word, word)
            found = stem(word.removesuffix("'s").removesuffix("\u2019s"))
            stems[found] = None
            denied.add(found)
        passive = passive or word in be
    lead = "by" if passive else next(iter(stems), "")
    told = frozenset(stems)
    behind = told if turned else frozenset(denied)
    return Statement(sentence, told, frozenset(numbers), negated, shaded, lead, turned, frozenset(sides), behind)


def opposed(a: Statement, b: Statement) -> bool:
    """True when the two say the same, one with a "not" and one without."""
    if a.negated == b.negated or a.shaded or b.shaded or a.numbers != b.numbers:
        return False
    if a.sides and b.sides and a.sides != b.sides:
        return False  # "for children under 12", "over 12"
    if (a.turned or b.turned) and a.lead != b.lead and "by" not in (a.lead, b.lead):
        return False  # "the court rejected the bank's appeal", "the bank approved …"
    shared, fewest = len(a.stems & b.stems), min(len(a.stems), len(b.stems))
    if fewest + min(len(a.numbers), _NUMBERS) < _MIN_WORDS:
        return False
    if (a if a.negated else b).denied.isdisjoint((b if a.negated else a).stems):
        return False  # "… is managed internally and must not be freed": what is denied is said on one side only
    whole = fewest > _MIN_WORDS and shared == fewest  # one repeats a part of the other word for word
    return whole or shared / len(a.stems | b.stems) >= _ALIKE


def oppositions(documents: Sequence[Document]) -> Iterator[Opposition]:
    """Every pair of sentences of one document that affirm and deny one statement."""
    for document in documents:
        for first, second in opposed_pairs(document):
            yield _opposition(document, first, document, second)


def opposition(a: Document, b: Document) -> Opposition | None:
    """Two statements side by side: opposed when one sentence of A affirms what one of B denies, or the reverse."""
    for one in range(len(a.sentences)):
        for other in range(len(b.sentences)):
            if opposed(statement(a, one), statement(b, other)):
                return _opposition(a, one, b, other)
    return None


def _opposition(a: Document, one: int, b: Document, other: int) -> Opposition:
    first, second = a.sentences[one], b.sentences[other]
    shared = sorted(statement(a, one).stems & statement(b, other).stems)
    return Opposition(
        a.locate(first.start, first.end),
        b.locate(second.start, second.end),
        "both: " + " · ".join(shared[:6]),
    )


def opposed_pairs(document: Document) -> Iterator[tuple[int, int]]:
    """Sentence pairs of a document that affirm and deny one statement.

    Only denied sentences are looked into; the others are found by their rarest words, so the cost is near linear.
    """
    low = lowered(document.text)
    denied = _denied(document, low)
    words = {i: own for i in denied if _is_whole(own := frozenset(_words(document, low, i)))}
    if not words:
        return
    wanted = frozenset().union(*words.values())
    shared: dict[int, frozenset[str]] = {}  # what each sentence has in common with the denied ones
    index: dict[str, list[int]] = {}
    for i, sentence in enumerate(document.sentences):
        if sentence.kind in PROSE_KINDS:
            shared[i] = wanted.intersection(_words(document, low, i))
            for word in shared[i]:
                if len(word) > _SHORT:
                    index.setdefault(word, []).append(i)
    for i, own in words.items():
        known = [(len(index[w]), w) for w in own if len(w) > _SHORT and len(index[w]) > 1]
        near = {j for _, word in sorted(known)[:_RARE] for j in index[word] if j != i}
        least = max(_MIN_WORDS, len(own) // 2)
        alike = sorted(j for j in near if len(own & shared[j]) >= least)
        one = statement(document, i) if alike else None
        if one is not None and one.negated and not one.shaded and _speaks(document, i):
            for j in alike:
                if opposed(one, statement(document, j)) and _speaks(document, j) and not _listed(document, i, j):
                    yield min(i, j), max(i, j)


_WORD = re.compile(r"[a-z\xdf-\xf6\xf8-\u024f]+|[^\W\d_]+")  # the plain range first: it is twice as fast
_SHORT = 3  # letters; shorter words are in every other sentence
_RARE = 4  # words of a denied sentence by which the sentence it denies is sought


def _listed(document: Document, i: int, j: int) -> bool:
    """Two items of lists are cases side by side ("the query has no limit or …"), not one statement told twice."""
    return document.sentences[i].kind == document.sentences[j].kind == BlockKind.ITEM


def _speaks(document: Document, sentence: int) -> bool:
    """False for a line of code or of an index, and for a supposition."""
    span = document.sentences[sentence]
    text = document.text[span.start : span.end]
    if text.lower().startswith(_ORDERS):
        return False  # "Do not use it": advice
    return _CODE.isdisjoint(text) and frame_words().supposing.isdisjoint(_WORD.findall(text.lower()))


def _is_whole(words: frozenset[str]) -> bool:
    """False for a sentence too short to be told again, and where a word takes the edge off its denial."""
    return len(words) >= _MIN_WORDS and frame_words().shaded.isdisjoint(words)


def _denied(document: Document, low: str) -> list[int]:
    """The sentences of prose with a denial in them, in order."""
    found = set()
    for word in (*frame_words().denials, *_opposites()[0]):
        at = low.find(word)
        while at >= 0:
            end = at + len(word)
            if not low[end : end + 1].isalpha() and not (at and low[at - 1].isalpha()):
                found.add(at)
            at = low.find(word, end)
    for ending in ("n't", "n\u2019t"):
        at = low.find(ending)
        while at >= 0:
            found.add(at)
            at = low.find(ending, at + 1)
    starts = [s.start for s in document.sentences]
    spoken = sorted({bisect_right(starts, at) - 1 for at in found})
    return [i for i in spoken if i >= 0 and document.sentences[i].kind in PROSE_KINDS]


def _words(document: Document, low: str, sentence: int) -> list[str]:
    span = document.sentences[sentence]
    return _WORD.findall(low, span.start, span.end)

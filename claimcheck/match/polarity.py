"""The same statement affirmed and denied: found by its words, as there is no figure to go by (CC109)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.lexicon.words import stem
from claimcheck.model import PROSE_KINDS, Document, Opposition
from claimcheck.tokens import Tokens

_MIN_WORDS = 4  # content words a statement needs before "the same but for a not" means anything
_ALIKE = 0.85
_CLOSED = frozenset(("DETERMINER", "PREPOSITION", "PRONOUN", "CONJUNCTION", "AUXILIARY"))


class Statement(NamedTuple):
    """A sentence by its content stems and whether it is denied; `shaded` when a "not" does not deny it whole."""

    sentence: int
    stems: frozenset[str]
    numbers: frozenset[str]
    negated: bool
    shaded: bool


def statement(document: Document, sentence: int) -> Statement:
    """Sentence `sentence` of the document as a Statement."""
    span = document.sentences[sentence]
    tokens = Tokens(document.text, alphabet(), span.start, span.end)
    features = alphabet().features
    stems, numbers, negated, shaded = set(), set(), False, False
    for index, letter in enumerate(tokens.letters):
        word = tokens.word(index)
        if word in frame_words().denials or word.endswith(("n't", "n\u2019t")):
            negated = not negated
        elif word in frame_words().shaded or word == "?" or (negated and word in frame_words().not_all):
            shaded = True
        elif word[:1].isdigit():
            numbers.add(word)
        elif word[:1].isalpha() and not features(letter) & _CLOSED:
            stems.add(stem(word.removesuffix("'s").removesuffix("\u2019s")))
    return Statement(sentence, frozenset(stems), frozenset(numbers), negated, shaded)


def opposed(a: Statement, b: Statement) -> bool:
    """True when the two say the same, one with a "not" and one without."""
    if a.negated == b.negated or a.shaded or b.shaded or a.numbers != b.numbers:
        return False
    shared, fewest = len(a.stems & b.stems), min(len(a.stems), len(b.stems))
    if fewest < _MIN_WORDS:
        return False
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
    prose = [c.sentence for c in document.claims if document.sentences[c.sentence].kind in PROSE_KINDS]
    words = {i: frozenset(_WORD.findall(_text(document, i))) for i in prose}
    denied = [i for i in prose if words[i] & frame_words().denials or _SHORT_NOT.search(_text(document, i))]
    if not denied:
        return
    index: dict[str, list[int]] = {}
    for i, own in words.items():
        for word in own:
            index.setdefault(word, []).append(i)
    for i in denied:
        one = statement(document, i)
        if one.shaded or not one.negated:
            continue
        known = sorted((w for w in words[i] if len(w) > 3 and len(index[w]) > 1), key=lambda w: len(index[w]))[:_RARE]
        for j in sorted({j for word in known for j in index[word] if j != i}):
            if len(words[i] & words[j]) >= max(_MIN_WORDS, len(words[i]) // 2) and opposed(one, statement(document, j)):
                yield (min(i, j), max(i, j))


_WORD = re.compile(r"[^\W\d_]+")
_SHORT_NOT = re.compile(r"n['\u2019]t\b")
_RARE = 4  # words of a denied sentence by which the sentence it denies is sought


def _text(document: Document, sentence: int) -> str:
    span = document.sentences[sentence]
    return document.text[span.start : span.end].lower()

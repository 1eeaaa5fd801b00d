"""quote-conflict: one quotation stands in the text in two wordings that differ in a figure or a negation.

What it does
    Sets quotations side by side that agree word for word except for a number or a “not”.

Why it matters
    A quotation is the one thing a reader takes for exact. A pull quote is retyped more often than one thinks.

Flagged
    > “We lost 40 cows and a shed,” said Ann Lowe. … “We lost 14 cows and a shed”

Not flagged
    > “I have not sold and I shall not sell,” she wrote. … She has “not sold”, she insists.
    > “We have found 12 of them,” he said on Monday. … “We have found 17 of them,” he said on Friday.
    > “We have found 12 of them,” the police said. … “We have found 17 of them,” the army said.

Options
    None. A warning: a speaker may have said both.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from claimcheck.lexicon import table
from claimcheck.lexicon.numerals import numerals
from claimcheck.lexicon.roles import speech_verbs
from claimcheck.lexicon.vocabulary import vocabulary
from claimcheck.model import BlockKind, Document, Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.rules.naming import is_person, names
from claimcheck.settings import Settings
from claimcheck.tokens import lowered

RULE = Rule(
    "CC107",
    "quote-conflict",
    Severity.WARNING,
    "document",
    "0.1",
    help="Listen to the recording again, and quote it once.",
)

_QUOTED = re.compile(r'“([^“”\n]{12,600})”|"([^"\n]{12,600})"|«([^«»\n]{12,600})»')
_WORD = re.compile(r"[^\W_]+(?:[.,:'’][^\W_]+)*")
_SAME = 4  # words two wordings must share, in a row, to be one quotation
_ALIKE = 0.6  # share of the shorter wording's words that must be shared
_SHORT = 3  # letters; shorter words have no capital in a title
_MOST = 400  # quotations; more is a transcript
_CROWD = 12  # quotations that share four words: a refrain, a form letter


class _Quotation(NamedTuple):
    """A quotation: `words` in lower case, contractions written out."""

    start: int
    end: int
    words: tuple[str, ...]
    sentence: int


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every pair of wordings, the later one as the doubtful one; three wordings give two findings."""
    found = list(_quotations(subject))
    if len(found) < 2 or len(found) > _MOST:
        return
    done: set[int] = set()
    for i, j in _pairs(found):
        spans = _difference(subject.text, found[i], found[j])
        if j in done or spans is None or _excused(subject, found[i], found[j]):
            continue
        done.add(j)
        (a, b), (c, d) = spans
        yield finding(
            RULE,
            f"“{subject.text[c:d]}” here, “{subject.text[a:b]}” there, in one quotation",
            (subject.locate(found[j].start, found[j].end), subject.locate(found[i].start, found[i].end)),
            confidence=0.8,
        )


def _quotations(document: Document) -> Iterator[_Quotation]:
    text = document.text
    if '"' not in text and "“" not in text and "«" not in text:
        return
    starts = [s.start for s in document.sentences]
    for block in document.blocks:
        if block.kind is BlockKind.CODE:
            continue
        for match in _QUOTED.finditer(text, block.start, block.end):
            start, end = match.span(match.lastindex or 1)
            words = _words(text[start:end])
            if len(words) > _SAME and not _is_title(text[start:end]):
                yield _Quotation(start, end, words, bisect_right(starts, start) - 1)


def _is_title(quoted: str) -> bool:
    """“Result Announcement of the Cup 2016”: every word of substance has a capital; a work, not somebody's words."""
    words = [w for w in quoted.split() if len(w) > _SHORT and w[0].isalpha()]
    return len(words) > 2 and all(w[0].isupper() for w in words)


def _words(quoted: str) -> tuple[str, ...]:
    contractions = table("quotes")["contractions"]
    found: list[str] = []
    for word in _WORD.findall(lowered(quoted).replace("’", "'")):
        if "'" in word and word in contractions:
            found += contractions[word]
        else:
            found.append(word)
    return tuple(found)


def _spans(text: str, quotation: _Quotation) -> list[tuple[int, int]]:
    """The text span of each word of a quotation; the parts of a contraction share theirs."""
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(text, quotation.start, quotation.end):
        found += [match.span()] * len(_words(match[0]))
    return found


@cache
def _changeable(word: str) -> bool:
    """True for a figure, a day, a month or a negation: what makes another statement of the same words."""
    known = numerals()
    if any(c.isdigit() for c in word):
        return True
    for part in word.split("-"):
        numbers = (known.small, known.scales, known.groups, known.ordinals, known.denominators, known.multiples)
        if any(part in group for group in numbers):
            return True
    return bool(vocabulary().get(word, frozenset()) & {"NEGATION", "MONTH", "WEEKDAY"})


def _pairs(found: list[_Quotation]) -> Iterator[tuple[int, int]]:
    """Pairs that share four words in a row once figures and negations are left out."""
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, quotation in enumerate(found):
        kept = [w for w in quotation.words if not _changeable(w)]
        for gram in {tuple(kept[k : k + _SAME]) for k in range(len(kept) - _SAME + 1)}:
            index[gram].append(i)
    pairs = {(i, j) for group in index.values() if len(group) <= _CROWD for i in group for j in group if i < j}
    yield from sorted(pairs)


def _difference(text: str, a: _Quotation, b: _Quotation) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where two wordings differ, in each; None when they agree, or differ in more than figures and negations."""
    if a.words == b.words:
        return None
    steps = SequenceMatcher(None, a.words, b.words, autojunk=False).get_opcodes()
    same = sum(i2 - i1 for tag, i1, i2, _, _ in steps if tag == "equal")
    if same < _SAME or same < _ALIKE * min(len(a.words), len(b.words)):
        return None
    inner = steps[(steps[0][0] != "equal" and _open_end(steps[0])) : len(steps) - (_open_end(steps[-1]))]
    changed = [s for s in inner if s[0] != "equal"]
    if not changed or not all(_is_fact(a.words[i1:i2], b.words[j1:j2]) for _, i1, i2, j1, j2 in changed):
        return None
    times = [any(map(_is_time, (*a.words[i1:i2], *b.words[j1:j2]))) for _, i1, i2, j1, j2 in changed]
    if any(times) and not all(times):
        return None  # "600 in 2022", "700 in 2023": two statements
    _, i1, i2, j1, j2 = changed[0]
    return _span(text, a, i1, i2), _span(text, b, j1, j2)


def _is_time(word: str) -> bool:
    """True for a year, a month or a weekday."""
    year = len(word) == 4 and word.isdecimal() and word[:2] in ("18", "19", "20")
    return year or bool(vocabulary().get(word, frozenset()) & {"MONTH", "WEEKDAY"})


def _open_end(step: tuple[str, int, int, int, int]) -> bool:
    """True for words that only one side quotes, at its beginning or end."""
    return step[0] in ("delete", "insert")


def _is_fact(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True when all words on both sides are figures or negations, and they are not two spellings of one figure."""
    words = (*a, *b)
    if not all(map(_changeable, words)):
        return False
    spelled = [any(c.isdigit() for w in side for c in w) for side in (a, b)]
    return not (a and b) or spelled[0] == spelled[1]


def _span(text: str, quotation: _Quotation, start: int, end: int) -> tuple[int, int]:
    """The text span of words [start, end); for none, that of the words around."""
    if start == end:
        start, end = max(0, start - 1), min(len(quotation.words), end + 1)
    spans = _spans(text, quotation)
    return spans[start][0], spans[end - 1][1]


def _excused(document: Document, a: _Quotation, b: _Quotation) -> bool:
    """True when two may well have said it, or one on two days, or the text speaks of two wordings."""
    if a.sentence == b.sentence >= 0:
        return True
    around = [_around(document, q) for q in (a, b)]
    if any(phrase in text.lower() for text in around for phrase in table("quotes")["explained"]):
        return True
    if _before_and_after(*(_lead(document, q) for q in (a, b))):
        return True
    led = [_lead(document, q) for q in (a, b)]
    if any(f" {phrase} " in f" {text} " for text in led for phrase in table("quotes")["occasions"]):
        return True
    every = names(document)
    sure = {n.words[-1] for n in every if not n.initial or is_person(document, n)}
    everybody = [n for n in every if n.words[-1] in sure and n.words[-1][1:2].islower()]
    speakers = [{n.words[-1] for n in everybody if _beside(n.start, n.sentence, q)} for q in (a, b)]
    if speakers[0] and speakers[1] and not speakers[0] & speakers[1]:
        return True
    plain = [_sayer(text) for text in around]
    if plain[0] and plain[1] and plain[0] != plain[1] and not (speakers[0] or speakers[1]):
        return True
    days = [_days(document, q) for q in (a, b)]
    return bool(days[0] and days[1] and days[0] != days[1])


def _sayer(around: str) -> str:
    """The plain noun a quotation is ascribed to: "bank" for “…,” the bank said; "" where there is none."""
    words: list[str] = _WORD.findall(lowered(around))
    for at, word in enumerate(words):
        if word in speech_verbs():
            for pair in (words[max(0, at - 2) : at], words[at + 1 : at + 3]):
                if len(pair) == 2 and "DETERMINER" in vocabulary().get(pair[0], frozenset()):
                    return pair[1]
    return ""


def _beside(start: int, sentence: int, quotation: _Quotation) -> bool:
    return sentence == quotation.sentence and not quotation.start <= start < quotation.end


def _before_and_after(a: str, b: str) -> bool:
    """True for "… before the vote" in one place and "After the vote …" in the other."""
    for first, second in ((a, b), (b, a)):
        before = set(re.findall(r"\bbefore the (\w+)", first))
        if before and before & set(re.findall(r"\bafter the (\w+)", second)):
            return True
    return False


def _lead(document: Document, quotation: _Quotation) -> str:
    """What the sentence of a quotation and the one before it in its paragraph say outside it, words only."""
    if quotation.sentence < 0:
        return ""
    first = document.sentences[_first(document, quotation)]
    start, end = first.start, document.sentences[quotation.sentence].end
    outside = _QUOTED.sub(" ", document.text[start:end])
    return " ".join(_WORD.findall(lowered(outside)))


def _first(document: Document, quotation: _Quotation) -> int:
    """The sentence before a quotation's, where it is of the same paragraph; else its own."""
    before = quotation.sentence - 1
    same = before >= 0 and document.sentences[before].block == document.sentences[quotation.sentence].block
    return before if same else quotation.sentence


def _around(document: Document, quotation: _Quotation) -> str:
    if quotation.sentence < 0:
        return ""
    sentence = document.sentences[quotation.sentence]
    return document.text[sentence.start : quotation.start] + document.text[quotation.end : sentence.end]


def _days(document: Document, quotation: _Quotation) -> set[str]:
    """The dates of the quotation's sentence and the one before, outside the quotation."""
    sentences = range(_first(document, quotation), quotation.sentence + 1) if quotation.sentence >= 0 else ()
    return {
        figure.when.value
        for claim in document.claims
        if claim.sentence in sentences
        for figure in claim.figures
        if figure.when is not None and not quotation.start <= figure.start < quotation.end
    }

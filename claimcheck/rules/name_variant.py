"""name-variant: one name is spelled in two ways.

What it does
    Puts the names of a text side by side: a surname that was introduced in full and returns with other letters, full
    names that differ by a letter, an organisation whose last word changes, a place in two spellings.

Why it matters
    A misspelt name is the correction papers print most often, and the one its owner never forgives.

Flagged
    > Maren Olofsdotter, 41, runs the ferry. … “It pays,” said Olafsdotter.
    > The Tarn Valley Housing Trust owns 90 flats. … The Tarn Valley Housing Association regretted the delay.

Not flagged
    > Sven and Svea Lindqvist are brother and sister.
    > The village is Khirbet Zahr, also written Hirbat Zahr.
    > Peru and the Peruvian, the Roberts family and Robert.

Options
    None. A warning: two persons may well bear similar names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import combinations

from claimcheck.lexicon import table
from claimcheck.lexicon.words import in_small_letters
from claimcheck.model import Document, Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.rules.naming import (
    Name,
    alike,
    heard_alike,
    is_derived,
    is_person,
    is_place,
    names,
    one_letter,
    skeleton,
)
from claimcheck.settings import Settings

RULE = Rule(
    "CC502",
    "name-variant",
    Severity.WARNING,
    "document",
    "0.1",
    help="Check the spelling with its owner, and use one.",
)

_MOST_FORMS = 60  # names that share three letters; more is an index, not a text
_OFTEN = 3  # a slip is not made this often: from here on two frequent spellings are two names

_Forms = dict[tuple[str, ...], list[Name]]


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every pair of spellings, once, at the rarer one's first mention."""
    if len(subject.sentences) < 2:
        return  # side by side in one sentence, two names are meant
    forms: _Forms = defaultdict(list)
    for name in names(subject):
        forms[tuple(word.replace("’", "'") for word in name.words)].append(name)
    done: set[frozenset[str]] = set()
    for a, b in _candidates(forms):
        words = _differing(a, b)
        if words is None or frozenset(words) in done or not _is_variant(subject, a, b, words, forms):
            continue
        plain = any(in_small_letters(subject.text, word.lower()) for word in words)
        if not plain and not _excused(subject, words, forms):
            done.add(frozenset(words))
            yield _report(subject, forms[a], forms[b])


def _report(document: Document, first: Sequence[Name], second: Sequence[Name]) -> Finding:
    """The rarer spelling is the doubtful one; of equals, the later."""
    doubtful, against = sorted((first, second), key=lambda found: (len(found), -found[0].start))
    sides = tuple(document.locate(found[0].start, found[0].end) for found in (doubtful, against))
    return finding(
        RULE,
        f"“{sides[0].text}” … “{sides[1].text}”: one name in two spellings?",
        sides,
        explanation=(f"{len(doubtful)} × “{sides[0].text}”, {len(against)} × “{sides[1].text}”",),
        confidence=0.7,
    )


def _candidates(forms: _Forms) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs of forms that share a sound or the first three letters of some word; big blocks are left out."""
    blocks: dict[str, dict[tuple[str, ...], None]] = {}
    for form in forms:
        for word in form:
            for key in _block_keys(word):
                blocks.setdefault(key, {})[form] = None
    seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for block in blocks.values():
        if 1 < len(block) <= _MOST_FORMS:
            for pair in combinations(block, 2):  # in one order in every block: that of their first mentions
                if pair not in seen:
                    seen.add(pair)
                    yield pair


@lru_cache(maxsize=16384)
def _block_keys(word: str) -> tuple[str, ...]:
    return ("~" + skeleton(word), word[:3].lower()) if len(word) > 2 else ()


def _differing(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, str] | None:
    """The one pair of words in which two forms of a name differ: place by place, or surname against surname."""
    if len(a) == len(b):
        pairs = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
        one = len(pairs) == 1 or (len(pairs) == 2 and all(alike(*pair) for pair in pairs))
        return pairs[0] if one and pairs else None
    if min(len(a), len(b)) == 1 and a[-1] != b[-1]:
        return a[-1], b[-1]
    return None


def _is_variant(
    document: Document, a: tuple[str, ...], b: tuple[str, ...], words: tuple[str, str], forms: _Forms
) -> bool:
    """True when two forms are one name, as far as their letters and the words around them tell."""
    if len(a) != len(b):
        return _surname(document, a, b, forms)
    if len(a) == 1:
        if not alike(*words):
            return False
        return _two_places(document, forms[a], forms[b]) or _two_persons(document, forms, *words)
    if a[-1] == b[-1]:
        return alike(*words) or _hyphenated(*words) or (len(a) > 2 and one_letter(*words))
    return alike(*words) or (len(a) > 2 and (_same_kind(*words) or one_letter(*words)))


def _surname(document: Document, a: tuple[str, ...], b: tuple[str, ...], forms: _Forms) -> bool:
    """A surname alone, never introduced in full, beside a full name that is nearly the same."""
    short, long = sorted((a, b), key=len)
    introduced = any(short[0] in form for form in forms if len(form) > 1)
    return not introduced and alike(short[0], long[-1]) and any(is_person(document, n) for n in forms[short])


def _two_places(document: Document, first: Sequence[Name], second: Sequence[Name]) -> bool:
    """Both heard alike, neither only a sentence's first word, one of them after a preposition."""
    inner = [[n for n in found if not n.initial] for found in (first, second)]
    if not all(inner) or not heard_alike(first[0].words[0], second[0].words[0]):
        return False
    return any(is_place(document, n) for n in (*first, *second))


def _two_persons(document: Document, forms: _Forms, a: str, b: str) -> bool:
    """Both spoken of as persons, neither introduced in full."""
    if any(word in form for form in forms if len(form) > 1 for word in (a, b)):
        return False
    return all(any(is_person(document, n) for n in forms[(word,)]) for word in (a, b))


def _hyphenated(a: str, b: str) -> bool:
    """Jean-Luc and Jean-Louis: double names that agree in one half and begin alike in the other."""
    first, second = a.split("-"), b.split("-")
    if len(first) != 2 or len(second) != 2 or is_derived(a, b) or any(map(str.isdecimal, a + b)):
        return False
    return (first[0] == second[0] and first[1][:1] == second[1][:1]) or (
        first[1] == second[1] and first[0][:1] == second[0][:1]
    )


def _same_kind(a: str, b: str) -> bool:
    return any(a.lower() in kind and b.lower() in kind for kind in table("names")["kinds"])


@cache
def _excuses(row: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, table('names')[row]))})")


def _excused(document: Document, words: tuple[str, str], forms: _Forms) -> bool:
    """True when the text itself speaks of two names: side by side, as relatives, or in so many words."""
    mentions = [[n for form, found in forms.items() if word in form for n in found] for word in words]
    if min(len(found) for found in mentions) >= _OFTEN:
        return True
    where = [{n.sentence for n in found} for found in mentions]
    if where[0] & where[1]:
        return True
    rows = ["explained"]
    if _given(forms, words):
        rows.append("kin")
        surnames = {form[-1] for form in forms if set(words) & set(form[:-1])}
        where[0] |= {n.sentence for form, found in forms.items() if form[-1] in surnames for n in found}
    rows += ["reorganised"] if _same_kind(*words) else []
    texts = [_sentence(document, index) for index in where[0] | where[1]]
    return any(_excuses(row).search(text) for row in rows for text in texts)


def _given(forms: Iterable[tuple[str, ...]], words: tuple[str, str]) -> bool:
    """True when the differing words are given names of one surname."""
    return any(word in form[:-1] for form in forms for word in words)


def _sentence(document: Document, index: int) -> str:
    sentence = document.sentences[index]
    return document.text[sentence.start : sentence.end].lower()

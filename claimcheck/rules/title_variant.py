"""title-variant: one person bears two titles that exclude each other.

What it does
    Reads the titles before names, and points at a person who is captain here and colonel there, chief executive here
    and chairman there, although nothing in the text promotes them.

Why it matters
    One of the two is a promotion or an insult that nobody meant.

Flagged
    > Captain Moira Quell led the search. … “We found nothing,” Colonel Quell said.

Not flagged
    > The former chief executive Ivo Brandt … chairman Ivo Brandt. Lieutenant General Quell … General Quell.
    > Captain Quell was promoted in May. … “We found nothing,” said Major Quell.

Options
    None.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from claimcheck.lexicon import table
from claimcheck.model import Document, Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.rules.naming import Name, names
from claimcheck.settings import Settings

RULE = Rule(
    "CC504",
    "title-variant",
    Severity.WARNING,
    "document",
    "0.1",
    help="Check the title, or say when it changed.",
)
_REACH = 45  # characters before a name within which its title stands


class _Bearer(NamedTuple):
    """A name with its title: the family, the post in it (its row), and the words as written."""

    name: Name
    family: str
    post: int
    title: str
    start: int
    end: int


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Each person with two titles of one family, once."""
    if len(subject.sentences) < 2:
        return
    everybody = names(subject)
    bearers: dict[str, list[_Bearer]] = defaultdict(list)
    for name in everybody:
        bearer = _bearer(subject, name)
        if bearer is not None:
            bearers[name.words[-1]].append(bearer)
    for surname, found in bearers.items():
        given = {n.words[:-1] for n in everybody if n.words[-1] == surname and len(n.words) > 1}
        if len(given) > 1 or len(found) < 2:
            continue
        pair = next(((a, b) for i, a in enumerate(found) for b in found[i + 1 :] if _exclude(a, b)), None)
        if pair is not None and not _is_moved(subject, surname):
            first, second = pair
            sides = tuple(subject.locate(b.start, b.end) for b in (second, first))
            yield finding(RULE, f"“{sides[0].text}” here, “{sides[1].text}” there", sides, confidence=0.7)


@cache
def _posts() -> dict[str, tuple[str, int]]:
    """Title → family and row."""
    families: dict[str, list[list[str]]] = table("names")["families"]
    return {title: (family, i) for family, rows in families.items() for i, row in enumerate(rows) for title in row}


@cache
def _endings() -> frozenset[str]:
    """The last word of every title: most names have none of them before them."""
    return frozenset(title.split()[-1].rpartition("-")[2] for title in _posts())


@cache
def _titled() -> re.Pattern[str]:
    titles = "|".join(sorted(map(re.escape, _posts()), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])({titles})(?:\.? |, )$")


@cache
def _apposed() -> re.Pattern[str]:
    """The title behind a name: "Holm, the company's chairman,"."""
    titles = "|".join(sorted(map(re.escape, _posts()), key=len, reverse=True))
    owner = r"(?:the|its|their) (?:[a-z]+(?:'s|’s) )?"
    return re.compile(rf", {owner}({titles})(?=[,.](?! (?:and|or|[A-Z]))(?=$|\s))")


def _bearer(document: Document, name: Name) -> _Bearer | None:
    """The title right before a name, unless a word before it says that it is not the bearer's own now."""
    text, begin = document.text, max(document.sentences[name.sentence].start, name.start - _REACH)
    if text[name.end : name.end + 2] == ", ":
        behind = _apposed().match(text, name.end)
        if behind is not None:
            family, post = _posts()[behind[1]]
            return _Bearer(name, family, post, behind[1], name.start, behind.end())
    if text[name.start - 1 : name.start] != " ":
        return None
    last = text[max(begin, text.rfind(" ", begin, name.start - 1) + 1) : name.start - 1].lower()
    comma = last.endswith(",") and text[name.end : name.end + 1] == ","  # "the chief executive, Lena Holm, resigned"
    if (last.isalpha() or comma) and last.rstrip(",") not in _endings():
        return None
    before = text[begin : name.start]
    match = _titled().search(before.lower())
    if match is None or (match[0].endswith(", ") and not comma):
        return None
    previous = before[: match.start()].lower().replace("-", "- ").split()
    if previous and previous[-1].strip(",") in (*table("names")["posts"]["not_now"], "and", "of", "-"):
        return None
    family, post = _posts()[match[1]]
    return _Bearer(name, family, post, match[1], begin + match.start(), name.end)


def _exclude(a: _Bearer, b: _Bearer) -> bool:
    """True for two posts of one family, neither of which is short for the other."""
    if a.family != b.family or a.post == b.post or a.name.sentence == b.name.sentence:
        return False
    short, long = sorted((a.title, b.title), key=len)
    shortened = long.endswith(" " + short) and not long.startswith(("vice", "deputy"))
    return not shortened


def _is_moved(document: Document, surname: str) -> bool:
    """True when a sentence with the name speaks of a change of posts, or of two posts at once."""
    moved = table("names")["posts"]["moved"]
    for sentence in document.sentences:
        text = document.text[sentence.start : sentence.end]
        if surname in text and any(phrase in text.lower() for phrase in moved):
            return True
        if surname in text and _held().search(text.lower()):
            return True
    return False


@cache
def _held() -> re.Pattern[str]:
    """A post told of as another time's: "Lind was archbishop from 2010", "had been a minister"."""
    titles = "|".join(sorted(map(re.escape, _posts()), key=len, reverse=True))
    return re.compile(rf"\b(?:was|been|be|as|become) (?:the |a |an )?({titles})\b")

"""unattributed: a statement is credited to people or reports that nobody could ask.

What it does
    Points at "analysts suggest", "reports indicate", "it is believed that", "in military circles" where the
    sentence names nobody.

Why it matters
    What nobody is named for, nobody can verify; a desk wants to see these before a reader does.

Flagged
    > Reports indicate that the pier will be sold.
    > Concern is growing in diplomatic circles, and analysts suggest that a deal is far off.

Not flagged
    > Analysts at Marram Bank suggest that a deal is far off.
    > The analyst Jane Roe expects a deal. The experts said they would report in May.

Options
    None. An information, not a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.model import PROSE_KINDS, Document, Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.rules.reckoning import cut
from claimcheck.settings import Settings
from claimcheck.tokens import Tokens

RULE = Rule("CC505", "unattributed", Severity.INFO, "document", "0.1", help="Name who says so, or say why you cannot.")

_MESSAGES = ("“{}”: nobody is named", "“{}”: by whom is not said", "“{}”: nobody is named")  # as the groups below
_REACH = 5  # tokens after "according to experts" within which "at Marram Bank" still names them


@cache
def _grammar() -> re.Pattern[str]:
    """Over letters: who (or what) says something, and the verb that credits them."""
    return alphabet().pattern(
        r"""
        ( <VAGUE_SOURCE> <VAGUE_ADVERB>{0,2} <VAGUE_VERB>
            | <VAGUE_ACCORDING> <VAGUE_TO> <WORD>{0,2}? <VAGUE_SOURCE>
            | <VAGUE_SOME> <VAGUE_ADVERB>{0,2} <VAGUE_SOME_VERB> )
        | ( <VAGUE_IT> <VAGUE_ADVERB|AUXILIARY>{1,3} <VAGUE_PASSIVE> <VAGUE_THAT> )
        | ( <CIRCLE_KIND> <CIRCLES> )
        """
    )


@cache
def _clue() -> re.Pattern[str]:
    """A letter without which the grammar cannot match: most sentences are told by one look not to."""
    return alphabet().pattern("<VAGUE_SOURCE|VAGUE_SOME|VAGUE_PASSIVE|CIRCLES>")


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Every such phrase in the prose, one finding each."""
    clue = _clue().search
    for index, sentence in enumerate(subject.sentences):
        if sentence.kind in PROSE_KINDS:
            tokens = cut(subject, index)
            if clue(tokens.letters):
                yield from _sentence(subject, tokens)


def _sentence(document: Document, tokens: Tokens) -> Iterator[Finding]:
    for match in _grammar().finditer(tokens.letters):
        if not _named(tokens, match.start(), match.end()) and not _quoted(tokens, match.start()):
            start, end = tokens.begin(match.start()), tokens.finish(match.end() - 1)
            message = _MESSAGES[(match.lastindex or 1) - 1].format(document.text[start:end])
            yield finding(RULE, message, (document.locate(start, end, role="doubtful"),))


def _named(tokens: Tokens, start: int, end: int) -> bool:
    """True when the words around the phrase tell who is meant, or the sentence goes on to quote somebody by name."""
    letters = alphabet()
    before = letters.features(tokens.letters[start - 1]) if start else frozenset[str]()
    phrase = range(start, end)
    if "CIRCLES" in letters.features(tokens.letters[end - 1]):
        return False
    held = before & {"VAGUE_KNOWN", "NUM", "DETERMINER"} and "VAGUE_SOME" not in before  # "some experts believe"
    if held or (_capital(tokens, start - 1) and start > 1):
        return True
    if tokens.word(start - 1).endswith(("'s", "’s", "s'", "s’")):
        return True
    if any(_capital(tokens, i) or tokens.word(i) in ("the", "these", "those") for i in phrase[2:]):
        return True
    open_ended = "VAGUE_SOURCE" in letters.features(tokens.letters[end - 1])  # "according to experts at …"
    for i in range(end, min(end + _REACH, len(tokens)) if open_ended else end):
        if "VAGUE_OWNER" in letters.features(tokens.letters[i]):
            return any(_capital(tokens, j) for j in range(i + 1, min(i + 4, len(tokens))))
    return any(
        "SAYING" in letters.features(letter) and (_capital(tokens, i + 1) or (i > 1 and _capital(tokens, i - 1)))
        for i, letter in enumerate(tokens.letters)
        if i not in phrase
    )


def _capital(tokens: Tokens, index: int) -> bool:
    return 0 <= index < len(tokens) and tokens.surface(index)[:1].isupper()


def _quoted(tokens: Tokens, index: int) -> bool:
    """True inside a quotation: then somebody did say it."""
    before = tokens.text[tokens.start : tokens.begin(index)]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1

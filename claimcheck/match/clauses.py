"""The frame of one sentence: its noun phrases and its clauses, each with its verb and subject.

Not a parser: a clause is what stands between the marks and words that part clauses, its subject the last phrase before
its verb that hangs on no preposition. That is enough to say whose figure it is, and cheap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.roles import speech_verbs
from claimcheck.lexicon.words import base_form
from claimcheck.match.phrases import Phrase, find_phrases, tag_words
from claimcheck.model import Figure
from claimcheck.tokens import Tokens


class Clause(NamedTuple):
    """Tokens [start, end) with one predicate at most. `verb` is a token index or -1, `base` its base form."""

    start: int
    end: int
    verb: int
    base: str
    subject: int  # index into Frame.phrases, -1 when none can be told
    negated: bool
    relative: bool = False


class Frame(NamedTuple):
    """One sentence as read."""

    tokens: Tokens
    words: tuple[str, ...]
    tags: str
    phrases: tuple[Phrase, ...]
    clauses: tuple[Clause, ...]
    quoted: tuple[bool, ...]

    def clause_at(self, token: int) -> int:
        """Index of the clause that holds a token."""
        for index, clause in enumerate(self.clauses):
            if clause.start <= token < clause.end:
                return index
        return len(self.clauses) - 1

    def phrases_in(self, start: int, end: int) -> tuple[tuple[int, Phrase], ...]:
        """The phrases that begin inside [start, end)."""
        return tuple((i, p) for i, p in enumerate(self.phrases) if start <= p.start < end)


def frame(tokens: Tokens, figures: Sequence[Figure]) -> Frame:
    """The frame of a sentence whose figures are known."""
    words = tuple(tokens.words)
    tags = tag_words(tokens, words, figures)
    phrases = find_phrases(tokens, words, tags, figures)
    clauses = _clauses(tokens, words, tags, phrases)
    return Frame(tokens, words, tags, phrases, clauses, _quoted(words, tokens))


# --- clauses ---------------------------------------------------------------------------------------------------------


def _clauses(tokens: Tokens, words: tuple[str, ...], tags: str, phrases: tuple[Phrase, ...]) -> tuple[Clause, ...]:
    contacts = _contacts(words, tags)
    bounds = [0, *sorted({*_boundaries(words, tags), *contacts}), len(tags)]
    denials = _denials(words, tags) if _may_deny(tokens) else ()
    found: list[Clause] = []
    last_subject = -1
    for start, end in pairwise(bounds):
        if start >= end:
            continue
        verb = _main_verb(words, tags, start, end)
        opens = tags[start] == "p" and words[start] in frame_words().time_prepositions and _clause_follows(tags, start)
        subject = _subject(phrases, tags, start + opens, verb if verb >= 0 else end, verb >= 0)
        relative = (
            start in contacts
            or tags[start] == "w"
            or (start + 1 < end and tags[start] in ",;" and tags[start + 1] == "w")
        )
        if subject < 0 and verb >= 0:
            subject = _antecedent(phrases, start) if relative else last_subject
        if verb < 0:
            beside = start > 0 and tags[start : start + 2] == ",#"  # "the bill came to 18 million, 35% more than …"
            subject = last_subject if beside else _topic(phrases, start, end) if last_subject < 0 else subject
        if subject >= 0 and not relative:
            last_subject = subject
        base = _base(words, tags, verb, end)
        negated = bool(denials) and any(start <= i < end for i in denials)
        found.append(Clause(start, end, verb, base, subject, negated, relative))
    return _forward(found, tags)


def _may_deny(tokens: Tokens) -> bool:
    """A look at the letters alone: most sentences hold neither a word that denies nor the "n't" of one."""
    if not frame_words().predicate_denials.isdisjoint(tokens.words):
        return True
    start, end = tokens.start, tokens.offsets[-1]
    return tokens.text.find("n't", start, end) >= 0 or tokens.text.find("n\u2019t", start, end) >= 0


def _denials(words: tuple[str, ...], tags: str) -> list[int]:
    """Each "not" that denies a predicate: beside its verb, not inside a figure or a complement ("but not silly")."""
    denying = frame_words().predicate_denials
    return [
        i
        for i, word in enumerate(words)
        if (word in denying and tags[i] != "#" and (tags[i - 1 : i] in ("a", "v") or tags[i + 1 : i + 2] in ("a", "v")))
        or (tags[i] in "anvx" and word.endswith(("n't", "n\u2019t")))
    ]


def _forward(found: list[Clause], tags: str) -> tuple[Clause, ...]:
    """A clause before the first subject ("Located 35 km from the line, the base …") takes the one that follows."""
    first = next((c.subject for c in found if c.subject >= 0), -1)
    return tuple(
        c
        if c.subject >= 0 or tags[c.start] in "wrdnN"
        else Clause(c.start, c.end, c.verb, c.base, first, c.negated, c.relative)
        for c in found
    )


_PARTING = re.compile("[;,wspvc]")  # the tags of what may part two clauses


def _boundaries(words: tuple[str, ...], tags: str) -> list[int]:
    found = []
    start, size = 0, len(tags)
    for match in _PARTING.finditer(tags, 1):
        i, tag = match.start(), match[0]
        if tag == ";":
            cut = True
        elif tag == ",":
            cut = "a" in tags[start:i] or "v" in tags[start:i] or (i + 1 < size and tags[i + 1] in "wvsca")
            cut = cut and any(t in "av" for t in tags[i + 1 : i + 12])
        elif tag == "w":
            said = tags[i - 1] == "v" and _clause_follows(tags, i)  # "found that Pell made 212 transfers"
            cut = tags[i - 1] not in ",;" and (said or not (words[i] == "that" and tags[i + 1 : i + 2] in "nN"))
        elif tag == "s":
            cut = any(t in "av" for t in tags[i + 1 : i + 7]) and tags[i - 1] not in ",;"
        elif tag == "p" and words[i] in frame_words().time_prepositions:
            cut = _clause_follows(tags, i) and any(t in "av" for t in tags[start:i])
        elif tag == "v" and words[i] in speech_verbs() and i + 1 < size and tags[i + 1] in "dnN#":
            found.append(i + 1)
            start = i + 1
            continue
        elif tag == "c":
            cut = words[i] != "or" and _predicate_follows(tags, i) and any(t in "av" for t in tags[start:i])
        else:
            continue
        if cut:
            found.append(i)
            start = i + 1
    return found


_CONTACT = re.compile(r"(?<![pdnN#])(?:d#+n*(?=(?:r|dn+|N+)[xa]*v)|#+n+(?=(?:dn+|N+)[xa]*v))")


def _contacts(words: tuple[str, ...], tags: str) -> list[int]:
    """Where a relative clause begins without a pronoun: "the nine years | she had spent"."""
    if "#" not in tags:
        return []
    ends = (match.end() for match in _CONTACT.finditer(tags))
    return [i for i in ends if not _says(words, tags, i)]


def _says(words: tuple[str, ...], tags: str, i: int) -> bool:
    """“12 people, police said” and its like hold no relative clause."""
    return words[tags.index("v", i)] in speech_verbs()


def _clause_follows(tags: str, i: int) -> bool:
    """“after the queen opened it”, not “after the opening”: a noun phrase and then a finite verb."""
    at = i + 1
    while at < min(len(tags), i + 6) and tags[at] in "dnNr#x-":
        at += 1
    return i + 1 < at < len(tags) and tags[at] in "av"


_DATED = re.compile("p[dx]*#+[,x]*|d[nN]+p(?=d?N+a)")  # "and at 5 a.m. | he came", "and the Republic of Vell | was"


def _predicate_follows(tags: str, i: int) -> bool:
    dated = _DATED.match(tags, i + 1)
    i = dated.end() - 1 if dated else i
    for tag in tags[i + 1 : i + 6]:
        if tag in "av":
            return True
        if tag in ",;cpw":
            return False
    return False


def _reduced(words: tuple[str, ...], tags: str, i: int) -> bool:
    """“The sum approved by the council”: a participle after its noun, and who did it."""
    if i == 0 or tags[i] != "v" or tags[i - 1] not in "nN#" or not words[i].endswith(("ed", "en")):
        return False
    return words[i + 1 : i + 2] == ("by",) and tags[i + 2 : i + 3] in ("d", "N", "n")


def _main_verb(words: tuple[str, ...], tags: str, start: int, end: int) -> int:
    """The first verb that is not a participle inside a phrase; the last of a chain ("had been killed" → killed)."""
    i = start
    while i < end and (tags[i] not in "av" or _reduced(words, tags, i)):
        i += 1
    if i == end:
        return -1
    last = i
    while i < end and tags[i] in "avx":
        if tags[i] == "a" and tags[last] == "v":
            break  # "the years she spent | were"
        if tags[i] in "av":
            last = i
        i += 1
    return last


def _subject(phrases: tuple[Phrase, ...], tags: str, start: int, stop: int, has_verb: bool) -> int:
    """The last phrase before the verb that hangs on no preposition; its complements are passed over."""
    if not has_verb:
        return -1
    best = -1
    for index, phrase in enumerate(phrases):
        if phrase.start < start:
            continue
        if phrase.start >= stop:
            break
        if (not phrase.preposition or phrase.start == start) and not phrase.possessive:
            best = index
            if phrase.end < stop and tags[phrase.end] not in ",p;r":
                break
    return best


def _topic(phrases: tuple[Phrase, ...], start: int, end: int) -> int:
    """What a verbless opening names ("Moor, a surgeon who …, won"): its first phrase, if no preposition leads it."""
    inside = [i for i, p in enumerate(phrases) if start <= p.start < end]
    return inside[0] if inside and not phrases[inside[0]].preposition and not phrases[inside[0]].possessive else -1


def _antecedent(phrases: tuple[Phrase, ...], start: int) -> int:
    before = [i for i, p in enumerate(phrases) if p.end <= start]
    return before[-1] if before else -1


_AUXILIARIES = {
    **dict.fromkeys(("is", "are", "was", "were", "been", "being", "am", "be"), "be"),
    **dict.fromkeys(("has", "have", "had", "having"), "have"),
    **dict.fromkeys(("do", "does", "did"), "do"),
}


def _base(words: tuple[str, ...], tags: str, verb: int, end: int) -> str:
    return _AUXILIARIES.get(words[verb]) or base_form(words[verb]) if verb >= 0 else ""


_QUOTES = frozenset('\u201c\u201d\u00ab\u00bb"`')


def _quoted(words: tuple[str, ...], tokens: Tokens) -> tuple[bool, ...]:
    if _QUOTES.isdisjoint(words):
        return (False,) * len(words)
    inside = False
    found = []
    for i, word in enumerate(words):
        if word in ("\u201c", "\u00ab"):
            inside = True
        elif word in ("\u201d", "\u00bb"):
            inside = False
        elif word == '"' or (word == "`" and words[i - 1 : i] == ("`",)):
            inside = not inside
        found.append(inside)
    return tuple(found)

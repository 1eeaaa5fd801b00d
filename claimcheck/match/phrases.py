"""Tags and noun phrases of one sentence: the words between the closed-class words, and which of them stand together.

Not a tagger: closed-class words are rows, verbs are a table, everything else is taken for a noun or an adjective.

Tags, one character a token:
    d determiner or possessive pronoun   p preposition   a auxiliary   v verb   c and/or/but   s subordinator
    w who/which   r pronoun   n other word   N capitalised word   # figure   , comma   ; hard stop   x adverb   ' quote
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.lexicon.words import singular, stem, unchanging, verb_forms
from claimcheck.model import Figure
from claimcheck.tokens import Tokens

_SOFT = frozenset(",")
_HARD = frozenset(";:()[]\u2014\u2013.!?\u2026|")
_QUOTES = frozenset("\"'\u201c\u201d\u2018\u2019\u00ab\u00bb`")


POSSESSIVE = ("'s", "\u2019s", "s'", "s\u2019")


class Phrase(NamedTuple):
    """A noun phrase, tokens [start, end). `head` is the singular of its last noun; `name` its capitalised words."""

    start: int
    end: int
    head: str
    name: str
    words: tuple[str, ...]  # content words before the head, as stems
    definite: bool
    possessive: bool  # ends in 's: owns the phrase that follows
    preposition: str
    figure: int  # index of the figure inside, or -1
    pronoun: bool = False
    initial: bool = False  # capitalised only because it starts the sentence
    plural: bool = False


# --- tags ------------------------------------------------------------------------------------------------------------


class _LetterTags(dict[int, str]):
    """Letter → tag, for `str.translate`; a pure function of the tables, remembered."""

    def __missing__(self, letter: int) -> str:
        tag = self[letter] = _tag(alphabet().features(chr(letter)))
        return tag


_LETTER_TAGS = _LetterTags()


def tag_words(tokens: Tokens, words: Sequence[str], figures: Sequence[Figure]) -> str:
    """The tag string of a sentence whose figures are known: one character a token."""
    tags = list(tokens.letters.translate(_LETTER_TAGS))
    for figure in figures:
        head, tail = figure.head, min(figure.tail, len(tags))
        tags[head:tail] = "#" * (tail - head)
    text, offsets = tokens.text, tokens.offsets
    forms = verb_forms()
    for i, tag in enumerate(tags):
        if tag == "n":
            word = words[i]
            if text[offsets[i]].isupper():
                tags[i] = "N" if i else _first(words, i, text, offsets)
            elif word.endswith("ly") and len(word) > 4:
                tags[i] = "x"
            else:
                form = forms.get(word)
                if form is not None:
                    tags[i] = _verb_or_noun(word, form[1], i, tags, words)
        elif tag == "m":
            word = words[i]
            tags[i] = ";" if word in _HARD else "," if word in _SOFT else "'" if word in _QUOTES else "-"
        elif tag == "x" and text[offsets[i]].isupper():
            tags[i] = "N" if i else _first(words, i, text, offsets)
    return "".join(tags)


def _tag(features: frozenset[str]) -> str:
    if "MARK" in features:
        return "m"
    for feature, tag in (
        ("AUXILIARY", "a"),
        ("COORDINATOR", "c"),
        ("POSSESSIVE_PRONOUN", "d"),
        ("RELATIVE", "w"),
        ("DETERMINER", "d"),
        ("PREPOSITION", "p"),
        ("SUBORDINATOR", "s"),
        ("PRONOUN", "r"),
        ("NEGATION", "x"),
        ("ADVERB", "x"),
    ):
        if feature in features:
            return tag
    return "n"


def _first(words: Sequence[str], i: int, text: str, offsets: list[int]) -> str:
    """A capital at the start of a sentence says nothing: a name only if another capital follows or it is unknown."""
    nxt = offsets[i + 1] if i + 1 < len(words) else -1
    if 0 <= nxt < len(text) and text[nxt].isupper():
        return "N"
    known = verb_forms().get(words[i])
    if known is not None and known[1]:
        return "v"
    return "n" if known is not None or words[i].endswith("s") else "N"


def _verb_or_noun(word: str, sure: bool, i: int, tags: list[str], words: Sequence[str]) -> str:
    previous = tags[i - 1] if i else ""
    following = words[i + 1] if i + 1 < len(words) else ""
    participle = word.endswith(("ed", "ing", "en")) or sure
    if previous == "d" or (previous in "p" and words[i - 1] != "to"):
        # "the advancing forces", "of stolen goods" – but "after killing 12", "by hiring 40"
        if previous == "p" and word.endswith("ing"):
            return "v"
        return "n"
    if previous == "a" or words[i - 1 : i] == ("to",):
        return "v"
    if sure:
        return "v"
    inflected = word.endswith(("s", "ed")) or word in unchanging()
    if previous in "nN" and (following in frame_words().after_verb or (inflected and tags[i + 1 : i + 2] == ["#"])):
        return "v"
    if previous in ("r", "w") and not participle:
        return "v"
    return "v" if participle and previous in "nN" else "n"


# --- phrases ---------------------------------------------------------------------------------------------------------


def find_phrases(tokens: Tokens, words: Sequence[str], tags: str, figures: Sequence[Figure]) -> tuple[Phrase, ...]:
    """Every noun phrase, in order; a possessive ("the firm's") is a phrase of its own and owns the next."""
    figure_at = {i: n for n, f in enumerate(figures) for i in range(f.head, f.tail)}
    found: list[Phrase] = []
    end = 0
    for run in _RUN.finditer(tags):
        start, stop = run.span()
        while start < stop:
            if start < end or tags[start] not in "dnN#r":
                start += 1
                continue
            end = _phrase_end(words, tags, start, figure_at) if stop - start > 1 and tags[start] != "r" else start + 1
            phrase = _phrase(words, tags, start, end, figure_at, figures, tokens)
            owner = found[-1] if found else phrase
            if owner.possessive and owner.end == start:
                phrase = phrase._replace(preposition=owner.preposition)  # "of the firm's board": of the board
            found.append(phrase)
            start = end
    return tuple(found)


_RUN = re.compile(r"[dnN#r][dnN#r\-vpx]*")  # holds whole phrases; what goes on in one is for the words to say


def _phrase_end(words: Sequence[str], tags: str, i: int, figure_at: dict[int, int]) -> int:
    end = i + 1
    size = len(tags)
    while end < size:
        tag = tags[end]
        if tag not in "nN#-vpx":
            break
        last = tags[end - 1]
        if last in "nN" and words[end - 1].endswith(POSSESSIVE):
            break
        if tag == "#" and last == "#" and figure_at.get(end) != figure_at.get(end - 1):
            break  # "$4 million last year": two figures, two phrases
        if tag == "#" and last == "n" and _apart(words, tags, i, end):
            break  # "in the sports group 87 patients dropped out"
        if tag == "N" and last in "n#" and "#" in tags[i:end] and _does(tags, end):
            break  # "the 12 goals Varga scored"
        if tag in "nN#" or _goes_on(words, tags, i, end):
            end += 1
        else:
            break
    return end


def _apart(words: Sequence[str], tags: str, i: int, end: int) -> bool:
    """True for a figure after "in the group": only an adjective stands between a determiner and its number."""
    if not i or tags[i - 1] != "p" or tags[i] != "d":
        return False
    word = words[end - 1]
    return word not in frame_words().before_number and not word.endswith(("ing", "ed", "est", "ous", "al"))


def _does(tags: str, i: int) -> bool:
    """True where the name at `i` is followed by what it does."""
    while tags[i : i + 1] == "N":
        i += 1
    return tags[i : i + 1] in ("a", "v")


def _goes_on(words: Sequence[str], tags: str, i: int, end: int) -> bool:
    """True where a token that mostly ends a phrase belongs to the one begun at `i`."""
    tag, last, following = tags[end], tags[end - 1], tags[end + 1 : end + 2]
    if tag == "-":
        return bool(following) and following in "nN#vp"
    if last == "-" and tag in "vp":
        return True  # "ship-owning", "runner-up"
    if tag == "v":
        participle = tags[i] == "d" and end == i + 1 and words[end].endswith(("ed", "ing", "en"))
        return participle or (last == "x" and following in ("n", "N"))
    if tag != "x":
        return False
    if last == "#" and tags[i] == "d" and following in ("n", "N", "v"):
        return True  # "a 15 metre high rotating stage"
    return last == "d" and bool(following) and following in "nN#v"  # "its strategically important base"


def _phrase(
    words: Sequence[str],
    tags: str,
    start: int,
    end: int,
    figure_at: dict[int, int],
    figures: Sequence[Figure],
    tokens: Tokens,
) -> Phrase:
    span = tags[start:end]
    if span == "r":
        return _pronoun(words, tags, start, tokens)
    figure = figure_at[start + span.index("#")] if "#" in span else -1
    possessive = words[end - 1].endswith(POSSESSIVE)
    bare: list[str] = []
    capital: list[str] = []
    for i, tag in enumerate(span, start):
        if tag in "nNv":
            bare.append(_unpossessed(words[i]))
            if tag == "N":
                capital.append(bare[-1])
    last = bare[-1] if bare else ""
    head = singular(last) if bare else ""
    if not head and figure >= 0 and figures[figure].kind == "count":
        head = figures[figure].unit
    letters = tokens.letters
    return Phrase(
        start,
        end,
        head or ("" if figure >= 0 else words[start]),
        " ".join(capital),
        tuple([stem(w) for w in bare[:-1]]) if len(bare) > 1 else (),
        possessive or _definite(letters[start]) or (end - start > 1 and _definite(letters[start + 1])),
        possessive,
        words[start - 1] if start and tags[start - 1] == "p" else "",
        figure,
        initial=start == 0 and len(capital) == 1 and tags[0] == "N",
        plural=bool(bare) and head != last,
    )


def _pronoun(words: Sequence[str], tags: str, at: int, tokens: Tokens) -> Phrase:
    possessive = words[at].endswith(POSSESSIVE)
    before = words[at - 1] if at and tags[at - 1] == "p" else ""
    definite = possessive or _definite(tokens.letters[at])
    return Phrase(at, at + 1, words[at], "", (), definite, possessive, before, -1, pronoun=True)


@lru_cache(maxsize=4096)
def _definite(letter: str) -> bool:
    return "SURE_DEFINITE" in alphabet().features(letter)


@lru_cache(maxsize=65536)
def _unpossessed(word: str) -> str:
    if word.endswith(("'s", "\u2019s")):
        return word[:-2]
    return word.rstrip("'\u2019")

"""Tags and noun phrases of one sentence: the words between the closed-class words, and which of them stand together.

Not a tagger: closed-class words are rows, verbs are a table, everything else is taken for a noun or an adjective.

Tags, one character a token:
    d determiner or possessive pronoun   p preposition   a auxiliary   v verb   c and/or/but   s subordinator
    w who/which   r pronoun   n other word   N capitalised word   # figure   , comma   ; hard stop   x adverb   ' quote
"""

from __future__ import annotations

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


_POSSESSIVE = ("'s", "\u2019s", "s'", "s\u2019")


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


def tag_words(tokens: Tokens, words: tuple[str, ...], figures: Sequence[Figure]) -> str:
    """The tag string of a sentence whose figures are known: one character a token."""
    features = alphabet().features
    letter_tags = _LETTER_TAGS
    tags = []
    for word, letter in zip(words, tokens.letters, strict=True):
        tag = letter_tags.get(letter)
        if tag is None:
            tag = letter_tags[letter] = _tag(word, features(letter))
        if tag == "n" and word.endswith("ly") and len(word) > 4:
            tag = "x"
        if tag == "m":
            tag = ";" if word in _HARD else "," if word in _SOFT else "'" if word in _QUOTES else "-"
        tags.append(tag)
    for figure in figures:
        for i in range(figure.head, min(figure.tail, len(tags))):
            tags[i] = "#"
    text, offsets = tokens.text, tokens.offsets
    forms = verb_forms()
    for i, tag in enumerate(tags):
        if tag in "nxr" and text[offsets[i]].isupper() and tag != "r":
            tags[i] = "N" if i else _first(words, i, text, offsets)
        elif tag == "n":
            word = words[i]
            form = forms.get(word)
            if form is not None:
                tags[i] = _verb_or_noun(word, form[1], i, tags, words)
    return "".join(tags)


_LETTER_TAGS: dict[str, str] = {}  # letter → tag; a pure function of the tables, remembered


def _tag(word: str, features: frozenset[str]) -> str:
    if "MARK" in features or (word and not word[0].isalnum()):
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


def _first(words: tuple[str, ...], i: int, text: str, offsets: list[int]) -> str:
    """A capital at the start of a sentence says nothing: a name only if another capital follows or it is unknown."""
    nxt = offsets[i + 1] if i + 1 < len(words) else -1
    if 0 <= nxt < len(text) and text[nxt].isupper():
        return "N"
    known = verb_forms().get(words[i])
    if known is not None and known[1]:
        return "v"
    return "n" if known is not None or words[i].endswith("s") else "N"


def _verb_or_noun(word: str, sure: bool, i: int, tags: list[str], words: tuple[str, ...]) -> str:
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


def find_phrases(tokens: Tokens, words: tuple[str, ...], tags: str, figures: Sequence[Figure]) -> tuple[Phrase, ...]:
    """Every noun phrase, in order; a possessive ("the firm's") is a phrase of its own and owns the next."""
    figure_at = {i: n for n, f in enumerate(figures) for i in range(f.head, f.tail)}
    found: list[Phrase] = []
    i, size = 0, len(tags)
    while i < size:
        if tags[i] not in "dnN#r":
            i += 1
            continue
        end = _phrase_end(words, tags, i, figure_at)
        found.append(_phrase(words, tags, i, end, figure_at, figures, tokens))
        i = end
    return tuple(found)


def _phrase_end(words: tuple[str, ...], tags: str, i: int, figure_at: dict[int, int]) -> int:
    if tags[i] == "r":
        return i + 1
    end = i + 1
    while end < len(tags):
        if words[end - 1].endswith(_POSSESSIVE) and tags[end - 1] in "nN":
            break
        tag = tags[end]
        if tag == "#" and tags[end - 1] == "#" and figure_at.get(end) != figure_at.get(end - 1):
            break  # "$4 million last year": two figures, two phrases
        if tag in "nN#" or (tag == "-" and end + 1 < len(tags) and tags[end + 1] in "nN#vp"):
            end += 1
        elif tag in "vp" and tags[end - 1] == "-":
            end += 1  # "ship-owning", "runner-up"
        elif tag == "v" and tags[i] == "d" and end == i + 1 and words[end].endswith(("ed", "ing", "en")):
            end += 1
        elif tag == "x" and tags[end - 1] == "#" and tags[i] == "d" and tags[end + 1 : end + 2] in ("n", "N", "v"):
            end += 1  # "a 15 metre high rotating stage"
        elif tag == "v" and tags[end - 1] == "x" and tags[end + 1 : end + 2] in ("n", "N"):
            end += 1
        elif tag == "x" and tags[end - 1] in "d" and end + 1 < len(tags) and tags[end + 1] in "nN#v":
            end += 1  # "its strategically important base"
        else:
            break
    return end


def _phrase(
    words: tuple[str, ...],
    tags: str,
    start: int,
    end: int,
    figure_at: dict[int, int],
    figures: Sequence[Figure],
    tokens: Tokens,
) -> Phrase:
    figure = next((figure_at[i] for i in range(start, end) if i in figure_at), -1)
    content = [i for i in range(start, end) if tags[i] in "nNv"]
    possessive = words[end - 1].endswith(_POSSESSIVE)
    bare = [_unpossessed(words[i]) for i in content]
    head = singular(bare[-1]) if bare else ""
    if not head and figure >= 0 and figures[figure].kind == "count":
        head = figures[figure].unit
    capital = [i for i in content if tags[i] == "N"]
    name = " ".join(_unpossessed(words[i]) for i in capital)
    before = words[start - 1] if start and tags[start - 1] == "p" else ""
    letters = tokens.letters[start:end]
    definite = possessive or any(_definite(letter) for letter in letters[:2])
    return Phrase(
        start,
        end,
        head or ("" if figure >= 0 else words[start]),
        name,
        tuple(stem(w) for w in bare[:-1]),
        definite,
        possessive,
        before,
        figure,
        tags[start] == "r",
        start == 0 and capital == [0],
        bool(bare) and head != bare[-1],
    )


@lru_cache(maxsize=4096)
def _definite(letter: str) -> bool:
    return "SURE_DEFINITE" in alphabet().features(letter)


@lru_cache(maxsize=65536)
def _unpossessed(word: str) -> str:
    if word.endswith(("'s", "\u2019s")):
        return word[:-2]
    return word.rstrip("'\u2019")

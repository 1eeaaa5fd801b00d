"""The frame of one sentence: tags, noun phrases and clauses, found in one pass over its tokens.

Not a tagger and not a parser: closed-class words are rows, verbs are a table, everything else is taken for a noun or
an adjective, and a phrase is what stands between them. That is enough to say whose figure it is, and cheap.

Tags, one character a token:
    d determiner or possessive pronoun   p preposition   a auxiliary   v verb   c and/or/but   s subordinator
    w who/which   r pronoun   n other word   N capitalised word   # figure   , comma   ; hard stop   x adverb   ' quote
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimcheck.lexicon.roles import speech_verbs
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.lexicon.words import base_form, singular, stem, verb_forms
from claimcheck.model import Figure
from claimcheck.tokens import Tokens

_SOFT = frozenset(",")
_HARD = frozenset(";:()[]\u2014\u2013.!?\u2026|")
_QUOTES = frozenset("\"'\u201c\u201d\u2018\u2019\u00ab\u00bb`")


_POSSESSIVE = ("'s", "\u2019s", "s'", "s\u2019")


@dataclass(frozen=True, slots=True)
class Phrase:
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


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens [start, end) with one predicate at most. `verb` is a token index or -1, `base` its base form."""

    start: int
    end: int
    verb: int
    base: str
    subject: int  # index into Frame.phrases, -1 when none can be told
    negated: bool
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
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
    words = tuple([t.rstrip() for t in tokens.low])
    tags = _tags(tokens, words, figures)
    phrases = _phrases(tokens, words, tags, figures)
    clauses = _clauses(words, tags, phrases)
    return Frame(tokens, words, tags, phrases, clauses, _quoted(words, tokens))


# --- tags ------------------------------------------------------------------------------------------------------------


def _tags(tokens: Tokens, words: tuple[str, ...], figures: Sequence[Figure]) -> str:
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
    inflected = word.endswith(("s", "ed"))
    if previous in "nN" and (following in _AFTER_VERB or (inflected and tags[i + 1 : i + 2] == ["#"])):
        return "v"
    if previous in ("r", "w") and not participle:
        return "v"
    return "v" if participle and previous in "nN" else "n"


_AFTER_VERB = frozenset(
    ("the", "a", "an", "its", "their", "his", "her", "to", "by", "at", "from", "that", "about", "more")
)


# --- phrases ---------------------------------------------------------------------------------------------------------


def _phrases(tokens: Tokens, words: tuple[str, ...], tags: str, figures: Sequence[Figure]) -> tuple[Phrase, ...]:
    figure_at = {i: n for n, f in enumerate(figures) for i in range(f.head, f.tail)}
    features = alphabet().features
    found: list[Phrase] = []
    i, size = 0, len(tags)
    while i < size:
        if tags[i] not in "dnN#r":
            i += 1
            continue
        end = _phrase_end(tokens, words, tags, i, features)
        found.append(_phrase(words, tags, i, end, figure_at, figures, tokens))
        i = end
    return tuple(found)


def _phrase_end(tokens: Tokens, words: tuple[str, ...], tags: str, i: int, features: object) -> int:
    if tags[i] == "r":
        return i + 1
    end = i + 1
    while end < len(tags):
        if words[end - 1].endswith(_POSSESSIVE) and tags[end - 1] in "nN":
            break
        tag = tags[end]
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
    definite = possessive or any("SURE_DEFINITE" in alphabet().features(letter) for letter in letters[:2])
    return Phrase(
        start,
        end,
        head or words[start],
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


def _unpossessed(word: str) -> str:
    if word.endswith(("'s", "\u2019s")):
        return word[:-2]
    return word.rstrip("'\u2019")


# --- clauses ---------------------------------------------------------------------------------------------------------


def _clauses(words: tuple[str, ...], tags: str, phrases: tuple[Phrase, ...]) -> tuple[Clause, ...]:
    bounds = [0, *_boundaries(words, tags), len(tags)]
    found: list[Clause] = []
    last_subject = -1
    for start, end in pairwise(bounds):
        if start >= end:
            continue
        verb = _main_verb(tags, start, end)
        subject = _subject(phrases, tags, start, verb if verb >= 0 else end, verb >= 0)
        relative = tags[start] == "w" or (start + 1 < end and tags[start] in ",;" and tags[start + 1] == "w")
        if subject < 0 and verb >= 0:
            subject = _antecedent(phrases, start) if relative else last_subject
        if verb < 0 and last_subject < 0:
            subject = _topic(phrases, start, end)
        if subject >= 0 and not relative:
            last_subject = subject
        base = _base(words, tags, verb, end)
        negated = any(_negates(words, tags, i) for i in range(start, end))
        found.append(Clause(start, end, verb, base, subject, negated, relative))
    return _forward(found, tags)


_NOT = frozenset(("not", "never", "neither", "nor", "cannot"))


def _negates(words: tuple[str, ...], tags: str, i: int) -> bool:
    """A "not" that denies the predicate: beside its verb, not inside a figure or a complement ("but not silly")."""
    if words[i].endswith(("n't", "n\u2019t")):
        return True
    return words[i] in _NOT and tags[i] != "#" and (tags[i - 1 : i] in ("a", "v") or tags[i + 1 : i + 2] in ("a", "v"))


def _forward(found: list[Clause], tags: str) -> tuple[Clause, ...]:
    """A clause before the first subject ("Located 35 km from the line, the base …") takes the one that follows."""
    first = next((c.subject for c in found if c.subject >= 0), -1)
    return tuple(
        c
        if c.subject >= 0 or tags[c.start] in "wrdnN"
        else Clause(c.start, c.end, c.verb, c.base, first, c.negated, c.relative)
        for c in found
    )


def _boundaries(words: tuple[str, ...], tags: str) -> list[int]:
    found = []
    start, size = 0, len(tags)
    for i in range(1, size):
        tag = tags[i]
        if tag == ";":
            cut = True
        elif tag == ",":
            cut = "a" in tags[start:i] or "v" in tags[start:i] or (i + 1 < size and tags[i + 1] in "wvsca")
            cut = cut and any(t in "av" for t in tags[i + 1 : i + 12])
        elif tag == "w":
            cut = tags[i - 1] not in ",;" and not (words[i] == "that" and tags[i + 1 : i + 2] in "nN")
        elif tag == "s":
            cut = any(t in "av" for t in tags[i + 1 : i + 7]) and tags[i - 1] not in ",;"
        elif tag == "p" and words[i] in _TIME_PREPOSITIONS:
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


_TIME_PREPOSITIONS = frozenset(("after", "before", "since", "until", "as", "like"))


def _clause_follows(tags: str, i: int) -> bool:
    """“after the queen opened it”, not “after the opening”: a noun phrase and then a finite verb."""
    at = i + 1
    while at < min(len(tags), i + 6) and tags[at] in "dnNr#x-":
        at += 1
    return i + 1 < at < len(tags) and tags[at] in "av"


def _predicate_follows(tags: str, i: int) -> bool:
    for tag in tags[i + 1 : i + 6]:
        if tag in "av":
            return True
        if tag in ",;cpw":
            return False
    return False


def _main_verb(tags: str, start: int, end: int) -> int:
    """The first verb that is not a participle inside a phrase; the last of a chain ("had been killed" → killed)."""
    i = start
    while i < end and tags[i] not in "av":
        i += 1
    if i == end:
        return -1
    last = i
    while i < end and tags[i] in "avx":
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
        if not phrase.preposition and not phrase.possessive:
            best = index
            if phrase.end < stop and tags[phrase.end] not in ",p;":
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


def _quoted(words: tuple[str, ...], tokens: Tokens) -> tuple[bool, ...]:
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

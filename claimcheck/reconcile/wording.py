"""Do two wordings of a sentence say the same?

Yes only where every difference between them is of a harmless kind: typography, an article, a synonym of the table, a
mended typo, an adverbial or attribution moved to the other end, active and passive with the sides really exchanged.
Everything else changes what is claimed, as far as anybody can tell, and somebody looks again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from claimcheck.ledger.texts import folded
from claimcheck.lexicon.cues import cues
from claimcheck.lexicon.rewording import Rewording, rewording
from claimcheck.lexicon.words import verb_forms
from claimcheck.reconcile import FactsOf

# A figure stands as a mark in `Facts.rest`, a date or time as its own; then grades and blood groups ("A+"), then words
# with inner apostrophes, hyphens, dots and digits; then marks that carry sense: quotation marks, a question, "C++".
FIGURE, TIME = "\u0001", "\u0002"
_TOKEN = re.compile(
    r"[\u0001\u0002]|\b[A-Z]{1,2}[+-](?![\w+-])|[^\W_]+(?:['.\-][^\W_]+)*|[\"?%$€£+/&@#=<>*^§~]|[,;:](?=\s)|(?<=\s)-(?=\s)"
)
_PAUSES = frozenset(",;:-")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
_CONTRACTED = re.compile(r"(?i)\b(ca|wo|sha)n't\b|n't\b|(?<=\bcan)not\b")
_WHOLE = {"ca": "can", "wo": "will", "sha": "shall"}
_DOUBLED, _SWAPPED, _DROPPED = 7, 5, 10  # letters of a word from which a slip of each kind can be told
_VOWELS = frozenset("aeiou")
_TAIL = 5  # words of an attribution after a quotation
_SAID = 60  # characters of a difference quoted


class Verdict(NamedTuple):
    """Whether two wordings say the same, and if not, what differs, in words."""

    same: bool
    why: str = ""


class Word(NamedTuple):
    """A word as written and in small letters; `first` of a sentence or quotation, where a capital tells nothing."""

    text: str
    low: str
    first: bool = False
    comma: bool = False  # one stands before it

    @property
    def name(self) -> bool:
        """True for one that its capital marks as a name."""
        return self.text[:1].isupper() and (not self.first or (len(self.text) > 1 and self.text.isupper()))


def compare_wordings(was: str, now: str, facts: FactsOf, language: str = "en") -> Verdict:
    """Whether `now` says what `was` said."""
    if folded(was) == folded(now):
        return Verdict(True)
    rows = rewording(language)
    old, new = facts(was), facts(now)
    a, b = bare(old.rest, rows), bare(new.rest, rows)
    if _moved(a, b, rows, old.keys, new.keys):
        return Verdict(True)
    if old.keys != new.keys:
        return Verdict(False, _figures(old.figures, new.figures))
    if (_all_same(a, b, rows) and _pauses(a, rows) == _pauses(b, rows)) or _turned(a, b, rows):
        return Verdict(True)
    return Verdict(False, _difference(a, b, rows))


def words(text: str) -> list[Word]:
    """The words of a text without its typography, in order; contractions in full."""
    whole = _CONTRACTED.sub(lambda m: f"{_WHOLE[m[1].lower()]} not" if m[1] else " not", folded(text))
    found: list[Word] = []
    comma = False
    opened = False  # a word has been seen since the sentence, or the quotation, began
    for token in _TOKEN.findall(whole):
        if token in _PAUSES:
            comma = True
            continue
        if _INITIALS.fullmatch(token):
            token = token.replace(".", "")
        found += (Word(part, part.lower(), not opened, comma) for part in _in_full(token))
        comma = False
        opened = token != '"' and (opened or token[0].isalnum() or token in (FIGURE, TIME))
    return found


def _in_full(token: str) -> tuple[str, ...]:
    if "'" not in token:
        return (token,)
    short = rewording().contracted
    known = short.get(token.lower())
    if known is not None:
        return (token.partition("'")[0], known)
    head, mark, tail = token.rpartition("'")
    ending = short.get(mark + tail.lower())
    return (head, ending) if ending is not None else (token,)


def bare(text: str, rows: Rewording) -> list[Word]:
    """The words of a text without those that may come and go, an attribution after a quotation with its verb last."""
    found = words(text)
    kept = [w for at, w in enumerate(found) if not _free(found, at, rows)]
    quote = max((at for at, w in enumerate(kept) if w.text == '"'), default=-1)
    tail = kept[quote + 1 :]
    if quote < 0 or not 1 < len(tail) <= _TAIL or tail[0].low not in rows.reports - rows.leads:
        return kept
    if any(w.low in rows.leads or w.low in rows.clauses or w.low in verb_forms() for w in tail[1:]):
        return kept
    return [*kept[: quote + 1], *(w._replace(comma=False) for w in tail[1:]), tail[0]]


def _free(found: Sequence[Word], at: int, rows: Rewording) -> bool:
    """True for a word that may come and go: not "Plan A", "a few", "too big"."""
    word = found[at]
    if word.name:
        return False
    if word.low in rows.last:
        return at == len(found) - 1
    if word.low in rows.free:
        return at + 1 == len(found) or found[at + 1].low not in rows.weighty
    turned = (word.low[:i] + word.low[i + 1] + word.low[i] + word.low[i + 2 :] for i in range(len(word.low) - 1))
    return len(word.low) > 2 and any(w in rows.free and not rows.mistaken(w, word.low) for w in turned)


def _all_same(a: Sequence[Word], b: Sequence[Word], rows: Rewording) -> bool:
    """Word for word the same, by synonym or mended slip."""
    return len(a) == len(b) and all(alike(x, y, rows) for x, y in zip(a, b, strict=True))


def _pauses(found: Sequence[Word], rows: Rewording) -> list[bool]:
    """Where a comma tells what is said: "the crews(,) who …", "the mayor(,) said the minister(,) …"."""
    return [w.comma for w in found if w.low in rows.relative or w.low in rows.reports]


def alike(one: Word, other: Word, rows: Rewording) -> bool:
    """True for two words that may stand for each other. Names may not, however little they differ."""
    if one.low == other.low:
        if one.text == other.text or not (one.name or other.name):
            return True
        return (one.first or other.first or one.low in rows.caseless) and not (
            one.text.isupper() or other.text.isupper()
        )
    if one.name or other.name:
        return False
    return rows.same(one.low, other.low) or (not one.first and not other.first and _slip(one.low, other.low, rows))


def _slip(one: str, other: str, rows: Rewording) -> bool:
    """True where one of two words is most likely the other, misspelt."""
    if one.endswith("'s") and other.endswith("'s"):
        one, other = one[:-2], other[:-2]
    if one[0] != other[0] or not (one.isalpha() and other.isalpha()) or rows.mistaken(one, other):
        return False
    return looks_mistyped(one, other)


def looks_mistyped(one: str, other: str) -> bool:
    """True for two small-letter words a slip apart: a letter doubled, dropped, two turned round, -is- for -iz-."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) == 1:
        at = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
        if short[at:] != long[at + 1 :]:
            return False
        if long[at] == long[at - 1]:
            return len(short) >= _DOUBLED and long[at] not in _VOWELS and at < len(short)
        return len(short) >= _DROPPED and 0 < at < len(short)
    if len(one) != len(other) or len(one) < _SWAPPED:
        return False
    apart = [i for i, (x, y) in enumerate(zip(one, other, strict=True)) if x != y]
    if len(apart) == 2 and apart[1] == apart[0] + 1:
        return one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]
    if len(apart) != 1 or len(one) <= _SWAPPED + 1:
        return False
    at = apart[0]
    return {one[at], other[at]} == {"s", "z"} and one[at - 1] in "iy" and one[at + 1 : at + 2] in ("e", "i", "a")


def _moved(a: Sequence[Word], b: Sequence[Word], rows: Rewording, old: Sequence[str], new: Sequence[str]) -> bool:
    """An adverbial or an attribution has gone from one end of the sentence to the other, with its figures."""
    if len(a) != len(b) or len(a) < 3:
        return False
    for cut in range(1, len(a)):
        taken = sum(word.text in (FIGURE, TIME) for word in a[:cut])
        if [*old[taken:], *old[:taken]] == list(new) and _all_same([*a[cut:], *a[:cut]], b, rows):
            return _may_move(a[:cut], a[cut:], rows) or _may_move(a[cut:], a[:cut], rows)
    return False


def _may_move(part: Sequence[Word], rest: Sequence[Word], rows: Rewording) -> bool:
    """True for an attribution, and a time or place of the only thing told: not "in May they decided to close it"."""
    low = {word.low for word in part}
    if any(word.low in rows.reports for word in rest):
        return False
    if low & rows.reports:
        ends = part[0].low in rows.reports or part[-1].low in rows.reports
        return ends or len(part) <= (len(part) + len(rest) + 1) // 2
    when = part[0].low in rows.leads or (part[0].text == TIME and len(part) == 1)
    if not when or any(word.low in rows.clauses for word in (*part[1:], *rest)):
        return False
    known = verb_forms()
    purpose = any(x.low in rows.infinitive and y.low in known for x, y in pairwise(rest))
    return not purpose and _verbs(rest) <= 1


def _verbs(found: Sequence[Word]) -> int:
    helping = cues().auxiliaries
    known = verb_forms()
    return sum(
        not w.name and w.low not in helping and (known.get(w.low, ("", False))[1] or _going(w.low, known))
        for w in found
    )


def _going(word: str, known: dict[str, tuple[str, bool]]) -> bool:
    return word.endswith("ing") and word in known


def _turned(a: Sequence[Word], b: Sequence[Word], rows: Rewording) -> bool:
    """Active and passive: "A hit B" and "B was hit by A", with whatever follows the same in both."""
    return _passive(a, b, rows) or _passive(b, a, rows)


def _passive(active: Sequence[Word], passive: Sequence[Word], rows: Rewording) -> bool:
    if len(passive) != len(active) + 2:
        return False
    for at in range(1, len(passive) - 3):
        if passive[at].low not in rows.be or passive[at + 2].low not in rows.by:
            continue
        done, verb, rest = list(passive[:at]), passive[at + 1], list(passive[at + 3 :])
        if any(w.low in rows.clauses or w.low in rows.reports for w in passive) or done[0].low in rows.leads:
            continue
        for end in range(1, len(rest) + 1):
            if _all_same([*rest[:end], verb, *done, *rest[end:]], active, rows):
                return True
    return False


# --- what differs, in words -------------------------------------------------------------------------------------------


def _figures(old: Sequence[str], new: Sequence[str]) -> str:
    """The first figures that differ: `7 people → 8 people`."""
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace":
            return f"{', '.join(old[i:j])} → {', '.join(new[k:m])}"[: 2 * _SAID]
        if kind == "delete":
            return f"{', '.join(old[i:j])} was dropped"[: 2 * _SAID]
        if kind == "insert":
            return f"{', '.join(new[k:m])} was added"[: 2 * _SAID]
    return "figures changed places"


def _difference(a: Sequence[Word], b: Sequence[Word], rows: Rewording) -> str:
    """The first words that differ: `“closed” → “opened”`, `“not” was dropped`, `the order of the words`."""
    one, other = ([w.low if w.first else w.text for w in found] for found in (a, b))
    if one == other:
        return "a comma that tells what is meant"
    if sorted(w.low for w in a) == sorted(w.low for w in b):
        return "the same words in another order"
    told = []
    for kind, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        old, new = _quoted(a[i:j]), _quoted(b[k:m])
        if kind == "replace":
            if j - i == m - k and all(alike(x, y, rows) for x, y in zip(a[i:j], b[k:m], strict=True)):
                continue
            told.append(f"{old} → {new}")
        elif kind == "delete":
            told.append(f"{old} was dropped")
        elif kind == "insert":
            told.append(f"{new} was added")
    return "; ".join(told[:2]) or "other words"


def _quoted(found: Sequence[Word]) -> str:
    text = " ".join("…" if word.text in (FIGURE, TIME) else word.low if word.first else word.text for word in found)
    return f"“{text[:_SAID].rstrip()}{'…' * (len(text) > _SAID)}”"

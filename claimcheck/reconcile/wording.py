"""Do two wordings of a sentence say the same?

Yes only where every difference between them is of a harmless kind: typography, an article, a synonym of the table, a
mended typo, an adverbial or attribution moved to the other end, active and passive with the sides really exchanged.
Everything else changes what is claimed, as far as anybody can tell, and somebody looks again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from claimcheck.ledger.texts import folded
from claimcheck.lexicon.rewording import Rewording, rewording
from claimcheck.reconcile import FactsOf

# A figure stands as its mark in `Facts.rest`; then words with inner apostrophes, hyphens, dots and digits; then marks
# that carry sense: quotation marks, a question.
FIGURE = "\u0001"
_TOKEN = re.compile(r"\u0001|[^\W_]+(?:['.\-][^\W_]+)*|[\"?%$€£]")
_CONTRACTED = re.compile(r"(?i)\b(ca|wo|sha)n't\b|n't\b|(?<=\bcan)not\b")
_WHOLE = {"ca": "can", "wo": "will", "sha": "shall"}
_LONG = 6  # letters from which a dropped or added letter is a slip
_SWAP = 5  # from which two letters turned round are one
_SAID = 60  # characters of a difference quoted


class Verdict(NamedTuple):
    """Whether two wordings say the same, and if not, what differs, in words."""

    same: bool
    why: str = ""


def compare_wordings(was: str, now: str, facts: FactsOf, language: str = "en") -> Verdict:
    """Whether `now` says what `was` said."""
    if folded(was) == folded(now):
        return Verdict(True)
    rows = rewording(language)
    old, new = facts(was), facts(now)
    if old.figures != new.figures:
        return Verdict(False, _figures(old.figures, new.figures))
    one, other = (words(f.rest) for f in (old, new))
    a, b = ([w for w in ws if not _free(w.lower(), rows)] for ws in (one, other))
    if _all_same(a, b, rows) or _moved(a, b, rows) or _turned(a, b, rows):
        return Verdict(True)
    return Verdict(False, _difference(a, b, rows))


def words(text: str) -> list[str]:
    """The words of a text without its typography, in order; contractions in full."""
    whole = _CONTRACTED.sub(lambda m: f"{_WHOLE[m[1].lower()]} not" if m[1] else " not", folded(text))
    found = _TOKEN.findall(whole)
    if found and found[0][:1].isupper() and found[0][1:].islower():
        found[0] = found[0].lower()
    return found


def _free(word: str, rows: Rewording) -> bool:
    """True for a word that may come and go, also with two letters turned round: "teh"."""
    if word in rows.free:
        return True
    turned = (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1))
    return len(word) > 2 and any(w in rows.free and frozenset((w, word)) not in rows.confusable for w in turned)


def _all_same(a: Sequence[str], b: Sequence[str], rows: Rewording) -> bool:
    """Word for word the same, by name, synonym or mended slip."""
    return len(a) == len(b) and all(alike(x, y, rows) for x, y in zip(a, b, strict=True))


def alike(one: str, other: str, rows: Rewording) -> bool:
    """True for two words that may stand for each other."""
    if one == other:
        return True
    if _capital(one) and _capital(other):
        return _slip(one, other, rows) and len(one) > _LONG  # a name mended; two short names are two people
    low, high = one.lower(), other.lower()
    if _capital(one) != _capital(other) and low == high:
        return not (one.isupper() or other.isupper())  # "US" is not "us"
    return rows.same(low, high) or _slip(low, high, rows)


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _slip(one: str, other: str, rows: Rewording) -> bool:
    """True where one of two words is most likely the other, misspelt."""
    if frozenset((one, other)) in rows.confusable or one[0] != other[0] or not (one.isalpha() and other.isalpha()):
        return False
    if one in rows.negations or other in rows.negations:
        return False
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) == 1:
        at = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
        if short[at:] != long[at + 1 :]:
            return False
        doubled = long[at] == long[at - 1] and len(short) >= _SWAP
        return doubled or (len(short) >= _LONG and 0 < at < len(short))
    if len(one) != len(other):
        return False
    apart = [i for i, (x, y) in enumerate(zip(one, other, strict=True)) if x != y]
    if len(apart) == 2 and apart[1] == apart[0] + 1:
        turned = one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]
        return turned and (len(one) >= _SWAP or one in rows.free or other in rows.free)
    return len(apart) == 1 and {one[apart[0]], other[apart[0]]} == {"s", "z"} and len(one) > _LONG


def _moved(a: Sequence[str], b: Sequence[str], rows: Rewording) -> bool:
    """An adverbial or an attribution has gone from one end of the sentence to the other."""
    if len(a) != len(b) or len(a) < 3:
        return False
    for cut in range(1, len(a)):
        turned = [*a[cut:], *a[:cut]]
        if _all_same([turned[0].lower(), *turned[1:]], [b[0].lower(), *b[1:]], rows) or _all_same(turned, b, rows):
            part = min((a[:cut], a[cut:]), key=len)
            low = {word.lower() for word in part}
            return part[0].lower() in rows.leads or (bool(low & rows.reports) and len(part) <= len(a) // 2)
    return False


def _turned(a: Sequence[str], b: Sequence[str], rows: Rewording) -> bool:
    """Active and passive: "A hit B" and "B was hit by A", with whatever follows the same in both."""
    return _passive(a, b, rows) or _passive(b, a, rows)


def _passive(active: Sequence[str], passive: Sequence[str], rows: Rewording) -> bool:
    low = [word.lower() for word in passive]
    for at, word in enumerate(low[:-3]):
        if word not in rows.be or at == 0:
            continue
        for agent in range(at + 2, len(low) - 1):
            if low[agent] not in rows.by or agent != at + 2:
                continue
            done, verb, rest = list(passive[:at]), passive[at + 1], list(passive[agent + 1 :])
            for end in range(1, len(rest) + 1):
                told = [*rest[:end], verb, *done, *rest[end:]]
                if _all_same([w.lower() for w in told], [w.lower() for w in active], rows):
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


def _difference(a: Sequence[str], b: Sequence[str], rows: Rewording) -> str:
    """The first words that differ: `“closed” → “opened”`, `“not” was dropped`, `the order of the words`."""
    if sorted(w.lower() for w in a) == sorted(w.lower() for w in b):
        return "the same words in another order"
    told = []
    for kind, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
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


def _quoted(found: Sequence[str]) -> str:
    text = " ".join("…" if word == FIGURE else word for word in found)
    return f"“{text[:_SAID].rstrip()}{'…' * (len(text) > _SAID)}”"

"""What the letters around two figures say against their being one: two introductions, two heads, sides of an area.

Asked of the few pairs that something licenses, so it may look at the text itself. Refuses to weigh anything.
"""

from __future__ import annotations

import re

from claimcheck.lexicon.frames import frame_words
from claimcheck.model import BlockKind, Mention

_BEFORE = 12  # characters that hold the word before a figure
_COMPOUND = re.compile(r"[-\u2010\u2011][a-z]+$")
_SIDE_AFTER = re.compile(r"\s*[xX\u00d7]\s*\d")
_SIDE_BEFORE = re.compile(r"\d[\s\w.,]{0,6}?\s*[xX\u00d7]\s*$")


def worded_apart(a: Mention, b: Mention) -> str:
    """Why two figures are two things, in words; "" when their wording does not say so."""
    if a.figure.when is None and BlockKind.TITLE not in (a.about.kind, b.about.kind):
        if _introduced(a) and _introduced(b):
            return "each is introduced"  # "a 75-km line … a 225-km line"
        if _heads_differ(a, b):
            return "each describes another thing"  # "a 52-game match", "a 26-match streak"
        if _is_side(a) or _is_side(b):
            return "one side of two"  # "21.5 x 55.4 m"
    if BlockKind.HEADING in (a.about.kind, b.about.kind) and not _one_section(a, b):
        return "another section"
    return ""


def _introduced(mention: Mention) -> bool:
    start = mention.figure.start
    words = mention.document.text[max(0, start - _BEFORE) : start].split()
    return bool(words) and words[-1].lower() in frame_words().introducing


def _heads_differ(a: Mention, b: Mention) -> bool:
    """Two counts inside compounds whose nouns, the next words, are not the same."""
    if not (_COMPOUND.search(a.figure.surface) and _COMPOUND.search(b.figure.surface)):
        return False
    one, other = _following(a), _following(b)
    return a.figure.kind == "count" and bool(one and other) and not one & other


def _following(mention: Mention) -> set[str]:
    end = mention.figure.end
    return set(re.findall(r"[^\W\d_]+", mention.document.text[end : end + 40].lower())[:2])


def _is_side(mention: Mention) -> bool:
    text, figure = mention.document.text, mention.figure
    after, before = text[figure.end : figure.end + 6], text[max(0, figure.start - _BEFORE) : figure.start]
    return bool(_SIDE_AFTER.match(after) or _SIDE_BEFORE.search(before))


def _one_section(a: Mention, b: Mention) -> bool:
    """A heading speaks for the text under it, up to the next heading."""
    first, last = sorted((a, b), key=lambda m: m.claim.sentence)
    if first.about.kind != BlockKind.HEADING or first.document is not last.document:
        return False
    between = last.document.sentences[first.claim.sentence + 1 : last.claim.sentence + 1]
    return all(sentence.kind != BlockKind.HEADING for sentence in between)

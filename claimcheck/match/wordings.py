"""What the letters around two figures say against their being one: two introductions, two heads, sides of an area.

Asked of the few pairs that something licenses, so it may look at the text itself. Refuses to weigh anything.
"""

from __future__ import annotations

import re

from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.words import stem
from claimcheck.model import BlockKind, Mention
from claimcheck.tokens import lowered

_BEFORE = 12  # characters that hold the word before a figure
_COMPOUND = re.compile(r"[-\u2010\u2011][a-z]+$")
_BASE = re.compile(r" of (?:the |all |its |their )?([^\W\d_]+) ([^\W\d_]+)")
_SIDE_AFTER = re.compile(r"\s*[xX\u00d7]\s*\d")
_SIDE_BEFORE = re.compile(r"\d[\s\w.,]{0,6}?\s*[xX\u00d7]\s*$")


def worded_apart(a: Mention, b: Mention) -> str:
    """Why two figures are two things, in words; "" when their wording does not say so."""
    if a.figure.when is None and BlockKind.TITLE not in (a.about.kind, b.about.kind):
        if _introduced(a) and _introduced(b):
            return "each is introduced"  # "a 75-km line … a 225-km line"
        if _heads_differ(a, b):
            return "each describes another thing"  # "a 52-game match", "a 26-match streak"
        if _bare_year(a) and _bare_year(b):
            return "two years"  # "his father's death in 814 … his own in 840"
        if a.figure.kind == "percent" and _bases_differ(a, b):
            return "shares of two wholes"  # "13% of the people", "22% of the indigenous people"
        if _is_side(a) or _is_side(b):
            return "one side of two"  # "21.5 x 55.4 m"
    if a.about.kind == b.about.kind == BlockKind.CELL:
        return "two rows of a table"
    if BlockKind.HEADING in (a.about.kind, b.about.kind) and not _one_section(a, b):
        return "another section"
    return ""


def _introduced(mention: Mention) -> bool:
    start = mention.figure.start
    words = mention.document.text[max(0, start - _BEFORE) : start].split()
    return bool(words) and words[-1].lower() in frame_words().introducing


def _bare_year(mention: Mention) -> bool:
    """A bare number behind "in": a year of few digits, most likely."""
    figure = mention.figure
    if figure.kind != "count" or figure.unit or mention.about.noun:
        return False
    return mention.document.text[max(0, figure.start - 4) : figure.start].lower().endswith((" in ", "\nin "))


def _heads_differ(a: Mention, b: Mention) -> bool:
    """Two counts inside compounds whose nouns, the next words, are not the same."""
    compounds = [m for m in (a, b) if _COMPOUND.search(m.figure.surface)]
    if a.figure.kind != "count" or not compounds:
        return False
    one, other = _following(a), _following(b)
    if len(compounds) == 2:
        return bool(one and other) and not one & other
    plain = b if compounds[0] is a else a  # "a 5-member board", "14 members" of what is no board
    told = {*plain.about.subjects, *plain.about.others, *plain.about.context}
    return not any(word in told or stem(word) in told for word in _following(compounds[0]))


def owned_elsewhere(known: Mention, other: Mention) -> bool:
    """“The 18 members of the Narvish Union”: whole as it stands, of something the text names nowhere else."""
    about = known.about
    if not about.definite:
        return False
    keys = {*other.about.subjects, *other.about.others, *other.about.names}
    text = lowered(known.document.text)
    own = known.document.sentences[known.claim.sentence]
    for key in about.subjects:
        if key in about.names and key not in keys:
            word = max(key.split(), key=len)
            if text.count(word) == text.count(word, own.start, own.end):
                return True
    return False


def _bases_differ(a: Mention, b: Mention) -> bool:
    one, other = (_BASE.match(m.document.text[m.figure.end : m.figure.end + 60].lower()) for m in (a, b))
    if one is None or other is None:
        return False
    return one[1] != other[1] and (one[1] == other[2] or one[2] == other[1])


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

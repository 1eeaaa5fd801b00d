"""A quote taken apart at its ellipses and editorial brackets: pieces that must stand in the source as they are, and
what joins them.

"We lost … boats and [the mayor] knew" is three pieces. "[T]he" is the word "the", "pier[s]" one word that begins with
"pier" in the source, "[sic]" nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from claimcheck.lexicon.quoting import quoting
from claimcheck.sources.quoting.words import Words, words_of

_DOTS = r"(?:\u2026|\.[ \u00a0]?\.[ \u00a0]?\.)(?:[ \u00a0]?\.)?"
_SPLIT = re.compile(
    rf"(?P<dots>[\[(]\s*{_DOTS}\s*[\])]|{_DOTS})"
    r"|(?<![\w\]])\[(?P<opening>[^\W\d_]{1,2})\](?=[^\W\d_])"
    r"|(?<![^\W\d_])(?P<stem>[^\W\d_]+)\[(?P<ending>[^\W\d_]{1,4})\](?!\w)"
    r"|(?<=[\w.,;:!?])\[\d{1,3}\]"
    r"|\[(?P<inside>[^\[\]]{1,200})\]"
)
_OUTER = "\"'\u2018\u2019\u201a\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a"
_DOTS_APART = 60  # words an ellipsis may stand for: about a paragraph
_BRACKET_APART = 8  # words a bracket may stand for: "what we have been talking about since"


class Joint(NamedTuple):
    """What stands between two pieces: the words in brackets, if any, and how many words of the source it may cover.

    `stem`: the source has one word here that begins so.
    """

    words: tuple[str, ...] = ()
    surface: str = ""
    most: int = 0
    stem: str = ""
    dots: bool = False


class Piece(NamedTuple):
    """Words that stand one after the other; the joint before them. `caseless`: brackets changed its first letter."""

    words: Words
    before: Joint
    caseless: bool = False


class Taken(NamedTuple):
    """A quote taken apart. `after`: what follows the last piece; `brackets`: True where any were read."""

    pieces: tuple[Piece, ...]
    after: Joint
    brackets: bool


def taken_apart(quote: str) -> Taken:
    """The pieces of a quote, without its outer quotation marks."""
    quote = quote.strip().strip(_OUTER).strip()
    pieces: list[Piece] = []
    joint, at, kept, brackets, caseless = Joint(), 0, "", False, False
    for match in _SPLIT.finditer(quote):
        kept += quote[at : match.start()]
        at = match.end()
        brackets |= match["dots"] is None
        if match["opening"]:
            caseless |= not words_of(kept).folded
            kept += match["opening"]
            continue
        following = _joint(match)
        if following is None:
            continue
        words = words_of(kept)
        if words.folded:
            pieces.append(Piece(words, joint, caseless))
            joint, caseless = following, False
        else:
            joint = _merged(joint, following)
        kept = ""
    words = words_of(kept + quote[at:])
    if words.folded:
        pieces.append(Piece(words, joint, caseless))
        joint = Joint()
    return Taken(tuple(pieces), joint, brackets)


def _joint(match: re.Match[str]) -> Joint | None:
    """What a mark in a quote joins; None for one that means nothing ("[sic]", "[3]")."""
    if match["dots"]:
        return Joint(most=_DOTS_APART, dots=True)
    if match["stem"]:
        ending, stem = match["ending"].casefold(), match["stem"].casefold()
        whole = words_of(match["stem"] + match["ending"])
        negative = ending.endswith(quoting().negative_endings) or ending in quoting().negations
        return Joint(tuple(whole.folded), match[0], 1, "".join(whole.folded) if negative else stem)
    inside = (match["inside"] or "").strip()
    if not inside or inside.casefold() == "sic":
        return None
    return Joint(tuple(words_of(inside).folded), match[0], _BRACKET_APART)


def _merged(one: Joint, other: Joint) -> Joint:
    surface = " ".join(filter(None, (one.surface, other.surface)))
    return Joint((*one.words, *other.words), surface, one.most + other.most, "", one.dots or other.dots)

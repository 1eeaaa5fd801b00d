"""Titles of works in quotation marks: "Four Weddings and a Funeral", “99 Red Balloons” hold no figures.

Told by capitals alone: a short quotation whose every longer word is written with a capital. Refuses sentences: a
quotation in which a longer word is in lower case is somebody speaking.
"""

from __future__ import annotations

from claimcheck.tokens import Tokens

CLOSING = {'"': '"', "“": "”", "‘": "’", "«": "»"}
LONGEST = 12  # tokens between the marks
SHORT = 4  # letters: "of", "the", "and", "with" stay in lower case in a title


def quoted_titles(tokens: Tokens) -> list[tuple[int, int]]:
    """The token ranges [head, tail) of titles in quotation marks."""
    words = tokens.words
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        mark = CLOSING.get(words[at])
        if mark is None:
            at += 1
            continue
        end = next((i for i in range(at + 1, min(at + LONGEST + 2, len(words))) if words[i] == mark), 0)
        if end and _is_title(tokens, at + 1, end):
            found.append((at + 1, end))
        at = end + 1 if end else at + 1
    return found


def _is_title(tokens: Tokens, head: int, tail: int) -> bool:
    capitals = 0
    for at in range(head, tail):
        written = tokens.surface(at)
        if not written[0].isalpha():
            continue
        if written[0].isupper():
            capitals += 1
        elif len(written) > SHORT or at == head:
            return False
    return capitals > 0

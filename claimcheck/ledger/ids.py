"""Ids: a letter for the kind of record and eight random letters, `C-7F3K9QDM`, so that two branches never collide.

Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O, U; what is misread reads the same.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence

from claimcheck.errors import UsageError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
LETTERS = {"articles": "A", "claims": "C", "conflicts": "K", "sources": "S"}
_MISREAD = str.maketrans("ILO", "110")
_SHOWN = 5  # candidates named where a shortened id means several


def new_id(table: str, taken: Collection[str] = ()) -> str:
    """A fresh id for a record of `table`, not among `taken`."""
    while True:
        id = f"{LETTERS[table]}-" + "".join(ALPHABET[byte & 31] for byte in os.urandom(LENGTH))
        if id not in taken:
            return id


def new_ids(table: str, number: int, taken: Collection[str] = ()) -> list[str]:
    """`number` fresh ids, different from each other and from `taken`."""
    fresh: dict[str, None] = {}
    while len(fresh) < number:
        id = new_id(table)
        if id not in taken:
            fresh[id] = None
    return list(fresh)


def looks_like_id(word: str, table: str) -> bool:
    """True for what a user types as an id of `table`, shortened or not: `C-7F3`, `c-7f3k9qdm`."""
    letter, dash, rest = _canonical(word, table).partition("-")
    return bool(dash) and letter == LETTERS[table] and len(rest) <= LENGTH and set(rest) <= set(ALPHABET)


def written_as_id(word: str, table: str) -> bool:
    """`looks_like_id` for a word that could as well be something else: the leading letter may not be left out."""
    return word.strip().upper().startswith(f"{LETTERS[table]}-") and looks_like_id(word, table)


def find_id(word: str, ids: Iterable[str], table: str) -> str:
    """The one id that `word` begins; case and the leading letter may be left out. Raises UsageError."""
    wanted = _canonical(word, table)
    what = {"articles": "article", "claims": "claim", "conflicts": "conflict", "sources": "source"}[table]
    if wanted == f"{LETTERS[table]}-":  # what an unset variable of a shell would leave: never "the only one"
        raise UsageError(f'"{word}" is no id', _list_them(table))
    found = [id for id in ids if id.startswith(wanted)]
    if len(found) == 1 or wanted in found:
        return wanted if wanted in found else found[0]
    if not found:
        raise UsageError(f'no {what} "{word}"', _list_them(table))
    named = ", ".join(sorted(found)[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
    raise UsageError(f'"{word}" begins the ids of {len(found)} {what}s', f"type more of it: {named}")


def find_ids(words: Sequence[str], ids: Collection[str], table: str) -> list[str]:
    """`find_id` for several words; each id once, in the order given."""
    return list(dict.fromkeys(find_id(word, ids, table) for word in words))


def _canonical(word: str, table: str) -> str:
    upper = word.strip().upper()
    letter = LETTERS[table]
    rest = upper.removeprefix(f"{letter}-") if upper.startswith(f"{letter}-") else upper
    if len(rest) > 1 and rest[1] == "-":
        return upper  # the id of another kind of record, or no id: found nowhere
    return f"{letter}-{rest.translate(_MISREAD)}"


def _list_them(table: str) -> str:
    commands = {"claims": "claimcheck list", "conflicts": "claimcheck conflicts --all", "sources": "claimcheck report"}
    return f"{commands.get(table, 'claimcheck list')} shows them"

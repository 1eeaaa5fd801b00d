"""How tables from elsewhere head their columns and word their verdicts: the typed view of `exchange.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from claimcheck.lexicon import per_language, table


class Exchange(NamedTuple):
    """Words as they are typed, folded by `plain` → our own word for them. `open`: no verdict yet."""

    headings: Mapping[str, str]
    verdicts: Mapping[str, str]
    open: frozenset[str]


def plain(word: str) -> str:
    """A heading or verdict as it is looked up: lower case, with blanks for dashes and underscores."""
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split()) or word.strip()


@per_language
def exchange(language: str) -> Exchange:
    """The words of a language."""
    rows = table("exchange", language)
    return Exchange(
        {plain(word): name for name, words in rows["headings"].items() for word in words},
        {plain(word): name for name, words in rows["verdicts"].items() for word in words},
        frozenset(map(plain, rows["open"]["words"])),
    )

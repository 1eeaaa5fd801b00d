"""Words → features, and the one Alphabet all grammars share.

Every file `data/<language>/features/*.toml` is a table `FEATURE = ["word", …]` of single lower-case tokens; a word may
stand under any number of features, in any number of files. `numerals.toml` adds the number words by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.lexicon import numerals, per_language, table, tables
from claimcheck.tokens import Alphabet

_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_DECIMAL = re.compile(r"\d+\.\d+")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])\.[0-5]\d")


def shape(word: str) -> frozenset[str]:
    """Features of a token outside the vocabulary, from its form alone.

    Numbers: NUM and one of INT, GROUPED (1,200), DECIMAL (3.5), ODD (1.2.3, 1,2); INT adds D1 D2 D3 D4 DN (digits),
    DAY (1–31), MONTHNO (1–12), HOUR (0–24), YEAR (1000–2199), ZERO (leading zero); DECIMAL adds CLOCK (11.15).
    Words: WORD. Everything else: MARK.
    """
    if word[:1].isdigit():
        return frozenset(_number(word))
    return frozenset(("WORD",)) if word[:1].isalpha() else frozenset(("MARK",))


def _number(word: str) -> Iterator[str]:
    yield "NUM"
    if word.isdecimal():
        yield "INT"
        size = len(word)
        yield f"D{size}" if size <= 4 else "DN"
        value = int(word) if size <= 4 else -1
        if size <= 2:
            yield from ("DAY",) if 1 <= value <= 31 else ()
            yield from ("MONTHNO",) if 1 <= value <= 12 else ()
            yield from ("HOUR",) if value <= 24 else ()
        if size == 4 and 1000 <= value <= 2199:
            yield "YEAR"
        if size > 1 and word[0] == "0":
            yield "ZERO"
    elif _GROUPED.fullmatch(word):
        yield "GROUPED"
    elif _DECIMAL.fullmatch(word):
        yield "DECIMAL"
        if _CLOCK.fullmatch(word):
            yield "CLOCK"
    else:
        yield "ODD"


def _universe() -> Iterator[frozenset[str]]:
    samples = [f"{n}" for n in range(100)] + [f"0{n}" for n in range(10)]
    samples += [
        "007",
        "123",
        "0999",
        "1066",
        "2024",
        "2999",
        "12345",
        "012345",
        "1,200",
        "1,200.5",
        "3.5",
        "11.15",
    ]
    samples += ["1.2.3", "1,2", "word", "@"]
    for sample in samples:
        yield shape(sample)


@per_language
def vocabulary(language: str) -> dict[str, frozenset[str]]:
    """Every known single-token word and its features."""
    found: dict[str, set[str]] = {}
    for name in tables(language):
        if name.startswith("features/"):
            for feature, words in table(name, language).items():
                for word in words:
                    found.setdefault(word, set()).add(feature)
    for word, feature in numerals.features(language):
        found.setdefault(word, set()).add(feature)
    return {word: frozenset(features | _kind(word)) for word, features in found.items()}


def _kind(word: str) -> set[str]:
    return set(shape(word)) if word else set()


@per_language
def alphabet(language: str) -> Alphabet:
    """The Alphabet of a language, every feature set registered so that patterns compiled on it are complete."""
    made = Alphabet(vocabulary(language), shape)
    possessive = [features | {"POSSESSIVE"} for features in set(vocabulary(language).values())]
    made.register([*_universe(), *possessive])
    return made

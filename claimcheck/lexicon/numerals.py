"""Number words as values: the typed view of `numerals.toml`. Refuses to know how words combine (`extract.numbers`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from claimcheck.lexicon import per_language, table


class Vague(NamedTuple):
    """A plural group word ("dozens", "several" hundred): the least and most it means, as written and loosely."""

    least: Decimal
    most: Decimal
    loose_least: Decimal
    loose_most: Decimal

    def times(self, factor: Decimal) -> Vague:
        """The same for `factor` of them: "tens" of thousands."""
        return Vague(self.least * factor, self.most * factor, self.loose_least * factor, self.loose_most * factor)


class Numerals(NamedTuple):
    """Every number word of a language. `small` holds 0–90; `scales` and `suffixes` are powers of ten as factors.

    `sets`: "a trio of"; `dozens`: words before "dozen" that change it; `decades`: "twenties"; `stretches`: the part of
    a decade of life that a word means ("late": years 7 to 9).
    """

    small: Mapping[str, int]
    ones: frozenset[str]
    tens: frozenset[str]
    scales: Mapping[str, int]
    suffixes: Mapping[str, int]
    groups: Mapping[str, int]
    sets: Mapping[str, int]
    dozens: Mapping[str, int]
    decades: Mapping[str, int]
    stretches: Mapping[str, tuple[int, int]]
    ordinals: Mapping[str, int]
    denominators: Mapping[str, int]
    glyphs: Mapping[str, Decimal]
    multiples: Mapping[str, Decimal]
    vague: Mapping[str, Vague]
    few: Mapping[str, Vague]
    precision: Mapping[str, tuple[Decimal, Decimal]]  # share of the value: as written, loose


def _vague(rows: Mapping[str, Any]) -> dict[str, Vague]:
    return {
        word: Vague(Decimal(r["least"]), Decimal(r["most"]), Decimal(r["loose"][0]), Decimal(r["loose"][1]))
        for word, r in rows.items()
    }


@per_language
def numerals(language: str) -> Numerals:
    """The number words of a language."""
    rows = table("numerals", language)
    return Numerals(
        small={**rows["ones"], **rows["teens"], **rows["tens"]},
        ones=frozenset(rows["ones"]),
        tens=frozenset(rows["tens"]),
        scales={word: 10**power for word, power in rows["scales"].items()},
        suffixes={word: 10**power for word, power in rows["suffixes"].items()},
        groups=rows["groups"],
        sets=rows["sets"],
        dozens=rows["dozens"],
        decades=rows["decades"],
        stretches={word: (first, last) for word, (first, last) in rows["stretches"].items()},
        ordinals=rows["ordinals"],
        denominators=rows["denominators"],
        glyphs={sign: Decimal(n) / Decimal(d) for sign, (n, d) in rows["glyphs"].items()},
        multiples={word: Decimal(str(value)) for word, value in rows["multiples"].items()},
        vague=_vague(rows["vague"]),
        few=_vague(rows["few"]),
        precision={word: (Decimal(a), Decimal(b)) for word, (a, b) in rows["precision"].items()},
    )


def features(language: str = "en") -> Iterator[tuple[str, str]]:
    """(word, feature) for the vocabulary, so that a number word is a row of one table only."""
    rows = table("numerals", language)
    named = {
        "CARDINAL": (*rows["ones"], *rows["teens"], *rows["tens"]),
        "SCALE": rows["scales"],
        "GROUP": (*rows["groups"], *rows["sets"]),
        "LIFE_DECADE": rows["decades"],
        "RANK": rows["ordinals"],
        "FRACTION": (*rows["denominators"], *rows["glyphs"]),
        "MULTIPLE": rows["multiples"],
        "VAGUE": rows["vague"],
    }
    for feature, words in named.items():
        for word in words:
            yield word, feature

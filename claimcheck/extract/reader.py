"""Where numbers begin: a letter pattern finds the candidates of a sentence, `digits` and `spelled` read them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.extract import digits, spelled
from claimcheck.extract.numbers import ONE, Number, decade, ordinal
from claimcheck.extract.tables import Tables, tables_of
from claimcheck.lexicon import per_language
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.tokens import Tokens

START = "<NUM|CARDINAL|SCALE|GROUP|RANK|FRACTION|MULTIPLE|VAGUE|LIFE_DECADE>|<ONE_ARTICLE>(?=<MEASURE_NOUN>)"


@dataclass(frozen=True, slots=True)
class Reader:
    """The number grammar of one language."""

    tables: Tables
    start: re.Pattern[str]

    def find(self, tokens: Tokens, taken: bytearray | None) -> list[Number]:
        """Every number outside the tokens marked in `taken`, in order, not overlapping; "none" styles included."""
        search, letters = self.start.search, tokens.letters
        match = search(letters)
        if match is None:
            return []
        found: list[Number] = []
        floor = 0
        while match is not None:
            at = match.start()
            number = None if taken and taken[at] else self.read(tokens, at, floor)
            if number is not None and taken and 1 in taken[number.head : number.tail]:
                number = None
            if number is None:
                match = search(letters, at + 1)
            else:
                found.append(number)
                floor = number.tail
                match = search(letters, floor)
        return found

    def read(self, tokens: Tokens, at: int, floor: int) -> Number | None:
        """The number that begins at token `at` (or, with its article, just before it), or `None`."""
        tables, words = self.tables, self.tables.words
        word = tokens.words[at]
        if word[0].isdecimal():
            return digits.read(tables, tokens, at)
        if word in words.small:
            return spelled.read(tables, tokens, at)
        if word in words.vague:
            return spelled.plural(tables, tokens, at)
        if word in words.sets:
            return spelled.collective(tables, tokens, at, floor)
        if word in words.decades:
            return decade(tables, tokens, at, at + 1, words.decades[word])
        if word in words.scales or word in words.groups:
            return spelled.headless(tables, tokens, at, floor)
        if word in words.multiples:
            return Number(at, at + 1, words.multiples[word], words.multiples[word], 1, ONE, "multiple", "multiple")
        if word in words.denominators or word in words.glyphs:
            return spelled.share(tables, tokens, at, floor)
        if word in words.ordinals:
            return ordinal(at, at + 1, words.ordinals[word])
        return spelled.article(tables, tokens, at)


@per_language
def reader(language: str) -> Reader:
    """The number reader of a language."""
    return Reader(tables_of(language), alphabet(language).pattern(START))

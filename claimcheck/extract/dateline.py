"""The day an article was written, as the article itself says it: `find_dateline`.

Looked for in the blocks the reader marked as dateline, leftovers and byline, then in front of the first paragraph
("PORTO NEVO, Dec. 3, 2024 — …"). Only a full date counts, and 3/12/2024 only where its order is known: every relative
date of the article hangs on this one, so no dateline is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from claimcheck.extract.date_order import order_of
from claimcheck.extract.dates import find_dates
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.model import Block, BlockKind, Context, Document, Figure
from claimcheck.tokens import Tokens

HEAD_BLOCKS = 16  # blocks: how far down a leftover may still be the date of the article
HEAD_TOKENS = 24  # tokens: how far into the first paragraph its dateline may reach
LONGEST = 200  # characters of a block that is only a dateline, a byline or a leftover
_NUMERIC = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}")
_DIGIT = re.compile(r"\d")  # a full date cannot do without
_PLACE = re.compile(r"[\s*_(\[]*(?:[A-Z][A-Z.'’\-]+[A-Z.])(?:[ ,/]+[A-Z][\w.'’\-]*){0,6}[\s,(\[—–-]*")
_BEFORE = re.compile(r"[\s*_(\[]*")
_AFTER = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?[)\]*_]*\s*(?:—|–|--?|:|\||\()")


def find_dateline(document: Document, context: Context) -> date | None:
    """The date of the article; None where nothing states it in full. Costs a look at the article's head only."""
    context = context._replace(dateline=None)
    for kinds in ((BlockKind.DATELINE,), (BlockKind.META, BlockKind.BYLINE)):
        for block in document.blocks[:HEAD_BLOCKS] + document.blocks[HEAD_BLOCKS:][-3:]:
            if block.kind in kinds and block.end - block.start <= LONGEST:
                for figure in _full_dates(document, block, context):
                    return figure.when.first if figure.when else None
    first = next((b for b in document.blocks if b.kind is BlockKind.PARAGRAPH), None)
    return None if first is None else _opening(document, first, context)


def _opening(document: Document, block: Block, context: Context) -> date | None:
    """The date in front of the story: after a place in capitals or at the very start, and before a dash or a colon."""
    cut = block._replace(end=min(block.end, block.start + LONGEST))
    if not _DIGIT.search(document.text, cut.start, cut.end):
        return None
    for figure in _full_dates(document, cut, context):
        before = document.text[block.start : figure.start]
        if figure.head > HEAD_TOKENS or not (_PLACE.fullmatch(before) or _BEFORE.fullmatch(before)):
            return None
        if figure.end >= block.end - 1 or _AFTER.match(document.text, figure.end):
            return figure.when.first if figure.when else None
    return None


def _full_dates(document: Document, block: Block, context: Context) -> Iterator[Figure]:
    """The single days of a block, year, month and day written, in an order that is certain."""
    for figure in find_dates(Tokens(document.text, alphabet(context.language), block.start, block.end), context):
        when = figure.when
        if (
            when is None
            or when.first is None
            or None in (when.year, when.month, when.day)
            or figure.modifier != "exact"
        ):
            continue
        numeric = _NUMERIC.search(figure.surface)
        if numeric and not order_of(context) and numeric[1] != numeric[2] and int(numeric[1]) <= 12 >= int(numeric[2]):
            continue
        yield figure

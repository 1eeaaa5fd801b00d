"""What a bare "$" stands for in an article, as its dateline tells: "TORONTO (Reuters) —" means Canadian dollars.

Only a place in front of the story counts, in capitals and before a dash, and only one that names one dollar country.
Refuses to look at the story itself: a country that is written about pays in its own money, the paper need not.
"""

from __future__ import annotations

import re

from claimcheck.lexicon.units import unit_table
from claimcheck.model import BlockKind, Document

HEAD_BLOCKS = 16  # blocks: how far down the dateline or the first paragraph may stand
LONGEST = 120  # characters between the start of the story and the dash
_OPENING = re.compile(rf"[\s*_(\[]*([A-Z][A-Z.'’-]+[^—–\n]{{0,{LONGEST}}}?)\s*(?:—|–|--| - )")
_WORD = re.compile(r"[^\W\d_]+")


def house_currency(document: Document, language: str = "en") -> str:
    """The ISO code of the dollar (or peso) of the place in the dateline; "" where none is told."""
    for block in document.blocks[:HEAD_BLOCKS]:
        if block.kind in (BlockKind.DATELINE, BlockKind.PARAGRAPH):
            found = _OPENING.match(document.text, block.start, min(block.end, block.start + 2 * LONGEST))
            if found is None and block.kind is BlockKind.PARAGRAPH:
                return ""
            if found is not None:
                house = unit_table(language).house
                codes = {house[word] for word in _WORD.findall(found[1].lower()) if word in house}
                return codes.pop() if len(codes) == 1 else ""
    return ""

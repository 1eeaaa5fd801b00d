"""What is not a fact of the story: title, dateline, byline, leftovers. Shared by all formats; works on
blocks.

Words come from `data/<language>/meta.toml`. Refuses to compute a date: it says which block is the dateline,
and what the date means is read with all the other dates (`extract`); only a machine-readable date of the
format is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claimcheck.model import Block


@dataclass(frozen=True, slots=True)
class Head:
    """The blocks with their final kinds, and what the head of the article says."""

    blocks: tuple[Block, ...]
    title: str = ""
    dateline: date | None = None


def label(text: str, blocks: tuple[Block, ...], title: str = "", dateline: date | None = None) -> Head:
    """Relabel the blocks of a document; `title` and `dateline` are what the format itself declares."""
    return Head(blocks, title, dateline)

"""What a comparison left out because too many figures stood under one blocking key: told by CC904, never dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from claimcheck.model import Mention


class Oversize(NamedTuple):
    """A block with more mentions than are compared: `left` is the first one left out, `key` what they share.

    `name` is the name that the articles of a block of several `articles` share.
    """

    left: Mention
    key: str
    size: int
    cap: int
    name: str = ""
    articles: int = 1


def too_large(blocks: Mapping[str, Sequence[int]], mentions: Sequence[Mention], cap: int) -> Iterator[Oversize]:
    """The largest of the blocks of one document, if it is over the cap."""
    key = max(blocks, key=lambda k: len(blocks[k]), default="")
    if key and len(blocks[key]) > cap:
        yield Oversize(mentions[blocks[key][cap]], key, len(blocks[key]), cap)

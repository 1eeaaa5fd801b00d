"""Which figures of the documents are about the same thing: block, then pair (pairing.py) → Links.

Inside a document every two figures of one dimension are candidates; across documents see across.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from claimcheck.match.across import corpus_links
from claimcheck.match.pairing import Pair, block_of, competed, mentions_of, pair_of, rarity, values_of
from claimcheck.model import Document, Link, Mention
from claimcheck.settings import Settings

MAX_BLOCK = 400  # mentions of one dimension in one document; beyond it a table or a data dump is being read


def links(documents: Sequence[Document], settings: Settings) -> tuple[Link, ...]:
    """Every pair of figures taken to be about the same thing, in reading order; agreeing pairs included."""
    found: list[Link] = []
    for document in documents:
        found += document_links(document)
    if len(documents) > 1:
        found += corpus_links(documents)
    return tuple(found)


def document_links(document: Document) -> Iterator[Link]:
    """The links inside one document."""
    mentions = tuple(mentions_of(document))
    weight = rarity((document,))
    values = values_of(mentions)
    yield from competed(mentions, tuple(_candidates(mentions, weight, values)))


def _candidates(
    mentions: Sequence[Mention],
    weight: Mapping[str, float],
    values: Mapping[tuple[str, str], set[tuple[str, str]]],
) -> Iterator[Pair]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, m in enumerate(mentions):
        blocks[block_of(m)].append(i)
    for members in blocks.values():
        for place, i in enumerate(members[:MAX_BLOCK]):
            for j in members[place + 1 : MAX_BLOCK]:
                pair = pair_of(mentions, i, j, weight, values)
                if pair is not None:
                    yield pair

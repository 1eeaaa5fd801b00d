"""Which figures of the documents are about the same thing: block, pair (pairing.py), cluster (clusters.py) → Links.

Inside a document every two figures of one dimension are candidates; across documents see across.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from claimcheck.match.across import Surroundings, corpus_links
from claimcheck.match.clusters import clustered, outvoted
from claimcheck.match.licences import TITLES
from claimcheck.match.pairing import (
    block_of,
    block_of_figure,
    competed,
    may_pair,
    mentions_of,
    pair_of,
    rarity,
    values_of,
)
from claimcheck.model import Document, Figure, Link, Mention
from claimcheck.oversize import Oversize, too_large

MAX_BLOCK = 400  # mentions of one dimension in one document; beyond it a table or a data dump is being read


def comparable(document: Document, figures: Sequence[tuple[Figure, ...]]) -> bool:
    """False where what each figure is about would be worked out for nothing.

    `figures` are those of each sentence. Records are of use where figures of one dimension stand in two sentences, a
    headline has one, or ages can be reckoned with, as there is a dateline.
    """
    if document.dateline is not None:
        return any(figures)
    seen: set[str] = set()
    for sentence, own in zip(document.sentences, figures, strict=True):
        if own:
            blocks = {block_of_figure(figure) for figure in own}
            if sentence.kind in TITLES or not seen.isdisjoint(blocks):
                return True
            seen |= blocks
    return False


def joined(
    documents: Sequence[Document],
    within: Sequence[Link],
    progress: Callable[[int, int], None] | None = None,
    among: Surroundings | None = None,
) -> tuple[tuple[Link, ...], Oversize | None]:
    """Every pair of figures taken to be about the same thing, in reading order; agreeing pairs included.

    `within` are the links inside the documents (`document_links`), those between them are found here. Three or more
    mentions of one quantity that do not agree are one link (clusters.py). With it the largest group that was cut.
    """
    if len(documents) < 2:
        return clustered(within), None
    between, cut = corpus_links(documents, progress, among)
    return clustered([*within, *between]), cut


def document_links(document: Document) -> Iterator[Link]:
    """The links inside one document."""
    mentions = tuple(mentions_of(document))
    pairs = tuple(_akin(mentions))
    if not pairs:
        return
    weight = rarity((document,))
    values = values_of(mentions)
    found = [pair_of(mentions, i, j, weight, values) for i, j in pairs]
    licensed = [pair for pair in found if pair is not None]
    told = list(competed(mentions, licensed))
    yield from told
    yield from outvoted(mentions, licensed, told)


def cut_short(document: Document) -> tuple[Oversize, ...]:
    """The largest block of the document, where some of it was not compared."""
    if sum(len(claim.figures) for claim in document.claims) <= MAX_BLOCK:
        return ()
    mentions = tuple(mentions_of(document))
    return tuple(too_large(_blocks(mentions), mentions, MAX_BLOCK))


def _blocks(mentions: Sequence[Mention]) -> dict[str, list[int]]:
    blocks: dict[str, list[int]] = {}
    for i, m in enumerate(mentions):
        blocks.setdefault(block_of(m), []).append(i)
    return blocks


def _akin(mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """The pairs of one block that nothing keeps apart at first sight."""
    for members in _blocks(mentions).values():
        for place, i in enumerate(members[:MAX_BLOCK]):
            for j in members[place + 1 : MAX_BLOCK]:
                if may_pair(mentions[i], mentions[j]):
                    yield i, j

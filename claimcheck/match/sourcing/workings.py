"""Where a claim may have worked something out: the passage it cites, a table, the paragraphs that share its words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from claimcheck.match.sourcing.prepared import Prepared
from claimcheck.match.sourcing.reckoned import Reckoned, reckoned
from claimcheck.match.sourcing.tables import Tables
from claimcheck.model import Document, Mention

_FEW = 10  # paragraphs with figures: a source so short is looked through whole
_PARAGRAPH = 12  # figures of a passage in which a claim may work something out
_TIMES = 24  # times of day: a log
_WRITTEN, _NOW = "the day the source was written", "the day of writing"


class Working(NamedTuple):
    """How the figure was worked out; whether from the passage cited; `sure` unless the parts stand far apart."""

    made: Reckoned
    cited: bool = False
    sure: bool = True


def worked_out(
    mention: Mention, source: Prepared, tables: Tables, cited: Collection[int], beside: Sequence[Mention]
) -> Working | None:
    """How the claim's figure follows from others of its source; None where it does not.

    `cited` are the mentions of the passage cited, `beside` the source's figures that other figures of the claim are.
    """
    told = source.mentions
    days = list(_days(mention.document, source.document))
    if 0 < len(cited) <= _PARAGRAPH:
        found = reckoned(mention, [told[i] for i in sorted(cited)], days)
        if found is not None:
            return Working(found, True)
    found = tables.reckoned(mention)
    if found is not None:
        return Working(found)
    for passage in _passages(source, tables.said, beside):
        found = reckoned(mention, [told[i] for i in passage], days)
        if found is not None:
            return Working(found)
    if mention.figure.kind == "duration":
        times = [m for m in told if m.figure.when is not None and m.figure.when.clock is not None]
        found = reckoned(mention, times, ()) if len(times) <= _TIMES else None
        if found is not None:
            return Working(found, sure=False)
    return None


def _days(claim: Document, source: Document) -> Iterator[tuple[date, str]]:
    for document, name in ((source, _WRITTEN), (claim, _NOW)):
        if document.dateline is not None:
            yield document.dateline, name


def _passages(source: Prepared, words: Collection[str], beside: Sequence[Mention]) -> Iterator[Sequence[int]]:
    """The mentions of each paragraph worth a look."""
    sentences = source.document.sentences
    blocks = dict.fromkeys(sentences[m.claim.sentence].block for m in beside)
    yield from (source.blocks[block] for block in blocks)
    if len(source.blocks) <= _FEW:
        yield from source.blocks.values()
    else:
        yield from source.passages(words)

"""Sentences: every block of a document cut into sentences with exact offsets. First: sentencex as it is."""

from __future__ import annotations

from sentencex import get_sentence_boundaries

from claimcheck.model import BlockKind, Document, Sentence


def split_sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document in order; none crosses a block, none begins or ends with white space."""
    text = document.text
    found = []
    for index, block in enumerate(document.blocks):
        if block.kind is BlockKind.CODE:
            continue
        piece = text[block.start : block.end]
        for row in get_sentence_boundaries("en", piece):
            body = piece[row["start_index"] : row["end_index"]]
            begin = block.start + row["start_index"] + len(body) - len(body.lstrip())
            end = block.start + row["start_index"] + len(body.rstrip())
            if begin < end:
                found.append(Sentence(begin, end, index, block.kind))
    return tuple(found)

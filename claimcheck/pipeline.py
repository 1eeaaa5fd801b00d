"""The only place that knows the order of the stages.

    read → sentences → claims → figures → what each is about → link → rules → findings

Everything here takes values and returns values; the only file access is `read`, through the readers.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.model import Claim, ClaimKind, Comparison, Context, Document, Figure, Finding, Report, Sentence
from claimcheck.rules import all_rules
from claimcheck.settings import Settings
from claimcheck.tokens import Tokens


def read(data: bytes, name: str, format: str | None = None) -> Document:
    """Bytes of an article → Document with blocks; `format` is a reader's name or None (told from `name`)."""
    from claimcheck.readers import read_document

    return read_document(data, name, format)


def from_text(text: str, name: str = "text", format: str = "text") -> Document:
    """A Document from text already decoded (batch mode, the Python API)."""
    from claimcheck.readers import read_text

    return read_text(text, name, format)


def analyse(document: Document, settings: Settings) -> Document:
    """The document with sentences, claims, figures and what each figure is about."""
    from claimcheck.extract import find_dateline, find_figures, split_sentences
    from claimcheck.match.about import about

    document = replace(document, sentences=split_sentences(document))
    document = replace(document, dateline=document.dateline or find_dateline(document, settings.context()))
    context = settings.context(document.dateline)
    letters = alphabet(settings.language)
    tokens = [Tokens(document.text, letters, s.start, s.end) for s in document.sentences]
    figures = [find_figures(t, context) for t in tokens]
    return replace(document, claims=about(document, tokens, figures, context))


def sentences(text: str, format: str = "text") -> tuple[Sentence, ...]:
    """The sentences of a text, headings and list items included."""
    from claimcheck.extract import split_sentences

    return split_sentences(from_text(text, format=format))


def figures(text: str, context: Context, format: str = "text") -> list[Figure]:
    """Every figure of a text, in order."""
    from claimcheck.extract import find_figures

    letters = alphabet(context.language)
    return [
        figure
        for s in sentences(text, format)
        for figure in find_figures(Tokens(text, letters, s.start, s.end), context)
    ]


def check(documents: Iterable[Document], settings: Settings) -> Report:
    """Every finding in the documents, each against itself and against the others."""
    begin = time.perf_counter()
    read_documents = tuple(analyse(d, settings) for d in documents)
    findings = tuple(_findings(read_documents, settings))
    skipped = tuple(s for d in read_documents for s in d.skipped)
    return Report(read_documents, findings, skipped, time.perf_counter() - begin)


def _findings(documents: Sequence[Document], settings: Settings) -> Iterable[Finding]:
    from claimcheck.match.linkage import links

    subjects: dict[str, Iterable[object]] = {
        "document": documents,
        "pair": links(documents, settings),
        "corpus": (tuple(documents),),
    }
    for rule in all_rules():
        if settings.wants(rule.RULE.code):
            for subject in subjects[rule.RULE.scope]:
                yield from rule.check(subject, settings)


def compare(a: str, b: str, settings: Settings) -> Comparison:
    """Two statements the user has put side by side."""
    from claimcheck.match.compare import compare as compare_documents

    return compare_documents(
        analyse(from_text(a, "a"), settings), analyse(from_text(b, "b"), settings), settings
    )


__all__ = ["Claim", "ClaimKind", "analyse", "check", "compare", "figures", "from_text", "read", "sentences"]

"""The only place that knows the order of the stages.

    read → sentences → claims → figures → what each is about → link → rules → findings

Everything here takes values and returns values; files are read by the readers, from bytes handed in.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.model import Comparison, Context, Document, Figure, Finding, Link, Report, Sentence
from claimcheck.rules import RuleModule, all_rules
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
    found = [find_figures(t, context) for t in tokens]
    return replace(document, claims=about(document, tokens, found, context))


def sentences(text: str, format: str = "text") -> tuple[Document, tuple[Sentence, ...]]:
    """The sentences of a text, headings and list items included, and the Document they are spans of."""
    from claimcheck.extract import split_sentences

    document = from_text(text, format=format)
    return document, split_sentences(document)


def figures(text: str, context: Context, format: str = "text") -> tuple[Document, list[Figure]]:
    """Every figure of a text, in order, and the Document they are spans of."""
    from claimcheck.extract import find_figures

    document, spans = sentences(text, format)
    letters = alphabet(context.language)
    return document, [
        figure for s in spans for figure in find_figures(Tokens(document.text, letters, s.start, s.end), context)
    ]


Progress = Callable[[int, int], None]


def check(documents: Iterable[Document], settings: Settings) -> Report:
    """Every finding in the documents, each against itself and against the others, in reading order."""
    from claimcheck.match.linkage import links

    begin = time.perf_counter()
    analysed = tuple(analyse(d, settings) for d in documents)
    pairs = links(analysed, settings)
    findings = _in_reading_order(_findings(analysed, pairs, settings), analysed)
    skipped = tuple(s for d in analysed for s in d.skipped)
    return Report(analysed, findings, skipped, time.perf_counter() - begin, len(pairs))


def shown(report: Report, settings: Settings) -> Report:
    """The report without the findings below the severity the user asked for."""
    return replace(report, findings=tuple(f for f in report.findings if f.severity >= settings.min_severity))


def _in_reading_order(findings: Iterable[Finding], documents: Sequence[Document]) -> tuple[Finding, ...]:
    order = {d.path: at for at, d in enumerate(documents)}
    return tuple(sorted(findings, key=lambda f: (order[f.locations[0].path], f.locations[0].start.offset, f.code)))


def _findings(documents: Sequence[Document], pairs: Sequence[Link], settings: Settings) -> Iterable[Finding]:
    subjects: dict[str, Iterable[object]] = {
        "document": documents,
        "pair": pairs,
        "corpus": (tuple(documents),),
    }
    for rule in all_rules():
        if settings.wants(rule.RULE.code):
            for subject in subjects[rule.RULE.scope]:
                yield from rule.check(subject, settings)


def compare(a: str, b: str, settings: Settings) -> Comparison:
    """Two statements the user has put side by side: verdict, findings, and why."""
    from claimcheck.match.compare import pair_up, side
    from claimcheck.match.polarity import opposition

    first, second = (analyse(from_text(text, name), settings) for text, name in ((a, "a"), (b, "b")))
    sides = pair_up(side(first), side(second))
    of_scope = {s: [r for r in all_rules() if r.RULE.scope == s] for s in ("pair", "opposition")}
    found = list(_pair_findings(sides.links, of_scope["pair"], settings)) if sides.verdict == "conflict" else []
    verdict, reason = sides.verdict, sides.reason
    if verdict != "conflict":
        against = opposition(first, second)
        if against is not None:
            found = [f for rule in of_scope["opposition"] for f in rule.check(against, settings)]
            verdict, reason = "conflict", against.reason
    severity = max((f.severity for f in found), default=None)
    confidence = max((f.confidence for f in found), default=round(sides.score, 2))
    return Comparison(verdict, severity, confidence, reason, tuple(found), (first, second))

"""The only place that knows the order of the stages.

    read → sentences → claims → figures → what each is about → link → rules → findings

Everything here takes values and returns values; files are read by the readers, from bytes handed in.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from claimcheck.baseline import Entry
from claimcheck.extract import date_order, find_dateline, find_figures, house_currency, is_sentence, split_sentences
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.model import Comparison, Context, Document, Figure, Finding, Link, Report, Sentence
from claimcheck.readers import read_document, read_text
from claimcheck.rules import RuleModule, all_rules
from claimcheck.settings import Settings
from claimcheck.tokens import Tokens


def read(data: bytes, name: str, format: str | None = None) -> Document:
    """Bytes of an article → Document with blocks; `format` is a reader's name or None (told from `name`)."""
    return read_document(data, name, format)


def from_text(text: str, name: str = "text", format: str = "text") -> Document:
    """A Document from text already decoded (batch mode, the Python API)."""
    return read_text(text, name, format)


def analyse(document: Document, settings: Settings) -> Document:
    """The document with sentences, claims, figures and what each figure is about."""
    from claimcheck.match.about import about

    document = document._replace(sentences=split_sentences(document))
    order = date_order(document.text)
    written = settings.dateline or document.dateline
    written = written or find_dateline(document, settings.context()._replace(date_order=order))
    document = document._replace(dateline=written)
    context = settings.context(written)._replace(date_order=order)
    if not context.currency:
        context = context._replace(currency=house_currency(document))
    letters = alphabet(settings.language)
    tokens = [Tokens(document.text, letters, s.start, s.end) for s in document.sentences]
    found = [find_figures(t, context) for t in tokens]
    return document._replace(claims=about(document, tokens, found, context))


def sentences(text: str, format: str = "text") -> tuple[Document, tuple[Sentence, ...]]:
    """The sentences of a text, headings and list items included, and the Document they are spans of."""
    document = from_text(text, format=format)
    return document, split_sentences(document)


def figures(text: str, context: Context, format: str = "text") -> list[Figure]:
    """Every figure of a text, in order; `start` and `end` are offsets into `text` as given, mark-up included."""
    letters = alphabet(context.language)
    if "/" in text or "-" in text:
        context = context._replace(date_order=date_order(text))
    if format == "text" and is_sentence(text):
        return list(find_figures(Tokens(text, letters), context))
    document, spans = sentences(text, format)
    found = [f for s in spans for f in find_figures(Tokens(document.text, letters, s.start, s.end), context)]
    if not document.anchors:
        return found
    return [f._replace(start=document.origin(f.start), end=document.origin(f.end - 1) + 1) for f in found]


Progress = Callable[[int, int], None]


def check(
    documents: Sequence[Document],
    settings: Settings,
    progress: Progress | None = None,
    baseline: Sequence[Entry] = (),
) -> Report:
    """Every finding in the documents, each against itself and against the others.

    `progress` is told (documents read, documents in all) after each one; findings of the `baseline`, and those a
    comment silences, are marked `suppressed`.
    """
    from claimcheck.match.linkage import links

    begin = time.perf_counter()
    read_documents = []
    for document in documents:
        read_documents.append(analyse(document, settings))
        if progress is not None:
            progress(len(read_documents), len(documents))
    pairs = tuple(links(read_documents, settings))
    raised = list(_findings(read_documents, pairs, settings))
    findings = _finished(f for f in raised if f.severity >= settings.min_severity)
    if baseline or any(document.comments for document in read_documents):
        quiet = [f for f in raised if f.severity < settings.min_severity]
        findings = _silenced(findings, quiet, read_documents, baseline, settings)
    skipped = tuple(s for d in read_documents for s in d.skipped)
    return Report(tuple(read_documents), findings, skipped, time.perf_counter() - begin, len(pairs))


def _findings(documents: Sequence[Document], pairs: Sequence[Link], settings: Settings) -> Iterator[Finding]:
    from claimcheck.match.polarity import oppositions

    wanted = [rule for rule in all_rules() if settings.wants(rule.RULE.code)]
    of_scope: dict[str, list[RuleModule]] = {}
    for rule in wanted:
        of_scope.setdefault(rule.RULE.scope, []).append(rule)
    for document in documents:
        for rule in of_scope.get("document", ()):
            yield from rule.check(document, settings)
    for rule in of_scope.get("corpus", ()):
        yield from rule.check(tuple(documents), settings)
    yield from _pair_findings(pairs, of_scope.get("pair", ()), settings)
    for rule in of_scope.get("opposition", ()):
        for opposition in oppositions(documents):
            yield from rule.check(opposition, settings)


def _pair_findings(found: Iterable[Link], rules: Sequence[RuleModule], settings: Settings) -> Iterator[Finding]:
    """One finding a link, by the most specific of the rules that have something to say."""
    ranked = sorted(rules, key=lambda rule: -rule.RULE.rank)
    for link in found:
        for rule in ranked:
            said = tuple(rule.check(link, settings))
            if said:
                yield from said
                break


def _silenced(
    findings: Sequence[Finding],
    quiet: Sequence[Finding],
    documents: Sequence[Document],
    baseline: Sequence[Entry],
    settings: Settings,
) -> tuple[Finding, ...]:
    """The findings with those marked that somebody silenced, and what is wrong with the suppressions themselves.

    `quiet`: findings below the wanted severity; a comment that silences one of them is of use all the same.
    """
    from claimcheck.suppression import apply

    rules = all_rules()
    marked, suppression = apply([*findings, *quiet], documents, baseline, {r.RULE.name: r.RULE.code for r in rules})
    ours = [r for r in rules if r.RULE.scope == "suppression" and settings.wants(r.RULE.code)]
    told = [f for rule in ours for f in rule.check(suppression, settings) if f.severity >= settings.min_severity]
    return _finished((*marked[: len(findings)], *told))


def _finished(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """In reading order, each pair of figures once, equal fingerprints told apart."""
    kept: list[Finding] = []
    spans: set[frozenset[tuple[str, int]]] = set()
    for finding in found:
        sides = [(w.path, w.start.offset) for w in finding.locations]
        pair = frozenset(sides[:2])  # what is set against each other; further places only say the same
        if len(pair) > 1 and any(pair <= seen for seen in spans):
            continue
        spans.add(frozenset(sides))
        kept.append(finding)
    kept.sort(
        key=lambda f: (f.locations[0].path, f.locations[0].start.offset, f.code) if f.locations else ("", 0, f.code)
    )
    counts: dict[str, int] = {}
    for index, finding in enumerate(kept):
        counts[finding.fingerprint] = ordinal = counts.get(finding.fingerprint, 0) + 1
        if ordinal > 1:
            kept[index] = finding._replace(fingerprint=f"{finding.fingerprint}-{ordinal}")
    return tuple(kept)


def compare(a: str, b: str, settings: Settings) -> Comparison:
    """Two statements the user has put side by side: verdict, findings, and why."""
    from claimcheck.match.compare import UNANSWERED, pair_up, side
    from claimcheck.match.polarity import opposition
    from claimcheck.match.refusal import refusal

    first, second = (analyse(from_text(text, name), settings) for text, name in ((a, "a"), (b, "b")))
    one, other = side(first), side(second)
    sides = pair_up(one, other)
    of_scope = {s: [r for r in all_rules() if r.RULE.scope == s] for s in ("pair", "opposition")}
    found = list(_pair_findings(sides.links, of_scope["pair"], settings)) if sides.verdict == "conflict" else []
    verdict, reason = sides.verdict, sides.reason
    if verdict != "conflict":
        against = opposition(first, second)
        if against is not None:
            found = [f for rule in of_scope["opposition"] for f in rule.check(against, settings)]
            verdict, reason = "conflict", against.reason
    if verdict in ("compatible", "unrelated") and not sides.links and sides.reason == UNANSWERED:
        reason = refusal(one, other)
    severity = max((f.severity for f in found), default=None)
    confidence = max((f.confidence for f in found), default=round(sides.score, 2))
    return Comparison(verdict, severity, confidence, reason, tuple(found), (first, second))

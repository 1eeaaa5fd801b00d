"""The only place that knows the order of the stages.

    read → sentences → claims → figures → what each is about → link → rules → findings

Everything here takes values and returns values; files are read by the readers, from bytes handed in.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.baseline import Entry
from claimcheck.extract import date_order, find_dateline, find_figures, house_currency, is_sentence, split_sentences
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.model import Comparison, Context, Document, Figure, Finding, Link, Location, Report, Sentence
from claimcheck.oversize import Oversize
from claimcheck.readers import read_document, read_text
from claimcheck.rules import RuleModule, all_rules, text_rules
from claimcheck.rules.base import traits
from claimcheck.settings import Settings
from claimcheck.tokens import Tokens

if TYPE_CHECKING:
    from claimcheck.match.across import Surroundings


def read(data: bytes, name: str, format: str | None = None, charset: str = "") -> Document:
    """Bytes of an article → Document with blocks; `format`: a reader's name, else told from `name`; see readers."""
    return read_document(data, name, format, charset)


def from_text(text: str, name: str = "text", format: str = "text") -> Document:
    """A Document from text already decoded (batch mode, the Python API)."""
    return read_text(text, name, format)


def analyse(document: Document, settings: Settings) -> Document:
    """The document with sentences, claims, figures and what each figure is about."""
    return _analysed(document, settings, whole=True)[0]


def _analysed(document: Document, settings: Settings, *, whole: bool) -> tuple[Document, list[Tokens]]:
    """The analysed document and the tokens of its sentences.

    Without `whole`, what each figure is about is left out where no two figures of the document could be compared.
    """
    from claimcheck.match.about import about
    from claimcheck.match.linkage import comparable

    text = document.text
    spans = split_sentences(document)
    order = date_order(text) if "/" in text or "-" in text else ""
    written = settings.dateline or document.dateline
    if written is None:
        written = find_dateline(document, settings.context()._replace(date_order=order))
    context = settings.context(written)
    currency = context.currency or house_currency(document)
    if order or currency:
        context = context._replace(date_order=order, currency=currency)
    letters = alphabet(settings.language)
    tokens = [Tokens(text, letters, s.start, s.end) for s in spans]
    found = [find_figures(t, context) for t in tokens]
    document = document._replace(sentences=spans, dateline=written)
    claims = about(document, tokens, found, records=whole or comparable(document, found))
    return document._replace(claims=claims), tokens


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


Spread = Callable[
    [Callable[[Sequence[Document]], "list[Examined]"], Iterable[Sequence[Document]]], Iterator["list[Examined]"]
]
_LARGE = 1 << 18  # characters in all from which starting processes pays
_PIECE = 1 << 16


class Examined(NamedTuple):
    """One document by itself: analysed, what its own rules say, its links, its opposed sentences, what was cut."""

    document: Document
    findings: tuple[Finding, ...]
    links: tuple[Link, ...]
    opposed: tuple[Finding, ...]
    cut: tuple[Oversize, ...] = ()


def check(
    documents: Sequence[Document],
    settings: Settings,
    progress: Progress | None = None,
    baseline: Sequence[Entry] = (),
    spread: Spread | None = None,
    linking: Progress | None = None,
) -> Report:
    """Every finding in the documents, each against itself and against the others.

    `progress` is told (documents read, documents in all) after each one, `linking` (groups of figures compared
    across documents, groups in all); findings of the `baseline`, and those a comment silences, are marked `suppressed`.
    `spread` is a `map` that may work on several pieces at once, for a large collection; the report is the same.
    """
    begin = time.perf_counter()
    examined: list[Examined] = []
    for each in examine_all(documents, settings, spread):
        examined.append(each)
        if progress is not None:
            progress(len(examined), len(documents))
    raised = raise_all(examined, settings, linking)
    report = conclude([e.document for e in examined], raised, settings, baseline)
    return report._replace(seconds=time.perf_counter() - begin)


class Raised(NamedTuple):
    """Everything the rules said of some documents, before anything is silenced; how many pairs were compared."""

    findings: tuple[Finding, ...]
    compared: int


def raise_all(
    examined: Sequence[Examined],
    settings: Settings,
    linking: Progress | None = None,
    among: Surroundings | None = None,
) -> Raised:
    """What the rules say of documents examined one by one, each against the others.

    `among`: they are some of a larger collection, and this is what the whole of it says about them.
    """
    pairs, cut = _linked(examined, linking, among)
    return Raised((*_findings(examined, pairs, settings), *_cut_findings(cut, settings)), len(pairs))


def conclude(
    documents: Sequence[Document], raised: Raised, settings: Settings, baseline: Sequence[Entry] = ()
) -> Report:
    """The report: findings of the wanted severity in reading order, those marked that somebody silenced."""
    findings = _finished([f for f in raised.findings if f.severity >= settings.min_severity])
    if baseline or any(document.comments for document in documents):
        quiet = [f for f in raised.findings if f.severity < settings.min_severity]
        findings = _silenced(findings, quiet, documents, baseline, settings)
    return Report(tuple(documents), findings, tuple(s for d in documents for s in d.skipped), 0.0, raised.compared)


def examine_all(
    documents: Sequence[Document], settings: Settings, spread: Spread | None = None, *, alone: bool | None = None
) -> Iterator[Examined]:
    """Each document by itself, in order; several at once where `spread` can and it pays.

    `alone`: nothing will be compared with them; by default where there is only one.
    """
    if spread is None or sum(len(d.text) for d in documents) < _LARGE:
        alone = len(documents) == 1 if alone is None else alone
        yield from (examine(document, settings, alone=alone) for document in documents)
        return
    for several in spread(partial(_examine_several, _plain(settings)), _pieces(documents)):
        yield from several


def analyse_all(documents: Sequence[Document], settings: Settings, spread: Spread | None = None) -> Iterator[Document]:
    """Each document analysed, in order; several at once where `spread` can and it pays."""
    if spread is None or sum(len(d.text) for d in documents) < _LARGE:
        yield from (analyse(document, settings) for document in documents)
        return
    for several in spread(partial(_analyse_several, _plain(settings)), _pieces(documents)):
        yield from (examined.document for examined in several)


def _plain(settings: Settings) -> Settings:
    """Settings that can be sent to another process."""
    return replace(settings, rules={code: dict(options) for code, options in settings.rules.items()})


def _analyse_several(settings: Settings, documents: Sequence[Document]) -> list[Examined]:
    return [Examined(analyse(document, settings), (), (), ()) for document in documents]


def _pieces(documents: Sequence[Document]) -> Iterator[list[Document]]:
    """The documents in runs of about one size: what is handed out at once."""
    piece: list[Document] = []
    size = 0
    for document in documents:
        piece.append(document)
        size += len(document.text)
        if size >= _PIECE:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _examine_several(settings: Settings, documents: Sequence[Document]) -> list[Examined]:
    return [examine(document, settings) for document in documents]


def examine(document: Document, settings: Settings, *, alone: bool = False) -> Examined:
    """All that can be said of one document without looking at another; `alone`: there is no other."""
    from claimcheck.match.linkage import comparable, cut_short, document_links
    from claimcheck.match.polarity import oppositions
    from claimcheck.rules.reckoning import keep_tokens

    document, tokens = _analysed(document, settings, whole=not alone)
    keep_tokens(document, tokens)
    wanted = _wanted(settings)
    shown = traits(document)
    found = [f for r in wanted.get("document", ()) if r.RULE.needs in shown for f in r.check(document, settings)]
    opposed: list[Finding] = []
    rules = wanted.get("opposition", ())
    if rules and len(document.sentences) > 1:
        opposed = [f for o in oppositions((document,)) for rule in rules for f in rule.check(o, settings)]
    links = tuple(document_links(document)) if comparable(document, [c.figures for c in document.claims]) else ()
    return Examined(document, tuple(found), links, tuple(opposed), cut_short(document))


def _linked(
    examined: Sequence[Examined], linking: Progress | None, among: Surroundings | None
) -> tuple[tuple[Link, ...], tuple[Oversize, ...]]:
    """The links inside the documents and between them, clustered, and the groups that were too large to compare."""
    within = [link for e in examined for link in e.links]
    cut = tuple(o for e in examined for o in e.cut)
    if len(examined) < 2 and not within:
        return (), cut
    from claimcheck.match.linkage import joined

    links, across = joined([e.document for e in examined], within, linking, among)
    return links, cut if across is None else (*cut, across)


def _wanted(settings: Settings) -> Mapping[str, Sequence[RuleModule]]:
    return _selected(settings.select, settings.extend_select, settings.ignore)


@lru_cache(maxsize=64)
def _selected(
    select: tuple[str, ...], extend: tuple[str, ...], ignore: tuple[str, ...]
) -> Mapping[str, Sequence[RuleModule]]:
    """Scope → the rules of it that are wanted, worked out once for a million documents."""
    settings = Settings(select=select, extend_select=extend, ignore=ignore)
    found: dict[str, list[RuleModule]] = {}
    for rule in text_rules():
        if settings.wants(rule.RULE.code):
            found.setdefault(rule.RULE.scope, []).append(rule)
    return found


def _findings(examined: Sequence[Examined], pairs: Sequence[Link], settings: Settings) -> Iterator[Finding]:
    """What every document's own rules found, then what needs all documents, then the links and oppositions."""
    wanted = _wanted(settings)
    for each in examined:
        yield from each.findings
    for rule in wanted.get("corpus", ()):
        yield from rule.check(tuple(e.document for e in examined), settings)
    yield from _pair_findings(pairs, wanted.get("pair", ()), settings)
    for each in examined:
        yield from each.opposed


def _pair_findings(found: Sequence[Link], rules: Sequence[RuleModule], settings: Settings) -> Iterator[Finding]:
    """One finding a link, by the most specific of the rules that have something to say."""
    if not found:
        return
    ranked = sorted(rules, key=lambda rule: -rule.RULE.rank)
    for link in found:
        for rule in ranked:
            said = tuple(rule.check(link, settings))
            if said:
                yield from said
                break


def _cut_findings(cut: Sequence[Oversize], settings: Settings) -> Iterator[Finding]:
    for rule in _wanted(settings).get("blocks", ()) if cut else ():
        for each in cut:
            yield from rule.check(each, settings)


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


@lru_cache(maxsize=1)
def _lists() -> frozenset[str]:
    """The codes of the rules whose sides are a list, not a pair."""
    return frozenset(rule.RULE.code for rule in all_rules() if rule.RULE.lists)


_QUOTATION = 20  # characters: a side that holds more than a figure


def _finished(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """In reading order, each pair of figures once, equal fingerprints told apart."""
    kept: list[Finding] = []
    spans: dict[tuple[str, int], list[frozenset[tuple[str, int]]]] = {}  # place → the findings that tell of it
    quotations: dict[str, list[Finding]] = {}
    for finding in found:
        if finding.code.startswith("CC4") and finding.code in _lists():  # an article is checked without those rules
            kept.append(finding)
            continue
        sides = [(w.path, w.start.offset) for w in finding.locations]
        pair = frozenset(sides[:2])  # what is set against each other; further places only say the same
        if len(pair) > 1 and any(pair <= seen for seen in spans.get(sides[0], ())):
            continue
        if len(pair) > 1 and any(_holds(other, finding) for other in quotations.get(sides[0][0], ())):
            continue
        if len(pair) > 1 and all(len(w.text) > _QUOTATION for w in finding.locations[:2]):
            for path, _ in sides:
                quotations.setdefault(path, []).append(finding)
        every = frozenset(sides)
        for side in every:
            spans.setdefault(side, []).append(every)
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


def _holds(wide: Finding, narrow: Finding) -> bool:
    """True where each side of one finding stands inside another side of the other: figures of two quotations."""
    inside = [
        next((n for n, w in enumerate(wide.locations) if _within(place, w)), -1) for place in narrow.locations[:2]
    ]
    return -1 not in inside and len(set(inside)) == len(inside)


def _within(place: Location, wide: Location) -> bool:
    return place.path == wide.path and wide.start.offset <= place.start.offset and place.end.offset <= wide.end.offset


def compare(a: str, b: str, settings: Settings) -> Comparison:
    """Two statements the user has put side by side: verdict, findings, and why."""
    from claimcheck.match.compare import UNANSWERED, pair_up, side
    from claimcheck.match.polarity import opposition
    from claimcheck.match.refusal import refusal

    first, second = (analyse(from_text(text, name), settings) for text, name in ((a, "a"), (b, "b")))
    one, other = side(first), side(second)
    sides = pair_up(one, other)
    of_scope = {s: [r for r in text_rules() if r.RULE.scope == s] for s in ("pair", "opposition")}
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

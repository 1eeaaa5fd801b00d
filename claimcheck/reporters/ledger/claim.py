"""One record of a ledger at length, for people: a claim, an article, a source, a conflict.

Nothing is cut, and what a colour tells stands there in words too: `[-seven-] {+eight+}` is what changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from claimcheck.ledger.consistency import ShownConflict
from claimcheck.ledger.details import ArticleDetail, CitedPassage, ClaimDetail, Detail, Marked, SourceDetail
from claimcheck.ledger.records import Citation, Ruling, Source, Status, Verdict
from claimcheck.reporters import Look
from claimcheck.reporters.ledger.listing import progress
from claimcheck.reporters.ledger.signs import STYLES, arrow_for, shows, signs_for
from claimcheck.reporters.paint import Line, paint
from claimcheck.reporters.readings import read_as
from claimcheck.reporters.summary import counted
from claimcheck.reporters.visible import squeezed, visible

_LABEL = 12  # cells of the column of labels
_MARKS = {"same": ("", "", ""), "old": ("[-", "-]", "error"), "new": ("{+", "+}", "good")}
_SHOWN = 20  # claims listed under a source


class _Signs:
    """The few signs of this page as the stream can show them."""

    def __init__(self, stream: TextIO) -> None:
        self.status = signs_for(stream)
        self.arrow = arrow_for(stream)
        self.dot = "·" if shows(stream, "·") else "-"


def write_details(details: Iterable[Detail], stream: TextIO, look: Look) -> None:
    """Every record, a blank line between two."""
    signs = _Signs(stream)
    lines: list[Line] = []
    for number, detail in enumerate(details):
        lines += [(), *_lines(detail, signs)] if number else _lines(detail, signs)
    paint(lines, stream, look)


def _lines(detail: Detail, signs: _Signs) -> Iterator[Line]:
    if isinstance(detail, ClaimDetail):
        return _claim(detail, signs)
    if isinstance(detail, ArticleDetail):
        return _article(detail, signs)
    if isinstance(detail, SourceDetail):
        return _source(detail, signs)
    return _conflict(detail)


def _row(label: str, text: str, style: str = "") -> Line:
    return (f"{label:<{_LABEL}}", "dim"), (visible(text), style)


# --- a claim ----------------------------------------------------------------------------------------------------------


def _claim(detail: ClaimDetail, signs: _Signs) -> Iterator[Line]:
    view, claim = detail.view, detail.view.claim
    yield (f"{claim.id}  ", "title"), (f"{signs.status[view.status]} {view.status}", STYLES[view.status])
    yield from _where(detail, signs)
    yield ()
    if detail.before:
        yield ((f"  {squeezed(detail.before)}", "dim"),)
    yield ("> ", "gutter"), (squeezed(claim.text), "title")
    if detail.after:
        yield ((f"  {squeezed(detail.after)}", "dim"),)
    yield ()
    yield from _standing(detail, signs)
    yield from _about(detail, signs)
    for shown in detail.conflicts:
        yield from _against(shown, claim.id)
    yield from _history(detail)
    if detail.remark:
        yield _row("remark", detail.remark, "warning")


def _where(detail: ClaimDetail, signs: _Signs) -> Iterator[Line]:
    view, claim = detail.view, detail.view.claim
    if view.article is None:
        yield (("stands in no article", "dim"),)
        return
    place = f"{detail.path}:{view.place.line}" if view.place else detail.path
    title = f" {signs.dot} {squeezed(view.article.title)}" if view.article.title else ""
    yield (visible(place), "gutter"), (title, "")
    if claim.gone:
        yield ((f"the article has it no more, since {_when(claim.gone)}", "warning"),)


def _standing(detail: ClaimDetail, signs: _Signs) -> Iterator[Line]:
    standing = detail.view.standing
    why = f": {standing.why}" if standing.why else ""
    if standing.contested:
        yield _row("status", f"{standing.status}{why}, and contested: an open conflict names it", "error")
    else:
        yield _row("status", f"{standing.status}{why}", STYLES[standing.status])
    if detail.was:
        yield _row("was judged", squeezed(detail.was))
        yield (f"{'changed':<{_LABEL}}", "dim"), *_marked(detail.change)
    elif standing.status is Status.STALE and standing.why == "the text changed":
        yield _row("was judged", "in words that are not recorded")
    if standing.disagreement:
        said = "; ".join(f"{verdict.by} says {verdict.status}" for verdict in standing.verdicts)
        yield _row("disagree", said, "warning")
    for verdict in standing.verdicts:
        yield from _verdict(verdict, "verdict", "", detail.sources, signs)
    for verdict, reason in reversed(detail.past):
        yield from _verdict(verdict, "past", reason, detail.sources, signs)


def _marked(runs: Marked) -> Iterator[tuple[str, str]]:
    for number, (kind, words) in enumerate(runs):
        left, right, style = _MARKS[kind]
        yield (" " * bool(number) + f"{left}{squeezed(words)}{right}", style)


def _verdict(verdict: Verdict, label: str, reason: str, sources: Mapping[str, Source], signs: _Signs) -> Iterator[Line]:
    style = "dim" if reason else STYLES[verdict.status]
    ended = f"  ({reason})" if reason else ""
    signed = f"{signs.status[verdict.status]} {verdict.status}"
    yield (
        (f"{label:<{_LABEL}}", "dim"),
        (signed, style),
        (visible(f"  {verdict.by}, {_when(verdict.at)}{ended}"), "dim" if reason else ""),
    )
    for name, text in (("should say", verdict.correction), ("method", verdict.method), ("note", verdict.note)):
        if text:
            yield _under(name, text)
    for citation in verdict.sources:
        yield _under("source", _cited(citation, sources))


def _under(name: str, text: str) -> Line:
    return (" " * _LABEL, ""), (f"  {name}: ", "dim"), (squeezed(text), "")


def _cited(citation: Citation, sources: Mapping[str, Source]) -> str:
    """A place in a source: `S-9K3TQ7XD budget.pdf, p. 4, contradicts: "…"`."""
    source = sources.get(citation.source)
    name = f"{citation.source} {source.name}" if source is not None else f"{citation.source} (not in the ledger)"
    secret = " (confidential)" if source is not None and source.confidential else ""
    parts = [name + secret, citation.locator, "" if citation.stance == "supports" else str(citation.stance)]
    said = ", ".join(part for part in parts if part)
    return f'{said}: "{citation.quote}"' if citation.quote else said


def _about(detail: ClaimDetail, signs: _Signs) -> Iterator[Line]:
    claim, article = detail.view.claim, detail.view.article
    for citation in claim.sources:
        yield _row("cites", squeezed(_cited(citation, detail.sources)))
    for id in article.sources if article else ():
        source = detail.sources.get(id)
        yield _row("article's", squeezed(f"{id} {source.name}" if source else id))
    if detail.view.unsourced:
        yield _row("source", "none is named", "warning")
    for figure in detail.figures:
        yield _row("figure", squeezed(f"{figure.surface} {signs.arrow} {read_as(figure)}"))
    kind = claim.kind + (f", said by {squeezed(claim.attribution)}" if claim.attribution else "")
    yield _row("kind", kind)
    if claim.tags:
        yield _row("tags", ", ".join(map(squeezed, claim.tags)))
    if claim.note:
        yield _row("note", squeezed(claim.note))


def _against(shown: ShownConflict, claim: str) -> Iterator[Line]:
    conflict = shown.conflict
    style = STYLES[shown.ruling]
    yield (
        (f"{'conflict':<{_LABEL}}", "dim"),
        (f"{conflict.id}  ", "title"),
        (f"{shown.ruling}", style),
        (f"  {conflict.code} {squeezed(conflict.message)}", ""),
    )
    yield from _decided(shown)
    for line in conflict.explanation:
        yield (" " * _LABEL, ""), (f"  {squeezed(line)}", "dim")
    for side in shown.sides:
        if side.claim != claim:
            place = f" {side.path}:{side.place.line}" if side.place else ""
            yield _under("against", f"{side.claim}{place}  {side.text or '(removed)'}")


def _decided(shown: ShownConflict) -> Iterator[Line]:
    if shown.decision is not None and shown.ruling is not Ruling.OPEN:
        made = shown.decision
        note = f": {made.note}" if made.note else ""
        yield _under("decided", f"{made.ruling} by {made.by}, {_when(made.at)}{note}")
    elif shown.conflict.decisions and shown.ruling is Ruling.OPEN:
        last = shown.conflict.decisions[-1]
        if last.ruling is not Ruling.OPEN:
            yield _under("open again", f"a side has changed since {last.by} called it {last.ruling}")


def _history(detail: ClaimDetail) -> Iterator[Line]:
    claim = detail.view.claim
    for revision in reversed(claim.revisions):
        stand = "verdicts stand" if revision.keeps else "verdicts ended"
        others = f" ({', '.join(revision.others)})" if revision.others else ""
        yield _row("history", f"{_when(revision.at)}  {revision.change}{others}, {stand}; it said before:")
        yield (" " * _LABEL, ""), (f"  {squeezed(revision.was)}", "")
    if claim.part_of and claim.part_of != claim.id:
        yield _row("part of", claim.part_of)
    if claim.added:
        yield _row("added", _when(claim.added))


def _when(at: str) -> str:
    """A time for people: "2026-11-23 14:05 +01:00"."""
    date, sign, time = at.partition("T")
    return f"{date} {time[:5]} {time[8:]}".rstrip() if sign and len(time) > 5 else at


# --- articles, sources, conflicts -------------------------------------------------------------------------------------


def _article(detail: ArticleDetail, signs: _Signs) -> Iterator[Line]:
    article = detail.article
    yield (f"{article.id}  ", "title"), (visible(detail.path), "gutter")
    if article.title:
        yield ((squeezed(article.title), ""),)
    yield ()
    if article.gone:
        yield _row("removed", _when(article.gone), "warning")
    yield _row("claims", progress(detail.claims) if detail.claims else "none to be checked")
    many = Counter(view.status for view in detail.claims)
    for status in Status:
        if many[status]:
            yield (
                (" " * _LABEL, ""),
                (f"{signs.status[status]} {many[status]:,} {status}", STYLES[status]),
            )
    if detail.others or detail.gone:
        yield _row("besides", f"{detail.others:,} headings, bylines and opinions; {detail.gone:,} gone")
    for source in detail.sources:
        yield _row("rests on", squeezed(f"{source.id} {source.name}"))
    if article.dateline:
        yield _row("dateline", article.dateline)
    if article.added:
        yield _row("added", _when(article.added))
    if detail.remark:
        yield _row("remark", detail.remark, "warning")


def _source(detail: SourceDetail, signs: _Signs) -> Iterator[Line]:
    source = detail.source
    yield (f"{source.id}  ", "title"), (squeezed(source.name), "")
    yield ()
    if source.file:
        told = {"unchanged": "as it was recorded", "changed": "changed since it was recorded"}
        told["missing"] = "cannot be found"
        style = "" if detail.state == "unchanged" else "warning"
        yield _row("file", f"{detail.path} ({told[detail.state]})", style)
    for label, text in (("address", source.url), ("archived", source.archive_url), ("person", source.person)):
        if text:
            yield _row(label, squeezed(text))
    facts = [source.kind, "primary" if source.primary else "", "confidential" if source.confidential else ""]
    if any(facts):
        yield _row("kind", ", ".join(fact for fact in facts if fact))
    if source.content_type:
        yield _row("type", squeezed(source.content_type))
    if source.retrieved:
        yield _row("taken in", _when(source.retrieved))
    if source.sha256:
        yield _row("sha256", source.sha256)
    if source.independent_of:
        yield _row("apart from", ", ".join(source.independent_of))
    for path in detail.articles:
        yield _row("article", path)
    for view in detail.claims[:_SHOWN]:
        mark = f"{signs.status[view.status]} {view.status}"
        yield (
            (f"{'cited by':<{_LABEL}}", "dim"),
            (f"{view.claim.id}  ", "title"),
            (f"{mark}  ", STYLES[view.status]),
            (squeezed(view.claim.text), ""),
        )
        for passage in detail.passages.get(view.claim.id, ()):
            yield from _passage(passage)
    if len(detail.claims) > _SHOWN:
        more = counted(len(detail.claims) - _SHOWN, "claim")
        yield _row("", f"and {more} more: claimcheck list --source {source.id}")
    if source.added:
        yield _row("added", _when(source.added))


def _passage(passage: CitedPassage) -> Iterator[Line]:
    """A cited place: where, and the words among those that stand around them in the source."""
    where = ", ".join(
        part for part in (passage.locator, "" if passage.stance == "supports" else passage.stance) if part
    )
    head = (" " * _LABEL, ""), (f"  {squeezed(where) or 'says'}: ", "dim")
    if passage.outcome in ("altered", "absent"):
        yield *head, (f'"{squeezed(passage.words)}"', "warning")
        yield _under("not there", passage.said or "these words are not in it now")
    elif passage.words:
        gap_before, gap_after = " " * passage.before.endswith(" "), " " * passage.after.startswith(" ")
        before, after = squeezed(passage.before) + gap_before, gap_after + squeezed(passage.after)
        yield *head, (before, "dim"), (f"[{squeezed(passage.words)}]", "title"), (after, "dim")
    else:
        yield head


def _conflict(shown: ShownConflict) -> Iterator[Line]:
    conflict = shown.conflict
    yield (f"{conflict.id}  ", "title"), (f"{shown.ruling}", STYLES[shown.ruling]), (f"  {conflict.code}", "")
    yield ()
    yield ((squeezed(conflict.message), conflict.severity),)
    yield from _decided(shown)
    for side in shown.sides:
        place = f"  {side.path}:{side.place.line}" if side.place else ""
        read = f" ({side.reading})" if side.reading else ""
        yield (f"{side.claim}{visible(place)}", "gutter"), (f"  {squeezed(side.surface + read)}", "title")
        yield ((f"  {squeezed(side.text) or 'not in the ledger any more'}", ""),)
    for line in conflict.explanation:
        yield _row("why", squeezed(line))
    for past in conflict.decisions:
        note = f": {past.note}" if past.note else ""
        yield _row("decision", f"{past.ruling} by {past.by}, {_when(past.at)}{note}")
    if conflict.found:
        yield _row("found", _when(conflict.found))
    if conflict.gone:
        yield _row("gone", f"not found any more since {_when(conflict.gone)}")

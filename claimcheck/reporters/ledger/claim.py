"""One record of a ledger at length, for people: a claim, an article, a source, a conflict.

Nothing is cut, and what a colour tells stands there in words too: `[-seven-] {+eight+}` is what changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from claimcheck.ledger.consistency import DONE, OPEN, ShownConflict
from claimcheck.ledger.details import ArticleDetail, CitedPassage, ClaimDetail, Detail, Marked, SourceDetail
from claimcheck.ledger.records import Citation, Ruling, Source, Status, Verdict
from claimcheck.reporters import Look
from claimcheck.reporters.consistency import words
from claimcheck.reporters.full import headed
from claimcheck.reporters.ledger.conflicts import NO_NAMES, Names, picture
from claimcheck.reporters.ledger.listing import progress
from claimcheck.reporters.ledger.signs import FILES, STYLES, arrow_for, dot_for, signs_for, spoken
from claimcheck.reporters.paint import Line, flowed, hung, paint
from claimcheck.reporters.readings import read_as
from claimcheck.reporters.summary import counted
from claimcheck.reporters.visible import cells, padded, squeezed, visible

_LABEL = 12  # cells of the column of labels
_MARKS = {"same": ("", "", ""), "old": ("[-", "-]", "error"), "new": ("{+", "+}", "good")}
_FIGURE = 24  # cells of a figure before the arrow; a longer one pushes it
_SHOWN = 20  # claims listed under a source


class _Page:
    """How this page may look: its width, the few signs its stream can show, the names of the rules."""

    def __init__(self, stream: TextIO, look: Look, names: Names) -> None:
        self.look, self.names = look, names
        self.status = signs_for(stream)
        self.arrow = arrow_for(stream)
        self.dot = dot_for(stream)

    def told(self, status: str) -> str:
        """A status with its sign."""
        return f"{self.status[status]} {spoken(status)}"

    def row(self, label: str, text: str, style: str = "") -> Iterator[Line]:
        """A field: what it is, and what is in it, broken between words."""
        return hung([(f"{label:<{_LABEL}}", "dim")], visible(text), style, self.look.width)

    def under(self, name: str, text: str, style: str = "") -> Iterator[Line]:
        """What belongs to the field above."""
        head = [(" " * _LABEL, ""), (f"  {name}: " if name else "  ", "dim")]
        return hung(head, squeezed(text), style, self.look.width, _LABEL + 4)


def write_details(details: Iterable[Detail], stream: TextIO, look: Look, names: Names = NO_NAMES) -> None:
    """Every record, a blank line between two. `names`: code of a rule → its name."""
    page = _Page(stream, look, names)
    lines: list[Line] = []
    for number, detail in enumerate(details):
        lines += [(), *_lines(detail, page)] if number else _lines(detail, page)
    paint(lines, stream, look)


def _lines(detail: Detail, page: _Page) -> Iterator[Line]:
    if isinstance(detail, ClaimDetail):
        return _claim(detail, page)
    if isinstance(detail, ArticleDetail):
        return _article(detail, page)
    if isinstance(detail, SourceDetail):
        return _source(detail, page)
    return _conflict(detail, page)


# --- a claim ----------------------------------------------------------------------------------------------------------


def _claim(detail: ClaimDetail, page: _Page) -> Iterator[Line]:
    view, claim = detail.view, detail.view.claim
    yield (f"{claim.id}  ", "title"), (page.told(view.status), STYLES[view.status])
    yield from _where(detail, page)
    yield ()
    width = page.look.width
    if detail.before:
        yield from hung([("  ", "")], squeezed(detail.before), "dim", width)
    yield from hung([("> ", "gutter")], squeezed(claim.text), "title", width)
    if detail.after:
        yield from hung([("  ", "")], squeezed(detail.after), "dim", width)
    yield ()
    yield from _standing(detail, page)
    yield from _about(detail, page)
    for shown in detail.conflicts:
        yield from _against(shown, claim.id, page)
    yield from _history(detail, page)
    if detail.remark:
        yield from page.row("remark", detail.remark, "warning")


def _where(detail: ClaimDetail, page: _Page) -> Iterator[Line]:
    view, claim = detail.view, detail.view.claim
    if view.article is None:
        yield ((f"({words.IN_NO_ARTICLE})", "dim"),)
        return
    place = f"{detail.path}:{view.place.line}" if view.place else detail.path
    title = page.dot + squeezed(view.article.title) if view.article.title else ""
    yield (visible(place), "place"), (title, "")
    if claim.gone:
        yield ((f"the article has it no more, since {words.minute(claim.gone)}", "warning"),)


def _standing(detail: ClaimDetail, page: _Page) -> Iterator[Line]:
    standing = detail.view.standing
    status = spoken(standing.status) + (f": {standing.why}" if standing.why else "")
    if standing.contested:
        yield from page.row("status", f"{status}, and contested: an open conflict names it", "error")
    else:
        yield from page.row("status", status, STYLES[standing.status])
    if detail.was:
        yield from page.row("was judged", squeezed(detail.was))
        yield from flowed([(f"{'changed':<{_LABEL}}", "dim")], list(_marked(detail.change)), page.look.width)
    elif standing.status is Status.STALE and standing.why == "the text changed":
        yield from page.row("was judged", "in words that are not recorded")
    if standing.disagreement:
        yield from page.row("disagree", words.differing(standing.verdicts), "warning")
    for verdict in standing.verdicts:
        yield from _verdict(verdict, "verdict", "", detail.sources, page)
    for verdict, reason in reversed(detail.past):
        yield from _verdict(verdict, "past", reason, detail.sources, page)


def _marked(runs: Marked) -> Iterator[tuple[str, str]]:
    for number, (kind, text) in enumerate(runs):
        left, right, style = _MARKS[kind]
        yield (" " * bool(number) + f"{left}{squeezed(text)}{right}", style)


def _verdict(verdict: Verdict, label: str, reason: str, sources: Mapping[str, Source], page: _Page) -> Iterator[Line]:
    style = "dim" if reason else STYLES[verdict.status]
    ended = f"  ({reason})" if reason else ""
    yield (
        (f"{label:<{_LABEL}}", "dim"),
        (page.told(verdict.status), style),
        (visible(f" by {verdict.by}, {words.minute(verdict.at)}{ended}"), "dim" if reason else ""),
    )
    for name, text in (("should say", verdict.correction), ("method", verdict.method), ("note", verdict.note)):
        if text:
            yield from page.under(name, text)
    for citation in verdict.sources:
        yield from page.under("source", _cited(citation, sources))


def _cited(citation: Citation, sources: Mapping[str, Source]) -> str:
    """A place in a source: `S-9K3TQ7XD budget.pdf, p. 4, contradicts: “…”`."""
    source = sources.get(citation.source)
    name = f"{citation.source} {source.name}" if source is not None else f"{citation.source} (not in the ledger)"
    secret = " (confidential)" if source is not None and source.confidential else ""
    parts = [name + secret, citation.locator, "" if citation.stance == "supports" else str(citation.stance)]
    said = ", ".join(part for part in parts if part)
    return f"{said}: “{citation.quote}”" if citation.quote else said


def _about(detail: ClaimDetail, page: _Page) -> Iterator[Line]:
    claim, article = detail.view.claim, detail.view.article
    for citation in claim.sources:
        yield from page.row("cites", squeezed(_cited(citation, detail.sources)))
    for id in article.sources if article else ():
        source = detail.sources.get(id)
        yield from page.row("rests on", squeezed(f"{id} {source.name}" if source else id) + " (the whole article)")
    if detail.view.unsourced:
        yield from page.row("source", "none is named", "warning")
    wide = max((cells(squeezed(figure.surface)) for figure in detail.figures), default=0)
    for number, figure in enumerate(detail.figures):
        said = padded(squeezed(figure.surface), min(wide, _FIGURE))
        yield from page.row("" if number else "figures", f"{said} {page.arrow} {squeezed(read_as(figure))}")
    kind = claim.kind + (f", said by {squeezed(claim.attribution)}" if claim.attribution else "")
    yield from page.row("kind", kind)
    if claim.tags:
        yield from page.row("tags", ", ".join(map(squeezed, claim.tags)))
    if claim.note:
        yield from page.row("note", squeezed(claim.note))


def _against(shown: ShownConflict, claim: str, page: _Page) -> Iterator[Line]:
    """A conflict that names the claim: what it says, what was decided, and the other side."""
    conflict, settled = shown.conflict, shown.ruling is not Ruling.OPEN
    before = [
        (f"{'conflict':<{_LABEL}}", "dim"),
        (f"{conflict.id}  ", "title"),
        (f"{shown.ruling}  " if settled else "", STYLES[shown.ruling]),
    ]
    name, style = page.names.get(conflict.code, ""), "dim" if settled else conflict.severity
    yield from headed(
        conflict.severity,
        conflict.code,
        name,
        conflict.message,
        page.look,
        before=before,
        style=style,
        indent=_LABEL + 4,
    )
    yield from _decided(shown, page)
    for line in conflict.explanation:
        yield from page.under("", line, "dim")
    for side in shown.sides:
        if side.claim != claim:
            place = f" {words.side_place(side)}" if side.place else ""
            yield from page.under("against", f"{side.claim}{place}  {side.text or '(removed)'}")


def _decided(shown: ShownConflict, page: _Page) -> Iterator[Line]:
    if shown.decision is not None and shown.ruling is not Ruling.OPEN:
        yield from page.under("decision", words.decision(shown.decision))
    elif shown.conflict.decisions and shown.ruling is Ruling.OPEN:
        last = shown.conflict.decisions[-1]
        if last.ruling is not Ruling.OPEN:
            yield from page.under("before", words.decision(last))
            yield from page.under("", words.CHANGED_SINCE, "warning")


def _history(detail: ClaimDetail, page: _Page) -> Iterator[Line]:
    claim = detail.view.claim
    for revision in reversed(claim.revisions):
        stand = "verdicts stand" if revision.keeps else "verdicts ended"
        others = f" ({', '.join(revision.others)})" if revision.others else ""
        at = words.minute(revision.at)
        yield from page.row("history", f"{at}  {revision.change}{others}, {stand}; it said before:")
        yield from page.under("", revision.was)
    if claim.part_of and claim.part_of != claim.id:
        yield from page.row("part of", claim.part_of)
    if claim.added:
        yield from page.row("added", words.minute(claim.added))


# --- articles, sources, conflicts -------------------------------------------------------------------------------------


def _article(detail: ArticleDetail, page: _Page) -> Iterator[Line]:
    article = detail.article
    yield (f"{article.id}  ", "title"), (visible(detail.path), "place")
    if article.title:
        yield ((squeezed(article.title), ""),)
    yield ()
    if article.gone:
        yield from page.row("removed", words.minute(article.gone), "warning")
    yield from page.row("claims", progress(detail.claims) if detail.claims else "none to be checked")
    many = Counter(view.status for view in detail.claims)
    digits = len(f"{max(many.values(), default=0):,}")
    for status in (*DONE, *OPEN):
        if many[status]:
            told = f"{page.status[status]} {many[status]:>{digits},} {spoken(status)}"
            yield (" " * _LABEL, ""), (told, STYLES[status])
    if detail.others or detail.gone:
        others = counted(detail.others, "sentence") + " that need no checking"
        yield from page.row("besides", f"{others}; {detail.gone:,} gone" if detail.gone else others)
    for source in detail.sources:
        yield from page.row("rests on", squeezed(f"{source.id} {source.name}"))
    if article.dateline:
        yield from page.row("dateline", article.dateline)
    if article.added:
        yield from page.row("added", words.minute(article.added))
    if detail.remark:
        yield from page.row("remark", detail.remark, "warning")


def _source(detail: SourceDetail, page: _Page) -> Iterator[Line]:
    source = detail.source
    yield (f"{source.id}  ", "title"), (squeezed(source.name), "")
    yield ()
    if source.file:
        head = [(f"{'file':<{_LABEL}}", "dim"), (f"{visible(detail.path)}  ", "place")]
        yield (*head, (words.STATES[detail.state], FILES.get(detail.state, "")))
    for label, text in (("address", source.url), ("archived", source.archive_url), ("person", source.person)):
        if text:
            yield from page.row(label, squeezed(text))
    facts = [source.kind, "primary" if source.primary else "", "confidential" if source.confidential else ""]
    if any(facts):
        yield from page.row("kind", ", ".join(fact for fact in facts if fact))
    if source.content_type:
        yield from page.row("type", squeezed(source.content_type))
    if source.retrieved:
        yield from page.row("retrieved", words.minute(source.retrieved))
    if source.sha256:
        yield from page.row("sha256", source.sha256)
    if source.independent_of:
        yield from page.row("apart from", ", ".join(source.independent_of))
    for path in detail.articles:
        yield from page.row("article", f"{path} (the whole article)")
    yield from _citing(detail, page)
    if source.added:
        yield from page.row("added", words.minute(source.added))


def _citing(detail: SourceDetail, page: _Page) -> Iterator[Line]:
    """The claims that cite a source, each with what it cites."""
    for number, view in enumerate(detail.claims[:_SHOWN]):
        head = [
            (f"{'' if number else 'cited by':<{_LABEL}}", "dim"),
            (f"{view.claim.id}  ", "title"),
            (f"{page.told(view.status)}  ", STYLES[view.status]),
        ]
        yield from hung(head, squeezed(view.claim.text), "", page.look.width, _LABEL + 4)
        for passage in detail.passages.get(view.claim.id, ()):
            yield from _passage(passage, page)
    if len(detail.claims) > _SHOWN:
        yield from page.row(
            "", words.more(len(detail.claims) - _SHOWN, command=f"claimcheck list --source {detail.source.id}")
        )


def _passage(passage: CitedPassage, page: _Page) -> Iterator[Line]:
    """A cited place: where, and the words among those that stand around them in the source."""
    where = ", ".join(
        part for part in (passage.locator, "" if passage.stance == "supports" else passage.stance) if part
    )
    head = (" " * _LABEL, ""), (f"  {squeezed(where) or 'says'}: ", "dim")
    if passage.outcome in ("altered", "absent"):
        yield *head, (f"“{squeezed(passage.words)}”", "warning")
        yield from page.under("not there", passage.said or "these words are not in it now")
    elif passage.words:
        gap_before, gap_after = " " * passage.before.endswith(" "), " " * passage.after.startswith(" ")
        before, after = squeezed(passage.before) + gap_before, gap_after + squeezed(passage.after)
        said = ((before, "dim"), (f"[{squeezed(passage.words)}]", "title"), (after, "dim"))
        yield from flowed(head, said, page.look.width, _LABEL + 4)
    else:
        yield head


def _conflict(shown: ShownConflict, page: _Page) -> Iterator[Line]:
    """A conflict as `conflicts` shows it, and when it was found."""
    yield from picture(shown, page.names, page.look)
    if shown.conflict.found:
        yield ()
        yield from page.row("found", words.minute(shown.conflict.found))

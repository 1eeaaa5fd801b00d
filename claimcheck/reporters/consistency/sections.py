"""A consistency report as sections of items and grids: the same words in the same order for every format for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from claimcheck.ledger.consistency import (
    ArticleProgress,
    ConsistencyReport,
    PersonProgress,
    Rewritten,
    ShownConflict,
    ShownSide,
    Signed,
    Since,
    SourceUse,
    Stale,
)
from claimcheck.ledger.records import Verdict
from claimcheck.ledger.views import ClaimView
from claimcheck.reporters.consistency import words
from claimcheck.reporters.ledger import signs
from claimcheck.reporters.summary import counted

T = TypeVar("T")


class Detail(NamedTuple):
    """A line under an item: what it is ("was", "now", an id), and the text.

    `sides`: of a conflict, those that the text tells of, for a format that cuts a sentence around its figures.
    """

    label: str
    text: str
    style: str = ""
    sides: tuple[ShownSide, ...] = ()


class Item(NamedTuple):
    """One claim, conflict or change: its id, its place, what it says, and the lines under it."""

    id: str
    place: str
    text: str
    style: str = ""
    details: tuple[Detail, ...] = ()
    lead: str = ""  # what stands before the text in the style of its severity: a conflict's rule


class Section(NamedTuple):
    """A titled list. `total` may exceed the items: the list is cut, and `more` says how to see all of it."""

    title: str
    items: tuple[Item, ...]
    total: int
    more: str = ""
    hint: str = ""  # what to do about it


class Row(NamedTuple):
    """A row of a grid. `percent`: how much of it is done, None where that means nothing."""

    cells: tuple[str, ...]
    styles: tuple[str, ...] = ()
    percent: int | None = None


class Grid(NamedTuple):
    """A titled table. The columns in `numbers` are set to the right."""

    title: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int
    numbers: frozenset[int] = frozenset()


def sections(report: ConsistencyReport, cap: int) -> Iterator[Section | Grid]:
    """Every section that has something in it; lists are cut to `cap` items, grids to three times as many rows."""
    rows = 3 * cap
    if report.since is not None:
        yield from _since(report, report.since, cap)
    if report.articles:
        yield _grid(words.ARTICLES, ("done", "claims", "left", "conflicts", "article"), report.articles, _article, rows)
    if report.people:
        yield _grid(
            words.PEOPLE, ("verdicts", "still stand", "last", "person"), report.people, _person, rows, numbers=2
        )
    yield from _lists(report, cap)
    if report.sources:
        yield _grid(words.SOURCES, ("id", "stands on it", "file", "source"), report.sources, _source, rows, numbers=0)
    if report.decided:
        yield _section(words.DECIDED, (_decided(one) for one in report.decided[:cap]), len(report.decided))


def _lists(report: ConsistencyReport, cap: int) -> Iterator[Section]:
    found: tuple[tuple[str, Sequence[object], Iterable[Item], str], ...] = (
        (
            words.CONFLICTS,
            report.conflicts,
            (_conflict(one) for one in report.conflicts[:cap]),
            words.DECIDE,
        ),
        (words.CONTESTED, report.contested, (_contested(one, report) for one in report.contested[:cap]), ""),
        (
            words.STALE,
            report.stale,
            (_stale(one, report) for one in report.stale[:cap]),
            "look again, then claimcheck verify ID",
        ),
        (words.DISAGREEMENTS, report.disagreements, (_differ(v, report) for v in report.disagreements[:cap]), ""),
        (words.UNVERIFIED, report.unverified, (_claim(v, report) for v in report.unverified[:cap]), ""),
        (words.UNSOURCED, report.unsourced, (_claim(v, report) for v in report.unsourced[:cap]), ""),
    )
    for title, whole, items, hint in found:
        if whole:
            yield _section(title, items, len(whole), hint)


def _section(title: str, items: Iterable[Item], total: int, hint: str = "") -> Section:
    shown = tuple(items)
    left = total - len(shown)
    return Section(title, shown, total, words.more(left, title) if left else "", hint)


# --- grids ------------------------------------------------------------------------------------------------------------


def _grid(
    title: str, header: tuple[str, ...], found: Sequence[T], row: Callable[[T], Row], cap: int, numbers: int = 4
) -> Grid:
    return Grid(title, header, tuple(row(one) for one in found[:cap]), len(found), frozenset(range(numbers)))


_FILES = {"": "", "edited": " (edited since: claimcheck add)", "missing": " (the file is missing)"}


def _article(progress: ArticleProgress) -> Row:
    counts = progress.counts
    return Row(
        (
            f"{counts.percent} %",
            f"{counts.claims:,}",
            f"{counts.claims - counts.done:,}",
            f"{progress.conflicts:,}" if progress.conflicts else "",
            progress.path + _FILES[progress.state] if progress.path else f"({words.IN_NO_ARTICLE})",
        ),
        ("good" if counts.percent == 100 else "", "", "", "error", "place" if progress.path else "dim"),
        counts.percent,
    )


def _person(progress: PersonProgress) -> Row:
    return Row(
        (f"{progress.given:,}", f"{progress.standing:,}", words.minute(progress.last), progress.name),
        ("", "" if progress.standing == progress.given else "warning", "dim", ""),
    )


def _source(use: SourceUse) -> Row:
    source = use.source
    return Row(
        (
            source.id,
            words.source_use(use),
            words.state(source, use.state),
            source.name if source.name != source.id else "",
        ),
        ("title", "" if use.claims or use.articles else "dim", signs.FILES.get(use.state, "dim"), ""),
    )


# --- items ------------------------------------------------------------------------------------------------------------


def _claim(view: ClaimView, report: ConsistencyReport, *details: Detail) -> Item:
    return Item(view.claim.id, report.where(view), view.claim.text, "", details)


def _conflict(shown: ShownConflict, *details: Detail) -> Item:
    """A conflict with its arithmetic and each sentence of it once, whatever the number of its figures."""
    conflict = shown.conflict
    arithmetic = [Detail("", line, "dim") for line in conflict.explanation if line not in conflict.message]
    of_claim: dict[str, list[ShownSide]] = {}
    for side in shown.sides:
        of_claim.setdefault(side.claim, []).append(side)
    sides = []
    for claim, same in of_claim.items():
        told = " ".join(part for part in (words.side_place(same[0]), ", ".join(map(_figure, same))) if part)
        sides.append(Detail(claim, f"{told}: {same[0].text}" if same[0].text else told, "", tuple(same)))
    return Item(conflict.id, "", conflict.message, "title", (*arithmetic, *sides, *details), words.conflict_rule(shown))


def _figure(side: ShownSide) -> str:
    return words.figure(side.surface, side.reading)


def _decided(shown: ShownConflict) -> Item:
    return _conflict(shown, Detail("decision", words.decided(shown), "good"))


def _contested(view: ClaimView, report: ConsistencyReport) -> Item:
    against = ", ".join(f"{conflict.id} {conflict.code}" for conflict in view.conflicts)
    given = "; ".join(map(words.signed, view.standing.verdicts))
    details = (Detail("conflict", against), *((Detail("verdict", given),) if given else ()))
    return _claim(view, report, *details)


def _stale(doubt: Stale, report: ConsistencyReport) -> Item:
    view = doubt.view
    why = Detail("why", words.stale(doubt), "warning")
    if not doubt.was:
        return _claim(view, report, why)
    place = report.where(view)
    told = (Detail("was", doubt.was, "dim"), Detail("now", view.claim.text), why)
    return Item(view.claim.id, place, "", "", told)


def _differ(view: ClaimView, report: ConsistencyReport) -> Item:
    return _claim(view, report, *[_verdict(verdict) for verdict in view.standing.verdicts])


def _verdict(verdict: Verdict) -> Detail:
    note = f": {verdict.note}" if verdict.note else ""
    return Detail(words.spoken(verdict.status), f"{verdict.by}, {words.day(verdict.at)}{note}", "")


def _given(one: Signed) -> Detail:
    """A verdict among others that changed since: whether it stands is part of the news."""
    told = _verdict(one.verdict)
    stands = one.verdict in one.view.standing.verdicts
    return told if stands else told._replace(text=f"{told.text} (stands no longer)", style="warning")


# --- since ------------------------------------------------------------------------------------------------------------


def _since(report: ConsistencyReport, since: Since, cap: int) -> Iterator[Section]:
    label = f"since {since.label}"
    if since.empty:
        yield Section(f"{label}: nothing changed", (), 0)
        return
    changed = [one for one in since.rewritten if not one.keeps]
    reworded = [one for one in since.rewritten if one.keeps]
    gone = [Item(v.claim.id, report.where(v), v.claim.text) for v in since.gone]
    gone += [Item(claim.id, "", claim.text) for claim in since.removed]
    verdicts = [_claim(one.view, report, _given(one)) for one in since.verdicts[:cap]]
    found: tuple[tuple[str, int, Iterable[Item]], ...] = (
        ("new claim", len(since.new), (_claim(view, report) for view in since.new[:cap])),
        ("changed claim", len(changed), (_rewritten(one, report) for one in changed[:cap])),
        ("reworded claim", len(reworded), (_rewritten(one, report) for one in reworded[:cap])),
        ("claim gone", len(gone), gone[:cap]),
        ("new verdict", len(since.verdicts), verdicts),
        ("new conflict", len(since.found), (_conflict(one) for one in since.found[:cap])),
        ("conflict settled", len(since.settled), (_decided(one) for one in since.settled[:cap])),
        ("conflict reopened", len(since.reopened), (_conflict(one) for one in since.reopened[:cap])),
    )
    for word, number, items in found:
        if number:
            yield _section(f"{label}: {_plural(word, number)}", items, number)


def _plural(word: str, number: int) -> str:
    """`1 claim gone`, `2 claims gone`."""
    noun, _, rest = word.partition(" ")
    if noun in ("claim", "conflict"):
        return f"{counted(number, noun)} {rest}"
    return counted(number, word)


def _rewritten(one: Rewritten, report: ConsistencyReport) -> Item:
    why = words.changed(one.old, one.new)
    told = (Detail("was", one.was, "dim"), Detail("now", one.view.claim.text))
    return Item(one.view.claim.id, report.where(one.view), "", "", (*told, *((Detail("why", why),) if why else ())))

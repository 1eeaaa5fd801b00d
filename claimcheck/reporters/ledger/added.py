"""What `add` says at its end: what became of every article's claims, what conflicts, what needs a source.

drafts/fire.md: 24 claims to check, 31 figures
20 unchanged, 1 reworded, 1 changed, 2 new
C-7F3K9QDM  changed   The fire, which killed eight people, …
            was       The fire, which killed seven people, …   (7 people → 8 people)
1 verdict no longer stands
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from claimcheck.ledger.views import FACTUAL
from claimcheck.reconcile import Kind
from claimcheck.reconcile.account import Added, Fate, Summary
from claimcheck.reporters.consistency import words
from claimcheck.reporters.encode import Json
from claimcheck.reporters.paint import Line
from claimcheck.reporters.summary import counted
from claimcheck.reporters.visible import cells, clipped, named, squeezed, visible

_TOLD = (Kind.CHANGED, Kind.SPLIT, Kind.MERGED, Kind.REWORDED, Kind.RETURNED)  # each claim by itself
_STYLES = {Kind.CHANGED: "warning", Kind.SPLIT: "warning", Kind.MERGED: "warning", Kind.GONE: "warning"}
_SHOWN = 20  # claims told one by one, an article
_INDENT, _WORD, _ID = "  ", 10, 12
_WIDTH = 100
_LEAD = 24  # characters shown before a difference


def lines(summary: Summary, width: int | None = None) -> Iterator[Line]:
    """The summary as styled lines."""
    for told in summary.articles:
        yield from _article(told, width or _WIDTH)
    for claim, new in summary.loose:
        word = "added" if new else "known"
        yield (f"{claim.id:<{_ID}}", "title"), (f"{word:<{_WORD}}", ""), (squeezed(claim.text), "")
    yield from _closing(summary)


def _article(told: Added, width: int) -> Iterator[Line]:
    here = [t for t in told.fates if not t.claim.gone]
    checkable = sum(t.claim.kind in FACTUAL for t in here)
    extent = f": {counted(checkable, 'claim')} to check, {counted(told.figures, 'figure')}"
    yield (named(told.shown), "title"), (extent, "")
    if told.renamed_from:
        yield ((f"{_INDENT}was {visible(told.renamed_from)} before", ""),)
    if told.copy_of:
        yield ((f"{_INDENT}much the same as {visible(told.copy_of)}, which still exists: kept as another article", ""),)
    if told.first:
        return
    fates = Counter(t.kind for t in told.fates)
    yield ((_INDENT + ", ".join(f"{fates[kind]:,} {kind}" for kind in Kind if fates[kind]), ""),)
    shown = [t for kind in _TOLD for t in told.fates if t.kind is kind]
    shown += [t for t in told.fates if t.kind is Kind.GONE and t.lost]
    for one in shown[:_SHOWN]:
        yield from _claim(one, width)
    if len(shown) > _SHOWN:
        yield ((f"{_INDENT}… and {len(shown) - _SHOWN:,} more", "dim"),)


def _claim(told: Fate, width: int) -> Iterator[Line]:
    room = max(30, width - len(_INDENT) - _WORD - _ID)
    style = _STYLES.get(told.kind, "dim")
    word = "gone" if told.claim.gone else str(told.kind)
    now, was = beside(squeezed(told.claim.text), squeezed(told.was), room)
    yield (f"{_INDENT}{told.claim.id:<{_ID}}", "title"), (f"{word:<{_WORD}}", style), (now, "")
    blank = " " * (len(_INDENT) + _ID)
    if told.was:
        yield (f"{blank}{'was':<{_WORD}}", "dim"), (was, "dim")
    notes = [squeezed(told.why)] if told.why else []
    if told.lost:
        stands = "stands" if told.lost == 1 else "stand"
        notes.append(f"{counted(told.lost, 'verdict')} no longer {stands}")
    if notes:
        yield ((f"{blank}{'':<{_WORD}}{'; '.join(notes)}", style),)


def beside(now: str, was: str, room: int) -> tuple[str, str]:
    """Two wordings cut to `room` cells each, from a little before the place where they begin to differ."""
    if cells(now) <= room and cells(was) <= room:
        return now, was
    same = next((at for at, (a, b) in enumerate(zip(now, was, strict=False)) if a != b), min(len(now), len(was)))
    begin = now.rfind(" ", 0, max(0, same - _LEAD)) + 1
    cut = "… " if begin and same + _LEAD > room else ""
    begin = begin if cut else 0
    return clipped(cut + now[begin:], room), clipped(cut + was[begin:], room)


def _closing(summary: Summary) -> Iterator[Line]:
    if summary.conflicts or summary.settled:
        pieces = [f"{summary.conflicts:,} open"]
        if summary.new_conflicts:
            pieces.append(f"{len(summary.new_conflicts):,} of them new")
        if summary.settled:
            pieces.append(f"{summary.settled:,} settled by this edit")
        more = " (claimcheck conflicts)" if summary.conflicts else ""
        yield ("conflicts: ", "title"), (", ".join(pieces), "error" if summary.conflicts else "good"), (more, "")
    else:
        yield ("conflicts: ", "title"), ("none", "good")
    sources = f"; {summary.unsourced:,} without a source" if summary.unsourced else ""
    yield ("to check: ", "title"), (f"{counted(summary.unchecked, 'claim')}{sources}", "")
    if summary.dry_run:
        yield ((words.DRY_RUN, "warning"),)


def record(summary: Summary) -> dict[str, Json]:
    """The summary as JSON."""
    return {
        "schema_version": 1,
        "articles": [_article_record(told) for told in summary.articles],
        "claims": [{"id": claim.id, "text": claim.text, "new": new} for claim, new in summary.loose],
        "conflicts": {"open": summary.conflicts, "new": list(summary.new_conflicts), "settled": summary.settled},
        "unsourced": summary.unsourced,
        "unchecked": summary.unchecked,
        "dry_run": summary.dry_run,
    }


def _article_record(told: Added) -> dict[str, Json]:
    fates = Counter(str(t.kind) for t in told.fates)
    shown: Sequence[Fate] = [t for t in told.fates if t.kind in _TOLD or t.claim.gone]
    return {
        "id": told.article.id,
        "path": told.shown,
        "new": told.first,
        "renamed_from": told.renamed_from or None,
        "copy_of": told.copy_of or None,
        "claims": len(told.article.layout),
        "figures": told.figures,
        "fates": {str(kind): fates[kind] for kind in Kind},
        "changes": [
            {
                "id": t.claim.id,
                "fate": "gone" if t.claim.gone else str(t.kind),
                "text": t.claim.text,
                "was": t.was or None,
                "why": t.why or None,
                "verdicts_lost": t.lost,
            }
            for t in shown
        ],
    }

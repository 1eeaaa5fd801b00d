"""The phrases of a consistency report. Plain text, nothing escaped: each format makes it safe for where it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from claimcheck.ledger.consistency import (
    DONE,
    OPEN,
    ConsistencyReport,
    Counts,
    ShownConflict,
    ShownSide,
    SourceUse,
    Stale,
)
from claimcheck.ledger.records import Status, Verdict
from claimcheck.reporters.summary import counted

_TELLING = 80  # characters: more of them tell nothing that the two sentences do not
EMPTY = "the ledger holds no claims yet"
NEXT = "claimcheck add ARTICLE"

# Section → its title and, where a list is cut, the command that shows all of it.
ARTICLES, PEOPLE, CONFLICTS = "progress by article", "progress by person", "open conflicts"
CONTESTED, STALE, DISAGREEMENTS = "contested claims", "stale claims", "disagreements"
UNVERIFIED, UNSOURCED, SOURCES, DECIDED = "unverified claims", "claims without a source", "sources", "decided conflicts"
MORE: Mapping[str, str] = MappingProxyType(
    {
        CONFLICTS: "claimcheck conflicts",
        DECIDED: "claimcheck conflicts --all",
        CONTESTED: "claimcheck list --contested",
        STALE: "claimcheck list --stale",
        UNVERIFIED: "claimcheck list --status unchecked",
        UNSOURCED: "claimcheck list --unsourced",
    }
)
WHOLE = "claimcheck report --format json"
STATES: Mapping[str, str] = MappingProxyType(
    {"unchanged": "unchanged", "changed": "changed since it was recorded", "missing": "the file is missing", "": ""}
)
STYLES: Mapping[str, str] = MappingProxyType(
    {
        Status.VERIFIED: "good",
        Status.CORRECTED: "info",
        Status.DISPUTED: "error",
        Status.UNVERIFIABLE: "warning",
        Status.NOT_APPLICABLE: "dim",
        Status.UNCHECKED: "",
        Status.IN_PROGRESS: "info",
        Status.STALE: "warning",
        Status.CONTESTED: "error",
    }
)


def headline(report: ConsistencyReport) -> str:
    """How far the ledger is, in one line: "71 % done: 170 of 240 claims to check, in 12 articles"."""
    counts = report.counts
    articles = sum(progress.article is not None for progress in report.articles)
    inside = f", in {counted(articles, 'article')}" if articles else ""
    return f"{counts.percent} % done: {counts.done:,} of {counted(counts.claims, 'claim')} to check{inside}"


def by_status(counts: Counts) -> Iterator[list[tuple[str, str]]]:
    """The done statuses, then the open ones: (phrase, style) of each that there is."""
    for group in (DONE, OPEN):
        phrases = [(f"{counts.statuses[s]:,} {spoken(s)}", STYLES[s]) for s in group if counts.statuses.get(s)]
        if phrases:
            yield phrases


def troubles(report: ConsistencyReport) -> list[tuple[str, str]]:
    """What needs somebody, as (phrase, style): open conflicts, disagreements, claims without a source, sources."""
    changed = sum(use.state == "changed" for use in report.sources)
    missing = sum(use.state == "missing" for use in report.sources)
    found = (
        (len(report.conflicts), "open conflict", "error"),
        (len(report.disagreements), "disagreement", "warning"),
        (changed, "changed source", "warning"),
        (missing, "missing source", "error"),
    )
    phrases = [(counted(number, word), style) for number, word, style in found if number]
    if report.unsourced:
        phrases.append((f"{len(report.unsourced):,} without a source", "warning"))
    return phrases


def verdict(report: ConsistencyReport) -> str:
    """What an editor asks first, in one sentence: what conflicts, what nobody has checked, what has to be looked at."""
    counts, conflicts = report.counts, len(report.conflicts)
    if not counts.claims:
        return "There is nothing to check yet."
    unchecked = counts.statuses.get(Status.UNCHECKED, 0) + counts.statuses.get(Status.IN_PROGRESS, 0)
    drifted = sum(use.state in ("changed", "missing") for use in report.sources)
    found = (
        (conflicts, f"{counted(conflicts, 'conflict')} {_are(conflicts)} open"),
        (unchecked, f"{unchecked:,} of {counted(counts.claims, 'claim')} {_are(unchecked)} unchecked"),
        (len(report.stale), f"{counted(len(report.stale), 'claim')} {_are(len(report.stale))} stale"),
        (drifted, f"{counted(drifted, 'source')} changed or missing"),
    )
    told = [text for number, text in found if number]
    if not told:
        return f"No conflict is open, and {'the claim has' if counts.claims == 1 else 'every claim has'} a verdict."
    first = "" if conflicts else "No conflict is open, but "
    listed = told[0] if len(told) == 1 else ", ".join(told[:-1]) + " and " + told[-1]
    return f"{first}{listed}."


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def spoken(status: str) -> str:
    """A status as it is said: "in progress", "not applicable"."""
    return str(status).replace("-", " ")


def day(at: str) -> str:
    """The day of a time."""
    return at[:10]


def minute(at: str) -> str:
    """A time to the minute, in the zone it was written in: "2026-11-20 14:30"."""
    return at[:16].replace("T", " ")


def signed(verdict: Verdict) -> str:
    """Who concluded what, and when: "verified by Ada Holm, 2026-11-20"."""
    return f"{spoken(verdict.status)} by {verdict.by}" + (f", {day(verdict.at)}" if verdict.at else "")


def conflict_head(shown: ShownConflict) -> str:
    """A conflict in one line: its rule, how serious, and what it says."""
    conflict = shown.conflict
    return f"{conflict.code} {conflict.severity}: {conflict.message}"


def side_place(side: ShownSide) -> str:
    """Where a side stands."""
    place = f"{side.path}:{side.place.line}" if side.place else side.path
    return f"{place} (gone)".strip() if side.gone else place


def decided(shown: ShownConflict) -> str:
    """What was decided, by whom, when and why."""
    if shown.decision is None:
        gone = shown.conflict.gone
        return f"{shown.ruling}: found no more" + (f" since {day(gone)}" if gone else "")
    made = shown.decision
    return f"{made.ruling} by {made.by}, {day(made.at)}" + (f": {made.note}" if made.note else "")


def changed(old: str, new: str) -> str:
    """The words that differ: `"12" → "14"`; nothing when they are most of the sentence."""
    if len(old) + len(new) > _TELLING:
        return ""
    if old and new:
        return f'"{old}" → "{new}"'
    return f'without "{old}"' if old else f'added "{new}"' if new else ""


def stale(doubt: Stale) -> str:
    """Why a claim's verdict stands no longer: the verdict, and what changed."""
    why = changed(doubt.old, doubt.new) or doubt.view.standing.why
    return f"was {signed(doubt.verdict)}" + (f"; {why}" if why else "")


def source_use(use: SourceUse) -> str:
    """How much stands on a source: "12 claims", "12 claims and 1 whole article"."""
    whole = f" and {counted(use.articles, 'whole article')}" if use.articles else ""
    return counted(use.claims, "claim") + whole


def more(number: int, section: str) -> str:
    """The line that stands for what a list leaves out, and how to see it."""
    return f"… and {number:,} more: {MORE.get(section, WHOLE)}"

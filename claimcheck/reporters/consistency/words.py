"""What is said of a ledger, everywhere in the same words: by `list`, `show`, `conflicts`, `report` and whatever changes
one. Plain text, nothing escaped: each format makes it safe for where it goes.

How a status looks is in ledger/signs.py, how things are counted in summary.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
from claimcheck.ledger.records import Decision, Ruling, Source, Status, Verdict
from claimcheck.reporters.ledger import signs
from claimcheck.reporters.summary import counted

spoken = signs.spoken  # a status: "in progress"
_TELLING = 80  # characters: more of them tell nothing that the two sentences do not
EMPTY = "the ledger has no claims yet"
NO_SOURCES = "the ledger has no sources yet"
NO_CONFLICTS = "the ledger has no conflicts"
CHANGED_SINCE = "a side has changed since that was decided"
IN_NO_ARTICLE = "in no article"
DRY_RUN = "nothing was changed (--dry-run)"
NEXT = "claimcheck add ARTICLE"
ADD_SOURCE = "claimcheck source add FILE"
DECIDE = 'claimcheck resolve ID --as distinct|accepted|fixed --note "why"'

# Section → its title and, where a list is cut, the command that shows all of it.
ARTICLES, PEOPLE, CONFLICTS = "progress by article", "progress by person", "open conflicts"
CONTESTED, STALE, DISAGREEMENTS = "contested claims", "stale claims", "disagreements"
UNVERIFIED, UNSOURCED, SOURCES, DECIDED = "unchecked claims", "claims without a source", "sources", "settled conflicts"
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
    {"unchanged": "unchanged", "changed": "changed", "missing": "missing", "": ""}
)


def next_step(command: str) -> str:
    """What to type now."""
    return f"next: {command}"


def headline(report: ConsistencyReport) -> str:
    """How far the ledger is, in one line: "71 % done: 170 of 240 claims to check, in 12 articles"."""
    counts = report.counts
    articles = sum(progress.article is not None for progress in report.articles)
    inside = f", in {counted(articles, 'article')}" if articles else ""
    return f"{counts.percent} % done: {counts.done:,} of {counted(counts.claims, 'claim')} to check{inside}"


def by_status(counts: Counts) -> Iterator[list[tuple[str, str]]]:
    """The done statuses, then the open ones: (phrase, style) of each that there is."""
    for group in statuses(counts):
        yield [(f"{number:,} {spoken(status)}", signs.STYLES[status]) for status, number in group]


def statuses(counts: Counts) -> Iterator[list[tuple[Status, int]]]:
    """The done statuses, then the open ones, each with its number."""
    for group in (DONE, OPEN):
        found = [(status, counts.statuses[status]) for status in group if counts.statuses.get(status)]
        if found:
            yield found


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


def day(at: str) -> str:
    """The day of a time."""
    return at[:10]


def minute(at: str) -> str:
    """A time to the minute, in the zone it was written in: "2026-11-20 14:30"."""
    return at[:16].replace("T", " ")


def signed(verdict: Verdict) -> str:
    """Who concluded what, and when: "verified by Ada Holm, 2026-11-20"."""
    return f"{spoken(verdict.status)} by {verdict.by}" + (f", {day(verdict.at)}" if verdict.at else "")


def differing(verdicts: Iterable[Verdict]) -> str:
    """People who disagree: "verified by Ada Holm, corrected by Tor Lunde"."""
    return ", ".join(f"{spoken(verdict.status)} by {verdict.by}" for verdict in verdicts)


def figure(surface: str, reading: str) -> str:
    """A figure as it is written, and as it was read where that says more: “seven people” (7 people)."""
    said = f"“{surface}”"
    return f"{said} ({reading})" if reading and reading.casefold() not in surface.casefold() else said


def conflict_rule(shown: ShownConflict) -> str:
    """How serious a conflict is, and by which rule."""
    return f"{shown.conflict.severity}[{shown.conflict.code}]"


def conflict_head(shown: ShownConflict) -> str:
    """A conflict in one line: how serious, by which rule, and what it says."""
    return f"{conflict_rule(shown)}: {shown.conflict.message}"


def side_place(side: ShownSide) -> str:
    """Where a side stands."""
    place = f"{side.path}:{side.place.line}" if side.place else side.path
    return f"{place} (gone)".strip() if side.gone else place


def decided(shown: ShownConflict) -> str:
    """What was decided, by whom, when and why; of one that nobody decided, since when it is found no more."""
    return decision(shown.decision) if shown.decision is not None else found_no_more(shown)


def found_no_more(shown: ShownConflict) -> str:
    """Since when a conflict is found no more."""
    gone = shown.conflict.gone
    return "found no more" + (f" since {day(gone)}" if gone else "")


def decision(made: Decision) -> str:
    """A decision: "called distinct by Ada Holm, 2026-11-02: the second report is newer"."""
    word = "reopened" if made.ruling is Ruling.OPEN else f"called {made.ruling}"
    return f"{word} by {made.by}, {day(made.at)}" + (f": {made.note}" if made.note else "")


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
    """How much stands on a source."""
    return stands(use.claims, use.articles)


def state(source: Source, found: str) -> str:
    """What became of a source's file; of one that has none, whether it could have: an address not yet stored."""
    return STATES.get(found, found) or ("not stored" if source.url else "")


def stands(claims: int, articles: int) -> str:
    """How much stands on a source: "12 claims", "12 claims, 1 article" where one names it for all it says."""
    parts = (counted(claims, "claim") if claims else "", counted(articles, "article") if articles else "")
    return ", ".join(filter(None, parts)) or "unused"


def more(number: int, section: str = "", command: str = "") -> str:
    """The line that stands for what a list leaves out, and how to see it."""
    return f"… and {number:,} more: {command or MORE.get(section, WHOLE)}"

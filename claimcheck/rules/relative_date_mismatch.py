"""relative-date-mismatch: "yesterday", "this week" against a date in the same article.

What it does
    Resolves a relative time against the dateline and compares it with the date written beside it ("yesterday,
    Jan. 9"), and an event said to have begun "this week" with the dated deeds of the same event before that.

Why it matters
    Relative times go stale when a text is held over or updated; the reader then gets two different days.

Flagged
    > PORT ELM, Jan. 16, 2025 — The barge sank yesterday, Jan. 9, off the mole.
    > (Dateline Tuesday 3 December 2024) The militia offensive, which began this week, … On 1 December militia units
    > took the mill. (With weeks from Monday, "this week" begins on 2 December.)

Not flagged
    > The barge sank yesterday, Jan. 15, off the mole.
    > The strike began last week. On 27 November, strikers blocked the gate. (Dateline 3 December.)

Options
    `--week-start sunday` counts weeks from Sunday.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice, pairwise

from claimcheck.lexicon.dates import date_words
from claimcheck.model import Document, Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.rules.begun import Beginning, beginnings, deeds
from claimcheck.rules.days import Dated, dated, quoted_surface, spelt, weekday_name
from claimcheck.settings import Settings

RULE = Rule(
    "CC307",
    "relative-date-mismatch",
    Severity.WARNING,
    "document",
    "0.1",
    help="Give the date, or check both against the day of publication.",
)
CLOSE = timedelta(10)  # a deed further back than this hardly belongs to the event that "began this week"
MOST = 50  # statements of a beginning that one document is searched for
MONTH_GAPS = frozenset((", in", "(", "(in", "—", "–"))  # "last year, in June 2022"
GAPS = frozenset((",", "(", ", on", "on", "–", "—", "-", ", that is,", ", i.e.", ", or"))


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """Relative times that a date beside them, or a dated deed of the event they date, contradicts."""
    if subject.dateline is None:
        return
    yield from _beside(subject)
    yield from _begun(subject, settings)


def _beside(document: Document) -> Iterator[Finding]:
    """Two names of one day side by side: "yesterday, Jan. 9"."""
    for first, second in pairwise(dated(document)):
        if first.claim is second.claim:
            relative, absolute = (first, second) if first.when.relative else (second, first)
            if _same_place(document, first, second) and _disjoint(relative, absolute):
                yield _finding(document, relative, absolute, "stand side by side")


def _same_place(document: Document, first: Dated, second: Dated) -> bool:
    """True when the text between makes the second another name of the first: a comma before and after, or brackets."""
    a, b = first.when, second.when
    if a.relative == b.relative or "exact" not in (first.figure.modifier, second.figure.modifier):
        return False
    relative, absolute = (a, b) if a.relative else (b, a)
    cues = date_words().cues
    if relative.word.split()[-1:] and relative.word.split()[-1] in cues["earlier"] | cues["later"]:
        return False  # "67 days earlier" counts from what the story tells, not from the day it is written
    gap = " ".join(document.text[first.figure.end : second.figure.start].split())
    after = document.text[second.figure.end : second.figure.end + 1]
    if absolute.day is None or absolute.month is None:
        if absolute.year is None or absolute.month is None or not relative.word.endswith((" month", " year")):
            return False
        if gap not in MONTH_GAPS:
            return False
    elif gap not in GAPS:
        return False
    if first.figure.modifier != second.figure.modifier:
        return False
    return after == ")" if gap == "(" else after in (",", ".", ";", "", " ", ")", "—", "–")


def _disjoint(relative: Dated, absolute: Dated) -> bool:
    """True when no day is both; a date without a year is compared in every year near."""
    r, a = relative.when, absolute.when
    if r.first is None or r.last is None or a.first is None or a.last is None:
        return False
    if a.year is None:  # the year was inferred: only day and month are certain
        days = (r.first + timedelta(n) for n in range((r.last - r.first).days + 1))
        return not any((d.month, d.day) == (a.month, a.day) for d in days)
    return r.last < a.first or a.last < r.first


def _begun(document: Document, settings: Settings) -> Iterator[Finding]:
    """An event that "started this week" and had deeds before: one finding, with the earliest deed."""
    for beginning in islice(beginnings(document), MOST):
        start = beginning.item.when.first
        early = [
            deed
            for deed in deeds(document, beginning)
            if start is not None and deed.when.first is not None and start - CLOSE <= deed.when.first < start
        ]
        if early:
            deed = min(early, key=lambda d: (d.when.first or start, d.figure.start))
            yield _finding(document, beginning.item, deed, _deed_words(beginning), settings)


def _deed_words(beginning: Beginning) -> str:
    return f"date one {beginning.noun}"


def _finding(
    document: Document, relative: Dated, absolute: Dated, link: str, settings: Settings | None = None
) -> Finding:
    r, a = relative.when, absolute.when
    if r.first is None or r.last is None or a.first is None or document.dateline is None:
        raise ValueError("only resolved dates are compared")
    dateline = f"the article is dated {weekday_name(document.dateline)}, {spelt(document.dateline)}"
    if r.first == r.last:
        meaning = f"{quoted_surface(relative.figure)} is {weekday_name(r.first)}, {spelt(r.first)}"
    else:
        meaning = f"{quoted_surface(relative.figure)} is {spelt(r.first)} to {spelt(r.last)}"
        if settings is not None and r.granularity == "week":
            meaning += f", weeks from {weekday_name(r.first)}"
    other = f"{quoted_surface(absolute.figure)} is a {weekday_name(a.first)}"
    message = f"{quoted_surface(relative.figure)} … {quoted_surface(absolute.figure)}: {dateline}, so {meaning}"
    where = tuple(
        document.locate(d.figure.start, d.figure.end, figure=d.figure, role=role)
        for d, role in ((relative, "doubtful"), (absolute, "against"))
    )
    return finding(RULE, message, where, explanation=(dateline, meaning, other, f"both {link}"), confidence=0.8)

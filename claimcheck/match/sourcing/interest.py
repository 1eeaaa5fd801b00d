"""Which figures of a claim a source is asked for, and which of them a source need not give for the claim to be fair."""

from __future__ import annotations

from decimal import Decimal

from claimcheck.lexicon.frames import frame_words
from claimcheck.lexicon.roles import roles
from claimcheck.model import About, Claim, ClaimKind, Document, Figure

_FEW = Decimal(3)  # "two brothers", "three days later": counted by the reader of a source as much as by its writer
_LISTED = Decimal(10)  # "the five men" may be named one by one
_WORD = 16  # characters before a year in which the word before it stands
_VAGUE = Decimal("0.15")  # a stretch that wide, as a share of its middle, says "many" rather than how many


def figures_of_interest(document: Document, claim: int) -> tuple[int, ...]:
    """The figures of `document.claims[claim]` that a source is asked for, by index.

    Left out are places in an order ("the third bridge"), what a bracket says again in another unit, and times that are
    told from the day of writing alone where that day is unknown ("yesterday").
    """
    found = document.claims[claim]
    if found.kind is ClaimKind.META:
        return ()
    return tuple(i for i, figure in enumerate(found.figures) if _asked_for(figure))


def _asked_for(figure: Figure) -> bool:
    if figure.kind == "ordinal" or figure.of >= 0:
        return False
    when = figure.when
    if when is None:
        return True
    told = (when.first, when.last, when.month, when.day, when.year, when.weekday, when.clock)
    return any(part is not None for part in told)


def may_be_missing(document: Document, claim: Claim, index: int) -> str:
    """Why nobody would ask the source for this figure though it is a figure; "" where a fact checker would."""
    figure = claim.figures[index]
    about = claim.abouts[index] if claim.abouts else About()
    if figure.when is not None:
        return _date_may_be_missing(document, claim, figure)
    if about.mood != "asserted":
        return "the claim does not assert it"
    if figure.kind == "count" and figure.value is not None:
        if abs(figure.value) <= _FEW and not _event(about):
            return "so few may have been counted by the writer"
        if about.definite and abs(figure.value) <= _LISTED:
            return "it may count what the source names one by one"
    if figure.kind == "count" and figure.change == "more" and not about.noun and not about.role:
        return "what it is more of is not told"
    if figure.kind == "duration" and figure.value is not None and abs(figure.value) <= _FEW and not _digits(figure):
        return "so short a time may have been told from the dates"
    if figure.value == 1 and not _digits(figure):
        return "“a kilo” is what something is told per"
    if _vague(figure):
        return "so vague a figure need not be written in the source"
    return ""


def _date_may_be_missing(document: Document, claim: Claim, figure: Figure) -> str:
    when = figure.when
    assert when is not None
    if when.relative:
        return "the date is told from the day of writing"
    if when.granularity == "year" and may_be_named(document.text, figure):
        return "the year is part of what the thing is called"
    if any(f.when is None and f.kind != "ordinal" for f in claim.figures):
        return "the date is the setting of another figure"
    return ""


def may_be_named(text: str, figure: Figure) -> bool:
    """“The 2020 pandemic”, “the 2010–11 season”: a year right behind an article, or two of them joined."""
    before = text[max(0, figure.start - _WORD) : figure.start].split()
    after = text[figure.end : figure.end + 2].strip()
    article = bool(before) and before[-1].lower() in frame_words().the | frame_words().introducing
    return figure.modifier in ("exact", "between") and after[:1].isalpha() and (article or "/" in (figure.date or ""))


def _event(about: About) -> bool:
    role = roles().get(about.role)
    return role is not None and role.event


def _digits(figure: Figure) -> bool:
    return any(map(str.isdecimal, figure.surface))


def _vague(figure: Figure) -> bool:
    """“Dozens”, “half”, “doubled”: a word for a stretch rather than a number."""
    if figure.value is None:
        return figure.kind != "score"
    tight = figure.tight
    if _digits(figure) or figure.hard or tight is None or tight.low is None or tight.high is None:
        return False
    return figure.kind in ("ratio", "percent") and tight.high - tight.low >= _VAGUE * abs(tight.high + tight.low) / 2

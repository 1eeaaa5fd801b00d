"""anniversary-mismatch: an anniversary that does not fall in its year.

What it does
    Compares "the 50th anniversary", "the centenary", "the golden wedding", "30 years since" with the year of the event
    in the same sentence and the year of the occasion: one in the sentence, else that of the dateline.

Why it matters
    An anniversary is a sum, and the whole occasion hangs on it.

Flagged
    > (Dateline 2024) Candles burned for the 50th anniversary of the mine fire, which killed 31 in 1969.

Not flagged
    > Candles burned for the 55th anniversary of the mine fire, which killed 31 in 1969.
    > The club, founded in 1975, is preparing next year's 50th anniversary.

Options
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.lexicon import table
from claimcheck.model import PROSE_KINDS, Claim, Document, Figure, Finding, Severity
from claimcheck.rules.base import DATES, Rule, finding
from claimcheck.rules.days import quoted_surface, sentence_of, tokens_of
from claimcheck.settings import Settings
from claimcheck.tokens import Tokens

RULE = Rule(
    "CC308",
    "anniversary-mismatch",
    Severity.ERROR,
    "document",
    "0.1",
    help="Count from the year of the event to the year of the occasion.",
    needs=DATES,
)
_SLIP = 12  # years, or a third of the number: farther off the two years belong to other things
REACH = 24  # tokens between the anniversary and the year of the event


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """One finding for each anniversary that no likely year of the occasion makes right."""
    for claim in subject.claims:
        if not claim.figures or sentence_of(subject, claim).kind not in PROSE_KINDS:
            continue
        years = [f for f in claim.figures if _is_year(f)]
        if 1 <= len(years) <= 2 and not (len(years) == 1 and _is_elsewhen(subject, claim)):
            tokens = tokens_of(subject, claim)
            for number, head, tail in _anniversaries(tokens, claim):
                yield from _compare(subject, tokens, number, (head, tail), years)
            if len(years) == 1:
                yield from _since(subject, tokens, claim, years[0])


def _since(document: Document, tokens: Tokens, claim: Claim, event: Figure) -> Iterator[Finding]:
    """It is 30 years since the wall fell in 1989."""
    happened = table("moments")["anniversaries"]["happened"]
    today, year = document.dateline, event.when.year if event.when is not None else None
    for figure in claim.figures:
        exact = figure.kind == "duration" and figure.unit == "year" and figure.modifier == "exact"
        if not exact or figure.value is None or today is None or year is None or event.tail <= figure.head:
            continue
        gap = tokens.words[figure.tail : event.head]
        opened = tokens.word(figure.head - 1) in (
            "is",
            "are",
            "been",
            "marked",
            "marks",
            "celebrated",
            "celebrates",
        ) and gap[:1] == ["since"]
        clause = len(gap) <= REACH and gap[-1:] == ["in"] and not {",", ";", ":"} & set(gap)
        if opened and clause and any(word in happened for word in gap):
            counted = today.year - year
            if abs(counted - figure.value) > 1:
                why = f"{today.year} − {year} = {counted}"
                where = (
                    document.locate(figure.start, figure.end, figure=figure, role="doubtful"),
                    document.locate(event.start, event.end, figure=event, role="against"),
                )
                message = f"{quoted_surface(figure)} … {quoted_surface(event)}: {why}"
                yield finding(RULE, message, where, explanation=(why,), confidence=0.85)


def _is_elsewhen(document: Document, claim: Claim) -> bool:
    """True for "its 50th anniversary was celebrated ten years ago": the occasion is of another year than this."""
    today = document.dateline
    times = [f.when.first for f in claim.figures if f.when is not None and f.when.relative]
    return today is not None and any(day is not None and abs(day.year - today.year) > 1 for day in times)


def _is_year(figure: Figure) -> bool:
    return (
        figure.kind == "date"
        and figure.when is not None
        and figure.when.year is not None
        and figure.modifier == "exact"
    )


def _anniversaries(tokens: Tokens, claim: Claim) -> Iterator[tuple[int, int, int]]:
    """(number, first token, token past the last) of each anniversary."""
    rows = table("moments")["anniversaries"]
    for at, word in enumerate(tokens.words):
        if word in rows["named"]:
            yield rows["named"][word], at, at + 1
        elif word in rows["jubilees"] and tokens.word(at + 1) in rows["feasts"]:
            yield rows["jubilees"][word], at, at + 2
        elif word in rows["words"]:
            for figure in claim.figures:
                between = tokens.words[figure.tail : at]
                close = figure.tail <= at and len(between) <= 2 and all(w == "-" or w.isalpha() for w in between)
                if figure.kind == "ordinal" and figure.value is not None and close:
                    yield int(figure.value), figure.head, at + 1


def _compare(
    document: Document, tokens: Tokens, number: int, span: tuple[int, int], years: list[Figure]
) -> Iterator[Finding]:
    occasions, event = _occasions(document, tokens, span, years)
    if event is None or event.when is None or event.when.year is None or not occasions:
        return
    counted = sorted({year - event.when.year for year in occasions})
    if number in counted or counted[-1] <= 0:
        return
    if len(years) == 2 and abs(number - counted[-1]) > max(_SLIP, number // 3):
        return
    start, end = tokens.begin(span[0]), tokens.finish(span[1] - 1)
    surface = " ".join(document.text[start:end].split())
    why = f"{occasions[0]} − {event.when.year} = {occasions[0] - event.when.year}"
    where = (
        document.locate(start, end, role="doubtful"),
        document.locate(event.start, event.end, figure=event, role="against"),
    )
    message = f"“{surface}” … {quoted_surface(event)}: {why}"
    yield finding(RULE, message, where, explanation=(why,), confidence=0.85)


def _occasions(
    document: Document, tokens: Tokens, span: tuple[int, int], years: list[Figure]
) -> tuple[list[int], Figure | None]:
    """The years the occasion may fall in, likeliest first, and the date of the event."""
    rows = table("moments")["anniversaries"]
    if len(years) == 2:
        event, late = sorted(years, key=lambda f: f.when.year or 0 if f.when else 0)
        year = late.when.year if late.when else None
        return ([year] if year is not None and _is_event(tokens, span, event) else []), event
    event = years[0]
    if not _is_event(tokens, span, event):
        return [], None
    if document.dateline is None:
        return [], None
    year = document.dateline.year
    near = tokens.words[max(span[0] - 8, 0) : span[0]]
    found = [year]
    if any(word.removesuffix("'s").removesuffix("’s") in rows["ahead"] for word in near):
        found.append(year + 1)
    if any(word.removesuffix("'s").removesuffix("’s") in rows["back"] for word in near):
        found.append(year - 1)
    return found, event


def _is_event(tokens: Tokens, span: tuple[int, int], year: Figure) -> bool:
    """True when the year is the event's: "of the fire in 1969", "which killed 31 in 1969", "founded in 1975"."""
    rows = table("moments")["anniversaries"]
    happened = rows["happened"]
    if year.tail <= span[0]:
        gap = tokens.words[max(year.head - 3, 0) : year.head]
        return span[0] - year.tail <= REACH and any(word in happened for word in gap)
    gap = tokens.words[span[1] : year.head]
    if len(gap) > REACH:
        return False
    if gap[:1] != ["of"]:  # "…; it was formed in 1985"
        told = all(word in rows["goes_on"] or word in happened for word in gap)
        return told and gap[-1:] == ["in"] and gap[-2:-1] != [] and gap[-2] in happened
    clause = any(word in (",", "which", "that", "who", "when") for word in gap)
    return any(word in happened for word in gap) if clause else True

"""age-mismatch: an age that the birth date and the date of the article do not give.

What it does
    For one person, compares a stated age with the date of birth and the dateline, and an age at death or in a year with
    the birth told in the same breath; for one thing, "the 33-year-old company" with "the company, founded in 1999".

Why it matters
    Age and date of birth come from two sources; when they disagree by years, one belongs to somebody else.

Flagged
    > (Dateline December 2024) Ida Brandt, aged 40, … Brandt, who was born in May 1980, …

Not flagged
    > Otto Brandt (1872–1931) was a chemist. His brother died aged 49.
    > Ida Brandt, 44, was born in May 1980. She was 40 when she left.
    > Ida Brandt, born in December 1980, is still only 43.

Options
    None. One year either way is left alone: birthdays and the day of the interview are seldom given.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from claimcheck.lexicon import table
from claimcheck.model import PROSE_KINDS, Claim, Document, Figure, Finding, Severity
from claimcheck.rules.base import Rule, finding
from claimcheck.rules.days import quoted_surface, sentence_of, spelt, tokens_of
from claimcheck.rules.lives import Age, Life, Told, lives
from claimcheck.rules.persons import Person, aged, born, founded, thing
from claimcheck.settings import Settings

RULE = Rule(
    "CC304",
    "age-mismatch",
    Severity.ERROR,
    "document",
    "0.1",
    help="Check age and date of birth against one source.",
)
SLACK = 1  # years
MOST = 200  # births, and ages, of one document that are compared


def check(subject: Document, settings: Settings) -> Iterator[Finding]:
    """One finding for each age that no birthday in the stated year, month or day gives."""
    today = subject.dateline
    told = list(_of_lives(subject))
    yield from (each for _, each in told)
    if today is None:
        return
    done = {age for age, _ in told}
    claims = [c for c in subject.claims if c.figures and sentence_of(subject, c).kind in PROSE_KINDS]
    births = list(islice(_births(subject, claims), MOST))
    if not births:
        return
    for claim, age in islice(_ages(subject, claims, today), MOST):
        person, noun = aged(subject, claim, age), thing(subject, claim, age)
        same = [(origin, day) for origin, day, owner, made in births if owner.same(person) or (noun and noun == made)]
        if same and age not in done and not any(_fits(age, day, today) for _, day in same):
            yield _finding(subject, age, same[0][1], today)


def _births(document: Document, claims: list[Claim]) -> Iterator[tuple[Claim, Figure, Person, str]]:
    for claim in claims:
        for figure in claim.figures:
            when = figure.when
            if when is not None and when.year is not None and when.first is not None and figure.modifier == "exact":
                owner, made = born(document, claim, figure), founded(document, claim, figure)
                if owner.words or made:
                    yield claim, figure, owner, made


def _ages(document: Document, claims: list[Claim], today: date) -> Iterator[tuple[Claim, Figure]]:
    """Ages in years that hold on the day of the article: no other year, no "when", no past in the sentence."""
    then = table("moments")["ages"]["then"]
    for claim in claims:
        if not any(f.kind in ("age", "count") for f in claim.figures):
            continue
        words = tokens_of(document, claim).words
        ages = [f for f in claim.figures if _is_age(f, words)]
        for age in ages:
            near = words[max(age.head - 4, 0) : age.head] + words[age.tail : age.tail + 3]
            if not any(word in then for word in near) and not _other_year(document, claim, today):
                yield claim, age


def _is_age(figure: Figure, words: list[str]) -> bool:
    """True for an age in years, and for the bare number of "she is still only 64"."""
    if figure.kind == "age":
        return figure.unit == "year" and figure.modifier == "exact"
    bare = figure.kind == "count" and not figure.unit and figure.modifier == "exact"
    return bare and "is" in words[max(figure.head - 3, 0) : figure.head]


def _other_year(document: Document, claim: Claim, today: date) -> bool:
    """True when the sentence speaks of another year, a year of birth or founding left out."""
    others = [f for f in claim.figures if f.when is not None and f.when.year not in (None, today.year)]
    return any(not born(document, claim, f).words and not founded(document, claim, f) for f in others)


def _years(day: date, today: date) -> int:
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def _fits(age: Figure, birth: Figure, today: date) -> bool:
    when = birth.when
    if when is None or when.first is None or when.last is None or age.low is None or age.high is None:
        return True
    youngest, oldest = _years(when.last, today), _years(when.first, today)
    return youngest - SLACK <= age.high and age.low <= oldest + SLACK


def _of_lives(document: Document) -> Iterator[tuple[Figure, Finding]]:
    """Ages at death, in a year, and today, against the birth told in the same breath."""
    for life in lives(document):
        if len({(b.first, b.last) for b in life.births}) != 1:
            continue
        birth = life.births[0]
        for age in life.ages:
            then = _time_of(document, life, age)
            low, high = age.figure.low, age.figure.high
            if then is None or low is None or high is None:
                continue
            youngest, oldest = _between(birth.last, then.first), _between(birth.first, then.last)
            exact = birth.first == birth.last and then.first == then.last
            slack = 0 if exact and age.at == "death" else SLACK
            if high < youngest - slack or low > oldest + slack:
                yield age.figure, _lived(document, age.figure, birth, then, (youngest, oldest))


def _time_of(document: Document, life: Life, age: Age) -> Told | None:
    """When an age was reached; None where that is not told, or told twice."""
    if age.at == "now":
        today = document.dateline
        day = (today.year, today.month, today.day) if today is not None else (0, 0, 0)
        return Told(age.figure, day, day) if today is not None and not life.deaths else None
    if age.at == "death":
        return life.deaths[0] if len({(d.first, d.last) for d in life.deaths}) == 1 else None
    when = age.year.when if age.year is not None else None
    if age.year is None or when is None or when.first is None or when.last is None:
        return None
    first, last = when.first, when.last
    return Told(age.year, (first.year, first.month, first.day), (last.year, last.month, last.day))


def _between(day: tuple[int, int, int], then: tuple[int, int, int]) -> int:
    return then[0] - day[0] - (then[1:] < day[1:])


def _lived(document: Document, age: Figure, birth: Told, then: Told, years: tuple[int, int]) -> Finding:
    count = f"{years[1]}" if years[0] == years[1] else f"{years[0]} or {years[1]}"
    today = then.figure is age
    end = spelt(document.dateline) if today and document.dateline is not None else str(then.first[0])
    start = str(birth.first[0]) if birth.span else " ".join(birth.figure.surface.split())
    why = f"from {start} to {end} is {count} years"
    sides = dict.fromkeys((birth.figure,) if today else (birth.figure, then.figure))
    where = (
        document.locate(age.start, age.end, figure=age, role="doubtful"),
        *(document.locate(f.start, f.end, figure=f, role="against") for f in sides),
    )
    return finding(RULE, f"{quoted_surface(age)}: {why}", where, explanation=(why,), confidence=0.85)


def _finding(document: Document, age: Figure, birth: Figure, today: date) -> Finding:
    when = birth.when
    if when is None or when.first is None or when.last is None:
        raise ValueError("only resolved births are compared")
    youngest, oldest = _years(when.last, today), _years(when.first, today)
    years = f"{oldest}" if youngest == oldest else f"{youngest} or {oldest}"
    why = f"from {quoted_surface(birth)} to {spelt(today)} is {years} years"
    where = tuple(
        document.locate(f.start, f.end, figure=f, role=role) for f, role in ((age, "doubtful"), (birth, "against"))
    )
    message = f"{quoted_surface(age)} … {quoted_surface(birth)}: {years} on {spelt(today)}"
    return finding(RULE, message, where, explanation=(why,), confidence=0.85)

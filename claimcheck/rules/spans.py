"""Which duration is said of which dates: helper of span-mismatch.

Reads the words between a duration and the dates of its sentence; the words are rows of `moments.toml`. Refuses to
count: that is the rule's part. No rule itself (it has no RULE).
"""

from __future__ import annotations

from claimcheck.lexicon import table
from claimcheck.model import Document, Figure
from claimcheck.rules.days import sentence_of
from claimcheck.tokens import Tokens

MOST_LINKS = 4  # tokens between the dates and the duration that says how long they lasted
RECENT = 10  # days before the dateline that count as "just now"
PLACES = frozenset(("on", "in", "from", "near", "with", "by", "beside", "of"))


def says_how_long(tokens: Tokens, duration: Figure, span: Figure) -> bool:
    """True for an apposition either way, and for "Held from …, the ten-day fair"."""
    rows = table("moments")["spans"]
    if _measures(tokens, duration, rows["measures"]) or _of_some(tokens, duration):
        return False
    if tokens.word(duration.tail) in rows["partly"]:
        return False
    if span.tail <= duration.head:
        gap = tokens.words[span.tail : duration.head]
        if len(gap) <= MOST_LINKS and all(word in rows["links"] for word in gap):
            return bool(gap) and gap != ["of"]
        comma = next((i for i in range(span.tail, duration.head) if tokens.word(i) == ","), -1)
        early = "," not in tokens.words[: span.head] and tokens.word(0) in rows["held"]
        return early and tokens.words[comma + 1 : duration.head] in (["the"], ["this"], ["a"], ["an"])
    gap = tokens.words[duration.tail : span.head]
    if "-" in duration.surface and len(gap) <= MOST_LINKS and gap[-1:] and gap[-1] in rows["runs"]:
        return "," not in gap  # "the six-day festival runs from 12 to 15 August"
    while gap and gap[0].isalpha() and gap[0] not in rows["links"] and len(gap) > 0 and "-" in duration.surface:
        gap = gap[1:]  # "the 10-year war (2011–2024)"
    return 0 < len(gap) <= 2 and all(word in rows["links"] for word in gap) and gap != ["the"]


def _measures(tokens: Tokens, duration: Figure, measures: list[str]) -> bool:
    after = tokens.words[duration.tail : duration.tail + 2]
    plural = bool(after) and "-" in duration.surface and after[0].endswith("s") and not after[0].endswith("ss")
    return plural or any(word in measures for word in after)


def _of_some(tokens: Tokens, duration: Figure) -> bool:
    """True for "ten years of drought": not said to be all of the time, as "the ten years of war" are."""
    return tokens.word(duration.tail) == "of" and tokens.word(duration.head - 1) not in ("the", "those", "its", "their")


def took(tokens: Tokens, duration: Figure, dates: list[Figure]) -> bool:
    """Began on 3 May and ended on 17 May, lasting three weeks; begun in 1931 and finished in 1937, took nine years."""
    first, last = dates
    rows = table("moments")["spans"]
    if last.tail > duration.head or _measures(tokens, duration, rows["measures"]) or _of_some(tokens, duration):
        return False
    gap = tokens.words[last.tail : duration.head]
    if "took" in gap and tokens.word(duration.tail) == "to" and tokens.word(duration.tail + 1) not in rows["making"]:
        return False
    told = gap and all(word in rows["took"] or word == "," for word in gap) and gap != [","]
    if not told or any(f.when is None or f.modifier != "exact" for f in dates):
        return False
    between = tokens.words[first.tail : last.head]
    begun = any(word in rows["begun"] for word in tokens.words[max(first.head - 4, 0) : first.head])
    ended = any(word in rows["ended"] for word in between[-3:])
    return begun and ended and all(word in rows["to_the_end"] or word in rows["ended"] for word in between)


def years_later(tokens: Tokens, later: Figure, dates: list[Figure]) -> tuple[Figure, Figure, int] | None:
    """The two years and the number of "started in 2012 and ended in 2019, five years later"; None for others."""
    if len(dates) != 2 or not later.surface.lower().endswith("years later") or later.when is None:
        return None
    first, last = dates
    years = [f.when.year for f in dates if f.when is not None and f.when.granularity == "year"]
    if len(years) != 2 or years[0] is None or years[1] is None or later.when.granularity != "year":
        return None
    said = int(later.when.value) if later.when.value.isdecimal() else 0
    before = tokens.words[later.tail : last.head] if last.head >= later.tail else tokens.words[last.tail : later.head]
    if last.tail <= later.head and before == [","] and tokens.word(later.tail) in (".", ",", ";", ")", ""):
        return first, last, said - years[1]
    if first.tail <= later.head and later.tail <= last.head and before in ([",", "in"], ["in"]):
        return first, last, said - years[0]
    return None


def from_until(tokens: Tokens, duration: Figure, dates: list[Figure]) -> bool:
    """In 1980 … for 25 years until … in 1995."""
    first, last = dates
    if not (first.tail <= duration.head and duration.tail <= last.head and last.head - duration.tail <= 8):
        return False
    if any(f.when is None or f.when.year is None or f.modifier not in ("exact", "at-most", "at-least") for f in dates):
        return False
    following = tokens.words[duration.tail : duration.tail + 2]
    return tokens.word(duration.head - 1) == "for" and (
        "until" in following or last.surface.lower().startswith("until")
    )


def after_it_began(tokens: Tokens, duration: Figure, start: Figure) -> bool:
    """40 years after it opened in 1952."""
    rows = table("moments")["spans"]
    between = tokens.words[duration.tail : start.head]
    if start.when is None or start.when.year is None or start.modifier != "exact" or not 3 <= len(between) <= 5:
        return False
    return (
        between[0] == "after"
        and between[1] in rows["pronouns"]
        and any(word in rows["founding"] for word in between)
        and between[-1] in ("in", "on")
    )


def just_now(document: Document, index: int) -> bool:
    """True when claim `index` or the one before it in the paragraph tells of a day counted from the dateline."""
    today = document.dateline
    here = sentence_of(document, document.claims[index]).block
    for claim in document.claims[max(index - 1, 0) : index + 1]:
        if today is None or sentence_of(document, claim).block != here:
            continue
        times = [f.when for f in claim.figures if f.when is not None and f.when.relative]
        days = [when for when in times if when.granularity in ("day", "minute")]
        if any(day.first is not None and 0 <= (today - day.first).days <= RECENT for day in days):
            return True
    return False


def of_one_thing(tokens: Tokens, year: Figure, century: Figure) -> bool:
    """True when the century classes what was made in the year: by "is one of the …" or as its own adjective."""
    made = table("moments")["spans"]["made"]
    if not any(word in made for word in tokens.words[max(year.head - 3, 0) : year.head]):
        return False
    if century.head < year.head:  # "the 16th-century panel, painted in 1650"
        gap = tokens.words[century.tail : year.head]
        return len(gap) <= 6 and "," in gap[1:3] and not PLACES.intersection(gap[:2])
    gap = tokens.words[year.tail : century.head]
    last = next((i for i in range(len(gap) - 1, -1, -1) if gap[i] in ("is", "was", "are", "remains")), -1)
    after = gap[last + 1 :]
    return last >= 0 and len(after) <= 6 and not (PLACES - {"of"}).intersection(after)

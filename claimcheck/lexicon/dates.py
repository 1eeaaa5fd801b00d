"""The typed view of `dates.toml`: months, weekdays, number words, parts of a period, bounds.

Turns rows into frozen look-ups and refuses a bad row by name. Knows no grammar.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from claimcheck.errors import DataError
from claimcheck.lexicon import per_language, table
from claimcheck.tokens import TOKEN

HOLIDAY_KINDS = ("fixed", "nth", "easter", "orthodox", "open")
MODIFIERS = frozenset(("exact", "about", "at-least", "more-than", "at-most", "less-than", "nearly"))


class Season(NamedTuple):
    """A season: its TIMEX3 code, first and last day (month, day); `last` before `first` = in the next year."""

    code: str
    first: tuple[int, int]
    last: tuple[int, int]


class Holiday(NamedTuple):
    """A named day. `kind` says what the numbers mean.

    fixed: month a, day b; nth: the c-th weekday b of month a, and d days; easter, orthodox: a days on; open: the name
    alone does not tell the day.
    """

    kind: str
    a: int
    b: int = 0
    c: int = 0
    d: int = 0


class DateWords(NamedTuple):
    """What the words of dates are worth. Keys are lower-case tokens; bounds are keyed by tuples of tokens."""

    months: Mapping[str, int]  # 1–12
    weekdays: Mapping[str, int]  # Monday = 0
    ordinals: Mapping[str, int]
    numbers: Mapping[str, int]
    after_tens: frozenset[str]  # what may follow "twenty": one to nine, first to ninth
    vague: Mapping[str, tuple[int, int]]  # "few": fewest and most
    decades: Mapping[str, int]  # "eighties" = 198
    seasons: Mapping[str, Season]
    parts: Mapping[str, tuple[int, int]]  # hundredths of a period
    units: Mapping[str, str]  # "weeks" = "week"
    shifts: Mapping[str, int]
    days: Mapping[str, int]  # "yesterday" = -1
    closings: Mapping[str, str]  # "eoy" = "year"
    clocks: Mapping[str, int]  # minutes after midnight
    bounds: Mapping[tuple[str, ...], str]
    bound_ends: Mapping[str, frozenset[str]]  # the last words of those: what stands before each, "" for nothing
    bounds_after: Mapping[tuple[str, ...], str]
    bound_starts: frozenset[str]  # the first words of those
    not_dates: frozenset[str]
    holidays: Mapping[tuple[str, ...], Holiday]
    now_links: frozenset[str]  # what may stand between a date and "now"
    cues: Mapping[str, frozenset[str]]  # words beside a date that decide what it is, by question


@per_language
def date_words(language: str) -> DateWords:
    """The date words of a language; raises DataError for a row that makes no sense."""
    rows = table("dates", language)
    return DateWords(
        months=_within(rows, "months", 1, 12),
        weekdays=_within(rows, "weekdays", 0, 6),
        ordinals=_within(rows, "ordinals", 1, 31),
        numbers=_within(rows, "numbers", 1, 100),
        after_tens=frozenset(
            w for row in ("numbers", "ordinals") for w, n in rows[row].items() if 1 <= n <= 9 and len(w) > 2
        ),
        vague={word: (low, high) for word, (low, high) in rows["vague"].items()},
        decades=_within(rows, "decades", 100, 220),
        seasons={w: Season(c, (m, d), (n, e)) for w, (c, m, d, n, e) in rows["seasons"].items()},
        parts={word: (low, high) for word, (low, high) in rows["parts"].items()},
        units=rows["units"],
        shifts=_within(rows, "shifts", -1, 1),
        days=_within(rows, "days", -2, 2),
        closings=rows["closings"],
        clocks=_within(rows, "clocks", 0, 1439),
        bounds=_bounds(rows, "bounds"),
        bound_ends=_ends(_bounds(rows, "bounds")),
        bounds_after=_bounds(rows, "bounds_after"),
        bound_starts=frozenset(words[0] for words in _bounds(rows, "bounds_after")),
        not_dates=frozenset(rows["not_dates"]["slashed"]),
        holidays=_holidays(rows["holidays"]),
        now_links=frozenset(("and", *rows["cues"]["range_word"], *rows["cues"]["range_mark"])),
        cues={question: frozenset(words) for question, words in rows["cues"].items()},
    )


def _within(rows: Mapping[str, Any], name: str, low: int, high: int) -> Mapping[str, int]:
    found: Mapping[str, int] = rows[name]
    for word, value in found.items():
        if not low <= value <= high:
            raise DataError(f"dates.toml [{name}] {word} = {value}", f"from {low} to {high}")
    return found


def _bounds(rows: Mapping[str, Any], name: str) -> Mapping[tuple[str, ...], str]:
    found: Mapping[str, str] = rows[name]
    for words, modifier in found.items():
        if modifier not in MODIFIERS:
            raise DataError(f"dates.toml [{name}] {words} = {modifier}", f"one of {', '.join(sorted(MODIFIERS))}")
    return {tuple(token.rstrip() for token in TOKEN.findall(words)): modifier for words, modifier in found.items()}


def _ends(bounds: Mapping[tuple[str, ...], str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for words in bounds:
        found[words[-1]] = found.get(words[-1], frozenset()) | {words[-2] if len(words) > 1 else ""}
    return found


def _holidays(rows: Mapping[str, Any]) -> Mapping[tuple[str, ...], Holiday]:
    found: dict[tuple[str, ...], Holiday] = {}
    for kind, table_rows in rows.items():
        for name, value in table_rows.items():
            numbers = (value,) if isinstance(value, int) else tuple(value)
            if kind not in HOLIDAY_KINDS or not 1 <= len(numbers) <= 4:
                raise DataError(f"dates.toml [holidays.{kind}] {name} = {value}", f"one of {', '.join(HOLIDAY_KINDS)}")
            found[tuple(token.rstrip() for token in TOKEN.findall(name))] = Holiday(kind, *numbers)
    return found

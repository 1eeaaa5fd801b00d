"""A date as written, before it meets a dateline: the record that the date grammar fills and `date_resolve` reads."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from claimcheck.lexicon.dates import Holiday, Season

SOON = 45  # days: "in January" in December looks ahead without any "will"
_GRANULARITY = {"fortnight": "week", "weekend": "day", "millennium": "century"}


class Frame(NamedTuple):
    """What a date is resolved against: the dateline (or an anchor in the text), the week's first day, the tense."""

    day: date | None
    week_start: int = 0
    ahead: bool | None = None  # True: the text looks ahead; False: back; None: nothing tells
    soon: int = SOON  # days: how far ahead "in January" may lie without any "will"
    grain: str = "day"  # how exact `day` is: "in 1971 … two years later"


class Parts(NamedTuple):
    """A date as written. `form` says what the relative fields mean, `low`/`high` count units, back = negative.

    "period": last week (week, -1); "span": the past three years (year, -3); "away": two days ago (day, -2);
    "to-date": the year to date; "turn": the turn of the century; "" absolute. `loose` marks "next Tuesday", which two
    readers read as two days. `anchored`: counted from a day the text named before, not from the dateline.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    week: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: Season | None = None
    decade: int | None = None  # 198 = the 1980s
    century: int | None = None  # 18 = the 19th
    holiday: Holiday | None = None
    fiscal: bool = False
    bc: bool = False
    part: tuple[int, int] | None = None  # hundredths of the period
    form: str = ""
    unit: str = ""
    low: int = 0
    high: int = 0
    more: tuple[tuple[str, int], ...] = ()  # "2 years 1 month 21 days": what is added to the first count, by unit
    loose: bool = False
    anchored: bool = False
    deictic: bool = False  # "the end of the year": of this year, unless the text looks back
    word: str = ""
    base: Parts | None = None  # what "two days before …" and "the last week of …" count from

    @property
    def granularity(self) -> str:
        """The calendar unit the date is written in."""
        if self.weekday is None:
            if self.form:
                return _GRANULARITY.get(self.unit, self.unit)
            if self.holiday is None and self.day is None:
                return self._coarse()
        return "day"

    def _coarse(self) -> str:
        for name in ("week", "month", "quarter", "half", "season", "decade", "century"):
            if getattr(self, name) is not None:
                return name
        return "year"

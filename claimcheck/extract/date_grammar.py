"""The grammar of written dates: token letters → Parts.

One alternation of branches is matched from left to right over the letter string (`claimcheck.tokens`); the branch that
matches names the reader (`date_readers`) that turns its tokens into Parts, or refuses (a modal "may", a count "2010
people"). What is joined from several matches (ranges, "the end of …", weekday and date) stands in `date_joins`.
Refuses to know what a word is worth (`lexicon.dates`) and to resolve anything against a dateline (`calendar`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from claimcheck.extract.date_parts import Parts
from claimcheck.lexicon import per_language
from claimcheck.lexicon.dates import DateWords
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.tokens import Projection, Tokens, features_of


class Atom(NamedTuple):
    """One match: the tokens [head, tail), what they say, and for "3 to 9 May" what the range runs to."""

    head: int
    tail: int
    parts: Parts
    until: Parts | None = None
    kind: str = "date"  # "date", "time", or what waits for a step of `date_joins`: "offset" (two days …), "nth" (the
    # last week of …), "list" (3 and 9 May), "loose" (a Tuesday)
    clock: int | None = None  # minutes after midnight
    modifier: str = "exact"


@dataclass(slots=True)
class Reading:
    """What a reader needs: the tokens, the words, the order of 3/12/2024 ("us", "gb", ""), the last match before.

    One a sentence, never leaves `extract`; `before` and `edges` follow the reading.
    """

    tokens: Tokens
    stems: list[str]  # the lower-case tokens without a possessive ending
    letters: str  # of the tokens, as the grammar sees them
    words: DateWords
    features: Mapping[str, re.Pattern[str]]
    variety: str
    near: tuple[int, int, int] | None  # year, month, day of the dateline
    before: Atom | None = None
    edges: frozenset[int] = frozenset()  # where dates found so far begin and end

    def word(self, index: int) -> str:
        """The token without a possessive ending."""
        return self.stems[index] if 0 <= index < len(self.stems) else ""

    def capital(self, index: int) -> bool:
        """True when the token is written with a capital; False outside the sentence."""
        return 0 <= index < len(self.letters) and self.tokens.surface(index)[:1].isupper()

    def is_a(self, feature: str, index: int) -> bool:
        """True when the token has a feature of FEATURES; False outside the sentence."""
        return 0 <= index < len(self.letters) and self.features[feature].match(self.letters, index) is not None

    def among(self, cue: str, index: int) -> bool:
        """True when the word at `index` stands in the row `cue` of dates.toml [cues]; "" is the end of the sentence."""
        return self.word(index) in self.words.cues[cue]

    def closed(self, index: int) -> bool:
        """True where no noun follows: the end of the sentence, a mark, a preposition, an auxiliary …"""
        return index >= len(self.letters) or self.is_a("closed", index)

    def glued(self, index: int) -> bool:
        """True when no white space follows the token."""
        return 0 <= index < len(self.letters) - 1 and not self.tokens.low[index][-1].isspace()

    def named(self, index: int) -> bool:
        """True when the token is a capitalised word, of a name most likely: "April Jones", "Theresa May"."""
        word = self.tokens.word(index)
        inside = word[:1].isalpha() and self.capital(index)
        return inside and word not in self.words.cues["month_before"] and (index > 0 or not self.is_a("closed", 0))


# The parts that branches are made of; white space in them is ignored.
SHORT = "<D1-SPACED|D2-SPACED>"  # one or two digits that run on: 3 of 3rd, 3/5, 3-5
MARK = "<DASH-SPACED|SLASH-SPACED>"
FIGURE_NTH = f"{SHORT}<DAY_ENDING>"  # 3rd
WORD_NTH = "(?:<TENS_WORD><DASH>?)?<DAY_WORD>"  # third, twenty-third
NTH = f"(?:{FIGURE_NTH} | {WORD_NTH})"
DAY = f"(?:{FIGURE_NTH} | <D1|D2> | {WORD_NTH})"
NOT_DAY = "(?!<COLON|MERIDIEM|OCLOCK|PERIODS|PERIOD_ONE|COUNTED_NOUN|SLASH>)"  # "3 and 9 weeks", "3-5 p.m."
TO_DAY = f"(?:(?:<DASH> | <RANGE_WORD|AND><THE>?) {DAY} {NOT_DAY})"
MONTH = "<MONTH><DOT>?"
TWO = "(?:<YEAR_NUMBER>(?:<DASH>?<CLOCK_NUMBER>)?)"  # ninety-six
NUMBER_YEAR = "<YEAR>(?!<COUNTED_NOUN>)"
WORD_YEAR = f"""(?: <CENTURY_NUMBER>(?:<HUNDRED><AND>?)?<DASH>?{TWO}
    | <CLOCK_NUMBER><THOUSAND>(?:<AND>?{TWO})? )(?!<COUNTED_NOUN>)"""
YEAR = f"""(?: <COMMA>?<OF|IN>?(?:{NUMBER_YEAR} | {WORD_YEAR})
    | <DASH|SLASH>{NUMBER_YEAR}
    | <COMMA>?<OF>?<APOSTROPHE-SPACED><D2>
    | <OF><D2>(?!<COUNTED_NOUN>) )"""
WEEKDAY = "(?:<DATE_SHIFT>{0,2}<WEEKDAY><DOT>?<COMMA|DASH>?<THE>?)"
NUMBER = "(?:<INT> | <SMALL_NUMBER>(?:<DASH>?<SMALL_NUMBER>){0,2}<OF>?)"
QUARTER = "(?:<QUARTER_LETTER-SPACED><D1> | <D1-SPACED><QUARTER_LETTER>)"  # Q3, 3Q
HALF = "(?:<HALF_LETTER-SPACED><D1> | <D1-SPACED><HALF_LETTER>)"

# Branch → what it looks like. The first that matches is read first; one name may have several.
BRANCHES = (
    ("holiday", "<HOLIDAY_ONE> | <HOLIDAY><HOLIDAY_NEXT>"),
    ("iso", f"{WEEKDAY}? <YEAR-SPACED>{MARK}{SHORT}{MARK}<D1|D2>"),
    ("numeric", f"{WEEKDAY}? {SHORT}{MARK}{SHORT}{MARK}<D4|D2>"),
    ("slashed", f"{WEEKDAY}? {SHORT}<SLASH-SPACED><D1|D2>"),
    ("month_year", f"{SHORT}<SLASH-SPACED><YEAR>"),
    ("compact", "<DN>"),
    ("dotted", f"{WEEKDAY}? <ODD>"),
    ("dmy", f"{WEEKDAY}? {TWO}<OF>?{MONTH}<COMMA>?{WORD_YEAR}"),
    ("mdy", f"{WEEKDAY}? {MONTH}{TWO}<COMMA>?(?:{WORD_YEAR} | {NUMBER_YEAR})"),
    ("dmy", f"{WEEKDAY}? {DAY}{TO_DAY}? <OF|DASH|SLASH>? {MONTH}{YEAR}?"),
    (
        "mdy",
        f"""{WEEKDAY}? {MONTH}(?:<SLASH|DASH|THE>?{DAY} | <COMMA>{FIGURE_NTH})
            (?!<COLON|MERIDIEM|OCLOCK|COUNTED_NOUN>) {TO_DAY}?{YEAR}?""",
    ),
    ("ymd", f"<YEAR>{MARK}<MONTH-SPACED><SLASH|DASH>{DAY}"),
    ("ym", f"<YEAR><SLASH|DASH>?{MONTH}"),
    ("my", f"{MONTH}(?:<SLASH|DASH>?{NUMBER_YEAR} | {YEAR})"),
    (
        "quarter",
        f"""(?:{QUARTER} | (?:<DAY_WORD> | <D1-SPACED><DAY_ENDING>)<DASH>?<QUARTER>)
            (?:{YEAR} | <OF>?<FISCAL><YEAR_WORD>?<YEAR>)?""",
    ),
    ("quarter", f"<YEAR><DASH>?(?:{QUARTER} | <DAY_WORD><QUARTER>)"),
    ("half", f"{HALF}{YEAR} | <DAY_WORD><DASH>?<HALF><OF>{NUMBER_YEAR} | <YEAR><DASH>?<HALF_LETTER-SPACED><D1>"),
    (
        "fiscal",
        """<FISCAL|CALENDAR_YEAR><YEAR_WORD>?
            (?:<APOSTROPHE>?<D2>(?!<COUNTED_NOUN>) | <YEAR>(?:<DASH|SLASH><D2|YEAR>)?)""",
    ),
    ("years", "<YEAR>(?:<DASH|SLASH><YEAR> | <DASH-SPACED|SLASH-SPACED><D2>)(?!<COUNTED_NOUN|COLON>)"),
    ("decade", "<APOSTROPHE>?<D2-SPACED|YEAR-SPACED><APOSTROPHE-SPACED>?<DECADE_ENDING> | <DECADE_WORD>"),
    ("century", f"{NTH}(?:<AND|DASH|RANGE_WORD>{NTH})?<DASH>?<CENTURY><ERA_AFTER>?"),
    ("season", f"<DATE_SHIFT>?<SEASON>{YEAR}?"),
    (
        "weekday_day",
        f"""<WEEKDAY><COMMA>?<THE>?{DAY} (?!<MONTH|COLON|MERIDIEM|OCLOCK|DASH|SLASH|PERIODS|COUNTED_NOUN>)
            (?!<WORD-PREPOSITION-CONJUNCTION-AUXILIARY>)""",
    ),
    ("nth", f"(?:<DAY_WORD|LAST_WORD> | {FIGURE_NTH})<WEEKDAY><OF|IN>"),
    ("weekend", "<WEEKEND>"),
    ("weekday", "<DATE_SHIFT>{0,2}<WEEKDAY><DOT>?"),
    ("around", "<PERIOD_ONE><DATE_RELATION><RELATIVE_DAY|LAST_WORD|DATE_SHIFT>"),
    ("relative_day", "<RELATIVE_DAY>"),
    ("day_part", "<DATE_SHIFT><DAY_PART>"),
    ("nth", f"(?:<LAST_WORD> | {NTH})(?:<PERIOD_ONE> | {NUMBER}<PERIODS>)<OF>"),
    ("nth", f"{FIGURE_NTH}<OF>(?=<DATE_SHIFT><PERIOD>)"),
    ("period", "<DATE_SHIFT>{1,2}<FISCAL|CALENDAR_YEAR|BUSINESS>?<PERIOD>"),
    ("within", "<DATE_PART><OF|IN><THE>?<PERIOD_ONE>"),
    ("next_day", "<DATE_SHIFT><PERIOD_ONE>"),
    ("span", f"<SPAN_SHIFT>{NUMBER}<BUSINESS>?<PERIODS> | <SPAN_SHIFT><PERIODS> | {NUMBER}<SPAN_SHIFT><PERIODS>"),
    ("week", f"<WEEK><D1|D2>(?:<OF>{NUMBER_YEAR})?"),
    ("offset", "<PERIOD_ONE>(?=<DATE_RELATION>)"),
    ("offset", f"{NUMBER}<BUSINESS>?<PERIODS|PERIOD_ONE>"),
    ("the_nth", FIGURE_NTH),
    ("era", "<INT><ERA_AFTER> | <ERA_BEFORE><INT>"),
    ("word_year", WORD_YEAR),
    ("month", MONTH),
    ("year", "<YEAR>"),
)
START = (
    "<D1|D2|YEAR|ODD|MONTH|WEEKDAY|DATE_SHIFT|SPAN_SHIFT|RELATIVE_DAY|SMALL_NUMBER|DAY_WORD|TENS_WORD|LAST_WORD"
    "|QUARTER_LETTER|HALF_LETTER|FISCAL|CALENDAR_YEAR|SEASON|DECADE_WORD|PERIOD_ONE|APOSTROPHE|INT|ERA_BEFORE|HOLIDAY"
    "|HOLIDAY_ONE|DATE_PART|WEEKEND>"
)
TRIGGER = (
    "<MONTH|WEEKDAY|YEAR|ODD|DN|RELATIVE_DAY|PERIOD|PERIODS|PERIOD_ONE|CENTURY|DECADE_WORD|DECADE_ENDING|SLASH|DAY_PART"
    "|SEASON|FISCAL|CALENDAR_YEAR|DAY_ENDING|THOUSAND|CENTURY_NUMBER|ERA_AFTER|ERA_BEFORE|QUARTER|WEEKEND|HOLIDAY_ONE"
    "|HOLIDAY_NEXT-MARK>"
)


class Grammar(NamedTuple):
    """The compiled patterns of one language, all over the letters of `seen`."""

    seen: Projection
    trigger: re.Pattern[str]
    atom: re.Pattern[str]
    features: Mapping[str, re.Pattern[str]]  # one-letter patterns by name, see FEATURES


FEATURES = {
    "closed": "<MARK-NUM|PREPOSITION|CONJUNCTION|AUXILIARY|PRONOUN|DATE_RELATION>",  # may follow a bare day or year
    "counted": "<COUNTED_NOUN>",
    "cue": "<YEAR_CUE>",
    "sure": "<YEAR_SURE>",
    "number": "<NUMBER_CUE>",
    "verb": "<AUXILIARY|PAST_CUE>",
    "own": "<POSSESSIVE_PRONOUN>",
    "money": "<MONEY_SIGN>",
    "ahead": "<FUTURE_CUE>",
    "back": "<PAST_CUE>",
    "zone": "<ZONE>",
    "clock": "<CLOCK|CLOCK_WORD|MINUTE_WORD|PAST_TO|HOURS_WORD|DECIMAL|D4>",  # so that `clock` finds them too
}


@per_language
def grammar(language: str) -> Grammar:
    """The date grammar over the alphabet of `language`."""
    sources = [START, TRIGGER, *FEATURES.values(), *(source for _, source in BRANCHES)]
    seen = alphabet(language).projection(features_of(" ".join(sources)))
    body = "|".join(f"({source})" for _, source in BRANCHES)
    return Grammar(
        seen,
        seen.pattern(TRIGGER),
        seen.pattern(f"(?={START})(?:{body})"),
        {name: seen.pattern(source) for name, source in FEATURES.items()},
    )


@cache
def branch(language: str, index: int) -> re.Pattern[str]:
    """One branch by itself, for a second try at a place where the reader of an earlier branch refused."""
    return grammar(language).seen.pattern(BRANCHES[index][1])

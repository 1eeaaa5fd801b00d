"""The grammar of written dates: which tokens may begin one, and what it looks like from there.

`grammar` compiles it once a language. A sentence is looked at in three steps, each for the few that pass the one
before: a search for a token without which there is neither date nor time (TRIGGER), one for a place where a date may
begin (START), then the branches that may begin with that token. The branch that matches names the reader (`date_days`,
`date_periods`, `date_relative`) that turns its tokens into Parts, or refuses (a modal "may", a count "2010 people").
What is joined from several matches (ranges, "the end of …", weekday and date) stands in `date_joins`. Refuses to know
what a word is worth (`lexicon.dates`) and to resolve anything against a dateline (`date_resolve`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from claimcheck.extract.date_reading import Beside, Feature, Stems, Tenses, fits
from claimcheck.lexicon import per_language
from claimcheck.lexicon.dates import DateWords, date_words
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.tokens import Alphabet, Projection, features_of

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
NUMBER = "(?:<INT|GROUPED> | <SMALL_NUMBER>(?:<DASH>?<SMALL_NUMBER>){0,2}<OF>?)"
QUARTER = "(?:<QUARTER_LETTER-SPACED><D1> | <D1-SPACED><QUARTER_LETTER><D2>?)"  # Q3, 3Q, 3Q24
HALF = "(?:<HALF_LETTER-SPACED><D1> | <D1-SPACED><HALF_LETTER><D2>?)"

ALSO = f"(?:(?:<COMMA><AND>? | <AND>)?{NUMBER}<PERIODS|PERIOD_ONE>){{0,3}}"  # two years, a month and three days …
OFFSET = f"{NUMBER}<BUSINESS>?<PERIODS|PERIOD_ONE>{ALSO}"

CENTURIES = f"{NTH}(?:<AND|DASH|RANGE_WORD>(?:<DATE_PART><DASH>?)?{NTH})?<DASH>?<CENTURY><ERA_AFTER>?"

# Branch, its first token, the one after it ("" = any), what it looks like. Tried in this order where those two tokens
# fit; a name may stand twice.
BRANCHES = (
    ("holiday", "HOLIDAY|HOLIDAY_ONE", "", "<HOLIDAY_ONE> | <HOLIDAY>{1,2}<HOLIDAY_NEXT>"),
    (
        "iso",
        "DATE_SHIFT|WEEKDAY",
        "YEAR|DOT|COMMA|DASH|THE|WEEKDAY",
        f"{WEEKDAY} <YEAR-SPACED>{MARK}{SHORT}{MARK}<D1|D2>",
    ),
    ("iso", "YEAR", "DASH|SLASH", f"<YEAR-SPACED>{MARK}{SHORT}{MARK}<D1|D2>"),
    (
        "numeric",
        "DATE_SHIFT|WEEKDAY|D1|D2",
        "DASH|SLASH|D1|D2|DOT|COMMA|DASH|THE|WEEKDAY",
        f"{WEEKDAY}? {SHORT}{MARK}{SHORT}{MARK}<D4|D2>",
    ),
    (
        "slashed",
        "DATE_SHIFT|WEEKDAY|D1|D2",
        "SLASH|D1|D2|DOT|COMMA|DASH|THE|WEEKDAY",
        f"{WEEKDAY}? {SHORT}<SLASH-SPACED><D1|D2>",
    ),
    ("dmy", "D1|D2", "DASH|SLASH", f"{SHORT}{MARK}<YEAR-SPACED>{MARK}<MONTH>"),
    ("month_year", "D1|D2", "DASH|SLASH", f"{SHORT}{MARK}<YEAR>"),
    ("year_month", "YEAR", "DASH", "<YEAR-SPACED><DASH-SPACED><D1>"),
    ("spaced", "YEAR", "D2", "<YEAR+SPACED><D2+SPACED><D2>"),
    ("compact", "DN", "", "<DN>"),
    ("dotted", "DATE_SHIFT|WEEKDAY|ODD", "", f"{WEEKDAY}? <ODD>"),
    (
        "dmy",
        "DATE_SHIFT|WEEKDAY|YEAR_NUMBER",
        "DASH|OF|MONTH|CLOCK_NUMBER|YEAR_NUMBER|DOT|COMMA|DASH|THE|WEEKDAY",
        f"{WEEKDAY}? {TWO}<OF>?{MONTH}<COMMA>?{WORD_YEAR}",
    ),
    (
        "mdy",
        "DATE_SHIFT|WEEKDAY|MONTH",
        "DOT|YEAR_NUMBER|MONTH|DOT|COMMA|DASH|THE|WEEKDAY",
        f"{WEEKDAY}? {MONTH}{TWO}<COMMA>?(?:{WORD_YEAR} | {NUMBER_YEAR})",
    ),
    (
        "dmy",
        "DATE_SHIFT|WEEKDAY|D1|D2|TENS_WORD|DAY_WORD",
        "DAY_ENDING|MONTH|OF|SLASH|RANGE_WORD|AND|D1|D2|TENS_WORD|DAY_WORD|DOT|COMMA|DASH|THE|WEEKDAY",
        f"{WEEKDAY}? {DAY}{TO_DAY}? <OF|DASH|SLASH>? {MONTH}{YEAR}?",
    ),
    ("mdy", "MONTH", "DASH", "<MONTH-SPACED><DASH-SPACED><YEAR-SPACED><DASH-SPACED><D2>"),
    (
        "mdy",
        "DATE_SHIFT|WEEKDAY|MONTH",
        "SLASH|D1|D2|DAY_WORD|TENS_WORD|MONTH|DOT|COMMA|DASH|THE|WEEKDAY",
        f"""{WEEKDAY}? {MONTH}(?:<SLASH|DASH|THE>?{DAY} | <COMMA>{FIGURE_NTH})
            (?!<COLON|MERIDIEM|OCLOCK|COUNTED_NOUN>) {TO_DAY}?{YEAR}?""",
    ),
    (
        "ymd",
        "YEAR",
        "DASH|SLASH",
        f"<YEAR>{MARK}<MONTH-SPACED><SLASH|DASH>{DAY} | <YEAR>{MARK}<D2-SPACED>{MARK}<MONTH>",
    ),
    ("ym", "YEAR", "DASH|SLASH|MONTH", f"<YEAR><SLASH|DASH>?{MONTH}"),
    (
        "my",
        "MONTH",
        "DOT|SLASH|DASH|YEAR|COMMA|OF|IN|APOSTROPHE|CENTURY_NUMBER|CLOCK_NUMBER",
        f"{MONTH}(?:<SLASH|DASH>?{NUMBER_YEAR} | {YEAR})",
    ),
    (
        "quarter",
        "QUARTER_LETTER|D1|DAY_WORD",
        "",
        f"""(?:{QUARTER} | (?:<DAY_WORD> | <D1-SPACED><DAY_ENDING>)<DASH>?<QUARTER>)
            (?:{YEAR} | <OF>?<FISCAL><YEAR_WORD>?<YEAR>)?""",
    ),
    ("quarter", "YEAR", "DASH|QUARTER_LETTER|D1|DAY_WORD", f"<YEAR><DASH>?(?:{QUARTER} | <DAY_WORD><QUARTER>)"),
    (
        "half",
        "HALF_LETTER|D1|DAY_WORD|YEAR",
        "D1|HALF_LETTER|HALF|DASH",
        f"""{HALF}{YEAR} | <D1-SPACED><HALF_LETTER><D2> | <YEAR><DASH>?<HALF_LETTER-SPACED><D1>
            | <DAY_WORD><DASH>?<HALF><OF>(?:{NUMBER_YEAR} | <THE><YEAR_WORD>)
            | <DAY_WORD><DASH>?<HALF>(?=<OF><DATE_SHIFT><YEAR_WORD>)""",
    ),
    (
        "fiscal",
        "FISCAL|CALENDAR_YEAR",
        "",
        """<FISCAL|CALENDAR_YEAR><YEAR_WORD>?
            (?:<APOSTROPHE>?<D2>(?:<DASH|SLASH><D2>)?(?!<COUNTED_NOUN>) | <YEAR>(?:<DASH|SLASH><D2|YEAR>)?)""",
    ),
    ("years", "YEAR", "DASH|SLASH", "<YEAR>(?:<DASH|SLASH><YEAR> | <DASH|SLASH-SPACED><D2>)(?!<COUNTED_NOUN|COLON>)"),
    (
        "decade",
        "APOSTROPHE|D2|YEAR",
        "D2|YEAR|APOSTROPHE|DECADE_ENDING",
        "<APOSTROPHE>?<D2-SPACED|YEAR-SPACED><APOSTROPHE-SPACED>?<DECADE_ENDING>",
    ),
    ("decade", "DECADE_WORD", "", "<DECADE_WORD>"),
    (
        "century",
        "D1|D2|TENS_WORD|DAY_WORD",
        "DAY_ENDING|DASH|DAY_WORD|AND|RANGE_WORD|CENTURY",
        CENTURIES,
    ),
    ("season", "DATE_SHIFT|SEASON", "", f"<DATE_SHIFT>?<SEASON>{YEAR}?"),
    (
        "weekday_day",
        "WEEKDAY",
        "COMMA|THE|D1|D2|TENS_WORD|DAY_WORD",
        f"""<WEEKDAY><COMMA>?<THE>?{DAY} (?!<MONTH|COLON|MERIDIEM|OCLOCK|DASH|SLASH|PERIODS|COUNTED_NOUN>)
            (?!<WORD-PREPOSITION-CONJUNCTION-AUXILIARY>)""",
    ),
    (
        "nth",
        "DAY_WORD|LAST_WORD|D1|D2",
        "DAY_ENDING|WEEKDAY",
        f"(?:<DAY_WORD|LAST_WORD> | {FIGURE_NTH})<WEEKDAY><OF|IN>",
    ),
    ("weekend", "WEEKEND", "", "<WEEKEND>"),
    (
        "around",
        "PERIOD_ONE|WEEKDAY",
        "DATE_RELATION",
        "<PERIOD_ONE|WEEKDAY><DATE_RELATION><RELATIVE_DAY|LAST_WORD|DATE_SHIFT>",
    ),
    ("weekday", "DATE_SHIFT|WEEKDAY", "", "<DATE_SHIFT>{0,2}<WEEKDAY><DOT>?"),
    ("to_date", "YEAR_WORD|YEAR_TO_DATE", "", "<YEAR_WORD><DASH>?<RANGE_WORD><DASH>?<DATE_NOUN> | <YEAR_TO_DATE>"),
    ("closing", "CLOSING|PERIOD_ONE", "", "<CLOSING> | <PERIOD_ONE><DASH>?<DATE_PART>"),
    ("turn", "TURN", "", f"<TURN><OF><THE>(?:<DATE_SHIFT>|{NTH})?<PERIOD_ONE|MILLENNIUM>"),
    ("relative_day", "RELATIVE_DAY", "", "<RELATIVE_DAY>"),
    ("day_part", "DATE_SHIFT", "", "<DATE_SHIFT><DAY_PART>"),
    (
        "nth_within",
        "D1|D2|TENS_WORD|DAY_WORD|LAST_WORD",
        "DAY_ENDING|DASH|DAY_WORD|PERIOD_ONE",
        f"(?:{NTH}|<LAST_WORD>)<PERIOD_ONE><OF><THE><PERIOD_ONE>",
    ),
    (
        "nth",
        "LAST_WORD|D1|D2|TENS_WORD|DAY_WORD",
        "DAY_ENDING|DASH|DAY_WORD|PERIOD_ONE|INT|GROUPED|SMALL_NUMBER",
        f"(?:<LAST_WORD> | {NTH})(?:<PERIOD_ONE> | {NUMBER}<PERIODS>)<OF>",
    ),
    ("nth", "D1|D2", "", f"{FIGURE_NTH}<OF>(?=<DATE_SHIFT><PERIOD>)"),
    ("period", "DATE_SHIFT", "", "<DATE_SHIFT>{1,2}<FISCAL|CALENDAR_YEAR|BUSINESS>?<PERIOD>"),
    ("within", "DATE_PART", "", "<DATE_PART><OF|IN><THE>?<PERIOD_ONE>"),
    ("next_day", "DATE_SHIFT", "", "<DATE_SHIFT><PERIOD_ONE>"),
    (
        "span",
        "SPAN_SHIFT|INT|SMALL_NUMBER",
        "INT|GROUPED|SMALL_NUMBER|PERIODS|SPAN_SHIFT|DASH|OF",
        f"<SPAN_SHIFT>{NUMBER}<BUSINESS>?<PERIODS> | <SPAN_SHIFT><PERIODS> | {NUMBER}<SPAN_SHIFT><PERIODS>",
    ),
    ("week", "WEEK", "", f"<WEEK><D1|D2>(?:<OF>{NUMBER_YEAR})?"),
    ("offset", "PERIOD_ONE|DAY_PART", "", "<PERIOD_ONE|DAY_PART>(?=<DATE_RELATION>)"),
    ("offset", "INT|GROUPED|SMALL_NUMBER", "PERIODS|PERIOD_ONE|BUSINESS|SMALL_NUMBER|DASH|OF", OFFSET),
    ("the_nth", "D1|D2", "DAY_ENDING", FIGURE_NTH),
    (
        "era",
        "INT|GROUPED|ERA_BEFORE",
        "DASH|RANGE_WORD|AND|ERA_AFTER|INT",
        """<INT>(?:<DASH|RANGE_WORD|AND>)<INT><ERA_AFTER> | <INT|GROUPED><ERA_AFTER> | <ERA_BEFORE><INT>""",
    ),
    ("word_year", "CENTURY_NUMBER|CLOCK_NUMBER", "", WORD_YEAR),
    ("short_year", "APOSTROPHE", "D2", "<APOSTROPHE-SPACED><D2>"),
    ("month", "MONTH", "", MONTH),
    ("year", "YEAR", "", "<YEAR>"),
)
# Where a date may begin: what stands right before, the first token, what follows it ("" = anything). Most sentences
# hold no date; what these rows turn away costs nothing more. They may let a word through in vain, but must not stop one
# that a branch would have matched.
MORE = "(?:<DASH>?<SMALL_NUMBER>){0,2}<OF>?<BUSINESS>?"  # the rest of a number, before "weeks"
STARTS = (
    ("", "WEEKDAY|YEAR|ODD|DN|RELATIVE_DAY|DECADE_WORD|HOLIDAY_ONE|WEEKEND|YEAR_TO_DATE|CLOSING|MONTH-AUXILIARY", ""),
    ("", "MONTH+AUXILIARY", "<NUM|MARK-DOT|THE|OF|DAY_WORD|TENS_WORD|CENTURY_NUMBER|RANGE_WORD>"),
    ("<PREPOSITION|CONJUNCTION|DATE_SHIFT|RANGE_WORD|DASH|DATE_PART>", "MONTH+AUXILIARY", ""),
    ("", "D1|D2", "<DAY_ENDING|MONTH|OF|DASH|SLASH|QUARTER_LETTER|HALF_LETTER|DECADE_ENDING|APOSTROPHE>"),
    ("", "D1|D2", "<RANGE_WORD|AND><THE>?<D1|D2>"),
    ("", "INT|GROUPED", "(?:<DASH|RANGE_WORD|AND><INT>)?<ERA_AFTER>"),
    ("", "INT|GROUPED|SMALL_NUMBER", f"{MORE}<PERIODS|PERIOD_ONE>{ALSO}<AGO|ANCHORED|DATE_RELATION>"),
    ("<IN>", "INT|SMALL_NUMBER", f"{MORE}<PERIODS|PERIOD_ONE>"),
    ("", "INT|SMALL_NUMBER", f"{MORE}<SPAN_SHIFT><PERIODS>"),
    ("", "YEAR_NUMBER", "<OF>?<MONTH>"),
    ("", "YEAR_NUMBER", "<THOUSAND>"),
    ("", "CENTURY_NUMBER", "<DASH|YEAR_NUMBER|HUNDRED>"),
    ("", "TENS_WORD", "<DASH>?(?:<DAY_WORD> | <YEAR_NUMBER><OF>?<MONTH>)"),
    ("", "DAY_WORD", "<OF|MONTH|DASH|RANGE_WORD|AND|QUARTER|HALF|CENTURY|WEEKDAY|PERIOD_ONE|INT|SMALL_NUMBER>"),
    ("", "LAST_WORD", "<WEEKDAY|PERIOD_ONE|INT|SMALL_NUMBER>"),
    ("", "DATE_SHIFT", "<WEEKDAY|PERIOD|PERIODS|PERIOD_ONE|SEASON|DAY_PART|DATE_SHIFT|FISCAL|CALENDAR_YEAR|BUSINESS>"),
    ("", "SPAN_SHIFT", f"<SMALL_NUMBER|INT>{MORE}<PERIODS>"),
    ("", "SEASON", "<YEAR|COMMA|OF|IN|APOSTROPHE|DASH|SLASH>"),
    ("<DATE_SHIFT|THE|IN|PREPOSITION>", "SEASON", ""),
    ("", "PERIOD_ONE|DAY_PART", "<DATE_RELATION>"),
    ("", "PERIOD_ONE", "<DASH>?(?:<DATE_PART> | <RANGE_WORD><DASH>?<DATE_NOUN>)"),
    ("", "TURN", "<OF><THE>"),
    ("", "WEEK", "<D1|D2>"),
    ("", "QUARTER_LETTER|HALF_LETTER", "<D1>"),
    ("", "FISCAL|CALENDAR_YEAR", "<YEAR_WORD>?<APOSTROPHE>?<D2|YEAR>"),
    ("", "APOSTROPHE", "<D2|YEAR>"),
    ("", "ERA_BEFORE", "<INT>"),
    ("", "HOLIDAY", "<HOLIDAY>?<HOLIDAY_NEXT>"),
    ("", "DATE_PART", "<OF|IN><THE>?<PERIOD_ONE>"),
)
COUNTED = frozenset(["D1", "INT", "YEAR_NUMBER", "CENTURY_NUMBER", "TENS_WORD", "DAY_WORD", "LAST_WORD"])
# A sentence without one of these tokens holds neither a date nor a time: one search over the letters of the alphabet.
SURE = (
    "MONTH|WEEKDAY|YEAR|ODD|DN|RELATIVE_DAY|PERIOD|PERIODS|PERIOD_ONE|CENTURY|DECADE_WORD|DECADE_ENDING|SLASH|DAY_PART"
    "|SEASON|FISCAL|CALENDAR_YEAR|DAY_ENDING|THOUSAND|CENTURY_NUMBER|ERA_AFTER|ERA_BEFORE|QUARTER|WEEKEND|HOLIDAY_ONE"
    "|MILLENNIUM|YEAR_TO_DATE|CLOSING|QUARTER_LETTER|HALF_LETTER|HOLIDAY_SURE|MERIDIEM|OCLOCK|HOURS_WORD|ZONE"
    "|CLOCK_WORD"
)
TRIGGER = f"""<{SURE}|COLON|APOSTROPHE|MINUTE_WORD>(?: (?<=<{SURE}>) | (?<=<COLON>)(?=<D2>) | (?<=<APOSTROPHE>)(?=<D2>)
    | (?<=<MINUTE_WORD>)(?=<DASH>?<PAST_TO>))"""


def _start() -> str:
    """STARTS as one pattern. One class first, so that the search runs over the other tokens in C; then the rows that
    ask for nothing after the token; the others, numbers and words, only before a token that one of them asks for.
    """
    found = [f"(?<={before}<{first}>)" for before, first, after in STARTS if not after]
    for counted in (True, False):
        rows = [row for row in STARTS if row[2] and COUNTED.isdisjoint(row[1].split("|")) != counted]
        firsts = "|".join(first for _, first, _ in rows)
        asked = "|".join(dict.fromkeys(spec for *_, after in rows for spec in re.findall("<([^>]+)>", after)))
        each = "|".join(f"(?<={before}<{first}>)(?={after})" for before, first, after in rows)
        found.append(f"(?<=<{firsts}>)(?=<{asked}>)(?:{each})")
    return f"<{'|'.join(first for _, first, _ in STARTS)}>(?:{'|'.join(found)})"


START = _start()


FEATURES = {
    "before": "<PREPOSITION>",
    "determined": "<DETERMINER|PRONOUN>",
    "closed": "<MARK-NUM|PREPOSITION|CONJUNCTION|AUXILIARY|PRONOUN|DATE_RELATION>",  # may follow a bare day or year
    "counted": "<COUNTED_NOUN>",
    "cue": "<YEAR_CUE>",
    "sure": "<YEAR_SURE>",
    "number": "<NUMBER_CUE>",
    "verb": "<AUXILIARY|PAST_CUE>",
    "own": "<POSSESSIVE_PRONOUN>",
    "money": "<MONEY_SIGN>",
    "zone": "<ZONE>",
}
# What `clock` asks for besides, and a time of day by the token that is rarest in prose; as STARTS.
CLOCK = "<CLOCK|CLOCK_WORD|MINUTE_WORD|PAST_TO|HOURS_WORD|DECIMAL|D4|MERIDIEM|OCLOCK|CLOCK_NUMBER|ZONE>"
CLOCK_START = """<CLOCK_WORD|MERIDIEM|OCLOCK|COLON|HOURS_WORD|ZONE|MINUTE_WORD>(?:
    (?<=<CLOCK_WORD>) | (?<=<D1|D2|D4|CLOCK|CLOCK_NUMBER|MINUTE_WORD><MERIDIEM|OCLOCK>) | (?<=<D1|D2><COLON>)(?=<D2>)
    | (?<=<D4><HOURS_WORD|ZONE>) | (?<=<MINUTE_WORD>)(?=<DASH>?<PAST_TO><CLOCK_NUMBER|D1|D2>))"""


class Openings(dict[str, tuple[int, ...]]):
    """Two letters of the alphabet → the branches that may begin with their tokens, in order; remembered.

    The last token of a sentence stands alone.
    """

    def __init__(self, letters: Alphabet) -> None:
        """All of BRANCHES, over the letters of one alphabet."""
        super().__init__()
        self._letters = letters

    def __missing__(self, pair: str) -> tuple[int, ...]:
        first = self._letters.features(pair[0])
        then = self._letters.features(pair[1]) if len(pair) > 1 else frozenset[str]()
        self[pair] = found = tuple(
            index
            for index, (_, opening, second, _) in enumerate(BRANCHES)
            if fits(opening, first) and (not second or fits(second, then))
        )
        return found


class Branches(dict[int, re.Pattern[str]]):
    """Branch by its place in BRANCHES, compiled when first asked for: few of them are needed for most texts."""

    def __init__(self, seen: Projection) -> None:
        """Over the letters of `seen`."""
        super().__init__()
        self._seen = seen

    def __missing__(self, index: int) -> re.Pattern[str]:
        self[index] = found = self._seen.pattern(BRANCHES[index][-1])
        return found


class Grammar(NamedTuple):
    """The patterns of one language: `trigger` over the letters of its alphabet, the others over those of `seen`."""

    seen: Projection
    trigger: re.Pattern[str]
    start: re.Pattern[str]
    clock: re.Pattern[str]  # where a time of day may be: `clock` knows the rest
    openings: Openings
    branches: Branches
    features: Mapping[str, Feature]  # by name, see FEATURES
    stems: Stems
    tenses: Tenses
    beside: Beside
    words: DateWords


@per_language
def grammar(language: str) -> Grammar:
    """The date grammar over the alphabet of `language`."""
    letters, words = alphabet(language), date_words(language)
    features = {name: Feature(source, letters) for name, source in FEATURES.items()}
    seen = letters.projection(features_of(" ".join([START, CLOCK, *(row[-1] for row in BRANCHES)])))
    return Grammar(
        seen,
        letters.pattern(TRIGGER),
        seen.pattern(START),
        seen.pattern(CLOCK_START),
        Openings(letters),
        Branches(seen),
        features,
        Stems(),
        Tenses(letters),
        Beside(letters, words, features),
        words,
    )

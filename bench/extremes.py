"""Hostile text: one endless line of each kind, and what a megabyte of it costs at several sizes.

    python -m bench.extremes [megabytes …] [names …]      for example: 1 10 prose digits

A reader is linear when both columns are about the same; a quadratic one costs ten times as much per megabyte. All of
them at one and ten megabytes take the better part of an hour; a small version is a test (`tests/test_robustness.py`).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence

PROSE = "The mayor of Halden said on Monday, June 3, that 1,204 of the 5.6 million tonnes were lost. "
# What is repeated until the line is long enough. A digit run or nesting of that length is the same as a repeat of one.
EXTREMES: Mapping[str, str] = {
    "prose": PROSE,
    "prose without a full stop": PROSE.replace(".", "").lower(),
    "digits": "9",
    "spaces": " ",
    "words and wide spaces": "a" + " " * 999,
    "opening brackets": "(",
    "closing brackets": ")",
    "nested brackets, a word each": "(a ",
    "brackets with a full stop": "(a. B ",
    "quotation marks": '"',
    "curly quotation marks": "“a. B” ",
    "apostrophes": "'",
    "hyphenated letters": "a-a-a-",
    "grouped digits": "1,1,1,",
    "slashed digits": "1/1/1/",
    "dotted digits": "1.1.1.",
    "clocked digits": "1:1:1:",
    "dashed digits": "1-1-1-",
    "currency signs": "$$$$",
    "currency signs and numbers": "$1 $1 ",
    "scale words": "one hundred hundred ",
    "number words": "twenty-twenty-",
    "number words and and": "two and two and ",
    "half and half": "a half and a half and ",
    "months": "January January ",
    "months and days": "January 1 January 1 ",
    "days and months": "1 January, 1 January, ",
    "weekdays": "Monday, Monday, ",
    "year ranges": "2019-2020-2021-",
    "from to": "from 5 to 6 to 7 from ",
    "spaced full stops": ". . . . ",
    "full stops": ".",
    "initials": "A. ",
    "abbreviations": "Dr. Mr. U.S. ",
    "ranges": "5 to 5 to ",
    "lists of numbers": "5, 5, ",
    "lists with and": "5 and 5 and ",
    "between": "between between ",
    "between numbers": "between 5 and between 6 and ",
    "bounds": "at least at least ",
    "bounds and numbers": "at least 5 at least ",
    "more than": "more than more than ",
    "units": "km km km ",
    "numbers and units": "5 km 5 km ",
    "units per unit": "5 km per hour per km per ",
    "adjectives between number and noun": "5 big old ",
    "of the": "5 of the of the ",
    "clock times": "5 p.m. 5 p.m. ",
    "relative dates": "last week last week ",
    "ages": "aged 5, aged ",
    "dates with slashes": "1/2/2020 ",
    "times ten": "10 x 10 x ",
    "powers": "10^10^",
    "plus and minus": "5 ± 5 ± ",
    "fractions": "1/2 1/2 ",
    "Roman numerals": "IV. XII. ",
    "smileys": ". :) ",
    "questions": "what? no? ",
    "question marks": "?! ",
    "rulers": "*** ",
    "enumeration": "1) a 2) b ",
    "addresses": "http://a.b/c.d?e=1.2 ",
    "mail addresses": "a@b.c ",
    "mail address without an end": "a@",
    "emoji": "😀",
    "combining marks": "e\u0301\u0301",
    "right to left": "\u05d0\u05d1. ",
    "NUL": "\x00",
}


def line(name: str, size: int) -> str:
    """`size` characters of the extreme `name`, in one line."""
    seed = EXTREMES[name]
    return (seed * (size // len(seed) + 1))[:size]


def cost(text: str) -> float:
    """Seconds of processor time to read every figure of `text`."""
    import claimcheck

    begin = time.process_time()
    claimcheck.figures(text)
    return time.process_time() - begin


def rows(sizes: Sequence[float] = (1, 10), names: Iterable[str] = EXTREMES) -> Iterator[tuple[str, tuple[float, ...]]]:
    """For each extreme its name and the seconds a megabyte costs at each size, given in megabytes."""
    cost(PROSE)  # loads the tables
    for name in names:
        yield name, tuple(cost(line(name, round(size * 1_000_000))) / size for size in sizes)


def main() -> None:
    """Print a table, the rows as they are measured."""
    names = [word for word in sys.argv[1:] if word in EXTREMES] or list(EXTREMES)
    sizes = [float(word) for word in sys.argv[1:] if word not in EXTREMES] or [0.1, 1.0]
    print(f"{'seconds a megabyte of':<40}" + "".join(f"{size:>9g} MB" for size in sizes))
    for name, seconds in rows(sizes, names):
        print(f"{name:<40}" + "".join(f"{each:>12.2f}" for each in seconds), flush=True)


if __name__ == "__main__":
    main()

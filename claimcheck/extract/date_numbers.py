"""Numbers as dates write them: ordinals, years in digits and words, small counts. No grammar, no calendar."""

from __future__ import annotations

from claimcheck.extract.date_reading import Reading

LONGEST_COUNT = 5  # digits: "10,000 years ago"
PIVOT = 35  # '24 = 2024, '68 = 1968
QUOTES = ("'", "’", "‘", "`")
DASHES = ("-", "–", "—", "‒", "‐", "‑", "−", "~")
ENDINGS = ("st", "nd", "rd", "th")
CENTURIES = range(16, 21)  # "sixteen hundred" to "twenty twenty-four"


def full_year(two_digits: int) -> int:
    """'24 → 2024, '68 → 1968."""
    return two_digits + (2000 if two_digits < PIVOT else 1900)


def ordinal(r: Reading, head: int, tail: int) -> int | None:
    """The first ordinal in the tokens: 3rd, third, twenty-first."""
    tens = 0
    for at in range(head, tail):
        word = r.word(at)
        if word in r.words.ordinals:
            return tens + r.words.ordinals[word]
        if word.isdecimal() and r.word(at + 1) in ENDINGS:
            return int(word)
        if word not in DASHES:
            tens = r.words.numbers.get(word, 0) if word in ("twenty", "thirty") else 0
    return None


def year_in(r: Reading, head: int, tail: int) -> int | None:
    """The year written in the tokens, in digits, as '24 or in words."""
    for at in range(head, tail):
        word = r.word(at)
        if word.isdecimal() and len(word) == 4:
            return int(word)
        if word.isdecimal() and len(word) == 2 and r.word(at - 1) in QUOTES and at > head:
            return full_year(int(word))
        if (spoken := word_year(r, at, tail)) is not None:
            return spoken[0]
    return None


def word_year(r: Reading, head: int, tail: int) -> tuple[int, int] | None:
    """The year in words at `head` and where it ends: nineteen ninety-six, seventeen hundred, two thousand five."""
    numbers = r.words.numbers
    first, second = numbers.get(r.word(head), 0), r.word(head + 1)
    if head + 1 >= tail:
        return None
    if first in (1, 2) and second == "thousand":
        base, at = first * 1000, head + 2
    elif first in CENTURIES:
        base, at = first * 100, head + 1 + (second == "hundred")
    else:
        return None
    rest = 0
    while at < tail:
        value = numbers.get(r.word(at), 0) if r.word(at) not in ("a", "an") else 0
        if not value and r.word(at) not in ("and", "-"):
            break
        if value >= 100 or (rest and not (rest % 10 == 0 and value < 10)):
            break
        rest += value
        at += 1
    if rest < 10 and second not in ("hundred", "thousand"):
        return None  # "twenty five" is a number, "nineteen oh five" is not read
    return base + rest, at


def count_in(r: Reading, head: int, tail: int) -> tuple[int, int] | None:
    """A small number of the tokens as (fewest, most): 3, three, twenty-three, a couple of, a few."""
    total = 0
    for at in range(head, tail):
        word = r.word(at).replace(",", "")
        if word in r.words.vague:
            return r.words.vague[word]
        if word.isdecimal() and len(word) <= LONGEST_COUNT:
            return int(word), int(word)
        if word in ("a", "an"):
            total = 1
            continue
        value = r.words.numbers.get(word, 0)
        total = total * value if value == 100 and total else total + value
    return (total, total) if total else None

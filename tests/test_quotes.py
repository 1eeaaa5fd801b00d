"""Quotes and their sources: typography forgiven, meaning never."""

from __future__ import annotations

import time
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from claimcheck.sources.quotes import Haystack, QuoteMatch, find_everywhere, find_quote, quotations
from tests.quotepairs import Pair, false_pairs, true_pairs

SOURCE = (
    "In the end we lost 40 boats and two sheds that night, and nobody came to ask. The pier was not safe.\n\n"
    "It's said that the well-known mayor didn't under-\nstand a modern office. Did she resign? She said so."
)


def look(quote: str, source: str = SOURCE) -> QuoteMatch:
    return find_quote(quote, Haystack(source))


# --- generated --------------------------------------------------------------------------------------------------------


def test_true_quotes_pass_under_noise() -> None:
    pairs = list(true_pairs(seed=6, each=20))
    missed = [pair for pair in pairs if look(pair.quote, pair.source).outcome != "found"]
    assert len(pairs) >= 200
    assert len(missed) <= 0.02 * len(pairs), missed


@pytest.mark.parametrize("seed", [6, 60])
def test_a_changed_meaning_never_passes(seed: int) -> None:
    pairs = list(false_pairs(seed, each=9))
    assert len(pairs) >= 100
    assert not [pair for pair in pairs if look(pair.quote, pair.source).outcome == "found"]


def test_what_was_changed_is_named() -> None:
    told: Counter[str] = Counter()
    for pair in false_pairs(seed=6, each=12):
        if pair.kind in ("number", "negation", "name"):
            kinds = {kind for kind, _, _ in look(pair.quote, pair.source).differences}
            told[pair.kind] += bool(kinds & {pair.kind, "date"})
    assert told == {"number": 12, "negation": 12, "name": 12}


def test_a_found_span_reads_like_the_quote() -> None:
    for pair in true_pairs(seed=66, each=10):
        match = look(pair.quote, pair.source)
        if match.outcome == "found":
            again = look(pair.quote, pair.source[match.start : match.end])
            assert again.outcome == "found", pair
            assert (again.start, again.end) == (0, match.end - match.start), pair


def test_the_pairs_are_the_same_every_time() -> None:
    assert list(true_pairs(1, 2)) == list(true_pairs(1, 2))
    assert isinstance(next(false_pairs(1, 1)), Pair)


# --- by hand ----------------------------------------------------------------------------------------------------------

FOUND = [
    ("We lost 40 boats and two sheds that night,", "capital"),
    ("“we lost 40 boats and two sheds that night”", "typography"),
    ("we lost 40 boats\nand two sheds", "spacing"),
    ("we lost … and nobody came to ask", "ellipsis"),
    ("the well known mayor did not understand a modern office", "contraction hyphenation"),
    ("[W]e lost 40 boats and [the two] sheds", "brackets"),
    ("we lost forty boats and 2 sheds", "numerals"),
    ("Did she resign? She said so", ""),
]


@pytest.mark.parametrize(("quote", "forgiven"), FOUND)
def test_found(quote: str, forgiven: str) -> None:
    match = look(quote)
    assert (match.outcome, " ".join(match.forgiven)) == ("found", forgiven)


ALTERED = [
    ("We lost 14 boats and two sheds that night", "“14” in the quote, “40” in the source"),
    ("the pier was safe", "“not” in the source is left out of the quote"),
    ("The pier was … safe", "“not” in the source is left out of the quote"),
    ("we lost 40 boats and [three] sheds", "“[three]” in the quote, “two” in the source"),
    ("we lost [some] 40 boats", "“[some]” in the quote is not in the source"),
    ("and nobody came to ask?", "“ask?” in the quote, “ask” in the source"),
    ("nobody came to ask … we lost 40 boats", "the parts of the quote stand in another order in the source"),
    ("known mayor didn't understand", "“known” in the quote, “well-known” in the source"),
]


@pytest.mark.parametrize(("quote", "said"), ALTERED)
def test_altered(quote: str, said: str) -> None:
    match = look(quote)
    assert (match.outcome, match.said) == ("altered", said)
    assert match.start >= 0


@pytest.mark.parametrize("quote", ["", "…", "[sic]", "the budget was passed without a vote", "did n"])
def test_absent(quote: str) -> None:
    assert look(quote) == QuoteMatch("absent")


HAND = tomllib.loads((Path(__file__).parent / "corpus" / "quotes.toml").read_text("utf-8"))
BESIDE = ("Minutes of the council of Brekka. ", " The chair thanked all of them. Then they left.")


@pytest.mark.parametrize("outcome", ["found", "altered"])
def test_by_hand(outcome: str) -> None:
    """Alone, and among other sentences."""
    for quote, source in HAND[outcome]:
        stop = "" if source[-1] in ".?!³" else "."
        for there in (source, BESIDE[0] + source + stop + BESIDE[1]):
            assert (look(quote, there).outcome == "found") == (outcome == "found"), (quote, there)


def test_every_place() -> None:
    haystack = Haystack("The pier is closed. It is cold. The pier is closed, they say. “The pier is closed.”")
    assert [match.start for match in find_everywhere("the pier is closed", haystack, 9)] == [0, 32, 63]
    assert len(find_everywhere("the pier is closed", haystack, 2)) == 2
    assert find_everywhere("the pier is open", haystack, 9) == ()


# --- quotations in a text ---------------------------------------------------------------------------------------------

QUOTATIONS = [
    ("“We lost 40 boats,” he said. “Nobody came to ask us.”", ["We lost 40 boats,", "Nobody came to ask us."]),
    ('"We lost 40 boats," he said. "Nobody came to ask us."', ["We lost 40 boats,", "Nobody came to ask us."]),
    ("‘We didn’t lose the boats’ owners,’ he said.", ["We didn’t lose the boats’ owners,"]),
    ("'We didn't lose the boats' owners,' he said.", ["We didn't lose the boats' owners,"]),
    ("«We lost 40 boats», he said. »Nobody came to ask«, he said.", ["We lost 40 boats", "Nobody came to ask"]),
    ("„We lost 40 boats“, he said.", ["We lost 40 boats"]),
    ("“He told me ‘we lost 40 boats’ and left,” she said.", ["He told me ‘we lost 40 boats’ and left,"]),
    ("“We lost 40 boats.\n\n“Nobody came to ask,” he said.", ["We lost 40 boats.", "Nobody came to ask,"]),
    ("He calls it “the big one” and “so-called progress”.", []),
    ("He read “The Quiet Harbour of Dorne” twice.", []),
    ("The '90s were good for the boats' owners, and the '80s weren't.", []),
    ('A pipe 6" long and 7" wide was what they lost.', []),
    ("Rock 'n' roll is what we had when the boats' owners came.", []),
    ("“We lost 40 boats and nobody came", []),
]


@pytest.mark.parametrize(("text", "expected"), QUOTATIONS)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[quotation.start : quotation.end] for quotation in quotations(text)] == expected


# --- hostile ----------------------------------------------------------------------------------------------------------

RUNS = (
    "a",
    "“",
    " ",
    "… ",
    "a … ",
    "[a] ",
    "a ",
    "1 ",
    "a-\n",
    "a?",
    "[1",
    "1,",
    "²a",
    "don't ",
    "(laughter",
    "…a[",
    ".1",
    "U.S.",
    "‘a b’ c ",
    "'a ",
    '"a ',
)


@pytest.mark.parametrize("run", RUNS)
def test_time_stays_linear(run: str) -> None:
    text = run * (100_000 // len(run))
    started = time.process_time()
    haystack = Haystack(text)
    for quote in (text[:10_000], "b " + text[:9_000], "the pier was not safe"):
        find_quote(quote, haystack)
    quotations(text)
    assert time.process_time() - started < 4

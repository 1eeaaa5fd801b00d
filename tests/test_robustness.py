"""What must hold for any text at all: figures and sentences stay in order, cost grows with the text and no faster."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import claimcheck
from bench.extremes import EXTREMES, line
from claimcheck import pipeline
from claimcheck.extract import find_figures, split_sentences
from claimcheck.lexicon.vocabulary import alphabet
from claimcheck.model import Context, Document, Figure
from claimcheck.readers import read_text
from claimcheck.reporters.encode import encode
from claimcheck.reporters.records import figure_record
from claimcheck.reporters.visible import UNSAFE
from claimcheck.tokens import Tokens


def tokens(text: str, between: str | None = None) -> list[str]:
    return text.split(between)


# One of every kind of token the grammars know, and what stands around them in hostile text.
WORDS = tokens("""
0 1 5 12 21st 2019 1,204 3.5 1.204,5 00 007 9/11 1/2 ½ ² ٣ 1e999 10^9 6-4 5:30 12/31/2019 2019-12-31
31.12.2019 one two twenty twenty-one hundred thousand million bn half quarter third dozen dozens a an the no
nil twice double fold -fold times minus plus ± − % percent per point points pp basis degrees °C C F ° ' " ′ ″
km mi ft in lb kg t m s h ton tonnes barrels acre feet square cubic hour people dead men of whom each $ £ € ¥
US$ USD dollars pounds pence cents and or to from between at least more than less under over up within about
nearly some so nor by as many much aged old year-old years months weeks days minutes January Jan. May March
3rd Monday Tues. today yesterday last next this previous ago later earlier since until before after during
early mid- late p.m. a.m. o'clock noon midnight past GMT EST Q3 H1 fiscal FY19 century decade 1980s '90s
spring BC AD Easter No. Article Boeing section page Mr. Dr. U.S. Inc. St. I he she it who said was is not
""")
MARKS = [" "] * 12 + tokens(
    '¦. ¦, ¦; ¦: ¦? ¦! ¦ (¦) ¦[¦]¦ “¦” ¦ "¦" ¦\'¦-¦–¦ — ¦/¦...¦ . . . ¦\n¦\n\n¦\r\n¦\t¦- ¦\n1. ¦# ', "¦"
)
ODD = tokens(
    "\x00¦\x1b[31m¦\x7f¦\u200b¦\u200f¦\u202e¦\ufeff¦\u2028¦\u0301¦\u0378¦\x85¦\x0b¦\x1c¦\xa0¦\u2009¦&amp;¦<b>", "¦"
)
ODD += tokens("ﬁ¦İ¦ß¦😀¦١٢¦עברית¦五十¦٪¦₹¦\U0001f1f3¦a@b.c¦http://x.y/1.2¦|", "¦")
PROSE = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS)), max_size=25).map(
    lambda pairs: "".join(word + mark for word, mark in pairs)
)
PIECES = st.lists(st.sampled_from([*WORDS, *MARKS, *ODD]), max_size=40).map("".join)
TEXTS = PROSE | PIECES | st.text(max_size=120)
FORMATS = st.sampled_from(["text", "text", "markdown", "html"])


def sound(text: str, figures: list[Figure]) -> None:
    """Ordered, apart, as written, finite, and low ≤ value ≤ high."""
    last = 0
    for figure in figures:
        assert last <= figure.start < figure.end <= len(text)
        assert figure.surface == text[figure.start : figure.end]
        assert figure.surface == figure.surface.strip()
        last = figure.end
        for number in (figure.value, figure.low, figure.high):
            assert number is None or number.is_finite()
        ends = [n for n in (figure.low, figure.value, figure.high) if n is not None]
        assert ends == sorted(ends)
        assert -1 <= figure.of < len(figures)


def read(text: str, format: str = "text") -> tuple[Document, list[Figure]]:
    """The readable text and its figures, with offsets into it."""
    document, spans = pipeline.sentences(text, format)
    return document, [
        figure for s in spans for figure in find_figures(Tokens(document.text, alphabet(), s.start, s.end), Context())
    ]


def refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is not JSON")


@settings(max_examples=250, deadline=None)
@given(TEXTS, FORMATS)
def test_figures_are_ordered_apart_and_as_written(text: str, format: str) -> None:
    document, found = read(text, format)
    sound(document.text, found)


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_a_figure_is_a_line_of_json_and_back(text: str) -> None:
    for figure in claimcheck.figures(text, dateline="2024-06-03"):
        written = encode(figure_record(figure))
        assert not UNSAFE.search(written)
        read = json.loads(written, parse_constant=refuse)
        assert read["surface"] == figure.surface
        if figure.value is not None and abs(figure.value) < Decimal("1e15"):
            assert read["value"] == pytest.approx(float(figure.value))


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_offsets_are_those_of_the_text_handed_in(text: str) -> None:
    """Characters that are left out or spelled out (zero-width, ligatures) do not move what comes after them."""
    for figure in claimcheck.figures(text):
        assert 0 <= figure.start < figure.end <= len(text)
        if text.isascii():
            assert text[figure.start : figure.end] == figure.surface


@settings(max_examples=150, deadline=None)
@given(PROSE)
def test_a_paragraph_far_away_changes_no_figure_before_it(text: str) -> None:
    """The text stands between two plain paragraphs; the second one is told or it is not."""
    before = "The harbour of Halden was quiet on that morning, and nobody thought of leaving.\n\n"
    after = "\n\nThe council will meet again in the old town hall, where the doors stay open to all."
    alone = claimcheck.figures(before + text + "\n\nNobody came.")
    together = claimcheck.figures(before + text + "\n\nNobody came." + after)
    assert together == alone


# A sentence of plain words and one closing mark: nothing in it depends on what came before.
PHRASES = ("the mayor", "said", "12", "3.5 km", "of Halden", "U.S.", "Mr. Holm", "they", "left")
CLAUSES = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=8)
PLAIN = st.lists(st.tuples(CLAUSES, st.sampled_from([". ", "! ", "? ", ".", "... "])), max_size=8).map(
    lambda parts: "".join(" ".join(["So", *clause]) + mark for clause, mark in parts)
)


@settings(max_examples=150, deadline=None)
@given(PLAIN)
def test_a_sentence_alone_is_one_sentence(text: str) -> None:
    document = read_text(text, "x")
    for sentence in split_sentences(document):
        alone = document.text[sentence.start : sentence.end]
        again = split_sentences(read_text(alone, "x"))
        assert [(s.start, s.end) for s in again] == [(0, len(alone))], alone


@settings(max_examples=150, deadline=None)
@given(TEXTS, FORMATS)
def test_sentences_cover_their_blocks(text: str, format: str) -> None:
    """Every letter and figure of a block stands in a sentence, but for the marks of further list items."""
    document = read_text(text, "x", format)
    kept = bytearray(len(document.text))
    for sentence in split_sentences(document):
        kept[sentence.start : sentence.end] = b"\1" * (sentence.end - sentence.start)
    for block in document.blocks:
        if block.kind in ("code", "item"):
            continue
        lost = [c for i, c in enumerate(document.text[block.start : block.end], block.start) if not kept[i]]
        assert not "".join(lost).strip()


# --- cost ------------------------------------------------------------------------------------------------------------


def seconds(work: Callable[[str], object], text: str) -> float:
    begin = time.process_time()
    work(text)
    return time.process_time() - begin


def grows_with_the_text(work: Callable[[str], object], make: Callable[[int], str], size: int) -> None:
    """Four times the text may cost twelve times as much: room for a busy machine; a quadratic case costs sixteen.

    Best of several, and only when the first look is bad; what takes less than a few milliseconds proves nothing.
    """
    small, large = make(size), make(4 * size)
    gc.disable()  # a collection in one of the runs is no cost of the text
    try:
        once, more = seconds(work, small), seconds(work, large)
        for _ in range(4):
            if more < 12 * max(once, 0.002):
                return
            once, more = min(once, seconds(work, small)), min(more, seconds(work, large))
    finally:
        gc.enable()
    assert more < 12 * max(once, 0.002), f"{once:.3f} s for {size} characters, {more:.3f} s for four times as many"


def split(text: str) -> object:
    return split_sentences(read_text(text, "x"))


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """Tables are read once, before anything is timed."""
    claimcheck.figures("At 5 p.m. on Monday, 3 June 2024, he ran 5 km. Others ran.")


@pytest.mark.parametrize("name", EXTREMES)
def test_figures_of_an_endless_line_cost_no_more_than_its_length(name: str) -> None:
    """Short enough to be one sentence: a longer one is cut, which would hide what happens inside."""
    grows_with_the_text(claimcheck.figures, lambda size: line(name, size), 900)


@pytest.mark.parametrize("name", EXTREMES)
def test_sentences_of_an_endless_line_cost_no_more_than_its_length(name: str) -> None:
    grows_with_the_text(split, lambda size: line(name, size), 5_000)


REPEATED = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(lambda words: " ".join(words) + " ")


@settings(max_examples=40, deadline=None, derandomize=True)
@given(REPEATED)
def test_any_few_words_repeated_cost_no_more_than_their_length(seed: str) -> None:
    grows_with_the_text(claimcheck.figures, lambda size: (seed * size)[: size * len(seed)], 150)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 100_000,
        "1," * 50_000,
        "(" * 10_000 + "5 km" + ")" * 10_000,
        "[(" * 5_000 + "5 km" + ")]" * 5_000,
        "5" + " " * 100_000 + "km",
        "0." + "0" * 50_000 + "1 km",
        "hundred " * 20_000,
        "$" * 50_000 + "5",
        "5 of " * 5_000 + "them",
        "5 of the 5 of " * 2_000,
        "1e" + "9" * 5_000,
        "10^" * 5_000 + "10",
        "²" * 50_000,
        "½" * 10_000,
        "٣" * 50_000,
        "a" * 1_000_000,
        "e" + "\u0301" * 100_000 + " 5 km",
        "\u202e5 km" * 5_000,
        "\x00" * 100_000 + "5 km",
        "5\x00km " * 5_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    document, found = read(text)
    sound(document.text, found)
    for figure in found:
        json.loads(encode(figure_record(figure)), parse_constant=refuse)


@pytest.mark.parametrize(
    "text",
    ["5 km " * 5_000, "12 percent of 30 men " * 1_000, "(" * 10_000 + "5" + ")" * 10_000, "9" * 100_000],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_text_is_checked_to_its_end(text: str) -> None:
    assert claimcheck.check(text).documents[0].text == text

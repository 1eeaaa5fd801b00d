"""Sentences: the corpus, and what must hold for any text at all."""

from __future__ import annotations

import re
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.extract.sentences import split_sentences
from claimcheck.extract.stretches import is_sentence
from claimcheck.lexicon import table
from claimcheck.model import BlockKind
from claimcheck.readers import read_text
from claimcheck.tokens import MAX_TOKENS, TOKEN

CASES = tomllib.loads((Path(__file__).parent / "corpus" / "sentences.toml").read_text("utf-8"))["case"]
LIST_MARK = re.compile(r"^\s*(?:[-*#•]+|\d+\.)\s+")


def marked(text: str, format: str = "text") -> list[str]:
    """The sentences of `text`, white space folded."""
    document = read_text(text, "x", format)
    return [" ".join(document.text[s.start : s.end].split()) for s in split_sentences(document)]


def said() -> list[pytest.ParameterSet]:
    made = []
    for case in CASES:
        marks = [pytest.mark.xfail(reason=case["gap"], strict=True)] if "gap" in case else []
        made += [
            pytest.param(line, case.get("format", "text"), id=f"{case['group']}: {line[:50]}", marks=marks)
            for line in case["say"]
        ]
    return made


@pytest.mark.parametrize(("line", "format"), said())
def test_corpus(line: str, format: str) -> None:
    wanted = ["".join(LIST_MARK.sub("", part).split()) for part in line.split("¦")]
    found = marked(line.replace("¦", ""), format)
    assert [f.replace(" ", "") for f in found] == wanted


PIECES = st.sampled_from(
    [
        *(
            "The mayor said",
            "no.",
            "Dr.",
            "U.S.",
            "a.m.",
            "12",
            "3.5 km",
            "J.",
            '"',
            "“",
            "”",
            "(",
            ")",
            "...",
            "…",
            "?!",
        ),
        *(
            "! ",
            "\n",
            "\n\n",
            " ",
            "\t",
            "- ",
            "1. ",
            "2.) ",
            "• ",
            "# ",
            "| ",
            "***",
            "e-mail",
            "é",
            "\u00a0",
            "\u200b",
        ),
        *("ﬁ", "İ", "😀", "it.The", "etc.", ":)", "Inc.", "said", "<b>", "&amp;", "`x`", "*a*", "[b](c)", "\r\n", ">"),
        *("\x00", "\u2028", "|"),
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(["text", "markdown", "html"]))
def test_sentences_are_ordered_trimmed_and_stay_in_their_block(text: str, format: str) -> None:
    document = read_text(text, "x", format)
    last = 0
    for sentence in split_sentences(document):
        block = document.blocks[sentence.block]
        inside = document.text[sentence.start : sentence.end]
        assert last <= sentence.start < sentence.end
        assert block.start <= sentence.start and sentence.end <= block.end
        assert inside == inside.strip()
        assert sentence.kind is block.kind
        last = sentence.end


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_character_of_a_block_is_lost(text: str) -> None:
    """Between the sentences of a block there is white space, and marks of further list items."""
    document = read_text(text, "x", "text")
    sentences = split_sentences(document)
    for index, block in enumerate(document.blocks):
        if block.kind is BlockKind.CODE:
            continue
        at = block.start
        for sentence in (s for s in sentences if s.block == index):
            assert re.fullmatch(r"\s*(?:[(]?(?:\d{1,2}|[a-z])?[.)•⁃◦▪●‣\s\d]*)?\s*", document.text[at : sentence.start])
            at = sentence.end
        assert not document.text[at : block.end].strip() or block.kind is BlockKind.ITEM


@pytest.mark.parametrize(
    "text",
    [
        "word " * 30_000,
        "a, " * 30_000,
        '"' * 50_000,
        "“a. B” " * 8_000,
        "(" * 50_000 + "a. B",
        "(a. B " * 8_000,
        "A. " * 15_000,
        "x. y " * 8_000,
        "." * 100_000,
        ". . " * 20_000,
        ". :) " * 5_000,
        "a" + " " * 100_000 + "b. C",
        "*** " * 20_000,
        "9" * 200_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_text_costs_no_more_than_twice_its_double(text: str) -> None:
    """Linear: twice the text, about twice the time (with room for a busy machine: a quadratic case is far beyond)."""

    def seconds(body: str) -> float:
        begin = time.process_time()
        split_sentences(read_text(body, "x", "text"))
        return time.process_time() - begin

    once = max(seconds(text[: len(text) // 2]), 0.02)
    assert seconds(text) < 4 * once + 3.0


def test_long_sentences_are_cut_below_the_token_limit() -> None:
    document = read_text("alpha beta, gamma delta " * 3_000, "x", "text")
    sentences = split_sentences(document)
    assert len(sentences) > 2
    for sentence in sentences:
        inside = document.text[sentence.start : sentence.end]
        assert len(TOKEN.findall(inside)) <= MAX_TOKENS
        assert inside.startswith("gamma") or sentence.start == 0


def quick_look_is_right(text: str) -> None:
    if is_sentence(text):
        document = read_text(text, "t")
        assert [(s.start, s.end) for s in split_sentences(document)] == [(0, len(text))]


def test_the_quick_look_on_prose() -> None:
    prose = tomllib.loads((Path(__file__).parent / "corpus" / "figures" / "fresh.toml").read_text("utf-8"))
    lines = [row["text"] for row in prose["sentence"]]
    assert sum(map(is_sentence, lines)) > 200  # it is of use
    for line in (*lines, *(line.replace("¦", "") for case in CASES for line in case["say"])):
        quick_look_is_right(line)


@given(TEXTS)
def test_the_quick_look_never_says_yes_to_more_than_one_sentence(text: str) -> None:
    quick_look_is_right(text)


def test_code_holds_no_sentences() -> None:
    assert marked("Run this.\n\n```\nmake it. Now.\n```\n\nDone.", "markdown") == ["Run this.", "Done."]


def test_an_abbreviation_stands_under_one_class() -> None:
    rows = table("abbreviations")
    seen = [word for name in ("before", "number", "either", "after", "clock") for word in rows[name]]
    assert sorted(seen) == sorted(set(seen))
    assert set(rows["closing"]) <= set(rows["either"])
    assert set(rows["words"]) <= set(seen), set(rows["words"]) - set(seen)
    assert all(word == word.lower() and not word.endswith(".") for word in seen)

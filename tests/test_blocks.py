"""CC904: what is left out of a comparison because there is too much of it is told, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pytest

from claimcheck import pipeline
from claimcheck.cli.workers import spread
from claimcheck.match import across, linkage
from claimcheck.model import Document, Finding, Severity
from claimcheck.settings import Settings

CODE = "CC904"
ALONE = Settings(select=(CODE,))


def told(documents: Sequence[Document], settings: Settings = ALONE, **more: Any) -> list[Finding]:
    report = pipeline.check(documents, settings, **more)
    return [f for f in report.findings if f.code == CODE]


def lengths(n: int, name: str = "a.txt", thing: str = "Trench") -> Document:
    return pipeline.from_text(" ".join(f"{thing} {chr(65 + i % 26)} is {i + 2} metres long." for i in range(n)), name)


@pytest.fixture
def cap(monkeypatch: pytest.MonkeyPatch) -> int:
    """A tenth of the real cap, which one test below keeps: comparing all pairs of 400 figures takes seconds."""
    monkeypatch.setattr(linkage, "MAX_BLOCK", 40)
    return 40


def event(number: int, figures: int, place: str = "Brenna", count: int = 7) -> Document:
    text = " ".join(f"In {place} {count + i} rescuers searched the sawmill." for i in range(figures))
    return pipeline.from_text(text, f"{number:04}.txt")


def test_more_figures_of_one_kind_than_are_compared_are_told() -> None:
    document = lengths(412)
    (finding,) = told([document])
    assert finding.severity is Severity.WARNING
    assert finding.message == (
        "412 figures of length stand in one article; only the first 400 were compared with each other"
    )
    (where,) = finding.locations
    assert where.text == f"{linkage.MAX_BLOCK + 2} metres"
    assert document.text[where.start.offset : where.end.offset] == where.text


def test_counts_are_told_in_words_of_their_own(cap: int) -> None:
    text = " ".join(f"Warehouse {chr(65 + i % 26)} holds {i + 12} crates." for i in range(cap + 1))
    (finding,) = told([pipeline.from_text(text, "a.txt")])
    assert finding.message.startswith("41 counts stand in one article; only the first 40")


def test_at_the_cap_nothing_is_told(cap: int) -> None:
    assert not told([lengths(cap)])


def test_two_kinds_are_not_added_up(cap: int) -> None:
    text = lengths(30).text + " " + " ".join(f"Crate {chr(65 + i % 26)} weighs {i + 2} kilograms." for i in range(30))
    assert not told([pipeline.from_text(text, "a.txt")])


def test_a_rule_that_is_not_wanted_is_silent(cap: int) -> None:
    document = lengths(cap + 12)
    assert told([document])
    assert not told([document], Settings(ignore=(CODE,)))
    assert not told([document], Settings(min_severity=Severity.ERROR))


def test_each_document_is_told_by_itself(cap: int) -> None:
    found = told([lengths(cap + 1, "a.txt"), lengths(3, "b.txt", "Beam"), lengths(cap + 5, "c.txt", "Canal")])
    assert [(f.locations[0].path, f.message.split()[0]) for f in found] == [("a.txt", "41"), ("c.txt", "45")]


@pytest.mark.parametrize("spreading", [spread, lambda function, work: map(function, work)], ids=["processes", "one"])
def test_what_workers_left_out_is_told(
    spreading: Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]],
    monkeypatch: pytest.MonkeyPatch,
    cap: int,
) -> None:
    monkeypatch.setattr(pipeline, "_LARGE", 1)
    documents = [lengths(cap + 1, "a.txt"), lengths(3, "b.txt")]
    assert told(documents, spread=spreading) == told(documents) != []


def test_many_articles_on_one_event_are_told_once() -> None:
    documents = [event(n, 24) for n in range(3)]
    (finding,) = told(documents)
    assert finding.message == (
        "72 figures of “rescuer” stand in 3 articles that name “brenna”; "
        "only the first 64 were compared with each other"
    )
    assert finding.locations[0].path == "0002.txt"
    assert "fewer articles" in finding.help


def test_small_articles_of_a_large_collection_are_told() -> None:
    places = [pipeline.from_text("The council met on the hill.", f"other-{n}.txt") for n in range(1300)]
    documents = [event(n, 1, count=7 + n) for n in range(across.MAX_BLOCK + 1)]
    (finding,) = told([*documents, *places])
    assert finding.locations[0].path == f"{across.MAX_BLOCK:04}.txt"
    assert not told([*documents[:-1], *places])


def test_across_articles_at_the_cap_nothing_is_told() -> None:
    assert not told([event(0, 32), event(1, 32)])


def test_one_article_is_no_collection() -> None:
    """Figures of one article are not compared across, so that nothing is left out."""
    assert not told([event(0, 80), event(1, 0), pipeline.from_text("The mayor of Brenna resigned.", "c.txt")])

"""Where in a source a locator points."""

from __future__ import annotations

import pytest

from claimcheck import pipeline
from claimcheck.model import Document
from claimcheck.sources.passages import located, place_of

REPORT = """# Survey of the pier

The pier was built in 1931.
It is 80 metres long.

## 3 Results

### 3.1 Wood

Two beams were rotten.

### 3.2 Iron and steel

All bolts were sound.

| Bolt | Year |
| --- | --- |
| north | 1931 |
| south | 1954 |

## Conclusion

It may be opened again.

| Cost | Euro |
| --- | --- |
| paint | 300 |
"""
TRANSCRIPT = """[00:01:05] Chair: Welcome to all of you.
[00:03:20] Ms Holm: We lost 40 boats.
[00:05:00] Mr Reve: Nobody came to ask.
"""
CSV = "town,boats\nDorne,12\nAlder,40\n"


def told(document: Document, locator: str) -> list[str] | None:
    spans = located(document, locator)
    return None if spans is None else [" ".join(document.text[start:end].split()) for start, end in spans]


@pytest.fixture(scope="module")
def report() -> Document:
    return pipeline.read(REPORT.encode(), "survey.md")


@pytest.fixture(scope="module")
def paged() -> Document:
    text = "One boat.\nTwo boats.\nThree boats.\n"
    return pipeline.read(text.encode(), "log.txt")._replace(places=((0, "page 1"), (10, "page 2"), (21, "page 3")))


@pytest.mark.parametrize(
    ("locator", "expected"),
    [
        ("p. 2", ["Two boats."]),
        ("page 2", ["Two boats."]),
        ("P.2", ["Two boats."]),
        ("pp. 2–3", ["Two boats.", "Three boats."]),
        ("pages 1 to 2", ["One boat.", "Two boats."]),
        ("p. 2, footnote 1", ["Two boats."]),
        ("p. 2, line 40", ["Two boats."]),
        ("line 2", None),
        ("p. 9", []),
        ("the second page", None),
    ],
)
def test_pages(paged: Document, locator: str, expected: list[str] | None) -> None:
    assert told(paged, locator) == expected


@pytest.mark.parametrize(
    ("locator", "expected"),
    [
        ("line 4", ["It is 80 metres long."]),
        ("l. 3-4", ["The pier was built in 1931. It is 80 metres long."]),
        ("para 1", ["The pier was built in 1931. It is 80 metres long."]),
        ("¶2", ["Two beams were rotten."]),
        ("paras 2–3", ["Two beams were rotten.", "All bolts were sound."]),
        ("para 40", []),
        ("§ 3.1", ["3.1 Wood Two beams were rotten."]),
        ("section 'Iron'", ["3.2 Iron and steel All bolts were sound. Bolt Year north 1931 south 1954"]),
        ("Wood", ["3.1 Wood Two beams were rotten."]),
        ("Conclusion, para 4", ["It may be opened again."]),
        ("section 'Water'", []),
        ("§ 3.7", []),
        ("p. 4", []),
        ("see there", None),
        ("", None),
        ("at 03:20", []),
    ],
)
def test_a_report(report: Document, locator: str, expected: list[str] | None) -> None:
    got = told(report, locator)
    assert (None if got is None else [part.replace("| ", "").replace(" |", "") for part in got]) == expected


def test_tables(report: Document) -> None:
    first, second, third = (located(report, f"table {number}") for number in (1, 2, 3))
    assert first and "1954" in report.text[slice(*first[0])]
    assert second and "300" in report.text[slice(*second[0])]
    assert third == ()


def test_rows() -> None:
    table = pipeline.read(CSV.encode(), "boats.csv")
    assert any("Alder" in table.text[start:end] for start, end in located(table, "row 2") or ())
    assert located(table, "row 20") == ()


@pytest.mark.parametrize(
    ("locator", "expected"),
    [("at 03:20", ["40 boats"]), ("00:04:10", ["40 boats"]), ("3:20–5:00", ["40 boats", "Nobody"]), ("at 00:10", [])],
)
def test_a_transcript(locator: str, expected: list[str]) -> None:
    document = pipeline.read(TRANSCRIPT.encode(), "hearing.txt")
    got = told(document, locator) or []
    assert bool(got) == bool(expected)
    assert all(words in " ".join(got) for words in expected)
    assert "Welcome" not in " ".join(got)


def test_a_place_is_found_again_by_its_name(report: Document, paged: Document) -> None:
    for document in (report, paged):
        for at in (0, len(document.text) // 2, len(document.text) - 5):
            spans = located(document, place_of(document, at)) or ()
            assert not document.text[at].strip() or any(start <= at < end for start, end in spans)


def test_hostile_locators(report: Document) -> None:
    for locator in ("p. " + "9" * 9000, "§" * 5000, "row 999999999-0", "a, " * 3000, ":" * 5000, "1:" * 3000):
        assert not located(report, locator)

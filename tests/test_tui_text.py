"""Articles set for a screen: wrapped by cells, every claim at its place, nothing of the text taken for mark-up."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck import pipeline
from claimcheck.desk.evidence import beside, looked_into, standpoint
from claimcheck.desk.pages import Page, page_of
from claimcheck.desk.project import Project
from claimcheck.desk.search import Index
from claimcheck.desk.shelf import Shelf
from claimcheck.desk.sourcing import SourceFilters, find_sources
from claimcheck.ledger.records import Citation, Source, Status
from claimcheck.ledger.views import views
from claimcheck.reporters.visible import cells
from claimcheck.settings import Settings
from claimcheck.tui.panel import sections
from claimcheck.tui.prose import Mark, Row, pieces, set_rows, wrapped
from claimcheck.tui.source_panel import source_sections
from tests.desk import claim_id, ledger, verdict

HEBREW = "\u05d1\u05e1\u05db\u05df \u05de\u05d7\u05db\u05d9\u05dd 12 \u05e1\u05d9\u05e8\u05d5\u05ea"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
TEXTS = (
    "The ferry Alma left the quay at 06:40 with 212 people on board, two of them under way to a wedding.",
    "\u6771\u4eac\u306e\u6e2f\u3067\u5341\u4e8c\u4eba\u304c\u6551\u52a9\u3055\u308c\u305f\u3002" * 3,
    f"Smoke \U0001f525\U0001f525 over {FAMILY} Cafe\u0301 Norrland\u2026 {HEBREW} and 4 more",
    "word " * 400,
    "x" * 2000,
    "a\tb\x1b[31m \u202ehidden\u202c <b>bold</b> [red]not markup[/red]",
    "  leading and trailing  ",
    "",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("width", [8, 20, 72])
def test_no_line_is_wider_than_its_column_and_no_letter_is_lost(text: str, width: int) -> None:
    rows = list(wrapped(text, 0, len(text), width))
    assert "".join(text[a:b] for a, b in rows).split() == text.split() or "".join(
        "".join(text[a:b].split()) for a, b in rows
    ) == "".join(text.split())
    assert all(a < b for a, b in rows)
    assert [a for a, _ in rows] == sorted({a for a, _ in rows})
    for a, b in rows:
        ((shown, _),) = pieces(text, Row(a, b), ())
        assert cells(shown) <= width or b - a <= 5, shown  # a character may be wider than the column
        assert "\x1b" not in shown and "\u202e" not in shown


def test_a_mark_is_never_parted_from_its_letter() -> None:
    text = "e\u0301" * 30
    assert all(text[a] == "e" for a, _ in wrapped(text, 0, len(text), 7))


def test_pieces_know_all_that_they_are() -> None:
    text = "about 20 miles away"
    found = pieces(text, Row(0, len(text), "• ", "heading"), ([Mark(6, 19, "claim")], [Mark(0, 14, "figure")]))
    assert found == [
        ("• ", ("quiet",)),
        ("about ", ("heading", "figure")),
        ("20 miles", ("heading", "claim", "figure")),
        (" away", ("heading", "claim")),
    ]


def test_blocks_keep_their_look() -> None:
    source = "# Title\n\nOne.\n\n- first\n- second\n\n> said\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    document = pipeline.read(source.encode(), "a.md")
    shown = [
        "".join(t for t, _ in pieces(document.text, row, ())) for row in set_rows(document.text, document.blocks, 40)
    ]
    assert shown == ["Title", "", "One.", "", "• first", "• second", "", "│ said", "", "a │ b", "1 │ 2"]


# --- pages ------------------------------------------------------------------------------------------------------------


def page(project: Project) -> Page:
    held = project.store.load()
    (article,) = held.articles.values()
    return page_of(project, article, views(held))


def at(found: Page) -> list[str]:
    return [found.text[s.start : s.end] for s in found.stretches]


def test_every_claim_stands_at_its_place(tmp_path: Path) -> None:
    found = page(ledger(tmp_path))
    assert at(found) == [s.view.claim.text for s in found.stretches]
    assert (found.remark, found.lost) == ("", -1)


def test_an_edited_file_keeps_the_claims_it_still_has_and_tells_of_the_others(tmp_path: Path) -> None:
    project = ledger(tmp_path)
    file = tmp_path / "news/fire.md"
    file.write_text("A new lead.\n\n" + file.read_text("utf-8").replace("nobody was hurt", "two were hurt"), "utf-8")
    found = page(project)
    assert "edited since it was added: claimcheck add" in found.remark
    assert at(found) == [s.view.claim.text for s in found.stretches]  # what is seen is what is judged
    assert found.text[found.lost :] == "The roof was lost, but nobody was hurt."


@pytest.mark.parametrize("lost", [True, False])
def test_an_article_that_cannot_be_read_is_shown_as_it_is_kept(tmp_path: Path, lost: bool) -> None:
    project = ledger(tmp_path)
    file = tmp_path / "news/fire.md"
    file.unlink()
    if not lost:
        file.mkdir()
    found = page(project)
    assert at(found) == [s.view.claim.text for s in found.stretches]
    assert len(at(found)) == 4
    assert ("cannot be found" if lost else "is not a file") in found.remark


def test_claims_without_an_article_have_a_page(tmp_path: Path) -> None:
    project = ledger(tmp_path)
    with project.store.transaction() as change:
        claim = change.ledger.claims[claim_id(2)]
        change.ledger = change.ledger.put(claim._replace(id=claim_id(9), article=""))
    held = project.store.load()
    assert at(page_of(project, None, views(held))) == ["Two fire engines reached the mill in Brenna at 03:40."]


# --- beside a claim ---------------------------------------------------------------------------------------------------

LOG = "Log of the brigade\n\nTwo engines reached the mill at 03:40.\n\nThe roof fell at 04:10.\n"


def standing_on_a_log(folder: Path, *, confidential: bool = False) -> Project:
    project = ledger(folder)
    (folder / "sources").mkdir()
    (folder / "sources/log.txt").write_text(LOG, "utf-8")
    from claimcheck.desk.project import sha256

    digest = sha256(folder / "sources/log.txt")
    source = Source("S-00000001", "sources/log.txt", title="Brigade log", sha256=digest, confidential=confidential)
    citation = Citation("S-00000001", locator="line 3", quote="Two engines reached the mill at 03:40", sha256=digest)
    with project.store.transaction() as change:
        claim = change.ledger.claims[claim_id(2)]
        change.ledger = change.ledger.put(
            source, verdict(claim, "Ada Holm", Status.VERIFIED, "2026-11-20T10:00:00+01:00", citation)
        )
    return project


def told(project: Project, width: int = 60) -> str:
    held = project.store.load()
    found = beside(project, held, claim_id(2), Settings())
    found = looked_into(project, held, found, Shelf(project, held, Settings()))
    return "\n".join("".join(t for t, _ in line) for section in sections(found, width) for line in section.lines)


def of_source(project: Project, width: int = 60) -> str:
    held = project.store.load()
    (shown,) = find_sources(project, held, SourceFilters()).views
    found = standpoint(project, held, shown, Shelf(project, held, Settings()))
    return "\n".join("".join(t for t, _ in line) for section in source_sections(found, width) for line in section.lines)


def test_the_panel_tells_who_when_and_where(tmp_path: Path) -> None:
    said = told(standing_on_a_log(tmp_path))
    for words in (
        "✓ verified",
        "verdict     ✓ verified Ada Holm, 2026-11-20 10:00",
        "Two fire engines → 2 engines",
        "supports    Brigade log S-00000001, line 3 · unchanged",
        "┃ Two engines reached the mill at 03:40.",
    ):
        assert words in said, said


def test_the_panel_shows_what_drifted_old_against_new(tmp_path: Path) -> None:
    project = standing_on_a_log(tmp_path)
    (tmp_path / "sources/log.txt").write_text(LOG.replace("Two engines", "Three engines"), "utf-8")
    for said in (told(project), of_source(project)):
        assert "[-Two-] {+Three+}" in said, said
        assert "changed" in said
    assert "1 claim of 1: the place cited has changed" in of_source(project)


def test_a_confidential_source_tells_nothing(tmp_path: Path) -> None:
    project = standing_on_a_log(tmp_path, confidential=True)
    for said in (told(project), of_source(project)):
        assert "confidential source" in said
        for secret in ("Brigade", "log.txt", "line 3", "engines reached the mill at 03:40 ", "roof fell"):
            assert secret not in said, said


def test_no_line_of_a_panel_is_wider_than_it(tmp_path: Path) -> None:
    project = standing_on_a_log(tmp_path)
    for width in (24, 40, 78):
        for said in (told(project, width), of_source(project, width)):
            assert max(map(cells, said.splitlines())) <= width


def test_an_index_finds_the_very_words_first_then_what_may_be_meant() -> None:
    texts = ["The quay was repaired.", "Repairs to the old quays cost 12 euros.", "Nobody was hurt.", "a 12-year-old"]
    index = Index(texts)
    assert index.typed("quay", 9)[:2] == [0, 1]
    assert index.typed("repiared", 9) == [0]
    assert index.typed("12", 9) == [1, 3]
    assert index.typed("  ", 9) == []

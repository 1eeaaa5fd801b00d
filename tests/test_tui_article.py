"""The Article screen driven by keys and the mouse, at both sizes; a small host stands for the whole interface."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input

from claimcheck.desk.freshness import hashes
from claimcheck.desk.project import Project, changing, sha256
from claimcheck.desk.verdicts import Opinion, give
from claimcheck.ledger.records import Article, Citation, Claim, Conflict, Ledger, Place, Side, Source, Status
from claimcheck.ledger.views import ClaimView, views
from claimcheck.settings import Settings
from claimcheck.tui.article import ArticlePane
from claimcheck.tui.beside import Panel
from claimcheck.tui.filtering import Filtering
from claimcheck.tui.giving import Giving
from claimcheck.tui.picker import Picker
from tests.desk import claim_id, ledger, verdict

SIZES = [(80, 24), (160, 50)]
LOG = "Log of the brigade\n\nTwo engines reached the mill at 03:40.\n\nThe roof fell at 04:10.\n"
PIER = ("# A pier for Brenna", "The pier is 40 metres long.", "Work on it began in May.")


class Sight(NamedTuple):
    """What the panes see."""

    project: Project
    ledger: Ledger
    views: Sequence[ClaimView]
    settings: Settings = Settings()


def sight(project: Project) -> Sight:
    held = project.store.load()
    return Sight(project, held, views(held, hashes(project, held, held.claims.values())))


class Host(App[None]):
    """One pane; verdicts go into the ledger, where Enter leads is written down."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.project, self.pane, self.followed = project, ArticlePane(), list[tuple[str, str]]()

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.pane.see(sight(self.project))
        self.pane.reading.focus()

    def on_article_pane_judged(self, message: ArticlePane.Judged) -> None:
        wish = message.wish
        opinion = Opinion(
            wish.status, "Ada Holm", "2026-11-23T10:00:00+01:00", wish.sources, wish.locators, wish.quotes
        )
        opinion = opinion._replace(note=wish.note, correction=wish.correction)
        with changing(self.project) as change:
            change.ledger = give(self.project, change.ledger, [message.claim], opinion).ledger
        self.pane.see(sight(self.project))

    def on_panel_followed(self, message: Panel.Followed) -> None:
        self.followed.append((message.kind, message.id))


Driven = Callable[[Host, Pilot[None]], Awaitable[None]]


def drive(project: Project, size: tuple[int, int], act: Driven) -> None:
    """Run the host and act on it."""

    async def run() -> None:
        app = Host(project)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await act(app, pilot)

    asyncio.run(run())


def screen(app: App[None]) -> str:
    """What stands on the screen, as text."""
    width, height = app.size
    rows = app.screen._compositor.render_strips()  # the rows as they are drawn
    return "\n".join(strip.text[:width] for strip in rows[:height])


async def settled(pilot: Pilot[None]) -> None:
    """When the keys have rested and the sources are looked into."""
    await pilot.pause(0.1)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def write(pilot: Pilot[None], *texts: str) -> None:
    """Type each text into its field and press Enter; a window may open or close on the way."""
    for text in texts:
        await pilot.pause()
        field = pilot.app.screen.focused
        assert isinstance(field, Input)
        field.insert_text_at_cursor(text)
        await pilot.pause()
        await pilot.press("enter")


@pytest.fixture
def desk(tmp_path: Path) -> Project:
    """Two articles; a verdict on a log, an open conflict, three people's work to be done."""
    project = ledger(tmp_path)
    (tmp_path / "news/pier.md").write_text("\n\n".join(PIER) + "\n", "utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/log.txt").write_text(LOG, "utf-8")
    digest = sha256(tmp_path / "sources/log.txt")
    log = Source("S-00000001", "sources/log.txt", title="Brigade log", kind="log", sha256=digest)
    cited = Citation(log.id, locator="line 3", quote="Two engines reached the mill at 03:40", sha256=digest)
    claims, layout, start = [], [], 0
    for number, text in enumerate(PIER):
        id = claim_id(number + 11)
        claims.append(Claim(id, text.lstrip("# "), "A-00000002", "fact" if number else "heading"))
        layout.append(Place(id, start + 2 * (not number), start + len(text), 2 * number + 1))
        start += len(text) + 2
    pier = Article(
        "A-00000002", "news/pier.md", "A pier", sha256=sha256(tmp_path / "news/pier.md"), layout=tuple(layout)
    )
    with project.store.transaction() as change:
        held = change.ledger
        two = verdict(held.claims[claim_id(2)], "Vera Falk", Status.VERIFIED, "2026-11-20T10:00:00+01:00", cited)
        sides = (Side(claim_id(3), "nobody"), Side(claim_id(12), "40 metres"))
        against = Conflict("K-00000001", "CC101", "f", "nobody against 40 metres", sides)
        change.ledger = held.put(two, log, against, pier, *claims)
    return project


def looked_at(app: Host) -> str:
    view = app.pane.reading.view
    return view.claim.text if view is not None else ""


@pytest.mark.parametrize("size", SIZES)
def test_every_key_that_walks(desk: Project, size: tuple[int, int]) -> None:
    async def act(app: Host, pilot: Pilot[None]) -> None:
        assert looked_at(app).startswith("Two fire engines")
        shown = screen(app)
        assert "Two engines at the mill" in shown and "1 of 2 claims checked · article 1 of 2" in shown
        assert "✓" in shown and "≠" in shown  # told without colour
        for keys, words in (
            (["j"], "The roof was lost"),
            (["j"], "The roof was lost"),
            (["k"], "Two fire"),
            (["down"], "The roof"),
            (["up"], "Two fire"),
            (["G"], "The roof"),
            (["g"], "Two fire"),
            (["end"], "The roof"),
            (["home"], "Two fire"),
            (["pagedown"], "The roof"),
            (["pageup"], "Two fire"),
            (["n"], "The roof"),
            (["n"], "The pier is"),  # on into the next article
            (["n"], "Work on it"),
            (["n"], "Work on it"),
            (["p"], "The pier is"),
            (["p"], "The roof"),
            (["right_square_bracket"], "The pier is"),
            (["left_square_bracket"], "Two fire"),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            assert looked_at(app).startswith(words), keys

    drive(desk, size, act)


@pytest.mark.parametrize("size", SIZES)
def test_the_panel_shows_the_passage_and_leads_on(desk: Project, size: tuple[int, int]) -> None:
    async def act(app: Host, pilot: Pilot[None]) -> None:
        await settled(pilot)
        shown = screen(app)
        for words in ("verdict", "Vera Falk, 2026-11-20 10:00", "Brigade log S-00000001, line 3 · unchanged"):
            assert words in shown, shown
        await pilot.press("z")
        await pilot.pause()
        assert "┃ Two engines reached the mill at 03:40." in screen(app)
        await pilot.press("z")
        await pilot.pause()
        assert "Vera Falk" not in screen(app)
        await pilot.press("z", "enter", "enter")
        await pilot.pause()
        assert app.followed == [("source", "S-00000001")]
        await pilot.press("escape", "j")
        await settled(pilot)
        assert "CC101 open" in screen(app)
        await pilot.press("enter", "enter", "tab", "tab", "tab")
        await pilot.pause()
        assert app.followed[1:] == [("conflict", "K-00000001")]
        assert app.pane.reading.has_focus

    drive(desk, size, act)


def given(project: Project, number: int) -> Claim:
    return project.store.load().claims[claim_id(number)]


@pytest.mark.parametrize("size", SIZES)
def test_verdicts_by_one_key_and_by_the_window(desk: Project, size: tuple[int, int]) -> None:
    async def act(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press("j", "s")
        await pilot.pause()
        assert given(desk, 3).verdicts[-1].status is Status.NOT_APPLICABLE
        await pilot.press("r")
        await pilot.pause()
        assert given(desk, 3).verdicts[-1].status is Status.IN_PROGRESS
        assert looked_at(app).startswith("The roof")
        await pilot.press("x")
        await write(pilot, "nobody knows")
        await pilot.pause()
        assert given(desk, 3).verdicts[-1][0] is Status.UNVERIFIABLE
        assert given(desk, 3).verdicts[-1].note == "nobody knows"
        await pilot.press("d", "down", "down")
        await write(pilot, "", "line 5", "The roof fell", "")
        await pilot.pause()
        last = given(desk, 3).verdicts[-1]
        (cited,) = last.sources
        assert (last.status, cited.source, cited.locator, cited.quote) == (
            Status.DISPUTED,
            "S-00000001",
            "line 5",
            "The roof fell",
        )

    drive(desk, size, act)


def test_the_window_asks_again_for_what_is_missing(desk: Project) -> None:
    async def act(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press("j", "c", "enter", "ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, Giving) and "say what the text should say" in screen(app)
        await write(pilot, "All was lost.", "", "p. 4")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "which source is that in?" in screen(app)
        await write(pilot, "Liv Moen")
        await pilot.press("ctrl+t")
        await write(pilot, "brgade", "line 5", "", "by phone")
        await pilot.pause()
        last = given(desk, 3).verdicts[-1]
        assert (last.status, last.correction, last.note) == (Status.CORRECTED, "All was lost.", "by phone")
        held = desk.store.load()
        assert [(held.sources[c.source].name, c.locator) for c in last.sources] == [
            ("Liv Moen", "p. 4"),
            ("Brigade log", "line 5"),
        ]
        await pilot.press("v", "escape")
        await pilot.pause()
        assert given(desk, 3).verdicts[-1] == last

    drive(desk, (80, 24), act)


def test_no_verdict_on_a_claim_that_is_out_of_sight(tmp_path: Path) -> None:
    lines = [f"The survey of street {n} counted {n + 3} houses." for n in range(60)]
    project = ledger(tmp_path, lines=["# Streets", *lines], kinds=["heading", *["number"] * 60])

    async def act(app: Host, pilot: Pilot[None]) -> None:
        app.pane.reading.scroll_to(y=90, animate=False)  # as by the wheel of a mouse
        await pilot.pause()
        await pilot.press("s")
        await pilot.pause()
        assert not given(project, 2).verdicts and "street 0 counted" in screen(app)
        await pilot.press("s")
        await pilot.pause()
        assert given(project, 2).verdicts

    drive(project, (80, 24), act)


@pytest.mark.parametrize("size", SIZES[:1])
def test_search_filter_and_choosing_an_article(desk: Project, size: tuple[int, int]) -> None:
    async def act(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press("slash", *"mtrs")
        await pilot.pause()
        assert isinstance(app.screen, Picker) and "news/pier.md:3" in screen(app)
        await pilot.press("enter")
        await pilot.pause()
        assert looked_at(app) == "The pier is 40 metres long."
        await pilot.press("slash", "z", "q", "enter", "escape")
        await pilot.pause()
        assert looked_at(app) == "The pier is 40 metres long."
        await pilot.press("f")
        await pilot.pause()
        shown = screen(app)
        assert isinstance(app.screen, Filtering)
        for words in ("[ ] status", "rule", "CC101", "person", "Vera Falk"):
            assert words in shown, shown
        await pilot.press(*["j"] * 9, "space", "enter")  # the last: Vera Falk
        await pilot.pause()
        assert "only by Vera Falk: 1 claim here, 1 in all" in screen(app)
        assert looked_at(app).startswith("Two fire engines")
        await pilot.press("j")
        assert looked_at(app).startswith("Two fire engines")
        await pilot.press("escape")
        await pilot.pause()
        assert "only by" not in screen(app)
        await pilot.press("a", "p", "i", "enter")
        await pilot.pause()
        assert looked_at(app) == "The pier is 40 metres long."

    drive(desk, size, act)


def test_the_mouse_chooses_a_claim_and_a_row(desk: Project) -> None:
    async def act(app: Host, pilot: Pilot[None]) -> None:
        await pilot.click("#text", offset=(12, 4))
        await pilot.pause()
        assert looked_at(app).startswith("The roof")
        await pilot.press("a")
        await pilot.pause()
        await pilot.click("#found", offset=(4, 2))
        await pilot.pause()
        assert looked_at(app) == "The pier is 40 metres long."

    drive(desk, (80, 24), act)


# --- texts that are hard to show --------------------------------------------------------------------------------------

HARD = (
    "# [bold]A title[/bold] in brackets",
    "\U0001f525 Smoke over Norrland: 12 \U0001f692 and \U0001f468\u200d\U0001f469\u200d\U0001f467 a family of 3.",
    "\u05d1\u05e1\u05db\u05df \u05de\u05d7\u05db\u05d9\u05dd 12 \u05e1\u05d9\u05e8\u05d5\u05ea.",
    "\u6771\u4eac\u306e\u6e2f\u3067\u5341\u4e8c\u4eba\u304c\u6551\u52a9\u3055\u308c\u305f\u3002",
    "The text says [red]not red[/red] [link=x]and no link[/link] and <b>12</b> \\[escaped].",
    "The list of " + ", ".join(f"street {n} with {n} houses" for n in range(80)) + " is long.",
)


@pytest.mark.parametrize("size", [(160, 50), (30, 10)])
def test_hard_texts_are_shown_as_they_are(tmp_path: Path, size: tuple[int, int]) -> None:
    project = ledger(tmp_path, lines=HARD, kinds=["heading", *["number"] * 5])

    async def act(app: Host, pilot: Pilot[None]) -> None:
        seen = ""
        for keys in (["g"], ["j", "j"], ["j"], ["pagedown", "slash"], ["escape", "v"]):
            await pilot.press(*keys)
            await settled(pilot)
            shown = screen(app)
            seen += shown
            assert "\x1b" not in shown and "\u202e" not in shown
        for words in ("[bold]A title[/bold]", "[red]not", "\u6771\u4eac", "12"):
            assert words in seen

    drive(project, size, act)


@pytest.mark.parametrize("size", SIZES[:1])
def test_an_empty_ledger_and_a_single_claim(tmp_path: Path, size: tuple[int, int]) -> None:
    async def nothing(app: Host, pilot: Pilot[None]) -> None:
        assert "The ledger has no claims yet" in screen(app)
        await pilot.press(*"jnGvsfaz", "slash", "escape", "enter", "tab", "right_square_bracket", "escape")
        await pilot.pause()

    project = ledger(tmp_path, lines=["One engine came."], kinds=["fact"])
    with project.store.transaction() as change:
        one = change.ledger
        change.ledger = Ledger()
    drive(project, size, nothing)

    async def single(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press(*"jnpG", "pagedown", "enter", "escape")
        await settled(pilot)
        assert looked_at(app) == "One engine came." and "0 of 1 claim checked" in screen(app)

    with project.store.transaction() as change:
        change.ledger = one
    drive(project, size, single)


def test_lines_are_drawn_only_where_they_are_seen(tmp_path: Path) -> None:
    lines = [f"The survey of district {n} counted {17 * n} houses with a damaged roof." for n in range(1500)]
    project = ledger(tmp_path, lines=["# Survey", *lines], kinds=["heading", *["number"] * 1500])

    async def act(app: Host, pilot: Pilot[None]) -> None:
        reading = app.pane.reading
        await pilot.press("G")
        await pilot.pause()
        assert looked_at(app) == lines[-1] and "district 1499" in screen(app)
        assert reading.count() > 3000 and len(reading._drawn) < 200
        assert len(reading._figures) < 100  # figures too are read only where they are seen
        await pilot.press("slash")
        await write(pilot, "district 1234")
        await pilot.pause()
        assert looked_at(app) == lines[1234]

    drive(project, (80, 24), act)

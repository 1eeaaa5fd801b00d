"""The Sources screen driven by keys and the mouse: use, state, drift old against new, and what stays at the desk."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from claimcheck.desk.project import Project, sha256
from claimcheck.desk.session import Session
from claimcheck.desk.verdicts import Opinion
from claimcheck.ledger.records import Citation, Source, Status
from claimcheck.settings import Settings
from claimcheck.tui.beside import Panel
from claimcheck.tui.picker import Picker
from claimcheck.tui.sources import SourcesPane
from claimcheck.tui.stored import Stored
from tests.desk import claim_id, ledger, verdict
from tests.test_tui_article import LOG, SIZES, screen, settled, sight

SECRET = "Quillon Marsh"


class Host(App[None]):
    """One pane; where Enter leads is written down."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.project, self.pane, self.followed = project, SourcesPane(), list[tuple[str, str]]()

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.pane.see(sight(self.project))
        self.pane.listing.focus()

    def on_panel_followed(self, message: Panel.Followed) -> None:
        self.followed.append((message.kind, message.id))


def drive(
    project: Project, act: Callable[[Host, Pilot[None]], Awaitable[None]], size: tuple[int, int] = (80, 24)
) -> None:
    """Run the host and act on it."""

    async def run() -> None:
        app = Host(project)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await act(app, pilot)

    asyncio.run(run())


@pytest.fixture
def desk(tmp_path: Path) -> Project:
    """A log that changed where it is cited, a page never fetched, a person, a confidential file, one that is lost."""
    project = ledger(tmp_path)
    (tmp_path / "sources").mkdir()
    for name, text in (("log.txt", LOG), ("marsh.txt", f"{SECRET} said the valve was open.\n")):
        (tmp_path / "sources" / name).write_text(text, "utf-8")
    digest = sha256(tmp_path / "sources/log.txt")
    sources = (
        Source("S-00000001", "sources/log.txt", title="Brigade log", kind="log", sha256=digest),
        Source("S-00000002", url="https://example.org/minutes", title="Minutes"),
        Source("S-00000003", person="Liv Moen, harbour master"),
        Source("S-00000004", "sources/marsh.txt", title=f"Talk with {SECRET}", confidential=True),
        Source("S-00000005", "sources/gone.txt", title="Lost list", sha256="f" * 64),
    )
    cited = Citation("S-00000001", locator="line 3", quote="Two engines reached the mill at 03:40", sha256=digest)
    whispered = Citation("S-00000004", locator="back room", quote="the valve was open")
    with project.store.transaction() as change:
        held = change.ledger
        two = verdict(held.claims[claim_id(2)], "Vera Falk", Status.VERIFIED, "2026-11-20T10:00:00+01:00", cited)
        three = verdict(held.claims[claim_id(3)], "Vera Falk", Status.VERIFIED, "2026-11-20T10:00:00+01:00", whispered)
        change.ledger = held.put(*sources, two, three)
    (tmp_path / "sources/log.txt").write_text(LOG.replace("Two engines", "Three engines"), "utf-8")
    return project


def on(app: Host) -> str:
    assert app.pane.source is not None
    return app.pane.source.source.id


@pytest.mark.parametrize("size", SIZES)
def test_every_key_of_the_screen(desk: Project, size: tuple[int, int]) -> None:
    async def act(app: Host, pilot: Pilot[None]) -> None:
        shown = screen(app)
        assert "5 sources, 1 changed, 1 missing, 3 unused" in shown
        assert on(app) == "S-00000005" and "✗ Lost list" in shown  # what needs somebody comes first
        await pilot.press("n")
        await settled(pilot)
        shown = screen(app)
        assert on(app) == "S-00000001"
        for words in ("1 claim · log · changed", "1 claim of 1: the place cited has changed", "[-Two-] {+Three+}"):
            assert words in shown, shown
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert app.followed == [("claim", claim_id(2))]
        await pilot.press("o")
        await pilot.pause()
        assert isinstance(app.screen, Stored) and "▌  Three engines reached the mill at 03:40." in screen(app)
        await pilot.press("n", "p", "down", "end", "home", "escape", "escape", "G")
        await pilot.pause()
        last = on(app)
        await pilot.press("g", "j", "k", "pagedown", "pageup", "p")
        await pilot.pause()
        assert on(app) == "S-00000005" != last
        await pilot.press("slash", *"moe", "enter", "tab", "tab", "z")
        await settled(pilot)
        assert on(app) == "S-00000003" and app.pane.listing.has_focus
        assert "nothing stands on it" in screen(app)
        await pilot.press("o")

    drive(desk, act, size)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_confidential_is_nowhere_on_the_screen(desk: Project, size: tuple[int, int]) -> None:
    async def act(app: Host, pilot: Pilot[None]) -> None:
        seen = screen(app)
        for keys in (["j"], ["j"], ["j"], ["j"], ["g", "slash"]):
            await pilot.press(*keys)
            await settled(pilot)
            seen += screen(app)
        assert isinstance(app.screen, Picker)
        await pilot.press("escape")
        await pilot.pause()
        app.pane.see(sight(desk), "S-00000004")
        await pilot.press("o", "enter")
        await settled(pilot)
        seen += screen(app)
        assert "confidential source" in seen and "The roof was lost" in seen
        for secret in (SECRET, "Quillon", "marsh", "back room", "valve"):
            assert secret not in seen

    drive(desk, act, size)


def test_a_ledger_without_sources(tmp_path: Path) -> None:
    async def act(app: Host, pilot: Pilot[None]) -> None:
        assert "the ledger has no sources yet" in screen(app)
        await pilot.press(*"jknpgGoz", "slash", "enter", "tab", "escape")
        await pilot.pause()

    drive(ledger(tmp_path), act)


def test_a_click_opens_the_claims_of_a_source(desk: Project) -> None:
    async def act(app: Host, pilot: Pilot[None]) -> None:
        await pilot.click("#sources", offset=(6, 3))
        await settled(pilot)
        assert on(app) == "S-00000001"
        await pilot.click("#sources", offset=(6, 3))
        await pilot.pause()
        assert app.pane.panel.has_focus

    drive(desk, act)


def test_what_is_seen_after_a_verdict_is_what_would_be_read(desk: Project) -> None:
    session = Session(desk, Settings(), "Ada Holm")
    assert session.seen.views  # worked out once; from now on only what a verdict touches is looked at again
    for status in (Status.DISPUTED, Status.VERIFIED):
        session.judge([claim_id(2)], Opinion(status, "", ""))
        assert session.seen.views == Session(desk, Settings()).seen.views and not session.changed()
    session.undo()
    assert session.seen.views == Session(desk, Settings()).seen.views

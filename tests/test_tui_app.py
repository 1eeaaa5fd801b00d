"""The whole interface driven by keys: conflicts decided, screens changed, two at one ledger, ledgers of every size."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from claimcheck.cli import working
from claimcheck.cli.flags import LedgerFlags
from claimcheck.desk.project import Project, changing, find_project
from claimcheck.desk.session import Session
from claimcheck.desk.taking import unkept
from claimcheck.errors import UsageError
from claimcheck.ledger.records import Article, Claim, Conflict, Ledger, Place, Ruling, Side, Status
from claimcheck.settings import Settings
from claimcheck.store import open_store
from claimcheck.tui.app import Desk
from claimcheck.tui.conflicts import ConflictsPane
from tests.desk import AT

SIZES = [(80, 24), (160, 50)]
PAIRS = (
    ("The tanker lay within 5 miles of the pier.", "within 5 miles", "The tanker lay 12 km from the pier.", "12 km"),
    ("Seven people were hurt.", "Seven people", "Eight people were hurt.", "Eight people"),
    ("The mast is 40 metres high.", "40 metres", "The mast is 60 metres high.", "60 metres"),
)
HARD = (
    ("👩‍🚒👩‍🚒 Seven people were hurt 🔥.", "Seven people", "[red]Eight people[/] were hurt [/bold].", "Eight people"),
    ("שבעה אנשים: Seven people.", "Seven people", "\x1b[31mEight people\u202e were hurt.", "Eight people"),
    ("Seven people " + "and their neighbours " * 100 + "came.", "Seven people", "Eight people came.", "Eight people"),
)
Driven = Callable[[Desk, Pilot[None]], Awaitable[None]]


def filled(folder: Path, pairs: tuple[tuple[str, str, str, str], ...], more: int = 0) -> Project:
    """A ledger whose first article holds pairs of sentences in conflict; `more` claims stand in others, 100 each."""
    store = open_store(folder / "claims.json")
    store.create()
    texts = [[sentence for one, _, other, _ in pairs for sentence in (one, other)]]
    boats = [f"Boat {n} is {n + 2} metres long." for n in range(more)]
    texts += [boats[at : at + 100] for at in range(0, more, 100)]
    articles, claims = [], list[Claim]()
    for number, sentences in enumerate((each for each in texts if each), 1):
        name = f"news-{number:03}.md"
        (folder / name).write_text("\n\n".join(sentences) + "\n", encoding="utf-8")
        layout, start = [], 0
        for line, text in enumerate(sentences):
            claims.append(Claim(f"C-{len(claims) + 1:08}", text, f"A-{number:08}", "number", added=AT))
            layout.append(Place(claims[-1].id, start, start + len(text), 2 * line + 1))
            start += len(text) + 2
        articles.append(Article(f"A-{number:08}", name, f"News {number}", added=AT, layout=tuple(layout)))
    conflicts = [_conflict(n, claims[2 * n], claims[2 * n + 1], pair) for n, pair in enumerate(pairs)]
    with store.transaction() as change:
        change.ledger = change.ledger.put(*articles, *claims, *conflicts)
    return find_project(folder / "claims.json")


def _conflict(number: int, one: Claim, other: Claim, pair: tuple[str, str, str, str]) -> Conflict:
    sides = (Side(one.id, pair[1]), Side(other.id, pair[3]))
    message = f"“{pair[1]}” against “{pair[3]}”"
    grave = "warning" if number % 2 else "error"
    return Conflict(f"K-{number + 1:08}", "CC101", f"print{number}", message, sides, grave, ("both: pier",), AT)


def drive(project: Project, size: tuple[int, int], act: Driven, name: str = "Ada Holm", *, kept: bool = True) -> None:
    async def run() -> None:
        app = Desk(Session(project, Settings(), name, kept=kept))
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await act(app, pilot)

    asyncio.run(run())


async def settled(pilot: Pilot[None]) -> None:
    """When the keys have rested and the panel is told."""
    await pilot.pause(0.1)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def screen(app: Desk) -> str:
    """What stands on the screen, as text."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def told(app: Desk) -> str:
    """All that stands in the panel of the conflict, seen or not."""
    panel = app.query_one(ConflictsPane).panel
    return "\n".join("".join(text for text, _ in panel.line(y)) for y in range(panel.count()))


def notices(app: Desk) -> str:
    """What the interface has said."""
    return "\n".join(notice.message for notice in app._notifications)


async def answer(pilot: Pilot[None], text: str) -> None:
    """Type into the window's field and press Enter."""
    await pilot.pause()
    field = pilot.app.screen.focused
    assert isinstance(field, Input)
    field.insert_text_at_cursor(text)
    await pilot.press("enter")
    await settled(pilot)


def held(project: Project) -> Ledger:
    return project.store.load()


@pytest.mark.parametrize("size", SIZES)
def test_a_conflict_is_shown_with_both_sides_one_line_and_the_reason(project: Path, size: tuple[int, int]) -> None:
    desk = filled(project, PAIRS)

    async def act(app: Desk, pilot: Pilot[None]) -> None:
        shown = screen(app)
        assert "[Conflicts 3]" in shown
        assert "within 5 miles … 12 km" in shown
        await pilot.press("z")
        await settled(pilot)
        panel = told(app)
        assert "│" in panel or "The tanker lay within 5 miles A of the pier." in " ".join(panel.split())
        assert "at most 8.05 km" in panel
        assert "A within 5 miles" in panel and "━" in panel and " km" in panel
        assert "both: pier" in panel

    drive(desk, size, act)


@pytest.mark.parametrize("size", SIZES)
def test_every_key_of_the_conflicts(project: Path, size: tuple[int, int]) -> None:
    desk = filled(project, PAIRS)

    async def act(app: Desk, pilot: Pilot[None]) -> None:
        pane = app.query_one(ConflictsPane)
        first = [one.conflict.id for one in pane._shown]
        for key, at in (("j", 1), ("j", 2), ("j", 2), ("k", 1), ("g", 0), ("G", 2), ("p", 1), ("n", 2), ("home", 0)):
            await pilot.press(key)
            assert pane.listing.at == at, key
        await pilot.press("d")
        await answer(pilot, "two tankers")
        assert held(desk).conflicts[first[0]].decisions[-1].ruling is Ruling.DISTINCT
        assert held(desk).conflicts[first[0]].decisions[-1].note == "two tankers"
        assert len(pane._shown) == 2
        await pilot.press("a")
        await answer(pilot, "both were told")
        assert held(desk).conflicts[first[1]].decisions[-1].ruling is Ruling.ACCEPTED
        await pilot.press("f")
        await answer(pilot, "")
        assert held(desk).conflicts[first[2]].decisions[-1].ruling is Ruling.FIXED
        assert pane._shown == [] and "no open conflict" in screen(app)
        await pilot.press("o")
        assert len(pane._shown) == 3
        await pilot.press("g", "r")
        await settled(pilot)
        reopened = pane.conflict
        assert reopened is not None and reopened.status is Ruling.OPEN
        past = [line for line in told(app).splitlines() if " by Ada Holm" in line]
        assert len(past) == 2 and "open by" in past[0] and "(no longer stands)" not in past[0]
        await pilot.press("u", "u")
        await settled(pilot)
        assert not held(desk).conflicts[first[2]].decisions
        await pilot.press("tab")
        assert pane.panel.has_focus
        await pilot.press("escape")
        assert pane.listing.has_focus

    drive(desk, size, act)


def test_a_decision_needs_its_reason_and_escape_changes_nothing(project: Path) -> None:
    desk = filled(project, PAIRS)
    before = held(desk)

    async def act(app: Desk, pilot: Pilot[None]) -> None:
        await pilot.press("d")
        await answer(pilot, "  ")
        assert len(app.screen_stack) == 2
        await pilot.press("escape", "j", "a", "escape")
        await settled(pilot)
        assert held(desk) == before

    drive(desk, (80, 24), act)


@pytest.mark.parametrize("size", SIZES)
def test_screens_help_and_palette(project: Path, size: tuple[int, int]) -> None:
    desk = filled(project, PAIRS)

    async def act(app: Desk, pilot: Pilot[None]) -> None:
        await pilot.press("2")
        await settled(pilot)
        assert "[Article]" in screen(app) and "Seven people were hurt." in screen(app)
        await pilot.press("3")
        await settled(pilot)
        assert "[Sources]" in screen(app)
        await pilot.press("question_mark")
        await settled(pilot)
        assert len(app.screen_stack) == 2
        await pilot.press("escape", "1", "enter")
        await settled(pilot)
        assert app.query_one(ConflictsPane).panel.has_focus
        await pilot.press("enter")
        await settled(pilot)
        assert "[Article]" in screen(app)
        titles = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Undo", "Conflicts", "Article: verified"} <= titles
        await pilot.press("ctrl+p")
        await settled(pilot)
        assert len(app.screen_stack) == 2
        await pilot.press("escape", "q")

    drive(desk, size, act)


@pytest.mark.parametrize("size", SIZES)
def test_hard_texts_are_text(project: Path, size: tuple[int, int]) -> None:
    desk = filled(project, HARD)

    async def act(app: Desk, pilot: Pilot[None]) -> None:
        for key in ("j", "j", "z", "2", "1"):
            await pilot.press(key)
            await settled(pilot)
            assert "\x1b" not in screen(app) and "\u202e" not in screen(app)
        lines = []
        for pair in range(3):
            app.query_one(ConflictsPane).listing.move(pair)
            await settled(pilot)
            lines.append(told(app))
        assert any("[red]" in text and "[/]" in text for text in lines)
        assert any("<U+202E>" in text for text in lines)

    drive(desk, size, act)


def test_forty_conflicts_and_ten_thousand_claims(project: Path) -> None:
    pairs = tuple((f"Pier {n} has 40 posts.", "40 posts", f"Pier {n} has 60 posts.", "60 posts") for n in range(40))
    desk = filled(project, pairs, more=9920)

    async def act(app: Desk, pilot: Pilot[None]) -> None:
        pane = app.query_one(ConflictsPane)
        assert len(pane._shown) == 40
        await pilot.press("G")
        assert pane.listing.at == 39
        await pilot.press("2", "left_square_bracket", "G")
        await settled(pilot)
        assert "Boat 9919" in screen(app)
        assert len(app.screen.walk_children()) < 60

    drive(desk, (80, 24), act)


@pytest.mark.parametrize("size", SIZES)
def test_an_empty_ledger_says_how_to_begin(project: Path, size: tuple[int, int]) -> None:
    desk = filled(project, ())

    async def act(app: Desk, pilot: Pilot[None]) -> None:
        assert "claimcheck add" in screen(app)
        for key in ("1", "d", "enter", "j", "slash", "s", "2", "v", "n", "3", "o", "enter", "u"):
            await pilot.press(key)
            if len(app.screen_stack) > 1:
                await pilot.press("escape")
        await pilot.press("2")
        await settled(pilot)
        assert "claimcheck add" in screen(app)

    drive(desk, size, act)


def test_one_claim(project: Path) -> None:
    desk = filled(project, (), more=1)

    async def act(app: Desk, pilot: Pilot[None]) -> None:
        assert "Boat 0 is 2 metres long." in screen(app)
        await pilot.press("x")
        await answer(pilot, "nobody measured it")
        assert held(desk).claims["C-00000001"].verdicts[-1].status is Status.UNVERIFIABLE
        await pilot.press("u")
        await settled(pilot)
        assert not held(desk).claims["C-00000001"].verdicts

    drive(desk, (80, 24), act)


def test_two_at_one_ledger_lose_nothing(project: Path) -> None:
    desk = filled(project, PAIRS)

    async def run() -> None:
        ada, vera = (Desk(Session(desk, Settings(), name)) for name in ("Ada Holm", "Vera Falk"))
        async with ada.run_test(size=(80, 24)) as one, vera.run_test(size=(80, 24)) as other:
            await settled(one)
            await settled(other)
            await other.press("f")  # nothing moves under an open question
            await one.press("d")
            await answer(one, "two tankers")
            await answer(other, "mended")
            assert "decided by Ada Holm meanwhile" in notices(vera)
            await other.press("a")
            await answer(other, "both were told")
            for pilot in (one, other):
                await pilot.press("2")
                await settled(pilot)
                await pilot.press("x")
                await answer(pilot, "nobody knows")
            ada._watch()
            await settled(one)
            assert "Vera Falk" in notices(ada)

    asyncio.run(run())
    kept = held(desk)
    assert sorted(made.by for c in kept.conflicts.values() for made in c.decisions) == ["Ada Holm", "Vera Falk"]
    assert sorted(v.by for c in kept.claims.values() for v in c.verdicts) == ["Ada Holm", "Vera Falk"]


def test_what_happens_to_the_ledger_meanwhile_is_told(project: Path) -> None:
    desk = filled(project, PAIRS)
    whole = desk.ledger.read_bytes()

    async def act(app: Desk, pilot: Pilot[None]) -> None:
        desk.ledger.write_bytes(whole[:200])
        app._watch()
        await settled(pilot)
        assert "claims.json" in notices(app)
        await pilot.press("d")
        await answer(pilot, "two tankers")
        assert len(app.screen_stack) == 1
        assert desk.ledger.read_bytes() == whole[:200]
        desk.ledger.unlink()
        app._watch()
        await pilot.press("u")
        await settled(pilot)
        desk.ledger.write_bytes(whole)
        app._watch()
        await settled(pilot)
        assert "[Conflicts 3]" in screen(app)

    drive(desk, (80, 24), act)


def test_nothing_moves_under_an_open_question(project: Path) -> None:
    desk = filled(project, PAIRS)

    async def act(app: Desk, pilot: Pilot[None]) -> None:
        await pilot.press("d")
        await pilot.pause()
        with changing(desk) as change:
            gone = change.ledger.conflicts["K-00000001"]._replace(gone=AT)
            change.ledger = change.ledger.put(gone)
        seen = app.session.seen
        app._watch()
        assert app.session.seen is seen
        await pilot.press("escape")
        app._watch()
        assert app.session.seen is not seen

    drive(desk, (80, 24), act)


def test_nobody_known_is_asked_for_a_name(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    desk = filled(project, PAIRS)

    async def act(app: Desk, pilot: Pilot[None]) -> None:
        await pilot.press("f")
        await answer(pilot, "mended")
        await answer(pilot, "Ove Lie")
        assert [made.by for c in held(desk).conflicts.values() for made in c.decisions] == ["Ove Lie"]

    drive(desk, (80, 24), act, name="")


def test_light_and_dark(project: Path) -> None:
    desk = filled(project, PAIRS)

    async def act(app: Desk, pilot: Pilot[None]) -> None:
        dark = app.current_theme.dark
        await pilot.press("t")
        await settled(pilot)
        assert app.current_theme.dark is not dark

    drive(desk, (80, 24), act)


def test_conflicts_are_searched_as_one_types(project: Path) -> None:
    desk = filled(project, PAIRS)

    async def act(app: Desk, pilot: Pilot[None]) -> None:
        pane = app.query_one(ConflictsPane)
        await pilot.press("slash")
        await answer(pilot, "mast")
        assert pane.conflict is not None and pane.conflict.conflict.id == "K-00000003"
        await pilot.press("f")
        await answer(pilot, "it is 60")
        assert len(pane._shown) == 2
        await pilot.press("slash")
        await answer(pilot, "40 metres")  # a settled one is found too, and shown among all
        assert pane.conflict.conflict.id == "K-00000003" and len(pane._shown) == 3
        await pilot.press("slash", "escape")
        assert pane.conflict.conflict.id == "K-00000003"

    drive(desk, (80, 24), act)


def test_one_state_after_another(project: Path) -> None:
    desk = filled(project, PAIRS)

    async def act(app: Desk, pilot: Pilot[None]) -> None:
        pane = app.query_one(ConflictsPane)
        for key, note in (("d", "two tankers"), ("f", "")):
            await pilot.press(key)
            await answer(pilot, note)
        counts = []
        for _ in range(5):
            await pilot.press("s")
            counts.append(len(pane._shown))
        assert counts == [3, 1, 0, 1, 1]  # all, distinct, accepted, fixed, open
        await pilot.press("s", "s", "s")
        await settled(pilot)
        assert "None in this state" in told(app) and "only those accepted: 0" in screen(app)
        await pilot.press("o", "o", "a")
        await answer(pilot, "both were told")
        assert "All settled: 3 conflicts" in told(app)

    drive(desk, (80, 24), act)


def test_undo_help_and_quit_stand_below_at_eighty_columns(project: Path) -> None:
    desk = filled(project, PAIRS)

    async def act(app: Desk, pilot: Pilot[None]) -> None:
        assert all(word in screen(app).splitlines()[-1] for word in ("distinct", "search", "undo", "? help", "q quit"))

    drive(desk, (80, 24), act)


def test_a_terminal_is_needed_that_can_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "is_terminal", lambda stream: False)
    with pytest.raises(UsageError, match="needs a terminal"):
        working.work((), None, LedgerFlags())
    monkeypatch.setattr(working, "is_terminal", lambda stream: True)
    monkeypatch.setenv("TERM", "dumb")
    with pytest.raises(UsageError, match="TERM is dumb"):
        working.work((), None, LedgerFlags())
    with pytest.raises(UsageError, match="--color must be one of"):
        working.work((), None, LedgerFlags(), "red")


@pytest.mark.parametrize("choice", ["never", "always"])
def test_colour_is_a_choice(project: Path, monkeypatch: pytest.MonkeyPatch, choice: str) -> None:
    desk = filled(project, PAIRS)
    monkeypatch.setenv("NO_COLOR", "1" if choice == "always" else "")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(working, "is_terminal", lambda stream: True)
    ran: list[bool] = []
    monkeypatch.setattr(Desk, "run", lambda app: ran.append(app.no_color))
    assert working.work((), "Ada Holm", LedgerFlags(desk.ledger), choice) == 0
    assert ran == [choice == "never"]


def test_articles_that_changed_are_told_and_taken_in(project: Path) -> None:
    desk = filled(project, PAIRS)
    with changing(desk) as change:
        (article,) = change.ledger.articles.values()
        change.ledger = change.ledger.put(article._replace(sha256="0" * 64))

    async def act(app: Desk, pilot: Pilot[None]) -> None:
        assert "1 article changed since it was added: A takes it in" in notices(app)
        file = desk.root / article.path
        file.write_text(file.read_text("utf-8") + "\nThe quay is 3 km long.\n", encoding="utf-8")
        app._watch()
        assert "changed since it was added" in notices(app)
        await pilot.press("j", "A")
        await settled(pilot)
        assert "1 article taken in" in notices(app) and "1 claim more" in notices(app)
        assert app.query_one(ConflictsPane).conflict is not None

    drive(desk, (80, 24), act)


def test_an_article_without_a_ledger_is_followed_as_it_is_written(project: Path, tmp_path: Path) -> None:
    file = project / "tanker.md"
    file.write_text("The tanker lay within 5 miles of the pier.\n\nThe tanker lay 12 km from the pier.\n")
    desk = unkept(tmp_path, [file], Settings(), AT)

    async def act(app: Desk, pilot: Pilot[None]) -> None:
        assert "no ledger" in screen(app) and "[Conflicts 1]" in screen(app)
        file.write_text(file.read_text() + "\nThe mast is 40 metres high.\n\nThe mast is 60 metres high.\n")
        app._watch()
        await settled(pilot)
        assert "[Conflicts 2]" in screen(app)
        assert "2 claims more, 1 conflict more" in notices(app)
        file.unlink()
        app._watch()
        await settled(pilot)
        assert "not found any more" in notices(app) and "[Conflicts 2]" in screen(app)

    drive(desk, (80, 24), act, kept=False)

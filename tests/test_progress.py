"""Progress on long work: seen where somebody watches, only when it takes long, and gone without a trace."""

from __future__ import annotations

import io
import signal
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from claimcheck.cli import progress
from claimcheck.cli.progress import Progress, line
from claimcheck.reporters.visible import cells


class Screen(io.StringIO):
    """A terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    found = Screen()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=found))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(progress, "_REFRESH", 0.0)
    yield found
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


def test_a_long_work_is_told_and_its_line_taken_away(screen: Screen) -> None:
    with Progress(True, "reading", "articles", patience=0.0) as told:
        told(3, 12)
    first, drawn, end = screen.getvalue().split("\r\x1b[K")
    assert drawn.startswith("reading ") and drawn.endswith("  3 of 12 articles") and "━━━━━━─" in drawn
    assert (first, end) == ("", "")


def test_an_interrupted_work_leaves_no_trace(screen: Screen) -> None:
    with pytest.raises(KeyboardInterrupt), Progress(True, patience=0.0) as told:
        told(1, 2)
        raise KeyboardInterrupt
    assert screen.getvalue().endswith("\r\x1b[K")


def test_short_work_shows_nothing(screen: Screen) -> None:
    with Progress(True) as told:
        told(1, 2)
    assert screen.getvalue() == ""


def test_work_whose_first_piece_is_long_is_told_by_the_clock(screen: Screen) -> None:
    with Progress(True, "checking", "articles", patience=0.01), Progress(True, "comparing", "groups", patience=0.01):
        end = time.monotonic() + 2
        while not screen.getvalue() and time.monotonic() < end:
            time.sleep(0.005)
    assert screen.getvalue() == "\r\x1b[Kchecking articles\r\x1b[K"


@pytest.mark.parametrize("variable", [("CI", "true"), ("TERM", "dumb")], ids=str)
def test_where_nobody_watches_nothing_is_drawn(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, variable: tuple[str, str]
) -> None:
    monkeypatch.setenv(*variable)
    with Progress(True, patience=0.0) as told:
        told(1, 2)
    assert screen.getvalue() == ""


def test_not_wanted_is_not_drawn(screen: Screen) -> None:
    with Progress(False, patience=0.0) as told:
        told(1, 2)
    assert screen.getvalue() == ""


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 200])
def test_a_line_fits_the_terminal(columns: int) -> None:
    told = line("comparing", "groups of figures", 1_204, 1_830, 9.0, columns)
    assert columns < 80 or (cells(told) < columns and "━" in told)
    assert told.endswith("1,204 of 1,830 groups of figures, about 5 s left")


def test_how_long_it_takes_is_told_when_there_is_a_pace() -> None:
    assert "left" not in line("checking", "articles", 1, 100, 60.0, 80)  # one of a hundred tells nothing yet
    assert "left" not in line("checking", "articles", 50, 100, 1.0, 80)
    assert line("checking", "articles", 50, 100, 600.0, 80).endswith(", about 10 min left")
    assert "left" not in line("checking", "articles", 100, 100, 600.0, 80)
    assert line("reading", "articles", 1_200, 0, 9.0) == "reading 1,200 articles"

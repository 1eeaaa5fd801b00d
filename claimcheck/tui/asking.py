"""Asking for one line of text: a note, a name."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from claimcheck.reporters.visible import squeezed
from claimcheck.tui.window import Window


class Asking(Window[str | None]):
    """A window with one line; ends with what was typed, None when it was closed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "close", show=False)]
    DEFAULT_CSS = """
    Asking {
        align: center middle;
        #window {
            width: 94%; max-width: 96; height: auto; border: round $primary; padding: 0 1; background: $surface;
        }
        #words { height: auto; max-height: 4; margin-bottom: 1; }
        Input { border: none; height: 1; padding: 0; background: $panel; }
        Input:focus { background: $primary-muted; }
        #told { height: 1; margin-top: 1; color: $text-muted; }
    }
    """

    def __init__(self, title: str, words: str = "", *, needed: bool = False) -> None:
        super().__init__()
        self._title, self._words, self._needed = title, words, needed

    def compose(self) -> ComposeResult:
        """The line."""
        with Vertical(id="window") as window:
            window.border_title = Content(self._title)
            yield Static(squeezed(self._words), id="words", markup=False)
            yield Input(id="line", compact=True)
            yield Static("Enter keeps it · Esc close", id="told", markup=False)

    def on_mount(self) -> None:
        """Ready to be typed in."""
        self.query_one("#words").display = bool(self._words)
        self.begin()

    @on(Input.Submitted)
    def enter(self, event: Input.Submitted) -> None:
        """Enter ends it, unless there has to be something."""
        text = event.value.strip()
        if text or not self._needed:
            self.dismiss(text)
        else:
            self.query_one("#told", Static).update("a line is needed: somebody will ask · Esc close")

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

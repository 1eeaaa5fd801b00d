"""A window over a screen, with a line to type in: what is typed before it stands is not lost."""

from __future__ import annotations

from typing import TypeVar

from textual.css.query import NoMatches
from textual.screen import ModalScreen
from textual.widgets import Input

Result = TypeVar("Result")


class Window(ModalScreen[Result]):
    """A window whose first line takes the keys that come before it has been drawn."""

    def __init__(self) -> None:
        super().__init__()
        self._early = ""

    def early(self, character: str) -> None:
        """A character that nothing has taken: typed before the line had the keys."""
        self._early += character
        self.begin()

    def begin(self, field: Input | None = None) -> None:
        """The keys to this line, or the first one; with those that were typed already."""
        try:
            line = field or self.query(Input).first()
        except NoMatches:
            return  # not composed yet: `begin` is called again when it is
        line.focus()
        early, self._early = self._early, ""
        if early:
            line.insert_text_at_cursor(early)

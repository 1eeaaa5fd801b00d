"""Every key of a screen in a window."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from claimcheck.ledger.records import Status
from claimcheck.reporters.ledger.signs import STYLES, sign
from claimcheck.reporters.visible import padded
from claimcheck.tui.lines import Listing
from claimcheck.tui.panel import Line
from claimcheck.tui.reading import named

_KEYS = {
    "question_mark": "?",
    "slash": "/",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "down": "↓",
    "up": "↑",
    "home": "Home",
    "end": "End",
}


class Help(ModalScreen[None]):
    """The keys of one screen, those of all screens, and what the signs mean."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "leave", "close", show=False, priority=True),
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
    ]
    DEFAULT_CSS = """
    Help {
        align: center middle;
        #window {
            width: 64; max-width: 96%; height: 90%; max-height: 44;
            border: round $primary; padding: 0 1; background: $surface;
        }
        #keys { height: 1fr; background: $surface; }
    }
    """

    def __init__(self, name: str, own: Iterable[object], every: Iterable[object]) -> None:
        super().__init__()
        self._name, self._own, self._every = name, list(own), list(every)

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(id="window") as window:
            window.border_title = Content(f"{self._name}: keys")
            yield Listing(id="keys")

    def on_mount(self) -> None:
        """Everything in one list."""
        rows: list[list[Line]] = [[_key(binding)] for binding in self._own if isinstance(binding, Binding)]
        rows += [[[]], [[("On every screen", ("title",))]]]
        rows += [[_key(binding)] for binding in self._every if isinstance(binding, Binding)]
        rows += [[[("ctrl+p        ", ("key",)), ("everything by name", ())]]]
        rows += [[[]], [[("Signs", ("title",))]]]
        rows += [[[(f"{sign(status)}  {status}", named(STYLES[status]))]] for status in Status]
        listing = self.query_one(Listing)
        listing.led = True
        listing.fill(lambda width: rows)
        listing.focus()

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        listing = self.query_one(Listing)
        listing.move(listing.at + by)

    def action_leave(self) -> None:
        """Close it."""
        self.dismiss(None)


def _key(binding: Binding) -> Line:
    keys = " ".join(_KEYS.get(key, key) for key in binding.key.split(","))
    return [(padded(keys, 14), ("key",)), (binding.tooltip or binding.description, ())]

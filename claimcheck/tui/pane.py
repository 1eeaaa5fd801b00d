"""A list with a panel beside it, or below it where the screen is narrow: how both are walked, sized and left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.widgets import Static

from claimcheck.tui.article import WIDE
from claimcheck.tui.beside import Panel
from claimcheck.tui.lines import Listing

WALKING: tuple[BindingType, ...] = (
    Binding("j,down", "move(1)", "next", show=False),
    Binding("k,up", "move(-1)", "previous", show=False),
    Binding("g,home", "move(-99999)", "first", show=False),
    Binding("G,end", "move(99999)", "last", show=False),
    Binding("pagedown,ctrl+f", "page(1)", "a page on", show=False),
    Binding("pageup,ctrl+b", "page(-1)", "a page back", show=False),
)
LEAVING: tuple[BindingType, ...] = (
    Binding("tab", "switch", "list or panel", show=False),
    Binding("z", "resize", "panel larger, smaller", show=False),
    Binding("escape", "back", "back to the list", show=False),
)


class ListPane(Vertical):
    """A line above, the list named `LIST`, the panel named `PANEL`. A subclass puts its keys between the two sets."""

    LIST: ClassVar[str]
    PANEL: ClassVar[str]

    def compose(self) -> ComposeResult:
        """A line about all of them, the list, what is told of one."""
        yield Static("", id="above", markup=False)
        with Container(id="columns"):
            yield Listing(id=self.LIST)
            yield Panel(id=self.PANEL)

    @property
    def listing(self) -> Listing:
        """The list."""
        return self.query_one(f"#{self.LIST}", Listing)

    @property
    def panel(self) -> Panel:
        """What is told of one."""
        return self.query_one(f"#{self.PANEL}", Panel)

    def on_resize(self, event: events.Resize) -> None:
        """The panel stands beside the list where there is room."""
        self.set_class(event.size.width >= WIDE, "wide")

    def move_among(self, rows: Sequence[int], by: int) -> bool:
        """To the next (1) or previous (-1) of these rows; False where there is none."""
        beyond = [row for row in rows if (row > self.listing.at if by > 0 else row < self.listing.at)]
        if beyond:
            self.listing.move(beyond[0] if by > 0 else beyond[-1])
        return bool(beyond)

    def action_move(self, by: int) -> None:
        """To the next row, or the previous one."""
        self.listing.move(self.listing.at + by)

    def action_page(self, by: int) -> None:
        """A page on or back."""
        self.listing.move(self.listing.at + by * max(self.listing.size.height // 2 - 1, 1))

    def action_switch(self) -> None:
        """The keys to the list, or to the panel."""
        (self.listing if self.panel.has_focus else self.panel).take()

    def action_resize(self) -> None:
        """The panel larger, or as it was."""
        self.toggle_class("large")

    def action_back(self) -> None:
        """Back to the list."""
        self.listing.take()

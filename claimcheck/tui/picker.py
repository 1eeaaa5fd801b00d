"""Choosing one of many by typing: articles, sources, what a search found. The list narrows with every key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from claimcheck.desk.search import Index
from claimcheck.tui.lines import Listing
from claimcheck.tui.prose import Piece
from claimcheck.tui.window import Window

_MOST = 200  # rows shown


class Item(NamedTuple):
    """One of many: what stands for it, the words it is found by, its lines for a width."""

    key: str
    words: str
    lines: Callable[[int], Sequence[Sequence[Piece]]]


class Narrowing:
    """Items narrowed by what is typed."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self._index: Index | None = None

    def typed(self, query: str, most: int = _MOST) -> list[Item]:
        """The items that fit, all of them for an empty query."""
        if not query.strip():
            return list(self.items[:most])
        if self._index is None:
            self._index = Index([item.words for item in self.items])
        return [self.items[at] for at in self._index.typed(query, most)]


class Picker(Window[str]):
    """A list in a window; what is typed narrows it. Ends with the key of what was chosen, "" for nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "close", show=False),
        Binding("down,ctrl+n", "move(1)", show=False, priority=True),
        Binding("up,ctrl+p", "move(-1)", show=False, priority=True),
        Binding("pagedown", "move(10)", show=False, priority=True),
        Binding("pageup", "move(-10)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Picker {
        align: center middle;
        #window {
            width: 90%; max-width: 110; height: 80%; min-height: 10;
            border: round $primary; border-title-color: $text; padding: 0 1; background: $surface;
        }
        #typed { border: none; height: 1; padding: 0; margin-bottom: 1; background: $panel; }
        #found { height: 1fr; background: $surface; }
        #told { height: 1; color: $text-muted; }
    }
    """

    def __init__(self, title: str, items: Narrowing, prompt: str, at: str = "", empty: str = "nothing fits") -> None:
        super().__init__()
        self._title, self._prompt, self._empty = title, prompt, empty
        self._narrowing = items
        self._shown: list[Item] = []
        self._at = at

    def compose(self) -> ComposeResult:
        """The field, the list, and how many fit."""
        with Vertical(id="window") as window:
            window.border_title = Content(self._title)
            yield Input(placeholder=self._prompt, id="typed", compact=True)
            yield Listing(id="found")
            yield Static(id="told", markup=False)

    def on_mount(self) -> None:
        """Everything is there to choose from."""
        found = self.query_one("#found", Listing)
        found.can_focus, found.led = False, True
        found.once = True
        self._narrow("")
        self.begin()

    @on(Input.Changed, "#typed")
    def narrow(self, event: Input.Changed) -> None:
        """Another key was typed."""
        self._narrow(event.value)

    def _narrow(self, query: str) -> None:
        self._shown = self._narrowing.typed(query)
        at = next((n for n, item in enumerate(self._shown) if item.key == self._at), 0) if not query else 0
        shown = self._shown
        self.query_one("#found", Listing).fill(lambda width: [item.lines(width) for item in shown], at)
        of = len(self._narrowing.items)
        many = f"{len(self._shown):,} of {of:,}" if self._shown else self._empty
        self.query_one("#told", Static).update(f"{many} · ↑↓ move · Enter choose · Esc close")

    def action_move(self, by: int) -> None:
        """Move the cursor of the list while the field keeps the keys."""
        found = self.query_one("#found", Listing)
        found.move(found.at + by)

    @on(Input.Submitted, "#typed")
    def enter(self) -> None:
        """Enter chooses what the cursor is on."""
        if self._shown:
            self.dismiss(self._shown[self.query_one("#found", Listing).at].key)

    @on(Listing.Chosen, "#found")
    def clicked(self, event: Listing.Chosen) -> None:
        """A click chooses as well."""
        self.dismiss(self._shown[event.at].key)

    def action_leave(self) -> None:
        """Close without choosing."""
        self.dismiss("")

"""Asking what a verdict needs: where it can be checked, what is said there, what the text should say, a note.

The window asks for what the command of that name has flags for; Enter goes on to the next line, and ends on the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Label, Static

from claimcheck.ledger.records import Status
from claimcheck.reporters.ledger.signs import sign
from claimcheck.reporters.visible import squeezed
from claimcheck.tui.lines import Listing
from claimcheck.tui.picker import Item, Narrowing
from claimcheck.tui.window import Window

SOURCED = frozenset((Status.VERIFIED, Status.DISPUTED, Status.CORRECTED))
TITLES: Mapping[Status, str] = MappingProxyType(
    {
        Status.VERIFIED: "verified: it is true as it stands",
        Status.DISPUTED: "disputed: it is not true",
        Status.CORRECTED: "corrected: it should say something else",
        Status.UNVERIFIABLE: "unverifiable: nobody can check it",
        Status.NOT_APPLICABLE: "not applicable: there is nothing to check",
        Status.IN_PROGRESS: "reopened: it has to be looked at again",
    }
)
_LABELS = {
    "source": "Source",
    "locator": "Where",
    "quote": "Quote",
    "correction": "Should say",
    "note": "Note",
}
_HINTS = {
    "source": "type to choose; or a new file, an address, a person",
    "locator": "p. 4 · row 12 · § 3 · at 03:20",
    "quote": "the words of the source that say so",
    "correction": "what the text should say",
    "note": "for those who ask later",
}
_ROWS = 5  # sources seen at once
_NAME = 100  # cells in which a name is told whole


class Wish(NamedTuple):
    """A verdict as somebody wants to give it. `sources`: as they named them, with a place and a quote for each."""

    status: Status
    sources: tuple[str, ...] = ()
    locators: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    note: str = ""
    correction: str = ""


class Giving(Window[Wish | None]):
    """The window in which a verdict is given; None when it was closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "close", show=False),
        Binding("ctrl+s", "give", "give the verdict", show=False, priority=True),
        Binding("ctrl+t", "another", "another source", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Giving {
        align: center middle;
        #window {
            width: 94%; max-width: 104; height: auto; max-height: 100%;
            border: round $primary; padding: 0 1; background: $surface;
        }
        #words { height: auto; max-height: 3; margin-bottom: 1; text-style: bold; }
        Horizontal { height: 1; }
        Label { width: 12; color: $text-muted; }
        Input { width: 1fr; border: none; height: 1; padding: 0; background: $panel; }
        Input:focus { background: $primary-muted; }
        #sources { height: 5; margin: 0 0 0 12; background: $surface; }
        #named { height: auto; margin-left: 12; color: $text-success; }
        #told { height: auto; margin-top: 1; color: $text-muted; }
    }
    """

    def __init__(self, status: Status, words: str, sources: Sequence[Item] = (), rests: str = "") -> None:
        super().__init__()
        self._status, self._words, self._rests = status, words, rests
        self._narrowing = Narrowing(sources)
        self._shown: list[Item] = []
        self._chosen = ""  # the id of the source that stands in the field
        self._named: list[tuple[str, str, str]] = []

    @property
    def _fields(self) -> Iterable[str]:
        if self._status is Status.CORRECTED:
            yield "correction"
        if self._status in SOURCED:
            yield from ("source", "locator", "quote")
        yield "note"

    def compose(self) -> ComposeResult:
        """A line for each thing that is asked."""
        with Vertical(id="window") as window:
            window.border_title = Content(f"{sign(self._status)} {TITLES[self._status]}")
            yield Static(squeezed(self._words), id="words", markup=False)
            for name in self._fields:
                with Horizontal():
                    yield Label(_LABELS[name], markup=False)
                    yield Input(placeholder=self._hint(name), id=name, compact=True)
                if name == "source":
                    yield Listing(id="sources")
                    yield Static("", id="named", markup=False)
            yield Static(self._keys(), id="told", markup=False)

    def _hint(self, name: str) -> str:
        return f"none: {self._rests}" if name == "source" and self._rests else _HINTS[name]

    def _keys(self) -> str:
        more = " · Ctrl+T another source" if self._status in SOURCED else ""
        return f"Enter next line, on the last: give it · Ctrl+S give it{more} · Esc close"

    def on_mount(self) -> None:
        """The first line is ready to be typed in."""
        if self._status in SOURCED:
            listing = self.query_one("#sources", Listing)
            listing.can_focus = False
            listing.once = True
            self.query_one("#named").display = False
            self._narrow("")
        self.begin(self.query_one(f"#{next(iter(self._fields))}", Input))

    # --- the source ---------------------------------------------------------------------------------------------------

    @on(Input.Changed, "#source")
    def narrow(self, event: Input.Changed) -> None:
        """Another key was typed: other sources fit."""
        if event.value != self._label(self._chosen):
            self._chosen = ""
            self._narrow(event.value)

    def _narrow(self, query: str) -> None:
        self._shown = self._narrowing.typed(query)
        listing = self.query_one("#sources", Listing)
        listing.led = bool(query.strip())
        shown = self._shown
        listing.fill(lambda width: [item.lines(width)[:1] for item in shown])
        listing.display = bool(self._shown)
        listing.styles.height = max(min(len(self._shown), _ROWS), 1)

    def _label(self, id: str) -> str:
        item = next((item for item in self._narrowing.items if item.key == id), None)
        return item.lines(_NAME)[0][0][0].strip() if item else ""

    def _take(self) -> None:
        """What the cursor of the list is on stands in the field."""
        listing = self.query_one("#sources", Listing)
        if self._shown and listing.led and not self._chosen:
            self._chosen = self._shown[listing.at].key
            self.query_one("#source", Input).value = self._label(self._chosen)

    def action_move(self, by: int) -> None:
        """Move among the sources, or to the line above or below."""
        focused = self.focused
        if focused is not None and focused.id == "source" and self._shown and not self._chosen:
            listing = self.query_one("#sources", Listing)
            if not listing.led:
                listing.led = True
                listing.changed()
                return
            if listing.at + by >= 0:
                listing.move(listing.at + by)
                return
        if by > 0:
            self.focus_next(Input)
        else:
            self.focus_previous(Input)

    @on(Listing.Chosen, "#sources")
    def clicked(self, event: Listing.Chosen) -> None:
        """A click chooses a source."""
        self._choose(event.at)

    @on(Listing.Moved, "#sources")
    def pointed(self, event: Listing.Moved) -> None:
        """The cursor stands on a source: the next Enter takes it."""
        event.listing.led = True

    def _choose(self, at: int) -> None:
        self.query_one("#sources", Listing).led = True
        self._chosen = self._shown[at].key
        self.query_one("#source", Input).value = self._label(self._chosen)
        self.query_one("#locator", Input).focus()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Leaving the field for the source takes what was pointed at."""
        if event.widget.id == "source":
            self._take()

    def action_another(self) -> None:
        """The source is noted, and another can be named."""
        if self._status not in SOURCED:
            return
        self._take()
        named = self._source()
        if named is None:
            self.query_one("#source", Input).focus()
            return
        self._named.append(named)
        for name in ("source", "locator", "quote"):
            self.query_one(f"#{name}", Input).value = ""
        told = self.query_one("#named", Static)
        told.update("\n".join(f"+ {self._told(one)}" for one in self._named))
        told.display = True
        self.query_one("#source", Input).focus()

    def _told(self, named: tuple[str, str, str]) -> str:
        word, locator, quote = named
        parts = [self._label(word) or word, locator, f'"{quote}"' if quote else ""]
        return squeezed(", ".join(part for part in parts if part))

    def _source(self) -> tuple[str, str, str] | None:
        word, locator, quote = (self.query_one(f"#{n}", Input).value.strip() for n in ("source", "locator", "quote"))
        return (self._chosen or word, locator, quote) if word else None

    # --- the end ------------------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    def enter(self, event: Input.Submitted) -> None:
        """On to the next line; on the last one the verdict is given."""
        if event.input.id == "note":
            self.action_give()
        elif event.input.id == "correction" and not event.value.strip():
            self._tell("say what the text should say")
        else:
            self.focus_next(Input)

    def action_give(self) -> None:
        """Give the verdict as it stands in the window."""
        texts = {name: self.query_one(f"#{name}", Input).value.strip() for name in self._fields}
        if self._status is Status.CORRECTED and not texts["correction"]:
            self.query_one("#correction", Input).focus()
            self._tell("say what the text should say")
            return
        named = list(self._named)
        if self._status in SOURCED:
            self._take()
            last = self._source()
            if last is None and (texts["locator"] or texts["quote"]):
                self.query_one("#source", Input).focus()
                self._tell("which source is that in?")
                return
            named += [last] if last is not None else []
        words, locators, quotes = (tuple(column) for column in zip(*named, strict=True)) if named else ((), (), ())
        self.dismiss(Wish(self._status, words, locators, quotes, texts["note"], texts.get("correction", "")))

    def _tell(self, what: str) -> None:
        self.query_one("#told", Static).update(f"{what} · Esc close")

    def action_leave(self) -> None:
        """Close without a verdict."""
        self.dismiss(None)

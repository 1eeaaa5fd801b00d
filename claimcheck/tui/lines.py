"""Widgets that draw only the lines on the screen: a text or list of any length costs what is seen of it.

A line is pieces of text with the names of what they are (prose.Piece). Only here a name gets its looks, from the style
sheet, so that a theme changes them all. None is told by colour alone: a sign, a word, weight or a line stands by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from claimcheck.tui.prose import Piece

_NAMES = (
    *("error", "warning", "info", "other", "good", "quiet", "heading", "title", "label", "key"),
    *("figure", "claim", "beside", "bar", "cursor", "hit", "cited", "old", "new", "link", "gap", "now"),
)
_KEPT = 4000  # drawn lines kept
_LEAST = 20  # cells that rows are set for, however narrow the list is
Make = Callable[[int], Sequence[Sequence[Sequence[Piece]]]]  # cells of a line → the lines of each row


class Lines(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines drawn when they are seen. A subclass says how many there are and what is in each."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"lines--{name}" for name in _NAMES}
    DEFAULT_CSS = """
    Lines {
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
        scrollbar-gutter: stable;
        overflow-x: hidden;
        & > .lines--error { color: $text-error; text-style: bold; }
        & > .lines--warning { color: $text-warning; text-style: bold; }
        & > .lines--info { color: $text-secondary; text-style: bold; }
        & > .lines--other { color: $text-primary; text-style: bold; }
        & > .lines--good { color: $text-success; text-style: bold; }
        & > .lines--quiet { color: $foreground 60%; }
        & > .lines--label { color: $foreground 60%; }
        & > .lines--gap { color: $foreground 60%; }
        & > .lines--heading { text-style: bold; }
        & > .lines--title { text-style: bold; }
        & > .lines--key { color: $text-accent; text-style: bold; }
        & > .lines--figure { text-style: underline; }
        & > .lines--link { text-style: underline; }
        & > .lines--claim { text-style: bold; background: $panel; }
        & > .lines--beside { color: $foreground 60%; }
        & > .lines--bar { color: $primary; text-style: bold; }
        & > .lines--cursor { background: $panel; text-style: bold; }
        & > .lines--hit { background: $warning-muted; text-style: bold; }
        & > .lines--cited { background: $success-muted; text-style: bold; }
        & > .lines--now { text-style: bold reverse; }
        & > .lines--old { color: $text-error; text-style: strike; }
        & > .lines--new { color: $text-success; text-style: bold; }
    }
    """

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._drawn: dict[int, Strip] = {}
        self._looks: dict[str, Style] = {}  # a name's looks; under "" those of the widget itself

    # --- what a subclass says -----------------------------------------------------------------------------------------

    def count(self) -> int:
        """How many lines there are at the present width."""
        raise NotImplementedError

    def line(self, y: int) -> Sequence[Piece]:
        """What is in line `y`."""
        raise NotImplementedError

    def laid_out(self, width: int) -> None:
        """The lines are to be `width` cells wide from now on."""

    # --- drawing ------------------------------------------------------------------------------------------------------

    @property
    def columns(self) -> int:
        """Cells of a line."""
        return max(self.scrollable_content_region.width, 1)

    def changed(self, rows: Iterable[int] | None = None) -> None:
        """Draw again: all lines, their number too, or those of `rows`."""
        if rows is None:
            self._drawn.clear()
            self.virtual_size = Size(self.columns, self.count())
            self.refresh()
            return
        for y in rows:
            self._drawn.pop(y, None)
            self.refresh_line(y)

    def notify_style_update(self) -> None:
        """Another theme: every line looks different."""
        self._drawn, self._looks = {}, {}
        super().notify_style_update()

    def on_resize(self, event: events.Resize) -> None:
        """Another width: other lines."""
        self.laid_out(self.columns)
        self.changed()

    def render_line(self, y: int) -> Strip:
        """The line at `y` of the window."""
        at = y + self.scroll_offset.y
        width = self.columns
        if at >= self.count():
            return Strip.blank(width, self._ground())
        strip = self._drawn.get(at)
        if strip is None or strip.cell_length != width:
            if len(self._drawn) >= _KEPT:
                self._drawn.clear()
            strip = self._drawn[at] = self._strip(self.line(at), width)
        return strip

    def _strip(self, pieces: Sequence[Piece], width: int) -> Strip:
        base = self._ground()
        segments = [Segment(text, self._style(names, base)) for text, names in pieces if text]
        filled = sum(cell_len(segment.text) for segment in segments)
        if filled < width:
            last = segments[-1].style if segments and "cursor" in pieces[-1][1] else base
            segments.append(Segment(" " * (width - filled), last))
        return Strip(segments, max(filled, width)).crop(0, width)

    def _ground(self) -> Style:
        if "" not in self._looks:
            self._looks[""] = self.rich_style
        return self._looks[""]

    def _style(self, names: Sequence[str], base: Style) -> Style:
        for name in names:
            if name not in self._looks:
                self._looks[name] = self._look(name)
            base += self._looks[name]
        return base

    def _look(self, name: str) -> Style:
        """How a name looks. A muted colour is mixed here: a line's own style knows no ground to shine through."""
        if name not in _NAMES:
            return Style()  # a reporter's style that has no looks here
        style = self.get_component_rich_style(f"lines--{name}", partial=True)
        colour = self.get_component_styles(f"lines--{name}").color
        if style.color is None or colour.a == 1:
            return style
        ground = self.background_colors[1]
        if colour.ansi is not None or ground.ansi is not None:
            return style + Style(dim=True)
        return style + Style(color=(ground + colour).rich_color)

    def take(self) -> None:
        """Take the keys at once: the next one may be on its way already."""
        self.screen.set_focus(self)

    # --- moving -------------------------------------------------------------------------------------------------------

    def bring(self, first: int, last: int, around: int = 3) -> None:
        """Scroll so that lines `first` to `last` are seen, with some around them where there is room."""
        height = self.scrollable_content_region.height
        if height <= 0:
            return
        around = min(around, max((height - (last - first + 1)) // 2, 0))
        top, y = self.scroll_offset.y, self.scroll_offset.y
        if first - around < top:
            y = first - around
        elif last + around >= top + height:
            y = min(last + around - height + 1, first - around)
        if y != top:
            self.scroll_to(y=max(y, 0), animate=False)

    def line_at(self, event: events.MouseEvent) -> int | None:
        """The line that was clicked on."""
        offset = event.get_content_offset(self)
        if offset is None:
            return None
        at = offset.y + self.scroll_offset.y
        return at if at < self.count() else None


class Listing(Lines):
    """A list with a cursor: j/k or the arrows move it, Enter or a click chooses.

    A line stands for a row of the list by the number that `owner` gives it; -1 for a line that cannot be chosen.
    """

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, listing: Listing, at: int) -> None:
            super().__init__()
            self.listing, self.at = listing, at

        @property
        def control(self) -> Listing:
            """The list."""
            return self.listing

    class Chosen(Message):
        """A row was chosen."""

        def __init__(self, listing: Listing, at: int) -> None:
            super().__init__()
            self.listing, self.at = listing, at

        @property
        def control(self) -> Listing:
            """The list."""
            return self.listing

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.rows: list[list[Sequence[Piece]]] = []  # the lines of each row
        self._make: Make = lambda width: []
        self._lines: list[tuple[int, Sequence[Piece]]] = []
        self._starts: list[int] = []
        self.at = 0
        self.led = False  # the keys that move the cursor come from elsewhere
        self.once = False  # one click chooses

    def fill(self, make: Make, at: int = 0) -> None:
        """Show the rows that `make` sets for a width, with the cursor on row `at`."""
        self._make = make
        self._set(at)

    def laid_out(self, width: int) -> None:
        """Set again for another width."""
        self._set(self.at)

    def _set(self, at: int) -> None:
        self.rows = [list(lines) for lines in self._make(max(self.columns - 2, _LEAST))]
        self._lines, self._starts = [], []
        for number, lines in enumerate(self.rows):
            self._starts.append(len(self._lines))
            self._lines += [(number, line) for line in lines]
        self.at = max(min(at, len(self.rows) - 1), 0)
        self.changed()
        self._seen()

    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def line(self, y: int) -> Sequence[Piece]:
        """A line, with the bar before it where the cursor is."""
        row, pieces = self._lines[y]
        if row != self.at:
            return [("  ", ()), *pieces]
        bar = ("▌ " if self.has_focus or self.led else "│ ", ("bar", "cursor"))
        return [bar, *((text, (*names, "cursor")) for text, names in pieces), ("", ("cursor",))]

    def move(self, to: int) -> None:
        """The cursor to row `to`, or as near as there is one."""
        to = max(min(to, len(self.rows) - 1), 0)
        if to == self.at or not self.rows:
            return
        old, self.at = self.at, to
        self.changed([*self._span(old), *self._span(to)])
        self._seen()
        self.post_message(self.Moved(self, to))

    def _span(self, row: int) -> range:
        start = self._starts[row]
        return range(start, start + len(self.rows[row]))

    def _seen(self) -> None:
        if self.rows:
            span = self._span(self.at)
            self.bring(span.start, span.stop - 1, 1)

    def choose(self) -> None:
        """The row under the cursor is chosen."""
        if self.rows:
            self.post_message(self.Chosen(self, self.at))

    def on_focus(self) -> None:
        """The cursor tells whether keys go here."""
        self._again()

    def on_blur(self) -> None:
        """The cursor tells whether keys go here."""
        self._again()

    def _again(self) -> None:
        if self.rows:
            self.changed(self._span(self.at))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; on the row that it is on, it chooses."""
        at = self.line_at(event)
        if at is None:
            return
        row = self._lines[at][0]
        chosen = row == self.at or self.once
        self.move(row)
        if chosen:
            self.choose()

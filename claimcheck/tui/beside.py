"""The panel beside a text: sections of lines, those that lead elsewhere followed with Enter or a click.

What is quick to know is shown at once; sources are opened on another thread, and the panel is filled in when they are.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.worker import get_current_worker

from claimcheck.errors import ClaimcheckError
from claimcheck.tui.lines import Listing
from claimcheck.tui.panel import Line, Section

Found = TypeVar("Found")
_SETTLED = 0.06  # seconds after the last key before anything is looked up


class Panel(Listing):
    """Sections of lines; the cursor is seen while the panel has the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "next", show=False),
        Binding("k,up", "move(-1)", "previous", show=False),
        Binding("g,home", "move(-9999)", "first", show=False),
        Binding("G,end", "move(9999)", "last", show=False),
        Binding("enter", "follow", "open", show=False),
    ]
    DEFAULT_CSS = "Panel { background: $surface; padding: 0 1 0 0; }"

    class Followed(Message):
        """A section that leads elsewhere was chosen."""

        def __init__(self, target: tuple[str, str]) -> None:
            super().__init__()
            self.kind, self.id = target

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._sections: list[Section] = []
        self._subject = ""
        self._timer_key = 0
        self._reading = threading.Lock()

    # --- what is in it ------------------------------------------------------------------------------------------------

    def tell(self, subject: str, make: Callable[[int], list[Section]]) -> None:
        """Show what `make` sets for a width; from the top where it is about another subject."""
        at = self.at if subject == self._subject else 0
        top = self.scroll_offset.y if subject == self._subject else 0

        def rows(width: int) -> list[list[Line]]:
            self._sections = make(width)
            return [section.lines for section in self._sections]

        self._subject = subject
        self.fill(rows, at)
        self.scroll_to(y=top, animate=False)

    def look(
        self,
        subject: str,
        quick: Callable[[], Found],
        full: Callable[[Found], Found],
        show: Callable[[Found, int], list[Section]],
    ) -> None:
        """Tell what `quick` finds out, as soon as the keys rest; then, from another thread, what `full` does."""
        self._timer_key += 1
        key = self._timer_key

        def begin() -> None:
            if key != self._timer_key or not self.is_attached:
                return
            first = quick()
            self.tell(subject, lambda width: show(first, width))
            self.run_worker(
                partial(work, first),
                thread=True,
                exclusive=True,
                group=f"look-{self.id}",
                name="look",
                description="a panel",
            )

        def work(first: Found) -> None:
            worker = get_current_worker()
            with self._reading:
                if worker.is_cancelled or key != self._timer_key:
                    return
                try:
                    found = full(first)
                except (ClaimcheckError, OSError):
                    return  # what is told already stands; a file that is just being written is read at the next look
            if not worker.is_cancelled and self.is_attached:
                self.app.call_from_thread(done, found)

        def done(found: Found) -> None:
            if key == self._timer_key and self.is_attached:
                self.tell(subject, lambda width: show(found, width))

        self.set_timer(_SETTLED, begin)

    def clear(self) -> None:
        """Tell nothing."""
        self._timer_key += 1
        self.tell("", lambda width: [])

    @property
    def sections(self) -> Sequence[Section]:
        """What is told."""
        return self._sections

    # --- following ----------------------------------------------------------------------------------------------------

    def first_target(self, kind: str = "") -> bool:
        """The cursor to the first section that leads elsewhere; False where none does."""
        for number, section in enumerate(self._sections):
            if section.target is not None and kind in ("", section.target[0]):
                self.move(number)
                return True
        return False

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.move(self.at + by)

    def action_follow(self) -> None:
        """Go where the section leads."""
        self.choose()

    def choose(self) -> None:
        """Go where the section under the cursor leads."""
        if self._sections and (target := self._sections[self.at].target) is not None:
            self.post_message(self.Followed(target))

    def line(self, y: int) -> Sequence[tuple[str, tuple[str, ...]]]:
        """A line; those that lead elsewhere are pointed at while the panel has the keys."""
        row, pieces = self._lines[y]
        if row != self.at or not self.has_focus:
            return [("  ", ()), *pieces]
        return [("▌ ", ("bar",)), *pieces]

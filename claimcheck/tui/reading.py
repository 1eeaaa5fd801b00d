"""The text of an article in a column, the status of every claim in its margin, its figures underlined.

In the margin stands a sign for each claim that begins in the line, in the order in which they begin; a bar runs along
the claim that is looked at, whose words are set off by weight as well as by ground.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence

from textual import events
from textual.message import Message

from claimcheck.desk.claims import to_be_checked
from claimcheck.desk.pages import Page, Stretch
from claimcheck.ledger.consistency import OPEN
from claimcheck.ledger.views import ClaimView
from claimcheck.reporters.ledger.signs import STYLES, sign
from claimcheck.reporters.visible import cells, visible
from claimcheck.tui.lines import Lines
from claimcheck.tui.prose import Mark, Piece, Row, pieces, set_rows

Spans = Callable[[str], Sequence[tuple[int, int]]]  # a sentence → the stretches of it that are figures

_SIGNS = 3  # signs in the margin of one line
_MARGIN = _SIGNS + 2
_WIDEST = 88  # cells of a line that is good to read
NAMES: Mapping[str, tuple[str, ...]] = {"": (), "dim": ("quiet",), "gutter": ("quiet",), "help": ("good",)}


def named(style: str) -> tuple[str, ...]:
    """What a style of the reporters is called on a screen."""
    return NAMES.get(style, (style,))


class Reading(Lines):
    """An article, walked claim by claim."""

    class Moved(Message):
        """Another claim is looked at."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page: Page | None = None
        self.at = -1  # the stretch looked at, -1 for none
        self.passing: Collection[str] | None = None  # ids of the claims that pass the filter; None: no filter
        self._spans: Spans = lambda text: ()
        self._figures: dict[int, list[Mark]] = {}
        self._rows: list[Row] = []
        self._starts: list[int] = []
        self._opening: dict[int, list[int]] = {}  # row → the stretches that begin in it
        self._begin: list[int] = []
        self._width = 0
        self._order: list[int] | None = None

    # --- what is shown ------------------------------------------------------------------------------------------------

    @property
    def stretches(self) -> Sequence[Stretch]:
        """The claims of the page."""
        return self.page.stretches if self.page is not None else ()

    @property
    def view(self) -> ClaimView | None:
        """The claim that is looked at."""
        return self.stretches[self.at].view if 0 <= self.at < len(self.stretches) else None

    def show(self, page: Page, spans: Spans, claim: str = "") -> None:
        """Show a page, at `claim`; else at the claim that was looked at, or the first."""
        before = self.view.claim.id if self.view is not None else ""
        same = self.page is not None and (page.text, page.blocks) == (self.page.text, self.page.blocks)
        self.page, self._spans, self._order = page, spans, None
        self._begin = [stretch.start for stretch in page.stretches]
        if not same:
            self._figures = {}
            self._width = 0
            self.scroll_to(y=0, animate=False)
        wanted = next((n for n, s in enumerate(page.stretches) if s.view.claim.id == (claim or before)), None)
        self.at = wanted if wanted is not None else self._first()
        self.laid_out(self.columns)
        self.changed()
        if claim or not same:
            self._bring()

    def _first(self) -> int:
        order = self.order()
        return order[0] if order else -1

    def select(self, passing: Collection[str] | None) -> None:
        """Walk only these claims from now on; None for all. The others are shown muted."""
        self.passing, self._order = passing, None
        order = self.order()
        if self.at not in order and order:
            self.at = order[min(bisect_left(order, self.at), len(order) - 1)]
        self.changed()
        self._bring()

    def order(self) -> list[int]:
        """The stretches that are walked, in reading order."""
        if self._order is None:
            kept = self.passing
            if kept is not None:
                self._order = [n for n, s in enumerate(self.stretches) if s.view.claim.id in kept]
            else:
                self._order = [n for n, s in enumerate(self.stretches) if to_be_checked(s.view)]
        return self._order

    # --- walking ------------------------------------------------------------------------------------------------------

    def go(self, at: int) -> None:
        """Look at another claim."""
        if at == self.at or not 0 <= at < len(self.stretches):
            return
        old = [*self._span(self.at)] if self.at >= 0 else []
        self.at = at
        self.changed([*old, *self._span(at)])
        self._bring()
        self.post_message(self.Moved())

    def walk(self, by: int) -> bool:
        """To the next claim that is walked, or `by` many on; False at either end."""
        order = self.order()
        if not order:
            return False
        here = bisect_left(order, self.at) if by < 0 else bisect_right(order, self.at) - 1
        to = max(min(here + by, len(order) - 1), 0)
        moved = order[to] != self.at
        self.go(order[to])
        return moved

    def walk_open(self, by: int) -> bool:
        """To the next (1) or previous (-1) claim on which nobody has settled yet; False where there is none."""
        order = [n for n in self.order() if self.stretches[n].view.status in OPEN]
        there = [n for n in order if (n > self.at if by > 0 else n < self.at)]
        if not there:
            return False
        self.go(there[0] if by > 0 else there[-1])
        return True

    def ends(self, last: bool) -> None:
        """To the first claim or the last."""
        order = self.order()
        if order:
            self.go(order[-1] if last else order[0])
        if not last:
            self.scroll_to(y=0, animate=False)

    def leaf(self, by: int) -> None:
        """A page on or back; the claim looked at is then the first that begins in it."""
        height = max(self.scrollable_content_region.height - 2, 1)
        last = max(len(self._rows) - height, 0)
        top = max(min(self.scroll_offset.y + by * height, last), 0)
        order = self.order()
        if not order:
            return
        if by > 0 and self.scroll_offset.y >= last:
            self.go(order[-1])
            return
        self.scroll_to(y=top, animate=False)
        start = self._rows[top].start
        first = next((n for n in order if self.stretches[n].start >= start), order[-1])
        self.go(order[0] if top == 0 else first)

    def seen(self) -> bool:
        """True where a line of the claim that is looked at is on the screen."""
        if self.at < 0:
            return False
        top, span = self.scroll_offset.y, self._span(self.at)
        return span.start < top + self.scrollable_content_region.height and span.stop > top

    def bring_back(self) -> None:
        """Scroll to the claim that is looked at."""
        self._bring()

    def find(self, claim: str) -> bool:
        """To a claim by its id; False where this page has none of it."""
        found = next((n for n, s in enumerate(self.stretches) if s.view.claim.id == claim), -1)
        if found < 0:
            return False
        self.go(found)
        self._bring()
        return True

    def _span(self, at: int) -> range:
        stretch = self.stretches[at]
        return range(self._row(stretch.start), self._row(stretch.end - 1) + 1)

    def _row(self, offset: int) -> int:
        return max(bisect_right(self._starts, offset) - 1, 0)

    def _bring(self) -> None:
        if self.at >= 0 and self._rows:
            span = self._span(self.at)
            self.bring(span.start, span.stop - 1)

    # --- drawing ------------------------------------------------------------------------------------------------------

    def laid_out(self, width: int) -> None:
        """The text in a column of that width."""
        if self.page is None or width == self._width:
            return
        self._width = width
        self._rows = set_rows(self.page.text, self.page.blocks, min(width - _MARGIN - 1, _WIDEST))
        self._starts = [row.start for row in self._rows]
        self._opening = {}
        for number, start in enumerate(self._begin):
            self._opening.setdefault(self._row(start), []).append(number)
        self.call_after_refresh(self._bring)

    def count(self) -> int:
        """How many lines the text has."""
        return len(self._rows)

    def line(self, y: int) -> Sequence[Piece]:
        """A line with its margin."""
        assert self.page is not None
        row = self._rows[y]
        here = self._touching(row)
        current = self.at in here and row.end > row.start
        found: list[Piece] = [("▌" if current else " ", ("bar",))]
        found += self._signs(self._opening.get(y, ()) if row.end > row.start else ())
        claims = [Mark(s.start, s.end, name) for n in here if (name := self._told(n)) for s in (self.stretches[n],)]
        figures = [mark for n in here for mark in self._figures_of(n)]
        return [*found, *pieces(self.page.text, row, (claims, figures))]

    def _touching(self, row: Row) -> list[int]:
        first = max(bisect_right(self._begin, row.start) - 1, 0)
        last = bisect_left(self._begin, row.end)
        return [n for n in range(first, last) if self.stretches[n].end > row.start]

    def _told(self, number: int) -> str:
        if number == self.at:
            return "claim"
        kept = self.passing
        return "beside" if kept is not None and self.stretches[number].view.claim.id not in kept else ""

    def _signs(self, opening: Sequence[int]) -> list[Piece]:
        shown = [n for n in opening if to_be_checked(self.stretches[n].view)]
        cut = len(shown) > _SIGNS
        found: list[Piece] = []
        for n in shown[: _SIGNS - cut]:
            view = self.stretches[n].view
            found.append((sign(view.status), named(STYLES[view.status])))
        if cut:
            found.append(("+", ("quiet",)))
        return [*found, (" " * (_MARGIN - 1 - len(found)), ())]

    def _figures_of(self, number: int) -> list[Mark]:
        if number not in self._figures:
            assert self.page is not None
            stretch = self.stretches[number]
            words = self.page.text[stretch.start : stretch.end].replace("\n", " ")
            spans = self._spans(words) if to_be_checked(stretch.view) else ()
            self._figures[number] = [Mark(stretch.start + a, stretch.start + b, "figure") for a, b in spans]
        return self._figures[number]

    # --- the mouse ----------------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """A click looks at the claim under it."""
        y = self.line_at(event)
        offset = event.get_content_offset(self)
        if y is None or offset is None or self.page is None:
            return
        here = self._touching(self._rows[y])
        left = offset.x - _MARGIN - cells(self._rows[y].prefix)
        place = self._rows[y].start
        while place < self._rows[y].end and left >= (wide := cells(visible(self.page.text[place]))):
            left, place = left - wide, place + 1
        under = [n for n in here if self.stretches[n].start <= place < self.stretches[n].end] or here
        if under:
            self.go(under[0])

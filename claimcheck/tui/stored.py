"""A stored source read in full, what claims cite of it set off, each with the claims that stand on it."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from claimcheck.desk.evidence import Standpoint
from claimcheck.model import Document
from claimcheck.reporters.visible import clipped, squeezed
from claimcheck.tui.lines import Lines
from claimcheck.tui.prose import Mark, Piece, Row, pieces, set_rows, within

_WIDEST = 100  # cells of a line
_MARGIN = 3


class Cited(NamedTuple):
    """A stretch of a source that claims cite, and their ids."""

    start: int
    end: int
    claims: tuple[str, ...]


def cited_stretches(found: Standpoint) -> list[Cited]:
    """What is cited of a source, in its order; stretches that overlap are one."""
    rows = sorted(
        (start, end, use.view.claim.id)
        for use in found.uses
        for one in use.evidence
        for start, end in one.spans or one.figures
    )
    stretches: list[Cited] = []
    for start, end, claim in rows:
        last = stretches[-1] if stretches else None
        if last is not None and start < last.end:
            claims = tuple(dict.fromkeys((*last.claims, claim)))
            stretches[-1] = Cited(last.start, max(last.end, end), claims)
        else:
            stretches.append(Cited(start, end, (claim,)))
    return stretches


class Text(Lines):
    """The text of a source in a column; a bar runs along what is cited."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "leaf(1)", show=False),
        Binding("up", "leaf(-1)", show=False),
        Binding("pagedown,space", "leaf(20)", show=False),
        Binding("pageup", "leaf(-20)", show=False),
        Binding("home,g", "leaf(-999999)", show=False),
        Binding("end,G", "leaf(999999)", show=False),
    ]

    def __init__(self, document: Document, cited: list[Cited]) -> None:
        super().__init__(id="stored")
        self.document, self.cited = document, cited
        self.at = -1
        self._marks = [Mark(one.start, one.end, "cited") for one in cited]
        self._rows: list[Row] = []
        self._width = 0

    def laid_out(self, width: int) -> None:
        """The text in a column of that width."""
        if width != self._width:
            self._width = width
            self._rows = set_rows(self.document.text, self.document.blocks, min(width - _MARGIN - 1, _WIDEST))
            self.call_after_refresh(self.go, max(self.at, 0))

    def count(self) -> int:
        """How many lines there are."""
        return len(self._rows)

    def line(self, y: int) -> list[Piece]:
        """A line, with a bar where it is cited: a thick one at the stretch that is looked at."""
        row = self._rows[y]
        here = within(self._marks, row.start, row.end) if row.end > row.start else ()
        now = self._marks[self.at] if 0 <= self.at < len(self._marks) else None
        bar = "▌" if now is not None and now in here else "┃" if here else " "
        return [
            (f"{bar}  ", ("bar",)),
            *pieces(self.document.text, row, (self._marks, [now._replace(name="now")] if now else [])),
        ]

    def action_leaf(self, by: int) -> None:
        """So many lines on or back, a page at most unless to an end."""
        page = max(self.scrollable_content_region.height - 1, 1)
        step = by if abs(by) in (1, 999999) else page * (1 if by > 0 else -1)
        self.scroll_to(y=max(self.scroll_offset.y + step, 0), animate=False)

    def go(self, at: int) -> None:
        """Look at another stretch that is cited."""
        if not 0 <= at < len(self._marks):
            return
        self.at = at
        mark = self._marks[at]
        touched = [y for y, row in enumerate(self._rows) if row.start < mark.end and mark.start < row.end]
        self.changed()
        if touched:
            self.bring(touched[0], touched[-1])


class Stored(ModalScreen[None]):
    """The window in which a stored source is read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,o", "leave", "close", show=False),
        Binding("n,j", "step(1)", "next passage cited", show=False),
        Binding("p,k", "step(-1)", "previous passage cited", show=False),
    ]
    DEFAULT_CSS = """
    Stored {
        align: center middle;
        #window {
            width: 96%; max-width: 112; height: 94%;
            border: round $primary; padding: 0 1; background: $surface;
        }
        #stored { height: 1fr; background: $surface; }
        #told { height: auto; max-height: 2; color: $text-muted; }
    }
    """

    def __init__(self, found: Standpoint, claim: str = "") -> None:
        super().__init__()
        assert found.document is not None
        self._found, self._cited = found, cited_stretches(found)
        self._text = Text(found.document, self._cited)
        self._text.at = next((n for n, one in enumerate(self._cited) if claim in one.claims), 0)

    def compose(self) -> ComposeResult:
        """The text, and a line about what is looked at."""
        with Vertical(id="window") as window:
            window.border_title = Content(clipped(squeezed(self._found.shown.source.name), 70))
            yield self._text
            yield Static("", id="told", markup=False)

    def on_mount(self) -> None:
        """Begin at what is cited."""
        self._text.focus()
        self._tell()

    def _tell(self) -> None:
        keys = "n p what is cited · ↑↓ scroll · Esc close"
        if not self._cited:
            self.query_one("#told", Static).update(f"no claim says where in it · {keys}")
            return
        one = self._cited[self._text.at]
        texts = {use.view.claim.id: use.view.claim.text for use in self._found.uses}
        told = f"{self._text.at + 1:,} of {len(self._cited):,}: {squeezed(texts.get(one.claims[0], ''))}"
        more = f" and {len(one.claims) - 1:,} more" if len(one.claims) > 1 else ""
        self.query_one("#told", Static).update(
            f"{clipped(told, max(min(self.size.width, 112) - 8 - len(more), 8))}{more}\n{keys}"
        )

    def action_step(self, by: int) -> None:
        """To the next stretch that is cited, or the previous one."""
        self._text.go(max(min(self._text.at + by, len(self._cited) - 1), 0))
        self._tell()

    def action_leave(self) -> None:
        """Close it."""
        self.dismiss(None)

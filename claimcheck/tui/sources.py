"""The sources: what stands on each, whether it is still what it was, and what a change means for what is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from claimcheck.desk.evidence import Standpoint, shelf_of, standpoint
from claimcheck.desk.sourcing import SourceFilters, find_sources
from claimcheck.ledger.details import SourceView
from claimcheck.reporters.ledger.sources import sources_closing
from claimcheck.tui.items import source_items
from claimcheck.tui.lines import Listing
from claimcheck.tui.pane import LEAVING, WALKING, ListPane
from claimcheck.tui.panel import CLAIM
from claimcheck.tui.picker import Narrowing, Picker
from claimcheck.tui.pile import Sight
from claimcheck.tui.source_panel import listed, source_sections
from claimcheck.tui.stored import Stored

if TYPE_CHECKING:
    from claimcheck.desk.shelf import Shelf

_ORDER = {"missing": 0, "changed": 1}  # what needs somebody comes first


class SourcesPane(ListPane):
    """The list of sources, and beside it what is known of the one the cursor is on."""

    LIST, PANEL = "sources", "known"
    BINDINGS: ClassVar[list[BindingType]] = [
        *WALKING,
        Binding("n", "trouble(1)", "next changed or missing"),
        Binding("p", "trouble(-1)", "previous changed or missing", show=False),
        Binding("enter", "claims", "its claims"),
        Binding("o", "open", "read it"),
        Binding("slash", "search", "search", key_display="/"),
        *LEAVING,
    ]
    DEFAULT_CSS = """
    SourcesPane {
        #above { height: auto; padding: 0 1; background: $panel; }
        #columns { height: 1fr; layout: vertical; }
        #sources { height: 1fr; width: 1fr; }
        #known { height: 58%; width: 100%; border-top: solid $primary-muted; }
        &.wide #columns { layout: horizontal; }
        &.wide #known {
            height: 100%; width: 62%; border-top: none; border-left: solid $primary-muted; padding-left: 1;
        }
        &.large #known { height: 82%; }
        &.wide.large #known { height: 100%; width: 78%; }
    }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.sight: Sight | None = None
        self._views: list[SourceView] = []
        self._shelf: Shelf | None = None
        self._kept: dict[str, Standpoint] = {}

    @property
    def source(self) -> SourceView | None:
        """The source the cursor is on."""
        return self._views[self.listing.at] if self._views else None

    # --- what is seen -------------------------------------------------------------------------------------------------

    def see(self, sight: Sight, source: str = "") -> None:
        """Show what is seen now, at the same source, or at `source`."""
        before = source or (self.source.source.id if self.source else "")
        self.sight = sight
        self._shelf = None
        self._kept = {}
        found = find_sources(sight.project, sight.ledger, SourceFilters())
        self._views = sorted(found.views, key=_first_trouble)
        self.query_one("#above", Static).update(Content(sources_closing(self._views, found.of)))
        at = next((n for n, view in enumerate(self._views) if view.source.id == before), 0)
        self._fill(at)
        self._tell()

    def _fill(self, at: int) -> None:
        views = self._views
        self.listing.fill(lambda width: [listed(view, width) for view in views], at)

    @on(Listing.Moved, "#sources")
    def moved(self) -> None:
        """Another source: other things are known."""
        self._tell()

    def _tell(self) -> None:
        view, sight = self.source, self.sight
        if view is None or sight is None:
            self.panel.clear()
            return
        id = view.source.id
        kept = self._kept.get(id)
        if kept is not None:
            self.panel.tell(id, lambda width: source_sections(kept, width))
            return

        def full(first: Standpoint) -> Standpoint:
            found = standpoint(sight.project, sight.ledger, view, self._shelf_of(sight))
            if sight is self.sight:
                self._kept[id] = found
            return found

        self.panel.look(id, lambda: standpoint(sight.project, sight.ledger, view), full, source_sections)

    def _shelf_of(self, sight: Sight) -> Shelf:
        """The sources of what is seen, opened one by one."""
        if self._shelf is None or self._shelf.ledger is not sight.ledger:
            self._shelf = shelf_of(sight.project, sight.ledger, sight.settings)
        return self._shelf

    # --- moving -------------------------------------------------------------------------------------------------------

    def action_trouble(self, by: int) -> None:
        """To the next source that changed or is missing."""
        order = [n for n, view in enumerate(self._views) if view.state in _ORDER]
        if not self.move_among(order, by):
            self.notify("no source that changed or is missing " + ("after this one" if by > 0 else "before this one"))

    @on(Listing.Chosen, "#sources")
    def chosen(self) -> None:
        """Enter or a click: to its claims."""
        self.action_claims()

    def action_claims(self) -> None:
        """To the claims that stand on it; Enter there goes to the article."""
        if self.panel.first_target(CLAIM):
            self.panel.take()

    def action_search(self) -> None:
        """Choose a source by typing."""
        if self.sight is None or not self._views:
            return

        def chosen(id: str | None) -> None:
            at = next((n for n, view in enumerate(self._views) if view.source.id == id), None)
            if at is not None:
                self.listing.move(at)

        known = Narrowing(source_items(self.sight.ledger))
        self.app.push_screen(Picker("Which source?", known, "words of its name"), chosen)

    def action_open(self) -> None:
        """Read the text of the source as it is stored, what is cited set off in it."""
        view = self.source
        if view is None or self.sight is None:
            return
        if view.source.confidential:
            self.notify("it is confidential: its words stay at this desk")
            return
        shelf = self._shelf_of(self.sight)
        found = standpoint(self.sight.project, self.sight.ledger, view, shelf)
        self._kept[view.source.id] = found
        if found.document is None:
            state = shelf.state(view.source.id)
            self.notify(f"nothing of it can be read: {state.why}" if state and state.why else "nothing is stored of it")
            return
        at = self.panel.sections[self.panel.at].target if self.panel.has_focus else None
        self.app.push_screen(Stored(found, at[1] if at and at[0] == CLAIM else ""))


def _first_trouble(view: SourceView) -> tuple[int, str, str]:
    return _ORDER.get(view.state, 2), view.source.name.casefold(), view.source.id

"""The conflicts: by severity, the sides of one next to each other, both figures on one number line, decided by keys."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from claimcheck.desk.session import Seen
from claimcheck.ledger.disagreements import Disagreement
from claimcheck.ledger.records import Ledger, Ruling
from claimcheck.reporters.summary import counted
from claimcheck.tui.asking import Asking
from claimcheck.tui.conflict_panel import Told, conflict_sections, listed_conflict, told_of, words_of
from claimcheck.tui.lines import Listing
from claimcheck.tui.pane import LEAVING, WALKING, ListPane
from claimcheck.tui.panel import Section, folded_lines
from claimcheck.tui.picker import Item, Narrowing, Picker

_WHY = {
    Ruling.DISTINCT: "distinct: the figures are about two things. Why?",
    Ruling.ACCEPTED: "accepted: it stands as it is. Why?",
    Ruling.FIXED: "fixed: the text was mended. A note, if you like",
}


def nothing_listed(seen: Seen | None) -> str:
    """What to say where no conflict is listed: how to begin, that all is settled, that nothing was found."""
    if seen is None or not seen.ledger.claims:
        return "The ledger has no claim yet. Outside: claimcheck add ARTICLE; its conflicts appear here by themselves."
    if not seen.conflicts:
        return "No two claims of the ledger were found in conflict. 2 goes to the articles, claim by claim."
    if any(one.status is Ruling.OPEN for one in seen.conflicts):
        return "None in this state. s goes to the next state, o shows all."
    return f"All settled: {counted(len(seen.conflicts), 'conflict')}. o shows them, 2 goes to the articles."


_ALL = frozenset(Ruling)
_STATES = (frozenset((Ruling.OPEN,)), _ALL, *(frozenset((one,)) for one in Ruling if one is not Ruling.OPEN))


class ConflictsPane(ListPane):
    """The list of conflicts, and beside it all that is told of the one the cursor is on."""

    class Decided(Message):
        """Somebody decides about a conflict."""

        def __init__(self, conflict: str, ruling: Ruling, note: str, seen: Ledger) -> None:
            super().__init__()
            self.conflict, self.ruling, self.note, self.seen = conflict, ruling, note, seen

    LIST, PANEL = "conflicts", "told"
    BINDINGS: ClassVar[list[BindingType]] = [
        *WALKING,
        Binding("n", "unsettled(1)", "next open", show=False),
        Binding("p", "unsettled(-1)", "previous open", show=False),
        Binding("d", "decide('distinct')", "distinct", tooltip="distinct: about two things after all"),
        Binding("a", "decide('accepted')", "accepted", tooltip="accepted: it stands as it is"),
        Binding("f", "decide('fixed')", "fixed", tooltip="fixed: the text was mended"),
        Binding("r", "decide('open')", "open again", show=False),
        Binding("o", "settled", "all", tooltip="all of them, or the open ones alone"),
        Binding("s", "state", "by state: open, all, distinct …", show=False),
        Binding("slash", "search", "search", key_display="/", tooltip="search, settled ones too"),
        Binding("enter", "sides", "claims", tooltip="its claims; Enter again: the article"),
        *LEAVING,
    ]
    DEFAULT_CSS = """
    ConflictsPane {
        #above { height: auto; padding: 0 1; background: $panel; }
        #columns { height: 1fr; layout: vertical; }
        #conflicts { height: 1fr; width: 1fr; }
        #told { height: 66%; width: 100%; border-top: solid $primary-muted; }
        &.wide #columns { layout: horizontal; }
        &.wide #told { height: 100%; width: 68%; border-top: none; border-left: solid $primary-muted; padding-left: 1; }
        &.large #told { height: 84%; }
        &.wide.large #told { height: 100%; width: 82%; }
    }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.seen: Seen | None = None
        self.states = _STATES[0]  # what is listed
        self._shown: list[Disagreement] = []
        self._kept: dict[str, Told] = {}

    @property
    def conflict(self) -> Disagreement | None:
        """The conflict the cursor is on."""
        return self._shown[self.listing.at] if self._shown else None

    # --- what is seen -------------------------------------------------------------------------------------------------

    def see(self, seen: Seen, conflict: str = "") -> None:
        """Show what is seen now, at the same conflict, or at `conflict`."""
        before, at = self.conflict, self.listing.at
        self.seen, self._kept = seen, {}
        wanted = conflict or (before.conflict.id if before is not None else "")
        known = {one.conflict.id: one for one in seen.conflicts}
        if conflict in known and known[conflict].status not in self.states:
            self.states = _ALL
        self._shown = [one for one in seen.conflicts if one.status in self.states]
        place = next((n for n, one in enumerate(self._shown) if one.conflict.id == wanted), at)
        self._tell_above()
        self._fill(place)
        self._tell()

    def _tell_above(self) -> None:
        assert self.seen is not None
        unsettled = sum(one.status is Ruling.OPEN for one in self.seen.conflicts)
        decided = len(self.seen.conflicts) - unsettled
        shown = f"{counted(unsettled, 'open conflict')}" if unsettled else "no open conflict"
        more = f" · {decided:,} settled" if decided else ""
        if self.states is not _ALL and Ruling.OPEN not in self.states:
            more += f" · only those {next(iter(self.states))}: {len(self._shown):,}, o shows all"
        elif decided and self.states is not _ALL:
            more += ", o shows them"
        self.query_one("#above", Static).update(Content(shown + more))

    def _fill(self, at: int) -> None:
        shown = self._shown
        self.listing.fill(lambda width: [listed_conflict(one, width) for one in shown], at)

    @on(Listing.Moved, "#conflicts")
    def moved(self) -> None:
        """Another conflict."""
        self._tell()

    def _tell(self) -> None:
        one, seen = self.conflict, self.seen
        if one is None or seen is None:
            told = nothing_listed(seen)
            self.panel.clear()
            self.panel.tell("", lambda width: [Section(folded_lines([(told, ("quiet",))], width))])
            return
        id = one.conflict.id
        kept = self._kept.get(id)
        if kept is not None:
            self.panel.tell(id, lambda width: conflict_sections(kept, width))
            return

        def full(first: Told) -> Told:
            from claimcheck.desk.understanding import abouts

            found = told_of(one, seen.ledger, seen.settings, abouts(seen.project, [one], seen.settings))
            if seen is self.seen:
                self._kept[id] = found
            return found

        self.panel.look(id, lambda: told_of(one, seen.ledger, seen.settings, {}), full, conflict_sections)

    # --- moving -------------------------------------------------------------------------------------------------------

    def action_unsettled(self, by: int) -> None:
        """To the next open conflict."""
        order = [n for n, one in enumerate(self._shown) if one.status is Ruling.OPEN]
        self.move_among(order, by)

    def action_settled(self) -> None:
        """The settled ones too, or the open ones alone."""
        self._ask(_STATES[0] if self.states is _ALL else _ALL)

    def action_state(self) -> None:
        """Those of the next state alone: open, all, distinct, accepted, fixed."""
        self._ask(_STATES[(_STATES.index(self.states) + 1) % len(_STATES)])

    def _ask(self, states: frozenset[Ruling]) -> None:
        self.states = states
        if self.seen is not None:
            self.see(self.seen)

    def action_search(self) -> None:
        """Search all conflicts, settled ones too, as words are typed."""
        seen = self.seen
        if seen is None:
            return
        items = [Item(one.conflict.id, words_of(one), partial(listed_conflict, one)) for one in seen.conflicts]

        def found(id: str | None) -> None:
            if id and self.seen is not None:
                self.see(self.seen, id)

        self.app.push_screen(Picker("Search", Narrowing(items), "a figure, words of a side, an article, a rule"), found)

    @on(Listing.Chosen, "#conflicts")
    def chosen(self) -> None:
        """Enter or a click: to its sides."""
        self.action_sides()

    def action_sides(self) -> None:
        """To its claims; Enter there goes to the article."""
        if self.panel.first_target():
            self.panel.take()

    # --- deciding -----------------------------------------------------------------------------------------------------

    def action_decide(self, word: str) -> None:
        """Decide about the conflict; ask why."""
        one, ruling = self.conflict, Ruling(word)
        if one is None or self.seen is None:
            return
        id, seen = one.conflict.id, self.seen.ledger
        if ruling is Ruling.OPEN:
            self.post_message(self.Decided(id, ruling, "", seen))
            return

        def said(note: str | None) -> None:
            if note is not None:
                self.post_message(self.Decided(id, ruling, note, seen))

        self.app.push_screen(Asking(_WHY[ruling], one.conflict.message, needed=ruling is not Ruling.FIXED), said)

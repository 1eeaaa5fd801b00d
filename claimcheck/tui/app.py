"""The interface as a whole: three screens over one session, and the ledger read anew as it changes on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Footer, Static

from claimcheck.desk.session import Done, Session
from claimcheck.desk.verdicts import Opinion
from claimcheck.errors import ClaimcheckError
from claimcheck.ledger.records import Ruling
from claimcheck.reporters.summary import counted
from claimcheck.reporters.visible import cells, clipped, squeezed
from claimcheck.tui.article import ArticlePane
from claimcheck.tui.asking import Asking
from claimcheck.tui.beside import Panel
from claimcheck.tui.conflicts import ConflictsPane
from claimcheck.tui.helping import Help
from claimcheck.tui.panel import CLAIM, CONFLICT, SOURCE
from claimcheck.tui.sources import SourcesPane
from claimcheck.tui.window import Window

CONFLICTS, ARTICLE, SOURCES = "conflicts", "article", "sources"
_NAMES = {CONFLICTS: "Conflicts", ARTICLE: "Article", SOURCES: "Sources"}
_LOOK = 1.0  # seconds between two looks at the files


class Desk(App[None]):
    """The terminal interface."""

    TITLE = "claimcheck"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "switch('conflicts')", "conflicts", show=False),
        Binding("2", "switch('article')", "article", show=False),
        Binding("3", "switch('sources')", "sources", show=False),
        Binding("u", "undo", "undo"),
        Binding("A", "take_in", "take in the articles that changed", show=False),
        Binding("t", "shade", "light or dark", show=False),
        Binding("question_mark", "help", "help", key_display="?"),
        Binding("q", "quit", "quit"),
    ]
    CSS = """
    #top { height: 1; background: $primary-muted; color: $text; }
    #panes { height: 1fr; }
    Footer { background: $panel; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._taking = False  # articles are read anew just now
        self._stale: set[str] = set(_NAMES)  # panes that have not been shown what is seen now

    def compose(self) -> ComposeResult:
        """Where we are, the screen, its keys."""
        yield Static("", id="top", markup=False)
        with ContentSwitcher(initial=CONFLICTS, id="panes"):
            yield ConflictsPane(id=CONFLICTS)
            yield ArticlePane(id=ARTICLE)
            yield SourcesPane(id=SOURCES)
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Begin with what cannot be true; the frame stands before a large ledger is looked through."""
        first = CONFLICTS if self._open() or not self.session.seen.ledger.claims else ARTICLE
        self.query_one("#panes", ContentSwitcher).current = first
        self._tell_top()
        self.call_after_refresh(self.action_switch, first)
        self.set_interval(_LOOK, self._watch)
        if not self.session.kept:
            self.notify("no ledger: what you decide is forgotten at the end; claimcheck init makes one", markup=False)
        else:
            self.run_worker(self._look_behind, thread=True, name="look behind")

    def _look_behind(self) -> None:
        """Tell of articles that changed since they were added; reads them, and so in a thread of its own."""
        many = len(self.session.behind())
        if many:
            told = f"{counted(many, 'article')} changed since {'it was' if many == 1 else 'they were'} added"
            self.call_from_thread(self.notify, f"{told}: A takes {'it' if many == 1 else 'them'} in", markup=False)

    def on_resize(self) -> None:
        """The line above is as wide as the screen."""
        self.call_after_refresh(self._tell_top)

    def on_key(self, event: events.Key) -> None:
        """A key that nothing took: of a window that is just being drawn, it is what somebody types fast."""
        if isinstance(self.screen, Window) and event.is_printable and event.character is not None:
            self.screen.early(event.character)

    # --- the three screens --------------------------------------------------------------------------------------------

    @property
    def place(self) -> str:
        """The screen that is shown."""
        return self.query_one("#panes", ContentSwitcher).current or CONFLICTS

    def action_switch(self, name: str, at: str = "") -> None:
        """Show a screen, at the record `at`."""
        if len(self.screen_stack) > 1:
            return
        self.query_one("#panes", ContentSwitcher).current = name
        if name in self._stale or at:
            self._stale.discard(name)
            if name == CONFLICTS:
                self.query_one(ConflictsPane).see(self.session.seen, at)
            elif name == ARTICLE:
                self.query_one(ArticlePane).see(self.session.seen, at)
            else:
                self.query_one(SourcesPane).see(self.session.seen, at)
        self._focus()
        self._tell_top()

    def _focus(self) -> None:
        if self.place == CONFLICTS:
            self.query_one(ConflictsPane).listing.take()
        elif self.place == ARTICLE:
            self.query_one(ArticlePane).reading.take()
        else:
            self.query_one(SourcesPane).listing.take()

    def _open(self) -> int:
        return sum(one.status is Ruling.OPEN for one in self.session.seen.conflicts)

    def _tell_top(self) -> None:
        parts: list[Content | str | tuple[str, str]] = [" "]
        for number, (name, word) in enumerate(_NAMES.items(), 1):
            many = f" {self._open()}" if name == CONFLICTS and self._open() else ""
            here = name == self.place
            parts += [
                (f"{number} ", "bold"),
                (f"[{word}{many}]" if here else f" {word}{many} ", "bold reverse" if here else ""),
                "  ",
            ]
        left = Content.assemble(*parts)
        project = self.session.project
        name = squeezed(project.shown(project.ledger.name)) if self.session.kept else "no ledger"
        name += f" · {squeezed(self.session.by)}" if self.session.named else ""
        right = clipped(squeezed(self.session.trouble) or name, max(self.size.width - left.cell_length - 12, 4))
        right += "   ? help"
        gap = max(self.size.width - left.cell_length - cells(right) - 1, 1)
        self.query_one("#top", Static).update(Content.assemble(left, " " * gap, right))

    @on(Panel.Followed)
    def follow(self, message: Panel.Followed) -> None:
        """From a panel to where it leads."""
        there = {CONFLICT: CONFLICTS, CLAIM: ARTICLE, SOURCE: SOURCES}
        self.action_switch(there[message.kind], message.id)

    # --- what changes -------------------------------------------------------------------------------------------------

    def _seen_anew(self) -> None:
        self._stale = set(_NAMES)
        self._stale.discard(self.place)
        seen = self.session.seen
        if self.place == CONFLICTS:
            self.query_one(ConflictsPane).see(seen)
        elif self.place == ARTICLE:
            self.query_one(ArticlePane).see(seen)
        else:
            self.query_one(SourcesPane).see(seen)
        self._tell_top()

    def _watch(self) -> None:
        if len(self.screen_stack) > 1:
            return  # nothing changes under somebody who is answering a question
        if not self.session.kept and self.session.changed():
            self._take_in(asked=False)
            return
        self._see_news()

    def _see_news(self) -> None:
        before = self.session.trouble
        if self.session.refresh():
            self._seen_anew()
            said = self.session.news or "the files changed and were read anew"
            self.notify(squeezed(said), timeout=6 if self.session.news else 3, markup=False)
        elif self.session.trouble != before:
            self._tell_top()
            self.notify(squeezed(self.session.trouble), severity="error", timeout=8, markup=False)

    def action_take_in(self) -> None:
        """Take the articles that changed into the ledger."""
        self._take_in(asked=True)

    def _take_in(self, *, asked: bool) -> None:
        if self._taking:
            return
        self._taking = True

        def work() -> None:
            try:
                done = self.session.take_in()
            except ClaimcheckError as wrong:
                done = Done("", (wrong.message,))
            self.call_from_thread(self._taken_in, done, asked=asked)

        self.run_worker(work, thread=True, name="take in", description="the articles that changed")

    def _taken_in(self, done: Done, *, asked: bool) -> None:
        self._taking = False
        if len(self.screen_stack) == 1:  # else it is shown when the question is answered
            self._see_news()
        if asked and done.told:
            self.notify(done.told, markup=False)
        for remark in done.remarks:
            self.notify(squeezed(remark), severity="warning", timeout=8, markup=False)

    @on(ArticlePane.Judged)
    def judged(self, message: ArticlePane.Judged) -> None:
        """A verdict is given."""
        wish = message.wish
        opinion = Opinion(wish.status, "", "", wish.sources, wish.locators, wish.quotes, note=wish.note)
        opinion = opinion._replace(correction=wish.correction)
        self._do(lambda: self.session.judge([message.claim], opinion, message.seen))

    @on(ConflictsPane.Decided)
    def decided(self, message: ConflictsPane.Decided) -> None:
        """A conflict is decided about."""
        self._do(lambda: self.session.decide([message.conflict], message.ruling, message.note, message.seen))

    def action_undo(self) -> None:
        """Take back what was given last."""
        self._do(self.session.undo)

    def _do(self, act: Callable[[], Done | None]) -> None:
        if not self.session.named:
            self._ask_name(act)
            return
        try:
            done = act()
        except ClaimcheckError as wrong:
            self._seen_anew()
            told = f"{squeezed(wrong.message)}\n{squeezed(wrong.hint)}".strip()
            self.notify(told, severity="error", timeout=8, markup=False)
            return
        if done is None:
            self.notify("nothing to undo", markup=False)
            return
        self._seen_anew()
        self.notify(clipped(squeezed(done.told), 90), timeout=3, markup=False)
        for remark in done.remarks:
            self.notify(squeezed(remark), severity="warning", timeout=8, markup=False)

    def _ask_name(self, act: Callable[[], Done | None]) -> None:
        def said(name: str | None) -> None:
            if name:
                self.session.sign(name)
                self._do(act)
                self._tell_top()

        self.push_screen(Asking("Your name, to sign with", needed=True), said)

    def action_shade(self) -> None:
        """Light or dark."""
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"

    # --- help and palette ---------------------------------------------------------------------------------------------

    def action_help(self) -> None:
        """Every key of this screen."""
        pane = self.query_one(f"#{self.place}")
        self.push_screen(Help(_NAMES[self.place], pane.BINDINGS, self.BINDINGS))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything that a key does, by name."""
        yield from super().get_system_commands(screen)
        for name, word in _NAMES.items():
            yield SystemCommand(word, f"go to {word.lower()}", partial(self.action_switch, name))
        yield SystemCommand("Undo", "take back what you gave last", self.action_undo)
        pane = self.query_one(f"#{self.place}")
        for binding in pane.BINDINGS:
            if isinstance(binding, Binding) and binding.description:
                yield SystemCommand(
                    f"{_NAMES[self.place]}: {binding.description}",
                    f"key {binding.key.partition(',')[0]}",
                    partial(self._act, pane, binding.action),
                )

    async def _act(self, pane: object, action: str) -> None:
        await self.run_action(action, pane)  # type: ignore[arg-type]

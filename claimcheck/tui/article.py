"""The article: its whole text with the status of every claim in the margin, walked claim by claim, judged by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from claimcheck.desk.claims import to_be_checked
from claimcheck.desk.evidence import Beside, beside, looked_into, shelf_of, written_on
from claimcheck.desk.pages import Page, is_large, page_of
from claimcheck.ledger.consistency import OPEN
from claimcheck.ledger.records import Ledger, Stance, Status
from claimcheck.reporters.summary import counted
from claimcheck.reporters.visible import cells, clipped, squeezed
from claimcheck.tui.beside import Panel
from claimcheck.tui.filtering import Filter, Filtering
from claimcheck.tui.giving import SOURCED, Giving, Wish
from claimcheck.tui.panel import CONFLICT, SOURCE, Section, airy, sections
from claimcheck.tui.picker import Picker
from claimcheck.tui.pile import Pile, Sight
from claimcheck.tui.reading import Reading

if TYPE_CHECKING:
    from claimcheck.desk.shelf import Shelf

WIDE = 104  # cells from which the panel stands beside the text, not below it
_KEEP = 200  # panels kept for claims that were looked at


class ArticlePane(Vertical):
    """An article with its panel. What is decided in it is told by messages; it changes nothing itself."""

    class Judged(Message):
        """Somebody gives a verdict on a claim; `seen` is the ledger as it was when they began to."""

        def __init__(self, claim: str, wish: Wish, seen: Ledger) -> None:
            super().__init__()
            self.claim, self.wish, self.seen = claim, wish, seen

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "walk(1)", "next claim", show=False),
        Binding("k,up", "walk(-1)", "previous claim", show=False),
        Binding("n", "open(1)", "next to check"),
        Binding("p", "open(-1)", "previous to check", show=False),
        Binding("g,home", "ends(False)", "first claim", show=False),
        Binding("G,end", "ends(True)", "last claim", show=False),
        Binding("pagedown,ctrl+f", "page(1)", "a page on", show=False),
        Binding("pageup,ctrl+b", "page(-1)", "a page back", show=False),
        Binding("v", "judge('verified')", "verified"),
        Binding("d", "judge('disputed')", "disputed"),
        Binding("c", "judge('corrected')", "corrected"),
        Binding("x", "judge('unverifiable')", "unverifiable"),
        Binding("s", "judge('not-applicable')", "skip"),
        Binding("r", "judge('in-progress')", "reopen"),
        Binding("slash", "search", "search", key_display="/"),
        Binding("f", "filter", "filter"),
        Binding("a", "articles", "articles"),
        Binding("right_square_bracket", "turn(1)", "next article", show=False, key_display="]"),
        Binding("left_square_bracket", "turn(-1)", "previous article", show=False, key_display="["),
        Binding("enter", "panel", "conflicts and sources", show=False),
        Binding("tab", "switch", "text or panel", show=False),
        Binding("z", "resize", "panel larger, smaller", show=False),
        Binding("escape", "back", "show all claims again", show=False),
    ]
    DEFAULT_CSS = """
    ArticlePane {
        #above { height: auto; padding: 0 1; background: $panel; }
        #columns { height: 1fr; layout: vertical; }
        Reading { height: 1fr; width: 1fr; }
        #beside { height: 40%; width: 100%; border-top: solid $primary-muted; }
        &.wide #columns { layout: horizontal; }
        &.wide #beside {
            height: 100%; width: 42%; border-top: none; border-left: solid $primary-muted; padding-left: 1;
        }
        &.large #beside { height: 70%; }
        &.wide.large #beside { height: 100%; width: 64%; }
        &.none #beside { display: none; }
    }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.sight: Sight | None = None
        self.pile: Pile | None = None
        self.article = ""  # its id, NO_ARTICLE for loose claims, "" for none
        self._shelf: Shelf | None = None
        self._kept: dict[str, Beside] = {}

    def compose(self) -> ComposeResult:
        """A line about the article, its text, the panel."""
        yield Static("", id="above", markup=False)
        with Container(id="columns"):
            yield Reading(id="text")
            yield Panel(id="beside")

    @property
    def reading(self) -> Reading:
        """The text."""
        return self.query_one("#text", Reading)

    @property
    def panel(self) -> Panel:
        """What stands beside it."""
        return self.query_one("#beside", Panel)

    def on_resize(self, event: events.Resize) -> None:
        """The panel stands beside the text where there is room."""
        self.set_class(event.size.width >= WIDE, "wide")
        self._tell_above()

    # --- what is seen -------------------------------------------------------------------------------------------------

    def see(self, sight: Sight, claim: str = "") -> None:
        """Show what is seen now, at the same article and claim; or at `claim`, wherever it stands."""
        self.sight, self.pile = sight, Pile(sight, self.filter)
        self._shelf = None
        self._kept = {}
        self.article = self.pile.home(claim) or self.article if claim else self.article
        known = self.pile.articles
        if self.article not in known:
            self.article = known[0] if known else ""
        self._show(claim)

    @property
    def filter(self) -> Filter:
        """Which claims are asked for."""
        return self.pile.filter if self.pile is not None else Filter()

    def _show(self, claim: str = "") -> None:
        if self.sight is None or self.pile is None:
            return
        article, sight, views = self.pile.record(self.article), self.sight, self.pile.views(self.article)
        if not self.article:
            self._shown(Page(None, "", "", "", (), ()), claim)
        elif is_large(sight.project, article):
            if self.reading.page is None or self.reading.page.article != article:
                self.query_one("#above", Static).update(f"reading {squeezed(article.path) if article else ''} …")

            def work() -> None:
                worker, page = get_current_worker(), page_of(sight.project, article, views)
                if not worker.is_cancelled and self.is_attached:
                    self.app.call_from_thread(self._shown, page, claim)

            self.run_worker(work, thread=True, exclusive=True, group="page", description="a large article")
        else:
            self._shown(page_of(sight.project, article, views), claim)

    def _shown(self, page: Page, claim: str) -> None:
        if self.sight is None or self.pile is None or (page.article is not None and page.article.id != self.article):
            return  # another was chosen meanwhile
        from claimcheck import pipeline

        context = self.sight.settings.context(written_on(page.article.dateline if page.article else ""))

        def spans(text: str) -> list[tuple[int, int]]:
            return [(figure.start, figure.end) for figure in pipeline.figures(text, context)]

        self.reading.passing = self.pile.passing
        self.reading.show(page, spans, claim)
        self._tell_above()
        self._tell_beside()

    def _tell_above(self) -> None:
        page, pile = self.reading.page, self.pile
        if page is None or pile is None:
            return
        above = self.query_one("#above", Static)
        if not self.article:
            above.update("The ledger has no claims yet: claimcheck add ARTICLE takes one in")
            return
        asked = [s.view for s in page.stretches if to_be_checked(s.view)]
        done = sum(view.status not in OPEN for view in asked)
        told = f"{done:,} of {counted(len(asked), 'claim')} checked"
        if len(pile.articles) > 1:
            told += f" · article {pile.articles.index(self.article) + 1:,} of {len(pile.articles):,}"
        width = self.size.width - 2
        title = clipped(squeezed(page.title or page.path), max(width - cells(told) - 3, 8))
        lines = [Content.assemble((title, "bold"), " " * max(width - cells(title) - cells(told), 2), told)]
        if pile.passing is not None:
            here = sum(view.claim.id in pile.passing for view in asked)
            many = f"{counted(here, 'claim')} here, {len(pile.passing):,} in all"
            lines.append(Content.styled(f"only {pile.filter.told()}: {many} · Esc shows all", "bold $text-warning"))
        if page.remark:
            lines.append(Content.styled(squeezed(page.remark), "$text-warning"))
        above.update(Content("\n").join(lines))

    @on(Reading.Moved)
    def moved(self) -> None:
        """Another claim: other things stand beside it."""
        self._tell_beside()

    def _tell_beside(self) -> None:
        view, sight = self.reading.view, self.sight
        if view is None or sight is None:
            self.panel.clear()
            return
        id = view.claim.id
        kept = self._kept.get(id)
        if kept is not None:
            self.panel.tell(id, lambda width: self._told(kept, width))
            return

        def full(first: Beside) -> Beside:
            found = looked_into(sight.project, sight.ledger, first, self._shelf_of(sight))
            if len(self._kept) >= _KEEP:
                self._kept.clear()
            if sight is self.sight:
                self._kept[id] = found
            return found

        self.panel.look(id, lambda: beside(sight.project, sight.ledger, id, sight.settings), full, self._told)

    def _shelf_of(self, sight: Sight) -> Shelf:
        """The sources of what is seen, opened one by one."""
        if self._shelf is None or self._shelf.ledger is not sight.ledger:
            self._shelf = shelf_of(sight.project, sight.ledger, sight.settings)
        return self._shelf

    def _told(self, found: Beside, width: int) -> list[Section]:
        told = sections(found, width)
        return airy(told) if self.has_class("wide") else told

    # --- walking ------------------------------------------------------------------------------------------------------

    def action_walk(self, by: int) -> None:
        """To the next claim, or the previous one."""
        self.reading.walk(by)

    def action_open(self, by: int) -> None:
        """To the next claim that nobody has settled; on into the articles that follow."""
        if self.reading.walk_open(by):
            return
        article, claim = self.pile.waiting(self.article, by) if self.pile is not None else ("", "")
        if claim:
            self.article = article
            self._show(claim)
        else:
            self.notify("no claim that is not yet checked " + ("after this one" if by > 0 else "before this one"))

    def action_ends(self, last: bool) -> None:
        """To the first claim, or the last."""
        self.reading.ends(last)

    def action_page(self, by: int) -> None:
        """A page on or back, to the first claim that is seen then."""
        self.reading.leaf(by)

    def action_turn(self, by: int) -> None:
        """The next article, or the previous one."""
        if self.pile is not None and len(self.pile.articles) > 1:
            self.article = self.pile.beside(self.article, by)
            self._show()

    def action_switch(self) -> None:
        """The keys to the panel, or back to the text."""
        if self.panel.has_focus or not self.panel.display:
            self.reading.take()
        else:
            self.panel.take()

    def action_panel(self) -> None:
        """To what the claim conflicts with or stands on; Enter goes there."""
        self.remove_class("none")
        if self.panel.first_target(CONFLICT) or self.panel.first_target():
            self.panel.take()

    def action_resize(self) -> None:
        """The panel larger, gone, or as it was."""
        if self.has_class("large"):
            self.remove_class("large").add_class("none")
            self.reading.take()
        elif self.has_class("none"):
            self.remove_class("none")
        else:
            self.add_class("large")

    def action_back(self) -> None:
        """From the panel to the text; from there to all claims."""
        if self.panel.has_focus:
            self.reading.take()
        elif self.filter.keys:
            self._filtered(Filter())

    # --- windows ------------------------------------------------------------------------------------------------------

    def action_articles(self) -> None:
        """Choose an article."""

        def chosen(id: str | None) -> None:
            if id:
                self.article = id
                self._show()

        if self.pile is not None and self.article:
            picker = Picker("Which article?", self.pile.to_read(), "words of its title or path", self.article)
            self.app.push_screen(picker, chosen)

    def action_filter(self) -> None:
        """Ask which claims are walked."""
        if self.pile is not None:
            asking = Filtering(self.pile.to_filter(), self.filter)
            self.app.push_screen(asking, lambda chosen: self._filtered(chosen or Filter()))

    def _filtered(self, wanted: Filter) -> None:
        if self.pile is None:
            return
        self.pile.ask(wanted)
        self.reading.select(self.pile.passing)
        if self.pile.passing and not self.reading.order():
            self.article, claim = self.pile.first()
            self._show(claim)
        self._tell_above()
        self._tell_beside()

    def action_search(self) -> None:
        """Search the claims of all articles as words are typed."""
        if self.pile is not None:
            picker = Picker("Search", self.pile.to_search(), "words, a figure, half a sentence")
            self.app.push_screen(picker, self._found)

    def _found(self, claim: str | None) -> None:
        if not claim or self.pile is None or self.sight is None:
            return
        if self.pile.passing is not None and claim not in self.pile.passing:
            self._filtered(Filter())
        if not self.reading.find(claim):
            self.see(self.sight, claim)

    # --- verdicts -----------------------------------------------------------------------------------------------------

    def action_judge(self, status: str) -> None:
        """Give a verdict on the claim that is looked at; ask for what it needs."""
        view, wanted = self.reading.view, Status(status)
        if view is None or self.pile is None:
            return
        if not self.reading.seen():  # nobody judges what they do not see
            self.reading.bring_back()
            return
        if wanted in (Status.NOT_APPLICABLE, Status.IN_PROGRESS):
            self.post_message(self.Judged(view.claim.id, Wish(wanted), self.pile.sight.ledger))
            return
        supports = sum(c.stance is Stance.SUPPORTS for c in view.claim.sources)
        rests = f"{counted(supports, 'place')} that the claim cites" if supports and wanted is Status.VERIFIED else ""
        items = self.pile.to_cite() if wanted in SOURCED else []
        id, seen = view.claim.id, self.pile.sight.ledger

        def given(wish: Wish | None) -> None:
            if wish is not None:
                self.post_message(self.Judged(id, wish, seen))

        self.app.push_screen(Giving(wanted, view.claim.text, items, rests), given)

    def action_source(self) -> None:
        """To the first source of the claim."""
        if self.panel.first_target(SOURCE):
            self.panel.choose()

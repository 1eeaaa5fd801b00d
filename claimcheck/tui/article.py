"""The article: its whole text with the status of every claim in the margin, walked claim by claim, judged by keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from claimcheck import pipeline
from claimcheck.desk.claims import to_be_checked
from claimcheck.desk.evidence import Beside, beside, looked_into, written_on
from claimcheck.desk.pages import Page, is_large, page_of
from claimcheck.desk.project import Project
from claimcheck.desk.shelf import Shelf
from claimcheck.ledger.consistency import OPEN
from claimcheck.ledger.records import Article, Ledger, Stance, Status
from claimcheck.ledger.views import ClaimView
from claimcheck.reporters.summary import counted
from claimcheck.reporters.visible import cells, clipped, squeezed
from claimcheck.settings import Settings
from claimcheck.tui.beside import Panel
from claimcheck.tui.filtering import Filter, Filtering, choices, rules_of
from claimcheck.tui.giving import SOURCED, Giving, Wish
from claimcheck.tui.items import article_item, claim_item, source_items
from claimcheck.tui.panel import CONFLICT, SOURCE, Section, airy, sections
from claimcheck.tui.picker import Narrowing, Picker
from claimcheck.tui.reading import Reading

WIDE = 104  # cells from which the panel stands beside the text, not below it
_KEEP = 200  # panels kept for claims that were looked at
_NO_ARTICLE = "-"


class Sight(Protocol):
    """What a screen sees: a ledger as it was read last, and its claims as they stand."""

    @property
    def project(self) -> Project:
        """The ledger's project."""

    @property
    def ledger(self) -> Ledger:
        """All records."""

    @property
    def views(self) -> Sequence[ClaimView]:
        """Every claim, in reading order."""

    @property
    def settings(self) -> Settings:
        """How figures are read."""


class ArticlePane(Vertical):
    """An article with its panel. What is decided in it is told by messages; it changes nothing itself."""

    class Judged(Message):
        """Somebody gives a verdict on a claim."""

        def __init__(self, claim: str, wish: Wish) -> None:
            super().__init__()
            self.claim, self.wish = claim, wish

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "walk(1)", "next claim", show=False),
        Binding("k,up", "walk(-1)", "previous claim", show=False),
        Binding("n", "open(1)", "next not yet checked"),
        Binding("p", "open(-1)", "previous not yet checked", show=False),
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
        self.article = ""  # its id, _NO_ARTICLE for loose claims, "" for none
        self.filter = Filter()
        self._rules: dict[str, frozenset[str]] = {}
        self._passing: frozenset[str] | None = None
        self._shelf: Shelf | None = None
        self._kept: dict[str, Beside] = {}
        self._index: Narrowing | None = None  # for the search; made when it is first asked for

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
        self.sight = sight
        self._shelf = Shelf(sight.project, sight.ledger, sight.settings)
        self._kept, self._index = {}, None
        self._rules = rules_of(sight.ledger.conflicts.values())
        self._passing = self.filter.passing(sight.views, self._rules) if self.filter.keys else None
        if claim:
            found = sight.ledger.claims.get(claim)
            self.article = (found.article or _NO_ARTICLE) if found is not None else self.article
        known = self.articles()
        if self.article not in known:
            self.article = known[0] if known else ""
        self._show(claim)

    def articles(self) -> list[str]:
        """The ids of the articles that have claims, by path; then that of the claims that stand in none."""
        if self.sight is None:
            return []
        found: dict[str, None] = {}
        for view in self.sight.views:
            if not view.claim.gone:
                found.setdefault(view.article.id if view.article else _NO_ARTICLE)
        return list(found)

    def _record(self) -> Article | None:
        return self.sight.ledger.articles.get(self.article) if self.sight is not None else None

    def _show(self, claim: str = "") -> None:
        if self.sight is None:
            return
        article, sight = self._record(), self.sight
        if not self.article:
            self._shown(Page(None, "", "", "", (), ()), claim)
        elif is_large(sight.project, article):
            if self.reading.page is None or self.reading.page.article != article:
                self.query_one("#above", Static).update(f"reading {article.path if article else ''} …")

            def work() -> None:
                page = page_of(sight.project, article, sight.views)
                self.app.call_from_thread(self._shown, page, claim)

            self.run_worker(work, thread=True, exclusive=True, group="page", description="a large article")
        else:
            self._shown(page_of(sight.project, article, sight.views), claim)

    def _shown(self, page: Page, claim: str) -> None:
        if self.sight is None or (page.article.id if page.article else _NO_ARTICLE) not in (self.article, _NO_ARTICLE):
            return  # another was chosen meanwhile
        context = self.sight.settings.context(written_on(page.article.dateline if page.article else ""))

        def spans(text: str) -> list[tuple[int, int]]:
            return [(figure.start, figure.end) for figure in pipeline.figures(text, context)]

        self.reading.passing = self._passing
        self.reading.show(page, spans, claim)
        self._tell_above()
        self._tell_beside()

    def _tell_above(self) -> None:
        page = self.reading.page
        if page is None or self.sight is None:
            return
        above = self.query_one("#above", Static)
        if not self.article:
            above.update(Content("The ledger has no claims yet: claimcheck add ARTICLE takes one in"))
            return
        asked = [s.view for s in page.stretches if to_be_checked(s.view)]
        done = sum(view.status not in OPEN for view in asked)
        told = f"{done:,} of {counted(len(asked), 'claim')} checked"
        many = self.articles()
        if len(many) > 1:
            told += f" · article {many.index(self.article) + 1:,} of {len(many):,}"
        name = squeezed(page.title or page.path)
        room = max(self.size.width - cells(told) - 5, 8)
        title = clipped(name, room)
        line = Content.assemble((title, "bold"), " " * max(self.size.width - cells(title) - cells(told) - 2, 2), told)
        lines = [line]
        if self.filter.keys:
            here = sum(view.claim.id in (self._passing or ()) for view in asked)
            all_ = f"{len(self._passing or ()):,} in all · Esc shows all"
            words = f"only {self.filter.told()}: {counted(here, 'claim')} here, {all_}"
            lines.append(Content.styled(words, "bold $text-warning"))
        if page.remark:
            lines.append(Content.styled(squeezed(page.remark), "$text-warning"))
        above.update(Content("\n").join(lines))

    @on(Reading.Moved)
    def moved(self) -> None:
        """Another claim: other things stand beside it."""
        self._tell_beside()

    def _tell_beside(self) -> None:
        view, sight, shelf = self.reading.view, self.sight, self._shelf
        if view is None or sight is None or shelf is None:
            self.panel.clear()
            return
        id = view.claim.id
        kept = self._kept.get(id)
        if kept is not None:
            self.panel.tell(id, lambda width: self._told(kept, width))
            return

        def full(first: Beside) -> Beside:
            found = looked_into(sight.project, sight.ledger, first, shelf)
            if len(self._kept) >= _KEEP:
                self._kept.clear()
            if shelf is self._shelf:
                self._kept[id] = found
            return found

        self.panel.look(id, lambda: beside(sight.project, sight.ledger, id, sight.settings), full, self._told)

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
        if not self._elsewhere(by):
            self.notify("no claim that is not yet checked " + ("after this one" if by > 0 else "before this one"))

    def _elsewhere(self, by: int) -> bool:
        """To the nearest article on this side that has an open claim."""
        assert self.sight is not None
        many = self.articles()
        here = many.index(self.article) if self.article in many else -1
        beyond = many[here + 1 :] if by > 0 else many[: max(here, 0)][::-1]
        kept = self._passing
        waiting: dict[str, str] = {}
        for view in self.sight.views:
            if view.status in OPEN and not view.claim.gone and to_be_checked(view):
                id = view.article.id if view.article else _NO_ARTICLE
                if (kept is None or view.claim.id in kept) and (id not in waiting or by < 0):
                    waiting[id] = view.claim.id
        for article in beyond:
            if article in waiting:
                self.article = article
                self._show(waiting[article])
                return True
        return False

    def action_ends(self, last: bool) -> None:
        """To the first claim, or the last."""
        self.reading.ends(last)

    def action_page(self, by: int) -> None:
        """A page on or back, to the first claim that is seen then."""
        self.reading.leaf(by)

    def action_turn(self, by: int) -> None:
        """The next article, or the previous one."""
        many = self.articles()
        if len(many) > 1:
            self.article = many[(many.index(self.article) + by) % len(many)]
            self._show()

    def action_switch(self) -> None:
        """The keys to the panel, or back to the text."""
        if self.panel.has_focus or not self.panel.display:
            self.reading.focus()
        else:
            self.panel.focus()

    def action_panel(self) -> None:
        """To what the claim conflicts with or stands on; Enter goes there."""
        self.remove_class("none")
        if self.panel.first_target(CONFLICT) or self.panel.first_target():
            self.panel.focus()

    def action_resize(self) -> None:
        """The panel larger, gone, or as it was."""
        if self.has_class("large"):
            self.remove_class("large").add_class("none")
            self.reading.focus()
        elif self.has_class("none"):
            self.remove_class("none")
        else:
            self.add_class("large")

    def action_back(self) -> None:
        """From the panel to the text; from there to all claims."""
        if self.panel.has_focus:
            self.reading.focus()
        elif self.filter.keys:
            self._filtered(Filter())

    # --- windows ------------------------------------------------------------------------------------------------------

    def action_articles(self) -> None:
        """Choose an article."""
        if self.sight is None or not self.articles():
            return
        inside: dict[str, list[ClaimView]] = {id: [] for id in self.articles()}
        for view in self.sight.views:
            if not view.claim.gone:
                inside[view.article.id if view.article else _NO_ARTICLE].append(view)
        items = [article_item(self.sight.project, id, self.sight.ledger.articles.get(id), inside[id]) for id in inside]

        def chosen(id: str | None) -> None:
            if id:
                self.article = id
                self._show()

        self.app.push_screen(
            Picker("Which article?", Narrowing(items), "words of its title or path", self.article), chosen
        )

    def action_filter(self) -> None:
        """Ask which claims are walked."""
        if self.sight is None:
            return
        offered = [(key, many) for key, many in choices(self.sight.views, self._rules)]
        self.app.push_screen(Filtering(offered, self.filter), lambda chosen: self._filtered(chosen or Filter()))

    def _filtered(self, wanted: Filter) -> None:
        assert self.sight is not None
        self.filter = wanted
        self._passing = wanted.passing(self.sight.views, self._rules) if wanted.keys else None
        self.reading.select(self._passing)
        if self._passing is not None and not self.reading.order():
            self._first_elsewhere()
        self._tell_above()
        self._tell_beside()

    def _first_elsewhere(self) -> None:
        assert self.sight is not None and self._passing is not None
        found = next((view for view in self.sight.views if view.claim.id in self._passing), None)
        if found is not None:
            self.article = found.article.id if found.article else _NO_ARTICLE
            self._show(found.claim.id)

    def action_search(self) -> None:
        """Search the claims of all articles as words are typed."""
        if self.sight is None:
            return
        if self._index is None:
            self._index = Narrowing([claim_item(view) for view in self.sight.views if not view.claim.gone])
        self.app.push_screen(Picker("Search", self._index, "words, a figure, half a sentence"), self._found)

    def _found(self, claim: str | None) -> None:
        if claim and self.sight is not None:
            if self._passing is not None and claim not in self._passing:
                self._filtered(Filter())
            if not self.reading.find(claim):
                self.see(self.sight, claim)

    # --- verdicts -----------------------------------------------------------------------------------------------------

    def action_judge(self, status: str) -> None:
        """Give a verdict on the claim that is looked at; ask for what it needs."""
        view, wanted = self.reading.view, Status(status)
        if view is None or self.sight is None:
            return
        if not self.reading.seen():  # nobody judges what they do not see
            self.reading.bring_back()
            return
        if wanted in (Status.NOT_APPLICABLE, Status.IN_PROGRESS):
            self.post_message(self.Judged(view.claim.id, Wish(wanted)))
            return
        supports = sum(c.stance is Stance.SUPPORTS for c in view.claim.sources)
        rests = f"{counted(supports, 'place')} that the claim cites" if supports and wanted is Status.VERIFIED else ""
        items = source_items(self.sight.ledger) if wanted in SOURCED else []
        id = view.claim.id

        def given(wish: Wish | None) -> None:
            if wish is not None:
                self.post_message(self.Judged(id, wish))

        self.app.push_screen(Giving(wanted, view.claim.text, items, rests), given)

    def action_source(self) -> None:
        """To the first source of the claim."""
        if self.panel.first_target(SOURCE):
            self.panel.choose()
